# Exceptions across the border, both ways. A JS exception becomes a JSError (or what it remembers: see HostError); a Python
# exception becomes a JS error that remembers it; what JS must not catch (deadlines, interrupts, KeyboardInterrupt,
# SystemExit, ProcessExit: anything that is not an Exception) is kept in Host.pending and raised again at the border.

# The classes that are plain Python (the errors, BigInt, undefined's) are in llrt/_quickjs_classes.py and loaded when one is
# first needed: creating them costs a tenth of what a start costs.
cdef object loaded_classes = None

cdef object classes():
    """llrt._quickjs_classes."""
    global loaded_classes, undefined, BigInt
    if loaded_classes is None:
        from llrt import _quickjs_classes as found
        undefined = found.undefined
        BigInt = found.BigInt
        loaded_classes = found
    return loaded_classes


# What they are until then: nothing that exists.
cdef object undefined = object()
cdef type BigInt = None


def __getattr__(name):
    if name.startswith("__") or name not in classes().__all__:
        raise AttributeError(f"module 'llrt._quickjs' has no attribute {name!r}")
    value = globals()[name] = getattr(classes(), name)
    return value


# ---- JS -> Python --------------------------------------------------------------------------------------------------------

cdef int raise_pending(Context c) except -1:
    """Raise the exception that is pending in the context. The GIL is held."""
    cdef Host *h = c.host
    cdef JSValue error
    cdef int kind
    gil_take(h)
    error = JS_GetException(c.ctx)
    kind = llrt_exception_kind(c.ctx, error)
    if h.termination == RUNNING and kind != LLRT_EXC_INTERRUPTED:
        raise error_from_js(c, error, kind)
    JS_FreeValue(c.ctx, error)
    raise_termination(h)


cdef int raise_termination(Host *h) except -1:
    """Say why JS was stopped, once."""
    cdef int reason = h.termination
    h.termination = RUNNING
    llrt_end_termination(h.rt)
    if reason == OUT_OF_TIME:
        raise classes().JSTimeout("Error", "JavaScript ran longer than its deadline", "")
    if reason == ENDED_BY_PYTHON and h.pending != NULL:
        exception = <object>h.pending
        Py_DECREF(exception)
        h.pending = NULL
        raise exception
    raise classes().JSInterrupted("Error", "JavaScript was interrupted", "")


cdef object error_from_js(Context c, JSValue error, int kind):
    """The Python exception for a thrown JS value (owned). kind: llrt_exception_kind, or -1 to ask for it."""
    cdef object original, result
    if not JS_IsObject(error):
        value = take_from_js(c, error, COPY)
        result = classes().JSError("", value if isinstance(value, str) else js_text(value), "", value)
        result._threw_primitive = True
        return result
    original = exception_behind(c, error)
    if original is not None and isinstance(original, classes().JSError) and not isinstance(original, classes().HostError):
        JS_FreeValue(c.ctx, error)
        return original
    if kind < 0:
        kind = llrt_exception_kind(c.ctx, error)
    name = text_property(c, error, b"name")
    message = text_property(c, error, b"message")
    known = classes()
    cls = known.JSError
    if original is not None:
        cls = known.HostError
    elif kind == LLRT_EXC_OUT_OF_MEMORY:
        cls = known.JSMemoryError
    elif kind == LLRT_EXC_STACK_OVERFLOW:
        cls = known.JSStackOverflow
    elif name == "SyntaxError":
        cls = known.JSSyntaxError
    value = new_value(c, error)
    if not JS_IsError((<Value>value).v) and name == "" and message == "":
        message = js_string(c, <Value>value)
    result = cls(name, message, None, value)
    if cls is known.JSSyntaxError:
        place_syntax_error(c, result)
    if original is not None:
        result.__cause__ = original
    else:
        attach_cause(c, result, <Value>value)
    return result


cdef int place_syntax_error(Context c, object error) except -1:
    """Where the source does not parse: the engine says so in the stack's first line."""
    cdef list frames = error.frames
    if frames:
        _, error.filename, error.line, error.column = frames[0]
    return 0


cdef int attach_cause(Context c, object error, Value value) except -1:
    """error.cause, when it is an own data property; chains are followed 16 long."""
    cdef JSPropertyDescriptor found
    cdef JSAtom atom = JS_NewAtomLen(c.ctx, b"cause", 5)
    cdef int has
    if atom == 0:
        return swallow(c)
    found.getter = found.setter = found.value = JS_UNDEFINED
    has = JS_GetOwnProperty(c.ctx, &found, value.v, atom)
    JS_FreeAtom(c.ctx, atom)
    if has < 0:
        return swallow(c)
    if has == 0:
        return 0
    JS_FreeValue(c.ctx, found.getter)
    JS_FreeValue(c.ctx, found.setter)
    if c.cause_depth >= 16:
        JS_FreeValue(c.ctx, found.value)
        return 0
    c.cause_depth += 1
    try:
        error.cause = take_from_js(c, found.value, COPY)
    except Exception:
        error.cause = None      # it cannot be copied (cycle); it stays reachable through error.value
    finally:
        c.cause_depth -= 1
    if isinstance(error.cause, BaseException):
        error.__cause__ = error.cause
    return 0


cdef int swallow(Context c) noexcept:
    """Forget the exception pending in the context: a detail of an error could not be read."""
    JS_FreeValue(c.ctx, JS_GetException(c.ctx))
    return 0


cdef str text_property(Context c, JSValueConst error, const char *name):
    cdef JSValue v = JS_GetPropertyStr(c.ctx, error, name)
    if JS_IsException(v):
        swallow(c)
        return ""
    try:
        return string_from_js(c, v) if JS_IsString(v) else ""
    finally:
        JS_FreeValue(c.ctx, v)


cdef str js_string(Context c, Value value):
    """String(value), "" if that throws."""
    cdef JSValue v = JS_ToString(c.ctx, value.v)
    if JS_IsException(v):
        swallow(c)
        return ""
    try:
        return string_from_js(c, v)
    finally:
        JS_FreeValue(c.ctx, v)


cdef str js_text(object primitive):
    if primitive is None:
        return "null"
    if primitive is True or primitive is False:
        return "true" if primitive else "false"
    return str(primitive)
