# Runtime: one engine heap with its limits, owned by one thread at a time.

@cython.no_gc_clear
cdef class Runtime:
    """An engine heap, used by the thread that made it (or took it over with adopt()).

    memory_limit, gc_threshold: bytes; a limit of 0 is none. stack_limit: bytes of C stack JS may use; 0 is what the
    thread has, less a reserve. As a context manager it adopts at entry and closes at exit."""

    cdef Host *host
    cdef void *contexts         # first Context, not counted
    cdef JSContext **orphans    # contexts whose Python object died on another thread
    cdef size_t orphan_count
    cdef object __weakref__

    def __cinit__(self, *, Py_ssize_t memory_limit=0, Py_ssize_t stack_limit=0, Py_ssize_t gc_threshold=20 * 1024 * 1024):
        cdef Host *h
        if memory_limit < 0 or stack_limit < 0 or gc_threshold < 0:
            raise ValueError("limits are numbers of bytes, at least 0")
        self.host = h = <Host*>calloc(1, sizeof(Host))
        if h == NULL:
            raise MemoryError
        h.closed = True
        llrt_timezone_read(False)
        h.rt = llrt_new_runtime()
        if h.rt == NULL:
            raise MemoryError("no memory for a JavaScript runtime")
        h.closed = False
        live[LIVE_RUNTIME] += 1
        h.stack_limit = stack_limit
        take_ownership(h)
        JS_SetRuntimeOpaque(h.rt, h)
        JS_SetInterruptHandler(h.rt, on_tick, h)
        JS_SetGCThreshold(h.rt, gc_threshold if gc_threshold else <size_t>-1)
        if memory_limit:
            JS_SetMemoryLimit(h.rt, memory_limit)

    def __dealloc__(self):
        cdef Host *h = self.host
        if h == NULL:
            return
        if not h.closed and h.generation == fork_generation:
            take_ownership(h)       # nobody else can be in it: a running call holds a reference
            self.shut()
        free(self.orphans)
        free(h.dropped)
        Py_XDECREF(h.pending)
        free(h)

    cdef void shut(self) noexcept:
        global leaked_objects
        cdef Host *h = self.host
        cdef size_t i
        llrt_enter(h.rt, h.stack_limit, STACK_RESERVE)
        while self.contexts != NULL:
            (<Context>self.contexts).shut()
        for i in range(self.orphan_count):
            free_js_context(self.orphans[i])
        self.orphan_count = 0
        free_dropped(h)
        clear_keys(h, True)
        if h.host_error:
            JS_FreeAtomRT(h.rt, h.host_error)
        h.closed = True
        leaked_objects += llrt_free_runtime(h.rt)
        h.rt = NULL
        live[LIVE_RUNTIME] -= 1
        flush_dead()

    cdef int check(self) except -1:
        cdef Host *h = self.host
        if h.closed or h.owner != PyThread_get_thread_ident() or h.generation != fork_generation:
            refuse_entrance(h)
        return 0

    cdef void free_orphans(self) noexcept:
        cdef size_t i
        for i in range(self.orphan_count):
            free_js_context(self.orphans[i])
        self.orphan_count = 0

    def context(self):
        """A new Context: global object, builtins, modules."""
        self.check()
        self.free_orphans()
        return Context(self)

    def interrupt(self):
        """Stop the JavaScript that is running in this Runtime with JSInterrupted; from any thread or signal handler.
        False: none was running, and nothing will be stopped."""
        if self.host.closed or self.host.depth == 0:
            return False
        llrt_store(&self.host.interrupt, 1)
        return True

    def interrupt_script(self):
        """End the vm script that runs with breakOnSigint; to be called by a signal handler while JavaScript runs."""
        if not self.host.closed:
            llrt_interrupt_script(self.host.rt)

    def set_deadline(self, seconds):
        """From this moment of time.monotonic() on, running JavaScript ends with JSTimeout; None: no deadline."""
        self.host.deadline = 0 if seconds is None else <int64_t>(min(max(<double>seconds, 1e-9), 9e9) * 1e9)

    def set_memory_limit(self, Py_ssize_t limit, /):
        """Change the limit; 0 is none."""
        self.check()
        if limit < 0:
            raise ValueError("the limit is a number of bytes, at least 0")
        JS_SetMemoryLimit(self.host.rt, limit)

    def memory_usage(self):
        """What the engine's heap holds: numbers of bytes and of things."""
        cdef JSMemoryUsage usage
        self.check()
        JS_ComputeMemoryUsage(self.host.rt, &usage)
        return usage

    def counts(self):
        """Numbers of engine objects alive, for tests."""
        cdef llrt_counters counters
        self.check()
        llrt_count(self.host.rt, &counters)
        return counters

    def gc(self):
        """Run the engine's cycle collector now."""
        enter_js(self.host)
        try:
            gil_drop(self.host)
            JS_RunGC(self.host.rt)
        finally:
            leave_js(self.host)

    def adopt(self):
        """Make the calling thread the owner. Only while no JavaScript runs in it."""
        cdef Host *h = self.host
        if h.closed or h.generation != fork_generation:
            refuse_entrance(h)
        if h.depth and h.owner != PyThread_get_thread_ident():
            raise RuntimeError(f"this Runtime is running JavaScript in {thread_name(h.owner)}: it can move only while idle")
        take_ownership(h)

    @property
    def closed(self):
        return bool(self.host.closed)

    def close(self):
        """Free the heap. Values, Deferreds, Modules and memoryviews that are left say "closed" (memoryviews stay valid)."""
        if self.host.closed:
            return
        self.check()
        if self.host.depth:
            raise RuntimeError("cannot close a Runtime while its JavaScript is running")
        self.shut()

    def __enter__(self):
        self.adopt()
        return self

    def __exit__(self, kind, error, traceback):
        keep_stacks(error)
        self.close()


cdef void take_ownership(Host *h) noexcept:
    h.owner = PyThread_get_thread_ident()
    h.generation = fork_generation
    h.on_main = llrt_on_main_thread()


cdef void free_js_context(JSContext *ctx) noexcept:
    llrt_get_hooks(ctx).opaque = NULL
    llrt_context_shutdown(ctx)
    JS_FreeContext(ctx)


cdef int keep_stacks(object error) except -1:
    """Read the stacks of the JSErrors that leave a `with`: their values are about to be closed."""
    cdef int depth = 0
    while error is not None and depth < 16:
        if isinstance(error, classes().JSError):
            error.stack
        error = error.__cause__ or error.__context__
        depth += 1
    return 0
