# Python -> JS, in two modes: OPS (None is undefined: the op table of docs/architecture.md) and COPY (None is null;
# datetime, set, exceptions and callables are converted too). Containers are copied; cycles and depth are errors.

cdef int to_js(Context c, object o, int mode, JSValue *out) except -1:
    """Sets *out to a new JS value, or raises."""
    cdef Seen seen
    cdef PyObject *p = <PyObject*>o
    cdef int done
    if PyLong_CheckExact(o):
        return int_to_js(c, o, out)
    if PyUnicode_CheckExact(o):
        out[0] = string_to_js(c.ctx, p)
        if JS_IsException(out[0]):
            raise_pending(c)
        return 0
    if o is None:
        out[0] = JS_UNDEFINED if mode == OPS else JS_NULL
        return 0
    done = simple_to_js(c, o, mode, out)
    if done:
        return 0
    seen_init(&seen)
    try:
        container_to_js(c, o, mode, out, &seen)
    finally:
        seen_free(&seen, c.host.rt)
    return 0


cdef int int_to_js(Context c, object o, JSValue *out) except -1:
    cdef int overflow = 0
    cdef long long n = PyLong_AsLongLongAndOverflow(o, &overflow)
    if overflow == 0 and -9007199254740991 <= n <= 9007199254740991:
        out[0] = JS_NewInt64(c.ctx, n)
        return 0
    return bigint_to_js(c, o, out)


cdef int bigint_to_js(Context c, object o, JSValue *out) except -1:
    data = o.to_bytes((o.bit_length() >> 3) + 1, "little", signed=True)
    out[0] = llrt_bigint_new(c.ctx, <const uint8_t*>PyBytes_AS_STRING(data), PyBytes_GET_SIZE(data))
    if JS_IsException(out[0]):
        raise_pending(c)
    return 0


cdef int simple_to_js(Context c, object o, int mode, JSValue *out) except -1:
    """1 and *out for whatever is no list, tuple, dict or set; 0 for those."""
    if o is True or o is False:
        out[0] = JS_NewBool(c.ctx, o is True)
    elif isinstance(o, float):
        out[0] = JS_NewFloat64(c.ctx, PyFloat_AS_DOUBLE(o))
    elif isinstance(o, (list, dict, tuple)):
        return 0
    elif isinstance(o, bytes):
        out[0] = JS_NewUint8ArrayCopy(c.ctx, <const uint8_t*>PyBytes_AS_STRING(o), PyBytes_GET_SIZE(o))
    elif isinstance(o, Handle):
        (<Handle>o).check(c)
        out[0] = JS_DupValue(c.ctx, (<Handle>o).v)
    elif o is undefined:
        out[0] = JS_UNDEFINED
    elif isinstance(o, str):
        out[0] = string_to_js(c.ctx, <PyObject*>o)
    elif BigInt is not None and isinstance(o, BigInt):
        return bigint_to_js(c, o, out) + 1
    elif isinstance(o, int):
        return int_to_js(c, o, out) + 1
    elif isinstance(o, Block):
        block_to_js(c, <Block>o, out)
    elif PyObject_CheckBuffer(o):
        copy_buffer_to_js(c, o, out)
    else:
        return other_to_js(c, o, mode, out)
    if JS_IsException(out[0]):
        raise_pending(c)
    return 1


cdef int other_to_js(Context c, object o, int mode, JSValue *out) except -1:
    if isinstance(o, Module):
        out[0] = module_namespace(c, <Module>o)
    elif isinstance(o, BaseException):
        out[0] = error_to_js(c, o)
    elif mode == COPY and isinstance(o, (set, frozenset)):
        return 0
    elif mode == COPY and is_datetime(o):
        out[0] = JS_NewDate(c.ctx, datetime_ms(o))
    elif is_fastop(o):
        out[0] = new_fast_function(c, o)
    elif PyCallable_Check(o):
        out[0] = new_function(c, o, getattr(o, "__name__", ""), mode)
    else:
        raise TypeError(f"cannot convert {type(o).__qualname__!r} object to a JS value")
    if JS_IsException(out[0]):
        raise_pending(c)
    return 1


cdef bint is_datetime(object o):
    import sys
    module = sys.modules.get("datetime")    # nobody has a datetime before its module is imported
    return module is not None and isinstance(o, module.datetime)


cdef double datetime_ms(object o) except? -1:
    if o.tzinfo is None:
        raise ValueError("cannot convert a naive datetime to a JS Date: give it a tzinfo")
    import sys
    module = sys.modules["datetime"]
    delta = o - module.datetime(1970, 1, 1, tzinfo=module.timezone.utc)
    return float(delta // module.timedelta(milliseconds=1))


cdef int member_to_js(Context c, object o, int mode, JSValue *out, Seen *seen) except -1:
    if PyLong_CheckExact(o):
        return int_to_js(c, o, out)
    if PyUnicode_CheckExact(o):
        out[0] = string_to_js(c.ctx, <PyObject*>o)
        if JS_IsException(out[0]):
            raise_pending(c)
        return 0
    if o is None:
        out[0] = JS_UNDEFINED if mode == OPS else JS_NULL
        return 0
    if simple_to_js(c, o, mode, out):
        return 0
    return container_to_js(c, o, mode, out, seen)


cdef int container_to_js(Context c, object o, int mode, JSValue *out, Seen *seen) except -1:
    """`seen` holds a reference to each container once it is built, so that the next one that has it can share it."""
    cdef SeenSlot *slot = seen_find(seen, <void*>o)
    if slot.key != NULL:
        if slot.result == NULL:
            raise ValueError(f"cannot copy a {type(o).__name__} that contains itself to JS")
        out[0] = JS_DupValue(c.ctx, slot.held)
        return 0
    if seen.depth >= MAX_DEPTH:
        raise ValueError(f"cannot copy a value nested deeper than {MAX_DEPTH} to JS")
    seen_add(seen, <void*>o, JS_UNDEFINED)
    seen.depth += 1
    if isinstance(o, dict):
        dict_to_js(c, <dict>o, mode, out, seen)
    elif isinstance(o, (list, tuple)):
        sequence_to_js(c, o, mode, out, seen)
    else:
        set_to_js(c, o, mode, out, seen)
    seen.depth -= 1
    slot = seen_find(seen, <void*>o)
    slot.held = JS_DupValue(c.ctx, out[0])
    slot.result = <void*>o
    return 0


cdef int dict_to_js(Context c, dict o, int mode, JSValue *out, Seen *seen) except -1:
    cdef JSValue result = JS_NewObject(c.ctx)
    cdef JSValue v
    cdef JSAtom atom
    cdef int done
    if JS_IsException(result):
        raise_pending(c)
    try:
        for key, item in o.items():
            if not PyUnicode_CheckExact(key) and (not isinstance(key, (str, int)) or isinstance(key, bool)):
                raise TypeError(f"cannot convert a dict with a {type(key).__qualname__!r} key to a JS object")
            member_to_js(c, item, mode, &v, seen)
            atom = own_atom(c, key, v)
            done = llrt_define_fresh(c.ctx, result, atom, v)
            JS_FreeAtom(c.ctx, atom)
            if done < 0:
                raise_pending(c)
    except BaseException:
        JS_FreeValue(c.ctx, result)
        raise
    out[0] = result
    return 0


cdef int sequence_to_js(Context c, object o, int mode, JSValue *out, Seen *seen) except -1:
    """A list or tuple. It may change meanwhile: no more members than it had at first are taken."""
    cdef Py_ssize_t count = len(o), done = 0, i
    cdef JSValue small[8]
    cdef JSValue *members = small
    if count > 8:
        if count > 0x7FFFFFFF // sizeof(JSValue):
            raise ValueError(f"a sequence of {count} members is too long for JS")
        members = <JSValue*>malloc(count * sizeof(JSValue))
        if members == NULL:
            raise MemoryError
    try:
        for item in o:
            if done == count:
                break
            member_to_js(c, item, mode, &members[done], seen)
            done += 1
        out[0] = JS_NewArrayFrom(c.ctx, <int>done, members)
        done = 0        # they are the array's, or freed
        if JS_IsException(out[0]):
            raise_pending(c)
    finally:
        for i in range(done):
            JS_FreeValue(c.ctx, members[i])
        if members != small:
            free(members)
    return 0


cdef int set_to_js(Context c, object o, int mode, JSValue *out, Seen *seen) except -1:
    cdef JSValue result = new_js_set(c)
    cdef JSValue v
    if JS_IsException(result):
        raise_pending(c)
    try:
        for item in o:
            member_to_js(c, item, mode, &v, seen)
            add_to_js_set(c, result, v)
    except BaseException:
        JS_FreeValue(c.ctx, result)
        raise
    out[0] = result
    return 0


cdef JSAtom own_atom(Context c, object key, JSValue v) except 0:
    """atom_from_key that frees `v` on failure."""
    try:
        return atom_from_key(c, key)
    except BaseException:
        JS_FreeValue(c.ctx, v)
        raise


cdef JSValue new_js_set(Context c) except *:
    cdef JSValue constructor = global_property(c, b"Set")
    cdef JSValue result = JS_CallConstructor(c.ctx, constructor, 0, NULL)
    JS_FreeValue(c.ctx, constructor)
    return result


cdef int add_to_js_set(Context c, JSValueConst js_set, JSValue v) except -1:
    cdef JSAtom add = JS_NewAtomLen(c.ctx, b"add", 3)
    cdef JSValue result
    if add == 0:
        JS_FreeValue(c.ctx, v)
        raise_pending(c)
    result = JS_Invoke(c.ctx, js_set, add, 1, &v)
    JS_FreeAtom(c.ctx, add)
    JS_FreeValue(c.ctx, v)
    if JS_IsException(result):
        raise_pending(c)
    JS_FreeValue(c.ctx, result)
    return 0


cdef JSValue global_property(Context c, const char *name) noexcept:
    cdef JSValue global_object = JS_GetGlobalObject(c.ctx)
    cdef JSValue result = JS_GetPropertyStr(c.ctx, global_object, name)
    JS_FreeValue(c.ctx, global_object)
    return result
