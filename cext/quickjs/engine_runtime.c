/* Runtimes and contexts: our state beside the engine's, hash keys, stack limits, interrupts, teardown that never aborts.
 * Included by engine.c. */

#include <sys/random.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LLRT_STACK_RESERVE (256 * 1024)
#define LLRT_MAIN_STACK_MAX (64ul << 20)    /* what is used of a limit beyond that: other mappings lie there */

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

static void free_jobs(JSRuntime *rt)
{
    struct list_head *el, *next;

    list_for_each_safe(el, next, &rt->job_list) {
        JSJobEntry *job = list_entry(el, JSJobEntry, link);
        list_del(&job->link);
        for (int i = 0; i < job->argc; i++)
            JS_FreeValueRT(rt, job->argv[i]);
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

size_t llrt_free_runtime(JSRuntime *rt)
{
    size_t leaked;

    JS_FreeValueRT(rt, rt->current_exception);
    rt->current_exception = JS_UNINITIALIZED;
    free_jobs(rt);
    leaked = free_leftovers(rt);
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

    if (!state)
        return;
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
    while (state->referrers) {
        LLRTReferrer *referrer = state->referrers;
        state->referrers = referrer->next;
        JS_FreeAtom(ctx, referrer->filename);
        JS_FreeAtom(ctx, referrer->referrer);
        js_free(ctx, referrer);
    }
    JS_FreeAtoms(ctx, state->eval_name, state->limit_name, state->prepare_name, state->anonymous_name,
                 state->node_error_name);
    js_free(ctx, state->builtins);
    js_free(ctx, state);
    ctx->llrt = NULL;
}

static int add_state(JSContext *ctx)
{
    LLRTContext *state = js_mallocz_rt(ctx->rt, sizeof(*state));

    if (!state)
        return -1;
#define INIT(name) state->name = JS_UNDEFINED;
    LLRT_CONTEXT_VALUES(INIT)
#undef INIT
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

JSContext *llrt_new_context(JSRuntime *rt)
{
    JSContext *ctx = JS_NewContextRaw(rt);

    if (!ctx)
        return NULL;
    llrt_reseed(ctx);
    if (add_state(ctx) || JS_AddIntrinsicBaseObjects(ctx) || JS_AddIntrinsicDate(ctx) || JS_AddIntrinsicEval(ctx) ||
        JS_AddIntrinsicRegExp(ctx) || JS_AddIntrinsicJSON(ctx) || JS_AddIntrinsicProxy(ctx) ||
        JS_AddIntrinsicMapSet(ctx) || JS_AddIntrinsicTypedArrays(ctx) || JS_AddIntrinsicPromise(ctx) ||
        JS_AddIntrinsicWeakRef(ctx) || llrt_init_stack(ctx) || hide_internal_error(ctx) < 0) {
        JS_FreeContext(ctx);
        return NULL;
    }
    return ctx;
}

/* ---- Stack, interrupts, exceptions ------------------------------------------------------------------------------------------ */

#ifdef __GLIBC__
extern void *__libc_stack_end;

/* The main thread's: glibc would read /proc/self/maps, which costs more than all the rest of an entrance and may not be there.
 * 0: another thread. */
static uintptr_t main_stack_bottom(void)
{
    struct rlimit limit;

    if (syscall(SYS_gettid) != getpid() || getrlimit(RLIMIT_STACK, &limit))
        return 0;
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > LLRT_MAIN_STACK_MAX)
        limit.rlim_cur = LLRT_MAIN_STACK_MAX;
    return (uintptr_t)__libc_stack_end - (uintptr_t)limit.rlim_cur;
}
#else
static uintptr_t main_stack_bottom(void)
{
    return 0;
}
#endif

/* The lowest address of this thread's stack; 0: unknown. */
static uintptr_t thread_stack_bottom(void)
{
    static _Thread_local uintptr_t bottom;
    pthread_attr_t attributes;
    void *address;
    size_t size;

    if (bottom == 0)
        bottom = main_stack_bottom();
    if (bottom == 0 && pthread_getattr_np(pthread_self(), &attributes) == 0) {
        if (pthread_attr_getstack(&attributes, &address, &size) == 0)
            bottom = (uintptr_t)address;
        pthread_attr_destroy(&attributes);
    }
    return bottom;
}

void llrt_enter(JSRuntime *rt, size_t limit, size_t reserve)
{
    uintptr_t here = js_get_stack_pointer(), bottom = thread_stack_bottom(), lowest;

    if (reserve == 0)
        reserve = LLRT_STACK_RESERVE;
    if (bottom == 0 || bottom > here)
        bottom = here - JS_DEFAULT_STACK_SIZE;
    lowest = here - bottom > 2 * reserve ? bottom + reserve : bottom + (here - bottom) / 2;
    if (limit != 0 && here - lowest > limit)
        lowest = here - limit;
    rt->llrt->terminating = false;
    rt->stack_top = here;
    rt->stack_size = here - lowest;
    rt->stack_limit = lowest;
}

size_t llrt_stack_left(JSRuntime *rt)
{
    uintptr_t here = js_get_stack_pointer();
    return here > rt->stack_limit ? here - rt->stack_limit : 0;
}

/* Called by the engine when the interrupt handler asked to stop: sticks until the next outermost entrance. */
static void llrt_terminate(JSContext *ctx)
{
    if (ctx->rt->llrt)
        ctx->rt->llrt->terminating = true;
    ctx->interrupt_counter = 0;
}

/* Called by every poll: true with the uncatchable error pending while termination is under way. */
static bool llrt_is_terminating(JSContext *ctx)
{
    if (!ctx->rt->llrt || !ctx->rt->llrt->terminating)
        return false;
    JS_ThrowInterrupted(ctx);
    return true;
}

int llrt_terminating(JSRuntime *rt)
{
    return rt->llrt->terminating;
}

int llrt_poll(JSContext *ctx)
{
    return __js_poll_interrupts(ctx) ? -1 : 0;
}

static void llrt_allocation_failed(JSContext *ctx)
{
    if (ctx->rt->llrt)
        ctx->rt->llrt->failed_allocations++;
}

static void llrt_compile_start(JSContext *ctx)
{
    if (ctx->rt->llrt)
        ctx->rt->llrt->failed_before_compiling = ctx->rt->llrt->failed_allocations;
}

static bool llrt_compile_failed(JSContext *ctx)
{
    LLRTRuntime *state = ctx->rt->llrt;

    if (!state || state->failed_allocations == state->failed_before_compiling)
        return false;
    if (!JS_HasException(ctx))
        JS_ThrowOutOfMemory(ctx);
    return true;
}

int llrt_exception_kind(JSContext *ctx, JSValueConst error)
{
    JSValue message;
    int kind = LLRT_EXC_ORDINARY;
    const char *text;

    if (!JS_IsError(error))
        return kind;
    message = own_data(error, JS_ATOM_message);
    text = JS_IsString(message) ? JS_ToCString(ctx, message) : NULL;
    if (text) {
        if (strcmp(text, "out of memory") == 0)
            kind = LLRT_EXC_OUT_OF_MEMORY;
        else if (strcmp(text, LLRT_OVERFLOW_MESSAGE) == 0)
            kind = LLRT_EXC_STACK_OVERFLOW;
        else if (JS_IsUncatchableError(error) && strcmp(text, "interrupted") == 0)
            kind = LLRT_EXC_INTERRUPTED;
        JS_FreeCString(ctx, text);
    }
    JS_FreeValue(ctx, message);
    return kind;
}

JSValue llrt_throw_uncatchable(JSContext *ctx, JSValue error)
{
    if (JS_IsError(error))
        JS_SetUncatchableError(ctx, error);
    llrt_terminate(ctx);
    return JS_Throw(ctx, error);
}
