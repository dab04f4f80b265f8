/* Maps the image before anything of ours has run: the kernel has mapped its segment and .data already, so nothing is opened; .bss
 * is copied or moved from its shadow into place. When that cannot be, .data becomes what it was and the process boots in the ordinary way.
 * Runs from .preinit_array, after libc has set itself up and before C++ constructors. */
#include <errno.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "image.h"
#include "large_pages.h"

static int refused(char **envp)
{
    for (; *envp; envp++)
        if (strcmp(*envp, "LLRT_IMAGE=0") == 0)
            return 1;
    return getauxval(AT_PAGESZ) > llrt_image.align;
}

/* The runtime of a function, which has no arguments (llrt/cli/main.py). */
static int is_lambda(int argc, char **envp)
{
    static const char name[] = "AWS_LAMBDA_RUNTIME_API=";
    for (; argc < 2 && *envp; envp++)
        if (strncmp(*envp, name, sizeof name - 1) == 0)
            return 1;
    return 0;
}

/* Moving changes the process's map, which costs as much as copying a dozen pages. */
enum { COPIED = 64 << 10 };

static int move(uint64_t from, uint64_t size, char *to)
{
    if (size <= COPIED) {
        memcpy(to, (const void *)from, size);
        return 1;
    }
    return mremap((void *)from, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to;
}

/* The other pages of .bss are zero as the kernel made them. */
static int move_bss(void)
{
    uint64_t from = llrt_image.bss_shadow;
    for (int i = 0; i < llrt_image.bss_count; from += llrt_image.bss[i++].size)
        if (!move(from, llrt_image.bss[i].size, llrt_bss_start + llrt_image.bss[i].offset))
            return 0;
    return 1;
}

/* Of the linker's script (code_order.py). */
extern char __executable_start[], llrt_hot_code_end[] __attribute__((weak));
extern char llrt_constants_start[] __attribute__((weak)), llrt_constants_end[] __attribute__((weak));

enum { READ_AT_ONCE = 256 << 10 };

static void will_need(const char *start, const char *end)
{
    start = (const char *)((uintptr_t)start & ~(uintptr_t)4095);
    for (; start < end; start += READ_AT_ONCE)
        madvise((void *)start, (size_t)(end - start < READ_AT_ONCE ? end - start : READ_AT_ONCE), MADV_WILLNEED);
}

/* A page that had to be read from the disk tells that the file is not in the page cache: what every start reads is then asked for
 * all at once, and arrives while this process goes on, instead of 128 KiB at each of fifty faults. */
static void read_ahead(int count)
{
    struct rusage usage;

    if (getrusage(RUSAGE_SELF, &usage) || usage.ru_majflt == 0)
        return;
    if (llrt_hot_code_end && llrt_constants_end) {
        will_need(__executable_start, llrt_hot_code_end);
        will_need(llrt_constants_start, llrt_constants_end);
    }
    for (int i = 0; i < count; i++)
        will_need((char *)llrt_image.hot[i].start, (char *)llrt_image.hot[i].start + llrt_image.hot[i].size);
}

static void drop(void)
{
    llrt_image_delta_apply(llrt_data_start, (const unsigned char *)llrt_image.delta, llrt_image.delta_size);
    munmap((void *)llrt_image.bss_shadow, llrt_image_size(&llrt_image));
    llrt_image.region = llrt_image.region_size = 0;
}

/* Of the 512 small pages that a large one replaces. It costs less than half of them do; fewer would be memory that nobody needs. */
enum { WORTH_IT = 256 };

static uint64_t large_pages;    /* a bit each of the first 64 that the image has room for */

static uint64_t large_page_bit(uint64_t address)
{
    uint64_t index = (address - llrt_large_up(llrt_image.region)) / LLRT_LARGE_PAGE;

    return address >= llrt_large_up(llrt_image.region) && index < 64 ? (uint64_t)1 << index : 0;
}

/* Where a large program needs most of 2 MiB they become one page. With the SDK that is built in they are spread too thin: 0.7 MiB more,
 * and a put took 1.02 +- 0.014 of its time. */
static void make_large_pages(const struct llrt_hot *range, int count)
{
    uint64_t end = llrt_image.region + llrt_image.stored, at = llrt_large_up(llrt_image.region);

    for (; at + LLRT_LARGE_PAGE <= end && large_page_bit(at); at += LLRT_LARGE_PAGE) {
        uint64_t needed = 0;
        for (int i = 0; i < count; i++)
            needed += range[i].start - at < LLRT_LARGE_PAGE ? range[i].size : 0;
        if (needed < WORTH_IT * 4096 || large_pages & large_page_bit(at))
            continue;
        if (!llrt_large_page_of_image(at))
            return;
        large_pages |= large_page_bit(at);
    }
}

/* One system call a range instead of one fault a page. Kernels before 5.14 do not know it: then there are the faults. */
static void copy_hot_pages(const struct llrt_hot *range, int count)
{
    for (; count > 0; count--, range++)
        if (!(large_pages & large_page_bit(range->start)) && madvise((void *)range->start, range->size, MADV_POPULATE_WRITE)) {
            if (errno == EFAULT)
                llrt_refuse_unreadable();
            return;
        }
}

/* A file that ends before is told by nothing else: the rest of its last page reads as zeros. */
static void check_end(void)
{
    struct llrt_hot last = {llrt_image.region + llrt_image.stored - LLRT_IMAGE_ALIGN, LLRT_IMAGE_ALIGN};

    copy_hot_pages(&last, 1);
}

/* From Linux 6.18 on the kernel maps all of a folio of the page cache when one page of it is read, which is up to 1 MiB where a file was
 * written in large pieces, if it lies in one mapping. Where few pages are read, mappings are made in none of which one of
 * 128 KiB or more lies, by a flag that changes nothing else: sixteen pages are mapped then, as ever. */
static void cut_cold(void)
{
    uint64_t end = llrt_image.region + llrt_image.stored;

    for (uint64_t at = llrt_image.cold; at && at < end; at += 2 * LLRT_COLD_MAPPING)
        if (madvise((void *)at, end - at < LLRT_COLD_MAPPING ? end - at : LLRT_COLD_MAPPING, MADV_NOHUGEPAGE))
            return;
}

static const struct llrt_hot *ranges_of(enum llrt_pages kind)
{
    const struct llrt_hot *range = &llrt_image.hot[llrt_image.hot_count + llrt_image.lambda_count];

    for (int before = 0; before < (int)kind; before++)
        range += llrt_image.further_count[before];
    return range;
}

static void prepare_large_program(void)
{
    static int is_done;

    if (is_done)
        return;
    is_done = 1;
    cut_cold();
    make_large_pages(ranges_of(LLRT_PAGES_LARGE), llrt_image.further_count[LLRT_PAGES_LARGE]);
}

/* Where the command line says so it is known before a page has been copied that would be copied again. */
static int names_large_program(int argc, char **argv)
{
    struct stat found;

    return argc > 1 && argv[1][0] != '-' && stat(argv[1], &found) == 0 && S_ISREG(found.st_mode) && found.st_size >= LLRT_LARGE_TEXT;
}

void llrt_image_copy(enum llrt_pages kind)
{
    if (!llrt_image.restored || llrt_image.profile)
        return;
    if (kind == LLRT_PAGES_LARGE) {
        prepare_large_program();
        llrt_heap_of_large_pages();
    }
    copy_hot_pages(ranges_of(kind), llrt_image.further_count[kind]);
}

static void restore(int argc, char **argv, char **envp)
{
    struct timespec t;
    int count;

    llrt_refuse_early();
    clock_gettime(CLOCK_MONOTONIC, &t);
    llrt_image.phase_us = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
    count = llrt_image.hot_count + (is_lambda(argc, envp) ? llrt_image.lambda_count : 0);
    read_ahead(count);
    if (llrt_image.magic != LLRT_IMAGE_MAGIC)
        return;
    if (refused(envp)) {
        drop();
        return;
    }
    if (!move_bss()) {
        memset(llrt_bss_start, 0, llrt_image.bss_size);
        drop();
        return;
    }
    llrt_image.restored = 1;
    if (llrt_image.profile)
        llrt_image_profile();
    else {
        check_end();
        if (names_large_program(argc, argv))
            prepare_large_program();
        copy_hot_pages(llrt_image.hot, count);
    }
}

__attribute__((section(".preinit_array"), used)) static void (*const restore_first)(int, char **, char **) = restore;
