/* The bytes of an argument of a fast op, a string's as UTF-8, for what takes them a piece at a time: digests and sums. */
#ifndef LLRT_FEED_H
#define LLRT_FEED_H

#include <string.h>

#include "llrt_fastop.h"

static inline size_t llrt_put_utf8(uint32_t c, uint8_t *p)
{
    if (c < 0x80) {
        p[0] = (uint8_t)c;
        return 1;
    }
    if (c < 0x800) {
        p[0] = (uint8_t)(0xC0 | c >> 6);
        p[1] = (uint8_t)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        p[0] = (uint8_t)(0xE0 | c >> 12);
        p[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        p[2] = (uint8_t)(0x80 | (c & 0x3F));
        return 3;
    }
    p[0] = (uint8_t)(0xF0 | c >> 18);
    p[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    p[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    p[3] = (uint8_t)(0x80 | (c & 0x3F));
    return 4;
}

/* The code point at *i, which moves past it; a lone surrogate is U+FFFD, as in every conversion of strings to bytes. */
static inline uint32_t llrt_next_code_point(const uint16_t *units, size_t n, size_t *i)
{
    uint32_t c = units[(*i)++];
    if ((c & 0xF800) != 0xD800)
        return c;
    if (c < 0xDC00 && *i < n && (units[*i] & 0xFC00) == 0xDC00)
        return 0x10000 + ((c & 0x3FF) << 10) + (units[(*i)++] & 0x3FF);
    return 0xFFFD;
}

static inline int llrt_is_ascii(const uint8_t *p, size_t n)
{
    uint64_t seen = 0, four[4];
    size_t i = 0;
    for (; n - i >= sizeof four; i += sizeof four) {
        memcpy(four, p + i, sizeof four);
        seen |= four[0] | four[1] | four[2] | four[3];
    }
    for (; i < n; i++)
        seen |= p[i];
    return !(seen & 0x8080808080808080);
}

static inline int llrt_has_bytes(const llrt_arg *arg)
{
    return arg->kind == LLRT_BYTES || arg->kind == LLRT_STR8 || arg->kind == LLRT_STR16;
}

/* For an argument that has bytes: without a copy where they are there already. What `feed` returned last; 0 ends it. */
static inline int llrt_feed(const llrt_arg *arg, int (*feed)(void *, const void *, size_t), void *state)
{
    uint8_t chunk[4096];
    size_t used = 0, i = 0;
    if (arg->kind == LLRT_BYTES || (arg->kind == LLRT_STR8 && llrt_is_ascii(arg->ptr, arg->len)))
        return feed(state, arg->ptr, arg->len);
    while (i < arg->len) {
        uint32_t c = arg->kind == LLRT_STR8 ? ((const uint8_t *)arg->ptr)[i++] : llrt_next_code_point(arg->ptr, arg->len, &i);
        used += llrt_put_utf8(c, chunk + used);
        if (used > sizeof chunk - 4) {
            if (!feed(state, chunk, used))
                return 0;
            used = 0;
        }
    }
    return feed(state, chunk, used);
}

#endif
