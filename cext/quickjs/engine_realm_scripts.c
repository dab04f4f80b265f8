/* Scripts and functions of node:vm: compiled once, run in any realm, for a time at most. Included by natives.c, after
 * engine_realms.c. */

/* What import() in this code asks: a function of (specifier, attributes). */
static void set_import_callback(JSContext *ctx, JSFunctionBytecode *b, JSValueConst callback)
{
    set_value(ctx, &b->llrt_import, js_dup(callback));
    for (int i = 0; i < b->cpool_count; i++) {
        if (JS_VALUE_GET_TAG(b->cpool[i]) == JS_TAG_FUNCTION_BYTECODE)
            set_import_callback(ctx, JS_VALUE_GET_PTR(b->cpool[i]), callback);
    }
}

static JSValue new_script_object(JSContext *ctx, JSValue code, JSValueConst callback)
{
    JSValue object = JS_NewObjectProtoClass(ctx, JS_NULL, ctx->rt->llrt->script_class_id);
    RealmScript *script = JS_IsException(object) ? NULL : js_malloc(ctx, sizeof(*script));

    if (!script) {
        JS_FreeValue(ctx, object);
        JS_FreeValue(ctx, code);
        return JS_EXCEPTION;
    }
    if (JS_IsFunction(ctx, callback))
        set_import_callback(ctx, JS_VALUE_GET_PTR(code), callback);
    *script = (RealmScript){ code, JS_UNDEFINED };
    JS_VALUE_GET_OBJ(object)->u.opaque = script;
    return object;
}

typedef struct SourceText {
    const char *source, *filename;
    size_t length;
    int line, column;
} SourceText;

/* From four arguments: source, file name, line, column (from 1 and 0). */
static int source_text(JSContext *ctx, SourceText *text, JSValueConst *argv)
{
    text->source = JS_ToCStringLen(ctx, &text->length, argv[0]);
    text->filename = text->source ? JS_ToCString(ctx, argv[1]) : NULL;
    return text->filename && !JS_ToInt32(ctx, &text->line, argv[2]) && !JS_ToInt32(ctx, &text->column, argv[3]) ? 0 : -1;
}

static void free_source_text(JSContext *ctx, SourceText *text)
{
    JS_FreeCString(ctx, text->source);
    JS_FreeCString(ctx, text->filename);
}

/* compileScript(source, filename, line, column, importCallback, context | undefined) -> script */
NATIVE(native_compile_script)
{
    JSContext *realm = JS_IsObject(argv[5]) ? realm_of(ctx, argv[5]) : ctx;
    SourceText text = { 0 };
    JSValue code = JS_EXCEPTION;
    __typeof__(ctx->eval_internal) may_eval;

    if (!realm)
        return JS_ThrowTypeError(ctx, "not a context");
    may_eval = realm->eval_internal;
    if (!add_realm_classes(ctx) && !source_text(ctx, &text, argv)) {
        ctx->rt->llrt->first_line = text.line;
        ctx->rt->llrt->first_column = text.column;
        realm->eval_internal = __JS_EvalInternal;
        code = llrt_script_compile(realm, text.source, text.length, text.filename, text.line, 0);
        realm->eval_internal = may_eval;
        ctx->rt->llrt->first_column = 0;
    }
    free_source_text(ctx, &text);
    return JS_IsException(code) ? code : new_script_object(ctx, code, argv[4]);
}

/* readScript(bytes, importCallback) -> script */
NATIVE(native_read_script)
{
    llrt_bytes bytes;
    JSValue code;

    if (add_realm_classes(ctx))
        return JS_EXCEPTION;
    if (!llrt_bytes_view(ctx, argv[0], &bytes))
        return JS_ThrowTypeError(ctx, "not a buffer");
    code = llrt_script_read(ctx, bytes.data, bytes.length);
    return JS_IsException(code) ? code : new_script_object(ctx, code, argv[1]);
}

static RealmScript *script_of(JSContext *ctx, JSValueConst value)
{
    RealmScript *script = ctx->rt->llrt->script_class_id ? JS_GetOpaque(value, ctx->rt->llrt->script_class_id) : NULL;

    if (!script)
        JS_ThrowTypeError(ctx, "not a script");
    return script;
}

/* scriptBytecode(script) -> Uint8Array */
NATIVE(native_script_bytecode)
{
    RealmScript *script = script_of(ctx, argv[0]);
    size_t length;
    uint8_t *bytes = script ? llrt_script_bytecode(ctx, script->code, NULL, 0, &length) : NULL;
    JSValue result = JS_EXCEPTION;

    if (bytes)
        result = JS_NewUint8ArrayCopy(ctx, bytes, length);
    free(bytes);
    return result;
}

/* The script's code for a realm, borrowed: code belongs to the realm it was made in. */
static JSValueConst code_in_realm(JSContext *ctx, RealmScript *script, JSContext *realm)
{
    JSFunctionBytecode *b = JS_VALUE_GET_PTR(script->code);
    JSValueConst callback = b->llrt_import;
    uint8_t *bytes;
    size_t length;
    JSValue code;

    if (b->realm == realm)
        return script->code;
    if (JS_VALUE_GET_TAG(script->other) == JS_TAG_FUNCTION_BYTECODE &&
        ((JSFunctionBytecode *)JS_VALUE_GET_PTR(script->other))->realm == realm)
        return script->other;
    bytes = llrt_script_bytecode(ctx, script->code, NULL, 0, &length);
    if (!bytes)
        return JS_EXCEPTION;
    code = llrt_script_read(realm, bytes, length);
    free(bytes);
    if (JS_IsException(code))
        return code;
    if (JS_IsObject(callback))
        set_import_callback(ctx, JS_VALUE_GET_PTR(code), callback);
    set_value(ctx, &script->other, code);
    return code;
}

/* ---- Running, for a time at most -------------------------------------------------------------------------------------------- */

enum { STOPPED_BY_TIME = 1, STOPPED_BY_SIGNAL = 2 };

typedef struct TimedRun {
    uint64_t deadline;      /* ns; 0: none */
    bool by_signal;
    int stopped;
    JSInterruptHandler *outer;
    void *outer_opaque;
} TimedRun;

static int on_timed_interrupt(JSRuntime *rt, void *opaque)
{
    TimedRun *run = opaque;

    if (run->deadline && js__hrtime_ns() >= run->deadline)
        run->stopped = STOPPED_BY_TIME;
    else if (run->outer && run->outer(rt, run->outer_opaque))
        return 1;
    if (run->by_signal && rt->llrt->script_interrupted)
        run->stopped = STOPPED_BY_SIGNAL;
    return run->stopped != 0;
}

void llrt_interrupt_script(JSRuntime *rt)
{
    rt->llrt->script_interrupted = true;
}

/* The microtasks of a realm's own queue, those they make included. */
static int run_own_jobs(JSContext *realm)
{
    JSRuntime *rt = realm->rt;
    JSContext *job_ctx;

    while (!list_empty(&realm->llrt->own_jobs)) {
        struct list_head *first = realm->llrt->own_jobs.next;
        if (llrt_is_terminating(realm))
            return -1;
        list_del(first);
        list_add(first, &rt->job_list);
        if (JS_ExecutePendingJob(rt, &job_ctx) < 0)
            return -1;
    }
    return 0;
}

/* runScript(script, context | undefined, timeout in ms (0: none), by signal): an exception that is `null` means that
 * it was stopped; stoppedBy() says by what: 1 the timeout, 2 a signal. */
NATIVE(native_run_script)
{
    RealmScript *script = script_of(ctx, argv[0]);
    JSContext *realm = JS_IsObject(argv[1]) ? realm_of(ctx, argv[1]) : ctx;
    JSRuntime *rt = ctx->rt;
    TimedRun run = { 0, JS_ToBool(ctx, argv[3]), 0, rt->interrupt_handler, rt->interrupt_opaque };
    JSValueConst code;
    JSValue result, holder;
    double timeout;

    if (!script || JS_ToFloat64(ctx, &timeout, argv[2]))
        return JS_EXCEPTION;
    if (!realm)
        return JS_ThrowTypeError(ctx, "not a context");
    code = code_in_realm(ctx, script, realm);
    if (JS_IsException(code))
        return JS_EXCEPTION;
    holder = js_dup(code);
    if (timeout > 0)
        run.deadline = js__hrtime_ns() + (uint64_t)(timeout * 1e6);
    if (timeout > 0 || run.by_signal) {
        rt->llrt->script_interrupted = false;
        JS_SetInterruptHandler(rt, on_timed_interrupt, &run);
    }
    result = llrt_script_run(realm, holder);
    if (!JS_IsException(result) && run_own_jobs(realm)) {
        JS_FreeValue(ctx, result);
        result = JS_EXCEPTION;
    }
    JS_SetInterruptHandler(rt, run.outer, run.outer_opaque);
    JS_FreeValue(ctx, holder);
    rt->llrt->script_stopped = run.stopped;
    if (!run.stopped || !JS_IsException(result))
        return result;
    rt->llrt->terminating = false;
    JS_FreeValue(ctx, JS_GetException(ctx));
    ctx->interrupt_counter = realm->interrupt_counter = JS_INTERRUPT_COUNTER_INIT;
    return JS_Throw(ctx, JS_NULL);
}

NATIVE(native_stopped_by)
{
    int why = ctx->rt->llrt->script_stopped;

    ctx->rt->llrt->script_stopped = 0;
    return js_int32(why);
}

/* compileRealmFunction(source, filename, line, column, context | undefined, params, importCallback) -> function */
NATIVE(native_compile_realm_function)
{
    const char *params[256];
    JSContext *realm = JS_IsObject(argv[4]) ? realm_of(ctx, argv[4]) : ctx;
    SourceText text = { 0 };
    int count = 0;
    JSValue result = JS_EXCEPTION;
    __typeof__(ctx->eval_internal) may_eval;

    if (!realm)
        return JS_ThrowTypeError(ctx, "not a context");
    may_eval = realm->eval_internal;
    if (!source_text(ctx, &text, argv) && !c_strings(ctx, argv[5], params, countof(params), &count)) {
        ctx->rt->llrt->first_line = text.line;
        ctx->rt->llrt->first_column = text.column;
        realm->eval_internal = __JS_EvalInternal;
        result = llrt_compile_function(realm, text.source, text.length, text.filename, text.line, params, count);
        realm->eval_internal = may_eval;
        ctx->rt->llrt->first_column = 0;
    }
    for (int i = 0; i < count; i++)
        JS_FreeCString(ctx, params[i]);
    free_source_text(ctx, &text);
    if (!JS_IsException(result) && JS_IsFunction(ctx, argv[6]))
        set_import_callback(ctx, JS_VALUE_GET_OBJ(result)->u.func.function_bytecode, argv[6]);
    return result;
}
