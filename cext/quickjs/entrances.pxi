# The bodies of Context's entrances: sources, scripts, the drain.

cdef bytes source_bytes(object source):
    """UTF-8 of a source text; bytes objects end with a NUL, which the engine wants."""
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass")
    if isinstance(source, bytes):
        return source
    if not PyObject_CheckBuffer(source):
        raise TypeError(f"source must be str or bytes, got {type(source).__name__}")
    return bytes(source)


cdef bytes filename_bytes(object filename):
    name = filename.encode("utf-8", "surrogatepass")
    if b"\0" in name:
        raise ValueError("a file name cannot contain NUL")
    return name


cdef object eval_source(Context c, object source, object filename, int line, int flags, object timeout, int take):
    cdef JSValue result
    cdef int64_t before
    c.check()
    cdef bytes text = source_bytes(source)
    cdef bytes name = filename_bytes(filename)
    cdef const char *p = PyBytes_AS_STRING(text)
    cdef const char *n = PyBytes_AS_STRING(name)
    before = push_timeout(c.host, timeout)
    try:
        enter_js(c.host)
        try:
            gil_drop(c.host)
            result = llrt_eval(c.ctx, p, PyBytes_GET_SIZE(text), n, line, flags)
            if flags & LLRT_SCRIPT_ASYNC and not JS_IsException(result):
                result = unwrap_async(c.ctx, result)
            gil_take(c.host)
            return take_from_js(c, result, take)
        finally:
            leave_js(c.host)
    finally:
        c.host.call_deadline = before


cdef JSValue unwrap_async(JSContext *ctx, JSValue promise) noexcept nogil:
    """The engine's promise of an async script gives {value: completion value}; ours gives the value."""
    cdef JSValue unwrap = JS_NewCClosure(ctx, get_value, b"", NULL, 1, 0, NULL)
    cdef JSValue result = unwrap
    if not JS_IsException(unwrap):
        result = JS_PromiseThen(ctx, promise, unwrap, JS_UNDEFINED)
    JS_FreeValue(ctx, unwrap)
    JS_FreeValue(ctx, promise)
    return result


cdef JSValue get_value(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv, int magic, void *opaque) noexcept nogil:
    return JS_GetPropertyStr(ctx, argv[0], b"value")


cdef object compile_source(Context c, object source, object filename, int line, bint module, int flags):
    cdef bytes text = source_bytes(source)
    cdef bytes name = filename_bytes(filename)
    cdef const char *p = PyBytes_AS_STRING(text)
    cdef const char *n = PyBytes_AS_STRING(name)
    cdef JSModuleDef *m
    cdef JSValue v
    enter_js(c.host)
    try:
        gil_drop(c.host)
        if module:
            m = llrt_module_compile(c.ctx, p, PyBytes_GET_SIZE(text), n, line)
            gil_take(c.host)
            return wrap_module(c, m)
        v = llrt_script_compile(c.ctx, p, PyBytes_GET_SIZE(text), n, line, flags)
        gil_take(c.host)
        return new_script(c, v)
    finally:
        leave_js(c.host)


cdef object read_code(Context c, object data, bytes text):
    cdef Py_buffer view
    cdef const uint8_t *p
    cdef llrt_kept kept
    cdef bint with_text
    cdef int kind
    # Functions are read from it as long as one of them lives: it must not change.
    if not isinstance(data, bytes) and not (isinstance(data, memoryview) and isinstance(data.obj, bytes)):
        data = bytes(data)
    PyObject_GetBuffer(data, &view, PyBUF_SIMPLE)
    try:
        p = <const uint8_t*>view.buf
        kind = bytecode_kind(p, view.len)
        with_text = (<const bytecode_header*>p).with_text
        if with_text and text is None:
            raise ValueError("this bytecode is read with the text it was compiled from")
        enter_js(c.host)
        try:
            kept.release = bury
            kept.opaque = hold((data, text), sizeof(llrt_held))
            kept.text = PyBytes_AS_STRING(text) if with_text else NULL
            kept.text_length = len(text) if with_text else 0
            if kind == BYTECODE_MODULE:
                return wrap_module(c, llrt_module_read_kept(c.ctx, p + BYTECODE_HEADER, view.len - BYTECODE_HEADER, &kept))
            return new_script(c, llrt_script_read_kept(c.ctx, p + BYTECODE_HEADER, view.len - BYTECODE_HEADER, &kept))
        finally:
            leave_js(c.host)
    finally:
        PyBuffer_Release(&view)


cdef Module new_synthetic(Context c, str name, list exports, object init):
    cdef const char **names
    cdef Py_ssize_t i, count = len(exports)
    cdef JSModuleDef *m
    cdef bytes encoded = filename_bytes(name)
    cdef Module module
    names = <const char**>malloc((count + 1) * sizeof(char*))
    if names == NULL:
        raise MemoryError
    enter_js(c.host)
    try:
        for i in range(count):
            names[i] = PyBytes_AS_STRING(exports[i])
        m = llrt_module_synthetic(c.ctx, encoded, names, <int>count)
        module = wrap_module(c, m)
        if init is not None:
            module.cell.init = hold(init, sizeof(llrt_held))
        return module
    finally:
        free(names)
        leave_js(c.host)


cdef object enter_and_drain(Context c, JSValueConst fn, PyObject **args, Py_ssize_t count):
    cdef JSValue small[8]
    cdef JSValue *argv = small
    cdef JSValue result
    cdef Py_ssize_t i, done = 0
    if count > 8:
        argv = <JSValue*>malloc(count * sizeof(JSValue))
        if argv == NULL:
            raise MemoryError
    try:
        while done < count:
            to_js(c, <object>args[done], OPS, &argv[done])
            done += 1
        gil_drop(c.host)
        result = JS_Call(c.ctx, fn, JS_UNDEFINED, <int>count, argv)
    finally:
        for i in range(done):
            JS_FreeValue(c.ctx, argv[i])
        if argv != small:
            free(argv)
    if JS_IsException(result) or c.host.termination != RUNNING:
        JS_FreeValue(c.ctx, result)
        report_uncaught(c)
        result = JS_UNDEFINED
    try:
        drain(c)
        return from_js(c, result, HANDLE_OR_NONE)
    finally:
        JS_FreeValue(c.ctx, result)


cdef int drain(Context c) except -1:
    cdef int done = -1
    while done < 0:
        gil_drop(c.host)
        done = llrt_drain(c.ctx)
        gil_take(c.host)
        if done < 0 or c.host.termination != RUNNING:
            report_uncaught(c)
            done = -1
    return 0


cdef int report_uncaught(Context c) except -1:
    """Give the pending exception to the uncaught hook, or raise it."""
    gil_take(c.host)
    if c.uncaught_hook is None or c.host.termination != RUNNING:
        raise_pending(c)
    c.uncaught_hook(error_from_js(c, JS_GetException(c.ctx), -1))
    return 0


cdef JSValue any_function(Context c, object callable, object name, int mode) except *:
    if is_fastop(callable):
        return new_fast_function(c, callable)
    return new_function(c, callable, name, mode)


def set_builtins_from(folder):
    """Development: builtins are read from this folder of sources, in every Runtime; None: from the package."""
    cdef bytes path
    if folder is None:
        llrt_set_builtins_from(NULL)
        return
    path = filename_bytes(folder)
    if llrt_set_builtins_from(path) < 0:
        raise OSError(f"cannot read builtins from {folder!r}")


def set_hash_seed(unsigned long long seed):
    """Fix the seed of the engine's hashes (reproducible images). Only while no Runtime exists."""
    if llrt_set_hash_seed(seed) < 0:
        raise RuntimeError("the hash seed cannot change while a Runtime exists")


def set_lazy_functions(int mode):
    """Whether functions are compiled when they are first called: 0 no, 1 yes (the default); 2, for tests: compiled at once, and told on
    stderr when the look that is taken at them instead would have been wrong; 3, for tests: a thread looks at every text ahead; 4, for tests:
    what bytecode is asked of is compiled without places in the source and with them, and told on stderr when that is not the same."""
    global llrt_lazy_mode
    if not 0 <= mode <= 4:
        raise ValueError(f"mode is 0 to 4, not {mode}")
    llrt_lazy_mode = mode


def read_timezone():
    """Local time is from now on what TZ of the process's environment, else /etc/localtime, says. A new Runtime looks too."""
    llrt_timezone_read(True)
