# Strings and property keys across the border: exact UTF-16 both ways (lone surrogates, NUL), by copying memory of the
# narrowest form both sides have; never through UTF-8.

cdef object string_from_js(Context c, JSValueConst v):
    cdef llrt_string s
    if llrt_string_view(c.ctx, v, &s) < 0:
        raise_pending(c)
    if not s.wide:
        return PyUnicode_DecodeLatin1(<const char*>s.data, s.length, NULL)
    return string_from_utf16(<const uint16_t*>s.data, s.length)


cdef object string_from_utf16(const uint16_t *units, Py_ssize_t length):
    cdef Py_ssize_t i, count
    cdef int surrogates = 0
    cdef uint32_t *wide
    for i in range(length):
        surrogates |= (units[i] & 0xF800) == 0xD800
    if not surrogates:
        return PyUnicode_FromKindAndData(2, units, length)
    wide = <uint32_t*>malloc(length * sizeof(uint32_t))
    if wide == NULL:
        raise MemoryError
    count = join_surrogates(units, length, wide)
    try:
        return PyUnicode_FromKindAndData(4, wide, count)
    finally:
        free(wide)


cdef Py_ssize_t join_surrogates(const uint16_t *units, Py_ssize_t length, uint32_t *out) noexcept nogil:
    cdef Py_ssize_t i = 0, n = 0
    while i < length:
        if (units[i] & 0xFC00) == 0xD800 and i + 1 < length and (units[i + 1] & 0xFC00) == 0xDC00:
            out[n] = 0x10000 + ((<uint32_t>units[i] - 0xD800) << 10) + (units[i + 1] - 0xDC00)
            i += 2
        else:
            out[n] = units[i]
            i += 1
        n += 1
    return n


cdef JSValue string_to_js(JSContext *ctx, PyObject *text) noexcept:
    """JS_EXCEPTION with the exception pending in the context on failure."""
    cdef int kind
    cdef Py_ssize_t length
    cdef void *data
    if llrt_text_ready(text) < 0:
        PyErr_Clear()
        return JS_ThrowOutOfMemory(ctx)
    kind = PyUnicode_KIND(<object>text)
    length = PyUnicode_GET_LENGTH(<object>text)
    data = PyUnicode_DATA(<object>text)
    if kind == 1:
        return llrt_string_latin1(ctx, <const uint8_t*>data, length)
    if kind == 2:
        return llrt_string_utf16(ctx, <const uint16_t*>data, length)
    return llrt_string_ucs4(ctx, <const uint32_t*>data, length)


def is_ascii(bytes text):
    """text.isascii(), 64 bytes at a time: a program's text may be large."""
    return llrt_is_ascii_text(PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text))


# ---- keys: the same few names cross again and again -------------------------------------------------------------------

cdef object key_from_atom(Context c, JSAtom atom):
    """The str of a property key, from the cache if it can be."""
    cdef Key *slot = &c.host.keys_by_atom[atom & (KEYS - 1)]
    cdef JSValue v
    if slot.atom == atom and slot.text != NULL:
        return <object>slot.text
    v = JS_AtomToString(c.ctx, atom)
    if JS_IsException(v):
        raise_pending(c)
    try:
        text = string_from_js(c, v)
    finally:
        JS_FreeValue(c.ctx, v)
    if atom >> 31 == 0 and len(text) <= 64:     # not an array index
        fill_slot(c, slot, JS_DupAtom(c.ctx, atom), text)
    return text


cdef JSAtom atom_from_key(Context c, object key) except 0:
    """A property key from a str or int; the caller frees it."""
    cdef Key *slot
    cdef JSAtom atom
    cdef JSValue v
    if not PyUnicode_CheckExact(key):
        if isinstance(key, Value):
            return atom_of_value(c, <Value>key)
        key = str(key)
    slot = &c.host.keys_by_text[(<size_t><void*>key >> 4) & (KEYS - 1)]
    if slot.text == <PyObject*>key:
        return JS_DupAtom(c.ctx, slot.atom)
    v = string_to_js(c.ctx, <PyObject*>key)
    if JS_IsException(v):
        raise_pending(c)
    atom = JS_ValueToAtom(c.ctx, v)
    JS_FreeValue(c.ctx, v)
    if atom == 0:
        raise_pending(c)
    if atom >> 31 == 0 and PyUnicode_GET_LENGTH(key) <= 64:
        fill_slot(c, slot, JS_DupAtom(c.ctx, atom), key)
    return atom


cdef JSAtom atom_of_value(Context c, Value key) except 0:
    cdef JSAtom atom
    key.check(c)
    atom = JS_ValueToAtom(c.ctx, key.v)
    if atom == 0:
        raise_pending(c)
    return atom


cdef void fill_slot(Context c, Key *slot, JSAtom atom, object text) noexcept:
    cdef PyObject *old = slot.text
    if old != NULL:
        JS_FreeAtom(c.ctx, slot.atom)
    Py_INCREF(text)
    slot.atom = atom
    slot.text = <PyObject*>text
    Py_XDECREF(old)


cdef void clear_keys(Host *h, bint engine_alive) noexcept:
    cdef int i
    cdef Key *slot
    for i in range(2 * KEYS):
        slot = &h.keys_by_atom[i] if i < KEYS else &h.keys_by_text[i - KEYS]
        if slot.text == NULL:
            continue
        if engine_alive:
            JS_FreeAtomRT(h.rt, slot.atom)
        Py_DECREF(<object>slot.text)
        slot.text = NULL
