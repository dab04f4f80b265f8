/* Which families of addresses this machine has. */
#ifndef LLRT_CARES_FAMILIES_H
#define LLRT_CARES_FAMILIES_H

/* Bits of the families that an interface other than loopback has an address of: 1 IPv4, 2 IPv6; both where that cannot be found out.
 * RFC 3493 6.1. The second goes by getifaddrs(), which on Linux describes each interface first, at three times the cost. */
int llrt_configured_families(void);
int llrt_families_of_interfaces(void);

#endif
