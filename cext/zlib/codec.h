/* Compressors and decompressors behind one face: zlib's seven modes, Brotli and Zstandard. A codec is a small block that JS owns and its
 * collector releases; nothing here knows Python or the engine. The numbers of modes and flushes are Node's (zlib.constants). */
#ifndef LLRT_ZLIB_CODEC_H
#define LLRT_ZLIB_CODEC_H

#include <stddef.h>
#include <stdint.h>

#include "llrt_fastop.h"

enum codec_mode {
    MODE_NONE, MODE_DEFLATE, MODE_INFLATE, MODE_GZIP, MODE_GUNZIP, MODE_DEFLATERAW, MODE_INFLATERAW, MODE_UNZIP,
    MODE_BROTLI_DECODE, MODE_BROTLI_ENCODE, MODE_ZSTD_COMPRESS, MODE_ZSTD_DECOMPRESS
};

#define CODEC_MAGIC 0x7a6c6962u
#define CODEC_MOST_PARAMETERS 64

typedef struct codec codec;

/* What one step takes and gives; the codec moves the pointers. */
typedef struct codec_step {
    const uint8_t *in;
    size_t in_size;
    uint8_t *out;
    size_t out_size;
    int flush;
} codec_step;

typedef struct codec_kind {
    /* 0, or an error that codec_fail() described */
    int (*start)(codec *c);
    int (*step)(codec *c, codec_step *s);
    void (*end)(codec *c);
} codec_kind;

struct codec {
    uint32_t magic;
    int mode;
    int busy;                   /* a step runs in another thread */
    const codec_kind *kind;
    void *state;
    int error;
    const char *message;
    char code[64];
    int parameters[CODEC_MOST_PARAMETERS];
    int parameter_count;
    uint8_t *dictionary;
    size_t dictionary_size;
    int whole;                  /* what lies behind the end of the data is an error */
    int done;                   /* a decompressor has met the end of its data */
    uint8_t *result;            /* of codec_work() */
    size_t result_size;
    int status;
};

extern const codec_kind zlib_kind, brotli_encoder_kind, brotli_decoder_kind, zstd_compressor_kind, zstd_decompressor_kind;

/* Nonzero: c->error, c->code and c->message say what is wrong. codec_prepare() leaves the state to the first step. */
int codec_prepare(codec *c, int mode);
int codec_start(codec *c, int mode);
int codec_step_run(codec *c, codec_step *s);
/* Brotli's tables are there from now on, those of compressors when asked for; 0: out of memory. On any thread. */
int brotli_tables(int compressor);
int codec_fail(codec *c, int error, const char *code, const char *message);
void codec_release(codec *c);

/* More than `limit` bytes are too many. As in Node they are counted when another `chunk` of them is full, or at the end: what is found to be wrong
 * before that is the error. */
typedef struct codec_bound {
    size_t limit, chunk;
} codec_bound;

/* The whole of `in`: *out is malloc()ed. 1: as a failed step; -2: more than `limit` bytes would come; -1: out of memory;
 * -3: bytes behind the end, where they are an error. */
int codec_all(codec *c, const uint8_t *in, size_t in_size, int finish, codec_bound bound, uint8_t **out, size_t *out_size, size_t *taken);

/* codec_all() in a thread of the pool: the state is made, used and ended here, so that there are no more of them than threads. Status and result
 * stay with the codec, which is of no other use then. */
void codec_work(codec *c, const uint8_t *in, size_t in_size, int finish, codec_bound bound);

/* zlib.c */
int zlib_set_level(codec *c, int level, int strategy);
int codec_reset(codec *c);

/* The whole of `in` by a codec that has no more than parameters, a dictionary (the caller's) and `whole`, and is of no use afterwards. 0: *out is
 * malloc()ed; anything else: the long way tells. */
int codec_once(codec *c, int mode, const uint8_t *in, size_t in_size, int finish, codec_bound bound, uint8_t **out, size_t *out_size);

extern const llrt_fastop_def zlib_fastops[];
codec *codec_from_bytes(void *p, size_t n);

/* zstandard.c: what the head of a frame says will come, SIZE_MAX where it does not */
size_t zstd_told_size(const uint8_t *in, size_t n);

/* memory.c: zalloc and zfree of zlib, and the same for Brotli */
void *codec_allocate(void *opaque, unsigned items, unsigned size);
void *codec_allocate_bytes(void *opaque, size_t size);
void codec_free(void *opaque, void *address);

#endif
