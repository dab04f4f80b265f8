# cython: language_level=3, boundscheck=False, wraparound=False, binding=False, embedsignature=False, auto_pickle=False
"""HTTP/1 parsing on llhttp, Node's own parser: bytes in, a list of events out (RFC 9110, RFC 9112).

A parser never calls out, so closing a connection or raising while handling events needs no care. Not here: sockets,
limits on bodies, writing of messages.
"""

from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytes cimport PyBytes_AS_STRING
from cpython.unicode cimport PyUnicode_DecodeLatin1
from libc.stdlib cimport free, realloc
from libc.string cimport memcpy

from llhttp cimport *

include "fastops.pxi"

cdef extern from "js_parser.h" nogil:
    const llrt_fastop_def http_fastops[]

include "message.pxi"
include "parser.pxi"
include "answer.pxi"

fastops = collect_fastops(&http_fastops[0])
