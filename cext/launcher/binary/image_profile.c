/* What of the image a start touches: asked when the binary is built (image_pages.py, image_places.py), of a copy of it whose info
 * says `profile`. Such a process finds the image closed.
 *
 * LLRT_PROFILE_PAGES: each first touch of a page writes its address to descriptor 200, and the address plus one when the page is
 * written for the first time (not told apart but on x86-64). The pages are then copied in one go (image_restore.c) instead of one
 * fault at a time.
 *
 * LLRT_PROFILE_BLOCKS (x86-64): after the instruction that touched a page it is closed again. Descriptor 200 is a file with a bit for each
 * 8 bytes of the region, which are set where something was touched: what the next image is laid out by. */
#include <signal.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "image.h"

#define REPORT_FD 200

/* Of the fault's error code on x86-64: the access was a write. */
enum { WRITES = 2 };

static int is_written(const ucontext_t *state)
{
#if defined(__x86_64__)
    return (state->uc_mcontext.gregs[REG_ERR] & WRITES) != 0;
#else
    return 1;
#endif
}

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
    if (mprotect((void *)page, size, is_written(context) ? PROT_READ | PROT_WRITE : PROT_READ))
        _exit(72);
    page += (uintptr_t)is_written(context);
    if (write(REPORT_FD, &page, sizeof page) != sizeof page)
        _exit(72);
}

#if defined(__x86_64__)
enum { PAGE = 4096, BITS = PAGE / LLRT_GRAIN, TRAP_FLAG = 0x100, QUIET = 500, REST = 50000 };

static unsigned char *touched;
static uintptr_t opened[16];            /* for the instruction that runs now */
static int opened_count;
static uint16_t *quiet;                 /* of each page: touches since one that was new */
static int touches;

static void close_all(void)
{
    mprotect((void *)llrt_image.region, llrt_image.region_size, PROT_NONE);
    for (int i = 0; i < opened_count; i++)
        mprotect((void *)opened[i], PAGE, PROT_READ | PROT_WRITE);
}

static void on_block(int number, siginfo_t *info, void *context)
{
    ucontext_t *state = context;
    uintptr_t address = (uintptr_t)info->si_addr, bit = (address - llrt_image.region) / LLRT_GRAIN, page = address & ~(uintptr_t)(PAGE - 1);
    size_t index = (page - llrt_image.region) / PAGE;

    if (!within(page, llrt_image.region, llrt_image.region_size) || opened_count == 16)
        _exit(71);
    if (!(touched[bit / 8] & 1 << bit % 8)) {
        touched[bit / 8] |= (unsigned char)(1 << bit % 8);
        quiet[index] = 0;
    }
    if (++touches % REST == 0)
        close_all();
    if (mprotect((void *)page, PAGE, PROT_READ | PROT_WRITE))
        _exit(72);
    /* A page where nothing new is touched for long stays open for a while. */
    if (++quiet[index] > QUIET) {
        quiet[index] = 0;
        return;
    }
    opened[opened_count++] = page;
    state->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
}

static void after_instruction(int number, siginfo_t *info, void *context)
{
    ucontext_t *state = context;

    while (opened_count)
        if (mprotect((void *)opened[--opened_count], PAGE, PROT_NONE))
            _exit(72);
    state->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
}

static void profile_blocks(void)
{
    struct sigaction touch = {.sa_sigaction = on_block, .sa_flags = SA_SIGINFO | SA_NODEFER};
    struct sigaction step = {.sa_sigaction = after_instruction, .sa_flags = SA_SIGINFO | SA_NODEFER};
    size_t pages = llrt_image.region_size / PAGE;

    touched = mmap(NULL, pages * BITS / 8, PROT_READ | PROT_WRITE, MAP_SHARED, REPORT_FD, 0);
    quiet = mmap(NULL, pages * sizeof *quiet, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (touched == MAP_FAILED || quiet == MAP_FAILED)
        _exit(73);
    sigaction(SIGSEGV, &touch, NULL);
    sigaction(SIGTRAP, &step, NULL);
    mprotect((void *)llrt_image.region, llrt_image.region_size, PROT_NONE);
}
#else
static void profile_blocks(void)
{
    _exit(74);
}
#endif

void llrt_image_profile(void)
{
    struct sigaction action = {.sa_sigaction = on_touch, .sa_flags = SA_SIGINFO | SA_NODEFER};

    if (llrt_image.profile == LLRT_PROFILE_BLOCKS) {
        profile_blocks();
        return;
    }
    sigaction(SIGSEGV, &action, NULL);
    mprotect((void *)llrt_image.region, llrt_image.region_size, PROT_NONE);
    mprotect(llrt_data_start, llrt_image.data_size, PROT_NONE);
    mprotect(llrt_bss_start, llrt_image.bss_size, PROT_NONE);
}
