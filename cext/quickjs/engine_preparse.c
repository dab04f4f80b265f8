/* Looks at a function without compiling it: where it ends, which names it takes from outside, and whether the compiler would
 * have anything against it. V8 calls that pre-parsing. Whatever is not certainly right, or is rare, is left to the compiler, which
 * then compiles the function at once: so this needs to know no error messages, and Node's early errors stay early.
 *
 * A recursive descent over ECMA-262's grammar without making anything; three to five times as fast as the compiler. One PreParser
 * serves all functions of a text; it goes when the text has been parsed. */
#include "engine_pre_lexer.h"
#include "engine_pre_patterns.h"
#include "engine_pre_scopes.h"
#include "engine_pre_expressions.h"
#include "engine_pre_inner.h"
#include "engine_pre_assignments.h"
#include "engine_pre_functions.h"
#include "engine_pre_statements.h"
#include "engine_pre_module.h"

/* The next `word` of four letters at or behind `p`, by its rarest letter, at `rare`: every text of CommonJS is searched twice. */
static const uint8_t *find_word(const uint8_t *p, const uint8_t *end, const char *word, int rare)
{
    for (p += rare; p < end && (p = memchr(p, word[rare], end - p)) != NULL; p++) {
        if (end - p >= 4 - rare && memcmp(p - rare, word, 4) == 0)
            return p - rare;
    }
    return NULL;
}

/* Whether sloppy code has a word that is followed by a parenthesis: eval( or with (. Comments and strings count, too. */
static bool pre_has_call(const uint8_t *p, const uint8_t *end, const char *word, int rare)
{
    const uint8_t *start = p;

    while ((p = find_word(p, end, word, rare)) != NULL) {
        const uint8_t *after = p + 4;
        if (p == start || !(pre_chars[p[-1]] & CHAR_NAME)) {
            while (after < end && (pre_chars[*after] & CHAR_SPACE || *after == '\n' || *after == '\r'))
                after++;
            if (after < end && (*after == '(' || *after == '?' || *after == ')' || *after == '/'))
                return true;
        }
        p += 4;
    }
    return false;
}

static bool pre_add_keywords(PreParser *s)
{
    for (size_t i = 0; i < countof(pre_keywords); i++) {
        const char *text = pre_keywords[i].text;
        uint32_t hash = s->key, at;
        for (const char *p = text; *p; p++)
            hash = (hash ^ (uint8_t)*p) * 0x01000193;
        at = pre_intern(s, (const uint8_t *)text, strlen(text), hash);
        if (at == UINT32_MAX)
            return false;
        s->names[at].word = pre_keywords[i].word;
    }
    return true;
}

#include "engine_pre_ahead.h"

static void pre_free(JSRuntime *rt, PreParser *s)
{
    if (!s)
        return;
    for (uint32_t i = 0; i < s->name_count; i++)
        JS_FreeAtomRT(rt, s->names[i].atom);
    js_free_rt(rt, s->names);
    js_free_rt(rt, s->table);
    js_free_rt(rt, s->scopes);
    js_free_rt(rt, s->decls);
    js_free_rt(rt, s->refs);
    js_free_rt(rt, s->inners);
    js_free_rt(rt, s->inner_names);
    js_free_rt(rt, s->checked);
    js_free_rt(rt, s);
}

static void llrt_free_spare_pre(JSRuntime *rt)
{
    pre_free(rt, rt->llrt->spare_pre);
    rt->llrt->spare_pre = NULL;
}

/* Takes the names of a text out again. Keywords came first, so none was put behind a name that goes. */
static void pre_forget_names(PreParser *s)
{
    for (uint32_t i = countof(pre_keywords); i < s->name_count; i++) {
        uint32_t at = s->names[i].hash & (s->table_size - 1);
        while (s->table[at] != i)
            at = (at + 1) & (s->table_size - 1);
        s->table[at] = UINT32_MAX;
        JS_FreeAtom(s->ctx, s->names[i].atom);
    }
    s->name_count = countof(pre_keywords);
}

enum { PRE_SPARE_SIZE = 2048 /* of its tables; larger ones are freed */ };

/* The text has been parsed. Functions that are compiled when they are called come one after the other: a small PreParser is kept. */
static void llrt_pre_end(JSContext *ctx)
{
    LLRTRuntime *state = ctx->rt->llrt;
    PreParser *s = state ? state->pre : NULL;
    PreParser clean = { 0 };

    end_text(ctx);
    if (!s)
        return;
    state->pre = NULL;
    ahead_end(s);
    if (state->spare_pre || s->serial > UINT32_MAX / 2 || s->name_count < countof(pre_keywords) || s->table_size > PRE_SPARE_SIZE || s->scope_size > PRE_SPARE_SIZE ||
        s->decl_size > PRE_SPARE_SIZE || s->ref_size > PRE_SPARE_SIZE || s->inner_size > PRE_SPARE_SIZE ||
        s->inner_name_size > PRE_SPARE_SIZE || s->checked) {
        pre_free(ctx->rt, s);
        return;
    }
    pre_forget_names(s);
    for (uint32_t i = 0; i < s->name_count && s->has_keyword_atoms; i++) {
        if (s->names[i].atom != JS_ATOM_NULL)
            JS_FreeAtom(ctx, s->names[i].atom);
        s->names[i].atom = JS_ATOM_NULL;
    }
    /* No scope is open, so nothing is declared; the serials of the next text's scopes are new ones. */
    clean.serial = s->serial;
    clean.names = s->names, clean.name_count = s->name_count, clean.name_size = s->name_size;
    clean.table = s->table, clean.table_size = s->table_size;
    clean.scopes = s->scopes, clean.scope_size = s->scope_size;
    clean.decls = s->decls, clean.decl_size = s->decl_size;
    clean.refs = s->refs, clean.ref_size = s->ref_size;
    clean.inners = s->inners, clean.inner_size = s->inner_size;
    clean.inner_names = s->inner_names, clean.inner_name_size = s->inner_name_size;
    clean.key = s->key;
    *s = clean;
    state->spare_pre = s;
}

/* The text's PreParser, NULL without memory. */
static PreParser *pre_begin(JSParseState *parse)
{
    JSContext *ctx = parse->ctx;
    LLRTRuntime *state = ctx->rt->llrt;
    PreParser *s = state->spare_pre;
    JSFunctionDef *top = parse->cur_func;

    state->spare_pre = NULL;
    state->pre = s ? s : js_mallocz(ctx, sizeof(*s));
    s = state->pre;
    if (!s)
        return NULL;
    s->ctx = ctx;
    s->stack_limit = ctx->rt->stack_limit;
    s->base = parse->buf_start;
    s->end = parse->buf_end;
    s->is_module = parse->is_module;
    s->allowed = 4 * (uint64_t)(parse->buf_end - parse->buf_start) + 65536;
    if (!s->table) {
        s->key = (uint32_t)llrt_hash_keys[0];
        if (!pre_rehash(s) || !pre_add_keywords(s))
            return NULL;
    }
    while (top->parent)
        top = top->parent;
    /* Names in eval code may be of objects; so may those after an eval call in a sloppy function. */
    s->off = top->eval_type == JS_EVAL_TYPE_DIRECT || (!parse->is_module && pre_has_call(parse->buf_start, parse->buf_end, "eval", 1));
    s->has_with = !parse->is_module && pre_has_call(parse->buf_start, parse->buf_end, "with", 0);
    return s;
}

/* After a failure: nothing is declared. */
static void pre_reset(PreParser *s)
{
    pre_drop_scopes(s);
    s->inner_count = s->inner_name_count = s->tentative = 0;
    s->function = NULL;
}

/* Looks at a function from its parameters on, at `p`. True: the token is its closing brace and refs are the names it takes from
 * outside, each once. */
static bool pre_look(PreParser *s, const uint8_t *p, PreFunction *root)
{
    s->p = s->last = p;
    s->covers = s->inner_count = s->inner_name_count = 0;
    s->function = root;
    if (!pre_next(s) || !pre_push(s, true) || !pre_params_and_body(s, root) || s->covers) {
        s->wasted += s->p - p;
        pre_reset(s);
        return false;
    }
    while (s->scope_count)
        pre_pop(s, UINT32_MAX, !root->is_arrow);
    s->function = NULL;
    return true;
}

/* Whether a look at the function whose parameters are at `p` can be spared, for it would be compiled at once all the same: it ends
 * within a few bytes, or is an arrow function of an expression. What may be a regular expression or a template is not known. */
static bool is_soon_over(const uint8_t *p, const uint8_t *end)
{
    const uint8_t *limit = end - p < LAZY_SHORTEST ? end : p + LAZY_SHORTEST - 1;
    bool in_body = false;
    int depth = 0;

    for (; p < limit; p++) {
        switch (*p) {
        case '{':
            in_body |= depth == 0;
            /* fall through */
        case '(': case '[':
            depth++;
            break;
        case ')': case ']': case '}':
            if (--depth == 0 && in_body)
                return true;
            break;
        case '=':
            if (depth || p[1] != '>')
                break;
            for (p += 2; pre_chars[*p] & CHAR_SPACE || *p == '\n'; p++)
                continue;
            if (*p != '{')
                return *p != '/';
            p--;
            break;
        case '"': case '\'':
            for (uint8_t quote = *p++; p < limit && *p != quote; p++)
                p += *p == '\\';
            break;
        case '/': case '`':
            return false;
        }
    }
    return false;
}
