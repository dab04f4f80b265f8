# The engine as the binding uses it (engine.h, and of quickjs.h what has no llrt_ form). Declarations only: nothing else
# of the package declares an engine function.

from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t

cdef extern from "engine.h" nogil:
    ctypedef struct JSRuntime:
        pass
    ctypedef struct JSContext:
        pass
    ctypedef struct JSModuleDef:
        pass
    ctypedef struct JSValue:
        pass
    ctypedef JSValue JSValueConst
    ctypedef uint32_t JSAtom


ctypedef JSValue (*ClosureFunction)(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv, int magic, void *opaque) noexcept nogil
ctypedef void (*ClosureFinalizer)(void *opaque) noexcept nogil
ctypedef int (*InterruptHandler)(JSRuntime *rt, void *opaque) noexcept nogil

cdef extern from "engine.h" nogil:
    int JS_TAG_BIG_INT
    int JS_TAG_SYMBOL
    int JS_TAG_STRING
    int JS_TAG_STRING_ROPE
    int JS_TAG_OBJECT
    int JS_TAG_INT
    int JS_TAG_BOOL
    int JS_TAG_NULL
    int JS_TAG_UNDEFINED
    int JS_TAG_SHORT_BIG_INT
    JSValue JS_NULL
    JSValue JS_UNDEFINED
    JSValue JS_TRUE
    JSValue JS_FALSE
    JSValue JS_EXCEPTION
    int JS_PROP_C_W_E
    int JS_PROP_WRITABLE
    int JS_PROP_CONFIGURABLE
    int JS_GPN_STRING_MASK
    int JS_GPN_ENUM_ONLY

    int JS_VALUE_GET_TAG(JSValueConst v)
    int JS_VALUE_GET_INT(JSValueConst v)
    int JS_VALUE_GET_BOOL(JSValueConst v)
    double JS_VALUE_GET_FLOAT64(JSValueConst v)
    void *JS_VALUE_GET_PTR(JSValueConst v)
    bint JS_TAG_IS_FLOAT64(int tag)
    bint JS_IsException(JSValueConst v)
    bint JS_IsObject(JSValueConst v)
    bint JS_IsString(JSValueConst v)
    bint JS_IsError(JSValueConst v)
    bint JS_IsFunction(JSContext *ctx, JSValueConst v)
    bint JS_IsConstructor(JSContext *ctx, JSValueConst v)
    JSValue JS_PromiseThen(JSContext *ctx, JSValueConst promise, JSValueConst fulfilled, JSValueConst rejected)
    bint JS_IsMap(JSValueConst v)
    bint JS_IsSet(JSValueConst v)
    bint JS_IsPromise(JSValueConst v)
    bint JS_IsProxy(JSValueConst v)
    bint JS_IsStrictEqual(JSContext *ctx, JSValueConst a, JSValueConst b)

    JSValue JS_NewInt64(JSContext *ctx, int64_t v)
    JSValue JS_NewFloat64(JSContext *ctx, double v)
    JSValue JS_NewBool(JSContext *ctx, bint v)
    JSValue JS_NewObject(JSContext *ctx)
    JSValue JS_NewSymbol(JSContext *ctx, const char *description, bint is_global)
    JSValue JS_NewArrayFrom(JSContext *ctx, int count, const JSValue *values)
    JSValue JS_NewDate(JSContext *ctx, double epoch_ms)
    JSValue JS_NewError(JSContext *ctx)
    JSValue JS_NewUint8ArrayCopy(JSContext *ctx, const uint8_t *data, size_t length)
    JSValue JS_NewPromiseCapability(JSContext *ctx, JSValue *resolving)
    void JS_PromiseMarkAsHandled(JSContext *ctx, JSValueConst promise)
    int JS_PromiseState(JSContext *ctx, JSValueConst promise)
    JSValue JS_PromiseResult(JSContext *ctx, JSValueConst promise)
    int JS_GetTypedArrayType(JSValueConst v)

    JSValue JS_DupValue(JSContext *ctx, JSValueConst v)
    JSValue JS_DupValueRT(JSRuntime *rt, JSValueConst v)
    void JS_FreeValue(JSContext *ctx, JSValue v)
    void JS_FreeValueRT(JSRuntime *rt, JSValue v)
    JSAtom JS_NewAtomLen(JSContext *ctx, const char *text, size_t length)
    JSAtom JS_DupAtom(JSContext *ctx, JSAtom atom)
    void JS_FreeAtom(JSContext *ctx, JSAtom atom)
    void JS_FreeAtomRT(JSRuntime *rt, JSAtom atom)
    JSValue JS_AtomToString(JSContext *ctx, JSAtom atom)
    JSAtom JS_ValueToAtom(JSContext *ctx, JSValueConst v)
    JSValue JS_ToString(JSContext *ctx, JSValueConst v)
    int JS_ToFloat64(JSContext *ctx, double *out, JSValueConst v)

    JSValue JS_GetProperty(JSContext *ctx, JSValueConst obj, JSAtom atom)
    JSValue JS_GetPropertyStr(JSContext *ctx, JSValueConst obj, const char *name)
    JSValue JS_GetPropertyInt64(JSContext *ctx, JSValueConst obj, int64_t index)
    int JS_SetProperty(JSContext *ctx, JSValueConst obj, JSAtom atom, JSValue value)
    int JS_HasProperty(JSContext *ctx, JSValueConst obj, JSAtom atom)
    int JS_DeleteProperty(JSContext *ctx, JSValueConst obj, JSAtom atom, int flags)
    int JS_DefinePropertyValue(JSContext *ctx, JSValueConst obj, JSAtom atom, JSValue value, int flags)
    int JS_GetLength(JSContext *ctx, JSValueConst obj, int64_t *out)
    JSValue JS_GetGlobalObject(JSContext *ctx)
    JSValue JS_Call(JSContext *ctx, JSValueConst f, JSValueConst this_value, int argc, JSValueConst *argv)
    JSValue JS_CallConstructor(JSContext *ctx, JSValueConst f, int argc, JSValueConst *argv)
    JSValue JS_Invoke(JSContext *ctx, JSValueConst this_value, JSAtom name, int argc, JSValueConst *argv)

    ctypedef struct JSPropertyEnum:
        bint is_enumerable
        JSAtom atom
    ctypedef struct JSPropertyDescriptor:
        int flags
        JSValue value
        JSValue getter
        JSValue setter
    int JS_GetOwnPropertyNames(JSContext *ctx, JSPropertyEnum **tab, uint32_t *length, JSValueConst obj, int flags)
    int JS_GetOwnProperty(JSContext *ctx, JSPropertyDescriptor *out, JSValueConst obj, JSAtom atom)
    void JS_FreePropertyEnum(JSContext *ctx, JSPropertyEnum *tab, uint32_t length)

    JSValue JS_Throw(JSContext *ctx, JSValue error)
    JSValue JS_GetException(JSContext *ctx)
    bint JS_HasException(JSContext *ctx)
    JSValue JS_ThrowTypeError(JSContext *ctx, const char *format, ...)
    JSValue JS_ThrowRangeError(JSContext *ctx, const char *format, ...)
    JSValue JS_ThrowInternalError(JSContext *ctx, const char *format, ...)
    JSValue JS_ThrowOutOfMemory(JSContext *ctx)

    JSValue JS_NewCClosure(JSContext *ctx, ClosureFunction function, const char *name, ClosureFinalizer finalizer, int length, int magic, void *opaque)

    void JS_SetInterruptHandler(JSRuntime *rt, InterruptHandler handler, void *opaque)
    void JS_SetMemoryLimit(JSRuntime *rt, size_t limit)
    void JS_SetGCThreshold(JSRuntime *rt, size_t threshold)
    void JS_RunGC(JSRuntime *rt)
    void JS_FreeContext(JSContext *ctx)
    void JS_SetRuntimeOpaque(JSRuntime *rt, void *opaque)
    JSValue JS_ParseJSON(JSContext *ctx, const char *text, size_t length, const char *filename)
    JSRuntime *JS_GetRuntime(JSContext *ctx)
    const char *JS_GetVersion()

    ctypedef struct JSMemoryUsage:
        int64_t malloc_size, malloc_limit, memory_used_size, malloc_count, memory_used_count
        int64_t atom_count, atom_size, str_count, str_size, obj_count, obj_size, prop_count, prop_size
        int64_t shape_count, shape_size, js_func_count, js_func_size, js_func_code_size
        int64_t js_func_pc2line_count, js_func_pc2line_size, c_func_count, array_count
        int64_t fast_array_count, fast_array_elements, binary_object_count, binary_object_size
    void JS_ComputeMemoryUsage(JSRuntime *rt, JSMemoryUsage *out)

    # ---- engine.h ----
    JSRuntime *llrt_new_runtime()
    size_t llrt_free_runtime(JSRuntime *rt)
    JSContext *llrt_new_context(JSRuntime *rt)
    void llrt_context_shutdown(JSContext *ctx)
    int llrt_set_hash_seed(uint64_t seed)
    int llrt_lazy_mode
    void llrt_timezone_read(bint forget)
    void llrt_enter(JSRuntime *rt, size_t limit, size_t reserve)
    void llrt_interrupt_script(JSRuntime *rt)
    int LLRT_EXC_ORDINARY
    int LLRT_EXC_INTERRUPTED
    int LLRT_EXC_OUT_OF_MEMORY
    int LLRT_EXC_STACK_OVERFLOW
    int llrt_exception_kind(JSContext *ctx, JSValueConst error)
    JSValue llrt_throw_uncatchable(JSContext *ctx, JSValue error)

    ctypedef struct llrt_hooks:
        void *opaque
        int (*import_hook)(JSContext *ctx, JSValueConst base_name, JSValueConst specifier, JSValueConst attributes, JSValueConst *resolve_reject) noexcept nogil
        int (*meta_hook)(JSContext *ctx, JSModuleDef *module, JSValueConst meta) noexcept nogil
        int (*synthetic_hook)(JSContext *ctx, JSModuleDef *module) noexcept nogil
        void (*module_free)(JSModuleDef *module, void *module_opaque) noexcept nogil
        JSValue (*native_hook)(JSContext *ctx, const char *room) noexcept nogil
        JSModuleDef *(*sdk_hook)(JSContext *ctx, const char *name) noexcept nogil
        void (*rejection_hook)(JSContext *ctx, int kind, JSValueConst promise, JSValueConst reason) noexcept nogil
    llrt_hooks *llrt_get_hooks(JSContext *ctx)

    JSModuleDef *llrt_module_compile(JSContext *ctx, const char *source, size_t length, const char *name, int line)
    JSModuleDef *llrt_module_read(JSContext *ctx, const uint8_t *data, size_t length)
    ctypedef struct llrt_kept:
        void (*release)(void *) noexcept nogil
        void *opaque
        const char *text
        size_t text_length
    JSModuleDef *llrt_module_read_kept(JSContext *ctx, const uint8_t *data, size_t length, const llrt_kept *kept)
    uint8_t *llrt_module_bytecode(JSContext *ctx, JSModuleDef *module, const char *text, size_t text_length, size_t *length)
    JSModuleDef *llrt_module_synthetic(JSContext *ctx, const char *name, const char **exports, int count)
    int llrt_module_set_export(JSContext *ctx, JSModuleDef *module, const char *name, JSValue value)
    int llrt_module_request_count(JSModuleDef *module)
    JSValue llrt_module_request_specifier(JSContext *ctx, JSModuleDef *module, int index)
    JSValue llrt_module_request_attributes(JSContext *ctx, JSModuleDef *module, int index)
    int llrt_module_set_request(JSContext *ctx, JSModuleDef *module, int index, JSModuleDef *dependency)
    int llrt_module_link(JSContext *ctx, JSModuleDef *module)
    JSValue llrt_module_evaluate(JSContext *ctx, JSModuleDef *module)
    JSValue llrt_module_evaluate_sync(JSContext *ctx, JSModuleDef *module)
    JSValue llrt_module_namespace(JSContext *ctx, JSModuleDef *module)
    int LLRT_MODULE_UNLINKED
    int LLRT_MODULE_LINKED
    int LLRT_MODULE_EVALUATING
    int LLRT_MODULE_EVALUATED
    int LLRT_MODULE_ERRORED
    int llrt_module_status(JSModuleDef *module)
    JSValue llrt_module_error(JSContext *ctx, JSModuleDef *module)
    int llrt_module_has_tla(JSModuleDef *module)
    int llrt_module_graph_has_tla(JSContext *ctx, JSModuleDef *module)
    JSValue llrt_module_name(JSContext *ctx, JSModuleDef *module)
    int llrt_module_set_name(JSContext *ctx, JSModuleDef *module, const char *name)
    void llrt_module_set_opaque(JSModuleDef *module, void *opaque)
    void *llrt_module_opaque(JSModuleDef *module)
    void llrt_module_release(JSContext *ctx, JSModuleDef *module)
    int llrt_import_settle(JSContext *ctx, JSModuleDef *module, JSValueConst *resolve_reject)

    int LLRT_SCRIPT_STRICT
    int LLRT_SCRIPT_ASYNC
    JSValue llrt_script_compile(JSContext *ctx, const char *source, size_t length, const char *filename, int line, int flags)
    JSValue llrt_script_run(JSContext *ctx, JSValueConst script)
    JSValue llrt_eval(JSContext *ctx, const char *source, size_t length, const char *filename, int line, int flags)
    uint8_t *llrt_script_bytecode(JSContext *ctx, JSValueConst script, const char *text, size_t text_length, size_t *length)
    JSValue llrt_script_read_kept(JSContext *ctx, const uint8_t *data, size_t length, const llrt_kept *kept)

    int LLRT_BUILTIN_PUBLIC
    ctypedef struct llrt_builtin:
        const char *name
        const uint8_t *code
        uint32_t length
        uint32_t flags
    const llrt_builtin llrt_builtin_table[]
    const uint32_t llrt_builtin_count
    JSModuleDef *llrt_load_builtin(JSContext *ctx, const char *name)
    JSValue llrt_require_builtin(JSContext *ctx, const char *name)
    int llrt_set_builtins_from(const char *folder)

    int llrt_drain(JSContext *ctx)
    int llrt_run_microtasks(JSContext *ctx)
    int llrt_has_work(JSContext *ctx)

    int LLRT_V_BUFFER
    int LLRT_V_ARRAY
    int LLRT_V_PLAIN
    int LLRT_V_FUNCTION
    int LLRT_V_ERROR
    int LLRT_V_PROMISE
    int LLRT_V_DATE
    int LLRT_V_PROXY
    int LLRT_V_OBJECT
    int llrt_kind(JSContext *ctx, JSValueConst value)
    const char *llrt_class_name(JSContext *ctx, JSValueConst value)
    JSValue llrt_get_for(JSContext *ctx, JSValueConst object, JSAtom name, JSValueConst receiver)
    ctypedef struct llrt_string:
        const void *data
        uint32_t length
        int wide
    int llrt_string_view(JSContext *ctx, JSValueConst value, llrt_string *out)
    JSValue llrt_string_latin1(JSContext *ctx, const uint8_t *data, size_t length)
    JSValue llrt_string_utf16(JSContext *ctx, const uint16_t *data, size_t length)
    JSValue llrt_string_ucs4(JSContext *ctx, const uint32_t *data, size_t length)
    bint llrt_is_ascii_text(const void *text, size_t length)
    JSValue llrt_bigint_new(JSContext *ctx, const uint8_t *data, size_t length)
    size_t llrt_bigint_bytes(JSContext *ctx, JSValueConst value, uint8_t *out, size_t capacity)
    int llrt_array_elements(JSContext *ctx, JSValueConst array, JSValueConst **values, uint32_t *count)
    int llrt_object_next(JSContext *ctx, JSValueConst obj, uint32_t *position, JSAtom *key, JSValueConst *value)

    ctypedef struct llrt_bytes:
        uint8_t *data
        size_t length
        int detached, shared, immutable, resizable
    int llrt_bytes_view(JSContext *ctx, JSValueConst value, llrt_bytes *out)
    ctypedef void (*llrt_free_func)(void *opaque, void *data) noexcept nogil
    JSValue llrt_new_uint8array(JSContext *ctx, uint8_t *data, size_t length, llrt_free_func free_func, void *opaque)
    JSValue llrt_new_arraybuffer(JSContext *ctx, uint8_t *data, size_t length, llrt_free_func free_func, void *opaque)
    ctypedef struct llrt_pin:
        pass
    llrt_pin *llrt_pin_bytes(JSContext *ctx, JSValueConst value, llrt_bytes *data)
    void llrt_unpin(llrt_pin *pin)
    ctypedef struct llrt_counters:
        int64_t objects, strings, modules, jobs
    void llrt_count(JSRuntime *rt, llrt_counters *out)

    # ---- binding_internals.h ----
    void llrt_poll_within(JSContext *ctx, int polls)
    int llrt_define_fresh(JSContext *ctx, JSValueConst obj, JSAtom key, JSValue value)
    void *llrt_closure_opaque(JSValueConst function, ClosureFunction target)
    JSValue llrt_new_fast_function(JSContext *ctx, void *definition)
    uint32_t llrt_bytecode_edition()
    void llrt_end_termination(JSRuntime *rt)
    JSAtom llrt_private_atom(JSContext *ctx, const char *description)
    JSValue llrt_map_entries(JSContext *ctx, JSValueConst map_or_set)
