/* Public keys of certificates: libcrypto reads each through its decoders, which it looks up by the names of all algorithms, 0.1 ms a
 * certificate. The two kinds that nearly all have, RSA and the usual curves with a point that is not compressed, are taken apart here and
 * given to the provider as numbers; whatever is not exactly so is left to libcrypto. In the place of the two functions that it calls
 * for a SubjectPublicKeyInfo (--wrap, binary.py). RFC 5280 4.1, RFC 3279 2.3.1, RFC 5480. */
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#define LARGEST 1024    /* bytes of an RSA key's number */

OSSL_DECODER_CTX *__real_OSSL_DECODER_CTX_new_for_pkey(EVP_PKEY **, const char *, const char *, const char *, int, OSSL_LIB_CTX *,
                                                       const char *);
int __real_OSSL_DECODER_from_data(OSSL_DECODER_CTX *, const unsigned char **, size_t *);

/* What the second call needs of the first one, which a thread makes right before it. */
static _Thread_local struct {
    OSSL_DECODER_CTX *context;          /* without a decoder: only known again */
    EVP_PKEY **key;
    const char *type, *properties;
    OSSL_LIB_CTX *library;
} begun;

/* ---- DER ------------------------------------------------------------------------------------------------------------------------- */

typedef struct span {
    const unsigned char *p, *end;
} span;

/* The content of the next value, which has this tag; `from` goes on behind it. Only the shortest form of a length. */
static int enter(span *from, int tag, span *content)
{
    const unsigned char *p = from->p;
    size_t left = (size_t)(from->end - p), length, head = 2;

    if (left < 2 || p[0] != tag)
        return 0;
    length = p[1];
    if (length == 0x81 && left > 2 && p[2] >= 0x80)
        length = p[2], head = 3;
    else if (length == 0x82 && left > 3 && p[2])
        length = (size_t)p[2] << 8 | p[3], head = 4;
    else if (length >= 0x80)
        return 0;
    if (left - head < length)
        return 0;
    *content = (span){p + head, p + head + length};
    from->p = content->end;
    return 1;
}

static int is_done(const span *s)
{
    return s->p == s->end;
}

static int equals(span s, const char *bytes, size_t size)
{
    return (size_t)(s.end - s.p) == size && memcmp(s.p, bytes, size) == 0;
}
#define IS(s, bytes) equals(s, bytes, sizeof(bytes) - 1)

enum { INTEGER = 0x02, BIT_STRING = 0x03, NOTHING = 0x05, OID = 0x06, SEQUENCE = 0x30 };

/* ---- Keys ------------------------------------------------------------------------------------------------------------------------ */

static EVP_PKEY *make(const char *type, OSSL_PARAM *params)
{
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(begun.library, type, begun.properties);

    if (!context || EVP_PKEY_fromdata_init(context) != 1 || EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(context);
    return key;
}

static EVP_PKEY *curve_key(span parameters, span bits)
{
    static const struct { const char *oid; size_t size; const char *name; size_t point; } curves[] = {
        {"\x2a\x86\x48\xce\x3d\x03\x01\x07", 8, "prime256v1", 65},
        {"\x2b\x81\x04\x00\x22", 5, "secp384r1", 97},
        {"\x2b\x81\x04\x00\x23", 5, "secp521r1", 133},
    };
    span oid;

    if (!enter(&parameters, OID, &oid) || !is_done(&parameters))
        return NULL;
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
        OSSL_PARAM params[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)curves[i].name, 0),
            OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, (void *)bits.p, (size_t)(bits.end - bits.p)),
            OSSL_PARAM_construct_end(),
        };
        if (equals(oid, curves[i].oid, curves[i].size))
            return (size_t)(bits.end - bits.p) == curves[i].point && bits.p[0] == POINT_CONVERSION_UNCOMPRESSED ? make("EC", params) : NULL;
    }
    return NULL;
}

/* A number above 0, as the machine has them; its size, 0 if it is none. */
static size_t number(span *from, unsigned char *out)
{
    span n;
    size_t size;

    if (!enter(from, INTEGER, &n) || is_done(&n) || n.p[0] & 0x80)
        return 0;
    if (n.p[0] == 0 && (++n.p == n.end || !(n.p[0] & 0x80)))
        return 0;
    size = (size_t)(n.end - n.p);
    if (size > LARGEST)
        return 0;
    for (size_t i = 0; i < size; i++)
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        out[i] = n.end[-1 - (ptrdiff_t)i];
#else
        out[i] = n.p[i];
#endif
    return size;
}

static EVP_PKEY *rsa_key(span parameters, span bits)
{
    unsigned char modulus[LARGEST], exponent[LARGEST];
    span nothing, numbers;
    size_t size, exponent_size;

    if (!enter(&parameters, NOTHING, &nothing) || !is_done(&nothing) || !is_done(&parameters))
        return NULL;
    if (!enter(&bits, SEQUENCE, &numbers) || !is_done(&bits))
        return NULL;
    size = number(&numbers, modulus);
    exponent_size = number(&numbers, exponent);
    if (!size || !exponent_size || !is_done(&numbers))
        return NULL;
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_N, modulus, size),
        OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_E, exponent, exponent_size),
        OSSL_PARAM_construct_end(),
    };
    return make("RSA", params);
}

static EVP_PKEY *read_key(span der)
{
    span key, algorithm, oid, bits;

    if (!enter(&der, SEQUENCE, &key) || !is_done(&der) || !enter(&key, SEQUENCE, &algorithm) || !enter(&algorithm, OID, &oid))
        return NULL;
    if (!enter(&key, BIT_STRING, &bits) || !is_done(&key) || is_done(&bits) || *bits.p++)
        return NULL;
    if (IS(oid, "\x2a\x86\x48\xce\x3d\x02\x01"))
        return is_done(&bits) ? NULL : curve_key(algorithm, bits);
    if (IS(oid, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"))
        return rsa_key(algorithm, bits);
    return NULL;
}

/* ---- In place of libcrypto's ----------------------------------------------------------------------------------------------------- */

OSSL_DECODER_CTX *__wrap_OSSL_DECODER_CTX_new_for_pkey(EVP_PKEY **key, const char *form, const char *structure, const char *type,
                                                       int selection, OSSL_LIB_CTX *library, const char *properties)
{
    if (!key || !form || strcmp(form, "DER") || !structure || strcmp(structure, "SubjectPublicKeyInfo") || !type
        || (strcmp(type, "id-ecPublicKey") && strcmp(type, "rsaEncryption")) || selection != EVP_PKEY_PUBLIC_KEY)
        return __real_OSSL_DECODER_CTX_new_for_pkey(key, form, structure, type, selection, library, properties);
    begun.context = OSSL_DECODER_CTX_new();
    begun.key = key;
    begun.type = type;
    begun.properties = properties;
    begun.library = library;
    return begun.context;
}

int __wrap_OSSL_DECODER_from_data(OSSL_DECODER_CTX *context, const unsigned char **data, size_t *size)
{
    EVP_PKEY *key;
    int done;

    if (!context || context != begun.context)
        return __real_OSSL_DECODER_from_data(context, data, size);
    begun.context = NULL;
    key = read_key((span){*data, *data + *size});
    if (key) {
        *begun.key = key;
        *data += *size;
        *size = 0;
        return 1;
    }
    context = __real_OSSL_DECODER_CTX_new_for_pkey(begun.key, "DER", "SubjectPublicKeyInfo", begun.type, EVP_PKEY_PUBLIC_KEY,
                                                   begun.library, begun.properties);
    done = context && __real_OSSL_DECODER_from_data(context, data, size);
    OSSL_DECODER_CTX_free(context);
    return done;
}
