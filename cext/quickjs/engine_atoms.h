/* Texts in ASCII to atoms: looked for and, if there is none, made with one hash and without a string in between. Included by the
 * edited quickjs.c before JS_NewAtomLen. */
#ifndef LLRT_ENGINE_ATOMS_H
#define LLRT_ENGINE_ATOMS_H

/* The atom of a text that has one, counted; JS_ATOM_NULL: it has none. As __JS_FindAtom, for names are short and most are known. */
static inline JSAtom llrt_known_name(JSRuntime *rt, const uint8_t *name, uint32_t length, uint32_t hash)
{
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

/* A new atom; JS_ATOM_NULL: it is to be made the engine's way (a table has to grow, no memory). */
static JSAtom llrt_new_name(JSContext *ctx, const uint8_t *name, uint32_t length, uint32_t hash)
{
    JSRuntime *rt = ctx->rt;
    uint32_t index = rt->atom_free_index, *first = &rt->atom_hash[hash & (rt->atom_hash_size - 1)];
    JSAtomStruct *p;

    if (unlikely(!index || rt->atom_count + 1 >= rt->atom_count_resize))
        return JS_ATOM_NULL;
    p = js_alloc_string_rt(rt, length, 0);
    if (unlikely(!p))
        return JS_ATOM_NULL;
    llrt_charge_memory(ctx, length);
    memcpy(str8(p), name, length);
    str8(p)[length] = '\0';
    p->hash = hash;
    p->atom_type = JS_ATOM_TYPE_STRING;
    p->first_weak_ref = NULL;
    p->hash_next = *first;
    *first = index;
    rt->atom_free_index = atom_get_free(rt->atom_array[index]);
    rt->atom_array[index] = p;
    rt->atom_count++;
    return index;
}

static inline bool llrt_all_ascii(const uint8_t *text, uint32_t length)
{
    uint64_t eight;

    for (; length >= 8; text += 8, length -= 8) {
        memcpy(&eight, text, 8);
        if (eight & 0x8080808080808080u)
            return false;
    }
    while (length && *text < 0x80)
        text++, length--;
    return !length;
}

/* A text of this length is compiled. A bundle has a name for every 60 bytes; most are looked for once to find that there is none yet, and
 * where their chains are empty no other name is read for it, which would not be in the processor's caches. */
static void llrt_expect_names(JSRuntime *rt, size_t length)
{
    int size = rt->atom_hash_size;

    while (size < 65536 && (size_t)size < length / 32)
        size *= 2;
    if (size > rt->atom_hash_size)
        JS_ResizeAtomHash(rt, size);        /* without memory it stays as it is */
}

/* The atom of a text that does not begin with a digit; JS_ATOM_NULL: to be found or made the engine's way. */
static JSAtom llrt_name_atom(JSContext *ctx, const char *text, size_t length)
{
    const uint8_t *name = (const uint8_t *)text;
    uint32_t hash;
    JSAtom atom;

    if (unlikely(length > JS_STRING_LEN_MAX))
        return JS_ATOM_NULL;
    hash = llrt_hash_string8(name, length, JS_ATOM_TYPE_STRING) & JS_ATOM_HASH_MASK;
    atom = llrt_known_name(ctx->rt, name, length, hash);
    if (atom == JS_ATOM_NULL && llrt_all_ascii(name, length))
        atom = llrt_new_name(ctx, name, length, hash);
    return atom;
}

#endif
