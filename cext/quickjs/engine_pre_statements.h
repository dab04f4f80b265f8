/* Statements of the pre-parser. */
#ifndef LLRT_ENGINE_PRE_STATEMENTS_H
#define LLRT_ENGINE_PRE_STATEMENTS_H

/* Declarations behind var, let or const; in a for's head, `loop` is set when it goes on with in or of. */
static bool pre_declarations(PreParser *s, PreKind kind, bool is_const, bool in, bool *loop)
{
    for (int count = 1;; count++) {
        bool is_pattern = s->tok == '[' || s->tok == '{';
        if (!pre_bind(s, kind))
            return false;
        if (loop && count == 1 && (pre_is(s, KW_OF) || pre_is(s, KW_IN)))
            return *loop = true;
        if (s->tok == '=') {
            if (!pre_next(s) || !pre_assign(s, in))
                return false;
        } else if (is_const || is_pattern) {
            return false;
        }
        if (s->tok != ',')
            return true;
        if (!pre_next(s))
            return false;
    }
}

/* `let` that begins a declaration, which everything is that looks like one. */
static bool pre_let(PreParser *s)
{
    return pre_next(s) && (pre_is_identifier(s) || s->tok == '[' || s->tok == '{');
}

static bool pre_loop_body(PreParser *s)
{
    bool ok;

    s->function->loops++;
    ok = pre_statement(s);
    s->function->loops--;
    return ok;
}

static bool pre_for(PreParser *s)
{
    bool loop = false, is_of, is_await = pre_is(s, KW_AWAIT);
    PreWord word;

    if (is_await && (!s->function->is_async || s->function->in_params || !pre_next(s)))
        return false;
    if (!pre_take(s, '(') || !pre_push(s, false))
        return false;
    word = pre_word(s);
    if (word == KW_VAR || word == KW_LET || word == KW_CONST) {
        if (!(word == KW_LET ? pre_let(s) : pre_next(s)) ||
            !pre_declarations(s, word == KW_VAR ? PRE_VAR : PRE_LEXICAL, word == KW_CONST, false, &loop))
            return false;
    } else if (s->tok != ';') {
        uint32_t covers = s->covers;
        PreExpression what;
        if (word == KW_ASYNC)
            return false;
        what = pre_expression(s, false);
        loop = pre_is(s, KW_OF) || pre_is(s, KW_IN);
        if (!what || (loop && !pre_assignable(what) && what != EX_PATTERN))
            return false;
        if (loop)
            s->covers = covers;
    }
    if (loop) {
        is_of = pre_is(s, KW_OF);
        if (is_await && !is_of)
            return false;
        if (!pre_next(s) || !(is_of ? pre_assign(s, true) : pre_expression(s, true)))
            return false;
    } else {
        if (is_await || !pre_take(s, ';') || (s->tok != ';' && !pre_expression(s, true)) || !pre_take(s, ';') ||
            (s->tok != ')' && !pre_expression(s, true)))
            return false;
    }
    if (!pre_take(s, ')') || !pre_loop_body(s))
        return false;
    pre_pop(s, UINT32_MAX, false);
    return true;
}

/* Statements up to the closing brace, in the scope that is open. */
static bool pre_statements(PreParser *s)
{
    while (s->tok != '}') {
        if (!pre_declaration_or_statement(s))
            return false;
    }
    return pre_next(s);
}

static bool pre_block(PreParser *s)
{
    if (!pre_take(s, '{') || !pre_push(s, false) || !pre_statements(s))
        return false;
    pre_pop(s, UINT32_MAX, false);
    return true;
}

static bool pre_try(PreParser *s)
{
    bool complete = false;

    if (!pre_block(s))
        return false;
    if (pre_is(s, KW_CATCH)) {
        complete = true;
        if (!pre_next(s) || !pre_push(s, false))
            return false;
        if (s->tok == '(' &&
            (!pre_next(s) || !pre_bind(s, s->tok == '[' || s->tok == '{' ? PRE_LEXICAL : PRE_CATCH) || !pre_take(s, ')')))
            return false;
        if (!pre_take(s, '{') || !pre_statements(s))
            return false;
        pre_pop(s, UINT32_MAX, false);
    }
    if (pre_is(s, KW_FINALLY)) {
        complete = true;
        if (!pre_next(s) || !pre_block(s))
            return false;
    }
    return complete;
}

static bool pre_switch(PreParser *s)
{
    bool has_default = false;

    if (!pre_take(s, '(') || !pre_expression(s, true) || !pre_take(s, ')') || !pre_take(s, '{') || !pre_push(s, false))
        return false;
    s->function->switches++;
    while (s->tok != '}') {
        if (pre_is(s, KW_CASE)) {
            if (!pre_next(s) || !pre_expression(s, true))
                return false;
        } else if (pre_is(s, KW_DEFAULT) && !has_default) {
            has_default = true;
            if (!pre_next(s))
                return false;
        } else {
            return false;
        }
        if (!pre_take(s, ':'))
            return false;
        while (s->tok != '}' && !pre_is(s, KW_CASE) && !pre_is(s, KW_DEFAULT)) {
            if (!pre_declaration_or_statement(s))
                return false;
        }
    }
    s->function->switches--;
    pre_pop(s, UINT32_MAX, false);
    return pre_next(s);
}

static bool pre_jump(PreParser *s, bool is_continue)
{
    PreFunction *function = s->function;

    if (!s->newline && pre_is_identifier(s)) {
        PreLabel *label = function->labels;
        while (label && label->name != s->name)
            label = label->outer;
        if (!label || (is_continue && !label->is_loop) || !pre_next(s))
            return false;
    } else if (is_continue ? !function->loops : !function->loops && !function->switches) {
        return false;
    }
    return pre_semicolon(s);
}

static bool pre_labelled(PreParser *s)
{
    PreLabel label = { s->function->labels, s->name, false };
    PreWord word;
    bool ok;

    for (PreLabel *other = s->function->labels; other; other = other->outer) {
        if (other->name == s->name)
            return false;
    }
    if (!pre_next(s) || !pre_take(s, ':'))
        return false;
    word = pre_word(s);
    label.is_loop = word == KW_FOR || word == KW_WHILE || word == KW_DO;
    s->function->labels = &label;
    ok = pre_statement(s);
    s->function->labels = label.outer;
    return ok;
}

static bool pre_parenthesized(PreParser *s)
{
    return pre_take(s, '(') && pre_expression(s, true) && pre_take(s, ')');
}

static bool pre_plain_statement(PreParser *s)
{
    switch (pre_word(s)) {
    case KW_IF:
        if (!pre_next(s) || !pre_parenthesized(s) || !pre_statement(s))
            return false;
        return !pre_is(s, KW_ELSE) || (pre_next(s) && pre_statement(s));
    case KW_RETURN:
        if (s->function->no_return || !pre_next(s))
            return false;
        if (s->tok != ';' && s->tok != '}' && !s->newline && !pre_expression(s, true))
            return false;
        return pre_semicolon(s);
    case KW_VAR:
        return pre_next(s) && pre_declarations(s, PRE_VAR, false, true, NULL) && pre_semicolon(s);
    case KW_FOR:
        return pre_next(s) && pre_for(s);
    case KW_WHILE:
        return pre_next(s) && pre_parenthesized(s) && pre_loop_body(s);
    case KW_DO:
        if (!pre_next(s) || !pre_loop_body(s) || !pre_is(s, KW_WHILE) || !pre_next(s) || !pre_parenthesized(s))
            return false;
        return s->tok != ';' || pre_next(s);
    case KW_BREAK:
        return pre_next(s) && pre_jump(s, false);
    case KW_CONTINUE:
        return pre_next(s) && pre_jump(s, true);
    case KW_SWITCH:
        return pre_next(s) && pre_switch(s);
    case KW_THROW:
        return pre_next(s) && !s->newline && pre_expression(s, true) && pre_semicolon(s);
    case KW_TRY:
        return pre_next(s) && pre_try(s);
    case KW_DEBUGGER:
        return pre_next(s) && pre_semicolon(s);
    case KW_FUNCTION: case KW_CLASS: case KW_CONST: case KW_LET: case KW_WITH:
        return false;
    case KW_NONE:
        if (s->tok == '{')
            return pre_block(s);
        if (s->tok == ';')
            return pre_next(s);
        break;
    default:
        break;
    }
    if (pre_is_identifier(s)) {
        const uint8_t *p = s->p;
        while (pre_chars[*p] & CHAR_SPACE)
            p++;
        if (*p == ':')
            return pre_labelled(s);
    }
    return pre_expression(s, true) && pre_semicolon(s);
}

/* A statement where a declaration would be an error. */
static bool pre_statement(PreParser *s)
{
    if (pre_is_deep(s, 4000) || !pre_plain_statement(s))
        return false;
    return !s->covers;
}

static bool pre_declaration_or_statement(PreParser *s)
{
    uint32_t name;
    PreMark mark;

    switch (pre_word(s)) {
    case KW_FUNCTION:
        return pre_next(s) && pre_function_after_keyword(s, false, false);
    case KW_CLASS:
        if (!pre_next(s) || !pre_is_identifier(s))
            return false;
        name = s->name;
        return pre_bind_name(s, PRE_LEXICAL) && pre_class(s, name);
    case KW_CONST:
        return pre_next(s) && pre_declarations(s, PRE_LEXICAL, true, true, NULL) && pre_semicolon(s) && !s->covers;
    case KW_LET:
        return pre_let(s) && pre_declarations(s, PRE_LEXICAL, false, true, NULL) && pre_semicolon(s) && !s->covers;
    case KW_ASYNC:
        mark = pre_mark(s);
        if (!pre_next(s))
            return false;
        if (pre_is(s, KW_FUNCTION) && !s->newline)
            return pre_next(s) && pre_function_after_keyword(s, true, false);
        if (!pre_rewind(s, &mark))
            return false;
        /* fall through */
    default:
        return pre_statement(s);
    }
}

#endif
