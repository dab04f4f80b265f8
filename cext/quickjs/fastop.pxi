# Fast ops (cext/include/llrt_fastop.h): C functions of other extensions, called from JS without Python and without the GIL.

cdef extern from "llrt_fastop.h" nogil:
    const char *LLRT_FASTOP_CAPSULE
    int LLRT_FASTOP_MAX_ARGS
    enum:
        LLRT_UNDEFINED, LLRT_NULL, LLRT_BOOL, LLRT_NUMBER, LLRT_STR8, LLRT_STR16, LLRT_BYTES, LLRT_OTHER, LLRT_UTF8
        LLRT_TYPE_ERROR, LLRT_RANGE_ERROR, LLRT_ERROR, LLRT_OUT_OF_MEMORY
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
        const char *code
        void (*release)(void *opaque, void *data) noexcept nogil
        char error[200]
        uint16_t small[128]
    ctypedef void (*llrt_fastop)(const llrt_arg *args, int argc, llrt_result *result) noexcept nogil
    ctypedef struct llrt_fastop_def:
        const char *name
        llrt_fastop function
        int length


cdef bint is_fastop(object o):
    return PyCapsule_IsValid(o, LLRT_FASTOP_CAPSULE)


cdef JSValue new_fast_function(Context c, object capsule) except *:
    """The JS function of a capsule, which it keeps alive: the table it points into belongs to its extension."""
    cdef llrt_fastop_def *op = <llrt_fastop_def*>PyCapsule_GetPointer(capsule, LLRT_FASTOP_CAPSULE)
    if op.length < 0 or op.length > LLRT_FASTOP_MAX_ARGS:
        raise ValueError(f"fast op {op.name.decode()!r} wants {op.length} arguments; at most {LLRT_FASTOP_MAX_ARGS} are possible")
    return JS_NewCClosure(c.ctx, call_fast, op.name, NULL, op.length, 0, op)


cdef JSValue call_fast(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv, int magic, void *opaque) noexcept nogil:
    cdef llrt_fastop_def *op = <llrt_fastop_def*>opaque
    cdef llrt_arg args[8]
    cdef llrt_result result
    cdef int i, count = argc if argc > op.length else op.length
    if count > 8:
        count = 8
    for i in range(count):
        if i >= argc:
            args[i].kind = LLRT_UNDEFINED
        elif fill_arg(ctx, argv[i], &args[i]) < 0:
            return JS_EXCEPTION
    memset(&result, 0, FASTOP_HEAD)
    op.function(args, count, &result)
    return fast_result(ctx, &result)


cdef extern from *:
    """
    #define FASTOP_HEAD offsetof(llrt_result, error)
    """
    size_t FASTOP_HEAD


cdef int fill_arg(JSContext *ctx, JSValueConst v, llrt_arg *arg) noexcept nogil:
    cdef int tag = JS_VALUE_GET_TAG(v)
    cdef llrt_string text
    cdef llrt_bytes window
    if tag == JS_TAG_INT:
        arg.kind = LLRT_NUMBER
        arg.num = JS_VALUE_GET_INT(v)
    elif tag == JS_TAG_STRING or tag == JS_TAG_STRING_ROPE:
        if llrt_string_view(ctx, v, &text) < 0:
            return -1
        arg.kind = LLRT_STR16 if text.wide else LLRT_STR8
        arg.ptr = <void*>text.data
        arg.len = text.length
    elif tag == JS_TAG_OBJECT:
        arg.kind = LLRT_OTHER
        if llrt_bytes_view(ctx, v, &window):
            arg.kind = LLRT_BYTES
            arg.ptr = window.data
            arg.len = window.length
    elif tag == JS_TAG_UNDEFINED:
        arg.kind = LLRT_UNDEFINED
    elif tag == JS_TAG_BOOL:
        arg.kind = LLRT_BOOL
        arg.num = JS_VALUE_GET_BOOL(v)
    elif JS_TAG_IS_FLOAT64(tag):
        arg.kind = LLRT_NUMBER
        arg.num = JS_VALUE_GET_FLOAT64(v)
    else:
        arg.kind = LLRT_NULL if tag == JS_TAG_NULL else LLRT_OTHER
    return 0


cdef void free_plain(void *opaque, void *data) noexcept nogil:
    free(data)


cdef JSValue fast_result(JSContext *ctx, llrt_result *result) noexcept nogil:
    cdef JSValue v
    cdef int kind = result.kind
    if kind == LLRT_NUMBER:
        if result.num == <double><int32_t>result.num and (result.num != 0 or not signbit(result.num)):
            return JS_NewInt32(ctx, <int32_t>result.num)
        return JS_NewFloat64(ctx, result.num)
    if kind == LLRT_UNDEFINED:
        return JS_UNDEFINED
    if kind == LLRT_BOOL:
        return JS_NewBool(ctx, result.num != 0)
    if kind == LLRT_NULL:
        return JS_NULL
    if kind == LLRT_BYTES:
        return llrt_new_uint8array(ctx, <uint8_t*>result.ptr, result.len, result.release if result.release != NULL else free_plain, NULL)
    if kind == LLRT_STR8 or kind == LLRT_STR16 or kind == LLRT_UTF8:
        if kind == LLRT_STR8:
            v = llrt_string_latin1(ctx, <const uint8_t*>result.ptr, result.len)
        elif kind == LLRT_STR16:
            v = llrt_string_utf16(ctx, <const uint16_t*>result.ptr, result.len)
        else:
            v = JS_NewStringLen(ctx, <const char*>result.ptr, result.len)
        if not result.borrowed and result.ptr != result.small:
            free(result.ptr)
        return v
    return fast_error(ctx, result)


cdef JSValue fast_error(JSContext *ctx, llrt_result *result) noexcept nogil:
    cdef JSValue error
    result.error[199] = 0
    if result.kind == LLRT_TYPE_ERROR:
        JS_ThrowTypeError(ctx, b"%s", result.error)
    elif result.kind == LLRT_RANGE_ERROR:
        JS_ThrowRangeError(ctx, b"%s", result.error)
    elif result.kind == LLRT_ERROR:
        JS_ThrowPlainError(ctx, b"%s", result.error)
    elif result.kind == LLRT_OUT_OF_MEMORY:
        return JS_ThrowOutOfMemory(ctx)
    else:
        return JS_ThrowInternalError(ctx, b"a fast op returned the unknown kind %d", result.kind)
    if result.code != NULL:
        error = JS_GetException(ctx)
        JS_DefinePropertyValueStr(ctx, error, b"code", JS_NewStringLen(ctx, result.code, strlen(result.code)), JS_PROP_C_W_E)
        JS_Throw(ctx, error)
    return JS_EXCEPTION
