/* What follows a word that may begin an export, as transpilers and people write it, and which names are in it. Matching is
 * pattern.c's. */
#include "scan.h"

#include <stdlib.h>

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

size_t llrt_lex_top_level_word(scan *s, size_t at) {
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

size_t llrt_lex_export_word(scan *s, size_t at) {
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
