/* Arrow functions, yield, assignments and the comma of the pre-parser. */
#ifndef LLRT_ENGINE_PRE_ASSIGNMENTS_H
#define LLRT_ENGINE_PRE_ASSIGNMENTS_H

/* Whether `=>` follows, on this line and without a comment; from behind a name or a parenthesis. */
static inline bool pre_before_arrow(const uint8_t *p)
{
    while (*p == ' ')
        p++;
    return p[0] == '=' && p[1] == '>';
}

/* Whether the parenthesis at `p` holds names alone and `=>` follows. */
static bool pre_plain_params(const uint8_t *p)
{
    for (p++; pre_chars[*p] & (CHAR_NAME | CHAR_SPACE) || *p == ','; p++)
        continue;
    return *p == ')' && pre_before_arrow(p + 1);
}

static PreExpression pre_arrow(PreParser *s, bool is_async)
{
    PreFunction function = { .is_arrow = true, .is_async = is_async };

    return pre_function(s, &function, UINT32_MAX) ? EX_OTHER : EX_FAIL;
}

static PreExpression pre_yield(PreParser *s)
{
    if (!s->function->is_generator || s->function->in_params || !pre_next(s))
        return EX_FAIL;
    if (s->newline)
        return EX_OTHER;
    switch (s->tok) {
    case ')': case ']': case '}': case ',': case ';': case ':': case PRE_EOF:
        return EX_OTHER;
    case '*':
        if (!pre_next(s))
            return EX_FAIL;
        /* fall through */
    default:
        return pre_assign(s, true) ? EX_OTHER : EX_FAIL;
    }
}

/* `async`, which may begin an arrow function; `done`: it did, or it is time to give up. Else nothing has been read. */
static PreExpression pre_async_arrow(PreParser *s, bool *done)
{
    PreMark mark = pre_mark(s);
    bool is_arrow = false;

    *done = true;
    if (!pre_next(s))
        return EX_FAIL;
    if (!s->newline) {
        if (pre_is_identifier(s)) {
            is_arrow = pre_before_arrow(s->p);
        } else if (s->tok == '(') {
            PreMark head = pre_mark(s);
            is_arrow = pre_plain_params(s->start);
            if (!is_arrow) {
                PreExpression what;
                s->tentative++;
                what = pre_paren(s);
                s->tentative--;
                is_arrow = what == EX_ARROW_HEAD;
                if (!what || !pre_rewind(s, is_arrow ? &head : &mark))
                    return EX_FAIL;
            }
        }
    }
    if (is_arrow)
        return pre_arrow(s, true);
    *done = false;
    return pre_rewind(s, &mark) ? EX_OTHER : (*done = true, EX_FAIL);
}

/* What an expression ends before. */
static inline bool pre_is_end(uint8_t c)
{
    return c == ',' || c == ')' || c == ';' || c == ']' || c == '}';
}

static PreExpression pre_assign(PreParser *s, bool in)
{
    PreExpression what;
    PreMark mark = { 0 };
    uint32_t covers = s->covers;

    if (pre_is_deep(s, 2000))
        return EX_FAIL;
    if (s->tok == PRE_NAME) {
        PreWord word = pre_word(s);
        if (word == KW_NONE && pre_is_end(*s->p))
            return pre_refer(s, s->name) && pre_next(s) ? EX_NAME : EX_FAIL;
        if (word == KW_YIELD)
            return pre_yield(s);
        if (pre_before_arrow(s->p))
            return pre_is_identifier(s) ? pre_arrow(s, false) : EX_FAIL;
        if (word == KW_ASYNC) {
            bool done;
            what = pre_async_arrow(s, &done);
            if (done)
                return what;
        }
    } else if (s->tok == '(') {
        if (pre_plain_params(s->start))
            return pre_arrow(s, false);
        mark = pre_mark(s);
    } else if ((s->tok == PRE_STRING || s->tok == PRE_NUMBER) && pre_is_end(*s->p)) {
        return pre_next(s) ? EX_OTHER : EX_FAIL;
    }
    what = pre_binary(s, in, PREC_NULLISH);
    if (what == EX_ARROW_HEAD)
        return pre_rewind(s, &mark) ? pre_arrow(s, false) : EX_FAIL;
    if (!what)
        return EX_FAIL;
    if (s->tok == '?') {
        if (!pre_next(s) || !pre_assign(s, true) || !pre_take(s, ':') || !pre_assign(s, in))
            return EX_FAIL;
        return EX_OTHER;
    }
    if (s->tok == '=') {
        if (what == EX_PATTERN)
            s->covers = covers;
        else if (!pre_assignable(what))
            return EX_FAIL;
        return pre_next(s) && pre_assign(s, in) ? EX_ASSIGN : EX_FAIL;
    }
    if (s->tok == PRE_ASSIGN)
        return pre_assignable(what) && pre_next(s) && pre_assign(s, in) ? EX_OTHER : EX_FAIL;
    return what;
}

static PreExpression pre_expression(PreParser *s, bool in)
{
    PreExpression what = pre_assign(s, in);

    while (what && s->tok == ',') {
        if (!pre_next(s) || !pre_assign(s, in))
            return EX_FAIL;
        what = EX_OTHER;
    }
    return what;
}

#endif
