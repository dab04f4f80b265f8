/* What CPython's binascii wants of zlib, from the zlib-ng of llrt._zlib: no second zlib is linked for one function. */
#include "llrt_zlib.h"

unsigned long crc32(unsigned long before, const unsigned char *bytes, unsigned n);

unsigned long crc32(unsigned long before, const unsigned char *bytes, unsigned n)
{
    return zng_crc32_z((uint32_t)before, bytes, n);
}
