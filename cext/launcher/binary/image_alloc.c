/* The boot heap: while an image is made every allocation, libc's own too (--wrap), comes from one region at a fixed address.
 * In a process that goes on from the image the region is memory like any other that nobody can give back: free() of it does
 * nothing, realloc() copies out, new memory is libc's. In all other processes: a comparison, then libc. */
#include <Python.h>
#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "image.h"

void *__real_malloc(size_t);
void __real_free(void *);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void *__real_memalign(size_t, size_t);
size_t __real_malloc_usable_size(void *);

#define GRAIN 16
#define SMALL 1024                      /* up to here freed blocks are kept by exact size */
typedef struct block {
    size_t size;                        /* of what follows the header */
    struct block *next;                 /* while free */
} block;

/* Arenas lie behind everything else, so that the unused end of the last is the region's and need not be in the file. How much else
 * there is was measured by a boot before (binary.py); what does not fit goes behind the arenas that are there. */
static char *top, *limit;               /* end of what is taken in front of the arenas, and of what may be */
static char *high;                      /* end of what is taken at all */
static size_t arenas;                   /* bytes of them */
static block *small[SMALL / GRAIN + 1], *large;
static atomic_flag busy = ATOMIC_FLAG_INIT;

/* Large tables of zeros (CPython's map of its arenas) lie in .bss, of which an image has only what is not zero. */
#define TABLE (64 << 10)
static char tables[640 << 10] __attribute__((aligned(GRAIN)));
static size_t tables_used;

static inline int in_tables(const void *p)
{
    return (uintptr_t)p - (uintptr_t)tables < sizeof tables;
}

static inline int in_region(const void *p)
{
    return (uintptr_t)p - llrt_image.region < llrt_image.region_size || in_tables(p);
}

static inline block *header(void *p)
{
    return (block *)((char *)p - sizeof(block));
}

static void lock(void)
{
    while (atomic_flag_test_and_set_explicit(&busy, memory_order_acquire))
        ;
}

static void unlock(void)
{
    atomic_flag_clear_explicit(&busy, memory_order_release);
}

static void die(const char *what)
{
    ssize_t ignored = write(2, what, strlen(what));
    (void)ignored;
    _exit(70);
}

/* ---- The region, while an image is made --------------------------------------------------------------------------------- */

void llrt_region_open(uintptr_t base, size_t reserve)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE;
    if (mmap((void *)base, LLRT_REGION_CAPACITY, PROT_READ | PROT_WRITE, flags, -1, 0) != (void *)base)
        die("llrt: image: the region's address is taken\n");
    llrt_image.region = base;
    llrt_image.region_size = LLRT_REGION_CAPACITY;
    top = (char *)base;
    high = limit = top + llrt_image_round(reserve);
}

size_t llrt_region_used(void)
{
    return (size_t)(high - (char *)llrt_image.region);
}

/* What there is besides arenas. */
size_t llrt_region_others(void)
{
    return (size_t)(top - (char *)llrt_image.region) + (size_t)(high - limit) - arenas;
}

static uintptr_t after(const char *end, size_t alignment)
{
    return ((uintptr_t)end + sizeof(block) + alignment - 1) & ~(uintptr_t)(alignment - 1);
}

static void *grow_high(size_t alignment, size_t size)
{
    uintptr_t start = after(high, alignment);
    if (size > LLRT_REGION_CAPACITY || start + size > llrt_image.region + LLRT_REGION_CAPACITY)
        die("llrt: image: the boot heap is full; LLRT_REGION_CAPACITY in image.h bounds it\n");
    high = (char *)start + size;
    header((void *)start)->size = size;
    return (void *)start;
}

static void *grow(size_t alignment, size_t size)
{
    uintptr_t start = after(top, alignment);
    if (start + size > (uintptr_t)limit)
        return grow_high(alignment, size);
    top = (char *)start + size;
    header((void *)start)->size = size;
    return (void *)start;
}

static void keep(block *b)
{
    block **list = b->size <= SMALL ? &small[b->size / GRAIN] : &large;
    b->next = *list;
    *list = b;
}

/* A freed block of this size, or the beginning of a larger one: holes would make the image larger. */
static void *reuse(size_t size)
{
    block **link = size <= SMALL && small[size / GRAIN] ? &small[size / GRAIN] : &large, *found;
    while ((found = *link) && found->size < size)
        link = &found->next;
    if (!found)
        return NULL;
    *link = found->next;
    found->next = NULL;
    if (found->size - size > sizeof(block)) {
        block *rest = (block *)((char *)(found + 1) + size);
        rest->size = found->size - size - sizeof(block);
        found->size = size;
        keep(rest);
    }
    return found + 1;
}

static void *take(size_t alignment, size_t size)
{
    void *p = NULL;
    if (size > LLRT_REGION_CAPACITY) {
        errno = ENOMEM;
        return NULL;
    }
    size = size ? (size + GRAIN - 1) & ~(size_t)(GRAIN - 1) : GRAIN;
    lock();
    if (alignment <= GRAIN)
        p = reuse(size);
    if (!p)
        p = grow(alignment < GRAIN ? GRAIN : alignment, size);
    unlock();
    return p;
}

static void *take_table(size_t size)
{
    block *b = NULL;
    size = (size + GRAIN - 1) & ~(size_t)(GRAIN - 1);
    lock();
    if (size < sizeof tables && tables_used + sizeof(block) + size <= sizeof tables) {
        b = (block *)(tables + tables_used);
        b->size = size;
        tables_used += sizeof(block) + size;
    }
    unlock();
    return b ? b + 1 : NULL;
}

/* Freed memory is zeroed: the image packs well, and calloc() can rely on it. */
static void give(void *p)
{
    block *b = header(p);
    if (!llrt_image.dumping || in_tables(p))
        return;
    memset(p, 0, b->size);
    lock();
    keep(b);
    unlock();
}

/* ---- What --wrap puts in place of libc's -------------------------------------------------------------------------------- */

void *__wrap_malloc(size_t size)
{
    return llrt_image.dumping ? take(GRAIN, size) : __real_malloc(size);
}

void __wrap_free(void *p)
{
    if (in_region(p))
        give(p);
    else
        __real_free(p);
}

void *__wrap_calloc(size_t count, size_t size)
{
    size_t total;
    void *p;
    if (!llrt_image.dumping)
        return __real_calloc(count, size);
    if (__builtin_mul_overflow(count, size, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    p = total >= TABLE ? take_table(total) : NULL;
    return p ? p : take(GRAIN, total);
}

size_t __wrap_malloc_usable_size(void *p)
{
    return in_region(p) ? header(p)->size : __real_malloc_usable_size(p);
}

void *__wrap_realloc(void *p, size_t size)
{
    size_t before;
    void *moved;

    if (!p)
        return __wrap_malloc(size);
    if (!in_region(p))
        return __real_realloc(p, size);
    if (size == 0) {
        __wrap_free(p);
        return NULL;
    }
    before = header(p)->size;
    if (size <= before)
        return p;
    moved = __wrap_malloc(size);
    if (moved) {
        memcpy(moved, p, before);
        __wrap_free(p);
    }
    return moved;
}

void *__wrap_memalign(size_t alignment, size_t size)
{
    return llrt_image.dumping ? take(alignment, size) : __real_memalign(alignment, size);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return __wrap_memalign(alignment, size);
}

int __wrap_posix_memalign(void **out, size_t alignment, size_t size)
{
    void *p;
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)))
        return EINVAL;
    p = __wrap_memalign(alignment, size);
    if (!p)
        return ENOMEM;
    *out = p;
    return 0;
}

void *__wrap_valloc(size_t size)
{
    return __wrap_memalign((size_t)sysconf(_SC_PAGESIZE), size);
}

void *__wrap_pvalloc(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return __wrap_memalign(page, (size + page - 1) & ~(page - 1));
}

void *__wrap_reallocarray(void *p, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    return __wrap_realloc(p, total);
}

/* ---- Clocks -------------------------------------------------------------------------------------------------------------- */

int __real_clock_gettime(clockid_t, struct timespec *);

/* While an image is made time stands still: what is read of it may stay in freed memory, and no two images would be equal. */
int __wrap_clock_gettime(clockid_t clock, struct timespec *out)
{
    if (!llrt_image.dumping)
        return __real_clock_gettime(clock, out);
    *out = (struct timespec){.tv_sec = 1 << 30};
    return 0;
}

/* ---- CPython's arenas --------------------------------------------------------------------------------------------------- */

static void *arena_alloc(void *context, size_t size)
{
    void *p;
    if (llrt_image.dumping) {
        char *before = high;
        lock();
        p = grow_high(LLRT_IMAGE_ALIGN, size);
        arenas += (size_t)(high - before);
        unlock();
        return p;
    }
    p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static void arena_free(void *context, void *p, size_t size)
{
    if (in_region(p))
        give(p);
    else
        munmap(p, size);
}

void llrt_image_use_arenas(void)
{
    PyObjectArenaAllocator allocator = {NULL, arena_alloc, arena_free};
    if (llrt_image.dumping)
        PyObject_SetArenaAllocator(&allocator);
}
