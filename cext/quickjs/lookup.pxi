# A JS function that looks names up in a dict of bytes: `get` of the proxy that process.env is, which a client of the AWS SDK asks for
# 170 names a start. The dict is looked at each time: nothing is kept here.

cdef struct Lookup:
    llrt_held held      # (the dict, a function that makes a key of any str); first: the finalizer buries it
    Host *host

ctypedef int (*LookupFunction)(Context, Lookup *, JSValueConst, JSValue *) noexcept


cdef JSValue new_lookup(Context c, dict values, object encode) except *:
    cdef Lookup *lookup = <Lookup*>hold((values, encode), sizeof(Lookup))
    lookup.host = c.host
    return new_closure(c, <ClosureFunction>call_lookup, b"get", &lookup.held)


cdef JSValue call_lookup(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv, int magic, void *opaque) noexcept:
    """(target, key, receiver): what the dict has, else what Reflect.get() gives. For the GIL see call_python()."""
    cdef Lookup *lookup = <Lookup*>opaque
    cdef Host *h = lookup.host
    cdef int lent
    cdef JSAtom atom
    cdef JSValue result
    cdef PyObject *context
    cdef int found = 0
    if argc < 3:
        return JS_ThrowTypeError(ctx, b"a target, a key and a receiver are expected")
    if JS_VALUE_GET_TAG(argv[1]) == JS_TAG_STRING:
        lent = h.lent
        gil_take(h)
        context = <PyObject*>llrt_get_hooks(ctx).opaque
        if context == NULL:
            result = JS_ThrowTypeError(ctx, b"the Context of this function is closed")
            found = -1
        else:
            found = (<LookupFunction>look_up)(<Context>context, lookup, argv[1], &result)
            if found < 0:
                result = throw_current(<Context>context)
        if lent:
            give_gil_back(ctx, h)
        if found != 0:
            return result
    atom = JS_ValueToAtom(ctx, argv[1])
    if atom == 0:
        return JS_EXCEPTION
    result = llrt_get_for(ctx, argv[0], atom, argv[2])
    JS_FreeAtom(ctx, atom)
    return result


cdef int look_up(Context c, Lookup *lookup, JSValueConst name, JSValue *out) except -1:
    """1: found."""
    cdef tuple pair = <tuple>lookup.held.object
    cdef PyObject *found
    cdef llrt_string s
    if llrt_string_view(c.ctx, name, &s) < 0:
        raise_pending(c)
    if is_plain_name(&s):
        key = PyBytes_FromStringAndSize(<const char*>s.data, s.length)
    else:
        key = pair[1](string_from_js(c, name))
    found = PyDict_GetItemWithError(<dict>pair[0], key)
    if found == NULL:
        return 0
    text = PyUnicode_DecodeUTF8(PyBytes_AS_STRING(<object>found), PyBytes_GET_SIZE(<object>found), b"replace")
    out[0] = string_to_js(c.ctx, <PyObject*>text)
    if JS_IsException(out[0]):
        raise_pending(c)
    return 1


cdef bint is_plain_name(const llrt_string *s) noexcept:
    """ASCII without NUL: the same in UTF-8."""
    cdef uint32_t i
    if s.wide:
        return False
    for i in range(s.length):
        if not 0 < (<const uint8_t*>s.data)[i] < 0x80:
            return False
    return True
