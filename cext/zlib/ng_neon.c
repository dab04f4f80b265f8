/* zlib-ng's loops for arm64; its CRC-32 instructions are asked for at run time (functable.c). */
#include "ng_config.h"

#ifdef ARM_NEON
#include "arch/arm/adler32_neon.c"
#include "arch/arm/chunkset_neon.c"
#include "arch/arm/compare256_neon.c"
#include "arch/arm/crc32_armv8.c"
#include "arch/arm/slide_hash_neon.c"
#endif
