# cython: language_level=3
"""llrt._xml: the fast ops of XML, as capsules (the C files). `fastops` maps each op's name in JS to a capsule of
cext/include/llrt_fastop.h."""

from cpython.pycapsule cimport PyCapsule_New


cdef extern from "llrt_fastop.h":
    ctypedef struct llrt_fastop_def:
        const char *name
    const char *LLRT_FASTOP_CAPSULE


cdef extern from *:
    """
    extern const llrt_fastop_def xml_fastops[];
    """
    const llrt_fastop_def xml_fastops[]


cdef dict _collect():
    cdef dict ops = {}
    cdef const llrt_fastop_def *entry = &xml_fastops[0]
    while entry.name != NULL:
        ops[entry.name.decode("ascii")] = PyCapsule_New(<void *>entry, LLRT_FASTOP_CAPSULE, NULL)
        entry += 1
    return ops


fastops = _collect()
