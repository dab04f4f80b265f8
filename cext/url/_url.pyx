# The fast ops of URL and query strings: C++ functions in capsules that the engine binds to JS (whatwg.cpp, form.cpp, query.cpp).
# Not here: anything that Python code calls.
from cpython.pycapsule cimport PyCapsule_New


cdef extern from "llrt_fastop.h":
    const char *LLRT_FASTOP_CAPSULE
    ctypedef struct llrt_fastop_def:
        const char *name


cdef extern from "ops.h":
    const llrt_fastop_def llrt_url_ops[]
    int LLRT_URL_OP_COUNT


fastops = {
    llrt_url_ops[i].name.decode(): PyCapsule_New(<void *>&llrt_url_ops[i], LLRT_FASTOP_CAPSULE, NULL)
    for i in range(LLRT_URL_OP_COUNT)
}
