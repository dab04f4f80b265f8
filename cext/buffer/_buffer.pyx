# cython: language_level=3
"""llrt._buffer: the fast ops of the rooms buffer, string_decoder and web encoding, as capsules.

`fastops` maps each op's name in JS to a capsule of cext/include/llrt_fastop.h. Nothing here does work: see the C files.
"""

include "fastops.pxi"


cdef extern from "buffer.h":
    const llrt_fastop_def buffer_fastops[]


fastops = collect_fastops(buffer_fastops)
