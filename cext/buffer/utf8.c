/* UTF-8 from the engine's strings (WHATWG Encoding, "UTF-8 encoder"): a lone surrogate becomes U+FFFD, and a character
 * is written whole or not at all. */
#include "buffer.h"

#define LOW_BITS 0x0101010101010101ull

static size_t length_latin1(const uint8_t *p, size_t n) {
    size_t extra = 0, i = 0;
    for (; i + 8 <= n; i += 8)
        extra += (size_t)((((load64(p + i) >> 7) & LOW_BITS) * LOW_BITS) >> 56);
    for (; i < n; i++)
        extra += p[i] >> 7;
    return n + extra;
}

static size_t length_utf16(const uint16_t *p, size_t n) {
    size_t total = 0, i = 0;
    while (i < n) {
        size_t run = ascii_prefix16(p + i, n - i);
        total += run;
        i += run;
        for (; i < n && p[i] >= 0x80; i++) {
            unsigned unit = p[i];
            if (unit < 0x800) {
                total += 2;
            } else if (IS_HIGH_SURROGATE(unit) && i + 1 < n && IS_LOW_SURROGATE(p[i + 1])) {
                total += 4;
                i++;
            } else {
                total += 3;
            }
        }
    }
    return total;
}

size_t utf8_length(text t) {
    return t.wide ? length_utf16(text16(t), t.length) : length_latin1(text8(t), t.length);
}

static size_t write_latin1(const uint8_t *p, size_t n, uint8_t *dst, size_t capacity, size_t *units_read) {
    size_t i = 0, out = 0;
    while (i < n) {
        size_t room = capacity - out;
        size_t run = ascii_prefix(p + i, n - i < room ? n - i : room);
        memcpy(dst + out, p + i, run);
        i += run;
        out += run;
        size_t stop = i;
        for (; i < n && p[i] >= 0x80 && capacity - out >= 2; i++) {
            dst[out++] = (uint8_t)(0xC0 | p[i] >> 6);
            dst[out++] = (uint8_t)(0x80 | (p[i] & 0x3F));
        }
        if (i == stop)      /* nothing but a full destination stops a character >= 0x80 */
            break;
    }
    *units_read = i;
    return out;
}

/* The code point at p[i]; *used tells how many units it took. */
static uint32_t code_point_at(const uint16_t *p, size_t n, size_t i, int *used) {
    uint32_t unit = p[i];
    *used = 1;
    if ((unit & 0xF800) != 0xD800)
        return unit;
    if (IS_HIGH_SURROGATE(unit) && i + 1 < n && IS_LOW_SURROGATE(p[i + 1])) {
        *used = 2;
        return 0x10000 + ((unit & 0x3FF) << 10) + (p[i + 1] & 0x3FF);
    }
    return REPLACEMENT;
}

/* Writes a code point >= 0x80; 0 when it does not fit. */
static size_t put(uint32_t c, uint8_t *dst, size_t room) {
    if (c < 0x800) {
        if (room < 2)
            return 0;
        dst[0] = (uint8_t)(0xC0 | c >> 6);
        dst[1] = (uint8_t)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        if (room < 3)
            return 0;
        dst[0] = (uint8_t)(0xE0 | c >> 12);
        dst[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        dst[2] = (uint8_t)(0x80 | (c & 0x3F));
        return 3;
    }
    if (room < 4)
        return 0;
    dst[0] = (uint8_t)(0xF0 | c >> 18);
    dst[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    dst[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    dst[3] = (uint8_t)(0x80 | (c & 0x3F));
    return 4;
}

static size_t write_utf16(const uint16_t *p, size_t n, uint8_t *dst, size_t capacity, size_t *units_read) {
    size_t i = 0, out = 0;
    while (i < n) {
        size_t room = capacity - out;
        size_t run = ascii_prefix16(p + i, n - i < room ? n - i : room);
        units_narrow(p + i, run, dst + out);
        i += run;
        out += run;
        size_t stop = i;
        while (i < n && p[i] >= 0x80) {
            int used;
            size_t wrote = put(code_point_at(p, n, i, &used), dst + out, capacity - out);
            if (!wrote)
                break;
            i += used;
            out += wrote;
        }
        if (i == stop)
            break;
    }
    *units_read = i;
    return out;
}

size_t utf8_write(text t, uint8_t *dst, size_t capacity, size_t *units_read) {
    size_t ignored;
    if (!units_read)
        units_read = &ignored;
    if (t.wide)
        return write_utf16(text16(t), t.length, dst, capacity, units_read);
    return write_latin1(text8(t), t.length, dst, capacity, units_read);
}
