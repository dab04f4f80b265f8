/* What comparing strings (collate.c) and the elements of a character (collate_elements.c) share: the data, a section that collation_data.py
 * made, and text. https://unicode.org/reports/tr10/; collation elements are packed as ICU packs them (collation.h). */
#ifndef LLRT_INTL_COLLATE_H
#define LLRT_INTL_COLLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "llrt_fastop.h"

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

static inline uint32_t index_at(const table *t, uint32_t place)
{
    return place < t->index_length ? t->index[place] : 0;
}

static inline uint32_t ce32_of(const table *t, uint32_t c)
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

static inline uint32_t unit_at(const llrt_arg *text, size_t at)
{
    return text->kind == LLRT_STR8 ? ((const uint8_t *)text->ptr)[at] : ((const uint16_t *)text->ptr)[at];
}

static inline uint32_t next_code_point(const llrt_arg *text, size_t *at)
{
    uint32_t c;

    if (*at >= text->len)
        return END;
    c = unit_at(text, (*at)++);
    if ((c & 0xFC00) == 0xD800 && *at < text->len && (unit_at(text, *at) & 0xFC00) == 0xDC00)
        c = 0x10000 + ((c & 0x3FF) << 10 | (unit_at(text, (*at)++) & 0x3FF));
    return c;
}

/* The element of a character that has one and needs nothing else. */
static inline uint64_t simple_element(uint32_t ce32)
{
    if ((ce32 & 0xFF) < 0xC0)
        return (uint64_t)(ce32 & 0xFFFF0000u) << 32 | (ce32 & 0xFF00) << 16 | (ce32 & 0xFF) << 8;
    if ((ce32 & 0xF) == LONG_PRIMARY)
        return (uint64_t)(ce32 & 0xFFFFFF00u) << 32 | COMMON;
    return (ce32 & 0xF) == LONG_SECONDARY ? ce32 & 0xFFFFFF00u : 0;
}

/* Puts the elements of a character, which began at `start` of the text, behind those of `s`; takes more of the text where that belongs to it. */
void collation_expand(source *s, uint32_t ce32, uint32_t c, size_t start);

#endif
