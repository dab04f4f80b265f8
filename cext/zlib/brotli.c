/* Brotli. Parameters: one an index, -1 where none is given. */
#include <stdlib.h>

#include <brotli/decode.h>
#include <brotli/encode.h>

#include "codec.h"

typedef struct encoder {
    BrotliEncoderState *state;
    BrotliEncoderPreparedDictionary *dictionary;
} encoder;

static int attach(codec *c, encoder *e)
{
    if (!c->dictionary)
        return 0;
    e->dictionary = BrotliEncoderPrepareDictionary(BROTLI_SHARED_DICTIONARY_RAW, c->dictionary_size, c->dictionary, BROTLI_MAX_QUALITY,
                                                   NULL, NULL, NULL);
    if (!e->dictionary || !BrotliEncoderAttachPreparedDictionary(e->state, e->dictionary))
        return codec_fail(c, -1, "ERR_ZLIB_DICTIONARY_LOAD_FAILED", "Failed to set dictionary");
    return 0;
}

static int start_encoder(codec *c)
{
    encoder *e = c->state = calloc(1, sizeof *e);
    BrotliEncoderState *state = e && brotli_tables(1) ? BrotliEncoderCreateInstance(codec_allocate_bytes, codec_free, NULL) : NULL;
    if (e)
        e->state = state;
    if (!state)
        return codec_fail(c, -1, "ERR_ZLIB_INITIALIZATION_FAILED", "Could not initialize Brotli instance");
    for (int i = 0; i < c->parameter_count; i++)
        if (c->parameters[i] != -1 && !BrotliEncoderSetParameter(state, (BrotliEncoderParameter)i, (uint32_t)c->parameters[i]))
            return codec_fail(c, -1, "ERR_BROTLI_PARAM_SET_FAILED", "Setting parameter failed");
    return attach(c, e);
}

static int step_encoder(codec *c, codec_step *s)
{
    encoder *e = c->state;
    if (!BrotliEncoderCompressStream(e->state, (BrotliEncoderOperation)s->flush, &s->in_size, &s->in, &s->out_size, &s->out, NULL))
        return codec_fail(c, -1, "ERR_BROTLI_COMPRESSION_FAILED", "Compression failed");
    return 0;
}

static void end_encoder(codec *c)
{
    encoder *e = c->state;
    if (!e)
        return;
    BrotliEncoderDestroyInstance(e->state);
    BrotliEncoderDestroyPreparedDictionary(e->dictionary);
    free(e);
    c->state = NULL;
}

static int start_decoder(codec *c)
{
    BrotliDecoderState *state = brotli_tables(0) ? BrotliDecoderCreateInstance(codec_allocate_bytes, codec_free, NULL) : NULL;
    c->state = state;
    if (!state)
        return codec_fail(c, -1, "ERR_ZLIB_INITIALIZATION_FAILED", "Could not initialize Brotli instance");
    for (int i = 0; i < c->parameter_count; i++)
        if (c->parameters[i] != -1 && !BrotliDecoderSetParameter(state, (BrotliDecoderParameter)i, (uint32_t)c->parameters[i]))
            return codec_fail(c, -1, "ERR_BROTLI_PARAM_SET_FAILED", "Setting parameter failed");
    if (c->dictionary
        && !BrotliDecoderAttachDictionary(state, BROTLI_SHARED_DICTIONARY_RAW, c->dictionary_size, c->dictionary))
        return codec_fail(c, -1, "ERR_ZLIB_DICTIONARY_LOAD_FAILED", "Failed to set dictionary");
    return 0;
}

static int step_decoder(codec *c, codec_step *s)
{
    BrotliDecoderResult result = BrotliDecoderDecompressStream(c->state, &s->in_size, &s->in, &s->out_size, &s->out, NULL);
    if (result == BROTLI_DECODER_RESULT_ERROR) {
        BrotliDecoderErrorCode error = BrotliDecoderGetErrorCode(c->state);
        char code[64] = "ERR_";
        const char *name = BrotliDecoderErrorString(error);
        for (int i = 4; i < 63 && *name; i++)
            code[i] = *name++;
        return codec_fail(c, (int)error, code, "Decompression failed");
    }
    c->done = result == BROTLI_DECODER_RESULT_SUCCESS;
    if (s->flush == BROTLI_OPERATION_FINISH && result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
        return codec_fail(c, -5, "Z_BUF_ERROR", "unexpected end of file");
    return 0;
}

static void end_decoder(codec *c)
{
    if (c->state)
        BrotliDecoderDestroyInstance(c->state);
    c->state = NULL;
}

const codec_kind brotli_encoder_kind = {start_encoder, step_encoder, end_encoder};
const codec_kind brotli_decoder_kind = {start_decoder, step_decoder, end_decoder};
