/* Finding bytes in bytes, forwards and backwards, in elements of one byte or two. A direct comparison at each candidate
 * first; when that has cost more than a few passes over the input, Knuth-Morris-Pratt takes over, so that crafted input
 * never makes it quadratic. */
#include <stdlib.h>

#include "buffer.h"

#define PATIENCE 8      /* passes over the haystack that the direct search may cost */

typedef struct view {
    const uint8_t *p;
    size_t n;
    int wide;
    int forward;
} view;

/* Element i as seen in the direction of the search. Two-byte elements need not be aligned. */
static inline unsigned at(const view *v, size_t i) {
    if (!v->forward)
        i = v->n - 1 - i;
    if (!v->wide)
        return v->p[i];
    uint16_t unit;
    memcpy(&unit, v->p + 2 * i, 2);
    return unit;
}

static ptrdiff_t kmp(const view *hay, const view *needle, size_t start, const size_t *failure) {
    size_t matched = 0;
    for (size_t i = start; i < hay->n; i++) {
        unsigned unit = at(hay, i);
        while (matched && at(needle, matched) != unit)
            matched = failure[matched - 1];
        if (at(needle, matched) == unit)
            matched++;
        if (matched == needle->n)
            return (ptrdiff_t)(i + 1 - matched);
    }
    return -1;
}

static size_t *kmp_failure(const view *needle) {
    size_t *failure = malloc(needle->n * sizeof *failure);
    if (!failure)
        return NULL;
    failure[0] = 0;
    for (size_t i = 1, k = 0; i < needle->n; i++) {
        while (k && at(needle, i) != at(needle, k))
            k = failure[k - 1];
        if (at(needle, i) == at(needle, k))
            k++;
        failure[i] = k;
    }
    return failure;
}

/* The next candidate at or after i: where the first element of the needle stands. */
static size_t next_candidate(const view *hay, size_t i, size_t last, unsigned first) {
    if (!hay->wide && hay->forward) {
        const uint8_t *hit = memchr(hay->p + i, (int)first, last + 1 - i);
        return hit ? (size_t)(hit - hay->p) : last + 1;
    }
    while (i <= last && at(hay, i) != first)
        i++;
    return i;
}

/* Needs 1 <= needle->n and start + needle->n <= hay->n. Positions are in the direction of the search. */
static ptrdiff_t search(const view *hay, const view *needle, size_t start) {
    size_t last = hay->n - needle->n, cost = 0;
    unsigned first = at(needle, 0);
    for (size_t i = start; (i = next_candidate(hay, i, last, first)) <= last; i++) {
        size_t k = 1;
        while (k < needle->n && at(hay, i + k) == at(needle, k))
            k++;
        if (k == needle->n)
            return (ptrdiff_t)i;
        cost += k;
        if (cost / PATIENCE > hay->n) {
            size_t *failure = kmp_failure(needle);
            if (!failure) {     /* no memory for the table: slow, but right */
                cost = 0;
                continue;
            }
            ptrdiff_t found = kmp(hay, needle, i, failure);
            free(failure);
            return found;
        }
    }
    return -1;
}

/* Forward: the first match at or after `from`. Backward: the last match that starts at or before `from`. */
static ptrdiff_t search_view(view hay, view needle, size_t from) {
    if (needle.n > hay.n)
        return -1;
    size_t last = hay.n - needle.n;
    if (hay.forward) {
        if (from > last)
            return -1;
        return search(&hay, &needle, from);
    }
    if (from > last)
        from = last;
    ptrdiff_t found = search(&hay, &needle, last - from);
    return found < 0 ? -1 : (ptrdiff_t)(last - (size_t)found);
}

ptrdiff_t search8(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m, size_t from, int forward) {
    return search_view((view){hay, n, 0, forward}, (view){needle, m, 0, forward}, from);
}

ptrdiff_t search16(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m, size_t from, int forward) {
    return search_view((view){hay, n, 1, forward}, (view){needle, m, 1, forward}, from);
}
