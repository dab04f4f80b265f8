/* zlib-ng's loops for x86-64 processors with AVX2 and BMI2; chosen at run time (functable.c). Short texts are summed by the
 * functions for older ones, which serve nobody else here. */
#include "ng_config.h"
#define X86_SSSE3
#define X86_SSE42

#ifdef X86_AVX2
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi2"))), apply_to = function)
#else
#pragma GCC target("avx2,bmi2")
#endif
#include "arch/x86/adler32_avx2.c"
#include "arch/x86/adler32_sse42.c"
#include "arch/x86/adler32_ssse3.c"
#include "arch/x86/chunkset_avx2.c"
#include "arch/x86/compare256_avx2.c"
#include "arch/x86/slide_hash_avx2.c"
#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
