/* nextTick(callback, ...args) and runTicks(): the queue of process.nextTick, an array of ticks that are arrays themselves
 * ([callback, ...arguments]). Which place is next stands beside, for shift() would copy. What is rare is JavaScript's: ticks that
 * somebody keeps track of (node:async_hooks), and the end of the program (llrt/builtins/_boot/task_queues.js). Included by
 * engine.c. */

/* Words of the flags that setTickHook gives; TICKS_RARE: 0, or what JavaScript does. */
enum { TICKS_SCHEDULED, TICKS_NEXT, TICKS_RARE, TICKS_WORDS };
enum { TICKS_TRACKED = 1 };
enum { TICKS_CUT = 1024, TICKS_KEPT = 4096 };

static int32_t *tick_words(JSContext *ctx)
{
    JSValueConst flags = ctx->llrt->tick_flags;
    llrt_bytes bytes;

    if (!JS_IsObject(flags) || !llrt_bytes_view(ctx, flags, &bytes) || bytes.length < TICKS_WORDS * sizeof(int32_t))
        return NULL;
    return (int32_t *)bytes.data;
}

static JSObject *tick_list(JSValueConst value)
{
    JSObject *p = JS_VALUE_GET_TAG(value) == JS_TAG_OBJECT ? JS_VALUE_GET_OBJ(value) : NULL;

    return p && p->class_id == JS_CLASS_ARRAY && p->fast_array && JS_VALUE_GET_TAG(p->prop[0].u.value) == JS_TAG_INT ? p : NULL;
}

NATIVE(native_next_tick)
{
    LLRTContext *state = ctx->llrt;
    JSObject *queue = tick_list(state->tick_queue);
    int32_t *words = tick_words(ctx);
    JSValue tick;

    if (!queue || !words || words[TICKS_RARE] || argc < 1 || !JS_IsFunction(ctx, argv[0]))
        return JS_Call(ctx, state->tick_otherwise, JS_UNDEFINED, argc, argv);
    tick = js_create_array(ctx, argc, argv);
    if (JS_IsException(tick) || add_fast_array_element(ctx, queue, tick, JS_PROP_THROW) < 0)
        return JS_EXCEPTION;
    words[TICKS_SCHEDULED] = 1;
    return JS_UNDEFINED;
}

/* The first `count` places are free: what is behind moves there. */
static void cut_ticks(JSContext *ctx, JSObject *queue, uint32_t count)
{
    uint32_t left = queue->u.array.count - count;
    JSValue *values = queue->u.array.u.values;

    if (left)
        memmove(values, values + count, left * sizeof(values[0]));
    queue->u.array.count = left;
    queue->prop[0].u.value = js_int32(left);
    if (left == 0 && queue->u.array.u1.size > TICKS_KEPT) {
        js_free(ctx, values);
        queue->u.array.u.values = NULL;
        queue->u.array.u1.size = 0;
    }
}

/* The next tick, undefined where there is none: then nothing is scheduled any more. */
static JSValue take_tick(JSContext *ctx, JSObject *queue, int32_t *words)
{
    uint32_t at = words[TICKS_NEXT];
    JSValue tick;

    if (at >= queue->u.array.count) {
        cut_ticks(ctx, queue, queue->u.array.count);
        words[TICKS_NEXT] = words[TICKS_SCHEDULED] = 0;
        return JS_UNDEFINED;
    }
    tick = queue->u.array.u.values[at];
    queue->u.array.u.values[at++] = JS_UNDEFINED;
    if (at >= TICKS_CUT && at >= queue->u.array.count - at) {
        cut_ticks(ctx, queue, at);
        at = 0;
    }
    words[TICKS_NEXT] = at;
    return tick;
}

/* Calls one tick after the other. Gives undefined when there is none left, else the next one, which JavaScript is to call. */
NATIVE(native_run_ticks)
{
    for (;;) {
        JSObject *queue = tick_list(ctx->llrt->tick_queue), *list;
        int32_t *words = tick_words(ctx);
        JSValue tick, ret;

        if (!queue || !words)
            return JS_UNDEFINED;
        tick = take_tick(ctx, queue, words);
        list = tick_list(tick);
        if (!list || list->u.array.count < 1 || words[TICKS_RARE] & TICKS_TRACKED)
            return tick;
        ret = JS_Call(ctx, list->u.array.u.values[0], JS_UNDEFINED, list->u.array.count - 1, vc(list->u.array.u.values + 1));
        JS_FreeValue(ctx, tick);
        JS_FreeValue(ctx, ret);
        if (JS_IsException(ret) || llrt_tick(ctx))
            return JS_EXCEPTION;
    }
}
