/* JSON.parse without the engine's tokens: one pass over the string's own memory (engine_json_scan.h, once for each kind of
 * text), no recursion. No JS runs in it. What to do with a reviver knows the engine's own parser; errors are made by
 * engine_json_errors.c. Specification: ECMA-262 25.5.1, RFC 8259. Included by engine.c. */
#include <float.h>

/* ---- Keys ------------------------------------------------------------------------------------------------------------ */

/* Of a string that is freed. An atom that is a number has no string. */
static bool json_push_key_string(JsonParse *s, JSString *text)
{
    JSAtom atom = JS_NewAtomStr(s->ctx, text);

    if (atom == JS_ATOM_NULL) {
        JS_ThrowOutOfMemory(s->ctx);
        return json_throw(s);
    }
    return json_push(s, JSON_KEY(atom));
}

/* A Latin-1 key that is not in the table yet; it comes into `slot`. */
static no_inline bool json_push_new_key(JsonParse *s, const uint8_t *text, size_t length, JSAtom *slot)
{
    JSContext *ctx = s->ctx;
    JSAtom atom = JS_ATOM_NULL;

    if (length == 0 || !is_digit(text[0]))
        atom = __JS_FindAtom(ctx->rt, (const char *)text, length, JS_ATOM_TYPE_STRING);
    if (atom == JS_ATOM_NULL) {
        JSValue string = js_new_string8_len(ctx, (const char *)text, length);
        if (JS_IsException(string))
            return json_throw(s);
        atom = JS_NewAtomStr(ctx, JS_VALUE_GET_STRING(string));
        if (atom == JS_ATOM_NULL) {
            JS_ThrowOutOfMemory(ctx);
            return json_throw(s);
        }
    }
    if (!__JS_AtomIsTaggedInt(atom))
        *slot = atom;
    return json_push(s, JSON_KEY(atom));
}

static inline uint32_t json_hash(uint32_t length, uint32_t first, uint32_t middle, uint32_t last)
{
    return (((length * 31 + first) * 31 + middle) * 31 + last) * 0x9e3779b1u;
}

static bool json_push_key8(JsonParse *s, const uint8_t *text, size_t length)
{
    uint32_t hash = length ? json_hash(length, text[0], text[length / 2], text[length - 1]) : 0;
    JSAtom *slot = &s->keys[hash >> 24];

    if (*slot != JS_ATOM_NULL) {
        JSString *known = s->ctx->rt->atom_array[*slot];
        if (known->len == length && !known->is_wide_char && memcmp(str8(known), text, length) == 0)
            return json_push(s, JSON_KEY(JS_DupAtom(s->ctx, *slot)));
    }
    return json_push_new_key(s, text, length, slot);
}

/* ---- Strings and numbers ----------------------------------------------------------------------------------------------- */

/* Texts that come back are the same string: they are short and most are words of a few (types, states, units). */
static bool json_push_string8(JsonParse *s, const uint8_t *text, size_t length)
{
    JSString **slot = NULL;
    JSValue string;

    if (length == 0)
        return json_push(s, js_empty_string(s->ctx->rt));
    if (length <= JSON_SHORT) {
        JSString *known;
        slot = &s->strings[json_hash(length, text[0], text[length / 2], text[length - 1]) >> 26];
        known = *slot;
        if (known && known->len == length && memcmp(str8(known), text, length) == 0)
            return json_push(s, js_dup(JS_MKPTR(JS_TAG_STRING, known)));
    }
    string = js_new_string8_len(s->ctx, (const char *)text, length);
    if (JS_IsException(string))
        return json_throw(s);
    if (slot)
        *slot = JS_VALUE_GET_STRING(string);
    return json_push(s, string);
}

static const double json_powers_of_ten[] = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* `digits` * 10 ** `exponent` where one rounding gives it: both are doubles without error. */
static bool json_exact_double(uint64_t digits, int exponent, double *out)
{
    if (FLT_EVAL_METHOD != 0 || digits > (uint64_t)1 << 53 || exponent < -22 || exponent > 22)
        return false;
    *out = exponent < 0 ? digits / json_powers_of_ten[-exponent] : digits * json_powers_of_ten[exponent];
    return true;
}

/* Any number in the grammar of JSON, with a NUL at its end, as the engine's parser reads it: by strtod. Where the locale's
 * decimal point is not a point that stops early, and the engine's own conversion does it. */
static double json_slow_double(const char *text, size_t length)
{
    JSATODTempMem memory;
    char *end;
    double d = strtod(text, &end);

    return end == text + length ? d : js_atod(text, NULL, 10, 0, &memory);
}

/* ---- The two kinds of text ---------------------------------------------------------------------------------------------- */

#define UNIT uint8_t
#define NAME(name) json_latin1_##name
#include "engine_json_scan.h"
#undef UNIT
#undef NAME

#define UNIT uint16_t
#define NAME(name) json_utf16_##name
#include "engine_json_scan.h"
#undef UNIT
#undef NAME

/* The value of a text; undefined if it is only to be found to be JSON. */
static JSValue json_parse_flat(JSContext *ctx, JSString *text, bool keep)
{
    JSValue result = JS_EXCEPTION;
    JsonParse s;
    bool done;

    if (js_check_stack_overflow(ctx->rt, sizeof(s) + 1000))
        return JS_ThrowStackOverflow(ctx);
    json_parse_start(&s, ctx);
    if (text->is_wide_char)
        done = json_utf16_text(&s, str16(text), str16(text) + text->len);
    else
        done = json_latin1_text(&s, str8(text), str8(text) + text->len);
    if (done)
        result = keep ? s.values[--s.used] : JS_UNDEFINED;
    json_parse_end(&s);
    return done || s.thrown ? result : json_throw_problem(ctx, text, s.problem, s.position);
}

static JSValue llrt_json_parse(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    bool has_reviver = argc > 1 && JS_IsFunction(ctx, argv[1]);
    JSValue text = JS_ToString(ctx, argv[0]), result;

    if (JS_IsException(text))
        return text;
    result = json_parse_flat(ctx, JS_VALUE_GET_STRING(text), !has_reviver);
    if (has_reviver && !JS_IsException(result)) {
        /* the engine's own parser knows the source of each value, which the reviver gets */
        JSValueConst args[] = { text, argv[1] };
        result = js_json_parse(ctx, this_val, 2, args);
    }
    JS_FreeValue(ctx, text);
    return result;
}
