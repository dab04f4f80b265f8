/* Symmetric ciphers in one step: what WebCrypto's encrypt() and decrypt() need. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "openssl_room.h"

enum { ENCRYPT, NAME, KEY, IV, DATA, AAD, TAG_BYTES };

typedef struct job {
    int encrypt;
    EVP_CIPHER *cipher;
    const uint8_t *key, *iv, *data, *aad;
    size_t key_size, iv_size, size, aad_size, tag_size;
} job;

static int take_job(const llrt_arg *args, job *j, llrt_result *result)
{
    char name[32];
    memset(j, 0, sizeof *j);
    j->encrypt = args[ENCRYPT].num != 0;
    if (!take_bytes(&args[KEY], &j->key, &j->key_size, result) || !take_bytes(&args[IV], &j->iv, &j->iv_size, result)
        || !take_bytes(&args[DATA], &j->data, &j->size, result))
        return 0;
    if (args[AAD].kind == LLRT_BYTES && !take_bytes(&args[AAD], &j->aad, &j->aad_size, result))
        return 0;
    if (args[TAG_BYTES].kind == LLRT_NUMBER)
        j->tag_size = (size_t)args[TAG_BYTES].num;
    if (j->size > INT_MAX - 64 || j->aad_size > INT_MAX || j->tag_size > 16) {
        fail(result, LLRT_RANGE_ERROR, NULL, "the data is too long");
        return 0;
    }
    if (!j->encrypt && j->size < j->tag_size) {
        fail(result, LLRT_ERROR, NULL, "the data is shorter than its tag");
        return 0;
    }
    j->cipher = take_name(&args[NAME], name, sizeof name) && llrt_openssl_ready() ? EVP_CIPHER_fetch(NULL, name, NULL) : NULL;
    if (!j->cipher || (size_t)EVP_CIPHER_get_key_length(j->cipher) != j->key_size) {
        EVP_CIPHER_free(j->cipher);
        fail(result, LLRT_ERROR, NULL, j->cipher ? "the key has another length" : "there is no such cipher");
        return 0;
    }
    return 1;
}

/* The length of what was written to `out`, or -1. */
static long run(const job *j, EVP_CIPHER_CTX *context, uint8_t *out)
{
    int n = 0, rest = 0;
    size_t size = j->encrypt ? j->size : j->size - j->tag_size;
    if (EVP_CipherInit_ex2(context, j->cipher, NULL, NULL, j->encrypt, NULL) != 1)
        return -1;
    if (j->tag_size && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, (int)j->iv_size, NULL) != 1)
        return -1;
    if (EVP_CipherInit_ex2(context, NULL, j->key, j->iv, j->encrypt, NULL) != 1)
        return -1;
    if (j->tag_size && !j->encrypt
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, (int)j->tag_size, (void *)(j->data + size)) != 1)
        return -1;
    if (j->aad_size && EVP_CipherUpdate(context, NULL, &n, j->aad, (int)j->aad_size) != 1)
        return -1;
    n = 0;
    if (size && EVP_CipherUpdate(context, out, &n, j->data, (int)size) != 1)
        return -1;
    if (EVP_CipherFinal_ex(context, out + n, &rest) != 1)
        return -1;
    if (j->tag_size && j->encrypt) {
        if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, (int)j->tag_size, out + n + rest) != 1)
            return -1;
        return (long)n + rest + (long)j->tag_size;
    }
    return (long)n + rest;
}

/* cipherOnce(encrypt, name, key, iv, data, aad, tagBytes) -> bytes. With tagBytes the tag follows the ciphertext. */
FASTOP(op_cipher_once)
{
    (void)argc;
    job j;
    if (!take_job(args, &j, result))
        return;
    if (!j.tag_size && (size_t)EVP_CIPHER_get_iv_length(j.cipher) != j.iv_size) {
        EVP_CIPHER_free(j.cipher);
        fail(result, LLRT_ERROR, NULL, "the initialisation vector has another length");
        return;
    }
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    uint8_t *out = malloc(j.size + 64);
    long n = context && out ? run(&j, context, out) : -1;
    EVP_CIPHER_CTX_free(context);
    EVP_CIPHER_free(j.cipher);
    if (n < 0) {
        free(out);
        fail_openssl(result, "the data could not be decrypted");
        return;
    }
    give_bytes(result, out, (size_t)n);
}
