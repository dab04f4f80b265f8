/* JSON text into a StringBuffer: strings, numbers, new lines. All functions: 0, or what JsonWrite says went wrong. The
 * buffer is Latin-1 until a wide string comes. Included by engine.c; used by engine_json_stringify.c. */

/* The text is there; it is for the engine's own stringify, nothing was thrown; an exception is pending. */
enum { JSON_DONE = 0, JSON_UNUSUAL = 1, JSON_THROWN = -1 };

/* Room for `count` more units, without a check at each. A result that could become too long is the engine's to judge. */
static no_inline int json_reserve_slow(StringBuffer *b, size_t count)
{
    size_t needed = (size_t)b->len + count;

    if (needed > JS_STRING_LEN_MAX)
        return JSON_UNUSUAL;
    return string_buffer_realloc(b, needed > (size_t)b->size * 2 ? needed : min_int(b->size * 2, JS_STRING_LEN_MAX), 0);
}

static inline int json_reserve(StringBuffer *b, size_t count)
{
    return likely((size_t)(b->size - b->len) >= count) ? JSON_DONE : json_reserve_slow(b, count);
}

/* Into reserved room. */
static inline void json_put(StringBuffer *b, uint8_t c)
{
    if (likely(!b->is_wide_char))
        str8(b->str)[b->len++] = c;
    else
        str16(b->str)[b->len++] = c;
}

static inline void json_put_text(StringBuffer *b, const char *text, size_t length)
{
    if (likely(!b->is_wide_char)) {
        memcpy(str8(b->str) + b->len, text, length);
    } else {
        for (size_t i = 0; i < length; i++)
            str16(b->str)[b->len + i] = (uint8_t)text[i];
    }
    b->len += length;
}

static int json_write_text(StringBuffer *b, const char *text, size_t length)
{
    int problem = json_reserve(b, length);

    if (!problem)
        json_put_text(b, text, length);
    return problem;
}

/* ---- Strings ------------------------------------------------------------------------------------------------------------ */

/* The escape of a quote, a backslash, a control or a surrogate without its other half; `out` has room for 6. */
static size_t json_escape(uint32_t c, char *out)
{
    static const char digits[] = "0123456789abcdef";

    out[0] = '\\';
    switch (c) {
    case '"': case '\\': out[1] = c; return 2;
    case '\b': out[1] = 'b'; return 2;
    case '\f': out[1] = 'f'; return 2;
    case '\n': out[1] = 'n'; return 2;
    case '\r': out[1] = 'r'; return 2;
    case '\t': out[1] = 't'; return 2;
    }
    out[1] = 'u';
    for (int i = 0; i < 4; i++)
        out[2 + i] = digits[c >> (12 - 4 * i) & 15];
    return 6;
}

/* How many bytes from the start are copied as they are. */
static size_t json_plain_length8(const uint8_t *text, size_t length)
{
    size_t i = 0;

    for (; length - i >= 8; i += 8) {
        uint64_t found = json_not_plain(json_load(text + i));
        if (found)
            return i + json_first_byte(found);
    }
    while (i < length && text[i] >= 0x20 && text[i] != '"' && text[i] != '\\')
        i++;
    return i;
}

/* `length` <= 16 bytes into Latin-1 room for 16, if all are copied as they are: keys and most values. */
static inline bool json_put_short8(StringBuffer *b, const uint8_t *text, size_t length)
{
    uint8_t *out = str8(b->str) + b->len;
    uint64_t first, last;

    if (length >= 8) {
        first = json_load(text);
        last = json_load(text + length - 8);
        if (json_not_plain(first) | json_not_plain(last))
            return false;
        memcpy(out, &first, 8);
        memcpy(out + length - 8, &last, 8);
    } else if (length >= 4) {
        uint32_t head, tail;
        memcpy(&head, text, 4);
        memcpy(&tail, text + length - 4, 4);
        if (json_not_plain((uint64_t)head << 32 | tail))
            return false;
        memcpy(out, &head, 4);
        memcpy(out + length - 4, &tail, 4);
    } else {
        for (size_t i = 0; i < length; i++) {
            if (text[i] < 0x20 || text[i] == '"' || text[i] == '\\')
                return false;
            out[i] = text[i];
        }
    }
    b->len += length;
    return true;
}

static int json_write_quoted8(StringBuffer *b, const uint8_t *text, size_t length)
{
    int problem = json_reserve(b, length + 2);

    if (problem)
        return problem;
    json_put(b, '"');
    for (;;) {
        char escape[6];
        size_t plain = json_plain_length8(text, length);
        json_put_text(b, (const char *)text, plain);
        text += plain;
        length -= plain;
        if (length == 0)
            break;
        plain = json_escape(*text++, escape);
        length--;
        if ((problem = json_reserve(b, plain + length + 1)))
            return problem;
        json_put_text(b, escape, plain);
    }
    json_put(b, '"');
    return JSON_DONE;
}

static inline bool json_is_lone(const uint16_t *text, size_t length, size_t i)
{
    if (is_hi_surrogate(text[i]))
        return i + 1 == length || !is_lo_surrogate(text[i + 1]);
    return i == 0 || !is_hi_surrogate(text[i - 1]);
}

static int json_write_quoted16(StringBuffer *b, const uint16_t *text, size_t length)
{
    uint16_t *out;
    int problem = json_reserve(b, length + 2);

    if (!problem && !b->is_wide_char)
        problem = string_buffer_widen(b, b->size);
    if (problem)
        return problem;
    json_put(b, '"');
    out = str16(b->str) + b->len;
    for (size_t i = 0; i < length; i++) {
        uint32_t c = text[i];
        char escape[6];
        size_t size;
        if (likely(c >= 0x20 && c != '"' && c != '\\' && (!is_surrogate(c) || !json_is_lone(text, length, i)))) {
            *out++ = c;
            continue;
        }
        b->len = out - str16(b->str);
        size = json_escape(c, escape);
        if ((problem = json_reserve(b, size + (length - i) + 1)))
            return problem;
        json_put_text(b, escape, size);
        out = str16(b->str) + b->len;
    }
    b->len = out - str16(b->str);
    json_put(b, '"');
    return JSON_DONE;
}

static int json_write_string(StringBuffer *b, const JSString *text)
{
    JSString *p = (JSString *)text;

    if (likely(p->len <= JSON_SHORT && !p->is_wide_char && !b->is_wide_char)) {
        int problem = json_reserve(b, JSON_SHORT + 2);
        if (problem)
            return problem;
        json_put(b, '"');
        if (likely(json_put_short8(b, str8(p), p->len))) {
            json_put(b, '"');
            return JSON_DONE;
        }
        b->len--;
    }
    llrt_charge(b->ctx, p->len);
    return p->is_wide_char ? json_write_quoted16(b, str16(p), p->len) : json_write_quoted8(b, str8(p), p->len);
}

/* ---- Numbers ------------------------------------------------------------------------------------------------------------ */

/* `magnitude` in decimal at the end of `out`; returns its start. */
static char *json_digits(uint64_t magnitude, char *end)
{
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960"
        "616263646566676869707172737475767778798081828384858687888990919293949596979899";

    while (magnitude >= 100) {
        end -= 2;
        memcpy(end, pairs + magnitude % 100 * 2, 2);
        magnitude /= 100;
    }
    if (magnitude >= 10) {
        end -= 2;
        memcpy(end, pairs + magnitude * 2, 2);
    } else {
        *--end = '0' + magnitude;
    }
    return end;
}

static int json_write_integer(StringBuffer *b, int64_t value)
{
    char out[24], *start = json_digits(value < 0 ? 0 - (uint64_t)value : (uint64_t)value, out + sizeof(out));

    if (value < 0)
        *--start = '-';
    return json_write_text(b, start, out + sizeof(out) - start);
}

/* A double that is a decimal fraction of at most 15 digits, 6 of them after the point, is written so: any two such decimals
 * are different doubles, so that no other one, and none with fewer digits, stands for it. Returns the length, 0 for others. */
static size_t json_short_decimal(double d, char *out)
{
    double magnitude = fabs(d);
    char digits[24], *end = digits + sizeof(digits), *start;
    size_t length, whole;

    if (FLT_EVAL_METHOD != 0 || !(magnitude >= 1e-3 && magnitude < 1e9))
        return 0;
    for (int places = 1; places <= 6; places++) {
        double scaled = magnitude * json_powers_of_ten[places];
        uint64_t rounded = (uint64_t)(scaled + 0.5);
        if ((double)rounded / json_powers_of_ten[places] != magnitude)
            continue;
        start = json_digits(rounded, end);
        while (end - start <= places)
            *--start = '0';
        length = 0;
        if (d < 0)
            out[length++] = '-';
        whole = end - start - places;
        memcpy(out + length, start, whole);
        length += whole;
        out[length++] = '.';
        memcpy(out + length, start + whole, places);
        return length + places;
    }
    return 0;
}

static int json_write_double(StringBuffer *b, double d)
{
    JSDTOATempMem memory;
    char out[40];
    size_t length;

    if (!isfinite(d))
        return json_write_text(b, "null", 4);
    if (fabs(d) < 9007199254740992.0 && d == (double)(int64_t)d)
        return json_write_integer(b, (int64_t)d);
    length = json_short_decimal(d, out);
    if (length == 0)
        length = js_dtoa(out, d, 10, 0, JS_DTOA_FORMAT_FREE, &memory);
    return json_write_text(b, out, length);
}
