/* JSON text of UNITs -> values on the parser's stack. Included twice by engine_json_parse.c, for Latin-1 and for UTF-16: the
 * two forms of a JS string. All functions take and give places in the text; NULL: not JSON (JsonParse.problem), or an
 * exception (JsonParse.thrown). */

/* Not JSON: what is wrong with the unit at p. */
static no_inline const UNIT *NAME(wrong)(JsonParse *s, int problem, const UNIT *p)
{
    s->problem = problem;
    s->place = p;
    return NULL;
}

/* No value starts, and no word goes on, with what is at p. */
static const UNIT *NAME(unexpected)(JsonParse *s, const UNIT *p, const UNIT *end)
{
    if (p == end)
        return NAME(wrong)(s, JSON_UNEXPECTED_END, p);
    if (*p == '"')
        return NAME(wrong)(s, JSON_UNEXPECTED_STRING, p);
    return NAME(wrong)(s, is_digit(*p) || *p == '-' ? JSON_UNEXPECTED_NUMBER : JSON_UNEXPECTED_TOKEN, p);
}

static inline const UNIT *NAME(space)(const UNIT *p, const UNIT *end)
{
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    return p;
}

/* The first unit from p on that is not copied as it is into a string: quote, backslash, control; or the end. */
static inline const UNIT *NAME(plain_run)(const UNIT *p, const UNIT *end)
{
    while (sizeof(UNIT) == 1 && end - p >= 8) {
        uint64_t found = json_not_plain(json_load(p));
        if (found)
            return p + json_first_byte(found);
        p += 8;
    }
    while (p < end && *p != '"' && *p != '\\' && *p >= 0x20)
        p++;
    return p;
}

/* \ at p. */
static const UNIT *NAME(escape)(JsonParse *s, StringBuffer *b, const UNIT *p, const UNIT *end)
{
    uint32_t c = 0;

    if (end - p < 2)
        return NAME(wrong)(s, JSON_UNEXPECTED_END, end);
    switch (p[1]) {
    case 'b': c = '\b'; break;
    case 'f': c = '\f'; break;
    case 'n': c = '\n'; break;
    case 'r': c = '\r'; break;
    case 't': c = '\t'; break;
    case '"': case '\\': case '/': c = p[1]; break;
    case 'u':
        for (int i = 2; i < 6; i++) {
            int digit = i < end - p && p[i] < 0x80 ? from_hex(p[i]) : -1;
            if (digit < 0)
                return NAME(wrong)(s, JSON_BAD_UNICODE_ESCAPE, p + i);
            c = c << 4 | digit;
        }
        return string_buffer_putc16(b, c) ? NULL : p + 6;
    default:
        return NAME(wrong)(s, p[1] <= 0xff ? JSON_BAD_ESCAPE : JSON_UNEXPECTED_TOKEN, p + 1);   /* as V8 does */
    }
    return string_buffer_putc8(b, c) ? NULL : p + 2;
}

/* The string that starts at `start`, of which everything before p is plain: with escapes. */
static no_inline const UNIT *NAME(long_way)(JsonParse *s, const UNIT *start, const UNIT *p, const UNIT *end, JSValue *out)
{
    StringBuffer buffer, *b = &buffer;
    const UNIT *run = start;

    string_buffer_init(s->ctx, b, p - start + 24);
    while (!b->error_status) {
#define JSON_COPY_RUN(write, type) write(b, (const type *)run, p - run)
        if (p > run && (sizeof(UNIT) == 1 ? JSON_COPY_RUN(string_buffer_write8, uint8_t) : JSON_COPY_RUN(string_buffer_write16, uint16_t)))
            break;
#undef JSON_COPY_RUN
        if (p == end || *p < 0x20) {
            NAME(wrong)(s, p == end ? JSON_UNTERMINATED_STRING : JSON_BAD_CONTROL, p);
            break;
        }
        if (*p == '"') {
            *out = string_buffer_end(b);
            s->thrown = JS_IsException(*out);
            return s->thrown ? NULL : p + 1;
        }
        p = NAME(escape)(s, b, p, end);
        if (!p)
            break;
        run = p;
        p = NAME(plain_run)(p, end);
    }
    s->thrown = b->error_status != 0;
    string_buffer_free(b);
    return NULL;
}

static bool NAME(push_plain)(JsonParse *s, const UNIT *text, size_t length, bool is_key)
{
    if (sizeof(UNIT) == 1) {
        const uint8_t *bytes = (const uint8_t *)text;
        return is_key ? json_push_key8(s, bytes, length) : json_push_string8(s, bytes, length);
    } else {
        JSValue string = length ? llrt_string_utf16(s->ctx, (const uint16_t *)text, length) : js_empty_string(s->ctx->rt);
        if (JS_IsException(string))
            return json_throw(s);
        return is_key ? json_push_key_string(s, JS_VALUE_GET_STRING(string)) : json_push(s, string);
    }
}

/* The string whose first unit is at p, after the quote. Keys of UTF-16 texts are mostly ASCII and come through the table. */
static const UNIT *NAME(string)(JsonParse *s, const UNIT *p, const UNIT *end, bool is_key)
{
    const UNIT *start = p;
    JSValue string;

    p = NAME(plain_run)(p, end);
    llrt_charge(s->ctx, p - start);
    if (likely(p < end && *p == '"')) {
        size_t length = p - start;
        if (sizeof(UNIT) == 2 && length <= JSON_SHORT) {
            uint8_t narrow[JSON_SHORT];
            uint32_t all = 0;
            for (size_t i = 0; i < length; i++) {
                all |= start[i];
                narrow[i] = (uint8_t)start[i];
            }
            if (all <= 0xff)
                return (is_key ? json_push_key8(s, narrow, length) : json_push_string8(s, narrow, length)) ? p + 1 : NULL;
        }
        return NAME(push_plain)(s, start, length, is_key) ? p + 1 : NULL;
    }
    p = NAME(long_way)(s, start, p, end, &string);
    if (!p)
        return NULL;
    llrt_charge(s->ctx, p - start);
    if (is_key)
        return json_push_key_string(s, JS_VALUE_GET_STRING(string)) ? p : NULL;
    return json_push(s, string) ? p : NULL;
}

static no_inline bool NAME(push_slow_number)(JsonParse *s, const UNIT *text, size_t length)
{
    char small[64], *copy = small;
    double d;

    if (length >= sizeof(small)) {
        copy = js_malloc(s->ctx, length + 1);
        if (!copy)
            return json_throw(s);
    }
    for (size_t i = 0; i < length; i++)
        copy[i] = (char)text[i];
    copy[length] = '\0';
    llrt_charge(s->ctx, length);
    d = json_slow_double(copy, length);
    if (copy != small)
        js_free(s->ctx, copy);
    return json_push(s, js_number(d));
}

/* .digits and e+-digits from p on. `digits` and `count` go on from the integer part. */
static const UNIT *NAME(fraction)(JsonParse *s, const UNIT *p, const UNIT *end, uint64_t *digits, size_t *count, int *exponent)
{
    if (p < end && *p == '.') {
        const UNIT *first = ++p;
        for (; p < end && is_digit(*p); p++)
            *digits = *digits * 10 + (*p - '0');
        if (p == first)
            return NAME(wrong)(s, JSON_NO_FRACTION, p);
        *count += p - first;
        *exponent = p - first > 1000 ? -1000 : -(int)(p - first);
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        const UNIT *first;
        int power = 0, sign = 1;
        if (++p < end && (*p == '+' || *p == '-'))
            sign = *p++ == '-' ? -1 : 1;
        for (first = p; p < end && is_digit(*p); p++)
            power = power < 100000 ? power * 10 + (*p - '0') : power;
        if (p == first)
            return NAME(wrong)(s, JSON_NO_EXPONENT, p);
        *exponent += sign * power;
    }
    return p;
}

static const UNIT *NAME(number)(JsonParse *s, const UNIT *p, const UNIT *end)
{
    const UNIT *start = p, *first;
    bool is_negative = *p == '-';
    uint64_t digits = 0;
    size_t count;
    int exponent = 0;
    double d;

    first = p += is_negative;
    for (; p < end && is_digit(*p); p++)
        digits = digits * 10 + (*p - '0');
    count = p - first;
    if (count == 0)
        return NAME(wrong)(s, JSON_NO_NUMBER, p);
    if (*first == '0' && count > 1)
        return NAME(wrong)(s, JSON_UNEXPECTED_NUMBER, first + 1);
    if (p < end && (*p == '.' || *p == 'e' || *p == 'E')) {
        p = NAME(fraction)(s, p, end, &digits, &count, &exponent);
        if (!p)
            return NULL;
    } else if (count <= 18 && !(is_negative && digits == 0)) {
        return json_push(s, js_int64(is_negative ? -(int64_t)digits : (int64_t)digits)) ? p : NULL;
    }
    if (count <= 19 && json_exact_double(digits, exponent, &d))
        return json_push(s, js_number(is_negative ? -d : d)) ? p : NULL;
    return NAME(push_slow_number)(s, start, p - start) ? p : NULL;
}

static const UNIT *NAME(word)(JsonParse *s, const UNIT *p, const UNIT *end, const char *word, JSValue value)
{
    for (; *word; word++, p++) {
        if (p == end || *p != (uint8_t)*word)
            return NAME(unexpected)(s, p, end);
    }
    return json_push(s, value) ? p : NULL;
}

/* A value that is no container, at p < end. */
static const UNIT *NAME(scalar)(JsonParse *s, const UNIT *p, const UNIT *end)
{
    switch (*p) {
    case '"':
        return NAME(string)(s, p + 1, end, false);
    case 't':
        return NAME(word)(s, p, end, "true", JS_TRUE);
    case 'f':
        return NAME(word)(s, p, end, "false", JS_FALSE);
    case 'n':
        return NAME(word)(s, p, end, "null", JS_NULL);
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        return NAME(number)(s, p, end);
    default:
        return NAME(unexpected)(s, p, end);
    }
}

/* "key": from p on, to the start of its value. `problem`: what it is if there is no key. */
static inline const UNIT *NAME(key)(JsonParse *s, const UNIT *p, const UNIT *end, int problem)
{
    if (p == end || *p != '"')
        return NAME(wrong)(s, problem, p);
    p = NAME(string)(s, p + 1, end, true);
    if (!p)
        return NULL;
    p = NAME(space)(p, end);
    if (p == end || *p != ':')
        return NAME(wrong)(s, JSON_NO_COLON, p);
    return NAME(space)(p + 1, end);
}

/* One value from p on; containers are opened down to their first scalar or empty container. */
static const UNIT *NAME(value)(JsonParse *s, const UNIT *p, const UNIT *end)
{
    for (;;) {
        bool is_object;
        if (p == end)
            return NAME(unexpected)(s, p, end);
        if (llrt_tick(s->ctx)) {
            s->thrown = true;
            return NULL;
        }
        is_object = *p == '{';
        if (!is_object && *p != '[')
            return NAME(scalar)(s, p, end);
        if (!json_open(s, is_object))
            return NULL;
        p = NAME(space)(p + 1, end);
        if (p < end && *p == (is_object ? '}' : ']'))
            return json_close(s) ? p + 1 : NULL;
        if (is_object && !(p = NAME(key)(s, p, end, JSON_NO_KEY)))
            return NULL;
    }
}

/* What follows a member of the innermost container: its end, or a comma and the next member. */
static inline const UNIT *NAME(next)(JsonParse *s, const UNIT *p, const UNIT *end)
{
    bool is_object = s->frames[s->depth - 1] & 1;

    p = NAME(space)(p, end);
    if (p < end && *p == (is_object ? '}' : ']'))
        return json_close(s) ? p + 1 : NULL;
    if (p == end || *p != ',')
        return NAME(wrong)(s, is_object ? JSON_NO_COMMA_IN_OBJECT : JSON_NO_COMMA_IN_ARRAY, p);
    p = NAME(space)(p + 1, end);
    if (is_object)
        p = NAME(key)(s, p, end, JSON_NO_NEXT_KEY);
    return p ? NAME(value)(s, p, end) : NULL;
}

/* The whole text. True: its value is the only one on the stack. */
static bool NAME(text)(JsonParse *s, const UNIT *text, const UNIT *end)
{
    const UNIT *p = NAME(value)(s, NAME(space)(text, end), end);

    while (p && s->depth > 0)
        p = NAME(next)(s, p, end);
    if (p) {
        p = NAME(space)(p, end);
        if (p == end)
            return true;
        NAME(wrong)(s, JSON_NOT_THE_END, p);
    }
    s->position = s->place ? (const UNIT *)s->place - text : 0;
    return false;
}
