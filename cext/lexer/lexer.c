/* The scan of a CommonJS text: follows strings, templates, comments, regular expressions and brackets, and at each word that
 * may begin an export asks exports.c what follows. */
#include "scan.h"

#include <stdlib.h>

static void push(scan *s, bool in_template) {
    if (s->depth < OPEN_MAX)
        s->open[s->depth] = (bracket){s->last, in_template, s->next_is_class};
    s->depth++;
}

/* Past the rest of a template string: to its end, or behind a ${. */
static size_t template_end(scan *s, size_t at) {
    for (; at < s->c.length; at++) {
        char c = s->c.text[at];
        if (c == '\\') {
            at++;
        } else if (c == '`') {
            return at + 1;
        } else if (c == '$' && s->c.text[at + 1] == '{') {
            s->last = at + 1;
            push(s, true);
            return at + 2;
        }
    }
    return s->c.length;
}

static size_t regexp_end(const scan *s, size_t at) {
    bool in_class = false;
    for (at++; at < s->c.length; at++) {
        char c = s->c.text[at];
        if (c == '\\')
            at++;
        else if (c == '\n' || c == '\r')
            return at;
        else if (c == '[')
            in_class = true;
        else if (c == ']')
            in_class = false;
        else if (c == '/' && !in_class)
            return at + 1;
    }
    return s->c.length;
}

/* Whether a statement may begin behind the `}` of the block that was opened after the character `before`. */
static bool block_before(const scan *s, size_t before) {
    if (before == NOTHING)
        return true;
    char c = s->c.text[before];
    return c == ';' || c == ')' || (c == '>' && before > 0 && s->c.text[before - 1] == '=') || ends_with(s, before, "catch") ||
           ends_with(s, before, "finally") || ends_with(s, before, "else");
}

static const char *const BEFORE_EXPRESSION[] = {"await", "case",   "debugger", "delete", "do",    "else", "in",    "instanceof",
                                                "new",   "return", "throw",    "typeof", "void",  "yield"};

/* Whether a slash begins a regular expression, told by what stands before it. */
static bool slash_begins_regexp(const scan *s) {
    size_t last = s->last;
    if (last == NOTHING)
        return true;
    char c = s->c.text[last], before = last > 0 ? s->c.text[last - 1] : '\0';
    const bracket *closed = s->depth < OPEN_MAX ? &s->open[s->depth] : NULL;
    if (c == ')')
        return closed && (ends_with(s, closed->before, "while") || ends_with(s, closed->before, "for") ||
                          ends_with(s, closed->before, "if"));
    if (c == '}')
        return closed && (closed->is_class || block_before(s, closed->before));
    if (c == '/')
        return s->last_slash_divides;
    if (c == '.')
        return !(before >= '0' && before <= '9');
    if (c == '+' || c == '-')
        return before != c;
    if (is_punctuator(c))
        return c != ']';
    for (size_t i = 0; i < sizeof BEFORE_EXPRESSION / sizeof *BEFORE_EXPRESSION; i++)
        if (ends_with(s, last, BEFORE_EXPRESSION[i]))
            return true;
    return false;
}

/* One token at `at`; the position behind it. */
static size_t token(scan *s, size_t at) {
    char c = s->c.text[at];
    switch (c) {
    case '{':
        push(s, false);
        s->next_is_class = false;
        return at + 1;
    case '(':
    case '[':
        if (c == '(')
            push(s, false);
        return at + 1;
    case ')':
        s->depth -= s->depth > 0;
        return at + 1;
    case '}':
        if (s->depth == 0)
            return at + 1;
        s->depth--;
        return s->depth < OPEN_MAX && s->open[s->depth].in_template ? template_end(s, at + 1) : at + 1;
    case '\'':
    case '"':
        s->c.position = at;
        return llrt_skip_string(&s->c) ? s->c.position : at + 1;
    case '`':
        return template_end(s, at + 1);
    case '/':
        if (slash_begins_regexp(s)) {
            s->last_slash_divides = false;
            return regexp_end(s, at);
        }
        s->last_slash_divides = true;
        return at + 1;
    default:
        return at + 1;
    }
}

static void run(scan *s) {
    size_t at = 0, length = s->c.length;
    if (length >= 2 && s->c.text[0] == '#' && s->c.text[1] == '!')
        while (at < length && s->c.text[at] != '\n')
            at++;
    while (!s->no_memory) {
        s->c.position = at;
        llrt_skip_gap(&s->c);
        at = s->c.position;
        if (at >= length)
            return;
        char c = s->c.text[at];
        size_t read = 0;
        if (s->depth == 0 && (c == 'r' || c == '_'))
            read = llrt_lex_top_level_word(s, at);
        if (!read && (c == 'e' || c == 'm' || c == 'O' || c == 'c'))
            read = llrt_lex_export_word(s, at);
        at = read ? at + read : token(s, at);
        s->last = at - 1;
    }
}

int llrt_lex_commonjs(const char *text, size_t length, llrt_names *names) {
    scan s = {.c = {.text = text, .length = length}, .names = names, .last = NOTHING};
    memset(names, 0, sizeof *names);
    s.open = malloc(OPEN_MAX * sizeof *s.open);
    s.stars = malloc(STARS_MAX * sizeof *s.stars);
    if (s.open && s.stars)
        run(&s);
    else
        s.no_memory = true;
    free(s.open);
    free(s.stars);
    if (s.no_memory)
        llrt_free_names(names);
    return s.no_memory ? -1 : 0;
}

void llrt_free_names(llrt_names *names) {
    free(names->exports.items);
    free(names->reexports.items);
    memset(names, 0, sizeof *names);
}
