/* zlib-ng's loops in plain C: of processors that have no others, and on arm64, where its table of functions names them. */
#include "ng_config.h"

#ifdef WITH_ALL_FALLBACKS
#include "arch/generic/chunkset_c.c"
#include "arch/generic/compare256_c.c"
#include "arch/generic/slide_hash_c.c"
#endif
