/* Finds the span of a zone that holds at a moment, by UTC and by local time. */
#include "zone.h"

static void explicit_span(const llrt_zone *zone, uint32_t next, llrt_span *out)
{
    const zone_kind *kind = &zone->kinds[next ? zone->kind_of[next - 1] : 0];

    out->from = next ? zone->starts[next - 1] : INT64_MIN;
    out->to = next < zone->count ? zone->starts[next] : INT64_MAX;
    out->offset = kind->offset;
    out->daylight = kind->daylight;
}

void llrt_zone_at(const llrt_zone *zone, int64_t seconds, llrt_span *out)
{
    uint32_t low = 0, high = zone->count;   /* how many changes have been */

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (zone->starts[middle] <= seconds)
            low = middle + 1;
        else
            high = middle;
    }
    if (!zone->has_rule || low < zone->count) {
        explicit_span(zone, low, out);
        return;
    }
    zone_rule_at(&zone->rule, seconds, out);
    if (zone->count && out->from < zone->starts[zone->count - 1])
        out->from = zone->starts[zone->count - 1];
}

/* The local time from which the span after `before` holds: its own beginning or, when clocks are put back, the end of what
 * comes twice. */
static int64_t local_start(const llrt_span *before, const llrt_span *after)
{
    return after->from + (before->offset > after->offset ? before->offset : after->offset);
}

void llrt_zone_at_local(const llrt_zone *zone, int64_t local, llrt_span *out)
{
    llrt_span span, next;
    int64_t from = INT64_MIN, to = INT64_MAX;

    llrt_zone_at(zone, local - ZONE_MAX_OFFSET, &span);
    if (span.from != INT64_MIN) {
        llrt_span before;
        llrt_zone_at(zone, span.from - 1, &before);
        from = local_start(&before, &span);
    }
    while (span.to != INT64_MAX) {
        llrt_zone_at(zone, span.to, &next);
        to = local_start(&span, &next);
        if (local < to)
            break;
        from = to;
        to = INT64_MAX;
        span = next;
    }
    *out = (llrt_span){from, to, span.offset, span.daylight};
}
