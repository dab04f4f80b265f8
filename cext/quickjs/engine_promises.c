/* Promises without resolving functions. A capability that only the engine sees (of then(), of an async function) is the promise itself
 * in the place of its resolve function, and what waits is the coroutine itself in the place of two functions that resume it: no
 * function is made that no program can ever call. And a reaction is the job that it will be: it waits in the promise's list,
 * then in the queue, and nothing is copied. The order of jobs is the standard's (ECMA-262 27.2), except that none can be
 * lost for want of memory. Included by engine.c.
 *
 * What stands for what, in a reaction (a JSJobEntry) and in JSAsyncFunctionData.resolving_funcs:
 *   resolve    a promise: it is resolved or rejected with the result; reject is undefined then
 *   handler    a pointer to JSAsyncFunctionData with JS_TAG_FUNCTION_BYTECODE: it goes on; an AsyncGenerator: the same; a promise: it is
 *              resolved or rejected with the value (the `then` of a native promise, called by NewPromiseResolveThenableJob) */

enum { REACTION_RESOLVE, REACTION_REJECT, REACTION_HANDLER, REACTION_REJECTED, REACTION_VALUE, REACTION_COUNT };

static JSValue llrt_new_promise(JSContext *ctx)
{
    return js_promise_new(ctx, JS_UNDEFINED, NULL);
}

/* What the resolve function of a promise does when it is called for the first time (27.2.1.3.2). */
static void llrt_resolve_promise(JSContext *ctx, JSValueConst promise, JSValueConst resolution)
{
    JSValueConst args[3];
    JSValue then, error;

    if (!JS_IsObject(resolution)) {
        fulfill_or_reject_promise(ctx, promise, resolution, false);
        return;
    }
    if (JS_VALUE_GET_PTR(resolution) == JS_VALUE_GET_PTR(promise))
        then = JS_ThrowTypeError(ctx, "promise self resolution");
    else
        then = JS_GetProperty(ctx, resolution, JS_ATOM_then);
    if (JS_IsException(then)) {
        error = JS_GetException(ctx);
        fulfill_or_reject_promise(ctx, promise, error, true);
        JS_FreeValue(ctx, error);
    } else if (JS_IsFunction(ctx, then)) {
        args[0] = promise;
        args[1] = resolution;
        args[2] = then;
        JS_EnqueueJob(llrt_job_context(ctx, then), js_promise_resolve_thenable_job, 3, args);
    } else {
        fulfill_or_reject_promise(ctx, promise, resolution, false);
    }
    JS_FreeValue(ctx, then);
}

static void llrt_settle_promise(JSContext *ctx, JSValueConst promise, JSValueConst value, bool is_reject)
{
    if (is_reject)
        fulfill_or_reject_promise(ctx, promise, value, true);
    else
        llrt_resolve_promise(ctx, promise, value);
}

/* The capability of a constructor, for the engine's own use. */
static JSValue llrt_new_capability(JSContext *ctx, JSValue *capability, JSValueConst ctor)
{
    JSValue promise;

    if (!JS_IsUndefined(ctor) && !js_same_value(ctx, ctor, ctx->promise_ctor))
        return js_new_promise_capability(ctx, capability, ctor);
    promise = llrt_new_promise(ctx);
    capability[0] = JS_IsException(promise) ? JS_UNDEFINED : js_dup(promise);
    capability[1] = JS_UNDEFINED;
    return promise;
}

/* A promise of this realm whose constructor is seen without running JS: the realm's Promise, with its own Symbol.species. */
static bool llrt_is_plain_promise(JSContext *ctx, JSValueConst value)
{
    JSShapeProperty *prs;
    JSProperty *pr;
    JSObject *p, *proto;

    if (!JS_IsPromise(value))
        return false;
    p = JS_VALUE_GET_OBJ(value);
    proto = JS_VALUE_GET_OBJ(ctx->class_proto[JS_CLASS_PROMISE]);
    if (p->shape->proto != proto || p->shape->prop_count)
        return false;
    prs = find_own_property(&pr, proto, JS_ATOM_constructor);
    if (!prs || (prs->flags & JS_PROP_TMASK) || !JS_IsObject(pr->u.value) ||
        JS_VALUE_GET_PTR(pr->u.value) != JS_VALUE_GET_PTR(ctx->promise_ctor))
        return false;
    prs = find_own_property(&pr, JS_VALUE_GET_OBJ(ctx->promise_ctor), JS_ATOM_Symbol_species);
    if (!prs || (prs->flags & JS_PROP_TMASK) != JS_PROP_GETSET || !pr->u.getset.getter)
        return false;
    p = pr->u.getset.getter;
    return p->class_id == JS_CLASS_C_FUNCTION && p->u.cfunc.c_function.getter == js_get_this;
}

/* ---- Reactions --------------------------------------------------------------------------------------------------------------- */

static void llrt_free_reaction_value(JSRuntime *rt, JSValue value)
{
    if (JS_VALUE_GET_TAG(value) == JS_TAG_FUNCTION_BYTECODE)
        js_async_function_free(rt, JS_VALUE_GET_PTR(value));    /* also while cycles are freed */
    else
        JS_FreeValueRT(rt, value);
}

static void llrt_free_reactions(JSRuntime *rt, struct list_head *reactions)
{
    struct list_head *el, *next;

    list_for_each_safe(el, next, reactions) {
        JSJobEntry *reaction = list_entry(el, JSJobEntry, link);
        JS_FreeValueRT(rt, reaction->llrt_async);
        for (int i = 0; i < REACTION_COUNT; i++)
            llrt_free_reaction_value(rt, reaction->argv[i]);
        js_free_rt(rt, reaction);
    }
}

static void llrt_mark_reactions(JSRuntime *rt, struct list_head *reactions, JS_MarkFunc *mark_func)
{
    struct list_head *el;

    list_for_each(el, reactions) {
        JSJobEntry *reaction = list_entry(el, JSJobEntry, link);
        JS_MarkValue(rt, reaction->llrt_async, mark_func);
        for (int i = 0; i < REACTION_COUNT; i++)
            JS_MarkValue(rt, reaction->argv[i], mark_func);
    }
}

static JSJobEntry *llrt_new_reaction(JSContext *ctx, JSValueConst promise, const JSValueConst *handlers, const JSValueConst *capability)
{
    JSJobEntry *reaction = js_malloc(ctx, sizeof(*reaction) + REACTION_COUNT * sizeof(JSValue));

    if (!reaction)
        return NULL;
    reaction->job_func = promise_reaction_job;
    reaction->argc = REACTION_COUNT;
    reaction->argv[REACTION_RESOLVE] = js_dup(capability[0]);
    reaction->argv[REACTION_REJECT] = js_dup(capability[1]);
    reaction->argv[REACTION_HANDLER] = js_dup(handlers[0]);
    reaction->argv[REACTION_REJECTED] = js_dup(handlers[1]);
    reaction->argv[REACTION_VALUE] = JS_UNDEFINED;
    reaction->llrt_async = llrt_reaction_async(ctx, promise, capability[0]);
    return reaction;
}

/* A reaction becomes a job. */
static void llrt_queue_reaction(JSContext *ctx, JSJobEntry *reaction, JSValueConst value, bool is_reject)
{
    JSValue *argv = reaction->argv;

    if (is_reject) {
        llrt_free_reaction_value(ctx->rt, argv[REACTION_HANDLER]);
        argv[REACTION_HANDLER] = argv[REACTION_REJECTED];
    } else {
        llrt_free_reaction_value(ctx->rt, argv[REACTION_REJECTED]);
    }
    argv[REACTION_REJECTED] = js_bool(is_reject);
    argv[REACTION_VALUE] = js_dup(value);
    ctx = llrt_job_context(ctx, argv[REACTION_HANDLER]);
    reaction->ctx = ctx;
    list_add_tail(&reaction->link, llrt_job_list(ctx));
    if (llrt_job_keeps(ctx))
        JS_DupContext(ctx);
}

static void llrt_settle_reactions(JSContext *ctx, struct list_head *reactions, JSValueConst value, bool is_reject)
{
    while (!list_empty(reactions)) {
        JSJobEntry *reaction = list_entry(reactions->next, JSJobEntry, link);
        list_del(&reaction->link);
        llrt_queue_reaction(ctx, reaction, value, is_reject);
    }
}

/* PerformPromiseThen (27.2.5.4.1), with handlers as they are described above. */
static int llrt_react(JSContext *ctx, JSValueConst promise, const JSValueConst *handlers, const JSValueConst *capability)
{
    JSPromiseData *s = JS_VALUE_GET_OBJ(promise)->u.promise_data;
    JSJobEntry *reaction = llrt_new_reaction(ctx, promise, handlers, capability);

    if (!reaction)
        return -1;
    if (s->promise_state == JS_PROMISE_PENDING) {
        list_add_tail(&reaction->link, &s->llrt_reactions);
    } else {
        call_promise_rejection_tracker(ctx, promise, true);
        llrt_queue_reaction(ctx, reaction, s->promise_result, s->promise_state == JS_PROMISE_REJECTED);
    }
    s->is_handled = true;
    return 0;
}

static __exception int perform_promise_then(JSContext *ctx, JSValueConst promise, JSValueConst *resolve_reject,
                                            JSValueConst *capability)
{
    JSValueConst handlers[2];

    for (int i = 0; i < 2; i++)
        handlers[i] = JS_IsFunction(ctx, resolve_reject[i]) ? resolve_reject[i] : JS_UNDEFINED;
    return llrt_react(ctx, promise, handlers, capability);
}

/* ---- Coroutines ---------------------------------------------------------------------------------------------------------------- */

/* `handler` goes on when `value` is settled; -1: an exception, which is the coroutine's. */
static int llrt_wait_for(JSContext *ctx, JSValueConst handler, JSValueConst outer, JSValueConst value)
{
    JSValueConst handlers[2] = { handler, handler }, none[2] = { JS_UNDEFINED, JS_UNDEFINED };
    JSJobEntry *reaction;
    JSValue promise;
    int res;

    if (!JS_IsObject(value) && !ctx->rt->promise_hook) {    /* its promise would be fulfilled, and seen by nobody */
        reaction = llrt_new_reaction(ctx, JS_UNDEFINED, handlers, none);
        if (!reaction)
            return -1;
        llrt_queue_reaction(ctx, reaction, value, false);
        return 0;
    }
    promise = llrt_is_plain_promise(ctx, value) ? js_dup(value) : llrt_await(ctx, outer, value);
    if (JS_IsException(promise))
        return -1;
    res = llrt_react(ctx, promise, handlers, none);
    JS_FreeValue(ctx, promise);
    return res;
}

static int llrt_await_in_function(JSContext *ctx, JSAsyncFunctionData *s, JSValueConst value)
{
    return llrt_wait_for(ctx, JS_MKPTR(JS_TAG_FUNCTION_BYTECODE, s), s->resolving_funcs[0], value);
}

static int llrt_await_in_generator(JSContext *ctx, JSAsyncGeneratorData *s, JSValueConst value)
{
    JSValueConst outer = JS_UNDEFINED;

    if (!list_empty(&s->queue))
        outer = list_entry(s->queue.next, JSAsyncGeneratorRequest, link)->resolving_funcs[0];
    return llrt_wait_for(ctx, JS_MKPTR(JS_TAG_OBJECT, s->generator), outer, value);
}

static JSValue resume_function(JSContext *ctx, JSAsyncFunctionData *s, JSValueConst value, bool is_reject)
{
    s->func_state.throw_flag = is_reject;
    if (is_reject)
        JS_Throw(ctx, js_dup(value));
    else
        s->func_state.frame.cur_sp[-1] = js_dup(value);
    return js_async_function_resume(ctx, s) ? JS_UNDEFINED : JS_EXCEPTION;
}

/* Does what a handler that is no function says; false: it is one, or there is none. */
static bool llrt_run_handler(JSContext *ctx, JSValueConst handler, JSValueConst value, bool is_reject, JSValue *result)
{
    JSClassID class_id;

    if (JS_VALUE_GET_TAG(handler) == JS_TAG_FUNCTION_BYTECODE) {
        *result = js_poll_interrupts(ctx) ? JS_EXCEPTION : resume_function(ctx, JS_VALUE_GET_PTR(handler), value, is_reject);
        return true;
    }
    class_id = JS_GetClassID(handler);
    if (class_id == JS_CLASS_PROMISE) {
        llrt_settle_promise(ctx, handler, value, is_reject);
        *result = JS_UNDEFINED;
        return true;
    }
    if (class_id == JS_CLASS_ASYNC_GENERATOR) {
        *result = js_poll_interrupts(ctx) ? JS_EXCEPTION
                                          : js_async_generator_resolve_function(ctx, JS_UNDEFINED, 1, &value, is_reject, &handler);
        return true;
    }
    return false;
}

/* NewPromiseResolveThenableJob for a native promise: what its `then` would do with two functions; false: call it. */
static bool llrt_follow_native(JSContext *ctx, JSValueConst promise, JSValueConst thenable, JSValueConst then)
{
    JSValueConst handlers[2] = { promise, promise }, none[2] = { JS_UNDEFINED, JS_UNDEFINED };
    JSObject *p = JS_VALUE_GET_OBJ(then);

    if (ctx->rt->promise_hook || p->class_id != JS_CLASS_C_FUNCTION || p->u.cfunc.c_function.generic != js_promise_then ||
        p->u.cfunc.realm != ctx || !llrt_is_plain_promise(ctx, thenable))
        return false;
    return llrt_react(ctx, thenable, handlers, none) == 0 || (JS_FreeValue(ctx, JS_GetException(ctx)), false);
}

/* `length` and `name` of a resolving function that was just made. */
static void llrt_name_resolving_function(JSContext *ctx, JSValueConst function)
{
    JSProperty *pr = add_property(ctx, JS_VALUE_GET_OBJ(function), JS_ATOM_length, JS_PROP_CONFIGURABLE);

    if (!pr)
        return;
    pr->u.value = js_int32(1);
    pr = add_property(ctx, JS_VALUE_GET_OBJ(function), JS_ATOM_name, JS_PROP_CONFIGURABLE);
    if (pr)
        pr->u.value = js_empty_string(ctx->rt);
}
