/* The tokens that most of a program is made of, without the engine's function for all of them: punctuators, whole
 * numbers, names and strings in ASCII.
 * Anything else is left to that. Included by the edited quickjs.c before next_token. */
#ifndef LLRT_ENGINE_TOKENS_H
#define LLRT_ENGINE_TOKENS_H

static no_inline int next_token_any(JSParseState *s);
static void update_token_ident(JSParseState *s);

enum { FIRST_OTHER, FIRST_ALONE /* never goes on */, FIRST_DOT, FIRST_EQUALS, FIRST_TWICE /* && and || */, FIRST_QUESTION, FIRST_NOT, FIRST_PLUS,
       FIRST_QUOTE, FIRST_DIGIT, FIRST_NAME };

static const uint8_t llrt_first[256] = {
    ['('] = FIRST_ALONE, [')'] = FIRST_ALONE, [','] = FIRST_ALONE, [':'] = FIRST_ALONE, [';'] = FIRST_ALONE, ['['] = FIRST_ALONE,
    [']'] = FIRST_ALONE, ['{'] = FIRST_ALONE, ['}'] = FIRST_ALONE, ['.'] = FIRST_DOT, ['='] = FIRST_EQUALS, ['&'] = FIRST_TWICE,
    ['|'] = FIRST_TWICE, ['?'] = FIRST_QUESTION, ['!'] = FIRST_NOT, ['+'] = FIRST_PLUS,
    ['"'] = FIRST_QUOTE, ['\''] = FIRST_QUOTE, ['0' ... '9'] = FIRST_DIGIT, ['A' ... 'Z'] = FIRST_NAME, ['a' ... 'z'] = FIRST_NAME, ['_'] = FIRST_NAME,
    ['$'] = FIRST_NAME,
};

/* What follows calls nothing but at its end, so that it needs to keep no registers. Whatever is rare is such a call. */

static no_inline int next_token_freed(JSParseState *s)
{
    free_token(s, &s->token);
    s->token.val = TOK_EOF;
    return next_token(s);
}

/* Whether the engine has to have a look: a deadline, memory that was missing, not much stack. */
static inline bool llrt_needs_engine(JSContext *ctx)
{
    LLRTRuntime *state = ctx->rt->llrt;

    return unlikely(ctx->interrupt_counter <= 1) || unlikely(js_check_stack_overflow(ctx->rt, 1000)) ||
           (state && unlikely(state->failed_allocations != state->failed_before_compiling));
}

/* A string that others hold, or a number that is no pointer. */
static inline bool llrt_drop_value(JSParseState *s)
{
    if (s->token.val == TOK_NUMBER)
        return JS_VALUE_GET_TAG(s->token.u.num.val) == JS_TAG_INT;
    if (s->token.val != TOK_STRING || JS_VALUE_GET_TAG(s->token.u.str.str) != JS_TAG_STRING ||
        JS_REF_COUNT(JS_VALUE_GET_STRING(s->token.u.str.str)) == 1)
        return false;
    JS_REF_COUNT(JS_VALUE_GET_STRING(s->token.u.str.str))--;
    return true;
}

/* Lets go of the token before; false: next_token_freed() is to do it. Keywords and punctuators hold nothing that is counted. */
static inline bool llrt_drop_token(JSParseState *s)
{
    JSRuntime *rt = s->ctx->rt;
    int token = s->token.val;

    if (token == TOK_IDENT) {
        JSAtom atom = s->token.u.ident.atom;
        if (!llrt_atom_is_kept(rt, atom)) {
            if (unlikely(JS_REF_COUNT(rt->atom_array[atom]) == 1))
                return false;
            JS_REF_COUNT(rt->atom_array[atom])--;
        }
    } else if (unlikely(token < TOK_MUL_ASSIGN || token == TOK_PRIVATE_NAME)) {
        if (!llrt_drop_value(s))
            return false;
    }
    s->ctx->interrupt_counter--;
    return true;
}

/* The rest of llrt_take_token() where the text is not ASCII, or a name is a keyword, which are the first atoms. */
static no_inline int llrt_take_rare(JSParseState *s)
{
    s->token.col_num = llrt_column_at(s, s->token.ptr);
    if (s->token.val == TOK_IDENT && s->token.u.ident.atom <= JS_ATOM_await)
        update_token_ident(s);
    return 0;
}

/* A token from `p` to `end` takes the place of the one before, as next_token_any() ends. */
static inline int llrt_take_token(JSParseState *s, int token, const uint8_t *p, const uint8_t *end, bool is_rare)
{
    LLRTRuntime *state = s->ctx->rt->llrt;
    int line = s->line_num, column;

    s->last_ptr = s->buf_ptr;
    s->got_lf = false;
    s->last_line_num = s->token.line_num;
    s->last_col_num = s->token.col_num;
    s->token.val = token;
    s->token.line_num = line;
    s->token.ptr = p;
    s->token.line_start = s->line_start;
    s->buf_ptr = end;
    if (unlikely(is_rare || !s->llrt_ascii))
        return llrt_take_rare(s);
    column = p - s->line_start + 1;
    if (state && line == state->first_line)
        column += state->first_column;
    s->token.col_num = column;
    return 0;
}

static inline int llrt_take_name(JSParseState *s, JSAtom atom, const uint8_t *p, const uint8_t *end)
{
    s->mark = p;
    s->token.u.ident.atom = atom;
    s->token.u.ident.has_escape = s->token.u.ident.is_reserved = false;
    return llrt_take_token(s, TOK_IDENT, p, end, atom <= JS_ATOM_await);
}

/* A name that is not in the table of short ones; the token before has been let go. */
static no_inline int next_long_name(JSParseState *s, const uint8_t *p, const uint8_t *end)
{
    uint32_t length = end - p;
    JSAtom atom;

    s->token.val = TOK_EOF;
    atom = length <= SHORT_NAME ? llrt_short_name(s->ctx, p, length) : llrt_name_atom(s->ctx, (const char *)p, length);
    if (unlikely(atom == JS_ATOM_NULL))
        atom = JS_NewAtomLen(s->ctx, (const char *)p, length);
    if (unlikely(atom == JS_ATOM_NULL))
        return next_token_any(s);
    if (unlikely(length >= 64))
        llrt_charge(s->ctx, length);
    return llrt_take_name(s, atom, p, end);
}

static no_inline int next_name(JSParseState *s, const uint8_t *p)
{
    JSRuntime *rt = s->ctx->rt;
    const uint8_t *end = p + 1;
    uint32_t text = *p;     /* as llrt_pack_name */

    if (llrt_text_chars[*end] & TEXT_NAME) {
        text |= *end++ << 8;
        if (llrt_text_chars[*end] & TEXT_NAME) {
            text |= *end++ << 16;
            if (llrt_text_chars[*end] & TEXT_NAME) {
                text |= (uint32_t)*end++ << 24;
                while (llrt_text_chars[*end] & TEXT_NAME)
                    end++;
            }
        }
    }
    if (unlikely(*end >= 0x80 || *end == '\\'))
        return next_token_any(s);
    if (!llrt_drop_token(s))
        return next_token_freed(s);
    if (end - p <= SHORT_NAME && rt->llrt_short_names) {
        LLRTShortName *kept = llrt_short_name_slot(rt, text);
        if (likely(kept->text == text)) {
            if (!llrt_atom_is_kept(rt, kept->atom))
                JS_REF_COUNT(rt->atom_array[kept->atom])++;
            return llrt_take_name(s, kept->atom, p, end);
        }
    }
    return next_long_name(s, p, end);
}

/* A whole number of up to nine decimal digits. */
static no_inline int next_whole_number(JSParseState *s, const uint8_t *p)
{
    const uint8_t *end = p + 1;
    int32_t value = *p - '0';

    while (is_digit(*end) && value && end - p < 9)
        value = value * 10 + *end++ - '0';
    if (llrt_text_chars[*end] & TEXT_NAME || *end == '.' || *end == '\\' || *end >= 0x80)
        return next_token_any(s);
    if (!llrt_drop_token(s))
        return next_token_freed(s);
    s->token.u.num.val = js_int32(value);
    return llrt_take_token(s, TOK_NUMBER, p, end, false);
}

/* A string without escapes. */
static no_inline int next_plain_string(JSParseState *s, const uint8_t *p)
{
    const uint8_t *end = llrt_text_end(p + 1, *p);

    if (*end != *p || end >= s->buf_end)
        return next_token_any(s);
    if (!llrt_drop_token(s))
        return next_token_freed(s);
    s->token.val = TOK_EOF;
    s->token.u.str.str = llrt_text_value(s->ctx, p + 1, end - p - 1);
    s->token.u.str.sep = *p;
    if (unlikely(JS_IsException(s->token.u.str.str)))
        return next_token_any(s);
    if (unlikely(end - p >= 64))
        llrt_charge(s->ctx, end - p);
    return llrt_take_token(s, TOK_STRING, p, end + 1, false);
}

/* A punctuator that may go on, a number or a string. */
static no_inline int next_sign(JSParseState *s, const uint8_t *p, int first)
{
    const uint8_t *end = p + 1;
    int token = *p;

    switch (first) {
    case FIRST_DOT:
        if (is_digit(p[1]))
            return next_token_any(s);
        if (p[1] == '.' && p[2] == '.') {
            token = TOK_ELLIPSIS;
            end = p + 3;
        }
        break;
    case FIRST_EQUALS:
        if (p[1] == '>') {
            token = TOK_ARROW;
            end = p + 2;
        } else if (p[1] == '=') {
            token = p[2] == '=' ? TOK_STRICT_EQ : TOK_EQ;
            end = p + 2 + (p[2] == '=');
        }
        break;
    case FIRST_NOT:
        if (p[1] == '=') {
            token = p[2] == '=' ? TOK_STRICT_NEQ : TOK_NEQ;
            end = p + 2 + (p[2] == '=');
        }
        break;
    case FIRST_PLUS:
        if (p[1] == '=')
            return next_token_any(s);
        if (p[1] == '+') {
            token = TOK_INC;
            end = p + 2;
        }
        break;
    case FIRST_TWICE:
        if (p[1] != *p || p[2] == '=')
            return next_token_any(s);
        token = *p == '&' ? TOK_LAND : TOK_LOR;
        end = p + 2;
        break;
    case FIRST_QUESTION:
        if (p[1] == '?') {
            if (p[2] == '=')
                return next_token_any(s);
            token = TOK_DOUBLE_QUESTION_MARK;
            end = p + 2;
        } else if (p[1] == '.' && !is_digit(p[2])) {
            token = TOK_QUESTION_MARK_DOT;
            end = p + 2;
        }
        break;
    case FIRST_DIGIT:
        return next_whole_number(s, p);
    case FIRST_QUOTE:
        return next_plain_string(s, p);
    default:
        return next_token_any(s);
    }
    if (!llrt_drop_token(s))
        return next_token_freed(s);
    return llrt_take_token(s, token, p, end, false);
}

static __exception int next_token(JSParseState *s)
{
    const uint8_t *p = s->buf_ptr;
    int first;

    while (unlikely(*p == ' '))
        s->mark = ++p;
    first = llrt_first[*p];
    if (unlikely(p >= s->buf_end || llrt_needs_engine(s->ctx)))
        return next_token_any(s);
    if (first == FIRST_NAME)
        return next_name(s, p);
    if (first != FIRST_ALONE)
        return next_sign(s, p, first);
    if (!llrt_drop_token(s))
        return next_token_freed(s);
    return llrt_take_token(s, *p, p, p + 1, false);
}

#endif
