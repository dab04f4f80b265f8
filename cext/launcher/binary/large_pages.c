/* Memory of a large program in pages of 2 MiB: the kernel makes one in less time than a hundred small ones. Transparent huge
 * pages, which a system may have for nobody, for who asks or for all: https://docs.kernel.org/admin-guide/mm/transhuge.html */
#include "large_pages.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/single_threaded.h>
#include <unistd.h>

#include "image.h"

enum { SMALL_PAGE = 4096 };

/* The first touch makes all of it, or only a small page when the system has no large one to give. */
int llrt_large_page(char *place)
{
    unsigned char last = 0;

    if (madvise(place, LLRT_LARGE_PAGE, MADV_HUGEPAGE))
        return 0;
    *(volatile char *)place = 0;
    return mincore(place + LLRT_LARGE_PAGE - SMALL_PAGE, SMALL_PAGE, &last) == 0 && (last & 1);
}

static char *new_page(void)
{
    char *memory = mmap(NULL, 2 * LLRT_LARGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0), *page;

    if (memory == MAP_FAILED)
        return NULL;
    page = (char *)llrt_large_up((uintptr_t)memory);
    if (page > memory)
        munmap(memory, (size_t)(page - memory));
    munmap(page + LLRT_LARGE_PAGE, (size_t)(memory + LLRT_LARGE_PAGE - page));
    if (llrt_large_page(page))
        return page;
    munmap(page, LLRT_LARGE_PAGE);
    return NULL;
}

/* What was there is gone when moving has failed: without memory for one more entry in the process's map. */
static int put(char *page, char *place)
{
    if (mremap(page, LLRT_LARGE_PAGE, LLRT_LARGE_PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, place) == place)
        return 1;
    if (mmap(place, LLRT_LARGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != place)
        _exit(70);
    memcpy(place, page, LLRT_LARGE_PAGE);
    munmap(page, LLRT_LARGE_PAGE);
    return 0;
}

/* Nobody may write to it meanwhile: no other thread, no handler of a signal. */
int llrt_large_page_of_image(uintptr_t start)
{
    char *place = (char *)start, *page;
    sigset_t all, before;

    if (!__libc_single_threaded || !(page = new_page()))
        return 0;
    sigfillset(&all);
    sigdelset(&all, SIGBUS);   /* a page that cannot be read (refuse.c) */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    madvise(place, LLRT_LARGE_PAGE, MADV_POPULATE_READ);    /* else there are faults, one for sixteen pages */
    memcpy(page, place, LLRT_LARGE_PAGE);
    put(page, place);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return 1;
}
