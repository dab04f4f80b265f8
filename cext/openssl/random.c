/* Random bytes: few from a page of the system's bytes that no other process can have, many from OpenSSL's generator, which the system
 * seeds; and the comparison that tells nothing by its time. */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <openssl/crypto.h>
#include <openssl/rand.h>

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

/* ---- Few bytes -------------------------------------------------------------------------------------------------------------------- */

/* A child's copy of the page is zeros (MADV_WIPEONFORK), so it draws anew; a restored snapshot forgets it (llrt_random_forget); a start-up
 * image cannot hold it, as it is no memory of the image's. What was given away is wiped. */
typedef struct pool {
    int busy;
    uint32_t left, fillings;
    uint8_t bytes[4096 - 16];
} pool;

#define MANY_FILLINGS 16    /* who draws so much has OpenSSL's generator got ready, four times as fast as the system's */

static pool *the_pool;

static pool *make_pool(void)
{
#ifdef MADV_WIPEONFORK
    pool *made = mmap(NULL, sizeof *made, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *before = NULL;
    if (made == MAP_FAILED)
        return NULL;
    if (!madvise(made, sizeof *made, MADV_WIPEONFORK)
        && __atomic_compare_exchange_n(&the_pool, &before, made, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return made;
    munmap(made, sizeof *made);
    return before;
#else
    return NULL;
#endif
}

static int fill_pool(pool *source)
{
    int many = source->fillings >= MANY_FILLINGS && llrt_openssl_ready() && RAND_bytes(source->bytes, sizeof source->bytes) == 1;
    if (!many && !system_random(source->bytes, sizeof source->bytes))
        return 0;
    source->fillings += source->fillings < MANY_FILLINGS;
    source->left = sizeof source->bytes;
    return 1;
}

static int from_pool(uint8_t *p, size_t n)
{
    pool *source = __atomic_load_n(&the_pool, __ATOMIC_ACQUIRE);
    int done = 1;
    if (!source && !(source = make_pool()))
        return 0;
    if (__atomic_exchange_n(&source->busy, 1, __ATOMIC_ACQUIRE))
        return 0;
    if (source->left < n)
        done = fill_pool(source);
    if (done) {
        source->left -= (uint32_t)n;
        memcpy(p, source->bytes + source->left, n);
        OPENSSL_cleanse(source->bytes + source->left, n);
    }
    __atomic_store_n(&source->busy, 0, __ATOMIC_RELEASE);
    return done;
}

void llrt_random_forget(void)
{
    pool *source = __atomic_load_n(&the_pool, __ATOMIC_ACQUIRE);
    if (!source)
        return;
    while (__atomic_exchange_n(&source->busy, 1, __ATOMIC_ACQUIRE))
        ;
    source->left = 0;
    OPENSSL_cleanse(source->bytes, sizeof source->bytes);
    __atomic_store_n(&source->busy, 0, __ATOMIC_RELEASE);
}

/* ---- Any number ------------------------------------------------------------------------------------------------------------------- */

#define FEW 256
#define MANY 1024       /* from here on OpenSSL's generator is faster than the system's */

static int draw(uint8_t *p, size_t n)
{
    if (n <= FEW && from_pool(p, n))
        return 1;
    if (n >= MANY && n <= INT_MAX && llrt_openssl_ready() && RAND_bytes(p, (int)n) == 1)
        return 1;
    return system_random(p, n);
}

static int drawn(uint8_t *p, size_t n, llrt_result *result)
{
    if (draw(p, n))
        return 1;
    fail(result, LLRT_ERROR, NULL, "the system gives no random bytes");
    return 0;
}

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
    else
        drawn((uint8_t *)p + offset, size, result);
}

/* randomValues(view) -> whether it was one of at most 65536 bytes of integers, and is filled */
FASTOP(op_random_values)
{
    (void)argc;
    int fits = args[0].kind == LLRT_BYTES && args[0].num >= LLRT_VIEW_TYPED && args[0].num < LLRT_VIEW_FLOATS && args[0].len <= 65536;
    if (!fits || !args[0].len || drawn(args[0].ptr, args[0].len, result))
        give_bool(result, fits);
}

/* randomBytes(this, size, callback) -> bytes; declines a callback and what is large or no size */
FASTOP(op_random_bytes)
{
    (void)argc;
    double size = args[1].kind == LLRT_NUMBER ? args[1].num : -1;
    if (!(size >= 0 && size <= 65536 && size == trunc(size)) || args[2].kind != LLRT_UNDEFINED) {
        result->kind = LLRT_DECLINED;
        return;
    }
    size_t n = (size_t)size;
    uint8_t *out = n <= sizeof result->small ? (uint8_t *)result->small : malloc(n);
    if (!out)
        result->kind = LLRT_OUT_OF_MEMORY;
    else if (drawn(out, n, result))
        give_bytes(result, out, n);
    else if (out != (uint8_t *)result->small)
        free(out);
}

#define SAFE 9007199254740991.0
#define MOST_RANGE 281474976710655.0    /* 2^48 - 1 */

static int is_safe(const llrt_arg *arg)
{
    return arg->kind == LLRT_NUMBER && fabs(arg->num) <= SAFE && arg->num == trunc(arg->num);
}

/* randomInt(this, min, max, callback) -> number; with one number that is the maximum. Declines what is wrong and a callback. */
FASTOP(op_random_int)
{
    (void)argc;
    int one = args[2].kind == LLRT_UNDEFINED;
    double min = one ? 0 : args[1].num, max = one ? args[1].num : args[2].num;
    if (!is_safe(&args[1]) || !(one || is_safe(&args[2])) || args[3].kind != LLRT_UNDEFINED || max <= min || max - min > MOST_RANGE) {
        result->kind = LLRT_DECLINED;
        return;
    }
    /* Numbers of 48 bits; what lies above the largest multiple of the range is drawn again, or small ones would be likelier. */
    uint64_t range = (uint64_t)(max - min), all = (uint64_t)1 << 48, limit = all - all % range, x;
    do {
        uint8_t r[6];
        if (!drawn(r, sizeof r, result))
            return;
        x = r[0] | (uint64_t)r[1] << 8 | (uint64_t)r[2] << 16 | (uint64_t)r[3] << 24 | (uint64_t)r[4] << 32 | (uint64_t)r[5] << 40;
    } while (x >= limit);
    give_number(result, (double)(x % range) + min);
}

/* The 16 hexadecimal digits of 8 random bytes, in whatever order: those below 10 and those above differ by a carry. */
static void random_digits(uint64_t r, uint8_t *out)
{
    const uint64_t each = 0x0101010101010101u;
    uint64_t halves[2] = {r & 15 * each, (r >> 4) & 15 * each};
    for (int i = 0; i < 2; i++)
        halves[i] += '0' * each + ((halves[i] + 6 * each) >> 4 & each) * ('a' - '9' - 1);
    memcpy(out, halves, sizeof halves);
}

/* randomUUID(this, options, anew: without the pool) -> a version 4 UUID; declines options */
FASTOP(op_random_uuid)
{
    (void)argc;
    static const uint8_t starts[] = {0, 8, 12, 16, 20}, variants[] = "89ab";
    uint8_t digits[32], *out = (uint8_t *)result->small;
    uint64_t r[2];
    if (args[1].kind != LLRT_UNDEFINED) {
        result->kind = LLRT_DECLINED;
        return;
    }
    if (args[2].kind == LLRT_UNDEFINED ? !draw((uint8_t *)r, sizeof r) : !system_random((uint8_t *)r, sizeof r)) {
        fail(result, LLRT_ERROR, NULL, "the system gives no random bytes");
        return;
    }
    random_digits(r[0], digits);
    random_digits(r[1], digits + 16);
    digits[12] = '4';
    digits[16] = variants[r[1] & 3];
    memset(out, '-', 36);
    for (int i = 0; i < 5; i++)
        memcpy(out + starts[i] + i, digits + starts[i], (i < 4 ? starts[i + 1] : sizeof digits) - starts[i]);
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
