/* The fast ops: codecs made, run and asked from JS without Python. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec.h"
#include "llrt_feed.h"
#include "llrt_zlib.h"

#define FASTOP(name) static void name(const llrt_arg *args, int argc, llrt_result *result)

static void number(llrt_result *result, double value)
{
    result->kind = LLRT_NUMBER;
    result->num = value;
}

static void wrong(llrt_result *result, const char *message)
{
    result->kind = LLRT_TYPE_ERROR;
    snprintf(result->error, sizeof result->error, "%s", message);
}

static codec *take(const llrt_arg *arg, llrt_result *result)
{
    codec *c = arg->kind == LLRT_BYTES ? codec_from_bytes(arg->ptr, arg->len) : NULL;
    if (!c)
        wrong(result, "expected the handle of an idle codec");
    return c;
}

static void release(void *opaque, void *data)
{
    (void)opaque;
    codec_release(data);
}

static int take_parameters(codec *c, const llrt_arg *arg)
{
    if (arg->kind != LLRT_BYTES || arg->len % sizeof(int) || arg->len > sizeof c->parameters)
        return 0;
    memcpy(c->parameters, arg->ptr, arg->len);
    c->parameter_count = (int)(arg->len / sizeof(int));
    return 1;
}

/* codecNew(mode, Int32Array parameters, dictionary, whole, later) -> handle; codecError() tells whether it can be used. `later`: its state is
 * made by the first step. */
FASTOP(op_new)
{
    (void)argc;
    codec *c = calloc(1, sizeof *c);
    if (!c) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    if (args[0].kind != LLRT_NUMBER || !take_parameters(c, &args[1])) {
        free(c);
        wrong(result, "expected a mode and parameters");
        return;
    }
    if (args[2].kind == LLRT_BYTES) {
        c->dictionary = malloc(args[2].len ? args[2].len : 1);
        if (!c->dictionary) {
            free(c);
            result->kind = LLRT_OUT_OF_MEMORY;
            return;
        }
        memcpy(c->dictionary, args[2].ptr, args[2].len);
        c->dictionary_size = args[2].len;
    }
    c->whole = args[3].kind == LLRT_BOOL && args[3].num != 0;
    if (args[4].kind == LLRT_BOOL && args[4].num != 0)
        codec_prepare(c, (int)args[0].num);
    else
        codec_start(c, (int)args[0].num);
    result->kind = LLRT_BYTES;
    result->ptr = c;
    result->len = sizeof *c;
    result->release = release;
}

/* codecError(handle) -> undefined, or "errno\0code\0message" of the last failure */
FASTOP(op_error)
{
    (void)argc;
    codec *c = take(&args[0], result);
    if (!c || !c->error)
        return;
    int n = snprintf((char *)result->small, sizeof result->small, "%d%c%s%c%s", c->error, 0, c->code, 0, c->message ? c->message : "");
    result->kind = LLRT_STR8;
    result->ptr = result->small;
    result->len = n < (int)sizeof result->small ? (size_t)n : sizeof result->small - 1;
}

static int window(const llrt_arg *bytes, const llrt_arg *offset, const llrt_arg *length, uint8_t **p, size_t *n, llrt_result *result)
{
    if (bytes->kind != LLRT_BYTES) {
        wrong(result, "expected a buffer");
        return 0;
    }
    size_t from = offset->kind == LLRT_NUMBER && offset->num > 0 ? (size_t)offset->num : 0;
    if (from > bytes->len)
        from = bytes->len;
    size_t size = bytes->len - from;
    if (length && length->kind == LLRT_NUMBER && length->num < (double)size)
        size = length->num > 0 ? (size_t)length->num : 0;
    *p = (uint8_t *)bytes->ptr + from;
    *n = size;
    return 1;
}

/* codecRun(handle, flush, in | undefined, inOffset, inLength, out, outOffset, Uint32Array state) -> 0 or the error's number; state
 * receives what is left of the output and of the input */
FASTOP(op_run)
{
    (void)argc;
    codec *c = take(&args[0], result);
    codec_step s = {NULL, 0, NULL, 0, (int)args[1].num};
    uint8_t *in = (uint8_t *)"";
    if (!c || (args[2].kind != LLRT_UNDEFINED && !window(&args[2], &args[3], &args[4], &in, &s.in_size, result))
        || !window(&args[5], &args[6], NULL, &s.out, &s.out_size, result))
        return;
    if (args[7].kind != LLRT_BYTES || args[7].len < 8) {
        wrong(result, "expected room for two numbers");
        return;
    }
    s.in = in;
    c->error = 0;
    int error = codec_step_run(c, &s);
    uint32_t left[2] = {(uint32_t)s.out_size, (uint32_t)s.in_size};
    memcpy(args[7].ptr, left, sizeof left);
    number(result, error);
}

static size_t count_of(const llrt_arg *arg, size_t otherwise)
{
    return arg->kind == LLRT_NUMBER && arg->num >= 0 && arg->num < 9e15 ? (size_t)arg->num : otherwise;
}

static codec_bound bound_of(const llrt_arg *limit, size_t chunk)
{
    return (codec_bound){count_of(limit, (size_t)1 << 53), chunk ? chunk : 1};
}

static void give(int status, uint8_t *out, size_t n, llrt_result *result)
{
    if (status == -1)
        result->kind = LLRT_OUT_OF_MEMORY;
    else if (status)
        number(result, status);
    else {
        result->kind = LLRT_BYTES;
        result->ptr = out;
        result->len = n;
    }
}

/* codecAll(handle, in, finish, limit, chunk) -> bytes | -2 more than limit | -3 bytes behind the end | 1 failed: codecError() */
FASTOP(op_all)
{
    (void)argc;
    codec *c = take(&args[0], result);
    uint8_t *out;
    size_t n, taken;
    if (!c)
        return;
    if (args[1].kind != LLRT_BYTES) {
        wrong(result, "expected a buffer");
        return;
    }
    c->error = 0;
    codec_bound bound = bound_of(&args[3], count_of(&args[4], 1));
    int status = codec_all(c, args[1].ptr, args[1].len, (int)args[2].num, bound, &out, &n, &taken);
    give(status, out, n, result);
}

/* codecResult(handle) -> as codecAll: what the thread pool has made of it */
FASTOP(op_result)
{
    (void)argc;
    codec *c = take(&args[0], result);
    if (!c)
        return;
    give(c->status, c->result, c->result_size, result);
    c->result = NULL;
    c->status = -1;
}

/* Longer texts go the long way, which costs little beside them: a damaged one must not be worked through twice. */
#define LONGEST_AT_ONCE (128 * 1024)

static void once(codec *c, int mode, const llrt_arg *text, int finish, codec_bound bound, llrt_result *result)
{
    uint8_t *out;
    size_t n;
    if (text->kind != LLRT_BYTES || text->len > LONGEST_AT_ONCE
        || codec_once(c, mode, text->ptr ? text->ptr : (void *)"", text->len, finish, bound, &out, &n)) {
        result->kind = LLRT_DECLINED;
        return;
    }
    result->kind = LLRT_BYTES;
    result->ptr = out;
    result->len = n;
}

static void at_once(int mode, const llrt_arg *args, llrt_result *result)
{
    codec c = {.magic = CODEC_MAGIC};
    int is_zlib = mode <= MODE_UNZIP;
    if (args[2].kind != LLRT_UNDEFINED) {
        result->kind = LLRT_DECLINED;
        return;
    }
    if (is_zlib) {
        /* Those of zlibParameters() in llrt/builtins/zlib/_options.js; Brotli and Zstandard have none. */
        static const int defaults[] = {15, -1, 8, 0};
        memcpy(c.parameters, defaults, sizeof defaults);
    }
    once(&c, mode, &args[1], is_zlib ? 4 : 2, (codec_bound){(size_t)1 << 40, 1}, result);
}

/* codecOnce(this, bytes, mode, Int32Array parameters, finish, limit, dictionary, whole) -> bytes; declines what is long and what fails */
FASTOP(op_once)
{
    (void)argc;
    codec c = {.magic = CODEC_MAGIC};
    if (args[2].kind != LLRT_NUMBER || !take_parameters(&c, &args[3]) || args[4].kind != LLRT_NUMBER || args[5].kind != LLRT_NUMBER) {
        wrong(result, "expected bytes, a mode, parameters, a flush and a limit");
        return;
    }
    if (args[6].kind == LLRT_BYTES) {
        c.dictionary = args[6].ptr;
        c.dictionary_size = args[6].len;
    }
    c.whole = args[7].kind == LLRT_BOOL && args[7].num != 0;
    once(&c, (int)args[2].num, &args[1], (int)args[4].num, bound_of(&args[5], 1), result);
}

/* xxxSync(this, bytes, undefined) -> bytes; declines options, strings, what is long and what fails */
#define AT_ONCE(name, mode) FASTOP(op_##name) { (void)argc; at_once(mode, args, result); }
AT_ONCE(deflate, MODE_DEFLATE)
AT_ONCE(inflate, MODE_INFLATE)
AT_ONCE(gzip, MODE_GZIP)
AT_ONCE(gunzip, MODE_GUNZIP)
AT_ONCE(deflate_raw, MODE_DEFLATERAW)
AT_ONCE(inflate_raw, MODE_INFLATERAW)
AT_ONCE(unzip, MODE_UNZIP)
AT_ONCE(brotli_compress, MODE_BROTLI_ENCODE)
AT_ONCE(brotli_decompress, MODE_BROTLI_DECODE)
AT_ONCE(zstd_compress, MODE_ZSTD_COMPRESS)
AT_ONCE(zstd_decompress, MODE_ZSTD_DECOMPRESS)

/* codecReset(handle) -> 0 or the error's number */
FASTOP(op_reset)
{
    (void)argc;
    codec *c = take(&args[0], result);
    if (c)
        number(result, codec_reset(c));
}

/* codecParams(handle, level, strategy) -> 0 or the error's number */
FASTOP(op_params)
{
    (void)argc;
    codec *c = take(&args[0], result);
    if (c)
        number(result, zlib_set_level(c, (int)args[1].num, (int)args[2].num));
}

/* codecDone(handle) -> whether a decompressor has met the end of its data */
FASTOP(op_done)
{
    (void)argc;
    codec *c = take(&args[0], result);
    if (c) {
        result->kind = LLRT_BOOL;
        result->num = c->done;
    }
}

static int feed_sum(void *sum, const void *bytes, size_t n)
{
    if (n) /* without bytes zlib gives the sum to begin with */
        *(uint32_t *)sum = zng_crc32_z(*(uint32_t *)sum, bytes, n);
    return 1;
}

/* crc32(string | bytes, before) -> number */
FASTOP(op_crc32)
{
    (void)argc;
    uint32_t sum = args[1].kind == LLRT_NUMBER ? (uint32_t)(int64_t)args[1].num : 0;
    if (!llrt_has_bytes(&args[0])) {
        wrong(result, "expected a string or a buffer");
        return;
    }
    llrt_feed(&args[0], feed_sum, &sum);
    number(result, sum);
}

const llrt_fastop_def zlib_fastops[] = {
    {"crc32", op_crc32, 2},
    {"codecNew", op_new, 5},
    {"codecError", op_error, 1},
    {"codecRun", op_run, 8},
    {"codecAll", op_all, 5},
    {"codecResult", op_result, 1},
    {"codecOnce", op_once, 8},
    {"deflateSync", op_deflate, 3},
    {"inflateSync", op_inflate, 3},
    {"gzipSync", op_gzip, 3},
    {"gunzipSync", op_gunzip, 3},
    {"deflateRawSync", op_deflate_raw, 3},
    {"inflateRawSync", op_inflate_raw, 3},
    {"unzipSync", op_unzip, 3},
    {"brotliCompressSync", op_brotli_compress, 3},
    {"brotliDecompressSync", op_brotli_decompress, 3},
    {"zstdCompressSync", op_zstd_compress, 3},
    {"zstdDecompressSync", op_zstd_decompress, 3},
    {"codecReset", op_reset, 1},
    {"codecParams", op_params, 3},
    {"codecDone", op_done, 1},
    {0},
};
