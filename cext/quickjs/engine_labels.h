/* Short ways of the last passes: resolve_labels, the table of places in the source, the depth of the stack. Included by the edited
 * quickjs.c before resolve_labels. */
#ifndef LLRT_ENGINE_LABELS_H
#define LLRT_ENGINE_LABELS_H

/* Most operations are at the place of the one before. */
static no_inline void llrt_add_place(JSFunctionDef *fd, uint32_t pc, int line, int column)
{
    if (!fd->source_loc_slots || fd->source_loc_count >= fd->source_loc_size || pc < fd->line_number_last_pc)
        return;
    fd->source_loc_slots[fd->source_loc_count++] = (SourceLocSlot){ pc, line, column };
    fd->line_number_last_pc = pc;
    fd->line_number_last = line;
    fd->col_number_last = column;
}
#define add_pc2line_info(fd, pc, line, column) \
    ((line) != (fd)->line_number_last || (column) != (fd)->col_number_last ? llrt_add_place(fd, pc, line, column) : (void)0)

/* The first of the four operations that stand for one with an index below four. */
static const uint8_t llrt_short_ops[256] = {
    [OP_get_loc] = OP_get_loc0, [OP_put_loc] = OP_put_loc0, [OP_set_loc] = OP_set_loc0, [OP_get_arg] = OP_get_arg0, [OP_put_arg] = OP_put_arg0,
    [OP_set_arg] = OP_set_arg0, [OP_get_var_ref] = OP_get_var_ref0, [OP_put_var_ref] = OP_put_var_ref0,
    [OP_set_var_ref] = OP_set_var_ref0, [OP_call] = OP_call0,
};

static inline void llrt_put_short_code(DynBuf *to, int op, int index)
{
    if (likely((unsigned)index < 4 && llrt_short_ops[op] && to->size < to->allocated_size))
        to->buf[to->size++] = llrt_short_ops[op] + index;
    else
        put_short_code(to, op, index);
}
#define put_short_code llrt_put_short_code

/* resolve_labels, as long as it has nothing to do but copy; returns where it has. */
static inline int llrt_copy_unlabelled(JSFunctionDef *fd, DynBuf *to, const uint8_t *code, int code_length, int pos, int *at_line, int *at_column)
{
    const uint8_t *p = code + pos, *last, *out_last;
    int line = *at_line, column = *at_column;
    uint8_t *out;

    if (!llrt_has_stride(to, code_length, pos))
        return pos;
    last = code + code_length - CODE_STRIDE;
    out = to->buf + to->size;
    out_last = to->buf + to->allocated_size - CODE_STRIDE;
    do {
        int op = *p, length = opcode_info[op].size, kind = llrt_code_kinds[op];
        if (kind & PLACE) {
            line = get_u32(p + 1);
            column = get_u32(p + 5);
            p += length;
            continue;
        }
        if (!(kind & PLAIN_LABELS) && !(kind & FIELD && get_u32(p + 1) != JS_ATOM_length))
            break;
        add_pc2line_info(fd, out - to->buf, line, column);
        memcpy(out, p, CODE_STRIDE);
        out += length;
        p += length;
    } while (p <= last && out <= out_last);
    *at_line = line;
    *at_column = column;
    to->size = out - to->buf;
    return p - code;
}

/* The next operation behind places in the source: each is compared with several. Only where the code does not change. */
static no_inline void llrt_find_next(CodeContext *s, int pos)
{
    int at = pos;

    while (at < s->bc_len && s->bc_buf[at] == OP_source_loc)
        at += 9;
    s->llrt_pos = pos;
    s->llrt_next = at < s->bc_len ? s->bc_buf[at] : -1;
}

static inline bool llrt_next_may_match(CodeContext *s, int pos, uint32_t op)
{
    uint32_t found;

    if (s->llrt_pos != pos)
        llrt_find_next(s, pos);
    found = s->llrt_next;
    return found == (op & 0xff) ||
           (op > 0xff && found && (found == (op >> 8 & 0xff) || found == (op >> 16 & 0xff) || found == op >> 24));
}

#undef code_match
#define code_match(s, pos, op, ...) (llrt_next_may_match(s, pos, op) && code_match(s, pos, op, __VA_ARGS__))

static inline uint8_t *llrt_put_leb128(uint8_t *p, uint32_t v)
{
    for (; v > 0x7f; v >>= 7)
        *p++ = v | 0x80;
    *p++ = v;
    return p;
}

enum { PLACE_LONGEST = 16 /* bytes of one in the table */ };

/* compute_pc2line_info: the table is made in the memory of the code that has just been read, and copied once. */
static void llrt_put_places(JSFunctionDef *fd)
{
    int last_line = fd->line_num, last_column = fd->col_num;
    uint32_t last_pc = 0;
    DynBuf *room = &fd->byte_code;
    uint8_t *p;

    if (!fd->source_loc_slots || !fd->source_loc_count)
        return;
    room->size = 0;
    if (dbuf_claim(room, (size_t)fd->source_loc_count * PLACE_LONGEST))
        return;
    p = room->buf;
    for (const SourceLocSlot *place = fd->source_loc_slots, *end = place + fd->source_loc_count; place < end; place++) {
        int pc = place->pc - last_pc, line = place->line_num - last_line, column = place->col_num - last_column;
        if (place->line_num < 0 || pc < 0 || (line == 0 && column == 0))
            continue;
        if (line >= PC2LINE_BASE && line < PC2LINE_BASE + PC2LINE_RANGE && pc <= PC2LINE_DIFF_PC_MAX) {
            *p++ = line - PC2LINE_BASE + pc * PC2LINE_RANGE + PC2LINE_OP_FIRST;
        } else {
            *p++ = 0;
            p = llrt_put_leb128(p, pc);
            p = llrt_put_leb128(p, 2 * (uint32_t)line ^ -((uint32_t)line >> 31));
        }
        p = llrt_put_leb128(p, 2 * (uint32_t)column ^ -((uint32_t)column >> 31));
        last_pc = place->pc;
        last_line = place->line_num;
        last_column = place->col_num;
    }
    if (p == room->buf)
        return;
    fd->pc2line.buf = js_malloc(fd->ctx, p - room->buf);
    if (!fd->pc2line.buf)
        return;
    fd->pc2line.size = fd->pc2line.allocated_size = p - room->buf;
    memcpy(fd->pc2line.buf, room->buf, fd->pc2line.size);
}

#endif
