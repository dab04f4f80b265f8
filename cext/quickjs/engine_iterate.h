/* for-of and destructuring of arrays as they come: nobody has changed how arrays are iterated, so the iterator is made without two
 * look-ups and a call, and asked without one. Included by the edited quickjs.c. */

typedef struct JSArrayIteratorData {
    JSValue obj;                    /* undefined: at its end */
    JSIteratorKindEnum kind;
    uint32_t idx;
} JSArrayIteratorData;

static JSValue js_array_iterator_next(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int *pdone, int magic);
static JSValue js_create_array_iterator(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int magic);

/* A prototype's own method in C, of this realm; NULL: it is none (any more, or not yet made). */
static inline JSObject *llrt_own_method(JSContext *ctx, JSValueConst holder, JSAtom name, JSCFunctionEnum kind)
{
    JSShapeProperty *prs;
    JSProperty *pr;
    JSObject *method;

    if (unlikely(!JS_IsObject(holder)))
        return NULL;
    prs = find_own_property(&pr, JS_VALUE_GET_OBJ(holder), name);
    if (unlikely(!prs || (prs->flags & JS_PROP_TMASK) || !JS_IsObject(pr->u.value)))
        return NULL;
    method = JS_VALUE_GET_OBJ(pr->u.value);
    if (method->class_id != JS_CLASS_C_FUNCTION || method->u.cfunc.cproto != kind || method->u.cfunc.realm != ctx)
        return NULL;
    return method;
}

/* `next` of iterators over what Array.prototype's own iterator goes over; NULL: something else would iterate over `p`. */
static JSObject *llrt_array_next(JSContext *ctx, JSObject *p)
{
    JSValueConst arrays = ctx->class_proto[JS_CLASS_ARRAY];
    JSObject *values, *next;

    if (p->class_id != JS_CLASS_ARRAY || !p->fast_array || !JS_IsObject(arrays) || p->shape->proto != JS_VALUE_GET_OBJ(arrays) ||
        (p->shape->prop_count != 1 && find_own_property1(p, JS_ATOM_Symbol_iterator)))
        return NULL;
    values = llrt_own_method(ctx, arrays, JS_ATOM_Symbol_iterator, JS_CFUNC_generic_magic);
    if (!values || values->u.cfunc.c_function.generic_magic != js_create_array_iterator ||
        values->u.cfunc.magic != JS_ITERATOR_KIND_VALUE)
        return NULL;
    next = llrt_own_method(ctx, ctx->class_proto[JS_CLASS_ARRAY_ITERATOR], JS_ATOM_next, JS_CFUNC_iterator_next);
    return next && next->u.cfunc.c_function.iterator_next == js_array_iterator_next ? next : NULL;
}

/* value -> iterator, next. 1: done; 0: not an array as they come; -1: an exception. */
static int llrt_iterate_array(JSContext *ctx, JSValue *sp)
{
    JSArrayIteratorData *data;
    JSValue iterator;
    JSObject *next;

    if (!JS_IsObject(sp[-1]) || !(next = llrt_array_next(ctx, JS_VALUE_GET_OBJ(sp[-1]))))
        return 0;
    iterator = JS_NewObjectClass(ctx, JS_CLASS_ARRAY_ITERATOR);
    if (JS_IsException(iterator))
        return -1;
    data = js_malloc(ctx, sizeof(*data));
    if (!data) {
        JS_FreeValue(ctx, iterator);
        return -1;
    }
    *data = (JSArrayIteratorData){ sp[-1], JS_ITERATOR_KIND_VALUE, 0 };
    JS_SetOpaqueInternal(iterator, data);
    sp[-1] = iterator;
    sp[0] = js_dup(JS_MKPTR(JS_TAG_OBJECT, next));
    return 1;
}

/* The next element of an array's iterator, owned; false: it is no such iterator, or the engine's own way has to look. */
static inline bool llrt_next_element(JSValueConst iterator, JSValueConst next, JSValue *element)
{
    JSArrayIteratorData *data;
    JSObject *p;

    if (!JS_IsObject(next) || !JS_IsObject(iterator))
        return false;
    p = JS_VALUE_GET_OBJ(next);
    if (p->class_id != JS_CLASS_C_FUNCTION || p->u.cfunc.cproto != JS_CFUNC_iterator_next ||
        p->u.cfunc.c_function.iterator_next != js_array_iterator_next)
        return false;
    p = JS_VALUE_GET_OBJ(iterator);
    if (p->class_id != JS_CLASS_ARRAY_ITERATOR)
        return false;
    data = p->u.array_iterator_data;
    if (!data || data->kind != JS_ITERATOR_KIND_VALUE || !JS_IsObject(data->obj))
        return false;
    p = JS_VALUE_GET_OBJ(data->obj);
    if (p->class_id != JS_CLASS_ARRAY || !p->fast_array || data->idx >= p->u.array.count)
        return false;
    *element = js_dup(p->u.array.u.values[data->idx++]);
    return true;
}
