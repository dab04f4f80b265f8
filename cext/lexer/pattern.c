/* Matches a short sequence of JavaScript tokens against the text. A pattern is a list of words with a space between them; white
 * space and comments may stand before each token of the text. Words are:
 *
 *   word      these characters               %E       exports | module.exports
 *   %I<n>     an identifier, into slot n     %S<n>    a string literal, its inside into slot n
 *   %B<n>     the same text as in slot n     %D, %M   the literals "default", "__esModule" in either quotes
 *   %[ .. %]  may be missing                 %( .. %| .. %)  one of these
 *
 * Groups do not backtrack: the first alternative that matches is taken. */
#include "lexer.h"

#include <string.h>

/* Where matching a list of words ended: after the last one, or at the %] %| %) that closes the group they are in. */
typedef struct outcome {
    bool matched;
    const char *rest;
} outcome;

static outcome match_words(llrt_cursor *c, const char *p);

bool llrt_is_space(unsigned char c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

/* Bytes above ASCII are taken as parts of identifiers: the text is valid JavaScript, and the spaces among them are looked for
 * where a gap may be. */
bool llrt_is_identifier_part(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c >= 0x80;
}

/* Length of a white space character at `s`: NBSP, BOM, line and paragraph separator among them; 0 for none. */
static size_t space_length(const char *s) {
    const unsigned char *u = (const unsigned char *)s;
    if (llrt_is_space(u[0]))
        return 1;
    if (u[0] == 0xC2 && u[1] == 0xA0)
        return 2;
    if (u[0] == 0xE2 && u[1] == 0x80 && (u[2] == 0xA8 || u[2] == 0xA9))
        return 3;
    return u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF ? 3 : 0;
}

void llrt_skip_gap(llrt_cursor *c) {
    const char *end = c->text + c->length;
    for (;;) {
        const char *s = c->text + c->position;
        size_t space = space_length(s);
        if (space) {
            c->position += space;
        } else if (s[0] == '/' && s[1] == '/') {
            while (s < end && *s != '\n' && *s != '\r')
                s++;
            c->position = (size_t)(s - c->text);
        } else if (s[0] == '/' && s[1] == '*') {
            const char *close = memchr(s + 2, '*', (size_t)(end - s) - 2);
            while (close && close[1] != '/')
                close = memchr(close + 1, '*', (size_t)(end - close) - 1);
            c->position = close ? (size_t)(close - c->text) + 2 : c->length;
        } else {
            return;
        }
    }
}

bool llrt_skip_string(llrt_cursor *c) {
    char quote = c->text[c->position];
    for (size_t i = c->position + 1; i < c->length; i++) {
        char at = c->text[i];
        if (at == quote) {
            c->position = i + 1;
            return true;
        }
        if (at == '\\')
            i += c->text[i + 1] == '\r' && c->text[i + 2] == '\n' ? 2 : 1;
        else if (at == '\n' || at == '\r')
            break;
    }
    return false;
}

static bool match_literal(llrt_cursor *c, const char *word, size_t length) {
    if (c->length - c->position < length || memcmp(c->text + c->position, word, length) != 0)
        return false;
    c->position += length;
    return true;
}

static bool match_identifier(llrt_cursor *c, llrt_span *slot) {
    size_t start = c->position;
    unsigned char first = (unsigned char)c->text[start];
    if (space_length(c->text + start) || !llrt_is_identifier_part(first) || (first >= '0' && first <= '9'))
        return false;
    while (llrt_is_identifier_part((unsigned char)c->text[c->position]) && !space_length(c->text + c->position))
        c->position++;
    *slot = (llrt_span){start, c->position - start};
    return true;
}

static bool match_string(llrt_cursor *c, llrt_span *slot) {
    size_t start = c->position;
    if ((c->text[start] != '"' && c->text[start] != '\'') || !llrt_skip_string(c))
        return false;
    *slot = (llrt_span){start + 1, c->position - start - 2};
    return true;
}

static bool match_quoted(llrt_cursor *c, const char *word) {
    llrt_span inside;
    size_t length = strlen(word);
    return match_string(c, &inside) && inside.length == length && memcmp(c->text + inside.start, word, length) == 0;
}

static bool match_exports(llrt_cursor *c) {
    if (match_literal(c, "module", 6)) {
        llrt_skip_gap(c);
        if (!match_literal(c, ".", 1))
            return false;
        llrt_skip_gap(c);
    }
    return match_literal(c, "exports", 7);
}

/* One %X word. */
static bool match_class(llrt_cursor *c, const char *word) {
    llrt_span *slot = word[1] >= '0' && word[1] <= '9' ? &c->slot[word[1] - '0'] : NULL;
    switch (word[0]) {
    case 'E':
        return match_exports(c);
    case 'I':
        return match_identifier(c, slot);
    case 'S':
        return match_string(c, slot);
    case 'B':
        return match_literal(c, c->text + slot->start, slot->length);
    case 'D':
        return match_quoted(c, "default");
    default:
        return match_quoted(c, "__esModule");
    }
}

/* Past the words up to the end of the group `p` is inside of, or (`alternative`) up to its next alternative. */
static const char *skip_group(const char *p, bool alternative) {
    for (int depth = 0; *p; p++) {
        if (*p != '%')
            continue;
        p++;
        if (*p == '[' || *p == '(')
            depth++;
        else if ((*p == ']' || *p == ')') && depth-- == 0)
            return p + 1;
        else if (*p == '|' && depth == 0 && alternative)
            return p + 1;
    }
    return p;
}

/* `p` stands behind %[ or %(. */
static outcome match_group(llrt_cursor *c, const char *p, bool optional) {
    for (;;) {
        size_t start = c->position;
        outcome inner = match_words(c, p);
        if (inner.matched)
            return (outcome){true, skip_group(inner.rest, false)};
        c->position = start;
        const char *next = skip_group(p, true);
        if (next[-1] != '|')
            return (outcome){optional, next};
        p = next;
    }
}

static outcome match_words(llrt_cursor *c, const char *p) {
    for (;;) {
        while (*p == ' ')
            p++;
        if (*p == '\0' || (*p == '%' && (p[1] == ']' || p[1] == ')' || p[1] == '|')))
            return (outcome){true, p};
        if (*p == '%' && (p[1] == '[' || p[1] == '(')) {
            outcome group = match_group(c, p + 2, p[1] == '[');
            if (!group.matched)
                return group;
            p = group.rest;
            continue;
        }
        size_t length = strcspn(p, " ");
        llrt_skip_gap(c);
        if (*p == '%' ? !match_class(c, p + 1) : !match_literal(c, p, length))
            return (outcome){false, p};
        p += length;
    }
}

bool llrt_match(llrt_cursor *c, const char *pattern) {
    size_t start = c->position;
    if (match_words(c, pattern).matched)
        return true;
    c->position = start;
    return false;
}
