/* Substring search in linear time: String.prototype.indexOf and friends took 90 s on 1 MiB of crafted text. A plain scan
 * while that goes well, else the Two-Way algorithm (Crochemore and Perrin, 1991), which needs no memory. Included by the
 * edited quickjs.c before string_indexof. */
#ifndef LLRT_ENGINE_SEARCH_H
#define LLRT_ENGINE_SEARCH_H

/* Position before the maximal suffix of `needle` in one of the two orders, and its period. */
static int two_way_suffix(JSString *needle, bool reversed, int *period)
{
    int best = -1, at = 0, k = 1, p = 1;

    while (at + k < (int)needle->len) {
        int a = string_get(needle, at + k), b = string_get(needle, best + k);
        if (reversed ? b < a : a < b) {
            at += k;
            k = 1;
            p = at - best;
        } else if (a == b) {
            if (k != p) {
                k++;
            } else {
                at += p;
                k = 1;
            }
        } else {
            best = at++;
            k = p = 1;
        }
    }
    *period = p;
    return best;
}

static int two_way_search(JSString *hay, JSString *needle, int from)
{
    int n = hay->len, m = needle->len, p, q, memory = -1, i;
    int forward = two_way_suffix(needle, false, &p), backward = two_way_suffix(needle, true, &q);
    int middle = max_int(forward, backward), period = forward > backward ? p : q;
    bool periodic = true;

    for (i = 0; i <= middle && periodic; i++)
        periodic = i + period < m && string_get(needle, i) == string_get(needle, i + period);
    if (!periodic)
        period = max_int(middle + 1, m - middle - 1) + 1;
    while (from <= n - m) {
        i = max_int(middle, memory) + 1;
        while (i < m && string_get(needle, i) == string_get(hay, i + from))
            i++;
        if (i < m) {
            from += i - middle;
            memory = -1;
            continue;
        }
        i = middle;
        while (i > memory && string_get(needle, i) == string_get(hay, i + from))
            i--;
        if (i <= memory)
            return from;
        from += period;
        memory = periodic ? m - period - 1 : -1;
    }
    return -1;
}

/* First position of `needle` in `hay` at or after `from`, or -1. */
static int llrt_string_search(JSString *hay, JSString *needle, int from)
{
    int n = hay->len, m = needle->len;
    int64_t budget = 4096 + 4 * (int64_t)(n - from);
    const uint8_t *found;

    if (m == 0)
        return from;
    if (m > n - from)
        return -1;
    if (!hay->is_wide_char && !needle->is_wide_char) {
        found = memmem(str8(hay) + from, n - from, str8(needle), m);    /* linear in glibc and musl */
        return found ? (int)(found - str8(hay)) : -1;
    }
    for (; from <= n - m; from++) {
        int i = 0;
        while (i < m && string_get(hay, from + i) == string_get(needle, i))
            i++;
        if (i == m)
            return from;
        budget -= i;
        if (budget < 0)
            return two_way_search(hay, needle, from + 1);
    }
    return -1;
}

#endif
