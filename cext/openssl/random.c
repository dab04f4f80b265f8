/* Random bytes straight from the system, so that two processes from one start-up image can't share any; and the comparison that
 * tells nothing by its time. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "openssl_room.h"

#ifdef __APPLE__
static int system_random(uint8_t *p, size_t n)
{
    arc4random_buf(p, n);
    return 1;
}
#else
#include <sys/random.h>

static int system_random(uint8_t *p, size_t n)
{
    while (n) {
        ssize_t got = getrandom(p, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return 0;
        p += got;
        n -= (size_t)got;
    }
    return 1;
}
#endif

/* randomFill(bytes, offset, size) */
FASTOP(op_random_fill)
{
    (void)argc;
    const uint8_t *p;
    size_t n;
    if (!take_bytes(&args[0], &p, &n, result))
        return;
    size_t offset = args[1].kind == LLRT_NUMBER ? (size_t)args[1].num : 0;
    size_t size = args[2].kind == LLRT_NUMBER ? (size_t)args[2].num : n - offset;
    if (offset > n || size > n - offset)
        fail(result, LLRT_RANGE_ERROR, NULL, "offset and size reach beyond the buffer");
    else if (!system_random((uint8_t *)p + offset, size))
        fail(result, LLRT_ERROR, NULL, "the system gives no random bytes");
}

/* randomUUID() -> a version 4 UUID */
FASTOP(op_random_uuid)
{
    (void)argc;
    (void)args;
    static const char digits[] = "0123456789abcdef";
    uint8_t r[16], *out = (uint8_t *)result->small;
    if (!system_random(r, sizeof r)) {
        fail(result, LLRT_ERROR, NULL, "the system gives no random bytes");
        return;
    }
    r[6] = (r[6] & 0x0F) | 0x40;
    r[8] = (r[8] & 0x3F) | 0x80;
    for (int i = 0, at = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[at++] = '-';
        out[at++] = (uint8_t)digits[r[i] >> 4];
        out[at++] = (uint8_t)digits[r[i] & 15];
    }
    result->kind = LLRT_STR8;
    result->ptr = out;
    result->len = 36;
}

/* timingSafeEqual(a, b) -> boolean; lengths are equal, which the caller has checked */
FASTOP(op_timing_safe_equal)
{
    (void)argc;
    const uint8_t *a, *b;
    size_t n, m;
    if (take_bytes(&args[0], &a, &n, result) && take_bytes(&args[1], &b, &m, result))
        give_bool(result, n == m && CRYPTO_memcmp(a, b, n) == 0);
}
