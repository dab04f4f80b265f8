/* Fast ops over bytes alone: compare, copy, fill, search, swap, validity. */
#include <stdlib.h>

#include "buffer.h"

static int compare(const uint8_t *a, size_t n, const uint8_t *b, size_t m) {
    size_t common = n < m ? n : m;
    int order = common ? memcmp(a, b, common) : 0;
    if (order == 0)
        order = n < m ? -1 : n > m;
    return order < 0 ? -1 : order > 0;
}

/* compare(a, b, aStart, aEnd, bStart, bEnd) -> -1, 0, 1 */
FASTOP(op_compare) {
    (void)argc;
    uint8_t *a, *b;
    size_t n, m;
    if (!arg_bytes(&args[0], &a, &n, result) || !arg_bytes(&args[1], &b, &m, result))
        return;
    size_t a_end = arg_index(&args[3], n, n), a_start = arg_index(&args[2], 0, a_end);
    size_t b_end = arg_index(&args[5], m, m), b_start = arg_index(&args[4], 0, b_end);
    result_number(result, compare(a + a_start, a_end - a_start, b + b_start, b_end - b_start));
}

/* equals(a, b) -> boolean */
FASTOP(op_equals) {
    (void)argc;
    uint8_t *a, *b;
    size_t n, m;
    if (arg_bytes(&args[0], &a, &n, result) && arg_bytes(&args[1], &b, &m, result))
        result_bool(result, n == m && (n == 0 || memcmp(a, b, n) == 0));
}

/* copy(source, target, targetStart, sourceStart, count) -> count copied; the two may overlap */
FASTOP(op_copy) {
    (void)argc;
    uint8_t *source, *target;
    size_t n, m;
    if (!arg_bytes(&args[0], &source, &n, result) || !arg_bytes(&args[1], &target, &m, result))
        return;
    size_t to = arg_index(&args[2], 0, m), from = arg_index(&args[3], 0, n);
    size_t room = m - to < n - from ? m - to : n - from;
    size_t count = arg_index(&args[4], room, room);
    if (count)
        memmove(target + to, source + from, count);
    result_number(result, (double)count);
}

/* The bytes of a string to fill with: unlike a write, a fill may end inside a character. SIZE_MAX: out of memory. */
static size_t fill_unit(int encoding, text t, uint8_t *dst, size_t room) {
    if (encoding == ENC_UCS2) {
        size_t wrote = codec_write(encoding, t, dst, room);
        if (wrote < room && wrote / 2 < t.length)
            dst[wrote] = (uint8_t)(t.wide ? text16(t)[wrote / 2] : text8(t)[wrote / 2]), wrote++;
        return wrote;
    }
    if (encoding != ENC_UTF8 && encoding != ENC_BUFFER)
        return codec_write(encoding, t, dst, room);
    size_t units, ignored;
    size_t wrote = utf8_write(t, dst, room, &units);
    if (wrote < room && units < t.length) {
        uint8_t whole[4];
        text rest = {t.wide ? (const void *)(text16(t) + units) : text8(t) + units, t.length - units, t.wide};
        utf8_write(rest, whole, sizeof whole, &ignored);
        memcpy(dst + wrote, whole, room - wrote);
        wrote = room;
    }
    return wrote;
}

static void repeat(uint8_t *dst, size_t filled, size_t room) {
    while (filled < room) {
        size_t count = filled < room - filled ? filled : room - filled;
        memcpy(dst + filled, dst, count);
        filled += count;
    }
}

/* fill(bytes, value: number | string | bytes, start, end, encoding) -> 0, or -1 when the value has no bytes */
FASTOP(op_fill) {
    (void)argc;
    uint8_t *p;
    size_t n;
    text t;
    if (!arg_bytes(&args[0], &p, &n, result))
        return;
    size_t end = arg_index(&args[3], n, n), start = arg_index(&args[2], 0, end);
    size_t room = end - start, unit;
    p += start;
    result_number(result, 0);
    if (room == 0)
        return;
    if (args[1].kind == LLRT_NUMBER) {
        memset(p, arg_int(&args[1]) & 0xFF, room);
        return;
    }
    if (args[1].kind == LLRT_BYTES) {
        unit = args[1].len < room ? args[1].len : room;
        if (unit)
            memmove(p, args[1].ptr, unit);
    } else {
        if (!arg_text(&args[1], &t, result))
            return;
        unit = fill_unit(arg_int(&args[4]), t, p, room);
        if (unit == SIZE_MAX) {
            result->kind = LLRT_OUT_OF_MEMORY;
            return;
        }
    }
    if (unit == 0)
        result_number(result, -1);
    else
        repeat(p, unit, room);
}

/* Where a search starts, by the rules of Buffer#indexOf; -1 when nothing can be found. */
static double search_start(double n, double offset, double m, int forward) {
    if (offset < 0) {
        if (offset + n >= 0)
            return n + offset;
        return forward || m == 0 ? 0 : -1;
    }
    if (offset + m <= n)
        return offset;
    if (m == 0)
        return n;
    return forward ? -1 : n - 1;
}

static void find(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m, const llrt_arg *args, llrt_result *result) {
    int forward = arg_int(&args[4]) != 0;
    double start = search_start((double)n, args[2].kind == LLRT_NUMBER ? args[2].num : 0, (double)m, forward);
    ptrdiff_t found = -1;
    result_number(result, start);
    if (m == 0)
        return;
    if (start >= 0 && m <= n && !(forward && start + (double)m > (double)n)) {
        if (arg_int(&args[3]) != ENC_UCS2)
            found = search8(hay, n, needle, m, (size_t)start, forward);
        else if (n >= 2 && m >= 2)
            found = search16(hay, n / 2, needle, m / 2, (size_t)start / 2, forward) * 2;
    }
    result_number(result, found < 0 ? -1 : (double)found);
}

/* indexOf(bytes, needle: bytes | string | number, offset, encoding, forward) -> position or -1 */
FASTOP(op_index_of) {
    (void)argc;
    uint8_t *hay, local[256];
    size_t n;
    text t;
    if (!arg_bytes(&args[0], &hay, &n, result))
        return;
    if (args[1].kind == LLRT_BYTES) {
        find(hay, n, args[1].ptr, args[1].len, args, result);
        return;
    }
    if (args[1].kind == LLRT_NUMBER) {
        local[0] = (uint8_t)arg_int(&args[1]);
        find(hay, n, local, 1, args, result);
        return;
    }
    if (!arg_text(&args[1], &t, result))
        return;
    int encoding = arg_int(&args[3]);
    size_t room = codec_length(encoding, t);
    uint8_t *needle = room <= sizeof local ? local : malloc(room);
    size_t m = needle ? codec_write(encoding, t, needle, room) : SIZE_MAX;
    if (m == SIZE_MAX)
        result->kind = LLRT_OUT_OF_MEMORY;
    else
        find(hay, encoding == ENC_UCS2 ? n & ~(size_t)1 : n, needle, m, args, result);
    if (needle != local)
        free(needle);
}

/* swap(bytes, width: 2, 4 or 8); the length is a multiple of it */
FASTOP(op_swap) {
    (void)argc;
    uint8_t *p;
    size_t n;
    if (!arg_bytes(&args[0], &p, &n, result))
        return;
    int width = arg_int(&args[1]);
    for (size_t i = 0; width == 2 && i + 2 <= n; i += 2) {
        uint16_t v;
        memcpy(&v, p + i, 2);
        v = __builtin_bswap16(v);
        memcpy(p + i, &v, 2);
    }
    for (size_t i = 0; width == 4 && i + 4 <= n; i += 4) {
        uint32_t v;
        memcpy(&v, p + i, 4);
        v = __builtin_bswap32(v);
        memcpy(p + i, &v, 4);
    }
    for (size_t i = 0; width == 8 && i + 8 <= n; i += 8) {
        uint64_t v;
        memcpy(&v, p + i, 8);
        v = __builtin_bswap64(v);
        memcpy(p + i, &v, 8);
    }
}

/* isAscii(bytes), isUtf8(bytes) -> boolean */
FASTOP(op_is_ascii) {
    (void)argc;
    uint8_t *p;
    size_t n;
    if (arg_bytes(&args[0], &p, &n, result))
        result_bool(result, ascii_prefix(p, n) == n);
}

FASTOP(op_is_utf8) {
    (void)argc;
    uint8_t *p;
    size_t n;
    if (arg_bytes(&args[0], &p, &n, result))
        result_bool(result, utf8_valid(p, n));
}
