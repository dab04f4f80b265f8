/* A small block of memory, the way it nearly always goes: an arena of its size has room, and no limit is met. Anything else is left
 * to the engine's own way. Included by the edited quickjs.c. */

/* NULL: not this way, and nothing was done. */
static inline void *llrt_take_small(JSRuntime *rt, size_t size)
{
    JSMallocState *s = &rt->malloc_state;
    size_t total = ((size + JS_ARENA_ALIGN - 1) & ~(size_t)(JS_ARENA_ALIGN - 1)) + sizeof(JSMallocBlockHeader);
    struct list_head *head, *first;
    JSMallocBlockHeader *block;
    unsigned int index, place, block_size;
    JSArena *arena;

    if (unlikely(JS_ARENA_LARGE_BLOCKS_ONLY || size - 1 >= llrt_small_blocks || total > llrt_small_blocks ||
                 s->malloc_size + size > s->malloc_limit - 1))
        return NULL;
    index = arena_get_size_index(total);
    head = &rt->arena_state.free_arena_list[index];
    first = head->next;
    if (unlikely(first == head))
        return NULL;
    arena = list_entry(first, JSArena, free_link);
    block_size = arena_block_sizes[index];
    place = arena->first_free_block;
    block = arena_get_block(arena, place, block_size);
    arena->first_free_block = block->u.free_next;
    block->u.block_idx = place;
    if (unlikely(++arena->n_used_blocks == arena->n_blocks))
        list_del(&arena->free_link);
    s->malloc_count++;
    s->malloc_size += block_size - sizeof(JSMallocBlockHeader) + MALLOC_OVERHEAD;
    return block->user_data;
}
