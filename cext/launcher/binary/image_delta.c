/* .data of the executable in the file is the image's; this is how a process that boots in the ordinary way gets back what was
 * linked. A delta is a row of (units to skip, units to copy), a byte each, and the units. The two differ in a tenth of their units:
 * reference counts, most of them. */
#include <string.h>

#include "image.h"

#define UNIT sizeof(uint32_t)
#define MOST 255

static int same(const char *a, const char *b, size_t at)
{
    return memcmp(a + at, b + at, UNIT) == 0;
}

/* Writes what turns `from` into `to`; `out` has room for the worst case, twice `size`. Returns its length. */
size_t llrt_image_delta_make(const char *from, const char *to, size_t size, unsigned char *out)
{
    unsigned char *end = out;
    for (size_t at = 0; at < size;) {
        size_t skip = 0, count = 0, start;
        for (; at < size && skip < MOST && same(from, to, at); at += UNIT)
            skip++;
        for (start = at; at < size && count < MOST && !same(from, to, at); at += UNIT)
            count++;
        *end++ = (unsigned char)skip;
        *end++ = (unsigned char)count;
        memcpy(end, to + start, count * UNIT);
        end += count * UNIT;
    }
    return (size_t)(end - out);
}

void llrt_image_delta_apply(char *data, const unsigned char *delta, size_t length)
{
    for (const unsigned char *end = delta + length; delta < end;) {
        size_t count = delta[1] * UNIT;
        data += *delta * UNIT;
        memcpy(data, delta + 2, count);
        data += count;
        delta += 2 + count;
    }
}
