/* CRC32 (zlib's) and CRC32C (Castagnoli), over strings and buffers. */
#include <string.h>

#include "openssl_room.h"

#define CASTAGNOLI 0x82F63B78u

typedef struct sum {
    uint32_t value;
} sum;

typedef uint32_t tables_of_crc[8][256];

static void make_tables(tables_of_crc tables, uint32_t polynomial)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int bit = 0; bit < 8; bit++)
            c = c & 1 ? c >> 1 ^ polynomial : c >> 1;
        tables[0][i] = c;
    }
    for (int k = 1; k < 8; k++)
        for (int i = 0; i < 256; i++)
            tables[k][i] = tables[k - 1][i] >> 8 ^ tables[0][tables[k - 1][i] & 255];
}

/* Eight tables: eight bytes a step. */
static int feed_tables(tables_of_crc tables, uint32_t polynomial, sum *s, const uint8_t *p, size_t n)
{
    uint32_t c = ~s->value;
    /* Two threads that both find no tables write the same numbers. */
    if (!__atomic_load_n(&tables[7][255], __ATOMIC_ACQUIRE))
        make_tables(tables, polynomial);
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
    s->value = ~c;
    return 1;
}

static int feed_crc32c(void *state, const void *bytes, size_t n)
{
    static tables_of_crc tables;
    return feed_tables(tables, CASTAGNOLI, state, bytes, n);
}

#ifdef LLRT_BINARY

#include "llrt_zlib.h"

static int feed_crc32(void *state, const void *bytes, size_t n)
{
    sum *s = state;
    if (n) /* without bytes zlib gives the sum to begin with */
        s->value = zng_crc32_z(s->value, bytes, n);
    return 1;
}

#else

/* Extension modules cannot call each other's C, and link no zlib of the system's for this. */
#define ISO_3309 0xEDB88320u

static int feed_crc32(void *state, const void *bytes, size_t n)
{
    static tables_of_crc tables;
    return feed_tables(tables, ISO_3309, state, bytes, n);
}

#endif

static void run(const llrt_arg *args, int (*feed)(void *, const void *, size_t), llrt_result *result)
{
    sum s = {args[1].kind == LLRT_NUMBER ? (uint32_t)(int64_t)args[1].num : 0};
    if (feed_argument(&args[0], feed, &s, result))
        give_number(result, s.value);
}

/* crc32(string | bytes, before) -> number */
FASTOP(op_crc32)
{
    (void)argc;
    run(args, feed_crc32, result);
}

/* crc32c(string | bytes, before) -> number */
FASTOP(op_crc32c)
{
    (void)argc;
    run(args, feed_crc32c, result);
}
