/* OpenSSL, made ready at the first use. */
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "openssl_room.h"

int llrt_openssl_ready(void)
{
    static int ready;
    if (!ready) {
        /* A cold function pays for what is loaded here: no error texts, no configuration file. */
        ready = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL) == 1;
    }
    return ready;
}

const char *llrt_openssl_version(void)
{
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}
