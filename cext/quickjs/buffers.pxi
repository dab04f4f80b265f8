# Memory across the border without copies: views of JS buffers that pin their store, blocks of ours that JS takes over,
# Python buffers lent to JS. JS may detach, transfer or resize meanwhile; no memory is freed under anybody.

cdef class Pin:
    """The window of a JS buffer when it crossed; exports it until the last memoryview of it is gone."""

    cdef llrt_pin *pin
    cdef llrt_bytes window
    cdef const char *format
    cdef Py_ssize_t itemsize, count

    def __cinit__(self):
        self.pin = NULL
        self.format = b"B"
        self.itemsize = 1
        live[LIVE_PIN] += 1

    def __dealloc__(self):
        live[LIVE_PIN] -= 1
        if self.pin != NULL:
            llrt_unpin(self.pin)

    def __getbuffer__(self, Py_buffer *buffer, int flags):
        if self.window.immutable and flags & PyBUF_WRITABLE:
            raise BufferError("this ArrayBuffer is immutable")
        buffer.buf = self.window.data if self.window.data != NULL else <void*>b""
        buffer.len = self.window.length
        buffer.readonly = self.window.immutable
        buffer.itemsize = self.itemsize
        buffer.format = <char*>self.format if flags & PyBUF_FORMAT else NULL
        buffer.ndim = 1
        buffer.shape = &self.count if flags & PyBUF_ND else NULL
        buffer.strides = &self.itemsize if flags & PyBUF_STRIDES == PyBUF_STRIDES else NULL
        buffer.suboffsets = NULL
        buffer.internal = NULL
        buffer.obj = self


cdef object view_from_js(Context c, JSValueConst v, int mode):
    """A memoryview of an ArrayBuffer, typed array or DataView; in COPY mode with the typed array's element format."""
    cdef Pin pin = Pin.__new__(Pin)
    cdef int kind
    llrt_bytes_view(c.ctx, v, &pin.window)
    if pin.window.detached:
        pin.window.length = 0
        pin.window.data = NULL
    else:
        pin.pin = llrt_pin_bytes(c.ctx, v, &pin.window)
        if pin.pin == NULL:
            raise_pending(c)
    if mode != OPS:
        kind = JS_GetTypedArrayType(v)
        if 0 <= kind < 12:
            pin.format = ELEMENT_FORMATS[kind]
            pin.itemsize = ELEMENT_SIZES[kind]
    pin.count = pin.window.length // pin.itemsize
    return PyMemoryView_FromObject(pin)


# In the order of JSTypedArrayEnum.
cdef const char *ELEMENT_FORMATS[12]
ELEMENT_FORMATS[:] = [b"B", b"b", b"B", b"h", b"H", b"i", b"I", b"q", b"Q", b"e", b"f", b"d"]
cdef int[12] ELEMENT_SIZES
ELEMENT_SIZES[:] = [1, 1, 1, 2, 2, 4, 4, 8, 8, 2, 4, 8]


cdef struct Memory:
    int references      # Block, its exports and JS; under the GIL or not, so atomic
    void *data


cdef extern from *:
    """
    static inline int llrt_add(int *n, int by) { return __atomic_add_fetch(n, by, __ATOMIC_ACQ_REL); }
    """
    int llrt_add(int *n, int by) nogil


cdef void memory_release(Memory *memory) noexcept nogil:
    if llrt_add(&memory.references, -1) == 0:
        free(memory.data)
        free(memory)


cdef void memory_free_func(void *opaque, void *data) noexcept nogil:
    memory_release(<Memory*>opaque)


cdef class Block:
    """Block(size, /): `size` bytes of zeroed memory with the buffer protocol. Given to JS it becomes the memory of a Uint8Array
    there, without a copy; Python's views of it stay valid, and both sides see what the other writes. `give(length)` limits
    what JS gets to the first `length` bytes."""

    cdef Memory *memory
    cdef Py_ssize_t size, length

    def __cinit__(self, Py_ssize_t size, /):
        self.memory = NULL
        if size < 0 or size > 0x7FFFFFFF:
            raise ValueError(f"a Block has 0 to 2147483647 bytes, not {size}")
        self.memory = <Memory*>calloc(1, sizeof(Memory))
        if self.memory == NULL:
            raise MemoryError
        live[LIVE_BLOCK] += 1
        self.memory.references = 1
        self.memory.data = calloc(size if size else 1, 1)
        if self.memory.data == NULL:
            raise MemoryError
        self.size = self.length = size

    def __dealloc__(self):
        if self.memory != NULL:
            live[LIVE_BLOCK] -= 1
            memory_release(self.memory)

    def __len__(self):
        return self.size

    def __getbuffer__(self, Py_buffer *buffer, int flags):
        PyBuffer_FillInfo(buffer, self, self.memory.data, self.size, 0, flags)

    def give(self, Py_ssize_t length, /):
        """JS gets only the first `length` bytes (a read that came back short). Returns self."""
        if not 0 <= length <= self.size:
            raise ValueError(f"length must be 0 to {self.size}, not {length}")
        self.length = length
        return self


cdef int block_to_js(Context c, Block block, JSValue *out) except -1:
    llrt_add(&block.memory.references, 1)
    out[0] = llrt_new_uint8array(c.ctx, <uint8_t*>block.memory.data, block.length, memory_free_func, block.memory)
    return 0


cdef int copy_buffer_to_js(Context c, object o, JSValue *out) except -1:
    cdef Py_buffer view
    PyObject_GetBuffer(o, &view, PyBUF_SIMPLE)
    out[0] = JS_NewUint8ArrayCopy(c.ctx, <const uint8_t*>view.buf, view.len)
    PyBuffer_Release(&view)
    return 0


cdef void share_free_func(void *opaque, void *data) noexcept nogil:
    llrt_bury(<llrt_held*>opaque)


cdef object share_buffer(Context c, object o):
    """An ArrayBuffer over the memory of a writable Python buffer, which stays exported until JS lets go of it."""
    cdef llrt_held *held = <llrt_held*>calloc(1, sizeof(llrt_held))
    cdef JSValue v
    if held == NULL:
        raise MemoryError
    held.view = <Py_buffer*>malloc(sizeof(Py_buffer))
    if held.view == NULL:
        free(held)
        raise MemoryError
    try:
        PyObject_GetBuffer(o, held.view, PyBUF_WRITABLE)
    except BaseException:
        free(held.view)
        free(held)
        raise
    live[LIVE_SHARE] += 1
    v = llrt_new_arraybuffer(c.ctx, <uint8_t*>held.view.buf, held.view.len, share_free_func, held)
    if JS_IsException(v):
        raise_pending(c)
    return new_value(c, v)
