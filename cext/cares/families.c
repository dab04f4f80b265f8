/* What AI_ADDRCONFIG wants to know, of Linux by one question to the kernel. rtnetlink(7). */
#include "families.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FOUR = 1, SIX = 2, BOTH = FOUR | SIX };

/* `address` need not be aligned. */
static int family_bit(int family, const void *address)
{
    if (family == AF_INET)
        return *(const unsigned char *)address == 127 ? 0 : FOUR;
    if (family == AF_INET6)
        return memcmp(address, &in6addr_loopback, sizeof in6addr_loopback) == 0 ? 0 : SIX;
    return 0;
}

int llrt_families_of_interfaces(void)
{
    struct ifaddrs *interfaces;
    int found = 0;

    if (getifaddrs(&interfaces))
        return BOTH;
    for (struct ifaddrs *one = interfaces; one; one = one->ifa_next)
        if (one->ifa_addr && one->ifa_addr->sa_family == AF_INET)
            found |= family_bit(AF_INET, &((struct sockaddr_in *)one->ifa_addr)->sin_addr);
        else if (one->ifa_addr && one->ifa_addr->sa_family == AF_INET6)
            found |= family_bit(AF_INET6, &((struct sockaddr_in6 *)one->ifa_addr)->sin6_addr);
    freeifaddrs(interfaces);
    return found;
}

#ifdef __linux__
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

/* The interface's own address; where the other end of a line has one, IFA_ADDRESS is that one. */
static int family_of(struct nlmsghdr *message)
{
    struct ifaddrmsg *about = NLMSG_DATA(message);
    int family = about->ifa_family, length = (int)IFA_PAYLOAD(message), found = 0;
    size_t size = family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);

    for (struct rtattr *one = IFA_RTA(about); RTA_OK(one, length); one = RTA_NEXT(one, length)) {
        if (RTA_PAYLOAD(one) < size)
            continue;
        if (one->rta_type == IFA_LOCAL)
            return family_bit(family, RTA_DATA(one));
        if (one->rta_type == IFA_ADDRESS)
            found = family_bit(family, RTA_DATA(one));
    }
    return found;
}

/* Reads answers until both families are found or there are no more; -1: something else was said. */
static int read_families(int fd)
{
    union {
        struct nlmsghdr first;
        char bytes[16384];
    } answer;
    int found = 0;

    while (found != BOTH) {
        ssize_t length = recv(fd, &answer, sizeof answer, 0);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return -1;
        for (struct nlmsghdr *one = &answer.first; NLMSG_OK(one, length); one = NLMSG_NEXT(one, length)) {
            if (one->nlmsg_type == NLMSG_DONE)
                return found;
            if (one->nlmsg_type != RTM_NEWADDR || one->nlmsg_len < NLMSG_LENGTH(sizeof(struct ifaddrmsg)))
                return -1;
            found |= family_of(one);
        }
    }
    return found;
}

int llrt_configured_families(void)
{
    struct {
        struct nlmsghdr head;
        struct ifaddrmsg body;
    } question = {
        .head = {.nlmsg_len = sizeof question, .nlmsg_type = RTM_GETADDR, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .body = {.ifa_family = AF_UNSPEC},
    };
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), found = -1;

    if (fd < 0)
        return llrt_families_of_interfaces();
    if (sendto(fd, &question, sizeof question, 0, (struct sockaddr *)&kernel, sizeof kernel) == sizeof question)
        found = read_families(fd);
    close(fd);
    return found < 0 ? llrt_families_of_interfaces() : found;
}
#else
int llrt_configured_families(void)
{
    return llrt_families_of_interfaces();
}
#endif
