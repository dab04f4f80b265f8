/* zlib-ng, the half that decompresses, and sums for any processor: one translation unit. */
#include "ng_config.h"

#include "adler32.c"
#include "arch/generic/adler32_c.c"
#include "arch/generic/adler32_fold_c.c"
#include "arch/generic/crc32_braid_c.c"
#include "arch/generic/crc32_fold_c.c"
#include "crc32.c"
#include "inflate.c"
#include "inftrees.c"
#include "uncompr.c"
#include "zutil.c"
