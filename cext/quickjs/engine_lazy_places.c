/* Places in the source of functions that are compiled when they are called: hardly a program asks for them, so they are not kept
 * when the function is compiled (a third of the code that the compiler goes through was places). Where a stack is read, or bytecode
 * written, the text is compiled again, with them; the code is the same, and of what is made only their table stays.
 * Included by engine.c. */

/* Whether it came out as before. */
static bool is_same_code(const JSFunctionBytecode *b, const JSFunctionBytecode *made)
{
    return made->byte_code_len == b->byte_code_len && !memcmp(made->byte_code_buf, b->byte_code_buf, b->byte_code_len);
}

/* -1: there is no memory or stack for it now; 1: it would be another code. The function is as it was then, and no exception is pending
 * that was not before. */
static int llrt_find_places(JSFunctionBytecode *b)
{
    JSContext *ctx = b->realm;
    JSRuntime *rt = ctx->rt;
    LLRTRuntime *state = rt->llrt;
    JSValue pending = rt->current_exception, value;
    JSFunctionBytecode *made;
    int turns = ctx->interrupt_counter, ret = -1;

    if (state->pre || state->parsed_text)   /* a text is being parsed */
        return -1;
    rt->current_exception = JS_UNINITIALIZED;
    ctx->interrupt_counter = INT32_MAX;     /* who asks cannot be stopped; afterwards */
    value = compile_stub(ctx, b, PLACED_LATE_INSIDE);
    ctx->interrupt_counter = turns;
    llrt_charge(ctx, b->source_len);
    if (!JS_IsException(value)) {
        made = JS_VALUE_GET_PTR(value);
        if (is_same_code(b, made)) {
            js_free(ctx, b->pc2line_buf);
            b->pc2line_buf = made->pc2line_buf;
            b->pc2line_len = made->pc2line_len;
            made->pc2line_buf = NULL;
            made->pc2line_len = 0;
            b->llrt_unplaced = false;
            ret = 0;
        } else {
            ret = 1;
            if (llrt_lazy_mode == LLRT_LAZY_TWICE)
                fprintf(stderr, "lazy: not the same code with places: line %d\n", b->line_num);
        }
        JS_FreeValue(ctx, value);
    }
    JS_FreeValue(ctx, rt->current_exception);
    rt->current_exception = pending;
    return ret;
}

/* For bytecode, which has everything. -1: an exception is pending. */
static int llrt_compile_whole(JSFunctionBytecode *b)
{
    if (b->llrt_lazy && fill_lazy(b, llrt_lazy_mode == LLRT_LAZY_TWICE ? UNPLACED_INSIDE : PLACED))
        return -1;
    if (b->llrt_unplaced && llrt_find_places(b) < 0) {
        JS_ThrowOutOfMemory(b->realm);
        return -1;
    }
    return 0;
}
