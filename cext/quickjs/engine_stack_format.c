/* Stacks in V8's form, fourth part: the text of frames ("at Foo.bar (file:1:2)"), the header, and what
 * Error.prepareStackTrace and the stack hook make of them. Included by engine.c. */

/* ---- Text ------------------------------------------------------------------------------------------------------------------------- */

static void put_string(JSContext *ctx, DynBuf *out, JSValueConst value)
{
    size_t length;
    const char *text = JS_ToCStringLen(ctx, &length, value);

    if (text)
        dbuf_put(out, (const uint8_t *)text, length);
    JS_FreeCString(ctx, text);
}

/* V8 leaves the type away before names that are no identifiers: "get x", "#p", "[sym]", "<static_initializer>". */
static bool is_identifier(JSContext *ctx, JSValueConst name)
{
    llrt_string s;

    if (!JS_IsString(name) || llrt_string_view(ctx, name, &s) < 0 || s.length == 0)
        return false;
    for (uint32_t i = 0; i < s.length; i++) {
        int c = s.wide ? ((const uint16_t *)s.data)[i] : ((const uint8_t *)s.data)[i];
        bool digit = c >= '0' && c <= '9';
        if (!((c | 32) >= 'a' && (c | 32) <= 'z') && c != '_' && c != '$' && c < 128 && !(digit && i > 0))
            return false;
    }
    return true;
}

/* "Type.name" carries its type already. */
static bool starts_with_type(const char *name, const char *type)
{
    size_t length = strlen(type);

    return strncmp(name, type, length) == 0 && name[length] == '.';
}

/* "name", "x.name" or "get name" end with the method's name. */
static bool ends_with_method(const char *function, const char *method)
{
    size_t n = strlen(function), m = strlen(method);

    return n >= m && strcmp(function + n - m, method) == 0 && (n == m || function[n - m - 1] == '.' || function[n - m - 1] == ' ');
}

static void put_method_call(JSContext *ctx, DynBuf *out, FrameInfo *info)
{
    const char *type = JS_ToCString(ctx, info->type_name), *function = NULL, *method = NULL;
    bool plain = is_identifier(ctx, info->function_name);

    if (JS_IsString(info->function_name))
        function = JS_ToCString(ctx, info->function_name);
    if (JS_IsString(info->method_name))
        method = JS_ToCString(ctx, info->method_name);
    if (function) {
        if (type && plain && !starts_with_type(function, type))
            dbuf_printf(out, "%s.", type);
        dbuf_putstr(out, function);
        if (method && plain && !ends_with_method(function, method))
            dbuf_printf(out, " [as %s]", method);
    } else {
        dbuf_printf(out, "%s.%s", type ? type : "Object", method ? method : "<anonymous>");
    }
    JS_FreeCString(ctx, type);
    JS_FreeCString(ctx, function);
    JS_FreeCString(ctx, method);
}

static void put_location(JSContext *ctx, DynBuf *out, FrameInfo *info);

/* "eval at f (file:1:2), ": where the eval() of this frame was, which is the next frame. */
static void put_eval_origin(JSContext *ctx, DynBuf *out, StackFrame *caller)
{
    FrameInfo info;

    if (!caller || !function_bytecode(caller->function))
        return;
    describe_frame(ctx, caller, &info);
    dbuf_putstr(out, "eval at ");
    if (JS_IsString(info.function_name))
        put_string(ctx, out, info.function_name);
    else
        dbuf_putstr(out, "<anonymous>");
    dbuf_putstr(out, " (");
    put_location(ctx, out, &info);
    dbuf_putstr(out, "), ");
    free_frame_info(ctx, &info);
}

static void put_location(JSContext *ctx, DynBuf *out, FrameInfo *info)
{
    if (JS_IsUndefined(info->file)) {
        dbuf_putstr(out, "<anonymous>");
        return;
    }
    if (JS_VALUE_GET_TAG(info->file) == JS_TAG_STRING && JS_VALUE_GET_STRING(info->file)->len == 0)
        dbuf_putstr(out, "<anonymous>");    /* vm.compileFunction without a name */
    else
        put_string(ctx, out, info->file);
    dbuf_printf(out, ":%d:%d", info->line, info->column);
}

/* What comes after "at ". `caller`: the next frame, or NULL. */
static void put_frame(JSContext *ctx, DynBuf *out, StackFrame *frame, FrameInfo *info, StackFrame *caller)
{
    bool named = true;

    if (frame->flags & FRAME_ASYNC)
        dbuf_putstr(out, "async ");
    if (frame->flags & FRAME_PROMISE_ALL) {
        dbuf_putstr(out, "Promise.");
        put_string(ctx, out, info->function_name);
        dbuf_printf(out, " (index %d)", frame->pc);
        return;
    }
    if (frame->flags & FRAME_CONSTRUCTOR) {
        dbuf_putstr(out, "new ");
        if (JS_IsString(info->function_name))
            put_string(ctx, out, info->function_name);
        else
            dbuf_putstr(out, "<anonymous>");
    } else if (!info->top_level) {
        put_method_call(ctx, out, info);
    } else if (JS_IsString(info->function_name)) {
        put_string(ctx, out, info->function_name);
    } else {
        named = false;
    }
    dbuf_putstr(out, named ? " (" : "");
    if (info->is_eval && info->is_eval_code)
        put_eval_origin(ctx, out, caller);
    put_location(ctx, out, info);
    dbuf_putstr(out, named ? ")" : "");
}

/* Where the parser stopped shows for files; JSON and eval code have no place worth a line. */
static bool frame_shows(JSContext *ctx, StackFrame *frame)
{
    const char *name;
    bool shows = true;

    if (!(frame->flags & FRAME_PARSE))
        return true;
    name = JS_AtomToCString(ctx, frame->filename);
    if (name)
        shows = name[0] != '<';
    JS_FreeCString(ctx, name);
    return shows;
}

/* Whether the error says it is one of Node's coded errors (builtins/_errors.js). */
static bool is_node_error(JSContext *ctx, JSValueConst error)
{
    JSValue mark = JS_GetProperty(ctx, error, ctx->llrt->node_error_name);

    if (JS_IsException(mark)) {
        JS_FreeValue(ctx, JS_GetException(ctx));
        return false;
    }
    return JS_ToBoolFree(ctx, mark) > 0;
}

static JSValue property_text(JSContext *ctx, JSValueConst object, const char *name)
{
    JSValue value = JS_GetPropertyStr(ctx, object, name), text;

    if (JS_IsException(value))
        return value;
    text = JS_ToString(ctx, value);
    JS_FreeValue(ctx, value);
    return text;
}

/* "TypeError [ERR_X]: message" */
static JSValue coded_header(JSContext *ctx, JSValueConst error)
{
    static const char *const names[] = { "name", "code", "message" };
    static const char *const ends[] = { " [", "]: ", "" };
    DynBuf out;
    JSValue text = JS_UNDEFINED;

    js_dbuf_init(ctx, &out);
    for (int i = 0; i < 3 && !JS_IsException(text); i++) {
        text = property_text(ctx, error, names[i]);
        if (JS_IsException(text))
            break;
        put_string(ctx, &out, text);
        dbuf_putstr(&out, ends[i]);
        JS_FreeValue(ctx, text);
        text = JS_UNDEFINED;
    }
    if (!JS_IsException(text))
        text = dbuf_error(&out) ? JS_ThrowOutOfMemory(ctx) : JS_NewStringLen(ctx, (char *)out.buf, out.size);
    dbuf_free(&out);
    return text;
}

/* "TypeError: message", as Error.prototype.toString; what that throws is not the reader's problem. */
static void put_header(JSContext *ctx, DynBuf *out, JSValueConst error)
{
    JSValue text = is_node_error(ctx, error) ? coded_header(ctx, error) : js_error_toString(ctx, error, 0, NULL);

    if (JS_IsException(text)) {
        JS_FreeValue(ctx, JS_GetException(ctx));
        dbuf_putstr(out, "<error>");
        return;
    }
    put_string(ctx, out, text);
    JS_FreeValue(ctx, text);
}

static JSValue default_text(JSContext *ctx, JSValueConst error, StackTrace *trace)
{
    DynBuf out;
    JSValue text;

    js_dbuf_init(ctx, &out);
    put_header(ctx, &out, error);
    for (int i = 0; i < trace->count; i++) {
        FrameInfo info;
        if (!frame_shows(ctx, &trace->frames[i]))
            continue;
        describe_frame(ctx, &trace->frames[i], &info);
        dbuf_putstr(&out, "\n    at ");
        put_frame(ctx, &out, &trace->frames[i], &info, i + 1 < trace->count ? &trace->frames[i + 1] : NULL);
        free_frame_info(ctx, &info);
    }
    text = dbuf_error(&out) ? JS_ThrowOutOfMemory(ctx) : JS_NewStringLen(ctx, (char *)out.buf, out.size);
    dbuf_free(&out);
    return text;
}

/* While termination is under way no JS can run, but the host may want to read the text. */
static JSValue text_while_terminating(JSContext *ctx, JSValueConst error, StackTrace *trace)
{
    int counter = ctx->interrupt_counter;
    JSValue text;

    ctx->rt->llrt->terminating = false;
    ctx->interrupt_counter = JS_INTERRUPT_COUNTER_INIT;
    text = default_text(ctx, error, trace);
    ctx->interrupt_counter = counter;
    ctx->rt->llrt->terminating = true;
    return text;
}

/* Error.prepareStackTrace as Node has it by default: "Name: message" and a line for each call site. */
static JSValue default_prepare(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    JSValueConst error = argv[0];
    JSValue head = js_error_toString(ctx, error, 0, NULL), item;
    int64_t length = 0;
    const char *text;
    DynBuf out;

    if (JS_IsException(head) || (JS_IsObject(argv[1]) && JS_GetLength(ctx, argv[1], &length) < 0)) {
        JS_FreeValue(ctx, head);
        return JS_EXCEPTION;
    }
    js_dbuf_init(ctx, &out);
    put_string(ctx, &out, head);
    JS_FreeValue(ctx, head);
    for (int64_t i = 0; i < length; i++) {
        item = JS_GetPropertyInt64(ctx, argv[1], i);
        text = JS_IsException(item) ? NULL : JS_ToCString(ctx, item);
        JS_FreeValue(ctx, item);
        if (!text) {
            dbuf_free(&out);
            return JS_EXCEPTION;
        }
        dbuf_printf(&out, "\n    at ");
        dbuf_putstr(&out, text);
        JS_FreeCString(ctx, text);
    }
    item = JS_NewStringLen(ctx, (const char *)out.buf, out.size);
    dbuf_free(&out);
    return item;
}

static bool is_default_prepare(JSValueConst value)
{
    JSObject *p = JS_IsObject(value) ? JS_VALUE_GET_OBJ(value) : NULL;

    return p && p->class_id == JS_CLASS_C_FUNCTION && p->u.cfunc.c_function.generic == default_prepare;
}

/* The value of `stack`: by the user's Error.prepareStackTrace, the hook of setStackHooks, or the default. */
static JSValue format_stack(JSContext *ctx, JSValueConst error, JSValueConst trace_value)
{
    StackTrace *trace = JS_VALUE_GET_OBJ(trace_value)->u.opaque;
    JSValue prepare, sites, result;
    JSValueConst args[2] = { error, JS_UNDEFINED };

    if (ctx->rt->llrt->terminating)
        return text_while_terminating(ctx, error, trace);
    if (ctx->llrt->env->formatting_stack)
        return default_text(ctx, error, trace);    /* an error in prepareStackTrace */
    prepare = JS_GetProperty(ctx, ctx->error_ctor, ctx->llrt->prepare_name);
    if (JS_IsException(prepare))
        return prepare;
    if (!JS_IsFunction(ctx, prepare) || is_default_prepare(prepare))
        set_value(ctx, &prepare, js_dup(ctx->llrt->env->format_stack));
    if (!JS_IsFunction(ctx, prepare)) {
        JS_FreeValue(ctx, prepare);
        return default_text(ctx, error, trace);
    }
    sites = call_site_objects(ctx, trace);
    if (JS_IsException(sites)) {
        JS_FreeValue(ctx, prepare);
        return sites;
    }
    args[1] = sites;
    ctx->llrt->env->formatting_stack = true;
    result = JS_Call(ctx, prepare, ctx->error_ctor, 2, args);
    ctx->llrt->env->formatting_stack = false;
    JS_FreeValue(ctx, sites);
    JS_FreeValue(ctx, prepare);
    return result;
}
