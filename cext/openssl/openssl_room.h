/* What the C files of this room share: one initialisation of OpenSSL, arguments in and results out, handles.
 *
 * This is the only room that includes openssl headers. A handle is the inside of an object of JS (llrt_fastop.h); the engine's collector
 * frees it through `release`, so a hash that is never finished leaks nothing. */
#ifndef LLRT_OPENSSL_ROOM_H
#define LLRT_OPENSSL_ROOM_H

#include <stddef.h>
#include <stdint.h>

#include <openssl/evp.h>
#include <openssl/ssl.h>

#include "llrt_fastop.h"

#define FASTOP(name) void name(const llrt_arg *args, int argc, llrt_result *result)

/* init.c. Nonzero: ready. OpenSSL never reads the machine's configuration and registers nothing to run at exit. */
int llrt_openssl_ready(void);
/* Before errors are put into words. */
void llrt_openssl_texts(void);
/* SSL_CTX_new(TLS_method()), without the texts. */
SSL_CTX *llrt_openssl_context(void);
const char *llrt_openssl_version(void);

/* result.c */
int take_bytes(const llrt_arg *arg, const uint8_t **p, size_t *n, llrt_result *result);
const char *take_name(const llrt_arg *arg, char *room, size_t size);
/* The handle of this sort, NULL when it is none. */
void *handle_of(const llrt_arg *arg, uint32_t sort);
/* The same; the result says what was expected, "the handle of a key". */
void *take_handle(const llrt_arg *arg, uint32_t sort, const char *expected, llrt_result *result);
/* `handle` begins with an llrt_handle, which this fills; NULL: out of memory. */
void give_handle(llrt_result *result, void *handle, uint32_t sort, void (*release)(llrt_handle *));
void give_bytes(llrt_result *result, void *malloced, size_t n);
void give_hex(llrt_result *result, const uint8_t *bytes, size_t n);
/* The forms of a digest: bytes, or text. `bytes` stay the caller's. */
enum { FORM_BYTES, FORM_HEX, FORM_BASE64, FORM_BASE64URL };
/* From a number, or the name of an encoding; undefined is bytes. Negative: something else. */
int form_argument(const llrt_arg *arg);
void give_form(llrt_result *result, const uint8_t *bytes, size_t n, int form);
void give_number(llrt_result *result, double value);
void give_bool(llrt_result *result, int value);
void fail(llrt_result *result, int kind, const char *code, const char *message);
void fail_openssl(llrt_result *result, const char *otherwise);
void fail_openssl_first(llrt_result *result, const char *otherwise);
/* `feed(state, bytes, n)` gets an argument's bytes: a buffer as it is, a string as UTF-8. Zero: `feed` failed or no such argument. */
int feed_argument(const llrt_arg *arg, int (*feed)(void *state, const void *bytes, size_t n), void *state, llrt_result *result);

/* digest_methods.c: a digest, and a context of it that nobody uses. */
typedef struct digest_entry {
    char name[48];          /* as it was asked for */
    size_t length;
    EVP_MD *method;
    EVP_MD_CTX *spare;      /* taken and given back by exchange, from any thread */
} digest_entry;
/* The entry of a name in any of OpenSSL's spellings, NULL when there is none. It lives as long as the process. */
digest_entry *digest_of(const llrt_arg *name);
/* Its method, from a C string. */
const EVP_MD *digest_method(const char *name);
/* A context that has begun; NULL: out of memory. */
EVP_MD_CTX *digest_begin(digest_entry *entry);
/* The context is done with. */
void digest_leave(digest_entry *entry, EVP_MD_CTX *context);

/* hmac.c: nonzero: HMAC is looked up. */
int llrt_hmac_ready(void);

/* random.c: what was drawn and not given away yet is in a snapshot of this process, too. */
void llrt_random_forget(void);

extern const llrt_fastop_def openssl_fastops[];

/* digest.c */
FASTOP(op_hash_new);
FASTOP(op_hash_once);
FASTOP(op_digest_new);
FASTOP(op_digest_state);
FASTOP(op_digest_update);
FASTOP(op_digest_copy);
FASTOP(op_digest_final);
FASTOP(op_digest_once);
FASTOP(op_digest_size);
/* hmac.c */
FASTOP(op_hmac_new);
FASTOP(op_hmac_update);
FASTOP(op_hmac_final);
/* cipher.c */
FASTOP(op_cipher_once);
/* cipher_stream.c */
FASTOP(op_cipher_info);
FASTOP(op_cipher_new);
FASTOP(op_cipher_update);
FASTOP(op_cipher_final);
FASTOP(op_cipher_tag);
FASTOP(op_cipher_padding);
/* pkey.c */
FASTOP(op_key_parse);
FASTOP(op_key_der);
FASTOP(op_key_locked);
FASTOP(op_key_type);
FASTOP(op_key_bits);
FASTOP(op_key_equals);
FASTOP(op_key_valid);
/* pkey_use.c */
FASTOP(op_key_sign_hash);
FASTOP(op_key_verify_hash);
FASTOP(op_key_sign_whole);
FASTOP(op_key_verify_whole);
FASTOP(op_key_crypt);
FASTOP(op_key_agree);
/* random.c */
FASTOP(op_random_fill);
FASTOP(op_random_values);
FASTOP(op_random_bytes);
FASTOP(op_random_int);
FASTOP(op_random_uuid);
FASTOP(op_timing_safe_equal);
/* crc.c */
FASTOP(op_crc32c);

#endif
