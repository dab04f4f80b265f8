# The fast ops of URL and query strings: C++ functions in capsules that the engine binds to JS (whatwg.cpp, form.cpp, query.cpp).
# Not here: anything that Python code calls.

include "fastops.pxi"


cdef extern from "ops.h":
    const llrt_fastop_def llrt_url_ops[]


fastops = collect_fastops(llrt_url_ops)
