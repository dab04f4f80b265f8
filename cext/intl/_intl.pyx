# The data of Intl (sections.c, written by gen_data.py), and its loops over text as fast ops (collate.c, segment.c).
# Not here: what any of it means; that is llrt/builtins/_intl.
from cpython.buffer cimport PyBUF_READ
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.memoryview cimport PyMemoryView_FromMemory
from libc.stdint cimport uint8_t, uint32_t

include "fastops.pxi"


cdef extern from "sections.h":
    ctypedef struct intl_section:
        const char *name
        const uint8_t *packed
        uint32_t packed_size
        uint32_t size
        uint32_t stride
    const intl_section intl_sections[]


cdef extern from "ops.h":
    const llrt_fastop_def intl_ops[]


fastops = collect_fastops(intl_ops)


def section(name):
    """The content of a section: bytes, unpacked at every call."""
    cdef int i = 0
    cdef bytes wanted = name.encode()
    while intl_sections[i].name != NULL:
        if wanted == intl_sections[i].name:
            return _unpacked(&intl_sections[i])
        i += 1
    raise KeyError(name)


# Not with Python's zlib, which the native binary does not have.
cdef bytes _unpacked(const intl_section *found):
    from llrt._zlib import inflated

    cdef bytes content = inflated(PyMemoryView_FromMemory(<char *>found.packed, found.packed_size, PyBUF_READ), found.size)
    return content if found.stride == 1 else _numbers(content, found.stride)


cdef bytes _numbers(bytes planes, size_t stride):
    """The bytes of each number together again (gen_data.py)."""
    cdef size_t size = len(planes), count = size // stride, number, place
    cdef bytes content = PyBytes_FromStringAndSize(<char *>planes, size)
    cdef unsigned char *out = <unsigned char *><char *>content
    cdef const unsigned char *plane = <const unsigned char *><char *>planes
    for place in range(stride):
        for number in range(count):
            out[number * stride + place] = plane[number]
        plane += count
    return content


def section_sizes():
    """name -> (bytes in this file, bytes unpacked)"""
    cdef int i = 0
    sizes = {}
    while intl_sections[i].name != NULL:
        sizes[intl_sections[i].name.decode()] = (intl_sections[i].packed_size, intl_sections[i].size)
        i += 1
    return sizes
