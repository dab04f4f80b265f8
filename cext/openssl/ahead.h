/* OpenSSL made ready by a thread, ahead of its use (ahead.c). */
#ifndef LLRT_AHEAD_H
#define LLRT_AHEAD_H

#include <openssl/ssl.h>

/* The first call of a process may start the thread; nonzero: it did. Never while an image is made. `ciphers`: a list of those of TLS 1.2
 * and older that the context is going to be asked for (putting one in order is a fifteenth of the work of a handshake), or NULL. */
int llrt_ahead_begin(const char *ciphers);
/* Whether it still runs. */
int llrt_ahead_runs(void);
/* Waits until it has ended, which is soon: it stops after the step that it is in. */
void llrt_ahead_end(void);
/* llrt_openssl_context(), or what the thread has made of it. *ciphers: the list that it has instead of OpenSSL's, or NULL. */
SSL_CTX *llrt_ahead_context(const char **ciphers);

#endif
