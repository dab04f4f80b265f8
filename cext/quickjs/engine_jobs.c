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
    LLRTContext *state = ctx->llrt;
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

JSValue llrt_async_context_get(JSContext *ctx)
{
    return js_dup(ctx->llrt->async_context);
}

void llrt_async_context_set(JSContext *ctx, JSValue value)
{
    set_value(ctx, &ctx->llrt->async_context, value);
}
