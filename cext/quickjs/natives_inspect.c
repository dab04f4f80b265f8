/* native:engine, first part: looking into values, for util.inspect and friends. Nothing here runs JS unless a Proxy is in
 * the way (ownNonIndexProperties). Included by engine.c; the table of all natives is in natives.c. */

#define NATIVE(name) static JSValue name(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)

NATIVE(native_promise_state)
{
    return js_int32(JS_PromiseState(ctx, argv[0]));
}

NATIVE(native_promise_result)
{
    return JS_IsPromise(argv[0]) ? JS_PromiseResult(ctx, argv[0]) : JS_UNDEFINED;
}

NATIVE(native_proxy_details)
{
    JSProxyData *proxy = JS_GetOpaque(argv[0], JS_CLASS_PROXY);
    JSValueConst pair[2] = { JS_NULL, JS_NULL };

    if (!proxy)
        return JS_UNDEFINED;
    if (!proxy->is_revoked) {
        pair[0] = proxy->target;
        pair[1] = proxy->handler;
    }
    return js_create_array(ctx, 2, pair);
}

NATIVE(native_class_name)
{
    const char *name = llrt_class_name(ctx, argv[0]);

    return name ? JS_NewAtomString(ctx, name) : JS_UNDEFINED;
}

static JSFunctionBytecode *function_bytecode(JSValueConst value)
{
    if (!JS_IsObject(value) || !js_class_has_bytecode(JS_VALUE_GET_OBJ(value)->class_id))
        return NULL;
    return JS_VALUE_GET_OBJ(value)->u.func.function_bytecode;
}

NATIVE(native_function_kind)
{
    static const char *const kinds[] = { "normal", "generator", "async", "asyncGenerator" };
    JSFunctionBytecode *b = function_bytecode(argv[0]);

    return JS_NewAtomString(ctx, kinds[b ? b->func_kind : JS_FUNC_NORMAL]);
}

NATIVE(native_is_constructor)
{
    return js_bool(JS_IsConstructor(ctx, argv[0]));
}

/* The prototype property of a class, unlike a function's, cannot be written. */
NATIVE(native_is_class)
{
    JSFunctionBytecode *b = function_bytecode(argv[0]);
    JSShapeProperty *prs;

    if (!b || b->func_kind != JS_FUNC_NORMAL || !JS_IsConstructor(ctx, argv[0]))
        return JS_FALSE;
    if (b->is_derived_class_constructor)
        return JS_TRUE;
    prs = find_own_property1(JS_VALUE_GET_OBJ(argv[0]), JS_ATOM_prototype);
    return js_bool(prs && (prs->flags & JS_PROP_TMASK) != JS_PROP_AUTOINIT && !(prs->flags & JS_PROP_WRITABLE));
}

NATIVE(native_function_source)
{
    if (!JS_IsFunction(ctx, argv[0]))
        return JS_UNDEFINED;
    return js_function_toString(ctx, argv[0], 0, NULL);
}

/* ---- Own keys that are not array indices ---------------------------------------------------------------------------------- */

static bool is_index(JSContext *ctx, JSAtom atom)
{
    uint32_t index;

    return JS_AtomIsArrayIndex(ctx, &index, atom) && index != UINT32_MAX;
}

/* The keys in the shape alone: all but the elements of a fast array or typed array. */
static JSValue keys_of_shape(JSContext *ctx, JSObject *p, bool only_enumerable)
{
    JSValue keys = JS_NewArray(ctx);
    uint32_t count = 0;

    for (int symbols = 0; symbols < 2 && !JS_IsException(keys); symbols++) {
        for (int i = 0; i < p->shape->prop_count; i++) {
            JSShapeProperty *prs = &get_shape_prop(p->shape)[i];
            JSAtomKindEnum kind = prs->atom == JS_ATOM_NULL ? JS_ATOM_KIND_PRIVATE : JS_AtomGetKind(ctx, prs->atom);
            if (kind != (symbols ? JS_ATOM_KIND_SYMBOL : JS_ATOM_KIND_STRING))
                continue;
            if ((only_enumerable && !(prs->flags & JS_PROP_ENUMERABLE)) || is_index(ctx, prs->atom))
                continue;
            if (JS_DefinePropertyValueUint32(ctx, keys, count++, JS_AtomToValue(ctx, prs->atom), JS_PROP_C_W_E) < 0) {
                JS_FreeValue(ctx, keys);
                return JS_EXCEPTION;
            }
        }
    }
    return keys;
}

NATIVE(native_own_non_index_properties)
{
    int flags = JS_GPN_STRING_MASK | JS_GPN_SYMBOL_MASK | (JS_ToBool(ctx, argv[1]) ? JS_GPN_ENUM_ONLY : 0);
    JSPropertyEnum *list;
    JSValue keys;
    uint32_t count, used = 0;

    if (!JS_IsObject(argv[0]))
        return JS_ThrowTypeErrorNotAnObject(ctx);
    if (JS_VALUE_GET_OBJ(argv[0])->fast_array && JS_VALUE_GET_OBJ(argv[0])->class_id != JS_CLASS_MAPPED_ARGUMENTS)
        return keys_of_shape(ctx, JS_VALUE_GET_OBJ(argv[0]), flags & JS_GPN_ENUM_ONLY);
    if (JS_GetOwnPropertyNames(ctx, &list, &count, argv[0], flags) < 0)
        return JS_EXCEPTION;
    keys = JS_NewArray(ctx);
    for (uint32_t i = 0; i < count && !JS_IsException(keys); i++) {
        if (is_index(ctx, list[i].atom))
            continue;
        if (JS_DefinePropertyValueUint32(ctx, keys, used++, JS_AtomToValue(ctx, list[i].atom), JS_PROP_C_W_E) < 0) {
            JS_FreeValue(ctx, keys);
            keys = JS_EXCEPTION;
        }
    }
    js_free_prop_enum(ctx, list, count);
    return keys;
}

/* ---- Entries of collections and of their iterators ------------------------------------------------------------------------- */

typedef struct {
    JSValue array;
    uint32_t count;
    bool keys, values;      /* which of a record to take */
} EntryList;

static int entries_push(JSContext *ctx, EntryList *list, JSValueConst value)
{
    if (JS_DefinePropertyValueUint32(ctx, list->array, list->count++, js_dup(value), JS_PROP_C_W_E) < 0) {
        JS_FreeValue(ctx, list->array);
        list->array = JS_EXCEPTION;
        return -1;
    }
    return 0;
}

static int entries_from(JSContext *ctx, EntryList *list, JSMapState *s, struct list_head *el, bool is_set)
{
    for (; el != &s->records; el = el->next) {
        JSMapRecord *record = list_entry(el, JSMapRecord, link);
        if (record->empty)
            continue;
        if (list->keys && entries_push(ctx, list, record->key))
            return -1;
        if (list->values && entries_push(ctx, list, is_set ? record->key : record->value))
            return -1;
    }
    return 0;
}

static int iterator_entries(JSContext *ctx, EntryList *list, JSObject *p)
{
    JSMapIteratorData *it = p->u.map_iterator_data;
    bool is_set = p->class_id == JS_CLASS_SET_ITERATOR;
    JSMapState *s;

    list->keys = it->kind != JS_ITERATOR_KIND_VALUE;
    list->values = it->kind != JS_ITERATOR_KIND_KEY;
    if (JS_IsUndefined(it->obj))
        return 0;
    s = JS_GetOpaque(it->obj, is_set ? JS_CLASS_SET : JS_CLASS_MAP);
    return entries_from(ctx, list, s, it->cur_record ? it->cur_record->link.next : s->records.next, is_set);
}

NATIVE(native_preview_entries)
{
    EntryList list = { JS_UNDEFINED, 0, true, false };
    JSObject *p = JS_IsObject(argv[0]) ? JS_VALUE_GET_OBJ(argv[0]) : NULL;
    JSClassID id = p ? p->class_id : JS_INVALID_CLASS_ID;
    JSValue result;

    if (id != JS_CLASS_MAP_ITERATOR && id != JS_CLASS_SET_ITERATOR && (id < JS_CLASS_MAP || id > JS_CLASS_WEAKSET))
        return JS_UNDEFINED;
    list.array = JS_NewArray(ctx);
    if (JS_IsException(list.array))
        return JS_EXCEPTION;
    if (id == JS_CLASS_MAP_ITERATOR || id == JS_CLASS_SET_ITERATOR) {
        if (iterator_entries(ctx, &list, p))
            return JS_EXCEPTION;
    } else {
        list.values = id == JS_CLASS_MAP || id == JS_CLASS_WEAKMAP;
        if (entries_from(ctx, &list, p->u.map_state, p->u.map_state->records.next, false))
            return JS_EXCEPTION;
    }
    result = JS_NewObject(ctx);
    if (JS_IsException(result)) {
        JS_FreeValue(ctx, list.array);
        return result;
    }
    JS_DefinePropertyValueStr(ctx, result, "entries", list.array, JS_PROP_C_W_E);
    JS_DefinePropertyValueStr(ctx, result, "isKeyValue", js_bool(list.keys && list.values), JS_PROP_C_W_E);
    return result;
}
