/* zlib-ng's CRC-32 for x86-64 processors with PCLMUL, which have SSE4.2 too; chosen at run time (functable.c). */
#include "ng_config.h"

#ifdef X86_PCLMULQDQ_CRC
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("pclmul,sse4.2"))), apply_to = function)
#else
#pragma GCC target("pclmul,sse4.2")
#endif
#include "arch/x86/crc32_pclmulqdq.c"
#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
