# cython: language_level=3, boundscheck=False
"""llrt._zlib: zlib-ng, Brotli and Zstandard. Fast ops for JS as capsules, the same steps for the thread pool, and decoders for Python code."""

from cpython.buffer cimport PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t
from libc.stdlib cimport calloc

include "fastops.pxi"


cdef extern from "codec.h" nogil:
    const llrt_fastop_def zlib_fastops[]
    ctypedef struct codec:
        int mode
        int busy
        int error
        const char *message
        char code[64]
        int parameters[64]
        int parameter_count
        int done
    ctypedef struct codec_step:
        const uint8_t *in_ "in"
        size_t in_size
        uint8_t *out
        size_t out_size
        int flush
    int codec_start(codec *, int)
    int codec_step_run(codec *, codec_step *)
    ctypedef struct codec_bound:
        size_t limit
        size_t chunk
    void codec_work(codec *, const uint8_t *, size_t, int, codec_bound)
    void codec_release(codec *)
    codec *codec_from_bytes(void *, size_t)

cdef extern from "zlib-ng.h":
    const char *zlibng_version()
    int zng_uncompress(uint8_t *out, size_t *out_size, const uint8_t *packed, size_t packed_size)

cdef extern from "brotli/decode.h":
    unsigned int BrotliDecoderVersion()

cdef extern from "zstd.h":
    const char *ZSTD_versionString()


fastops = collect_fastops(zlib_fastops)


def versions() -> dict:
    """Versions of the linked libraries."""
    number = BrotliDecoderVersion()
    return {
        "zlib": zlibng_version().decode(),
        "brotli": f"{number >> 24}.{number >> 12 & 0xFFF}.{number & 0xFFF}",
        "zstd": ZSTD_versionString().decode(),
    }


cdef class _Window:
    """The memory of an argument while a call lasts. Not a typed memoryview: the first of those in a module makes the importing of it
    twice as long, with `collections` and types of its own."""
    cdef Py_buffer view
    cdef uint8_t *p      # never NULL
    cdef size_t size

    def __cinit__(self, data, bint writable=False):
        PyObject_GetBuffer(data, &self.view, PyBUF_WRITABLE if writable else PyBUF_SIMPLE)
        self.size = self.view.len
        self.p = <uint8_t *>self.view.buf if self.size else <uint8_t *><char *>b""

    def __dealloc__(self):
        PyBuffer_Release(&self.view)


cdef codec *_codec(_Window handle) except NULL:
    cdef codec *c = codec_from_bytes(handle.p, handle.size) if handle.size else NULL
    if c == NULL:
        raise ValueError("expected the handle of an idle codec")
    return c


def claim(handle not None):
    """The codec is about to run in another thread: JS can't use it meanwhile. run() and work() end that."""
    _codec(_Window(handle, True)).busy = 1


def run(handle not None, int flush, data, out not None):
    """A step of a claimed codec; (error number or 0, what is left of `out`, what is left of `data`). For the thread pool."""
    cdef _Window kept = _Window(handle, True), room = _Window(out, True), view
    cdef codec *c = <codec *>kept.p
    cdef codec_step s
    cdef int error
    s.in_, s.in_size, s.flush = NULL, 0, flush
    s.out, s.out_size = (room.p if room.size else NULL), room.size
    if data is not None:
        view = _Window(data)
        if view.size:
            s.in_, s.in_size = view.p, view.size
    with nogil:
        c.error = 0
        error = codec_step_run(c, &s)
        c.busy = 0
    return error, s.out_size, s.in_size


cdef struct task:
    codec *c
    const uint8_t *data
    size_t size
    int finish
    codec_bound bound


cdef enum: MOST = 16
MOST_AT_ONCE = MOST


def work(list tasks not None):
    """codecAll() of at most MOST_AT_ONCE claimed codecs, for the thread pool: (handle, data, finish, limit, chunk). The results stay with
    the codecs, for codecResult() of JS."""
    cdef task todo[MOST]
    cdef list kept = []
    cdef _Window handle, view
    cdef int n = 0, i
    for one, data, finish, limit, chunk in tasks[:MOST]:
        handle, view = _Window(one, True), _Window(data)
        kept.append((handle, view))
        todo[n].c, todo[n].data, todo[n].size, todo[n].finish = <codec *>handle.p, view.p, view.size, finish
        todo[n].bound.limit, todo[n].bound.chunk = limit, chunk
        n += 1
    with nogil:
        for i in range(n):
            codec_work(todo[i].c, todo[i].data, todo[i].size, todo[i].finish, todo[i].bound)
            todo[i].c.busy = 0


def inflated(packed not None, size_t size):
    """zlib's form of `size` bytes, unpacked: data of our own."""
    cdef _Window view = _Window(packed)
    cdef bytes content = PyBytes_FromStringAndSize(NULL, size)
    cdef size_t came = size
    if zng_uncompress(<uint8_t *><char *>content, &came, view.p, view.size) != 0 or came != size:
        raise MemoryError("unpacking")
    return content


cdef class Decoder:
    """Streaming decoder of an HTTP content coding: "gzip", "deflate" (zlib's form, or raw as some servers send it), "br", "zstd"."""
    cdef codec *_codec
    cdef bint _probe
    cdef int _finish

    def __cinit__(self, str coding):
        modes = {"gzip": 7, "x-gzip": 7, "deflate": 2, "br": 8, "zstd": 11}
        if coding not in modes:
            raise ValueError(f"no decoder for {coding!r}; there are {', '.join(modes)}")
        self._probe = coding == "deflate"
        self._start(modes[coding])

    cdef _start(self, int mode):
        if self._codec != NULL:
            codec_release(self._codec)
        self._codec = <codec *>calloc(1, sizeof(codec))
        if self._codec == NULL:
            raise MemoryError("no memory for a decoder")
        if mode <= 7:
            self._codec.parameters[0], self._codec.parameter_count = 15, 4
        if codec_start(self._codec, mode):
            raise self._failure()

    def __dealloc__(self):
        if self._codec != NULL:
            codec_release(self._codec)

    @property
    def done(self):
        """Whether the end of the data has been met."""
        return self._codec.done != 0

    cdef _failure(self):
        return DecodeError(self._codec.message.decode() if self._codec.message != NULL else "failed", self._codec.code.decode(), self._codec.error)

    def decode(self, data not None, Py_ssize_t most=65536):
        """(at most `most` decoded bytes, how many of `data` were used). Call again with the rest, and without data while `most` bytes come."""
        cdef codec_step s
        cdef _Window view = _Window(data)
        cdef bytes out = PyBytes_FromStringAndSize(NULL, most)
        cdef int error
        if self._probe and view.size:
            self._probe = False
            if view.p[0] & 15 != 8:
                self._start(6)
        s.in_, s.in_size = view.p, view.size
        s.out, s.out_size, s.flush = <uint8_t *><char *>out, most, 0
        with nogil:
            error = codec_step_run(self._codec, &s)
        if error:
            raise self._failure()
        return out[: most - s.out_size], view.size - s.in_size


class DecodeError(ValueError):
    """What a library refused: `code` and `errno` as node:zlib has them."""

    def __init__(self, message, code, errno):
        super().__init__(message)
        self.code = code
        self.errno = errno
