# What crypto.X509Certificate asks of a certificate, beside certificate_info(). Certificates are DER.

cdef extern from "openssl/x509v3.h" nogil:
    int X509_check_email(X509 *, const char *, size_t, unsigned int)
    int X509_check_issued(X509 *issuer, X509 *subject)
    int X509_verify(X509 *, EVP_PKEY *)
    int X509_get_signature_nid(const X509 *)
    EVP_PKEY *d2i_PUBKEY(EVP_PKEY **, const unsigned char **, long)
    const char *OBJ_nid2ln(int)
    ctypedef struct ASN1_OBJECT
    ctypedef struct X509_ALGOR
    ctypedef struct ASN1_BIT_STRING
    int OBJ_obj2txt(char *, int, const ASN1_OBJECT *, int)
    void X509_get0_signature(const ASN1_BIT_STRING **, const X509_ALGOR **, const X509 *)
    void X509_ALGOR_get0(const ASN1_OBJECT **, int *, const void **, const X509_ALGOR *)


def x509_parse(bytes data) -> bytes:
    """The first certificate of a PEM text, or the one that this is. Raises TLSError."""
    cdef BIO *bio = BIO_new_mem_buf(<const char *>data, <int>len(data))
    cdef X509 *certificate = PEM_read_bio_X509(bio, NULL, _password, NULL)
    cdef const unsigned char *p = <const unsigned char *><const char *>data
    BIO_free(bio)
    if certificate == NULL:
        certificate = d2i_X509(NULL, &p, <long>len(data))
    if certificate == NULL:
        raise tls_error("the certificate cannot be read")
    ERR_clear_error()
    try:
        return _der(certificate)
    finally:
        X509_free(certificate)


def x509_check(bytes der, str kind, bytes text, unsigned int flags):
    """The name of the certificate that is meant by `text`, True where there is none to tell, None where it is not meant. `kind`: "host",
    "email", "ip"; `flags`: X509_CHECK_FLAG_*. Raises ValueError where `text` is no such thing."""
    cdef X509 *certificate = _parsed(der)
    cdef char *name = NULL
    cdef int result
    try:
        if kind == "host":
            result = X509_check_host(certificate, text, len(text), flags, &name)
        elif kind == "email":
            result = X509_check_email(certificate, text, len(text), flags)
        else:
            result = X509_check_ip_asc(certificate, text, flags)
        if result == -2:
            raise ValueError("Invalid name")
        if result < 0:
            raise tls_error("the certificate cannot be compared")
        if result == 0:
            return None
        return True if name == NULL else _text(name)
    finally:
        OPENSSL_free(name)
        X509_free(certificate)
        ERR_clear_error()


def x509_issued(bytes der, bytes issuer) -> bool:
    """Whether `issuer` may have signed: names, key identifiers and usages; not the signature."""
    cdef X509 *subject = _parsed(der)
    cdef X509 *other = NULL
    try:
        other = _parsed(issuer)
        return X509_check_issued(other, subject) == 0
    finally:
        X509_free(other)
        X509_free(subject)
        ERR_clear_error()


def x509_verify(bytes der, bytes spki) -> bool:
    """Whether this key (SubjectPublicKeyInfo) made the signature."""
    cdef X509 *certificate = _parsed(der)
    cdef const unsigned char *p = <const unsigned char *><const char *>spki
    cdef EVP_PKEY *key = d2i_PUBKEY(NULL, &p, <long>len(spki))
    try:
        return key != NULL and X509_verify(certificate, key) == 1
    finally:
        EVP_PKEY_free(key)
        X509_free(certificate)
        ERR_clear_error()


def x509_facts(bytes der) -> tuple:
    """(whether it is an authority's, name of the signature's algorithm or None, its number in dots)"""
    cdef X509 *certificate = _parsed(der)
    cdef const X509_ALGOR *algorithm = NULL
    cdef const ASN1_OBJECT *number = NULL
    cdef char dots[128]
    cdef int nid
    try:
        X509_get0_signature(NULL, &algorithm, certificate)
        X509_ALGOR_get0(&number, NULL, NULL, algorithm)
        if OBJ_obj2txt(dots, sizeof(dots), number, 1) < 0:
            dots[0] = 0
        nid = X509_get_signature_nid(certificate)
        return X509_check_ca(certificate) == 1, _text(OBJ_nid2ln(nid)) if nid else None, _text(dots)
    finally:
        X509_free(certificate)
        ERR_clear_error()
