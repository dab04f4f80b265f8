/* What a zone is made of. Private to this folder; the interface is timezone.h. */
#ifndef LLRT_ZONE_H
#define LLRT_ZONE_H

#include "timezone.h"

#define ZONE_MAX_OFFSET (26 * 3600)     /* real ones are at most 15:13:42 from UTC, rule strings allow 24:59:59 */
#define ZONE_NAME_SIZE 48

/* A day of every year and a time of it: M3.5.0/2, J60, 59. */
typedef struct zone_rule_date {
    char form;              /* 'M', 'J', or 0 for a plain number of days */
    uint8_t month, week;
    uint16_t day;
    int32_t time;
} zone_rule_date;

typedef struct zone_rule {
    int32_t standard, daylight;     /* offsets */
    bool has_daylight;
    zone_rule_date start, end;
} zone_rule;

typedef struct zone_kind {
    int32_t offset;
    bool daylight;
} zone_kind;

struct llrt_zone {
    uint32_t users;         /* guarded by timezone.c's lock */
    uint32_t count;         /* of changes; before the first kinds[0] holds */
    bool has_rule;          /* after the last change; without one that change's kind stays */
    zone_rule rule;
    char name[ZONE_NAME_SIZE];
    int64_t *starts;        /* ascending; these three are in the same allocation */
    zone_kind *kinds;
    uint8_t *kind_of;       /* of each change, an index of kinds */
};

llrt_zone *zone_new(uint32_t count, uint32_t kinds);

/* NULL: there is none of this name, it is not such a file or rule, or no memory. */
llrt_zone *zone_from_table(const char *name);
llrt_zone *zone_from_file(const char *path);
llrt_zone *zone_from_rule(const char *text);
llrt_zone *zone_from_tzif(const uint8_t *data, size_t size);

/* A POSIX rule such as CET-1CEST,M3.5.0,M10.5.0/3, all of `text`. */
bool zone_rule_parse(const char *text, zone_rule *out);
void zone_rule_at(const zone_rule *rule, int64_t seconds, llrt_span *out);

/* Written by gen_zones.py: names in order, each with its place in the data. */
typedef struct zone_entry {
    uint16_t name;          /* in zone_names */
    uint32_t data;          /* in zone_data */
} zone_entry;
extern const char zone_names[];
extern const zone_entry zone_entries[];
extern const uint32_t zone_entry_count;
extern const uint8_t zone_data[];

/* Written by gen_zone_words.py, in the order of the entries: places in the text, of standard and of daylight time. */
extern const char zone_words_text[];
extern const uint16_t zone_words[][2];

#endif
