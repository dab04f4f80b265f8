/* zlib-ng's loops for any x86-64. */
#include "ng_config.h"

#ifdef X86_SSE2
#include "arch/x86/chunkset_sse2.c"
#include "arch/x86/compare256_sse2.c"
#include "arch/x86/slide_hash_sse2.c"
#endif
