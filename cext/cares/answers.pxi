# What comes back, as plain Python: records, addresses, names; and the functions that c-ares calls with it. Each gets the
# Python callable of one query, whose reference was taken when the query was asked, and calls it exactly once.


cdef object address_text(int family, const void *place):
    cdef char text[64]
    if place == NULL or inet_ntop(family, place, text, sizeof(text)) == NULL:
        return None
    return (<bytes>text).decode("ascii")


cdef object latin1(const void *data, size_t length):
    return None if data == NULL else PyUnicode_DecodeLatin1(<const char *>data, length, NULL)


cdef object c_text(const char *text):
    return None if text == NULL else PyUnicode_DecodeLatin1(text, strlen(text), NULL)


cdef object field(const ares_dns_rr_t *rr, int key):
    """One value of a record, by the kind that c-ares says it has; None for kinds nobody asks for (options)."""
    cdef int kind = ares_dns_rr_key_datatype(key)
    cdef size_t length = 0, i
    cdef const unsigned char *data
    if kind == ARES_DATATYPE_INADDR:
        return address_text(AF_INET, ares_dns_rr_get_addr(rr, key))
    if kind == ARES_DATATYPE_INADDR6:
        return address_text(AF_INET6, ares_dns_rr_get_addr6(rr, key))
    if kind == ARES_DATATYPE_U8:
        return ares_dns_rr_get_u8(rr, key)
    if kind == ARES_DATATYPE_U16:
        return ares_dns_rr_get_u16(rr, key)
    if kind == ARES_DATATYPE_U32:
        return ares_dns_rr_get_u32(rr, key)
    if kind == ARES_DATATYPE_NAME or kind == ARES_DATATYPE_STR:
        return c_text(ares_dns_rr_get_str(rr, key))
    if kind == ARES_DATATYPE_BINP:
        data = ares_dns_rr_get_bin(rr, key, &length)
        return latin1(data, length)
    if kind == ARES_DATATYPE_BIN:
        data = ares_dns_rr_get_bin(rr, key, &length)
        return PyBytes_FromStringAndSize(<const char *>data, length if data != NULL else 0)
    if kind == ARES_DATATYPE_ABINP:
        parts = []
        for i in range(ares_dns_rr_get_abin_cnt(rr, key)):
            data = ares_dns_rr_get_abin(rr, key, i, &length)
            parts.append(latin1(data, length))
        return parts
    return None


cdef list records(const ares_dns_record_t *record):
    """[(type, ttl, [values in the order of the record's format])] of the answer section, class IN."""
    cdef const ares_dns_rr_t *rr
    cdef const ares_dns_rr_key_t *keys
    cdef size_t count = 0, i, k
    cdef int rtype
    cdef list found = []
    for i in range(ares_dns_record_rr_cnt(record, ARES_SECTION_ANSWER)):
        rr = ares_dns_record_rr_get_const(record, ARES_SECTION_ANSWER, i)
        if rr == NULL or ares_dns_rr_get_class(rr) != ARES_CLASS_IN:
            continue
        rtype = ares_dns_rr_get_type(rr)
        keys = ares_dns_rr_get_keys(rtype, &count)
        values = []
        if keys != NULL:
            for k in range(count):
                values.append(field(rr, keys[k]))
        found.append((rtype, ares_dns_rr_get_ttl(rr), values))
    return found


cdef list addresses(ares_addrinfo *result):
    """[(address, 4 or 6)] in the order to try them."""
    cdef ares_addrinfo_node *node = result.nodes
    cdef list found = []
    while node != NULL:
        if node.ai_family == AF_INET:
            found.append((address_text(AF_INET, &(<sockaddr_in *>node.ai_addr).sin_addr), 4))
        elif node.ai_family == AF_INET6:
            found.append((address_text(AF_INET6, &(<sockaddr_in6 *>node.ai_addr).sin6_addr), 6))
        node = node.ai_next
    return found


cdef tuple names(hostent *host):
    """(canonical name, [the others]); of the DNS's answer all names are among the others."""
    cdef char **alias = host.h_aliases
    cdef list found = []
    while alias != NULL and alias[0] != NULL:
        found.append(c_text(alias[0]))
        alias += 1
    return c_text(host.h_name), found


cdef void finish(void *arg, int status, object answers) noexcept:
    done = <object>arg
    try:
        done(status, answers)
    except BaseException as error:
        report(error)
    Py_DECREF(done)


cdef void report(error) noexcept:
    # There is no caller to raise it to: c-ares is.
    import sys

    sys.unraisablehook(_Unraisable(type(error), error, error.__traceback__))


class _Unraisable:
    """What sys.unraisablehook reads."""

    def __init__(self, kind, value, traceback):
        self.exc_type = kind
        self.exc_value = value
        self.exc_traceback = traceback
        self.err_msg = "Exception ignored in a callback of llrt._cares"
        self.object = None


cdef void on_records(void *arg, ares_status_t status, size_t timeouts, const ares_dns_record_t *record) noexcept:
    answers = None
    if status == ARES_SUCCESS and record != NULL:
        try:
            answers = records(record)
        except MemoryError:
            status = ARES_ENOMEM
    finish(arg, status, answers)


cdef void on_addresses(void *arg, int status, int timeouts, ares_addrinfo *result) noexcept:
    answers = None
    if status == ARES_SUCCESS and result != NULL:
        try:
            answers = addresses(result)
        except MemoryError:
            status = ARES_ENOMEM
    ares_freeaddrinfo(result)
    finish(arg, status, answers)


cdef void on_names(void *arg, int status, int timeouts, hostent *host) noexcept:
    answers = None
    if status == ARES_SUCCESS and host != NULL:
        try:
            answers = names(host)
        except MemoryError:
            status = ARES_ENOMEM
    finish(arg, status, answers)
