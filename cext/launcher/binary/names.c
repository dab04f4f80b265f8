/* Users, groups, hosts and services without NSS, whose modules a static C library cannot load: /etc/passwd and /etc/group as they
 * are, numeric addresses only. Takes the place of glibc's functions of these names for everything that is linked in.
 * Host names are c-ares's business (cext/cares), not here. https://man7.org/linux/man-pages/man3/getaddrinfo.3.html */
#include <arpa/inet.h>
#include <errno.h>
#include <grp.h>
#include <net/if.h>
#include <netdb.h>
#include <pwd.h>
#include <shadow.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- /etc/passwd and /etc/group ---------------------------------------------------------------------------------------- */

/* Reads records until `match`; 0 with *result NULL when there is none, as the system's functions do. */
#define DEFINE_LOOKUP(function, key_type, record, reader, file, match)                                                  \
    int function(key_type key, record *entry, char *buffer, size_t size, record **result)                               \
    {                                                                                                                   \
        FILE *stream = fopen(file, "re");                                                                               \
        int error = stream ? 0 : errno;                                                                                 \
        *result = NULL;                                                                                                 \
        while (stream && (error = reader(stream, entry, buffer, size, result)) == 0 && !(match))                        \
            *result = NULL;                                                                                             \
        if (stream)                                                                                                     \
            fclose(stream);                                                                                             \
        return error == ENOENT ? 0 : error;                                                                             \
    }

DEFINE_LOOKUP(getpwnam_r, const char *, struct passwd, fgetpwent_r, "/etc/passwd", strcmp(entry->pw_name, key) == 0)
DEFINE_LOOKUP(getpwuid_r, uid_t, struct passwd, fgetpwent_r, "/etc/passwd", entry->pw_uid == key)
DEFINE_LOOKUP(getgrnam_r, const char *, struct group, fgetgrent_r, "/etc/group", strcmp(entry->gr_name, key) == 0)
DEFINE_LOOKUP(getgrgid_r, gid_t, struct group, fgetgrent_r, "/etc/group", entry->gr_gid == key)

/* Iteration: one stream for each database, under the GIL as all of Python's calls of these. */
#define DEFINE_ITERATION(set, get, end, record, reader, file)                                                           \
    static FILE *get##_stream;                                                                                          \
    void set(void)                                                                                                      \
    {                                                                                                                   \
        end();                                                                                                          \
        get##_stream = fopen(file, "re");                                                                               \
    }                                                                                                                   \
    record *get(void)                                                                                                   \
    {                                                                                                                   \
        static record entry;                                                                                            \
        static char buffer[16384];                                                                                      \
        record *result = NULL;                                                                                          \
        if (!get##_stream)                                                                                              \
            get##_stream = fopen(file, "re");                                                                           \
        return get##_stream && reader(get##_stream, &entry, buffer, sizeof buffer, &result) == 0 ? result : NULL;       \
    }                                                                                                                   \
    void end(void)                                                                                                      \
    {                                                                                                                   \
        if (get##_stream)                                                                                               \
            fclose(get##_stream);                                                                                       \
        get##_stream = NULL;                                                                                            \
    }

DEFINE_ITERATION(setpwent, getpwent, endpwent, struct passwd, fgetpwent_r, "/etc/passwd")
DEFINE_ITERATION(setgrent, getgrent, endgrent, struct group, fgetgrent_r, "/etc/group")
DEFINE_ITERATION(setspent, getspent, endspent, struct spwd, fgetspent_r, "/etc/shadow")

struct spwd *getspnam(const char *name)
{
    struct spwd *entry;
    setspent();
    while ((entry = getspent()) && strcmp(entry->sp_namp, name) != 0)
        ;
    endspent();
    return entry;
}

/* The groups `user` is a member of, its own first; -1 when they are more than *count, which is set to their number. */
int getgrouplist(const char *user, gid_t own, gid_t *groups, int *count)
{
    FILE *stream = fopen("/etc/group", "re");
    struct group entry, *result;
    char buffer[16384];
    int found = 0, capacity = *count;

    if (found++ < capacity)
        groups[0] = own;
    while (stream && fgetgrent_r(stream, &entry, buffer, sizeof buffer, &result) == 0) {
        if (entry.gr_gid == own)
            continue;
        for (char **member = entry.gr_mem; *member; member++)
            if (strcmp(*member, user) == 0) {
                if (found++ < capacity)
                    groups[found - 1] = entry.gr_gid;
                break;
            }
    }
    if (stream)
        fclose(stream);
    *count = found;
    return found <= capacity ? found : -1;
}

int initgroups(const char *user, gid_t own)
{
    gid_t groups[1024];
    int count = 1024;
    if (getgrouplist(user, own, groups, &count) < 0) {
        errno = ENOMEM;
        return -1;
    }
    return setgroups((size_t)count, groups);
}

/* ---- Hosts and services ------------------------------------------------------------------------------------------------- */

typedef struct address {
    struct addrinfo info;
    struct sockaddr_storage place;
} address;

static int port_number(const char *service, in_port_t *port)
{
    char *end;
    unsigned long number = service && *service ? strtoul(service, &end, 10) : 0;
    if (service && *service && (*end || number > 65535))
        return EAI_SERVICE;
    *port = htons((uint16_t)number);
    return 0;
}

static address *new_address(int family, int type, int protocol, in_port_t port)
{
    address *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->info.ai_family = a->place.ss_family = (sa_family_t)family;
    a->info.ai_socktype = type;
    a->info.ai_protocol = protocol;
    a->info.ai_addr = (struct sockaddr *)&a->place;
    a->info.ai_addrlen = family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
    ((struct sockaddr_in *)&a->place)->sin_port = port;     /* the same place in both families */
    return a;
}

/* 1: `node` (NULL: the wildcard or loopback address) is an address of this family and is now in `a`. */
static int set_host(address *a, const char *node, int passive)
{
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)&a->place;
    struct sockaddr_in *four = (struct sockaddr_in *)&a->place;
    char text[64], *scope;

    if (!node) {
        if (a->info.ai_family == AF_INET)
            four->sin_addr.s_addr = htonl(passive ? INADDR_ANY : INADDR_LOOPBACK);
        else
            six->sin6_addr = passive ? in6addr_any : in6addr_loopback;
        return 1;
    }
    if (a->info.ai_family == AF_INET)
        return inet_aton(node, &four->sin_addr);
    if (snprintf(text, sizeof text, "%s", node) >= (int)sizeof text)
        return 0;
    scope = strchr(text, '%');
    if (scope) {
        *scope++ = 0;
        six->sin6_scope_id = if_nametoindex(scope);
        if (!six->sin6_scope_id)
            six->sin6_scope_id = (uint32_t)strtoul(scope, NULL, 10);
    }
    return inet_pton(AF_INET6, text, &six->sin6_addr) == 1;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
    static const struct { int type, protocol; } kinds[] = {{SOCK_STREAM, IPPROTO_TCP}, {SOCK_DGRAM, IPPROTO_UDP}, {SOCK_RAW, 0}};
    static const struct addrinfo none;
    static const int families[] = {AF_INET6, AF_INET};
    struct addrinfo **tail = out;
    in_port_t port;
    int error = port_number(service, &port);

    *out = NULL;
    if (!hints)
        hints = &none;
    if (!node && !service)
        return EAI_NONAME;
    for (int f = 0; f < 2 && !error; f++)
        for (int k = 0; k < 3 && !error; k++) {
            int protocol = hints->ai_protocol ? hints->ai_protocol : kinds[k].protocol;
            address *a;
            if ((hints->ai_family && hints->ai_family != families[f]) || (hints->ai_socktype && hints->ai_socktype != kinds[k].type))
                continue;
            a = new_address(families[f], kinds[k].type, protocol, port);
            if (!a) {
                error = EAI_MEMORY;
            } else if (!set_host(a, node, hints->ai_flags & AI_PASSIVE)) {
                free(a);
            } else {
                *tail = &a->info;
                tail = &a->info.ai_next;
            }
        }
    if (!error && !*out)
        error = EAI_NONAME;
    if (error)
        freeaddrinfo(*out);
    else if (hints->ai_flags & AI_CANONNAME)
        (*out)->ai_canonname = strdup(node ? node : "localhost");
    return error;
}

void freeaddrinfo(struct addrinfo *list)
{
    while (list) {
        struct addrinfo *next = list->ai_next;
        free(list->ai_canonname);
        free(list);
        list = next;
    }
}

int getnameinfo(const struct sockaddr *place, socklen_t length, char *host, socklen_t host_size, char *service,
                socklen_t service_size, int flags)
{
    int six = place->sa_family == AF_INET6;
    const void *bytes = six ? (const void *)&((const struct sockaddr_in6 *)place)->sin6_addr
                            : (const void *)&((const struct sockaddr_in *)place)->sin_addr;

    if (place->sa_family != AF_INET && !six)
        return EAI_FAMILY;
    if (host && host_size && (flags & NI_NAMEREQD))
        return EAI_NONAME;
    if (host && host_size && !inet_ntop(place->sa_family, bytes, host, host_size))
        return EAI_OVERFLOW;
    if (service && service_size &&
        snprintf(service, service_size, "%u", ntohs(((const struct sockaddr_in *)place)->sin_port)) >= (int)service_size)
        return EAI_OVERFLOW;
    return 0;
}

static int no_host(struct hostent **result, int *error)
{
    *result = NULL;
    *error = HOST_NOT_FOUND;
    return 0;
}

int gethostbyname_r(const char *name, struct hostent *entry, char *buffer, size_t size, struct hostent **result, int *error)
{
    return no_host(result, error);
}

int gethostbyaddr_r(const void *place, socklen_t length, int family, struct hostent *entry, char *buffer, size_t size,
                    struct hostent **result, int *error)
{
    return no_host(result, error);
}

struct servent *getservbyname(const char *name, const char *protocol)
{
    return NULL;
}

struct servent *getservbyport(int port, const char *protocol)
{
    return NULL;
}

struct protoent *getprotobyname(const char *name)
{
    return NULL;
}

/* ---- Who logged in ------------------------------------------------------------------------------------------------------ */

char *getlogin(void)
{
    static char name[4096];
    struct passwd entry, *result = NULL;
    unsigned uid = (unsigned)-1;
    FILE *stream = fopen("/proc/self/loginuid", "re");

    if (stream && fgets(name, sizeof name, stream) && *name >= '0' && *name <= '9')
        uid = (unsigned)strtoul(name, NULL, 10);
    if (stream)
        fclose(stream);
    if (uid != (unsigned)-1)
        getpwuid_r(uid, &entry, name, sizeof name, &result);
    errno = result ? errno : ENXIO;
    return result ? result->pw_name : NULL;
}
