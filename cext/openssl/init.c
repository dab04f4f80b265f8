/* OpenSSL, made ready at the first use. */
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "openssl_room.h"

int llrt_openssl_ready(void)
{
    /* Asked from several threads; OpenSSL does it once. */
    static int ready;
    if (!__atomic_load_n(&ready, __ATOMIC_ACQUIRE)) {
        /* A cold function pays for what is loaded here: no error texts, no configuration file. */
        int done = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL) == 1;
        __atomic_store_n(&ready, done, __ATOMIC_RELEASE);
    }
    return __atomic_load_n(&ready, __ATOMIC_ACQUIRE);
}

const char *llrt_openssl_version(void)
{
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}
