/* Whether a path is known to name nothing, without waiting for a disk or a server: such a call need not go through the thread
 * pool. Clients look for files of configuration that most machines do not have. */
#include "fs.h"

#include <sys/syscall.h>
#if __has_include(<linux/openat2.h>) /* not with the headers of older kernels, which wheels are built with */
#include <linux/openat2.h>
#endif

/* The kernel has looked for it before and remembers that it is not there. Opens nothing that could notice: O_PATH. 0 also where
 * the kernel does not say (before 5.12, or a sandbox is in between): then somebody has to look. */
int fs_known_missing(const llrt_arg *arg)
{
#if defined(SYS_openat2) && defined(RESOLVE_CACHED)
    struct open_how how = { .flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_CACHED };
    fs_path path;
    long fd;
    int missing;

    if (fs_path_from(arg, &path))
        return 0;
    fd = syscall(SYS_openat2, AT_FDCWD, path.text, &how, sizeof how);
    missing = fd < 0 && errno == ENOENT;
    if (fd >= 0)
        fs_close((int)fd);
    fs_path_done(&path);
    return missing;
#else
    (void)arg;
    return 0;
#endif
}
