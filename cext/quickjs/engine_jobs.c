/* The drain: microtasks, process.nextTick and rejections in Node's order; the async context value. Included by engine.c.
 * The order is Node's InternalCallbackScope::Close: with a tick scheduled processTicks goes first (it runs the microtasks
 * between its ticks itself), otherwise microtasks, then what they scheduled; rejections are looked at when all is quiet. */

int llrt_run_microtasks(JSContext *ctx)
{
    JSRuntime *rt = ctx->rt;
    JSContext *job_ctx;
    int ret;

    do {
        if (llrt_is_terminating(ctx))
            return -1;    /* before a job is taken off the queue */
        ret = JS_ExecutePendingJob(rt, &job_ctx);
    } while (ret > 0);
    return ret;
}

/* flags[0] of setTickHook, an Int32Array. */
static bool tick_is_scheduled(JSContext *ctx)
{
    JSValueConst flags = ctx->llrt->tick_flags;
    llrt_bytes bytes;

    if (!JS_IsObject(flags) || !llrt_bytes_view(ctx, flags, &bytes) || bytes.length < sizeof(int32_t))
        return false;
    return *(int32_t *)bytes.data != 0;
}

static int call_hook(JSContext *ctx, JSValueConst hook)
{
    JSValue function = js_dup(hook), ret;

    ret = JS_Call(ctx, function, JS_UNDEFINED, 0, NULL);
    JS_FreeValue(ctx, function);
    JS_FreeValue(ctx, ret);
    return JS_IsException(ret) ? -1 : 0;
}

int llrt_has_work(JSContext *ctx)
{
    return !list_empty(&ctx->rt->job_list) || tick_is_scheduled(ctx) || ctx->llrt->rejections_pending;
}

int llrt_drain(JSContext *ctx)
{
    LLRTContext *state = ctx->llrt;

    state->drained = true;
    llrt_leave_async(ctx, JS_UNDEFINED);    /* what the last callback left with enterWith */
    for (;;) {
        if (llrt_is_terminating(ctx))
            return -1;
        if (tick_is_scheduled(ctx) && !JS_IsUndefined(state->process_ticks)) {
            if (call_hook(ctx, state->process_ticks))
                return -1;
        } else if (!list_empty(&ctx->rt->job_list)) {
            if (llrt_run_microtasks(ctx) < 0)
                return -1;
        } else if (state->rejections_pending) {
            state->rejections_pending = false;
            if (!JS_IsUndefined(state->process_rejections) && call_hook(ctx, state->process_rejections)) {
                state->rejections_pending = true; /* what it threw was one rejection; the next drain looks at the rest */
                return -1;
            }
        } else {
            return 0;
        }
    }
}

/* The engine tells of a promise rejected without a handler, and of a handler that came later. */
static void track_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason, bool is_handled, void *opaque)
{
    LLRTContext *state = ctx->llrt ? ctx->llrt->env : NULL;
    JSValue kind_promise_reason[3] = { js_int32(is_handled), unsafe_unconst(promise), unsafe_unconst(reason) };
    JSValue function, ret, saved;

    if (!state)
        return;
    state->rejections_pending = true;
    if (JS_IsUndefined(state->on_reject)) {
        if (state->hooks.rejection_hook)
            state->hooks.rejection_hook(ctx, is_handled, promise, reason);
        return;
    }
    saved = ctx->rt->current_exception;
    ctx->rt->current_exception = JS_UNINITIALIZED;
    function = js_dup(state->on_reject);
    ret = JS_Call(ctx, function, JS_UNDEFINED, 3, vc(kind_promise_reason));
    JS_FreeValue(ctx, function);
    JS_FreeValue(ctx, ret);
    JS_FreeValue(ctx, ctx->rt->current_exception);
    ctx->rt->current_exception = saved;
}

/* ---- Async context --------------------------------------------------------------------------------------------------------- */

/* While a promise hook listens a reaction carries [async context, promise, is it the one an await throws away]. An async
 * context is never an array itself. */
enum { HOOKED_CONTEXT, HOOKED_PROMISE, HOOKED_AWAIT, HOOKED_COUNT };

JSValue llrt_async_context_get(JSContext *ctx)
{
    return js_dup(ctx->llrt->env->async_context);
}

void llrt_async_context_set(JSContext *ctx, JSValue value)
{
    set_value(ctx, &ctx->llrt->env->async_context, value);
}

/* The hook is called with what it is told of; its errors are its own business. */
static void call_promise_hook(JSContext *ctx, JSPromiseHookType type, JSValueConst promise, JSValueConst parent, void *opaque)
{
    JSValue function, ret, saved = ctx->rt->current_exception;
    JSValueConst args[3] = { js_int32(type), promise, parent };
    JSValueLink *outer = ctx->rt->parent_promise;

    if (!ctx->llrt || JS_IsUndefined(ctx->llrt->env->promise_hook) || ctx->llrt->env->loading)
        return;
    ctx->rt->current_exception = JS_UNINITIALIZED;
    ctx->rt->parent_promise = NULL;
    function = js_dup(ctx->llrt->env->promise_hook);
    ret = JS_Call(ctx, function, JS_UNDEFINED, 3, args);
    JS_FreeValue(ctx, function);
    JS_FreeValue(ctx, ret);
    JS_FreeValue(ctx, ctx->rt->current_exception);
    ctx->rt->current_exception = saved;
    ctx->rt->parent_promise = outer;
}

/* The promise that a capability's resolve settles: a function of the engine, or the promise itself; undefined for any other. */
static JSValueConst promise_of_function(JSValueConst function)
{
    JSObject *p;

    if (!JS_IsObject(function))
        return JS_UNDEFINED;
    p = JS_VALUE_GET_OBJ(function);
    if (p->class_id == JS_CLASS_PROMISE)
        return function;
    if ((p->class_id != JS_CLASS_PROMISE_RESOLVE_FUNCTION && p->class_id != JS_CLASS_PROMISE_REJECT_FUNCTION) ||
        !p->u.promise_function_data)
        return JS_UNDEFINED;
    return p->u.promise_function_data->promise;
}

/* A promise made as the child of another. */
static JSValue child_promise(JSContext *ctx, JSValueConst parent)
{
    JSValueLink link = { ctx->rt->parent_promise, parent };
    JSValue promise;

    ctx->rt->parent_promise = &link;
    promise = llrt_new_promise(ctx);
    ctx->rt->parent_promise = link.next;
    return promise;
}

static JSValue llrt_hooked_reaction(JSContext *ctx, JSValueConst promise, JSValueConst resolve)
{
    JSValueConst settled = promise_of_function(resolve);
    JSValue made = JS_UNDEFINED, pair;
    JSValueConst items[HOOKED_COUNT];

    if (JS_IsUndefined(resolve)) {
        made = child_promise(ctx, promise);
        settled = made;
    }
    items[HOOKED_CONTEXT] = ctx->llrt->env->async_context;
    items[HOOKED_PROMISE] = settled;
    items[HOOKED_AWAIT] = js_bool(JS_IsUndefined(resolve));
    pair = JS_IsException(made) ? JS_EXCEPTION : js_create_array(ctx, HOOKED_COUNT, items);
    JS_FreeValue(ctx, made);
    if (!JS_IsException(pair))
        return pair;
    JS_FreeValue(ctx, JS_GetException(ctx));
    return llrt_current_async(ctx);
}

/* What `await value` waits on: js_promise_resolve, as a child of the promise that `outer` settles. */
static JSValue llrt_await(JSContext *ctx, JSValueConst outer, JSValueConst value)
{
    JSValueConst parent = promise_of_function(outer);
    JSValueLink link = { ctx->rt->parent_promise, parent };
    JSValue promise;

    if (likely(!ctx->rt->promise_hook) || JS_IsUndefined(parent))
        return js_promise_resolve(ctx, ctx->promise_ctor, 1, &value, 0);
    ctx->rt->parent_promise = &link;
    promise = js_promise_resolve(ctx, ctx->promise_ctor, 1, &value, 0);
    ctx->rt->parent_promise = link.next;
    return promise;
}

/* An error is reported in the context it was thrown in: it stays then, and the next entrance of the loop clears it. */
static void leave_job(JSContext *ctx, JSValue outer, JSValueConst result)
{
    if (unlikely(JS_IsException(result)))
        JS_FreeValue(ctx, outer);
    else
        llrt_leave_async(ctx, outer);
}

static JSValue run_hooked_job(JSContext *ctx, JSJobFunc *job, JSValue hooked, int argc, JSValueConst *argv)
{
    JSValueConst *items = JS_VALUE_GET_OBJ(hooked)->u.array.u.values;
    JSValue outer = llrt_enter_async(ctx, js_dup(items[HOOKED_CONTEXT])), res;
    JSValueConst promise = items[HOOKED_PROMISE];
    bool has_promise = JS_IsObject(promise), is_await = JS_ToBool(ctx, items[HOOKED_AWAIT]);

    if (has_promise)
        call_promise_hook(ctx, JS_PROMISE_HOOK_BEFORE, promise, JS_UNDEFINED, NULL);
    res = job(ctx, argc, argv);
    if (has_promise && is_await)
        call_promise_hook(ctx, JS_PROMISE_HOOK_RESOLVE, promise, JS_UNDEFINED, NULL);
    if (has_promise)
        call_promise_hook(ctx, JS_PROMISE_HOOK_AFTER, promise, JS_UNDEFINED, NULL);
    leave_job(ctx, outer, res);
    JS_FreeValue(ctx, hooked);
    return res;
}

/* The promise of a reaction that was made before the hook was set: the one it settles, or of the function that awaits. */
static JSValueConst promise_of_job(JSContext *ctx, JSJobFunc *job, JSValueConst *argv)
{
    JSValueConst handler;

    if (job != promise_reaction_job)
        return JS_UNDEFINED;
    handler = argv[REACTION_HANDLER];
    if (JS_VALUE_GET_TAG(handler) == JS_TAG_FUNCTION_BYTECODE)
        return promise_of_function(((JSAsyncFunctionData *)JS_VALUE_GET_PTR(handler))->resolving_funcs[0]);
    return promise_of_function(argv[REACTION_RESOLVE]);
}

static JSValue run_late_hooked_job(JSContext *ctx, JSJobFunc *job, int argc, JSValueConst *argv)
{
    JSValue promise = js_dup(promise_of_job(ctx, job, argv)), res;

    if (JS_IsObject(promise))
        call_promise_hook(ctx, JS_PROMISE_HOOK_BEFORE, promise, JS_UNDEFINED, NULL);
    res = job(ctx, argc, argv);
    if (JS_IsObject(promise))
        call_promise_hook(ctx, JS_PROMISE_HOOK_AFTER, promise, JS_UNDEFINED, NULL);
    JS_FreeValue(ctx, promise);
    return res;
}

/* A hook that is set while a reaction runs is told of its end. */
static JSValue run_plain_job(JSContext *ctx, JSJobFunc *job, int argc, JSValueConst *argv)
{
    JSValue res = job(ctx, argc, argv);
    JSValueConst promise;

    if (unlikely(ctx->llrt && !JS_IsUndefined(ctx->llrt->env->promise_hook))) {
        promise = promise_of_job(ctx, job, argv);
        if (JS_IsObject(promise))
            call_promise_hook(ctx, JS_PROMISE_HOOK_AFTER, promise, JS_UNDEFINED, NULL);
    }
    return res;
}

/* Runs a job in its async context, which is taken. */
static JSValue llrt_run_job(JSContext *ctx, JSJobFunc *job, JSValue async, int argc, JSValueConst *argv)
{
    JSValue outer, res;

    if (unlikely(JS_IsObject(async)) && JS_VALUE_GET_OBJ(async)->class_id == JS_CLASS_ARRAY)
        return run_hooked_job(ctx, job, async, argc, argv);
    outer = llrt_enter_async(ctx, async);
    if (unlikely(ctx->llrt && !JS_IsUndefined(ctx->llrt->env->promise_hook)))
        res = run_late_hooked_job(ctx, job, argc, argv);
    else
        res = run_plain_job(ctx, job, argc, argv);
    leave_job(ctx, outer, res);
    return res;
}
