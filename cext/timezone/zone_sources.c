/* Where zones come from: our table, files of the machine (TZif, RFC 8536), rules. All of them are read into one form. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zone.h"

#define MAX_FILE (1 << 20)
#define MAX_RULE 256
#define FAR ((int64_t)1 << 60)      /* sums stay in 64 bits */

llrt_zone *zone_new(uint32_t count, uint32_t kinds)
{
    size_t size = sizeof(llrt_zone) + count * sizeof(int64_t) + kinds * sizeof(zone_kind) + count;
    llrt_zone *zone = calloc(1, size);

    if (!zone)
        return NULL;
    zone->count = count;
    zone->starts = (int64_t *)(zone + 1);
    zone->kinds = (zone_kind *)(zone->starts + count);
    zone->kind_of = (uint8_t *)(zone->kinds + kinds);
    return zone;
}

/* ---- The table ---------------------------------------------------------------------------------------------------------- */

static uint64_t read_varint(const uint8_t **p)
{
    uint64_t value = 0;
    int shift = 0;

    do
        value |= (uint64_t)(**p & 0x7f) << shift, shift += 7;
    while (*(*p)++ & 0x80);
    return value;
}

static int64_t unzigzag(uint64_t value)
{
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

/* As gen_zones.py's encode() writes it. */
static llrt_zone *decode(const uint8_t *p)
{
    uint32_t kinds = *p++, count = (uint32_t)read_varint(&p), i;
    llrt_zone *zone = zone_new(count, kinds);
    int64_t at = 0;

    if (!zone)
        return NULL;
    for (i = 0; i < kinds; i++) {
        uint64_t value = read_varint(&p);
        zone->kinds[i] = (zone_kind){(int32_t)unzigzag(value >> 1), value & 1};
    }
    for (i = 0; i < count; i++) {
        uint64_t value = read_varint(&p);
        at = i ? at + (int64_t)value : unzigzag(value);
        zone->starts[i] = at;
        zone->kind_of[i] = *p++;
    }
    zone->has_rule = *p && zone_rule_parse((const char *)p, &zone->rule);
    return zone;
}

llrt_zone *zone_from_table(const char *name)
{
    uint32_t low = 0, high = zone_entry_count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int order = strcmp(zone_names + zone_entries[middle].name, name);
        if (order == 0) {
            llrt_zone *zone = decode(zone_data + zone_entries[middle].data);
            if (zone)
                strncpy(zone->name, name, ZONE_NAME_SIZE - 1);
            return zone;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- Files -------------------------------------------------------------------------------------------------------------- */

static int64_t read_be(const uint8_t *p, int bytes)
{
    uint64_t value = p[0] & 0x80 ? ~(uint64_t)0 : 0;

    while (bytes--)
        value = value << 8 | *p++;
    return (int64_t)value;
}

/* One header and what its block holds. */
typedef struct tzif_block {
    size_t times, types, chars, size;   /* numbers; size of the block in bytes, its header too */
    int width;                          /* of a time */
} tzif_block;

static bool read_header(const uint8_t *data, size_t size, int width, tzif_block *out)
{
    uint64_t n[6], total = 44;

    if (size < 44 || memcmp(data, "TZif", 4) != 0)
        return false;
    for (int i = 0; i < 6; i++)
        n[i] = (uint32_t)read_be(data + 20 + 4 * i, 4);
    total += n[3] * (uint64_t)(width + 1) + n[4] * 6 + n[5] + n[2] * (uint64_t)(width + 4) + n[1] + n[0];
    *out = (tzif_block){(size_t)n[3], (size_t)n[4], (size_t)n[5], (size_t)total, width};
    return total <= size;
}

/* The last line: the rule after the last change. */
static void read_footer(llrt_zone *zone, const uint8_t *data, size_t size)
{
    char text[MAX_RULE];
    size_t length = 0;

    if (!size || data[0] != '\n')
        return;
    while (length + 1 < size && data[length + 1] != '\n' && length < MAX_RULE - 1) {
        text[length] = (char)data[length + 1];
        length++;
    }
    text[length] = 0;
    zone->has_rule = zone_rule_parse(text, &zone->rule);
}

static bool fill(llrt_zone *zone, const uint8_t *data, const tzif_block *block)
{
    const uint8_t *indices = data + 44 + block->times * (size_t)block->width, *types = indices + block->times;

    for (size_t i = 0; i < block->types; i++) {
        int64_t offset = read_be(types + 6 * i, 4);
        if (offset < -ZONE_MAX_OFFSET || offset > ZONE_MAX_OFFSET)
            return false;
        zone->kinds[i] = (zone_kind){(int32_t)offset, types[6 * i + 4] != 0};
    }
    for (size_t i = 0; i < block->times; i++) {
        zone->starts[i] = read_be(data + 44 + i * (size_t)block->width, block->width);
        zone->kind_of[i] = indices[i];
        if (zone->starts[i] < -FAR || zone->starts[i] > FAR || (i && zone->starts[i] <= zone->starts[i - 1]))
            return false;
        if (indices[i] >= block->types)
            return false;
    }
    return true;
}

llrt_zone *zone_from_tzif(const uint8_t *data, size_t size)
{
    tzif_block block;
    llrt_zone *zone;

    if (!read_header(data, size, 4, &block))
        return NULL;
    if (data[4] >= '2') {   /* the second block has 64-bit times */
        data += block.size;
        size -= block.size;
        if (!read_header(data, size, 8, &block))
            return NULL;
    }
    if (block.types == 0 || block.types > 256)
        return NULL;
    zone = zone_new((uint32_t)block.times, (uint32_t)block.types);
    if (zone && !fill(zone, data, &block)) {
        free(zone);
        return NULL;
    }
    if (zone && block.width == 8)
        read_footer(zone, data + block.size, size - block.size);
    return zone;
}

llrt_zone *zone_from_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    struct stat st;
    uint8_t *data = NULL;
    llrt_zone *zone = NULL;

    if (fd < 0)
        return NULL;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 44 && st.st_size <= MAX_FILE)
        data = malloc((size_t)st.st_size);
    if (data && read(fd, data, (size_t)st.st_size) == st.st_size)
        zone = zone_from_tzif(data, (size_t)st.st_size);
    free(data);
    close(fd);
    return zone;
}

llrt_zone *zone_from_rule(const char *text)
{
    zone_rule rule;
    llrt_zone *zone;

    if (!zone_rule_parse(text, &rule))
        return NULL;
    zone = zone_new(0, 1);
    if (zone) {
        zone->has_rule = true;
        zone->rule = rule;
    }
    return zone;
}
