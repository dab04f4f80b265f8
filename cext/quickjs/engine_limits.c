/* Limits: the stack's, interrupts and termination, allocations that failed, and what kind of exception it was. Included by
 * engine.c. */

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LLRT_STACK_RESERVE (256 * 1024)
#define LLRT_MAIN_STACK_MAX (64ul << 20)    /* what is used of a limit beyond that: other mappings lie there */

/* ---- Stack, interrupts, exceptions ------------------------------------------------------------------------------------------ */

#ifdef __GLIBC__
#include <sys/auxv.h>

extern void *__libc_stack_end;

/* Where the kernel counts the limit from: words and environment, the last of which is the program's name, are below it. */
static uintptr_t main_stack_end(void)
{
    const char *last = (const char *)getauxval(AT_EXECFN);

    return last ? (uintptr_t)last + strlen(last) : (uintptr_t)__libc_stack_end;
}

/* The main thread's: glibc would read /proc/self/maps, which costs more than all the rest of an entrance and may not be there.
 * 0: another thread. */
static uintptr_t main_stack_bottom(void)
{
    struct rlimit limit;

    if (syscall(SYS_gettid) != getpid() || getrlimit(RLIMIT_STACK, &limit))
        return 0;
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > LLRT_MAIN_STACK_MAX)
        limit.rlim_cur = LLRT_MAIN_STACK_MAX;
    return main_stack_end() - (uintptr_t)limit.rlim_cur;
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

/* Nothing thrown on the way out replaces what ends it all. */
static bool llrt_keeps_exception(JSContext *ctx)
{
    JSRuntime *rt = ctx->rt;
    return rt->llrt && rt->llrt->terminating && JS_IsUncatchableError(rt->current_exception);
}

int llrt_terminating(JSRuntime *rt)
{
    return rt->llrt->terminating;
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

/* What is thrown where there is no memory for an error: one for each realm, made with it and frozen, for it is everybody's. */
static int keep_no_memory(JSContext *ctx)
{
    static const char text[] = "out of memory", stack[] = "RangeError: out of memory";
    JSValue error = JS_MakeError2(ctx, JS_RANGE_ERROR, false, text);

    if (JS_IsException(error))
        return -1;
    ctx->llrt->no_memory = error;
    if (JS_DefinePropertyValue(ctx, error, JS_ATOM_message, JS_NewString(ctx, text), JS_PROP_THROW) < 0 ||
        JS_DefinePropertyValue(ctx, error, JS_ATOM_stack, JS_NewString(ctx, stack), JS_PROP_THROW) < 0)
        return -1;
    return JS_PreventExtensions(ctx, error) < 0 ? -1 : 0;
}

static JSValue llrt_no_memory(JSContext *ctx)
{
    if (!ctx->llrt || !JS_IsObject(ctx->llrt->no_memory))
        return JS_NULL;
    JS_ClearUncatchableError(ctx, ctx->llrt->no_memory);    /* of the last time */
    return js_dup(ctx->llrt->no_memory);
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

/* Atomics.wait, with js_atomics_mutex held: 0 notified, -1 timed out, -2 interrupted. It waits in slices and polls between
 * them, for deadlines and Ctrl-C, and so that the binding lets other threads run. */
static int llrt_atomics_wait(JSContext *ctx, js_cond_t *cond, bool *linked, double ms)
{
    const double slice = 20e6;      /* ns */
    double end = isnan(ms) ? INFINITY : (double)js__hrtime_ns() + ms * 1e6, left;
    bool interrupted;

    for (;;) {
        js_mutex_unlock(&js_atomics_mutex);
        interrupted = __js_poll_interrupts(ctx) != 0;
        js_mutex_lock(&js_atomics_mutex);
        if (interrupted)
            return -2;
        if (!*linked)
            return 0;
        left = end - (double)js__hrtime_ns();
        if (left <= 0)
            return -1;
        js_cond_timedwait(cond, &js_atomics_mutex, (uint64_t)(left < slice ? left : slice));
    }
}
