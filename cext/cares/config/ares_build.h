/* What c-ares's own build would find out: the types of its public header. Linux and macOS. */
#ifndef __CARES_BUILD_H
#define __CARES_BUILD_H

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/select.h>
#include <arpa/nameser.h>
#include <arpa/nameser_compat.h>

#define CARES_TYPEOF_ARES_SOCKLEN_T socklen_t
#define CARES_TYPEOF_ARES_SSIZE_T ssize_t
#define CARES_HAVE_SYS_TYPES_H
#define CARES_HAVE_SYS_SOCKET_H
#define CARES_HAVE_SYS_SELECT_H
#define CARES_HAVE_ARPA_NAMESER_H
#define CARES_HAVE_ARPA_NAMESER_COMPAT_H

/* ares.h asks for default visibility of every function by attribute; the extension exports none of them, so that another
 * c-ares in the process is never taken for this one. */
#ifdef LLRT_CARES_LIBRARY
#define visibility(kind) __visibility__("hidden")
#endif

#endif
