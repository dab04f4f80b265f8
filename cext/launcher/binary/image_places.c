/* Where in the region a block goes while an image is made: what a start touches lies together, in areas of its own, so that a
 * process copies few pages. Which blocks those are was found out with an image made before (image_places.py): a boot takes
 * the same memory in the same order, but for a few blocks more or less, which are the reason for find_again().
 * LLRT_DUMP_IMAGE's path with ".places" is the list, if it exists; the path with ".blocks" gets one of this boot's blocks. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "image.h"

/* Blocks differ in size, up to LLRT_SMALL; larger ones are one kind. */
enum { MAXIMUM = 1 << 22, COMPARED = 24, DISTANCE = 200 };

/* In the list of blocks: one that was taken; at address 0: it was freed. */
typedef struct record {
    uint64_t kind;
    uint64_t address;
} record;

/* The list of places: this, the kind of each block, the area of each. */
typedef struct places {
    uint64_t sizes[LLRT_AREAS];         /* bytes each area needs */
    uint64_t count;
    unsigned char kinds[];
} places;

static llrt_area areas[LLRT_AREAS];
static places *wanted;
static size_t wanted_size;
static size_t next;                     /* in that list */
static unsigned char *kinds;            /* of this boot's blocks */
static record *records;
static uint32_t *record_of;             /* of each 16 bytes of the region: the last record, counted from 1 */
static size_t count;
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
    record_of = map(-1, LLRT_REGION_CAPACITY / 16 * sizeof *record_of);
    for (int i = 0; i < LLRT_AREAS; i++) {
        areas[i].top = start;
        areas[i].end = !wanted || i == LLRT_AREAS - 1 ? end : start + wanted->sizes[i];
        if (areas[i].end > end)
            die("the boot heap is full; LLRT_REGION_CAPACITY in image.h bounds it");
        areas[i].next = i < LLRT_AREAS - 1 ? &areas[i + 1] : NULL;
        start = wanted ? areas[i].end : start;
    }
}

/* The last blocks of this boot are those before `at` in the list. */
static int is_here(size_t at)
{
    return at <= wanted->count && at >= COMPARED && memcmp(wanted->kinds + at - COMPARED, kinds + count - COMPARED, COMPARED) == 0;
}

/* This boot took a block more or less than the other: `next` is moved to where both are alike again. */
static void find_again(void)
{
    for (size_t distance = 1; count >= COMPARED && distance < DISTANCE; distance++) {
        if (is_here(next + distance)) {
            next += distance;
            return;
        }
        if (next > distance && is_here(next - distance)) {
            next -= distance;
            return;
        }
    }
}

/* Without a list all is in the last. */
llrt_area *llrt_place(size_t size)
{
    llrt_area *area = &areas[LLRT_AREAS - 1];
    unsigned char kind = size <= LLRT_SMALL ? (unsigned char)(size / 16) : LLRT_SMALL / 16;

    if (!kinds)
        return area;
    if (count == MAXIMUM)
        die("too many blocks");
    if (wanted && next < wanted->count && wanted->kinds[next] == kind && wanted->kinds[wanted->count + next] < LLRT_AREAS)
        area = &areas[wanted->kinds[wanted->count + next]];
    kinds[count++] = kind;
    next++;
    if (wanted && count >= COMPARED && !is_here(next))
        find_again();
    return area;
}

void llrt_placed(void *p)
{
    if (!records)
        return;
    records[count - 1] = (record){kinds[count - 1], (uintptr_t)p};
    record_of[((uintptr_t)p - llrt_image.region) / 16] = (uint32_t)count;
}

void llrt_forget(void *p)
{
    if (records)
        records[record_of[((uintptr_t)p - llrt_image.region) / 16] - 1].address = 0;
}

llrt_area *llrt_area_of(const void *p)
{
    int i = 0;
    while (wanted && i < LLRT_AREAS - 1 && (const char *)p >= areas[i].end)
        i++;
    return &areas[wanted ? i : LLRT_AREAS - 1];
}

size_t llrt_region_used(void)
{
    return (size_t)(areas[LLRT_AREAS - 1].top - (char *)llrt_image.region);
}

static void write_blocks(void)
{
    char name[sizeof path + 8];
    const char *from = (const char *)records;
    size_t size = count * sizeof(record);
    int fd;

    snprintf(name, sizeof name, "%s.blocks", path);
    fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    while (size) {
        ssize_t n = write(fd, from, size);
        if (n <= 0)
            die("cannot write the list of blocks");
        from += n;
        size -= (size_t)n;
    }
    close(fd);
}

/* What is known of blocks is no part of the image. */
void llrt_places_close(void)
{
    write_blocks();
    if (wanted)
        munmap(wanted, wanted_size);
    munmap(kinds, MAXIMUM);
    munmap(records, MAXIMUM * sizeof(record));
    munmap(record_of, LLRT_REGION_CAPACITY / 16 * sizeof *record_of);
    wanted = NULL;
    kinds = NULL;
    records = NULL;
    record_of = NULL;
    memset(path, 0, sizeof path);
}
