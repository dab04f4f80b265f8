/* What literals make: members of objects and the two properties of every function, without the questions that only other objects
 * raise. Included by engine.c; called from the engine (vendor/edits.toml). */

/* A member of a literal, or a field of a class; `value` is freed. As JS_DefinePropertyValue(). */
static int llrt_define_field(JSContext *ctx, JSValueConst object, JSAtom key, JSValue value)
{
    int done = llrt_define_plain(ctx, object, key, value, JS_PROP_C_W_E | JS_PROP_THROW);

    return likely(done) ? done : JS_DefinePropertyValue(ctx, object, key, value, JS_PROP_C_W_E | JS_PROP_THROW);
}

/* `length` and `name` of a function. False: it has properties already, and nothing was done. */
static bool llrt_name_function(JSContext *ctx, JSValueConst function, JSAtom name, int length)
{
    JSObject *p = JS_VALUE_GET_OBJ(function);
    JSProperty *pr;
    JSValue text;

    if (p->shape->prop_count != 0 || p->is_prototype || !p->extensible)
        return false;
    pr = add_property(ctx, p, JS_ATOM_length, JS_PROP_CONFIGURABLE);
    if (unlikely(!pr))
        return true;
    pr->u.value = js_int32(length);
    text = JS_AtomToString(ctx, name);
    if (unlikely(JS_IsException(text)))
        return true;
    pr = add_property(ctx, p, JS_ATOM_name, JS_PROP_CONFIGURABLE);
    if (likely(pr))
        pr->u.value = text;
    else
        JS_FreeValue(ctx, text);
    return true;
}
