/* Bytecode whose functions are read when they are first called. The writer puts before each function of some size what a closure of
 * it needs (its variables from outside, its place) and its length; a reader that keeps the bytecode makes a stub of that and
 * goes behind it. The stub is as those of engine_lazy.c, which calls this. Other readers read everything at once.
 *
 * Who has the text that the bytecode was compiled from gives it to both: then a function says where in the text its source
 * is. Else each carries its own, and that of the functions in it once more. */

/* Serialised code that functions are still to be read from. */
typedef struct LLRTCode {
    uint32_t users;             /* stubs, and the reader */
    const uint8_t *data;
    JSAtom *atoms;              /* of the table in it */
    uint32_t atom_count;
    const char *text;           /* what it was compiled from, or NULL */
    size_t text_length;
    void (*release)(void *opaque);
    void *opaque;
} LLRTCode;

/* The "code" of such a stub. */
typedef struct LLRTReadStub {
    uint8_t opcode, type;       /* LAZY_OPCODE, LAZY_READ */
    uint32_t offset, length;    /* of the function as the engine writes it */
    uint32_t source, source_length;     /* in the text; 0, 0: the function has its own */
    LLRTCode *code;
} LLRTReadStub;

enum {
    LAZY_OPCODE = 255,      /* none of the engine's */
    LAZY_READ = 255,        /* no type of a function */
};

_Static_assert((int)OP_COUNT <= (int)LAZY_OPCODE, "an opcode is left for functions that are not compiled yet");

enum {
    READ_SHORTEST = 160,        /* bytes; what is smaller is read at once */
    SOURCE_REACH = 1 << 16,     /* from one function to the next */
};

static void release_code(JSRuntime *rt, LLRTCode *code)
{
    if (--code->users)
        return;
    for (uint32_t i = 0; i < code->atom_count; i++)
        JS_FreeAtomRT(rt, code->atoms[i]);
    js_free_rt(rt, code->atoms);
    code->release(code->opaque);
    js_free_rt(rt, code);
}

/* ---- Writing ---------------------------------------------------------------------------------------------------------------------- */

/* Where in the text the source of `b` is: at, a little behind, or before (a class, whose methods come first) the last one. Any place
 * where these bytes are will do. False: it is to be written. */
static bool find_source(LLRTRuntime *state, JSFunctionBytecode *b, uint32_t *at)
{
    const char *text = state->write_text, *last = text + state->write_text_at, *end = text + state->write_text_length, *p;
    size_t length = b->source_len, reach = length + SOURCE_REACH;

    if (!text || !b->source || !length || length > state->write_text_length || state->write_text_length > INT32_MAX)
        return false;
    p = memmem(last, end - last < (ptrdiff_t)reach ? (size_t)(end - last) : reach, b->source, length);
    for (const char *from = last; !p && from > text && last - from < (ptrdiff_t)(2 * reach);) {
        from = memrchr(text, b->source[0], from - text);
        if (!from)
            break;
        if ((size_t)(end - from) >= length && memcmp(from, b->source, length) == 0)
            p = from;
    }
    if (!p)
        return false;
    *at = (uint32_t)(p - text);
    state->write_text_at = *at;
    return true;
}

static void write_closure_vars(BCWriterState *s, JSFunctionBytecode *b)
{
    for (int i = 0; i < b->closure_var_count; i++) {
        JSClosureVar *v = &b->closure_var[i];
        bc_put_atom(s, v->var_name);
        bc_put_leb128(s, v->var_idx);
        bc_put_leb128(s, v->closure_type | v->is_const << 3 | v->is_lexical << 4 | v->var_kind << 5);
    }
}

/* In place of the engine's writer of functions. */
static int llrt_write_function(BCWriterState *s, JSValueConst value)
{
    JSFunctionBytecode *b = JS_VALUE_GET_PTR(value);
    LLRTRuntime *state = s->ctx->rt->llrt;
    size_t start = s->dbuf.size, record, length;
    bool carries_source = s->allow_source, is_in_text;
    uint32_t source = 0;
    int failed;

    if (!state || !state->write_lazily || !s->allow_debug)
        return JS_WriteFunctionTag(s, value);
    if (llrt_compile_whole(b))
        return -1;
    bc_put_u8(s, BC_TAG_LLRT_FUNCTION);
    bc_put_u32(s, 0);
    bc_put_leb128(s, b->closure_var_count);
    write_closure_vars(s, b);
    bc_put_atom(s, b->filename);
    bc_put_leb128(s, b->line_num);
    bc_put_leb128(s, b->col_num);
    is_in_text = find_source(state, b, &source);
    bc_put_leb128(s, source);
    bc_put_leb128(s, is_in_text ? b->source_len : 0);
    record = s->dbuf.size;
    s->allow_source = !is_in_text;
    failed = JS_WriteFunctionTag(s, value);
    s->allow_source = carries_source;
    if (failed)
        return -1;
    if (dbuf_error(&s->dbuf))
        return 0;       /* the engine looks at the end */
    length = s->dbuf.size - record;
    if ((length >= READ_SHORTEST || is_in_text) && length <= INT32_MAX) {
        put_u32(s->dbuf.buf + start + 1, (uint32_t)length);
    } else {
        memmove(s->dbuf.buf + start, s->dbuf.buf + record, length);
        s->dbuf.size = start + length;
    }
    return 0;
}

/* ---- Reading ---------------------------------------------------------------------------------------------------------------------- */

/* What comes before a function. */
static int read_preamble(BCReaderState *s, JSFunctionBytecode *b, uint32_t *source, uint32_t *source_length)
{
    for (int i = 0; i < b->closure_var_count; i++) {
        JSClosureVar *v = &b->closure_var[i];
        int index, flags;
        if (bc_get_atom(s, &v->var_name) || bc_get_leb128_int(s, &index) || bc_get_leb128_int(s, &flags))
            return -1;
        v->var_idx = index;
        v->closure_type = flags & 7;
        v->is_const = flags >> 3 & 1;
        v->is_lexical = flags >> 4 & 1;
        v->var_kind = flags >> 5 & 15;
    }
    if (bc_get_atom(s, &b->filename) || bc_get_leb128_int(s, &b->line_num) || bc_get_leb128_int(s, &b->col_num)
        || bc_get_leb128(s, source) || bc_get_leb128(s, source_length))
        return -1;
    return *source_length && s->llrt_code && (uint64_t)*source + *source_length > s->llrt_code->text_length ? -1 : 0;
}

/* What a closure shows, from the first bytes of the function as the engine writes it; as JS_ReadFunctionTag. */
static int read_shown(BCReaderState *s, JSFunctionBytecode *b)
{
    uint16_t flags, ignored;
    uint8_t tag, strict;
    int at = 0;

    if (bc_get_u8(s, &tag) || tag != BC_TAG_FUNCTION_BYTECODE || bc_get_u16(s, &flags) || bc_get_u8(s, &strict))
        return -1;
    b->has_prototype = bc_get_flags(flags, &at, 1);
    b->has_simple_parameter_list = bc_get_flags(flags, &at, 1);
    b->is_derived_class_constructor = bc_get_flags(flags, &at, 1);
    b->need_home_object = bc_get_flags(flags, &at, 1);
    b->func_kind = bc_get_flags(flags, &at, 2);
    b->new_target_allowed = bc_get_flags(flags, &at, 1);
    b->super_call_allowed = bc_get_flags(flags, &at, 1);
    b->super_allowed = bc_get_flags(flags, &at, 1);
    b->arguments_allowed = bc_get_flags(flags, &at, 1);
    b->backtrace_barrier = bc_get_flags(flags, &at, 1);
    b->is_strict_mode = strict > 0;
    return bc_get_atom(s, &b->func_name) || bc_get_leb128_u16(s, &ignored) || bc_get_leb128_u16(s, &ignored)
        || bc_get_leb128_u16(s, &b->defined_arg_count);
}

static JSValue with_source(JSContext *ctx, JSValue function, LLRTCode *code, uint32_t source, uint32_t length)
{
    JSFunctionBytecode *b = JS_VALUE_GET_PTR(function);

    if (JS_IsException(function) || !length || !code || b->source)
        return function;
    b->source = js_strndup(ctx, code->text + source, length);
    b->source_len = length;
    if (b->source)
        return function;
    JS_FreeValue(ctx, function);
    return JS_EXCEPTION;
}

static JSValue read_stub(BCReaderState *s, uint32_t length, int closure_count)
{
    size_t closure_size = closure_count * sizeof(JSClosureVar), code_at = sizeof(JSFunctionBytecode) + ((closure_size + 7) & ~7);
    JSFunctionBytecode *b = js_mallocz(s->ctx, code_at + sizeof(LLRTReadStub));
    LLRTReadStub *stub;

    if (!b)
        return JS_EXCEPTION;
    JS_REF_COUNT(b) = 1;
    b->closure_var_count = closure_count;
    if (closure_count)
        b->closure_var = (void *)(b + 1);
    stub = (void *)((uint8_t *)b + code_at);
    *stub = (LLRTReadStub){ LAZY_OPCODE, LAZY_READ, 0, length, 0, 0, s->llrt_code };
    s->llrt_code->users++;
    b->byte_code_buf = (uint8_t *)stub;
    b->llrt_lazy = true;
    b->stack_size = 1;
    add_gc_object(s->ctx->rt, &b->header, JS_GC_OBJ_TYPE_FUNCTION_BYTECODE);
    if (!read_preamble(s, b, &stub->source, &stub->source_length)) {
        const uint8_t *record = s->ptr;
        stub->offset = record - s->llrt_code->data;
        if (length <= (size_t)(s->buf_end - record) && !read_shown(s, b)) {
            s->ptr = record + length;
            b->realm = JS_DupContext(s->ctx);
            return JS_MKPTR(JS_TAG_FUNCTION_BYTECODE, b);
        }
    }
    JS_FreeValue(s->ctx, JS_MKPTR(JS_TAG_FUNCTION_BYTECODE, b));
    return JS_ThrowSyntaxError(s->ctx, "damaged bytecode");
}

/* Behind BC_TAG_LLRT_FUNCTION. */
static JSValue llrt_read_function(BCReaderState *s)
{
    uint32_t length, source = 0, source_length = 0;
    uint16_t closure_count;
    JSFunctionBytecode skipped = { 0 };
    JSClosureVar *vars;
    uint8_t tag;
    int failed;

    if (bc_get_u32(s, &length) || bc_get_leb128_u16(s, &closure_count))
        return JS_EXCEPTION;
    if (s->llrt_code && length >= READ_SHORTEST)
        return read_stub(s, length, closure_count);
    skipped.closure_var_count = closure_count;
    skipped.closure_var = vars = js_mallocz(s->ctx, (closure_count + 1) * sizeof(*vars));
    if (!vars)
        return JS_EXCEPTION;
    failed = read_preamble(s, &skipped, &source, &source_length) || bc_get_u8(s, &tag) || tag != BC_TAG_FUNCTION_BYTECODE;
    for (int i = 0; i < closure_count; i++)
        JS_FreeAtom(s->ctx, vars[i].var_name);
    JS_FreeAtom(s->ctx, skipped.filename);
    js_free(s->ctx, vars);
    if (failed)
        return JS_ThrowSyntaxError(s->ctx, "damaged bytecode");
    return with_source(s->ctx, JS_ReadFunctionTag(s), s->llrt_code, source, source_length);
}

/* As JS_ReadObject, of data that stays until kept->release, which is called in any case. */
static JSValue read_kept(JSContext *ctx, const uint8_t *data, size_t length, const llrt_kept *kept)
{
    BCReaderState state = { .ctx = ctx, .buf_start = data, .ptr = data, .buf_end = data + length, .allow_bytecode = true,
                            .first_atom = JS_ATOM_END };
    LLRTCode *code = length <= INT32_MAX ? js_mallocz(ctx, sizeof(*code)) : NULL;
    JSValue value = JS_EXCEPTION;

    if (!code) {
        kept->release(kept->opaque);
        return length <= INT32_MAX ? JS_EXCEPTION : JS_ThrowOutOfMemory(ctx);
    }
    *code = (LLRTCode){ 1, data, NULL, 0, kept->text, kept->text ? kept->text_length : 0, kept->release, kept->opaque };
    state.llrt_code = code;
    if (!JS_ReadObjectAtoms(&state))
        value = JS_ReadObjectRec(&state);
    code->atoms = state.idx_to_atom;
    code->atom_count = state.idx_to_atom ? state.idx_to_atom_count : 0;
    state.idx_to_atom = NULL;
    js_free(ctx, state.sab_tab);
    bc_reader_free(&state);
    release_code(ctx->rt, code);
    return value;
}

/* The function that a stub stands for. */
static JSValue read_lazy(JSContext *ctx, LLRTReadStub *stub)
{
    const uint8_t *record = stub->code->data + stub->offset;
    BCReaderState state = { .ctx = ctx, .buf_start = stub->code->data, .ptr = record + 1, .buf_end = record + stub->length,
                            .allow_bytecode = true, .first_atom = JS_ATOM_END, .idx_to_atom = stub->code->atoms,
                            .idx_to_atom_count = stub->code->atom_count, .llrt_code = stub->code };
    JSValue value = JS_ReadFunctionTag(&state);

    js_free(ctx, state.objects);
    js_free(ctx, state.sab_tab);
    return with_source(ctx, value, stub->code, stub->source, stub->source_length);
}

static void llrt_free_stub(JSRuntime *rt, JSFunctionBytecode *b)
{
    LLRTReadStub *stub = (LLRTReadStub *)b->byte_code_buf;

    if (stub && stub->type == LAZY_READ)
        release_code(rt, stub->code);
}
