/* What literals make: members of objects and the two properties of every function, without the questions that only other objects
 * raise. Included by engine.c; called from the engine (vendor/edits.toml). */

/* A member of a literal, or a field of a class; `value` is freed. As JS_DefinePropertyValue(). */
static int llrt_define_field(JSContext *ctx, JSValueConst object, JSAtom key, JSValue value)
{
    int done = llrt_define_plain(ctx, object, key, value, JS_PROP_C_W_E | JS_PROP_THROW);

    return likely(done) ? done : JS_DefinePropertyValue(ctx, object, key, value, JS_PROP_C_W_E | JS_PROP_THROW);
}

/* As functions of the language mostly are: what the last one became is known. */
static inline bool llrt_name_as_known(JSContext *ctx, JSObject *p, JSAtom name, int length)
{
    struct LLRTShapes *known = ctx->rt->llrt_shapes;
    JSValue text;

    if (unlikely(!known || known->function[0] != p->shape))
        return false;
    text = JS_AtomToString(ctx, name);
    if (unlikely(JS_IsException(text)))
        return true;
    p->prop[0].u.value = js_int32(length);
    p->prop[1].u.value = text;
    p->shape = js_dup_shape(known->function[1]);
    js_free_shape(ctx->rt, known->function[0]);     /* the table has it still */
    return true;
}

/* `length` and `name` of a function. False: it has properties already, and nothing was done. */
static bool llrt_name_function(JSContext *ctx, JSValueConst function, JSAtom name, int length)
{
    JSObject *p = JS_VALUE_GET_OBJ(function);
    JSShape *from = NULL;
    JSProperty *pr;
    JSValue text;

    if (p->shape->prop_count != 0 || p->is_prototype || !p->extensible)
        return false;
    if (llrt_name_as_known(ctx, p, name, length))
        return true;
    /* A shape of its own (not hashed) is changed in place: a second reference would be to what it becomes. */
    if (ctx->rt->llrt_shapes && p->shape->is_hashed && p->shape->proto == JS_VALUE_GET_OBJ(ctx->function_proto))
        from = js_dup_shape(p->shape);
    pr = add_property(ctx, p, JS_ATOM_length, JS_PROP_CONFIGURABLE);
    if (unlikely(!pr))
        goto end;
    pr->u.value = js_int32(length);
    text = JS_AtomToString(ctx, name);
    if (unlikely(JS_IsException(text)))
        goto end;
    pr = add_property(ctx, p, JS_ATOM_name, JS_PROP_CONFIGURABLE);
    if (unlikely(!pr)) {
        JS_FreeValue(ctx, text);
        goto end;
    }
    pr->u.value = text;
    if (from)
        llrt_keep_named(ctx->rt, from, p->shape);
    return true;
 end:
    js_free_shape_null(ctx->rt, from);
    return true;
}
