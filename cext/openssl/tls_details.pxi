# What a connection of a shared context is told before and while it shakes hands, and what it tells of itself afterwards.

def connection_verify(TLSConnection connection, bint ask, bint insist):
    """`ask` for the other side's certificate; `insist`: without one a server breaks off."""
    cdef int mode = SSL_VERIFY_NONE
    if ask:
        mode = SSL_VERIFY_PEER
        if insist:
            mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT
    SSL_set_verify(connection._ssl, mode, _accept_all)


def connection_alpn(TLSConnection connection, bytes protocols):
    """Protocols in wire form, the most wanted first."""
    connection._state.alpn = protocols
    if not SSL_is_server(connection._ssl) and protocols:
        if SSL_set_alpn_protos(connection._ssl, <const unsigned char *><const char *>protocols, <unsigned int>len(protocols)):
            raise tls_error("the list of protocols is wrong")


def connection_servername(TLSConnection connection, bytes name):
    """For a client, before the handshake."""
    if not SSL_set_tlsext_host_name(connection._ssl, name):
        raise tls_error("the server name cannot be sent")


def connection_resume(TLSConnection connection, bytes session):
    connection._resume(session)


def connection_waits(TLSConnection connection, bint hello, bint certificate):
    """A server's handshake stops with WANT_HELLO, WANT_CERTIFICATE until it is answered."""
    connection._state.waits_hello = hello
    connection._state.waits_certificate = certificate
    if certificate:
        SSL_set_cert_cb(connection._ssl, _certificate_wanted, NULL)


def connection_hello(TLSConnection connection) -> dict:
    """session_id, ticket (whether there is one), servername and protocols (bytes of the extensions, or None)."""
    return connection._state.details or {}


def connection_answer_hello(TLSConnection connection, session, bint chooses, protocol):
    """`session`: bytes to resume, or None; with `chooses` the protocol is this one, or none: the handshake fails."""
    connection._state.hello = 2
    connection._state.found = session
    connection._state.chooses = chooses
    connection._state.chosen = protocol


def connection_answer_certificate(TLSConnection connection, TLSContext context=None):
    """Goes on with the certificate and the trust of another context, or with its own."""
    connection._state.certificate = 2
    if context is not None:
        connection_use(connection, context)


def connection_use(TLSConnection connection, TLSContext context):
    """The certificate, key and trust of another context."""
    cdef SSL *ssl = connection._ssl
    connection._state.other = context
    SSL_set_SSL_CTX(ssl, context._ctx)
    SSL_set1_verify_cert_store(ssl, SSL_CTX_get_cert_store(context._ctx))
    SSL_set_client_CA_list(ssl, SSL_dup_CA_list(SSL_CTX_get_client_CA_list(context._ctx)))


def connection_new_sessions(TLSConnection connection) -> list:
    """(id, session, ticket) of what was agreed since the last call."""
    told, connection._state.new_sessions = connection._state.new_sessions, []
    return told


def connection_log_keys(TLSConnection connection):
    context_log_keys(connection.context)
    connection._state.logs_keys = True


def connection_keys(TLSConnection connection) -> list:
    """Lines of the key log since the last call."""
    told, connection._state.keys = connection._state.keys, []
    return told


def connection_handshakes(TLSConnection connection) -> tuple:
    """How many have begun and ended; of TLS 1.3 those are not counted."""
    return connection._state.begun, connection._state.ended


def connection_ask_ocsp(TLSConnection connection):
    SSL_set_tlsext_status_type(connection._ssl, TLSEXT_STATUSTYPE_ocsp)


def connection_wants_ocsp(TLSConnection connection) -> bool:
    """Whether the client has asked for it."""
    return SSL_get_tlsext_status_type(connection._ssl) == TLSEXT_STATUSTYPE_ocsp


def connection_staple(TLSConnection connection, bytes response):
    """A server's OCSP response."""
    connection._state.staple = response


def connection_ocsp(TLSConnection connection):
    """The server's OCSP response, None without one."""
    cdef unsigned char *p = NULL
    cdef long size = SSL_get_tlsext_status_ocsp_resp(connection._ssl, &p)
    return (<const char *>p)[:size] if size > 0 else None


def connection_finished(TLSConnection connection, bint peer):
    """The Finished message of this side, or of the other; None before it."""
    cdef unsigned char room[64]
    cdef size_t size = SSL_get_peer_finished(connection._ssl, room, 64) if peer else SSL_get_finished(connection._ssl, room, 64)
    return (<char *>room)[:size] if size else None


def connection_export(TLSConnection connection, int size, bytes label, context=None) -> bytes:
    """RFC 5705, RFC 8446 7.5."""
    cdef bytes out = PyBytes_FromStringAndSize(NULL, size)
    cdef bytes given = context if context is not None else b""
    ERR_clear_error()
    if SSL_export_keying_material(connection._ssl, <unsigned char *><char *>out, size, label, len(label),
                                  <const unsigned char *><const char *>given, len(given), context is not None) != 1:
        raise tls_error("the keying material cannot be exported")
    return out


def connection_ephemeral_key(TLSConnection connection):
    """(kind: "DH" or "ECDH", name or None, bits) of the other side's, None without one."""
    cdef EVP_PKEY *key = NULL
    cdef char group[80]
    cdef size_t size = 0
    if not SSL_get_peer_tmp_key(connection._ssl, &key) or key == NULL:
        ERR_clear_error()
        return None
    try:
        bits = EVP_PKEY_get_bits(key)
        if EVP_PKEY_is_a(key, b"DH"):
            return "DH", None, bits
        if EVP_PKEY_is_a(key, b"EC"):
            name = _text(group) if EVP_PKEY_get_group_name(key, group, sizeof(group), &size) else ""
            return "ECDH", name, bits
        return "ECDH", _text(OBJ_nid2sn(EVP_PKEY_get_id(key))), bits
    finally:
        EVP_PKEY_free(key)
        ERR_clear_error()


def connection_shared_sigalgs(TLSConnection connection) -> list:
    """[(key's NID name, hash's NID name or None, both as a number)], the most wanted first."""
    cdef SSL *ssl = connection._ssl
    cdef int sign = 0, digest = 0, both = 0
    cdef unsigned char low = 0, high = 0
    cdef int count = SSL_get_shared_sigalgs(ssl, 0, NULL, NULL, NULL, NULL, NULL)
    found = []
    for i in range(count):
        SSL_get_shared_sigalgs(ssl, i, &sign, &digest, &both, &low, &high)
        found.append((_text(OBJ_nid2sn(sign)), _text(OBJ_nid2sn(digest)) if digest else None, high << 8 | low))
    ERR_clear_error()
    return found


def connection_ticket(TLSConnection connection):
    """The session's ticket, None without one."""
    cdef SSL_SESSION *session = SSL_get0_session(connection._ssl)
    cdef const unsigned char *p = NULL
    cdef size_t size = 0
    if session == NULL:
        return None
    SSL_SESSION_get0_ticket(session, &p, &size)
    return (<const char *>p)[:size] if size else None


def connection_max_fragment(TLSConnection connection, long size) -> bool:
    done = SSL_set_max_send_fragment(connection._ssl, size) == 1
    ERR_clear_error()
    return done


def connection_renegotiate(TLSConnection connection):
    ERR_clear_error()
    if SSL_renegotiate(connection._ssl) != 1:
        raise tls_error("the connection cannot be renegotiated")


def connection_is_ready(TLSConnection connection) -> bool:
    """Whether the handshake is done."""
    return SSL_is_init_finished(connection._ssl) != 0


def connection_issuers(TLSConnection connection, bytes der) -> list:
    """The certificates above this one, as DER: what the other side has sent, then those that are trusted, up to a root."""
    cdef STACK_OF_X509 *sent = SSL_get_peer_cert_chain(connection._ssl)
    cdef X509 *current = _parsed(der)
    cdef X509 *above
    cdef int i
    chain = []
    try:
        while X509_check_issued(current, current) != 0 and len(chain) < 32:
            above = NULL
            for i in range(sk_X509_num(sent) if sent != NULL else 0):
                if X509_check_issued(sk_X509_value(sent, i), current) == 0:
                    above = sk_X509_value(sent, i)
                    X509_up_ref(above)
                    break
            if above == NULL:
                above = _issuer_of(SSL_get_SSL_CTX(connection._ssl), current)
            if above == NULL:
                break
            X509_free(current)
            current = above
            chain.append(_der(current))
        return chain
    finally:
        X509_free(current)
        ERR_clear_error()
