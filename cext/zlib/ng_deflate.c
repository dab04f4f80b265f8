/* zlib-ng, the half that compresses: one translation unit. */
#include "ng_config.h"

#include "deflate.c"
#include "deflate_fast.c"
#include "deflate_huff.c"
#include "deflate_medium.c"
#include "deflate_rle.c"
#include "deflate_slow.c"
#include "deflate_stored.c"
#include "trees.c"
