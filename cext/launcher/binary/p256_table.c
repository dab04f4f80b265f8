/* The multiples of P-256's generator that OpenSSL's fast multiplication reads: 148 KB of numbers that no archiver makes smaller.
 * slim.py takes them out of libcrypto, and they are computed here, in a millisecond, when a process has multiplied the generator
 * often. Until then it is a point like any other: libcrypto's general multiplication, constant-time as well, takes 40 us more to
 * sign, and 10 us more to verify. x86-64 only. Curve and generator: FIPS 186-4, D.1.2.3. */
#ifdef LLRT_P256_TABLE
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LIMBS 4
#define ROWS 37     /* windows of 7 bits in 256 */
#define COLUMNS 64
#define OFTEN 32    /* multiplications after which the table pays */

typedef uint64_t field[LIMBS];
typedef struct { field x, y, z; } jacobian __attribute__((aligned(32)));
typedef struct { field x, y; } affine __attribute__((aligned(64)));

/* libcrypto's assembly; field elements are Montgomery's. */
void ecp_nistz256_mul_mont(field, const field, const field);
void ecp_nistz256_sqr_mont(field, const field);
void ecp_nistz256_to_mont(field, const field);
void ecp_nistz256_point_double(jacobian *, const jacobian *);
void ecp_nistz256_point_add_affine(jacobian *, const jacobian *, const affine *);
void ecp_nistz256_gather_w7(affine *, const affine *, int);

/* Row r, column c: (c + 1) * 2^(7 r) * G. */
affine ecp_nistz256_precomputed[ROWS][COLUMNS];
static atomic_int uses;
static atomic_bool ready;
static pthread_once_t filled = PTHREAD_ONCE_INIT, made = PTHREAD_ONCE_INIT;
static EC_POINT *general;

static const field G_X = {0xf4a13945d898c296, 0x77037d812deb33a0, 0xf8bce6e563a440f2, 0x6b17d1f2e12c4247};
static const field G_Y = {0xcbb6406837bf51f5, 0x2bce33576b315ece, 0x8ee7eb4a7c0f9e16, 0x4fe342e2fe1a7f9b};
static const field ONE = {1};

static void squares(field out, const field in, int count)
{
    ecp_nistz256_sqr_mont(out, in);
    while (--count)
        ecp_nistz256_sqr_mont(out, out);
}

/* in^(p - 2); p - 2 = ffffffff00000001000000000000000000000000fffffffffffffffffffffffd */
static void inverse(field out, const field in)
{
    field ones2, ones4, ones8, ones16, ones32, power;

    squares(power, in, 1);
    ecp_nistz256_mul_mont(ones2, power, in);
    squares(power, ones2, 2);
    ecp_nistz256_mul_mont(ones4, power, ones2);
    squares(power, ones4, 4);
    ecp_nistz256_mul_mont(ones8, power, ones4);
    squares(power, ones8, 8);
    ecp_nistz256_mul_mont(ones16, power, ones8);
    squares(power, ones16, 16);
    ecp_nistz256_mul_mont(ones32, power, ones16);
    squares(power, ones32, 32);
    ecp_nistz256_mul_mont(power, power, in);
    squares(power, power, 128);
    ecp_nistz256_mul_mont(power, power, ones32);
    squares(power, power, 32);
    ecp_nistz256_mul_mont(power, power, ones32);
    squares(power, power, 16);
    ecp_nistz256_mul_mont(power, power, ones16);
    squares(power, power, 8);
    ecp_nistz256_mul_mont(power, power, ones8);
    squares(power, power, 4);
    ecp_nistz256_mul_mont(power, power, ones4);
    squares(power, power, 2);
    ecp_nistz256_mul_mont(power, power, ones2);
    squares(power, power, 2);
    ecp_nistz256_mul_mont(out, power, in);
}

/* One inversion for all of them. */
static void to_affine(affine *out, const jacobian *in, int count)
{
    field products[COLUMNS + 1], rest, z, square;

    memcpy(products[0], in[0].z, sizeof(field));
    for (int i = 1; i < count; i++)
        ecp_nistz256_mul_mont(products[i], products[i - 1], in[i].z);
    inverse(rest, products[count - 1]);
    for (int i = count - 1; i >= 0; i--) {
        if (i)
            ecp_nistz256_mul_mont(z, rest, products[i - 1]);
        else
            memcpy(z, rest, sizeof z);
        ecp_nistz256_mul_mont(rest, rest, in[i].z);
        ecp_nistz256_sqr_mont(square, z);
        ecp_nistz256_mul_mont(out[i].x, in[i].x, square);
        ecp_nistz256_mul_mont(square, square, z);
        ecp_nistz256_mul_mont(out[i].y, in[i].y, square);
    }
}

static void fill(void)
{
    jacobian row[COLUMNS + 1];
    affine found[COLUMNS + 1], base;
    field one;

    ecp_nistz256_to_mont(one, ONE);
    ecp_nistz256_to_mont(base.x, G_X);
    ecp_nistz256_to_mont(base.y, G_Y);
    for (int r = 0; r < ROWS; r++) {
        memcpy(row[0].x, base.x, sizeof base.x);
        memcpy(row[0].y, base.y, sizeof base.y);
        memcpy(row[0].z, one, sizeof one);
        ecp_nistz256_point_double(&row[1], &row[0]);
        for (int c = 2; c < COLUMNS; c++)
            ecp_nistz256_point_add_affine(&row[c], &row[c - 1], &base);
        ecp_nistz256_point_double(&row[COLUMNS], &row[COLUMNS - 1]);    /* the next row's first */
        to_affine(found, row, COLUMNS + 1);
        memcpy(ecp_nistz256_precomputed[r], found, sizeof ecp_nistz256_precomputed[r]);
        base = found[COLUMNS];
    }
    atomic_store_explicit(&ready, 1, memory_order_release);
}

static int is_ready(void)
{
    return atomic_load_explicit(&ready, memory_order_acquire);
}

/* The generator as (4 x, 8 y, 2): not the form that libcrypto knows its table by. NULL when memory is short. */
static void make_general(void)
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    EC_POINT *point = group ? EC_POINT_new(group) : NULL;
    const EC_POINT *generator = group ? EC_GROUP_get0_generator(group) : NULL;
    BIGNUM *x = BN_new(), *y = BN_new(), *z = BN_new(), *p = BN_new();
    BN_CTX *context = BN_CTX_new();

    if (point && generator && x && y && z && p && context && EC_GROUP_get_curve(group, p, NULL, NULL, context)
        && EC_POINT_get_affine_coordinates(group, generator, x, y, context) && BN_mod_lshift(x, x, 2, p, context)
        && BN_mod_lshift(y, y, 3, p, context) && BN_set_word(z, 2)
        && EC_POINT_set_Jprojective_coordinates_GFp(group, point, x, y, z, context)) {
        general = point;
        point = NULL;
    }
    BN_CTX_free(context);
    BN_free(p);
    BN_free(z);
    BN_free(y);
    BN_free(x);
    EC_POINT_free(point);
    EC_GROUP_free(group);
}

/* For the thread that makes OpenSSL ready (ahead.c). */
void llrt_p256_ready(void)
{
    pthread_once(&made, make_general);
}

/* In place of EC_GROUP_get0_generator() where libcrypto multiplies (slim.py). */
const EC_POINT *llrt_p256_generator(const EC_GROUP *group)
{
    if (!is_ready() && EC_GROUP_get_curve_name(group) == NID_X9_62_prime256v1) {
        if (atomic_fetch_add_explicit(&uses, 1, memory_order_relaxed) < OFTEN) {
            pthread_once(&made, make_general);
            if (general)
                return general;
        }
        pthread_once(&filled, fill);
    }
    return EC_GROUP_get0_generator(group);
}

/* In place of ecp_nistz256_gather_w7(), by which the table is read: who gets here by another way finds it filled, too. */
void llrt_p256_gather(affine *out, const affine *row, int column)
{
    if (!is_ready())
        pthread_once(&filled, fill);
    ecp_nistz256_gather_w7(out, row, column);
}
#endif
