/* Classic scripts and functions compiled from text (the CommonJS wrapper, vm.compileFunction). Included by engine.c. */

static int script_flags(int flags)
{
    return JS_EVAL_TYPE_GLOBAL | (flags & LLRT_SCRIPT_STRICT ? JS_EVAL_FLAG_STRICT : 0) |
           (flags & LLRT_SCRIPT_ASYNC ? JS_EVAL_FLAG_ASYNC : 0);
}

static JSValue eval_with_flags(JSContext *ctx, const char *source, size_t length, const char *filename, int line, int flags)
{
    /* not JS_Eval2: that takes line 0 for "not given" */
    return JS_EvalInternal(ctx, ctx->global_obj, source, length, filename, line, flags, -1);
}

JSValue llrt_eval(JSContext *ctx, const char *source, size_t length, const char *filename, int line, int flags)
{
    return eval_with_flags(ctx, source, length, filename, line, script_flags(flags));
}

JSValue llrt_script_compile(JSContext *ctx, const char *source, size_t length, const char *filename, int line, int flags)
{
    return eval_with_flags(ctx, source, length, filename, line, script_flags(flags) | JS_EVAL_FLAG_COMPILE_ONLY);
}

JSValue llrt_script_run(JSContext *ctx, JSValueConst script)
{
    return JS_EvalFunction(ctx, js_dup(script));
}

uint8_t *llrt_script_bytecode(JSContext *ctx, JSValueConst script, const char *text, size_t text_length, size_t *length)
{
    return write_with_text(ctx, script, text, text_length, length);
}

static JSValue script_that_was_read(JSContext *ctx, JSValue value)
{
    if (JS_VALUE_GET_TAG(value) == JS_TAG_MODULE) {
        JSModuleDef *m = JS_VALUE_GET_PTR(value);
        JS_FreeValue(ctx, value);
        llrt_module_release(ctx, m);
        return JS_ThrowTypeError(ctx, "this bytecode is a module's, expected a script's");
    }
    if (!JS_IsException(value) && JS_VALUE_GET_TAG(value) != JS_TAG_FUNCTION_BYTECODE) {
        JS_FreeValue(ctx, value);
        return JS_ThrowTypeError(ctx, "this is no bytecode of a script");
    }
    return value;
}

JSValue llrt_script_read(JSContext *ctx, const uint8_t *data, size_t length)
{
    return script_that_was_read(ctx, JS_ReadObject(ctx, data, length, JS_READ_OBJ_BYTECODE));
}

JSValue llrt_script_read_kept(JSContext *ctx, const uint8_t *data, size_t length, const llrt_kept *kept)
{
    return script_that_was_read(ctx, read_kept(ctx, data, length, kept));
}

#define LLRT_SOLE_FUNCTION_LENGTH 8

/* ---- Functions ------------------------------------------------------------------------------------------------------------ */

/* "(function (a, b) {\n" source "\n})", with a leading #! commented out. The body starts on the second line, so the script
 * is said to start one line earlier and every line and column of the body is its own. */
static char *wrap_function(JSContext *ctx, const char *source, size_t length, const char *const *params, int count,
                           size_t *out_length)
{
    DynBuf text;

    js_dbuf_init(ctx, &text);
    dbuf_putstr(&text, "(function (");
    for (int i = 0; i < count; i++) {
        dbuf_putstr(&text, i ? ", " : "");
        dbuf_putstr(&text, params[i]);
    }
    dbuf_putstr(&text, ") {\n");
    if (length >= 2 && source[0] == '#' && source[1] == '!') {
        dbuf_putstr(&text, "//");
        source += 2;
        length -= 2;
    }
    dbuf_put(&text, (const uint8_t *)source, length);
    dbuf_putstr(&text, "\n})");
    *out_length = text.size;
    dbuf_putc(&text, '\0');
    if (!dbuf_error(&text))
        return (char *)text.buf;
    dbuf_free(&text);
    return NULL;
}

/* The one function of a script that is nothing but a function expression. A body that closes the function and goes on
 * ("}); evil(); (function () {") leaves a longer script behind. */
static JSFunctionBytecode *sole_function(JSFunctionBytecode *script)
{
    const uint8_t *code = script->byte_code_buf;

    if (script->cpool_count != 1 || JS_VALUE_GET_TAG(script->cpool[0]) != JS_TAG_FUNCTION_BYTECODE)
        return NULL;
    if (script->byte_code_len > LLRT_SOLE_FUNCTION_LENGTH || (code[0] != OP_fclosure8 && code[0] != OP_fclosure))
        return NULL;
    return JS_VALUE_GET_PTR(script->cpool[0]);
}

JSValue llrt_compile_function(JSContext *ctx, const char *source, size_t length, const char *filename, int line,
                              const char *const *params, int param_count)
{
    size_t wrapped_length;
    char *wrapped = wrap_function(ctx, source, length, params, param_count, &wrapped_length);
    JSFunctionBytecode *function;
    JSValue script, result;

    if (!wrapped)
        return JS_EXCEPTION;
    script = eval_with_flags(ctx, wrapped, wrapped_length, filename, line - 1, JS_EVAL_FLAG_COMPILE_ONLY);
    js_free(ctx, wrapped);
    if (JS_IsException(script))
        return script;
    function = sole_function(JS_VALUE_GET_PTR(script));
    if (function)
        result = js_closure(ctx, js_dup(JS_MKPTR(JS_TAG_FUNCTION_BYTECODE, function)), NULL, NULL);
    else
        result = JS_ThrowSyntaxError(ctx, "Unexpected token '}'");
    JS_FreeValue(ctx, script);
    return result;
}
