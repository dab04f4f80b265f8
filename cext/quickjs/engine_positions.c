/* What compiled builtins do not carry: columns, which no one is shown that reads lines of files they do not have, and the scopes of
 * variables, which only a direct eval() asks for. A tenth of the bytecode. */

/* Rewrites the table of positions: what differs from its predecessor by the column alone is gone. 0, or -1: out of memory. */
static int forget_columns(JSContext *ctx, JSFunctionBytecode *b)
{
    const uint8_t *p = b->pc2line_buf, *end = p + b->pc2line_len;
    uint32_t pc = 0, written_pc = 0;
    int line = b->line_num, written_line = line;
    DynBuf out;

    js_dbuf_init(ctx, &out);
    while (p && p < end) {
        unsigned op = *p++;
        uint32_t step = 0;
        int32_t lines = 0, columns;

        if (op) {
            step = (op - PC2LINE_OP_FIRST) / PC2LINE_RANGE;
            lines = (int)((op - PC2LINE_OP_FIRST) % PC2LINE_RANGE) + PC2LINE_BASE;
        } else {
            p += get_leb128(&step, p, end);
            p += get_sleb128(&lines, p, end);
        }
        p += get_sleb128(&columns, p, end);
        pc += step;
        line += lines;
        if (line == written_line)
            continue;
        step = pc - written_pc;
        lines = line - written_line;
        if (step <= PC2LINE_DIFF_PC_MAX && lines >= PC2LINE_BASE && lines < PC2LINE_BASE + PC2LINE_RANGE) {
            dbuf_putc(&out, (uint8_t)(lines - PC2LINE_BASE + (int)step * PC2LINE_RANGE + PC2LINE_OP_FIRST));
        } else {
            dbuf_putc(&out, 0);
            dbuf_put_leb128(&out, step);
            dbuf_put_sleb128(&out, lines);
        }
        dbuf_put_sleb128(&out, 0);
        written_pc = pc;
        written_line = line;
    }
    if (dbuf_error(&out)) {
        dbuf_free(&out);
        return -1;
    }
    js_free(ctx, b->pc2line_buf);
    b->pc2line_buf = out.buf;
    b->pc2line_len = (int)out.size;
    b->col_num = 1;
    return 0;
}

/* Of a function that is compiled and not yet run, and of all inside it. */
static int llrt_forget_positions(JSContext *ctx, JSFunctionBytecode *b)
{
    if (forget_columns(ctx, b))
        return -1;
    for (int i = 0; b->vardefs && i < b->arg_count + b->var_count; i++) {
        b->vardefs[i].scope_level = 0;
        b->vardefs[i].scope_next = -1;
    }
    for (int i = 0; i < b->cpool_count; i++)
        if (JS_VALUE_GET_TAG(b->cpool[i]) == JS_TAG_FUNCTION_BYTECODE
            && llrt_forget_positions(ctx, JS_VALUE_GET_PTR(b->cpool[i])))
            return -1;
    return 0;
}
