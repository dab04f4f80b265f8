/* The tokens that most of a program is made of, without the engine's function for all of them: punctuators, whole
 * numbers, and names in ASCII.
 * Anything else is left to that. Included by the edited quickjs.c before next_token. */
#ifndef LLRT_ENGINE_TOKENS_H
#define LLRT_ENGINE_TOKENS_H

static no_inline int next_token_any(JSParseState *s);
static void update_token_ident(JSParseState *s);

enum { FIRST_OTHER, FIRST_ALONE /* never goes on */, FIRST_DOT, FIRST_EQUALS, FIRST_TWICE /* && and || */, FIRST_QUESTION, FIRST_DIGIT, FIRST_NAME };

static const uint8_t llrt_first[256] = {
    ['('] = FIRST_ALONE, [')'] = FIRST_ALONE, [','] = FIRST_ALONE, [':'] = FIRST_ALONE, [';'] = FIRST_ALONE, ['['] = FIRST_ALONE,
    [']'] = FIRST_ALONE, ['{'] = FIRST_ALONE, ['}'] = FIRST_ALONE, ['.'] = FIRST_DOT, ['='] = FIRST_EQUALS, ['&'] = FIRST_TWICE,
    ['|'] = FIRST_TWICE, ['?'] = FIRST_QUESTION, ['0' ... '9'] = FIRST_DIGIT, ['A' ... 'Z'] = FIRST_NAME, ['a' ... 'z'] = FIRST_NAME, ['_'] = FIRST_NAME,
    ['$'] = FIRST_NAME,
};

/* Lets go of the token before; keywords and punctuators hold nothing that is counted. */
static inline void llrt_drop_token(JSParseState *s)
{
    JSRuntime *rt = s->ctx->rt;
    int token = s->token.val;

    if (token == TOK_IDENT) {
        JSAtom atom = s->token.u.ident.atom;
        if (!llrt_atom_is_kept(rt, atom) && unlikely(--JS_REF_COUNT(rt->atom_array[atom]) == 0)) {
            JS_REF_COUNT(rt->atom_array[atom])++;
            JS_FreeAtom(s->ctx, atom);
        }
    } else if (token < TOK_MUL_ASSIGN || token == TOK_PRIVATE_NAME) {
        free_token(s, &s->token);
    }
}

/* A token from `p` to `end` takes the place of the one before, as next_token_any() ends. */
static inline int llrt_take_token(JSParseState *s, int token, const uint8_t *p, const uint8_t *end)
{
    JSContext *ctx = s->ctx;
    LLRTRuntime *state = ctx->rt->llrt;
    int line = s->line_num, column;

    s->last_ptr = s->buf_ptr;
    s->got_lf = false;
    s->last_line_num = s->token.line_num;
    s->last_col_num = s->token.col_num;
    s->token.val = token;
    s->token.line_num = line;
    s->token.ptr = p;
    s->token.line_start = s->line_start;
    column = likely(s->llrt_ascii) ? p - s->line_start + 1 : llrt_wide_column(s, p);
    if (state && line == state->first_line)
        column += state->first_column;
    s->token.col_num = column;
    s->buf_ptr = end;
    return 0;
}

/* A deadline, or memory that was missing. */
static inline bool llrt_token_fails(JSContext *ctx)
{
    LLRTRuntime *state = ctx->rt->llrt;

    return unlikely(--ctx->interrupt_counter <= 0) || (state && unlikely(state->failed_allocations != state->failed_before_compiling));
}

static no_inline int next_name(JSParseState *s, const uint8_t *p)
{
    JSRuntime *rt = s->ctx->rt;
    const uint8_t *end = p + 1;
    uint32_t text = *p, length;
    LLRTShortName *kept;
    JSAtom atom;

    for (; llrt_text_chars[*end] & TEXT_NAME; end++)
        text = text << 8 | *end;
    length = end - p;
    if (unlikely(*end >= 0x80 || *end == '\\'))
        return next_token_any(s);
    if (length <= SHORT_NAME && rt->llrt_short_names) {
        text = __builtin_bswap32(text) >> (32 - 8 * length);
        kept = llrt_short_name_slot(rt, text);
        if (likely(kept->text == text)) {
            atom = kept->atom;
            if (!llrt_atom_is_kept(rt, atom))
                JS_REF_COUNT(rt->atom_array[atom])++;
        } else {
            atom = llrt_short_name(s->ctx, p, length);
        }
    } else {
        atom = llrt_known_name(rt, p, length);
        if (atom == JS_ATOM_NULL)
            atom = JS_NewAtomLen(s->ctx, (const char *)p, length);
    }
    if (unlikely(atom == JS_ATOM_NULL))
        return next_token_any(s);
    if (unlikely(llrt_token_fails(s->ctx))) {
        s->ctx->interrupt_counter++;
        JS_FreeAtom(s->ctx, atom);
        return next_token_any(s);
    }
    llrt_drop_token(s);
    s->mark = p;
    s->token.u.ident.atom = atom;
    s->token.u.ident.has_escape = s->token.u.ident.is_reserved = false;
    llrt_take_token(s, TOK_IDENT, p, end);
    if (atom <= JS_ATOM_await)     /* keywords are the first atoms, this the last of them */
        update_token_ident(s);
    if (unlikely(length >= 64))
        llrt_charge(s->ctx, length);
    return 0;
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
    if (unlikely(llrt_token_fails(s->ctx))) {
        s->ctx->interrupt_counter++;
        return next_token_any(s);
    }
    llrt_drop_token(s);
    s->token.u.num.val = js_int32(value);
    return llrt_take_token(s, TOK_NUMBER, p, end);
}

static __exception int next_token(JSParseState *s)
{
    const uint8_t *p = s->buf_ptr, *end;
    int first, token;

    while (p < s->buf_end && *p == ' ')
        s->mark = ++p;
    first = p < s->buf_end ? llrt_first[*p] : FIRST_OTHER;
    if (unlikely(js_check_stack_overflow(s->ctx->rt, 1000)))
        return next_token_any(s);
    if (first == FIRST_NAME)
        return next_name(s, p);
    if (first == FIRST_DIGIT)
        return next_whole_number(s, p);
    token = *p;
    end = p + 1;
    switch (first) {
    case FIRST_ALONE:
        break;
    case FIRST_DOT:
        if (p[1] == '.' || is_digit(p[1]))
            return next_token_any(s);
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
    case FIRST_TWICE:
        if (p[1] != *p || p[2] == '=')
            return next_token_any(s);
        token = *p == '&' ? TOK_LAND : TOK_LOR;
        end = p + 2;
        break;
    case FIRST_QUESTION:
        if (p[1] == '?' || p[1] == '.')
            return next_token_any(s);
        break;
    default:
        return next_token_any(s);
    }
    if (unlikely(llrt_token_fails(s->ctx))) {
        s->ctx->interrupt_counter++;
        return next_token_any(s);
    }
    llrt_drop_token(s);
    return llrt_take_token(s, token, p, end);
}

#endif
