# What certificates say, and whether one is meant for a host.

cdef extern from "certificate.h" nogil:
    ctypedef struct X509_NAME
    ctypedef struct ASN1_TIME
    int llrt_write_name(BIO *, const X509_NAME *)
    int llrt_write_altnames(BIO *, X509 *)
    int llrt_write_access(BIO *, X509 *)
    int llrt_write_time(BIO *, const ASN1_TIME *)
    int llrt_write_serial(BIO *, X509 *)
    int llrt_write_usages(BIO *, X509 *)

cdef extern from "openssl/x509.h" nogil:
    const X509_NAME *X509_get_subject_name(const X509 *)
    const X509_NAME *X509_get_issuer_name(const X509 *)
    const ASN1_TIME *X509_get0_notBefore(const X509 *)
    const ASN1_TIME *X509_get0_notAfter(const X509 *)
    EVP_PKEY *X509_get0_pubkey(const X509 *)
    int i2d_PUBKEY(const EVP_PKEY *, unsigned char **)
    int X509_check_ca(X509 *)


cdef str _take(BIO *bio):
    cdef char *p = NULL
    cdef long n = BIO_get_mem_data(bio, &p)
    return p[:n].decode("utf-8", "replace") if n > 0 else ""


cdef list _name(const X509_NAME *name):
    """[(short name, value)], in the certificate's order."""
    cdef BIO *bio = BIO_new(BIO_s_mem())
    try:
        llrt_write_name(bio, name)
        parts = _take(bio).split("\0")
        return list(zip(parts[:-1:2], parts[1::2]))
    finally:
        BIO_free(bio)


cdef object _written(int (*write)(BIO *, X509 *) nogil, X509 *certificate):
    cdef BIO *bio = BIO_new(BIO_s_mem())
    try:
        return _take(bio) if write(bio, certificate) else None
    finally:
        BIO_free(bio)


cdef str _time(const ASN1_TIME *time):
    cdef BIO *bio = BIO_new(BIO_s_mem())
    try:
        llrt_write_time(bio, time)
        return _take(bio)
    finally:
        BIO_free(bio)


cdef X509 *_parsed(bytes der) except NULL:
    cdef const unsigned char *p = <const unsigned char *><const char *>der
    cdef X509 *certificate = d2i_X509(NULL, &p, <long>len(der))
    if certificate == NULL:
        raise tls_error("the certificate cannot be read")
    return certificate


cdef bint _is_for(X509 *certificate, bytes host):
    """RFC 6125; a name of the subject counts where it has no alternative names."""
    # -2: it is no address. Of an address only those of the certificate count, never a name that looks like one.
    cdef int as_address = X509_check_ip_asc(certificate, host, 0)
    if as_address == -2:
        as_address = X509_check_host(certificate, host, len(host), 0, NULL)
    ERR_clear_error()
    return as_address == 1


cdef extern from "roots.h" nogil:
    ctypedef struct llrt_root:
        const unsigned char *der
        size_t size
    const llrt_root llrt_roots[]
    const int llrt_root_count


def builtin_roots() -> list:
    """Mozilla's roots as DER."""
    return [(<const char *>llrt_roots[i].der)[:llrt_roots[i].size] for i in range(llrt_root_count)]


def pem_certificates(bytes pem) -> list:
    """Every certificate of a PEM text as DER; what is none is passed over."""
    cdef BIO *bio = BIO_new_mem_buf(<const char *>pem, <int>len(pem))
    cdef X509 *certificate
    found = []
    try:
        while True:
            certificate = PEM_read_bio_X509(bio, NULL, _password, NULL)
            if certificate == NULL:
                return found
            try:
                found.append(_der(certificate))
            finally:
                X509_free(certificate)
    finally:
        BIO_free(bio)
        ERR_clear_error()


def certificate_info(bytes der) -> dict:
    """Everything that Node's getPeerCertificate() tells but digests: names as lists of pairs, times as OpenSSL prints them, the public key as DER."""
    cdef X509 *certificate = _parsed(der)
    cdef EVP_PKEY *key
    cdef unsigned char *p = NULL
    cdef char group[64]
    cdef size_t size = 0
    cdef int n
    try:
        key = X509_get0_pubkey(certificate)
        info = {
            "subject": _name(X509_get_subject_name(certificate)),
            "issuer": _name(X509_get_issuer_name(certificate)),
            "subjectaltname": _written(llrt_write_altnames, certificate),
            "infoAccess": _written(llrt_write_access, certificate),
            "ca": X509_check_ca(certificate) != 0,
            "valid_from": _time(X509_get0_notBefore(certificate)),
            "valid_to": _time(X509_get0_notAfter(certificate)),
            "serialNumber": _written(llrt_write_serial, certificate),
            "ext_key_usage": _written(llrt_write_usages, certificate),
        }
        if key != NULL:
            info["bits"] = EVP_PKEY_get_bits(key)
            info["kind"] = "rsa" if EVP_PKEY_is_a(key, b"RSA") else "ec" if EVP_PKEY_is_a(key, b"EC") else "other"
            if EVP_PKEY_get_group_name(key, group, sizeof(group), &size):
                info["group"] = _text(group)
            n = i2d_PUBKEY(key, &p)
            if n > 0:
                info["pubkey"] = (<const char *>p)[:n]
        return info
    finally:
        OPENSSL_free(p)
        X509_free(certificate)
        ERR_clear_error()
