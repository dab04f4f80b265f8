/* How deep the stack gets, operation by operation. Included by the edited quickjs.c before compute_stack_size. */
#ifndef LLRT_ENGINE_LEVELS_H
#define LLRT_ENGINE_LEVELS_H

enum { LEVEL_OTHER, LEVEL_PLAIN, LEVEL_UNCAUGHT /* when no catch is open */, LEVEL_ARGUMENTS, LEVEL_FEW_ARGUMENTS };

/* What ends there, jumps, or has to do with a catch, and what compute_stack_size() counts in another way. */
#define LEVEL_IS_OTHER(op, f) \
    ((op) == OP_invalid || (op) == OP_tail_call || (op) == OP_tail_call_method || (op) == OP_return || (op) == OP_return_undef || \
     (op) == OP_return_async || (op) == OP_throw || (op) == OP_throw_error || (op) == OP_ret || (op) == OP_for_of_start || \
     (op) == OP_for_await_of_start || (op) == OP_iterator_close || (op) == OP_nip_catch || (f) == OP_FMT_npop_u16 || \
     (f) == OP_FMT_label || (f) == OP_FMT_label8 || (f) == OP_FMT_label16 || (f) == OP_FMT_atom_label_u8)

#define LEVEL_OF(op, f) \
    (LEVEL_IS_OTHER(op, f) ? LEVEL_OTHER : (f) == OP_FMT_npop ? LEVEL_ARGUMENTS : (f) == OP_FMT_npopx ? LEVEL_FEW_ARGUMENTS : \
     (op) == OP_drop || (op) == OP_nip || (op) == OP_nip1 ? LEVEL_UNCAUGHT : LEVEL_PLAIN)

enum { LEVEL_HIGH = JS_STACK_SIZE_MAX - 16 /* below the highest by more than an operation adds */ };

typedef struct LLRTLevel {
    uint8_t kind, size, n_pop, n_push;
} LLRTLevel;

/* What leads to the next operation and nowhere else, and changes the stack by a number that is known. */
static const LLRTLevel llrt_levels[256] = {
#define FMT(f)
#define DEF(id, size, n_pop, n_push, f) [OP_##id] = { LEVEL_OF(OP_##id, OP_FMT_##f), size, n_pop, n_push },
#define def(id, size, n_pop, n_push, f)
#include "quickjs-opcode.h"
#undef def
#undef DEF
#undef FMT
};

/* The table of catches: most code is in none, and has not to say so. */
static int32_t *llrt_take_catches(JSContext *ctx, int length)
{
    int32_t *catches = llrt_take_table(ctx, TABLE_CATCHES, sizeof(*catches) * length);

    if (catches)
        memset(catches, 0xff, sizeof(*catches) * length);
    return catches;
}

/* Goes on from `pos` as long as that is so and the next operation has not been seen; returns the first that is left. */
static inline int llrt_follow_levels(StackSizeState *s, const uint8_t *code, int pos, int *at_level, int catch_pos)
{
    uint16_t *levels = s->stack_level_tab;
    int32_t *catches = s->catch_pos_tab;
    int level = *at_level, most = s->stack_len_max, length = s->bc_len;

    for (;;) {
        int op = code[pos], pop, next;
        LLRTLevel known = llrt_levels[op];
        if (known.kind != LEVEL_PLAIN && (known.kind == LEVEL_OTHER || (known.kind == LEVEL_UNCAUGHT && catch_pos >= 0)))
            break;
        next = pos + known.size;
        pop = known.n_pop;
        if (known.kind >= LEVEL_ARGUMENTS)
            pop += known.kind == LEVEL_ARGUMENTS ? get_u16(code + pos + 1) : op - OP_call0;
        pop = level - pop;
        if ((unsigned)pop > LEVEL_HIGH || next >= length || levels[next] != 0xffff)
            break;
        level = pop + known.n_push;
        most = max_int(most, level);
        levels[next] = level;
        if (catch_pos >= 0)
            catches[next] = catch_pos;
        pos = next;
    }
    s->stack_len_max = most;
    *at_level = level;
    return pos;
}

#endif
