# One TLS connection, over a socket's descriptor or over memory.

WANT_READ = -1
WANT_WRITE = -2
# The handshake of a server waits for answer_certificate(), answer_hello().
WANT_CERTIFICATE = -3
WANT_HELLO = -4


cdef class TLSConnection:
    """`fd`: a non-blocking socket that stays its owner's, or -1: `feed()` takes what arrived and `outgoing()` gives what is to be sent.

    `handshake`, `read_into`, `write` and `shutdown` return WANT_READ or WANT_WRITE when they must be called again once the socket is ready.
    """
    cdef SSL *_ssl
    cdef readonly TLSContext context
    cdef BIO *_incoming
    cdef BIO *_outgoing
    cdef list _sessions
    cdef ConnectionState _state

    def __cinit__(self, TLSContext context, int fd=-1, servername=None, session=None, server=None):
        self.context = context
        self._sessions = []
        self._state = ConnectionState()
        self._ssl = SSL_new(context._ctx)
        if self._ssl == NULL:
            raise tls_error("no memory for a TLS connection")
        SSL_set_ex_data(self._ssl, 0, <void *>self)
        if context.shared:
            llrt_use_ticket_keys(self._ssl, context._ticket_keys)
            SSL_set_info_callback(self._ssl, _handshake_told)
        if fd >= 0:
            if not SSL_set_fd(self._ssl, fd):
                raise tls_error("the descriptor cannot be used")
        else:
            self._incoming, self._outgoing = BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem())
            if self._incoming == NULL or self._outgoing == NULL:
                BIO_free(self._incoming)
                BIO_free(self._outgoing)
                raise MemoryError("no memory for a TLS connection")
            BIO_set_mem_eof_return(self._incoming, -1)
            SSL_set_bio(self._ssl, self._incoming, self._outgoing)
        if context.server if server is None else server:
            SSL_set_accept_state(self._ssl)
            return
        SSL_set_connect_state(self._ssl)
        if servername is not None and not SSL_set_tlsext_host_name(self._ssl, _c(servername)):
            raise tls_error("the server name cannot be sent")
        if session is not None:
            self._resume(session)

    cdef _resume(self, bytes data):
        """A session that can't be read is not an error: the handshake is a full one."""
        cdef const unsigned char *p = <const unsigned char *><const char *>data
        cdef SSL_SESSION *session = d2i_SSL_SESSION(NULL, &p, <long>len(data))
        if session != NULL:
            SSL_set_session(self._ssl, session)
            SSL_SESSION_free(session)
        ERR_clear_error()

    def __dealloc__(self):
        if self._ssl != NULL:
            SSL_set_ex_data(self._ssl, 0, NULL)
            SSL_free(self._ssl)

    cdef int _wanted(self, int result, int error, int system) except -9:
        if result == SSL_ERROR_WANT_READ or result == SSL_ERROR_WANT_WRITE:
            ERR_clear_error()
            return -1 if result == SSL_ERROR_WANT_READ else -2
        if result == SSL_ERROR_WANT_X509_LOOKUP or result == SSL_ERROR_WANT_CLIENT_HELLO_CB:
            ERR_clear_error()
            return -3 if result == SSL_ERROR_WANT_X509_LOOKUP else -4
        if result == SSL_ERROR_SYSCALL and ERR_peek_error() == 0:
            raise OSError(system, "") if system else ConnectionResetError(104, "")
        raise tls_error("the TLS connection failed")

    def handshake(self):
        """0 when it is done."""
        cdef int done, error, system
        with nogil:
            ERR_clear_error()
            done = SSL_do_handshake(self._ssl)
            system = errno
            error = SSL_get_error(self._ssl, done)
        return 0 if done == 1 else self._wanted(error, done, system)

    def read_into(self, room not None):
        """How many bytes were read into `room`, a writable buffer; 0 at the end of what the other side sends."""
        cdef int got, error, system, size
        cdef Py_buffer view
        PyObject_GetBuffer(room, &view, PyBUF_WRITABLE)
        size = <int>min(view.len, 1 << 30)
        if size == 0:
            PyBuffer_Release(&view)
            return 0
        with nogil:
            ERR_clear_error()
            got = SSL_read(self._ssl, view.buf, size)
            system = errno
            error = SSL_ERROR_NONE if got > 0 else SSL_get_error(self._ssl, got)
        PyBuffer_Release(&view)
        if got > 0:
            return got
        if error == SSL_ERROR_ZERO_RETURN:
            return 0
        if error == SSL_ERROR_SYSCALL and system == 0:
            # The other side closed without a farewell.
            return 0
        if error == SSL_ERROR_SSL and ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING:
            ERR_clear_error()
            return 0
        return self._wanted(error, got, system)

    def write(self, data not None):
        """How many bytes of `data`, a buffer, were taken; after WANT_* the same bytes must come again."""
        cdef int sent, error, system, size
        cdef Py_buffer view
        PyObject_GetBuffer(data, &view, PyBUF_SIMPLE)
        size = <int>min(view.len, 1 << 30)
        if size == 0:
            PyBuffer_Release(&view)
            return 0
        with nogil:
            ERR_clear_error()
            sent = SSL_write(self._ssl, view.buf, size)
            system = errno
            error = SSL_ERROR_NONE if sent > 0 else SSL_get_error(self._ssl, sent)
        PyBuffer_Release(&view)
        return sent if sent > 0 else self._wanted(error, sent, system)

    def shutdown(self):
        """Says that no more will be sent; 0 when that is on its way."""
        cdef int done, error, system
        with nogil:
            ERR_clear_error()
            done = SSL_shutdown(self._ssl)
            system = errno
            error = SSL_ERROR_NONE if done >= 0 else SSL_get_error(self._ssl, done)
        return 0 if done >= 0 else self._wanted(error, done, system)

    @property
    def has_pending(self):
        """Whether bytes were taken from the socket that no `read_into` has given yet: the socket does not tell of them."""
        return SSL_has_pending(self._ssl) != 0

    # -- over memory

    def feed(self, data not None):
        """What arrived from the other side, a buffer."""
        cdef _Window arrived
        if self._incoming == NULL:
            raise ValueError("this connection reads from a descriptor")
        arrived = _Window(data)
        if arrived.view.len and BIO_write(self._incoming, arrived.p, <int>arrived.view.len) != arrived.view.len:
            raise MemoryError("no memory for what arrived")

    def feed_eof(self):
        """The other side's transport has ended."""
        if self._incoming != NULL:
            BIO_set_mem_eof_return(self._incoming, 0)

    def outgoing(self) -> bytes:
        """What is to be sent to the other side now."""
        if self._outgoing == NULL:
            raise ValueError("this connection writes to a descriptor")
        cdef size_t size = BIO_ctrl_pending(self._outgoing)
        if size == 0:
            return b""
        cdef bytes data = PyBytes_FromStringAndSize(NULL, <Py_ssize_t>size)
        BIO_read(self._outgoing, <char *>data, <int>size)
        return data

    # -- what was agreed

    @property
    def verify_result(self):
        """0, or an X509_V_ERR number: why the other side's certificate is not trusted."""
        return SSL_get_verify_result(self._ssl)

    @property
    def alpn(self):
        """The chosen protocol as bytes, None without one."""
        cdef const unsigned char *p = NULL
        cdef unsigned int n = 0
        SSL_get0_alpn_selected(self._ssl, &p, &n)
        return None if n == 0 else (<const char *>p)[:n]

    @property
    def version(self):
        """"TLSv1.3" and the like."""
        return _text(SSL_get_version(self._ssl))

    @property
    def cipher(self):
        """(OpenSSL's name, the standard's name, version), None before the handshake."""
        cdef const SSL_CIPHER *cipher = SSL_get_current_cipher(self._ssl)
        if cipher == NULL:
            return None
        return _text(SSL_CIPHER_get_name(cipher)), _text(SSL_CIPHER_standard_name(cipher)), _text(SSL_CIPHER_get_version(cipher))

    @property
    def servername(self):
        """What name was asked for, None without one."""
        cdef const char *name = SSL_get_servername(self._ssl, TLSEXT_NAMETYPE_host_name)
        return None if name == NULL else _text(name)

    @property
    def resumed(self):
        """Whether the handshake took up an earlier session."""
        return SSL_session_reused(self._ssl) != 0

    def sessions(self) -> list:
        """Sessions (bytes) that the server has offered since the last call."""
        offered, self._sessions = self._sessions, []
        return offered

    def session(self):
        """The session as bytes, None without one."""
        cdef SSL_SESSION *session = SSL_get1_session(self._ssl)
        if session == NULL:
            return None
        try:
            return _session_bytes(session)
        finally:
            SSL_SESSION_free(session)

    # -- certificates, as DER

    def peer_certificate(self):
        """The other side's certificate, None without one."""
        cdef X509 *certificate = SSL_get1_peer_certificate(self._ssl)
        if certificate == NULL:
            return None
        try:
            return _der(certificate)
        finally:
            X509_free(certificate)

    def peer_is_for(self, bytes host):
        """Whether the other side's certificate is meant for this host name, or this address; None: it has shown none."""
        cdef X509 *certificate = SSL_get1_peer_certificate(self._ssl)
        if certificate == NULL:
            return None
        try:
            return _is_for(certificate, host)
        finally:
            X509_free(certificate)

    def peer_names(self):
        """(alternative names as text or None, subject as [(short name, value)]) of the other side's certificate: what a host name is
        compared with. None without one."""
        cdef X509 *certificate = SSL_get1_peer_certificate(self._ssl)
        if certificate == NULL:
            return None
        try:
            return _written(llrt_write_altnames, certificate), _name(X509_get_subject_name(certificate))
        finally:
            X509_free(certificate)

    def peer_chain(self) -> list:
        """What the other side sent, its own certificate included when it is the server."""
        cdef STACK_OF_X509 *chain = SSL_get_peer_cert_chain(self._ssl)
        return [] if chain == NULL else [_der(sk_X509_value(chain, i)) for i in range(sk_X509_num(chain))]

    def own_certificate(self):
        """This side's certificate, None without one."""
        cdef X509 *certificate = SSL_get_certificate(self._ssl)
        return None if certificate == NULL else _der(certificate)


cdef bytes _der(X509 *certificate):
    cdef unsigned char *p = NULL
    cdef int size = i2d_X509(certificate, &p)
    if size < 0:
        raise tls_error("the certificate cannot be written")
    try:
        return (<const char *>p)[:size]
    finally:
        OPENSSL_free(p)


cdef bytes _session_bytes(SSL_SESSION *session):
    cdef int size = i2d_SSL_SESSION(session, NULL)
    if size <= 0:
        return b""
    cdef bytes data = PyBytes_FromStringAndSize(NULL, size)
    cdef unsigned char *p = <unsigned char *><char *>data
    i2d_SSL_SESSION(session, &p)
    return data


cdef int _new_session(SSL *ssl, SSL_SESSION *session) noexcept with gil:
    cdef void *owner = SSL_get_ex_data(ssl, 0)
    if owner != NULL:
        (<TLSConnection>owner)._sessions.append(_session_bytes(session))
    return 0
