/* Keyed hashes for strings, Map and Set keys and property names, instead of the engine's fixed ones: without the keys
 * nobody can make colliding input. Multiply-and-fold over four code units at a time; 8-bit and 16-bit strings with the
 * same text hash alike. Included by the edited quickjs.c (through engine_state.h). */
#ifndef LLRT_ENGINE_HASH_H
#define LLRT_ENGINE_HASH_H

#include <stdint.h>

/* Process-wide, drawn before the first runtime is made (engine_runtime.c). Odd. */
static uint64_t llrt_hash_keys[3] = { 0x9e3779b97f4a7c15u, 0xc2b2ae3d27d4eb4fu, 0x165667b19e3779f9u };

static inline uint64_t llrt_fold(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t llrt_hash_units(uint64_t h, uint64_t word)
{
    return llrt_fold(h ^ word, llrt_hash_keys[1]);
}

static inline uint32_t llrt_hash_end(uint64_t h, size_t length)
{
    h = llrt_fold(h ^ length, llrt_hash_keys[2]);
    return (uint32_t)(h ^ h >> 32);
}

#define LLRT_HASH_STRING(name, unit) \
    static inline uint32_t name(const unit *text, size_t length, uint32_t kind) \
    { \
        uint64_t h = llrt_hash_keys[0] + kind, word = 0; \
        size_t i; \
        for (i = 0; i + 4 <= length; i += 4) \
            h = llrt_hash_units(h, (uint64_t)text[i] | (uint64_t)text[i + 1] << 16 | (uint64_t)text[i + 2] << 32 | \
                                   (uint64_t)text[i + 3] << 48); \
        for (; i < length; i++) \
            word = word << 16 | text[i]; \
        return llrt_hash_end(llrt_hash_units(h, word), length); \
    }

LLRT_HASH_STRING(llrt_hash_string8, uint8_t)
LLRT_HASH_STRING(llrt_hash_string16, uint16_t)

/* Whether two texts of `length` bytes are one: names are short, and a call costs as much as comparing one. */
static inline bool llrt_same_text(const void *one, const void *other, uint32_t length)
{
    const uint8_t *a = one, *b = other;

    if (length > 8)
        return memcmp(a, b, length) == 0;
    if (length >= 4) {
        uint32_t words[4];
        memcpy(&words[0], a, 4), memcpy(&words[1], b, 4);
        memcpy(&words[2], a + length - 4, 4), memcpy(&words[3], b + length - 4, 4);
        return words[0] == words[1] && words[2] == words[3];
    }
    return !length || (a[0] == b[0] && a[length / 2] == b[length / 2] && a[length - 1] == b[length - 1]);
}

static inline uint32_t llrt_hash_u64(uint64_t value, uint32_t kind)
{
    return llrt_hash_end(llrt_hash_units(llrt_hash_keys[0] + kind, value), 8);
}

#endif
