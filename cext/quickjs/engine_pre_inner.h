/* What a look at a function finds out about the functions in it is kept with its stub: when it is compiled, they are left behind
 * without another look, which nested functions would get at each level. Offsets are of the text that is parsed. */
#ifndef LLRT_ENGINE_PRE_INNER_H
#define LLRT_ENGINE_PRE_INNER_H

struct PreInner {
    uint32_t start, end;            /* of the first parameter's token or parenthesis, of the closing brace; or INNER_* */
    uint32_t name_at, name_count;
    uint32_t pattern_count;         /* ahead: of the text up to its end */
    int length;
    uint16_t form;                  /* ahead: what it was taken for (inner_form) */
    bool is_strict, uses_this, uses_super;
};

/* A name that is taken from outside: where it stands in the function, or with length 0 the index of a keyword (of, arguments). */
struct PreInnerName {
    uint32_t at, length;
};

/* A stub's, in the order of the text. */
typedef struct LLRTInners {
    uint32_t count, name_count;
    PreInner inners[];
} LLRTInners;

/* What `end` may be besides: the function has to be looked at by itself; ahead, also: it had better be compiled at once; the thread is
 * in it. */
enum { INNER_UNKNOWN = 0 };
#define INNER_AT_ONCE (UINT32_MAX - 1)
#define INNER_OPEN UINT32_MAX

enum {
    LAZY_SHORTEST = 64,     /* bytes with the brace; stubs cost something, too */
    INNER_SHORTEST = 96,    /* a look at less costs less than keeping it */
};

/* Functions that are known, in the order of the text. */
typedef struct PreKnown {
    const PreInner *inners;
    const PreInnerName *names;
    uint32_t count;
} PreKnown;

static inline PreInnerName *inner_names(const LLRTInners *kept)
{
    return (PreInnerName *)(kept->inners + kept->count);
}

static void ahead_publish(PreParser *s);

/* The current token is where a function's parameters begin. */
static bool pre_inner_begin(PreParser *s, uint32_t *index)
{
    if (!PRE_ROOM(s, inners, inner_count, inner_size))
        return false;
    *index = s->inner_count++;
    s->inners[*index] = (PreInner){ .start = s->start - s->base, .end = s->ctx ? INNER_UNKNOWN : INNER_OPEN };
    if (!s->ctx)
        ahead_publish(s);
    return true;
}

/* A function that was looked at by a thread is known from now on. */
static void inner_set_end(PreParser *s, PreInner *inner, uint32_t end)
{
    if (!s->ctx)
        ahead_publish(s);
    __atomic_store_n(&inner->end, end, __ATOMIC_RELEASE);
}

/* All that the meaning of a function's text depends on. */
static uint16_t inner_form(const PreFunction *function)
{
    return function->is_async | function->is_generator << 1 | function->is_arrow << 2 | function->outer_strict << 3 |
           function->is_getter << 4 | function->is_setter << 5 | function->is_method << 6 | function->super_property << 7 |
           function->super_call << 8;
}

/* The current token is its closing brace, only its outermost scope is open. False: no memory. */
static bool pre_inner_end(PreParser *s, uint32_t index, PreFunction *function)
{
    PreInner *inner = &s->inners[index];
    uint32_t at = s->scope_count - 1, end = s->start - s->base, count = s->inner_name_count;

    if (function->is_expression || function->keeps_outer || function->is_refused || end - inner->start < (s->ctx ? INNER_SHORTEST : LAZY_SHORTEST - 1)) {
        inner_set_end(s, inner, s->ctx ? INNER_UNKNOWN : INNER_AT_ONCE);
        return true;
    }
    s->serial++;
    for (uint32_t i = s->scopes[at].refs; i < s->ref_count; i++) {
        PreName *name = &s->names[s->refs[i]];
        bool is_keyword = s->refs[i] < countof(pre_keywords);
        if (name->decl >= 0 && s->decls[name->decl].scope == at && s->decls[name->decl].kind != PRE_PASSING)
            continue;
        if ((!function->is_arrow && name->word == KW_ARGUMENTS) || name->ref_serial == s->serial)
            continue;
        /* Blocks beside each other may both have it. */
        name->ref_serial = s->serial;
        if (!is_keyword && (name->text < s->base + inner->start || name->text >= s->start)) {
            s->inner_name_count = count;
            inner_set_end(s, inner, INNER_UNKNOWN);
            return true;
        }
        if (!PRE_ROOM(s, inner_names, inner_name_count, inner_name_size))
            return false;
        s->inner_names[s->inner_name_count++] =
            is_keyword ? (PreInnerName){ s->refs[i], 0 } : (PreInnerName){ name->text - s->base, name->length };
    }
    inner->name_at = count;
    inner->name_count = s->inner_name_count - count;
    inner->pattern_count = s->pattern_count;
    inner->form = inner_form(function);
    inner->length = function->length;
    inner->is_strict = function->is_strict;
    inner->uses_this = function->uses_this && function->is_arrow;
    inner->uses_super = function->uses_super;
    inner_set_end(s, inner, end);
    return true;
}

static inline bool inner_is_kept(const PreInner *inner)
{
    return inner->end != INNER_UNKNOWN && inner->end < INNER_AT_ONCE && inner->end - inner->start >= INNER_SHORTEST;
}

/* A copy for a text that begins `shift` bytes later. NULL: there are none, or no memory. */
static LLRTInners *keep_inners(JSContext *ctx, const PreInner *inners, uint32_t count, const PreInnerName *names, uint32_t shift)
{
    uint32_t kept_count = 0, name_count = 0;
    LLRTInners *kept;
    PreInnerName *to;

    for (uint32_t i = 0; i < count; i++) {
        kept_count += inner_is_kept(&inners[i]);
        name_count += inner_is_kept(&inners[i]) ? inners[i].name_count : 0;
    }
    if (!kept_count)
        return NULL;
    kept = js_malloc(ctx, sizeof(*kept) + kept_count * sizeof(kept->inners[0]) + name_count * sizeof(*names));
    if (!kept)
        return NULL;
    kept->count = kept_count;
    kept->name_count = name_count;
    to = inner_names(kept);
    kept_count = name_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        PreInner inner = inners[i];
        if (!inner_is_kept(&inner))
            continue;
        for (uint32_t k = 0; k < inner.name_count; k++) {
            PreInnerName name = names[inner.name_at + k];
            to[name_count + k] = name.length ? (PreInnerName){ name.at - shift, name.length } : name;
        }
        inner.start -= shift;
        inner.end -= shift;
        inner.name_at = name_count;
        name_count += inner.name_count;
        kept->inners[kept_count++] = inner;
    }
    return kept;
}

/* The function whose parameters begin at `start`, NULL: not there. */
static const PreInner *find_inner(const PreInner *inners, uint32_t count, uint32_t start)
{
    uint32_t low = 0, high = count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (inners[middle].start == start)
            return &inners[middle];
        if (inners[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* What was kept of the function whose parameters begin at `p`, NULL if nothing; `all` is what it is among. */
static const PreInner *pre_kept(PreParser *s, const uint8_t *p, PreKnown *all)
{
    if (!s->known)
        return NULL;
    *all = (PreKnown){ s->known->inners, inner_names(s->known), s->known->count };
    return find_inner(all->inners, all->count, p - s->base);
}

/* The known functions inside of a known one. */
static uint32_t pre_known_inside(const PreKnown *all, const PreInner *inner)
{
    const PreInner *end = all->inners + all->count, *next = inner + 1;

    while (next < end && next->start < inner->end)
        next++;
    return next - inner - 1;
}

/* The atom of a name in the text, counted. */
static JSAtom atom_of_name(JSContext *ctx, const uint8_t *name, uint32_t length)
{
    return length <= SHORT_NAME ? llrt_short_name(ctx, name, length) : JS_NewAtomLen(ctx, (const char *)name, length);
}

static JSAtom inner_atom(PreParser *s, const PreInnerName *name)
{
    const char *keyword = name->length ? NULL : pre_keywords[name->at].text;

    return keyword ? JS_NewAtom(s->ctx, keyword) : atom_of_name(s->ctx, s->base + name->at, name->length);
}

/* For tests (LLRT_LAZY_VERIFY): a function has been looked at by itself, and within the one around it. */
static void pre_verify_inner(PreParser *s, const PreKnown *all, const PreInner *inner, PreFunction *root, int line)
{
    const PreInnerName *names = all->names + inner->name_at;
    bool same = inner->end == s->start - s->base && inner->length == root->length && inner->is_strict == root->is_strict &&
                inner->uses_this == (root->uses_this && root->is_arrow) && inner->uses_super == root->uses_super &&
                inner->name_count == s->ref_count;

    for (uint32_t i = 0; same && i < s->ref_count; i++) {
        PreName *name = &s->names[s->refs[i]];
        bool found = false;
        for (uint32_t k = 0; k < inner->name_count && !found; k++) {
            const char *text = names[k].length ? (const char *)s->base + names[k].at : pre_keywords[names[k].at].text;
            size_t length = names[k].length ? names[k].length : strlen(text);
            found = length == name->length && memcmp(text, name->text, length) == 0;
        }
        same = found;
    }
    if (!same)
        fprintf(stderr, "lazy: looked at within another, a function was taken for something else: line %d\n", line);
}

#endif
