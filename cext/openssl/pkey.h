/* What pkey.c and pkey_use.c share. */
#ifndef LLRT_PKEY_H
#define LLRT_PKEY_H

#include <openssl/err.h>
#include <openssl/evp.h>

#include "llrt_fastop.h"

/* The key becomes the handle's. */
void pkey_give(llrt_result *result, EVP_PKEY *key);
/* The key of a handle, NULL when it is none: the result says so. */
EVP_PKEY *pkey_take(const llrt_arg *arg, llrt_result *result);

#endif
