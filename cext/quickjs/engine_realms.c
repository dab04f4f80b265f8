/* Realms: the contexts of node:vm. A realm is a JSContext of the same runtime that shares the Environment's hooks, queues and
 * async context; a handle of it hangs on the sandbox by a private key, so that realm and sandbox live and die together.
 * Their scripts are in engine_realm_scripts.c. Included by natives.c; the JavaScript half is llrt/builtins/vm. */

static void realm_finalizer(JSRuntime *rt, JSValueConst value)
{
    JSContext *realm = JS_VALUE_GET_OBJ(value)->u.opaque;

    if (realm)
        JS_FreeContext(realm);
}

static void realm_mark(JSRuntime *rt, JSValueConst value, JS_MarkFunc *mark_func)
{
    JSContext *realm = JS_VALUE_GET_OBJ(value)->u.opaque;

    if (realm)
        mark_func(rt, &realm->header);
}

static const JSClassDef realm_class = { "Realm", .finalizer = realm_finalizer, .gc_mark = realm_mark };

/* A script: its code as compiled, in the Environment's own realm, and that of the other realm it ran in last. */
typedef struct RealmScript {
    JSValue code, other;
} RealmScript;

static void script_finalizer(JSRuntime *rt, JSValueConst value)
{
    RealmScript *script = JS_VALUE_GET_OBJ(value)->u.opaque;

    if (!script)
        return;
    JS_FreeValueRT(rt, script->code);
    JS_FreeValueRT(rt, script->other);
    js_free_rt(rt, script);
}

static void script_mark(JSRuntime *rt, JSValueConst value, JS_MarkFunc *mark_func)
{
    RealmScript *script = JS_VALUE_GET_OBJ(value)->u.opaque;

    if (!script)
        return;
    JS_MarkValue(rt, script->code, mark_func);
    JS_MarkValue(rt, script->other, mark_func);
}

static const JSClassDef script_class = { "Script", .finalizer = script_finalizer, .gc_mark = script_mark };

static int add_realm_classes(JSContext *ctx)
{
    LLRTRuntime *state = ctx->rt->llrt;
    JSValue key;

    if (state->realm_class_id == 0) {
        JS_NewClassID(ctx->rt, &state->global_class_id);
        JS_NewClassID(ctx->rt, &state->script_class_id);
        JS_NewClassID(ctx->rt, &state->realm_class_id);
        if (JS_NewClass(ctx->rt, state->global_class_id, &realm_global_class) ||
            JS_NewClass(ctx->rt, state->script_class_id, &script_class) ||
            JS_NewClass(ctx->rt, state->realm_class_id, &realm_class)) {
            state->realm_class_id = 0;
            return -1;
        }
    }
    if (!JS_IsUndefined(ctx->llrt->env->realm_key))
        return 0;
    key = JS_NewSymbolFromAtom(ctx, JS_ATOM_empty_string, JS_ATOM_TYPE_PRIVATE);
    if (JS_IsException(key))
        return -1;
    set_value(ctx, &ctx->llrt->env->realm_key, key);
    return 0;
}

/* Borrowed; NULL: the object is no context. */
static JSContext *realm_of(JSContext *ctx, JSValueConst object)
{
    JSProperty *pr;

    if (!JS_IsObject(object) || JS_IsUndefined(ctx->llrt->env->realm_key))
        return NULL;
    if (!find_own_property(&pr, JS_VALUE_GET_OBJ(object), js_symbol_to_atom(ctx, ctx->llrt->env->realm_key)))
        return NULL;
    return JS_VALUE_GET_OBJ(pr->u.value)->u.opaque;
}

static int attach_realm(JSContext *ctx, JSValueConst object, JSContext *realm)
{
    JSValue handle = JS_NewObjectProtoClass(ctx, JS_NULL, ctx->rt->llrt->realm_class_id);
    JSProperty *pr;

    if (JS_IsException(handle))
        return -1;
    pr = add_property(ctx, JS_VALUE_GET_OBJ(object), js_symbol_to_atom(ctx, ctx->llrt->env->realm_key), 0);
    if (!pr) {
        JS_FreeValue(ctx, handle);
        return -1;
    }
    JS_VALUE_GET_OBJ(handle)->u.opaque = JS_DupContext(realm);
    pr->u.value = handle;
    return 0;
}

/* The global object that looks into the sandbox takes the place of the realm's own. */
static int contextify(JSContext *ctx, JSContext *realm, JSValueConst sandbox)
{
    JSValue global = JS_NewObjectProtoClass(ctx, realm->class_proto[JS_CLASS_OBJECT], ctx->rt->llrt->global_class_id);
    RealmGlobal *g;

    if (JS_IsException(global))
        return -1;
    g = js_malloc(ctx, sizeof(*g));
    if (!g) {
        JS_FreeValue(ctx, global);
        return -1;
    }
    g->sandbox = js_dup(sandbox);
    g->inner = realm->global_obj;
    JS_VALUE_GET_OBJ(global)->u.opaque = g;
    realm->global_obj = global;
    return JS_DefinePropertyValue(ctx, g->inner, JS_ATOM_globalThis, js_dup(global), JS_PROP_CONFIGURABLE | JS_PROP_WRITABLE);
}

/* What the engine has and V8's contexts have not. */
static int tidy_global(JSContext *realm)
{
    static const char *const names[] = { "queueMicrotask", "performance", "DOMException", "navigator" };

    for (size_t i = 0; i < countof(names); i++) {
        JSAtom name = JS_NewAtom(realm, names[i]);
        if (name == JS_ATOM_NULL || JS_DeleteProperty(realm, realm->global_obj, name, 0) < 0)
            return -1;
        JS_FreeAtom(realm, name);
    }
    return JS_DeleteProperty(realm, realm->global_obj, JS_ATOM_Symbol_toStringTag, 0) < 0 ? -1 : 0;
}

/* makeRealm(sandbox | undefined, allow eval, own microtasks, gc() or undefined) -> global object. Without a sandbox the global object is an ordinary one, and it is the context. */
NATIVE(native_make_realm)
{
    JSContext *realm;
    JSValue global = JS_EXCEPTION;

    if (add_realm_classes(ctx))
        return JS_EXCEPTION;
    realm = new_context_of(ctx->rt, ctx);
    if (!realm)
        return JS_ThrowOutOfMemory(ctx);
    if (tidy_global(realm))
        goto done;
    if (JS_IsFunction(ctx, argv[3]) && JS_DefinePropertyValueStr(realm, realm->global_obj, "gc", js_dup(argv[3]),
                                                                 JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE) < 0)
        goto done;
    if (JS_IsObject(argv[0]) && contextify(ctx, realm, argv[0]) < 0)
        goto done;
    if (attach_realm(ctx, JS_IsObject(argv[0]) ? argv[0] : realm->global_obj, realm))
        goto done;
    if (!JS_ToBool(ctx, argv[1]))
        realm->eval_internal = NULL;
    realm->llrt->has_own_jobs = JS_ToBool(ctx, argv[2]);
    global = js_dup(realm->global_obj);
done:
    JS_FreeContext(realm);
    return global;
}

NATIVE(native_is_realm)
{
    return js_bool(realm_of(ctx, argv[0]) != NULL);
}

/* The realm of a function that a job calls, which is the job's. */
static JSContext *llrt_job_context(JSContext *ctx, JSValueConst function)
{
    JSContext *realm = ctx;

    if (unlikely(ctx->rt->llrt && ctx->rt->llrt->realm_class_id) && JS_IsFunction(ctx, function)) {
        realm = JS_GetFunctionRealm(ctx, function);
        if (!realm) {
            JS_FreeValue(ctx, JS_GetException(ctx));
            realm = ctx;
        }
    }
    return realm;
}
