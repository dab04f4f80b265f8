/* Signatures, encryption and agreement with asymmetric keys. */
#include <stdlib.h>
#include <string.h>

#include <openssl/rsa.h>

#include "openssl_room.h"
#include "pkey.h"

#define UNSET (-1000)

static int number_or(const llrt_arg *arg, int otherwise)
{
    return arg->kind == LLRT_NUMBER ? (int)arg->num : otherwise;
}

static int is_rsa(const EVP_PKEY *key)
{
    int id = EVP_PKEY_get_base_id(key);
    return id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS;
}

/* RSA's padding and salt, where they are given: PKCS #1 is what a plain RSA key does otherwise. */
static int set_padding(EVP_PKEY_CTX *context, const EVP_PKEY *key, int padding, int salt)
{
    if (!is_rsa(key))
        return 1;
    if (padding != UNSET && EVP_PKEY_CTX_set_rsa_padding(context, padding) <= 0)
        return 0;
    int pss = padding == RSA_PKCS1_PSS_PADDING || (padding == UNSET && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA_PSS);
    return !pss || salt == UNSET || EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt) > 0;
}

typedef struct work {
    EVP_PKEY *key;
    const EVP_MD *digest;
    const uint8_t *data;
    size_t size;
    int padding, salt;
} work;

/* (handle, digest | undefined, data, ..., padding, salt) */
static int take_work(const llrt_arg *args, work *w, llrt_result *result)
{
    char name[48];
    memset(w, 0, sizeof *w);
    if (!(w->key = pkey_take(&args[0], result)) || !take_bytes(&args[2], &w->data, &w->size, result))
        return 0;
    if (args[1].kind != LLRT_UNDEFINED && !(w->digest = take_name(&args[1], name, sizeof name) ? digest_method(name) : NULL)) {
        fail(result, LLRT_ERROR, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest");
        return 0;
    }
    w->padding = number_or(&args[3], UNSET);
    w->salt = number_or(&args[4], UNSET);
    ERR_clear_error();
    return 1;
}

/* Room for what the operation gives; `n` becomes its size. NULL: no memory, which the operation then fails for. */
static uint8_t *room_for(const EVP_PKEY *key, size_t *n)
{
    *n = (size_t)EVP_PKEY_get_size(key);
    return malloc(*n + 1);
}

/* `out` (malloc()ed, or NULL) is the result if the operation is done, else freed. */
static void finish(llrt_result *result, int done, uint8_t *out, size_t n, const char *otherwise)
{
    if (done) {
        give_bytes(result, out, n);
        return;
    }
    free(out);
    fail_openssl_first(result, otherwise);
}

/* keySignHash(handle, digest, hash, padding, salt) -> bytes */
FASTOP(op_key_sign_hash)
{
    work w;
    (void)argc;
    if (!take_work(args, &w, result))
        return;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, w.key, NULL);
    size_t n;
    uint8_t *out = room_for(w.key, &n);
    int done = out && context && EVP_PKEY_sign_init(context) > 0 && set_padding(context, w.key, w.padding, w.salt)
        && EVP_PKEY_CTX_set_signature_md(context, w.digest) > 0 && EVP_PKEY_sign(context, out, &n, w.data, w.size) > 0;
    EVP_PKEY_CTX_free(context);
    finish(result, done, out, n, "the data cannot be signed");
}

/* keyVerifyHash(handle, digest, hash, padding, salt, signature) -> boolean */
FASTOP(op_key_verify_hash)
{
    work w;
    const uint8_t *signature;
    size_t n;
    (void)argc;
    if (!take_work(args, &w, result) || !take_bytes(&args[5], &signature, &n, result))
        return;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, w.key, NULL);
    int ready = context && EVP_PKEY_verify_init(context) > 0 && set_padding(context, w.key, w.padding, w.salt)
        && EVP_PKEY_CTX_set_signature_md(context, w.digest) > 0;
    if (ready)
        give_bool(result, EVP_PKEY_verify(context, signature, n, w.data, w.size) == 1);
    else
        fail_openssl(result, "the signature cannot be verified");
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
}

/* keySignWhole(handle, undefined, data) -> bytes: of Ed25519 and Ed448, which hash by themselves */
FASTOP(op_key_sign_whole)
{
    work w;
    (void)argc;
    if (!take_work(args, &w, result))
        return;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t n;
    uint8_t *out = room_for(w.key, &n);
    int done = out && context && EVP_DigestSignInit(context, NULL, NULL, NULL, w.key) == 1
        && EVP_DigestSign(context, out, &n, w.data, w.size) == 1;
    EVP_MD_CTX_free(context);
    finish(result, done, out, n, "the data cannot be signed");
}

/* keyVerifyWhole(handle, undefined, data, undefined, undefined, signature) -> boolean */
FASTOP(op_key_verify_whole)
{
    work w;
    const uint8_t *signature;
    size_t n;
    (void)argc;
    if (!take_work(args, &w, result) || !take_bytes(&args[5], &signature, &n, result))
        return;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context && EVP_DigestVerifyInit(context, NULL, NULL, NULL, w.key) == 1)
        give_bool(result, EVP_DigestVerify(context, signature, n, w.data, w.size) == 1);
    else
        fail_openssl(result, "the signature cannot be verified");
    EVP_MD_CTX_free(context);
    ERR_clear_error();
}

enum { PUBLIC_ENCRYPT, PRIVATE_DECRYPT, PRIVATE_ENCRYPT, PUBLIC_DECRYPT };

static int start_crypt(EVP_PKEY_CTX *context, int how)
{
    switch (how) {
    case PUBLIC_ENCRYPT: return EVP_PKEY_encrypt_init(context);
    case PRIVATE_DECRYPT: return EVP_PKEY_decrypt_init(context);
    case PRIVATE_ENCRYPT: return EVP_PKEY_sign_init(context);
    default: return EVP_PKEY_verify_recover_init(context);
    }
}

static int set_oaep(EVP_PKEY_CTX *context, const work *w, const llrt_arg *label)
{
    if (w->digest && (EVP_PKEY_CTX_set_rsa_oaep_md(context, w->digest) <= 0 || EVP_PKEY_CTX_set_rsa_mgf1_md(context, w->digest) <= 0))
        return 0;
    if (label->kind != LLRT_BYTES || !label->len)
        return 1;
    /* The context frees it. */
    uint8_t *copy = OPENSSL_memdup(label->ptr, label->len);
    if (copy && EVP_PKEY_CTX_set0_rsa_oaep_label(context, copy, (int)label->len) > 0)
        return 1;
    OPENSSL_free(copy);
    return 0;
}

/* keyCrypt(handle, digest of OAEP | undefined, data, padding, undefined, how, label | undefined) -> bytes */
FASTOP(op_key_crypt)
{
    work w;
    (void)argc;
    if (!take_work(args, &w, result))
        return;
    static int (*const steps[])(EVP_PKEY_CTX *, unsigned char *, size_t *, const unsigned char *, size_t) = {
        EVP_PKEY_encrypt, EVP_PKEY_decrypt, EVP_PKEY_sign, EVP_PKEY_verify_recover,
    };
    int how = number_or(&args[5], 0) & 3;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, w.key, NULL);
    size_t n;
    uint8_t *out = room_for(w.key, &n);
    int ready = out && context && start_crypt(context, how) > 0 && set_padding(context, w.key, w.padding, UNSET)
        && (w.padding != RSA_PKCS1_OAEP_PADDING || set_oaep(context, &w, &args[6]));
    int done = ready && steps[how](context, out, &n, w.data, w.size) > 0;
    EVP_PKEY_CTX_free(context);
    finish(result, done, out, n, "the operation failed");
}

/* keyAgree(private, public) -> the shared secret */
FASTOP(op_key_agree)
{
    (void)argc;
    EVP_PKEY *mine = pkey_take(&args[0], result), *theirs = mine ? pkey_take(&args[1], result) : NULL;
    if (!theirs)
        return;
    ERR_clear_error();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, mine, NULL);
    size_t n = 0;
    uint8_t *out = NULL;
    int done = context && EVP_PKEY_derive_init(context) > 0 && EVP_PKEY_derive_set_peer(context, theirs) > 0
        && EVP_PKEY_derive(context, NULL, &n) > 0 && (out = malloc(n + 1)) && EVP_PKEY_derive(context, out, &n) > 0;
    EVP_PKEY_CTX_free(context);
    finish(result, done, out, n, "no secret can be agreed on");
}
