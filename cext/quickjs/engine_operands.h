/* Operands and operators of expressions. Nearly all operands are a name, a number, a string or a chain of members, and most are followed
 * by what ends an expression: they need no look at each level of operators, and their code is written in one piece. Anything
 * else is left to the engine's functions. Included by the edited quickjs.c before js_parse_postfix_expr. */
#ifndef LLRT_ENGINE_OPERANDS_H
#define LLRT_ENGINE_OPERANDS_H

static int js_parse_expr_binary(JSParseState *s, int level, int parse_flags);
static int js_parse_cond_expr(JSParseState *s, int parse_flags);
static no_inline int js_parse_assign_any(JSParseState *s, int parse_flags, JSAtom name0);

enum { LEVEL_MOST = 8 /* of js_parse_expr_binary */, LEVEL_BRANCH /* && || ?? ?: */ };

/* Tokens fit a byte. What a token is behind an operand: an operator of a level, with its opcode, or (0) neither that nor a branch. */
static const struct { uint8_t level, opcode; } llrt_operators[256] = {
#define OPERATOR(token, level, opcode) [(uint8_t)(token)] = { level, opcode },
    OPERATOR('*', 1, OP_mul) OPERATOR('/', 1, OP_div) OPERATOR('%', 1, OP_mod)
    OPERATOR('+', 2, OP_add) OPERATOR('-', 2, OP_sub)
    OPERATOR(TOK_SHL, 3, OP_shl) OPERATOR(TOK_SAR, 3, OP_sar) OPERATOR(TOK_SHR, 3, OP_shr)
    OPERATOR('<', 4, OP_lt) OPERATOR('>', 4, OP_gt) OPERATOR(TOK_LTE, 4, OP_lte) OPERATOR(TOK_GTE, 4, OP_gte)
    OPERATOR(TOK_INSTANCEOF, 4, OP_instanceof) OPERATOR(TOK_IN, 4, OP_in)
    OPERATOR(TOK_EQ, 5, OP_eq) OPERATOR(TOK_NEQ, 5, OP_neq) OPERATOR(TOK_STRICT_EQ, 5, OP_strict_eq)
    OPERATOR(TOK_STRICT_NEQ, 5, OP_strict_neq)
    OPERATOR('&', 6, OP_and) OPERATOR('^', 7, OP_xor) OPERATOR('|', LEVEL_MOST, OP_or)
    OPERATOR(TOK_LAND, LEVEL_BRANCH, 0) OPERATOR(TOK_LOR, LEVEL_BRANCH, 0)
    OPERATOR(TOK_DOUBLE_QUESTION_MARK, LEVEL_BRANCH, 0) OPERATOR('?', LEVEL_BRANCH, 0)
#undef OPERATOR
};

/* Characters that end an expression when they follow an operand at once, and tokens that an operand goes on with. */
static const bool llrt_ends[256] = { [','] = true, [')'] = true, [';'] = true, [']'] = true, ['}'] = true, [':'] = true };

static inline bool llrt_goes_on(int token)
{
    return token == '(' || token == '.' || token == '[' || token == TOK_QUESTION_MARK_DOT || token == TOK_TEMPLATE;
}

/* Whether the current token is a name that js_parse_postfix_expr has no question about. */
static inline bool llrt_is_plain_name(JSParseState *s)
{
    JSAtom name = s->token.u.ident.atom;

    return s->token.val == TOK_IDENT && !s->token.u.ident.is_reserved && name != JS_ATOM_async && name != JS_ATOM_arguments;
}

/* Members with names, as far as they follow one another. The token is the name, or whatever it is, before the first. A point at
 * once behind a name is passed without making a token of it. */
static int llrt_parse_members(JSParseState *s)
{
    for (;;) {
        int line, column;

        if (*s->buf_ptr == '.' && llrt_first[s->buf_ptr[1]] == FIRST_NAME) {
            s->buf_ptr++;
        } else {
            if (next_token(s))
                return -1;
            if (s->token.val != '.' || llrt_first[*s->buf_ptr] != FIRST_NAME)
                return 0;
        }
        if (next_token(s))
            return -1;
        if (unlikely(!token_is_ident(s->token.val)))
            return js_parse_error(s, "expecting field name");
        line = s->token.line_num, column = s->token.col_num;
        llrt_emit_named(s, OP_get_field, llrt_steal_name(s), line, column, false);
    }
}

/* The members behind a point that is the current token. */
static int llrt_parse_more_members(JSParseState *s)
{
    s->buf_ptr = s->token.ptr;
    return llrt_parse_members(s);
}

/* The variable `name` as what is assigned to, as get_lvalue() of it. */
static inline int llrt_variable_reference(JSParseState *s, JSAtom name, int *opcode, int *scope, JSAtom *taken, int *label)
{
    JSFunctionDef *fd = s->cur_func;

    if (unlikely(has_with_scope(fd, fd->scope_level))) {
        llrt_emit_scoped(s, OP_scope_get_var, JS_DupAtom(s->ctx, name), fd->scope_level);
        return get_lvalue(s, opcode, scope, taken, label, NULL, false, '=');
    }
    *opcode = OP_scope_get_var;
    *scope = fd->scope_level;
    *taken = JS_DupAtom(s->ctx, name);
    *label = -1;
    fd->last_opcode_pos = -1;
    return 0;
}

/* As js_parse_unary(s, PF_POW_ALLOWED). */
static int llrt_parse_operand(JSParseState *s)
{
    int line, column;

    switch (s->token.val) {
    case '+': case '-': case '!': case '~': case TOK_VOID: case TOK_DEC: case TOK_INC: case TOK_TYPEOF: case TOK_DELETE: case TOK_AWAIT:
        return js_parse_unary(s, PF_POW_ALLOWED);
    case TOK_IDENT:
        if (unlikely(!llrt_is_plain_name(s)))
            goto other;
        line = s->token.line_num, column = s->token.col_num;
        llrt_emit_named(s, OP_scope_get_var, llrt_steal_name(s), line, column, true);
    members:
        if (llrt_parse_members(s))
            return -1;
        if (llrt_goes_on(s->token.val) && js_parse_postfix_expr(s, PF_POSTFIX_CALL | PF_LLRT_PARSED))
            return -1;
        break;
    case TOK_THIS:
        llrt_emit_scoped(s, OP_scope_get_var, JS_ATOM_this, 0);
        goto members;
    default:
    other:
        if (js_parse_postfix_expr(s, PF_POSTFIX_CALL))
            return -1;
    }
    if (unlikely(s->token.val == TOK_DEC || s->token.val == TOK_INC || s->token.val == TOK_POW))
        return js_parse_unary(s, PF_POW_ALLOWED | PF_LLRT_PARSED);
    return 0;
}

/* Operators up to a level, and their second operands; the first has been parsed. */
static int llrt_parse_operators(JSParseState *s, int most, int parse_flags)
{
    for (;;) {
        int token = s->token.val, level = llrt_operators[(uint8_t)token].level;
        int line = s->token.line_num, column = s->token.col_num;

        if (!level || level > most || (token == TOK_IN && !(parse_flags & PF_IN_ACCEPTED)))
            return 0;
        if (next_token(s))
            return -1;
        if (unlikely(s->token.val == TOK_PRIVATE_NAME)) {
            if (js_parse_expr_binary(s, level - 1, parse_flags))
                return -1;
        } else {
            int next;
            if (llrt_parse_operand(s))
                return -1;
            next = llrt_operators[(uint8_t)s->token.val].level;
            if (next && next < level && llrt_parse_operators(s, level - 1, parse_flags))
                return -1;
        }
        emit_source_loc_at(s, line, column);
        emit_op(s, llrt_operators[(uint8_t)token].opcode);
    }
}

/* As js_parse_expr_binary, where no private name comes first. */
static int llrt_parse_binary(JSParseState *s, int level, int parse_flags)
{
    if (!(parse_flags & PF_LLRT_PARSED) && llrt_parse_operand(s))
        return -1;
    return llrt_parse_operators(s, level, parse_flags & ~PF_LLRT_PARSED);
}

/* As js_parse_cond_expr. */
static int llrt_parse_condition(JSParseState *s, int parse_flags)
{
    int level;

    if (unlikely(s->token.val == TOK_PRIVATE_NAME))
        return js_parse_cond_expr(s, parse_flags);
    if (llrt_parse_operand(s))
        return -1;
    level = llrt_operators[(uint8_t)s->token.val].level;
    if (!level)
        return 0;
    if (level < LEVEL_BRANCH) {
        if (llrt_parse_operators(s, LEVEL_MOST, parse_flags))
            return -1;
        if (llrt_operators[(uint8_t)s->token.val].level != LEVEL_BRANCH)
            return 0;
    }
    return js_parse_cond_expr(s, parse_flags | PF_LLRT_PARSED);
}

/* Whether the name that is the current token may be an arrow function's parameter. */
static inline bool llrt_may_be_arrow(JSParseState *s)
{
    int next = *s->buf_ptr;

    return next == '=' ? s->buf_ptr[1] == '>' : !llrt_first[next];
}

/* An operand and nothing else: 1; 0: it may be more, and nothing was done. */
static inline int llrt_parse_alone(JSParseState *s)
{
    JSFunctionDef *fd = s->cur_func;
    JSString *text;
    uint8_t *p;

    switch (s->token.val) {
    case TOK_IDENT:
        if (unlikely(!llrt_is_plain_name(s)))
            return 0;
        llrt_emit_named(s, OP_scope_get_var, s->token.u.ident.atom, s->token.line_num, s->token.col_num, true);
        break;
    case TOK_NUMBER:
        if (unlikely(JS_VALUE_GET_TAG(s->token.u.num.val) != JS_TAG_INT))
            return 0;
        p = llrt_code_room(&fd->byte_code, 5);
        if (unlikely(!p))
            return 0;
        fd->last_opcode_pos = fd->byte_code.size;
        p[0] = OP_push_i32;
        put_u32(p + 1, JS_VALUE_GET_INT(s->token.u.num.val));
        fd->byte_code.size += 5;
        break;
    case TOK_STRING:
        text = JS_VALUE_GET_TAG(s->token.u.str.str) == JS_TAG_STRING ? JS_VALUE_GET_STRING(s->token.u.str.str) : NULL;
        p = text && text->atom_type == JS_ATOM_TYPE_STRING ? llrt_code_room(&fd->byte_code, 5) : NULL;
        if (!p) {
            if (emit_push_const(s, s->token.u.str.str, 1))
                return -1;
            return next_token(s) ? -1 : 1;
        }
        fd->last_opcode_pos = fd->byte_code.size;
        p[0] = OP_push_atom_value;
        put_u32(p + 1, __JS_NewAtom(s->ctx->rt, text, JS_ATOM_TYPE_STRING));   /* takes the token's count */
        fd->byte_code.size += 5;
        break;
    default:
        return 0;
    }
    s->token.val = TOK_EOF;
    return next_token(s) ? -1 : 1;
}

/* Whether an expression that begins with the current token has nothing that js_parse_assign_expr2 is to be asked about. */
static inline bool llrt_begins_plainly(JSParseState *s)
{
    if (s->token.val == TOK_IDENT)
        return llrt_is_plain_name(s) && !llrt_may_be_arrow(s);
    return s->token.val != '(' && s->token.val != TOK_YIELD;
}

/* Any expression without commas. */
static __exception int js_parse_assign_expr2(JSParseState *s, int parse_flags)
{
    JSAtom name;
    int op;

    if (llrt_ends[*s->buf_ptr]) {
        int alone = llrt_parse_alone(s);
        if (alone)
            return alone < 0 ? -1 : 0;
    }
    if (!llrt_begins_plainly(s))
        return js_parse_assign_any(s, parse_flags, JS_ATOM_NULL);
    name = s->token.val == TOK_IDENT ? s->token.u.ident.atom : JS_ATOM_NULL;
    if (llrt_parse_condition(s, parse_flags))
        return -1;
    op = s->token.val;
    if (op == '=' || (op >= TOK_MUL_ASSIGN && op <= TOK_DOUBLE_QUESTION_MARK_ASSIGN))
        return js_parse_assign_any(s, parse_flags | PF_LLRT_PARSED, name);
    return 0;
}

#endif
