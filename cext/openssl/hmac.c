/* HMAC over any of the digests. */
#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/params.h>

#include "openssl_room.h"

#define SORT 0x686d6163u

typedef struct hmac {
    llrt_handle head;
    EVP_MAC_CTX *context;   /* NULL once finished */
} hmac;

static EVP_MAC *method(void)
{
    static EVP_MAC *fetched;
    EVP_MAC *mine = __atomic_load_n(&fetched, __ATOMIC_ACQUIRE), *before = NULL;
    if (mine || !llrt_openssl_ready() || !(mine = EVP_MAC_fetch(NULL, "HMAC", NULL)))
        return mine;
    if (__atomic_compare_exchange_n(&fetched, &before, mine, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return mine;
    EVP_MAC_free(mine);
    return before;
}

int llrt_hmac_ready(void)
{
    return method() != NULL;
}

static void release(llrt_handle *handle)
{
    EVP_MAC_CTX_free(((hmac *)handle)->context);
    free(handle);
}

static hmac *unfinished(const llrt_arg *arg, llrt_result *result)
{
    hmac *h = handle_of(arg, SORT);
    if (h && h->context)
        return h;
    fail(result, LLRT_TYPE_ERROR, NULL, "expected the handle of an unfinished HMAC");
    return NULL;
}

/* hmacNew(name, key bytes) -> handle | null when there is no such digest, or none that HMAC can use */
FASTOP(op_hmac_new)
{
    (void)argc;
    const uint8_t *key;
    size_t n;
    if (!take_bytes(&args[1], &key, &n, result))
        return;
    const digest_entry *entry = digest_of(&args[0]);
    const EVP_MD *digest = entry ? entry->method : NULL;
    if (!digest || EVP_MD_get_flags(digest) & EVP_MD_FLAG_XOF) {
        result->kind = LLRT_NULL;
        return;
    }
    EVP_MAC_CTX *context = method() ? EVP_MAC_CTX_new(method()) : NULL;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)EVP_MD_get0_name(digest), 0),
        OSSL_PARAM_construct_end(),
    };
    hmac *h = malloc(sizeof *h);
    /* A NULL key would mean "the one from before". */
    if (!h || !context || EVP_MAC_init(context, n ? key : (const uint8_t *)"", n, parameters) != 1) {
        EVP_MAC_CTX_free(context);
        free(h);
        fail_openssl(result, "the HMAC cannot be started");
        return;
    }
    h->context = context;
    give_handle(result, h, SORT, release);
}

static int feed(void *state, const void *bytes, size_t n)
{
    return EVP_MAC_update(state, bytes, n);
}

/* hmacUpdate(handle, string | bytes) */
FASTOP(op_hmac_update)
{
    (void)argc;
    hmac *h = unfinished(&args[0], result);
    if (h && !feed_argument(&args[1], feed, h->context, result) && result->kind == LLRT_UNDEFINED)
        fail_openssl(result, "the HMAC failed");
}

/* hmacFinal(handle, form) -> bytes | text; the handle is done with */
FASTOP(op_hmac_final)
{
    (void)argc;
    hmac *h = unfinished(&args[0], result);
    if (!h)
        return;
    uint8_t bytes[EVP_MAX_MD_SIZE];
    size_t n = 0;
    if (EVP_MAC_final(h->context, bytes, &n, sizeof bytes) != 1)
        fail_openssl(result, "the HMAC failed");
    else
        give_form(result, bytes, n, form_argument(&args[1]));
    EVP_MAC_CTX_free(h->context);
    h->context = NULL;
}
