/* Variables of a top-level function, found by name: a bundle has thousands, and each was searched for among all. A table has
 * indexes plus one; it is made when there are many, and caught up with when it is asked. */

enum { FEW_VARIABLES = 16, NAMES_OFF = -1 };

/* Room for `count` names; false: search from the first (few names, or no memory). */
static bool names_room(JSContext *ctx, LLRTNames *names, int count)
{
    int size = 64;

    if (count < FEW_VARIABLES || names->count == NAMES_OFF)
        return false;
    if (names->size >= 2 * count)
        return true;
    while (size < 3 * count)
        size *= 2;
    js_free(ctx, names->slots);
    names->size = names->count = 0;
    names->slots = js_mallocz(ctx, size * sizeof(*names->slots));
    if (!names->slots)
        return false;
    names->size = size;
    return true;
}

static inline uint32_t names_first(LLRTNames *names, JSAtom name)
{
    return name * 0x9e3779b1u >> 8 & (names->size - 1);
}

/* Where the search for `name` among the variables that `fd` has from outside is to begin: at it, or behind the last.
 * Objects with names (with, eval) make order matter: then at the first. */
static int llrt_closure_start(JSFunctionDef *fd, JSAtom name)
{
    LLRTNames *names = &fd->llrt_closure_names;
    uint32_t at;

    if (!names_room(fd->ctx, names, fd->closure_var_count))
        return 0;
    for (; names->count < fd->closure_var_count; names->count++) {
        JSAtom own = fd->closure_var[names->count].var_name;
        if (own == JS_ATOM__var_ || own == JS_ATOM__arg_var_ || own == JS_ATOM__with_) {
            names->count = NAMES_OFF;
            return 0;
        }
        for (at = names_first(names, own); names->slots[at]; at = (at + 1) & (names->size - 1)) {
            if (fd->closure_var[names->slots[at] - 1].var_name == own)
                break;
        }
        if (!names->slots[at])
            names->slots[at] = names->count + 1;
    }
    for (at = names_first(names, name); names->slots[at]; at = (at + 1) & (names->size - 1)) {
        if (fd->closure_var[names->slots[at] - 1].var_name == name)
            return names->slots[at] - 1;
    }
    return fd->closure_var_count;
}

/* The same for the variables that a script or a module declares at its top. */
static int llrt_global_start(JSFunctionDef *fd, JSAtom name)
{
    LLRTNames *names = &fd->llrt_global_names;
    uint32_t at;

    if (!names_room(fd->ctx, names, fd->global_var_count))
        return 0;
    for (; names->count < fd->global_var_count; names->count++) {
        JSAtom own = fd->global_vars[names->count].var_name;
        for (at = names_first(names, own); names->slots[at]; at = (at + 1) & (names->size - 1)) {
            if (fd->global_vars[names->slots[at] - 1].var_name == own)
                break;
        }
        if (!names->slots[at])
            names->slots[at] = names->count + 1;
    }
    for (at = names_first(names, name); names->slots[at]; at = (at + 1) & (names->size - 1)) {
        if (fd->global_vars[names->slots[at] - 1].var_name == name)
            return names->slots[at] - 1;
    }
    return fd->global_var_count;
}

static void llrt_free_names(JSFunctionDef *fd)
{
    js_free(fd->ctx, fd->llrt_closure_names.slots);
    js_free(fd->ctx, fd->llrt_global_names.slots);
    fd->llrt_closure_names = fd->llrt_global_names = (LLRTNames){ 0 };
}
