/* Every encoding of Buffer behind one door: how long, write, decode. Little-endian hosts only, as the whole project. */
#include <stdlib.h>

#include "buffer.h"

size_t codec_length(int encoding, text t) {
    switch (encoding) {
    case ENC_ASCII:
    case ENC_LATIN1:
        return t.length;
    case ENC_UCS2:
        return t.length * 2;
    case ENC_HEX:
        return t.length / 2;
    case ENC_BASE64:
    case ENC_BASE64URL:
        return base64_decoded_length(t);
    default:
        return utf8_length(t);
    }
}

static size_t write_latin1(text t, uint8_t *dst, size_t capacity) {
    size_t n = t.length < capacity ? t.length : capacity;
    if (t.wide)
        units_narrow(text16(t), n, dst);
    else if (n)
        memcpy(dst, t.units, n);
    return n;
}

static size_t write_ucs2(text t, uint8_t *dst, size_t capacity) {
    size_t n = t.length < capacity / 2 ? t.length : capacity / 2;
    if (t.wide) {
        if (n)
            memcpy(dst, t.units, n * 2);
        return n * 2;
    }
    const uint8_t *src = text8(t);
    for (size_t i = 0; i < n; i++) {
        dst[2 * i] = src[i];
        dst[2 * i + 1] = 0;
    }
    return n * 2;
}

/* Of a UTF-16 string Node takes the low byte of each unit. SIZE_MAX: no memory for the narrow copy. */
static size_t write_base64(text t, uint8_t *dst, size_t capacity) {
    if (!t.wide)
        return base64_decode(text8(t), t.length, dst, capacity);
    uint8_t *narrow = malloc(t.length ? t.length : 1);
    if (!narrow)
        return SIZE_MAX;
    units_narrow(text16(t), t.length, narrow);
    size_t n = base64_decode(narrow, t.length, dst, capacity);
    free(narrow);
    return n;
}

/* Writes at most `capacity` bytes and tells how many; SIZE_MAX means out of memory. */
size_t codec_write(int encoding, text t, uint8_t *dst, size_t capacity) {
    switch (encoding) {
    case ENC_ASCII:
    case ENC_LATIN1:
        return write_latin1(t, dst, capacity);
    case ENC_UCS2:
        return write_ucs2(t, dst, capacity);
    case ENC_HEX:
        return hex_decode(t, dst, capacity);
    case ENC_BASE64:
    case ENC_BASE64URL:
        return write_base64(t, dst, capacity);
    default:
        return utf8_write(t, dst, capacity, NULL);
    }
}

static void decode_ascii(const uint8_t *src, size_t n, llrt_result *result) {
    if (ascii_prefix(src, n) == n) {
        result_borrow(result, LLRT_STR8, src, n);
        return;
    }
    uint8_t *dst = result_units(result, LLRT_STR8, n);
    for (size_t i = 0; dst && i < n; i++)
        dst[i] = src[i] & 0x7F;
}

static void decode_ucs2(const uint8_t *src, size_t n, llrt_result *result) {
    n /= 2;
    uint16_t *dst = result_units(result, LLRT_STR16, n);
    if (!dst)
        return;
    if (n)
        memcpy(dst, src, n * 2);
    result_utf16(result, dst, n, units_fit_latin1(dst, n));
}

static void decode_utf8(const uint8_t *src, size_t n, llrt_result *result) {
    if (ascii_prefix(src, n) == n) {
        result_borrow(result, LLRT_STR8, src, n);
        return;
    }
    uint16_t *dst = malloc(n * 2);
    unsigned seen = 0;
    if (!dst) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    size_t units = utf8_decode(src, n, dst, &seen);
    if (units > MAX_STRING_LENGTH) {
        free(dst);
        result_units(result, LLRT_STR8, units);     /* for its error */
        return;
    }
    result->ptr = dst;
    result_utf16(result, dst, units, (seen & 0xFFFF) <= 0xFF);
}

static void decode_small_utf8(const uint8_t *src, size_t n, llrt_result *result) {
    unsigned seen = 0;
    result->ptr = result->small;
    size_t units = utf8_decode(src, n, result->small, &seen);
    result_utf16(result, result->small, units, (seen & 0xFFFF) <= 0xFF);
}

void codec_decode(int encoding, const uint8_t *src, size_t n, llrt_result *result) {
    uint8_t *dst;
    int url = encoding == ENC_BASE64URL;
    switch (encoding) {
    case ENC_ASCII:
        decode_ascii(src, n, result);
        return;
    case ENC_LATIN1:
        result_borrow(result, LLRT_STR8, src, n);
        return;
    case ENC_UCS2:
        decode_ucs2(src, n, result);
        return;
    case ENC_HEX:
        if ((dst = result_units(result, LLRT_STR8, n * 2)))
            hex_encode(src, n, dst);
        return;
    case ENC_BASE64:
    case ENC_BASE64URL:
        if ((dst = result_units(result, LLRT_STR8, base64_encoded_length(n, url))))
            base64_encode(src, n, dst, url);
        return;
    default:
        if (n <= sizeof result->small / sizeof *result->small)
            decode_small_utf8(src, n, result);
        else
            decode_utf8(src, n, result);
    }
}
