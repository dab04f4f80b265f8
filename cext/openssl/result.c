/* Arguments in, results out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "llrt_feed.h"
#include "openssl_room.h"

int take_bytes(const llrt_arg *arg, const uint8_t **p, size_t *n, llrt_result *result)
{
    if (arg->kind != LLRT_BYTES) {
        fail(result, LLRT_TYPE_ERROR, NULL, "expected a buffer");
        return 0;
    }
    *p = arg->ptr;
    *n = arg->len;
    return 1;
}

/* A short name as a C string in `room`; NULL when it is none. */
const char *take_name(const llrt_arg *arg, char *room, size_t size)
{
    if (arg->kind != LLRT_STR8 || arg->len >= size || memchr(arg->ptr, 0, arg->len))
        return NULL;
    memcpy(room, arg->ptr, arg->len);
    room[arg->len] = 0;
    return room;
}

void *handle_of(const llrt_arg *arg, uint32_t sort)
{
    return arg->kind == LLRT_HANDLE && ((llrt_handle *)arg->ptr)->sort == sort ? arg->ptr : NULL;
}

void *take_handle(const llrt_arg *arg, uint32_t sort, const char *expected, llrt_result *result)
{
    void *handle = handle_of(arg, sort);
    if (!handle) {
        result->kind = LLRT_TYPE_ERROR;
        snprintf(result->error, sizeof result->error, "expected %s", expected);
    }
    return handle;
}

void give_handle(llrt_result *result, void *handle, uint32_t sort, void (*release)(llrt_handle *))
{
    result->kind = handle ? LLRT_HANDLE : LLRT_OUT_OF_MEMORY;
    result->ptr = handle;
    if (handle)
        *(llrt_handle *)handle = (llrt_handle){ release, sort };
}

void give_bytes(llrt_result *result, void *malloced, size_t n)
{
    result->kind = LLRT_BYTES;
    result->ptr = malloced;
    result->len = n;
}

void give_hex(llrt_result *result, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t *out = 2 * n <= sizeof result->small ? (uint8_t *)result->small : malloc(2 * n);
    if (!out) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = (uint8_t)digits[bytes[i] >> 4];
        out[2 * i + 1] = (uint8_t)digits[bytes[i] & 15];
    }
    result->kind = LLRT_STR8;
    result->ptr = out;
    result->len = 2 * n;
}

static void give_base64(llrt_result *result, const uint8_t *bytes, size_t n, int url)
{
    static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char for_urls[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *digits = url ? for_urls : standard;
    size_t longest = (n + 2) / 3 * 4, at = 0;
    char *out = longest <= sizeof result->small ? (char *)result->small : malloc(longest);
    if (!out) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        uint32_t three = (uint32_t)bytes[i] << 16 | (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0u);
        for (size_t k = 0; k < 4; k++) {
            if (k <= left)
                out[at++] = digits[three >> (18 - 6 * k) & 63];
            else if (!url)
                out[at++] = '=';
        }
    }
    result->kind = LLRT_STR8;
    result->ptr = out;
    result->len = at;
}

int form_argument(const llrt_arg *arg)
{
    static const struct { const char *name; size_t length; int form; } names[] = {
        { "hex", 3, FORM_HEX }, { "base64", 6, FORM_BASE64 }, { "base64url", 9, FORM_BASE64URL }, { "buffer", 6, FORM_BYTES },
    };
    if (arg->kind == LLRT_NUMBER && arg->num >= FORM_BYTES && arg->num <= FORM_BASE64URL)
        return (int)arg->num;
    if (arg->kind == LLRT_UNDEFINED)
        return FORM_BYTES;
    for (size_t i = 0; arg->kind == LLRT_STR8 && i < sizeof names / sizeof *names; i++)
        if (arg->len == names[i].length && !memcmp(arg->ptr, names[i].name, arg->len))
            return names[i].form;
    return -1;
}

void give_form(llrt_result *result, const uint8_t *bytes, size_t n, int form)
{
    uint8_t *out;
    if (form == FORM_HEX) {
        give_hex(result, bytes, n);
    } else if (form == FORM_BASE64 || form == FORM_BASE64URL) {
        give_base64(result, bytes, n, form == FORM_BASE64URL);
    } else if ((out = n <= sizeof result->small ? (uint8_t *)result->small : malloc(n))) {
        memcpy(out, bytes, n);
        give_bytes(result, out, n);
    } else {
        result->kind = LLRT_OUT_OF_MEMORY;
    }
}

void give_number(llrt_result *result, double value)
{
    result->kind = LLRT_NUMBER;
    result->num = value;
}

void give_bool(llrt_result *result, int value)
{
    result->kind = LLRT_BOOL;
    result->num = value != 0;
}

void fail(llrt_result *result, int kind, const char *code, const char *message)
{
    result->kind = kind;
    result->code = code;
    snprintf(result->error, sizeof result->error, "%s", message);
}

static void fail_with(unsigned long error, llrt_result *result, const char *otherwise)
{
    result->kind = LLRT_ERROR;
    llrt_openssl_texts();
    if (error)
        ERR_error_string_n(error, result->error, sizeof result->error);
    else
        snprintf(result->error, sizeof result->error, "%s", otherwise);
    ERR_clear_error();
}

/* OpenSSL's own words for what went wrong last, as Node shows them. */
void fail_openssl(llrt_result *result, const char *otherwise)
{
    fail_with(ERR_peek_last_error(), result, otherwise);
}

/* For what began without errors: the first is what is wrong, those behind it are of further attempts or of the callers in the library. */
void fail_openssl_first(llrt_result *result, const char *otherwise)
{
    fail_with(ERR_peek_error(), result, otherwise);
}

int feed_argument(const llrt_arg *arg, int (*feed)(void *, const void *, size_t), void *state, llrt_result *result)
{
    if (llrt_has_bytes(arg))
        return llrt_feed(arg, feed, state);
    fail(result, LLRT_TYPE_ERROR, NULL, "expected a string or a buffer");
    return 0;
}
