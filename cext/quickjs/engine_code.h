/* Short ways of the compiler's passes over its code, which is a row of small operations. Included by the edited quickjs.c behind
 * code_match. */
#ifndef LLRT_ENGINE_CODE_H
#define LLRT_ENGINE_CODE_H

enum { CODE_STRIDE = 16 /* bytes that are copied at once; no operation is longer */ };

/* Whether the operation at `pos`, behind places in the source, is `op`, or one of those packed into it (M2 to M4). */
static bool llrt_may_match(const CodeContext *s, int pos, uint32_t op)
{
    const uint8_t *code = s->bc_buf;
    uint8_t found;

    while (pos < s->bc_len && code[pos] == OP_source_loc)
        pos += 9;
    if (pos >= s->bc_len)
        return false;
    found = code[pos];
    return found == (uint8_t)op ||
           (op > 0xff && found && (found == (uint8_t)(op >> 8) || found == (uint8_t)(op >> 16) || found == (uint8_t)(op >> 24)));
}

/* Most questions are answered by the first operation. */
#define code_match(s, pos, op, ...) (llrt_may_match(s, pos, op) && code_match(s, pos, op, __VA_ARGS__))

/* Copies an operation as it is. */
static inline void llrt_put_code(DynBuf *to, const uint8_t *code, int code_length, int pos, int length)
{
    if (likely(length <= CODE_STRIDE && pos + CODE_STRIDE <= code_length && to->allocated_size - to->size >= CODE_STRIDE)) {
        memcpy(to->buf + to->size, code + pos, CODE_STRIDE);
        to->size += length;
    } else {
        dbuf_put(to, code + pos, length);
    }
}

/* What the passes do with an operation as the parser made it. */
enum { PLAIN_BINDING = 1 /* resolve_variables leaves it as it is */, PLAIN_LABELS = 2 /* resolve_labels does */, PLACE = 4, FIELD = 8 };

#define BOTH PLAIN_BINDING | PLAIN_LABELS
static const uint8_t llrt_code_kinds[256] = {
    [OP_source_loc] = PLACE, [OP_get_field] = PLAIN_BINDING | FIELD,
    [OP_push_i32] = PLAIN_BINDING, [OP_push_const] = PLAIN_BINDING, [OP_fclosure] = PLAIN_BINDING, [OP_push_atom_value] = PLAIN_BINDING,
    [OP_undefined] = PLAIN_BINDING, [OP_null] = PLAIN_BINDING, [OP_push_false] = PLAIN_BINDING, [OP_push_true] = PLAIN_BINDING,
    [OP_object] = PLAIN_BINDING, [OP_drop] = PLAIN_BINDING, [OP_swap] = PLAIN_BINDING, [OP_insert2] = PLAIN_BINDING,
    [OP_call] = PLAIN_BINDING, [OP_call_method] = PLAIN_BINDING, [OP_post_inc] = PLAIN_BINDING, [OP_post_dec] = PLAIN_BINDING,
    [OP_typeof] = PLAIN_BINDING, [OP_to_propkey] = PLAIN_BINDING, [OP_to_propkey2] = PLAIN_BINDING, [OP_insert3] = PLAIN_LABELS,
    [OP_lnot] = PLAIN_LABELS, [OP_set_name] = PLAIN_LABELS, [OP_push_this] = BOTH, [OP_special_object] = BOTH, [OP_rest] = BOTH,
    [OP_nip] = BOTH, [OP_nip1] = BOTH, [OP_dup1] = BOTH, [OP_dup2] = BOTH, [OP_dup3] = BOTH, [OP_insert4] = BOTH, [OP_perm3] = BOTH,
    [OP_perm4] = BOTH, [OP_perm5] = BOTH, [OP_rot3l] = BOTH, [OP_rot3r] = BOTH, [OP_call_constructor] = BOTH, [OP_array_from] = BOTH,
    [OP_apply] = BOTH, [OP_regexp] = BOTH, [OP_get_var_undef] = BOTH, [OP_get_var] = BOTH, [OP_get_field2] = BOTH, [OP_put_field] = BOTH,
    [OP_get_array_el] = BOTH, [OP_get_array_el2] = BOTH, [OP_put_array_el] = BOTH, [OP_define_field] = BOTH,
    [OP_set_home_object] = BOTH, [OP_define_array_el] = BOTH, [OP_append] = BOTH, [OP_copy_data_properties] = BOTH,
    [OP_define_method] = BOTH, [OP_set_loc_uninitialized] = BOTH, [OP_get_loc_check] = BOTH, [OP_put_loc_check] = BOTH,
    [OP_get_var_ref_check] = BOTH, [OP_put_var_ref_check] = BOTH, [OP_close_loc] = BOTH, [OP_nip_catch] = BOTH, [OP_to_object] = BOTH,
    [OP_for_of_next] = BOTH, [OP_iterator_next] = BOTH, [OP_iterator_call] = BOTH, [OP_initial_yield] = BOTH, [OP_await] = BOTH,
    [OP_neg] = BOTH, [OP_plus] = BOTH, [OP_dec] = BOTH, [OP_inc] = BOTH, [OP_not] = BOTH, [OP_delete] = BOTH, [OP_mul] = BOTH,
    [OP_div] = BOTH, [OP_mod] = BOTH, [OP_add] = BOTH, [OP_sub] = BOTH, [OP_shl] = BOTH, [OP_sar] = BOTH, [OP_shr] = BOTH, [OP_and] = BOTH,
    [OP_xor] = BOTH, [OP_or] = BOTH, [OP_lt] = BOTH, [OP_lte] = BOTH, [OP_gt] = BOTH, [OP_gte] = BOTH, [OP_instanceof] = BOTH,
    [OP_in] = BOTH, [OP_eq] = BOTH, [OP_neq] = BOTH, [OP_strict_eq] = BOTH, [OP_strict_neq] = BOTH, [OP_is_undefined_or_null] = BOTH,
};
#undef BOTH

/* Whether there is room for copying by the stride at `pos`, from the one and into the other. */
static inline bool llrt_has_stride(const DynBuf *to, int code_length, int pos)
{
    return code_length - pos >= CODE_STRIDE && to->allocated_size - to->size >= CODE_STRIDE;
}

/* resolve_variables, as long as it has nothing to do but copy; returns where it has. */
static inline int llrt_copy_unbound(JSFunctionDef *fd, DynBuf *to, const uint8_t *code, int code_length, int pos, int *line, int *column)
{
    const uint8_t *p = code + pos, *last, *out_last;
    uint8_t *out;

    if (!llrt_has_stride(to, code_length, pos))
        return pos;
    last = code + code_length - CODE_STRIDE;
    out = to->buf + to->size;
    out_last = to->buf + to->allocated_size - CODE_STRIDE;
    do {
        int op = *p, length = opcode_info[op].size, kind = llrt_code_kinds[op];
        if (kind & PLACE) {
            *line = get_u32(p + 1);
            *column = get_u32(p + 5);
            fd->source_loc_size++;
        } else if (!(kind & PLAIN_BINDING)) {
            break;
        }
        memcpy(out, p, CODE_STRIDE);
        out += length;
        p += length;
    } while (p <= last && out <= out_last);
    to->size = out - to->buf;
    return p - code;
}

/* A variable of the function itself, as resolve_scope_var would find it; false, and nothing was put: it is left to that. */
static inline bool llrt_put_local(JSFunctionDef *fd, DynBuf *to, JSAtom name, int scope, int op)
{
    bool put = op == OP_scope_put_var || op == OP_scope_put_var_init;
    int found = -1, i;
    JSVarDef *var;

    if (!put && op != OP_scope_get_var && op != OP_scope_get_var_undef)
        return false;
    for (i = fd->scopes[scope].first; i >= 0; i = fd->vars[i].scope_next) {
        if (fd->vars[i].var_name == name) {
            found = i;
            break;
        }
        if (fd->vars[i].var_name == JS_ATOM__with_)
            return false;
    }
    if (found < 0) {
        if (i == ARG_SCOPE_END || fd->vars_htab)
            return false;
        for (i = fd->var_count; i-- > 0 && found < 0;) {
            if (fd->vars[i].var_name == name && fd->vars[i].scope_level == 0)
                found = i;
        }
        for (i = fd->arg_count; found < 0 && i-- > 0;) {
            if (fd->args[i].var_name == name)
                found = i | ARGUMENT_VAR_OFFSET;
        }
        if (found < 0)
            return false;
    }
    if (to->allocated_size - to->size < 3)
        return false;
    if (found & ARGUMENT_VAR_OFFSET) {
        op = put ? OP_put_arg : OP_get_arg;
    } else {
        var = &fd->vars[found];
        if (op == OP_scope_put_var && (var->is_const || var->var_kind == JS_VAR_FUNCTION_NAME))
            return false;
        if (!put)
            op = var->is_lexical ? OP_get_loc_check : OP_get_loc;
        else if (!var->is_lexical)
            op = OP_put_loc;
        else if (op == OP_scope_put_var)
            op = OP_put_loc_check;
        else
            op = name == JS_ATOM_this ? OP_put_loc_check_init : OP_put_loc;
    }
    to->buf[to->size] = op;
    put_u16(to->buf + to->size + 1, found & ~ARGUMENT_VAR_OFFSET);
    to->size += 3;
    return true;
}

/* What a name turned out to be in a scope of the function whose variables are being resolved: an operation of three bytes, which
 * is the same the next time, for variables are added only. */
typedef struct LLRTBound {
    JSAtom name;
    uint16_t scope;
    uint8_t op, code[3];
} LLRTBound;

enum { BOUND_COUNT = 32 };

static inline LLRTBound *llrt_bound_slot(LLRTBound *all, JSAtom name, int scope, int op)
{
    return &all[((name + scope * 7 + op * 3) & (BOUND_COUNT - 1))];
}

/* resolve_scope_var for `name`, or what it put the last time. */
static int llrt_resolve_var(JSContext *ctx, JSFunctionDef *fd, JSAtom name, int scope, int op, DynBuf *to, LLRTBound *all, int next)
{
    LLRTBound *bound;
    size_t start = to->size;

    if (llrt_put_local(fd, to, name, scope, op))
        return next;
    bound = llrt_bound_slot(all, name, scope, op);
    if (bound->name == name && bound->scope == scope && bound->op == op && to->allocated_size - start >= 3) {
        memcpy(to->buf + start, bound->code, 3);
        to->size += 3;
        return next;
    }
    next = resolve_scope_var(ctx, fd, name, scope, op, to, NULL, NULL, next);
    /* What is longer has an atom, which is counted, or depends on objects. */
    if (to->size - start == 3 && !dbuf_error(to)) {
        bound->name = name;
        bound->scope = scope;
        bound->op = op;
        memcpy(bound->code, to->buf + start, 3);
    }
    return next;
}

#endif
