# cython: language_level=3
"""llrt._fs: system calls on files. `fastops`: each as a capsule that JS calls directly. `run(op, args)`: the same for the
thread pool, with the GIL released. `numbers`: name -> op. `known_missing(path)`. inotify_*: watches. The work is in the C files.
"""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.buffer cimport PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.pycapsule cimport PyCapsule_New
from libc.stdlib cimport free
from libc.string cimport memset


cdef extern from "fs.h" nogil:
    ctypedef struct llrt_arg:
        int kind
        double num
        void *ptr
        size_t len
    ctypedef struct llrt_result:
        int kind
        int borrowed
        double num
        void *ptr
        size_t len
    ctypedef void (*llrt_fastop)(const llrt_arg *args, int argc, llrt_result *result) noexcept nogil
    ctypedef struct llrt_fastop_def:
        const char *name
        llrt_fastop function
        int length
    const char *LLRT_FASTOP_CAPSULE
    enum:
        LLRT_UNDEFINED, LLRT_BOOL, LLRT_NUMBER, LLRT_STR8, LLRT_STR16, LLRT_BYTES, LLRT_OTHER
    llrt_fastop_def fs_fastops[]
    void fs_prepare()
    int fs_known_missing(const llrt_arg *path)


cdef extern from *:
    """
    void *fs_release_gil(void)
    {
        return PyGILState_Check() ? PyEval_SaveThread() : NULL;
    }

    void fs_take_gil(void *released)
    {
        if (released)
            PyEval_RestoreThread((PyThreadState *)released);
    }

    #ifdef __linux__
    #include <sys/inotify.h>
    #else
    #include <errno.h>
    static int inotify_init1(int flags) { errno = ENOSYS; return -1; }
    static int inotify_add_watch(int fd, const char *path, unsigned mask) { errno = ENOSYS; return -1; }
    static int inotify_rm_watch(int fd, int wd) { errno = ENOSYS; return -1; }
    #define IN_NONBLOCK 0
    #define IN_CLOEXEC 0
    #endif
    """
    int inotify_init1(int flags) nogil
    int inotify_add_watch(int fd, const char *path, unsigned mask) nogil
    int inotify_rm_watch(int fd, int wd) nogil
    int IN_NONBLOCK, IN_CLOEXEC

cdef extern from "errno.h" nogil:
    int errno

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void *PyUnicode_DATA(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    object PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t size)


cdef tuple _collect():
    cdef dict ops = {}, numbers = {}
    cdef llrt_fastop_def *entry = &fs_fastops[0]
    fs_prepare()
    while entry.name != NULL:
        name = entry.name.decode("ascii")
        numbers[name] = len(numbers)
        ops[name] = PyCapsule_New(<void *>entry, LLRT_FASTOP_CAPSULE, NULL)
        entry += 1
    return ops, numbers


fastops, numbers = _collect()


cdef object _kept(object value, llrt_arg *arg, Py_buffer *view, int *views):
    """Fills `arg` from a Python value; returns what must live as long as it."""
    if value is None:
        arg.kind = LLRT_UNDEFINED
    elif isinstance(value, bool):
        arg.kind = LLRT_BOOL
        arg.num = value is True
    elif isinstance(value, (int, float)):
        arg.kind = LLRT_NUMBER
        arg.num = value
    elif isinstance(value, str):
        if PyUnicode_KIND(value) == 4:
            value = (<str>value).encode("utf-16-le", "surrogatepass")
            arg.kind = LLRT_STR16
            arg.ptr = <char *><bytes>value
            arg.len = len(<bytes>value) // 2
            return value
        arg.kind = LLRT_STR8 if PyUnicode_KIND(value) == 1 else LLRT_STR16
        arg.ptr = PyUnicode_DATA(value)
        arg.len = PyUnicode_GET_LENGTH(value)
    else:
        PyObject_GetBuffer(value, &view[views[0]], PyBUF_SIMPLE)
        arg.kind = LLRT_BYTES
        arg.ptr = view[views[0]].buf
        arg.len = view[views[0]].len
        views[0] += 1
    return value


def run(int op, tuple args, /):
    """What fast op number `op` gives for these arguments: int, float, bool, str, bytes or None."""
    cdef llrt_arg slots[8]
    cdef Py_buffer buffers[8]
    cdef llrt_result result
    cdef int views = 0, i, count = len(args)
    cdef llrt_fastop_def *entry = &fs_fastops[op]
    if not 0 <= op < len(numbers):
        raise ValueError(f"there is no op {op}")
    if count > 8:
        raise ValueError(f"an op has at most 8 arguments, not {count}")
    memset(&result, 0, sizeof(result))
    memset(slots, 0, sizeof(slots))
    kept = []
    try:
        for i in range(count):
            kept.append(_kept(args[i], &slots[i], buffers, &views))
        with nogil:
            entry.function(slots, count if count > entry.length else entry.length, &result)
        return _value(&result)
    finally:
        for i in range(views):
            PyBuffer_Release(&buffers[i])


cdef object _value(llrt_result *result):
    cdef int kind = result.kind
    if kind == LLRT_NUMBER:
        return int(result.num) if result.num == <double><long long>result.num else result.num
    if kind == LLRT_BOOL:
        return result.num != 0
    if kind != LLRT_STR8 and kind != LLRT_BYTES:
        return None
    try:
        if kind == LLRT_STR8:
            return PyUnicode_FromKindAndData(1, result.ptr, result.len)
        return PyBytes_FromStringAndSize(<char *>result.ptr, result.len)
    finally:
        free(result.ptr)


def known_missing(str path, /):
    """Whether the system knows at once that the path names nothing."""
    cdef llrt_arg arg
    cdef Py_buffer view
    cdef int views = 0
    memset(&arg, 0, sizeof(arg))
    kept = _kept(path, &arg, &view, &views)
    return fs_known_missing(&arg) != 0


def inotify_open():
    """A descriptor for watches, not blocking; or the negative errno."""
    cdef int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC)
    return fd if fd >= 0 else -errno


def inotify_add(int fd, bytes path, unsigned int mask):
    """The number of the watch, or the negative errno."""
    cdef int watch = inotify_add_watch(fd, path, mask)
    return watch if watch >= 0 else -errno


def inotify_remove(int fd, int watch):
    return inotify_rm_watch(fd, watch)
