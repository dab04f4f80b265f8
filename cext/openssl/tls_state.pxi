# What one connection wants beyond its context: asked for by the callbacks of tls_callbacks.pxi, set through tls_details.pxi.

cdef class ConnectionState:
    cdef bytes alpn             # in wire form; a server's choice is made from it
    cdef bint waits_hello       # a server tells of the client's hello and waits
    cdef bint waits_certificate # a server tells of the name and waits before it chooses its certificate
    cdef int hello              # 0 not told, 1 waits, 2 answered
    cdef int certificate
    cdef dict details           # of the hello
    cdef bint chooses           # the protocol was chosen by answer_hello()
    cdef bytes chosen
    cdef bytes found            # the session that answer_hello() has brought
    cdef list new_sessions      # (id, session, ticket)
    cdef list keys              # lines of the key log
    cdef bint logs_keys
    cdef bytes staple           # a server's OCSP response
    cdef object other           # the context of the name that was asked for
    cdef int begun              # handshakes, older than TLS 1.3
    cdef int ended

    def __cinit__(self):
        self.new_sessions = []
        self.keys = []
