/* Which pages of the image a start touches: asked once when the binary is built (image_pages.py), of a copy of it whose info says
 * `profile`. Such a process finds the image closed, and each first touch of a page writes its address to descriptor 200.
 * The pages are then copied in one go at every start (image_restore.c) instead of one fault at a time. Pages that are only
 * read count as well: the kernel maps sixteen around each of them, which costs more than the copy. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

#include "image.h"

#define REPORT_FD 200

static int within(uintptr_t page, uint64_t start, uint64_t size)
{
    return page - start < size;
}

static void on_touch(int number, siginfo_t *info, void *context)
{
    size_t size = getauxval(AT_PAGESZ);     /* of this kernel: image_pages.py counts in pages of 4 KiB, as it has them */
    uintptr_t page = (uintptr_t)info->si_addr & ~(uintptr_t)(size - 1);

    if (!within(page, llrt_image.region, llrt_image.region_size) && !within(page, (uintptr_t)llrt_data_start, llrt_image.data_size) &&
        !within(page, (uintptr_t)llrt_bss_start, llrt_image.bss_size))
        _exit(71);
    if (mprotect((void *)page, size, PROT_READ | PROT_WRITE) || write(REPORT_FD, &page, sizeof page) != sizeof page)
        _exit(72);
}

void llrt_image_profile(void)
{
    struct sigaction action = {.sa_sigaction = on_touch, .sa_flags = SA_SIGINFO | SA_NODEFER};

    sigaction(SIGSEGV, &action, NULL);
    mprotect((void *)llrt_image.region, llrt_image.region_size, PROT_NONE);
    mprotect(llrt_data_start, llrt_image.data_size, PROT_NONE);
    mprotect(llrt_bss_start, llrt_image.bss_size, PROT_NONE);
}
