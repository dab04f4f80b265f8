# Fast ops (cext/include/llrt_fastop.h) come as capsules; engine_fastops.c makes functions of them.

cdef extern from "llrt_fastop.h" nogil:
    const char *LLRT_FASTOP_CAPSULE
    int LLRT_FASTOP_MAX_ARGS
    ctypedef struct llrt_fastop_def:
        const char *name
        int length


cdef bint is_fastop(object o):
    return PyCapsule_IsValid(o, LLRT_FASTOP_CAPSULE)


cdef JSValue new_fast_function(Context c, object capsule) except *:
    """The JS function of a capsule: the table that it points into belongs to its extension, and stays."""
    cdef llrt_fastop_def *op = <llrt_fastop_def*>PyCapsule_GetPointer(capsule, LLRT_FASTOP_CAPSULE)
    if op.length < 0 or op.length > LLRT_FASTOP_MAX_ARGS:
        raise ValueError(f"fast op {op.name.decode()!r} wants {op.length} arguments; at most {LLRT_FASTOP_MAX_ARGS} are possible")
    return llrt_new_fast_function(c.ctx, op)
