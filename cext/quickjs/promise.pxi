# Deferred: a JS promise that Python settles. Settling only queues the reactions; the caller drains.

@cython.no_gc_clear
cdef class Deferred(Handle):
    """Deferred(context): a pending promise. An op returns it, the loop settles it later.

    promise: the Value of the promise. settled: resolve() or reject() has been called; further calls do nothing."""

    cdef JSValue functions[2]   # resolve, reject; undefined once used
    cdef readonly bint settled

    def __cinit__(self, *args, **kwargs):
        self.functions[0] = self.functions[1] = JS_UNDEFINED

    def __init__(self, Context context not None, *args, **kwargs):
        cdef JSValue promise
        if self.alive:
            raise RuntimeError("this Deferred is initialized already")
        context.check()
        enter_js(context.host)
        try:
            promise = JS_NewPromiseCapability(context.ctx, self.functions)
            if JS_IsException(promise):
                raise_pending(context)
            self.adopt(context, promise)
        finally:
            leave_js(context.host)

    cdef void release(self) noexcept:
        cdef int i
        if self.alive:
            for i in range(2):
                drop_value(self.context.host, self.functions[i])
                self.functions[i] = JS_UNDEFINED
        Handle.release(self)

    @property
    def promise(self):
        self.check(self.context)
        return new_value(self.context, JS_DupValueRT(self.context.host.rt, self.v))

    def resolve(self, value=None):
        """Fulfil the promise (or follow it, for a promise or thenable), value by the op table. Does not drain."""
        cdef Context c = self.context
        cdef JSValue v
        if self.settled:
            return
        self.check(c)
        enter_js(c.host)
        try:
            if isinstance(value, Module):
                self.settled = True
                settle_with_module(c, <Module>value, self.functions)
                return
            to_js(c, value, OPS, &v)
            self.settle(v, 0)
        finally:
            leave_js(c.host)

    def reject(self, reason=None):
        """Reject the promise with an exception (as an op would throw it) or any value. Does not drain."""
        cdef Context c = self.context
        cdef JSValue v
        if self.settled:
            return
        self.check(c)
        enter_js(c.host)
        try:
            if isinstance(reason, BaseException):
                v = error_to_js(c, reason)
                if JS_IsException(v):
                    v = JS_GetException(c.ctx)
            else:
                to_js(c, reason, OPS, &v)
            self.settle(v, 1)
        finally:
            leave_js(c.host)

    cdef int settle(self, JSValue v, int which) except -1:
        """Takes `v`."""
        cdef Context c = self.context
        cdef JSValue result
        cdef int i
        self.settled = True
        result = JS_Call(c.ctx, self.functions[which], JS_UNDEFINED, 1, &v)
        gil_take(c.host)
        JS_FreeValue(c.ctx, v)
        for i in range(2):
            JS_FreeValue(c.ctx, self.functions[i])
            self.functions[i] = JS_UNDEFINED
        if JS_IsException(result):
            raise_pending(c)
        JS_FreeValue(c.ctx, result)
        return 0

    def __repr__(self):
        state = "closed" if not self.alive and self.context is not None else "settled" if self.settled else "pending"
        return f"<llrt Deferred, {state}>"


    cdef int redirect(self, JSValueConst *resolve_reject) except -1:
        """Settle this promise from now on instead of our own: that of an import()."""
        cdef int i
        cdef Context c = self.context
        for i in range(2):
            JS_FreeValue(c.ctx, self.functions[i])
            self.functions[i] = JS_DupValue(c.ctx, resolve_reject[i])
        return 0
