/* Symmetric ciphers in pieces: what createCipheriv() and createDecipheriv() need. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "openssl_room.h"

#define SORT 0x63697068u

typedef struct cipher {
    llrt_handle head;
    EVP_CIPHER_CTX *context;
} cipher;

static void release(llrt_handle *handle)
{
    EVP_CIPHER_CTX_free(((cipher *)handle)->context);
    free(handle);
}

static EVP_CIPHER_CTX *take_context(const llrt_arg *arg, llrt_result *result)
{
    const cipher *c = take_handle(arg, SORT, "the handle of a cipher", result);
    return c ? c->context : NULL;
}

/* The cipher of a name in any of OpenSSL's spellings. */
static EVP_CIPHER *fetch(const llrt_arg *arg)
{
    char name[64];
    if (!take_name(arg, name, sizeof name) || !llrt_openssl_ready())
        return NULL;
    const EVP_CIPHER *known = EVP_get_cipherbyname(name);
    EVP_CIPHER *found = EVP_CIPHER_fetch(NULL, known ? EVP_CIPHER_get0_name(known) : name, NULL);
    ERR_clear_error();
    return found;
}

/* cipherInfo(name, what) -> number; undefined when there is no such cipher. what: 0 number (NID), 1 key, 2 vector, 3 block, 4 mode */
FASTOP(op_cipher_info)
{
    (void)argc;
    EVP_CIPHER *c = fetch(&args[0]);
    if (!c)
        return;
    int (*const of[])(const EVP_CIPHER *) = { EVP_CIPHER_get_nid, EVP_CIPHER_get_key_length, EVP_CIPHER_get_iv_length,
                                              EVP_CIPHER_get_block_size, EVP_CIPHER_get_mode };
    unsigned what = (unsigned)args[1].num;
    if (what < sizeof of / sizeof *of)
        give_number(result, of[what](c));
    EVP_CIPHER_free(c);
}

/* cipherNew(encrypt, name, key, vector, length of the vector to set or 0, length of CCM's tag or 0) -> handle */
FASTOP(op_cipher_new)
{
    (void)argc;
    const uint8_t *key, *iv;
    size_t key_size, iv_size;
    if (!take_bytes(&args[2], &key, &key_size, result) || !take_bytes(&args[3], &iv, &iv_size, result))
        return;
    EVP_CIPHER *c = fetch(&args[1]);
    cipher *handle = malloc(sizeof *handle);
    EVP_CIPHER_CTX *context = c && handle ? EVP_CIPHER_CTX_new() : NULL;
    int encrypt = args[0].num != 0, set_iv = (int)args[4].num, tag = (int)args[5].num;
    int done = context && (EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW), 1)
        && EVP_CipherInit_ex2(context, c, NULL, NULL, encrypt, NULL) == 1
        && (!set_iv || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, set_iv, NULL) == 1)
        && (!tag || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag, NULL) == 1)
        && (size_t)EVP_CIPHER_CTX_get_key_length(context) == key_size
        && EVP_CipherInit_ex2(context, NULL, key, iv_size ? iv : NULL, encrypt, NULL) == 1;
    EVP_CIPHER_free(c);
    if (!done) {
        EVP_CIPHER_CTX_free(context);
        free(handle);
        fail_openssl(result, "the cipher cannot be started");
        return;
    }
    handle->context = context;
    give_handle(result, handle, SORT, release);
}

/* cipherUpdate(handle, bytes, kind) -> bytes. kind: 0 data, 1 additional data, 2 only the length of the data that comes (CCM) */
FASTOP(op_cipher_update)
{
    (void)argc;
    EVP_CIPHER_CTX *context = take_context(&args[0], result);
    const uint8_t *in;
    size_t n;
    int kind = args[2].kind == LLRT_NUMBER ? (int)args[2].num : 0, written = 0;
    if (!context || !take_bytes(&args[1], &in, &n, result))
        return;
    if (n > INT_MAX - 64) {
        fail(result, LLRT_RANGE_ERROR, NULL, "the data is too long");
        return;
    }
    ERR_clear_error();
    if (kind) {
        if (EVP_CipherUpdate(context, NULL, &written, kind == 2 ? NULL : in, (int)n) != 1)
            fail_openssl(result, "the cipher failed");
        return;
    }
    uint8_t *out = malloc(n + 64);
    if (!out || EVP_CipherUpdate(context, out, &written, in, (int)n) != 1) {
        free(out);
        fail_openssl(result, "the cipher failed");
        return;
    }
    give_bytes(result, out, (size_t)written);
}

/* cipherFinal(handle) -> bytes */
FASTOP(op_cipher_final)
{
    (void)argc;
    EVP_CIPHER_CTX *context = take_context(&args[0], result);
    uint8_t bytes[EVP_MAX_BLOCK_LENGTH];
    int written = 0;
    if (!context)
        return;
    ERR_clear_error();
    if (EVP_CipherFinal_ex(context, bytes, &written) == 1)
        give_form(result, bytes, (size_t)written, FORM_BYTES);
    else
        fail_openssl(result, "the cipher failed");
}

/* cipherTag(handle, length | bytes to expect) -> bytes | whether they were taken */
FASTOP(op_cipher_tag)
{
    (void)argc;
    EVP_CIPHER_CTX *context = take_context(&args[0], result);
    uint8_t tag[16];
    if (!context)
        return;
    if (args[1].kind == LLRT_BYTES) {
        int n = args[1].len > 16 ? 0 : (int)args[1].len;
        give_bool(result, EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, n, args[1].ptr) == 1);
        return;
    }
    int n = args[1].kind == LLRT_NUMBER && args[1].num <= 16 ? (int)args[1].num : 16;
    if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, n, tag) == 1)
        give_form(result, tag, (size_t)n, FORM_BYTES);
    else
        fail_openssl(result, "there is no tag");
}

/* cipherPadding(handle, whether) */
FASTOP(op_cipher_padding)
{
    (void)argc;
    EVP_CIPHER_CTX *context = take_context(&args[0], result);
    if (context)
        give_bool(result, EVP_CIPHER_CTX_set_padding(context, args[1].num != 0) == 1);
}
