/* Hexadecimal both ways, by Node's rules: of a UTF-16 unit the low byte counts, decoding stops at the first pair that is
 * not two hexadecimal digits, and an odd last digit is dropped. */
#include "buffer.h"

static inline uint8_t hex_digit(unsigned nibble) { return (uint8_t)(nibble + '0' + (nibble > 9 ? 'a' - '0' - 10 : 0)); }

/* Arithmetic, not a table: the compiler makes vector code of it. */
void hex_encode(const uint8_t *restrict src, size_t n, uint8_t *restrict dst) {
    for (size_t i = 0; i < n; i++) {
        dst[2 * i] = hex_digit(src[i] >> 4);
        dst[2 * i + 1] = hex_digit(src[i] & 15);
    }
}

/* 0..15, or something that makes the byte it is part of too large. */
static unsigned digit(unsigned unit) {
    unsigned decimal = unit - '0';
    if (decimal < 10)
        return decimal;
    unsigned letter = (unit | 0x20) - 'a';
    return letter < 6 ? letter + 10 : 0x100;
}

size_t hex_decode(text t, uint8_t *dst, size_t capacity) {
    size_t pairs = t.length / 2;
    if (pairs > capacity)
        pairs = capacity;
    for (size_t i = 0; i < pairs; i++) {
        uint8_t high = t.wide ? (uint8_t)text16(t)[2 * i] : text8(t)[2 * i];
        uint8_t low = t.wide ? (uint8_t)text16(t)[2 * i + 1] : text8(t)[2 * i + 1];
        unsigned byte = digit(high) << 4 | digit(low);
        if (byte > 0xFF)
            return i;
        dst[i] = (uint8_t)byte;
    }
    return pairs;
}
