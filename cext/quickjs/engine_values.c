/* What a value is, and fast ways through arrays and objects. Included by engine.c. */

/* A copy of an own data property, without running JS; undefined if there is none. */
static JSValue own_data(JSValueConst object, JSAtom atom)
{
    JSProperty *pr;
    JSShapeProperty *prs = find_own_property(&pr, JS_VALUE_GET_OBJ(object), atom);

    if (!prs || (prs->flags & JS_PROP_TMASK) != JS_PROP_NORMAL)
        return JS_UNDEFINED;
    return js_dup(pr->u.value);
}

/* Object.prototype of some realm: the only objects of class Object that are made with an immutable null prototype are not
 * told apart cheaply, so an object counts as plain when its prototype has no prototype and class Object. */
static bool is_plain(JSObject *p)
{
    JSObject *proto = p->shape->proto;

    return !proto || (proto->class_id == JS_CLASS_OBJECT && !proto->shape->proto);
}

static int object_kind(JSContext *ctx, JSValueConst value)
{
    JSObject *p = JS_VALUE_GET_OBJ(value);

    switch (p->class_id) {
    case JS_CLASS_OBJECT:
        return is_plain(p) ? LLRT_V_PLAIN : LLRT_V_OBJECT;
    case JS_CLASS_ARRAY:
        return LLRT_V_ARRAY;
    case JS_CLASS_ERROR:
    case JS_CLASS_DOM_EXCEPTION:
        return LLRT_V_ERROR;
    case JS_CLASS_PROMISE:
        return LLRT_V_PROMISE;
    case JS_CLASS_DATE:
        return LLRT_V_DATE;
    case JS_CLASS_PROXY:
        return JS_IsFunction(ctx, value) ? LLRT_V_FUNCTION : LLRT_V_PROXY;
    case JS_CLASS_ARRAY_BUFFER:
    case JS_CLASS_SHARED_ARRAY_BUFFER:
    case JS_CLASS_DATAVIEW:
        return LLRT_V_BUFFER;
    default:
        if (is_typed_array(p->class_id))
            return LLRT_V_BUFFER;
        return JS_IsFunction(ctx, value) ? LLRT_V_FUNCTION : LLRT_V_OBJECT;
    }
}

int llrt_kind(JSContext *ctx, JSValueConst value)
{
    switch (JS_VALUE_GET_NORM_TAG(value)) {
    case JS_TAG_INT:
        return LLRT_V_INT;
    case JS_TAG_FLOAT64:
        return LLRT_V_FLOAT;
    case JS_TAG_STRING:
    case JS_TAG_STRING_ROPE:
        return LLRT_V_STRING;
    case JS_TAG_OBJECT:
        return object_kind(ctx, value);
    case JS_TAG_BOOL:
        return LLRT_V_BOOL;
    case JS_TAG_NULL:
        return LLRT_V_NULL;
    case JS_TAG_BIG_INT:
    case JS_TAG_SHORT_BIG_INT:
        return LLRT_V_BIGINT;
    case JS_TAG_SYMBOL:
        return LLRT_V_SYMBOL;
    default:
        return LLRT_V_UNDEFINED;
    }
}

static const char *const class_names[JS_CLASS_INIT_COUNT] = {
    [JS_CLASS_OBJECT] = "Object", [JS_CLASS_ARRAY] = "Array", [JS_CLASS_ERROR] = "Error", [JS_CLASS_NUMBER] = "Number",
    [JS_CLASS_STRING] = "String", [JS_CLASS_BOOLEAN] = "Boolean", [JS_CLASS_SYMBOL] = "Symbol",
    [JS_CLASS_ARGUMENTS] = "Arguments", [JS_CLASS_MAPPED_ARGUMENTS] = "Arguments", [JS_CLASS_DATE] = "Date",
    [JS_CLASS_MODULE_NS] = "Module Namespace", [JS_CLASS_C_FUNCTION] = "Function",
    [JS_CLASS_BYTECODE_FUNCTION] = "Function", [JS_CLASS_BOUND_FUNCTION] = "Function",
    [JS_CLASS_C_FUNCTION_DATA] = "Function", [JS_CLASS_C_CLOSURE] = "Function",
    [JS_CLASS_GENERATOR_FUNCTION] = "Function", [JS_CLASS_ASYNC_FUNCTION] = "Function",
    [JS_CLASS_ASYNC_GENERATOR_FUNCTION] = "Function", [JS_CLASS_PROMISE_RESOLVE_FUNCTION] = "Function",
    [JS_CLASS_PROMISE_REJECT_FUNCTION] = "Function", [JS_CLASS_ASYNC_FUNCTION_RESOLVE] = "Function",
    [JS_CLASS_ASYNC_FUNCTION_REJECT] = "Function", [JS_CLASS_REGEXP] = "RegExp",
    [JS_CLASS_ARRAY_BUFFER] = "ArrayBuffer", [JS_CLASS_SHARED_ARRAY_BUFFER] = "SharedArrayBuffer",
    [JS_CLASS_UINT8C_ARRAY] = "Uint8ClampedArray", [JS_CLASS_INT8_ARRAY] = "Int8Array",
    [JS_CLASS_UINT8_ARRAY] = "Uint8Array", [JS_CLASS_INT16_ARRAY] = "Int16Array",
    [JS_CLASS_UINT16_ARRAY] = "Uint16Array", [JS_CLASS_INT32_ARRAY] = "Int32Array",
    [JS_CLASS_UINT32_ARRAY] = "Uint32Array", [JS_CLASS_BIG_INT64_ARRAY] = "BigInt64Array",
    [JS_CLASS_BIG_UINT64_ARRAY] = "BigUint64Array", [JS_CLASS_FLOAT16_ARRAY] = "Float16Array",
    [JS_CLASS_FLOAT32_ARRAY] = "Float32Array", [JS_CLASS_FLOAT64_ARRAY] = "Float64Array",
    [JS_CLASS_DATAVIEW] = "DataView", [JS_CLASS_BIG_INT] = "BigInt", [JS_CLASS_MAP] = "Map", [JS_CLASS_SET] = "Set",
    [JS_CLASS_WEAKMAP] = "WeakMap", [JS_CLASS_WEAKSET] = "WeakSet", [JS_CLASS_ITERATOR] = "Iterator",
    [JS_CLASS_ITERATOR_CONCAT] = "Iterator Concat", [JS_CLASS_ITERATOR_HELPER] = "Iterator Helper",
    [JS_CLASS_ITERATOR_WRAP] = "Iterator Wrap", [JS_CLASS_MAP_ITERATOR] = "Map Iterator",
    [JS_CLASS_SET_ITERATOR] = "Set Iterator", [JS_CLASS_ARRAY_ITERATOR] = "Array Iterator",
    [JS_CLASS_STRING_ITERATOR] = "String Iterator", [JS_CLASS_REGEXP_STRING_ITERATOR] = "RegExp String Iterator",
    [JS_CLASS_GENERATOR] = "Generator", [JS_CLASS_DISPOSABLE_STACK] = "DisposableStack", [JS_CLASS_PROXY] = "Proxy",
    [JS_CLASS_PROMISE] = "Promise", [JS_CLASS_ASYNC_FROM_SYNC_ITERATOR] = "Async-from-Sync Iterator",
    [JS_CLASS_ASYNC_GENERATOR] = "AsyncGenerator", [JS_CLASS_ASYNC_DISPOSABLE_STACK] = "AsyncDisposableStack",
    [JS_CLASS_WEAK_REF] = "WeakRef", [JS_CLASS_FINALIZATION_REGISTRY] = "FinalizationRegistry",
    [JS_CLASS_DOM_EXCEPTION] = "DOMException", [JS_CLASS_CALL_SITE] = "CallSite", [JS_CLASS_RAWJSON] = "RawJSON",
};

JSValue llrt_get_for(JSContext *ctx, JSValueConst object, JSAtom name, JSValueConst receiver)
{
    return JS_GetPropertyInternal(ctx, object, name, receiver, false);
}

const char *llrt_class_name(JSContext *ctx, JSValueConst value)
{
    JSClassID id = JS_GetClassID(value);

    if (id == JS_INVALID_CLASS_ID)
        return NULL;
    if (id < JS_CLASS_INIT_COUNT && class_names[id])
        return class_names[id];
    return "Object";
}

int llrt_array_elements(JSContext *ctx, JSValueConst array, JSValueConst **values, uint32_t *count)
{
    JSObject *p;

    if (!JS_IsObject(array))
        return 0;
    p = JS_VALUE_GET_OBJ(array);
    if (p->class_id != JS_CLASS_ARRAY || !p->fast_array)
        return 0;
    if (JS_VALUE_GET_TAG(p->prop[0].u.value) != JS_TAG_INT ||
        JS_VALUE_GET_INT(p->prop[0].u.value) != (int)p->u.array.count)
        return 0;    /* length is larger: holes at the end */
    *values = p->u.array.u.values;
    *count = p->u.array.count;
    return 1;
}

int llrt_object_next(JSContext *ctx, JSValueConst object, uint32_t *position, JSAtom *key, JSValueConst *value)
{
    JSObject *p = JS_VALUE_GET_OBJ(object);

    if (p->is_exotic || p->fast_array)
        return -1;
    while (*position < (uint32_t)p->shape->prop_count) {
        JSShapeProperty *prs = &get_shape_prop(p->shape)[*position];
        JSProperty *pr = &p->prop[*position];
        (*position)++;
        if (prs->atom == JS_ATOM_NULL || !(prs->flags & JS_PROP_ENUMERABLE))
            continue;
        if (__JS_AtomIsTaggedInt(prs->atom))
            return -1;    /* integer keys come first and sorted: the slow way knows */
        if (JS_AtomGetKind(ctx, prs->atom) != JS_ATOM_KIND_STRING)
            continue;
        if ((prs->flags & JS_PROP_TMASK) != JS_PROP_NORMAL)
            return -1;
        *key = prs->atom;
        *value = pr->u.value;
        return 1;
    }
    return 0;
}

/* ---- Sorting typed arrays ----------------------------------------------------------------------------------------------- */

typedef struct {
    JSContext *ctx;
    int (*compare)(const void *, const void *, void *);
    void *opaque;
    bool stopped;
} TypedSort;

static int compare_and_tick(const void *a, const void *b, void *opaque)
{
    TypedSort *sort = opaque;

    if (sort->stopped)
        return 0;
    if (llrt_tick(sort->ctx)) {
        sort->stopped = true;
        return 0;
    }
    return sort->compare(a, b, sort->opaque);
}

/* Called by an edit: the engine's sort, interruptible. -1: exception; the elements are all there, in some order. */
static int llrt_sort_typed(JSContext *ctx, void *base, size_t count, size_t size,
                           int (*compare)(const void *, const void *, void *), void *opaque)
{
    TypedSort sort = { ctx, compare, opaque, false };

    rqsort(base, count, size, compare_and_tick, &sort);
    return sort.stopped ? -1 : 0;
}
