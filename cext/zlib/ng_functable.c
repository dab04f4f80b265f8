/* zlib-ng's table of functions, chosen at first use by what the processor has. It belongs to the process: the native binary keeps it out
 * of its image (Room.of_process). What an x86-64 processor has is asked of the compiler's library or of glibc, which know already:
 * each CPUID leaves a virtual machine. */
#include "ng_config.h"

#include "functable.c"

#if defined(X86_FEATURES)
#include "cpu_features.c"

#if defined(LLRT_BINARY) && defined(__GLIBC__)
#include <sys/platform/x86.h>
#define HAS(feature, name) CPU_FEATURE_ACTIVE(feature)
#else
#define HAS(feature, name) __builtin_cpu_supports(name)
#endif

void Z_INTERNAL x86_check_features(struct x86_cpu_features *features)
{
    features->has_sse2 = 1;
    features->has_pclmulqdq = HAS(PCLMULQDQ, "pclmul") && HAS(SSE4_2, "sse4.2");
    features->has_avx2 = HAS(AVX2, "avx2");
    features->has_bmi2 = HAS(BMI2, "bmi2");
}
#elif defined(ARM_FEATURES)
#include "arch/arm/arm_features.c"
#include "cpu_features.c"
#else
#include "cpu_features.c"
#endif
