/* Starts that cannot end well, refused with a line that says why instead of a signal: a stack too small, an executable whose file
 * is truncated or cannot be read. Called first of all by image_restore.c. Not here: what the kernel refuses before (a file
 * without all of .data). */
#include <signal.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <unistd.h>

#include "image.h"

/* What the smallest program needs; the engine throws RangeErrors from here on (engine_limits.c). */
enum { LEAST_STACK = 24 << 10 };

static void refuse(const char *text)
{
    if (write(2, text, strlen(text)) < 0)
        _exit(127);
    _exit(127);
}

/* The limit counts from the end of the stack, which holds words and environment, too. Of another thread nothing is said here. */
static void check_stack(void)
{
    struct rlimit limit;
    const char *here = __builtin_frame_address(0), *last = (const char *)getauxval(AT_EXECFN);

    if (last > here && !getrlimit(RLIMIT_STACK, &limit) && limit.rlim_cur < (size_t)(last - here) + LEAST_STACK)
        refuse("llrt: cannot start: the limit of the stack is too small (ulimit -s)\n");
}

extern char __executable_start[];

static int is_ours(const char *address)
{
    uintptr_t place = (uintptr_t)address;

    return (place >= (uintptr_t)__executable_start && place < (uintptr_t)llrt_bss_start) ||
           (place >= llrt_image.bss_shadow && place < llrt_image.region + llrt_image.region_size);
}

void llrt_refuse_unreadable(void)
{
    refuse("llrt: this executable cannot be read: its file is truncated, or the disk fails\n");
}

/* A page of a mapped file that the kernel could not read. */
static void not_readable(int number, siginfo_t *info, void *context)
{
    if (info->si_code == BUS_ADRERR && is_ours(info->si_addr))
        llrt_refuse_unreadable();
    signal(number, SIG_DFL);
    if (info->si_code <= 0)     /* sent by a process; a fault comes again */
        raise(number);
}

void llrt_refuse_early(void)
{
    struct sigaction action = {.sa_sigaction = not_readable, .sa_flags = SA_SIGINFO};

    check_stack();
    if (llrt_image.magic == LLRT_IMAGE_MAGIC)
        sigaction(SIGBUS, &action, NULL);
}
