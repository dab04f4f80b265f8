/* Scanning and writing of UTF-16 text. */
#define UNIT uint16_t
#define NAMED(name) name##_wide
#include "scan.inc"
#include "write.inc"
