/* Runtimes and contexts: our state beside the engine's, hash keys, teardown that never aborts. Included by engine.c. */

#include <sys/random.h>

static int64_t llrt_runtime_count;      /* runtimes alive in the process: the hash keys are fixed while there is one */
static bool llrt_hash_keys_set;
static pthread_mutex_t llrt_runtime_lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- Randomness -------------------------------------------------------------------------------------------------------- */

static void random_bytes(void *out, size_t length)
{
    if (getrandom(out, length, GRND_NONBLOCK) != (ssize_t)length) {
        /* early in boot, or no such call: time and addresses are what is left */
        uint64_t state = js__hrtime_ns() ^ (uintptr_t)out ^ (uint64_t)time(NULL) << 20;
        state |= 1;
        for (size_t i = 0; i < length; i++)
            ((uint8_t *)out)[i] = (uint8_t)(xorshift64star(&state) >> 32);
    }
}

static void set_hash_keys(const uint64_t keys[3])
{
    for (int i = 0; i < 3; i++)
        llrt_hash_keys[i] = keys[i] | 1;
    llrt_hash_keys_set = true;
}

int llrt_set_hash_seed(uint64_t seed)
{
    uint64_t state = seed ? seed : 1, keys[3];
    int ret = -1;

    pthread_mutex_lock(&llrt_runtime_lock);
    if (llrt_runtime_count == 0) {
        for (int i = 0; i < 3; i++)
            keys[i] = xorshift64star(&state);
        set_hash_keys(keys);
        ret = 0;
    }
    pthread_mutex_unlock(&llrt_runtime_lock);
    return ret;
}

void llrt_reseed(JSContext *ctx)
{
    random_bytes(&ctx->random_state, sizeof(ctx->random_state));
    ctx->random_state |= 1;
}

/* A copy of a process is about to go its own way: its numbers are its own, too. */
void llrt_reseed_all(JSRuntime *rt)
{
    struct list_head *el;

    list_for_each(el, &rt->context_list)
        llrt_reseed(list_entry(el, JSContext, link));
}

/* ---- Runtimes ------------------------------------------------------------------------------------------------------------ */

static void count_runtime(int change)
{
    pthread_mutex_lock(&llrt_runtime_lock);
    if (!llrt_hash_keys_set) {
        uint64_t keys[3];
        random_bytes(keys, sizeof(keys));
        set_hash_keys(keys);
    }
    llrt_runtime_count += change;
    pthread_mutex_unlock(&llrt_runtime_lock);
}

static void track_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason, bool is_handled, void *opaque);

static JSRuntime *with_state(JSRuntime *rt)
{
    if (rt) {
        JS_SetMaxStackSize(rt, 0);
        JS_SetCanBlock(rt, true);       /* Atomics.wait */
        JS_SetHostPromiseRejectionTracker(rt, track_rejection, NULL);
        rt->llrt = js_mallocz_rt(rt, sizeof(*rt->llrt));
        if (rt->llrt)
            return rt;
        JS_FreeRuntime(rt);
    }
    count_runtime(-1);
    return NULL;
}

JSRuntime *llrt_new_runtime(void)
{
    count_runtime(1);
    return with_state(JS_NewRuntime());
}

JSRuntime *llrt_new_runtime_with(const JSMallocFunctions *functions, void *opaque)
{
    count_runtime(1);
    return with_state(JS_NewRuntime2(functions, opaque));
}

static void free_jobs(JSRuntime *rt, struct list_head *jobs)
{
    struct list_head *el, *next;

    list_for_each_safe(el, next, jobs) {
        JSJobEntry *job = list_entry(el, JSJobEntry, link);
        list_del(&job->link);
        if (llrt_job_keeps(job->ctx))
            JS_FreeContext(job->ctx);
        for (int i = 0; i < job->argc; i++)
            llrt_free_reaction_value(rt, job->argv[i]);
        JS_FreeValueRT(rt, job->llrt_async);
        js_free_rt(rt, job);
    }
}

/* Objects still held from C, by handles that were not dropped: freed as if they were garbage. */
static size_t free_leftovers(JSRuntime *rt)
{
    struct list_head *el, *next;
    size_t count = 0;

    JS_RunGC(rt);
    if (list_empty(&rt->gc_obj_list))
        return 0;
    init_list_head(&rt->tmp_obj_list);
    list_for_each_safe(el, next, &rt->gc_obj_list) {
        JSGCObjectHeader *object = list_entry(el, JSGCObjectHeader, link);
        int type = JS_GC_TYPE(object);
        if (type != JS_GC_OBJ_TYPE_JS_OBJECT && type != JS_GC_OBJ_TYPE_FUNCTION_BYTECODE)
            continue;
        list_del(&object->link);
        list_add_tail(&object->link, &rt->tmp_obj_list);
        count++;
    }
    gc_free_cycles(rt);
    init_list_head(&rt->gc_obj_list);
    return count;
}

static void free_texts(JSRuntime *rt);

size_t llrt_free_runtime(JSRuntime *rt)
{
    size_t leaked;

    JS_FreeValueRT(rt, rt->current_exception);
    rt->current_exception = JS_UNINITIALIZED;
    free_jobs(rt, &rt->job_list);
    leaked = free_leftovers(rt);
    if (rt->llrt->zone)
        llrt_timezone_release(rt->llrt->zone);
    llrt_free_spare_pre(rt);
    llrt_free_spares(rt);
    free_texts(rt);
    llrt_end_short_names(rt);
    js_free_rt(rt, rt->llrt);
    rt->llrt = NULL;
    JS_FreeRuntime(rt);
    count_runtime(-1);
    return leaked;
}

void llrt_count(JSRuntime *rt, llrt_counters *out)
{
    struct list_head *el, *el1;
    JSMemoryUsage usage;

    memset(out, 0, sizeof(*out));
    JS_ComputeMemoryUsage(rt, &usage);
    out->objects = usage.obj_count;
    out->strings = usage.str_count;
    list_for_each(el, &rt->job_list)
        out->jobs++;
    list_for_each(el, &rt->context_list) {
        JSContext *ctx = list_entry(el, JSContext, link);
        list_for_each(el1, &ctx->loaded_modules)
            out->modules++;
    }
}

/* ---- Contexts ------------------------------------------------------------------------------------------------------------ */

static void llrt_mark_context(JSRuntime *rt, JSContext *ctx, JS_MarkFunc *mark_func)
{
    LLRTContext *state = ctx->llrt;
    struct list_head *el;

    if (!state)
        return;
    if (state->main)
        mark_func(rt, &state->main->header);
    list_for_each(el, &state->own_jobs) {
        JSJobEntry *job = list_entry(el, JSJobEntry, link);
        JS_MarkValue(rt, job->llrt_async, mark_func);
        for (int i = 0; i < job->argc; i++)
            JS_MarkValue(rt, job->argv[i], mark_func);
    }
#define MARK(name) JS_MarkValue(rt, state->name, mark_func);
    LLRT_CONTEXT_VALUES(MARK)
#undef MARK
}

void llrt_context_shutdown(JSContext *ctx)
{
    LLRTContext *state = ctx->llrt;

    if (!state)
        return;
#define CLEAR(name) set_value(ctx, &state->name, JS_UNDEFINED);
    LLRT_CONTEXT_VALUES(CLEAR)
#undef CLEAR
    state->rejections_pending = false;
}

static void llrt_free_context(JSContext *ctx)
{
    LLRTContext *state = ctx->llrt;

    if (!state)
        return;
    llrt_context_shutdown(ctx);
    free_jobs(ctx->rt, &state->own_jobs);
    while (state->extra_builtins) {
        LLRTExtraBuiltin *extra = state->extra_builtins;
        state->extra_builtins = extra->next;
        js_free(ctx, extra);
    }
    while (state->lazies) {
        LLRTLazy *lazy = state->lazies;
        state->lazies = lazy->next;
        JS_FreeAtom(ctx, lazy->export);
        js_free(ctx, lazy);
    }
    llrt_free_lazy_exports(ctx);
    while (state->referrers) {
        LLRTReferrer *referrer = state->referrers;
        state->referrers = referrer->next;
        JS_FreeAtom(ctx, referrer->filename);
        JS_FreeAtom(ctx, referrer->referrer);
        js_free(ctx, referrer);
    }
    JS_FreeAtoms(ctx, state->eval_name, state->limit_name, state->prepare_name, state->anonymous_name,
                 state->node_error_name);
    for (int i = 0; i < LLRT_REGEXP_FLAGS; i++)
        JS_FreeAtom(ctx, state->flag_names[i]);
    for (int i = 0; i < LLRT_EVENT_NAMES; i++)
        JS_FreeAtom(ctx, state->event_names[i]);
    js_free(ctx, state->builtins);
    ctx->llrt = NULL;
    if (state->main)
        JS_FreeContext(state->main);
    js_free_rt(ctx->rt, state);
}

/* `main`: the context whose realm this is to be, or NULL. */
static int add_state(JSContext *ctx, JSContext *main)
{
    LLRTContext *state = js_mallocz_rt(ctx->rt, sizeof(*state));

    if (!state)
        return -1;
#define INIT(name) state->name = JS_UNDEFINED;
    LLRT_CONTEXT_VALUES(INIT)
#undef INIT
    init_list_head(&state->own_jobs);
    state->env = main ? main->llrt : state;
    state->main = main ? JS_DupContext(main) : NULL;
    ctx->llrt = state;
    state->eval_name = JS_NewAtom(ctx, LLRT_EVAL_NAME);
    return state->eval_name == JS_ATOM_NULL ? -1 : 0;
}

/* V8 has no such global; the engine goes on using the class for "interrupted". */
static int hide_internal_error(JSContext *ctx)
{
    JSAtom name = JS_NewAtom(ctx, "InternalError");
    int ret = JS_DeleteProperty(ctx, ctx->global_obj, name, 0);

    JS_FreeAtom(ctx, name);
    return ret;
}

static JSContext *new_context_of(JSRuntime *rt, JSContext *main)
{
    JSContext *ctx = JS_NewContextRaw(rt);

    if (!ctx)
        return NULL;
    llrt_reseed(ctx);
    ctx->hash_seed = (uint32_t)(llrt_hash_keys[0] >> 32);   /* the engine's is the time of day: an image could not be made twice */
    if (add_state(ctx, main) || JS_AddIntrinsicBaseObjects(ctx) || JS_AddIntrinsicDate(ctx) || JS_AddIntrinsicEval(ctx) ||
        JS_AddIntrinsicRegExp(ctx) || JS_AddIntrinsicJSON(ctx) || JS_AddIntrinsicProxy(ctx) ||
        JS_AddIntrinsicMapSet(ctx) || JS_AddIntrinsicTypedArrays(ctx) || JS_AddIntrinsicPromise(ctx) ||
        JS_AddIntrinsicWeakRef(ctx) || llrt_init_stack(ctx) || keep_no_memory(ctx) ||
        hide_internal_error(ctx) < 0) {
        JS_FreeContext(ctx);
        return NULL;
    }
    return ctx;
}

JSContext *llrt_new_context(JSRuntime *rt)
{
    return new_context_of(rt, NULL);
}
