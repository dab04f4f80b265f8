/* OpenSSL, made ready at the first use. */
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <pthread.h>

#include "openssl_room.h"

/* OpenSSL's own, where it is linked statically: the texts of some 2500 errors go into a table. It does that itself before the first error
 * that it notes or forgets, which every program does that uses it; here it is done before a text is asked for. */
extern int ossl_err_load_crypto_strings(void) __attribute__((weak));
extern int ossl_err_load_SSL_strings(void) __attribute__((weak));

static int has_texts_later(void)
{
    return ossl_err_load_crypto_strings && ossl_err_load_SSL_strings;
}

static void load_texts(void)
{
    if (has_texts_later()) {
        ossl_err_load_crypto_strings();
        ossl_err_load_SSL_strings();
    }
}

void llrt_openssl_texts(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load_texts);
}

SSL_CTX *llrt_openssl_context(void)
{
    uint64_t later = OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_LOAD_SSL_STRINGS | OPENSSL_INIT_NO_LOAD_CONFIG;
    if (has_texts_later() && OPENSSL_init_ssl(later, NULL) != 1)
        return NULL;
    return SSL_CTX_new(TLS_method());
}

int llrt_openssl_ready(void)
{
    /* Asked from several threads; OpenSSL does it once. */
    static int ready;
    if (!__atomic_load_n(&ready, __ATOMIC_ACQUIRE)) {
        /* A cold function pays for what is loaded here: no error texts, no configuration file. */
        uint64_t options = OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT;
        if (has_texts_later())
            options |= OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS;
        int done = OPENSSL_init_crypto(options, NULL) == 1;
        __atomic_store_n(&ready, done, __ATOMIC_RELEASE);
    }
    return __atomic_load_n(&ready, __ATOMIC_ACQUIRE);
}

const char *llrt_openssl_version(void)
{
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}
