/* zlib's CRC-32 and its unpacking at once, for rooms beside cext/zlib. In the native binary there is one zlib, the zlib-ng of that room; extension
 * modules, which cannot call each other's C, link the system's. */
#ifndef LLRT_ZLIB_H
#define LLRT_ZLIB_H

#include <stddef.h>
#include <stdint.h>

#ifdef LLRT_BINARY

/* As zlib-ng.h declares them. */
uint32_t zng_crc32_z(uint32_t before, const uint8_t *bytes, size_t n);
int32_t zng_uncompress(uint8_t *out, size_t *out_size, const uint8_t *in, size_t in_size);

static inline uint32_t llrt_crc32(uint32_t before, const uint8_t *bytes, size_t n)
{
    return zng_crc32_z(before, bytes, n);
}

/* 0, or zlib's error. *out_size: the room, then how much came. */
static inline int llrt_uncompress(uint8_t *out, size_t *out_size, const uint8_t *in, size_t in_size)
{
    return zng_uncompress(out, out_size, in, in_size);
}

#else

#include <zlib.h>

static inline uint32_t llrt_crc32(uint32_t before, const uint8_t *bytes, size_t n)
{
    return (uint32_t)crc32_z(before, bytes, n);
}

static inline int llrt_uncompress(uint8_t *out, size_t *out_size, const uint8_t *in, size_t in_size)
{
    uLongf size = *out_size;
    int error = uncompress(out, &size, in, in_size);
    *out_size = size;
    return error;
}

#endif
#endif
