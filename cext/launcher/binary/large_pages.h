/* Pages of 2 MiB, where the system has them (large_pages.c). */
#ifndef LLRT_LARGE_PAGES_H
#define LLRT_LARGE_PAGES_H

#include <stdint.h>

#define LLRT_LARGE_PAGE (2ul << 20)

static inline uintptr_t llrt_large_up(uintptr_t address)
{
    return (address + LLRT_LARGE_PAGE - 1) & ~(LLRT_LARGE_PAGE - 1);
}

/* `place` is aligned, untouched and writable memory: whether it is one page now. If not, some of it has been touched. */
int llrt_large_page(char *place);
/* Puts so much of the image at `start`, which is aligned, into one page, with what it holds. 0: it is as it was. */
int llrt_large_page_of_image(uintptr_t start);
/* From now on libc's heap grows by them (heap.c). */
void llrt_heap_of_large_pages(void);

#endif
