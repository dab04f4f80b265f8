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

/* What resolve_labels does with an operation that it does not put together with the next. */
enum { LABEL_OTHER, LABEL_COPY, LABEL_PLACE, LABEL_FIELD, LABEL_SHORT, LABEL_CONST, LABEL_NUMBER, LABEL_TEXT, LABEL_LABEL, LABEL_END };

static const uint8_t llrt_label_kinds[256] = {
    [OP_label] = LABEL_LABEL, [OP_return] = LABEL_END, [OP_return_undef] = LABEL_END, [OP_throw] = LABEL_END, [OP_return_async] = LABEL_END,
    [OP_source_loc] = LABEL_PLACE, [OP_get_field] = LABEL_FIELD, [OP_push_i32] = LABEL_NUMBER, [OP_push_atom_value] = LABEL_TEXT,
    [OP_push_const] = LABEL_CONST, [OP_fclosure] = LABEL_CONST, [OP_get_loc] = LABEL_SHORT, [OP_get_arg] = LABEL_SHORT,
    [OP_get_var_ref] = LABEL_SHORT, [OP_put_loc] = LABEL_SHORT, [OP_put_arg] = LABEL_SHORT, [OP_put_var_ref] = LABEL_SHORT,
    [OP_call] = LABEL_SHORT, [OP_call_method] = LABEL_COPY, [OP_drop] = LABEL_COPY, [OP_undefined] = LABEL_COPY, [OP_null] = LABEL_COPY,
    [OP_push_false] = LABEL_COPY, [OP_push_true] = LABEL_COPY, [OP_dup] = LABEL_COPY, [OP_swap] = LABEL_COPY, [OP_typeof] = LABEL_COPY,
    [OP_object] = LABEL_COPY, [OP_insert2] = LABEL_COPY, [OP_insert3] = LABEL_COPY, [OP_lnot] = LABEL_COPY, [OP_set_name] = LABEL_COPY,
    [OP_push_this] = LABEL_COPY, [OP_special_object] = LABEL_COPY, [OP_rest] = LABEL_COPY, [OP_nip] = LABEL_COPY, [OP_nip1] = LABEL_COPY,
    [OP_dup1] = LABEL_COPY, [OP_dup2] = LABEL_COPY, [OP_dup3] = LABEL_COPY, [OP_insert4] = LABEL_COPY, [OP_perm3] = LABEL_COPY,
    [OP_perm4] = LABEL_COPY, [OP_perm5] = LABEL_COPY, [OP_rot3l] = LABEL_COPY, [OP_rot3r] = LABEL_COPY, [OP_call_constructor] = LABEL_COPY,
    [OP_array_from] = LABEL_COPY, [OP_apply] = LABEL_COPY, [OP_regexp] = LABEL_COPY, [OP_get_var_undef] = LABEL_COPY,
    [OP_get_var] = LABEL_COPY, [OP_get_field2] = LABEL_COPY, [OP_put_field] = LABEL_COPY, [OP_get_array_el] = LABEL_COPY,
    [OP_get_array_el2] = LABEL_COPY, [OP_put_array_el] = LABEL_COPY, [OP_define_field] = LABEL_COPY, [OP_set_home_object] = LABEL_COPY,
    [OP_define_array_el] = LABEL_COPY, [OP_append] = LABEL_COPY, [OP_copy_data_properties] = LABEL_COPY, [OP_define_method] = LABEL_COPY,
    [OP_define_class] = LABEL_COPY, [OP_set_loc_uninitialized] = LABEL_COPY, [OP_get_loc_check] = LABEL_COPY,
    [OP_put_loc_check] = LABEL_COPY, [OP_get_var_ref_check] = LABEL_COPY, [OP_put_var_ref_check] = LABEL_COPY, [OP_close_loc] = LABEL_COPY,
    [OP_nip_catch] = LABEL_COPY, [OP_to_object] = LABEL_COPY, [OP_for_of_next] = LABEL_COPY, [OP_iterator_next] = LABEL_COPY,
    [OP_iterator_call] = LABEL_COPY, [OP_initial_yield] = LABEL_COPY, [OP_await] = LABEL_COPY, [OP_neg] = LABEL_COPY,
    [OP_plus] = LABEL_COPY, [OP_dec] = LABEL_COPY, [OP_inc] = LABEL_COPY, [OP_not] = LABEL_COPY, [OP_delete] = LABEL_COPY,
    [OP_mul] = LABEL_COPY, [OP_div] = LABEL_COPY, [OP_mod] = LABEL_COPY, [OP_add] = LABEL_COPY, [OP_sub] = LABEL_COPY,
    [OP_shl] = LABEL_COPY, [OP_sar] = LABEL_COPY, [OP_shr] = LABEL_COPY, [OP_and] = LABEL_COPY, [OP_xor] = LABEL_COPY,
    [OP_or] = LABEL_COPY, [OP_lt] = LABEL_COPY, [OP_lte] = LABEL_COPY, [OP_gt] = LABEL_COPY, [OP_gte] = LABEL_COPY,
    [OP_instanceof] = LABEL_COPY, [OP_in] = LABEL_COPY, [OP_eq] = LABEL_COPY, [OP_neq] = LABEL_COPY, [OP_strict_eq] = LABEL_COPY,
    [OP_strict_neq] = LABEL_COPY, [OP_is_undefined_or_null] = LABEL_COPY,
};

/* What follows decides for some: those go to the engine where one of these comes next. */
enum {
    NEXT_DROP = 1, NEXT_RETURN = 2, NEXT_PUT = 4, NEXT_GET = 8, NEXT_IF = 16, NEXT_STEP = 32, NEXT_STRICT = 64, NEXT_VALUE = 128,
    NEXT_SWAP = 256, NEXT_NULL = 512, NEXT_PUT_FIELD = 1024,
};

static const uint16_t llrt_next_kinds[256] = {
    [OP_drop] = NEXT_DROP, [OP_return] = NEXT_RETURN, [OP_return_undef] = NEXT_RETURN, [OP_put_loc] = NEXT_PUT, [OP_put_arg] = NEXT_PUT,
    [OP_put_var_ref] = NEXT_PUT, [OP_get_loc] = NEXT_GET, [OP_get_arg] = NEXT_GET, [OP_get_var_ref] = NEXT_GET, [OP_if_false] = NEXT_IF,
    [OP_if_true] = NEXT_IF, [OP_neg] = NEXT_STEP, [OP_inc] = NEXT_STEP, [OP_dec] = NEXT_STEP, [OP_post_inc] = NEXT_STEP,
    [OP_post_dec] = NEXT_STEP, [OP_strict_eq] = NEXT_STRICT, [OP_strict_neq] = NEXT_STRICT, [OP_push_atom_value] = NEXT_VALUE,
    [OP_push_i32] = NEXT_VALUE, [OP_swap] = NEXT_SWAP, [OP_null] = NEXT_NULL, [OP_put_field] = NEXT_PUT_FIELD,
};

static const uint16_t llrt_together[256] = {
    [OP_drop] = NEXT_RETURN, [OP_call] = NEXT_RETURN, [OP_call_method] = NEXT_RETURN, [OP_push_i32] = NEXT_STEP | NEXT_DROP | NEXT_IF,
    [OP_push_atom_value] = NEXT_DROP, [OP_undefined] = NEXT_DROP | NEXT_RETURN | NEXT_IF | NEXT_STRICT, [OP_null] = NEXT_STRICT | NEXT_IF,
    [OP_push_true] = NEXT_IF, [OP_push_false] = NEXT_IF, [OP_dup] = NEXT_PUT, [OP_swap] = NEXT_SWAP, [OP_typeof] = NEXT_VALUE,
    [OP_object] = NEXT_NULL, [OP_insert2] = NEXT_PUT_FIELD, [OP_get_loc] = NEXT_STEP | NEXT_VALUE | NEXT_GET, [OP_put_loc] = NEXT_GET,
    [OP_put_arg] = NEXT_GET, [OP_put_var_ref] = NEXT_GET,
};

/* push_short_int */
static inline uint8_t *llrt_put_number(uint8_t *out, int32_t value)
{
    if (value >= -1 && value <= 7) {
        *out++ = OP_push_0 + value;
    } else if (value == (int8_t)value) {
        *out++ = OP_push_i8;
        *out++ = value;
    } else if (value == (int16_t)value) {
        *out++ = OP_push_i16;
        put_u16(out, value);
        out += 2;
    } else {
        *out++ = OP_push_i32;
        put_u32(out, value);
        out += 4;
    }
    return out;
}

/* How many bytes between two positions are places in the source, where it was compiled without them before: how long a jump is
 * depends on how far its label seemed to be. */
static no_inline int llrt_count_places(JSFunctionDef *fd, int from, int to)
{
    const uint8_t *code = fd->byte_code.buf;
    int length = fd->byte_code.size, pos = 0;
    uint32_t count = 0, *before = fd->llrt_places_before;

    if (!before) {
        before = fd->llrt_places_before = js_malloc(fd->ctx, (length + 1) * sizeof(*before));
        if (!before)
            return 0;
        while (pos < length) {
            before[pos] = count;
            count += code[pos] == OP_source_loc ? opcode_info[OP_source_loc].size : 0;
            pos += opcode_info[code[pos]].size;
        }
        before[length] = count;
    }
    return before[to] - before[from];
}

static inline int llrt_places_between(JSFunctionDef *fd, int from, int to)
{
    return likely(fd->llrt_unplaced != PLACED_LATE) ? 0 : llrt_count_places(fd, from, to);
}

/* A label is at `address`: jumps to it are filled in. false: it is left to the engine, whose entries are not of one table. */
static inline bool llrt_put_label(LabelSlot *label, uint8_t *code, int address, bool has_table)
{
    if (label->first_reloc && !has_table)
        return false;
    label->addr = address;
    for (const RelocEntry *entry = label->first_reloc; entry; entry = entry->next) {
        int step = address - entry->addr;
        if (entry->size == 1)
            code[entry->addr] = step;
        else if (entry->size == 2)
            put_u16(code + entry->addr, step);
        else
            put_u32(code + entry->addr, step);
    }
    label->first_reloc = NULL;
    return true;
}

/* resolve_labels, as long as it is frequent operations by themselves; returns where it is something else. */
static int llrt_label_code(JSFunctionDef *fd, DynBuf *to, int pos, int *at_line, int *at_column)
{
    const uint8_t *code = fd->byte_code.buf, *p = code + pos, *end = code + fd->byte_code.size, *next;
    int line = *at_line, column = *at_column;
    bool has_relocs = fd->ctx->rt->llrt != NULL;
    LLRTStride stride;
    uint8_t *out;

    if (dbuf_error(to) || !llrt_has_stride(&stride, &fd->byte_code, to, pos))
        return pos;
    out = stride.out;
    do {
        int op = *p, length = opcode_info[op].size;
        uint32_t value;
        if (llrt_together[op]) {
            for (next = p + length; next < end && *next == OP_source_loc; next += 9)
                continue;
            if (next >= end || llrt_next_kinds[*next] & llrt_together[op])
                break;
        }
        switch (llrt_label_kinds[op]) {
        case LABEL_PLACE:
            line = get_u32(p + 1);
            column = get_u32(p + 5);
            p += length;
            continue;
        case LABEL_COPY:
            break;
        case LABEL_END:
            if (!llrt_is_reached(fd, p + 1, end))
                goto done;
            break;
        case LABEL_LABEL:
            if (!llrt_put_label(&fd->label_slots[get_u32(p + 1)], to->buf, out - to->buf, has_relocs))
                goto done;
            p += length;
            continue;
        case LABEL_FIELD:
            if (get_u32(p + 1) == JS_ATOM_length)
                goto done;
            break;
        case LABEL_TEXT:
            if (get_u32(p + 1) == JS_ATOM_empty_string)
                goto done;
            break;
        case LABEL_SHORT:
            value = get_u16(p + 1);
            if (value < 4) {
                add_pc2line_info(fd, out - to->buf, line, column);
                *out++ = llrt_short_ops[op] + value;
                p += length;
                continue;
            }
            if (op == OP_get_loc || op == OP_put_loc) {
                if (value >= 256)
                    break;
                add_pc2line_info(fd, out - to->buf, line, column);
                *out++ = op == OP_get_loc ? OP_get_loc8 : OP_put_loc8;
                *out++ = value;
                p += length;
                continue;
            }
            break;
        case LABEL_NUMBER:
            add_pc2line_info(fd, out - to->buf, line, column);
            out = llrt_put_number(out, get_u32(p + 1));
            p += length;
            continue;
        case LABEL_CONST:
            value = get_u32(p + 1);
            if (value < 256) {
                add_pc2line_info(fd, out - to->buf, line, column);
                *out++ = OP_push_const8 + op - OP_push_const;
                *out++ = value;
                p += length;
                continue;
            }
            break;
        default:
            goto done;
        }
        add_pc2line_info(fd, out - to->buf, line, column);
        memcpy(out, p, CODE_STRIDE);
        out += length;
        p += length;
    } while (p <= stride.last && out <= stride.out_last);
done:
    *at_line = line;
    *at_column = column;
    to->size = out - to->buf;
    return p - code;
}

/* The next operation behind places in the source: each is compared with several. Only where the code does not change. */
static no_inline void llrt_find_next(CodeContext *s, int pos)
{
    s->llrt_pos = pos;
    s->llrt_next = llrt_operation_at(s, pos);
}

static inline bool llrt_next_may_match(CodeContext *s, int pos, uint32_t op)
{
    if (s->llrt_pos != pos)
        llrt_find_next(s, pos);
    return llrt_is_among(s->llrt_next, op);
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
