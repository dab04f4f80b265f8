# What every room does with its table of fast ops (llrt_fastop.h): each entry becomes a capsule, by its name in JS.

from cpython.pycapsule cimport PyCapsule_New


cdef extern from "llrt_fastop.h":
    const char *LLRT_FASTOP_CAPSULE
    ctypedef struct llrt_fastop_def:
        const char *name


cdef dict collect_fastops(const llrt_fastop_def *table):
    """Name -> capsule, up to the entry without a name."""
    cdef dict ops = {}
    while table.name != NULL:
        ops[table.name.decode("ascii")] = PyCapsule_New(<void *>table, LLRT_FASTOP_CAPSULE, NULL)
        table += 1
    return ops
