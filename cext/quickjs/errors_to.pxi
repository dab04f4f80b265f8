# Python exceptions thrown into JS, and how a JS error remembers the Python one: a property under a private symbol of the
# runtime, whose value is a function object with the exception as its C data. JS code cannot see it.

cdef JSValue throw_current(Context c) noexcept:
    """The current Python exception becomes the JS exception pending in the context."""
    cdef PyObject *p = llrt_take_exception()
    cdef JSValue thrown
    if p == NULL:
        return JS_ThrowInternalError(c.ctx, "a Python callable failed without an exception")
    exception = <object>p
    Py_DECREF(exception)
    try:
        thrown = throw_exception(c, exception)
    except BaseException:     # a broken __str__, no memory, no recursion left: nothing that can fail may follow
        if isinstance(exception, RecursionError):
            thrown = JS_ThrowRangeError(c.ctx, b"Maximum call stack size exceeded")
        else:
            thrown = JS_ThrowInternalError(c.ctx, b"a Python exception could not be converted")
    return thrown


cdef JSValue throw_exception(Context c, object exception) except *:
    cdef Host *h = c.host
    cdef JSValue error
    if not isinstance(exception, Exception) or isinstance(exception, classes().JSInterrupted) or (
            isinstance(exception, classes().JSTimeout) and deadline_passed(h)):
        Py_INCREF(exception)
        keep_pending(h, <PyObject*>exception)
        error = JS_NewError(c.ctx)
        return error if JS_IsException(error) else llrt_throw_uncatchable(c.ctx, error)
    error = error_to_js(c, exception)
    return error if JS_IsException(error) else JS_Throw(c.ctx, error)


cdef JSValue error_to_js(Context c, object exception) except *:
    """The JS error for a Python exception: the very JS value for a JSError of this runtime, else a new error that
    remembers it. JS_EXCEPTION: a JS exception is pending instead."""
    cdef JSValue error
    cdef bint known
    if isinstance(exception, classes().JSError):
        value = exception.value
        if isinstance(value, Value):
            if (<Value>value).alive and (<Value>value).context.host == c.host:
                return JS_DupValue(c.ctx, (<Value>value).v)
        elif exception._threw_primitive:
            to_js(c, value, COPY, &error)
            return error
        form = exception.name or "Error", None, exception.message, {}
    elif isinstance(exception, RecursionError):
        form = "RangeError", None, "Maximum call stack size exceeded", {}
    else:
        from llrt.errors import js_form
        form = js_form(exception)
    error = new_error(c, form[0], form[1], form[2], form[3])
    if not JS_IsException(error):
        remember_exception(c, error, exception)
    return error


cdef JSValue new_error(Context c, object class_name, object name, object message, dict props) except *:
    """new <class_name>(message) with `name` (if not None) and own properties."""
    cdef JSValue constructor, error, text
    encoded = class_name.encode()
    constructor = global_property(c, encoded)
    if not JS_IsConstructor(c.ctx, constructor):
        JS_FreeValue(c.ctx, constructor)
        constructor = global_property(c, b"Error")
    text = string_to_js(c.ctx, <PyObject*>message)
    if JS_IsException(text):
        JS_FreeValue(c.ctx, constructor)
        return text
    error = JS_CallConstructor(c.ctx, constructor, 1, &text)
    JS_FreeValue(c.ctx, text)
    JS_FreeValue(c.ctx, constructor)
    if JS_IsException(error):
        return error
    try:
        if name is not None:
            define_property(c, error, "name", name, JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE)
        for key, value in props.items():
            define_property(c, error, key, value, JS_PROP_C_W_E)
        if str(props.get("code", "")).startswith("ERR_"):
            mark_node_error(c, error)
    except BaseException:
        JS_FreeValue(c.ctx, error)
        raise
    return error


cdef int mark_node_error(Context c, JSValueConst error) except -1:
    """Errors with Node's codes print as `Name [CODE]: message`; the builtins' stack form asks for this mark."""
    cdef JSValue symbol = JS_NewSymbol(c.ctx, b"llrt.isNodeError", True)
    cdef JSAtom atom
    if JS_IsException(symbol):
        raise_pending(c)
    atom = JS_ValueToAtom(c.ctx, symbol)
    JS_FreeValue(c.ctx, symbol)
    if atom == 0 or JS_DefinePropertyValue(c.ctx, error, atom, JS_TRUE, JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE) < 0:
        raise_pending(c)
    JS_FreeAtom(c.ctx, atom)
    return 0


cdef int define_property(Context c, JSValueConst target, object key, object value, int flags) except -1:
    cdef JSValue v
    cdef JSAtom atom
    to_js(c, value, OPS, &v)
    atom = own_atom(c, key, v)
    if JS_DefinePropertyValue(c.ctx, target, atom, v, flags) < 0:
        JS_FreeAtom(c.ctx, atom)
        raise_pending(c)
    JS_FreeAtom(c.ctx, atom)
    return 0


cdef JSValue not_to_be_called(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv, int magic, void *opaque) noexcept nogil:
    return JS_UNDEFINED


cdef int remember_exception(Context c, JSValueConst error, object exception) except -1:
    cdef JSValue holder = new_closure(c, not_to_be_called, b"", hold(exception, sizeof(llrt_held)))
    if JS_IsException(holder) or JS_DefinePropertyValue(c.ctx, error, c.host.host_error, holder, 0) < 0:
        swallow(c)      # the error is thrown without its memory: better than none
    return 0


cdef object exception_behind(Context c, JSValueConst error):
    """The Python exception a JS error remembers, or None."""
    cdef JSPropertyDescriptor found
    cdef llrt_held *held
    cdef int has
    found.getter = found.setter = found.value = JS_UNDEFINED
    if JS_IsProxy(error):
        return None
    has = JS_GetOwnProperty(c.ctx, &found, error, c.host.host_error)
    if has < 0:
        swallow(c)
    if has <= 0:
        return None
    held = <llrt_held*>llrt_closure_opaque(found.value, not_to_be_called)
    result = <object>held.object if held != NULL and held.object != NULL else None
    JS_FreeValue(c.ctx, found.value)
    return result
