# What a Runtime is to C: the Host record, who holds the GIL, Python objects whose last JS reference is gone, JS values
# released on another thread. The engine calls us with a Host or with nothing: no Python object is touched without the GIL.

cdef extern from *:
    """
    #include <errno.h>
    #include <pthread.h>
    #include <time.h>
    #include <unistd.h>
    #ifdef __linux__
    #include <sys/syscall.h>
    #endif
    #ifdef Py_GIL_DISABLED
    #error "llrt does not support free-threaded builds of Python"
    #endif

    static inline int64_t llrt_now_ns(void)     /* the clock of time.monotonic() */
    {
        struct timespec t;
    #ifdef __APPLE__
        clock_gettime(CLOCK_UPTIME_RAW, &t);
    #else
        clock_gettime(CLOCK_MONOTONIC, &t);
    #endif
        return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
    }

    static inline int llrt_on_main_thread(void)     /* the only thread where Python runs signal handlers */
    {
    #ifdef __APPLE__
        return pthread_main_np();
    #elif defined(__linux__)
        return syscall(SYS_gettid) == getpid();
    #else
        return 1;
    #endif
    }

    /* A Python object held by JS. It dies in a collection or on any thread, where no Python may run: it is put on a list
     * that the next one who holds the GIL at a safe point empties. No allocation, no lock. */
    typedef struct llrt_held {
        struct llrt_held *next;
        PyObject *object;
        Py_buffer *view;
        int buried;
    } llrt_held;
    static llrt_held *llrt_dead_list;

    static inline void llrt_bury(llrt_held *held)
    {
        llrt_held *head = __atomic_load_n(&llrt_dead_list, __ATOMIC_RELAXED);
        held->buried = 1;
        do held->next = head;
        while (!__atomic_compare_exchange_n(&llrt_dead_list, &head, held, 1, __ATOMIC_RELEASE, __ATOMIC_RELAXED));
    }
    static inline int llrt_any_dead(void) { return __atomic_load_n(&llrt_dead_list, __ATOMIC_RELAXED) != NULL; }
    static inline llrt_held *llrt_take_dead(void) { return __atomic_exchange_n(&llrt_dead_list, NULL, __ATOMIC_ACQUIRE); }

    static inline int llrt_load(int *flag) { return __atomic_load_n(flag, __ATOMIC_RELAXED); }
    static inline void llrt_store(int *flag, int value) { __atomic_store_n(flag, value, __ATOMIC_RELAXED); }

    static inline PyObject *llrt_take_exception(void)   /* the current exception, normalized, with its traceback */
    {
    #if PY_VERSION_HEX >= 0x030C0000
        return PyErr_GetRaisedException();
    #else
        PyObject *type, *value, *traceback;
        PyErr_Fetch(&type, &value, &traceback);
        if (type == NULL)
            return NULL;
        PyErr_NormalizeException(&type, &value, &traceback);
        if (traceback != NULL && value != NULL)
            PyException_SetTraceback(value, traceback);
        Py_DECREF(type);
        Py_XDECREF(traceback);
        return value;
    #endif
    }
    """
    int64_t llrt_now_ns() nogil
    bint llrt_on_main_thread() nogil
    ctypedef struct llrt_held:
        llrt_held *next
        PyObject *object
        Py_buffer *view
        int buried
    void llrt_bury(llrt_held *held) nogil
    bint llrt_any_dead() nogil
    llrt_held *llrt_take_dead() nogil
    int llrt_load(int *flag) nogil
    void llrt_store(int *flag, int value) nogil
    PyObject *llrt_take_exception()

# Why the interrupt handler stopped JS; set until the border to Python has said so.
cdef enum:
    RUNNING = 0
    INTERRUPTED = 1         # Runtime.interrupt()
    OUT_OF_TIME = 2         # a deadline
    ENDED_BY_PYTHON = 3     # a Python exception that JS must not catch, in Host.pending

cdef enum:
    TICK_AFTER_CALL = 500           # polls a Python-to-JS call may take before it releases the GIL
    TICK_AFTER_OP = 300             # polls after an op before the GIL is released again
    OPS_WITH_GIL = 256              # ops in a row before others get the GIL in any case
    MANY_OPS = 16                   # so many since the last tick: JS that comes back for the GIL at once
    TURN_PERIOD_MS = 5              # how often such JS lets others have a turn (Python's own switch interval)
    TURN_US = 100                   # how long it then stays away: a thread needs that to wake up
    STACK_RESERVE = 512 * 1024      # for Python and C code that JS calls
    KEYS = 512                      # slots of each property-key cache

cdef struct Key:
    JSAtom atom
    PyObject *text

cdef struct Host:
    JSRuntime *rt
    PyThreadState *saved        # the owner's thread state while the GIL is released, else NULL
    int lent                    # the GIL is held, but JS runs and a tick may release it until gil_take
    unsigned long owner         # thread that may use the runtime
    unsigned long generation    # of forks, when the owner took it
    int depth                   # entrances into JS on the owner's stack
    int closed
    int interrupt               # set from any thread
    int termination
    int on_main                 # the owner runs Python's signal handlers
    int calls_with_gil          # ops in a row that found the GIL still held
    int64_t last_turn           # monotonic ns: when others had a turn
    int64_t deadline            # monotonic ns, 0 none: Runtime.set_deadline
    int64_t call_deadline       # of the innermost call with timeout=
    int64_t next_signal_check
    size_t stack_limit
    PyObject *pending
    JSValue *dropped            # released on other threads; guarded by the GIL
    size_t dropped_count, dropped_size
    JSAtom host_error           # private symbol: the Python exception behind a JS error
    Key keys_by_atom[KEYS]
    Key keys_by_text[KEYS]

cdef unsigned long fork_generation = 0

cdef enum:
    LIVE_RUNTIME, LIVE_CONTEXT, LIVE_HANDLE, LIVE_MODULE, LIVE_FUNCTION, LIVE_SHARE, LIVE_PIN, LIVE_BLOCK, LIVE_KINDS
cdef long live[LIVE_KINDS]
cdef long leaked_objects = 0


def live_counts():
    """How many of each are alive: what tests compare before and after. `leaked` counts engine objects that a closed
    Runtime could not account for, ever."""
    flush_dead()
    return {
        "runtimes": live[LIVE_RUNTIME], "contexts": live[LIVE_CONTEXT], "handles": live[LIVE_HANDLE],
        "modules": live[LIVE_MODULE], "functions": live[LIVE_FUNCTION], "shares": live[LIVE_SHARE],
        "pins": live[LIVE_PIN], "blocks": live[LIVE_BLOCK], "leaked": leaked_objects,
    }


# The GIL while the engine works, in three states: held (our code calls the engine and goes on afterwards: a tick may let
# others in, but comes back with it), lent (JS runs, a tick may release it), released. Whatever takes it back says gil_take.

cdef inline void gil_take(Host *h) noexcept nogil:
    h.lent = False
    if h.saved != NULL:
        PyEval_RestoreThread(h.saved)
        h.saved = NULL


cdef inline void gil_lend(JSContext *ctx, Host *h) noexcept nogil:
    """For a call that is probably short: releasing would cost as much as the call."""
    h.lent = True
    llrt_poll_within(ctx, TICK_AFTER_CALL)


cdef inline void gil_drop(Host *h) noexcept nogil:
    h.lent = True
    if h.saved == NULL:
        h.calls_with_gil = 0
        h.saved = PyEval_SaveThread()


cdef extern from "<unistd.h>" nogil:
    int usleep(unsigned int)


cdef inline void gil_give_turn(Host *h) noexcept nogil:
    """gil_drop for JS that calls ops all the time and would take the GIL back before a waiting thread has woken up: every release
    also restarts the time after which Python asks for it, so that such a thread could wait for ever."""
    cdef bint others = h.saved == NULL and PyThreadState_Next(PyInterpreterState_ThreadHead(PyInterpreterState_Get())) != NULL
    cdef int64_t now
    gil_drop(h)
    if others:
        now = llrt_now_ns()
        if now - h.last_turn >= <int64_t>TURN_PERIOD_MS * 1_000_000:
            usleep(TURN_US)
            h.last_turn = llrt_now_ns()


cdef int enter_js(Host *h) except -1:
    """Every entrance into the engine. Pairs with leave_js."""
    if h.closed or h.owner != PyThread_get_thread_ident() or h.generation != fork_generation:
        return refuse_entrance(h)
    if h.depth == 0:
        llrt_enter(h.rt, h.stack_limit, STACK_RESERVE)
        h.termination = RUNNING
        if h.pending != NULL:
            Py_DECREF(<object>h.pending)
            h.pending = NULL
        if h.dropped_count:
            free_dropped(h)
    elif Py_EnterRecursiveCall(" while calling JavaScript"):
        return -1
    h.depth += 1
    return 0


cdef inline void leave_js(Host *h) noexcept:
    gil_take(h)
    h.depth -= 1
    if h.depth == 0:
        llrt_store(&h.interrupt, 0)
    else:
        Py_LeaveRecursiveCall()
    if llrt_any_dead():
        flush_dead()


cdef int refuse_entrance(Host *h) except -1:
    if h.closed:
        raise RuntimeError("the Runtime is closed")
    if h.generation != fork_generation:
        raise RuntimeError("this Runtime was made before fork(): it belongs to the parent process; make a new one")
    raise RuntimeError(
        f"this Runtime belongs to {thread_name(h.owner)} and was used from "
        f"{thread_name(PyThread_get_thread_ident())}; move it with adopt() while it is idle")


cdef str thread_name(unsigned long ident):
    import sys
    threading = sys.modules.get("threading")    # not imported: then nobody has named a thread
    thread = threading._active.get(ident) if threading is not None else None
    return f"thread {thread.name!r} ({ident})" if thread is not None else f"thread {ident}"


cdef void free_dropped(Host *h) noexcept:
    cdef size_t i
    for i in range(h.dropped_count):
        JS_FreeValueRT(h.rt, h.dropped[i])
    h.dropped_count = 0


cdef void drop_value(Host *h, JSValue v) noexcept:
    """Free a value wherever we are: on the owner's thread now, elsewhere when the owner enters next."""
    cdef JSValue *grown
    cdef size_t size
    if h.closed or h.generation != fork_generation:
        return      # the engine's memory is gone, or it is the parent's
    if h.owner == PyThread_get_thread_ident():
        JS_FreeValueRT(h.rt, v)
        return
    if h.dropped_count == h.dropped_size:
        size = h.dropped_size * 2 + 64
        grown = <JSValue*>realloc(h.dropped, size * sizeof(JSValue))
        if grown == NULL:
            return      # leaked until the Runtime is closed
        h.dropped = grown
        h.dropped_size = size
    h.dropped[h.dropped_count] = v
    h.dropped_count += 1


cdef void flush_dead() noexcept:
    """Let go of Python objects that JS no longer holds. Needs the GIL; runs their destructors."""
    cdef llrt_held *held
    cdef llrt_held *next_held
    while llrt_any_dead():
        held = llrt_take_dead()
        while held != NULL:
            next_held = held.next
            if held.view != NULL:
                PyBuffer_Release(held.view)
                free(held.view)
                live[LIVE_SHARE] -= 1
            else:
                live[LIVE_FUNCTION] -= 1
            Py_XDECREF(held.object)
            free(held)
            held = next_held


cdef void bury(void *opaque) noexcept nogil:
    """Finalizer of everything that holds a Python object for JS."""
    llrt_bury(<llrt_held*>opaque)


cdef llrt_held *hold(object o, size_t size) except NULL:
    """A zeroed record of `size` bytes that starts with an llrt_held of `o`, for JS to own."""
    cdef llrt_held *held = <llrt_held*>calloc(1, size)
    if held == NULL:
        raise MemoryError
    Py_INCREF(o)
    held.object = <PyObject*>o
    live[LIVE_FUNCTION] += 1
    return held


cdef JSValue new_closure(Context c, ClosureFunction function, const char *name, llrt_held *held) noexcept:
    """A JS function that owns `held`, also when this fails."""
    cdef JSValue result = JS_NewCClosure(c.ctx, function, name, bury, 0, 0, held)
    if JS_IsException(result) and not held.buried:      # it depends on where memory ran out
        llrt_bury(held)
    return result


def _after_fork_in_child():
    global fork_generation
    fork_generation += 1
