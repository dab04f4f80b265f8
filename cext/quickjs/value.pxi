# Handles of JS values. A Context keeps an intrusive list of its handles, so that closing it empties them: a handle never
# outlives the value, it says "closed" instead.

@cython.no_gc_clear     # a cleared `context` could not free the value
cdef class Handle:
    """What Value, Script and Deferred share: a JS value, and its place in the Context's list."""

    cdef readonly Context context
    cdef JSValue v
    cdef bint alive
    cdef void *previous     # Handle, not counted
    cdef void *next
    cdef object __weakref__

    def __init__(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__} objects are made by a Context")

    def __dealloc__(self):
        self.release()

    cdef void adopt(self, Context c, JSValue v) noexcept:
        """Takes ownership of `v`."""
        self.context = c
        self.v = v
        self.alive = True
        self.previous = NULL
        self.next = c.handles
        if self.next != NULL:
            (<Handle>self.next).previous = <void*>self
        c.handles = <void*>self
        live[LIVE_HANDLE] += 1

    cdef void release(self) noexcept:
        if not self.alive:
            return
        self.alive = False
        live[LIVE_HANDLE] -= 1
        if self.previous != NULL:
            (<Handle>self.previous).next = self.next
        else:
            self.context.handles = self.next
        if self.next != NULL:
            (<Handle>self.next).previous = self.previous
        drop_value(self.context.host, self.v)

    cdef int check(self, Context c) except -1:
        """The value may be used in `c`, here and now."""
        if not self.alive:
            raise RuntimeError(f"this {type(self).__name__} is closed")
        if c.host.owner != PyThread_get_thread_ident() or c.host.generation != fork_generation:
            refuse_entrance(c.host)
        if self.context.host != c.host:
            raise ValueError(f"this {type(self).__name__} belongs to another Runtime")
        return 0

    @property
    def closed(self):
        return not self.alive

    def close(self):
        """Let go of the JS value now instead of when the last reference goes."""
        self.release()


cdef object new_value(Context c, JSValue v):
    """A Value that owns `v`."""
    cdef Value value = Value.__new__(Value)
    value.vectorcall = <vectorcallfunc>vectorcall_value
    value.adopt(c, v)
    return value


@cython.final
@cython.no_gc_clear
cdef class Value(Handle):
    """Handle of a JS value: an object, a function, a symbol."""

    cdef vectorcallfunc vectorcall

    def __call__(self, *args, this=None, timeout=None, mode=None):
        """Call it. `this`: undefined by default."""
        raise SystemError("replaced by vectorcall")

    def call(self, *args, this=None, timeout=None, mode=None):
        """Call it as a function; nothing is drained. The result is converted by `mode`:
        "copy" (default), "handle" (a Value for every object), "ops" (the op table) or "raw" (a Value for anything)."""
        return call_with_options(self.context, self, args, this, timeout, result_mode(mode))

    def new(self, *args, timeout=None, mode=None):
        """new Value(...args)"""
        return construct(self.context, self, args, timeout, result_mode(mode, HANDLE))

    def get(self, key, *, mode=None):
        """The property `key` (str, int, or a Value of a symbol)."""
        cdef Context c = self.context
        cdef JSAtom atom
        cdef JSValue result
        cdef int how = result_mode(mode)
        self.check(c)
        enter_js(c.host)
        try:
            atom = atom_from_key(c, key)
            gil_lend(c.ctx, c.host)
            result = JS_GetProperty(c.ctx, self.v, atom)
            gil_take(c.host)
            JS_FreeAtom(c.ctx, atom)
            return take_from_js(c, result, how)
        finally:
            leave_js(c.host)

    def set(self, key, value):
        """Set the property `key`; as in strict code, failing is a TypeError."""
        cdef Context c = self.context
        cdef JSAtom atom
        cdef JSValue v
        cdef int done
        self.check(c)
        enter_js(c.host)
        try:
            to_js(c, value, COPY, &v)
            atom = own_atom(c, key, v)
            gil_lend(c.ctx, c.host)
            done = JS_SetProperty(c.ctx, self.v, atom, v)
            gil_take(c.host)
            JS_FreeAtom(c.ctx, atom)
            if done < 0:
                raise_pending(c)
        finally:
            leave_js(c.host)

    def has(self, key):
        """`key in value`"""
        return bool(self._key_operation(key, 0))

    def delete(self, key):
        """`delete value[key]`"""
        return bool(self._key_operation(key, 1))

    cdef int _key_operation(self, object key, bint delete) except -1:
        cdef Context c = self.context
        cdef JSAtom atom
        cdef int done
        self.check(c)
        enter_js(c.host)
        try:
            atom = atom_from_key(c, key)
            done = JS_DeleteProperty(c.ctx, self.v, atom, 0) if delete else JS_HasProperty(c.ctx, self.v, atom)
            gil_take(c.host)
            JS_FreeAtom(c.ctx, atom)
            if done < 0:
                raise_pending(c)
            return done
        finally:
            leave_js(c.host)

    def keys(self):
        """Own enumerable string keys, as Object.keys()."""
        cdef Context c = self.context
        cdef JSPropertyEnum *names
        cdef uint32_t count = 0, i
        cdef list result = []
        self.check(c)
        if not JS_IsObject(self.v):
            return result
        enter_js(c.host)
        try:
            if JS_GetOwnPropertyNames(c.ctx, &names, &count, self.v, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0:
                raise_pending(c)
            gil_take(c.host)
            try:
                for i in range(count):
                    result.append(key_from_atom(c, names[i].atom))
            finally:
                JS_FreePropertyEnum(c.ctx, names, count)
            return result
        finally:
            leave_js(c.host)

    def convert(self, mode="copy"):
        """The Python form of the value: a deep copy ("copy"), or by the op table ("ops")."""
        self.check(self.context)
        enter_js(self.context.host)
        try:
            return from_js(self.context, self.v, result_mode(mode))
        finally:
            leave_js(self.context.host)

    @property
    def typeof(self):
        """What the typeof operator gives."""
        cdef int tag
        self.check(self.context)
        tag = JS_VALUE_GET_TAG(self.v)
        if tag == JS_TAG_OBJECT:
            return "function" if JS_IsFunction(self.context.ctx, self.v) else "object"
        return "symbol" if tag == JS_TAG_SYMBOL else primitive_typeof(tag)

    @property
    def class_name(self):
        """The engine's class of an object ("Map", "Uint8Array"), None for a primitive."""
        cdef const char *name
        self.check(self.context)
        name = llrt_class_name(self.context.ctx, self.v)
        return name.decode() if name != NULL else None

    @property
    def promise_state(self):
        """"pending", "fulfilled" or "rejected"; None if it is no promise."""
        self.check(self.context)
        if not JS_IsPromise(self.v):
            return None
        return ("pending", "fulfilled", "rejected")[JS_PromiseState(self.context.ctx, self.v)]

    @property
    def promise_result(self):
        """What a settled promise was resolved or rejected with."""
        return self._promise_result(COPY)

    def result(self, *, mode=None):
        """promise_result, converted by `mode`."""
        return self._promise_result(result_mode(mode))

    cdef object _promise_result(self, int mode):
        if self.promise_state not in ("fulfilled", "rejected"):
            raise ValueError("not a settled promise")
        enter_js(self.context.host)
        try:
            return take_from_js(self.context, JS_PromiseResult(self.context.ctx, self.v), mode)
        finally:
            leave_js(self.context.host)

    def rejection_error(self):
        """The exception to raise for a rejected promise."""
        if self.promise_state != "rejected":
            raise ValueError("not a rejected promise")
        enter_js(self.context.host)
        try:
            return error_from_js(self.context, JS_PromiseResult(self.context.ctx, self.v), -1)
        finally:
            leave_js(self.context.host)

    def mark_handled(self):
        """A rejection of this promise is not reported as unhandled (any more)."""
        self.check(self.context)
        enter_js(self.context.host)
        try:
            JS_PromiseMarkAsHandled(self.context.ctx, self.v)
        finally:
            leave_js(self.context.host)

    def error(self):
        """The exception that throwing this value would raise here."""
        self.check(self.context)
        enter_js(self.context.host)
        try:
            return error_from_js(self.context, JS_DupValue(self.context.ctx, self.v), -1)
        finally:
            leave_js(self.context.host)

    def python_function(self):
        """The Python callable behind a function made from one, else None."""
        self.check(self.context)
        return python_function_behind(self.v)

    def __eq__(self, other):
        if not isinstance(other, Value):
            return NotImplemented
        a, b = <Value>self, <Value>other
        if not (<Value>a).alive or not (<Value>b).alive or (<Value>a).context.host != (<Value>b).context.host:
            return a is b
        return JS_IsStrictEqual((<Value>a).context.ctx, (<Value>a).v, (<Value>b).v)

    def __hash__(self):
        return hash(<size_t>JS_VALUE_GET_PTR(self.v))

    def __str__(self):
        """String(value); for what has no string form, the repr."""
        if not self.alive:
            return repr(self)
        self.check(self.context)
        enter_js(self.context.host)
        try:
            return take_from_js(self.context, JS_ToString(self.context.ctx, self.v), COPY)
        except classes().JSError:
            return repr(self)
        finally:
            leave_js(self.context.host)

    def __repr__(self):
        if not self.alive:
            return "<llrt Value, closed>"
        return f"<llrt Value, {self.class_name or self.typeof}>"


cdef str primitive_typeof(int tag):
    if tag == JS_TAG_STRING or tag == JS_TAG_STRING_ROPE:
        return "string"
    if tag == JS_TAG_BOOL:
        return "boolean"
    if tag == JS_TAG_UNDEFINED:
        return "undefined"
    if tag == JS_TAG_NULL:
        return "object"
    return "bigint" if tag == JS_TAG_BIG_INT or tag == JS_TAG_SHORT_BIG_INT else "number"


cdef int result_mode(object name, int default=COPY) except -1:
    if name is None:
        return default
    if name == "copy":
        return COPY
    if name == "handle":
        return HANDLE
    if name == "ops":
        return OPS
    if name == "raw":
        return RAW
    raise ValueError(f'mode must be "copy", "handle", "ops" or "raw", not {name!r}')
