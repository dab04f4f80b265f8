/* Session tickets under keys that a program can set and share between servers, Node's too (RFC 5077 4). A ticket that is taken up is
 * not renewed, so no session comes with a connection that was resumed. */
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "tickets.h"

static int slot = -1;

static int set_mac(EVP_MAC_CTX *mac, unsigned char *key)
{
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key, 16),
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, "sha256", 0),
        OSSL_PARAM_construct_end(),
    };
    return EVP_MAC_CTX_set_params(mac, params);
}

/* -1: an error, 0: not our ticket, 1: done. */
static int ticket_key(SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac, int encrypts)
{
    unsigned char *keys = slot < 0 ? NULL : SSL_get_ex_data(ssl, slot);
    if (!keys)
        return encrypts ? -1 : 0;
    if (encrypts) {
        memcpy(name, keys, 16);
        if (RAND_bytes(iv, 16) != 1)
            return -1;
    } else if (memcmp(name, keys, 16) != 0) {
        return 0;
    }
    if (!set_mac(mac, keys + 16) || !EVP_CipherInit_ex(cipher, EVP_aes_128_cbc(), NULL, keys + 32, iv, encrypts))
        return -1;
    return 1;
}

void llrt_share_tickets(SSL_CTX *ctx)
{
    if (slot < 0)
        slot = SSL_get_ex_new_index(0, NULL, NULL, NULL, NULL);
    SSL_CTX_set_tlsext_ticket_key_evp_cb(ctx, ticket_key);
}

int llrt_use_ticket_keys(SSL *ssl, unsigned char *keys)
{
    return SSL_set_ex_data(ssl, slot, keys);
}

int llrt_new_ticket_keys(unsigned char *keys)
{
    return RAND_bytes(keys, LLRT_TICKET_KEYS) == 1;
}
