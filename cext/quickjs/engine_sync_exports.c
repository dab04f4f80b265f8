/* module.syncBuiltinESMExports(): new values for exports of builtins, seen by everybody who imports them. Included by engine.c. */

/* loadedBuiltin(name): the namespace of a builtin that has been evaluated, else undefined; nothing is loaded. */
static JSValue native_loaded_builtin(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    const char *name = JS_ToCString(ctx, argv[0]);
    JSModuleDef *m = name ? cached_builtin(ctx, name, table_index(name)) : NULL;

    JS_FreeCString(ctx, name);
    if (!name)
        return JS_EXCEPTION;
    return m && m->status == JS_MODULE_STATUS_EVALUATED ? JS_GetModuleNamespace(ctx, m) : JS_UNDEFINED;
}

/* setBuiltinExport(name, export, value): false when the builtin has no such export, or is not evaluated. */
static JSValue native_set_builtin_export(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    const char *name = JS_ToCString(ctx, argv[0]);
    JSAtom export = name ? JS_ValueToAtom(ctx, argv[1]) : JS_ATOM_NULL;
    JSModuleDef *m = name ? cached_builtin(ctx, name, table_index(name)) : NULL, *owner;
    JSExportEntry *entry;
    JSVarRef *binding = NULL;

    JS_FreeCString(ctx, name);
    if (export == JS_ATOM_NULL)
        return JS_EXCEPTION;
    if (m && m->status == JS_MODULE_STATUS_EVALUATED &&
        js_resolve_export(ctx, &owner, &entry, m, export) == JS_RESOLVE_RES_FOUND && entry->local_name != JS_ATOM__star_)
        binding = js_get_local_export_var_ref(ctx, owner, entry);
    JS_FreeAtom(ctx, export);
    if (!binding)
        return JS_HasException(ctx) ? JS_EXCEPTION : JS_FALSE;
    set_value(ctx, binding->pvalue, JS_DupValue(ctx, argv[2]));
    return JS_TRUE;
}
