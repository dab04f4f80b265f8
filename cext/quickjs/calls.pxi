# Python -> JS calls. The GIL stays held for short ones (releasing it costs as much as the call) and is released at the
# first tick of the interrupt handler.

cdef object call_js(Context c, JSValueConst function, JSValueConst this_value, PyObject **args, Py_ssize_t count, int give, int take):
    """`give`, `take`: modes for the arguments and the result."""
    cdef Host *h = c.host
    cdef JSValue small[8]
    cdef JSValue *argv = small
    cdef JSValue result
    cdef Py_ssize_t i, done = 0
    enter_js(h)
    try:
        if count > 8:
            argv = <JSValue*>malloc(count * sizeof(JSValue))
            if argv == NULL:
                raise MemoryError
        try:
            while done < count:
                to_js(c, <object>args[done], give, &argv[done])
                done += 1
            gil_lend(c.ctx, h)
            result = JS_Call(c.ctx, function, this_value, <int>count, argv)
            gil_take(h)
        finally:
            for i in range(done):
                JS_FreeValue(c.ctx, argv[i])
            if argv != small:
                free(argv)
        return take_from_js(c, result, take)
    finally:
        leave_js(h)


cdef object vectorcall_value(PyObject *callee, PyObject **args, size_t nargsf, PyObject *kwnames):
    """Value.__call__: no tuple, no dict on the way."""
    cdef Value value = <Value>callee
    cdef Py_ssize_t count = PyVectorcall_NARGS(nargsf)
    if kwnames != NULL and PyTuple_GET_SIZE(<object>kwnames):
        options = {(<tuple><object>kwnames)[i]: <object>args[count + i] for i in range(PyTuple_GET_SIZE(<object>kwnames))}
        return value.call(*[<object>args[i] for i in range(count)], **options)
    value.check(value.context)
    return call_js(value.context, value.v, JS_UNDEFINED, args, count, COPY, COPY)


cdef object call_with_options(Context c, Value function, tuple args, object this, object timeout, int take):
    cdef JSValue this_value = JS_UNDEFINED
    cdef int64_t before
    function.check(c)
    before = push_timeout(c.host, timeout)
    try:
        if this is not None:
            convert_alone(c, this, &this_value)
        return call_js(c, function.v, this_value, tuple_items(args), PyTuple_GET_SIZE(args), COPY, take)
    finally:
        c.host.call_deadline = before
        if this is not None:
            drop_value(c.host, this_value)


cdef int convert_alone(Context c, object o, JSValue *out) except -1:
    """to_js as an entrance of its own."""
    enter_js(c.host)
    try:
        to_js(c, o, COPY, out)
    finally:
        leave_js(c.host)
    return 0


cdef object construct(Context c, Value function, tuple args, object timeout, int take):
    cdef JSValue *argv = NULL
    cdef JSValue result
    cdef Py_ssize_t count = PyTuple_GET_SIZE(args), done = 0, i
    cdef int64_t before
    function.check(c)
    before = push_timeout(c.host, timeout)
    try:
        enter_js(c.host)
        try:
            argv = <JSValue*>malloc((count + 1) * sizeof(JSValue))
            if argv == NULL:
                raise MemoryError
            while done < count:
                to_js(c, args[done], COPY, &argv[done])
                done += 1
            gil_lend(c.ctx, c.host)
            result = JS_CallConstructor(c.ctx, function.v, <int>count, argv)
            gil_take(c.host)
            return take_from_js(c, result, take)
        finally:
            for i in range(done):
                JS_FreeValue(c.ctx, argv[i])
            free(argv)
            leave_js(c.host)
    finally:
        c.host.call_deadline = before


cdef inline PyObject **tuple_items(tuple t):
    return llrt_tuple_items(t)


cdef extern from *:
    """
    #define llrt_tuple_items(t) (((PyTupleObject *)(t))->ob_item)

    /* Cython has no way to give a cdef class the vectorcall protocol: set the type's slots once it is ready. */
    static void llrt_enable_vectorcall(PyObject *o, Py_ssize_t offset)
    {
        PyTypeObject *type = (PyTypeObject *)o;
        type->tp_vectorcall_offset = offset;
        type->tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL;
        type->tp_call = PyVectorcall_Call;
        PyType_Modified(type);
    }
    """
    PyObject **llrt_tuple_items(object t)
    void llrt_enable_vectorcall(object type, Py_ssize_t offset)


cdef void set_up_vectorcall():
    cdef Value probe = Value.__new__(Value)
    llrt_enable_vectorcall(Value, <char*>&probe.vectorcall - <char*><void*>probe)


set_up_vectorcall()
