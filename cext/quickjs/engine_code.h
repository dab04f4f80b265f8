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

/* What resolve_variables does with an operation that is not plain. */
enum {
    BIND_OTHER, BIND_PLACE, BIND_NAME, BIND_LABEL, BIND_JUMP, BIND_SET_NAME, BIND_TEST /* unless a jump is next */,
    BIND_INSERT, BIND_END, BIND_SCOPE,
};

/* What is copied as it is. */
#define LLRT_PLAIN_CODE(is) \
    is(push_i32) is(push_const) is(fclosure) is(push_atom_value) is(undefined) is(null) is(push_this) is(push_false) is(push_true) \
    is(object) is(special_object) is(rest) is(drop) is(nip) is(nip1) is(dup1) is(dup2) is(dup3) is(insert2) is(insert4) is(perm3) \
    is(perm4) is(perm5) is(swap) is(rot3l) is(rot3r) is(call) is(call_method) is(call_constructor) is(array_from) is(apply) is(regexp) \
    is(get_var_undef) is(get_var) is(get_field) is(get_field2) is(put_field) is(get_array_el) is(get_array_el2) is(put_array_el) \
    is(define_field) is(set_home_object) is(define_array_el) is(append) is(copy_data_properties) is(define_method) is(define_class) \
    is(nip_catch) is(to_object) is(to_propkey) is(to_propkey2) is(for_of_next) is(iterator_next) is(iterator_call) is(initial_yield) \
    is(await) is(return_async) is(neg) is(plus) is(dec) is(inc) is(post_dec) is(post_inc) is(not) is(typeof) is(delete) is(mul) is(div) \
    is(mod) is(add) is(sub) is(shl) is(sar) is(shr) is(and) is(xor) is(or) is(lt) is(lte) is(gt) is(gte) is(instanceof) is(in) is(eq) \
    is(neq) is(strict_eq) is(strict_neq) is(is_undefined_or_null)

/* How long each of those is; 0: it is another one. */
enum {
#define FMT(f)
#define DEF(id, size, n_pop, n_push, f) LLRT_SIZE_OF_##id = size,
#define def(id, size, n_pop, n_push, f)
#include "quickjs-opcode.h"
#undef def
#undef DEF
#undef FMT
};
#define LLRT_PLAIN_STEP(id) [OP_##id] = LLRT_SIZE_OF_##id,

static const uint8_t llrt_plain_steps[256] = { LLRT_PLAIN_CODE(LLRT_PLAIN_STEP) };

static const uint8_t llrt_bind_kinds[256] = {
    [OP_source_loc] = BIND_PLACE, [OP_label] = BIND_LABEL, [OP_set_name] = BIND_SET_NAME, [OP_dup] = BIND_TEST, [OP_lnot] = BIND_TEST,
    [OP_insert3] = BIND_INSERT, [OP_return] = BIND_END, [OP_return_undef] = BIND_END, [OP_throw] = BIND_END, [OP_enter_scope] = BIND_SCOPE,
    [OP_leave_scope] = BIND_SCOPE, [OP_scope_get_var] = BIND_NAME, [OP_scope_get_var_undef] = BIND_NAME, [OP_scope_put_var] = BIND_NAME,
    [OP_scope_put_var_init] = BIND_NAME,
    [OP_if_false] = BIND_JUMP, [OP_if_true] = BIND_JUMP, [OP_catch] = BIND_JUMP,
};

/* Whether what is at `p` is code that is reached: dead code is left out by the engine. */
static inline bool llrt_is_reached(const JSFunctionDef *fd, const uint8_t *p, const uint8_t *end)
{
    return p >= end || (*p == OP_label && fd->label_slots[get_u32(p + 1)].ref_count > 0);
}

static inline int llrt_behind_places(const uint8_t *p, const uint8_t *end)
{
    while (p < end && *p == OP_source_loc)
        p += 9;
    return p < end ? *p : OP_invalid;
}

/* Whether a scope has no variable that its borders have to do with. */
static inline bool llrt_is_plain_scope(const JSFunctionDef *fd, int op, int scope)
{
    int first = fd->scopes[scope].first;

    return (op == OP_leave_scope || scope != fd->body_scope) && (first < 0 || fd->vars[first].scope_level != scope);
}

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
    const uint8_t *code = fd->byte_code.buf, *p = code + pos, *end = code + fd->byte_code.size;
    LLRTStride stride;
    uint8_t *out;

    if (!llrt_has_stride(&stride, &fd->byte_code, to, pos))
        return pos;
    out = stride.out;
    do {
        int op = *p, length = llrt_plain_steps[op], next;
        if (length) {
            memcpy(out, p, CODE_STRIDE);
            out += length;
            p += length;
            continue;
        }
        length = opcode_info[op].size;
        switch (llrt_bind_kinds[op]) {
        case BIND_TEST:
            next = llrt_behind_places(p + 1, end);
            if (next == OP_if_false || next == OP_if_true)
                goto done;
            break;
        case BIND_INSERT:
            next = llrt_behind_places(p + 1, end);
            if (next == OP_put_array_el || next == OP_put_ref_value)
                goto done;
            break;
        case BIND_END:
            if (!llrt_is_reached(fd, p + 1, end))
                goto done;
            break;
        case BIND_SCOPE:
            if (!llrt_is_plain_scope(fd, op, get_u16(p + 1)))
                goto done;
            p += length;
            continue;
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
    uint8_t everywhere;         /* in each scope */
    uint8_t op, length, code[3];
} LLRTBound;

enum { BOUND_COUNT = 32, BOUND_CLOSURE = 3, BOUND_GLOBAL = 5 /* bytes, of which four are the name */ };
enum { BOUND_THERE, BOUND_EVERYWHERE, BOUND_UNKNOWN /* not asked: it takes a look at each variable */ };

static inline bool llrt_is_bound(const JSFunctionDef *fd, LLRTBound *bound, JSAtom name, int scope, int op)
{
    if (bound->name != name || bound->op != op)
        return false;
    if (bound->scope == scope)
        return true;
    if (bound->everywhere == BOUND_UNKNOWN)
        bound->everywhere = llrt_is_foreign(fd, name) ? BOUND_EVERYWHERE : BOUND_THERE;
    return bound->everywhere == BOUND_EVERYWHERE;
}

/* resolve_scope_var for `name`, or what it put the last time. */
static int llrt_resolve_var(JSContext *ctx, JSFunctionDef *fd, JSAtom name, int scope, int op, DynBuf *to, LLRTBound *all, int next)
{
    LLRTBound *bound = &all[(name + op * 3) & (BOUND_COUNT - 1)];
    size_t start = to->size, length;

    if (llrt_is_bound(fd, bound, name, scope, op) && to->allocated_size - start >= BOUND_GLOBAL) {
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
        bound->everywhere = BOUND_UNKNOWN;
        memcpy(bound->code, to->buf + start, 3);
    }
    return next;
}

#endif
