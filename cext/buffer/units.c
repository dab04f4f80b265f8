/* Runs of code units: how far a run is ASCII, whether it fits Latin-1, and copies between the two widths. Written so
 * that the compiler can use the baseline vector unit; nothing is chosen at run time. */
#include "buffer.h"

#define HIGH_BITS 0x8080808080808080ull
#define NOT_ASCII16 0xFF80FF80FF80FF80ull

size_t ascii_prefix(const uint8_t *p, size_t n) {
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
        uint64_t any = load64(p + i) | load64(p + i + 8) | load64(p + i + 16) | load64(p + i + 24);
        if (any & HIGH_BITS)
            break;
    }
    for (; i + 8 <= n && !(load64(p + i) & HIGH_BITS); i += 8) {
    }
    while (i < n && p[i] < 0x80)
        i++;
    return i;
}

size_t ascii_prefix16(const uint16_t *p, size_t n) {
    size_t i = 0;
    for (; i + 4 <= n && !(load64(p + i) & NOT_ASCII16); i += 4) {
    }
    while (i < n && p[i] < 0x80)
        i++;
    return i;
}

int units_fit_latin1(const uint16_t *p, size_t n) {
    size_t i = 0;
    for (; i + 64 <= n; i += 64) {
        unsigned any = 0;
        for (int k = 0; k < 64; k++)
            any |= p[i + k];
        if (any > 0xFF)
            return 0;
    }
    unsigned any = 0;
    for (; i < n; i++)
        any |= p[i];
    return any <= 0xFF;
}

void units_widen(const uint8_t *src, size_t n, uint16_t *dst) {
    for (size_t i = 0; i < n; i++)
        dst[i] = src[i];
}

/* Keeps the low byte of each unit. dst may be src itself. */
void units_narrow(const uint16_t *src, size_t n, uint8_t *dst) {
    for (size_t i = 0; i < n; i++)
        dst[i] = (uint8_t)src[i];
}
