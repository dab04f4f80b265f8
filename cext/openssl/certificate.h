/* What a certificate says, as lines of text that certificate.c writes and tls_certificate.pxi reads. */
#ifndef LLRT_CERTIFICATE_H
#define LLRT_CERTIFICATE_H

#include <openssl/bio.h>
#include <openssl/x509.h>

/* Names as "ST=value" lines, values in UTF-8 with line breaks escaped; nonzero: written. */
int llrt_write_name(BIO *out, const X509_NAME *name);
/* The subject's alternative names as Node prints them: "DNS:a, IP Address:1.2.3.4". */
int llrt_write_altnames(BIO *out, X509 *certificate);
int llrt_write_access(BIO *out, X509 *certificate);
int llrt_write_time(BIO *out, const ASN1_TIME *time);
int llrt_write_serial(BIO *out, X509 *certificate);
int llrt_write_usages(BIO *out, X509 *certificate);

#endif
