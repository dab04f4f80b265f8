# The channel: one resolver with its servers, queries under way and sockets. Belongs to one thread.


cdef void on_socket(void *arg, int fd, int readable, int writable) noexcept:
    channel = <Channel>arg
    try:
        if channel._on_socket is not None:
            channel._on_socket(fd, readable != 0, writable != 0)
    except BaseException as error:
        report(error)


cdef class Channel:
    """`on_socket(fd, readable, writable)` is told what to watch; both false: nothing any more, the socket is about to be
    closed. `timeout` and `max_timeout` in ms and `tries` as resolv.conf(5) has them; -1: as the system says.

    Every query ends in one call of `done(status, answers)`, which may come before the method returns; `answers` is None
    unless `status` is 0."""
    cdef ares_channel_t *_channel
    cdef object _on_socket
    cdef int _busy
    cdef bint _closing

    def __cinit__(self, on_socket_change, *, int timeout=-1, int tries=4, int max_timeout=0):
        cdef ares_options options
        cdef int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB | ARES_OPT_QUERY_CACHE
        cdef int status
        memset(&options, 0, sizeof(options))
        options.flags = ARES_FLAG_NOCHECKRESP
        options.timeout = timeout
        options.tries = tries
        options.sock_state_cb = on_socket
        options.sock_state_cb_data = <void *>self
        options.qcache_max_ttl = 0
        if max_timeout > 0:
            options.maxtimeout = max_timeout
            mask |= ARES_OPT_MAXTIMEOUTMS
        self._on_socket = on_socket_change
        status = ares_init_options(&self._channel, &options, mask)
        if status == ARES_ENOMEM:
            raise MemoryError()
        if status != ARES_SUCCESS:
            raise OSError(f"the resolver cannot start: {status_text(status)}")

    def __dealloc__(self):
        if self._channel != NULL:
            self._on_socket = None
            ares_destroy(self._channel)
            self._channel = NULL

    cdef ares_channel_t *_open(self) except NULL:
        if self._channel == NULL or self._closing:
            raise ValueError("the channel is closed")
        return self._channel

    cdef _leave(self):
        self._busy -= 1
        if self._closing and self._busy == 0 and self._channel != NULL:
            channel, self._channel = self._channel, NULL
            ares_destroy(channel)

    def query(self, str name, int rtype, done):
        """Records of this type (its number) at `name`, asked as it is: no search list, no hosts file."""
        cdef ares_channel_t *channel = self._open()
        text = name.encode("ascii")
        self._busy += 1
        Py_INCREF(done)
        ares_query_dnsrec(channel, text, ARES_CLASS_IN, rtype, on_records, <void *>done, NULL)
        self._leave()

    def addresses(self, str name, int family, done):
        """Addresses of a host: hosts file, localhost, then the DNS with the search list; 4, 6 or 0 for both."""
        cdef ares_channel_t *channel = self._open()
        cdef ares_addrinfo_hints hints
        text = name.encode("ascii")
        memset(&hints, 0, sizeof(hints))
        hints.ai_family = AF_INET if family == 4 else AF_INET6 if family == 6 else 0
        self._busy += 1
        Py_INCREF(done)
        ares_getaddrinfo(channel, text, NULL, &hints, on_addresses, <void *>done)
        self._leave()

    def names(self, str address, done):
        """Names of an address: hosts file, then the DNS. ValueError if it is none."""
        cdef ares_channel_t *channel = self._open()
        cdef unsigned char place[16]
        cdef int family = AF_INET6 if ":" in address else AF_INET
        if inet_pton(family, address.encode("ascii", "replace"), place) != 1:
            raise ValueError(f"not an address: {address!r}")
        self._busy += 1
        Py_INCREF(done)
        ares_gethostbyaddr(channel, place, 16 if family == AF_INET6 else 4, family, on_names, <void *>done)
        self._leave()

    def process(self, int read_fd, int write_fd):
        """A socket is ready (-1: none is), or time has passed."""
        cdef ares_channel_t *channel = self._open()
        self._busy += 1
        ares_process_fd(channel, read_fd, write_fd)
        self._leave()

    def timeout(self):
        """Seconds until `process(-1, -1)` is due; None: nothing is under way."""
        cdef timeval wait
        cdef timeval *found = ares_timeout(self._open(), NULL, &wait)
        return None if found == NULL else wait.tv_sec + wait.tv_usec / 1e6

    def cancel(self):
        """Ends all queries with ECANCELLED."""
        cdef ares_channel_t *channel = self._open()
        self._busy += 1
        ares_cancel(channel)
        self._leave()

    @property
    def servers(self):
        """`address:port` of the servers, with commas between them."""
        cdef char *text = ares_get_servers_csv(self._open())
        if text == NULL:
            raise MemoryError()
        try:
            return c_text(text)
        finally:
            ares_free_string(text)

    def set_servers(self, list servers):
        """`(address, port)` each, without zones. Returns 0, or the status with which c-ares refuses.

        As nodes of a list, as Node gives them: of the text of servers c-ares leaves out link-local ones without a zone."""
        cdef Py_ssize_t i, count = len(servers)
        cdef ares_addr_port_node *nodes = <ares_addr_port_node *>calloc(count + 1, sizeof(ares_addr_port_node))
        if nodes == NULL:
            raise MemoryError()
        try:
            for i, (address, port) in enumerate(servers):
                name = (<str>address).encode("ascii")
                nodes[i].family = AF_INET6 if b":" in name else AF_INET
                if inet_pton(nodes[i].family, <const char *><char *>name, &nodes[i].addr) != 1:
                    return ARES_EBADSTR
                nodes[i].udp_port = nodes[i].tcp_port = port
                if i + 1 < count:
                    nodes[i].next = &nodes[i + 1]
            return ares_set_servers_ports(self._open(), nodes if count else NULL)
        finally:
            free(nodes)

    def set_local(self, unsigned int four, bytes six):
        """The addresses to send from; 0 and b"" leave one as it is."""
        cdef ares_channel_t *channel = self._open()
        ares_set_local_ip4(channel, four)
        if len(six) == 16:
            ares_set_local_ip6(channel, <const unsigned char *><char *>six)

    def reread(self):
        """Looks at the system's configuration anew; what was set by hand stays."""
        return ares_reinit(self._open())

    def close(self):
        """Ends all queries with EDESTRUCTION. From within a callback: when the call that made it returns."""
        if self._channel == NULL or self._closing:
            return
        self._closing = True
        self._busy += 1
        self._leave()


def status_text(int status):
    """c-ares's sentence for a status."""
    return c_text(ares_strerror(status))


def configured_families():
    """Bits of the families that an interface other than loopback has an address of: 1 IPv4, 2 IPv6. RFC 3493 6.1."""
    return llrt_configured_families()


def families_of_interfaces():
    """The same by getifaddrs(), which asks for more: what the other one is compared with."""
    return llrt_families_of_interfaces()
