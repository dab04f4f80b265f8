/* Shapes are kept. The engine frees a shape with the last object that has it, and makes it again, property by property, for the
 * next one: for objects that live for a moment (options, results, iterators) that cost more than the objects. So the steps from a
 * shape to the one with one property more, and from a prototype to its empty shape, are remembered, with a reference on both ends:
 * a step is found by two comparisons, and what is held is never changed in place. Included by the edited quickjs.c.
 *
 * A step is remembered when it is missed for the second time (by its hash): what is made once stays the object's own, a table
 * with keys of its own among it. Only steps of shapes with few properties, whose prototype lives as long as its constructor
 * anyway: the two hold one another. The table is given up at each collection of cycles, so it keeps nothing that one would free.
 * It is small until thousands of steps have pushed others out: it is for what goes on, not for a start. */

enum { LLRT_SHAPE_SETS = 256, LLRT_SHAPE_SETS_MOST = 1024, LLRT_SHAPE_WAYS = 2, LLRT_SHAPE_MOST = 64,
       LLRT_SHAPE_LOST_MOST = 4096 };

typedef struct LLRTShapeStep {
    void *from;         /* a shape, held; the prototype (or NULL) when `to` has no properties, which holds it itself */
    JSShape *to;        /* held; NULL: none */
} LLRTShapeStep;

struct LLRTShapes {
    uint32_t sets;      /* a power of two; as many steps were seen once at a time as the table has room for */
    uint32_t lost;      /* steps that others took the place of */
    uint32_t *seen;
    JSShape *function[2];   /* held, or both NULL: of functions without properties, and of those with length and name */
    LLRTShapeStep steps[][LLRT_SHAPE_WAYS];
};

static struct LLRTShapes *llrt_new_shapes(JSRuntime *rt, uint32_t sets)
{
    struct LLRTShapes *table;
    size_t size = sizeof(*table) + sets * sizeof(table->steps[0]);

    table = js_mallocz_rt(rt, size + sets * LLRT_SHAPE_WAYS * sizeof(uint32_t));
    if (table) {
        table->sets = sets;
        table->seen = (uint32_t *)((char *)table + size);
    }
    return table;
}

static inline LLRTShapeStep *llrt_shape_set(struct LLRTShapes *table, uint32_t hash)
{
    return table->steps[hash & (table->sets - 1)];
}

static inline uint32_t llrt_step_hash(uint32_t from, JSAtom atom, int flags)
{
    uint32_t h = (from + atom * 0x9E3779B1u + (uint32_t)flags) * 0x85EBCA6Bu;

    return h ^ h >> 16;
}

static inline uint32_t llrt_root_hash(JSObject *proto)
{
    return llrt_step_hash((uint32_t)((uintptr_t)proto >> 4), 0, 0);
}

static void llrt_drop_step(JSRuntime *rt, LLRTShapeStep *step)
{
    LLRTShapeStep old = *step;

    *step = (LLRTShapeStep){ NULL, NULL };
    if (!old.to)
        return;
    if (old.to->prop_count)
        js_free_shape(rt, old.from);
    js_free_shape(rt, old.to);
}

/* Before cycles are collected: references from here have no object that the collector could look into. */
static void llrt_drop_shapes(JSRuntime *rt)
{
    struct LLRTShapes *table = rt->llrt_shapes;

    rt->llrt_shapes = NULL;
    if (!table)
        return;
    for (uint32_t set = 0; set < table->sets; set++)
        for (int way = 0; way < LLRT_SHAPE_WAYS; way++)
            llrt_drop_step(rt, &table->steps[set][way]);
    js_free_shape_null(rt, table->function[0]);
    js_free_shape_null(rt, table->function[1]);
    js_free_rt(rt, table);
}

/* Is it the second time? */
static bool llrt_step_seen(JSRuntime *rt, uint32_t hash)
{
    uint32_t *slot;
    bool seen;

    if (unlikely(!rt->llrt_shapes)) {
        /* Not while the image is made: hashes are of addresses, so another layout would keep other shapes, and a boot could not be
         * compared with the one before. */
        if (!llrt_small_blocks)
            return false;
        rt->llrt_shapes = llrt_new_shapes(rt, LLRT_SHAPE_SETS);
        if (!rt->llrt_shapes)
            return false;
    }
    slot = &rt->llrt_shapes->seen[hash & (rt->llrt_shapes->sets * LLRT_SHAPE_WAYS - 1)];
    seen = *slot == (hash | 1);
    *slot = hash | 1;
    return seen;
}

static uint32_t llrt_hash_of_step(const LLRTShapeStep *step)
{
    JSShapeProperty *last;

    if (step->to->prop_count == 0)
        return llrt_root_hash(step->from);
    last = &get_shape_prop(step->to)[step->to->prop_count - 1];
    return llrt_step_hash(((JSShape *)step->from)->hash, last->atom, last->flags);
}

/* Four times the room, if there is memory for it: each set has at most its own steps then. */
static void llrt_grow_shapes(JSRuntime *rt)
{
    struct LLRTShapes *old = rt->llrt_shapes, *table;
    LLRTShapeStep *step, *set;

    if (old->sets >= LLRT_SHAPE_SETS_MOST || !(table = llrt_new_shapes(rt, old->sets * 4)))
        return;
    for (uint32_t at = 0; at < old->sets; at++)
        for (int way = 0; way < LLRT_SHAPE_WAYS; way++) {
            step = &old->steps[at][way];
            if (!step->to)
                continue;
            set = llrt_shape_set(table, llrt_hash_of_step(step));
            set[set[0].to != NULL] = *step;
        }
    memcpy(table->function, old->function, sizeof(table->function));
    rt->llrt_shapes = table;
    js_free_rt(rt, old);
}

/* Both ends are owned by the step from now on. The one that it replaces goes, which may free objects. */
static void llrt_keep_step(JSRuntime *rt, void *from, JSShape *to, uint32_t hash)
{
    LLRTShapeStep *set, old;

    if (rt->llrt_shapes && rt->llrt_shapes->lost >= LLRT_SHAPE_LOST_MOST) {
        rt->llrt_shapes->lost = 0;
        llrt_grow_shapes(rt);
    }

    if (unlikely(!rt->llrt_shapes)) {   /* collected meanwhile */
        old = (LLRTShapeStep){ from, to };
    } else {
        set = llrt_shape_set(rt->llrt_shapes, hash);
        old = set[1];
        rt->llrt_shapes->lost += old.to != NULL;
        set[1] = set[0];
        set[0] = (LLRTShapeStep){ from, to };
    }
    llrt_drop_step(rt, &old);
}

/* Does this prototype live as long as something that it holds, or as the context? */
static bool llrt_lasting_proto(JSContext *ctx, JSObject *proto)
{
    JSShape *sh;

    if (!proto || proto == JS_VALUE_GET_OBJ(ctx->class_proto[JS_CLASS_OBJECT]) || proto == JS_VALUE_GET_OBJ(ctx->function_proto))
        return true;
    sh = proto->shape;
    if (sh->prop_count > 0 && get_shape_prop(sh)->atom == JS_ATOM_constructor)
        return true;
    for (int id = JS_CLASS_ARRAY; id < ctx->rt->class_count; id++)
        if (JS_IsObject(ctx->class_proto[id]) && proto == JS_VALUE_GET_OBJ(ctx->class_proto[id]))
            return true;
    return false;
}

/* The shape of new objects with this prototype, owned; NULL: out of memory. */
static JSShape *llrt_root_shape(JSContext *ctx, JSObject *proto, bool is_class)
{
    JSRuntime *rt = ctx->rt;
    uint32_t hash = llrt_root_hash(proto);
    LLRTShapeStep *step;
    JSShape *sh;
    bool keep;

    if (likely(rt->llrt_shapes)) {
        step = llrt_shape_set(rt->llrt_shapes, hash);
        for (int i = 0; i < LLRT_SHAPE_WAYS; i++, step++)
            if (step->from == proto && step->to && step->to->prop_count == 0)
                return js_dup_shape(step->to);
    }
    keep = llrt_step_seen(rt, hash) && (is_class || llrt_lasting_proto(ctx, proto));
    sh = find_hashed_shape_proto(rt, proto);
    sh = sh ? js_dup_shape(sh) : js_new_shape(ctx, proto);
    if (sh && keep)
        llrt_keep_step(rt, proto, js_dup_shape(sh), hash);
    return sh;
}

/* The shape with one property more than `sh`, borrowed; NULL: none is known. *keep: `sh`, owned, if the step from it is to be
 * kept when its end has been made. */
static JSShape *llrt_next_shape(JSContext *ctx, JSShape *sh, JSAtom atom, int flags, JSShape **keep)
{
    JSRuntime *rt = ctx->rt;
    uint32_t hash = llrt_step_hash(sh->hash, atom, flags), count = sh->prop_count;
    LLRTShapeStep *step;
    JSShapeProperty *last;
    JSShape *next;

    if (likely(rt->llrt_shapes)) {
        step = llrt_shape_set(rt->llrt_shapes, hash);
        for (int i = 0; i < LLRT_SHAPE_WAYS; i++, step++) {
            if (step->from != sh)
                continue;
            last = &get_shape_prop(step->to)[count];
            if (last->atom == atom && last->flags == flags)
                return step->to;
        }
    }
    next = find_hashed_shape_prop(rt, sh, atom, flags);
    if (count >= LLRT_SHAPE_MOST || !llrt_step_seen(rt, hash) || !llrt_lasting_proto(ctx, sh->proto))
        return next;
    if (next)
        llrt_keep_step(rt, js_dup_shape(sh), js_dup_shape(next), hash);
    else
        *keep = js_dup_shape(sh);
    return next;
}

/* The end of a step has been made (or not: NULL). */
static void llrt_next_made(JSRuntime *rt, JSShape *from, JSShape *to)
{
    JSShapeProperty *last;

    if (likely(!from))
        return;
    if (!to) {
        js_free_shape(rt, from);
        return;
    }
    if (2 * rt->shape_hash_count > rt->shape_hash_size)
        resize_shape_hash(rt, rt->shape_hash_bits + 1);
    last = &get_shape_prop(to)[to->prop_count - 1];
    llrt_keep_step(rt, from, js_dup_shape(to), llrt_step_hash(from->hash, last->atom, last->flags));
}

/* Functions without properties have the shape `from`, owned, and got the shape `to` when they were named. */
static void llrt_keep_named(JSRuntime *rt, JSShape *from, JSShape *to)
{
    struct LLRTShapes *table = rt->llrt_shapes;

    if (!table || table->function[0] || !from->is_hashed || !to->is_hashed || from->prop_size != to->prop_size) {
        js_free_shape(rt, from);
        return;
    }
    table->function[0] = from;
    table->function[1] = js_dup_shape(to);
}
