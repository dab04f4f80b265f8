/* Scanning and writing of Latin-1 text. */
#define UNIT uint8_t
#define NAMED(name) name##_narrow
#include "scan.inc"
#include "write.inc"
