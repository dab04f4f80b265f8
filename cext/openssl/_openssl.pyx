# cython: language_level=3, boundscheck=False
"""llrt._openssl: the fast ops of digests, HMAC, ciphers and randomness, as capsules (the C files), and TLS over memory or descriptors.

`fastops` maps each op's name in JS to a capsule of cext/include/llrt_fastop.h.
"""

from cpython.buffer cimport PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytearray cimport PyByteArray_AS_STRING
from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.errno cimport errno
from libc.string cimport memcpy, strcmp

from openssl_h cimport *

include "fastops.pxi"


cdef extern from "openssl_room.h":
    const llrt_fastop_def openssl_fastops[]
    int llrt_openssl_ready()
    void llrt_openssl_texts()
    SSL_CTX *llrt_openssl_context()
    const char *llrt_openssl_version()
    void llrt_random_forget()


cdef extern from "ahead.h" nogil:
    int llrt_ahead_begin(const char *ciphers)
    int llrt_ahead_runs()
    void llrt_ahead_end()
    SSL_CTX *llrt_ahead_context(const char **ciphers)


cdef extern from "Python.h":
    int Py_AtExit(void (*function)() noexcept)


cdef extern from "openssl/crypto.h":
    unsigned long OpenSSL_version_num()


cdef extern from "openssl/rand.h":
    int RAND_poll()


fastops = collect_fastops(openssl_fastops)


def version() -> str:
    """The linked OpenSSL's version, "3.0.19"."""
    return llrt_openssl_version().decode()


def version_number() -> int:
    """The same as a number, OPENSSL_VERSION_NUMBER."""
    return OpenSSL_version_num()


def begin_ahead(bytes ciphers=None) -> bool:
    """TLS is going to be used: a thread makes OpenSSL ready beside the program, once in a process (ahead.c). False: there is none, and
    each thing is done when it is asked for. Never while an image is made. `ciphers`: those that the first context will be asked for."""
    if not llrt_ahead_begin(NULL if ciphers is None else <const char *>ciphers):
        return False
    # Python's end comes before that of OpenSSL, which another module may have asked for.
    Py_AtExit(llrt_ahead_end)
    return True


def ahead_runs() -> bool:
    """Whether that thread still runs."""
    return llrt_ahead_runs() != 0


def reseed() -> None:
    """New entropy for OpenSSL's generator, and nothing of what was drawn before: a process that was restored from a snapshot shares
    them with its copies."""
    llrt_random_forget()
    if llrt_openssl_ready() and RAND_poll() != 1:
        raise OSError("the system gives no randomness")


cdef class _Window:
    """The memory of an argument while a call lasts. Not a typed memoryview: the first of those in a module makes the importing of it
    twice as long, with `collections` and types of its own."""
    cdef Py_buffer view
    cdef const char *p      # never NULL

    def __cinit__(self, data):
        PyObject_GetBuffer(data, &self.view, PyBUF_SIMPLE)
        self.p = b""
        if self.view.len:
            self.p = <const char *>self.view.buf

    def __dealloc__(self):
        PyBuffer_Release(&self.view)


include "tls_errors.pxi"
include "tls_state.pxi"
include "keys.pxi"
include "tls_context.pxi"
include "tls_connection.pxi"
include "tls_callbacks.pxi"
include "tls_settings.pxi"
include "tls_details.pxi"
include "tls_certificate.pxi"
include "x509.pxi"
include "primes.pxi"
