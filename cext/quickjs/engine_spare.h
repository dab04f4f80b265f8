/* Memory that the compiler hands on from one function to the next: a program's functions are compiled one after the other as they are
 * called, and each took some twenty pieces and gave them back. What is kept is small; what is large goes back to the allocator.
 * All of it is memory as any other, so what fails may free it as before. Included by the edited quickjs.c before js_new_function_def. */
#ifndef LLRT_ENGINE_SPARE_H
#define LLRT_ENGINE_SPARE_H

enum { SPARE_DEFS = 16, SPARE_CODE = 4096, SPARE_ITEMS = 64, SPARE_TABLE = 16384, PENDING_FEW = 32 };

/* While the start-up image is made nothing is kept: a process would write to it. */
static inline bool keeps_spares(LLRTRuntime *state)
{
    return state && llrt_small_blocks;
}

static void free_def(JSRuntime *rt, JSFunctionDef *fd)
{
    void *arrays[] = { fd->vars, fd->args, fd->cpool, fd->closure_var, fd->label_slots, fd->byte_code.buf };

    for (size_t i = 0; i < countof(arrays); i++) {
        if (arrays[i])
            js_free_rt(rt, arrays[i]);
    }
    js_free_rt(rt, fd);
}

/* A definition of zeros, but for arrays with room in them. */
static JSFunctionDef *llrt_new_def(JSContext *ctx)
{
    LLRTRuntime *state = ctx->rt->llrt;
    JSFunctionDef *fd = state ? state->spare_defs : NULL;
    JSVarDef *vars, *args;
    JSValue *cpool;
    JSClosureVar *closure;
    LabelSlot *labels;
    uint8_t *code;
    int var_size, arg_size, cpool_size, closure_size, label_size;
    size_t code_size;

    if (!fd) {
        fd = js_mallocz(ctx, sizeof(*fd));
        if (fd)
            js_dbuf_init(ctx, &fd->byte_code);
        return fd;
    }
    state->spare_defs = fd->parent;
    state->spare_def_count--;
    vars = fd->vars, var_size = fd->var_size;
    args = fd->args, arg_size = fd->arg_size;
    cpool = fd->cpool, cpool_size = fd->cpool_size;
    closure = fd->closure_var, closure_size = fd->closure_var_size;
    labels = fd->label_slots, label_size = fd->label_size;
    code = fd->byte_code.buf, code_size = fd->byte_code.allocated_size;
    memset(fd, 0, sizeof(*fd));
    fd->vars = vars, fd->var_size = var_size;
    fd->args = args, fd->arg_size = arg_size;
    fd->cpool = cpool, fd->cpool_size = cpool_size;
    fd->closure_var = closure, fd->closure_var_size = closure_size;
    fd->label_slots = labels, fd->label_size = label_size;
    js_dbuf_init(ctx, &fd->byte_code);
    fd->byte_code.buf = code, fd->byte_code.allocated_size = code_size;
    return fd;
}

#define DROP_LARGE(array, size, most) \
    if ((size) > (most)) {            \
        js_free(ctx, array);          \
        array = NULL;                 \
        size = 0;                     \
    }

/* Takes a definition whose arrays hold nothing any more. */
static void llrt_give_def(JSContext *ctx, JSFunctionDef *fd)
{
    LLRTRuntime *state = ctx->rt->llrt;

    if (!keeps_spares(state) || state->spare_def_count >= SPARE_DEFS) {
        free_def(ctx->rt, fd);
        return;
    }
    DROP_LARGE(fd->vars, fd->var_size, SPARE_ITEMS)
    DROP_LARGE(fd->args, fd->arg_size, SPARE_ITEMS)
    DROP_LARGE(fd->cpool, fd->cpool_size, SPARE_ITEMS)
    DROP_LARGE(fd->closure_var, fd->closure_var_size, SPARE_ITEMS)
    DROP_LARGE(fd->label_slots, fd->label_size, SPARE_ITEMS)
    DROP_LARGE(fd->byte_code.buf, fd->byte_code.allocated_size, SPARE_CODE)
    fd->parent = state->spare_defs;
    state->spare_defs = fd;
    state->spare_def_count++;
}

/* The code that a pass writes, and the one that it has read. */
static void llrt_take_code(JSContext *ctx, DynBuf *code)
{
    LLRTRuntime *state = ctx->rt->llrt;

    js_dbuf_init(ctx, code);
    if (state && state->spare_code) {
        code->buf = state->spare_code;
        code->allocated_size = state->spare_code_size;
        state->spare_code = NULL;
    }
}

static void llrt_give_code(JSContext *ctx, DynBuf *code)
{
    LLRTRuntime *state = ctx->rt->llrt;

    if (!code->buf || !keeps_spares(state) || state->spare_code || code->allocated_size > SPARE_CODE) {
        dbuf_free(code);
        return;
    }
    state->spare_code = code->buf;
    state->spare_code_size = code->allocated_size;
}

/* Tables of a pass: not zeroed. One of a kind is in use at a time. */
static void *llrt_take_table(JSContext *ctx, LLRTTableKind kind, size_t size)
{
    LLRTRuntime *state = ctx->rt->llrt;
    LLRTTable *table = state ? &state->tables[kind] : NULL;
    void *memory;

    if (!table)
        return js_malloc(ctx, size);
    memory = table->memory;
    table->memory = NULL;
    if (memory && size <= table->size)
        return memory;
    js_free(ctx, memory);
    table->size = max_int(size, 256);
    return js_malloc(ctx, table->size);
}

static void llrt_give_table(JSContext *ctx, LLRTTableKind kind, void *memory)
{
    LLRTRuntime *state = ctx->rt->llrt;
    LLRTTable *table = state ? &state->tables[kind] : NULL;

    if (memory && keeps_spares(state) && !table->memory && table->size <= SPARE_TABLE)
        table->memory = memory;
    else
        js_free(ctx, memory);
}

/* The slots of a function's jumps, and behind them what waits for the labels of those: one for each at most. */
static JumpSlot *llrt_take_jumps(JSContext *ctx, int count)
{
    LLRTRuntime *state = ctx->rt->llrt;
    JumpSlot *jumps = llrt_take_table(ctx, TABLE_JUMPS, count * (sizeof(JumpSlot) + sizeof(RelocEntry)));

    if (jumps && state)
        state->next_reloc = (RelocEntry *)(jumps + count);
    return jumps;
}

static inline RelocEntry *llrt_new_reloc(JSContext *ctx)
{
    LLRTRuntime *state = ctx->rt->llrt;

    return state ? state->next_reloc++ : js_malloc(ctx, sizeof(RelocEntry));
}

static inline void llrt_free_reloc(JSContext *ctx, RelocEntry *entry)
{
    if (!ctx->rt->llrt)
        js_free(ctx, entry);
}

static void llrt_free_spares(JSRuntime *rt)
{
    LLRTRuntime *state = rt->llrt;

    while (state->spare_defs) {
        JSFunctionDef *fd = state->spare_defs;
        state->spare_defs = fd->parent;
        free_def(rt, fd);
    }
    state->spare_def_count = 0;
    js_free_rt(rt, state->spare_code);
    state->spare_code = NULL;
    for (int kind = 0; kind < TABLE_KINDS; kind++) {
        js_free_rt(rt, state->tables[kind].memory);
        state->tables[kind].memory = NULL;
    }
}

#endif
