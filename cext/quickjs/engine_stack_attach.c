/* Stacks in V8's form, second part: how an error carries the frames that engine_stack.c captured, Error.captureStackTrace,
 * and the place of the last throw. Included by engine.c. */

/* ---- Attaching ------------------------------------------------------------------------------------------------------------------- */

/* Error.stackTraceLimit as V8 reads it: an own data property holding a number, else no stack at all (-1). */
static int stack_trace_limit(JSContext *ctx)
{
    JSValue limit = JS_IsObject(ctx->error_ctor) ? own_data(ctx->error_ctor, ctx->llrt->limit_name) : js_int32(10);
    double d = -1;

    if (JS_IsNumber(limit))
        JS_ToFloat64(ctx, &d, limit);
    else
        JS_FreeValue(ctx, limit);
    if (JS_IsNumber(limit) && !(d >= 0))
        return 0;
    return d < 0 ? -1 : d > STACK_TRACE_MAX ? STACK_TRACE_MAX : (int)d;
}

static JSObject *trace_of_property(JSProperty *pr)
{
    return (JSObject *)((uintptr_t)pr->u.init.opaque & ~(uintptr_t)3);
}

/* The trace of an error, also after its stack was read or replaced; undefined if there is none. */
static JSValue kept_trace(JSValueConst error)
{
    if (JS_GetClassID(error) != JS_CLASS_ERROR)
        return JS_UNDEFINED;
    return js_dup(JS_VALUE_GET_OBJ(error)->u.object_data);
}

/* Called by edits: a lazily made `stack` owns its trace. */
static void llrt_init_free(JSRuntime *rt, JSProperty *pr)
{
    if (js_autoinit_get_id(pr) == JS_AUTOINIT_ID_PROP && (uintptr_t)pr->u.init.opaque & LLRT_INIT_STACK)
        JS_FreeValueRT(rt, JS_MKPTR(JS_TAG_OBJECT, trace_of_property(pr)));
}

static void llrt_init_mark(JSRuntime *rt, JSProperty *pr, JS_MarkFunc *mark_func)
{
    if (js_autoinit_get_id(pr) == JS_AUTOINIT_ID_PROP && (uintptr_t)pr->u.init.opaque & LLRT_INIT_STACK)
        mark_func(rt, &trace_of_property(pr)->header);
}

/* `stack` is touched for the first time. It is undefined while its text is made, so that this cannot recur. */
static int init_stack_property(JSContext *ctx, JSObject *p, JSAtom name, JSProperty *pr, JSShapeProperty *prs)
{
    JSContext *realm = JS_DupContext(js_autoinit_get_realm(pr));
    JSValue trace = js_dup(JS_MKPTR(JS_TAG_OBJECT, trace_of_property(pr))), text;
    JSValue holder = js_dup(JS_MKPTR(JS_TAG_OBJECT, p));

    js_autoinit_free(ctx->rt, pr);
    prs->flags &= ~JS_PROP_TMASK;
    pr->u.value = JS_UNDEFINED;
    text = format_stack(realm, holder, trace);
    if (!JS_IsException(text)) {
        prs = find_own_property(&pr, p, name);
        if (prs && (prs->flags & JS_PROP_TMASK) == JS_PROP_NORMAL && JS_IsUndefined(pr->u.value))
            pr->u.value = js_dup(text);
    }
    JS_FreeValues(ctx, text, trace, holder);
    JS_FreeContext(realm);
    return JS_IsException(text) ? -1 : 0;
}

/* Defines `stack` on any object, to be made when it is read. `trace` is owned. */
static int attach_trace(JSContext *ctx, JSValueConst object, JSValue trace)
{
    int flags = JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE;

    if (!JS_IsObject(trace))
        return JS_DefinePropertyValue(ctx, object, JS_ATOM_stack, JS_UNDEFINED, flags);
    if (JS_VALUE_GET_OBJ(object)->is_exotic) {
        JSValue text = format_stack(ctx, object, trace);
        JS_FreeValue(ctx, trace);
        return JS_IsException(text) ? -1 : JS_DefinePropertyValue(ctx, object, JS_ATOM_stack, text, flags | JS_PROP_THROW);
    }
    if (JS_GetClassID(object) == JS_CLASS_ERROR)
        set_value(ctx, &JS_VALUE_GET_OBJ(object)->u.object_data, js_dup(trace));
    if (JS_DefineAutoInitProperty(ctx, object, JS_ATOM_stack, JS_AUTOINIT_ID_PROP,
                                  (void *)((uintptr_t)JS_VALUE_GET_PTR(trace) | LLRT_INIT_STACK), flags) < 0) {
        JS_FreeValue(ctx, trace);
        return -1;
    }
    return 0;
}

static void forget_trace(JSContext *ctx, JSValueConst error)
{
    if (JS_DeleteProperty(ctx, error, JS_ATOM_stack, 0) == true)
        set_value(ctx, &JS_VALUE_GET_OBJ(error)->u.object_data, JS_UNDEFINED);
}

/* In place of the engine's build_backtrace: for an error that has no stack yet. `above`: undefined or the function (an
 * error's constructor) below whose frame the stack starts. Keeps a pending exception. */
static void llrt_record_stack(JSContext *ctx, JSValueConst error, JSValueConst above, const char *filename, int line, int column, int flags)
{
    JSRuntime *rt = ctx->rt;
    JSValue saved = rt->current_exception, keep, trace = JS_UNDEFINED;
    int limit;

    if (filename && JS_GetClassID(error) == JS_CLASS_ERROR && !JS_IsUndefined(JS_VALUE_GET_OBJ(error)->u.object_data))
        forget_trace(ctx, error);    /* the parser knows better than whoever made the error (of a regexp literal) */
    if (!can_store_error_stack(error) && !can_add_backtrace(error))
        return;
    if (rt->in_build_stack_trace || !JS_VALUE_GET_OBJ(error)->extensible)
        return;
    rt->in_build_stack_trace = true;
    keep = js_dup(error);
    rt->current_exception = JS_UNINITIALIZED;
    limit = stack_trace_limit(ctx);
    if (limit >= 0 && !rt->in_out_of_memory)
        trace = capture_trace(ctx, limit, flags & JS_BACKTRACE_FLAG_SKIP_FIRST_LEVEL ? 1 : 0, above, filename, line, column);
    if (limit < 0 || JS_IsObject(trace))
        attach_trace(ctx, keep, trace);
    JS_FreeValue(ctx, rt->current_exception);
    rt->current_exception = saved;
    JS_FreeValue(ctx, keep);
    rt->in_build_stack_trace = false;
}

/* Error.captureStackTrace(object, above) */
static JSValue error_capture_stack_trace(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    JSValue trace = JS_UNDEFINED;
    int limit = stack_trace_limit(ctx);
    JSValueConst above = JS_IsFunction(ctx, argv[1]) ? argv[1] : JS_UNDEFINED;

    if (!JS_IsObject(argv[0]))
        return JS_ThrowTypeError(ctx, "Invalid argument");
    if (!JS_VALUE_GET_OBJ(argv[0])->is_exotic && !JS_VALUE_GET_OBJ(argv[0])->extensible)
        return JS_ThrowTypeError(ctx, "Cannot define property stack, object is not extensible");
    if (JS_DeleteProperty(ctx, argv[0], JS_ATOM_stack, JS_PROP_THROW) < 0)
        return JS_EXCEPTION;
    if (limit >= 0)
        trace = capture_trace(ctx, limit, 1, above, NULL, 0, 0);
    return attach_trace(ctx, argv[0], trace) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

/* ---- The place of the last throw --------------------------------------------------------------------------------------------------- */

/* Called by the interpreter when an exception passes a frame: the first frame is the place. */
static void llrt_note_throw(JSContext *ctx, JSStackFrame *sf)
{
    JSValue exception = ctx->rt->current_exception;
    LLRTContext *state = ctx->llrt ? ctx->llrt->env : NULL;
    JSFunctionBytecode *b = function_bytecode(sf->cur_func);
    uintptr_t identity = JS_VALUE_HAS_REF_COUNT(exception) ? (uintptr_t)JS_VALUE_GET_PTR(exception) : 1;

    if (ctx->llrt && ctx->llrt->main)
        ctx = ctx->llrt->main;
    if (!JS_IsUndefined(ctx->error_back_trace) && (!state || state->thrown_identity == identity))
        return;
    set_value(ctx, &ctx->error_back_trace, JS_NULL);
    if (!state || !b)
        return;
    state->thrown_identity = identity;
    set_value(ctx, &state->thrown_in, js_dup(sf->cur_func));
    state->thrown_pc = (int)(sf->cur_pc - b->byte_code_buf) - 1;
}

/* ---- Set-up ------------------------------------------------------------------------------------------------------------------------- */

static int add_stack_class(JSRuntime *rt, JSClassID *id, const JSClassDef *definition)
{
    if (*id)
        return 0;
    JS_NewClassID(rt, id);
    return JS_NewClass(rt, *id, definition);
}

static JSValue default_prepare(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv);

static int llrt_init_stack(JSContext *ctx)
{
    LLRTRuntime *state = ctx->rt->llrt;
    JSValueConst error = ctx->error_ctor;
    JSValue symbol = JS_NewSymbol(ctx, "llrt.isNodeError", true);
    JSAtom prepare;

    ctx->llrt->node_error_name = JS_IsException(symbol) ? JS_ATOM_NULL : JS_ValueToAtom(ctx, symbol);
    JS_FreeValue(ctx, symbol);
    if (ctx->llrt->node_error_name == JS_ATOM_NULL)
        return -1;

    ctx->llrt->limit_name = JS_NewAtom(ctx, "stackTraceLimit");
    prepare = ctx->llrt->prepare_name = JS_NewAtom(ctx, "prepareStackTrace");
    ctx->llrt->anonymous_name = JS_NewAtom(ctx, "anonymous");
    if (ctx->llrt->anonymous_name == JS_ATOM_NULL || prepare == JS_ATOM_NULL || ctx->llrt->limit_name == JS_ATOM_NULL)
        return -1;
    if (add_stack_class(ctx->rt, &state->trace_class_id, &trace_class) ||
        add_stack_class(ctx->rt, &state->call_site_class_id, &call_site_class) || add_call_site_prototype(ctx))
        return -1;
    JS_DeleteProperty(ctx, ctx->class_proto[JS_CLASS_ERROR], JS_ATOM_stack, 0);
    JS_DeleteProperty(ctx, error, prepare, 0);
    if (!ctx->llrt->main &&
        JS_DefinePropertyValue(ctx, error, prepare, JS_NewCFunction(ctx, default_prepare, "ErrorPrepareStackTrace", 2),
                               JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE) < 0)
        return -1;
    JS_DeleteProperty(ctx, error, ctx->llrt->limit_name, 0);
    if (JS_DefinePropertyValue(ctx, error, ctx->llrt->limit_name, js_int32(10), JS_PROP_C_W_E) < 0)
        return -1;
    return JS_DefinePropertyValueStr(ctx, error, "captureStackTrace",
                                     JS_NewCFunction(ctx, error_capture_stack_trace, "captureStackTrace", 2),
                                     JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE) < 0 ? -1 : 0;
}
