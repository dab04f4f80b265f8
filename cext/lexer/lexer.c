/* The scan of a CommonJS text: follows strings, templates, comments, regular expressions and brackets, and at each word that
 * may begin an export asks pattern.c what follows. */
#include "lexer.h"

#include <stdlib.h>
#include <string.h>

#define OPEN_MAX 65536
#define STARS_MAX 256

/* An open bracket: the last character before it, and whether it is a template's ${ or a class body. */
typedef struct bracket {
    size_t before;
    bool in_template, is_class;
} bracket;

/* `const id = require("specifier")` at the top level, which a later Object.keys(id).forEach may re-export. */
typedef struct star {
    llrt_span id, specifier;
} star;

typedef struct scan {
    llrt_cursor c;
    llrt_names *names;
    bracket *open;
    size_t depth;
    star *stars;
    size_t star_count;
    size_t last;            /* the last character that is neither white space nor comment; SIZE_MAX at the start */
    bool next_is_class, last_slash_divides, no_memory;
} scan;

#define NOTHING SIZE_MAX

static void add(scan *s, llrt_spans *list, llrt_span span) {
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 16;
        llrt_span *items = realloc(list->items, room * sizeof *items);
        if (!items) {
            s->no_memory = true;
            return;
        }
        list->items = items;
        list->room = room;
    }
    list->items[list->count++] = span;
}

static bool starts(const scan *s, size_t at, const char *word) {
    size_t length = strlen(word);
    return at <= s->c.length && s->c.length - at >= length && memcmp(s->c.text + at, word, length) == 0;
}

static bool is_punctuator(char c) {
    return c != '\0' && strchr("!%&()*+,-./:;<=>?[]^{|}~", c) != NULL;
}

/* Whether a word may begin at `at`: after nothing, white space, or a punctuator that is no dot. */
static bool begins_word(const scan *s, size_t at) {
    if (at == 0)
        return true;
    char before = s->c.text[at - 1];
    return llrt_is_space((unsigned char)before) || (unsigned char)before == 0xA0 || (is_punctuator(before) && before != '.');
}

/* Whether the word `word` ends at the character `last`. */
static bool ends_with(const scan *s, size_t last, const char *word) {
    size_t length = strlen(word);
    return last != NOTHING && last + 1 >= length && memcmp(s->c.text + last + 1 - length, word, length) == 0 &&
           begins_word(s, last + 1 - length);
}

/* -- exports */

/* The getter of a definition: only one that returns a name or a member of it is known to have no effect. */
#define GETTER                                                                                                              \
    "get %[ : function %[ %I4 %] %] ( ) { return %I4 %[ %( . %I4 %| [ %S4 ] %) %] %[ ; %] } %[ , %] } )"

static void define_property(scan *s) {
    llrt_cursor *c = &s->c;
    if (!llrt_match(c, "( %E , %S0 ,"))
        return;
    llrt_span name = c->slot[0];
    if (llrt_match(c, "{ %[ enumerable : true , %] %( value : %| " GETTER " %)"))
        add(s, &s->names->exports, name);
}

/* What transpilers make of `export * from`: Object.keys(x).forEach(function (k) { ... exports[k] = x[k] ... }). */
#define OWN "Object . %[ prototype . %] hasOwnProperty . call ( %I4 , %B1 )"
#define STAR_LIB                                                                                                            \
    "( %I0 ) . forEach ( function ( %I1 ) { if ( %B1 "                                                                      \
    "%( === %D || %B1 === %M ) return %[ ; %] "                                                                             \
    "%[ if ( " OWN " ) return %[ ; %] %] "                                                                                  \
    "%[ if ( %B1 in %E && %E [ %B1 ] === %B0 [ %B1 ] ) return %[ ; %] %] "                                                  \
    "%| !== %D %[ && ! %( " OWN " %| %I4 . hasOwnProperty ( %B1 ) %) %] ) %) "                                              \
    "%( %E [ %B1 ] = %B0 [ %B1 ] %[ ; %] "                                                                                  \
    "%| Object . defineProperty ( %E , %B1 , { enumerable : true , get %[ : function %[ %I4 %] %] ( ) { return %B0 [ %B1 ] " \
    "%[ ; %] } %[ , %] } ) %[ ; %] %) } )"

static void object_keys(scan *s) {
    llrt_cursor *c = &s->c;
    if (!llrt_match(c, STAR_LIB))
        return;
    llrt_span id = c->slot[0];
    for (size_t i = s->star_count; i-- > 0;) {
        const star *known = &s->stars[i];
        if (known->id.length == id.length && memcmp(c->text + known->id.start, c->text + id.start, id.length) == 0) {
            add(s, &s->names->reexports, known->specifier);
            return;
        }
    }
}

static bool is_get(const llrt_cursor *c, llrt_span name) {
    return name.length == 3 && memcmp(c->text + name.start, "get", 3) == 0;
}

/* module.exports = { a, b: c, "d": e, f: require("g"), ...h, ...require("i") }: the first other property ends it. */
static void object_literal(scan *s) {
    llrt_cursor *c = &s->c;
    llrt_span name;
    for (;;) {
        if (llrt_match(c, "...require ( %S1 )")) {
            add(s, &s->names->reexports, c->slot[1]);
        } else if (!llrt_match(c, "... %I1")) {
            bool quoted = llrt_match(c, "%S0");
            if (!quoted && !llrt_match(c, "%I0"))
                return;
            name = c->slot[0];
            bool required = llrt_match(c, ": require ( %S1 )");
            bool valued = required || llrt_match(c, ": %I1");
            if (!valued && (quoted || llrt_match(c, ":") || (is_get(c, name) && llrt_match(c, "%I1"))))
                return;
            if (required)
                add(s, &s->names->reexports, c->slot[1]);
            add(s, &s->names->exports, name);
            /* A call goes on in ways that are not followed, and Node's lexer wants the comma right behind a value. */
            if (required || (valued && c->text[c->position] != ','))
                return;
        }
        if (!llrt_match(c, ","))
            return;
    }
}

/* Behind "exports", or "module.exports" (`whole`). */
static void exports_assignment(scan *s, bool whole) {
    llrt_cursor *c = &s->c;
    if (llrt_match(c, ". %I0 =") || llrt_match(c, "[ %S0 ] =")) {
        add(s, &s->names->exports, c->slot[0]);
    } else if (whole && llrt_match(c, "=")) {
        /* Only the last assignment counts: bundlers write many. */
        s->names->reexports.count = 0;
        if (llrt_match(c, "require ( %S0 )"))
            add(s, &s->names->reexports, c->slot[0]);
        else if (llrt_match(c, "{"))
            object_literal(s);
    }
}

/* The declaration a require() at `at` initialises: its name, or an empty span. Only spaces may stand between, on one line. */
static llrt_span declared(const scan *s, size_t at) {
    const char *t = s->c.text;
    const llrt_span none = {0, 0};
    while (at > 0 && t[at - 1] == ' ')
        at--;
    if (at == 0 || t[at - 1] != '=')
        return none;
    at--;
    while (at > 0 && t[at - 1] == ' ')
        at--;
    size_t end = at;
    while (at > 0 && llrt_is_identifier_part((unsigned char)t[at - 1]))
        at--;
    size_t start = at;
    if (start == end || at == 0 || t[at - 1] != ' ')
        return none;
    while (at > 0 && t[at - 1] == ' ')
        at--;
    if (at == 0 || !(ends_with(s, at - 1, "var") || ends_with(s, at - 1, "let") || ends_with(s, at - 1, "const")))
        return none;
    return (llrt_span){start, end - start};
}

/* Behind `require`, which stands at `at` or inside of the call that begins there. */
static void star_binding(scan *s, size_t at) {
    if (!llrt_match(&s->c, "( %S0 )") || s->star_count == STARS_MAX)
        return;
    llrt_span id = declared(s, at);
    if (id.length)
        s->stars[s->star_count++] = (star){id, s->c.slot[0]};
}

/* Words at the top level: require, _interopRequireWildcard(require, __export(require, __exportStar(require. */
static size_t top_level_word(scan *s, size_t at) {
    llrt_cursor *c = &s->c;
    bool member = at > 0 && c->text[at - 1] == '.';
    if (!begins_word(s, at) && !member)
        return 0;
    if (!member && starts(s, at, "require")) {
        c->position = at + 7;
        star_binding(s, at);
        return 7;
    }
    if (starts(s, at, "_interopRequireWildcard(require")) {
        c->position = at + 31;
        star_binding(s, at);
        return 23;
    }
    size_t length = starts(s, at, "__exportStar") ? 12 : starts(s, at, "__export") ? 8 : 0;
    if (length && starts(s, at + length, "(require")) {
        c->position = at + length + 8;
        if (llrt_match(c, "( %S0 )"))
            add(s, &s->names->reexports, c->slot[0]);
    }
    return length;
}

/* A word that may begin an export; how many characters of it are read, 0 when it is none. */
static size_t export_word(scan *s, size_t at) {
    llrt_cursor *c = &s->c;
    if (!begins_word(s, at))
        return 0;
    if (starts(s, at, "exports")) {
        c->position = at + 7;
        exports_assignment(s, false);
        return 7;
    }
    if (starts(s, at, "module")) {
        c->position = at + 6;
        if (llrt_match(c, ". exports")) {
            size_t read = c->position - at;
            exports_assignment(s, true);
            return read;
        }
        return 6;
    }
    if (starts(s, at, "Object")) {
        c->position = at + 6;
        if (llrt_match(c, ". defineProperty"))
            define_property(s);
        else if (s->depth == 0 && llrt_match(c, ". keys"))
            object_keys(s);
        return 6;
    }
    if (starts(s, at, "class") && llrt_is_space((unsigned char)c->text[at + 5])) {
        s->next_is_class = true;
        return 5;
    }
    return 0;
}

/* -- tokens */

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
            read = top_level_word(s, at);
        if (!read && (c == 'e' || c == 'm' || c == 'O' || c == 'c'))
            read = export_word(s, at);
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
