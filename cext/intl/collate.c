/* Comparing strings by the Unicode Collation Algorithm with CLDR's root order: the data is a section that collation_data.py made.
 * Text comes decomposed (NFD) where that matters. Not here: languages that order otherwise, discontiguous contractions.
 * https://unicode.org/reports/tr10/; collation elements are packed as ICU packs them (collation.h). */
#include <stdbool.h>
#include <string.h>

#include "ops.h"

enum { LONG_PRIMARY = 1, LONG_SECONDARY = 2, LATIN_EXPANSION = 4, EXPANSION32 = 5, EXPANSION = 6, PREFIX = 8, CONTRACTION = 9,
       DIGIT = 10, ZERO = 11, OFFSET = 14 };
enum { SHIFTED = 1, NUMERIC = 2, CASE_LEVEL = 4, CASE_FIRST = 8, UPPER_FIRST = 16, DECOMPOSED = 32 };       /* options beside the strength */
enum { MAX_PENDING = 128, MAX_DIGITS = 254, MAX_NESTING = 8, END = 0x110000 };
#define COMMON 0x05000500u
#define MERGE_SEPARATOR 0x02000000u

typedef struct table {
    uint32_t variable_top, numeric_primary, high_start, value_count, ce_count, ce32_count, context_count;
    const uint64_t *ces;
    const uint16_t *index;
    const uint32_t *values, *ce32s, *contexts;
    uint32_t index_length;
} table;

/* Gives the collation elements of a string one after the other. */
typedef struct source {
    const table *data;
    const llrt_arg *text;
    size_t at;
    int options;
    bool after_variable;
    int taken, count;
    uint64_t pending[MAX_PENDING];
} source;

/* ---- The data ---------------------------------------------------------------------------------------------------------------- */

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

static uint32_t index_at(const table *t, uint32_t place)
{
    return place < t->index_length ? t->index[place] : 0;
}

static uint32_t ce32_of(const table *t, uint32_t c)
{
    uint32_t place;

    if (c <= 0xFFFF)
        place = (index_at(t, (c >> 5) + (c >= 0xD800 && c <= 0xDBFF ? 0x800 - (0xD800 >> 5) : 0)) << 2) + (c & 0x1F);
    else if (c >= t->high_start)
        place = t->value_count - 4;
    else
        place = (index_at(t, index_at(t, 2080 + (c >> 11)) + ((c >> 5) & 0x3F)) << 2) + (c & 0x1F);
    return place < t->value_count ? t->values[place] : 0;
}

/* ---- Text -------------------------------------------------------------------------------------------------------------------- */

static uint32_t unit_at(const llrt_arg *text, size_t at)
{
    return text->kind == LLRT_STR8 ? ((const uint8_t *)text->ptr)[at] : ((const uint16_t *)text->ptr)[at];
}

static uint32_t next_code_point(const llrt_arg *text, size_t *at)
{
    uint32_t c;

    if (*at >= text->len)
        return END;
    c = unit_at(text, (*at)++);
    if ((c & 0xFC00) == 0xD800 && *at < text->len && (unit_at(text, *at) & 0xFC00) == 0xDC00)
        c = 0x10000 + ((c & 0x3FF) << 10 | (unit_at(text, (*at)++) & 0x3FF));
    return c;
}

/* ---- From a character to its elements ------------------------------------------------------------------------------------------ */

static void give(source *s, uint64_t ce)
{
    if (s->count < MAX_PENDING)
        s->pending[s->count++] = ce;
}

static uint64_t unassigned(uint32_t c)
{
    uint32_t n = c + 1, primary = 2 + n % 18 * 14;

    n /= 18;
    primary |= (2 + n % 254) << 8;
    n /= 254;
    primary |= (4 + n % 251) << 16;
    return (uint64_t)(primary | 0xFE000000u) << 32 | COMMON;
}

/* Primaries of a range are so many steps from the first. */
static uint64_t in_range(uint64_t data, uint32_t c)
{
    uint32_t base = (uint32_t)(data >> 32), primary;
    int32_t lower = (int32_t)(uint32_t)data, offset = ((int32_t)c - (lower >> 8)) * (lower & 0x7F);
    int32_t low = lower & 0x80 ? 4 : 2, count = lower & 0x80 ? 251 : 254;

    offset += (int32_t)(base >> 8 & 0xFF) - 2;
    primary = (uint32_t)(offset % 254 + 2) << 8;
    offset = offset / 254 + (int32_t)(base >> 16 & 0xFF) - low;
    primary |= (uint32_t)(offset % count + low) << 16;
    primary |= (base & 0xFF000000u) + ((uint32_t)(offset / count) << 24);
    return (uint64_t)primary << 32 | COMMON;
}

static uint64_t simple(uint32_t ce32)
{
    if ((ce32 & 0xFF) < 0xC0)
        return (uint64_t)(ce32 & 0xFFFF0000u) << 32 | (ce32 & 0xFF00) << 16 | (ce32 & 0xFF) << 8;
    if ((ce32 & 0xF) == LONG_PRIMARY)
        return (uint64_t)(ce32 & 0xFFFFFF00u) << 32 | COMMON;
    return (ce32 & 0xF) == LONG_SECONDARY ? ce32 & 0xFFFFFF00u : 0;
}

/* Does what stands in the text behind `at` (or before it, read backwards) begin with these units? */
static bool matches(const source *s, const uint32_t *units, uint32_t length, size_t at, bool before)
{
    if (before ? length > at : length > s->text->len - at)
        return false;
    for (uint32_t i = 0; i < length; i++)
        if (unit_at(s->text, before ? at - 1 - i : at + i) != units[i])
            return false;
    return true;
}

/* The result of the longest match of a set of contractions or prefixes; contractions are taken from the text. */
static uint32_t in_context(source *s, uint32_t place, size_t start, bool before)
{
    const uint32_t *p = s->data->contexts, *end = p + s->data->context_count;
    uint32_t result, count;

    if (place + 2 > s->data->context_count)
        return 0;
    p += place;
    result = p[0];
    count = p[1];
    p += 2;
    while (count-- && p + 2 <= end && p + 2 + p[1] <= end) {
        if (matches(s, p + 2, p[1], before ? start : s->at, before)) {
            if (!before)
                s->at += p[1];
            return p[0];
        }
        p += 2 + p[1];
    }
    return result;
}

static void give_numeric(source *s, uint32_t first);

static void expand(source *s, uint32_t ce32, uint32_t c, size_t start, int nesting)
{
    const table *t = s->data;
    uint32_t place = ce32 >> 13, length = ce32 >> 8 & 31;

    if ((ce32 & 0xFF) < 0xC0) {
        give(s, simple(ce32));
        return;
    }
    if (nesting > MAX_NESTING)
        return;
    switch (ce32 & 0xF) {
    case LONG_PRIMARY: case LONG_SECONDARY:
        give(s, simple(ce32));
        break;
    case LATIN_EXPANSION:
        give(s, (uint64_t)(ce32 & 0xFF000000u) << 32 | 0x05000000u | (ce32 & 0xFF0000) >> 8);
        give(s, (uint64_t)(ce32 & 0xFF00) << 16 | 0x0500);
        break;
    case EXPANSION32:
        for (uint32_t i = 0; i < length && place + i < t->ce32_count; i++)
            give(s, simple(t->ce32s[place + i]));
        break;
    case EXPANSION:
        for (uint32_t i = 0; i < length && place + i < t->ce_count; i++)
            give(s, t->ces[place + i]);
        break;
    case PREFIX: case CONTRACTION:
        expand(s, in_context(s, place, start, (ce32 & 0xF) == PREFIX), c, start, nesting + 1);
        break;
    case DIGIT:
        if (s->options & NUMERIC)
            give_numeric(s, ce32 >> 8 & 0xF);
        else if (place < t->ce32_count)
            expand(s, t->ce32s[place], c, start, nesting + 1);
        break;
    case ZERO:
        expand(s, t->ce32s[0], c, start, nesting + 1);
        break;
    case OFFSET:
        if (place < t->ce_count)
            give(s, in_range(t->ces[place], c));
        break;
    default:
        give(s, unassigned(c));
    }
}

/* ---- Numbers by their value ---------------------------------------------------------------------------------------------------- */

static void give_primary(source *s, uint32_t primary)
{
    give(s, (uint64_t)primary << 32 | COMMON);
}

static bool give_small(source *s, uint32_t value)
{
    uint32_t primary = s->data->numeric_primary;

    if (value < 74) {
        give_primary(s, primary | (2 + value) << 16);
        return true;
    }
    value -= 74;
    if (value < 40 * 254) {
        give_primary(s, primary | (76 + value / 254) << 16 | (2 + value % 254) << 8);
        return true;
    }
    value -= 40 * 254;
    if (value >= 16 * 254 * 254)
        return false;
    give_primary(s, primary | (116 + value / (254 * 254)) << 16 | (2 + value / 254 % 254) << 8 | (2 + value % 254));
    return true;
}

static void give_pairs(source *s, const uint8_t *digits, int length)
{
    uint32_t primary = s->data->numeric_primary | (uint32_t)(128 + (length + 1) / 2) << 16, pair;
    int at = 0, shift = 8;

    while (digits[length - 1] == 0 && digits[length - 2] == 0)
        length -= 2;
    pair = digits[at++];
    if (!(length & 1))
        pair = pair * 10 + digits[at++];
    pair = 11 + 2 * pair;
    while (at < length) {
        if (shift == 0) {
            give_primary(s, primary | pair);
            primary = s->data->numeric_primary;
            shift = 16;
        } else {
            primary |= pair << shift;
            shift -= 8;
        }
        pair = 11 + 2 * (digits[at] * 10u + digits[at + 1]);
        at += 2;
    }
    give_primary(s, primary | (pair - 1) << shift);
}

/* A run of digits of which the first has been read. */
static void give_numeric(source *s, uint32_t first)
{
    uint8_t digits[MAX_DIGITS];
    int length = 0;
    uint32_t value = 0;

    digits[length++] = (uint8_t)first;
    while (length < MAX_DIGITS) {
        size_t at = s->at;
        uint32_t c = next_code_point(s->text, &at), ce32 = c == END ? 0 : ce32_of(s->data, c);
        if ((ce32 & 0xFF) < 0xC0 || (ce32 & 0xF) != DIGIT)
            break;
        s->at = at;
        if (length == 1 && digits[0] == 0)      /* zeros before a number do not count */
            length = 0;
        digits[length++] = ce32 >> 8 & 0xF;
    }
    for (int i = 0; i < length && i < 7; i++)
        value = value * 10 + digits[i];
    if (length > 7 || !give_small(s, value))
        give_pairs(s, digits, length);
}

/* ---- The elements of a string ---------------------------------------------------------------------------------------------------- */

static uint64_t next_raw(source *s)
{
    while (s->taken == s->count) {
        size_t start = s->at;
        uint32_t c = next_code_point(s->text, &s->at), ce32;
        if (c == END)
            return UINT64_MAX;
        ce32 = ce32_of(s->data, c);
        if ((ce32 & 0xFF) < 0xC0)
            return simple(ce32);
        s->taken = s->count = 0;
        expand(s, ce32, c, start, 0);
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
