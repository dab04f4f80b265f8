/* The stack of JSON.parse: the members of open containers, and objects and arrays made of them at their end, objects with the
 * shape of the last one that had the same keys. Included by engine.c; used by engine_json_parse.c. */

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
