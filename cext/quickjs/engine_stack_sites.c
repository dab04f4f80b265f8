/* Stacks in V8's form, fifth part: CallSite objects with V8's methods (for Error.prepareStackTrace), and the natives that
 * give frames as plain objects. Included by engine.c. */

static void call_site_finalizer(JSRuntime *rt, JSValueConst value)
{
    StackFrame *frame = JS_VALUE_GET_OBJ(value)->u.opaque;

    if (frame)
        free_frame(rt, frame);
    js_free_rt(rt, frame);
}

static void call_site_mark(JSRuntime *rt, JSValueConst value, JS_MarkFunc *mark_func)
{
    StackFrame *frame = JS_VALUE_GET_OBJ(value)->u.opaque;

    if (frame)
        mark_frame(rt, frame, mark_func);
}

static const JSClassDef call_site_class = { "CallSite", .finalizer = call_site_finalizer, .gc_mark = call_site_mark };

/* ---- Methods ------------------------------------------------------------------------------------------------------------------------ */

enum {
    SITE_TYPE_NAME, SITE_FUNCTION_NAME, SITE_METHOD_NAME, SITE_FILE_NAME, SITE_LINE, SITE_COLUMN, SITE_EVAL_ORIGIN,
    SITE_TOP_LEVEL, SITE_EVAL, SITE_NATIVE, SITE_CONSTRUCTOR, SITE_ASYNC, SITE_PROMISE_ALL, SITE_PROMISE_INDEX, SITE_THIS,
    SITE_FUNCTION, SITE_TEXT, SITE_ENCLOSING_LINE, SITE_ENCLOSING_COLUMN, SITE_POSITION, SITE_HASH
};

static JSValue site_text(JSContext *ctx, StackFrame *frame, FrameInfo *info)
{
    DynBuf out;
    JSValue text;

    js_dbuf_init(ctx, &out);
    put_frame(ctx, &out, frame, info, NULL);
    text = dbuf_error(&out) ? JS_ThrowOutOfMemory(ctx) : JS_NewStringLen(ctx, (char *)out.buf, out.size);
    dbuf_free(&out);
    return text;
}

/* Sloppy functions only, as in V8. */
static JSValue site_function(StackFrame *frame)
{
    JSFunctionBytecode *b = function_bytecode(frame->function);

    return b && !b->is_strict_mode ? js_dup(frame->function) : JS_UNDEFINED;
}

static JSValue line_or_null(int line, JSValueConst file)
{
    return JS_IsUndefined(file) ? JS_NULL : js_int32(line);
}

static JSValue site_value(JSContext *ctx, StackFrame *frame, FrameInfo *info, int what)
{
    JSFunctionBytecode *b = function_bytecode(frame->function);

    switch (what) {
    case SITE_TYPE_NAME: return js_dup(info->type_name);
    case SITE_FUNCTION_NAME: return js_dup(info->function_name);
    case SITE_METHOD_NAME: return js_dup(info->method_name);
    case SITE_FILE_NAME: return info->is_eval ? JS_UNDEFINED : js_dup(info->file);
    case SITE_LINE: return line_or_null(info->line, info->file);
    case SITE_COLUMN: return line_or_null(info->column, info->file);
    case SITE_ENCLOSING_LINE: return b ? js_int32(b->line_num) : JS_NULL;
    case SITE_ENCLOSING_COLUMN: return b ? js_int32(b->col_num) : JS_NULL;
    case SITE_TOP_LEVEL: return js_bool(info->top_level);
    case SITE_EVAL: return js_bool(info->is_eval);
    case SITE_NATIVE: return JS_FALSE;      /* V8's builtins say false too */
    case SITE_CONSTRUCTOR: return js_bool(frame->flags & FRAME_CONSTRUCTOR);
    case SITE_ASYNC: return js_bool(frame->flags & FRAME_ASYNC);
    case SITE_PROMISE_ALL: return js_bool(frame->flags & FRAME_PROMISE_ALL);
    case SITE_PROMISE_INDEX: return frame->flags & FRAME_PROMISE_ALL ? js_int32(frame->pc) : JS_NULL;
    case SITE_FUNCTION: return site_function(frame);
    case SITE_TEXT: return site_text(ctx, frame, info);
    case SITE_POSITION: return js_int32(max_int(frame->pc, 0));
    case SITE_HASH: return js_empty_string(ctx->rt);
    default: return JS_UNDEFINED;           /* getThis, getEvalOrigin */
    }
}

static JSValue call_site_method(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int magic)
{
    StackFrame *frame = JS_GetOpaque2(ctx, this_val, ctx->rt->llrt->call_site_class_id);
    FrameInfo info;
    JSValue value;

    if (!frame)
        return JS_EXCEPTION;
    describe_frame(ctx, frame, &info);
    value = site_value(ctx, frame, &info, magic);
    free_frame_info(ctx, &info);
    return value;
}

static const JSCFunctionListEntry call_site_methods[] = {
    JS_CFUNC_MAGIC_DEF("getColumnNumber", 0, call_site_method, SITE_COLUMN),
    JS_CFUNC_MAGIC_DEF("getEnclosingColumnNumber", 0, call_site_method, SITE_ENCLOSING_COLUMN),
    JS_CFUNC_MAGIC_DEF("getEnclosingLineNumber", 0, call_site_method, SITE_ENCLOSING_LINE),
    JS_CFUNC_MAGIC_DEF("getEvalOrigin", 0, call_site_method, SITE_EVAL_ORIGIN),
    JS_CFUNC_MAGIC_DEF("getFileName", 0, call_site_method, SITE_FILE_NAME),
    JS_CFUNC_MAGIC_DEF("getFunction", 0, call_site_method, SITE_FUNCTION),
    JS_CFUNC_MAGIC_DEF("getFunctionName", 0, call_site_method, SITE_FUNCTION_NAME),
    JS_CFUNC_MAGIC_DEF("getLineNumber", 0, call_site_method, SITE_LINE),
    JS_CFUNC_MAGIC_DEF("getMethodName", 0, call_site_method, SITE_METHOD_NAME),
    JS_CFUNC_MAGIC_DEF("getPosition", 0, call_site_method, SITE_POSITION),
    JS_CFUNC_MAGIC_DEF("getPromiseIndex", 0, call_site_method, SITE_PROMISE_INDEX),
    JS_CFUNC_MAGIC_DEF("getScriptNameOrSourceURL", 0, call_site_method, SITE_FILE_NAME),
    JS_CFUNC_MAGIC_DEF("getScriptHash", 0, call_site_method, SITE_HASH),
    JS_CFUNC_MAGIC_DEF("getThis", 0, call_site_method, SITE_THIS),
    JS_CFUNC_MAGIC_DEF("getTypeName", 0, call_site_method, SITE_TYPE_NAME),
    JS_CFUNC_MAGIC_DEF("isAsync", 0, call_site_method, SITE_ASYNC),
    JS_CFUNC_MAGIC_DEF("isConstructor", 0, call_site_method, SITE_CONSTRUCTOR),
    JS_CFUNC_MAGIC_DEF("isEval", 0, call_site_method, SITE_EVAL),
    JS_CFUNC_MAGIC_DEF("isNative", 0, call_site_method, SITE_NATIVE),
    JS_CFUNC_MAGIC_DEF("isPromiseAll", 0, call_site_method, SITE_PROMISE_ALL),
    JS_CFUNC_MAGIC_DEF("isToplevel", 0, call_site_method, SITE_TOP_LEVEL),
    JS_CFUNC_MAGIC_DEF("toString", 0, call_site_method, SITE_TEXT),
};

static int add_call_site_prototype(JSContext *ctx)
{
    JSValue proto = JS_NewObject(ctx);

    if (JS_IsException(proto))
        return -1;
    JS_SetClassProto(ctx, ctx->rt->llrt->call_site_class_id, proto);
    return JS_SetPropertyFunctionList(ctx, proto, call_site_methods, countof(call_site_methods));
}

static JSValue call_site_object(JSContext *ctx, const StackFrame *frame)
{
    JSValue site = JS_NewObjectClass(ctx, ctx->rt->llrt->call_site_class_id);
    StackFrame *copy;

    if (JS_IsException(site))
        return site;
    copy = js_malloc(ctx, sizeof(*copy));
    if (!copy) {
        JS_FreeValue(ctx, site);
        return JS_EXCEPTION;
    }
    *copy = *frame;
    js_dup(copy->function);
    js_dup(copy->receiver);
    JS_DupAtom(ctx, copy->filename);
    JS_VALUE_GET_OBJ(site)->u.opaque = copy;
    return site;
}

typedef JSValue SiteMaker(JSContext *ctx, const StackFrame *frame);

static JSValue array_of_sites(JSContext *ctx, StackTrace *trace, SiteMaker *make, bool with_parse_frames)
{
    JSValue array = JS_NewArray(ctx);
    uint32_t used = 0;

    for (int i = 0; i < trace->count && !JS_IsException(array); i++) {
        JSValue site;
        if (trace->frames[i].flags & FRAME_PARSE && !with_parse_frames)
            continue;
        site = make(ctx, &trace->frames[i]);
        if (JS_IsException(site) || JS_DefinePropertyValueUint32(ctx, array, used++, site, JS_PROP_C_W_E) < 0) {
            JS_FreeValue(ctx, array);
            array = JS_EXCEPTION;
        }
    }
    return array;
}

static JSValue call_site_objects(JSContext *ctx, StackTrace *trace)
{
    return array_of_sites(ctx, trace, call_site_object, false);
}

/* ---- Natives ------------------------------------------------------------------------------------------------------------------------- */

static JSValue site_record(JSContext *ctx, const StackFrame *frame)
{
    StackFrame copy = *frame;
    FrameInfo info;
    JSValue record = JS_NewObject(ctx);

    if (JS_IsException(record))
        return record;
    describe_frame(ctx, &copy, &info);
#define FIELD(name, value) JS_DefinePropertyValueStr(ctx, record, name, value, JS_PROP_C_W_E)
    FIELD("functionName", js_dup(info.function_name));
    FIELD("typeName", js_dup(info.type_name));
    FIELD("fileName", js_dup(info.file));
    FIELD("line", js_int32(info.line));
    FIELD("column", js_int32(info.column));
    FIELD("isNative", js_bool(JS_IsUndefined(info.file)));
    FIELD("isEval", js_bool(info.is_eval));
    FIELD("isConstructor", js_bool(frame->flags & FRAME_CONSTRUCTOR));
    FIELD("isAsync", js_bool(frame->flags & FRAME_ASYNC));
    if (frame->flags & FRAME_PARSE)
        FIELD("isParse", JS_TRUE);
#undef FIELD
    free_frame_info(ctx, &info);
    return record;
}

NATIVE(native_set_stack_hooks)
{
    set_value(ctx, &ctx->llrt->format_stack, js_dup(argv[0]));
    return JS_UNDEFINED;
}

/* callSites(skip, limit): of the caller; skip 0 starts with the caller itself. */
NATIVE(native_call_sites)
{
    int32_t skip = 0, limit = 10;
    JSValue trace, sites;

    if (JS_ToInt32(ctx, &skip, argv[0]) || (!JS_IsUndefined(argv[1]) && JS_ToInt32(ctx, &limit, argv[1])))
        return JS_EXCEPTION;
    trace = capture_trace(ctx, max_int(limit, 0), max_int(skip, 0) + 1, JS_UNDEFINED, NULL, 0, 0);
    if (!JS_IsObject(trace))
        return JS_ThrowOutOfMemory(ctx);
    sites = array_of_sites(ctx, JS_VALUE_GET_OBJ(trace)->u.opaque, site_record, true);
    JS_FreeValue(ctx, trace);
    return sites;
}

/* errorSites(error): the frames it remembers, while its stack has not been replaced; the parser's place comes first. */
NATIVE(native_error_sites)
{
    JSValue trace = kept_trace(argv[0]), sites;

    if (!JS_IsObject(trace))
        return JS_UNDEFINED;
    sites = array_of_sites(ctx, JS_VALUE_GET_OBJ(trace)->u.opaque, site_record, true);
    JS_FreeValue(ctx, trace);
    return sites;
}

/* lastThrow(): {fileName, line, column} of the last throw seen by the interpreter, whatever was thrown. */
NATIVE(native_last_throw)
{
    LLRTContext *state = ctx->llrt;
    StackFrame frame = { state->thrown_in, JS_UNDEFINED, JS_ATOM_NULL, 0, 0, state->thrown_pc, 0 };

    return JS_IsObject(state->thrown_in) ? site_record(ctx, &frame) : JS_UNDEFINED;
}
