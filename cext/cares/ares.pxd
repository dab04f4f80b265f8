# The part of c-ares that _cares.pyx uses, declared once. Not here: anything of ours.
from libc.stddef cimport size_t

cdef extern from "<sys/time.h>":
    struct timeval:
        long tv_sec
        long tv_usec

cdef extern from "<sys/socket.h>":
    struct sockaddr:
        unsigned short sa_family
    int AF_INET, AF_INET6

cdef extern from "<netinet/in.h>":
    struct in_addr:
        pass
    struct in6_addr:
        pass
    struct sockaddr_in:
        in_addr sin_addr
    struct sockaddr_in6:
        in6_addr sin6_addr
        unsigned int sin6_scope_id

cdef extern from "<arpa/inet.h>":
    const char *inet_ntop(int family, const void *source, char *out, unsigned int size)
    int inet_pton(int family, const char *source, void *out)

cdef extern from "<netdb.h>":
    struct hostent:
        char *h_name
        char **h_aliases

cdef extern from "families.h":
    int llrt_configured_families()
    int llrt_families_of_interfaces()

cdef extern from "ares.h":
    ctypedef struct ares_channel_t:
        pass
    ctypedef int ares_status_t
    ctypedef int ares_bool_t
    ctypedef void (*ares_sock_state_cb)(void *data, int fd, int readable, int writable) noexcept
    struct ares_options:
        int flags
        int timeout
        int tries
        char *lookups
        ares_sock_state_cb sock_state_cb
        void *sock_state_cb_data
        int maxtimeout
        unsigned int qcache_max_ttl
    struct ares_addrinfo_hints:
        int ai_family
    struct ares_addrinfo_node:
        int ai_family
        sockaddr *ai_addr
        ares_addrinfo_node *ai_next
    struct ares_addrinfo:
        ares_addrinfo_node *nodes
        char *name

    int ARES_SUCCESS, ARES_ENODATA, ARES_ENOMEM, ARES_ENOTIMP, ARES_EBADQUERY
    int ARES_OPT_FLAGS, ARES_OPT_TIMEOUTMS, ARES_OPT_TRIES, ARES_OPT_SOCK_STATE_CB, ARES_OPT_MAXTIMEOUTMS
    int ARES_OPT_QUERY_CACHE
    int ARES_FLAG_NOCHECKRESP
    int ARES_LIB_INIT_ALL

    ctypedef void (*ares_callback_dnsrec)(void *arg, ares_status_t status, size_t timeouts, const ares_dns_record_t *record) noexcept
    ctypedef void (*ares_host_callback)(void *arg, int status, int timeouts, hostent *host) noexcept
    ctypedef void (*ares_addrinfo_callback)(void *arg, int status, int timeouts, ares_addrinfo *result) noexcept

    int ares_library_init(int flags)
    int ares_init_options(ares_channel_t **out, const ares_options *options, int mask)
    ares_status_t ares_reinit(ares_channel_t *channel)
    void ares_destroy(ares_channel_t *channel)
    void ares_cancel(ares_channel_t *channel)
    void ares_set_local_ip4(ares_channel_t *channel, unsigned int address)
    void ares_set_local_ip6(ares_channel_t *channel, const unsigned char *address)
    void ares_getaddrinfo(ares_channel_t *channel, const char *name, const char *service, const ares_addrinfo_hints *hints,
                          ares_addrinfo_callback callback, void *arg)
    void ares_freeaddrinfo(ares_addrinfo *result)
    ares_status_t ares_query_dnsrec(ares_channel_t *channel, const char *name, int rclass, int rtype,
                                    ares_callback_dnsrec callback, void *arg, unsigned short *qid)
    void ares_gethostbyaddr(ares_channel_t *channel, const void *address, int length, int family, ares_host_callback callback,
                            void *arg)
    timeval *ares_timeout(const ares_channel_t *channel, timeval *most, timeval *out)
    void ares_process_fd(ares_channel_t *channel, int read_fd, int write_fd)
    struct ares_addr_port_node:
        ares_addr_port_node *next
        int family
        in6_addr addr  # a union: where the bytes of either family go
        int udp_port
        int tcp_port
    int ARES_EBADSTR
    int ares_set_servers_ports(ares_channel_t *channel, const ares_addr_port_node *servers)
    char *ares_get_servers_csv(const ares_channel_t *channel)
    void ares_free_string(void *text)
    const char *ares_strerror(int status)

    # Records, read by the keys that their type has.
    ctypedef struct ares_dns_record_t:
        pass
    ctypedef struct ares_dns_rr_t:
        pass
    int ARES_CLASS_IN, ARES_SECTION_ANSWER
    int ARES_DATATYPE_INADDR, ARES_DATATYPE_INADDR6, ARES_DATATYPE_U8, ARES_DATATYPE_U16, ARES_DATATYPE_U32
    int ARES_DATATYPE_NAME, ARES_DATATYPE_STR, ARES_DATATYPE_BIN, ARES_DATATYPE_BINP, ARES_DATATYPE_ABINP

    size_t ares_dns_record_rr_cnt(const ares_dns_record_t *record, int section)
    const ares_dns_rr_t *ares_dns_record_rr_get_const(const ares_dns_record_t *record, int section, size_t index)
    int ares_dns_rr_get_type(const ares_dns_rr_t *rr)
    int ares_dns_rr_get_class(const ares_dns_rr_t *rr)
    unsigned int ares_dns_rr_get_ttl(const ares_dns_rr_t *rr)
    ctypedef int ares_dns_rr_key_t
    const ares_dns_rr_key_t *ares_dns_rr_get_keys(int rtype, size_t *count)
    int ares_dns_rr_key_datatype(int key)
    const void *ares_dns_rr_get_addr(const ares_dns_rr_t *rr, int key)
    const void *ares_dns_rr_get_addr6(const ares_dns_rr_t *rr, int key)
    const char *ares_dns_rr_get_str(const ares_dns_rr_t *rr, int key)
    unsigned char ares_dns_rr_get_u8(const ares_dns_rr_t *rr, int key)
    unsigned short ares_dns_rr_get_u16(const ares_dns_rr_t *rr, int key)
    unsigned int ares_dns_rr_get_u32(const ares_dns_rr_t *rr, int key)
    const unsigned char *ares_dns_rr_get_bin(const ares_dns_rr_t *rr, int key, size_t *length)
    size_t ares_dns_rr_get_abin_cnt(const ares_dns_rr_t *rr, int key)
    const unsigned char *ares_dns_rr_get_abin(const ares_dns_rr_t *rr, int key, size_t index, size_t *length)
