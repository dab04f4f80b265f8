/* CRC32C (Castagnoli), over strings and buffers. Not here: CRC-32, which is zlib's (cext/zlib/ops.c). */
#include <string.h>

#include "openssl_room.h"

#define CASTAGNOLI 0x82F63B78u

/* Eight tables: eight bytes a step. */
static uint32_t tables[8][256];

static void make_tables(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int bit = 0; bit < 8; bit++)
            c = c & 1 ? c >> 1 ^ CASTAGNOLI : c >> 1;
        tables[0][i] = c;
    }
    for (int k = 1; k < 8; k++)
        for (int i = 0; i < 256; i++)
            tables[k][i] = tables[k - 1][i] >> 8 ^ tables[0][tables[k - 1][i] & 255];
}

static int feed(void *sum, const void *bytes, size_t n)
{
    const uint8_t *p = bytes;
    uint32_t c = ~*(uint32_t *)sum;
    /* Two threads that both find no tables write the same numbers. */
    if (!__atomic_load_n(&tables[7][255], __ATOMIC_ACQUIRE))
        make_tables();
    for (; n >= 8; n -= 8, p += 8) {
        uint32_t low, high;
        memcpy(&low, p, 4);
        memcpy(&high, p + 4, 4);
        low ^= c;
        c = tables[7][low & 255] ^ tables[6][low >> 8 & 255] ^ tables[5][low >> 16 & 255] ^ tables[4][low >> 24]
            ^ tables[3][high & 255] ^ tables[2][high >> 8 & 255] ^ tables[1][high >> 16 & 255] ^ tables[0][high >> 24];
    }
    while (n--)
        c = c >> 8 ^ tables[0][(c ^ *p++) & 255];
    *(uint32_t *)sum = ~c;
    return 1;
}

/* crc32c(string | bytes, before) -> number */
FASTOP(op_crc32c)
{
    uint32_t sum = args[1].kind == LLRT_NUMBER ? (uint32_t)(int64_t)args[1].num : 0;
    (void)argc;
    if (feed_argument(&args[0], feed, &sum, result))
        give_number(result, sum);
}
