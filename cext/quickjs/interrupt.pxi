# The interrupt handler: deadlines, Runtime.interrupt(), Ctrl-C, and the GIL's release in calls that turn out long. It runs
# at loop edges and calls of JS, with or without the GIL. What it stops, JS cannot catch.

cdef int64_t SIGNAL_PERIOD = 30_000_000

ctypedef int (*SignalCheck)(Host *) noexcept nogil      # called with the GIL all the same


cdef int on_tick(JSRuntime *rt, void *opaque) noexcept nogil:
    cdef Host *h = <Host*>opaque
    cdef int64_t now
    if h.termination != RUNNING:
        return 1
    if llrt_load(&h.interrupt):
        llrt_store(&h.interrupt, 0)
        h.termination = INTERRUPTED
        return 1
    if h.deadline or h.call_deadline or h.on_main:
        now = llrt_now_ns()
        if (h.deadline and now >= h.deadline) or (h.call_deadline and now >= h.call_deadline):
            h.termination = OUT_OF_TIME
            return 1
        if h.on_main and now >= h.next_signal_check:
            h.next_signal_check = now + SIGNAL_PERIOD
            if signals_end_js(h):
                return 1
    if h.saved == NULL and h.lent and h.calls_with_gil >= MANY_OPS:
        gil_give_turn(h)
    elif h.saved == NULL:
        h.saved = PyEval_SaveThread()
        h.calls_with_gil = 0
        if not h.lent:
            PyEval_RestoreThread(h.saved)
            h.saved = NULL
    return 0


cdef int signals_end_js(Host *h) noexcept nogil:
    cdef int lent = h.lent
    cdef int ended
    gil_take(h)
    ended = (<SignalCheck>check_signals)(h) < 0
    h.lent = lent
    return ended


cdef int check_signals(Host *h) noexcept:
    """Run Python's signal handlers; -1: one raised (KeyboardInterrupt). The GIL is held."""
    if PyErr_CheckSignals() == 0:
        return 0
    keep_pending(h, llrt_take_exception())
    return -1


cdef void keep_pending(Host *h, PyObject *exception) noexcept:
    """JS is to end with this Python exception (a new reference), which the border raises again."""
    Py_XDECREF(h.pending)
    h.pending = exception
    h.termination = ENDED_BY_PYTHON


cdef bint deadline_passed(Host *h) noexcept nogil:
    cdef int64_t now = llrt_now_ns()
    return (h.deadline != 0 and now >= h.deadline) or (h.call_deadline != 0 and now >= h.call_deadline)


cdef int64_t push_timeout(Host *h, object timeout) except -1:
    """Start a call's own deadline; returns the one to put back into call_deadline."""
    cdef int64_t before = h.call_deadline
    cdef double seconds
    cdef int64_t limit
    if timeout is None:
        return before
    seconds = timeout
    if not seconds >= 0:
        raise ValueError(f"timeout must be a number of seconds, at least 0, not {timeout!r}")
    if seconds < 1e9:
        limit = llrt_now_ns() + <int64_t>(seconds * 1e9)
        if before == 0 or limit < before:
            h.call_deadline = limit
    return before
