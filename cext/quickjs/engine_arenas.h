/* Empty arenas of the engine's allocator are kept for its next ones, up to 4 MiB: given back to malloc at once, the memory of
 * every big value (an event, a parsed document) would go to the system and be faulted in again with the next one, which
 * costs as much as making it. Included by the edited quickjs.c (through engine_state.h). */
#ifndef LLRT_ENGINE_ARENAS_H
#define LLRT_ENGINE_ARENAS_H

/* Blocks up to this size come from arenas; 0 while the start-up image is made, which places each by what touches it. */
static size_t llrt_small_blocks = JS_ARENA_MAX_SMALL_SIZE;

void llrt_set_block_each(bool each)
{
    llrt_small_blocks = each ? 0 : JS_ARENA_MAX_SMALL_SIZE;
}

enum { LLRT_ARENAS_KEPT = (4 << 20) / JS_ARENA_SIZE };

typedef struct LLRTArena {
    struct LLRTArena *next;
} LLRTArena;

static void *llrt_take_arena(JSRuntime *rt)
{
    LLRTArena *arena = rt->llrt_arenas;

    if (!arena)
        return rt->mf.js_malloc(rt->malloc_state.opaque, JS_ARENA_SIZE);
    rt->llrt_arenas = arena->next;
    rt->llrt_arena_count--;
    return arena;
}

static void llrt_give_arena(JSRuntime *rt, void *memory)
{
    LLRTArena *arena = memory;

    if (rt->llrt_arena_count == LLRT_ARENAS_KEPT) {
        rt->mf.js_free(rt->malloc_state.opaque, memory);
        return;
    }
    arena->next = rt->llrt_arenas;
    rt->llrt_arenas = arena;
    rt->llrt_arena_count++;
}

/* Whether a size has more than one arena with free blocks. */
static inline bool llrt_has_another(const struct list_head *free_arenas)
{
    return free_arenas->next != free_arenas->prev;
}

static void llrt_free_arenas(JSRuntime *rt)
{
    while (rt->llrt_arenas)
        rt->mf.js_free(rt->malloc_state.opaque, llrt_take_arena(rt));
}

#endif
