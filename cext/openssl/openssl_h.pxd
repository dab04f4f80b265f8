# OpenSSL's headers as the TLS half of this room uses them: SSL, BIO, X509, keys, errors.

from libc.stdint cimport uint64_t

cdef extern from "openssl/ssl.h" nogil:
    ctypedef struct SSL_CTX
    ctypedef struct SSL
    ctypedef struct SSL_SESSION
    ctypedef struct SSL_CIPHER
    ctypedef struct X509_STORE
    ctypedef struct X509
    ctypedef struct X509_STORE_CTX
    ctypedef struct EVP_PKEY
    ctypedef struct BIO
    ctypedef struct BIO_METHOD
    ctypedef struct STACK_OF_X509 "STACK_OF(X509)"
    ctypedef struct STACK_OF_NAMES "STACK_OF(X509_NAME)"
    ctypedef struct STACK_OF_CIPHERS "STACK_OF(SSL_CIPHER)"
    int SSL_ERROR_NONE, SSL_ERROR_SSL, SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE, SSL_ERROR_SYSCALL, SSL_ERROR_ZERO_RETURN
    int SSL_VERIFY_NONE, SSL_VERIFY_PEER, SSL_VERIFY_FAIL_IF_NO_PEER_CERT
    int SSL_SESS_CACHE_CLIENT, SSL_SESS_CACHE_SERVER, SSL_SESS_CACHE_NO_INTERNAL, SSL_SESS_CACHE_OFF
    long SSL_MODE_ENABLE_PARTIAL_WRITE, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER, SSL_MODE_RELEASE_BUFFERS
    void SSL_CTX_free(SSL_CTX *)
    long SSL_CTX_set_mode(SSL_CTX *, long)
    uint64_t SSL_CTX_set_options(SSL_CTX *, uint64_t)
    int SSL_CTX_set_min_proto_version(SSL_CTX *, int)
    int SSL_CTX_set_max_proto_version(SSL_CTX *, int)
    int SSL_CTX_set_cipher_list(SSL_CTX *, const char *)
    const char *OSSL_default_cipher_list()
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
    long SSL_CTX_clear_chain_certs(SSL_CTX *)
    long SSL_CTX_add1_chain_cert(SSL_CTX *, X509 *)
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
    int SSL_SESS_CACHE_BOTH, SSL_SESS_CACHE_NO_AUTO_CLEAR
    int SSL_ERROR_WANT_X509_LOOKUP, SSL_ERROR_WANT_CLIENT_HELLO_CB, SSL_CLIENT_HELLO_SUCCESS, SSL_CLIENT_HELLO_RETRY
    int SSL_R_UNEXPECTED_EOF_WHILE_READING
    int TLSEXT_TYPE_server_name, TLSEXT_TYPE_application_layer_protocol_negotiation, TLSEXT_TYPE_session_ticket
    int TLSEXT_STATUSTYPE_ocsp, SSL_TLSEXT_ERR_ALERT_WARNING
    int SSL_CTX_get_min_proto_version(SSL_CTX *)
    int SSL_CTX_get_max_proto_version(SSL_CTX *)
    long SSL_CTX_set_timeout(SSL_CTX *, long)
    void SSL_CTX_sess_set_get_cb(SSL_CTX *, SSL_SESSION *(*)(SSL *, const unsigned char *, int, int *))
    void SSL_CTX_set_client_hello_cb(SSL_CTX *, int (*)(SSL *, int *, void *), void *)
    void SSL_CTX_set_keylog_callback(SSL_CTX *, void (*)(const SSL *, const char *))
    int SSL_CTX_add_client_CA(SSL_CTX *, X509 *)
    long SSL_CTX_set_dh_auto(SSL_CTX *, int)
    int SSL_CTX_set0_tmp_dh_pkey(SSL_CTX *, EVP_PKEY *)
    long SSL_CTX_set_tlsext_status_cb(SSL_CTX *, int (*)(SSL *, void *))
    X509 *SSL_CTX_get0_certificate(const SSL_CTX *)
    void SSL_CTX_set1_cert_store(SSL_CTX *, X509_STORE *)
    STACK_OF_NAMES *SSL_CTX_get_client_CA_list(const SSL_CTX *)
    STACK_OF_NAMES *SSL_dup_CA_list(const STACK_OF_NAMES *)
    void SSL_set_client_CA_list(SSL *, STACK_OF_NAMES *)
    SSL_CTX *SSL_set_SSL_CTX(SSL *, SSL_CTX *)
    SSL_CTX *SSL_get_SSL_CTX(const SSL *)
    int SSL_set1_verify_cert_store(SSL *, X509_STORE *)
    void SSL_set_cert_cb(SSL *, int (*)(SSL *, void *), void *)
    int SSL_set_alpn_protos(SSL *, const unsigned char *, unsigned int)
    size_t SSL_client_hello_get0_session_id(SSL *, const unsigned char **)
    int SSL_client_hello_get0_ext(SSL *, unsigned int, const unsigned char **, size_t *)
    size_t SSL_get_finished(const SSL *, void *, size_t)
    size_t SSL_get_peer_finished(const SSL *, void *, size_t)
    int SSL_export_keying_material(SSL *, unsigned char *, size_t, const char *, size_t, const unsigned char *, size_t, int)
    int SSL_get_peer_tmp_key(SSL *, EVP_PKEY **)
    int SSL_get_shared_sigalgs(SSL *, int, int *, int *, int *, unsigned char *, unsigned char *)
    SSL_SESSION *SSL_get0_session "SSL_get_session"(const SSL *)
    void SSL_SESSION_get0_ticket(const SSL_SESSION *, const unsigned char **, size_t *)
    const unsigned char *SSL_SESSION_get_id(const SSL_SESSION *, unsigned int *)
    long SSL_set_max_send_fragment(SSL *, long)
    int SSL_renegotiate(SSL *)
    int SSL_is_init_finished(const SSL *)
    int SSL_is_server(const SSL *)
    long SSL_set_tlsext_status_type(SSL *, int)
    long SSL_set_tlsext_status_ocsp_resp(SSL *, void *, long)
    long SSL_get_tlsext_status_ocsp_resp(SSL *, unsigned char **)
    long SSL_get_tlsext_status_type(SSL *)
    STACK_OF_CIPHERS *SSL_CTX_get_ciphers(const SSL_CTX *)
    int sk_SSL_CIPHER_num(const STACK_OF_CIPHERS *)
    const SSL_CIPHER *sk_SSL_CIPHER_value(const STACK_OF_CIPHERS *, int)
    void SSL_set_info_callback(SSL *, void (*)(const SSL *, int, int))
    int SSL_version(const SSL *)
    uint64_t SSL_OP_ALLOW_CLIENT_RENEGOTIATION
    int SSL_CB_HANDSHAKE_START, SSL_CB_HANDSHAKE_DONE

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
    int X509_STORE_up_ref(X509_STORE *)
    void X509_STORE_free(X509_STORE *)
    int X509_STORE_add_cert(X509_STORE *, X509 *)
    int X509_up_ref(X509 *)
    int i2d_X509(const X509 *, unsigned char **)
    X509 *d2i_X509(X509 **, const unsigned char **, long)
    int sk_X509_num(const STACK_OF_X509 *)
    X509 *sk_X509_value(const STACK_OF_X509 *, int)
    ctypedef struct X509_CRL
    X509_CRL *PEM_read_bio_X509_CRL(BIO *, X509_CRL **, pem_password_cb, void *)
    void X509_CRL_free(X509_CRL *)
    int X509_STORE_add_crl(X509_STORE *, X509_CRL *)
    int X509_STORE_set_flags(X509_STORE *, unsigned long)
    EVP_PKEY *PEM_read_bio_Parameters(BIO *, EVP_PKEY **)
    int EVP_PKEY_get_bits(const EVP_PKEY *)
    int EVP_PKEY_get_id(const EVP_PKEY *)
    int EVP_PKEY_is_a(const EVP_PKEY *, const char *)
    int EVP_PKEY_get_group_name(const EVP_PKEY *, char *, size_t, size_t *)
    const char *OBJ_nid2sn(int)
    void sk_X509_pop_free(STACK_OF_X509 *, void (*)(X509 *))

cdef extern from "openssl/pkcs12.h" nogil:
    ctypedef struct PKCS12
    PKCS12 *d2i_PKCS12_bio(BIO *, PKCS12 **)
    int PKCS12_parse(PKCS12 *, const char *, EVP_PKEY **, X509 **, STACK_OF_X509 **)
    void PKCS12_free(PKCS12 *)

cdef extern from "openssl/x509v3.h" nogil:
    const char *X509_verify_cert_error_string(long)
    int X509_check_host(X509 *, const char *, size_t, unsigned int, char **)
    unsigned long X509_V_FLAG_CRL_CHECK, X509_V_FLAG_CRL_CHECK_ALL, X509_V_FLAG_PARTIAL_CHAIN
    int X509_check_issued(X509 *, X509 *)
    int X509_check_ip_asc(X509 *, const char *, unsigned int)

cdef extern from "openssl/x509_vfy.h" nogil:
    X509_STORE_CTX *X509_STORE_CTX_new()
    void X509_STORE_CTX_free(X509_STORE_CTX *)
    int X509_STORE_CTX_init(X509_STORE_CTX *, X509_STORE *, X509 *, STACK_OF_X509 *)
    int X509_verify_cert(X509_STORE_CTX *)
    int X509_STORE_CTX_get_error(const X509_STORE_CTX *)
    int X509_STORE_load_path(X509_STORE *, const char *)

cdef extern from "openssl/crypto.h" nogil:
    void OPENSSL_free(void *)

cdef extern from "openssl/err.h" nogil:
    unsigned long ERR_peek_error()
    void ERR_clear_error()
    void ERR_print_errors(BIO *)
    int ERR_GET_REASON(unsigned long)
    int ERR_LIB_SSL, ERR_LIB_PEM
    void ERR_error_string_n(unsigned long, char *, size_t)
    const char *ERR_reason_error_string(unsigned long)
    const char *ERR_lib_error_string(unsigned long)

cdef extern from "roots.h" nogil:
    int llrt_use_builtin_roots(X509_STORE *)
    int llrt_use_bundle(X509_STORE *, const char *, size_t)
