/* The memory of JS strings without copies, strings from Latin-1, UTF-16 and UCS-4 memory, BigInts as bytes. Included by
 * engine.c. */

/* How many of the bytes are above 127. Every string that becomes a C string is counted: paths, names, source texts. */
static int llrt_count_high(const uint8_t *p, int length)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t word;
    int count = 0;

    for (; length >= 8; p += 8, length -= 8) {
        memcpy(&word, p, 8);
        if (word & ones << 7)
            count += (int)((word >> 7 & ones) * ones >> 56);
    }
    while (length-- > 0)
        count += *p++ >> 7;
    return count;
}

int llrt_string_view(JSContext *ctx, JSValueConst value, llrt_string *out)
{
    JSString *p;

    if (JS_VALUE_GET_TAG(value) == JS_TAG_STRING_ROPE) {
        JSStringRope *rope = JS_VALUE_GET_STRING_ROPE(value);
        JSValue flat;
        /* with two references the engine keeps the flat string in the rope, which is what keeps it alive for us */
        JS_REF_COUNT(rope)++;
        flat = js_linearize_string_rope(ctx, value);
        JS_REF_COUNT(rope)--;
        if (JS_IsException(flat))
            return -1;
        p = JS_VALUE_GET_STRING(flat);
        JS_FreeValue(ctx, flat);
    } else if (JS_VALUE_GET_TAG(value) == JS_TAG_STRING) {
        p = JS_VALUE_GET_STRING(value);
    } else {
        JS_ThrowTypeError(ctx, "not a string");
        return -1;
    }
    out->data = strv(p);
    out->length = p->len;
    out->wide = p->is_wide_char;
    return 0;
}

/* The hash of the text, as of the flat string. */
static uint32_t llrt_hash_rope(JSContext *ctx, JSValueConst rope)
{
    llrt_string text;

    if (llrt_string_view(ctx, rope, &text) < 0) {
        JS_FreeValue(ctx, JS_GetException(ctx));    /* out of memory: a wrong bucket, found by nobody */
        return 0;
    }
    return text.wide ? llrt_hash_string16(text.data, text.length, 0) : llrt_hash_string8(text.data, text.length, 0);
}

static bool string_too_long(JSContext *ctx, size_t length)
{
    if (length <= JS_STRING_LEN_MAX)
        return false;
    JS_ThrowRangeError(ctx, "Invalid string length");
    return true;
}

JSValue llrt_string_latin1(JSContext *ctx, const uint8_t *data, size_t length)
{
    if (string_too_long(ctx, length))
        return JS_EXCEPTION;
    return js_new_string8_len(ctx, (const char *)data, length);
}

static bool fits_latin1(const uint16_t *data, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t end = min_int(length - at, 256) + at;
        uint16_t all = 0;
        for (; at < end; at++)
            all |= data[at];
        if (all > 0xff)
            return false;
    }
    return true;
}

JSValue llrt_string_utf16(JSContext *ctx, const uint16_t *data, size_t length)
{
    JSString *p;

    if (string_too_long(ctx, length))
        return JS_EXCEPTION;
    if (length == 0 || !fits_latin1(data, length))
        return js_new_string16_len(ctx, data, length);
    p = js_alloc_string(ctx, length, false);
    if (!p)
        return JS_EXCEPTION;
    for (size_t i = 0; i < length; i++)
        str8(p)[i] = (uint8_t)data[i];
    str8(p)[length] = '\0';
    return JS_MKPTR(JS_TAG_STRING, p);
}

JSValue llrt_string_ucs4(JSContext *ctx, const uint32_t *data, size_t length)
{
    size_t units = length, used = 0;
    JSString *p;

    for (size_t i = 0; i < length; i++)
        units += data[i] > 0xffff;
    if (string_too_long(ctx, units))
        return JS_EXCEPTION;
    if (units == 0)
        return js_empty_string(ctx->rt);
    p = js_alloc_string(ctx, units, true);
    if (!p)
        return JS_EXCEPTION;
    for (size_t i = 0; i < length; i++) {
        uint32_t c = data[i];
        if (c > 0xffff) {
            str16(p)[used++] = get_hi_surrogate(c);
            c = get_lo_surrogate(c);
        }
        str16(p)[used++] = c;
    }
    return JS_MKPTR(JS_TAG_STRING, p);
}

/* ---- BigInt ------------------------------------------------------------------------------------------------------------- */

JSValue llrt_bigint_new(JSContext *ctx, const uint8_t *bytes, size_t length)
{
    size_t limbs = length / sizeof(js_limb_t) + 1;
    uint8_t sign = length > 0 && bytes[length - 1] & 0x80 ? 0xff : 0;
    JSBigInt *r;

    if (limbs > JS_BIGINT_MAX_SIZE)
        return JS_ThrowRangeError(ctx, "Maximum BigInt size exceeded");
    r = js_bigint_new(ctx, limbs);
    if (!r)
        return JS_EXCEPTION;
    for (size_t i = 0; i < limbs; i++) {
        js_limb_t limb = 0;
        for (size_t j = 0; j < sizeof(js_limb_t); j++) {
            size_t at = i * sizeof(js_limb_t) + j;
            limb |= (js_limb_t)(at < length ? bytes[at] : sign) << 8 * j;
        }
        r->tab[i] = limb;
    }
    return JS_CompactBigInt(ctx, js_bigint_normalize(ctx, r));
}

size_t llrt_bigint_bytes(JSContext *ctx, JSValueConst value, uint8_t *out, size_t capacity)
{
    js_limb_t short_limb;
    const js_limb_t *limbs;
    size_t count, needed;

    if (JS_VALUE_GET_TAG(value) == JS_TAG_SHORT_BIG_INT) {
        short_limb = JS_VALUE_GET_SHORT_BIG_INT(value);
        limbs = &short_limb;
        count = 1;
    } else {
        JSBigInt *big = JS_VALUE_GET_PTR(value);
        limbs = big->tab;
        count = big->len;
    }
    needed = count * sizeof(js_limb_t);
    for (size_t i = 0; i < needed && i < capacity; i++)
        out[i] = limbs[i / sizeof(js_limb_t)] >> 8 * (i % sizeof(js_limb_t));
    return needed;
}
