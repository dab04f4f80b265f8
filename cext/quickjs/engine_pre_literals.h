/* Literals of the pre-parser: regular expressions, templates, arrays and objects; what stands in parentheses. */
#ifndef LLRT_ENGINE_PRE_LITERALS_H
#define LLRT_ENGINE_PRE_LITERALS_H

/* The flags of RegExp, each once, u and v not together. */
static bool pre_flags(const uint8_t *p, const uint8_t *end)
{
    uint32_t seen = 0;

    for (; p < end; p++) {
        if (!strchr("dgimsuvy", *p) || seen & 1u << (*p - 'a'))
            return false;
        seen |= 1u << (*p - 'a');
    }
    return !(seen & 1u << ('u' - 'a') && seen & 1u << ('v' - 'a'));
}

static PreExpression pre_regexp(PreParser *s)
{
    const uint8_t *p = s->start + 1, *body = p, *end;
    bool in_class = false;

    for (; *p != '/' || in_class; p++) {
        if (*p == '\\')
            p++;
        else if (*p == '[')
            in_class = true;
        else if (*p == ']')
            in_class = false;
        if (*p == '\n' || *p == '\r' || (*p == 0 && p >= s->end) || (*p == 0xe2 && p[1] == 0x80 && (p[2] | 1) == 0xa9))
            return EX_FAIL;
    }
    end = p++;
    while (pre_chars[*p] & CHAR_NAME)
        p++;
    if (*p >= 0x80 || *p == '\\' || !pre_flags(end + 1, p) || !pre_pattern(s, body, end, p))
        return EX_FAIL;
    s->p = p;
    return pre_next(s) ? EX_OTHER : EX_FAIL;
}

/* From the opening quote; the token is it. */
static bool pre_template(PreParser *s)
{
    const uint8_t *p = s->p;

    for (;;) {
        if (*p == '`') {
            s->p = p + 1;
            return pre_next(s);
        }
        if (*p == '$' && p[1] == '{') {
            s->p = p + 2;
            if (!pre_next(s) || !pre_expression(s, true) || s->tok != '}')
                return false;
            p = s->p;
        } else if (*p == '\\') {
            p = pre_escape(s, p + 1);
            if (!p)
                return false;
        } else if ((*p == 0 && p >= s->end) || (*p == '\r' && p[1] != '\n')) {
            return false;
        } else {
            p++;
        }
    }
}

static bool pre_arguments(PreParser *s)
{
    if (!pre_next(s))
        return false;
    while (s->tok != ')') {
        if (s->tok == PRE_ELLIPSIS && !pre_next(s))
            return false;
        if (!pre_assign(s, true))
            return false;
        if (s->tok != ')' && !pre_take(s, ','))
            return false;
    }
    return pre_next(s);
}

static PreExpression pre_in_paren(PreParser *s)
{
    PreExpression what = EX_OTHER;
    int count = 0;
    bool head = false;      /* what only parameters may be */

    while (s->tok != ')') {
        if (s->tok == PRE_ELLIPSIS) {
            if (!pre_next(s) || !pre_assign(s, true) || s->tok != ')')
                return EX_FAIL;
            head = true;
            break;
        }
        what = pre_assign(s, true);
        if (!what)
            return EX_FAIL;
        count++;
        if (s->tok == ',') {
            if (!pre_next(s))
                return EX_FAIL;
            head = s->tok == ')';
        } else if (s->tok != ')') {
            return EX_FAIL;
        }
    }
    head |= !count;
    if (!pre_next(s))
        return EX_FAIL;
    if (s->tok == PRE_ARROW && !s->newline)
        return EX_ARROW_HEAD;
    if (head)
        return EX_FAIL;
    return count == 1 && (pre_assignable(what) || what == EX_EVAL) ? what : EX_OTHER;
}

/* Parameters begin with a name, a pattern or dots, or there are none. */
static bool pre_may_be_params(PreParser *s)
{
    return s->tok == '{' || s->tok == '[' || s->tok == PRE_ELLIPSIS || pre_is_identifier(s);
}

static PreExpression pre_paren(PreParser *s)
{
    PreExpression what;
    bool tentative;

    if (!pre_next(s))
        return EX_FAIL;
    tentative = pre_may_be_params(s);
    s->tentative += tentative;
    what = pre_in_paren(s);
    s->tentative -= tentative;
    return what;
}

static PreExpression pre_array(PreParser *s)
{
    bool valid = true;

    if (!pre_next(s))
        return EX_FAIL;
    while (s->tok != ']') {
        bool rest = s->tok == PRE_ELLIPSIS;
        PreExpression what;
        if (s->tok == ',') {
            if (!pre_next(s))
                return EX_FAIL;
            continue;
        }
        if (rest && !pre_next(s))
            return EX_FAIL;
        what = pre_assign(s, true);
        if (!what)
            return EX_FAIL;
        valid &= pre_element(what) && !(rest && (what == EX_ASSIGN || s->tok != ']'));
        if (s->tok != ']' && !pre_take(s, ','))
            return EX_FAIL;
    }
    return !pre_next(s) ? EX_FAIL : valid ? EX_PATTERN : EX_LITERAL;
}

/* A property's key; false for what is none. */
static bool pre_key(PreParser *s)
{
    switch (s->tok) {
    case PRE_NAME: case PRE_STRING: case PRE_NUMBER:
        return pre_next(s);
    case '[':
        return pre_next(s) && pre_assign(s, true) && pre_take(s, ']');
    default:
        return false;
    }
}

static bool pre_reference(PreParser *s, uint32_t name)
{
    if (s->names[name].word == KW_ARGUMENTS && pre_this_function(s)->no_arguments)
        return false;
    return pre_refer(s, name);
}

/* Whether a key that looks like a modifier (get, async, static) is one: something follows that it stands before. */
static inline bool pre_modifies(PreParser *s)
{
    return s->tok == PRE_NAME || s->tok == PRE_STRING || s->tok == PRE_NUMBER || s->tok == PRE_PRIVATE || s->tok == '[';
}

/* get, set or async before a method's name, where `word` is one of them and stands before something; `async *` too. False: to give up. */
static bool pre_modifier(PreParser *s, PreWord word, PreFunction *method, bool *modified)
{
    if ((word == KW_GET || word == KW_SET) && pre_modifies(s)) {
        method->is_getter = word == KW_GET;
        method->is_setter = word == KW_SET;
        *modified = true;
    } else if (word == KW_ASYNC && (pre_modifies(s) || s->tok == '*') && !s->newline) {
        method->is_async = *modified = true;
        if (s->tok == '*') {
            method->is_generator = true;
            return pre_next(s);
        }
    }
    return true;
}

static PreExpression pre_object(PreParser *s)
{
    bool valid = true;
    int protos = 0;

    if (!pre_next(s))
        return EX_FAIL;
    while (s->tok != '}') {
        PreFunction method = { .is_method = true, .super_property = true };
        PreExpression what;
        bool is_name, is_proto, modified = false;
        uint32_t name;

        if (s->tok == PRE_ELLIPSIS) {
            if (!pre_next(s) || !(what = pre_assign(s, true)))
                return EX_FAIL;
            valid &= pre_assignable(what) && s->tok == '}';
        } else {
            PreWord word = pre_word(s);
            is_name = s->tok == PRE_NAME;
            name = s->name;
            is_proto = word == KW_PROTO ||
                       (s->tok == PRE_STRING && (s->has_escape || (s->p - s->start == 11 && memcmp(s->start + 1, "__proto__", 9) == 0)));
            if (s->tok == '*') {
                method.is_generator = modified = true;
                if (!pre_next(s) || !pre_key(s))
                    return EX_FAIL;
            } else {
                if (!pre_key(s))
                    return EX_FAIL;
                if (!pre_modifier(s, word, &method, &modified) || (modified && !pre_key(s)))
                    return EX_FAIL;
            }
            if (s->tok == '(') {
                valid = false;
                if (!pre_function(s, &method, UINT32_MAX))
                    return EX_FAIL;
            } else if (modified) {
                return EX_FAIL;
            } else if (s->tok == ':') {
                if ((is_proto && ++protos > 1) || !pre_next(s) || !(what = pre_assign(s, true)))
                    return EX_FAIL;
                valid &= pre_element(what);
            } else if (is_name && (s->tok == ',' || s->tok == '}' || s->tok == '=')) {
                PreWord key = s->names[name].word;
                if ((key != KW_NONE && key <= KW_LAST_RESERVED) || !pre_reference(s, name))
                    return EX_FAIL;
                valid &= key != KW_EVAL && key != KW_ARGUMENTS;
                if (s->tok == '=') {
                    s->covers++;
                    if (!pre_next(s) || !pre_assign(s, true))
                        return EX_FAIL;
                }
            } else {
                return EX_FAIL;
            }
        }
        if (s->tok != '}' && !pre_take(s, ','))
            return EX_FAIL;
    }
    return !pre_next(s) ? EX_FAIL : valid ? EX_PATTERN : EX_LITERAL;
}

#endif
