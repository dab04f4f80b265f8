/* Small blocks of memory. The last few that were given back, of each size, wait in a chain for the next to want one: a step each
 * way, where an arena has its own count, list and index to keep. Whatever is not that way - no block waits, a limit is met, a block is
 * large - is left to arenas and to the engine's own way. Included by the edited quickjs.c. */

enum { LLRT_SPARE_MOST = 64 };      /* blocks of one size that wait; a collection of cycles gives them all to their arenas */

/* The place of a size in arena_block_sizes, header included. */
static inline unsigned int llrt_size_index(size_t total)
{
    return likely(total <= 128) ? total / 8 - 2 : (unsigned int)arena_get_size_index(total);
}

/* NULL: not this way, and nothing was done. */
static inline void *llrt_take_small(JSRuntime *rt, size_t size)
{
    JSMallocState *s = &rt->malloc_state;
    size_t total = ((size + JS_ARENA_ALIGN - 1) & ~(size_t)(JS_ARENA_ALIGN - 1)) + sizeof(JSMallocBlockHeader);
    struct list_head *head, *first;
    JSMallocBlockHeader *block;
    unsigned int index, place, block_size;
    JSArena *arena;
    void *spare;

    if (unlikely(JS_ARENA_LARGE_BLOCKS_ONLY || size - 1 >= llrt_small_blocks || total > llrt_small_blocks ||
                 s->malloc_size + size > s->malloc_limit - 1))
        return NULL;
    index = llrt_size_index(total);
    block_size = arena_block_sizes[index];
    spare = rt->llrt_spare[index];
    if (likely(spare)) {
        rt->llrt_spare[index] = *(void **)spare;
        rt->llrt_spare_count[index]--;
    } else {
        head = &rt->arena_state.free_arena_list[index];
        first = head->next;
        if (unlikely(first == head))
            return NULL;
        arena = list_entry(first, JSArena, free_link);
        place = arena->first_free_block;
        block = arena_get_block(arena, place, block_size);
        arena->first_free_block = block->u.free_next;
        block->u.block_idx = place;
        if (unlikely(++arena->n_used_blocks == arena->n_blocks))
            list_del(&arena->free_link);
        spare = block->user_data;
    }
    s->malloc_count++;
    s->malloc_size += block_size - sizeof(JSMallocBlockHeader) + MALLOC_OVERHEAD;
    return spare;
}

/* Given back; false: not this way. */
static inline bool llrt_give_small(JSRuntime *rt, void *memory)
{
    JSMallocBlockHeader *block = container_of(memory, JSMallocBlockHeader, user_data);
    unsigned int index = block->block_size_idx;

    if (block->u.block_idx == JS_ARENA_FREE_NIL || rt->llrt_spare_count[index] == LLRT_SPARE_MOST)
        return false;
    *(void **)memory = rt->llrt_spare[index];
    rt->llrt_spare[index] = memory;
    rt->llrt_spare_count[index]++;
    rt->malloc_state.malloc_count--;
    rt->malloc_state.malloc_size -= arena_block_sizes[index] - sizeof(JSMallocBlockHeader) + MALLOC_OVERHEAD;
    return true;
}

/* A small block that has become too small, with what is in it and its header says; NULL: not this way. */
static inline void *llrt_grow_small(JSRuntime *rt, void *memory, size_t size)
{
    JSMallocBlockHeader *block = container_of(memory, JSMallocBlockHeader, user_data), *larger;
    size_t room;
    void *moved;

    if (block->u.block_idx == JS_ARENA_FREE_NIL)
        return NULL;
    room = arena_block_sizes[block->block_size_idx] - sizeof(JSMallocBlockHeader);
    if (size <= room)
        return memory;
    moved = llrt_take_small(rt, size);
    if (unlikely(!moved))
        return NULL;
    larger = container_of(moved, JSMallocBlockHeader, user_data);
    larger->gc_obj_type = block->gc_obj_type;
    larger->mark = block->mark;
    larger->ref_count = block->ref_count;
    memcpy(moved, memory, room);
    js_free_rt(rt, memory);
    return moved;
}

/* The blocks that wait, to their arenas. */
static void llrt_give_spares(JSRuntime *rt)
{
    void *spare;

    for (unsigned int index = 0; index < JS_ARENA_BLOCK_SIZE_COUNT; index++) {
        rt->llrt_spare_count[index] = 0;
        while ((spare = rt->llrt_spare[index])) {
            rt->llrt_spare[index] = *(void **)spare;
            js_arena_free(rt, spare);
        }
    }
}
