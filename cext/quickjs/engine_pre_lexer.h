/* The lexer of the pre-parser (engine_preparse.c): tokens of the usual kind of JavaScript. Whatever is rare (escapes in
 * names, octal literals, names that are not ASCII) is an error here, which only means that the function is compiled at once. */
#ifndef LLRT_ENGINE_PRE_LEXER_H
#define LLRT_ENGINE_PRE_LEXER_H

#include "engine_pre_words.h"

/* Behind blanks and comments from `p`; NULL for a comment without end. */
static const uint8_t *pre_skip_blanks(PreParser *s, const uint8_t *p, bool *newline)
{
    for (;;) {
        while (pre_chars[*p] & CHAR_SPACE)
            p++;
        if (*p == '\n') {
            *newline = true;
            p++;
        } else if (*p == '\r' && p[1] == '\n') {
            p++;
        } else if (*p == '/' && p[1] == '/') {
            for (p += 2; *p != '\n' && !(*p == 0 && p >= s->end); p++) {
                if (*p == '\r' && p[1] != '\n')
                    return NULL;
                if (*p == 0xe2 && p[1] == 0x80 && (p[2] | 1) == 0xa9)
                    return NULL;
            }
        } else if (*p == '/' && p[1] == '*') {
            for (p += 2; !(*p == '*' && p[1] == '/'); p++) {
                if (*p == '\n')
                    *newline = true;
                else if ((*p == 0 && p >= s->end) || (*p == '\r' && p[1] != '\n') ||
                         (*p == 0xe2 && p[1] == 0x80 && (p[2] | 1) == 0xa9))
                    return NULL;
            }
            p += 2;
        } else {
            return p;
        }
    }
}

/* Behind an escape sequence; `p` is behind the backslash. NULL for what is not allowed everywhere. */
static const uint8_t *pre_escape(PreParser *s, const uint8_t *p)
{
    uint32_t code = 0;
    int digits = 0;

    switch (*p) {
    case '0':
        return pre_chars[p[1]] & CHAR_DIGIT ? NULL : p + 1;
    case '1' ... '9':
        return NULL;
    case '\r':
        return p[1] == '\n' ? p + 2 : NULL;
    case 'x':
        return is_xdigit(p[1]) && is_xdigit(p[2]) ? p + 3 : NULL;
    case 'u':
        if (p[1] != '{')
            return is_xdigit(p[1]) && is_xdigit(p[2]) && is_xdigit(p[3]) && is_xdigit(p[4]) ? p + 5 : NULL;
        for (p += 2; is_xdigit(*p); p++) {
            code = code * 16 + (*p <= '9' ? *p - '0' : (*p | 32) - 'a' + 10);
            if (++digits > 8 || code > 0x10ffff)
                return NULL;
        }
        return digits && *p == '}' ? p + 1 : NULL;
    case 0:
        return p >= s->end ? NULL : p + 1;
    default:
        return p + 1;
    }
}

static const uint8_t *pre_string(PreParser *s, const uint8_t *p, uint8_t quote)
{
    s->has_escape = false;
    for (;;) {
        if (*p == quote)
            return p + 1;
        if (*p == '\\') {
            s->has_escape = true;
            p = pre_escape(s, p + 1);
            if (!p)
                return NULL;
        } else if (*p == '\n' || *p == '\r' || (*p == 0 && p >= s->end)) {
            return NULL;
        } else {
            p++;
        }
    }
}

static const uint8_t *pre_digits(const uint8_t *p, int base)
{
    const uint8_t *from = p;

    for (;; p++) {
        int digit = pre_chars[*p] & CHAR_DIGIT ? *p - '0' : (*p | 32) >= 'a' && (*p | 32) <= 'f' ? (*p | 32) - 'a' + 10 : 99;
        if (*p == '_' && p > from && p[-1] != '_' && is_xdigit(p[1]))
            continue;
        if (digit >= base)
            return p > from && p[-1] != '_' ? p : NULL;
    }
}

/* A number; no octal of old, no leading zeros. */
static const uint8_t *pre_number(const uint8_t *p)
{
    int base = *p != '0' ? 10 : (p[1] | 32) == 'x' ? 16 : (p[1] | 32) == 'o' ? 8 : (p[1] | 32) == 'b' ? 2 : 10;

    if (base != 10) {
        p = pre_digits(p + 2, base);
    } else {
        if (*p == '0' && (pre_chars[p[1]] & CHAR_DIGIT || p[1] == '_'))
            return NULL;
        if (*p != '.')
            p = pre_digits(p, 10);
        if (p && *p == 'n')
            return pre_chars[p[1]] & CHAR_NAME || p[1] >= 0x80 || p[1] == '\\' ? NULL : p + 1;
        if (p && *p == '.') {
            p++;
            if (pre_chars[*p] & CHAR_DIGIT)
                p = pre_digits(p, 10);
            else if (*p == '_')
                return NULL;
        }
        if (p && (*p | 32) == 'e') {
            p += p[1] == '+' || p[1] == '-' ? 2 : 1;
            p = pre_chars[*p] & CHAR_DIGIT ? pre_digits(p, 10) : NULL;
        }
    }
    if (p && base != 10 && *p == 'n')
        p++;
    return !p || pre_chars[*p] & CHAR_NAME || *p >= 0x80 || *p == '\\' ? NULL : p;
}

#define PRE_OPERATOR(length, token, precedence) (s->p = p + (length), s->tok = (token), s->prec = (precedence), true)

/* The next token; false: give up. A `/` is a division here: pre_regexp reads an expression's. */
static bool pre_next(PreParser *s)
{
    const uint8_t *p;
    uint32_t hash;

    s->last = s->p;
    s->newline = false;
    p = pre_skip_blanks(s, s->p, &s->newline);
    if (!p)
        return false;
    s->start = p;
    s->prec = 0;
    switch (*p) {
    case 'a' ... 'z': case 'A' ... 'Z': case '_': case '$':
        hash = s->key;
        for (s->tok = PRE_NAME; pre_chars[*p] & CHAR_NAME; p++)
            hash = (hash ^ *p) * 0x01000193;
        if (*p >= 0x80 || *p == '\\')
            return false;
        s->p = p;
        s->name = pre_intern(s, s->start, p - s->start, hash);
        if (s->name == UINT32_MAX)
            return false;
        s->prec = s->names[s->name].word == KW_IN || s->names[s->name].word == KW_INSTANCEOF ? PREC_RELATION : 0;
        return true;
    case '#':
        if (!(pre_chars[p[1]] & CHAR_START))
            return false;
        hash = s->key ^ 0x5bd1e995;
        for (p++, s->tok = PRE_PRIVATE; pre_chars[*p] & CHAR_NAME; p++)
            hash = (hash ^ *p) * 0x01000193;
        if (*p >= 0x80 || *p == '\\')
            return false;
        s->p = p;
        s->name = pre_intern(s, s->start, p - s->start, hash);
        return s->name != UINT32_MAX;
    case '0' ... '9':
        s->tok = PRE_NUMBER;
        s->p = pre_number(p);
        return s->p != NULL;
    case '"': case '\'':
        s->tok = PRE_STRING;
        s->p = pre_string(s, p + 1, *p);
        return s->p != NULL;
    case '`':
        return PRE_OPERATOR(1, PRE_TEMPLATE, 0);
    case '(': case ')': case '[': case ']': case '{': case '}': case ',': case ';': case ':': case '~':
        return PRE_OPERATOR(1, *p, 0);
    case '.':
        if (pre_chars[p[1]] & CHAR_DIGIT) {
            s->tok = PRE_NUMBER;
            s->p = pre_number(p);
            return s->p != NULL;
        }
        return p[1] == '.' && p[2] == '.' ? PRE_OPERATOR(3, PRE_ELLIPSIS, 0) : PRE_OPERATOR(1, '.', 0);
    case '?':
        if (p[1] == '?')
            return p[2] == '=' ? PRE_OPERATOR(3, PRE_ASSIGN, 0) : PRE_OPERATOR(2, PRE_BINARY, PREC_NULLISH);
        if (p[1] == '.' && !(pre_chars[p[2]] & CHAR_DIGIT))
            return PRE_OPERATOR(2, PRE_CHAIN, 0);
        return PRE_OPERATOR(1, '?', 0);
    case '=':
        if (p[1] == '=')
            return PRE_OPERATOR(p[2] == '=' ? 3 : 2, PRE_BINARY, PREC_EQUAL);
        return p[1] == '>' ? PRE_OPERATOR(2, PRE_ARROW, 0) : PRE_OPERATOR(1, '=', 0);
    case '!':
        if (p[1] == '=')
            return PRE_OPERATOR(p[2] == '=' ? 3 : 2, PRE_BINARY, PREC_EQUAL);
        return PRE_OPERATOR(1, '!', 0);
    case '+': case '-':
        if (p[1] == *p) {
            if (*p == '-' && p[2] == '>')
                return false;       /* may be a comment of HTML */
            return PRE_OPERATOR(2, PRE_STEP, 0);
        }
        return p[1] == '=' ? PRE_OPERATOR(2, PRE_ASSIGN, 0) : PRE_OPERATOR(1, *p, PREC_SUM);
    case '*':
        if (p[1] == '*')
            return p[2] == '=' ? PRE_OPERATOR(3, PRE_ASSIGN, 0) : PRE_OPERATOR(2, PRE_BINARY, PREC_POWER);
        /* fall through */
    case '%': case '/':
        return p[1] == '=' ? PRE_OPERATOR(2, PRE_ASSIGN, 0) : PRE_OPERATOR(1, *p, PREC_PRODUCT);
    case '<':
        if (p[1] == '!' && p[2] == '-')
            return false;
        if (p[1] == '<')
            return p[2] == '=' ? PRE_OPERATOR(3, PRE_ASSIGN, 0) : PRE_OPERATOR(2, PRE_BINARY, PREC_SHIFT);
        return PRE_OPERATOR(p[1] == '=' ? 2 : 1, PRE_BINARY, PREC_RELATION);
    case '>':
        if (p[1] == '>' && p[2] == '>')
            return p[3] == '=' ? PRE_OPERATOR(4, PRE_ASSIGN, 0) : PRE_OPERATOR(3, PRE_BINARY, PREC_SHIFT);
        if (p[1] == '>')
            return p[2] == '=' ? PRE_OPERATOR(3, PRE_ASSIGN, 0) : PRE_OPERATOR(2, PRE_BINARY, PREC_SHIFT);
        return PRE_OPERATOR(p[1] == '=' ? 2 : 1, PRE_BINARY, PREC_RELATION);
    case '&': case '|':
        if (p[1] == *p)
            return p[2] == '=' ? PRE_OPERATOR(3, PRE_ASSIGN, 0) : PRE_OPERATOR(2, PRE_BINARY, *p == '&' ? PREC_AND : PREC_OR);
        return p[1] == '=' ? PRE_OPERATOR(2, PRE_ASSIGN, 0) : PRE_OPERATOR(1, PRE_BINARY, *p == '&' ? PREC_BIT_AND : PREC_BIT_OR);
    case '^':
        return p[1] == '=' ? PRE_OPERATOR(2, PRE_ASSIGN, 0) : PRE_OPERATOR(1, PRE_BINARY, PREC_XOR);
    case 0:
        if (p >= s->end)
            return PRE_OPERATOR(0, PRE_EOF, 0);
        return false;
    default:
        return false;
    }
}

static inline bool pre_is(PreParser *s, PreWord word)
{
    return s->tok == PRE_NAME && s->names[s->name].word == word;
}

static inline PreWord pre_word(PreParser *s)
{
    return s->tok == PRE_NAME ? s->names[s->name].word : KW_NONE;
}

/* Whether the token is a name that may be an identifier in any code. */
static inline bool pre_is_identifier(PreParser *s)
{
    PreWord word;

    if (s->tok != PRE_NAME)
        return false;
    word = s->names[s->name].word;
    return word == KW_NONE || word > KW_LAST_RESERVED;
}

static inline bool pre_take(PreParser *s, int token)
{
    return s->tok == token && pre_next(s);
}

/* The end of a statement, written or not. */
static inline bool pre_semicolon(PreParser *s)
{
    if (s->tok == ';')
        return pre_next(s);
    return s->tok == '}' || s->tok == PRE_EOF || s->newline;
}

#endif
