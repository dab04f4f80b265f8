/* Scopes of the pre-parser: which names a function takes from outside, and the early errors about declarations. References go
 * outwards when a scope ends, unless it declares their name. */
#ifndef LLRT_ENGINE_PRE_SCOPES_H
#define LLRT_ENGINE_PRE_SCOPES_H

typedef enum PreKind {
    PRE_VAR,        /* var, and functions at a function's top */
    PRE_PARAM,
    PRE_LEXICAL,    /* let, const, class, names of patterns in catch */
    PRE_BLOCK_FUNCTION, PRE_BLOCK_PLAIN, /* a function in a block; PLAIN: sloppy and neither async nor generator, may be repeated */
    PRE_CATCH,      /* catch (name) */
    PRE_PASSING,    /* a var on its way from this block out to the function: not declared here, but no `let` may be */
    PRE_GETTER, PRE_SETTER, /* #names; others of a class are LEXICAL */
} PreKind;

struct PreDecl {
    uint32_t name;
    int32_t outer, next;    /* the declaration of this name further out; the one before in this scope */
    uint32_t scope;
    PreKind kind;
    bool is_static;
};

struct PreScope {
    uint32_t refs, serial;
    int32_t first;
    bool is_function;       /* var stops here */
    bool after_params;      /* the body of a function whose parameters have a scope of their own, the one before */
};

static bool pre_push(PreParser *s, bool is_function)
{
    if (!PRE_ROOM(s, scopes, scope_count, scope_size))
        return false;
    s->scopes[s->scope_count++] = (PreScope){ s->ref_count, ++s->serial, -1, is_function, false };
    return true;
}

static inline bool pre_refer(PreParser *s, uint32_t name)
{
    PreScope *scope = &s->scopes[s->scope_count - 1];

    if (s->names[name].ref_serial == scope->serial)
        return true;
    if (!PRE_ROOM(s, refs, ref_count, ref_size))
        return false;
    s->names[name].ref_serial = scope->serial;
    s->refs[s->ref_count++] = name;
    return true;
}

/* Ends the innermost scope. References to `own` (a function expression's name) and, with `has_arguments`, to `arguments` end here. */
static void pre_pop(PreParser *s, uint32_t own, bool has_arguments)
{
    PreScope *scope = &s->scopes[s->scope_count - 1];
    uint32_t at = s->scope_count - 1, kept = scope->refs, outer = at ? scope[-1].serial : 0;

    for (uint32_t i = scope->refs; i < s->ref_count; i++) {
        PreName *name = &s->names[s->refs[i]];
        if (name->decl >= 0 && s->decls[name->decl].scope == at && s->decls[name->decl].kind != PRE_PASSING)
            continue;
        if (s->refs[i] == own || (has_arguments && name->word == KW_ARGUMENTS) || name->ref_serial == outer)
            continue;
        name->ref_serial = outer;
        s->refs[kept++] = s->refs[i];
    }
    s->ref_count = kept;
    for (int32_t decl = scope->first; decl >= 0; decl = s->decls[decl].next)
        s->names[s->decls[decl].name].decl = s->decls[decl].outer;
    s->scope_count--;
    if (!s->scope_count)
        s->decl_count = 0;
}

/* After a failure: nothing is declared. */
static void pre_drop_scopes(PreParser *s)
{
    while (s->scope_count) {
        PreScope *scope = &s->scopes[--s->scope_count];
        for (int32_t decl = scope->first; decl >= 0; decl = s->decls[decl].next)
            s->names[s->decls[decl].name].decl = s->decls[decl].outer;
    }
    s->ref_count = s->decl_count = 0;
}

/* Where the declaration of `name` in `scope` is or would be noted. */
static int32_t *pre_find(PreParser *s, uint32_t name, uint32_t scope)
{
    int32_t *at = &s->names[name].decl;

    while (*at >= 0 && s->decls[*at].scope > scope)
        at = &s->decls[*at].outer;
    return at;
}

/* A new declaration in `scope`; -1: no memory, or far more of them than a text of this length has (vars in blocks in blocks). */
static int32_t pre_append(PreParser *s, uint32_t name, uint32_t scope, PreKind kind, int32_t outer)
{
    if (s->decl_count > s->allowed / 16 || !PRE_ROOM(s, decls, decl_count, decl_size))
        return -1;
    s->decls[s->decl_count] = (PreDecl){ name, outer, s->scopes[scope].first, scope, kind, false };
    s->scopes[scope].first = s->decl_count;
    return s->decl_count++;
}

static bool pre_note(PreParser *s, uint32_t name, uint32_t scope, PreKind kind)
{
    int32_t made = pre_append(s, name, scope, kind, *pre_find(s, name, scope));

    if (made >= 0)
        *pre_find(s, name, scope) = made;
    return made >= 0;
}

/* Outwards through the scopes and, beside them, through the declarations of the name; `inner` is the last one passed. */
static bool pre_declare_var(PreParser *s, uint32_t name)
{
    int32_t inner = -1;

    for (uint32_t scope = s->scope_count - 1;; scope--) {
        int32_t found = inner < 0 ? s->names[name].decl : s->decls[inner].outer;
        bool here;
        while (found >= 0 && s->decls[found].scope > scope) {
            inner = found;
            found = s->decls[found].outer;
        }
        here = found >= 0 && s->decls[found].scope == scope;
        if (here && s->decls[found].kind >= PRE_LEXICAL && s->decls[found].kind <= PRE_BLOCK_PLAIN)
            return false;
        if (!here) {
            bool is_last = s->scopes[scope].is_function;
            int32_t made = pre_append(s, name, scope, is_last ? PRE_VAR : PRE_PASSING, found);
            if (made < 0)
                return false;
            if (inner < 0)
                s->names[name].decl = made;
            else
                s->decls[inner].outer = made;
            found = made;
        }
        if (s->scopes[scope].is_function)
            return true;
        inner = found;
    }
}

/* Declares the name in the innermost scope; false: an early error. */
static bool pre_declare(PreParser *s, uint32_t name, PreKind kind)
{
    uint32_t scope = s->scope_count - 1;
    int32_t found;

    if (kind == PRE_VAR)
        return pre_declare_var(s, name);
    found = *pre_find(s, name, scope);
    if (found >= 0 && s->decls[found].scope == scope) {
        PreKind before = s->decls[found].kind;
        return kind == PRE_BLOCK_PLAIN && before == PRE_BLOCK_PLAIN;
    }
    if (s->scopes[scope].after_params && found >= 0 && s->decls[found].scope == scope - 1)
        return false;
    return pre_note(s, name, scope, kind);
}

/* A class's #name. A getter and a setter of one name are one. */
static bool pre_declare_private(PreParser *s, uint32_t name, PreKind kind, bool is_static)
{
    uint32_t scope = s->scope_count - 1;
    int32_t found = *pre_find(s, name, scope);

    if (s->names[name].length == 12 && memcmp(s->names[name].text, "#constructor", 12) == 0)
        return false;
    if (found >= 0 && s->decls[found].scope == scope) {
        PreDecl *before = &s->decls[found];
        if (before->is_static != is_static ||
            !((before->kind == PRE_GETTER && kind == PRE_SETTER) || (before->kind == PRE_SETTER && kind == PRE_GETTER)))
            return false;
        before->kind = PRE_LEXICAL;
        return true;
    }
    if (!pre_note(s, name, scope, kind))
        return false;
    s->decls[s->decl_count - 1].is_static = is_static;
    return true;
}

/* Where the parser may come back to. */
typedef struct PreMark {
    const uint8_t *p, *start, *last;
    int tok, prec;
    uint32_t name, ref_count, covers, inner_count, inner_name_count, pattern_count;
    bool newline, has_escape;
} PreMark;

static PreMark pre_mark(PreParser *s)
{
    return (PreMark){ s->p, s->start, s->last, s->tok, s->prec, s->name, s->ref_count, s->covers, s->inner_count, s->inner_name_count,
                      s->pattern_count, s->newline, s->has_escape };
}

/* Back to a place in the same scope; what was referred to since is forgotten. */
static bool pre_rewind(PreParser *s, PreMark *mark)
{
    s->wasted += s->p - mark->p;
    for (uint32_t i = mark->ref_count; i < s->ref_count; i++)
        s->names[s->refs[i]].ref_serial = 0;
    s->ref_count = mark->ref_count;
    s->inner_count = mark->inner_count;
    s->inner_name_count = mark->inner_name_count;
    s->pattern_count = mark->pattern_count;
    s->p = mark->p, s->start = mark->start, s->last = mark->last;
    s->tok = mark->tok, s->prec = mark->prec, s->name = mark->name, s->covers = mark->covers;
    s->newline = mark->newline, s->has_escape = mark->has_escape;
    return s->wasted <= s->allowed;
}

#endif
