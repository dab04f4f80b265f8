/* The root certificates that are built in (gen_roots.py), and the store that looks them up. */
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

/* Lets `store` find the built-in roots. Nonzero: done. */
int llrt_use_builtin_roots(X509_STORE *store);

#endif
