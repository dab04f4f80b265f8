/* defineLazy: properties that load a builtin at first touch; for `native:engine`. Included by engine.c. */

/* Loads the module, then makes the property a plain one unless that was done meanwhile; it stays lazy after an exception. */
static int init_lazy_module(JSContext *ctx, JSObject *p, JSAtom name, JSProperty *pr)
{
    LLRTLazy *lazy = (LLRTLazy *)((uintptr_t)pr->u.init.opaque & ~(uintptr_t)LLRT_INIT_MODULE);
    JSContext *realm = js_autoinit_get_realm(pr);
    JSValue namespace, value, holder = js_dup(JS_MKPTR(JS_TAG_OBJECT, p));
    JSShapeProperty *prs;
    int ret = -1;

    namespace = llrt_require_builtin(realm, lazy->module);
    value = JS_IsException(namespace) ? JS_EXCEPTION : JS_GetProperty(realm, namespace, lazy->export);
    JS_FreeValue(ctx, namespace);
    if (JS_IsException(value))
        goto done;
    ret = 0;
    prs = find_own_property(&pr, p, name);
    if (!prs || (prs->flags & JS_PROP_TMASK) != JS_PROP_AUTOINIT || !llrt_is_lazy(pr)) {
        JS_FreeValue(ctx, value);
    } else if (js_shape_prepare_update(ctx, p, &prs)) {
        JS_FreeValue(ctx, value);
        ret = -1;
    } else {
        prs->flags &= ~JS_PROP_TMASK;
        pr->u.value = value;
        JS_FreeContext(realm);
    }
done:
    JS_FreeValue(ctx, holder);
    return ret;
}

static bool llrt_is_lazy(JSProperty *pr)
{
    return js_autoinit_get_id(pr) == JS_AUTOINIT_ID_PROP && (uintptr_t)pr->u.init.opaque & (LLRT_INIT_MODULE | LLRT_INIT_STACK);
}

/* Called by an edit when one of our lazy properties is touched. 0: look again; -1: exception. */
static int llrt_init_lazy(JSContext *ctx, JSObject *p, JSAtom name, JSProperty *pr, JSShapeProperty *prs)
{
    if ((uintptr_t)pr->u.init.opaque & LLRT_INIT_STACK)
        return js_shape_prepare_update(ctx, p, &prs) ? -1 : init_stack_property(ctx, p, name, pr, prs);
    return init_lazy_module(ctx, p, name, pr);
}

/* defineLazy(object, name, module, export, enumerable = false) */
NATIVE(native_define_lazy)
{
    size_t length;
    const char *module = JS_ToCStringLen(ctx, &length, argv[2]);
    JSAtom name = JS_ATOM_NULL;
    LLRTLazy *lazy = NULL;
    int flags = JS_PROP_CONFIGURABLE | JS_PROP_WRITABLE;
    JSValue result = JS_EXCEPTION;

    if (argc > 4 && JS_ToBool(ctx, argv[4]))
        flags |= JS_PROP_ENUMERABLE;
    if (module)
        lazy = js_malloc(ctx, sizeof(*lazy) + length + 1);
    if (!lazy)
        goto done;
    memcpy(lazy->module, module, length + 1);
    lazy->next = ctx->llrt->lazies;
    ctx->llrt->lazies = lazy;
    lazy->export = JS_ValueToAtom(ctx, argv[3]);
    name = JS_ValueToAtom(ctx, argv[1]);
    if (lazy->export == JS_ATOM_NULL || name == JS_ATOM_NULL)
        goto done;
    if (!JS_IsObject(argv[0])) {
        JS_ThrowTypeErrorNotAnObject(ctx);
        goto done;
    }
    if (JS_DeleteProperty(ctx, argv[0], name, JS_PROP_THROW) < 0)
        goto done;
    if (JS_DefineAutoInitProperty(ctx, argv[0], name, JS_AUTOINIT_ID_PROP, (void *)((uintptr_t)lazy | LLRT_INIT_MODULE), flags) >= 0)
        result = JS_UNDEFINED;
done:
    JS_FreeAtom(ctx, name);
    JS_FreeCString(ctx, module);
    return result;
}
