/* Boundaries of graphemes, words and sentences: ICU's compiled break rules, which are UAX 29 as state tables, run over a string.
 * Dictionaries (words of Thai, Chinese, ...) are not here. Formats: ICU's rbbidata.h, ucptrie.h. https://unicode.org/reports/tr29/ */
#include <stdbool.h>
#include <string.h>

#include "ops.h"

enum { STOP_STATE = 0, START_STATE = 1, ACCEPTING = 1, NEEDS_START = 2, ROWS_OF_BYTES = 4, MAX_LOOKAHEAD = 16 };
enum { CATEGORY_END = 1, CATEGORY_START = 2, WORD_LIKE = 100, MAX_CODE_POINT = 0x10FFFF };

/* The rules of one kind of boundary: numbers of the machine's byte order, as the data was built for. */
typedef struct rules {
    const uint8_t *rows;
    uint32_t row_size, states, categories;
    bool bytes, needs_start;
    const uint16_t *index;
    const uint8_t *values;
    uint32_t index_length, value_count, value_width, high_start;
    const int32_t *statuses;
    uint32_t status_count;
} rules;

typedef struct text {
    const llrt_arg *from;
    size_t at;
} text;

/* ---- Reading the data ----------------------------------------------------------------------------------------------------- */

static uint32_t u32_at(const uint8_t *p, size_t offset)
{
    uint32_t value;
    memcpy(&value, p + offset, sizeof value);
    return value;
}

static uint16_t u16_at(const uint8_t *p, size_t offset)
{
    uint16_t value;
    memcpy(&value, p + offset, sizeof value);
    return value;
}

static bool read_trie(const uint8_t *p, size_t size, rules *out)
{
    uint32_t options, width;

    if (size < 16 || u32_at(p, 0) != 0x54726933)
        return false;
    options = u16_at(p, 4);
    width = options & 7;
    out->index_length = u16_at(p, 6);
    out->value_count = u16_at(p, 8) | (options & 0xF000) << 4;
    out->value_width = width == 2 ? 1 : 2;
    out->high_start = (uint32_t)u16_at(p, 14) << 9;
    out->index = (const uint16_t *)(p + 16);
    out->values = p + 16 + 2 * out->index_length;
    return (options & 0xC0) == 0 && width != 1 && 16 + 2 * out->index_length + out->value_count * out->value_width <= size;
}

/* `data` is a section as the generator wrote it; false if it is anything else. */
static bool read_rules(const llrt_arg *data, rules *out)
{
    const uint8_t *p = data->ptr;
    size_t size = data->len, head;
    uint32_t flags, table, table_size;

    if (data->kind != LLRT_BYTES || size < 128 || ((uintptr_t)p & 3))
        return false;
    head = u16_at(p, 0);
    if (head + 80 > size || u32_at(p, head) != 0xB1A0 || u32_at(p, head + 8) > size - head)
        return false;
    p += head;
    size -= head;
    out->categories = u32_at(p, 12);
    table = u32_at(p, 16);
    table_size = u32_at(p, 20);
    if (table + table_size > size || table_size < 20 || u32_at(p, 32) + u32_at(p, 36) > size || u32_at(p, 48) + u32_at(p, 52) > size)
        return false;
    out->states = u32_at(p, table);
    out->row_size = u32_at(p, table + 4);
    flags = u32_at(p, table + 16);
    out->bytes = flags & ROWS_OF_BYTES;
    out->needs_start = flags & NEEDS_START;
    out->rows = p + table + 20;
    out->statuses = (const int32_t *)(p + u32_at(p, 48));
    out->status_count = u32_at(p, 52) / 4;
    if (out->row_size < (3 + out->categories) * (out->bytes ? 1 : 2) || out->states * out->row_size + 20 > table_size)
        return false;
    return read_trie(p + u32_at(p, 32), u32_at(p, 36), out);
}

/* ---- Categories of characters ---------------------------------------------------------------------------------------------- */

static uint32_t value_place(const rules *r, uint32_t c)
{
    uint32_t block, i3, place;

    if (c <= 0xFFFF)
        return r->index[c >> 6] + (c & 0x3F);
    if (c >= r->high_start)
        return r->value_count - 2;
    block = r->index[r->index[(c >> 14) + 0x3FC] + ((c >> 9) & 0x1F)];
    i3 = (c >> 4) & 0x1F;
    if (!(block & 0x8000))
        return r->index[block + i3] + (c & 0xF);
    block = (block & 0x7FFF) + (i3 & ~7u) + (i3 >> 3);      /* nine indices of 18 bits for eight */
    i3 &= 7;
    place = ((uint32_t)r->index[block] << (2 + 2 * i3)) & 0x30000;
    return (place | r->index[block + 1 + i3]) + (c & 0xF);
}

static uint32_t category(const rules *r, uint32_t c)
{
    uint32_t place = value_place(r, c), value;

    if (place >= r->value_count)
        return 0;
    value = r->value_width == 1 ? r->values[place] : u16_at(r->values, 2 * place);
    return value < r->categories ? value : 0;
}

/* The code point at text->at, which moves on; MAX_CODE_POINT + 1 at the end. */
static uint32_t next_code_point(text *t)
{
    const uint16_t *units = t->from->ptr;
    uint32_t c;

    if (t->at >= t->from->len)
        return MAX_CODE_POINT + 1;
    if (t->from->kind == LLRT_STR8)
        return ((const uint8_t *)t->from->ptr)[t->at++];
    c = units[t->at++];
    if ((c & 0xFC00) == 0xD800 && t->at < t->from->len && (units[t->at] & 0xFC00) == 0xDC00)
        c = 0x10000 + ((c & 0x3FF) << 10 | (units[t->at++] & 0x3FF));
    return c;
}

/* ---- The machine ------------------------------------------------------------------------------------------------------------ */

static uint32_t cell(const rules *r, uint32_t state, uint32_t column)
{
    const uint8_t *row = r->rows + (state < r->states ? state : 0) * r->row_size;
    return r->bytes ? row[column] : u16_at(row, 2 * column);
}

/* The next boundary behind `start`, which must be before the end; *status_index tells what the segment is. */
static size_t next_boundary(const rules *r, const llrt_arg *string, size_t start, uint32_t *status_index)
{
    text t = {string, start};
    size_t looked[MAX_LOOKAHEAD], result = start;
    uint32_t c = next_code_point(&t), state = START_STATE;
    bool starting = r->needs_start, ended = false;
    size_t first = t.at;

    memset(looked, 0xFF, sizeof looked);
    for (;;) {
        uint32_t accepting, ahead;
        size_t at = starting ? start : t.at;

        if (!starting && c > MAX_CODE_POINT) {
            if (ended)
                break;
            ended = true;
        }
        state = cell(r, state, 3 + (starting ? CATEGORY_START : ended ? CATEGORY_END : category(r, c)));
        accepting = cell(r, state, 0);
        if (accepting == ACCEPTING) {
            result = at;
            *status_index = cell(r, state, 2);
        } else if (accepting > ACCEPTING && accepting < MAX_LOOKAHEAD && looked[accepting] != SIZE_MAX) {
            *status_index = cell(r, state, 2);
            return looked[accepting] > start ? looked[accepting] : first;
        }
        ahead = cell(r, state, 1);
        if (ahead > ACCEPTING && ahead < MAX_LOOKAHEAD)
            looked[ahead] = at;
        if (state == STOP_STATE)
            break;
        if (!starting && !ended)
            c = next_code_point(&t);
        starting = false;
    }
    return result > start ? result : first;
}

/* Is a segment with this status a word? */
static bool is_word(const rules *r, uint32_t status_index)
{
    uint32_t count;

    if (status_index >= r->status_count)
        return false;
    count = (uint32_t)r->statuses[status_index];
    return count > 0 && status_index + count < r->status_count && r->statuses[status_index + count] >= WORD_LIKE;
}

/* (string, index, rules, Float64Array) -> how many of the next boundaries are in the array: twice the index, and one more if the segment
 * before it is a word. */
void intl_next_breaks(const llrt_arg *args, int argc, llrt_result *result)
{
    rules r;
    size_t at = args[1].num > 0 ? (size_t)args[1].num : 0, room = args[3].len / sizeof(double), count = 0;
    double *out = args[3].ptr;

    (void)argc;
    result->kind = LLRT_NUMBER;
    if ((args[0].kind != LLRT_STR8 && args[0].kind != LLRT_STR16) || args[3].kind != LLRT_BYTES || !read_rules(&args[2], &r))
        return;
    while (at < args[0].len && count < room) {
        uint32_t status_index = 0;
        double found;
        at = next_boundary(&r, &args[0], at, &status_index);
        found = 2 * (double)at + is_word(&r, status_index);
        memcpy(&out[count++], &found, sizeof found);
    }
    result->num = (double)count;
}
