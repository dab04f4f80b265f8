# Exceptions across the border, both ways. A JS exception becomes a JSError (or what it remembers: see HostError); a Python
# exception becomes a JS error that remembers it; what JS must not catch (deadlines, interrupts, KeyboardInterrupt,
# SystemExit, ProcessExit: anything that is not an Exception) is kept in Host.pending and raised again at the border.

class JSError(Exception):
    """An exception that JavaScript threw.

    name, message: strings; of a thrown value that is no Error, "" and the value as a string.
    stack: the text of `error.stack`, read when first asked for, "" if there is none.
    frames: [(function, file, line, column)] of the stack; line and column are 0 where unknown.
    value: the thrown value: a Value for an object, else the Python form of the primitive.
    cause: `error.cause` as a Python value or exception, None if there is none.
    """

    _threw_primitive = False

    def __init__(self, name="", message=None, stack=None, value=None, cause=None):
        if message is None:     # JSError("text")
            name, message = "", name
        self.args = (message,)
        self.name = name
        self.message = message
        self._stack = stack
        self.value = value
        self.cause = cause

    def __str__(self):
        return f"{self.name}: {self.message}" if self.name and self.message else self.name or self.message

    @property
    def stack(self):
        if self._stack is None:
            self._stack = read_stack(self.value)
        return self._stack

    @property
    def frames(self):
        return parse_frames(self.stack)

    def __reduce__(self):
        value = None if isinstance(self.value, Value) else self.value
        return type(self), (self.name, self.message, self.stack, value, self.cause)


class JSSyntaxError(JSError):
    """Source that does not parse, or a module graph that does not link. filename, line, column (from 1) where known."""

    filename = None
    line = column = 0


class JSTimeout(JSError, TimeoutError):
    """JavaScript was stopped at its deadline."""


class JSMemoryError(JSError, MemoryError):
    """JavaScript ran into the Runtime's memory limit, or memory is exhausted."""


class JSStackOverflow(JSError, RecursionError):
    """JavaScript recursed too deep."""


class JSInterrupted(JSError):
    """JavaScript was stopped by Runtime.interrupt()."""


class HostError(JSError):
    """An exception of a Python callable went through JavaScript uncaught; `__cause__` is that exception."""


cdef str read_stack(object value):
    """error.stack; never raises: a getter or prepareStackTrace of the user may throw."""
    if not isinstance(value, Value) or not (<Value>value).alive:
        return ""
    try:
        stack = value.get("stack")
    except Exception:
        return ""
    return stack if isinstance(stack, str) else ""


cdef list parse_frames(str stack):
    """Node's form: lines "    at function (file:line:column)" or "    at file:line:column"."""
    cdef list frames = []
    for line in stack.splitlines():
        text = line.strip()
        if not text.startswith("at "):
            continue
        function, _, place = text[3:].rpartition(" (") if text.endswith(")") else ("", "", text[3:])
        head, _, column = place.rstrip(")").rpartition(":")
        file, _, number = head.rpartition(":")
        if number.isdigit() and column.isdigit():
            frames.append((function, file, int(number), int(column)))
        else:
            frames.append((function, place.rstrip(")"), 0, 0))
    return frames


# The engine throws null when not even the error fits into the memory limit.
cdef enum:
    NO_MEMORY_FOR_ERRORS = 2048


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
        raise JSTimeout("Error", "JavaScript ran longer than its deadline", "")
    if reason == ENDED_BY_PYTHON and h.pending != NULL:
        exception = <object>h.pending
        Py_DECREF(exception)
        h.pending = NULL
        raise exception
    raise JSInterrupted("Error", "JavaScript was interrupted", "")


cdef object error_from_js(Context c, JSValue error, int kind):
    """The Python exception for a thrown JS value (owned). kind: llrt_exception_kind, or -1 to ask for it."""
    cdef object original, result
    if not JS_IsObject(error):
        if JS_IsNull(error) and llrt_memory_left(c.host.rt) < NO_MEMORY_FOR_ERRORS:
            return JSMemoryError("InternalError", "out of memory", "")
        value = take_from_js(c, error, COPY)
        result = JSError("", value if isinstance(value, str) else js_text(value), "", value)
        result._threw_primitive = True
        return result
    original = exception_behind(c, error)
    if original is not None and isinstance(original, JSError) and not isinstance(original, HostError):
        JS_FreeValue(c.ctx, error)
        return original
    if kind < 0:
        kind = llrt_exception_kind(c.ctx, error)
    name = text_property(c, error, b"name")
    message = text_property(c, error, b"message")
    cls = JSError
    if original is not None:
        cls = HostError
    elif kind == LLRT_EXC_OUT_OF_MEMORY or (message == "" and llrt_memory_left(c.host.rt) < NO_MEMORY_FOR_ERRORS):
        cls = JSMemoryError
    elif kind == LLRT_EXC_STACK_OVERFLOW:
        cls = JSStackOverflow
    elif name == "SyntaxError":
        cls = JSSyntaxError
    value = new_value(c, error)
    if not JS_IsError((<Value>value).v) and name == "" and message == "":
        message = js_string(c, <Value>value)
    result = cls(name, message, None, value)
    if cls is JSSyntaxError:
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
