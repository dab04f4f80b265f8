/* OpenSSL made ready beside the program that is going to use it, by a thread that lives for some milliseconds: providers, digests, a
 * context of TLS with the settings that each begins with, decoders of keys. That is a third of the work of a cold request over HTTPS.
 *
 * The thread touches nothing of Python or JavaScript, reads neither environment nor files, and keeps no lock when it is gone. Who comes to
 * such a piece of work before the thread does it alone. Without a second processor, memory or leave for a thread nothing is done ahead.
 * Before a fork and before the process ends the thread is waited for, so that OpenSSL's locks are free in the child and its end finds nobody. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "ahead.h"
#include "openssl_room.h"

#define STACK_SIZE (256 * 1024)     /* what is not touched costs nothing */

#define BLOCK_SIZE (96 * 1024)      /* smaller than what is mapped by itself */

enum { UNUSED, BEGUN, TAKEN, MADE };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told = PTHREAD_COND_INITIALIZER;
static int asked;           /* all of these: with the lock */
static int runs;
static int stop;            /* after the step that the thread is in */
static int context_state;
static SSL_CTX *context;
static char context_ciphers[1024];    /* set before the thread is there, and not changed */

/* P-256's generator as a public key: reading it makes OpenSSL look up what it reads the keys of certificates with. */
static const unsigned char some_key[] = {
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07,
    0x03, 0x42, 0x00, 0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d,
    0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7,
    0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
};

static int goes_on(void)
{
    pthread_mutex_lock(&lock);
    int on = !stop;
    pthread_mutex_unlock(&lock);
    return on;
}

static void make_context(void)
{
    pthread_mutex_lock(&lock);
    int mine = !stop && context_state == UNUSED;
    if (mine)
        context_state = BEGUN;
    pthread_mutex_unlock(&lock);
    if (!mine)
        return;
    SSL_CTX *made = llrt_openssl_context();
    if (made && context_ciphers[0] && !SSL_CTX_set_cipher_list(made, context_ciphers)) {
        SSL_CTX_free(made);
        made = NULL;
    }
    pthread_mutex_lock(&lock);
    context = made;
    context_state = made ? MADE : TAKEN;
    pthread_cond_broadcast(&told);
    pthread_mutex_unlock(&lock);
}

/* Of the native binary (p256_table.c). */
extern void llrt_p256_ready(void) __attribute__((weak));

/* What a handshake looks up besides. Of each kind of algorithm the first look-up makes all of them. */
static void look_up_the_rest(void)
{
    const unsigned char *p = some_key;
    EVP_PKEY_free(d2i_PUBKEY(NULL, &p, sizeof some_key));
    EVP_SIGNATURE_free(EVP_SIGNATURE_fetch(NULL, "ECDSA", NULL));
    EVP_KEYEXCH_free(EVP_KEYEXCH_fetch(NULL, "X25519", NULL));
    EVP_KDF_free(EVP_KDF_fetch(NULL, "TLS13-KDF", NULL));
    if (llrt_p256_ready)
        llrt_p256_ready();
}

/* glibc gives the thread a heap of its own, which grows by a page in a call of the kernel's, 90 times: now it has the room. */
static void make_room(void)
{
    void *volatile blocks[3];
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        blocks[i] = malloc(BLOCK_SIZE);
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        free(blocks[i]);
}

static void *work(void *unused)
{
    make_room();
    /* In the order in which a request that is signed asks for them. */
    if (goes_on() && llrt_openssl_ready() && digest_method("sha256") && llrt_hmac_ready())
        make_context();
    if (goes_on() && llrt_openssl_ready())
        look_up_the_rest();
    /* What OpenSSL keeps for this thread: afterwards it has nothing to do with OpenSSL. */
    OPENSSL_thread_stop();
    pthread_mutex_lock(&lock);
    runs = 0;
    pthread_cond_broadcast(&told);
    pthread_mutex_unlock(&lock);
    return unused;
}

void llrt_ahead_end(void)
{
    pthread_mutex_lock(&lock);
    stop = 1;
    while (runs)
        pthread_cond_wait(&told, &lock);
    pthread_mutex_unlock(&lock);
}

/* Around a fork nobody else has the lock either. */
static void before_fork(void)
{
    llrt_ahead_end();
    pthread_mutex_lock(&lock);
}

static void after_fork(void)
{
    pthread_mutex_unlock(&lock);
}

/* A quota of less than one processor is no reason against: it is counted over tenths of a second, and the work is the same. */
static int has_two_processors(void)
{
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set) > 1;
#endif
    return sysconf(_SC_NPROCESSORS_ONLN) > 1;
}

/* Faults are the thread's own; every other signal is for the threads of the program. */
static void mask_signals(sigset_t *before)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};
    sigset_t all;
    sigfillset(&all);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigdelset(&all, faults[i]);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

static int start_thread(void)
{
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t before;
    if (pthread_attr_init(&attributes))
        return 0;
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    mask_signals(&before);
    int failed = pthread_create(&thread, &attributes, work, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return !failed;
}

int llrt_ahead_begin(const char *ciphers)
{
    int begun = 0;
    pthread_mutex_lock(&lock);
    if (!asked) {
        asked = 1;
        if (ciphers && strlen(ciphers) < sizeof context_ciphers)
            strcpy(context_ciphers, ciphers);
        if (has_two_processors() && pthread_atfork(before_fork, after_fork, after_fork) == 0 && atexit(llrt_ahead_end) == 0)
            begun = runs = start_thread();
    }
    pthread_mutex_unlock(&lock);
    return begun;
}

int llrt_ahead_runs(void)
{
    pthread_mutex_lock(&lock);
    int now = runs;
    pthread_mutex_unlock(&lock);
    return now;
}

SSL_CTX *llrt_ahead_context(const char **ciphers)
{
    pthread_mutex_lock(&lock);
    while (context_state == BEGUN)
        pthread_cond_wait(&told, &lock);
    SSL_CTX *made = context;
    context = NULL;
    context_state = TAKEN;
    pthread_mutex_unlock(&lock);
    *ciphers = made && context_ciphers[0] ? context_ciphers : NULL;
    return made ? made : llrt_openssl_context();
}
