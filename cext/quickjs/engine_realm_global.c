/* The global object of a vm context: what it has is looked for in the sandbox first and then in the realm's own global
 * ("inner"); what is written goes to the sandbox, and what is declared or defined to both. The rules are those of Node's
 * contextify. Included by engine.c. */

typedef struct RealmGlobal {
    JSValue sandbox, inner;
} RealmGlobal;

static bool is_realm_global(JSContext *ctx, JSObject *p)
{
    return unlikely(p->is_exotic) && ctx->rt->llrt && p->class_id == ctx->rt->llrt->global_class_id;
}

static RealmGlobal *realm_global(JSValueConst object)
{
    return JS_VALUE_GET_OBJ(object)->u.opaque;
}

static void realm_global_finalizer(JSRuntime *rt, JSValueConst value)
{
    RealmGlobal *g = JS_VALUE_GET_OBJ(value)->u.opaque;

    if (!g)
        return;
    JS_FreeValueRT(rt, g->sandbox);
    JS_FreeValueRT(rt, g->inner);
    js_free_rt(rt, g);
}

static void realm_global_mark(JSRuntime *rt, JSValueConst value, JS_MarkFunc *mark_func)
{
    RealmGlobal *g = JS_VALUE_GET_OBJ(value)->u.opaque;

    if (!g)
        return;
    JS_MarkValue(rt, g->sandbox, mark_func);
    JS_MarkValue(rt, g->inner, mark_func);
}

static int own_property(JSContext *ctx, JSPropertyDescriptor *desc, JSValueConst object, JSAtom name)
{
    return JS_GetOwnPropertyInternal(ctx, desc, JS_VALUE_GET_OBJ(object), name);
}

/* The sandbox itself, read as a variable, is the global object. */
static JSValue as_seen(JSContext *ctx, RealmGlobal *g, JSValueConst global, JSValue value)
{
    if (JS_IsObject(value) && JS_VALUE_GET_OBJ(value) == JS_VALUE_GET_OBJ(g->sandbox)) {
        JS_FreeValue(ctx, value);
        return js_dup(global);
    }
    return value;
}

static int global_get_own(JSContext *ctx, JSPropertyDescriptor *desc, JSValueConst global, JSAtom name)
{
    RealmGlobal *g = realm_global(global);
    int found = own_property(ctx, desc, g->sandbox, name);

    if (found)
        return found;
    return own_property(ctx, desc, g->inner, name);
}

/* `in` looks at the sandbox alone, not at its prototypes; reading does. */
static int global_has(JSContext *ctx, JSValueConst global, JSAtom name)
{
    RealmGlobal *g = realm_global(global);
    int found = own_property(ctx, NULL, g->sandbox, name);

    return found ? found : JS_HasProperty(ctx, g->inner, name);
}

static JSValue global_get(JSContext *ctx, JSValueConst global, JSAtom name, JSValueConst receiver)
{
    RealmGlobal *g = realm_global(global);
    int found = JS_HasProperty(ctx, g->sandbox, name);

    if (found < 0)
        return JS_EXCEPTION;
    if (found)
        return as_seen(ctx, g, global, JS_GetProperty(ctx, g->sandbox, name));
    return JS_GetPropertyInternal(ctx, g->inner, name, global, false);
}

/* Flags of a property of the object or its prototypes: 1 found. */
static int flags_in_chain(JSContext *ctx, JSValueConst object, JSAtom name, int *flags)
{
    JSObject *p = JS_VALUE_GET_OBJ(object);

    for (; p; p = p->shape->proto) {
        int found;
        if (p->class_id == JS_CLASS_PROXY && p != JS_VALUE_GET_OBJ(object))
            return 0;
        found = JS_GetOwnPropertyFlagsInternal(ctx, flags, p, name);
        if (found)
            return found;
    }
    return 0;
}

static bool is_read_only(int flags)
{
    return !(flags & (JS_PROP_WRITABLE | JS_PROP_GETSET));
}

static int llrt_throw_redefined(JSContext *ctx, int flags, JSAtom name)
{
    char text[ATOM_GET_STR_BUF_SIZE];

    if (flags & JS_PROP_THROW || (flags & JS_PROP_THROW_STRICT && is_strict_mode(ctx))) {
        JS_ThrowTypeError(ctx, "Cannot redefine property: %s", JS_AtomGetStr(ctx, text, sizeof(text), name));
        return -1;
    }
    return false;
}

static int global_set(JSContext *ctx, JSValueConst global, JSAtom name, JSValueConst value, JSValueConst receiver, int flags)
{
    RealmGlobal *g = realm_global(global);
    int inner_flags = 0, sandbox_flags = 0, in_inner, in_sandbox, done;

    if (JS_IsObject(receiver) && JS_VALUE_GET_OBJ(receiver) != JS_VALUE_GET_OBJ(global))
        return JS_DefineProperty(ctx, receiver, name, value, JS_UNDEFINED, JS_UNDEFINED, JS_PROP_HAS_VALUE | JS_PROP_C_W_E |
                                 JS_PROP_HAS_WRITABLE | JS_PROP_HAS_ENUMERABLE | JS_PROP_HAS_CONFIGURABLE);
    in_inner = flags_in_chain(ctx, g->inner, name, &inner_flags);
    if (in_inner < 0)
        return -1;
    if (in_inner && is_read_only(inner_flags))
        return llrt_throw_read_only(ctx, flags, global, name);
    in_sandbox = flags_in_chain(ctx, g->sandbox, name, &sandbox_flags);
    if (in_sandbox < 0)
        return -1;
    if (in_sandbox && is_read_only(sandbox_flags))
        return llrt_throw_redefined(ctx, flags, name) < 0 ? -1 : true;
    if (!in_inner && !in_sandbox && JS_AtomGetKind(ctx, name) != JS_ATOM_KIND_STRING)
        return JS_SetProperty(ctx, g->inner, name, js_dup(value));
    done = JS_SetPropertyInternal(ctx, g->sandbox, name, js_dup(value), 0);
    if (done < 0 || (done && !in_inner))
        return done;
    return JS_SetPropertyInternal(ctx, g->inner, name, js_dup(value), 0);    /* declared there, or the sandbox is frozen */
}

static int global_define(JSContext *ctx, JSValueConst global, JSAtom name, JSValueConst value, JSValueConst getter,
                         JSValueConst setter, int flags)
{
    RealmGlobal *g = realm_global(global);
    int inner_flags = 0, in_inner = own_property(ctx, NULL, g->inner, name);

    if (in_inner > 0)
        in_inner = JS_GetOwnPropertyFlagsInternal(ctx, &inner_flags, JS_VALUE_GET_OBJ(g->inner), name);
    if (in_inner < 0)
        return -1;
    if (in_inner && is_read_only(inner_flags) && !(inner_flags & JS_PROP_CONFIGURABLE))
        return JS_DefineProperty(ctx, g->inner, name, value, getter, setter, flags);
    in_inner = JS_DefineProperty(ctx, g->sandbox, name, value, getter, setter, flags);
    if (in_inner <= 0)
        return in_inner;
    if (JS_DefineProperty(ctx, g->inner, name, value, getter, setter, flags & ~(JS_PROP_THROW | JS_PROP_THROW_STRICT)) < 0)
        return -1;
    return true;
}

static int global_delete(JSContext *ctx, JSValueConst global, JSAtom name)
{
    RealmGlobal *g = realm_global(global);
    int done = JS_DeleteProperty(ctx, g->sandbox, name, 0);

    return done > 0 ? JS_DeleteProperty(ctx, g->inner, name, 0) : done;
}

/* The realm's own names first, then the sandbox's others. */
static int global_names(JSContext *ctx, JSPropertyEnum **names, uint32_t *count, JSValueConst global)
{
    RealmGlobal *g = realm_global(global);
    const int which = JS_GPN_STRING_MASK | JS_GPN_SYMBOL_MASK;
    JSPropertyEnum *inner = NULL, *outer = NULL, *all;
    uint32_t inner_count = 0, outer_count = 0, used;

    if (JS_GetOwnPropertyNames(ctx, &inner, &inner_count, g->inner, which))
        return -1;
    if (JS_GetOwnPropertyNames(ctx, &outer, &outer_count, g->sandbox, which))
        goto fail;
    all = js_realloc(ctx, inner, (inner_count + outer_count + 1) * sizeof(*all));
    if (!all)
        goto fail;
    used = inner_count;
    for (uint32_t i = 0; i < outer_count; i++) {
        if (own_property(ctx, NULL, g->inner, outer[i].atom) > 0)
            JS_FreeAtom(ctx, outer[i].atom);
        else
            all[used++] = outer[i];
    }
    js_free(ctx, outer);
    *names = all;
    *count = used;
    return 0;
fail:
    js_free_prop_enum(ctx, inner, inner_count);
    if (outer)
        js_free_prop_enum(ctx, outer, outer_count);
    return -1;
}

static const JSClassExoticMethods realm_global_methods = {
    .get_own_property = global_get_own,
    .get_own_property_names = global_names,
    .delete_property = global_delete,
    .define_own_property = global_define,
    .has_property = global_has,
    .get_property = global_get,
    .set_property = global_set,
};

static const JSClassDef realm_global_class = {
    "Object", .finalizer = realm_global_finalizer, .gc_mark = realm_global_mark,
    .exotic = (JSClassExoticMethods *)&realm_global_methods,
};

/* ---- Called by edits: variables of global code ------------------------------------------------------------------------------ */

static JSValue llrt_realm_variable(JSContext *ctx, JSAtom name, bool throw_ref_error)
{
    int found = JS_HasProperty(ctx, realm_global(ctx->global_obj)->sandbox, name);

    if (found == 0)
        found = JS_HasProperty(ctx, realm_global(ctx->global_obj)->inner, name);
    if (found > 0)
        return global_get(ctx, ctx->global_obj, name, ctx->global_obj);
    if (found < 0)
        return JS_EXCEPTION;
    return throw_ref_error ? JS_ThrowReferenceErrorNotDefined(ctx, name) : JS_UNDEFINED;
}

/* `var name`: a variable of the realm, which shows in the sandbox when it is assigned to. */
static int llrt_realm_var(JSContext *ctx, JSAtom name, int flags)
{
    RealmGlobal *g = realm_global(ctx->global_obj);
    int found = global_get_own(ctx, NULL, ctx->global_obj, name);

    if (found)
        return found < 0 ? -1 : 0;
    return JS_DefinePropertyValue(ctx, g->inner, name, JS_UNDEFINED, JS_PROP_WRITABLE | JS_PROP_ENUMERABLE | flags) < 0 ? -1 : 0;
}

/* What declarations conflict with. */
static JSObject *llrt_realm_declarations(JSContext *ctx, JSObject *p)
{
    return is_realm_global(ctx, p) ? JS_VALUE_GET_OBJ(realm_global(ctx->global_obj)->inner) : p;
}

/* `function name() {}` */
static int llrt_realm_function(JSContext *ctx, JSAtom name, JSValueConst function, int configurable)
{
    RealmGlobal *g = realm_global(ctx->global_obj);
    int flags = 0, found = JS_GetOwnPropertyFlagsInternal(ctx, &flags, JS_VALUE_GET_OBJ(ctx->global_obj), name);

    if (found < 0)
        return -1;
    if (own_property(ctx, NULL, g->inner, name) == 0 &&
        JS_DefinePropertyValue(ctx, g->inner, name, JS_UNDEFINED, JS_PROP_WRITABLE | JS_PROP_ENUMERABLE | configurable) < 0)
        return -1;
    if (found && !(flags & JS_PROP_CONFIGURABLE))
        return global_set(ctx, ctx->global_obj, name, function, ctx->global_obj, JS_PROP_THROW) < 0 ? -1 : 0;
    return global_define(ctx, ctx->global_obj, name, function, JS_UNDEFINED, JS_UNDEFINED,
                         JS_PROP_C_W_E | JS_PROP_HAS_VALUE | JS_PROP_HAS_WRITABLE | JS_PROP_HAS_ENUMERABLE |
                         JS_PROP_HAS_CONFIGURABLE | JS_PROP_THROW) < 0 ? -1 : 0;
}

static JSValue llrt_throw_no_eval(JSContext *ctx)
{
    JSValue error = JS_NewError(ctx), message;

    if (JS_IsException(error))
        return error;
    if (JS_SetPrototype(ctx, error, ctx->native_error_proto[JS_EVAL_ERROR]) < 0) {
        JS_FreeValue(ctx, error);
        return JS_EXCEPTION;
    }
    message = JS_NewString(ctx, "Code generation from strings disallowed for this context");
    JS_DefinePropertyValue(ctx, error, JS_ATOM_message, message, JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE);
    return JS_Throw(ctx, error);
}
