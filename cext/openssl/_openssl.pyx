# cython: language_level=3, boundscheck=False
"""llrt._openssl: the fast ops of digests, HMAC, ciphers and randomness, as capsules (the C files), and TLS over memory or descriptors.

`fastops` maps each op's name in JS to a capsule of cext/include/llrt_fastop.h.
"""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.pycapsule cimport PyCapsule_New
from libc.errno cimport errno
from libc.string cimport memcpy

from openssl_h cimport *


cdef extern from "openssl_room.h":
    ctypedef struct llrt_fastop_def:
        const char *name
    const char *LLRT_FASTOP_CAPSULE
    const llrt_fastop_def openssl_fastops[]
    int llrt_openssl_ready()
    const char *llrt_openssl_version()


cdef extern from "openssl/crypto.h":
    unsigned long OpenSSL_version_num()


cdef dict _collect():
    cdef dict ops = {}
    cdef const llrt_fastop_def *entry = &openssl_fastops[0]
    while entry.name != NULL:
        ops[entry.name.decode("ascii")] = PyCapsule_New(<void *>entry, LLRT_FASTOP_CAPSULE, NULL)
        entry += 1
    return ops


fastops = _collect()


def version() -> str:
    """The linked OpenSSL's version, "3.0.19"."""
    return llrt_openssl_version().decode()


def version_number() -> int:
    """The same as a number, OPENSSL_VERSION_NUMBER."""
    return OpenSSL_version_num()


include "tls_errors.pxi"
include "tls_context.pxi"
include "tls_connection.pxi"
include "tls_certificate.pxi"
