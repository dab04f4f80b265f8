/* Memory of zlib's and Brotli's states: blocks that were given back are kept for the next state. A deflate state is 270 KB, which an allocator
 * maps anew each time, and its first touch costs more than compressing a short text. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "codec.h"

enum { MOST_SPARES = 8, SMALLEST = 4096, LARGEST = 288 * 1024 };

typedef union block {
    size_t size;
    max_align_t alignment;
} block;

static block *spares[MOST_SPARES];
static int oldest;      /* which one makes room when all are taken */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static block *take_spare(size_t size)
{
    block *found = NULL;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < MOST_SPARES && !found; i++) {
        if (spares[i] && spares[i]->size == size) {
            found = spares[i];
            spares[i] = NULL;
        }
    }
    pthread_mutex_unlock(&lock);
    return found;
}

static void *take(size_t bytes)
{
    block *b = bytes >= SMALLEST && bytes <= LARGEST ? take_spare(bytes) : NULL;
    if (!b && !(b = malloc(sizeof *b + bytes)))
        return NULL;
    b->size = bytes;
    return b + 1;
}

void *codec_allocate(void *opaque, unsigned items, unsigned size)
{
    (void)opaque;
    return take((size_t)items * size);
}

void *codec_allocate_bytes(void *opaque, size_t size)
{
    (void)opaque;
    return size < SIZE_MAX - sizeof(block) ? take(size) : NULL;
}

static block *keep(block *b)
{
    block *out = b;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < MOST_SPARES && out; i++) {
        if (!spares[i]) {
            spares[i] = b;
            out = NULL;
        }
    }
    if (out) {
        out = spares[oldest];
        spares[oldest] = b;
        oldest = (oldest + 1) % MOST_SPARES;
    }
    pthread_mutex_unlock(&lock);
    return out;
}

void codec_free(void *opaque, void *address)
{
    block *b = address ? (block *)address - 1 : NULL;
    (void)opaque;
    if (b && b->size >= SMALLEST && b->size <= LARGEST)
        b = keep(b);
    free(b);
}
