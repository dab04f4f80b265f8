/* Exports of builtins that load another builtin when they are first read: importing a door costs only what is used of it.
 * Such an export is an uninitialised binding; where the engine would throw for that (edits.toml), it asks here first. */

typedef struct LLRTLazyExport {
    struct LLRTLazyExport *next;
    JSVarRef *binding;              /* owned by its module, which lives as long as the context */
    JSAtom export;
    char module[];
} LLRTLazyExport;

static void llrt_free_lazy_exports(JSContext *ctx)
{
    while (ctx->llrt->lazy_exports) {
        LLRTLazyExport *lazy = ctx->llrt->lazy_exports;
        ctx->llrt->lazy_exports = lazy->next;
        JS_FreeAtom(ctx, lazy->export);
        js_free(ctx, lazy);
    }
}

static LLRTLazyExport **lazy_export_of(JSContext *ctx, JSVarRef *binding)
{
    LLRTLazyExport **at;

    if (!ctx->llrt)
        return NULL;
    for (at = &ctx->llrt->lazy_exports; *at; at = &(*at)->next) {
        if ((*at)->binding == binding)
            return at;
    }
    return NULL;
}

static bool llrt_is_lazy_export(JSContext *ctx, JSVarRef *binding)
{
    return lazy_export_of(ctx, binding) != NULL;
}

/* 0: the binding has its value now; 1: it is not one of these; -1: exception, and the next read tries again. */
static int llrt_init_lazy_export(JSContext *ctx, JSVarRef *binding)
{
    LLRTLazyExport **at = lazy_export_of(ctx, binding), *lazy;
    JSValue namespace, value;

    if (!at)
        return 1;
    namespace = llrt_require_builtin(ctx, (*at)->module);
    if (JS_IsException(namespace))
        return -1;
    value = JS_GetProperty(ctx, namespace, (*at)->export);
    JS_FreeValue(ctx, namespace);
    if (JS_IsException(value))
        return -1;
    /* loading may have read it, or taken others off the list */
    at = lazy_export_of(ctx, binding);
    if (!at || !JS_IsUninitialized(*binding->pvalue)) {
        JS_FreeValue(ctx, value);
        return 0;
    }
    lazy = *at;
    *at = lazy->next;
    JS_FreeAtom(ctx, lazy->export);
    js_free(ctx, lazy);
    *binding->pvalue = value;
    return 0;
}

static JSVarRef *own_binding(JSContext *ctx, const char *name, JSValueConst export)
{
    JSModuleDef *m = cached_builtin(ctx, name, table_index(name));
    JSAtom atom = JS_ValueToAtom(ctx, export);
    JSExportEntry *entry = m && atom != JS_ATOM_NULL ? find_export_entry(ctx, m, atom) : NULL;
    JSVarRef *binding = NULL;

    JS_FreeAtom(ctx, atom);
    if (entry && entry->export_type == JS_EXPORT_TYPE_LOCAL && entry->local_name != JS_ATOM__star_)
        binding = js_get_local_export_var_ref(ctx, m, entry);
    if (!binding && !JS_HasException(ctx))
        JS_ThrowReferenceError(ctx, "builtin '%s' has no such export", name);
    return binding;
}

/* lazyExport(own name, export, module, its export): called by a builtin about itself, whose `export let` it is. */
static JSValue native_lazy_export(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    size_t length;
    const char *own = JS_ToCString(ctx, argv[0]), *module = own ? JS_ToCStringLen(ctx, &length, argv[2]) : NULL;
    JSVarRef *binding = module ? own_binding(ctx, own, argv[1]) : NULL;
    LLRTLazyExport *lazy = binding ? js_malloc(ctx, sizeof(*lazy) + length + 1) : NULL;
    JSAtom export = lazy ? JS_ValueToAtom(ctx, argv[3]) : JS_ATOM_NULL;
    JSValue old, result = JS_EXCEPTION;

    if (export == JS_ATOM_NULL) {
        js_free(ctx, lazy);
    } else {
        memcpy(lazy->module, module, length + 1);
        lazy->export = export;
        lazy->binding = binding;
        lazy->next = ctx->llrt->lazy_exports;
        ctx->llrt->lazy_exports = lazy;
        old = *binding->pvalue;
        *binding->pvalue = JS_UNINITIALIZED;
        JS_FreeValue(ctx, old);
        result = JS_UNDEFINED;
    }
    JS_FreeCString(ctx, own);
    JS_FreeCString(ctx, module);
    return result;
}
