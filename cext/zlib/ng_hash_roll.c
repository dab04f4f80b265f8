/* zlib-ng's hash of three bytes (level 9). */
#include "ng_config.h"

#include "insert_string_roll.c"
