# OpenSSL's headers as the TLS half of this room uses them: SSL, BIO, X509, keys, errors.

from libc.stdint cimport uint64_t

cdef extern from "openssl/ssl.h" nogil:
    ctypedef struct SSL_CTX
    ctypedef struct SSL
    ctypedef struct SSL_METHOD
    ctypedef struct SSL_SESSION
    ctypedef struct SSL_CIPHER
    ctypedef struct X509_STORE
    ctypedef struct X509
    ctypedef struct X509_STORE_CTX
    ctypedef struct EVP_PKEY
    ctypedef struct BIO
    ctypedef struct BIO_METHOD
    ctypedef struct STACK_OF_X509 "STACK_OF(X509)"
    int SSL_ERROR_NONE, SSL_ERROR_SSL, SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE, SSL_ERROR_SYSCALL, SSL_ERROR_ZERO_RETURN
    int SSL_VERIFY_NONE, SSL_VERIFY_PEER, SSL_VERIFY_FAIL_IF_NO_PEER_CERT
    int SSL_SESS_CACHE_CLIENT, SSL_SESS_CACHE_SERVER, SSL_SESS_CACHE_NO_INTERNAL, SSL_SESS_CACHE_OFF
    long SSL_MODE_ENABLE_PARTIAL_WRITE, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER, SSL_MODE_RELEASE_BUFFERS
    int SSL_RECEIVED_SHUTDOWN
    const SSL_METHOD *TLS_method()
    SSL_CTX *SSL_CTX_new(const SSL_METHOD *)
    void SSL_CTX_free(SSL_CTX *)
    long SSL_CTX_set_mode(SSL_CTX *, long)
    uint64_t SSL_CTX_set_options(SSL_CTX *, uint64_t)
    int SSL_CTX_set_min_proto_version(SSL_CTX *, int)
    int SSL_CTX_set_max_proto_version(SSL_CTX *, int)
    int SSL_CTX_set_cipher_list(SSL_CTX *, const char *)
    int SSL_CTX_set_ciphersuites(SSL_CTX *, const char *)
    int SSL_CTX_set1_groups_list(SSL_CTX *, const char *)
    int SSL_CTX_set1_sigalgs_list(SSL_CTX *, const char *)
    void SSL_CTX_set_read_ahead(SSL_CTX *, int)
    long SSL_CTX_set_session_cache_mode(SSL_CTX *, long)
    void SSL_CTX_sess_set_new_cb(SSL_CTX *, int (*)(SSL *, SSL_SESSION *))
    int SSL_CTX_set_session_id_context(SSL_CTX *, const unsigned char *, unsigned int)
    void SSL_CTX_set_verify(SSL_CTX *, int, int (*)(int, X509_STORE_CTX *))
    X509_STORE *SSL_CTX_get_cert_store(SSL_CTX *)
    int SSL_CTX_use_certificate(SSL_CTX *, X509 *)
    int SSL_CTX_use_PrivateKey(SSL_CTX *, EVP_PKEY *)
    int SSL_CTX_check_private_key(SSL_CTX *)
    long SSL_CTX_add_extra_chain_cert(SSL_CTX *, X509 *)
    long SSL_CTX_clear_extra_chain_certs(SSL_CTX *)
    int SSL_CTX_set_alpn_protos(SSL_CTX *, const unsigned char *, unsigned int)
    void SSL_CTX_set_alpn_select_cb(SSL_CTX *, int (*)(SSL *, const unsigned char **, unsigned char *, const unsigned char *, unsigned int, void *), void *)
    int SSL_select_next_proto(unsigned char **, unsigned char *, const unsigned char *, unsigned int, const unsigned char *, unsigned int)
    int SSL_TLSEXT_ERR_OK, SSL_TLSEXT_ERR_ALERT_FATAL, SSL_TLSEXT_ERR_NOACK, OPENSSL_NPN_NEGOTIATED
    SSL *SSL_new(SSL_CTX *)
    void SSL_free(SSL *)
    void SSL_set_bio(SSL *, BIO *, BIO *)
    int SSL_set_fd(SSL *, int)
    void SSL_set_connect_state(SSL *)
    void SSL_set_accept_state(SSL *)
    long SSL_set_tlsext_host_name(SSL *, const char *)
    const char *SSL_get_servername(const SSL *, int)
    int TLSEXT_NAMETYPE_host_name
    int SSL_do_handshake(SSL *)
    int SSL_read(SSL *, void *, int)
    int SSL_write(SSL *, const void *, int)
    int SSL_shutdown(SSL *)
    int SSL_get_error(const SSL *, int)
    int SSL_get_shutdown(const SSL *)
    int SSL_pending(const SSL *)
    int SSL_has_pending(const SSL *)
    long SSL_get_verify_result(const SSL *)
    X509 *SSL_get1_peer_certificate(const SSL *)
    X509 *SSL_get_certificate(const SSL *)
    STACK_OF_X509 *SSL_get_peer_cert_chain(const SSL *)
    void SSL_get0_alpn_selected(const SSL *, const unsigned char **, unsigned int *)
    const char *SSL_get_version(const SSL *)
    const SSL_CIPHER *SSL_get_current_cipher(const SSL *)
    const char *SSL_CIPHER_get_name(const SSL_CIPHER *)
    const char *SSL_CIPHER_standard_name(const SSL_CIPHER *)
    const char *SSL_CIPHER_get_version(const SSL_CIPHER *)
    SSL_SESSION *SSL_get1_session(SSL *)
    int SSL_set_session(SSL *, SSL_SESSION *)
    int SSL_session_reused(const SSL *)
    int i2d_SSL_SESSION(const SSL_SESSION *, unsigned char **)
    SSL_SESSION *d2i_SSL_SESSION(SSL_SESSION **, const unsigned char **, long)
    void SSL_SESSION_free(SSL_SESSION *)
    int SSL_set_ex_data(SSL *, int, void *)
    void *SSL_get_ex_data(const SSL *, int)
    void SSL_set_verify(SSL *, int, int (*)(int, X509_STORE_CTX *))

cdef extern from "openssl/bio.h" nogil:
    const BIO_METHOD *BIO_s_mem()
    BIO *BIO_new(const BIO_METHOD *)
    BIO *BIO_new_mem_buf(const void *, int)
    void BIO_free(BIO *)
    int BIO_write(BIO *, const void *, int)
    int BIO_read(BIO *, void *, int)
    size_t BIO_ctrl_pending(BIO *)
    long BIO_set_mem_eof_return(BIO *, int)
    long BIO_get_mem_data(BIO *, char **)

cdef extern from "openssl/pem.h" nogil:
    ctypedef int (*pem_password_cb)(char *, int, int, void *)
    X509 *PEM_read_bio_X509_AUX(BIO *, X509 **, pem_password_cb, void *)
    X509 *PEM_read_bio_X509(BIO *, X509 **, pem_password_cb, void *)
    EVP_PKEY *PEM_read_bio_PrivateKey(BIO *, EVP_PKEY **, pem_password_cb, void *)
    void X509_free(X509 *)
    void EVP_PKEY_free(EVP_PKEY *)
    int X509_STORE_add_cert(X509_STORE *, X509 *)
    int X509_up_ref(X509 *)
    int i2d_X509(const X509 *, unsigned char **)
    X509 *d2i_X509(X509 **, const unsigned char **, long)
    int sk_X509_num(const STACK_OF_X509 *)
    X509 *sk_X509_value(const STACK_OF_X509 *, int)
    void sk_X509_pop_free(STACK_OF_X509 *, void (*)(X509 *))

cdef extern from "openssl/pkcs12.h" nogil:
    ctypedef struct PKCS12
    PKCS12 *d2i_PKCS12_bio(BIO *, PKCS12 **)
    int PKCS12_parse(PKCS12 *, const char *, EVP_PKEY **, X509 **, STACK_OF_X509 **)
    void PKCS12_free(PKCS12 *)

cdef extern from "openssl/x509v3.h" nogil:
    const char *X509_verify_cert_error_string(long)
    int X509_check_host(X509 *, const char *, size_t, unsigned int, char **)
    int X509_check_ip_asc(X509 *, const char *, unsigned int)

cdef extern from "openssl/x509_vfy.h" nogil:
    X509_STORE_CTX *X509_STORE_CTX_new()
    void X509_STORE_CTX_free(X509_STORE_CTX *)
    int X509_STORE_CTX_init(X509_STORE_CTX *, X509_STORE *, X509 *, STACK_OF_X509 *)
    int X509_verify_cert(X509_STORE_CTX *)
    int X509_STORE_CTX_get_error(const X509_STORE_CTX *)
    int X509_STORE_load_file(X509_STORE *, const char *)
    int X509_STORE_load_path(X509_STORE *, const char *)

cdef extern from "openssl/crypto.h" nogil:
    void OPENSSL_free(void *)

cdef extern from "openssl/err.h" nogil:
    unsigned long ERR_get_error()
    unsigned long ERR_peek_last_error()
    unsigned long ERR_peek_error()
    void ERR_clear_error()
    void ERR_error_string_n(unsigned long, char *, size_t)
    const char *ERR_reason_error_string(unsigned long)
    const char *ERR_lib_error_string(unsigned long)

cdef extern from "roots.h" nogil:
    int llrt_use_builtin_roots(X509_STORE *)
