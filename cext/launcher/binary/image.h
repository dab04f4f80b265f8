/* The start-up image, docs/binary.md: what its parts share. image_alloc.c: where memory comes from while an image is made;
 * image_places.c: where in it; image_dump.c, image_delta.c: write it into a copy of this executable; image_check.c: refuses when something is open;
 * image_restore.c: maps it before main; refuse.c: starts that cannot be. */
#ifndef LLRT_IMAGE_H
#define LLRT_IMAGE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

#if defined(__aarch64__)
#define LLRT_IMAGE_ALIGN 65536      /* kernels with pages of 16 and 64 KiB */
#else
#define LLRT_IMAGE_ALIGN 4096
#endif

#define LLRT_IMAGE_MAGIC 0x314547414d49214cull      /* "L!IMAGE1" */
#define LLRT_HOT_RANGES 1000
#define LLRT_BSS_RUNS 8
#define LLRT_REGION_CAPACITY (256ul << 20)

/* Programs whose pages are copied when they turn out to be of a kind, a large one by its size; llrt/modules/ahead.py has the same
 * numbers. */
enum { LLRT_LARGE_TEXT = 192 << 10 };
enum llrt_pages { LLRT_PAGES_SDK, LLRT_PAGES_LARGE, LLRT_PAGES_CLIENT, LLRT_PAGES_KINDS };

/* Outside of what is saved: every process has its own. The dump fills in the copy in the file. */
typedef struct llrt_image_info {
    uint64_t magic;                     /* 0: this executable has no image */
    uint64_t region, region_size;       /* the boot heap, mapped where it was */
    uint64_t delta, delta_size;         /* makes .data again what was linked (image_delta.c) */
    uint64_t data_size;                 /* of .data, which is in its place */
    uint64_t bss_shadow, bss_size;      /* to be moved onto llrt_bss_start, of the size in memory the runs below */
    uint64_t align;
    int32_t restored;                   /* this process goes on from the image */
    int32_t dumping;                    /* this process makes one */
    int32_t debug;                      /* LLRT_DEBUG_STARTUP: 0 not asked yet, 1 no, 2 yes */
    int64_t phase_us;                   /* monotonic clock at the end of the last phase */
    int32_t profile;                    /* image_profile.c; set by image_pages.py in a copy, as are the hot ranges */
    int32_t hot_count;
    struct llrt_hot {
        uint64_t start, size;           /* touched by every start; those of Lambda's follow; then the others in the order of enum llrt_pages */
    } hot[LLRT_HOT_RANGES];
    int32_t lambda_count, further_count[LLRT_PAGES_KINDS];
    int32_t bss_count;
    uint64_t bss_stored;                /* all runs, one behind the other in the shadow */
    struct llrt_run {
        uint64_t offset, size;          /* of .bss, what is not zero */
    } bss[LLRT_BSS_RUNS];
    uint64_t stored;                    /* of the region, in the file: zeros follow */
    uint64_t heap_grown;                /* bytes that libc's heap of this process has taken in all */
    uint64_t cold;                      /* from here to the end of the region is what few programs touch; 0: unknown */
} llrt_image_info;
extern llrt_image_info llrt_image;
/* Of the mappings that what is cold is cut into (image_restore.c). */
enum { LLRT_COLD_MAPPING = 128 << 10 };
enum { LLRT_PROFILE_PAGES = 1, LLRT_PROFILE_BLOCKS = 2 };   /* of `profile` */

extern char llrt_data_start[], llrt_data_end[], llrt_bss_start[], llrt_bss_end[], llrt_image_place[];

/* Of the segment in memory: the shadow of .bss, the delta, the region, whose end the file does not have when it is zero. */
static inline uint64_t llrt_image_size(const llrt_image_info *info)
{
    return info->region + info->region_size - info->bss_shadow;
}

static inline size_t llrt_image_round(size_t size)
{
    return (size + LLRT_IMAGE_ALIGN - 1) & ~(size_t)(LLRT_IMAGE_ALIGN - 1);
}

/* The boot heap. */
void llrt_region_open(uintptr_t base);
void llrt_image_take_objects(void);     /* CPython's objects come from it, too */
void llrt_image_leave_objects(void);    /* no longer */

/* Its blocks (image_places.c). */
#define LLRT_GRAIN 8
#define LLRT_SMALL 1024                 /* up to here blocks differ in kind by their size */
void llrt_places_path(const char *target);
void llrt_places_open(char *start);
void llrt_places_close(void);
void *llrt_place(size_t alignment, size_t size);    /* a block, whose size is a multiple of the grain; NULL: no room */
size_t llrt_placed_size(const void *p);
void llrt_forget(void *p);              /* it is freed, and zero */
size_t llrt_region_used(void);
void llrt_places_write(const char *kind, const char *from, size_t size);     /* a file of the build: path.kind */

/* LLRT_DUMP_IMAGE is "base:seed:path" (numbers in hexadecimal), set by binary.py; an executable that has an image ignores it. */
void llrt_image_begin_dump(void);
void llrt_image_dump(void);             /* does not return when there is one to be made */
void llrt_image_count_threads(void);    /* those that run before anything of ours does */
int llrt_image_is_clean(void);          /* 0: what is open has been printed */

size_t llrt_image_delta_make(const char *from, const char *to, size_t size, unsigned char *out);
void llrt_image_delta_apply(char *data, const unsigned char *delta, size_t length);

void llrt_refuse_early(void);           /* refuse.c */
void llrt_refuse_unreadable(void);
void llrt_image_profile(void);
void llrt_image_copy(enum llrt_pages kind);    /* what programs of a kind touch besides what every start does */

#ifdef Py_PYTHON_H
void llrt_image_configure(PyConfig *config);
PyThreadState *llrt_image_thread_state(void);
PyObject *llrt_build_info(PyObject *self, PyObject *unused);
#endif

#endif
