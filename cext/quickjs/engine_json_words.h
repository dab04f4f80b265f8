/* Eight bytes of JSON text at a time: which of them are not copied as they are between text and string. Included by
 * engine_json_stack.c, for parse and stringify. */

/* Strings of up to so many bytes are most of them: keys, types, states, units. */
enum { JSON_SHORT = 16 };

#define JSON_BYTES(byte) ((uint64_t)0x0101010101010101u * (byte))

static inline uint64_t json_load(const void *text)
{
    uint64_t word;

    memcpy(&word, text, 8);
    return word;
}

/* Bit 7 of each byte that is a quote, a backslash or a control. Above the first of these, others may be marked, too. */
static inline uint64_t json_not_plain(uint64_t word)
{
    uint64_t quote = word ^ JSON_BYTES('"'), backslash = word ^ JSON_BYTES('\\');

    return (((quote - JSON_BYTES(1)) & ~quote) | ((backslash - JSON_BYTES(1)) & ~backslash) |
            ((word - JSON_BYTES(0x20)) & ~word)) & JSON_BYTES(0x80);
}

/* The place of the first marked byte. */
static inline size_t json_first_byte(uint64_t marks)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return __builtin_ctzll(marks) >> 3;
#else
#error "json_not_plain() finds the first byte of a little-endian word"
#endif
}
