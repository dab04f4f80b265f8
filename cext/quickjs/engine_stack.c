/* Stacks in V8's form, first part: which frames an error remembers, and how it carries them. A frame keeps its function and
 * receiver; text, lines and names are made when `stack` is first read (engine_stack_format.c), so a thrown error costs little.
 * `stack` is an own property of the error that the engine makes lazily (JS_PROP_AUTOINIT). Included by engine.c. */

enum {
    FRAME_CONSTRUCTOR = 1, FRAME_ASYNC = 2,
    FRAME_PARSE = 4,            /* where the parser stopped; no function */
    FRAME_PROMISE_ALL = 8,      /* waits in Promise.all and its like; no function, pc is the index */
};

typedef struct {
    JSValue function, receiver;
    JSAtom filename;        /* PARSE; PROMISE_ALL: "all", "any", "allSettled" */
    int line, column;       /* PARSE only */
    int pc;                 /* -1: native, or not known */
    int flags;
} StackFrame;

typedef struct {
    int count;
    StackFrame frames[];
} StackTrace;

#define STACK_TRACE_MAX 1000

static JSValue format_stack(JSContext *ctx, JSValueConst error, JSValueConst trace_value);
static JSValue call_site_objects(JSContext *ctx, StackTrace *trace);
static const JSClassDef call_site_class;
static int add_call_site_prototype(JSContext *ctx);
static bool is_native_of_ours(JSCFunction *function);
NATIVE(native_run_microtasks);

/* ---- The classes of traces and call sites ------------------------------------------------------------------------------------ */

static void free_frame(JSRuntime *rt, StackFrame *frame)
{
    JS_FreeValueRT(rt, frame->function);
    JS_FreeValueRT(rt, frame->receiver);
    JS_FreeAtomRT(rt, frame->filename);
}

static void mark_frame(JSRuntime *rt, StackFrame *frame, JS_MarkFunc *mark_func)
{
    JS_MarkValue(rt, frame->function, mark_func);
    JS_MarkValue(rt, frame->receiver, mark_func);
}

static void trace_finalizer(JSRuntime *rt, JSValueConst value)
{
    StackTrace *trace = JS_VALUE_GET_OBJ(value)->u.opaque;

    for (int i = 0; trace && i < trace->count; i++)
        free_frame(rt, &trace->frames[i]);
    js_free_rt(rt, trace);
}

static void trace_mark(JSRuntime *rt, JSValueConst value, JS_MarkFunc *mark_func)
{
    StackTrace *trace = JS_VALUE_GET_OBJ(value)->u.opaque;

    for (int i = 0; trace && i < trace->count; i++)
        mark_frame(rt, &trace->frames[i], mark_func);
}

static const JSClassDef trace_class = { "StackTrace", .finalizer = trace_finalizer, .gc_mark = trace_mark };

/* ---- Walking ------------------------------------------------------------------------------------------------------------------- */

typedef struct {
    StackTrace *trace;
    int limit;
} Capture;

static void capture_frame(Capture *c, JSStackFrame *sf, int flags)
{
    StackFrame *frame = &c->trace->frames[c->trace->count++];
    JSFunctionBytecode *b = function_bytecode(sf->cur_func);

    frame->function = js_dup(sf->cur_func);
    frame->receiver = js_dup(sf->llrt_this);
    frame->filename = JS_ATOM_NULL;
    frame->flags = flags | (sf->is_constructor ? FRAME_CONSTRUCTOR : 0);
    frame->pc = b && sf->cur_pc ? (int)(sf->cur_pc - b->byte_code_buf) - 1 : -1;
}

/* The internals of promises, the binding's functions, our natives, and what V8 does not call through do not show. */
static bool frame_is_hidden(JSStackFrame *sf)
{
    JSObject *p = JS_VALUE_GET_OBJ(sf->cur_func);
    JSCFunctionType c_function;

    if (p->class_id == JS_CLASS_C_FUNCTION_DATA || p->class_id == JS_CLASS_C_CLOSURE)
        return true;
    if (p->class_id != JS_CLASS_C_FUNCTION)
        return false;
    c_function = p->u.cfunc.c_function;
    return c_function.generic == js_function_call || c_function.generic_magic == js_function_apply ||
           c_function.generic == js_reflect_construct || c_function.generic == js_reflect_apply ||
            is_native_of_ours(c_function.generic);
}

/* 1: code of builtins/_errors or _validators, -1: native code (Reflect.construct on the way), 0: other. */
static int frame_makes_errors(JSContext *ctx, JSStackFrame *sf)
{
    static const char errors[] = "node:internal/errors", validators[] = "node:internal/validators";
    JSFunctionBytecode *b = function_bytecode(sf->cur_func);
    char name[ATOM_GET_STR_BUF_SIZE];

    if (!b)
        return -1;
    JS_AtomGetStr(ctx, name, sizeof(name), b->filename);
    return !strncmp(name, errors, sizeof(errors) - 1) || !strcmp(name, validators);
}

/* How many leading frames belong to the making of a coded error and the checking of arguments: what called these is what
 * threw, as far as the user is concerned (Node's hideStackFrames). */
static int frames_that_make_errors(JSContext *ctx, JSStackFrame *sf)
{
    int count = 0, makes;

    for (int at = 1; sf && (makes = frame_makes_errors(ctx, sf)) != 0; sf = sf->prev_frame, at++) {
        if (makes > 0)
            count = at;
    }
    return count;
}

static bool frame_runs_microtasks(JSStackFrame *sf)
{
    JSObject *p = JS_VALUE_GET_OBJ(sf->cur_func);

    return p->class_id == JS_CLASS_C_FUNCTION && p->u.cfunc.c_function.generic == native_run_microtasks;
}

/* The promise that Promise.all (any, allSettled) made, if `handler` is one of its; and how it was called. */
static JSValueConst promise_of_all(JSValueConst handler, const char **name, int *index)
{
    static const char *const names[] = { "all", "allSettled", "any" };
    JSCFunctionDataRecord *record = JS_GetOpaque(handler, JS_CLASS_C_FUNCTION_DATA);
    JSPromiseFunctionData *resolve;

    if (!record || record->func != js_promise_all_resolve_element)
        return JS_UNDEFINED;
    resolve = JS_GetOpaque(record->data[3], JS_CLASS_PROMISE_RESOLVE_FUNCTION);
    *name = names[min_int(record->magic & 3, 2)];
    *index = JS_VALUE_GET_TAG(record->data[1]) == JS_TAG_INT ? JS_VALUE_GET_INT(record->data[1]) : 0;
    return resolve ? resolve->promise : JS_UNDEFINED;
}

static void capture_promise_all(JSContext *ctx, Capture *c, const char *name, int index)
{
    if (c->trace->count < c->limit)
        c->trace->frames[c->trace->count++] =
            (StackFrame){ JS_UNDEFINED, JS_UNDEFINED, JS_NewAtom(ctx, name), 0, 0, index, FRAME_ASYNC | FRAME_PROMISE_ALL };
}

/* The function whose `await` waits for this promise, through derived promises of .then() and Promise.all(); NULL: nobody. */
static JSAsyncFunctionData *awaiter_of_promise(JSContext *ctx, Capture *c, JSValueConst promise)
{
    for (int hops = 0; hops < 16; hops++) {
        JSPromiseData *s = JS_GetOpaque(promise, JS_CLASS_PROMISE);
        JSValueConst handler;
        const char *name;
        int index;
        JSJobEntry *reaction;
        if (!s || list_empty(&s->llrt_reactions))
            return NULL;
        reaction = list_entry(s->llrt_reactions.next, JSJobEntry, link);
        handler = reaction->argv[REACTION_HANDLER];
        if (JS_VALUE_GET_TAG(handler) == JS_TAG_FUNCTION_BYTECODE)
            return JS_VALUE_GET_PTR(handler);
        promise = promise_of_all(handler, &name, &index);
        if (JS_IsObject(promise)) {
            capture_promise_all(ctx, c, name, index);
            continue;
        }
        promise = promise_of_function(reaction->argv[REACTION_RESOLVE]);
        if (!JS_IsObject(promise))
            return NULL;
    }
    return NULL;
}

static JSAsyncFunctionData *awaiter_of(JSContext *ctx, Capture *c, JSGCObjectHeader *coroutine)
{
    JSValueConst resolve;

    if (JS_GC_TYPE(coroutine) == JS_GC_OBJ_TYPE_ASYNC_FUNCTION) {
        resolve = ((JSAsyncFunctionData *)coroutine)->resolving_funcs[0];
    } else {
        JSObject *p = (JSObject *)coroutine;
        JSAsyncGeneratorData *s = p->class_id == JS_CLASS_ASYNC_GENERATOR ? p->u.opaque : NULL;
        if (!s || list_empty(&s->queue))
            return NULL;
        resolve = list_entry(s->queue.next, JSAsyncGeneratorRequest, link)->resolving_funcs[0];
    }
    resolve = promise_of_function(resolve);
    return JS_IsObject(resolve) ? awaiter_of_promise(ctx, c, resolve) : NULL;
}

/* Below the outermost frame: who awaits it, and who awaits that. */
static void capture_awaiters(JSContext *ctx, Capture *c, JSStackFrame *sf)
{
    if (!function_bytecode(sf->cur_func))
        return;
    while (sf->cur_gc_obj && c->trace->count < c->limit) {
        JSAsyncFunctionData *s = awaiter_of(ctx, c, sf->cur_gc_obj);
        if (!s || !s->is_active)
            return;
        sf = &s->func_state.frame;
        if (c->trace->count < c->limit)
            capture_frame(c, sf, FRAME_ASYNC);
    }
}

/* From `skip` frames below the top; with `above`, from below that function's frame (nothing if it is not there). */
static void capture_frames(JSContext *ctx, Capture *c, int skip, JSValueConst above)
{
    JSStackFrame *sf = ctx->rt->current_stack_frame, *last = NULL;

    if (!JS_IsUndefined(above)) {
        while (sf && !js_same_value(ctx, sf->cur_func, above))
            sf = sf->prev_frame;
        skip = 1;
    }
    /* the outermost frame may be one of those that are not shown: who awaits it is */
    for (; sf && skip > 0; skip--, sf = sf->prev_frame)
        last = sf;
    for (skip = frames_that_make_errors(ctx, sf); skip > 0; skip--, sf = sf->prev_frame)
        last = sf;
    for (; sf && c->trace->count < c->limit; sf = sf->prev_frame) {
        JSFunctionBytecode *b = function_bytecode(sf->cur_func);
        if (frame_runs_microtasks(sf))
            break;
        if (!frame_is_hidden(sf)) {
            capture_frame(c, sf, 0);
            last = sf;
        }
        if (b && b->backtrace_barrier)
            return;
    }
    if (last && c->trace->count < c->limit)
        capture_awaiters(ctx, c, last);
}

static int frame_depth(JSContext *ctx, int limit)
{
    int depth = 0;

    for (JSStackFrame *sf = ctx->rt->current_stack_frame; sf && depth < limit; sf = sf->prev_frame)
        depth++;
    return depth;
}

/* A trace object; undefined if there is no memory for it (an error without a stack is better than another error). */
static JSValue capture_trace(JSContext *ctx, int limit, int skip, JSValueConst above, const char *filename, int line, int column)
{
    Capture c = { NULL, min_int(limit, STACK_TRACE_MAX) };
    /* room for the synchronous frames, the parser's place and some awaiters */
    int room = min_int(frame_depth(ctx, c.limit) + 16, c.limit) + 1;
    JSValue object = JS_NewObjectProtoClass(ctx, JS_NULL, ctx->rt->llrt->trace_class_id);

    if (JS_IsException(object))
        goto no_memory;
    c.limit = room - 1;
    c.trace = js_malloc_rt(ctx->rt, sizeof(*c.trace) + room * sizeof(c.trace->frames[0]));
    if (!c.trace) {
        JS_FreeValue(ctx, object);
        return JS_UNDEFINED;
    }
    c.trace->count = 0;
    if (filename && limit > 0 && strcmp(filename, "<input>") != 0) {    /* which is JSON */
        c.trace->frames[0] = (StackFrame){ JS_UNDEFINED, JS_UNDEFINED, JS_NewAtom(ctx, filename), line, column, -1, FRAME_PARSE };
        c.trace->count = 1;
        c.limit++;
    }
    capture_frames(ctx, &c, skip, above);
    JS_VALUE_GET_OBJ(object)->u.opaque = c.trace;
    return object;
no_memory:
    JS_FreeValue(ctx, JS_GetException(ctx));
    return JS_UNDEFINED;
}
