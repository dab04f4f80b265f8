/* Names in the text to atoms. Those of a minified bundle are mostly of one to four characters, and looking each up in the atoms' table
 * misses the processor's caches: these are kept in a small table by what they are. Included by engine_parse.h. */
#ifndef LLRT_ENGINE_SHORT_NAMES_H
#define LLRT_ENGINE_SHORT_NAMES_H

/* The atom of a name that has one, counted; JS_ATOM_NULL: it has none. As __JS_FindAtom, for names are short and most are known. */
static inline JSAtom llrt_known_name(JSRuntime *rt, const uint8_t *name, uint32_t length)
{
    uint32_t hash = llrt_hash_string8(name, length, JS_ATOM_TYPE_STRING) & JS_ATOM_HASH_MASK;
    JSAtomStruct *p;

    for (int turn = 0; turn < 2; turn++)
        for (uint32_t i = turn ? llrt_kept_first(rt, hash) : rt->atom_hash[hash & (rt->atom_hash_size - 1)]; i; i = p->hash_next) {
            p = rt->atom_array[i];
            if (p->hash == hash && p->atom_type == JS_ATOM_TYPE_STRING && p->len == length && !p->is_wide_char &&
                llrt_same_text(str8(p), name, length)) {
                if (!llrt_atom_is_kept(rt, i))
                    JS_REF_COUNT(p)++;
                return i;
            }
        }
    return JS_ATOM_NULL;
}

/* The table is there from the first large text on (engine_texts.c); the entry of an atom that dies is forgotten (llrt_forget_short_name). */
static void llrt_begin_short_names(JSRuntime *rt)
{
    if (!rt->llrt_short_names)
        rt->llrt_short_names = js_mallocz_rt(rt, sizeof(LLRTShortName) << SHORT_NAMES_BITS);    /* or none */
}

static void llrt_end_short_names(JSRuntime *rt)
{
    js_free_rt(rt, rt->llrt_short_names);
    rt->llrt_short_names = NULL;
}

static JSAtom llrt_short_name(JSContext *ctx, const uint8_t *name, uint32_t length)
{
    JSRuntime *rt = ctx->rt;
    uint32_t text = llrt_pack_name(name, length);
    LLRTShortName *kept = rt->llrt_short_names ? llrt_short_name_slot(rt, text) : NULL;
    JSAtom atom;

    if (kept && kept->text == text) {
        if (!llrt_atom_is_kept(rt, kept->atom))
            JS_REF_COUNT(rt->atom_array[kept->atom])++;
        return kept->atom;
    }
    atom = llrt_known_name(rt, name, length);
    if (atom == JS_ATOM_NULL)
        atom = JS_NewAtomLen(ctx, (const char *)name, length);
    if (atom != JS_ATOM_NULL && kept) {
        kept->text = text;
        kept->atom = atom;
    }
    return atom;
}

#endif
