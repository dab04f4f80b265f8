/* Comparing strings by the Unicode Collation Algorithm with CLDR's root order. Text comes decomposed (NFD) where that matters. Not here:
 * languages that order otherwise. */
#include "collate.h"
#include "ops.h"

static bool read_table(const llrt_arg *arg, table *out)
{
    const uint32_t *p = arg->ptr;
    uint64_t size = 8;

    if (arg->kind != LLRT_BYTES || arg->len < 32 || ((uintptr_t)arg->ptr & 7))
        return false;
    *out = (table){p[0], p[1], p[2], p[4], p[5] / 2, p[6], p[7], NULL, NULL, NULL, NULL, NULL, 2 * p[3]};
    out->ces = (const uint64_t *)(p + 8);
    size += p[5];
    out->index = (const uint16_t *)(p + size);
    size += p[3];
    out->values = p + size;
    size += p[4];
    out->ce32s = p + size;
    size += p[6];
    out->contexts = p + size;
    return (size + p[7]) * 4 <= arg->len && p[4] > 4 && p[6] > 0;
}

static uint64_t next_raw(source *s)
{
    while (s->taken == s->count) {
        size_t start = s->at;
        uint32_t c = next_code_point(s->text, &s->at), ce32;
        if (c == END)
            return UINT64_MAX;
        ce32 = ce32_of(s->data, c);
        if ((ce32 & 0xFF) < 0xC0)
            return simple_element(ce32);
        s->taken = s->count = 0;
        collation_expand(s, ce32, c, start);
    }
    return s->pending[s->taken++];
}

/* UINT64_MAX at the end. Punctuation that is ignored is left out, and marks on it. */
static uint64_t next_element(source *s)
{
    for (;;) {
        uint64_t ce = next_raw(s);
        uint32_t primary = (uint32_t)(ce >> 32);
        if (ce == UINT64_MAX || !(s->options & SHIFTED))
            return ce;
        if (primary == 0 ? !s->after_variable : primary >= s->data->variable_top || primary <= MERGE_SEPARATOR) {
            s->after_variable = primary == 0 ? s->after_variable : false;
            return ce;
        }
        if (primary != 0)
            s->after_variable = true;
    }
}

/* What an element counts for at a level; 0: it is skipped there. */
typedef enum level { PRIMARY_LEVEL, SECONDARY_LEVEL, CASE_ONLY, TERTIARY_LEVEL } level;

static uint32_t weight(const source *s, uint64_t ce, level at)
{
    uint32_t low = (uint32_t)ce, tertiary;

    switch (at) {
    case PRIMARY_LEVEL:
        return (uint32_t)(ce >> 32);
    case SECONDARY_LEVEL:
        return low >> 16;
    case CASE_ONLY:
        return ce >> 32 && low ? (s->options & UPPER_FIRST ? 0xC000 - (low & 0xC000) : low & 0xC000) + 1 : 0;
    default:
        if (!(s->options & CASE_FIRST))
            return low & 0x3F3F;
        tertiary = low & 0xFF3F;
        if (tertiary != 0 && s->options & UPPER_FIRST)
            tertiary = low > 0xFFFF ? tertiary ^ 0xC000 : tertiary + 0x4000;
        return tertiary;
    }
}

static uint32_t next_weight(source *s, level at)
{
    for (;;) {
        uint64_t ce = next_element(s);
        uint32_t found;
        if (ce == UINT64_MAX)
            return 0;
        found = weight(s, ce, at);
        if (found != 0)
            return found;
    }
}

static int compare_level(const table *t, const llrt_arg *a, const llrt_arg *b, size_t from, int options, level at)
{
    source x = {.data = t, .text = a, .at = from, .options = options};
    source y = {.data = t, .text = b, .at = from, .options = options};

    for (;;) {
        uint32_t left = next_weight(&x, at), right = next_weight(&y, at);
        if (left != right)
            return left < right ? -1 : 1;
        if (left == 0)
            return 0;
    }
}

/* How far two strings of ASCII are the same; 0 if there is anything else before that, or digits and they count as numbers. */
static size_t same_start(const llrt_arg *a, const llrt_arg *b, int options)
{
    size_t n = 0;

    if (options & (NUMERIC | SHIFTED))
        return 0;
    while (n < a->len && n < b->len && unit_at(a, n) == unit_at(b, n) && unit_at(a, n) < 0x80)
        n++;
    /* What follows may change the last character's elements. */
    return n > 0 ? n - 1 : 0;
}

/* Has the string characters that NFD may change or reorder? Most of the common scripts it leaves alone. */
static bool may_decompose(const llrt_arg *text)
{
    const uint16_t *units = text->ptr;

    if (text->kind == LLRT_STR8)
        return false;
    for (size_t i = 0; i < text->len; i++) {
        uint16_t c = units[i];
        if (c >= 0x300 && (c < 0x3000 || (c >= 0x3040 && c < 0x3100) || (c >= 0xAC00 && c < 0xE000) || c >= 0xF900))
            return true;
    }
    return false;
}

/* (string, string, strength 1-3, options, collation data) -> -1, 0, 1; 2: the strings must be decomposed first; 3: this is
 * the data for Latin-1, and there is other text */
void intl_compare(const llrt_arg *args, int argc, llrt_result *result)
{
    const llrt_arg *a = &args[0], *b = &args[1];
    int strength = (int)args[2].num, options = (int)args[3].num, order;
    table t;
    size_t from;

    (void)argc;
    result->kind = LLRT_NUMBER;
    if ((a->kind != LLRT_STR8 && a->kind != LLRT_STR16) || (b->kind != LLRT_STR8 && b->kind != LLRT_STR16) || !read_table(&args[4], &t))
        return;
    if (t.high_start == 0 && (a->kind != LLRT_STR8 || b->kind != LLRT_STR8)) {
        result->num = 3;
        return;
    }
    if (!(options & DECOMPOSED) && (may_decompose(a) || may_decompose(b))) {
        result->num = 2;
        return;
    }
    from = same_start(a, b, options);
    order = compare_level(&t, a, b, from, options, PRIMARY_LEVEL);
    if (order == 0 && strength >= 2)
        order = compare_level(&t, a, b, from, options, SECONDARY_LEVEL);
    if (order == 0 && options & CASE_LEVEL)
        order = compare_level(&t, a, b, from, options, CASE_ONLY);
    if (order == 0 && strength >= 3)
        order = compare_level(&t, a, b, from, options, TERTIARY_LEVEL);
    result->num = order;
}
