# OpenSSL's callbacks of shared contexts. None of them calls out: they note what happened, or make the handshake wait.

cdef void _share(SSL_CTX *ctx):
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_BOTH | SSL_SESS_CACHE_NO_INTERNAL | SSL_SESS_CACHE_NO_AUTO_CLEAR)
    SSL_CTX_sess_set_new_cb(ctx, _noted_session)
    SSL_CTX_sess_set_get_cb(ctx, _found_session)
    SSL_CTX_set_alpn_select_cb(ctx, _selected_alpn, NULL)
    SSL_CTX_set_client_hello_cb(ctx, _hello_arrived, NULL)
    SSL_CTX_set_tlsext_status_cb(ctx, _staple)
    llrt_share_tickets(ctx)
    # How often is the program's affair, which counts the handshakes.
    SSL_CTX_set_options(ctx, SSL_OP_ALLOW_CLIENT_RENEGOTIATION)


cdef ConnectionState _state_of(const SSL *ssl):
    cdef void *owner = SSL_get_ex_data(ssl, 0)
    return None if owner == NULL else (<TLSConnection>owner)._state


cdef int _noted_session(SSL *ssl, SSL_SESSION *session) noexcept with gil:
    cdef ConnectionState state = _state_of(ssl)
    cdef unsigned int size = 0
    cdef const unsigned char *p = SSL_SESSION_get_id(session, &size)
    cdef const unsigned char *ticket = NULL
    cdef size_t length = 0
    if state is not None:
        SSL_SESSION_get0_ticket(session, &ticket, &length)
        state.new_sessions.append(((<const char *>p)[:size], _session_bytes(session), (<const char *>ticket)[:length]))
    return 0


cdef SSL_SESSION *_found_session(SSL *ssl, const unsigned char *sid, int size, int *copy) noexcept with gil:
    cdef ConnectionState state = _state_of(ssl)
    cdef const unsigned char *p
    copy[0] = 0
    if state is None or state.found is None:
        return NULL
    p = <const unsigned char *><const char *>state.found
    return d2i_SSL_SESSION(NULL, &p, <long>len(state.found))


cdef int _selected_alpn(SSL *ssl, const unsigned char **out, unsigned char *size, const unsigned char *offered, unsigned int count,
                        void *unused) noexcept with gil:
    cdef ConnectionState state = _state_of(ssl)
    cdef int answer
    if state is None:
        return SSL_TLSEXT_ERR_NOACK
    wanted = state.alpn
    if state.chooses:
        if state.chosen is None:
            return SSL_TLSEXT_ERR_ALERT_FATAL
        wanted = bytes((len(state.chosen),)) + state.chosen
        state.alpn = wanted
    if not wanted:
        return SSL_TLSEXT_ERR_NOACK
    answer = SSL_select_next_proto(<unsigned char **>out, size, <const unsigned char *><const char *>wanted, <unsigned int>len(wanted),
                                   offered, count)
    return SSL_TLSEXT_ERR_OK if answer == OPENSSL_NPN_NEGOTIATED else SSL_TLSEXT_ERR_ALERT_FATAL


cdef bytes _extension(SSL *ssl, unsigned int kind):
    """An extension of the hello, None without it."""
    cdef const unsigned char *p = NULL
    cdef size_t size = 0
    return (<const char *>p)[:size] if SSL_client_hello_get0_ext(ssl, kind, &p, &size) else None


cdef int _hello_arrived(SSL *ssl, int *alert, void *unused) noexcept with gil:
    cdef ConnectionState state = _state_of(ssl)
    cdef const unsigned char *p = NULL
    cdef size_t size
    if state is None or not state.waits_hello or state.hello == 2:
        return SSL_CLIENT_HELLO_SUCCESS
    if state.hello == 0:
        state.hello = 1
        size = SSL_client_hello_get0_session_id(ssl, &p)
        ticket = _extension(ssl, TLSEXT_TYPE_session_ticket)
        state.details = {
            "session_id": (<const char *>p)[:size],
            "ticket": bool(ticket),
            "servername": _extension(ssl, TLSEXT_TYPE_server_name),
            "protocols": _extension(ssl, TLSEXT_TYPE_application_layer_protocol_negotiation),
        }
    return SSL_CLIENT_HELLO_RETRY


cdef int _certificate_wanted(SSL *ssl, void *unused) noexcept with gil:
    cdef ConnectionState state = _state_of(ssl)
    if state is None or not state.waits_certificate or state.certificate == 2:
        return 1
    state.certificate = 1
    return -1


cdef void _key_logged(const SSL *ssl, const char *line) noexcept with gil:
    cdef ConnectionState state = _state_of(ssl)
    if state is not None and state.logs_keys:
        state.keys.append(<bytes>line + b"\n")


cdef int _staple(SSL *ssl, void *unused) noexcept with gil:
    cdef ConnectionState state = _state_of(ssl)
    cdef void *copy
    if not SSL_is_server(ssl):
        return 1
    if state is None or state.staple is None:
        return SSL_TLSEXT_ERR_NOACK
    copy = OPENSSL_memdup(<const char *>state.staple, len(state.staple))
    if copy == NULL:
        return SSL_TLSEXT_ERR_NOACK
    SSL_set_tlsext_status_ocsp_resp(ssl, copy, <long>len(state.staple))
    return SSL_TLSEXT_ERR_OK


cdef void _handshake_told(const SSL *ssl, int where, int code) noexcept with gil:
    cdef ConnectionState state
    # What TLS 1.3 calls so is no handshake: tickets and new keys.
    if not where & (SSL_CB_HANDSHAKE_START | SSL_CB_HANDSHAKE_DONE) or SSL_version(ssl) >= 0x0304:
        return
    state = _state_of(ssl)
    if state is None:
        return
    if where & SSL_CB_HANDSHAKE_START:
        state.begun += 1
    else:
        state.ended += 1


cdef extern from "tickets.h":
    void llrt_share_tickets(SSL_CTX *)
    int llrt_use_ticket_keys(SSL *, unsigned char *)
    int llrt_new_ticket_keys(unsigned char *)


cdef extern from "openssl/crypto.h" nogil:
    void *OPENSSL_memdup(const void *, size_t)
