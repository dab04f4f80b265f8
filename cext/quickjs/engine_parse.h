/* Columns as V8 counts them: from 1, in UTF-16 code units, at the start of a token. Included by the edited quickjs.c after
 * JSParseState, which edits give the fields llrt_line, llrt_mark and llrt_column. */
#ifndef LLRT_ENGINE_PARSE_H
#define LLRT_ENGINE_PARSE_H

typedef uint64_t llrt_sixteen __attribute__((vector_size(16)));

static bool llrt_is_ascii(const uint8_t *p, const uint8_t *end)
{
    llrt_sixteen parts[4];

    for (; end - p >= 64; p += 64) {
        memcpy(parts, p, 64);
        parts[0] |= parts[1] | parts[2] | parts[3];
        if ((parts[0][0] | parts[0][1]) & 0x8080808080808080u)
            return false;
    }
    return llrt_all_ascii(p, end - p);
}

/* Column of `at` in the line of the current token. Where the text is not ASCII, the last answer is kept and walked from, forward or
 * back, so that a 10 MB line costs one pass. */
static no_inline int llrt_wide_column(JSParseState *s, const uint8_t *at)
{
    const uint8_t *line = s->token.line_start, *p = s->llrt_mark;
    int column = s->llrt_column;

    if (s->llrt_line != line || p - at > at - line) {
        p = line;
        column = 1;
    }
    while (p < at) {
        uint64_t eight;
        if (at - p >= 8 && (memcpy(&eight, p, 8), !(eight & 0x8080808080808080u))) {
            p += 8;
            column += 8;
            continue;
        }
        column += (*p & 0xc0) == 0x80 ? 0 : *p >= 0xf0 ? 2 : 1;
        p++;
    }
    while (p > at) {
        p--;
        column -= (*p & 0xc0) == 0x80 ? 0 : *p >= 0xf0 ? 2 : 1;
    }
    s->llrt_line = line;
    s->llrt_mark = at;
    s->llrt_column = column;
    return column;
}

static inline int llrt_column_at(JSParseState *s, const uint8_t *at)
{
    LLRTRuntime *state = s->ctx->rt->llrt;
    int column;

    if (at < s->token.line_start)
        return 1;
    column = s->llrt_ascii ? at - s->token.line_start + 1 : llrt_wide_column(s, at);
    return state && s->token.line_num == state->first_line ? column + state->first_column : column;
}

/* Most tokens are punctuators, which hold nothing, and names. */
static void free_token(JSParseState *s, JSToken *token);

static inline void llrt_free_token(JSParseState *s, JSToken *token)
{
    if (token->val == TOK_IDENT)
        JS_FreeAtom(s->ctx, token->u.ident.atom);
    else if (token->val < 0)
        free_token(s, token);
}

#include "engine_short_names.h"

enum { TEXT_NAME = 1, TEXT_PLAIN = 2 };

/* What may go on in a name, and what is in a string of quotes as it is. */
static const uint8_t llrt_text_chars[256] = {
    [' '] = TEXT_PLAIN, ['!'] = TEXT_PLAIN, ['#'] = TEXT_PLAIN, ['%' ... '&'] = TEXT_PLAIN, ['(' ... '/'] = TEXT_PLAIN,
    [':' ... '@'] = TEXT_PLAIN, ['['] = TEXT_PLAIN, [']' ... '^'] = TEXT_PLAIN, ['`'] = TEXT_PLAIN, ['{' ... '~'] = TEXT_PLAIN,
    ['0' ... '9'] = TEXT_NAME | TEXT_PLAIN, ['A' ... 'Z'] = TEXT_NAME | TEXT_PLAIN, ['a' ... 'z'] = TEXT_NAME | TEXT_PLAIN,
    ['_'] = TEXT_NAME | TEXT_PLAIN, ['$'] = TEXT_NAME | TEXT_PLAIN,
};

/* The name at `p`, where its first character `c` was, if all of it is ASCII without escapes; JS_ATOM_NULL and `*end` as it was: it is not.
 * `*end`: behind the first character, then behind the name. */
static inline JSAtom llrt_plain_name(JSParseState *s, const uint8_t **end, int c)
{
    const uint8_t *start = *end - 1, *p = *end;

    if (c >= 0x80 || *start != c)
        return JS_ATOM_NULL;
    while (llrt_text_chars[*p] & TEXT_NAME)
        p++;
    if (*p >= 0x80 || *p == '\\')
        return JS_ATOM_NULL;
    *end = p;
    if (p - start <= SHORT_NAME)
        return llrt_short_name(s->ctx, start, p - start);
    return JS_NewAtomLen(s->ctx, (const char *)start, p - start);
}

/* A string of ASCII. Most become atoms, so that it is the atom's own where that is counted. */
static JSValue llrt_text_value(JSContext *ctx, const uint8_t *text, uint32_t length)
{
    JSAtom atom = length && !is_digit(*text) ? llrt_name_atom(ctx, (const char *)text, length) : JS_ATOM_NULL;

    if (atom != JS_ATOM_NULL && !llrt_atom_is_kept(ctx->rt, atom))
        return JS_MKPTR(JS_TAG_STRING, ctx->rt->atom_array[atom]);
    return js_new_string8_len(ctx, (const char *)text, length);
}

/* Behind what is in a string of quotes as it is, at `p`. */
static inline const uint8_t *llrt_text_end(const uint8_t *p, int quote)
{
    while (llrt_text_chars[*p] & TEXT_PLAIN || ((*p == '"' || *p == '\'') && *p != quote))
        p++;
    return p;
}

/* A string at `p`, behind its quote, of ASCII without escapes. 1: it is the token, `*end` behind it; 0: it is not one; -1: no memory. */
static int llrt_plain_string(JSParseState *s, int quote, const uint8_t *p, JSToken *token, const uint8_t **end)
{
    const uint8_t *start = p;

    p = llrt_text_end(p, quote);
    if (*p != quote || p >= s->buf_end)
        return 0;
    token->u.str.str = llrt_text_value(s->ctx, start, p - start);
    if (JS_IsException(token->u.str.str))
        return -1;
    token->val = TOK_STRING;
    token->u.str.sep = quote;
    *end = p + 1;
    return 1;
}

/* A part of a template at `p`, behind what begins it, of ASCII in one line without escapes; as llrt_plain_string. */
static int llrt_plain_template(JSParseState *s, const uint8_t *p, JSToken *token, const uint8_t **end)
{
    const uint8_t *start = p;

    while (*p != '`' && (*p != '$' || p[1] != '{')) {
        if (!(llrt_text_chars[*p] & TEXT_PLAIN) && *p != '"' && *p != '\'')
            return 0;
        p++;
    }
    token->u.str.str = llrt_text_value(s->ctx, start, p - start);
    if (JS_IsException(token->u.str.str))
        return -1;
    token->val = TOK_TEMPLATE;
    token->u.str.sep = *p == '`' ? '`' : '{';
    *end = p + (*p == '`' ? 1 : 2);
    return 1;
}

/* Whether the parenthesis that is the current token may hold an arrow function's parameters, by what comes first in it. */
static bool llrt_may_be_params(JSParseState *s)
{
    const uint8_t *p = s->buf_ptr;

    while (*p == ' ' || *p == '\t' || *p == '\n')
        p++;
    switch (*p) {
    case '(': case '"': case '\'': case '`': case '0' ... '9': case '+': case '-': case '!': case '~': case '<':
        return false;
    case 'f':
        return memcmp(p, "function", 8) != 0 || lre_js_is_ident_next(p[8]) || p[8] == '\\' || p[8] >= 0x80;
    default:
        return true;
    }
}

/* Where a call is said to happen: at the name before the parenthesis (f(), a.f(), super()), else at the parenthesis (also
 * for a.#f()). Called when the parenthesis is the current token. */
static void llrt_call_place(JSParseState *s, int is_private, int *line, int *column)
{
    int before = s->last_ptr > s->buf_start ? s->last_ptr[-1] : 0;
    bool is_name = !is_private && (lre_js_is_ident_next(before) || before >= 0x80);

    *line = is_name ? s->last_line_num : s->token.line_num;
    *column = is_name ? s->last_col_num : s->token.col_num;
}

int JS_PRINTF_FORMAT_ATTR(2, 3) js_parse_error(JSParseState *s, JS_PRINTF_FORMAT const char *fmt, ...);

#include "engine_early.h"

/* "Unexpected identifier 'b'" for the current token, as a format without conversions. */
static const char *unexpected_token(JSParseState *s)
{
    static _Thread_local char text[96];
    int used = snprintf(text, sizeof(text), "Unexpected %s '", s->token.val == TOK_IDENT ? "identifier" : "token");

    for (const uint8_t *p = s->token.ptr; p && p < s->buf_ptr && used < (int)sizeof(text) - 3; p++) {
        if (*p == '%')
            text[used++] = '%';
        text[used++] = *p;
    }
    text[used++] = '\'';
    text[used] = '\0';
    return text;
}

/* V8's words where the parser knows more than the message says: js_parse_error's format, or another one. */
static const char *llrt_syntax_wording(JSParseState *s, const char *format)
{
    const uint8_t *before = s->last_ptr;

    if (!s->ctx->llrt || !before || before < s->buf_start || before > s->buf_end)
        return format;
    if (strncmp(format, "expecting", 9) == 0 || strncmp(format, "Unexpected", 10) == 0) {
        if (before - s->buf_start >= 5 && memcmp(before - 5, "await", 5) == 0 && s->cur_func &&
            !(s->cur_func->func_kind & JS_FUNC_ASYNC))
            return "await is only valid in async functions and the top level bodies of modules";
        if (before - s->buf_start >= 6 && memcmp(before - 6, "import", 6) == 0)
            return "Cannot use import statement outside a module";
    }
    if (strncmp(format, "expecting", 9) == 0 || strcmp(format, "invalid property name") == 0 ||
        strcmp(format, "variable name expected") == 0 || strcmp(format, "invalid destructuring target") == 0 ||
        strncmp(format, "unexpected token in expression", 30) == 0) {
        switch (s->token.val) {
        case TOK_EOF: return "Unexpected end of input";
        case TOK_NUMBER: return "Unexpected number";
        case TOK_STRING: return "Unexpected string";
        case TOK_ERROR: return format;
        default: return unexpected_token(s);
        }
    }
    return format;
}

#endif
