/* The first call of a stub (engine_lazy.c): its text is compiled, or read from bytecode (engine_lazy_read.c), and what comes of it
 * moves into the stub. Included by engine.c. */

/* A function definition to compile a stub in: it knows the stub's variables as eval code knows those around it. */
static JSFunctionDef *lazy_surroundings(JSContext *ctx, JSFunctionBytecode *b, LLRTLazyCode *code, int places)
{
    JSFunctionDef *fd = js_new_function_def(ctx, NULL, true, false, NULL, code->line, 1);
    JSFunctionBytecode stub = *b;

    stub.arg_count = stub.var_count = 0;    /* its own, when it has been filled */
    if (!fd)
        return NULL;
    fd->filename = JS_DupAtom(ctx, b->filename);
    fd->eval_type = JS_EVAL_TYPE_INDIRECT;
    fd->is_global_var = true;
    fd->is_strict_mode = code->outer_strict;
    fd->new_target_allowed = fd->arguments_allowed = true;
    fd->llrt_unplaced = places;
    if (add_closure_variables(ctx, fd, &stub, -1)) {
        js_free_function_def(ctx, fd);
        return NULL;
    }
    return fd;
}

/* The compiled function itself takes the same variables in the same order. */
static int copy_closure(JSContext *ctx, JSFunctionDef *child, JSFunctionBytecode *b)
{
    for (int i = 0; i < b->closure_var_count; i++) {
        JSClosureVar *v = &b->closure_var[i];
        if (add_closure_var(ctx, child, JS_CLOSURE_REF, i, v->var_name, v->is_const, v->is_lexical, v->var_kind) < 0)
            return -1;
    }
    return 0;
}

static JSValue compile_text(JSContext *ctx, JSFunctionBytecode *b, LLRTLazyCode *code, const char *filename, int places)
{
    JSParseState parse, *s = &parse;
    JSFunctionDef *fd, *child = NULL;
    JSValue made = JS_EXCEPTION;
    PreParser *pre;

    llrt_compile_start(ctx);
    begin_text(ctx, b);
    js_parse_init(ctx, s, b->source, b->source_len, filename, code->line);
    s->buf_ptr += code->offset;
    s->line_start = s->mark = s->eol = s->buf_ptr;
    s->is_module = code->is_module;
    s->allow_html_comments = !s->is_module;
    fd = lazy_surroundings(ctx, b, code, places);
    if (!fd) {
        end_text(ctx);
        return JS_EXCEPTION;
    }
    s->cur_func = fd;
    push_scope(s);
    fd->body_scope = fd->scope_level;
    pre = pre_begin(s);
    if (pre) {
        pre->eager = fd;
        pre->known = b->llrt_lazy ? b->llrt_shell : NULL;
    }
    if (!pre || next_token(s) ||
        js_parse_function_decl2(s, code->type, code->kind, b->func_name, (const uint8_t *)b->source, b->line_num, b->col_num,
                                JS_PARSE_EXPORT_NONE, &child)) {
        free_token(s, &s->token);
        s->token.val = TOK_EOF;
        child = NULL;
    }
    llrt_pre_end(ctx);
    free_token(s, &s->token);
    if (child && !copy_closure(ctx, child, b))
        made = js_create_function(ctx, child);
    js_free_function_def(ctx, fd);
    return made;
}

/* What was compiled goes into the stub. Its memory, which holds the code, stays. */
static void fill_stub(JSContext *ctx, JSFunctionBytecode *b, JSFunctionBytecode *made)
{
    JSFunctionBytecode stub;

    /* First: the two may be neighbours in the collector's list. */
    remove_gc_object(&made->header);
    stub = *b;
    for (int i = 0; i < made->closure_var_count; i++)
        JS_FreeAtom(ctx, made->closure_var[i].var_name);
    JS_FreeAtom(ctx, made->func_name);
    JS_FreeAtom(ctx, made->filename);
    if (stub.source)
        llrt_free_source(ctx->rt, made->source, made->llrt_text);
    JS_FreeContext(made->realm);
    *b = *made;
    b->header = stub.header;
    b->closure_var = stub.closure_var;
    b->func_name = stub.func_name;
    b->filename = stub.filename;
    b->realm = stub.realm;
    if (stub.source) {
        b->source = stub.source;
        b->source_len = stub.source_len;
        b->llrt_text = stub.llrt_text;
    }
    b->line_num = stub.line_num;
    b->col_num = stub.col_num;
    b->has_prototype = stub.has_prototype;
    b->need_home_object = stub.need_home_object;
    b->backtrace_barrier = stub.backtrace_barrier;
    b->llrt_module = stub.llrt_module;
    b->llrt_import = stub.llrt_import;
    js_free(ctx, stub.llrt_shell);
    b->llrt_shell = made;
}

/* What a stub of text has instead of code. It stays when the stub has been filled. */
static LLRTLazyCode *stub_code(JSFunctionBytecode *b)
{
    return (LLRTLazyCode *)((uint8_t *)(b + 1) + ((b->closure_var_count * sizeof(*b->closure_var) + 7) & ~7));
}

/* `places`: PLACED, UNPLACED_INSIDE or PLACED_LATE_INSIDE. */
static JSValue compile_stub(JSContext *ctx, JSFunctionBytecode *b, int places)
{
    LLRTRuntime *state = ctx->rt->llrt;
    LLRTLazyCode code = *stub_code(b);
    int first_line = state->first_line, first_column = state->first_column;
    const char *filename = JS_AtomToCString(ctx, b->filename);
    JSValue value;

    if (!filename)
        return JS_EXCEPTION;
    state->first_line = code.line;
    state->first_column = code.column - 1;
    value = compile_text(ctx, b, &code, filename, places);
    state->first_line = first_line;
    state->first_column = first_column;
    JS_FreeCString(ctx, filename);
    return value;
}

/* Compiles a stub, or reads what it stands for; -1: an exception is pending, and the stub is still one. */
static int fill_lazy(JSFunctionBytecode *b, int places)
{
    JSContext *ctx = b->realm;
    LLRTReadStub *stub = (LLRTReadStub *)b->byte_code_buf;
    LLRTCode *code = stub->type == LAZY_READ ? stub->code : NULL;
    JSValue value = code ? read_lazy(ctx, stub) : compile_stub(ctx, b, places);
    JSFunctionBytecode *made;

    if (JS_IsException(value))
        return -1;
    made = JS_VALUE_GET_PTR(value);
    if (made->closure_var_count != b->closure_var_count || made->func_kind != b->func_kind) {
        JS_FreeValue(ctx, value);
        JS_ThrowInternalError(ctx, "a function is not what it was taken for");
        return -1;
    }
    if (JS_IsObject(b->llrt_import)) {
        for (int i = 0; i < made->cpool_count; i++) {
            if (JS_VALUE_GET_TAG(made->cpool[i]) == JS_TAG_FUNCTION_BYTECODE)
                set_import_callback(ctx, JS_VALUE_GET_PTR(made->cpool[i]), b->llrt_import);
        }
    }
    fill_stub(ctx, b, made);
    if (code)
        release_code(ctx->rt, code);
    return 0;
}

static int llrt_compile_lazy(JSFunctionBytecode *b)
{
    return fill_lazy(b, UNPLACED_INSIDE);
}
