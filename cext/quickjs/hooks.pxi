# What the engine calls while JS runs: import(), import.meta, synthetic modules, native:<room>, rejections. Each takes the
# GIL as an op does, and a Python exception becomes a JS exception.

cdef enum:
    MAX_REJECTIONS = 1000       # kept for a caller that never asks


cdef void install_hooks(Context c) noexcept:
    cdef llrt_hooks *hooks = llrt_get_hooks(c.ctx)
    hooks.opaque = <void*>c
    hooks.import_hook = <ImportHook>on_import
    hooks.meta_hook = <MetaHook>on_meta
    hooks.synthetic_hook = <SyntheticHook>on_synthetic
    hooks.native_hook = <NativeHook>on_native
    hooks.sdk_hook = <SdkHook>on_sdk
    hooks.module_free = on_module_free
    hooks.rejection_hook = <RejectionHook>on_rejection

ctypedef int (*ImportHook)(JSContext *, JSValueConst, JSValueConst, JSValueConst, JSValueConst *) noexcept nogil
ctypedef int (*MetaHook)(JSContext *, JSModuleDef *, JSValueConst) noexcept nogil
ctypedef int (*SyntheticHook)(JSContext *, JSModuleDef *) noexcept nogil
ctypedef JSValue (*NativeHook)(JSContext *, const char *) noexcept nogil
ctypedef JSModuleDef *(*SdkHook)(JSContext *, const char *) noexcept nogil
ctypedef void (*RejectionHook)(JSContext *, int, JSValueConst, JSValueConst) noexcept nogil


cdef extern from *:
    """
    /* The Host of a context's runtime, to take the GIL before the Context object may be touched. */
    static inline void *llrt_host_of(JSContext *ctx) { return JS_GetRuntimeOpaque(JS_GetRuntime(ctx)); }
    """
    void *llrt_host_of(JSContext *ctx) nogil


cdef PyObject *hook_begin(JSContext *ctx, int *lent) noexcept:
    """Takes the GIL; the Context, or NULL with a JS exception pending if it is closed. Ends with hook_end."""
    cdef Host *h = <Host*>llrt_host_of(ctx)
    cdef PyObject *context
    lent[0] = h.lent
    gil_take(h)
    context = <PyObject*>llrt_get_hooks(ctx).opaque
    if context == NULL:
        JS_ThrowTypeError(ctx, b"the Context is closed")
    return context


cdef void hook_end(JSContext *ctx, int lent) noexcept:
    if lent:
        give_gil_back(ctx, <Host*>llrt_host_of(ctx))


cdef int on_import(JSContext *ctx, JSValueConst base_name, JSValueConst specifier, JSValueConst attributes, JSValueConst *resolve_reject) noexcept:
    cdef int lent, done = -1
    cdef PyObject *p = hook_begin(ctx, &lent)
    if p != NULL:
        context = <Context>p
        try:
            done = import_module(<Context>context, base_name, specifier, attributes, resolve_reject)
        except BaseException as e:
            done = throw_hook_error(<Context>context, e)
    hook_end(ctx, lent)
    return done


cdef int throw_hook_error(Context c, object exception) noexcept:
    PyErr_SetObject(type(exception), exception)
    throw_current(c)
    return -1


cdef int import_module(Context c, JSValueConst base_name, JSValueConst specifier, JSValueConst attributes, JSValueConst *resolve_reject) except -1:
    cdef JSValue functions[2]
    cdef int i
    if c.import_hook is None:
        raise TypeError("import() is not supported here: the Context has no import hook")
    given = from_js(c, attributes, OPS)
    answer = c.import_hook(from_js(c, base_name, OPS), from_js(c, specifier, OPS), {} if given is None else given)
    if isinstance(answer, Deferred) and not (<Deferred>answer).settled:
        (<Deferred>answer).check(c)
        return (<Deferred>answer).redirect(resolve_reject)
    for i in range(2):
        functions[i] = JS_DupValue(c.ctx, resolve_reject[i])
    if isinstance(answer, Module):
        return settle_with_module(c, <Module>answer, functions)
    if isinstance(answer, Deferred):
        return follow_deferred(c, <Deferred>answer, functions)
    for i in range(2):
        JS_FreeValue(c.ctx, functions[i])
    raise TypeError(f"the import hook must return a Module or a Deferred, not {type(answer).__qualname__!r}")


cdef int follow_deferred(Context c, Deferred answer, JSValue *functions) except -1:
    """It was settled before the hook returned it: import()'s promise follows its promise."""
    cdef JSValue result = JS_Call(c.ctx, functions[0], JS_UNDEFINED, 1, &answer.v)
    gil_take(c.host)
    JS_FreeValue(c.ctx, functions[0])
    JS_FreeValue(c.ctx, functions[1])
    if JS_IsException(result):
        raise_pending(c)
    JS_FreeValue(c.ctx, result)
    return 0


cdef int on_meta(JSContext *ctx, JSModuleDef *m, JSValueConst meta) noexcept:
    cdef int lent, done = -1
    cdef PyObject *p = hook_begin(ctx, &lent)
    if p != NULL:
        context = <Context>p
        try:
            done = init_meta(<Context>context, m, meta)
        except BaseException as e:
            done = throw_hook_error(<Context>context, e)
    hook_end(ctx, lent)
    return done


cdef int init_meta(Context c, JSModuleDef *m, JSValueConst meta) except -1:
    if c.meta_hook is not None:
        c.meta_hook(wrap_module(c, m), new_value(c, JS_DupValue(c.ctx, meta)))
    return 0


cdef int on_synthetic(JSContext *ctx, JSModuleDef *m) noexcept:
    cdef int lent, done = -1
    cdef PyObject *p = hook_begin(ctx, &lent)
    if p != NULL:
        context = <Context>p
        try:
            done = init_synthetic(<Context>context, m)
        except BaseException as e:
            done = throw_hook_error(<Context>context, e)
    hook_end(ctx, lent)
    return done


cdef int init_synthetic(Context c, JSModuleDef *m) except -1:
    module = wrap_module(c, m)
    init = take_init(module)
    if init is not None:
        init(module)
    return 0


cdef object take_init(Module module):
    """The init of a synthetic module, once."""
    cdef llrt_held *held = module.cell.init
    if held == NULL:
        return None
    init = <object>held.object
    module.cell.init = NULL
    llrt_bury(held)
    return init


cdef JSValue on_native(JSContext *ctx, const char *room) noexcept:
    cdef int lent
    cdef JSValue result = JS_EXCEPTION
    cdef PyObject *p = hook_begin(ctx, &lent)
    if p != NULL:
        context = <Context>p
        try:
            result = native_exports(<Context>context, room.decode())
        except BaseException as e:
            throw_hook_error(<Context>context, e)
    hook_end(ctx, lent)
    return result


cdef JSValue native_exports(Context c, str room) except *:
    """The object with the ops of native:<room>."""
    cdef JSValue result, v
    cdef JSAtom atom
    if c.native_loader is None:
        raise TypeError(f"native:{room} is not available: the Context has no native loader")
    ops = c.native_loader(room)
    result = JS_NewObject(c.ctx)
    if JS_IsException(result):
        raise_pending(c)
    try:
        for name, item in ops.items():
            if PyCallable_Check(item) and not isinstance(item, (Handle, type)):
                v = new_function(c, item, name, OPS)
                if JS_IsException(v):
                    raise_pending(c)
            else:
                to_js(c, item, OPS, &v)
            atom = own_atom(c, name, v)
            if JS_DefinePropertyValue(c.ctx, result, atom, v, JS_PROP_C_W_E) < 0:
                JS_FreeAtom(c.ctx, atom)
                raise_pending(c)
            JS_FreeAtom(c.ctx, atom)
    except BaseException:
        JS_FreeValue(c.ctx, result)
        raise
    return result


cdef JSModuleDef *on_sdk(JSContext *ctx, const char *name) noexcept:
    """A module of the SDK that is no part of the program: from where the Context's loader finds it."""
    cdef int lent
    cdef JSModuleDef *m = NULL
    cdef PyObject *p = hook_begin(ctx, &lent)
    if p != NULL:
        context = <Context>p
        try:
            m = sdk_module(<Context>context, name.decode())
        except BaseException as e:
            throw_hook_error(<Context>context, e)
    hook_end(ctx, lent)
    return m


cdef JSModuleDef *sdk_module(Context c, str name) except? NULL:
    cdef bytes code = None if c.sdk_loader is None else c.sdk_loader(name)
    if code is None:
        return NULL
    return llrt_module_read(c.ctx, <const uint8_t*>PyBytes_AS_STRING(code), len(code))


cdef void on_rejection(JSContext *ctx, int kind, JSValueConst promise, JSValueConst reason) noexcept:
    """Without a hook from JS, promises rejected without a handler wait in Context.unhandled_rejections()."""
    cdef int lent
    cdef PyObject *p = hook_begin(ctx, &lent)
    if p == NULL:
        JS_FreeValue(ctx, JS_GetException(ctx))
    else:
        context = <Context>p
        try:
            note_rejection(<Context>context, kind, promise)
        except BaseException:
            PyErr_WriteUnraisable(<Context>context)
    hook_end(ctx, lent)


cdef int note_rejection(Context c, int kind, JSValueConst promise) except -1:
    if kind == 0:
        if len(c.rejections) >= MAX_REJECTIONS:
            del c.rejections[0]
        c.rejections.append(new_value(c, JS_DupValue(c.ctx, promise)))
        return 0
    for value in c.rejections:
        if (<Value>value).alive and JS_VALUE_GET_PTR((<Value>value).v) == JS_VALUE_GET_PTR(promise):
            c.rejections.remove(value)
            break
    return 0
