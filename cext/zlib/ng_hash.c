/* zlib-ng's hash of four bytes (all levels but 9). */
#include "ng_config.h"

#include "insert_string.c"
