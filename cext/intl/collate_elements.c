/* From a character to its collation elements: expansions, contractions, ranges, digits by the value of their number. Not here: discontiguous
 * contractions. */
#include "collate.h"

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
        give(s, simple_element(ce32));
        return;
    }
    if (nesting > MAX_NESTING)
        return;
    switch (ce32 & 0xF) {
    case LONG_PRIMARY: case LONG_SECONDARY:
        give(s, simple_element(ce32));
        break;
    case LATIN_EXPANSION:
        give(s, (uint64_t)(ce32 & 0xFF000000u) << 32 | 0x05000000u | (ce32 & 0xFF0000) >> 8);
        give(s, (uint64_t)(ce32 & 0xFF00) << 16 | 0x0500);
        break;
    case EXPANSION32:
        for (uint32_t i = 0; i < length && place + i < t->ce32_count; i++)
            give(s, simple_element(t->ce32s[place + i]));
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

void collation_expand(source *s, uint32_t ce32, uint32_t c, size_t start)
{
    expand(s, ce32, c, start, 0);
}
