/* Digests: every one that the linked OpenSSL has, in pieces or at once. Names are OpenSSL's, in any spelling it knows. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "openssl_room.h"

#define HANDLE_MAGIC 0x64696765u
#define MOST_METHODS 96
#define LONGEST_NAME 48

typedef struct digest {
    uint32_t magic;
    int started;            /* and not finished */
    EVP_MD_CTX *context;    /* kept when it is finished: a handle can be started again */
} digest;

/* Fetching a method walks OpenSSL's providers under locks: each is fetched once. */
static struct {
    char name[LONGEST_NAME];
    EVP_MD *method;
} methods[MOST_METHODS];
static int method_count;
static pthread_mutex_t methods_lock = PTHREAD_MUTEX_INITIALIZER;

static EVP_MD *fetch(const char *name)
{
    const EVP_MD *known = EVP_get_digestbyname(name);
    EVP_MD *method = EVP_MD_fetch(NULL, known ? EVP_MD_get0_name(known) : name, NULL);
    return method ? method : (EVP_MD *)0;
}

const EVP_MD *digest_method(const char *name)
{
    EVP_MD *method = NULL;
    if (strlen(name) >= LONGEST_NAME || !llrt_openssl_ready())
        return NULL;
    pthread_mutex_lock(&methods_lock);
    for (int i = 0; i < method_count && !method; i++)
        if (!strcasecmp(methods[i].name, name))
            method = methods[i].method;
    if (!method && method_count < MOST_METHODS && (method = fetch(name))) {
        strcpy(methods[method_count].name, name);
        methods[method_count++].method = method;
    }
    pthread_mutex_unlock(&methods_lock);
    return method;
}

static void release(void *opaque, void *data)
{
    digest *d = data;
    (void)opaque;
    EVP_MD_CTX_free(d->context);
    free(d);
}

static void give_handle(llrt_result *result, EVP_MD_CTX *context)
{
    digest *d = context ? malloc(sizeof *d) : NULL;
    if (!d) {
        EVP_MD_CTX_free(context);
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    d->magic = HANDLE_MAGIC;
    d->started = 1;
    d->context = context;
    give_bytes(result, d, sizeof *d);
    result->release = release;
}

static digest *take_handle(const llrt_arg *arg, llrt_result *result)
{
    digest *d = arg->ptr;
    if (arg->kind == LLRT_BYTES && arg->len == sizeof *d && d->magic == HANDLE_MAGIC && d->started)
        return d;
    fail(result, LLRT_TYPE_ERROR, NULL, "expected the handle of an unfinished digest");
    return NULL;
}

static int feed(void *state, const void *bytes, size_t n)
{
    return EVP_DigestUpdate(state, bytes, n);
}

static const EVP_MD *take_method(const llrt_arg *arg)
{
    char name[LONGEST_NAME];
    return take_name(arg, name, sizeof name) ? digest_method(name) : NULL;
}

/* digestNew(name) -> handle | null when there is no such digest */
FASTOP(op_digest_new)
{
    (void)argc;
    const EVP_MD *method = take_method(&args[0]);
    if (!method) {
        result->kind = LLRT_NULL;
        return;
    }
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context && EVP_DigestInit_ex2(context, method, NULL) != 1) {
        EVP_MD_CTX_free(context);
        fail_openssl(result, "the digest cannot be started");
        return;
    }
    give_handle(result, context);
}

/* digestRestart(handle of a finished digest, name, string | bytes) -> whether there is such a digest: one step instead of three */
FASTOP(op_digest_restart)
{
    (void)argc;
    digest *d = args[0].ptr;
    const EVP_MD *method = take_method(&args[1]);
    if (args[0].kind != LLRT_BYTES || args[0].len != sizeof *d || d->magic != HANDLE_MAGIC || d->started) {
        fail(result, LLRT_TYPE_ERROR, NULL, "expected the handle of a finished digest");
        return;
    }
    give_bool(result, method != NULL);
    if (!method)
        return;
    if (EVP_DigestInit_ex2(d->context, method, NULL) != 1) {
        fail_openssl(result, "the digest cannot be started");
        return;
    }
    d->started = 1;
    if (!feed_argument(&args[2], feed, d->context, result) && result->kind == LLRT_BOOL)
        fail_openssl(result, "the digest failed");
}

/* digestUpdate(handle, string | bytes) */
FASTOP(op_digest_update)
{
    (void)argc;
    digest *d = take_handle(&args[0], result);
    if (d && !feed_argument(&args[1], feed, d->context, result) && result->kind == LLRT_UNDEFINED)
        fail_openssl(result, "the digest failed");
}

/* digestCopy(handle) -> handle */
FASTOP(op_digest_copy)
{
    (void)argc;
    digest *d = take_handle(&args[0], result);
    if (!d)
        return;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context && EVP_MD_CTX_copy_ex(context, d->context) != 1) {
        EVP_MD_CTX_free(context);
        fail_openssl(result, "the digest cannot be copied");
        return;
    }
    give_handle(result, context);
}

static void finish_xof(EVP_MD_CTX *context, size_t n, int form, llrt_result *result)
{
    uint8_t *out = malloc(n + 1);
    if (!out || (n && EVP_DigestFinalXOF(context, out, n) != 1)) {
        free(out);
        fail_openssl(result, "the digest failed");
    } else if (form == FORM_BYTES) {
        give_bytes(result, out, n);
    } else {
        give_form(result, out, n, form);
        free(out);
    }
}

/* The result of `context` in `length` bytes, which only an extendable-output function can choose; negative: its own length. */
static void finish(EVP_MD_CTX *context, double length, int form, llrt_result *result)
{
    uint8_t bytes[EVP_MAX_MD_SIZE];
    const EVP_MD *method = EVP_MD_CTX_get0_md(context);
    size_t own = (size_t)EVP_MD_get_size(method), n = length >= 0 ? (size_t)length : own;
    if (EVP_MD_get_flags(method) & EVP_MD_FLAG_XOF)
        finish_xof(context, n, form, result);
    else if (n != own || EVP_DigestFinal_ex(context, bytes, NULL) != 1)
        fail_openssl(result, "the digest has another length");
    else
        give_form(result, bytes, n, form);
}

static double length_argument(const llrt_arg *arg)
{
    return arg->kind == LLRT_NUMBER ? arg->num : -1;
}

/* digestFinal(handle, length, form) -> bytes | text; the handle can be started again */
FASTOP(op_digest_final)
{
    (void)argc;
    digest *d = take_handle(&args[0], result);
    if (!d)
        return;
    finish(d->context, length_argument(&args[1]), form_argument(&args[2]), result);
    d->started = 0;
}

/* digestOnce(name, string | bytes, length, form) -> bytes | text | null when there is no such digest */
FASTOP(op_digest_once)
{
    (void)argc;
    const EVP_MD *method = take_method(&args[0]);
    if (!method) {
        result->kind = LLRT_NULL;
        return;
    }
    /* One context is kept: making one costs more than hashing a short text. */
    static EVP_MD_CTX *spare;
    EVP_MD_CTX *context = __atomic_exchange_n(&spare, NULL, __ATOMIC_ACQ_REL);
    if (!context && !(context = EVP_MD_CTX_new())) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    if (EVP_DigestInit_ex2(context, method, NULL) == 1 && feed_argument(&args[1], feed, context, result))
        finish(context, length_argument(&args[2]), form_argument(&args[3]), result);
    else if (result->kind == LLRT_UNDEFINED)
        fail_openssl(result, "the digest failed");
    EVP_MD_CTX_free(__atomic_exchange_n(&spare, context, __ATOMIC_ACQ_REL));
}

/* digestSize(name) -> bytes, negative for an extendable-output function's default; undefined when there is no such digest */
FASTOP(op_digest_size)
{
    (void)argc;
    const EVP_MD *method = take_method(&args[0]);
    if (!method)
        return;
    int size = EVP_MD_get_size(method);
    give_number(result, EVP_MD_get_flags(method) & EVP_MD_FLAG_XOF ? -size : size);
}
