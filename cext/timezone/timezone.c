/* The zone of this process: what TZ says, else /etc/localtime, else UTC. Found when first asked for, shared by all threads,
 * freed when the last one has turned to another. */
#include "timezone.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "zone.h"

#define LOCALTIME "/etc/localtime"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;    /* of all below and of every zone's `users` */
static char *wanted;                /* TZ as it was last read; NULL: not set */
static llrt_zone *current;          /* NULL: to be found */
static uint32_t generation = 1;

static zone_kind utc_kind;
static llrt_zone utc = {.kinds = &utc_kind, .name = "UTC"};         /* never freed */
static llrt_zone nameless_utc = {.kinds = &utc_kind};               /* TZ means nothing */

/* Callers hold the lock. */
static void drop(llrt_zone *zone)
{
    if (zone && --zone->users == 0 && zone != &utc && zone != &nameless_utc)
        free(zone);
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

void llrt_timezone_read(bool forget)
{
    const char *value = getenv("TZ");

    pthread_mutex_lock(&lock);
    if (forget || !same(value, wanted)) {
        free(wanted);
        wanted = value ? strdup(value) : NULL;
        drop(current);
        current = NULL;
        __atomic_add_fetch(&generation, 1, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&lock);
}

uint32_t llrt_timezone_generation(void)
{
    return __atomic_load_n(&generation, __ATOMIC_ACQUIRE);
}

/* ---- Finding it --------------------------------------------------------------------------------------------------------- */

/* A file that is one of the system's zones is taken from our table: the same on every machine, and it has a name. */
static llrt_zone *from_path(const char *path)
{
    static const char folder[] = "/zoneinfo/";
    char real[PATH_MAX];
    const char *tail = strstr(realpath(path, real) ? real : path, folder);
    llrt_zone *zone = NULL;

    if (tail) {
        tail += sizeof folder - 1;
        if (strncmp(tail, "posix/", 6) == 0)
            tail += 6;
        zone = zone_from_table(tail);
    }
    return zone ? zone : zone_from_file(path);
}

static llrt_zone *from_text(const char *text)
{
    llrt_zone *zone;

    if (*text == ':')
        text++;
    if (*text == '/')
        return from_path(text);
    if (strncmp(text, "posix/", 6) == 0 || strncmp(text, "right/", 6) == 0)
        text += 6;
    zone = zone_from_table(text);
    return zone ? zone : zone_from_rule(text);
}

static llrt_zone *find(void)
{
    llrt_zone *zone = wanted ? from_text(wanted) : from_path(LOCALTIME);
    return zone ? zone : wanted ? &nameless_utc : &utc;
}

llrt_zone *llrt_timezone_acquire(uint32_t *of_generation)
{
    llrt_zone *zone;

    pthread_mutex_lock(&lock);
    if (!current) {
        current = find();
        current->users++;
    }
    zone = current;
    zone->users++;
    *of_generation = generation;
    pthread_mutex_unlock(&lock);
    return zone;
}

void llrt_timezone_release(llrt_zone *zone)
{
    pthread_mutex_lock(&lock);
    drop(zone);
    pthread_mutex_unlock(&lock);
}

llrt_zone *llrt_timezone_open(const char *name)
{
    llrt_zone *zone = zone_from_table(name);

    if (zone)
        zone->users = 1;
    return zone;
}

char *llrt_timezone_names(size_t *length)
{
    const char *last = zone_names + zone_entries[zone_entry_count - 1].name;
    size_t size = (size_t)(last - zone_names) + strlen(last);
    char *copy = malloc(size);

    if (!copy)
        return NULL;
    *length = size;
    for (size_t i = 0; i < size; i++)
        copy[i] = zone_names[i] ? zone_names[i] : '\n';
    return copy;
}

const char *llrt_zone_name(const llrt_zone *zone)
{
    return zone->name;
}
