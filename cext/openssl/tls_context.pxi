# What many connections share: versions, ciphers, own certificate, trust.

cdef int _accept_all(int ok, X509_STORE_CTX *store) noexcept nogil:
    # The handshake goes on and the result is asked for afterwards: who connects decides (Node's rejectUnauthorized).
    return 1


cdef int _password(char *room, int size, int writing, void *text) noexcept with gil:
    # A key that is locked while no passphrase was given fails instead of asking the terminal.
    if text == NULL:
        return -1
    passphrase = <bytes><object>text
    if len(passphrase) > size:
        return -1
    memcpy(room, <char *>passphrase, len(passphrase))
    return <int>len(passphrase)


cdef class TLSTrust:
    """Whom a context trusts, without what else belongs to one."""
    cdef X509_STORE *_store

    def __dealloc__(self):
        if self._store != NULL:
            X509_STORE_free(self._store)


cdef class TLSContext:
    """Settings of TLS connections. `min_version`, `max_version`: 0x0301 to 0x0304, 0 leaves OpenSSL's; strings are OpenSSL's lists.
    `shared`: for connections of both sides, each of which says for itself what it wants (Node's SecureContext)."""
    cdef SSL_CTX *_ctx
    cdef readonly bint server
    cdef bytes _alpn
    cdef readonly bint shared
    cdef unsigned char _ticket_keys[48]
    cdef const char *_ciphers       # a list that it has already, or NULL

    def __cinit__(self, *, bint server=False, int min_version=0, int max_version=0, ciphers=None, ciphersuites=None, groups=None,
                  sigalgs=None, unsigned long long options=0, bint verify=True, bint require_certificate=False, bint shared=False):
        if not llrt_openssl_ready():
            raise tls_error("OpenSSL cannot be initialised")
        self._ctx = llrt_ahead_context(&self._ciphers)
        if self._ctx == NULL:
            raise tls_error("no memory for a TLS context")
        self.server = server
        SSL_CTX_set_mode(self._ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS)
        SSL_CTX_set_read_ahead(self._ctx, 1)
        SSL_CTX_set_options(self._ctx, options)
        if not SSL_CTX_set_min_proto_version(self._ctx, min_version) or not SSL_CTX_set_max_proto_version(self._ctx, max_version):
            raise tls_error("no such TLS version")
        if ciphers is None and not shared and self._ciphers != NULL:
            ciphers = OSSL_default_cipher_list()
        if ciphers is not None and not _set_ciphers(self, _c(ciphers)):
            raise tls_error("no cipher match")
        if ciphersuites is not None and not SSL_CTX_set_ciphersuites(self._ctx, _c(ciphersuites)):
            raise tls_error("no cipher match")
        if groups is not None and not SSL_CTX_set1_groups_list(self._ctx, _c(groups)):
            raise tls_error("Failed to set ECDH curve")
        if sigalgs is not None and not SSL_CTX_set1_sigalgs_list(self._ctx, _c(sigalgs)):
            raise tls_error("unknown signature algorithm")
        self.shared = shared
        if shared:
            _share(self._ctx)
            if not llrt_new_ticket_keys(self._ticket_keys):
                raise tls_error("no randomness for ticket keys")
        else:
            self._set_sessions()
        cdef int mode = SSL_VERIFY_PEER if verify else SSL_VERIFY_NONE
        if require_certificate:
            mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT
        SSL_CTX_set_verify(self._ctx, mode, _accept_all)

    cdef _set_sessions(self):
        if self.server:
            SSL_CTX_set_session_id_context(self._ctx, <const unsigned char *>b"llrt", 4)
            return
        SSL_CTX_set_session_cache_mode(self._ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL)
        SSL_CTX_sess_set_new_cb(self._ctx, _new_session)

    def __dealloc__(self):
        if self._ctx != NULL:
            SSL_CTX_free(self._ctx)

    def use_builtin_roots(self):
        """Trusts Mozilla's roots; each is parsed when a chain asks for it."""
        if not llrt_use_builtin_roots(SSL_CTX_get_cert_store(self._ctx)):
            raise tls_error("the built-in roots cannot be used")

    def use_bundle(self, bytes pem) -> int:
        """After use_builtin_roots(): trusts every certificate of a PEM text too, each parsed when a chain asks for it; returns how many
        there are. What only OpenSSL can read is read at once."""
        cdef int count = llrt_use_bundle(SSL_CTX_get_cert_store(self._ctx), <const char *>pem, len(pem))
        return count or self.add_authorities(pem)

    def trust(self) -> TLSTrust:
        """Whom it trusts, now and later."""
        cdef TLSTrust trust = TLSTrust.__new__(TLSTrust)
        cdef X509_STORE *store = SSL_CTX_get_cert_store(self._ctx)
        if X509_STORE_up_ref(store):
            trust._store = store
        return trust

    def share_trust(self, TLSTrust trust not None):
        """What is added to it afterwards is added to all that share it."""
        if trust._store != NULL:
            SSL_CTX_set1_cert_store(self._ctx, trust._store)

    def add_authorities(self, bytes pem, bint named=False) -> int:
        """Trusts every certificate of a PEM text; returns how many there were. `named`: a server tells clients of them."""
        cdef BIO *bio = BIO_new_mem_buf(<const char *>pem, <int>len(pem))
        cdef X509 *certificate
        cdef int count = 0
        try:
            while True:
                certificate = PEM_read_bio_X509_AUX(bio, NULL, _password, NULL)
                if certificate == NULL:
                    break
                X509_STORE_add_cert(SSL_CTX_get_cert_store(self._ctx), certificate)
                if named:
                    SSL_CTX_add_client_CA(self._ctx, certificate)
                X509_free(certificate)
                count += 1
        finally:
            BIO_free(bio)
            ERR_clear_error()
        return count

    def add_authority_folder(self, bytes path):
        """Trusts what lies in a folder under the names of `openssl rehash`; read when asked for."""
        if not X509_STORE_load_path(SSL_CTX_get_cert_store(self._ctx), <const char *>path):
            raise tls_error("the folder of certificates cannot be used")

    def judge(self, bytes der) -> int:
        """0 when this certificate alone is trusted today, else an X509_V_ERR number."""
        cdef X509 *certificate = _parsed(der)
        cdef X509_STORE_CTX *check = X509_STORE_CTX_new()
        try:
            if check == NULL or not X509_STORE_CTX_init(check, SSL_CTX_get_cert_store(self._ctx), certificate, NULL):
                raise tls_error("no memory to judge a certificate")
            return 0 if X509_verify_cert(check) == 1 else X509_STORE_CTX_get_error(check)
        finally:
            X509_STORE_CTX_free(check)
            X509_free(certificate)
            ERR_clear_error()

    def use_certificate(self, bytes pem):
        """Own certificate, followed by those between it and a root."""
        cdef BIO *bio = BIO_new_mem_buf(<const char *>pem, <int>len(pem))
        cdef X509 *certificate = PEM_read_bio_X509_AUX(bio, NULL, _password, NULL)
        try:
            if certificate == NULL or not SSL_CTX_use_certificate(self._ctx, certificate):
                raise tls_error("the certificate cannot be used")
            SSL_CTX_clear_chain_certs(self._ctx)
            X509_free(certificate)
            while True:
                certificate = PEM_read_bio_X509(bio, NULL, _password, NULL)
                if certificate == NULL:
                    break
                # Of this certificate alone: a context may have one for each kind of key.
                if not SSL_CTX_add1_chain_cert(self._ctx, certificate):
                    raise tls_error("the certificate's chain cannot be used")
                X509_free(certificate)
                certificate = NULL
        finally:
            X509_free(certificate)
            BIO_free(bio)
            ERR_clear_error()

    def use_key(self, bytes pem, passphrase=None):
        """Own private key; `passphrase` (bytes) unlocks it."""
        cdef BIO *bio = BIO_new_mem_buf(<const char *>pem, <int>len(pem))
        cdef EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, _password, <void *>passphrase if passphrase is not None else NULL)
        try:
            if key == NULL or not SSL_CTX_use_PrivateKey(self._ctx, key):
                raise tls_error("the private key cannot be used")
        finally:
            EVP_PKEY_free(key)
            BIO_free(bio)

    def check_key(self):
        """Raises TLSError unless the key is that of the certificate."""
        if not SSL_CTX_check_private_key(self._ctx):
            raise tls_error("key values mismatch")

    def use_pfx(self, bytes data, passphrase=None):
        """Certificate, key and authorities of a PKCS #12 container."""
        cdef BIO *bio = BIO_new_mem_buf(<const char *>data, <int>len(data))
        cdef PKCS12 *container = d2i_PKCS12_bio(bio, NULL)
        cdef EVP_PKEY *key = NULL
        cdef X509 *certificate = NULL
        cdef STACK_OF_X509 *authorities = NULL
        cdef const char *secret = NULL if passphrase is None else <const char *>(<bytes>passphrase)
        try:
            if container == NULL or not PKCS12_parse(container, secret, &key, &certificate, &authorities):
                raise tls_error("mac verify failure")
            if key == NULL:
                raise tls_error("Unable to load private key from PFX data")
            if certificate == NULL or not SSL_CTX_use_certificate(self._ctx, certificate):
                raise tls_error("Unable to load PFX certificate")
            if not SSL_CTX_use_PrivateKey(self._ctx, key):
                raise tls_error("Unable to load private key from PFX data")
            for i in range(sk_X509_num(authorities) if authorities != NULL else 0):
                X509_up_ref(sk_X509_value(authorities, i))
                SSL_CTX_add_extra_chain_cert(self._ctx, sk_X509_value(authorities, i))
                X509_STORE_add_cert(SSL_CTX_get_cert_store(self._ctx), sk_X509_value(authorities, i))
        finally:
            if authorities != NULL:
                sk_X509_pop_free(authorities, X509_free)
            EVP_PKEY_free(key)
            X509_free(certificate)
            PKCS12_free(container)
            BIO_free(bio)
            ERR_clear_error()

    def set_alpn(self, bytes protocols):
        """Protocols in wire form (a byte of length before each), the most wanted first."""
        self._alpn = protocols
        if self.server:
            SSL_CTX_set_alpn_select_cb(self._ctx, _select_alpn, <void *>protocols)
        elif SSL_CTX_set_alpn_protos(self._ctx, <const unsigned char *><const char *>protocols, <unsigned int>len(protocols)):
            raise tls_error("the list of protocols is wrong")


cdef const char *_c(object text) except NULL:
    return <const char *>(<bytes>text)


cdef int _select_alpn(SSL *ssl, const unsigned char **out, unsigned char *size, const unsigned char *offered, unsigned int count,
                      void *wanted) noexcept with gil:
    protocols = <bytes><object>wanted
    cdef int answer = SSL_select_next_proto(<unsigned char **>out, size, <const unsigned char *><const char *>protocols,
                                            <unsigned int>len(protocols), offered, count)
    return SSL_TLSEXT_ERR_OK if answer == OPENSSL_NPN_NEGOTIATED else SSL_TLSEXT_ERR_ALERT_FATAL


cdef int _set_ciphers(TLSContext context, const char *names):
    cdef const char *present = context._ciphers
    if present != NULL and strcmp(present, names) == 0:
        return 1
    context._ciphers = NULL
    return SSL_CTX_set_cipher_list(context._ctx, names)
