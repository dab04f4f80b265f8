/* Goes behind brackets without making tokens: whether what is in them is a pattern or an arrow function's parameters is told by what
 * follows, and each literal was read twice for that. What a look at the bytes cannot decide (a slash that may begin a regular
 * expression, names that are not ASCII) is left to js_parse_skip_parens_token. Included by the edited quickjs.c. */
#ifndef LLRT_ENGINE_SKIP_H
#define LLRT_ENGINE_SKIP_H

enum { SKIP_DEPTH = 256, SKIP_UNSURE = TOK_ERROR };

/* The brackets that were gone behind last, by where they begin: a literal's inner ones are asked about next. One parser's own. */
static inline LLRTSkipped *skip_slot(JSParseState *s, const uint8_t *inside)
{
    return &s->llrt_skipped[(uintptr_t)inside % SKIPPED_MOST];
}

static inline bool skip_is_name(uint8_t c)
{
    return llrt_text_chars[c] & TEXT_NAME;
}

/* Behind blanks and comments; NULL: not sure. */
static const uint8_t *skip_blanks(const uint8_t *p, const uint8_t *end, bool *newline)
{
    for (;;) {
        switch (*p) {
        case '\n':
            *newline = true;
            /* fall through */
        case ' ': case '\t': case '\v': case '\f':
            p++;
            continue;
        case '\r':
            if (p[1] != '\n')
                return NULL;
            p++;
            continue;
        case '/':
            if (p[1] == '/') {
                for (p += 2; *p != '\n' && p < end; p++) {
                    if (*p >= 0x80 || *p == '\r')
                        return NULL;
                }
                continue;
            }
            if (p[1] != '*')
                return p;
            for (p += 2; !(*p == '*' && p[1] == '/'); p++) {
                if (p >= end || *p >= 0x80 || *p == '\r')
                    return NULL;
                *newline |= *p == '\n';
            }
            p += 2;
            continue;
        default:
            return p;
        }
    }
}

/* Behind the text of a string or of a template up to its end or `${`; NULL: not sure. */
static const uint8_t *skip_text(const uint8_t *p, const uint8_t *end, uint8_t quote)
{
    for (; *p != quote; p++) {
        while (quote != '`' && llrt_text_chars[*p] & TEXT_PLAIN)
            p++;
        if (*p == quote)
            break;
        if (*p == '\\')
            p++;
        else if (quote == '`' ? *p == '$' && p[1] == '{' : *p == '\n' || *p == '\r')
            break;
        if (p >= end)
            return NULL;
    }
    if (p >= end)
        return NULL;
    return *p == quote ? p + 1 : quote == '`' ? p + 2 : NULL;
}

/* The token at `p`, as far as callers of js_parse_skip_parens_token ask. */
static int skip_token(const uint8_t *p, const uint8_t *end)
{
    if (*p < 0x80 && lre_js_is_ident_first(*p)) {
        const uint8_t *name = p;
        while (skip_is_name(*p))
            p++;
        if (*p >= 0x80 || *p == '\\')
            return SKIP_UNSURE;
        if (p - name == 2 && name[0] == 'i' && name[1] == 'n')
            return TOK_IN;
        return p - name == 2 && name[0] == 'o' && name[1] == 'f' ? TOK_OF : TOK_IDENT;
    }
    if (*p == '=')
        return p[1] == '>' ? TOK_ARROW : p[1] == '=' ? TOK_EQ : '=';
    if (*p == 0)
        return p >= end ? TOK_EOF : SKIP_UNSURE;
    return *p >= 0x80 || *p == '\\' || *p == '/' || *p == '<' || *p == '-' ? SKIP_UNSURE : *p;
}

/* What js_parse_skip_parens_token answers about the bracket that is the current token, SKIP_UNSURE: to be asked of that. */
static int llrt_skip_parens(JSParseState *s, int *bits, bool no_line_terminator)
{
    const uint8_t *p = s->buf_ptr, *end = s->buf_end, *inside[SKIP_DEPTH];
    uint8_t open[SKIP_DEPTH], outer[SKIP_DEPTH];
    LLRTSkipped *known = skip_slot(s, p);
    bool newline = false;
    int depth = 1, found = 0;

    if (s->token.val != '(' && s->token.val != '[' && s->token.val != '{')
        return SKIP_UNSURE;
    if (known->inside == p) {
        p = known->behind;
        found = known->found;
        depth = 0;
    }
    open[0] = s->token.val;
    while (depth) {
        uint8_t c = *p;
        switch (c) {
        case '(': case '[': case '{':
            if (depth == SKIP_DEPTH)
                return SKIP_UNSURE;
            inside[depth] = ++p;
            outer[depth] = found;
            found = 0;
            open[depth++] = c;
            break;
        case ')': case ']': case '}':
            p++;
            if (open[--depth] == (c == ')' ? '(' : c - 2)) {
                if (depth) {
                    *skip_slot(s, inside[depth]) = (LLRTSkipped){ inside[depth], p, found };
                    found = (found & SKIP_HAS_ASSIGNMENT) | outer[depth];
                }
                break;
            }
            if (c != '}' || open[depth] != '`')
                return SKIP_UNSURE;
            goto template;
        case '`':
            p++;
        template:
            p = skip_text(p, end, '`');
            if (!p || depth == SKIP_DEPTH)
                return SKIP_UNSURE;
            if (p[-1] == '{')
                open[depth++] = '`';
            break;
        case '"': case '\'':
            p = skip_text(p + 1, end, c);
            if (!p)
                return SKIP_UNSURE;
            break;
        case ' ': case '\t': case '\v': case '\f': case '\n': case '\r': case '/':
            p = skip_blanks(p, end, &newline);
            if (!p || *p == '/')
                return SKIP_UNSURE;
            break;
        case ';':
            found |= open[depth - 1] != '`' ? SKIP_HAS_SEMI : 0;
            p++;
            break;
        case '.':
            if (p[1] == '.' && p[2] == '.') {
                found |= open[depth - 1] != '`' ? SKIP_HAS_ELLIPSIS : 0;
                p += 2;
            }
            p++;
            break;
        case '=':
            if (p[1] == '>') {
                p += 2;
                break;
            }
            if (p[1] != '=')
                found |= SKIP_HAS_ASSIGNMENT;
            while (*p == '=')
                p++;
            break;
        case '<': case '-':
            if (c == '<' ? p[1] == '!' : p[1] == '-' && p[2] == '>')
                return SKIP_UNSURE;     /* may be a comment of HTML */
            /* fall through */
        case '!': case '>': case '+': case '*': case '%': case '&': case '|': case '^': case '?':
            for (p++; *p == '='; p++)
                continue;
            break;
        case ',': case ':': case '~': case '#':
            p++;
            break;
        default:
            if (!skip_is_name(c))
                return SKIP_UNSURE;
            while (skip_is_name(*p))
                p++;
            break;
        }
    }
    llrt_charge(s->ctx, p - s->buf_ptr);
    newline = false;
    p = skip_blanks(p, end, &newline);
    if (!p)
        return SKIP_UNSURE;
    *bits = found;
    return newline && no_line_terminator ? '\n' : skip_token(p, end);
}

/* For tests (LLRT_LAZY_VERIFY): both have answered. */
static void llrt_verify_skip(JSParseState *s, int fast, int fast_bits, int tok, int bits)
{
    static const int asked[] = { ',', '=', '}', ']', '\n', TOK_ARROW, TOK_IN, TOK_OF };

    if (llrt_lazy_mode != LLRT_LAZY_VERIFY || fast == SKIP_UNSURE || s->token.val == TOK_ERROR)
        return;
    for (size_t i = 0; i < countof(asked); i++) {
        if ((fast == asked[i]) != (tok == asked[i]))
            fprintf(stderr, "skip: %d instead of %d: line %d\n", fast, tok, s->token.line_num);
    }
    if (fast_bits != bits)
        fprintf(stderr, "skip: found %d instead of %d: line %d\n", fast_bits, bits, s->token.line_num);
}

#endif
