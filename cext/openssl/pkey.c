/* Asymmetric keys: a handle that JS owns, from DER or PEM, and back to DER. What is done with them is in pkey_use.c. */
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "openssl_room.h"
#include "pkey.h"

#define SORT 0x706b6579u

typedef struct pkey {
    llrt_handle head;
    EVP_PKEY *key;
} pkey;

static void release(llrt_handle *handle)
{
    EVP_PKEY_free(((pkey *)handle)->key);
    free(handle);
}

void pkey_give(llrt_result *result, EVP_PKEY *key)
{
    pkey *handle = malloc(sizeof *handle);
    if (handle)
        handle->key = key;
    else
        EVP_PKEY_free(key);
    give_handle(result, handle, SORT, release);
}

EVP_PKEY *pkey_take(const llrt_arg *arg, llrt_result *result)
{
    const pkey *handle = take_handle(arg, SORT, "the handle of a key", result);
    return handle ? handle->key : NULL;
}

typedef struct secret {
    const char *text;
    size_t size;
    int given, asked;
} secret;

static int give_password(char *room, int size, int writing, void *state)
{
    secret *s = state;
    (void)writing;
    s->asked = 1;
    if (!s->given || s->size > (size_t)size)
        return -1;
    memcpy(room, s->text, s->size);
    return (int)s->size;
}

static EVP_PKEY *decode(const uint8_t *p, size_t n, const char *form, int selection)
{
    EVP_PKEY *key = NULL;
    OSSL_DECODER_CTX *context = OSSL_DECODER_CTX_new_for_pkey(&key, form, NULL, NULL, selection, NULL, NULL);
    if (context)
        OSSL_DECODER_from_data(context, &p, &n);
    OSSL_DECODER_CTX_free(context);
    return key;
}

static EVP_PKEY *private_key(const uint8_t *p, size_t n, int pem, secret *s)
{
    BIO *bio = BIO_new_mem_buf(p, (int)n);
    EVP_PKEY *key;
    if (!bio)
        return NULL;
    if (pem)
        key = PEM_read_bio_PrivateKey(bio, NULL, give_password, s);
    else if (s->given)
        key = d2i_PKCS8PrivateKey_bio(bio, NULL, give_password, s);
    else if (!(key = d2i_PrivateKey_bio(bio, NULL)) && BIO_reset(bio) == 1)
        d2i_PKCS8PrivateKey_bio(bio, NULL, give_password, s);      /* a locked one asks */
    BIO_free(bio);
    return key;
}

static EVP_PKEY *certified_key(const uint8_t *p, size_t n)
{
    BIO *bio = BIO_new_mem_buf(p, (int)n);
    X509 *certificate = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
    EVP_PKEY *key = certificate ? X509_get_pubkey(certificate) : NULL;
    X509_free(certificate);
    BIO_free(bio);
    return key;
}

/* keyParse(bytes, kind, pem, passphrase | undefined) -> handle; undefined when it is locked and no passphrase was given.
 * kind: 0 private, 1 public, 2 the public key of a certificate (PEM). */
FASTOP(op_key_parse)
{
    const uint8_t *p;
    size_t n;
    secret s = { 0 };
    (void)argc;
    if (!take_bytes(&args[0], &p, &n, result) || !llrt_openssl_ready())
        return;
    if (n > 1 << 24) {
        fail(result, LLRT_RANGE_ERROR, NULL, "the key is too long");
        return;
    }
    if (args[3].kind == LLRT_BYTES) {
        s.given = 1;
        s.text = args[3].ptr;
        s.size = args[3].len;
    }
    ERR_clear_error();
    int kind = (int)args[1].num, pem = args[2].num != 0;
    EVP_PKEY *key = kind == 0 ? private_key(p, n, pem, &s) : kind == 2 ? certified_key(p, n)
                                                            : decode(p, n, pem ? "PEM" : "DER", EVP_PKEY_PUBLIC_KEY);
    /* Points are written whole, in whatever form they were read. */
    if (key && EVP_PKEY_get_base_id(key) == EVP_PKEY_EC)
        EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed");
    if (key) {
        ERR_clear_error();
        pkey_give(result, key);
    } else if (s.asked && !s.given) {
        ERR_clear_error();
    } else {
        fail_openssl_first(result, "the key cannot be read");
    }
}

static int to_pkcs8(EVP_PKEY *key, unsigned char **out)
{
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    int n = info ? i2d_PKCS8_PRIV_KEY_INFO(info, out) : -1;
    PKCS8_PRIV_KEY_INFO_free(info);
    return n;
}

enum { SPKI, PKCS8, TRADITIONAL_PUBLIC, TRADITIONAL_PRIVATE };

/* keyDer(handle, form) -> bytes. form: 0 SubjectPublicKeyInfo, 1 PKCS #8, 2 PKCS #1 of a public key, 3 PKCS #1 or SEC 1 of a private one */
FASTOP(op_key_der)
{
    (void)argc;
    EVP_PKEY *key = pkey_take(&args[0], result);
    unsigned char *der = NULL;
    if (!key)
        return;
    int form = (int)args[1].num, n = -1;
    if (form == SPKI)
        n = i2d_PUBKEY(key, &der);
    else if (form == PKCS8)
        n = to_pkcs8(key, &der);
    else if (form == TRADITIONAL_PUBLIC)
        n = i2d_PublicKey(key, &der);
    else if (form == TRADITIONAL_PRIVATE)
        n = i2d_PrivateKey(key, &der);
    if (n < 0)
        fail_openssl(result, "the key has no such form");
    else
        give_form(result, der, (size_t)n, FORM_BYTES);
    OPENSSL_clear_free(der, n > 0 ? (size_t)n : 0);
}

/* keyLocked(handle, traditional, pem, cipher, passphrase) -> bytes of an encrypted private key: PKCS #8, or traditional as PEM */
FASTOP(op_key_locked)
{
    (void)argc;
    char name[48], *out;
    EVP_PKEY *key = pkey_take(&args[0], result);
    const EVP_CIPHER *cipher = take_name(&args[3], name, sizeof name) ? EVP_get_cipherbyname(name) : NULL;
    const uint8_t *secret;
    size_t n;
    if (!key || !take_bytes(&args[4], &secret, &n, result))
        return;
    if (!cipher) {
        fail(result, LLRT_ERROR, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
        return;
    }
    BIO *bio = BIO_new(BIO_s_mem());
    int done = 0, size = (int)n;
    if (bio && args[1].num != 0)
        done = PEM_write_bio_PrivateKey_traditional(bio, key, cipher, secret, size, NULL, NULL);
    else if (bio && args[2].num != 0)
        done = PEM_write_bio_PKCS8PrivateKey(bio, key, cipher, (const char *)secret, size, NULL, NULL);
    else if (bio)
        done = i2d_PKCS8PrivateKey_bio(bio, key, cipher, (const char *)secret, size, NULL, NULL);
    if (done == 1) {
        long length = BIO_get_mem_data(bio, &out);
        give_form(result, (const uint8_t *)out, (size_t)length, FORM_BYTES);
    } else {
        fail_openssl(result, "the key cannot be encrypted");
    }
    BIO_free(bio);
}

static const char *type_name(const EVP_PKEY *key)
{
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA: return "rsa";
    case EVP_PKEY_RSA_PSS: return "rsa-pss";
    case EVP_PKEY_EC: return "ec";
    case EVP_PKEY_DSA: return "dsa";
    case EVP_PKEY_DH: case EVP_PKEY_DHX: return "dh";
    case EVP_PKEY_ED25519: return "ed25519";
    case EVP_PKEY_ED448: return "ed448";
    case EVP_PKEY_X25519: return "x25519";
    case EVP_PKEY_X448: return "x448";
    default: return "";
    }
}

/* keyType(handle) -> "rsa", "ec", ... */
FASTOP(op_key_type)
{
    (void)argc;
    EVP_PKEY *key = pkey_take(&args[0], result);
    if (!key)
        return;
    result->kind = LLRT_STR8;
    result->ptr = (void *)type_name(key);
    result->len = strlen(type_name(key));
    result->borrowed = 1;
}

/* keyBits(handle) -> number */
FASTOP(op_key_bits)
{
    (void)argc;
    EVP_PKEY *key = pkey_take(&args[0], result);
    if (key)
        give_number(result, EVP_PKEY_get_bits(key));
}

/* keyEquals(a, b) -> whether their public parts, and private ones where both have them, are the same */
FASTOP(op_key_equals)
{
    (void)argc;
    EVP_PKEY *a = pkey_take(&args[0], result), *b = a ? pkey_take(&args[1], result) : NULL;
    if (a && b)
        give_bool(result, EVP_PKEY_eq(a, b) == 1);
    ERR_clear_error();
}

/* keyValid(handle) -> whether a private key fits its public one, and a public one is on its curve */
FASTOP(op_key_valid)
{
    (void)argc;
    EVP_PKEY *key = pkey_take(&args[0], result);
    EVP_PKEY_CTX *context = key ? EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL) : NULL;
    if (key)
        give_bool(result, context && (args[1].num != 0 ? EVP_PKEY_pairwise_check(context) : EVP_PKEY_public_check(context)) == 1);
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
}
