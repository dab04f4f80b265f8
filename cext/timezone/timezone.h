/* Local time without the C library: which offset from UTC holds when, from zone data of our own (gen_zones.py), so that both
 * forms of the runtime answer alike on every machine. Seconds since 1970 everywhere. Not here: dates (quickjs.c), names of
 * zones in English. https://datatracker.ietf.org/doc/html/rfc8536 */
#ifndef LLRT_TIMEZONE_H
#define LLRT_TIMEZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct llrt_zone llrt_zone;

/* Between `from` (inclusive) and `to` (exclusive) local time is UTC + offset. */
typedef struct llrt_span {
    int64_t from, to;
    int32_t offset;
    bool daylight;
} llrt_span;

/* Reads TZ of the environment again. Call it where the environment cannot change at the same time (in Python: with the GIL).
 * `forget`: also when it is what it was, because /etc/localtime may be another process's. Any number of threads goes on. */
void llrt_timezone_read(bool forget);
/* Changes whenever the zone may have. */
uint32_t llrt_timezone_generation(void);
/* The zone that holds now, found at the first call after a change: UTC when nothing can be found. Never NULL; release it. */
llrt_zone *llrt_timezone_acquire(uint32_t *generation);
void llrt_timezone_release(llrt_zone *zone);

/* Any zone of the table by its name, letter by letter; NULL if there is none. Release it. */
llrt_zone *llrt_timezone_open(const char *name);
/* All names of the table with newlines between them, malloc()ed; NULL without memory. */
char *llrt_timezone_names(size_t *length);

/* "Central European Summer Time", in UTF-8; "" for none. */
const char *llrt_zone_words_of(const llrt_zone *zone, bool daylight);
/* "Europe/Berlin"; "" when the zone has none: a rule, a file. */
const char *llrt_zone_name(const llrt_zone *zone);
void llrt_zone_at(const llrt_zone *zone, int64_t seconds, llrt_span *out);
/* The same by local time, `from` and `to` too. What is skipped or comes twice is read with the offset before the change. */
void llrt_zone_at_local(const llrt_zone *zone, int64_t local, llrt_span *out);

#endif
