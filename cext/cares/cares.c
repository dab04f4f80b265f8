/* c-ares as one translation unit: what name lookup needs of it, so that nothing else is linked. Left out: its own event
 * threads, the parsers of single record types (the generic records are read instead), getnameinfo and gethostbyname,
 * what is for Windows and Android. Where files have names in common, one of them gets others. */
#define LLRT_CARES_LIBRARY
#include <netdb.h>
#include <stddef.h>

static struct servent *no_service(const char *name, const char *protocol)
{
    (void)name, (void)protocol;
    return NULL;
}
#define getservbyname no_service

#include "ares_addrinfo2hostent.c"
#include "ares_addrinfo_localhost.c"
#include "ares_cancel.c"
#include "ares_close_sockets.c"
#include "ares_conn.c"
#include "ares_cookie.c"
#include "ares_data.c"
#include "ares_destroy.c"
#include "ares_free_hostent.c"
#include "ares_free_string.c"
#include "ares_freeaddrinfo.c"

/* What the hosts file says of localhost is all of it, as with the C library; c-ares would add the other family. */
static ares_status_t localhost_unless_known(const char *name, unsigned short port, const struct ares_addrinfo_hints *hints,
                                            struct ares_addrinfo *found)
{
    return found->nodes ? ARES_SUCCESS : ares_addrinfo_localhost(name, port, hints, found);
}
#define ares_addrinfo_localhost localhost_unless_known
#include "ares_getaddrinfo.c"
#undef ares_addrinfo_localhost

#include "ares_getenv.c"
#include "ares_hosts_file.c"
#include "ares_init.c"
#include "ares_library_init.c"
#include "ares_metrics.c"
#include "ares_options.c"
#include "ares_parse_into_addrinfo.c"
#include "ares_process.c"
#include "ares_qcache.c"
#include "ares_query.c"
#include "ares_search.c"
#include "ares_send.c"
#include "ares_set_socket_functions.c"
#include "ares_socket.c"
#include "ares_sortaddrinfo.c"
#include "ares_strerror.c"
#include "ares_sysconfig.c"
#include "ares_sysconfig_files.c"
#ifdef __APPLE__
#include "ares_sysconfig_mac.c"
#endif
#include "ares_timeout.c"
#include "ares_update_servers.c"
#include "inet_net_pton.c"
#include "inet_ntop.c"
#include "dsa/ares_array.c"
#include "dsa/ares_htable.c"
#include "dsa/ares_llist.c"
#include "dsa/ares_slist.c"
#include "legacy/ares_parse_ptr_reply.c"
#include "record/ares_dns_mapping.c"
#include "record/ares_dns_multistring.c"
#include "record/ares_dns_name.c"
#include "record/ares_dns_parse.c"
#include "record/ares_dns_record.c"
#include "record/ares_dns_write.c"
#include "str/ares_buf.c"
#include "str/ares_str.c"
#include "str/ares_strsplit.c"
#include "util/ares_iface_ips.c"
#include "util/ares_math.c"

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

/* c-ares asks getrandom() again and again until it answers or is unknown: where it is refused (a filter of system calls answers
 * EPERM) that is for ever. It hears of no other failure than that, and then uses its own generator. */
static ssize_t random_or_unknown(void *bytes, size_t size, unsigned int flags)
{
    ssize_t got;
    do {
        got = getrandom(bytes, size, flags);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) {
        int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
        if (fd >= 0) {
            got = read(fd, bytes, size);
            close(fd);
        }
    }
    if (got <= 0) {
        errno = ENOSYS;
        return -1;
    }
    return got;
}
#define getrandom random_or_unknown
#endif
#include "util/ares_rand.c"
#undef getrandom
#include "util/ares_threads.c"
#include "util/ares_timeval.c"
#include "util/ares_uri.c"

#define next_lookup address_next_lookup
#define file_lookup address_file_lookup
#define end_aquery address_end_aquery
#include "ares_gethostbyaddr.c"

#define hash_func hash_func_asvp
#define bucket_key bucket_key_asvp
#define bucket_free bucket_free_asvp
#define key_eq key_eq_asvp
#include "dsa/ares_htable_asvp.c"
#undef hash_func
#undef bucket_key
#undef bucket_free
#undef key_eq

#define hash_func hash_func_dict
#define bucket_key bucket_key_dict
#define bucket_free bucket_free_dict
#define key_eq key_eq_dict
#include "dsa/ares_htable_dict.c"
#undef hash_func
#undef bucket_key
#undef bucket_free
#undef key_eq

#define hash_func hash_func_strvp
#define bucket_key bucket_key_strvp
#define bucket_free bucket_free_strvp
#define key_eq key_eq_strvp
#include "dsa/ares_htable_strvp.c"
#undef hash_func
#undef bucket_key
#undef bucket_free
#undef key_eq

#define hash_func hash_func_szvp
#define bucket_key bucket_key_szvp
#define bucket_free bucket_free_szvp
#define key_eq key_eq_szvp
#include "dsa/ares_htable_szvp.c"
#undef hash_func
#undef bucket_key
#undef bucket_free
#undef key_eq

#define hash_func hash_func_vpstr
#define bucket_key bucket_key_vpstr
#define bucket_free bucket_free_vpstr
#define key_eq key_eq_vpstr
#include "dsa/ares_htable_vpstr.c"
#undef hash_func
#undef bucket_key
#undef bucket_free
#undef key_eq

#define hash_func hash_func_vpvp
#define bucket_key bucket_key_vpvp
#define bucket_free bucket_free_vpvp
#define key_eq key_eq_vpvp
#include "dsa/ares_htable_vpvp.c"
#undef hash_func
#undef bucket_key
#undef bucket_free
#undef key_eq

/* Of ares_gethostbyname.c and event/, left out. RFC 7686: .onion is never asked of the DNS. */
ares_bool_t ares_is_onion_domain(const char *name)
{
    size_t length = ares_strlen(name);
    if (length && name[length - 1] == '.')
        length--;
    return length >= 6 && strncasecmp(name + length - 6, ".onion", 6) == 0 ? ARES_TRUE : ARES_FALSE;
}

ares_status_t ares_event_thread_init(ares_channel_t *channel)
{
    (void)channel;
    return ARES_ENOTIMP;
}

void ares_event_thread_destroy(ares_channel_t *channel)
{
    (void)channel;
}

ares_status_t ares_event_configchg_init(ares_event_configchg_t **changes, ares_event_thread_t *thread)
{
    (void)changes, (void)thread;
    return ARES_ENOTIMP;
}

void ares_event_configchg_destroy(ares_event_configchg_t *changes)
{
    (void)changes;
}
