/* The indexes of the WHATWG Encoding standard: made at build time by gen_tables.py, read-only, 0 is no character. */
#ifndef LLRT_ENCODING_TABLES_H
#define LLRT_ENCODING_TABLES_H

#include <stdint.h>

#define SINGLE_BYTE_COUNT 28
#define BIG5_COUNT 19782
#define JIS0208_COUNT 11104
#define JIS0212_COUNT 8836
#define TWO_BYTE_COUNT 23940            /* euc_kr and gb18030: 126 rows of 190 */
#define GB18030_RANGES_COUNT 412        /* pairs: pointer, code point */

/* Of the large indexes, which hold the low bytes of all code points, then the high ones. */
static inline uint32_t index_point(const uint8_t *index, uint32_t count, uint32_t pointer)
{
    return index[pointer] | (uint32_t)index[count + pointer] << 8;
}

extern const uint16_t single_byte_index[SINGLE_BYTE_COUNT * 128];
extern const uint8_t big5_index[2 * BIG5_COUNT];
extern const uint8_t big5_plane2[(BIG5_COUNT + 7) / 8];
extern const uint8_t jis0208_index[2 * JIS0208_COUNT];
extern const uint8_t jis0212_index[2 * JIS0212_COUNT];
extern const uint8_t euc_kr_index[2 * TWO_BYTE_COUNT];
extern const uint8_t gb18030_index[2 * TWO_BYTE_COUNT];
extern const uint16_t gb18030_ranges_index[GB18030_RANGES_COUNT];

#endif
