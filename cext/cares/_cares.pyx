# cython: language_level=3, boundscheck=False, wraparound=False, binding=False, embedsignature=False, auto_pickle=False
"""Name lookup on c-ares: queries go out, records come back as tuples; which sockets to watch and until when is told to the
loop that owns the channel. RFC 1035, RFC 6724 (the order of addresses), RFC 6761 (localhost), resolv.conf(5), hosts(5).

Nothing here blocks or starts a thread. Not here: the loop (llrt/net/dns.py), Node's shapes and names of errors.
"""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.ref cimport Py_DECREF, Py_INCREF
from cpython.unicode cimport PyUnicode_DecodeLatin1
from libc.stdlib cimport calloc, free
from libc.string cimport memset, strlen

from ares cimport *

include "answers.pxi"
include "channel.pxi"

cdef int _initialised = ares_library_init(ARES_LIB_INIT_ALL)
if _initialised != ARES_SUCCESS:
    raise MemoryError()
