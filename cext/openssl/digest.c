/* Digests, in pieces or at once. Names are OpenSSL's, in any spelling it knows.
 *
 * What programs call is here without a frame of JavaScript for what is common (nativeMethod in llrt/builtins/crypto/_hash.js); anything
 * else is declined: other encodings, options, a digest that is finished. */
#include <stdlib.h>

#include "openssl_room.h"

#define SORT 0x64696765u

typedef struct digest {
    llrt_handle head;
    digest_entry *entry;
    EVP_MD_CTX *context;    /* NULL when it is finished */
    double length;          /* of the result; negative: its own */
} digest;

static void release(llrt_handle *handle)
{
    digest *d = (digest *)handle;
    if (d->context)
        digest_leave(d->entry, d->context);
    free(d);
}

static digest *running(const llrt_arg *arg)
{
    digest *d = handle_of(arg, SORT);
    return d && d->context ? d : NULL;
}

/* The context becomes the handle's; NULL is a failure. */
static void give(llrt_result *result, digest_entry *entry, EVP_MD_CTX *context, double length)
{
    digest *d = context ? malloc(sizeof *d) : NULL;
    if (!context) {
        fail_openssl(result, "the digest cannot be started");
        return;
    }
    if (d)
        *d = (digest){ .entry = entry, .context = context, .length = length };
    else
        EVP_MD_CTX_free(context);
    give_handle(result, d, SORT, release);
}

static double length_argument(const llrt_arg *arg)
{
    return arg->kind == LLRT_NUMBER && arg->num >= 0 ? arg->num : -1;
}

/* digestNew(name, length | undefined) -> handle | null when there is no such digest */
FASTOP(op_digest_new)
{
    (void)argc;
    digest_entry *entry = digest_of(&args[0]);
    if (entry)
        give(result, entry, digest_begin(entry), length_argument(&args[1]));
    else
        result->kind = LLRT_NULL;
}

/* hashNew(this, name, options) -> handle; declines whatever createHash() has to look at */
FASTOP(op_hash_new)
{
    (void)argc;
    digest_entry *entry = args[2].kind == LLRT_UNDEFINED ? digest_of(&args[1]) : NULL;
    if (entry)
        give(result, entry, digest_begin(entry), -1);
    else
        result->kind = LLRT_DECLINED;
}

/* digestState(handle) -> 0 it is none, 1 begun, 2 finished */
FASTOP(op_digest_state)
{
    (void)argc;
    const digest *d = handle_of(&args[0], SORT);
    give_number(result, d ? (d->context ? 1 : 2) : 0);
}

static int feed(void *state, const void *bytes, size_t n)
{
    return EVP_DigestUpdate(state, bytes, n);
}

static int is_text(const llrt_arg *arg)
{
    return arg->kind == LLRT_STR8 || arg->kind == LLRT_STR16;
}

/* A string (as UTF-8) or a view: what update() takes. */
static int is_data(const llrt_arg *arg)
{
    return is_text(arg) || (arg->kind == LLRT_BYTES && arg->num);
}

/* digestUpdate(handle, string | view, encoding) -> handle; an encoding is of no importance to a view */
FASTOP(op_digest_update)
{
    (void)argc;
    digest *d = running(&args[0]);
    result->kind = LLRT_DECLINED;
    if (!d || !is_data(&args[1]) || (is_text(&args[1]) && args[2].kind != LLRT_UNDEFINED))
        return;
    result->kind = LLRT_FIRST;
    if (!feed_argument(&args[1], feed, d->context, result))
        fail_openssl(result, "the digest failed");
}

/* digestCopy(handle, length | undefined) -> handle */
FASTOP(op_digest_copy)
{
    (void)argc;
    digest *d = running(&args[0]);
    if (!d) {
        result->kind = LLRT_DECLINED;
        return;
    }
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context && EVP_MD_CTX_copy_ex(context, d->context) != 1) {
        EVP_MD_CTX_free(context);
        context = NULL;
    }
    give(result, d->entry, context, length_argument(&args[1]));
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

/* digestFinal(handle, form | encoding) -> bytes | text; the digest is finished */
FASTOP(op_digest_final)
{
    (void)argc;
    digest *d = running(&args[0]);
    int form = form_argument(&args[1]);
    if (!d || form < 0) {
        result->kind = LLRT_DECLINED;
        return;
    }
    finish(d->context, d->length, form, result);
    digest_leave(d->entry, d->context);
    d->context = NULL;
}

static void once(digest_entry *entry, const llrt_arg *data, double length, int form, llrt_result *result)
{
    EVP_MD_CTX *context = digest_begin(entry);
    if (context && feed_argument(data, feed, context, result))
        finish(context, length, form, result);
    else if (result->kind == LLRT_UNDEFINED)
        fail_openssl(result, "the digest failed");
    if (context)
        digest_leave(entry, context);
}

/* digestOnce(name, string | bytes, length, form) -> bytes | text | null when there is no such digest */
FASTOP(op_digest_once)
{
    (void)argc;
    digest_entry *entry = digest_of(&args[0]);
    int form = form_argument(&args[3]);
    if (!entry)
        result->kind = LLRT_NULL;
    else if (form < 0)
        result->kind = LLRT_DECLINED;
    else
        once(entry, &args[1], length_argument(&args[2]), form, result);
}

/* hashOnce(this, name, string | view, encoding) -> text | bytes; hexadecimal without an encoding */
FASTOP(op_hash_once)
{
    (void)argc;
    digest_entry *entry = digest_of(&args[1]);
    int form = args[3].kind == LLRT_UNDEFINED ? FORM_HEX : args[3].kind == LLRT_STR8 ? form_argument(&args[3]) : -1;
    if (entry && form >= 0 && is_data(&args[2]))
        once(entry, &args[2], -1, form, result);
    else
        result->kind = LLRT_DECLINED;
}

/* digestSize(name | handle) -> bytes, negative for an extendable-output function's default; undefined when there is no such digest */
FASTOP(op_digest_size)
{
    (void)argc;
    const digest *d = handle_of(&args[0], SORT);
    const digest_entry *entry = d ? d->entry : digest_of(&args[0]);
    if (!entry)
        return;
    int size = EVP_MD_get_size(entry->method);
    give_number(result, EVP_MD_get_flags(entry->method) & EVP_MD_FLAG_XOF ? -size : size);
}
