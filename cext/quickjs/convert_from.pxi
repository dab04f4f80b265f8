# JS -> Python. Three modes: the op table of docs/architecture.md (OPS), copies for embedders (COPY), handles for every
# object (HANDLE). Containers are copied directly, shared ones stay shared, cycles and depth are errors.

cdef enum:
    OPS = 0         # undefined and null are None, foreign objects are handles
    COPY = 1        # undefined is `undefined`, null None; Date, Map, Set, Error become Python's
    HANDLE = 2      # every object is a Value
    HANDLE_OR_NONE = 3      # the same, and undefined is None
    RAW = 4         # primitives too
    MAX_DEPTH = 512
    SEEN_INLINE = 16

cdef struct SeenSlot:
    void *key           # the container converted
    void *result        # what it became (borrowed), NULL while it is being built
    JSValue held        # keeps `key` alive

cdef struct Seen:
    Py_ssize_t count
    Py_ssize_t size
    int depth
    SeenSlot *slots
    SeenSlot inline_slots[SEEN_INLINE]


cdef void seen_init(Seen *seen) noexcept nogil:
    seen.count = 0
    seen.size = SEEN_INLINE
    seen.depth = 0
    seen.slots = seen.inline_slots
    memset(seen.inline_slots, 0, sizeof(seen.inline_slots))


cdef SeenSlot *seen_find(Seen *seen, void *key) noexcept nogil:
    """The slot of `key`, or the free one where it belongs."""
    cdef size_t i = ((<size_t>key >> 4) * <size_t>0x9E3779B1) & (seen.size - 1)
    while seen.slots[i].key != NULL and seen.slots[i].key != key:
        i = (i + 1) & (seen.size - 1)
    return &seen.slots[i]


cdef int seen_add(Seen *seen, void *key, JSValue held) except -1:
    cdef SeenSlot *old = seen.slots
    cdef SeenSlot *slot
    cdef Py_ssize_t i, old_size = seen.size
    if seen.count * 2 >= seen.size:
        slot = <SeenSlot*>calloc(seen.size * 4, sizeof(SeenSlot))
        if slot == NULL:
            raise MemoryError
        seen.slots = slot
        seen.size *= 4
        for i in range(old_size):
            if old[i].key != NULL:
                seen_find(seen, old[i].key)[0] = old[i]
        if old != seen.inline_slots:
            free(old)
    slot = seen_find(seen, key)
    slot.key = key
    slot.result = NULL
    slot.held = held
    seen.count += 1
    return 0


cdef void seen_free(Seen *seen, JSRuntime *rt) noexcept:
    cdef Py_ssize_t i
    if seen.count:
        for i in range(seen.size):
            if seen.slots[i].key != NULL:
                JS_FreeValueRT(rt, seen.slots[i].held)
    if seen.slots != seen.inline_slots:
        free(seen.slots)


cdef object from_js(Context c, JSValueConst v, int mode):
    """A Python object for a JS value (borrowed)."""
    cdef int tag = JS_VALUE_GET_TAG(v)
    cdef Seen seen
    if mode == RAW:
        return new_value(c, JS_DupValue(c.ctx, v))
    if tag != JS_TAG_OBJECT:
        return primitive_from_js(c, v, tag, mode)
    if mode == HANDLE or mode == HANDLE_OR_NONE:
        return new_value(c, JS_DupValue(c.ctx, v))
    seen_init(&seen)
    try:
        return object_from_js(c, v, mode, &seen)
    finally:
        seen_free(&seen, c.host.rt)


cdef object take_from_js(Context c, JSValue v, int mode):
    """As from_js, for a value of ours: freed here. JS_EXCEPTION raises, and so does any value of JS that was stopped:
    some builtins turn the engine's uncatchable error into a result."""
    cdef int tag = JS_VALUE_GET_TAG(v)
    if c.host.termination != RUNNING:
        JS_FreeValue(c.ctx, v)
        raise_pending(c)
    if JS_IsException(v):
        raise_pending(c)
    if mode == RAW:
        return new_value(c, v)
    if tag == JS_TAG_INT:
        return PyLong_FromLong(JS_VALUE_GET_INT(v))
    if tag == JS_TAG_UNDEFINED:
        return None if mode == OPS or mode == HANDLE_OR_NONE else classes().undefined
    try:
        return from_js(c, v, mode)
    finally:
        JS_FreeValue(c.ctx, v)


cdef inline object member_from_js(Context c, JSValueConst v, int mode, Seen *seen):
    cdef int tag = JS_VALUE_GET_TAG(v)
    if tag == JS_TAG_INT:
        return PyLong_FromLong(JS_VALUE_GET_INT(v))
    if tag != JS_TAG_OBJECT:
        return primitive_from_js(c, v, tag, mode)
    return object_from_js(c, v, mode, seen)


cdef object take_member(Context c, JSValue v, int mode, Seen *seen):
    if JS_IsException(v):
        raise_pending(c)
    try:
        return member_from_js(c, v, mode, seen)
    finally:
        JS_FreeValue(c.ctx, v)


cdef object primitive_from_js(Context c, JSValueConst v, int tag, int mode):
    if tag == JS_TAG_INT:
        return PyLong_FromLong(JS_VALUE_GET_INT(v))
    if tag == JS_TAG_STRING or tag == JS_TAG_STRING_ROPE:
        return string_from_js(c, v)
    if tag == JS_TAG_UNDEFINED:
        return None if mode == OPS or mode == HANDLE_OR_NONE else classes().undefined
    if tag == JS_TAG_NULL:
        return None
    if tag == JS_TAG_BOOL:
        return True if JS_VALUE_GET_BOOL(v) else False
    if JS_TAG_IS_FLOAT64(tag):
        return number_from_js(JS_VALUE_GET_FLOAT64(v))
    if tag == JS_TAG_BIG_INT or tag == JS_TAG_SHORT_BIG_INT:
        return bigint_from_js(c, v)
    return new_value(c, JS_DupValue(c.ctx, v))      # a symbol


cdef inline object number_from_js(double d):
    """An int for what JS can only mean as one; -0.0, fractions, NaN and what is not a safe integer stay float."""
    if -9007199254740991.0 <= d <= 9007199254740991.0 and d == <double><int64_t>d and not (d == 0 and signbit(d)):
        return PyLong_FromLongLong(<int64_t>d)
    return PyFloat_FromDouble(d)


cdef object bigint_from_js(Context c, JSValueConst v):
    cdef uint8_t small[32]
    cdef size_t size = llrt_bigint_bytes(c.ctx, v, small, sizeof(small))
    if size <= sizeof(small):
        return int.from_bytes(PyBytes_FromStringAndSize(<char*>small, size), "little", signed=True)
    buffer = PyBytes_FromStringAndSize(NULL, size)
    llrt_bigint_bytes(c.ctx, v, <uint8_t*>PyBytes_AS_STRING(buffer), size)
    return int.from_bytes(buffer, "little", signed=True)


cdef object object_from_js(Context c, JSValueConst v, int mode, Seen *seen):
    cdef int kind = llrt_kind(c.ctx, v)
    cdef void *key
    cdef SeenSlot *slot
    if kind == LLRT_V_BUFFER:
        return view_from_js(c, v, mode)
    if kind != LLRT_V_ARRAY and kind != LLRT_V_PLAIN:
        if mode != COPY or not is_copied(c, v, kind):
            return new_value(c, JS_DupValue(c.ctx, v))
    key = JS_VALUE_GET_PTR(v)
    slot = seen_find(seen, key)
    if slot.key != NULL:
        if slot.result == NULL:
            raise ValueError("cannot copy a JS value that contains itself; take a handle instead")
        return <object>slot.result
    if seen.depth >= MAX_DEPTH:
        raise ValueError(f"cannot copy a JS value nested deeper than {MAX_DEPTH}; take a handle instead")
    seen_add(seen, key, JS_DupValue(c.ctx, v))
    seen.depth += 1
    if kind == LLRT_V_ARRAY:
        result = list_from_js(c, v, mode, seen)
    elif kind == LLRT_V_PLAIN:
        result = dict_from_js(c, v, mode, seen)
    else:
        result = special_from_js(c, v, kind, mode, seen)
    seen.depth -= 1
    seen_find(seen, key).result = <void*>result
    return result


cdef object list_from_js(Context c, JSValueConst v, int mode, Seen *seen):
    cdef JSValueConst *values
    cdef uint32_t count, i = 0
    cdef int64_t length
    cdef list result = []
    while llrt_array_elements(c.ctx, v, &values, &count) == 1:
        if i >= count:
            return result
        if JS_VALUE_GET_TAG(values[i]) == JS_TAG_OBJECT:     # its conversion may run a getter that changes this array
            result.append(take_member(c, JS_DupValue(c.ctx, values[i]), mode, seen))
        else:
            result.append(member_from_js(c, values[i], mode, seen))
        i += 1
    if JS_GetLength(c.ctx, v, &length) < 0:
        raise_pending(c)
    while i < length:
        result.append(take_member(c, JS_GetPropertyInt64(c.ctx, v, i), mode, seen))
        i += 1
    return result


cdef object dict_from_js(Context c, JSValueConst v, int mode, Seen *seen):
    cdef uint32_t position = 0
    cdef JSAtom atom
    cdef JSValueConst value
    cdef int found
    cdef dict result = {}
    while True:
        found = llrt_object_next(c.ctx, v, &position, &atom, &value)
        if found == 0:
            return result
        if found < 0:
            return dict_by_names(c, v, mode, seen)
        if JS_VALUE_GET_TAG(value) == JS_TAG_OBJECT:
            key = key_from_atom(c, atom)
            result[key] = take_member(c, JS_DupValue(c.ctx, value), mode, seen)
        else:
            result[key_from_atom(c, atom)] = member_from_js(c, value, mode, seen)


cdef object dict_by_names(Context c, JSValueConst v, int mode, Seen *seen):
    """The slow way: accessors, exotic objects."""
    cdef JSPropertyEnum *names
    cdef uint32_t count, i
    cdef dict result = {}
    if JS_GetOwnPropertyNames(c.ctx, &names, &count, v, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0:
        raise_pending(c)
    try:
        for i in range(count):
            key = key_from_atom(c, names[i].atom)
            result[key] = take_member(c, JS_GetProperty(c.ctx, v, names[i].atom), mode, seen)
    finally:
        JS_FreePropertyEnum(c.ctx, names, count)
    return result


cdef bint is_copied(Context c, JSValueConst v, int kind) noexcept:
    """Objects beside arrays and plain ones that COPY turns into Python's; the others are handles."""
    if kind == LLRT_V_DATE or kind == LLRT_V_ERROR:
        return True
    return kind == LLRT_V_OBJECT and (JS_IsMap(v) or JS_IsSet(v) or is_instance(c, v))


cdef bint is_instance(Context c, JSValueConst v) noexcept:
    """An object of a JS class without an engine class of its own: copied as structuredClone does, as its properties."""
    cdef const char *name = llrt_class_name(c.ctx, v)
    return name != NULL and strcmp(name, b"Object") == 0


cdef object special_from_js(Context c, JSValueConst v, int kind, int mode, Seen *seen):
    if kind == LLRT_V_DATE:
        return datetime_from_js(c, v)
    if kind == LLRT_V_ERROR:
        return error_from_js(c, JS_DupValue(c.ctx, v), 0)
    if JS_IsMap(v) or JS_IsSet(v):
        return entries_from_js(c, v, mode, seen)
    return dict_from_js(c, v, mode, seen)


cdef object entries_from_js(Context c, JSValueConst v, int mode, Seen *seen):
    cdef JSValue entries = llrt_map_entries(c.ctx, v)
    cdef list flat
    if JS_IsException(entries):
        raise_pending(c)
    try:
        flat = list_from_js(c, entries, mode, seen)
    finally:
        JS_FreeValue(c.ctx, entries)
    try:
        if JS_IsMap(v):
            return dict(zip(flat[::2], flat[1::2]))
        return set(flat)
    except TypeError:
        what = "Map whose keys" if JS_IsMap(v) else "Set whose values"
        raise TypeError(f"cannot copy a {what} are not hashable in Python; take a handle instead") from None


cdef object datetime_from_js(Context c, JSValueConst v):
    cdef double ms
    if JS_ToFloat64(c.ctx, &ms, v) < 0:
        raise_pending(c)
    if ms != ms:
        raise ValueError("cannot convert an invalid JS Date")
    from datetime import datetime, timedelta, timezone
    try:
        return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=ms)
    except OverflowError:
        raise ValueError("cannot convert a JS Date outside the years 1 to 9999") from None
