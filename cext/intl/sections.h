/* The data of Intl, written by gen_data.py: each section deflated, with its size before and after. What is a table of numbers of
 * `stride` bytes has all first bytes first, then all second ones: it deflates to two thirds. */
#ifndef LLRT_INTL_SECTIONS_H
#define LLRT_INTL_SECTIONS_H

#include <stdint.h>

typedef struct intl_section {
    const char *name;       /* NULL behind the last */
    const uint8_t *packed;
    uint32_t packed_size, size, stride;
} intl_section;

extern const intl_section intl_sections[];

#endif
