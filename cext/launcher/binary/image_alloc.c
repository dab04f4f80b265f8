/* The boot heap: while an image is made every allocation, libc's own too (--wrap), comes from one region at a fixed address.
 * In a process that goes on from the image the region is memory like any other that nobody can give back: free() of it does
 * nothing, realloc() copies out, new memory is libc's. In all other processes: a comparison, then libc.
 *
 * Before a block lies another: what is known of them while the image is made is not in it (image_places.c), and nobody needs it
 * afterwards. */
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

static atomic_flag busy = ATOMIC_FLAG_INIT;

static inline int in_region(const void *p)
{
    return (uintptr_t)p - llrt_image.region < llrt_image.region_size;
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

void llrt_region_open(uintptr_t base)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE;
    if (mmap((void *)base, LLRT_REGION_CAPACITY, PROT_READ | PROT_WRITE, flags, -1, 0) != (void *)base)
        die("llrt: image: the region's address is taken\n");
    llrt_image.region = base;
    llrt_image.region_size = LLRT_REGION_CAPACITY;
    llrt_places_open((char *)base);
}

static void *take(size_t alignment, size_t size)
{
    void *p;

    if (size > LLRT_REGION_CAPACITY) {
        errno = ENOMEM;
        return NULL;
    }
    lock();
    p = llrt_place(alignment, size ? (size + LLRT_GRAIN - 1) & ~(size_t)(LLRT_GRAIN - 1) : LLRT_GRAIN);
    unlock();
    if (!p)
        die("llrt: image: the boot heap is full; LLRT_REGION_CAPACITY in image.h bounds it\n");
    return p;
}

/* What malloc() promises: what fits into the block may lie in it. Nothing that has to be aligned to 16 is 24 bytes large. */
static void *take_any(size_t size)
{
    return take(size <= LLRT_SMALL && (size - 1) % 16 < 8 ? 8 : 16, size);
}

static void give(void *p)
{
    if (!llrt_image.dumping)
        return;
    lock();
    llrt_forget(p);
    unlock();
}

/* ---- What --wrap puts in place of libc's -------------------------------------------------------------------------------- */

void *__wrap_malloc(size_t size)
{
    return llrt_image.dumping ? take_any(size) : __real_malloc(size);
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
    if (!llrt_image.dumping)
        return __real_calloc(count, size);
    if (__builtin_mul_overflow(count, size, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    return take_any(total);
}

/* 0: unknown, of a block of the image. */
size_t __wrap_malloc_usable_size(void *p)
{
    if (!in_region(p))
        return __real_malloc_usable_size(p);
    return llrt_image.dumping ? llrt_placed_size(p) : 0;
}

/* In a process from the image as much is copied as the new block holds, which may be more than the old one did: what follows that
 * lies in the region too, and nobody reads it in the new one. */
static void *move(void *p, size_t size, void *moved)
{
    size_t most = llrt_placed_size(p);

    if (moved) {
        memcpy(moved, p, size < most ? size : most);
        __wrap_free(p);
    }
    return moved;
}

void *__wrap_realloc(void *p, size_t size)
{
    if (!p)
        return __wrap_malloc(size);
    if (!in_region(p))
        return __real_realloc(p, size);
    if (size == 0) {
        __wrap_free(p);
        return NULL;
    }
    return move(p, size, __wrap_malloc(size));
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

/* ---- CPython's objects --------------------------------------------------------------------------------------------------- */

/* While an image is made each is a block of its own, to be placed by what touches it; afterwards CPython's own allocator makes
 * them, to which those are memory of somebody else's, and free() has them. None has to be aligned to more than a word. */
static const PyMemAllocatorDomain domains[] = {PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ};
static PyMemAllocatorEx allocators[2];

static void *object_malloc(void *context, size_t size)
{
    return take(LLRT_GRAIN, size);
}

static void *object_calloc(void *context, size_t count, size_t size)
{
    return take(LLRT_GRAIN, count * size);
}

static void *object_realloc(void *context, void *p, size_t size)
{
    return p ? move(p, size, object_malloc(context, size)) : object_malloc(context, size);
}

static void object_free(void *context, void *p)
{
    __wrap_free(p);
}

/* Of the stacks of Python code. */
static void *chunk_alloc(void *context, size_t size)
{
    void *p;
    if (llrt_image.dumping)
        return take(16, size);
    p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static void chunk_free(void *context, void *p, size_t size)
{
    if (in_region(p))
        give(p);
    else
        munmap(p, size);
}

void llrt_image_take_objects(void)
{
    PyObjectArenaAllocator chunks = {NULL, chunk_alloc, chunk_free};
    PyMemAllocatorEx own = {NULL, object_malloc, object_calloc, object_realloc, object_free};
    if (!llrt_image.dumping)
        return;
    PyObject_SetArenaAllocator(&chunks);
    for (int i = 0; i < 2; i++) {
        PyMem_GetAllocator(domains[i], &allocators[i]);
        PyMem_SetAllocator(domains[i], &own);
    }
}

void llrt_image_leave_objects(void)
{
    for (int i = 0; i < 2; i++)
        PyMem_SetAllocator(domains[i], &allocators[i]);
}
