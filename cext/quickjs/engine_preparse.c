/* Looks at a function without compiling it: where it ends, which names it takes from outside, and whether the compiler would
 * have anything against it. V8 calls that pre-parsing. Whatever is not certainly right, or is rare, is left to the compiler, which
 * then compiles the function at once: so this needs to know no error messages, and Node's early errors stay early.
 *
 * A recursive descent over ECMA-262's grammar without making anything; three to five times as fast as the compiler. One PreParser
 * serves all functions of a text; it goes when the text has been parsed. */
#include "engine_pre_lexer.h"
#include "engine_pre_scopes.h"
#include "engine_pre_expressions.h"
#include "engine_pre_functions.h"
#include "engine_pre_statements.h"

/* Whether sloppy code has a word that is followed by a parenthesis: eval( or with (. Comments and strings count, too. */
static bool pre_has_call(const uint8_t *p, const uint8_t *end, const char *word)
{
    const uint8_t *start = p;
    size_t length = strlen(word);

    while ((p = memmem(p, end - p, word, length)) != NULL) {
        const uint8_t *after = p + length;
        if (p == start || !(pre_chars[p[-1]] & CHAR_NAME)) {
            while (after < end && (pre_chars[*after] & CHAR_SPACE || *after == '\n' || *after == '\r'))
                after++;
            if (after < end && (*after == '(' || *after == '?' || *after == ')' || *after == '/'))
                return true;
        }
        p += length;
    }
    return false;
}

static void llrt_pre_end(JSContext *ctx)
{
    PreParser *s = ctx->rt->llrt ? ctx->rt->llrt->pre : NULL;

    if (!s)
        return;
    ctx->rt->llrt->pre = NULL;
    for (uint32_t i = 0; i < s->name_count; i++)
        JS_FreeAtom(ctx, s->names[i].atom);
    js_free(ctx, s->names);
    js_free(ctx, s->table);
    js_free(ctx, s->scopes);
    js_free(ctx, s->decls);
    js_free(ctx, s->refs);
    js_free(ctx, s);
}

/* The text's PreParser, NULL without memory. */
static PreParser *pre_begin(JSParseState *parse)
{
    JSContext *ctx = parse->ctx;
    PreParser *s = js_mallocz(ctx, sizeof(*s));
    JSFunctionDef *top = parse->cur_func;

    if (!s)
        return NULL;
    ctx->rt->llrt->pre = s;
    s->ctx = ctx;
    s->key = (uint32_t)llrt_hash_keys[0];
    s->end = parse->buf_end;
    s->is_module = parse->is_module;
    s->allowed = 4 * (uint64_t)(parse->buf_end - parse->buf_start) + 65536;
    if (!pre_rehash(s))
        return NULL;
    for (size_t i = 0; i < countof(pre_keywords); i++) {
        const char *text = pre_keywords[i].text;
        uint32_t hash = s->key, at;
        for (const char *p = text; *p; p++)
            hash = (hash ^ (uint8_t)*p) * 0x01000193;
        at = pre_intern(s, (const uint8_t *)text, strlen(text), hash);
        if (at == UINT32_MAX)
            return NULL;
        s->names[at].word = pre_keywords[i].word;
    }
    while (top->parent)
        top = top->parent;
    /* Names in eval code may be of objects; so may those after an eval call in a sloppy function. */
    s->off = top->eval_type == JS_EVAL_TYPE_DIRECT || (!parse->is_module && pre_has_call(parse->buf_start, parse->buf_end, "eval"));
    s->has_with = !parse->is_module && pre_has_call(parse->buf_start, parse->buf_end, "with");
    return s;
}

/* After a failure: nothing is declared. */
static void pre_reset(PreParser *s)
{
    while (s->scope_count) {
        PreScope *scope = &s->scopes[--s->scope_count];
        for (int32_t decl = scope->first; decl >= 0; decl = s->decls[decl].next)
            s->names[s->decls[decl].name].decl = s->decls[decl].outer;
    }
    s->ref_count = s->decl_count = 0;
    s->function = NULL;
}

/* Looks at a function from its parameters on, at `p`. True: the token is its closing brace and refs are the names it takes from
 * outside, each once. */
static bool pre_look(PreParser *s, const uint8_t *p, PreFunction *root)
{
    s->p = s->last = p;
    s->covers = 0;
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
