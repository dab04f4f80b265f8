# Context: one global object (a realm) with its modules. Its methods are the entrances into JavaScript; which of them drain,
# and when the GIL is released, is said at each.

@cython.no_gc_clear
cdef class Context:
    """A JavaScript global environment. Made by Runtime.context()."""

    cdef readonly Runtime runtime
    cdef Host *host
    cdef JSContext *ctx
    cdef void *handles          # first Handle, not counted
    cdef void *previous         # Context, not counted
    cdef void *next
    cdef ModuleCell *orphans    # of Modules that died on another thread
    cdef readonly bint closed
    cdef int cause_depth
    cdef object import_hook, meta_hook, native_loader, sdk_loader, uncaught_hook
    cdef list rejections
    cdef object __weakref__

    def __cinit__(self, Runtime runtime not None):
        self.closed = True
        runtime.check()
        self.runtime = runtime
        self.host = runtime.host
        self.rejections = []
        llrt_enter(self.host.rt, self.host.stack_limit, STACK_RESERVE)
        self.ctx = llrt_new_context(self.host.rt)
        if self.ctx == NULL:
            raise classes().JSMemoryError("InternalError", "no memory for a JavaScript context", "")
        if not self.host.host_error:
            self.host.host_error = llrt_private_atom(self.ctx, b"llrt.hostError")
            if not self.host.host_error:
                free_js_context(self.ctx)
                raise classes().JSMemoryError("InternalError", "no memory for a JavaScript context", "")
        install_hooks(self)
        self.closed = False
        self.next = runtime.contexts
        if self.next != NULL:
            (<Context>self.next).previous = <void*>self
        runtime.contexts = <void*>self
        live[LIVE_CONTEXT] += 1

    def __dealloc__(self):
        cdef JSContext **grown
        if self.closed:
            return
        if self.host.generation != fork_generation:
            self.unlink()
        elif self.host.owner == PyThread_get_thread_ident():
            self.shut()
        else:
            self.unlink()
            self.abandon_orphans()
            llrt_get_hooks(self.ctx).opaque = NULL
            grown = <JSContext**>realloc(self.runtime.orphans, (self.runtime.orphan_count + 1) * sizeof(JSContext*))
            if grown != NULL:
                grown[self.runtime.orphan_count] = self.ctx
                self.runtime.orphans = grown
                self.runtime.orphan_count += 1

    cdef void unlink(self) noexcept:
        self.closed = True
        live[LIVE_CONTEXT] -= 1
        if self.previous != NULL:
            (<Context>self.previous).next = self.next
        else:
            self.runtime.contexts = self.next
        if self.next != NULL:
            (<Context>self.next).previous = self.previous

    cdef void shut(self) noexcept:
        """On the owner's thread."""
        while self.handles != NULL:
            (<Handle>self.handles).release()
        self.free_orphans()
        self.unlink()
        free_js_context(self.ctx)
        self.import_hook = self.meta_hook = self.native_loader = self.sdk_loader = self.uncaught_hook = None
        self.rejections = []

    cdef void free_orphans(self) noexcept:
        cdef ModuleCell *cell
        while self.orphans != NULL:
            cell = self.orphans
            self.orphans = NULL if cell.next == cell else cell.next
            forget_module(self, cell)

    cdef void abandon_orphans(self) noexcept:
        """Leave the cells to the engine, which frees each with its module."""
        cdef ModuleCell *cell = self.orphans
        cdef ModuleCell *after
        self.orphans = NULL
        while cell != NULL:
            after = NULL if cell.next == cell else cell.next
            cell.next = NULL
            cell = after

    cdef int check(self) except -1:
        if self.closed:
            raise RuntimeError("the Context is closed")
        if self.host.owner != PyThread_get_thread_ident() or self.host.generation != fork_generation:
            refuse_entrance(self.host)
        if self.orphans != NULL:
            self.free_orphans()
        return 0

    # ---- running code ------------------------------------------------------------------------------------------------------

    def eval(self, source, filename="<eval>", int line=1, *, bint strict=False, bint async_=False, timeout=None, mode=None):
        """Run a classic script; its completion value. async_: top-level await is allowed, the result is a promise.
        The GIL is released. Nothing is drained."""
        cdef int flags = (LLRT_SCRIPT_STRICT if strict else 0) | (LLRT_SCRIPT_ASYNC if async_ else 0)
        return eval_source(self, source, filename, line, flags, timeout, result_mode(mode))

    def eval_value(self, source, filename="<eval>", int line=1, *, bint strict=False, bint async_=False, timeout=None):
        """As eval(), but the completion value comes unconverted, as a Value."""
        cdef int flags = (LLRT_SCRIPT_STRICT if strict else 0) | (LLRT_SCRIPT_ASYNC if async_ else 0)
        return eval_source(self, source, filename, line, flags, timeout, RAW)

    def call(self, Value fn not None, *args, this=None, timeout=None, mode=None):
        """Call a function. The GIL stays held if the call is short. Nothing is drained."""
        self.check()
        return call_with_options(self, fn, args, this, timeout, result_mode(mode))

    def enter(self, Value fn not None, *args):
        """The loop's entrance: call, then ticks, microtasks and unhandled rejections in Node's order, the GIL released.
        What `fn` throws is raised before anything is drained, what a tick or job throws when it happens: drain() then
        goes on with the rest. With set_uncaught_hook() both go to the hook instead. Arguments by the op table; the
        result with a Value for every object and None for undefined."""
        self.check()
        fn.check(self)
        enter_js(self.host)
        try:
            return enter_and_drain(self, fn.v, tuple_items(args), PyTuple_GET_SIZE(args))
        finally:
            leave_js(self.host)

    def enter_nested(self, Value fn not None, *args, mode=None):
        """A call from inside an op: drains nothing. Conversions as enter(), or the result by `mode`."""
        cdef int take = result_mode(mode, HANDLE_OR_NONE)
        self.check()
        fn.check(self)
        return call_js(self, fn.v, JS_UNDEFINED, tuple_items(args), PyTuple_GET_SIZE(args), OPS, take)

    def drain(self):
        """Ticks, microtasks and unhandled rejections until all are quiet. Raises what one of them throws; call it again
        to go on."""
        self.check()
        enter_js(self.host)
        try:
            drain(self)
        finally:
            leave_js(self.host)

    def run_microtasks(self):
        """Promise jobs only."""
        cdef int done
        self.check()
        enter_js(self.host)
        try:
            gil_drop(self.host)
            done = llrt_run_microtasks(self.ctx)
            gil_take(self.host)
            if done < 0:
                raise_pending(self)
        finally:
            leave_js(self.host)

    def has_pending_jobs(self):
        """Is there anything for drain() to do?"""
        self.check()
        return bool(llrt_has_work(self.ctx))

    def unhandled_rejections(self):
        """Promises rejected without a handler since the last call, as Values; kept only while JS has set no rejection
        hook."""
        self.check()
        found, self.rejections = self.rejections, []
        return found

    # ---- compiling, modules ---------------------------------------------------------------------------------------------------

    def compile(self, source, filename, int line=1, *, bint module=False, bint strict=False):
        """A Script, or an unlinked Module; `source` is str or UTF-8 bytes. JSSyntaxError if it does not parse."""
        self.check()
        return compile_source(self, source, filename, line, module, LLRT_SCRIPT_STRICT if strict else 0)

    def read_bytecode(self, data, bytes text=None):
        """The Script or unlinked Module that .bytecode() wrote, with the `text` that was given there. ValueError for
        anything else."""
        self.check()
        return read_code(self, data, text)

    def builtin(self, str canonical_name, /):
        """The builtin's Module, linked, not evaluated; None if there is none of that name."""
        cdef JSModuleDef *m
        self.check()
        name = canonical_name.encode()
        enter_js(self.host)
        try:
            m = llrt_load_builtin(self.ctx, name)
            gil_take(self.host)
            if m == NULL and not JS_HasException(self.ctx):
                return None
            return wrap_module(self, m)
        finally:
            leave_js(self.host)

    def load_builtin(self, str canonical_name, /):
        """The namespace of a builtin, evaluated."""
        cdef JSValue result
        self.check()
        name = canonical_name.encode()
        enter_js(self.host)
        try:
            gil_drop(self.host)
            result = llrt_require_builtin(self.ctx, name)
            gil_take(self.host)
            return take_from_js(self, result, HANDLE)
        finally:
            leave_js(self.host)

    def builtins(self):
        """Canonical names of the builtins that users may import, sorted."""
        return [llrt_builtin_table[i].name.decode() for i in range(llrt_builtin_count)
                if llrt_builtin_table[i].flags & LLRT_BUILTIN_PUBLIC]

    def synthetic_module(self, str name, exports, init=None):
        """A module with these exports; init(module), called when it is evaluated, gives them with set_export()."""
        self.check()
        return new_synthetic(self, name, [e.encode("utf-8", "surrogatepass") for e in exports], init)

    def set_native_loader(self, fn):
        """fn(room) -> dict: the exports of native:<room>, at its first import."""
        self.native_loader = fn

    def set_sdk_loader(self, fn):
        """fn(canonical name) -> bytecode as jsc wrote it, or None: modules of the SDK that are no part of the program. Trusted."""
        self.sdk_loader = fn

    def set_import_hook(self, fn):
        """fn(base_name, specifier, attributes) -> Module | Deferred: import(). A Deferred is to be resolved with a Module."""
        self.import_hook = fn

    def set_meta_hook(self, fn):
        """fn(module, meta: Value): import.meta is touched for the first time."""
        self.meta_hook = fn

    def set_uncaught_hook(self, fn):
        """fn(error: JSError): an exception that a callback, tick or job of enter() or drain() did not catch; draining goes
        on. None: they raise it."""
        self.uncaught_hook = fn

    # ---- values -----------------------------------------------------------------------------------------------------------------

    @property
    def global_(self):
        self.check()
        return new_value(self, JS_GetGlobalObject(self.ctx))

    def function(self, callable, name="", *, bint op=False):
        """A JS function that calls `callable`: converting for embedders, or by the op table."""
        self.check()
        if not PyCallable_Check(callable) and not is_fastop(callable):
            raise TypeError(f"function() takes a callable, not {type(callable).__qualname__!r}")
        enter_js(self.host)
        try:
            return take_from_js(self, any_function(self, callable, name, OPS if op else COPY), HANDLE)
        finally:
            leave_js(self.host)

    def lookup(self, dict values, encode):
        """A JS function for the trap `get` of a proxy: names in a dict of bytes, then those of the target. encode(str) makes a key."""
        self.check()
        enter_js(self.host)
        try:
            return take_from_js(self, new_lookup(self, values, encode), HANDLE)
        finally:
            leave_js(self.host)

    def deferred(self):
        return Deferred(self)

    def share(self, buffer, /):
        """An ArrayBuffer over the memory of a writable Python buffer, without a copy. The buffer stays exported (a bytearray
        cannot be resized) until JS has let go of it."""
        self.check()
        enter_js(self.host)
        try:
            return share_buffer(self, buffer)
        finally:
            leave_js(self.host)

    def value(self, o, /, *, mode="copy"):
        """The JS value of a Python object, as a Value (of a primitive, too)."""
        cdef JSValue v
        cdef int how = result_mode(mode)
        self.check()
        enter_js(self.host)
        try:
            to_js(self, o, how, &v)
            return new_value(self, v)
        finally:
            leave_js(self.host)

    def parse_json(self, text, filename="<json>"):
        """Python data of a JSON text (str or UTF-8 bytes), read by the engine. JSSyntaxError if it is not JSON."""
        self.check()
        data = source_bytes(text)
        name = filename_bytes(filename)
        enter_js(self.host)
        try:
            return take_from_js(self, JS_ParseJSON(self.ctx, PyBytes_AS_STRING(data), PyBytes_GET_SIZE(data), name), OPS)
        finally:
            leave_js(self.host)

    def close(self):
        """Free the global object and what only it holds. Values and Modules of it say "closed"."""
        if self.closed:
            return
        self.check()
        if self.host.depth:
            raise RuntimeError("cannot close a Context while JavaScript is running")
        self.shut()
        flush_dead()

    def __enter__(self):
        self.check()
        return self

    def __exit__(self, kind, error, traceback):
        keep_stacks(error)
        self.close()
