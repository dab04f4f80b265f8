/* JSON.stringify of plain data: objects and arrays that JavaScript has no say in. Everything else - a replacer, toJSON
 * anywhere in reach, proxies, getters, boxed primitives, BigInts, holes, cycles, very deep values - is found before any JS
 * ran, and the engine's own function then does it all from the start: same calls in the same order, same errors. As no JS
 * runs here, prototypes and shapes stay as they are for the whole call. Specification: ECMA-262 25.5.2. Included by
 * engine.c. */

enum { JSON_DEPTH = 400, JSON_KNOWN_SHAPES = 16 };

/* What is known of a shape and the prototypes above it: nobody defines toJSON, and the members... */
enum {
    JSON_SHAPE_UNUSUAL,
    JSON_SHAPE_PLAIN,       /* are values in the order of the shape */
    JSON_SHAPE_INDEXED      /* are values, but some keys are (or may be) array indexes, which come first */
};

typedef struct JsonWrite {
    JSContext *ctx;
    StringBuffer b;
    uint8_t gap[10];
    int gap_length;
    int depth;
    struct { JSShape *shape; int kind; } shapes[JSON_KNOWN_SHAPES];
    JSObject *open[JSON_DEPTH];
} JsonWrite;

static int json_write_value(JsonWrite *w, JSValueConst value);

/* ---- What is plain -------------------------------------------------------------------------------------------------------- */

/* An object as a prototype: its own properties are those of its shape, and toJSON is none of them. (Array.prototype is an
 * array: its elements are no toJSON.) */
static bool json_inherits_plain(JSObject *p)
{
    for (; p; p = p->shape->proto) {
        if ((p->is_exotic && p->class_id != JS_CLASS_ARRAY) || find_own_property1(p, JS_ATOM_toJSON))
            return false;
    }
    return true;
}

static bool json_may_be_index(JSContext *ctx, JSAtom atom)
{
    JSString *text;

    if (__JS_AtomIsTaggedInt(atom))
        return true;
    text = ctx->rt->atom_array[atom];
    return text->len > 0 && is_digit(string_get(text, 0));
}

static bool json_is_string_key(JSContext *ctx, JSAtom atom)
{
    return __JS_AtomIsTaggedInt(atom) || ctx->rt->atom_array[atom]->atom_type == JS_ATOM_TYPE_STRING;
}

static int json_look_at_shape(JsonWrite *w, JSShape *sh)
{
    JSShapeProperty *props = get_shape_prop(sh);
    int kind = JSON_SHAPE_PLAIN;

    if (!json_inherits_plain(sh->proto))
        return JSON_SHAPE_UNUSUAL;
    for (int i = 0; i < sh->prop_count; i++) {
        if (props[i].atom == JS_ATOM_toJSON)
            return JSON_SHAPE_UNUSUAL;
        if (props[i].atom == JS_ATOM_NULL || !(props[i].flags & JS_PROP_ENUMERABLE) || !json_is_string_key(w->ctx, props[i].atom))
            continue;
        if ((props[i].flags & JS_PROP_TMASK) != JS_PROP_NORMAL)
            return JSON_SHAPE_UNUSUAL;
        if (json_may_be_index(w->ctx, props[i].atom))
            kind = JSON_SHAPE_INDEXED;
    }
    return kind;
}

static inline int json_shape_kind(JsonWrite *w, JSShape *sh)
{
    size_t slot = ((uintptr_t)sh >> 4 ^ (uintptr_t)sh >> 9) % JSON_KNOWN_SHAPES;

    if (w->shapes[slot].shape != sh) {
        w->shapes[slot].kind = json_look_at_shape(w, sh);
        w->shapes[slot].shape = sh;
    }
    return w->shapes[slot].kind;
}

/* Does `value` have no JSON? (A function whose toJSON is to be asked for is an object to json_write_value.) */
static inline bool json_is_nothing(JsonWrite *w, JSValueConst value)
{
    int tag = JS_VALUE_GET_TAG(value);
    JSObject *p;

    if (tag != JS_TAG_OBJECT)
        return tag == JS_TAG_UNDEFINED || tag == JS_TAG_SYMBOL;
    p = JS_VALUE_GET_OBJ(value);
    return (p->class_id == JS_CLASS_BYTECODE_FUNCTION || p->class_id == JS_CLASS_C_FUNCTION) &&
           json_shape_kind(w, p->shape) != JSON_SHAPE_UNUSUAL;
}

/* ---- Containers ------------------------------------------------------------------------------------------------------------- */

static int json_new_line(JsonWrite *w, int depth)
{
    int problem = json_reserve(&w->b, 1 + (size_t)w->gap_length * depth);

    if (problem)
        return problem;
    json_put(&w->b, '\n');
    for (int i = 0; i < depth; i++)
        json_put_text(&w->b, (const char *)w->gap, w->gap_length);
    return JSON_DONE;
}

/* Before an element or a member. */
static inline int json_separate(JsonWrite *w, bool is_first)
{
    int problem = json_reserve(&w->b, 1);

    if (problem)
        return problem;
    if (!is_first)
        json_put(&w->b, ',');
    return unlikely(w->gap_length) ? json_new_line(w, w->depth) : JSON_DONE;
}

static int json_open_container(JsonWrite *w, JSObject *p, char bracket)
{
    int problem = json_reserve(&w->b, 1);

    if (problem)
        return problem;
    if (w->depth == JSON_DEPTH || js_check_stack_overflow(w->ctx->rt, 1000))
        return JSON_UNUSUAL;
    for (int i = 0; i < w->depth; i++) {
        if (w->open[i] == p)
            return JSON_UNUSUAL;
    }
    w->open[w->depth++] = p;
    json_put(&w->b, bracket);
    return JSON_DONE;
}

static int json_close_container(JsonWrite *w, char bracket, bool is_empty)
{
    int problem;

    w->depth--;
    problem = is_empty || !w->gap_length ? JSON_DONE : json_new_line(w, w->depth);
    if (!problem)
        problem = json_reserve(&w->b, 1);
    if (!problem)
        json_put(&w->b, bracket);
    return problem;
}

static int json_write_array(JsonWrite *w, JSObject *p)
{
    uint32_t count = p->u.array.count;
    int problem;

    if (!p->fast_array || JS_VALUE_GET_TAG(p->prop[0].u.value) != JS_TAG_INT ||
        (uint32_t)JS_VALUE_GET_INT(p->prop[0].u.value) != count)
        return JSON_UNUSUAL;
    problem = json_open_container(w, p, '[');
    for (uint32_t i = 0; i < count && !problem; i++) {
        JSValueConst value = p->u.array.u.values[i];
        problem = json_separate(w, i == 0);
        if (!problem)
            problem = json_is_nothing(w, value) ? json_write_text(&w->b, "null", 4) : json_write_value(w, value);
    }
    return problem ? problem : json_close_container(w, ']', count == 0);
}

static int json_write_key(StringBuffer *b, JSAtom key)
{
    int problem;

    if (likely(!__JS_AtomIsTaggedInt(key)))
        return json_write_string(b, b->ctx->rt->atom_array[key]);
    if ((problem = json_write_text(b, "\"", 1)) || (problem = json_write_integer(b, __JS_AtomToUInt32(key))))
        return problem;
    return json_write_text(b, "\"", 1);
}

/* A member, if it has something to write; *is_first becomes false then. */
static int json_write_member(JsonWrite *w, JSAtom key, JSValueConst value, bool *is_first)
{
    int problem;

    if (json_is_nothing(w, value))
        return JSON_DONE;
    if ((problem = json_separate(w, *is_first)) || (problem = json_write_key(&w->b, key)) || (problem = json_reserve(&w->b, 2)))
        return problem;
    *is_first = false;
    json_put(&w->b, ':');
    if (unlikely(w->gap_length))
        json_put(&w->b, ' ');
    return json_write_value(w, value);
}

/* Members in the order of the language: array indexes first, as the engine lists them. */
static int json_write_indexed(JsonWrite *w, JSObject *p, bool *is_first)
{
    JSPropertyEnum *names;
    uint32_t count;
    int problem = JSON_DONE;

    if (JS_GetOwnPropertyNamesInternal(w->ctx, &names, &count, p, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0)
        return JSON_THROWN;
    for (uint32_t i = 0; i < count && !problem; i++) {
        JSProperty *pr;
        problem = find_own_property(&pr, p, names[i].atom) ? json_write_member(w, names[i].atom, pr->u.value, is_first) : JSON_UNUSUAL;
    }
    js_free_prop_enum(w->ctx, names, count);
    return problem;
}

static int json_write_object(JsonWrite *w, JSObject *p)
{
    JSShape *sh = p->shape;
    JSShapeProperty *props = get_shape_prop(sh);
    bool is_first = true;
    int kind = json_shape_kind(w, sh), problem;

    if (kind == JSON_SHAPE_UNUSUAL)
        return JSON_UNUSUAL;
    problem = json_open_container(w, p, '{');
    if (!problem && kind == JSON_SHAPE_INDEXED) {
        problem = json_write_indexed(w, p, &is_first);
    } else {
        for (int i = 0; i < sh->prop_count && !problem; i++) {
            JSAtom key = props[i].atom;
            if (key != JS_ATOM_NULL && (props[i].flags & JS_PROP_ENUMERABLE) && json_is_string_key(w->ctx, key))
                problem = json_write_member(w, key, p->prop[i].u.value, &is_first);
        }
    }
    return problem ? problem : json_close_container(w, '}', is_first);
}

/* ---- Values -------------------------------------------------------------------------------------------------------------------- */

static int json_write_rope(JsonWrite *w, JSValueConst value)
{
    JSValue flat = JS_ToString(w->ctx, value);
    int problem;

    if (JS_IsException(flat))
        return JSON_THROWN;
    problem = json_write_string(&w->b, JS_VALUE_GET_STRING(flat));
    JS_FreeValue(w->ctx, flat);
    return problem;
}

static int json_write_value(JsonWrite *w, JSValueConst value)
{
    if (llrt_tick(w->ctx))
        return JSON_THROWN;
    switch (JS_VALUE_GET_NORM_TAG(value)) {
    case JS_TAG_STRING:
        return json_write_string(&w->b, JS_VALUE_GET_STRING(value));
    case JS_TAG_INT:
        return json_write_integer(&w->b, JS_VALUE_GET_INT(value));
    case JS_TAG_FLOAT64:
        return json_write_double(&w->b, JS_VALUE_GET_FLOAT64(value));
    case JS_TAG_BOOL:
        return JS_VALUE_GET_BOOL(value) ? json_write_text(&w->b, "true", 4) : json_write_text(&w->b, "false", 5);
    case JS_TAG_NULL:
        return json_write_text(&w->b, "null", 4);
    case JS_TAG_STRING_ROPE:
        return json_write_rope(w, value);
    case JS_TAG_OBJECT: {
        JSObject *p = JS_VALUE_GET_OBJ(value);
        if (p->class_id == JS_CLASS_OBJECT && !p->is_exotic)
            return json_write_object(w, p);
        if (p->class_id == JS_CLASS_ARRAY && json_shape_kind(w, p->shape) != JSON_SHAPE_UNUSUAL)
            return json_write_array(w, p);
        return JSON_UNUSUAL;
    }
    default:
        return JSON_UNUSUAL;
    }
}

/* The third argument: true if the gap it asks for is known. */
static bool json_take_gap(JsonWrite *w, JSValueConst space)
{
    int count = 0;

    w->gap_length = 0;
    if (JS_IsNumber(space)) {
        JS_ToInt32Clamp(w->ctx, &count, space, 0, 10, 0);
        memset(w->gap, ' ', count);
    } else if (JS_VALUE_GET_TAG(space) == JS_TAG_STRING) {
        JSString *text = JS_VALUE_GET_STRING(space);
        count = min_int(text->len, 10);
        if (text->is_wide_char)
            return count == 0;
        memcpy(w->gap, str8(text), count);
    } else if (JS_IsObject(space) || JS_IsString(space)) {
        return false;
    }
    w->gap_length = count;
    return true;
}

/* The text, or JS_UNDEFINED for what is the engine's business. */
static JSValue json_stringify_plain(JSContext *ctx, JSValueConst value, JSValueConst space)
{
    JsonWrite w;
    int problem;

    if (js_check_stack_overflow(ctx->rt, sizeof(w) + 1000))
        return JS_UNDEFINED;
    w.ctx = ctx;
    w.depth = 0;
    memset(w.shapes, 0, sizeof(w.shapes));
    if (!json_take_gap(&w, space))
        return JS_UNDEFINED;
    problem = string_buffer_init(ctx, &w.b, 256);
    if (!problem)
        problem = json_is_nothing(&w, value) ? JSON_UNUSUAL : json_write_value(&w, value);
    if (!problem)
        return string_buffer_end(&w.b);
    string_buffer_free(&w.b);
    return problem == JSON_UNUSUAL ? JS_UNDEFINED : JS_EXCEPTION;
}

static JSValue llrt_json_stringify(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    if (!JS_IsObject(argv[1])) {
        JSValue text = json_stringify_plain(ctx, argv[0], argv[2]);
        if (!JS_IsUndefined(text))
            return text;
    }
    return js_json_stringify(ctx, this_val, argc, argv);
}
