/* How libc's heap takes memory of the system: what malloc() asks for by sbrk(), under its lock. */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "image.h"
#include "large_pages.h"

void *__real___sbrk(intptr_t);

enum { SMALL_HEAP = 400 << 10, STEP = 256 << 10, TEXT = 1 << 20 };

/* ---- Small pages --------------------------------------------------------------------------------------------------------- */

/* A heap that has become large is going to be used: one call makes all pages of a step, at half the cost of a fault each. Not of a
 * large block, which may never be touched, nor of the first steps, which most programs stay in. */
static void *small_step(intptr_t increment)
{
    void *p = __real___sbrk(increment);

    if (increment <= 0 || p == (void *)-1)
        return p;
    llrt_image.heap_grown += (uint64_t)increment;
    if (increment <= STEP && llrt_image.heap_grown > SMALL_HEAP && ((uintptr_t)p | (uintptr_t)increment) % 4096 == 0) {
        int before = errno;
        madvise(p, (size_t)increment, MADV_POPULATE_WRITE);     /* without it there are the faults */
        errno = before;
    }
    return p;
}

/* ---- Pages of 2 MiB ------------------------------------------------------------------------------------------------------ */

static int large;       /* they are wanted */
static char *given;     /* malloc() has what lies before: its break */
static char *used;      /* from here on all is zero, as malloc() expects of what it gets */
static char *taken;     /* the system's break; NULL: none of them has been taken yet */

/* Behind a gap, which nobody touches: malloc() goes on after what it takes for somebody else's memory. */
static int take_first(void)
{
    char *now = __real___sbrk(0), *first = (char *)llrt_large_up((uintptr_t)now);
    intptr_t size = first - now + (intptr_t)LLRT_LARGE_PAGE;

    if (now == (char *)-1 || __real___sbrk(size) != now)
        return 0;
    if (!llrt_large_page(first)) {
        __real___sbrk(-size);
        return 0;
    }
    given = used = first;
    taken = first + LLRT_LARGE_PAGE;
    return 1;
}

static int take_more(size_t missing)
{
    size_t size = llrt_large_up(missing);

    if (__real___sbrk((intptr_t)size) == (void *)-1) {
        size = missing;
        if (__real___sbrk((intptr_t)size) == (void *)-1)
            return 0;
    }
    madvise(taken, size, MADV_HUGEPAGE);
    taken += size;
    return 1;
}

/* One page is kept for what comes back at once. */
static void give_back(void)
{
    char *end = (char *)llrt_large_up((uintptr_t)given) + LLRT_LARGE_PAGE;

    if (end >= taken || __real___sbrk(end - taken) == (void *)-1)
        return;
    taken = end;
    if (used > end)
        used = end;
}

static void *large_step(intptr_t increment)
{
    char *before = given;

    if (increment > taken - given && !take_more((size_t)(increment - (taken - given))))
        return (void *)-1;
    given += increment;
    if (before < used && increment > 0)
        memset(before, 0, (size_t)((given < used ? given : used) - before));
    if (given > used)
        used = given;
    if (increment < 0)
        give_back();
    return before;
}

void *__wrap___sbrk(intptr_t increment)
{
    if (large && !taken && increment > 0 && increment < (intptr_t)LLRT_LARGE_PAGE)
        large = take_first();
    if (!large || !taken)
        return small_step(increment);
    if (__real___sbrk(0) == taken)
        return large_step(increment);
    large = 0;      /* somebody else has moved the break; what is left of the last page stays unused */
    return small_step(increment);
}

/* Texts, too, are to lie in them: malloc() maps by itself what is larger than the largest block of this kind that was ever freed. */
void llrt_heap_of_large_pages(void)
{
    void *volatile block = malloc(TEXT);    /* volatile: a compiler may leave out both calls */

    free(block);
    large = 1;
}
