/* How deep the stack gets, operation by operation. Included by the edited quickjs.c before compute_stack_size. */
#ifndef LLRT_ENGINE_LEVELS_H
#define LLRT_ENGINE_LEVELS_H

enum { LEVEL_OTHER, LEVEL_PLAIN, LEVEL_UNCAUGHT /* when no catch is open */, LEVEL_ARGUMENTS, LEVEL_FEW_ARGUMENTS };

#define LEVEL_OF(f) \
    ((f) == OP_FMT_npop ? LEVEL_ARGUMENTS : (f) == OP_FMT_npopx ? LEVEL_FEW_ARGUMENTS : (f) == OP_FMT_npop_u16 || (f) == OP_FMT_label || \
     (f) == OP_FMT_label8 || (f) == OP_FMT_label16 || (f) == OP_FMT_atom_label_u8 ? LEVEL_OTHER : LEVEL_PLAIN)

/* What leads to the next operation and nowhere else, and changes the stack by a number that is known. */
static const uint8_t llrt_levels[256] = {
#define FMT(f)
#define DEF(id, size, n_pop, n_push, f) [OP_##id] = LEVEL_OF(OP_FMT_##f),
#define def(id, size, n_pop, n_push, f)
#include "quickjs-opcode.h"
#undef def
#undef DEF
#undef FMT
    [OP_invalid] = LEVEL_OTHER, [OP_tail_call] = LEVEL_OTHER, [OP_tail_call_method] = LEVEL_OTHER, [OP_return] = LEVEL_OTHER,
    [OP_return_undef] = LEVEL_OTHER, [OP_return_async] = LEVEL_OTHER, [OP_throw] = LEVEL_OTHER, [OP_throw_error] = LEVEL_OTHER,
    [OP_ret] = LEVEL_OTHER, [OP_for_of_start] = LEVEL_OTHER, [OP_for_await_of_start] = LEVEL_OTHER, [OP_iterator_close] = LEVEL_OTHER,
    [OP_nip_catch] = LEVEL_OTHER, [OP_drop] = LEVEL_UNCAUGHT, [OP_nip] = LEVEL_UNCAUGHT, [OP_nip1] = LEVEL_UNCAUGHT,
};

/* Goes on from `pos` as long as that is so and the next operation has not been seen; returns the first that is left. */
static inline int llrt_follow_levels(StackSizeState *s, const uint8_t *code, int pos, int *at_level, int catch_pos)
{
    uint16_t *levels = s->stack_level_tab;
    int32_t *catches = s->catch_pos_tab;
    int level = *at_level, most = s->stack_len_max, length = s->bc_len;

    for (;;) {
        int op = code[pos], kind = llrt_levels[op], pop, next;
        const JSOpCode *info = &short_opcode_info(op);
        if (kind != LEVEL_PLAIN && (kind == LEVEL_OTHER || (kind == LEVEL_UNCAUGHT && catch_pos >= 0)))
            break;
        next = pos + info->size;
        pop = info->n_pop;
        if (kind >= LEVEL_ARGUMENTS)
            pop += kind == LEVEL_ARGUMENTS ? get_u16(code + pos + 1) : op - OP_call0;
        if (next >= length || level < pop || levels[next] != 0xffff || level + info->n_push - pop > JS_STACK_SIZE_MAX)
            break;
        level += info->n_push - pop;
        most = max_int(most, level);
        levels[next] = level;
        catches[next] = catch_pos;
        pos = next;
    }
    s->stack_len_max = most;
    *at_level = level;
    return pos;
}

#endif
