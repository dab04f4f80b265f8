/* The canonical order of combining marks, for normalize(): stable and in linear time, where the engine sorts by insertion (a
 * mebibyte of marks took minutes). Included by the edited libunicode.c. */
#ifndef LLRT_ENGINE_MARKS_H
#define LLRT_ENGINE_MARKS_H

enum { MARK_BITS = 21, MARK_FEW = 24 };     /* a code point; above it, its combining class */

static void sort_few_marks(int *marks, int count)
{
    for (int i = 1; i < count; i++) {
        int mark = marks[i], j = i;
        for (; j > 0 && marks[j - 1] >> MARK_BITS > mark >> MARK_BITS; j--)
            marks[j] = marks[j - 1];
        marks[j] = mark;
    }
}

/* By counting classes. -1: no memory. */
static int sort_many_marks(int *marks, int count, void *opaque, DynBufReallocFunc *realloc_func)
{
    int *sorted = realloc_func(opaque, NULL, sizeof(int) * (size_t)count), place[257] = { 0 };

    if (!sorted)
        return -1;
    for (int i = 0; i < count; i++)
        place[(marks[i] >> MARK_BITS) + 1]++;
    for (int class = 1; class < 257; class++)
        place[class] += place[class - 1];
    for (int i = 0; i < count; i++)
        sorted[place[marks[i] >> MARK_BITS]++] = marks[i];
    memcpy(marks, sorted, sizeof(int) * (size_t)count);
    realloc_func(opaque, sorted, 0);
    return 0;
}

static int sort_marks(int *text, int length, void *opaque, DynBufReallocFunc *realloc_func)
{
    int start = 0, ret = 0;

    for (int i = 0; i <= length; i++) {
        int class = i < length && text[i] >= 0x300 ? unicode_get_cc(text[i]) : 0;
        if (class) {
            text[i] |= class << MARK_BITS;
            continue;
        }
        if (i - start <= MARK_FEW)
            sort_few_marks(text + start, i - start);
        else if (sort_many_marks(text + start, i - start, opaque, realloc_func))
            ret = -1;
        for (; start < i; start++)
            text[start] &= (1 << MARK_BITS) - 1;
        start = i + 1;
    }
    return ret;
}

#endif
