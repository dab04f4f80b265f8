/* UTF-8 to UTF-16 (WHATWG Encoding, "UTF-8 decoder"): every maximal subpart of an ill-formed sequence becomes one
 * U+FFFD (Unicode 3.9, best practice). Streaming lives in text_decoder.c and string_decoder.c. */
#include "buffer.h"

static int is_continuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

/* The bounds of the second byte are what keeps out overlong forms, surrogates and code points past U+10FFFF. */
static int second_is_valid(uint8_t lead, uint8_t second) {
    switch (lead) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF;
    case 0xED: return second >= 0x80 && second <= 0x9F;
    case 0xF0: return second >= 0x90 && second <= 0xBF;
    case 0xF4: return second >= 0x80 && second <= 0x8F;
    default: return is_continuation(second);
    }
}

/* Looks at the sequence at p (n >= 1). Returns its length, with *code_point set; the negated length of the maximal
 * subpart when it is ill-formed; UTF8_INCOMPLETE when it is well-formed so far and the input ends. */
int utf8_sequence(const uint8_t *p, size_t n, uint32_t *code_point) {
    uint8_t lead = p[0];
    if (lead < 0x80) {
        *code_point = lead;
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4)
        return -1;
    if (n < 2)
        return UTF8_INCOMPLETE;
    if (!second_is_valid(lead, p[1]))
        return -1;
    if (lead < 0xE0) {
        *code_point = (uint32_t)(lead & 0x1F) << 6 | (p[1] & 0x3F);
        return 2;
    }
    if (n < 3)
        return UTF8_INCOMPLETE;
    if (!is_continuation(p[2]))
        return -2;
    if (lead < 0xF0) {
        *code_point = (uint32_t)(lead & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        return 3;
    }
    if (n < 4)
        return UTF8_INCOMPLETE;
    if (!is_continuation(p[3]))
        return -3;
    *code_point = (uint32_t)(lead & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    return 4;
}

/* How many bytes at the end are the start of a sequence that more input could complete: 0 to 3. */
size_t utf8_incomplete_tail(const uint8_t *p, size_t n) {
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        uint8_t byte = p[n - back];
        if (is_continuation(byte))
            continue;
        uint32_t ignored;
        return utf8_sequence(p + n - back, back, &ignored) == UTF8_INCOMPLETE ? back : 0;
    }
    return 0;
}

/* Decodes all of p into dst (room for n units) and returns the number of units. `seen` collects the bits of all units,
 * so that the caller knows whether the result fits Latin-1, and 0x10000 when something was ill-formed. An incomplete
 * tail counts as ill-formed. */
size_t utf8_decode(const uint8_t *p, size_t n, uint16_t *dst, unsigned *seen) {
    size_t i = 0, out = 0;
    unsigned bits = 0;
    while (i < n) {
        size_t run = ascii_prefix(p + i, n - i);
        units_widen(p + i, run, dst + out);
        i += run;
        out += run;
        while (i < n && p[i] >= 0x80) {
            uint32_t c;
            int length = utf8_sequence(p + i, n - i, &c);
            if (length <= 0) {
                i += length ? (size_t)-length : n - i;
                c = REPLACEMENT;
                bits |= 0x10000;
            } else {
                i += (size_t)length;
            }
            if (c >= 0x10000) {
                dst[out++] = (uint16_t)(0xD800 + ((c - 0x10000) >> 10));
                c = 0xDC00 + (c & 0x3FF);
            }
            dst[out++] = (uint16_t)c;
            bits |= c;
        }
    }
    *seen |= bits;
    return out;
}

int utf8_valid(const uint8_t *p, size_t n) {
    size_t i = 0;
    while (i < n) {
        i += ascii_prefix(p + i, n - i);
        while (i < n && p[i] >= 0x80) {
            uint32_t ignored;
            int length = utf8_sequence(p + i, n - i, &ignored);
            if (length <= 0)
                return 0;
            i += (size_t)length;
        }
    }
    return 1;
}
