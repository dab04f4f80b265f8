/* The root certificates that are built in (gen_roots.py), those of bundles, and the store that looks them up. */
#ifndef LLRT_ROOTS_H
#define LLRT_ROOTS_H

#include <stddef.h>

#include <openssl/x509_vfy.h>

typedef struct llrt_root {
    const unsigned char *der;
    size_t size;
    const unsigned char *subject;   /* within der */
    size_t subject_size;
} llrt_root;

extern const llrt_root llrt_roots[];    /* sorted by subject */
extern const int llrt_root_count;

/* -1, 0, 1 as the subject of `root` is before, equal to or after these bytes. */
int llrt_compare_subject(const llrt_root *root, const unsigned char *bytes, size_t size);

/* bundle.c: the certificates of a PEM text, sorted by subject. */
typedef struct llrt_bundle {
    struct llrt_bundle *next;
    int count;
    llrt_root *roots;
    unsigned char *der;
} llrt_bundle;
/* NULL: there is none, one has rules of its own ("TRUSTED CERTIFICATE"), or memory is short. */
llrt_bundle *llrt_read_bundle(const char *pem, size_t size);
void llrt_free_bundle(llrt_bundle *bundle);

/* Lets `store` find the built-in roots. Nonzero: done. */
int llrt_use_builtin_roots(X509_STORE *store);
/* After that: those of a PEM text too. Returns how many there are, 0 where llrt_read_bundle() gives none. */
int llrt_use_bundle(X509_STORE *store, const char *pem, size_t size);

#endif
