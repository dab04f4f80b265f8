# Python callables and C fast ops as JS functions.

cdef struct PythonFunction:
    llrt_held held      # first: the finalizer buries it
    Host *host
    int mode

cdef enum:
    STACK_ARGS = 8

# Called through these, a failure is a NULL or -1 with the Python exception set, and no try block is paid for.
ctypedef PyObject *(*ArgumentFunction)(Context, JSValueConst, int) noexcept
ctypedef int (*ResultFunction)(Context, PyObject *, int, JSValue *) noexcept


cdef JSValue new_function(Context c, object function, object name, int mode) except *:
    """A JS function that calls a Python callable. OPS: by the op table; COPY: for embedders."""
    cdef bytes encoded = name.encode("utf-8", "replace") if isinstance(name, str) else b""
    cdef PythonFunction *op = <PythonFunction*>hold(function, sizeof(PythonFunction))
    op.host = c.host
    op.mode = mode
    return new_closure(c, <ClosureFunction>call_python, encoded, &op.held)


cdef JSValue call_python(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv, int magic, void *opaque) noexcept:
    """The op trampoline. Entered with or without the GIL; keeps it afterwards until the next tick of the interrupt
    handler or OPS_WITH_GIL ops, because taking it is dearer than most ops."""
    cdef PythonFunction *op = <PythonFunction*>opaque
    cdef Host *h = op.host
    cdef int lent = h.lent
    cdef PyObject *context
    cdef JSValue result
    gil_take(h)
    context = <PyObject*>llrt_get_hooks(ctx).opaque
    if context != NULL:
        result = run_python(<Context>context, op, argc, argv)
    else:
        result = JS_ThrowTypeError(ctx, b"the Context of this function is closed")
    if lent:
        give_gil_back(ctx, h)
    return result


cdef inline void give_gil_back(JSContext *ctx, Host *h) noexcept:
    """After Python code that JS called while the GIL was lent or released."""
    h.lent = True
    h.calls_with_gil += 1
    if h.calls_with_gil >= OPS_WITH_GIL:
        gil_give_turn(h)
    else:
        llrt_poll_within(ctx, TICK_AFTER_OP)


cdef JSValue run_python(Context c, PythonFunction *op, int argc, JSValueConst *argv) noexcept:
    cdef PyObject *small[STACK_ARGS + 1]
    cdef PyObject **args = small
    cdef PyObject *returned
    cdef object o
    cdef JSValue result
    cdef int i, done = 0
    cdef bint ok = True
    if argc > STACK_ARGS:
        args = <PyObject**>malloc((argc + 1) * sizeof(PyObject*))
        if args == NULL:
            return JS_ThrowOutOfMemory(c.ctx)
    for i in range(argc):
        args[i + 1] = (<ArgumentFunction>argument_from_js)(c, argv[i], op.mode)
        if args[i + 1] == NULL:
            ok = False
            break
        done += 1
    returned = NULL
    if ok:
        returned = PyObject_Vectorcall(op.held.object, args + 1, argc | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL)
    for i in range(done):
        Py_DECREF(<object>args[i + 1])
    if args != small:
        free(args)
    if returned != NULL:
        ok = (<ResultFunction>result_to_js)(c, returned, op.mode, &result) == 0
        Py_DECREF(<object>returned)
        if ok:
            return result
    return throw_current(c)


cdef object argument_from_js(Context c, JSValueConst v, int mode):
    """from_js with the commonest kinds first; called through a pointer that gives NULL for an exception."""
    cdef int tag = JS_VALUE_GET_TAG(v)
    if tag == JS_TAG_INT:
        return PyLong_FromLong(JS_VALUE_GET_INT(v))
    if tag == JS_TAG_STRING:
        return string_from_js(c, v)
    return from_js(c, v, mode)


cdef int result_to_js(Context c, PyObject *returned, int mode, JSValue *out) except -1:
    if returned == <PyObject*>None:
        out[0] = JS_UNDEFINED if mode == OPS else JS_NULL
        return 0
    return to_js(c, <object>returned, mode, out)


cdef object python_function_behind(JSValueConst v):
    """The Python callable a JS function calls, or None."""
    cdef PythonFunction *op = <PythonFunction*>llrt_closure_opaque(v, <ClosureFunction>call_python)
    return <object>op.held.object if op != NULL else None
