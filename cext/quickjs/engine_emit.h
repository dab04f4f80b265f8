/* Operations written in one piece, with one look for room. Included by the edited quickjs.c after emit_atom. */
#ifndef LLRT_ENGINE_EMIT_H
#define LLRT_ENGINE_EMIT_H

/* Room for `count` bytes of code; NULL: no memory, which the code remembers. */
static inline uint8_t *llrt_code_room(DynBuf *code, size_t count)
{
    if (unlikely(code->allocated_size - code->size < count) && dbuf_claim(code, count))
        return NULL;
    return code->buf + code->size;
}

/* Room for an operation with a name, which is taken; NULL: no memory, and the name is let go. */
static inline uint8_t *llrt_named_room(JSParseState *s, JSAtom name, size_t count)
{
    uint8_t *p = llrt_code_room(&s->cur_func->byte_code, count);

    if (unlikely(!p))
        JS_FreeAtom(s->ctx, name);
    return p;
}

static inline void llrt_put_place(uint8_t *code, int line, int column)
{
    code[0] = OP_source_loc;
    put_u32(code + 1, line);
    put_u32(code + 5, column);
}

/* `opcode` with a name, which is taken, at a place, and the scope if it has one. */
static inline void llrt_emit_named(JSParseState *s, int opcode, JSAtom name, int line, int column, bool has_scope)
{
    JSFunctionDef *fd = s->cur_func;
    DynBuf *code = &fd->byte_code;
    uint8_t *p = llrt_named_room(s, name, 16);

    if (unlikely(!p))
        return;
    if (fd->llrt_unplaced != UNPLACED) {
        llrt_put_place(p, line, column);
        p += 9;
        code->size += 9;
    }
    p[0] = opcode;
    put_u32(p + 1, name);
    if (has_scope)
        put_u16(p + 5, fd->scope_level);
    fd->last_opcode_pos = code->size;
    code->size += has_scope ? 7 : 5;
}

/* `opcode` with a name, which is taken, and a number: a scope. */
static inline void llrt_emit_scoped(JSParseState *s, int opcode, JSAtom name, int scope)
{
    JSFunctionDef *fd = s->cur_func;
    DynBuf *code = &fd->byte_code;
    uint8_t *p = llrt_named_room(s, name, 7);

    if (unlikely(!p))
        return;
    p[0] = opcode;
    put_u32(p + 1, name);
    put_u16(p + 5, scope);
    fd->last_opcode_pos = code->size;
    code->size += 7;
}

/* `opcode` with a number. */
static inline void llrt_emit_number(JSParseState *s, int opcode, int number)
{
    JSFunctionDef *fd = s->cur_func;
    DynBuf *code = &fd->byte_code;
    uint8_t *p = llrt_code_room(code, 3);

    if (unlikely(!p))
        return;
    p[0] = opcode;
    put_u16(p + 1, number);
    fd->last_opcode_pos = code->size;
    code->size += 3;
}

/* The name that is the current token: its count is the caller's from now on, as the token is let go. */
static inline JSAtom llrt_steal_name(JSParseState *s)
{
    s->token.val = TOK_EOF;
    return s->token.u.ident.atom;
}

#endif
