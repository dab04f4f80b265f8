/* What all codecs share: start, step, end, and the loop that takes a whole input. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec.h"

#define MOST_TOLD (8u << 20)
#define BUFFER_ERROR (-5)    /* Z_BUF_ERROR, which Brotli's cut data have, too */

int codec_fail(codec *c, int error, const char *code, const char *message)
{
    c->error = error;
    c->message = message;
    snprintf(c->code, sizeof c->code, "%s", code);
    return error;
}

static const codec_kind *kind_of(int mode)
{
    switch (mode) {
    case MODE_BROTLI_DECODE: return &brotli_decoder_kind;
    case MODE_BROTLI_ENCODE: return &brotli_encoder_kind;
    case MODE_ZSTD_COMPRESS: return &zstd_compressor_kind;
    case MODE_ZSTD_DECOMPRESS: return &zstd_decompressor_kind;
    default: return mode > MODE_NONE && mode <= MODE_UNZIP ? &zlib_kind : NULL;
    }
}

int codec_prepare(codec *c, int mode)
{
    c->magic = CODEC_MAGIC;
    c->mode = mode;
    c->kind = kind_of(mode);
    return c->kind ? 0 : codec_fail(c, -2, "Z_STREAM_ERROR", "no such mode");
}

int codec_start(codec *c, int mode)
{
    return codec_prepare(c, mode) ? c->error : c->kind->start(c);
}

int codec_step_run(codec *c, codec_step *s)
{
    return !c->state && c->kind->start(c) ? c->error : c->kind->step(c, s);
}

int codec_reset(codec *c)
{
    c->kind->end(c);
    c->error = c->done = 0;
    return c->kind->start(c);
}

void codec_release(codec *c)
{
    if (c->kind)
        c->kind->end(c);
    free(c->dictionary);
    free(c->result);
    free(c);
}

codec *codec_from_bytes(void *p, size_t n)
{
    codec *c = p;
    return n == sizeof *c && c->magic == CODEC_MAGIC && c->kind && !c->busy ? c : NULL;
}

/* A gzip file ends with how much is in it, if it has one member; Zstandard may begin with it. Deflate expands at most 1032 times. */
static size_t told_size(const codec *c, const uint8_t *in, size_t n)
{
    size_t told = SIZE_MAX;
    if (c->mode == MODE_GUNZIP && n >= 18)
        told = in[n - 4] | in[n - 3] << 8 | in[n - 2] << 16 | (size_t)in[n - 1] << 24;
    else if (c->mode == MODE_ZSTD_DECOMPRESS)
        told = zstd_told_size(in, n);
    return told / 1032 <= n && told <= MOST_TOLD ? told + 1 : 0;
}

static size_t first_guess(const codec *c, const uint8_t *in, size_t n)
{
    size_t told = told_size(c, in, n);
    if (told)
        return told;
    switch (c->mode) {
    case MODE_DEFLATE: case MODE_GZIP: case MODE_DEFLATERAW: case MODE_BROTLI_ENCODE: case MODE_ZSTD_COMPRESS:
        return n + (n >> 9) + 128;
    default:
        return n < (1u << 20) ? 4 * n + 256 : 2 * n;
    }
}

static int grow(uint8_t **out, size_t *capacity, size_t most)
{
    size_t wanted = *capacity * 2 < most ? *capacity * 2 : most;
    uint8_t *bigger = realloc(*out, wanted);
    if (!bigger)
        return 0;
    *out = bigger;
    *capacity = wanted;
    return 1;
}

int codec_all(codec *c, const uint8_t *in, size_t in_size, int finish, codec_bound bound, uint8_t **out, size_t *out_size, size_t *taken)
{
    size_t capacity = first_guess(c, in, in_size), used = 0, limit = bound.limit, most = limit - limit % bound.chunk + bound.chunk;
    codec_step s = {in, in_size, NULL, 0, finish};
    int status = 0;
    if (capacity > most)
        capacity = most;
    if (!(*out = malloc(capacity)))
        return -1;
    for (;;) {
        s.out = *out + used;
        s.out_size = capacity - used;
        status = codec_step_run(c, &s);
        used = capacity - s.out_size;
        if (status || s.out_size)
            break;
        if (used >= most || !grow(out, &capacity, most)) {
            status = used >= most ? -200 : -201;
            break;
        }
    }
    /* Node asks once more when a chunk is just full: Zstandard refuses then what lies behind a frame. */
    if (!status && s.in_size && used && used <= limit && bound.chunk > 1 && used % bound.chunk == 0)
        status = codec_step_run(c, &s);
    *taken = in_size - s.in_size;
    *out_size = used = (size_t)(s.out - *out);
    if (!status && used > limit)
        status = -200;
    if (!status && c->whole && c->done && s.in_size)
        status = -202;
    if (status) {
        free(*out);
        *out = NULL;
        return status == -200 ? -2 : status == -201 ? -1 : status == -202 ? -3 : 1;
    }
    if (used < capacity / 2) {
        uint8_t *smaller = realloc(*out, used ? used : 1);
        *out = smaller ? smaller : *out;
    }
    return 0;
}

int codec_once(codec *c, int mode, const uint8_t *in, size_t in_size, int finish, codec_bound bound, uint8_t **out, size_t *out_size)
{
    size_t taken;
    int failed = codec_start(c, mode) || codec_all(c, in, in_size, finish, bound, out, out_size, &taken);
    if (!failed && taken < in_size) {
        free(*out);
        failed = 1;
    }
    if (c->kind)
        c->kind->end(c);
    return failed;
}

void codec_work(codec *c, const uint8_t *in, size_t in_size, int finish, codec_bound bound)
{
    size_t taken;
    c->error = 0;
    c->status = codec_all(c, in, in_size, finish, bound, &c->result, &c->result_size, &taken);
    /* Node's async forms learn that the end is missing when all else has come. */
    if (c->status == 1 && c->error == BUFFER_ERROR && c->result_size > bound.limit)
        c->status = -2;
    c->kind->end(c);
}
