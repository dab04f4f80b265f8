# cython: language_level=3
"""llrt._buffer: the fast ops of the rooms buffer, string_decoder and web encoding, as capsules.

`fastops` maps each op's name in JS to a capsule of cext/include/llrt_fastop.h. Nothing here does work: see the C files.
"""

from cpython.pycapsule cimport PyCapsule_New


cdef extern from "buffer.h":
    ctypedef struct llrt_fastop_def:
        const char *name
    const char *LLRT_FASTOP_CAPSULE
    const llrt_fastop_def buffer_fastops[]


cdef dict _collect():
    cdef dict ops = {}
    cdef const llrt_fastop_def *entry = &buffer_fastops[0]
    while entry.name != NULL:
        ops[entry.name.decode("ascii")] = PyCapsule_New(<void *>entry, LLRT_FASTOP_CAPSULE, NULL)
        entry += 1
    return ops


fastops = _collect()
