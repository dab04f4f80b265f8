/* Base64 and base64url (RFC 4648) both ways. Two decoders: Node's, which takes either alphabet, skips what is in none
 * and stops at the first '='; and the forgiving-base64 decode of WHATWG Infra for atob. */
#include "buffer.h"

static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char URL_ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* Values of the digits of both alphabets; the classes of everything else are above 63. */
enum { BAD = 0x80, SPACE = 0xC0 };
#define X BAD
static const uint8_t VALUES[256] = {
    X, X, X, X, X, X, X, X, X, SPACE, SPACE, X, SPACE, SPACE, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    SPACE, X, X, X, X, X, X, X, X, X, X, 62, X, 62, X, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, X, X, X, X, X, X,
    X, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, X, X, X, X, 63,
    X, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
};
#undef X

size_t base64_encoded_length(size_t n, int url) {
    return url ? n / 3 * 4 + (n % 3 ? n % 3 + 1 : 0) : (n + 2) / 3 * 4;
}

void base64_encode(const uint8_t *src, size_t n, uint8_t *dst, int url) {
    const char *digits = url ? URL_ALPHABET : ALPHABET;
    size_t i = 0;
    for (; i + 8 <= n; i += 6, dst += 8) {      /* six bytes at a time; two more are read and not used */
        uint64_t group = __builtin_bswap64(load64(src + i)) >> 16, out = 0;
        for (int k = 0; k < 8; k++)
            out |= (uint64_t)(uint8_t)digits[group >> (42 - 6 * k) & 63] << (8 * k);
        memcpy(dst, &out, 8);
    }
    for (; i + 3 <= n; i += 3, dst += 4) {
        uint32_t group = (uint32_t)src[i] << 16 | (uint32_t)src[i + 1] << 8 | src[i + 2];
        dst[0] = (uint8_t)digits[group >> 18];
        dst[1] = (uint8_t)digits[group >> 12 & 63];
        dst[2] = (uint8_t)digits[group >> 6 & 63];
        dst[3] = (uint8_t)digits[group & 63];
    }
    if (i == n)
        return;
    uint32_t group = (uint32_t)src[i] << 16 | (i + 1 < n ? (uint32_t)src[i + 1] << 8 : 0);
    *dst++ = (uint8_t)digits[group >> 18];
    *dst++ = (uint8_t)digits[group >> 12 & 63];
    if (i + 1 < n)
        *dst++ = (uint8_t)digits[group >> 6 & 63];
    else if (!url)
        *dst++ = '=';
    if (!url)
        *dst = '=';
}

static unsigned last_byte(text t, size_t length) {
    return t.wide ? text16(t)[length - 1] : text8(t)[length - 1];
}

/* An upper bound: it counts padding away at the very end only, as Buffer.byteLength does. */
size_t base64_decoded_length(text t) {
    size_t n = t.length;
    if (n > 0 && last_byte(t, n) == '=')
        n--;
    if (n > 1 && last_byte(t, n) == '=')
        n--;
    return n / 4 * 3 + n % 4 * 3 / 4;
}

/* Whole groups without anything to skip: what nearly all input is. Returns how many bytes of src were taken. */
static size_t decode_groups(const uint8_t *src, size_t n, uint8_t *dst, size_t groups) {
    size_t i = 0;
    for (; groups && i + 4 <= n; groups--, i += 4, dst += 3) {
        uint32_t a = VALUES[src[i]], b = VALUES[src[i + 1]], c = VALUES[src[i + 2]], d = VALUES[src[i + 3]];
        if ((a | b | c | d) & BAD)
            break;
        uint32_t group = a << 18 | b << 12 | c << 6 | d;
        dst[0] = (uint8_t)(group >> 16);
        dst[1] = (uint8_t)(group >> 8);
        dst[2] = (uint8_t)group;
    }
    return i;
}

size_t base64_decode(const uint8_t *src, size_t n, uint8_t *dst, size_t capacity) {
    size_t i = 0, out = 0;
    while (i < n && out < capacity) {
        size_t taken = decode_groups(src + i, n - i, dst + out, (capacity - out) / 3);
        i += taken;
        out += taken / 4 * 3;
        uint32_t group = 0;
        int digits = 0;
        while (digits < 4 && i < n && src[i] != '=') {
            uint8_t value = VALUES[src[i++]];
            if (value < 64) {
                group = group << 6 | value;
                digits++;
            }
        }
        group <<= 6 * (4 - digits);
        for (int k = 0; k < digits - 1 && out < capacity; k++)
            dst[out++] = (uint8_t)(group >> (16 - 8 * k));
        if (digits < 4)
            break;
    }
    return out;
}

/* Padding after `digits` digits of the last group: exactly what completes it, with spaces anywhere. Which of the two errors
 * it is shows in the message that Node gives. */
static int padding_error(const uint8_t *src, size_t n, size_t i, int digits) {
    int signs = 0;
    for (; i < n; i++) {
        if (src[i] == '=' && signs < 3)
            signs++;
        else if (VALUES[src[i]] != SPACE)
            return FORGIVING_BAD_CHARACTER;
    }
    if (digits == 1 && signs <= 2)
        return FORGIVING_REMAINDER;
    return digits >= 2 && digits + signs == 4 ? 0 : FORGIVING_BAD_CHARACTER;
}

/* dst has room for n / 4 * 3 + 2 bytes. Returns the length, or a FORGIVING_ error. */
ptrdiff_t base64_decode_forgiving(const uint8_t *src, size_t n, uint8_t *dst) {
    uint32_t group = 0;
    int digits = 0;
    uint8_t *start = dst;
    if (n && (memchr(src, '-', n) || memchr(src, '_', n)))      /* digits of the other alphabet */
        return FORGIVING_BAD_CHARACTER;
    size_t i = decode_groups(src, n, dst, n / 4);
    dst += i / 4 * 3;
    for (; i < n && src[i] != '='; i++) {
        uint8_t value = VALUES[src[i]];
        if (value == BAD)
            return FORGIVING_BAD_CHARACTER;
        if (value == SPACE)
            continue;
        group = group << 6 | value;
        if (++digits == 4) {
            *dst++ = (uint8_t)(group >> 16);
            *dst++ = (uint8_t)(group >> 8);
            *dst++ = (uint8_t)group;
            group = 0;
            digits = 0;
        }
    }
    int error = i < n ? padding_error(src, n, i, digits) : digits == 1 ? FORGIVING_REMAINDER : 0;
    if (error)
        return error;
    if (digits >= 2)
        *dst++ = (uint8_t)(group << (digits == 2 ? 12 : 6) >> 16);
    if (digits == 3)
        *dst++ = (uint8_t)(group << 6 >> 8);
    return dst - start;
}
