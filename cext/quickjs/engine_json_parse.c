/* JSON.parse without the engine's tokens: one pass over the string's own memory (engine_json_scan.h, once for each kind of
 * text), no recursion, objects made at their end with the shape of the last object that had the same keys. No JS runs in
 * it. What to do with a reviver knows the engine's own parser; errors are made by engine_json_errors.c. Specification:
 * ECMA-262 25.5.1, RFC 8259. Included by engine.c. */
#include <float.h>

enum { JSON_KEYS = 256, JSON_SHAPES = 64, JSON_STRINGS = 64, JSON_SHORT = 16 };

/* A key among the values of an open object: its atom, owned, under a tag that no value has. */
#define JSON_KEY(atom) JS_MKVAL(JS_TAG_CATCH_OFFSET, (int32_t)(atom))
#define JSON_IS_KEY(value) (JS_VALUE_GET_TAG(value) == JS_TAG_CATCH_OFFSET)
#define JSON_KEY_ATOM(value) ((JSAtom)JS_VALUE_GET_INT(value))

/* Members of all open containers, innermost last, and where each container starts (bit 0: it is an object). The three
 * tables remember what was made for this text. They own nothing: what is in them is held by the values made so far, and
 * where one of these dies (a repeated key) they are emptied. */
typedef struct JsonParse {
    JSContext *ctx;
    JSValue *values;
    size_t used, capacity;
    size_t *frames;
    size_t depth, frame_capacity;
    bool thrown;                            /* an exception is pending: not a matter of syntax */
    int problem;                            /* else, when it failed: what is wrong, and where */
    const void *place;
    size_t position;
    JSAtom keys[JSON_KEYS];
    JSShape *shapes[JSON_SHAPES];
    JSString *strings[JSON_STRINGS];
    JSValue first_values[48];
    size_t first_frames[16];
} JsonParse;

static void json_forget(JsonParse *s)
{
    memset(s->keys, 0, sizeof(s->keys));
    memset(s->shapes, 0, sizeof(s->shapes));
    memset(s->strings, 0, sizeof(s->strings));
}

static void json_parse_start(JsonParse *s, JSContext *ctx)
{
    s->ctx = ctx;
    s->values = s->first_values;
    s->used = s->depth = 0;
    s->capacity = countof(s->first_values);
    s->frames = s->first_frames;
    s->frame_capacity = countof(s->first_frames);
    s->thrown = false;
    s->place = NULL;
    json_forget(s);
}

static void json_parse_end(JsonParse *s)
{
    while (s->used > 0) {
        JSValue value = s->values[--s->used];
        if (JSON_IS_KEY(value))
            JS_FreeAtom(s->ctx, JSON_KEY_ATOM(value));
        else
            JS_FreeValue(s->ctx, value);
    }
    if (s->values != s->first_values)
        js_free(s->ctx, s->values);
    if (s->frames != s->first_frames)
        js_free(s->ctx, s->frames);
}

static bool json_throw(JsonParse *s)
{
    s->thrown = true;
    return false;
}

/* Twice the room for `*items`, which are in `first` until they need more. */
static void *json_grow(JsonParse *s, void *items, const void *first, size_t *capacity, size_t size)
{
    void *larger = js_realloc(s->ctx, items == first ? NULL : items, *capacity * 2 * size);

    if (!larger) {
        s->thrown = true;
        return NULL;
    }
    if (items == first)
        memcpy(larger, first, *capacity * size);
    *capacity *= 2;
    return larger;
}

static no_inline bool json_grow_values(JsonParse *s)
{
    JSValue *larger = json_grow(s, s->values, s->first_values, &s->capacity, sizeof(*larger));

    if (larger)
        s->values = larger;
    return larger != NULL;
}

/* `value` is owned: a value or a key. */
static inline bool json_push(JsonParse *s, JSValue value)
{
    if (unlikely(s->used == s->capacity) && !json_grow_values(s)) {
        if (JSON_IS_KEY(value))
            JS_FreeAtom(s->ctx, JSON_KEY_ATOM(value));
        else
            JS_FreeValue(s->ctx, value);
        return false;
    }
    s->values[s->used++] = value;
    return true;
}

static bool json_open(JsonParse *s, bool is_object)
{
    if (s->depth == s->frame_capacity) {
        size_t *larger = json_grow(s, s->frames, s->first_frames, &s->frame_capacity, sizeof(*larger));
        if (!larger)
            return false;
        s->frames = larger;
    }
    s->frames[s->depth++] = s->used << 1 | is_object;
    return true;
}

/* ---- Containers ----------------------------------------------------------------------------------------------------- */

/* The values from `start` on become an array. */
static bool json_close_array(JsonParse *s, size_t start)
{
    JSContext *ctx = s->ctx;
    size_t count = s->used - start;
    JSValue array = JS_NewArray(ctx);
    JSObject *p;

    if (JS_IsException(array))
        return json_throw(s);
    p = JS_VALUE_GET_OBJ(array);
    if (count > 0) {
        if (expand_fast_array(ctx, p, count) < 0) {
            JS_FreeValue(ctx, array);
            return json_throw(s);
        }
        memcpy(p->u.array.u.values, s->values + start, count * sizeof(JSValue));
        p->u.array.count = count;
        p->prop[0].u.value = js_int32(count);
        s->used = start;
    }
    return json_push(s, array);
}

static bool json_has_shape(const JSShape *sh, const JSValue *pairs, size_t count)
{
    const JSShapeProperty *props;

    if (!sh || sh->prop_count != count)
        return false;
    props = get_shape_prop((JSShape *)sh);
    for (size_t i = 0; i < count; i++) {
        if (props[i].atom != JSON_KEY_ATOM(pairs[2 * i]))
            return false;
    }
    return true;
}

/* An object of a shape that was made from the same keys. The keys' atoms are given back: the shape has its own. */
static JSValue json_object_of_shape(JsonParse *s, JSShape *sh, const JSValue *pairs, size_t count)
{
    JSContext *ctx = s->ctx;
    JSValue object = JS_NewObjectFromShape(ctx, js_dup_shape(sh), JS_CLASS_OBJECT, NULL);
    JSProperty *props;

    if (JS_IsException(object))
        return object;
    props = JS_VALUE_GET_OBJ(object)->prop;
    for (size_t i = 0; i < count; i++) {
        props[i].u.value = pairs[2 * i + 1];
        JS_FreeAtom(ctx, JSON_KEY_ATOM(pairs[2 * i]));
    }
    s->used -= 2 * count;
    return object;
}

/* Moves the pairs, the last `count` of the values, into a new object one by one. What is in the tables may die of a
 * repeated key. *distinct: there was none. */
static JSValue json_object_by_key(JsonParse *s, size_t count, bool *distinct)
{
    JSContext *ctx = s->ctx;
    JSValue object = JS_NewObject(ctx);
    JSValue *pairs = s->values + s->used - 2 * count;

    *distinct = true;
    if (JS_IsException(object))
        return object;
    for (size_t i = 0; i < count; i++) {
        JSObject *p = JS_VALUE_GET_OBJ(object);
        JSAtom atom = JSON_KEY_ATOM(pairs[2 * i]);
        JSProperty *pr;
        if (find_own_property(&pr, p, atom)) {
            *distinct = false;
            json_forget(s);
            set_value(ctx, &pr->u.value, js_dup(pairs[2 * i + 1]));
        } else {
            pr = add_property(ctx, p, atom, JS_PROP_C_W_E);
            if (!pr) {
                JS_FreeValue(ctx, object);
                return JS_EXCEPTION;
            }
            pr->u.value = js_dup(pairs[2 * i + 1]);
        }
        if (llrt_tick(ctx)) {
            JS_FreeValue(ctx, object);
            return JS_EXCEPTION;
        }
    }
    for (size_t i = 0; i < count; i++) {
        JS_FreeAtom(ctx, JSON_KEY_ATOM(pairs[2 * i]));
        JS_FreeValue(ctx, pairs[2 * i + 1]);
    }
    s->used -= 2 * count;
    return object;
}

/* The keys and values from `start` on become an object. */
static bool json_close_object(JsonParse *s, size_t start)
{
    const JSValue *pairs = s->values + start;
    size_t count = (s->used - start) / 2;
    uint32_t hash = count;
    JSShape **slot;
    JSValue object;

    for (size_t i = 0; i < count; i++)
        hash = (hash ^ JSON_KEY_ATOM(pairs[2 * i])) * 0x9e3779b1u;
    slot = &s->shapes[hash >> 26];
    if (count > 0 && json_has_shape(*slot, pairs, count)) {
        object = json_object_of_shape(s, *slot, pairs, count);
    } else {
        bool distinct;
        object = json_object_by_key(s, count, &distinct);
        if (!JS_IsException(object) && distinct && JS_VALUE_GET_OBJ(object)->shape->is_hashed)
            *slot = JS_VALUE_GET_OBJ(object)->shape;
    }
    if (JS_IsException(object))
        return json_throw(s);
    return json_push(s, object);
}

static bool json_close(JsonParse *s)
{
    size_t frame = s->frames[--s->depth];

    return frame & 1 ? json_close_object(s, frame >> 1) : json_close_array(s, frame >> 1);
}

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

#define JSON_BYTES(byte) ((uint64_t)0x0101010101010101u * (byte))

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
