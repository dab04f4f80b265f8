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
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "ahead.h"
#include "openssl_room.h"

#define STACK_SIZE (256 * 1024)     /* what is not touched costs nothing */

enum { UNUSED, BEGUN, TAKEN, MADE };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told = PTHREAD_COND_INITIALIZER;
static int asked;           /* all of these: with the lock */
static int runs;
static int stop;            /* after the step that the thread is in */
static int context_state;
static SSL_CTX *context;

/* The public key of X25519 whose private key is 1: reading any key makes OpenSSL look all its decoders up. */
static const unsigned char some_key[] = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00, 0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0, 0, 0, 0, 0, 0, 0, 0, 0,
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
    pthread_mutex_lock(&lock);
    context = made;
    context_state = made ? MADE : TAKEN;
    pthread_cond_broadcast(&told);
    pthread_mutex_unlock(&lock);
}

/* What a handshake looks up besides. Of each kind of algorithm the first look-up makes all of them. */
static void look_up_the_rest(void)
{
    const unsigned char *p = some_key;
    EVP_PKEY_free(d2i_PUBKEY(NULL, &p, sizeof some_key));
    EVP_SIGNATURE_free(EVP_SIGNATURE_fetch(NULL, "ECDSA", NULL));
    EVP_KEYEXCH_free(EVP_KEYEXCH_fetch(NULL, "X25519", NULL));
    EVP_KDF_free(EVP_KDF_fetch(NULL, "TLS13-KDF", NULL));
}

static void *work(void *unused)
{
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

int llrt_ahead_begin(void)
{
    int begun = 0;
    pthread_mutex_lock(&lock);
    if (!asked) {
        asked = 1;
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

SSL_CTX *llrt_ahead_context(void)
{
    pthread_mutex_lock(&lock);
    while (context_state == BEGUN)
        pthread_cond_wait(&told, &lock);
    SSL_CTX *made = context;
    context = NULL;
    context_state = TAKEN;
    pthread_mutex_unlock(&lock);
    return made ? made : llrt_openssl_context();
}
