/* What zlib-ng's configure would find out, by compiler and processor. The hash table has as many entries as zlib's, half of the usual: it is
 * cleared for each text, which counts for short ones. Level 1 compresses as zlib's does (NO_QUICK_STRATEGY). */
#ifndef LLRT_NG_CONFIG_H
#define LLRT_NG_CONFIG_H

#define HAVE_VISIBILITY_HIDDEN
#define HAVE_VISIBILITY_INTERNAL
#define HAVE_ATTRIBUTE_ALIGNED
#define HAVE_BUILTIN_ASSUME_ALIGNED
#define HAVE_BUILTIN_CTZ
#define HAVE_BUILTIN_CTZLL
#define HASH_SIZE 32768u
#define NO_LIT_MEM
#define NO_QUICK_STRATEGY
#define WITHOUT_CHORBA
#define WITHOUT_CHORBA_SSE

#if defined(__x86_64__)
#define WITH_OPTIM
#define X86_FEATURES
#define X86_SSE2
#define X86_PCLMULQDQ_CRC
#define X86_AVX2
#elif defined(__aarch64__)
#define WITH_OPTIM
#define WITH_ALL_FALLBACKS
#define ARM_FEATURES
#define ARM_NEON
#define ARM_NEON_HASLD4
#define ARM_CRC32
#define HAVE_SYS_AUXV_H
#define ARM_AUXV_HAS_CRC32
#else
#define WITH_ALL_FALLBACKS
#endif

#endif
