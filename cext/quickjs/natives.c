/* native:engine, the rest: hooks of the loop, compiling, buffers, memory, lazy globals; and the table of all of them.
 * Included by engine.c. */

/* ---- Loop hooks ------------------------------------------------------------------------------------------------------------- */

NATIVE(native_set_tick_hook)
{
    set_value(ctx, &ctx->llrt->process_ticks, js_dup(argv[0]));
    set_value(ctx, &ctx->llrt->tick_flags, js_dup(argv[1]));
    set_value(ctx, &ctx->llrt->tick_queue, js_dup(argv[2]));
    set_value(ctx, &ctx->llrt->tick_otherwise, js_dup(argv[3]));
    return JS_UNDEFINED;
}

NATIVE(native_set_rejection_hook)
{
    set_value(ctx, &ctx->llrt->on_reject, js_dup(argv[0]));
    set_value(ctx, &ctx->llrt->process_rejections, js_dup(argv[1]));
    return JS_UNDEFINED;
}

NATIVE(native_run_microtasks)
{
    return llrt_run_microtasks(ctx) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

static JSValue microtask_job(JSContext *ctx, int argc, JSValueConst *argv)
{
    return JS_Call(ctx, argv[0], JS_UNDEFINED, 0, NULL);
}

NATIVE(native_enqueue_microtask)
{
    if (!JS_IsFunction(ctx, argv[0]))
        return JS_ThrowTypeErrorNotAFunction(ctx);
    return JS_EnqueueJob(ctx, microtask_job, 1, argv) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

NATIVE(native_async_context_get)
{
    return llrt_async_context_get(ctx);
}

NATIVE(native_async_context_set)
{
    llrt_async_context_set(ctx, js_dup(argv[0]));
    return JS_UNDEFINED;
}

NATIVE(native_async_context_swap)
{
    return llrt_enter_async(ctx, js_dup(argv[0]));
}

/* Has the loop not turned yet? Then the main script is running. */
NATIVE(native_is_first_turn)
{
    return js_bool(!ctx->llrt->drained);
}

/* setPromiseHook(hook(kind, promise, parent) or undefined), kind: 0 made, 1 its reaction starts, 2 it ends, 3 settled */
NATIVE(native_set_promise_hook)
{
    set_value(ctx, &ctx->llrt->env->promise_hook, js_dup(argv[0]));
    JS_SetPromiseHook(ctx->rt, call_promise_hook, NULL);    /* it stays: another context of the runtime may have one */
    return JS_UNDEFINED;
}

/* ---- Compiling --------------------------------------------------------------------------------------------------------------- */

NATIVE(native_eval_script)
{
    size_t length;
    const char *source = JS_ToCStringLen(ctx, &length, argv[0]), *filename = NULL;
    int32_t line = 1;
    JSValue result = JS_EXCEPTION;

    if (source)
        filename = JS_ToCString(ctx, argv[1]);
    if (filename && (JS_IsUndefined(argv[2]) || JS_ToInt32(ctx, &line, argv[2]) == 0))
        result = llrt_eval(ctx, source, length, filename, line, 0);
    JS_FreeCString(ctx, source);
    JS_FreeCString(ctx, filename);
    return result;
}

/* An array of strings as C strings; *count of them are to be freed even after a failure. */
static int c_strings(JSContext *ctx, JSValueConst array, const char **out, int capacity, int *count)
{
    int64_t length = 0;

    *count = 0;
    if (!JS_IsUndefined(array) && JS_GetLength(ctx, array, &length) < 0)
        return -1;
    if (length > capacity) {
        JS_ThrowRangeError(ctx, "too many parameters");
        return -1;
    }
    for (int i = 0; i < length; i++) {
        JSValue item = JS_GetPropertyUint32(ctx, array, i);
        out[i] = JS_IsException(item) ? NULL : JS_ToCString(ctx, item);
        JS_FreeValue(ctx, item);
        if (!out[i])
            return -1;
        *count = i + 1;
    }
    return 0;
}

/* compileFunction(source, filename, line, params, importMetaName) */
NATIVE(native_compile_function)
{
    const char *params[64], *filename = NULL, *source;
    size_t length;
    int count = 0, line = 1;
    JSValue result = JS_EXCEPTION;

    source = JS_ToCStringLen(ctx, &length, argv[0]);
    if (source)
        filename = JS_ToCString(ctx, argv[1]);
    if (!filename || (!JS_IsUndefined(argv[2]) && JS_ToInt32(ctx, &line, argv[2])))
        goto done;
    if (c_strings(ctx, argv[3], params, countof(params), &count))
        goto done;
    result = llrt_compile_function(ctx, source, length, filename, line, params, count);
    if (!JS_IsException(result) && JS_IsString(argv[4]) && name_referrer(ctx, result, argv[4])) {
        JS_FreeValue(ctx, result);
        result = JS_EXCEPTION;
    }
done:
    for (int i = 0; i < count; i++)
        JS_FreeCString(ctx, params[i]);
    JS_FreeCString(ctx, source);
    JS_FreeCString(ctx, filename);
    return result;
}

#include "engine_realms.c"
#include "engine_realm_scripts.c"

/* ---- Buffers ------------------------------------------------------------------------------------------------------------------ */

NATIVE(native_detach_array_buffer)
{
    JS_DetachArrayBuffer(ctx, argv[0]);
    return JS_UNDEFINED;
}

NATIVE(native_transfer_array_buffer)
{
    if (!JS_IsArrayBuffer(argv[0]))
        return JS_ThrowTypeError(ctx, "not an ArrayBuffer");
    return js_array_buffer_transfer(ctx, argv[0], 0, NULL, 0);
}

NATIVE(native_keep_array_buffer)
{
    JSArrayBuffer *buffer = JS_GetOpaque(argv[0], JS_CLASS_ARRAY_BUFFER);
    if (buffer)
        buffer->llrt_kept = true;
    return JS_UNDEFINED;
}

NATIVE(native_is_detached)
{
    llrt_bytes bytes;

    return js_bool(llrt_bytes_view(ctx, argv[0], &bytes) && bytes.detached);
}

NATIVE(native_clone_bytes)
{
    llrt_bytes bytes;

    if (!llrt_bytes_view(ctx, argv[0], &bytes))
        return JS_ThrowTypeError(ctx, "not an ArrayBuffer or a view of one");
    if (bytes.detached)
        return JS_ThrowTypeErrorDetachedArrayBuffer(ctx);
    return JS_NewUint8ArrayCopy(ctx, bytes.data, bytes.length);
}

/* ---- Memory --------------------------------------------------------------------------------------------------------------------- */

NATIVE(native_gc)
{
    JS_RunGC(ctx->rt);
    return JS_UNDEFINED;
}

NATIVE(native_memory_usage)
{
    JSMemoryUsage u;
    JSValue result = JS_NewObject(ctx);
    struct list_head *el;
    int realms = 0;

    JS_ComputeMemoryUsage(ctx->rt, &u);
    if (JS_IsException(result))
        return result;
#define FIELD(name, value) JS_DefinePropertyValueStr(ctx, result, name, js_int64(value), JS_PROP_C_W_E)
    FIELD("mallocSize", u.malloc_size);
    FIELD("mallocLimit", u.malloc_limit);
    FIELD("mallocCount", u.malloc_count);
    FIELD("memoryUsedSize", u.memory_used_size);
    FIELD("memoryUsedCount", u.memory_used_count);
    FIELD("atomCount", u.atom_count);
    FIELD("atomSize", u.atom_size);
    FIELD("stringCount", u.str_count);
    FIELD("stringSize", u.str_size);
    FIELD("objectCount", u.obj_count);
    FIELD("objectSize", u.obj_size);
    FIELD("propertyCount", u.prop_count);
    FIELD("propertySize", u.prop_size);
    FIELD("shapeCount", u.shape_count);
    FIELD("shapeSize", u.shape_size);
    FIELD("functionCount", u.js_func_count);
    FIELD("functionSize", u.js_func_size + u.js_func_code_size);
    FIELD("functionSize", u.js_func_size);
    FIELD("functionCodeSize", u.js_func_code_size);
    FIELD("functionLineCount", u.js_func_pc2line_count);
    FIELD("functionLineSize", u.js_func_pc2line_size);
    FIELD("nativeFunctionCount", u.c_func_count);
    FIELD("arrayCount", u.array_count);
    FIELD("fastArrayCount", u.fast_array_count);
    FIELD("fastArrayElements", u.fast_array_elements);
    FIELD("binaryObjectCount", u.binary_object_count);
    FIELD("binaryObjectSize", u.binary_object_size);
    list_for_each(el, &ctx->rt->context_list)
        realms += list_entry(el, JSContext, link)->llrt && list_entry(el, JSContext, link)->llrt->main == ctx;
    FIELD("realmCount", realms);
#undef FIELD
    return result;
}

/* queryObjects(prototype) -> array of the objects that inherit from it */
NATIVE(native_query_objects)
{
    struct list_head *el;
    JSValue found = JS_NewArray(ctx);
    uint32_t count = 0;

    if (JS_IsException(found) || !JS_IsObject(argv[0]))
        return found;
    list_for_each(el, &ctx->rt->gc_obj_list) {
        JSGCObjectHeader *header = list_entry(el, JSGCObjectHeader, link);
        JSObject *p = (JSObject *)header, *proto;
        if (JS_GC_TYPE(header) != JS_GC_OBJ_TYPE_JS_OBJECT || !p->shape || p->class_id == JS_CLASS_PROXY)
            continue;
        for (proto = p->shape->proto; proto && proto != JS_VALUE_GET_OBJ(argv[0]); proto = proto->shape->proto)
            ;
        if (proto && JS_DefinePropertyValueUint32(ctx, found, count++, js_dup(JS_MKPTR(JS_TAG_OBJECT, p)), JS_PROP_C_W_E) < 0)
            break;
    }
    return found;
}

/* ---- Builtins ------------------------------------------------------------------------------------------------------------------------ */

NATIVE(native_load_builtin)
{
    const char *name = JS_ToCString(ctx, argv[0]);
    JSValue namespace;

    if (!name)
        return JS_EXCEPTION;
    namespace = llrt_require_builtin(ctx, name);
    JS_FreeCString(ctx, name);
    return namespace;
}

NATIVE(native_public_builtins)
{
    JSValue names = JS_NewArray(ctx);
    uint32_t used = 0;

    for (uint32_t i = 0; i < llrt_builtin_count && !JS_IsException(names); i++) {
        if (!(llrt_builtin_table[i].flags & LLRT_BUILTIN_PUBLIC))
            continue;
        if (JS_DefinePropertyValueUint32(ctx, names, used++, JS_NewString(ctx, llrt_builtin_table[i].name), JS_PROP_C_W_E) < 0) {
            JS_FreeValue(ctx, names);
            names = JS_EXCEPTION;
        }
    }
    return names;
}

static JSValue native_lazy_export(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv);
static JSValue native_loaded_builtin(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv);
static JSValue native_set_builtin_export(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv);

static const JSCFunctionListEntry native_engine_exports[] = {
    JS_CFUNC_DEF("loadBuiltin", 1, native_load_builtin),
    JS_CFUNC_DEF("publicBuiltins", 0, native_public_builtins),
    JS_CFUNC_DEF("loadedBuiltin", 1, native_loaded_builtin),
    JS_CFUNC_DEF("setBuiltinExport", 3, native_set_builtin_export),
    JS_CFUNC_DEF("promiseState", 1, native_promise_state),
    JS_CFUNC_DEF("promiseResult", 1, native_promise_result),
    JS_CFUNC_DEF("proxyDetails", 1, native_proxy_details),
    JS_CFUNC_DEF("previewEntries", 1, native_preview_entries),
    JS_CFUNC_DEF("ownNonIndexProperties", 2, native_own_non_index_properties),
    JS_CFUNC_DEF("className", 1, native_class_name),
    JS_CFUNC_DEF("functionKind", 1, native_function_kind),
    JS_CFUNC_DEF("isConstructor", 1, native_is_constructor),
    JS_CFUNC_DEF("isClass", 1, native_is_class),
    JS_CFUNC_DEF("functionSource", 1, native_function_source),
    JS_CFUNC_DEF("setTickHook", 4, native_set_tick_hook),
    JS_CFUNC_DEF("nextTick", 1, native_next_tick),
    JS_CFUNC_DEF("runTicks", 0, native_run_ticks),
    JS_CFUNC_DEF("setRejectionHook", 2, native_set_rejection_hook),
    JS_CFUNC_DEF("runMicrotasks", 0, native_run_microtasks),
    JS_CFUNC_DEF("enqueueMicrotask", 1, native_enqueue_microtask),
    JS_CFUNC_DEF("asyncContextGet", 0, native_async_context_get),
    JS_CFUNC_DEF("asyncContextSet", 1, native_async_context_set),
    JS_CFUNC_DEF("asyncContextSwap", 1, native_async_context_swap),
    JS_CFUNC_DEF("setPromiseHook", 1, native_set_promise_hook),
    JS_CFUNC_DEF("isFirstTurn", 0, native_is_first_turn),
    JS_CFUNC_DEF("setStackHooks", 1, native_set_stack_hooks),
    JS_CFUNC_DEF("callSites", 2, native_call_sites),
    JS_CFUNC_DEF("errorSites", 1, native_error_sites),
    JS_CFUNC_DEF("lastThrow", 0, native_last_throw),
    JS_CFUNC_DEF("compileFunction", 5, native_compile_function),
    JS_CFUNC_DEF("evalScript", 3, native_eval_script),
    JS_CFUNC_DEF("makeRealm", 4, native_make_realm),
    JS_CFUNC_DEF("isRealm", 1, native_is_realm),
    JS_CFUNC_DEF("compileScript", 6, native_compile_script),
    JS_CFUNC_DEF("readScript", 2, native_read_script),
    JS_CFUNC_DEF("scriptBytecode", 1, native_script_bytecode),
    JS_CFUNC_DEF("runScript", 4, native_run_script),
    JS_CFUNC_DEF("stoppedBy", 0, native_stopped_by),
    JS_CFUNC_DEF("compileRealmFunction", 7, native_compile_realm_function),
    JS_CFUNC_DEF("detachArrayBuffer", 1, native_detach_array_buffer),
    JS_CFUNC_DEF("transferArrayBuffer", 1, native_transfer_array_buffer),
    JS_CFUNC_DEF("keepArrayBuffer", 1, native_keep_array_buffer),
    JS_CFUNC_DEF("isDetached", 1, native_is_detached),
    JS_CFUNC_DEF("cloneBytes", 1, native_clone_bytes),
    JS_CFUNC_DEF("memoryUsage", 0, native_memory_usage),
    JS_CFUNC_DEF("gc", 0, native_gc),
    JS_CFUNC_DEF("queryObjects", 1, native_query_objects),
    JS_CFUNC_DEF("defineLazy", 5, native_define_lazy),
    JS_CFUNC_DEF("lazyExport", 4, native_lazy_export),
    JS_CFUNC_DEF("nativeMethod", 5, native_method),
    JS_CFUNC_DEF("eventMethods", 1, native_event_methods),
    JS_CFUNC_DEF("zoneSpan", 3, native_zone_span),
    JS_CFUNC_DEF("zoneName", 0, native_zone_name),
    JS_CFUNC_DEF("zoneGeneration", 0, native_zone_generation),
    JS_CFUNC_DEF("zoneNames", 0, native_zone_names),
};

static bool is_native_of_ours(JSCFunction *function)
{
    for (int i = 0; i < (int)countof(native_engine_exports); i++) {
        if (native_engine_exports[i].u.func.cfunc.generic == function)
            return true;
    }
    return false;
}

static int evaluate_native_engine(JSContext *ctx, JSModuleDef *m)
{
    return JS_SetModuleExportList(ctx, m, native_engine_exports, countof(native_engine_exports));
}

static JSModuleDef *make_native_engine(JSContext *ctx)
{
    JSModuleDef *m = JS_NewCModule(ctx, "native:engine", evaluate_native_engine);

    if (m && JS_AddModuleExportList(ctx, m, native_engine_exports, countof(native_engine_exports)) < 0) {
        js_free_module_def(ctx, m);
        return NULL;
    }
    return m;
}
