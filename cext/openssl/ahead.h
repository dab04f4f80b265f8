/* OpenSSL made ready by a thread, ahead of its use (ahead.c). */
#ifndef LLRT_AHEAD_H
#define LLRT_AHEAD_H

#include <openssl/ssl.h>

/* The first call of a process may start the thread; nonzero: it did. Never while an image is made. */
int llrt_ahead_begin(void);
/* Whether it still runs. */
int llrt_ahead_runs(void);
/* Waits until it has ended, which is soon: it stops after the step that it is in. */
void llrt_ahead_end(void);
/* llrt_openssl_context(), or what the thread has made of it. */
SSL_CTX *llrt_ahead_context(void);

#endif
