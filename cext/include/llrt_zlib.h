/* CRC-32 of the zlib-ng of llrt._zlib, as zlib-ng.h declares it, for what is linked beside that room in the native binary. */
#ifndef LLRT_ZLIB_H
#define LLRT_ZLIB_H

#include <stddef.h>
#include <stdint.h>

uint32_t zng_crc32_z(uint32_t before, const uint8_t *bytes, size_t n);

#endif
