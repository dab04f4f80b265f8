/* Short ways of the compiler's passes over its code, which is a row of small operations. Included by the edited quickjs.c behind
 * code_match. */
#ifndef LLRT_ENGINE_CODE_H
#define LLRT_ENGINE_CODE_H

enum { CODE_STRIDE = 16 /* bytes that are copied at once; no operation is longer */ };

/* The operation at `pos`, behind places in the source; -1: none is there. */
static inline int llrt_operation_at(const CodeContext *s, int pos)
{
    while (pos < s->bc_len && s->bc_buf[pos] == OP_source_loc)
        pos += 9;
    return pos < s->bc_len ? s->bc_buf[pos] : -1;
}

/* Whether an operation is `op`, or one of those packed into it (M2 to M4). */
static inline bool llrt_is_among(uint32_t found, uint32_t op)
{
    return found == (op & 0xff) ||
           (op > 0xff && found && (found == (op >> 8 & 0xff) || found == (op >> 16 & 0xff) || found == op >> 24));
}

static bool llrt_may_match(const CodeContext *s, int pos, uint32_t op)
{
    return llrt_is_among(llrt_operation_at(s, pos), op);
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

/* How far operations can be copied by the stride: from the one behind the code's end into the other's room. */
typedef struct LLRTStride {
    const uint8_t *last;
    uint8_t *out, *out_last;
} LLRTStride;

static inline bool llrt_has_stride(LLRTStride *stride, const DynBuf *from, const DynBuf *to, int pos)
{
    if (from->allocated_size < CODE_STRIDE + (size_t)pos || to->allocated_size - to->size < CODE_STRIDE)
        return false;
    stride->last = from->buf + max_int(pos, min_int(from->size - 1, from->allocated_size - CODE_STRIDE));
    stride->out = to->buf + to->size;
    stride->out_last = to->buf + to->allocated_size - CODE_STRIDE;
    return true;
}

/* What resolve_variables does with an operation. */
enum { BIND_OTHER, BIND_PLAIN, BIND_PLACE, BIND_NAME, BIND_LABEL, BIND_JUMP, BIND_SET_NAME };

static const uint8_t llrt_bind_kinds[256] = {
    [OP_source_loc] = BIND_PLACE, [OP_label] = BIND_LABEL, [OP_set_name] = BIND_SET_NAME,
    [OP_scope_get_var] = BIND_NAME, [OP_scope_get_var_undef] = BIND_NAME, [OP_scope_put_var] = BIND_NAME, [OP_scope_put_var_init] = BIND_NAME,
    [OP_if_false] = BIND_JUMP, [OP_if_true] = BIND_JUMP, [OP_catch] = BIND_JUMP,
    [OP_push_i32] = BIND_PLAIN, [OP_push_const] = BIND_PLAIN, [OP_fclosure] = BIND_PLAIN, [OP_push_atom_value] = BIND_PLAIN,
    [OP_undefined] = BIND_PLAIN, [OP_null] = BIND_PLAIN, [OP_push_this] = BIND_PLAIN, [OP_push_false] = BIND_PLAIN,
    [OP_push_true] = BIND_PLAIN, [OP_object] = BIND_PLAIN, [OP_special_object] = BIND_PLAIN, [OP_rest] = BIND_PLAIN,
    [OP_drop] = BIND_PLAIN, [OP_nip] = BIND_PLAIN, [OP_nip1] = BIND_PLAIN, [OP_dup1] = BIND_PLAIN, [OP_dup2] = BIND_PLAIN,
    [OP_dup3] = BIND_PLAIN, [OP_insert2] = BIND_PLAIN, [OP_insert4] = BIND_PLAIN, [OP_perm3] = BIND_PLAIN, [OP_perm4] = BIND_PLAIN,
    [OP_perm5] = BIND_PLAIN, [OP_swap] = BIND_PLAIN, [OP_rot3l] = BIND_PLAIN, [OP_rot3r] = BIND_PLAIN, [OP_call] = BIND_PLAIN,
    [OP_call_method] = BIND_PLAIN, [OP_call_constructor] = BIND_PLAIN, [OP_array_from] = BIND_PLAIN, [OP_apply] = BIND_PLAIN,
    [OP_regexp] = BIND_PLAIN, [OP_get_var_undef] = BIND_PLAIN, [OP_get_var] = BIND_PLAIN, [OP_get_field] = BIND_PLAIN,
    [OP_get_field2] = BIND_PLAIN, [OP_put_field] = BIND_PLAIN, [OP_get_array_el] = BIND_PLAIN, [OP_get_array_el2] = BIND_PLAIN,
    [OP_put_array_el] = BIND_PLAIN, [OP_define_field] = BIND_PLAIN, [OP_set_home_object] = BIND_PLAIN, [OP_define_array_el] = BIND_PLAIN,
    [OP_append] = BIND_PLAIN, [OP_copy_data_properties] = BIND_PLAIN, [OP_define_method] = BIND_PLAIN, [OP_define_class] = BIND_PLAIN,
    [OP_nip_catch] = BIND_PLAIN, [OP_to_object] = BIND_PLAIN, [OP_to_propkey] = BIND_PLAIN, [OP_to_propkey2] = BIND_PLAIN,
    [OP_for_of_next] = BIND_PLAIN, [OP_iterator_next] = BIND_PLAIN, [OP_iterator_call] = BIND_PLAIN, [OP_initial_yield] = BIND_PLAIN,
    [OP_await] = BIND_PLAIN, [OP_return_async] = BIND_PLAIN, [OP_neg] = BIND_PLAIN, [OP_plus] = BIND_PLAIN, [OP_dec] = BIND_PLAIN,
    [OP_inc] = BIND_PLAIN, [OP_post_dec] = BIND_PLAIN, [OP_post_inc] = BIND_PLAIN, [OP_not] = BIND_PLAIN, [OP_typeof] = BIND_PLAIN,
    [OP_delete] = BIND_PLAIN, [OP_mul] = BIND_PLAIN, [OP_div] = BIND_PLAIN, [OP_mod] = BIND_PLAIN, [OP_add] = BIND_PLAIN,
    [OP_sub] = BIND_PLAIN, [OP_shl] = BIND_PLAIN, [OP_sar] = BIND_PLAIN, [OP_shr] = BIND_PLAIN, [OP_and] = BIND_PLAIN,
    [OP_xor] = BIND_PLAIN, [OP_or] = BIND_PLAIN, [OP_lt] = BIND_PLAIN, [OP_lte] = BIND_PLAIN, [OP_gt] = BIND_PLAIN, [OP_gte] = BIND_PLAIN,
    [OP_instanceof] = BIND_PLAIN, [OP_in] = BIND_PLAIN, [OP_eq] = BIND_PLAIN, [OP_neq] = BIND_PLAIN, [OP_strict_eq] = BIND_PLAIN,
    [OP_strict_neq] = BIND_PLAIN, [OP_is_undefined_or_null] = BIND_PLAIN,
};

/* The operation for a variable of the function itself, as resolve_scope_var would put it; false: it is left to that. */
static inline bool llrt_put_local(const JSFunctionDef *fd, uint8_t *out, JSAtom name, int scope, int op)
{
    bool put = op == OP_scope_put_var || op == OP_scope_put_var_init;
    const JSVarDef *vars = fd->vars, *var = NULL;
    int i;

    for (i = fd->scopes[scope].first; i >= 0; i = vars[i].scope_next) {
        if (vars[i].var_name == name) {
            var = &vars[i];
            break;
        }
        if (vars[i].var_name == JS_ATOM__with_)
            return false;
    }
    if (!var) {
        if (i == ARG_SCOPE_END || fd->vars_htab)
            return false;
        for (i = fd->var_count - 1; i >= 0 && !(vars[i].var_name == name && vars[i].scope_level == 0); i--)
            continue;
        if (i >= 0) {
            var = &vars[i];
        } else {
            for (i = fd->arg_count - 1; i >= 0 && fd->args[i].var_name != name; i--)
                continue;
            if (i < 0)
                return false;
            out[0] = put ? OP_put_arg : OP_get_arg;
        }
    }
    if (var) {
        if (!put)
            out[0] = var->is_lexical ? OP_get_loc_check : OP_get_loc;
        else if (op == OP_scope_put_var && (var->is_const || var->var_kind == JS_VAR_FUNCTION_NAME))
            return false;
        else if (var->is_lexical && op == OP_scope_put_var)
            out[0] = OP_put_loc_check;
        else
            out[0] = var->is_lexical && name == JS_ATOM_this ? OP_put_loc_check_init : OP_put_loc;
    }
    put_u16(out + 1, i);
    return true;
}

/* Whether no scope of `fd` can make something else of a name that is not its own. */
static bool llrt_is_foreign(const JSFunctionDef *fd, JSAtom name)
{
    if (fd->var_object_idx >= 0 || fd->arg_var_object_idx >= 0)
        return false;
    for (int i = 0; i < fd->var_count; i++) {
        if (fd->vars[i].var_name == name || fd->vars[i].var_name == JS_ATOM__with_)
            return false;
    }
    for (int i = 0; i < fd->arg_count; i++) {
        if (fd->args[i].var_name == name)
            return false;
    }
    return true;
}

enum { OUTER_FEW = 32 };

/* The operation for a variable that the function's closure has already, under a name that is nothing else in the function. */
static bool llrt_put_outer(const JSFunctionDef *fd, uint8_t *out, JSAtom name, int op)
{
    bool put = op == OP_scope_put_var || op == OP_scope_put_var_init;
    const JSClosureVar *found = NULL;

    if (fd->closure_var_count > OUTER_FEW || fd->is_eval || fd->has_eval_call || name == JS_ATOM_arguments || name == JS_ATOM_this ||
        name == JS_ATOM_new_target || name == JS_ATOM_home_object || name == JS_ATOM_this_active_func ||
        (fd->is_func_expr && name == fd->func_name))
        return false;
    for (const JSClosureVar *var = fd->closure_var, *end = var + fd->closure_var_count; var < end; var++) {
        if (var->var_name == JS_ATOM__var_ || var->var_name == JS_ATOM__arg_var_ || var->var_name == JS_ATOM__with_)
            return false;
        if (!found && var->var_name == name)
            found = var;
    }
    if (!found || !llrt_is_foreign(fd, name) || (put && (found->is_const || found->var_kind != JS_VAR_NORMAL)))
        return false;
    if (put)
        out[0] = found->is_lexical && op == OP_scope_put_var ? OP_put_var_ref_check : OP_put_var_ref;
    else
        out[0] = found->is_lexical ? OP_get_var_ref_check : OP_get_var_ref;
    put_u16(out + 1, found - fd->closure_var);
    return true;
}

/* resolve_variables, as long as it is frequent operations and variables that the function has, its own or of its closure; returns where it is something else. */
static int llrt_bind_code(JSContext *ctx, JSFunctionDef *fd, DynBuf *to, int pos, int *line, int *column)
{
    const uint8_t *code = fd->byte_code.buf, *p = code + pos;
    LLRTStride stride;
    uint8_t *out;

    if (!llrt_has_stride(&stride, &fd->byte_code, to, pos))
        return pos;
    out = stride.out;
    do {
        int op = *p, length = opcode_info[op].size;
        switch (llrt_bind_kinds[op]) {
        case BIND_PLAIN:
            break;
        case BIND_PLACE:
            *line = get_u32(p + 1);
            *column = get_u32(p + 5);
            fd->source_loc_size++;
            break;
        case BIND_JUMP:
            fd->jump_size++;
            break;
        case BIND_LABEL:
            fd->label_slots[get_u32(p + 1)].pos2 = out - to->buf + length;
            break;
        case BIND_SET_NAME:
            if (get_u32(p + 1) == JS_ATOM_NULL) {
                p += length;
                continue;
            }
            break;
        case BIND_NAME:
            if (!llrt_put_local(fd, out, get_u32(p + 1), get_u16(p + 5), op) && !llrt_put_outer(fd, out, get_u32(p + 1), op))
                goto done;
            JS_FreeAtom(ctx, get_u32(p + 1));
            out += 3;
            p += length;
            continue;
        default:
            goto done;
        }
        memcpy(out, p, CODE_STRIDE);
        out += length;
        p += length;
    } while (p <= stride.last && out <= stride.out_last);
done:
    to->size = out - to->buf;
    return p - code;
}

/* What a name from outside turned out to be in the function whose variables are being resolved: an operation on a variable of a closure
 * or on a global one. It is the same the next time, for variables are added only. */
typedef struct LLRTBound {
    JSAtom name;
    uint16_t scope;
    bool everywhere;            /* in each scope */
    uint8_t op, length, code[3];
} LLRTBound;

enum { BOUND_COUNT = 32, BOUND_CLOSURE = 3, BOUND_GLOBAL = 5 /* bytes, of which four are the name */ };

/* resolve_scope_var for `name`, or what it put the last time. */
static int llrt_resolve_var(JSContext *ctx, JSFunctionDef *fd, JSAtom name, int scope, int op, DynBuf *to, LLRTBound *all, int next)
{
    LLRTBound *bound = &all[(name + op * 3) & (BOUND_COUNT - 1)];
    size_t start = to->size, length;

    if (bound->name == name && bound->op == op && (bound->everywhere || bound->scope == scope) && to->allocated_size - start >= BOUND_GLOBAL) {
        memcpy(to->buf + start, bound->code, 3);
        if (bound->length == BOUND_GLOBAL)
            put_u32(to->buf + start + 1, JS_DupAtom(ctx, name));
        to->size += bound->length;
        return next;
    }
    next = resolve_scope_var(ctx, fd, name, scope, op, to, NULL, NULL, next);
    length = to->size - start;
    /* What is of another length depends on objects. */
    if ((length == BOUND_CLOSURE || length == BOUND_GLOBAL) && !dbuf_error(to)) {
        bound->name = name;
        bound->scope = scope;
        bound->op = op;
        bound->length = length;
        bound->everywhere = llrt_is_foreign(fd, name);
        memcpy(bound->code, to->buf + start, 3);
    }
    return next;
}

#endif
