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

/* The slot of the variable that is called `name`, or the empty one that would be its. `names` are `stride` bytes apart. */
static inline uint32_t *names_slot(LLRTNames *table, const char *names, size_t stride, JSAtom name)
{
    uint32_t at = names_first(table, name);

    while (table->slots[at] && *(const JSAtom *)(names + (table->slots[at] - 1) * stride) != name)
        at = (at + 1) & (table->size - 1);
    return &table->slots[at];
}

/* Where the search for `name` among `count` variables is to begin: at the first of that name, or behind the last. Objects with
 * names (with, eval) make order matter: then at the first. */
static inline int names_find(LLRTNames *table, const char *names, size_t stride, int count, JSAtom name)
{
    uint32_t *slot;

    for (; table->count < count; table->count++) {
        JSAtom own = *(const JSAtom *)(names + table->count * stride);
        if (own == JS_ATOM__var_ || own == JS_ATOM__arg_var_ || own == JS_ATOM__with_) {
            table->count = NAMES_OFF;
            return 0;
        }
        slot = names_slot(table, names, stride, own);
        if (!*slot)
            *slot = table->count + 1;
    }
    slot = names_slot(table, names, stride, name);
    return *slot ? *slot - 1 : count;
}

/* Among the variables that `fd` has from outside. */
static int llrt_closure_start(JSFunctionDef *fd, JSAtom name)
{
    if (!names_room(fd->ctx, &fd->llrt_closure_names, fd->closure_var_count))
        return 0;
    return names_find(&fd->llrt_closure_names, (const char *)&fd->closure_var->var_name, sizeof(*fd->closure_var),
                      fd->closure_var_count, name);
}

/* Among those that a script or a module declares at its top. */
static int llrt_global_start(JSFunctionDef *fd, JSAtom name)
{
    if (!names_room(fd->ctx, &fd->llrt_global_names, fd->global_var_count))
        return 0;
    return names_find(&fd->llrt_global_names, (const char *)&fd->global_vars->var_name, sizeof(*fd->global_vars),
                      fd->global_var_count, name);
}

static void llrt_free_names(JSFunctionDef *fd)
{
    js_free(fd->ctx, fd->llrt_closure_names.slots);
    js_free(fd->ctx, fd->llrt_global_names.slots);
    js_free(fd->ctx, fd->llrt_places_before);
    fd->llrt_places_before = NULL;
    fd->llrt_closure_names = fd->llrt_global_names = (LLRTNames){ 0 };
}
