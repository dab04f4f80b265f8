/* Reading a named property, as the interpreter does it: what is data or has a getter on the way up the prototypes, of texts, numbers and
 * booleans, too, without going through the engine's own way from its beginning. Included by the edited quickjs.c, before the
 * interpreter. */

/* Where the search for a property begins; NULL: the engine's own way has more to say (null, the units of a text, its length). */
static inline __attribute__((always_inline)) JSObject *llrt_first_holder(JSContext *ctx, JSValueConst value, JSAtom name)
{
    int tag = JS_VALUE_GET_TAG(value);

    if (likely(tag == JS_TAG_OBJECT))
        return JS_VALUE_GET_OBJ(value);
    if (tag == JS_TAG_STRING && name != JS_ATOM_length && !__JS_AtomIsTaggedInt(name))
        return JS_VALUE_GET_OBJ(ctx->class_proto[JS_CLASS_STRING]);
    return NULL;
}

/* Has a property that is not found among its own something else to say about it? Arrays know numbers only. */
static inline __attribute__((always_inline)) bool llrt_asks_further(const JSObject *p, JSAtom name)
{
    return unlikely(p->is_exotic) && (p->class_id != JS_CLASS_ARRAY || __JS_AtomIsTaggedInt(name));
}

/* What a getter gives; it may remove the property. */
static no_inline JSValue llrt_run_getter(JSContext *ctx, JSProperty *pr, JSValueConst receiver)
{
    if (!pr->u.getset.getter)
        return JS_UNDEFINED;
    return JS_CallFree(ctx, js_dup(JS_MKPTR(JS_TAG_OBJECT, pr->u.getset.getter)), receiver, 0, NULL);
}

/* find_own_property(), which the compiler makes a function of where it is used much. */
static inline __attribute__((always_inline)) JSShapeProperty *llrt_find_own(JSProperty **found, JSObject *p, JSAtom name)
{
    JSShape *sh = p->shape;
    JSShapeProperty *properties = get_shape_prop(sh), *prs;
    uint32_t place = prop_hash_end(sh)[-(intptr_t)hash_atom(name, sh->prop_hash_mask) - 1];

    while (place) {
        prs = &properties[place - 1];
        if (likely(prs->atom == name)) {
            *found = &p->prop[place - 1];
            return prs;
        }
        place = prs->hash_next;
    }
    return NULL;
}

/* The place for errors is noted by who calls: a getter may be run. */
static inline __attribute__((always_inline)) JSValue llrt_get_field(JSContext *ctx, JSValueConst value, JSAtom name)
{
    JSObject *p = llrt_first_holder(ctx, value, name);
    JSShapeProperty *prs;
    JSProperty *pr;

    while (likely(p)) {
        prs = llrt_find_own(&pr, p, name);
        if (prs) {
            if (likely(!(prs->flags & JS_PROP_TMASK)))
                return js_dup(pr->u.value);
            if ((prs->flags & JS_PROP_TMASK) == JS_PROP_GETSET)
                return llrt_run_getter(ctx, pr, value);
            break;
        }
        if (llrt_asks_further(p, name))
            break;
        p = p->shape->proto;
        if (!p)
            return JS_UNDEFINED;
    }
    return JS_GetPropertyInternal(ctx, value, name, value, false);
}

static no_inline JSValue llrt_get_length_field(JSContext *ctx, JSValueConst value)
{
    return llrt_get_field(ctx, value, JS_ATOM_length);
}

static inline __attribute__((always_inline)) JSValue llrt_get_length(JSContext *ctx, JSValueConst value)
{
    int tag = JS_VALUE_GET_TAG(value);

    if (tag == JS_TAG_OBJECT && JS_VALUE_GET_OBJ(value)->class_id == JS_CLASS_ARRAY)
        return js_dup(JS_VALUE_GET_OBJ(value)->prop[0].u.value);    /* always the first, and always data */
    if (tag == JS_TAG_STRING)
        return js_int32(JS_VALUE_GET_STRING(value)->len);
    return llrt_get_length_field(ctx, value);
}
