/* The stack of JSON.parse: the members of open containers, and objects and arrays made of them at their end, objects with the
 * shape of the last one that had the same keys. Included by engine.c; used by engine_json_parse.c. */

#include "engine_json_words.h"

enum { JSON_KEYS = 256, JSON_SHAPES = 64, JSON_STRINGS = 64 };

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

/* An object of a shape, which is owned, that has just these keys. Their atoms are given back: the shape has its own. */
static JSValue json_object_of_shape(JsonParse *s, JSShape *sh, const JSValue *pairs, size_t count)
{
    JSContext *ctx = s->ctx;
    JSValue object = JS_NewObjectFromShape(ctx, sh, JS_CLASS_OBJECT, NULL);
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

/* The engine's shape for these keys, in this order, if some object has it: found in its table of shapes at once, not key by
 * key. Borrowed. */
static JSShape *json_find_shape(JSContext *ctx, const JSValue *pairs, size_t count)
{
    JSRuntime *rt = ctx->rt;
    JSObject *proto = JS_VALUE_GET_OBJ(ctx->class_proto[JS_CLASS_OBJECT]);
    uint32_t hash = shape_initial_hash(proto);
    JSShape *sh;

    for (size_t i = 0; i < count; i++)
        hash = shape_hash(shape_hash(hash, JSON_KEY_ATOM(pairs[2 * i])), JS_PROP_C_W_E);
    for (sh = rt->shape_hash[get_shape_hash(hash, rt->shape_hash_bits)]; sh; sh = sh->shape_hash_next) {
        size_t i = 0;
        if (sh->hash != hash || sh->proto != proto || !json_has_shape(sh, pairs, count))
            continue;
        while (i < count && get_shape_prop(sh)[i].flags == JS_PROP_C_W_E)
            i++;
        if (i == count)
            return sh;
    }
    return NULL;
}

/* A new shape, with room for these keys and no more; NULL without an exception: one of them is repeated. */
static JSShape *json_new_shape(JSContext *ctx, const JSValue *pairs, size_t count)
{
    uint32_t hash_size = JS_PROP_INITIAL_HASH_SIZE;
    JSShape *sh;

    while (hash_size < count)
        hash_size *= 2;
    sh = js_new_shape2(ctx, JS_VALUE_GET_OBJ(ctx->class_proto[JS_CLASS_OBJECT]), hash_size, max_int(count, JS_PROP_INITIAL_SIZE));
    for (size_t i = 0; sh && i < count; i++) {
        JSAtom atom = JSON_KEY_ATOM(pairs[2 * i]);
        uint32_t at = prop_hash_end(sh)[-(intptr_t)hash_atom(atom, sh->prop_hash_mask) - 1];
        while (at && get_shape_prop(sh)[at - 1].atom != atom)
            at = get_shape_prop(sh)[at - 1].hash_next;
        if (at || add_shape_property(ctx, &sh, NULL, atom, JS_PROP_C_W_E)) {
            js_free_shape(ctx->rt, sh);
            return NULL;
        }
    }
    return sh;
}

/* The same for keys of which some are repeated: the last value counts. What is in the tables may die with the others. */
static JSValue json_object_by_key(JsonParse *s, size_t count)
{
    JSContext *ctx = s->ctx;
    JSValue object = JS_NewObject(ctx);
    JSValue *pairs = s->values + s->used - 2 * count;

    json_forget(s);
    for (size_t i = 0; i < count && !JS_IsException(object); i++) {
        JSObject *p = JS_VALUE_GET_OBJ(object);
        JSProperty *pr;
        if (find_own_property(&pr, p, JSON_KEY_ATOM(pairs[2 * i])))
            set_value(ctx, &pr->u.value, js_dup(pairs[2 * i + 1]));
        else if ((pr = add_property(ctx, p, JSON_KEY_ATOM(pairs[2 * i]), JS_PROP_C_W_E)))
            pr->u.value = js_dup(pairs[2 * i + 1]);
        if (!pr || llrt_tick(ctx)) {
            JS_FreeValue(ctx, object);
            object = JS_EXCEPTION;
        }
    }
    if (JS_IsException(object))
        return object;
    while (count-- > 0) {
        JS_FreeValue(ctx, s->values[--s->used]);
        JS_FreeAtom(ctx, JSON_KEY_ATOM(s->values[--s->used]));
    }
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

    llrt_charge(s->ctx, count);
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ JSON_KEY_ATOM(pairs[2 * i])) * 0x9e3779b1u;
    slot = &s->shapes[hash >> 26];
    if (count == 0) {
        object = JS_NewObject(s->ctx);
    } else if (json_has_shape(*slot, pairs, count) || (*slot = json_find_shape(s->ctx, pairs, count))) {
        object = json_object_of_shape(s, js_dup_shape(*slot), pairs, count);
    } else if ((*slot = json_new_shape(s->ctx, pairs, count))) {
        object = json_object_of_shape(s, *slot, pairs, count);
    } else {
        object = JS_HasException(s->ctx) ? JS_EXCEPTION : json_object_by_key(s, count);
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
