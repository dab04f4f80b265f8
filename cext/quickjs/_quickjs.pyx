# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
# cython: always_allow_keywords=True, binding=False, embedsignature=False, auto_pickle=False, autotestdict=False
"""llrt._quickjs: the JavaScript engine for Python. docs/architecture.md ("The engine binding for Python") is its contract;
each included file says what it is. Read them in the order of the includes."""

cimport cython
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.buffer cimport (
    PyBUF_FORMAT, PyBUF_ND, PyBUF_SIMPLE, PyBUF_STRIDES, PyBUF_WRITABLE, PyBuffer_FillInfo, PyBuffer_Release,
    PyObject_CheckBuffer, PyObject_GetBuffer,
)
from cpython.dict cimport PyDict_GetItemWithError
from cpython.exc cimport PyErr_Clear, PyErr_SetObject, PyErr_WriteUnraisable
from cpython.float cimport PyFloat_AS_DOUBLE, PyFloat_FromDouble
from cpython.long cimport PyLong_AsLongLongAndOverflow, PyLong_CheckExact, PyLong_FromLong, PyLong_FromLongLong
from cpython.memoryview cimport PyMemoryView_FromObject
from cpython.object cimport PyCallable_Check, PyObject
from cpython.pycapsule cimport PyCapsule_GetPointer, PyCapsule_IsValid
from cpython.pystate cimport PyThreadState
from cpython.ref cimport Py_DECREF, Py_INCREF, Py_XDECREF
from cpython.tuple cimport PyTuple_GET_SIZE
from cpython.unicode cimport PyUnicode_CheckExact, PyUnicode_DecodeLatin1, PyUnicode_DecodeUTF8, PyUnicode_GET_LENGTH
from libc.math cimport signbit
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcmp, memcpy, memset, strcmp, strlen

from quickjs_h cimport *

cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030C0000
    #define llrt_text_ready(o) 0
    #else
    #define llrt_text_ready(o) PyUnicode_READY(o)
    #endif
    """
    int llrt_text_ready(PyObject *o)

cdef extern from "Python.h":
    ctypedef object (*vectorcallfunc)(PyObject *, PyObject **, size_t, PyObject *)
    size_t PY_VECTORCALL_ARGUMENTS_OFFSET
    Py_ssize_t PyVectorcall_NARGS(size_t nargsf)
    PyObject *PyObject_Vectorcall(PyObject *callable, PyObject **args, size_t nargsf, PyObject *kwnames)
    PyThreadState *PyEval_SaveThread() nogil
    PyThreadState *PyThreadState_Next(PyThreadState *) nogil
    PyThreadState *PyInterpreterState_ThreadHead(PyInterpreterState *) nogil
    PyInterpreterState *PyInterpreterState_Get() nogil
    ctypedef struct PyInterpreterState:
        pass
    void PyEval_RestoreThread(PyThreadState *state) nogil
    unsigned long PyThread_get_thread_ident() nogil
    int Py_EnterRecursiveCall(const char *where) except -1
    void Py_LeaveRecursiveCall()
    object PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t length)
    int PyUnicode_KIND(object text)
    void *PyUnicode_DATA(object text)
    int PyErr_CheckSignals() noexcept

include "host.pxi"
include "interrupt.pxi"
include "errors.pxi"
include "errors_to.pxi"
include "strings.pxi"
include "convert_from.pxi"
include "convert_to.pxi"
include "value.pxi"
include "calls.pxi"
include "callable.pxi"
include "lookup.pxi"
include "fastop.pxi"
include "buffers.pxi"
include "promise.pxi"
include "modules.pxi"
include "hooks.pxi"
include "bytecode.pxi"
include "runtime.pxi"
include "context.pxi"
include "entrances.pxi"
include "image.pxi"

cdef int set_up_fork() except -1:
    import posix        # built in, unlike os never slow
    posix.register_at_fork(after_in_child=_after_fork_in_child)
    return 0

set_up_fork()
