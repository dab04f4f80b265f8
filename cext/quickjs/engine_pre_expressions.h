/* Expressions of the pre-parser. Each function stands at the first token and returns what it was, EX_FAIL to give up. */
#ifndef LLRT_ENGINE_PRE_EXPRESSIONS_H
#define LLRT_ENGINE_PRE_EXPRESSIONS_H

typedef enum PreExpression {
    EX_FAIL,
    EX_OTHER,
    EX_NAME, EX_MEMBER, EX_PRIVATE, /* what may be assigned to */
    EX_PATTERN, EX_LITERAL,         /* an array or object literal that may, or may not, be a pattern */
    EX_ASSIGN,                      /* target = value */
    EX_UNARY, EX_LOGICAL, EX_NULLISH, /* what ** and ?? may not stand beside */
    EX_EVAL,
    EX_ARROW_HEAD,                  /* (parameters), before => */
} PreExpression;

typedef struct PreLabel {
    struct PreLabel *outer;
    uint32_t name;
    bool is_loop;
} PreLabel;

typedef struct PreFunction {
    struct PreFunction *outer;
    bool is_async, is_generator, is_arrow, is_strict, in_params;
    bool outer_strict;              /* what is_strict was before its directives */
    bool super_property, super_call, no_arguments, no_return;
    bool uses_this, uses_super;     /* an arrow's `this`, a method's super */
    bool keeps_outer;               /* an arrow with super or new.target: nothing without the function around it */
    bool is_refused;                /* ahead: a call of eval is in it, it is for the compiler */
    bool is_getter, is_setter, is_method;
    bool repeats, is_expression;    /* two parameters have one name; an arrow function without braces */
    int loops, switches;
    int length;                     /* what Function.length is */
    PreLabel *labels;
} PreFunction;

static PreExpression pre_assign(PreParser *s, bool in);
static PreExpression pre_expression(PreParser *s, bool in);
static PreExpression pre_unary(PreParser *s);
static bool pre_function(PreParser *s, PreFunction *function, uint32_t own);
static bool pre_function_after_keyword(PreParser *s, bool is_async, bool is_expression);
static bool pre_class(PreParser *s, uint32_t name);
static bool pre_params(PreParser *s, PreFunction *function);

static inline bool pre_assignable(PreExpression what)
{
    return what == EX_NAME || what == EX_MEMBER || what == EX_PRIVATE;
}

static inline bool pre_element(PreExpression what)
{
    return pre_assignable(what) || what == EX_PATTERN || what == EX_ASSIGN;
}

/* The function that `this`, super and new.target belong to. */
static PreFunction *pre_this_function(PreParser *s)
{
    PreFunction *function = s->function;

    while (function->is_arrow && function->outer)
        function = function->outer;
    return function;
}

/* super and new.target are the affair of arrow functions, too. */
static void pre_keep_outer(PreParser *s)
{
    for (PreFunction *function = s->function; function && function->is_arrow; function = function->outer)
        function->keeps_outer = true;
}

/* What the compiler is to compile at once, with all functions around it. False: so the look is over; a thread goes on behind it. */
static bool pre_refuse(PreParser *s)
{
    if (s->ctx)
        return false;
    for (PreFunction *function = s->function; function; function = function->outer)
        function->is_refused = true;
    return true;
}

#include "engine_pre_literals.h"

static PreExpression pre_primary(PreParser *s)
{
    uint32_t name = s->name;

    switch (s->tok) {
    case PRE_NUMBER: case PRE_STRING:
        return pre_next(s) ? EX_OTHER : EX_FAIL;
    case PRE_TEMPLATE:
        return pre_template(s) ? EX_OTHER : EX_FAIL;
    case '(':
        return pre_paren(s);
    case '[':
        return pre_array(s);
    case '{':
        return pre_object(s);
    case '/': case PRE_ASSIGN:
        return *s->start == '/' ? pre_regexp(s) : EX_FAIL;
    case PRE_NAME:
        break;
    default:
        return EX_FAIL;
    }
    switch (s->names[name].word) {
    case KW_NULL: case KW_TRUE: case KW_FALSE:
        return pre_next(s) ? EX_OTHER : EX_FAIL;
    case KW_THIS:
        for (PreFunction *function = s->function; function; function = function->is_arrow ? function->outer : NULL)
            function->uses_this = true;
        return pre_next(s) ? EX_OTHER : EX_FAIL;
    case KW_FUNCTION:
        return pre_next(s) && pre_function_after_keyword(s, false, true) ? EX_OTHER : EX_FAIL;
    case KW_CLASS:
        if (!pre_next(s))
            return EX_FAIL;
        name = UINT32_MAX;
        if (pre_is_identifier(s)) {
            name = s->name;
            if (!pre_next(s))
                return EX_FAIL;
        }
        return pre_class(s, name) ? EX_OTHER : EX_FAIL;
    case KW_ASYNC:
        if (!pre_next(s))
            return EX_FAIL;
        if (pre_is(s, KW_FUNCTION) && !s->newline)
            return pre_next(s) && pre_function_after_keyword(s, true, true) ? EX_OTHER : EX_FAIL;
        return pre_refer(s, name) ? EX_NAME : EX_FAIL;
    case KW_EVAL:
        return pre_refer(s, name) && pre_next(s) ? EX_EVAL : EX_FAIL;
    case KW_ARGUMENTS:
        return pre_reference(s, name) && pre_next(s) ? EX_OTHER : EX_FAIL;
    default:
        return pre_is_identifier(s) && pre_refer(s, name) && pre_next(s) ? EX_NAME : EX_FAIL;
    }
}

static PreExpression pre_super(PreParser *s)
{
    PreFunction *function = pre_this_function(s);

    pre_keep_outer(s);
    if (function->is_arrow || !pre_next(s))
        return EX_FAIL;
    if (s->tok == '(')
        return function->super_call ? EX_OTHER : EX_FAIL;
    function->uses_super = true;
    return function->super_property && (s->tok == '.' || s->tok == '[') ? EX_OTHER : EX_FAIL;
}

static PreExpression pre_import(PreParser *s)
{
    if (!pre_next(s))
        return EX_FAIL;
    if (s->tok == '(') {
        if (!pre_next(s) || !pre_assign(s, true))
            return EX_FAIL;
        if (s->tok == ',' && (!pre_next(s) || (s->tok != ')' && !pre_assign(s, true))))
            return EX_FAIL;
        return pre_take(s, ')') ? EX_OTHER : EX_FAIL;
    }
    if (s->tok != '.' || !s->is_module || !pre_next(s) || s->tok != PRE_NAME || s->names[s->name].length != 4 ||
        memcmp(s->names[s->name].text, "meta", 4) != 0)
        return EX_FAIL;
    return pre_next(s) ? EX_OTHER : EX_FAIL;
}

static PreExpression pre_members(PreParser *s, PreExpression what, bool calls);

static PreExpression pre_new(PreParser *s)
{
    PreExpression what;

    if (pre_is_deep(s, 2000) || !pre_next(s))
        return EX_FAIL;
    if (s->tok == '.') {
        if (!pre_next(s) || s->tok != PRE_NAME || s->names[s->name].length != 6 || memcmp(s->names[s->name].text, "target", 6) != 0 ||
            pre_this_function(s)->is_arrow)
            return EX_FAIL;
        pre_keep_outer(s);
        return pre_next(s) ? EX_OTHER : EX_FAIL;
    }
    if (pre_is(s, KW_IMPORT) || pre_is(s, KW_SUPER))
        return EX_FAIL;
    what = pre_is(s, KW_NEW) ? pre_new(s) : pre_primary(s);
    if (!what || what == EX_ARROW_HEAD)
        return EX_FAIL;
    if (!pre_members(s, what, false))
        return EX_FAIL;
    if (s->tok == '(' && !pre_arguments(s))
        return EX_FAIL;
    return EX_OTHER;
}

/* What follows a primary expression: members, calls, templates. */
static PreExpression pre_members(PreParser *s, PreExpression what, bool calls)
{
    bool chain = false;

    for (;;) {
        switch (s->tok) {
        case PRE_CHAIN:
            if (!calls || (what == EX_EVAL && !pre_refuse(s)) || !pre_next(s))
                return EX_FAIL;
            chain = true;
            if (s->tok == '(' || s->tok == '[')
                continue;
            goto name;
        case '.':
            if (!pre_next(s))
                return EX_FAIL;
        name:
            if (s->tok == PRE_PRIVATE) {
                if (!pre_refer(s, s->name))
                    return EX_FAIL;
                what = EX_PRIVATE;
            } else if (s->tok == PRE_NAME) {
                what = EX_MEMBER;
            } else {
                return EX_FAIL;
            }
            if (!pre_next(s))
                return EX_FAIL;
            break;
        case '[':
            if (!pre_next(s) || !pre_expression(s, true) || !pre_take(s, ']'))
                return EX_FAIL;
            what = EX_MEMBER;
            break;
        case '(':
            if (!calls)
                return what;
            if ((what == EX_EVAL && !pre_refuse(s)) || !pre_arguments(s))
                return EX_FAIL;
            what = EX_OTHER;
            break;
        case PRE_TEMPLATE:
            if (chain || !pre_template(s))
                return EX_FAIL;
            what = EX_OTHER;
            break;
        default:
            /* Not assignable, but `delete a?.#b` is an error, too. */
            return chain && what == EX_MEMBER ? EX_OTHER : chain && what == EX_PRIVATE ? EX_FAIL : what;
        }
    }
}

static PreExpression pre_left(PreParser *s)
{
    PreExpression what;

    switch (pre_word(s)) {
    case KW_NEW: what = pre_new(s); break;
    case KW_SUPER: what = pre_super(s); break;
    case KW_IMPORT: what = pre_import(s); break;
    default: what = pre_primary(s); break;
    }
    if (!what || what == EX_ARROW_HEAD)
        return what;
    return pre_members(s, what, true);
}

static PreExpression pre_unary(PreParser *s)
{
    PreExpression what;
    PreWord word = pre_word(s);

    if (pre_is_deep(s, 2000))
        return EX_FAIL;
    if (word == KW_AWAIT && (!s->function->is_async || s->function->in_params))
        return EX_FAIL;
    if (word == KW_DELETE || word == KW_VOID || word == KW_TYPEOF || word == KW_AWAIT || s->tok == '+' || s->tok == '-' ||
        s->tok == '!' || s->tok == '~') {
        if (!pre_next(s))
            return EX_FAIL;
        what = pre_unary(s);
        if (!what || what == EX_ARROW_HEAD)
            return EX_FAIL;
        if (word == KW_DELETE && (what == EX_PRIVATE || what == EX_EVAL || (what == EX_NAME && s->function->is_strict)))
            return EX_FAIL;
        return EX_UNARY;
    }
    if (s->tok == PRE_STEP) {
        if (!pre_next(s))
            return EX_FAIL;
        return pre_assignable(pre_unary(s)) ? EX_UNARY : EX_FAIL;
    }
    what = pre_left(s);
    if (s->tok == PRE_STEP && !s->newline && what != EX_ARROW_HEAD) {
        if (!pre_assignable(what) || !pre_next(s))
            return EX_FAIL;
        return EX_OTHER;
    }
    return what;
}

static PreExpression pre_binary(PreParser *s, bool in, int least)
{
    PreExpression left, right;

    if (s->tok == PRE_PRIVATE) {
        if (least > PREC_RELATION || !in || !pre_refer(s, s->name) || !pre_next(s) || !pre_is(s, KW_IN))
            return EX_FAIL;
        left = EX_OTHER;
    } else {
        left = pre_unary(s);
    }
    while (left && left != EX_ARROW_HEAD && s->prec && s->prec >= least && (in || !pre_is(s, KW_IN))) {
        int prec = s->prec;
        if (prec == PREC_POWER && left == EX_UNARY)
            return EX_FAIL;
        if (!pre_next(s))
            return EX_FAIL;
        right = pre_binary(s, in, prec == PREC_POWER ? prec : prec + 1);
        if (!right || right == EX_ARROW_HEAD)
            return EX_FAIL;
        if (prec == PREC_NULLISH ? left == EX_LOGICAL || right == EX_LOGICAL : prec <= PREC_AND && left == EX_NULLISH)
            return EX_FAIL;
        left = prec == PREC_NULLISH ? EX_NULLISH : prec <= PREC_AND ? EX_LOGICAL : EX_OTHER;
    }
    return left;
}

#endif
