/* The engine's part of the start-up image (docs/binary.md). Its objects leave the collector's list, or the first cycle
 * collection would write into every page of the image; each gets a reference that is never given back, so none is freed
 * or collected: they are roots. A Runtime so kept is never torn down: its process ends with _exit. Included by engine.c. */

static struct list_head llrt_image_objects;

/* In each chain of the tables those at low addresses come first, which is where what programs touch lies (image_places.c): a look-up
 * that goes on to the others reads a page of the image for each. */
static void order_tables(JSRuntime *rt)
{
    for (int i = 0; i < rt->atom_hash_size; i++) {
        uint32_t first = 0, atom = rt->atom_hash[i], next, *at;
        for (; atom; atom = next) {
            JSAtomStruct *p = rt->atom_array[atom];
            for (at = &first; *at && rt->atom_array[*at] < p;)
                at = &rt->atom_array[*at]->hash_next;
            next = p->hash_next;
            p->hash_next = *at;
            *at = atom;
        }
        rt->atom_hash[i] = first;
    }
    for (int i = 0; i < rt->shape_hash_size; i++) {
        JSShape *first = NULL, *next, **at;
        for (JSShape *shape = rt->shape_hash[i]; shape; shape = next) {
            for (at = &first; *at && *at < shape;)
                at = &(*at)->shape_hash_next;
            next = shape->shape_hash_next;
            shape->shape_hash_next = *at;
            *at = shape;
        }
        rt->shape_hash[i] = first;
    }
}

/* Of the native binary (image_places.c): whether this lies where no start that was watched came. */
extern int llrt_places_is_cold(const void *) __attribute__((weak));

/* Shapes that nobody needs are found no more: a look-up of another one would read a page of the image for each that it meets. They are
 * never taken out of the table, as they are kept and so never the only reference of an object's. */
static void leave_cold_shapes(JSRuntime *rt)
{
    if (!llrt_places_is_cold)
        return;
    for (int i = 0; i < rt->shape_hash_size; i++)
        for (JSShape **at = &rt->shape_hash[i]; *at;)
            if (llrt_places_is_cold(*at)) {
                *at = (*at)->shape_hash_next;
                rt->shape_hash_count--;
            } else
                at = &(*at)->shape_hash_next;
}

/* With many atoms and shapes in the image their tables are made so large that a look-up seldom has to follow a chain. They also have
 * room for a bundle's: a table that grows writes to every atom. */
static void make_tables_sparse(JSRuntime *rt)
{
    int bits = 9;

    if (rt->atom_hash_size >= 16384)
        JS_ResizeAtomHash(rt, rt->atom_hash_size * 4);
    else if (rt->atom_hash_size >= 4096)
        JS_ResizeAtomHash(rt, 8192);
    leave_cold_shapes(rt);
    while (1 << bits < rt->shape_hash_count * 4)
        bits++;
    resize_shape_hash(rt, bits);
    order_tables(rt);
}

/* Names that are made later get a table of their own: that of the image's is not written to any more. */
static int keep_atom_table(JSRuntime *rt)
{
    if (rt->llrt_kept_atoms > KEPT_ATOM)
        return -1;
    for (int i = 0; i < rt->atom_hash_size; i++) {
        for (JSAtom atom = rt->atom_hash[i]; atom; atom = rt->atom_array[atom]->hash_next)
            rt->atom_hash[i] |= llrt_kept_bit(rt->atom_array[atom]->hash);
    }
    rt->llrt_kept_hash = rt->atom_hash;
    rt->llrt_kept_mask = (uint32_t)rt->atom_hash_size - 1;
    rt->llrt_kept_count = rt->atom_count;
    rt->atom_hash = NULL;
    rt->atom_hash_size = 0;
    return JS_ResizeAtomHash(rt, 4096);
}

/* The atoms that are there now stay, and are not counted any more: each look-up of a name would else copy a page of the image. None may be
 * made among them that would have to be freed, so indices that are free there are given up. */
static int keep_atoms(JSRuntime *rt)
{
    int kept = JS_ATOM_END;
    uint32_t next = 0;

    llrt_end_short_names(rt);
    for (int i = JS_ATOM_END; i < rt->atom_size; i++) {
        if (!atom_is_free(rt->atom_array[i])) {
            JS_REF_COUNT(rt->atom_array[i])++;
            kept = i + 1;
        }
    }
    for (int i = rt->atom_size - 1; i >= kept; i--) {
        rt->atom_array[i] = atom_set_free(next);
        next = i;
    }
    rt->atom_free_index = next;
    rt->llrt_kept_atoms = kept;
    return keep_atom_table(rt);
}

int llrt_image_keep(JSRuntime *rt)
{
    struct list_head *el, *next;

    JS_RunGC(rt);
    make_tables_sparse(rt);
    llrt_set_block_each(false);
    llrt_free_arenas(rt);
    if (!list_empty(&rt->job_list))
        return -1;
    init_list_head(&llrt_image_objects);
    list_for_each_safe(el, next, &rt->gc_obj_list) {
        JSGCObjectHeader *object = list_entry(el, JSGCObjectHeader, link);
        JS_REF_COUNT(object)++;
        list_del(&object->link);
        list_add_tail(&object->link, &llrt_image_objects);
    }
    list_for_each(el, &rt->context_list) {
        JSContext *ctx = list_entry(el, JSContext, link);
        ctx->random_state = 0;
        if (ctx->llrt)
            ctx->llrt->drained = false;
        ctx->interrupt_counter = JS_INTERRUPT_COUNTER_INIT;
    }
    if (keep_atoms(rt))
        return -1;
    rt->stack_top = rt->stack_limit = 0;
    JS_SetGCThreshold(rt, rt->malloc_state.malloc_size + rt->malloc_gc_threshold);
    return 0;
}

void llrt_image_start(JSRuntime *rt)
{
    llrt_timezone_read(true);
    llrt_reseed_all(rt);
}
