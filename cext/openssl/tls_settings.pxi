# Settings of a context that are made one by one, each with an error of its own. Functions, as a class cannot be in two files.

def context_versions(TLSContext context) -> tuple:
    """(lowest, highest); 0: OpenSSL's own."""
    return SSL_CTX_get_min_proto_version(context._ctx), SSL_CTX_get_max_proto_version(context._ctx)


def context_set_min_version(TLSContext context, int version):
    if not SSL_CTX_set_min_proto_version(context._ctx, version):
        raise tls_error("no such TLS version")


def context_set_ciphers(TLSContext context, bytes names):
    """Of TLS 1.2 and older."""
    ERR_clear_error()
    if not _set_ciphers(context, names):
        if not names:
            # Then those of TLS 1.3 are meant alone.
            ERR_clear_error()
            return
        raise tls_error("no cipher match")


def context_set_ciphersuites(TLSContext context, bytes names):
    """Of TLS 1.3."""
    ERR_clear_error()
    if not SSL_CTX_set_ciphersuites(context._ctx, names):
        raise tls_error("no cipher match")


def context_set_groups(TLSContext context, bytes names):
    ERR_clear_error()
    if not SSL_CTX_set1_groups_list(context._ctx, names):
        raise tls_error("Failed to set ECDH curve")


def context_set_sigalgs(TLSContext context, bytes names):
    ERR_clear_error()
    if not SSL_CTX_set1_sigalgs_list(context._ctx, names):
        raise tls_error("unknown signature algorithm")


def context_set_options(TLSContext context, unsigned long long options):
    SSL_CTX_set_options(context._ctx, options)


def context_set_session_id(TLSContext context, bytes name):
    """What sessions are bound to: those of another context are not taken up."""
    ERR_clear_error()
    if not SSL_CTX_set_session_id_context(context._ctx, <const unsigned char *><const char *>name, <unsigned int>len(name)):
        raise tls_error("SSL_CTX_set_session_id_context error")


def context_set_session_timeout(TLSContext context, long seconds):
    SSL_CTX_set_timeout(context._ctx, seconds)


def context_set_ticket_keys(TLSContext context, bytes keys):
    """48 bytes (tickets.h)."""
    if len(keys) != 48:
        raise ValueError(f"ticket keys are 48 bytes, not {len(keys)}")
    memcpy(context._ticket_keys, <const char *>keys, 48)


def context_ticket_keys(TLSContext context) -> bytes:
    return (<const char *>context._ticket_keys)[:48]


def context_allow_partial_chain(TLSContext context):
    """An intermediate certificate that is trusted itself may end a chain."""
    X509_STORE_set_flags(SSL_CTX_get_cert_store(context._ctx), X509_V_FLAG_PARTIAL_CHAIN)


def context_add_crl(TLSContext context, bytes pem):
    cdef BIO *bio = BIO_new_mem_buf(<const char *>pem, <int>len(pem))
    cdef X509_CRL *crl = PEM_read_bio_X509_CRL(bio, NULL, _password, NULL)
    cdef X509_STORE *store = SSL_CTX_get_cert_store(context._ctx)
    BIO_free(bio)
    if crl == NULL:
        ERR_clear_error()
        raise ValueError("Failed to parse CRL")
    X509_STORE_add_crl(store, crl)
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL)
    X509_CRL_free(crl)


def context_set_dh(TLSContext context, pem) -> int:
    """Parameters as PEM, or None: chosen to fit the certificate. Returns their size in bits, 0 if they are no parameters of DH."""
    cdef BIO *bio
    cdef EVP_PKEY *parameters
    cdef int bits
    if pem is None:
        SSL_CTX_set_dh_auto(context._ctx, 1)
        return 1 << 16
    bio = BIO_new_mem_buf(<const char *>(<bytes>pem), <int>len(pem))
    parameters = PEM_read_bio_Parameters(bio, NULL)
    BIO_free(bio)
    ERR_clear_error()
    if parameters == NULL:
        return 0
    bits = EVP_PKEY_get_bits(parameters)
    if bits < 1024:
        EVP_PKEY_free(parameters)
    elif not SSL_CTX_set0_tmp_dh_pkey(context._ctx, parameters):
        EVP_PKEY_free(parameters)
        raise tls_error("the DH parameters cannot be used")
    return bits


def context_log_keys(TLSContext context):
    """Connections may ask for their keys."""
    SSL_CTX_set_keylog_callback(context._ctx, _key_logged)


def context_certificate(TLSContext context):
    """Own certificate as DER, None without one."""
    cdef X509 *certificate = SSL_CTX_get0_certificate(context._ctx)
    return None if certificate == NULL else _der(certificate)


def context_issuer(TLSContext context):
    """The certificate of who signed it, as DER, if it is trusted or sent along; else None."""
    cdef X509 *certificate = SSL_CTX_get0_certificate(context._ctx)
    cdef X509 *issuer = NULL
    if certificate == NULL:
        return None
    try:
        issuer = _issuer_of(context._ctx, certificate)
        return None if issuer == NULL else _der(issuer)
    finally:
        X509_free(issuer)
        ERR_clear_error()


cdef X509 *_issuer_of(SSL_CTX *ctx, X509 *certificate):
    """A new reference, NULL where it is not known."""
    cdef X509_STORE_CTX *search = X509_STORE_CTX_new()
    cdef X509 *issuer = NULL
    if search == NULL:
        return NULL
    if X509_STORE_CTX_init(search, SSL_CTX_get_cert_store(ctx), NULL, NULL):
        if X509_STORE_CTX_get1_issuer(&issuer, search, certificate) != 1:
            issuer = NULL
    X509_STORE_CTX_free(search)
    return issuer


cdef extern from "openssl/x509_vfy.h" nogil:
    int X509_STORE_CTX_get1_issuer(X509 **, X509_STORE_CTX *, X509 *)


def cipher_names() -> list:
    """What connections may agree on, in OpenSSL's names, as Node's getCiphers() has them before lower case."""
    cdef SSL_CTX *ctx
    cdef STACK_OF_CIPHERS *ciphers
    if not llrt_openssl_ready():
        raise tls_error("OpenSSL cannot be initialised")
    ctx = llrt_openssl_context()
    if ctx == NULL:
        raise tls_error("no memory for a TLS context")
    try:
        ciphers = SSL_CTX_get_ciphers(ctx)
        return [_text(SSL_CIPHER_get_name(sk_SSL_CIPHER_value(ciphers, i))) for i in range(sk_SSL_CIPHER_num(ciphers))]
    finally:
        SSL_CTX_free(ctx)
