/* What a zone is called in English, for Date.prototype.toString: gen_zone_words.py's table. All other names are Intl's. */
#include <string.h>

#include "zone.h"

const char *llrt_zone_words_of(const llrt_zone *zone, bool daylight)
{
    uint32_t low = 0, high = zone_entry_count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int order = strcmp(zone_names + zone_entries[middle].name, zone->name);
        if (order == 0)
            return zone_words_text + zone_words[middle][daylight];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return strcmp(zone->name, "UTC") == 0 ? "Coordinated Universal Time" : "";
}
