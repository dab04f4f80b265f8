# cython: language_level=3
"""llrt._os: the addresses of the network interfaces, from getifaddrs(); programs started (spawn.c)."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdlib cimport free, malloc


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


cdef extern from "spawn.h":
    ctypedef struct llrt_program:
        const char *file
        char **argv
        char **envp
        const char *cwd
        int *fds
        int fd_count
        int uid
        int gid
        int detached
    int llrt_spawn(const llrt_program *program)


cdef char **_strings(list items) except NULL:
    """Pointers into the items, which must outlive it; freed by the caller."""
    cdef char **pointers = <char **>malloc((len(items) + 1) * sizeof(char *))
    if pointers == NULL:
        raise MemoryError()
    for i, item in enumerate(items):
        pointers[i] = PyBytes_AS_STRING(item)
    pointers[len(items)] = NULL
    return pointers


def spawn(bytes file, list argv, list env, cwd, list fds, int uid, int gid, bint detached):
    """Starts a program. fds[i] becomes its descriptor i, -1 is /dev/null; uid and gid -1 are the parent's. The process id, or
    a negative errno."""
    cdef llrt_program program
    cdef int i
    if any(b"\0" in item for item in [file, cwd or b"", *argv, *env]):
        raise ValueError("embedded null byte")
    program.argv = program.envp = NULL
    program.fds = <int *>malloc((len(fds) + 1) * sizeof(int))
    if program.fds == NULL:
        raise MemoryError()
    try:
        program.argv = _strings(argv)
        program.envp = _strings(env)
        for i in range(len(fds)):
            program.fds[i] = fds[i]
        program.fd_count = len(fds)
        program.file = file
        program.cwd = NULL if cwd is None else PyBytes_AS_STRING(cwd)
        program.uid, program.gid, program.detached = uid, gid, detached
        return llrt_spawn(&program)
    finally:
        free(program.fds)
        free(program.argv)
        free(program.envp)
