/* Short ways for what is plain: a property of an ordinary object that has it not yet, the members of such an object in another's
 * literal ({...o}) or as a list (Object.keys), the case of ASCII text. Each declines what is not, and the engine's own way answers. Included by engine.c. */

/* JS_DefinePropertyValue of an ordinary object. 1: done; -1: out of memory; 0: not plain, and `value` is still the caller's. */
static inline int llrt_define_plain(JSContext *ctx, JSValueConst object, JSAtom name, JSValue value, int flags)
{
    JSShapeProperty *prs;
    JSProperty *pr;
    JSObject *p;

    if (!JS_IsObject(object) || (flags & ~(JS_PROP_C_W_E | JS_PROP_THROW)))
        return 0;
    p = JS_VALUE_GET_OBJ(object);
    if (p->is_exotic || !p->extensible)
        return 0;
    prs = find_own_property(&pr, p, name);
    if (!prs) {
        pr = add_property(ctx, p, name, flags & JS_PROP_C_W_E);
        if (unlikely(!pr)) {
            JS_FreeValue(ctx, value);
            return -1;
        }
        pr->u.value = value;
        return 1;
    }
    if ((flags & JS_PROP_C_W_E) != JS_PROP_C_W_E || (prs->flags & (JS_PROP_C_W_E | JS_PROP_TMASK)) != JS_PROP_C_W_E)
        return 0;
    set_value(ctx, &pr->u.value, value);
    return 1;
}

/* A name that is a string and no number: such members are in the order of the shape. */
static bool is_word(JSContext *ctx, JSAtom atom)
{
    JSAtomStruct *p;
    uint32_t first;

    if (__JS_AtomIsTaggedInt(atom) || atom == JS_ATOM_NULL)
        return false;
    p = ctx->rt->atom_array[atom];
    if (p->atom_type != JS_ATOM_TYPE_STRING)
        return false;
    first = p->len ? string_get(p, 0) : 0;
    return first < '0' || first > '9';
}

/* An ordinary object whose own members are data with words for names. *whole: all are as in a literal. */
static bool has_plain_members(JSContext *ctx, JSObject *p, bool *whole)
{
    JSShapeProperty *prs = get_shape_prop(p->shape);

    if (p->class_id != JS_CLASS_OBJECT || p->is_exotic)
        return false;
    *whole = true;
    for (int i = 0; i < p->shape->prop_count; i++, prs++) {
        if ((prs->flags & JS_PROP_TMASK) || !is_word(ctx, prs->atom))
            return false;
        *whole = *whole && prs->flags == JS_PROP_C_W_E;
    }
    return true;
}

/* JS_CopyDataProperties into an object that is being made. 0: done; -1: out of memory; 1: not plain. */
static int llrt_copy_plain(JSContext *ctx, JSValueConst target, JSObject *source, JSObject *excluded)
{
    JSObject *p = JS_VALUE_GET_OBJ(target);
    JSShape *sh = source->shape;
    JSShapeProperty *prs;
    JSProperty *room;
    bool whole;

    if ((excluded && excluded->is_exotic) || p == source || !has_plain_members(ctx, source, &whole))
        return 1;
    if (whole && !excluded && sh->is_hashed && p->class_id == JS_CLASS_OBJECT && !p->is_exotic && p->extensible &&
        !p->is_prototype && p->shape->prop_count == 0 && p->shape->proto == sh->proto) {
        room = js_realloc(ctx, p->prop, sizeof(*room) * sh->prop_size);
        if (!room)
            return -1;
        p->prop = room;
        for (int i = 0; i < sh->prop_count; i++)
            room[i].u.value = js_dup(source->prop[i].u.value);
        js_dup_shape(sh);
        js_free_shape(ctx->rt, p->shape);
        p->shape = sh;
        return 0;
    }
    for (int i = 0; i < source->shape->prop_count; i++) {
        prs = &get_shape_prop(source->shape)[i];
        if (!(prs->flags & JS_PROP_ENUMERABLE) || (excluded && find_own_property1(excluded, prs->atom)))
            continue;
        if (JS_DefinePropertyValue(ctx, target, prs->atom, js_dup(source->prop[i].u.value), JS_PROP_C_W_E) < 0)
            return -1;
    }
    return 0;
}

/* Object.keys, values and entries; undefined: not plain. */
static JSValue llrt_plain_names(JSContext *ctx, JSValueConst object, int flags, int kind)
{
    JSObject *source, *p;
    JSValue list, item;
    bool whole;

    if (!JS_IsObject(object) || flags != (JS_GPN_ENUM_ONLY | JS_GPN_STRING_MASK))
        return JS_UNDEFINED;
    source = JS_VALUE_GET_OBJ(object);
    if (!has_plain_members(ctx, source, &whole))
        return JS_UNDEFINED;
    list = JS_NewArray(ctx);
    if (JS_IsException(list) || source->shape->prop_count == 0)
        return list;
    p = JS_VALUE_GET_OBJ(list);
    if (expand_fast_array(ctx, p, source->shape->prop_count))
        goto fail;
    llrt_charge(ctx, source->shape->prop_count);
    for (int i = 0; i < source->shape->prop_count; i++) {
        JSShapeProperty *prs = &get_shape_prop(source->shape)[i];
        JSValueConst value = source->prop[i].u.value;
        if (!(prs->flags & JS_PROP_ENUMERABLE))
            continue;
        item = kind == JS_ITERATOR_KIND_VALUE ? js_dup(value) : JS_AtomToString(ctx, prs->atom);
        if (kind == JS_ITERATOR_KIND_KEY_AND_VALUE && !JS_IsException(item)) {
            JSValueConst both[2] = { item, value };
            JSValue pair = js_create_array(ctx, 2, both);
            JS_FreeValue(ctx, item);
            item = pair;
        }
        if (JS_IsException(item))
            goto fail;
        p->u.array.u.values[p->u.array.count++] = item;
        p->prop[0].u.value = js_uint32(p->u.array.count);
    }
    return list;
fail:
    JS_FreeValue(ctx, list);
    return JS_EXCEPTION;
}

/* toLowerCase() and toUpperCase() of a string, which is taken; undefined: it is not ASCII, and still the caller's. */
static JSValue llrt_ascii_case(JSContext *ctx, JSValue text, bool to_lower)
{
    JSString *p = JS_VALUE_GET_STRING(text), *changed;
    const uint8_t first = to_lower ? 'A' : 'a', *from;
    uint32_t at, length = p->len;
    uint8_t *to;

    if (p->is_wide_char)
        return JS_UNDEFINED;
    from = str8(p);
    for (at = 0; at < length && from[at] < 0x80 && (uint8_t)(from[at] - first) >= 26; at++)
        ;
    if (at == length)
        return text;
    for (uint32_t i = at; i < length; i++)
        if (from[i] >= 0x80)
            return JS_UNDEFINED;
    llrt_charge(ctx, length);
    changed = llrt_tick(ctx) ? NULL : js_alloc_string(ctx, length, 0);
    if (!changed) {
        JS_FreeValue(ctx, text);
        return JS_EXCEPTION;
    }
    to = str8(changed);
    for (uint32_t i = 0; i < length; i++)
        to[i] = from[i] ^ ((uint8_t)(from[i] - first) < 26 ? 0x20 : 0);
    to[length] = '\0';
    JS_FreeValue(ctx, text);
    return JS_MKPTR(JS_TAG_STRING, changed);
}
