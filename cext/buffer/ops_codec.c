/* Fast ops over the codecs: Buffer's strings, TextEncoder, atob and btoa. Arguments are checked and defaulted by
 * llrt/builtins/buffer; what reaches here wrong is refused or clamped, never trusted. */
#include <stdlib.h>

#include "buffer.h"

/* decode(encoding, bytes, start, end) -> string */
FASTOP(op_decode) {
    (void)argc;
    uint8_t *p;
    size_t n;
    if (!arg_bytes(&args[1], &p, &n, result))
        return;
    size_t end = arg_index(&args[3], n, n);
    size_t start = arg_index(&args[2], 0, end);
    codec_decode(arg_int(&args[0]), p + start, end - start, result);
}

/* write(encoding, bytes, string, offset, length) -> bytes written */
FASTOP(op_write) {
    (void)argc;
    uint8_t *p;
    size_t n;
    text t;
    if (!arg_bytes(&args[1], &p, &n, result) || !arg_text(&args[2], &t, result))
        return;
    size_t offset = arg_index(&args[3], 0, n);
    size_t length = arg_index(&args[4], n - offset, n - offset);
    size_t wrote = codec_write(arg_int(&args[0]), t, p + offset, length);
    if (wrote == SIZE_MAX)
        result->kind = LLRT_OUT_OF_MEMORY;
    else
        result_number(result, (double)wrote);
}

/* byteLength(encoding, string) -> number */
FASTOP(op_byte_length) {
    (void)argc;
    text t;
    if (arg_text(&args[1], &t, result))
        result_number(result, (double)codec_length(arg_int(&args[0]), t));
}

/* utf8Encode(string) -> Uint8Array */
FASTOP(op_utf8_encode) {
    (void)argc;
    text t;
    if (!arg_text(&args[0], &t, result))
        return;
    size_t n = utf8_length(t);
    uint8_t *p = malloc(n ? n : 1);
    if (!p) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    result->kind = LLRT_BYTES;
    result->ptr = p;
    result->len = utf8_write(t, p, n, NULL);
}

/* encodeInto(string, bytes, counts: Uint32Array(2)); counts receives units read and bytes written */
FASTOP(op_encode_into) {
    (void)argc;
    text t;
    uint8_t *p, *counts;
    size_t n, size, units;
    if (!arg_text(&args[0], &t, result) || !arg_bytes(&args[1], &p, &n, result) || !arg_bytes(&args[2], &counts, &size, result))
        return;
    if (size < 8) {
        result_error(result, LLRT_RANGE_ERROR, NULL, "encodeInto needs room for two counts");
        return;
    }
    uint32_t pair[2];
    pair[1] = (uint32_t)utf8_write(t, p, n, &units);
    pair[0] = (uint32_t)units;
    memcpy(counts, pair, sizeof pair);
}

/* atob(string) -> string, or one of the FORGIVING_ numbers */
FASTOP(op_atob) {
    (void)argc;
    text t;
    if (!arg_text(&args[0], &t, result))
        return;
    if (t.wide && !units_fit_latin1(text16(t), t.length)) {
        result_number(result, FORGIVING_BAD_CHARACTER);
        return;
    }
    /* A wide string of Latin-1 units is narrowed into the room of its own result: reading stays ahead of writing. */
    uint8_t *dst = result_units(result, LLRT_STR8, t.wide ? t.length : t.length / 4 * 3 + 3);
    if (!dst)
        return;
    if (t.wide)
        units_narrow(text16(t), t.length, dst);
    ptrdiff_t n = base64_decode_forgiving(t.wide ? dst : text8(t), t.length, dst);
    if (n >= 0) {
        result->len = (size_t)n;
        return;
    }
    if (dst != (uint8_t *)result->small)
        free(dst);
    result_number(result, (double)n);
}

/* btoa(string) -> string, or -1 when a unit is above 0xFF */
FASTOP(op_btoa) {
    (void)argc;
    text t;
    if (!arg_text(&args[0], &t, result))
        return;
    if (t.wide && !units_fit_latin1(text16(t), t.length)) {
        result_number(result, -1);
        return;
    }
    uint8_t *narrow = NULL;
    if (t.wide) {
        narrow = malloc(t.length ? t.length : 1);
        if (!narrow) {
            result->kind = LLRT_OUT_OF_MEMORY;
            return;
        }
        units_narrow(text16(t), t.length, narrow);
    }
    uint8_t *dst = result_units(result, LLRT_STR8, base64_encoded_length(t.length, 0));
    if (dst)
        base64_encode(narrow ? narrow : text8(t), t.length, dst, 0);
    free(narrow);
}
