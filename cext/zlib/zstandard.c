/* Zstandard. Parameters: pairs of (parameter, value). */
#include <stdlib.h>
#include <string.h>

#include <zstd.h>
#include <zstd_errors.h>

#include "codec.h"

/* Stand for the two halves of the size of the input that is to come. */
#define PLEDGED_SIZE (-2)
#define PLEDGED_SIZE_HIGH (-3)

/* Names of the errors as they are constants of node:zlib. */
static const struct {
    ZSTD_ErrorCode error;
    const char *name;
} names[] = {
#define NAME(x) {ZSTD_error_##x, "ZSTD_error_" #x}
    NAME(no_error), NAME(GENERIC), NAME(prefix_unknown), NAME(version_unsupported), NAME(frameParameter_unsupported),
    NAME(frameParameter_windowTooLarge), NAME(corruption_detected), NAME(checksum_wrong), NAME(literals_headerWrong),
    NAME(dictionary_corrupted), NAME(dictionary_wrong), NAME(dictionaryCreation_failed), NAME(parameter_unsupported),
    NAME(parameter_combination_unsupported), NAME(parameter_outOfBound), NAME(tableLog_tooLarge), NAME(maxSymbolValue_tooLarge),
    NAME(maxSymbolValue_tooSmall), NAME(stabilityCondition_notRespected), NAME(stage_wrong), NAME(init_missing),
    NAME(memory_allocation), NAME(workSpace_tooSmall), NAME(dstSize_tooSmall), NAME(srcSize_wrong), NAME(dstBuffer_null),
    NAME(noForwardProgress_destFull), NAME(noForwardProgress_inputEmpty),
#undef NAME
};

static int fail(codec *c, size_t result)
{
    ZSTD_ErrorCode error = ZSTD_getErrorCode(result);
    const char *name = "ZSTD_error_GENERIC";
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].error == error)
            name = names[i].name;
    return codec_fail(c, (int)error, name, ZSTD_getErrorString(error));
}

/* One context of each kind that nobody uses is kept, unless it is large: making one costs more than a short text. */
#define LARGEST_SPARE (1u << 20)
static ZSTD_CCtx *spare_compressor;
static ZSTD_DCtx *spare_decompressor;

static int start_compressor(codec *c)
{
    ZSTD_CCtx *state = __atomic_exchange_n(&spare_compressor, NULL, __ATOMIC_ACQ_REL);
    if (!state)
        state = ZSTD_createCCtx();
    size_t result = 0;
    uint64_t high = 0;
    c->state = state;
    if (!state)
        return codec_fail(c, 64, "ERR_ZLIB_INITIALIZATION_FAILED", "Could not initialize zstd instance");
    for (int i = 0; i + 1 < c->parameter_count && !ZSTD_isError(result); i += 2) {
        if (c->parameters[i] == PLEDGED_SIZE_HIGH)
            high = (uint64_t)(uint32_t)c->parameters[i + 1] << 32;
        else if (c->parameters[i] == PLEDGED_SIZE)
            result = ZSTD_CCtx_setPledgedSrcSize(state, high | (uint32_t)c->parameters[i + 1]);
        else
            result = ZSTD_CCtx_setParameter(state, (ZSTD_cParameter)c->parameters[i], c->parameters[i + 1]);
    }
    if (ZSTD_isError(result))
        return codec_fail(c, -1, "ERR_ZLIB_INITIALIZATION_FAILED", "Setting parameter failed");
    if (c->dictionary)
        result = ZSTD_CCtx_loadDictionary(state, c->dictionary, c->dictionary_size);
    return ZSTD_isError(result) ? fail(c, result) : 0;
}

static int step_compressor(codec *c, codec_step *s)
{
    ZSTD_inBuffer in = {s->in, s->in_size, 0};
    ZSTD_outBuffer out = {s->out, s->out_size, 0};
    size_t left = ZSTD_compressStream2(c->state, &out, &in, (ZSTD_EndDirective)s->flush);
    s->in += in.pos;
    s->in_size -= in.pos;
    s->out += out.pos;
    s->out_size -= out.pos;
    return ZSTD_isError(left) ? fail(c, left) : 0;
}

static void end_compressor(codec *c)
{
    ZSTD_CCtx *state = c->state;
    if (state && ZSTD_sizeof_CCtx(state) <= LARGEST_SPARE && !ZSTD_isError(ZSTD_CCtx_reset(state, ZSTD_reset_session_and_parameters)))
        state = __atomic_exchange_n(&spare_compressor, state, __ATOMIC_ACQ_REL);
    ZSTD_freeCCtx(state);
    c->state = NULL;
}

static int start_decompressor(codec *c)
{
    ZSTD_DCtx *state = __atomic_exchange_n(&spare_decompressor, NULL, __ATOMIC_ACQ_REL);
    if (!state)
        state = ZSTD_createDCtx();
    size_t result = 0;
    c->state = state;
    if (!state)
        return codec_fail(c, 64, "ERR_ZLIB_INITIALIZATION_FAILED", "Could not initialize zstd instance");
    for (int i = 0; i + 1 < c->parameter_count && !ZSTD_isError(result); i += 2)
        result = ZSTD_DCtx_setParameter(state, (ZSTD_dParameter)c->parameters[i], c->parameters[i + 1]);
    if (ZSTD_isError(result))
        return codec_fail(c, -1, "ERR_ZLIB_INITIALIZATION_FAILED", "Setting parameter failed");
    if (c->dictionary)
        result = ZSTD_DCtx_loadDictionary(state, c->dictionary, c->dictionary_size);
    return ZSTD_isError(result) ? fail(c, result) : 0;
}

static int step_decompressor(codec *c, codec_step *s)
{
    ZSTD_inBuffer in = {s->in, s->in_size, 0};
    ZSTD_outBuffer out = {s->out, s->out_size, 0};
    size_t left = ZSTD_decompressStream(c->state, &out, &in);
    s->in += in.pos;
    s->in_size -= in.pos;
    s->out += out.pos;
    s->out_size -= out.pos;
    if (ZSTD_isError(left))
        return fail(c, left);
    c->done = left == 0;
    return 0;
}

size_t zstd_told_size(const uint8_t *in, size_t n)
{
    unsigned long long told = ZSTD_getFrameContentSize(in, n);
    return told < ZSTD_CONTENTSIZE_ERROR && told < SIZE_MAX ? (size_t)told : SIZE_MAX;
}

static void end_decompressor(codec *c)
{
    ZSTD_DCtx *state = c->state;
    if (state && ZSTD_sizeof_DCtx(state) <= LARGEST_SPARE && !ZSTD_isError(ZSTD_DCtx_reset(state, ZSTD_reset_session_and_parameters)))
        state = __atomic_exchange_n(&spare_decompressor, state, __ATOMIC_ACQ_REL);
    ZSTD_freeDCtx(state);
    c->state = NULL;
}

const codec_kind zstd_compressor_kind = {start_compressor, step_compressor, end_compressor};
const codec_kind zstd_decompressor_kind = {start_decompressor, step_decompressor, end_decompressor};
