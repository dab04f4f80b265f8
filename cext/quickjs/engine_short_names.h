/* Names in the text to atoms. Those of a minified bundle are mostly of one to four characters, and looking each up in the atoms' table
 * misses the processor's caches: these are kept in a small table by what they are. Included by engine_parse.h. */
#ifndef LLRT_ENGINE_SHORT_NAMES_H
#define LLRT_ENGINE_SHORT_NAMES_H

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
    atom = JS_NewAtomLen(ctx, (const char *)name, length);
    if (atom != JS_ATOM_NULL && kept) {
        kept->text = text;
        kept->atom = atom;
    }
    return atom;
}

#endif
