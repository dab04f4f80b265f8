/* Evaluating modules, import() and import.meta: the second half of engine_modules.c. The engine's own functions run one
 * module at a time, the order is engine_walk.c's. Included by engine.c. */

/* ---- Evaluation ----------------------------------------------------------------------------------------------------------- */

static JSValue settle_evaluation(JSContext *ctx, JSModuleDef *m, int failed)
{
    JSValueConst value = failed ? m->eval_exception : JS_UNDEFINED;
    JSValue ret;

    if (m->status == JS_MODULE_STATUS_EVALUATING_ASYNC)
        return js_dup(m->promise);    /* settled by the engine when what it awaits is */
    ret = JS_Call(ctx, m->resolving_funcs[failed ? 1 : 0], JS_UNDEFINED, 1, &value);
    if (JS_IsException(ret))
        return ret;
    JS_FreeValue(ctx, ret);
    return js_dup(m->promise);
}

JSValue llrt_module_evaluate(JSContext *ctx, JSModuleDef *m)
{
    JSValue promise;
    int failed;

    if (llrt_module_link(ctx, m))
        return JS_EXCEPTION;
    if (m->status == JS_MODULE_STATUS_EVALUATING_ASYNC || m->status == JS_MODULE_STATUS_EVALUATED)
        m = m->cycle_root;
    if (!JS_IsUndefined(m->promise))
        return js_dup(m->promise);
    if (m->status == JS_MODULE_STATUS_EVALUATING)
        return JS_ThrowTypeError(ctx, "the module is being evaluated");
    promise = JS_NewPromiseCapability(ctx, m->resolving_funcs);
    if (JS_IsException(promise))
        return promise;
    m->promise = promise;
    if (m->status == JS_MODULE_STATUS_LINKED)
        failed = evaluate_linked(ctx, m) < 0;
    else
        failed = m->eval_has_exception;
    if (failed && JS_IsUncatchableError(m->eval_exception))
        return JS_Throw(ctx, js_dup(m->eval_exception));
    return settle_evaluation(ctx, m, failed);
}

static JSValue throw_async_module(JSContext *ctx)
{
    JSValue error = JS_NewPlainError(ctx, "require() cannot be used on an ESM graph with top-level await. Use import() instead. "
                                          "To see where the top-level await comes from, use --experimental-print-required-tla.");

    if (JS_IsException(error))
        return error;
    JS_DefinePropertyValueStr(ctx, error, "code", JS_NewString(ctx, "ERR_REQUIRE_ASYNC_MODULE"), JS_PROP_C_W_E);
    return JS_Throw(ctx, error);
}

JSValue llrt_module_evaluate_sync(JSContext *ctx, JSModuleDef *m)
{
    if (llrt_module_link(ctx, m))
        return JS_EXCEPTION;
    if (m->status == JS_MODULE_STATUS_LINKED) {
        int has_tla = llrt_module_graph_has_tla(ctx, m);
        if (has_tla < 0)
            return JS_EXCEPTION;
        if (has_tla)
            return throw_async_module(ctx);
        if (evaluate_linked(ctx, m) < 0)
            return JS_Throw(ctx, js_dup(m->eval_exception));
    }
    if (m->status == JS_MODULE_STATUS_EVALUATING_ASYNC)
        return throw_async_module(ctx);
    if (llrt_module_status(m) == LLRT_MODULE_ERRORED)
        return JS_Throw(ctx, llrt_module_error(ctx, m));
    return JS_GetModuleNamespace(ctx, m);
}

/* ---- import() and import.meta ---------------------------------------------------------------------------------------------- */

static JSAtom mapped_referrer(JSContext *ctx, JSAtom filename)
{
    for (LLRTReferrer *r = ctx->llrt ? ctx->llrt->env->referrers : NULL; r; r = r->next) {
        if (r->filename == filename)
            return JS_DupAtom(ctx, r->referrer);
    }
    return JS_DupAtom(ctx, filename);
}

/* import() in the file of `function` comes from `name` (a file's URL, where its stack frames show its path). */
static int name_referrer(JSContext *ctx, JSValueConst function, JSValueConst name)
{
    JSAtom filename = JS_VALUE_GET_OBJ(function)->u.func.function_bytecode->filename, atom = JS_ValueToAtom(ctx, name);
    LLRTReferrer *r;

    if (atom == JS_ATOM_NULL)
        return -1;
    for (r = ctx->llrt->referrers; r && r->filename != filename; r = r->next)
        ;
    if (r) {
        JS_FreeAtom(ctx, r->referrer);
        r->referrer = atom;
        return 0;
    }
    r = js_malloc(ctx, sizeof(*r));
    if (!r) {
        JS_FreeAtom(ctx, atom);
        return -1;
    }
    r->filename = JS_DupAtom(ctx, filename);
    r->referrer = atom;
    r->next = ctx->llrt->referrers;
    ctx->llrt->referrers = r;
    return 0;
}

/* What import() in the running code asks: the import callback of a vm script, or the file name of the innermost code that has a
 * file, null without one; eval and Function bodies belong to who called them. */
static JSValue llrt_referrer(JSContext *ctx)
{
    for (JSStackFrame *frame = ctx->rt->current_stack_frame; frame; frame = frame->prev_frame) {
        JSFunctionBytecode *b;
        JSAtom name;
        JSValue text;
        if (JS_VALUE_GET_TAG(frame->cur_func) != JS_TAG_OBJECT)
            continue;
        if (!js_class_has_bytecode(JS_VALUE_GET_OBJ(frame->cur_func)->class_id))
            continue;
        b = JS_VALUE_GET_OBJ(frame->cur_func)->u.func.function_bytecode;
        if (JS_IsObject(b->llrt_import))
            return js_dup(b->llrt_import);
        if (ctx->llrt && b->filename == ctx->llrt->eval_name)
            continue;
        name = mapped_referrer(ctx, b->filename);
        text = JS_AtomToValue(ctx, name);
        JS_FreeAtom(ctx, name);
        return text;
    }
    return JS_NULL;
}

int llrt_import_fail(JSContext *ctx, JSValueConst *resolve_reject)
{
    JSValue error = JS_GetException(ctx), ret;

    if (JS_IsUncatchableError(error)) {
        JS_Throw(ctx, error);
        return -1;
    }
    ret = JS_Call(ctx, resolve_reject[1], JS_UNDEFINED, 1, vc(&error));
    JS_FreeValue(ctx, error);
    JS_FreeValue(ctx, ret);
    return JS_IsException(ret) ? -1 : 0;
}

int llrt_import_settle(JSContext *ctx, JSModuleDef *m, JSValueConst *resolve_reject)
{
    JSValue promise = llrt_module_evaluate(ctx, m), then[2], ret = JS_EXCEPTION;
    JSValueConst data[3] = { resolve_reject[0], resolve_reject[1], JS_MKPTR(JS_TAG_MODULE, m) };

    if (JS_IsException(promise))
        return llrt_import_fail(ctx, resolve_reject);
    then[0] = JS_NewCFunctionData(ctx, js_load_module_fulfilled, 0, 0, 3, data);
    then[1] = JS_NewCFunctionData(ctx, js_load_module_rejected, 0, 0, 3, data);
    if (!JS_IsException(then[0]) && !JS_IsException(then[1]))
        ret = js_promise_then(ctx, promise, 2, vc(then));
    JS_FreeValues(ctx, promise, then[0], then[1], ret);
    return JS_IsException(ret) ? -1 : 0;
}

/* A vm script's own: its answer, a namespace or a promise of one, settles import()'s promise. */
static int import_by_callback(JSContext *ctx, JSValueConst *argv)
{
    JSValue answer = JS_Call(ctx, argv[2], JS_UNDEFINED, 2, argv + 3), ret;

    if (JS_IsException(answer))
        return llrt_import_fail(ctx, argv);
    ret = JS_Call(ctx, argv[0], JS_UNDEFINED, 1, vc(&answer));
    JS_FreeValue(ctx, answer);
    JS_FreeValue(ctx, ret);
    return JS_IsException(ret) ? -1 : 0;
}

/* argv: resolve, reject, base name, specifier, attributes. */
static JSValue llrt_dynamic_import_job(JSContext *ctx, int argc, JSValueConst *argv)
{
    int ret;

    if (ctx->llrt && ctx->llrt->main)
        ctx = ctx->llrt->main;      /* modules belong to the Environment's own realm */
    if (JS_IsFunction(ctx, argv[2])) {
        ret = import_by_callback(ctx, argv);
    } else if (!ctx->llrt || !ctx->llrt->hooks.import_hook) {
        JS_ThrowTypeError(ctx, "import() is not available: no loader was given for this context");
        ret = llrt_import_fail(ctx, argv);
    } else {
        ret = ctx->llrt->hooks.import_hook(ctx, argv[2], argv[3], argv[4], argv);
        if (ret < 0)
            ret = llrt_import_fail(ctx, argv);
    }
    return ret < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

/* Does the constant pool of `b`, or of a function in it, hold `wanted`? As deep as functions nest. */
static bool bytecode_contains(JSFunctionBytecode *b, JSFunctionBytecode *wanted)
{
    if (b == wanted)
        return true;
    for (int i = 0; i < b->cpool_count; i++) {
        if (JS_VALUE_GET_TAG(b->cpool[i]) == JS_TAG_FUNCTION_BYTECODE &&
            bytecode_contains(JS_VALUE_GET_PTR(b->cpool[i]), wanted))
            return true;
    }
    return false;
}

static JSFunctionBytecode *module_bytecode(JSModuleDef *m)
{
    if (JS_VALUE_GET_TAG(m->func_obj) == JS_TAG_FUNCTION_BYTECODE)
        return JS_VALUE_GET_PTR(m->func_obj);
    if (JS_VALUE_GET_TAG(m->func_obj) == JS_TAG_OBJECT)
        return JS_VALUE_GET_OBJ(m->func_obj)->u.func.function_bytecode;
    return NULL;
}

static JSModuleDef *module_of_bytecode(JSContext *ctx, JSFunctionBytecode *b)
{
    struct list_head *el;

    if (b->llrt_module)
        return b->llrt_module;
    list_for_each(el, &ctx->loaded_modules) {
        JSModuleDef *m = list_entry(el, JSModuleDef, link);
        JSFunctionBytecode *top = module_bytecode(m);
        if (top && top->filename == b->filename && bytecode_contains(top, b))
            return b->llrt_module = m;
    }
    return NULL;
}

static JSValue llrt_import_meta(JSContext *ctx)
{
    JSStackFrame *frame = ctx->rt->current_stack_frame;
    JSObject *function = JS_VALUE_GET_OBJ(frame->cur_func);
    JSModuleDef *m = module_of_bytecode(ctx, function->u.func.function_bytecode);
    JSValue meta;

    if (!m)
        return JS_ThrowTypeError(ctx, "import.meta not supported in this context");
    if (!JS_IsUndefined(m->meta_obj))
        return js_dup(m->meta_obj);
    meta = JS_GetImportMeta(ctx, m);
    if (JS_IsException(meta) || !ctx->llrt->hooks.meta_hook)
        return meta;
    if (ctx->llrt->hooks.meta_hook(ctx, m, meta) < 0) {
        set_value(ctx, &m->meta_obj, JS_UNDEFINED);
        JS_FreeValue(ctx, meta);
        return JS_EXCEPTION;
    }
    return meta;
}
