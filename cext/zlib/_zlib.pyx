# cython: language_level=3, boundscheck=False
"""llrt._zlib: zlib, Brotli and Zstandard. Fast ops for JS as capsules, the same steps for the thread pool, and decoders for Python code."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t
from libc.stdlib cimport calloc, free

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
    int codec_all(codec *, const uint8_t *, size_t, int, size_t, uint8_t **, size_t *, size_t *)
    void codec_release(codec *)
    codec *codec_from_bytes(void *, size_t)

cdef extern from "zlib.h":
    const char *zlibVersion()

cdef extern from "brotli/decode.h":
    unsigned int BrotliDecoderVersion()

cdef extern from "zstd.h":
    const char *ZSTD_versionString()


fastops = collect_fastops(zlib_fastops)


def versions() -> dict:
    """Versions of the linked libraries."""
    number = BrotliDecoderVersion()
    return {
        "zlib": zlibVersion().decode(),
        "brotli": f"{number >> 24}.{number >> 12 & 0xFFF}.{number & 0xFFF}",
        "zstd": ZSTD_versionString().decode(),
    }


cdef codec *_codec(uint8_t[::1] handle) except NULL:
    cdef codec *c = codec_from_bytes(&handle[0], handle.shape[0]) if handle.shape[0] else NULL
    if c == NULL:
        raise ValueError("expected the handle of an idle codec")
    return c


def claim(uint8_t[::1] handle not None):
    """The codec is about to run in another thread: JS can't use it meanwhile. run() and run_all() end that."""
    _codec(handle).busy = 1


def run(uint8_t[::1] handle not None, int flush, data, uint8_t[::1] out not None):
    """A step of a claimed codec; (error number or 0, what is left of `out`, what is left of `data`). For the thread pool."""
    cdef codec *c = <codec *>&handle[0]
    cdef codec_step s
    cdef const uint8_t[::1] view
    cdef int error
    s.in_, s.in_size, s.flush = NULL, 0, flush
    s.out, s.out_size = (&out[0] if out.shape[0] else NULL), out.shape[0]
    if data is not None:
        view = data
        if view.shape[0]:
            s.in_, s.in_size = &view[0], view.shape[0]
    with nogil:
        c.error = 0
        error = codec_step_run(c, &s)
        c.busy = 0
    return error, s.out_size, s.in_size


def run_all(uint8_t[::1] handle not None, data, int finish, size_t limit):
    """codecAll for a claimed codec, for the thread pool: bytes, or codecAll's number."""
    cdef codec *c = <codec *>&handle[0]
    cdef const uint8_t[::1] view = data
    cdef uint8_t *out = NULL
    cdef size_t n = 0, taken = 0
    cdef int status
    cdef const uint8_t *start = &view[0] if view.shape[0] else <const uint8_t *>b""
    with nogil:
        c.error = 0
        status = codec_all(c, start, view.shape[0], finish, limit, &out, &n, &taken)
        c.busy = 0
    if status == -1:
        raise MemoryError("no memory for the result")
    if status:
        return status
    try:
        return PyBytes_FromStringAndSize(<char *>out, <Py_ssize_t>n)
    finally:
        free(out)


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

    def decode(self, const uint8_t[::1] data not None, Py_ssize_t most=65536):
        """(at most `most` decoded bytes, how many of `data` were used). Call again with the rest, and without data while `most` bytes come."""
        cdef codec_step s
        cdef bytes out = PyBytes_FromStringAndSize(NULL, most)
        cdef int error
        if self._probe and data.shape[0]:
            self._probe = False
            if data[0] & 15 != 8:
                self._start(6)
        s.in_, s.in_size = (&data[0] if data.shape[0] else <const uint8_t *>b""), data.shape[0]
        s.out, s.out_size, s.flush = <uint8_t *><char *>out, most, 0
        with nogil:
            error = codec_step_run(self._codec, &s)
        if error:
            raise self._failure()
        return out[: most - s.out_size], data.shape[0] - s.in_size


class DecodeError(ValueError):
    """What a library refused: `code` and `errno` as node:zlib has them."""

    def __init__(self, message, code, errno):
        super().__init__(message)
        self.code = code
        self.errno = errno
