/* Steps that the interpreter makes thousands of times where a program does anything, without a call for each. Included by the edited
 * quickjs.c, before the interpreter. */

static inline __attribute__((always_inline)) void llrt_drop(JSContext *ctx, JSValue value)
{
    if (JS_VALUE_HAS_REF_COUNT(value) && --JS_REF_COUNT(JS_VALUE_GET_PTR(value)) <= 0)
        js_free_value_rt(ctx->rt, value);
}

static inline __attribute__((always_inline)) JSValue llrt_call(JSContext *ctx, JSValueConst function, JSValueConst receiver, int count,
                                                               JSValueConst *arguments)
{
    if (JS_VALUE_GET_TAG(function) != JS_TAG_OBJECT || JS_VALUE_GET_OBJ(function)->class_id != JS_CLASS_C_FUNCTION)
        return JS_CallInternal(ctx, function, receiver, JS_UNDEFINED, count, arguments, 0);
    if (js_poll_interrupts(ctx))
        return JS_EXCEPTION;
    return js_call_c_function(ctx, function, receiver, count, arguments, 0);
}

/* Is the kind of a value one that has nothing like it but itself? */
static inline bool llrt_is_simple(int tag)
{
    return tag == JS_TAG_UNDEFINED || tag == JS_TAG_NULL || tag == JS_TAG_OBJECT || tag == JS_TAG_BOOL;
}

/* ===, where one of the two is such a value; -1: neither is. */
static inline int llrt_same_kind(JSValueConst a, JSValueConst b)
{
    int tag = JS_VALUE_GET_TAG(a), other = JS_VALUE_GET_TAG(b);

    if (!llrt_is_simple(tag) && !llrt_is_simple(other))
        return -1;
    if (tag != other)
        return false;
    if (tag == JS_TAG_OBJECT)
        return JS_VALUE_GET_OBJ(a) == JS_VALUE_GET_OBJ(b);
    return tag != JS_TAG_BOOL || JS_VALUE_GET_BOOL(a) == JS_VALUE_GET_BOOL(b);
}
