/* Maps the image before anything of ours has run: the kernel has mapped its segment already, so nothing is opened; .data and
 * .bss are moved from their shadows into place. When that cannot be, the process boots in the ordinary way.
 * Runs from .preinit_array, after libc has set itself up and before C++ constructors. */
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <time.h>

#include "image.h"

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

static int refused(char **envp)
{
    for (; *envp; envp++)
        if (strcmp(*envp, "LLRT_IMAGE=0") == 0)
            return 1;
    return getauxval(AT_PAGESZ) > llrt_image.align;
}

static int move(uint64_t from, uint64_t size, char *to)
{
    return mremap((void *)from, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to;
}

static void drop(void)
{
    munmap((void *)llrt_image.region, llrt_image.bss_shadow + llrt_image.bss_size - llrt_image.region);
    llrt_image.region = llrt_image.region_size = 0;
}

/* One system call a range instead of one fault a page. Kernels before 5.14 do not know it: then there are the faults. */
static void copy_hot_pages(void)
{
    for (int i = 0; i < llrt_image.hot_count; i++)
        if (madvise((void *)llrt_image.hot[i].start, llrt_image.hot[i].size, MADV_POPULATE_WRITE))
            return;
}

static void restore(int argc, char **argv, char **envp)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    llrt_image.phase_us = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
    if (llrt_image.magic != LLRT_IMAGE_MAGIC)
        return;
    if (refused(envp) || !move(llrt_image.bss_shadow, llrt_image.bss_size, llrt_bss_start)) {
        drop();
        return;
    }
    if (!move(llrt_image.data_shadow, llrt_image.data_size, llrt_data_start)) {
        memset(llrt_bss_start, 0, llrt_image.bss_size);
        drop();
        return;
    }
    llrt_image.restored = 1;
    if (llrt_image.profile)
        llrt_image_profile();
    else
        copy_hot_pages();
}

__attribute__((section(".preinit_array"), used)) static void (*const restore_first)(int, char **, char **) = restore;
