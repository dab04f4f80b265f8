/* zlib's modes, by zlib-ng. Parameters: window bits, level, memory level, strategy. */
#include <stdlib.h>
#include <string.h>

#include "codec.h"
#include "zlib-ng.h"

enum { WINDOW_BITS, LEVEL, MEMORY_LEVEL, STRATEGY };

typedef struct zlib_state {
    zng_stream z;
    int mode;               /* UNZIP becomes GUNZIP or INFLATE when the head is seen */
    int magic_seen;
    int started;
} zlib_state;

static const char *code_name(int error)
{
    switch (error) {
    case Z_NEED_DICT: return "Z_NEED_DICT";
    case Z_ERRNO: return "Z_ERRNO";
    case Z_STREAM_ERROR: return "Z_STREAM_ERROR";
    case Z_DATA_ERROR: return "Z_DATA_ERROR";
    case Z_MEM_ERROR: return "Z_MEM_ERROR";
    case Z_BUF_ERROR: return "Z_BUF_ERROR";
    case Z_VERSION_ERROR: return "Z_VERSION_ERROR";
    default: return "Z_OK";
    }
}

static int fail(codec *c, int error, const char *message)
{
    return codec_fail(c, error, code_name(error), message);
}

static int is_compressor(int mode)
{
    return mode == MODE_DEFLATE || mode == MODE_GZIP || mode == MODE_DEFLATERAW;
}

static int window_bits(int mode, int bits)
{
    switch (mode) {
    case MODE_GZIP: case MODE_GUNZIP: return bits + 16;
    case MODE_UNZIP: return bits + 32;
    case MODE_DEFLATERAW: case MODE_INFLATERAW: return -bits;
    default: return bits;
    }
}

static int set_dictionary(codec *c, zlib_state *st)
{
    int error = Z_OK;
    if (!c->dictionary)
        return Z_OK;
    if (st->mode == MODE_DEFLATE || st->mode == MODE_DEFLATERAW)
        error = zng_deflateSetDictionary(&st->z, c->dictionary, (uint32_t)c->dictionary_size);
    else if (st->mode == MODE_INFLATERAW)
        error = zng_inflateSetDictionary(&st->z, c->dictionary, (uint32_t)c->dictionary_size);
    return error == Z_OK ? Z_OK : fail(c, error, "Failed to set dictionary");
}

static int start(codec *c)
{
    zlib_state *st = calloc(1, sizeof *st);
    if (!st)
        return fail(c, Z_MEM_ERROR, "Zlib error");
    c->state = st;
    st->mode = c->mode;
    st->z.zalloc = codec_allocate;
    st->z.zfree = codec_free;
    int bits = window_bits(c->mode, c->parameters[WINDOW_BITS]), error;
    if (is_compressor(c->mode))
        error = zng_deflateInit2(&st->z, c->parameters[LEVEL], Z_DEFLATED, bits, c->parameters[MEMORY_LEVEL], c->parameters[STRATEGY]);
    else
        error = zng_inflateInit2(&st->z, bits);
    if (error != Z_OK)
        return fail(c, error, "Zlib error");
    st->started = 1;
    return set_dictionary(c, st);
}

/* UNZIP tells gzip from zlib by the first two bytes, which may come in two pieces. */
static void find_mode(zlib_state *st)
{
    static const uint8_t magic[2] = {0x1F, 0x8B};
    const uint8_t *p = st->z.next_in;
    for (uint32_t n = st->z.avail_in; n && st->magic_seen < 2; n--, p++) {
        if (*p != magic[st->magic_seen]) {
            st->mode = MODE_INFLATE;
            return;
        }
        if (++st->magic_seen == 2)
            st->mode = MODE_GUNZIP;
    }
}

static int run_inflate(codec *c, zlib_state *st, int flush)
{
    if (st->mode == MODE_UNZIP)
        find_mode(st);
    int error = zng_inflate(&st->z, flush);
    if (st->mode != MODE_INFLATERAW && error == Z_NEED_DICT && c->dictionary) {
        error = zng_inflateSetDictionary(&st->z, c->dictionary, (uint32_t)c->dictionary_size);
        if (error == Z_OK)
            error = zng_inflate(&st->z, flush);
        else if (error == Z_DATA_ERROR)
            error = Z_NEED_DICT;
    }
    /* Members of a gzip file follow each other; zeros behind them are padding. */
    while (!c->whole && st->z.avail_in && st->mode == MODE_GUNZIP && error == Z_STREAM_END && st->z.next_in[0] != 0) {
        zng_inflateReset(&st->z);
        error = zng_inflate(&st->z, flush);
    }
    c->done = error == Z_STREAM_END;
    return error;
}

static int judge(codec *c, zlib_state *st, int error, int flush)
{
    switch (error) {
    case Z_OK:
    case Z_BUF_ERROR:
        return st->z.avail_out && flush == Z_FINISH && !st->z.avail_in ? fail(c, Z_BUF_ERROR, "unexpected end of file") : 0;
    case Z_STREAM_END:
        return 0;
    case Z_NEED_DICT:
        return fail(c, error, c->dictionary ? "Bad dictionary" : "Missing dictionary");
    default:
        return fail(c, error, st->z.msg ? st->z.msg : "Zlib error");
    }
}

static int step(codec *c, codec_step *s)
{
    zlib_state *st = c->state;
    int error;
    do {
        /* zlib counts in 32 bits. */
        uint32_t in = s->in_size < UINT32_MAX ? (uint32_t)s->in_size : UINT32_MAX, out = s->out_size < UINT32_MAX ? (uint32_t)s->out_size : UINT32_MAX;
        int last = in == s->in_size, flush = last ? s->flush : Z_NO_FLUSH;
        st->z.next_in = s->in;
        st->z.avail_in = in;
        st->z.next_out = s->out;
        st->z.avail_out = out;
        error = is_compressor(st->mode) ? zng_deflate(&st->z, flush) : run_inflate(c, st, flush);
        s->in += in - st->z.avail_in;
        s->in_size -= in - st->z.avail_in;
        s->out += out - st->z.avail_out;
        s->out_size -= out - st->z.avail_out;
    } while (error == Z_OK && s->in_size >= UINT32_MAX && s->out_size);
    st->z.avail_out = s->out_size ? 1 : 0;
    st->z.avail_in = s->in_size ? 1 : 0;
    return judge(c, st, error, s->flush);
}

static void end(codec *c)
{
    zlib_state *st = c->state;
    if (!st)
        return;
    if (st->started && is_compressor(c->mode))
        zng_deflateEnd(&st->z);
    else if (st->started)
        zng_inflateEnd(&st->z);
    free(st);
    c->state = NULL;
}

int zlib_set_level(codec *c, int level, int strategy)
{
    zlib_state *st = c->state;
    uint8_t none;
    if (c->kind != &zlib_kind || !is_compressor(c->mode))
        return 0;
    if (!st && start(c))
        return c->error;
    st = c->state;
    st->z.next_in = NULL;
    st->z.avail_in = 0;
    st->z.next_out = &none;
    st->z.avail_out = 0;
    int error = zng_deflateParams(&st->z, level, strategy);
    return error == Z_OK || error == Z_BUF_ERROR ? 0 : fail(c, error, "Failed to set parameters");
}

const codec_kind zlib_kind = {start, step, end};
