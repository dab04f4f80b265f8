# cython: language_level=3
"""llrt._os: the addresses of the network interfaces, from getifaddrs()."""

from cpython.bytes cimport PyBytes_FromStringAndSize


cdef extern from *:
    """
    #include <errno.h>
    #include <ifaddrs.h>
    #include <net/if.h>
    #include <netinet/in.h>
    #include <string.h>
    #include <sys/socket.h>
    #ifdef __linux__
    #include <linux/if_packet.h>
    #else
    #include <net/if_dl.h>
    #endif

    typedef struct { const void *data; int length; int family; unsigned scope; } os_address;

    /* IPv4 (4), IPv6 (6), link (1: the hardware address), else 0. */
    static os_address os_address_of(const struct sockaddr *any)
    {
        os_address out = { NULL, 0, 0, 0 };
        if (!any)
            return out;
        if (any->sa_family == AF_INET) {
            out.data = &((const struct sockaddr_in *)any)->sin_addr;
            out.length = 4;
            out.family = 4;
        } else if (any->sa_family == AF_INET6) {
            out.data = &((const struct sockaddr_in6 *)any)->sin6_addr;
            out.length = 16;
            out.family = 6;
            out.scope = ((const struct sockaddr_in6 *)any)->sin6_scope_id;
    #ifdef __linux__
        } else if (any->sa_family == AF_PACKET) {
            out.data = ((const struct sockaddr_ll *)any)->sll_addr;
            out.length = 6;
            out.family = 1;
    #else
        } else if (any->sa_family == AF_LINK) {
            out.data = LLADDR((const struct sockaddr_dl *)any);
            out.length = ((const struct sockaddr_dl *)any)->sdl_alen;
            out.family = 1;
    #endif
        }
        return out;
    }
    """
    ctypedef struct os_address:
        const void *data
        int length
        int family
        unsigned scope
    cdef struct sockaddr:
        pass
    cdef struct ifaddrs:
        ifaddrs *ifa_next
        char *ifa_name
        unsigned ifa_flags
        sockaddr *ifa_addr
        sockaddr *ifa_netmask
    int getifaddrs(ifaddrs **list)
    void freeifaddrs(ifaddrs *list)
    os_address os_address_of(const sockaddr *address)
    int IFF_UP, IFF_RUNNING, IFF_LOOPBACK
    int errno


cdef bytes _bytes(os_address address):
    return PyBytes_FromStringAndSize(<const char *>address.data, address.length)


def interfaces():
    """[(name, family, address, netmask, scope, whether it is the loopback)] of those that are up; family 1 is a hardware
    address, 4 and 6 are IP. A negative errno when the system refuses."""
    cdef ifaddrs *first
    cdef ifaddrs *entry
    cdef os_address address
    if getifaddrs(&first) != 0:
        return -errno
    found = []
    entry = first
    while entry != NULL:
        address = os_address_of(entry.ifa_addr)
        if entry.ifa_flags & IFF_UP and entry.ifa_flags & IFF_RUNNING and address.family:
            mask = _bytes(os_address_of(entry.ifa_netmask))
            loopback = bool(entry.ifa_flags & IFF_LOOPBACK)
            found.append((entry.ifa_name.decode("utf-8", "replace"), address.family, _bytes(address), mask, address.scope, loopback))
        entry = entry.ifa_next
    freeifaddrs(first)
    return found
