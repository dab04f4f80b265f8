/* Where in the region a block goes while an image is made: what a start touches lies together, in areas of its own, so that a
 * process copies few pages. Which blocks those are was found out with an image made before (image_places.py): a boot takes
 * the same memory in the same order, but for a few blocks more or less, which are the reason for find_again().
 * LLRT_DUMP_IMAGE's path with ".places" is the list, if it exists; the path with ".blocks" gets one of this boot's blocks,
 * and that with ".modules" the names of the Python modules. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "image.h"

/* Of hello.js, Lambda besides, a client over HTTPS besides, the AWS SDK besides, a bundle's imports, the names that it looks for and
 * those that it may find; what nobody touches; unknown blocks; what is freed before the end, small blocks and then large ones: the image
 * ends where the last block that lives does. */
enum { AREAS = 11, COLD = AREAS - 4, UNKNOWN, FREED = AREAS - 1 };
/* Lists of freed blocks: by size, up to LLRT_SMALL; larger ones are in one. */
enum { MAXIMUM = 1 << 22, COMPARED = 24, DISTANCE = 200, LISTS = LLRT_SMALL / LLRT_GRAIN + 2, LARGE = LISTS - 1 };
/* Kinds of blocks: small ones differ by size, larger ones by what a byte has left for it. One that lives, taken for another that is freed
 * before the end, would have all of the freed memory in the image. */
enum { LARGE_KINDS = 256 - LARGE };

typedef struct area {
    char *top, *end;
    uint32_t freed[LISTS];              /* by size: the first of a list, by its unit and counted from 1 */
} area;

/* In the list of blocks: one that was taken; at address 0: it was freed. */
typedef struct record {
    uint32_t size, alignment;
    uint64_t address;
} record;

/* What is known of the block that begins at these bytes of the region, a grain. */
typedef struct unit {
    uint32_t record;                    /* of one that lives, counted from 1 */
    uint32_t size;
    uint32_t next;                      /* in the list of freed ones */
} unit;

/* The list of places: this, the kind of each block, the area of each. */
typedef struct places {
    uint64_t sizes[AREAS];              /* bytes each area needs */
    uint64_t count;
    unsigned char kinds[];
} places;

static area areas[AREAS];
static places *wanted;
static size_t wanted_size;
static size_t next;                     /* in that list */
static unsigned char *kinds;            /* of this boot's blocks */
static record *records;
static unit *units;
static size_t count;
static size_t used;
static char path[4096];

static void die(const char *what)
{
    fprintf(stderr, "llrt: image: %s\n", what);
    _exit(70);
}

void llrt_places_path(const char *target)
{
    snprintf(path, sizeof path, "%s", target);
}

/* Outside of the region. */
static void *map(int fd, size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE | (fd < 0 ? MAP_ANONYMOUS : 0), fd, 0);
    if (p == MAP_FAILED)
        die("out of memory");
    return p;
}

static void read_places(void)
{
    char name[sizeof path + 8];
    struct stat st;
    int fd;

    snprintf(name, sizeof name, "%s.places", path);
    fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fstat(fd, &st) || (size_t)st.st_size < sizeof(places))
        die("the list of places is damaged");
    wanted_size = (size_t)st.st_size;
    wanted = map(fd, wanted_size);
    close(fd);
    if (wanted->count > MAXIMUM || wanted_size != sizeof(places) + 2 * wanted->count)
        die("the list of places is damaged");
}

void llrt_places_open(char *start)
{
    char *end = start + LLRT_REGION_CAPACITY;

    read_places();
    kinds = map(-1, MAXIMUM);
    records = map(-1, MAXIMUM * sizeof(record));
    units = map(-1, LLRT_REGION_CAPACITY / LLRT_GRAIN * sizeof(unit));
    for (int i = 0; i < AREAS; i++) {
        areas[i].top = start;
        areas[i].end = !wanted || i == FREED ? end : start + wanted->sizes[i];
        if (areas[i].end > end)
            die("the boot heap is full; LLRT_REGION_CAPACITY in image.h bounds it");
        start = wanted ? areas[i].end : start;
    }
    llrt_image.cold = wanted ? (uint64_t)areas[COLD - 1].end : 0;
}

/* The last blocks of this boot are those before `at` in the list. */
static int is_here(size_t at)
{
    return at <= wanted->count && at >= COMPARED && memcmp(wanted->kinds + at - COMPARED, kinds + count - COMPARED, COMPARED) == 0;
}

/* This boot took a block more or less than the other: `next` is moved to where both are alike again. Over a whole boot it is a few dozen, so
 * the place that is nearest to this one in number is it: of those that only look alike others would be nearer to `next`. */
static void find_again(void)
{
    for (size_t distance = 0; count >= COMPARED && distance < DISTANCE; distance++) {
        if (is_here(count + distance)) {
            next = count + distance;
            return;
        }
        if (count > distance && is_here(count - distance)) {
            next = count - distance;
            return;
        }
    }
}

static size_t list_of(size_t size)
{
    return size <= LLRT_SMALL ? size / LLRT_GRAIN : LARGE;
}

static unsigned char kind_of(size_t size)
{
    return (unsigned char)(size <= LLRT_SMALL ? size / LLRT_GRAIN : LARGE + size / LLRT_GRAIN % LARGE_KINDS);
}

/* The area of the next block. Without a list all is in the last. */
static int choose(unsigned char kind)
{
    int chosen = UNKNOWN;

    if (count == MAXIMUM)
        die("too many blocks");
    if (!wanted)
        return FREED;
    if (next < wanted->count && wanted->kinds[next] == kind && wanted->kinds[wanted->count + next] < AREAS)
        chosen = wanted->kinds[wanted->count + next];
    next++;
    return chosen;
}

static uint32_t unit_of(const void *p)
{
    return (uint32_t)(((uintptr_t)p - llrt_image.region) / LLRT_GRAIN);
}

static char *address_of(uint32_t unit)
{
    return (char *)llrt_image.region + (size_t)unit * LLRT_GRAIN;
}

static void keep(area *area, uint32_t at, size_t size)
{
    uint32_t *list = &area->freed[list_of(size)];

    units[at] = (unit){0, (uint32_t)size, *list};
    *list = at + 1;
}

/* The first of a list that is large and aligned enough. */
static void *first_of(area *area, uint32_t *link, size_t alignment, size_t size)
{
    for (; *link; link = &units[*link - 1].next) {
        uint32_t at = *link - 1;
        if (units[at].size < size || (uintptr_t)address_of(at) % alignment)
            continue;
        *link = units[at].next;
        if (units[at].size > size)
            keep(area, at + (uint32_t)(size / LLRT_GRAIN), units[at].size - size);
        return address_of(at);
    }
    return NULL;
}

/* A freed block of this size, or the beginning of a large one: holes would make the image larger. */
static void *reuse(area *area, size_t alignment, size_t size)
{
    void *found = first_of(area, &area->freed[list_of(size)], alignment, size);

    return found || size > LLRT_SMALL ? found : first_of(area, &area->freed[LARGE], alignment, size);
}

static void *grow(area *area, size_t alignment, size_t size)
{
    uintptr_t start = ((uintptr_t)area->top + alignment - 1) & ~(uintptr_t)(alignment - 1);

    if (start + size > (uintptr_t)area->end)
        return NULL;
    area->top = (char *)start + size;
    return (void *)start;
}

void *llrt_place(size_t alignment, size_t size)
{
    unsigned char kind = kind_of(size);
    void *p = NULL;

    if (!units)         /* all that is saved has been made */
        return grow(&areas[FREED], alignment, size);
    for (int i = choose(kind); i < AREAS && !p; i++) {
        p = reuse(&areas[i], alignment, size);
        if (!p)
            p = grow(&areas[i], alignment, size);
    }
    if (!p)
        return NULL;
    kinds[count] = kind;
    records[count++] = (record){(uint32_t)size, (uint32_t)alignment, (uintptr_t)p};
    units[unit_of(p)] = (unit){(uint32_t)count, (uint32_t)size, 0};
    if (wanted && count >= COMPARED && !is_here(next))
        find_again();
    return p;
}

/* Unknown when the image has been made: at most up to the region's end. */
size_t llrt_placed_size(const void *p)
{
    return units ? units[unit_of(p)].size : (size_t)(llrt_image.region + llrt_image.region_size - (uintptr_t)p);
}

/* Freed memory is zeroed: the image packs well, and calloc() can rely on it. */
void llrt_forget(void *p)
{
    uint32_t at = unit_of(p);
    int i = 0;

    if (!units)
        return;
    memset(p, 0, units[at].size);
    records[units[at].record - 1].address = 0;
    while (i < FREED && (char *)p >= areas[i].end)
        i++;
    keep(&areas[wanted ? i : FREED], at, units[at].size);
}

/* For the engine: whether this lies where nobody comes. Without a list nothing does. */
int llrt_places_is_cold(const void *p)
{
    return wanted && (char *)p >= areas[COLD - 1].end && (char *)p < areas[COLD].end;
}

/* Up to the end of the last block that lives. */
size_t llrt_region_used(void)
{
    return used;
}

void llrt_places_write(const char *kind, const char *from, size_t size)
{
    char name[sizeof path + 16];
    int fd;

    snprintf(name, sizeof name, "%s.%s", path, kind);
    fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    while (size) {
        ssize_t n = write(fd, from, size);
        if (n <= 0)
            die("cannot write what is known of the image");
        from += n;
        size -= (size_t)n;
    }
    close(fd);
}

/* What is known of blocks is no part of the image. */
void llrt_places_close(void)
{
    llrt_places_write("blocks", (const char *)records, count * sizeof(record));
    for (size_t i = 0; i < count; i++)
        if (records[i].address && records[i].address + records[i].size - llrt_image.region > used)
            used = records[i].address + records[i].size - llrt_image.region;
    if (wanted)
        munmap(wanted, wanted_size);
    munmap(kinds, MAXIMUM);
    munmap(records, MAXIMUM * sizeof(record));
    munmap(units, LLRT_REGION_CAPACITY / LLRT_GRAIN * sizeof(unit));
    wanted = NULL;
    kinds = NULL;
    records = NULL;
    units = NULL;
    memset(path, 0, sizeof path);
}
