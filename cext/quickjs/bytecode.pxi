# Compiled code outside the process: a header of ours, so that foreign, damaged or outdated data is refused before the
# engine, which trusts its bytecode, sees it. The checksum guards against accidents, not against an attacker: read only what you
# wrote.

cdef enum:
    BYTECODE_SCRIPT = 1
    BYTECODE_MODULE = 2
    BYTECODE_FORMAT = 2
    BYTECODE_HEADER = 32     # bytes of bytecode_header

# Packed: it may lie at any address of its holder.
cdef packed struct bytecode_header:
    char magic[7]           # "llrt\0bc"
    uint8_t format
    uint32_t engine         # engine_hash()
    uint8_t kind
    uint8_t with_text       # it is read together with its text
    uint8_t unused[2]
    uint64_t length         # of the code, which comes behind
    uint64_t sum            # code_sum() of it


cdef uint64_t fnv1a(const uint8_t *data, size_t length) noexcept nogil:
    cdef uint64_t h = <uint64_t>0xCBF29CE484222325
    cdef size_t i
    for i in range(length):
        h = (h ^ data[i]) * <uint64_t>0x100000001B3
    return h


cdef uint64_t code_sum(const uint8_t *data, size_t length) noexcept nogil:
    """A checksum at memory speed: four lanes, each a bijection in every word, so that no single change goes unnoticed."""
    cdef uint64_t lanes[4]
    cdef uint64_t word
    cdef size_t i, at = 0
    for i in range(4):
        lanes[i] = <uint64_t>0xCBF29CE484222325 + i
    while at + 32 <= length:
        for i in range(4):
            memcpy(&word, data + at + i * 8, 8)
            lanes[i] = (lanes[i] ^ word) * <uint64_t>0x9E3779B97F4A7C15
            lanes[i] ^= lanes[i] >> 32
        at += 32
    return fnv1a(data + at, length - at) ^ fnv1a(<const uint8_t*>lanes, sizeof(lanes))


cdef uint32_t engine_hash() noexcept:
    """Bytecode depends on the engine's version, our edits (its atoms), pointer size and byte order."""
    cdef uint64_t h = fnv1a(<const uint8_t*>JS_GetVersion(), strlen(JS_GetVersion()))
    cdef uint32_t probe = 1
    h ^= llrt_bytecode_edition() * <uint64_t>0x9E3779B97F4A7C15
    h ^= sizeof(void*) * 31 + (<uint8_t*>&probe)[0]
    return <uint32_t>(h ^ (h >> 32))


def bytecode_edition():
    """A number that differs wherever bytecode cannot be exchanged."""
    return engine_hash()


cdef bytes seal_bytecode(uint8_t *code, size_t length, int kind, bint with_text):
    """Frees `code`."""
    cdef bytes result
    cdef bytecode_header *head
    try:
        result = PyBytes_FromStringAndSize(NULL, length + BYTECODE_HEADER)
        head = <bytecode_header*>PyBytes_AS_STRING(result)
        memset(head, 0, BYTECODE_HEADER)
        memcpy(head.magic, b"llrt\0bc", 7)
        head.format = BYTECODE_FORMAT
        head.engine = engine_hash()
        head.kind = kind
        head.with_text = with_text
        # The engine's own checksum would be one more pass over all of it: it takes this for "none".
        memset(code + 1, 0xFF, 4)
        head.length = length
        head.sum = code_sum(code, length)
        memcpy(head + 1, code, length)
        return result
    finally:
        free(code)


cdef int bytecode_kind(const uint8_t *p, size_t length) except -1:
    """Checks the header; the kind of the code behind it."""
    cdef const bytecode_header *head = <const bytecode_header*>p
    if length < BYTECODE_HEADER or memcmp(head.magic, b"llrt\0bc", 7) != 0:
        raise ValueError("not llrt bytecode")
    if head.format != BYTECODE_FORMAT or head.engine != engine_hash():
        raise ValueError("bytecode of another version of llrt or its engine: compile the source again")
    if head.length != length - BYTECODE_HEADER or head.sum != code_sum(p + BYTECODE_HEADER, length - BYTECODE_HEADER):
        raise ValueError("damaged llrt bytecode")
    if head.kind != BYTECODE_SCRIPT and head.kind != BYTECODE_MODULE:
        raise ValueError("damaged llrt bytecode")
    return head.kind


@cython.no_gc_clear
cdef class Script(Handle):
    """A compiled classic script; run it as often as wanted."""

    def run(self, *, timeout=None, mode=None):
        """Run it in its Context; the completion value. Does not drain."""
        cdef Context c = self.context
        cdef JSValue result
        cdef int how = result_mode(mode)
        cdef int64_t before
        self.check(c)
        before = push_timeout(c.host, timeout)
        try:
            enter_js(c.host)
            try:
                gil_drop(c.host)
                result = llrt_script_run(c.ctx, self.v)
                gil_take(c.host)
                return take_from_js(c, result, how)
            finally:
                leave_js(c.host)
        finally:
            c.host.call_deadline = before

    def bytecode(self, bytes text=None):
        """The compiled script, as Module.bytecode()."""
        cdef size_t length
        cdef uint8_t *data
        cdef const char *p = NULL if text is None else PyBytes_AS_STRING(text)
        self.check(self.context)
        data = llrt_script_bytecode(self.context.ctx, self.v, p, 0 if text is None else len(text), &length)
        if data == NULL:
            raise_pending(self.context)
        return seal_bytecode(data, length, BYTECODE_SCRIPT, text is not None)


cdef Script new_script(Context c, JSValue v):
    """Takes `v`, function bytecode; JS_EXCEPTION raises."""
    cdef Script script
    if JS_IsException(v):
        raise_pending(c)
    script = Script.__new__(Script)
    script.adopt(c, v)
    return script
