/* Is the process fit to be saved? One thread, no descriptor above 2, no memory that the image would point to and not hold.
 * Prints what is wrong. Not here: what Python and JavaScript have open (start.py asks them). */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "image.h"

#define MAX_FOREIGN 64
typedef struct range {
    uintptr_t start, end;
    char name[64];
} range;

static int first_threads = 1;       /* an emulator has some of its own */

static int count_threads(void)
{
    DIR *dir = opendir("/proc/self/task");
    struct dirent *entry;
    int threads = 0;

    if (!dir)
        return first_threads;
    while ((entry = readdir(dir)))
        threads += entry->d_name[0] != '.';
    closedir(dir);
    return threads;
}

void llrt_image_count_threads(void)
{
    first_threads = count_threads();
}

static int one_thread(void)
{
    int more = count_threads() - first_threads;
    if (more)
        fprintf(stderr, "llrt: image: %d threads run\n", 1 + more);
    return more == 0;
}

static int no_descriptors(void)
{
    DIR *dir = opendir("/proc/self/fd");
    struct dirent *entry;
    int clean = 1;

    while (dir && (entry = readdir(dir))) {
        char name[256] = "?";
        int fd = atoi(entry->d_name);
        if (entry->d_name[0] == '.' || fd <= 2 || fd == dirfd(dir))
            continue;
        if (readlinkat(dirfd(dir), entry->d_name, name, sizeof name - 1) < 0)
            name[0] = 0;
        fprintf(stderr, "llrt: image: descriptor %d is open: %s\n", fd, name);
        clean = 0;
    }
    if (dir)
        closedir(dir);
    return clean;
}

/* Memory the image does not hold: libc's heap and mappings that are neither ours, the stack nor the kernel's. */
static int foreign_ranges(range *out)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    int count = 0;

    while (maps && count < MAX_FOREIGN && fgets(line, sizeof line, maps)) {
        unsigned long start, end;
        char *name = strchr(line, '[');
        if (sscanf(line, "%lx-%lx", &start, &end) != 2)
            continue;
        if (strchr(line, '/') || (name && strncmp(name, "[heap", 5) != 0) || strstr(line, " ---p "))
            continue;       /* numbers that happen to look like addresses of a guard page are not pointers */
        if (start - llrt_image.region < LLRT_REGION_CAPACITY || (!name && end <= llrt_image.region && start < (1ul << 28)))
            continue;
        out[count].start = start;
        out[count].end = end;
        snprintf(out[count].name, sizeof out->name, "%s", name ? "libc's heap" : "a mapping");
        count++;
    }
    if (maps)
        fclose(maps);
    return count;
}

static int scan(const char *what, const char *from, size_t size, const range *foreign, int count)
{
    int found = 0;
    for (const uintptr_t *word = (const uintptr_t *)from; (const char *)word < from + size; word++)
        for (int i = 0; i < count; i++)
            if (*word >= foreign[i].start && *word < foreign[i].end && found++ < 20)
                fprintf(stderr, "llrt: image: %s: %p points to %#lx in %s\n", what, (const void *)word, (unsigned long)*word, foreign[i].name);
    return found == 0;
}

int llrt_image_is_clean(void)
{
    range foreign[MAX_FOREIGN];
    int count, clean = one_thread();

    clean &= no_descriptors();
    count = foreign_ranges(foreign);
    clean &= scan("heap", (char *)llrt_image.region, llrt_region_used() & ~7ul, foreign, count);
    clean &= scan(".data", llrt_data_start, (size_t)(llrt_data_end - llrt_data_start), foreign, count);
    clean &= scan(".bss", llrt_bss_start, (size_t)(llrt_bss_end - llrt_bss_start), foreign, count);
    return clean;
}
