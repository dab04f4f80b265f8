/* What glibc is told about the processor's caches. It asks CPUID some forty times before main(), and in a virtual machine (Lambda,
 * containers in Firecracker) each time leaves the guest: half a millisecond in all, a quarter of a start. The answers only choose
 * at which size memcpy() changes its method. cache_probe.py makes glibc call this instead; plain C without calls, because
 * nothing is set up yet when it runs. */
#include <unistd.h>

__attribute__((used, optimize("no-stack-protector"))) long llrt_cache_size(long name)
{
    switch (name) {
    case _SC_LEVEL1_ICACHE_SIZE:
    case _SC_LEVEL1_DCACHE_SIZE:
        return 32 << 10;
    case _SC_LEVEL1_ICACHE_LINESIZE:
    case _SC_LEVEL1_DCACHE_LINESIZE:
    case _SC_LEVEL2_CACHE_LINESIZE:
    case _SC_LEVEL3_CACHE_LINESIZE:
        return 64;
    case _SC_LEVEL1_DCACHE_ASSOC:
        return 8;
    case _SC_LEVEL2_CACHE_SIZE:
        return 1 << 20;
    case _SC_LEVEL2_CACHE_ASSOC:
    case _SC_LEVEL3_CACHE_ASSOC:
        return 16;
    case _SC_LEVEL3_CACHE_SIZE:
        return 8 << 20;     /* one thread's share */
    default:
        return 0;
    }
}
