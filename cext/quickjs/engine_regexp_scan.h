/* Where a search can begin: most patterns start with a character or a class of them, and most texts have none of it. The bytecode
 * of a search tries each position in turn, a dozen operations for each; here the bytes are looked at. Included by the edited
 * libregexp.c. */

enum { LLRT_SEARCH_LENGTH = 5 + 1 + 5, LLRT_SEARCH_RANGES = 8 };

static bool llrt_in_ranges(const uint8_t *ranges, unsigned count, uint8_t c)
{
    for (unsigned i = 0; i < count; i++, ranges += 4)
        if (c >= get_u16(ranges) && c <= get_u16(ranges + 2))
            return true;
    return false;
}

/* The first byte from `at` on with which a match can begin; NULL: there is none. Anything but a search for a character or a
 * class, in text of bytes, begins where it is. */
static const uint8_t *llrt_first_candidate(const uint8_t *code, const uint8_t *at, const uint8_t *end)
{
    unsigned value;

    if (code[0] != REOP_split_goto_first || get_u32(code + 1) != 6 || code[5] != REOP_any || code[6] != REOP_goto ||
        (int)get_u32(code + 7) != -LLRT_SEARCH_LENGTH)
        return at;
    for (code += LLRT_SEARCH_LENGTH; code[0] == REOP_save_start; code += 2)
        ;
    if (code[0] == REOP_char) {
        value = get_u16(code + 1);
        return value > 0xff || at == end ? NULL : memchr(at, value, end - at);
    }
    if (code[0] != REOP_range)
        return at;
    value = get_u16(code + 1);
    if (value > LLRT_SEARCH_RANGES)
        return at;
    for (; at < end; at++)
        if (llrt_in_ranges(code + 3, value, *at))
            return at;
    return NULL;
}
