/* textDecode: the TextDecoder of the WHATWG Encoding standard below its JS class: one op for every encoding. */
#include <stdlib.h>

#include "encoding_tables.h"
#include "text_decoder.h"

static text_step step_of(int encoding) {
    switch (encoding) {
    case TEXT_GBK:
    case TEXT_GB18030: return step_gb18030;
    case TEXT_BIG5: return step_big5;
    case TEXT_EUC_JP: return step_euc_jp;
    case TEXT_ISO_2022_JP: return step_iso_2022_jp;
    case TEXT_SHIFT_JIS: return step_shift_jis;
    default: return step_euc_kr;
    }
}

static size_t copy_ascii(const uint8_t *p, size_t n, text_sink *sink) {
    size_t run = ascii_prefix(p, n);
    units_widen(p, run, sink->units + sink->n);
    sink->n += run;
    return run;
}

static int decode_steps(int encoding, text_state *s, const uint8_t *p, size_t n, int flush, int fatal, text_sink *sink) {
    text_step step = step_of(encoding);
    uint8_t again[8];       /* a stack: the byte to read next is on top; a step leaves at most 3 and takes one */
    int depth = 0;
    for (size_t i = 0;;) {
        if (!depth && !s->held && encoding != TEXT_ISO_2022_JP)
            i += copy_ascii(p + i, n - i, sink);
        if (!depth && i >= n && !flush)
            return 1;
        int byte = depth ? again[--depth] : i < n ? p[i++] : END_OF_INPUT;
        step_result out = {0, 0, {0}, 0};
        enum step_verdict verdict = step(s, byte, &out);
        if (verdict == STEP_FINISHED)
            return 1;
        if (verdict == STEP_ERROR) {
            if (fatal)
                return 0;
            sink_put(sink, REPLACEMENT);
        } else if (verdict == STEP_POINT) {
            sink_put(sink, out.point);
            if (out.second_point)
                sink_put(sink, out.second_point);
        }
        while (out.again_count && depth < (int)sizeof again)
            again[depth++] = out.again[--out.again_count];
    }
}

static int decode_single_byte(const uint16_t *index, const uint8_t *p, size_t n, int fatal, text_sink *sink) {
    for (size_t i = 0; i < n;) {
        i += copy_ascii(p + i, n - i, sink);
        for (; i < n && p[i] >= 0x80; i++) {
            unsigned point = index ? index[p[i] - 0x80] : 0xF780u + p[i] - 0x80;
            if (!point) {
                if (fatal)
                    return 0;
                point = REPLACEMENT;
            }
            sink_put(sink, point);
        }
    }
    return 1;
}

static int decode_chunk(int encoding, text_state *s, const uint8_t *p, size_t n, int flush, int fatal, text_sink *sink) {
    switch (encoding) {
    case TEXT_UTF8:
        return decode_utf8_chunk(s, p, n, flush, fatal, sink);
    case TEXT_UTF16LE:
    case TEXT_UTF16BE:
        return decode_utf16_chunk(s, p, n, encoding == TEXT_UTF16BE, flush, fatal, sink);
    case TEXT_X_USER_DEFINED:
        return decode_single_byte(NULL, p, n, fatal, sink);
    default:
        if (encoding < TEXT_SINGLE_BYTE)
            return decode_steps(encoding, s, p, n, flush, fatal, sink);
        return decode_single_byte(single_byte_index + 128 * (encoding - TEXT_SINGLE_BYTE), p, n, fatal, sink);
    }
}

static void drop_bom(int encoding, text_state *s, int flags, text_sink *sink) {
    if (encoding > TEXT_UTF16BE || s->bom_seen || !sink->n)
        return;
    s->bom_seen = 1;
    if (sink->units[0] != 0xFEFF || flags & TEXT_IGNORE_BOM)
        return;
    memmove(sink->units, sink->units + 1, --sink->n * 2);
    sink->seen = 0;         /* the mark's own bits are in it: count anew */
    for (size_t i = 0; i < sink->n; i++)
        sink->seen |= sink->units[i];
}

/* One chunk into `result`; a null result is ill-formed input in a fatal decoder. */
static void decode(int encoding, text_state *s, const uint8_t *p, size_t n, int flags, llrt_result *result) {
    size_t room = n + 8;    /* each unit has its byte of input, held ones included */
    text_sink sink = {room <= 128 ? result->small : malloc(room * 2), 0, 0};
    if (!sink.units) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    int good = decode_chunk(encoding, s, p, n, !(flags & TEXT_STREAM), flags & TEXT_FATAL, &sink);
    if (good)
        drop_bom(encoding, s, flags, &sink);
    if (!good || !(flags & TEXT_STREAM))
        memset(s, 0, sizeof *s);
    if (good && sink.n <= MAX_STRING_LENGTH) {
        result->ptr = sink.units;
        result_utf16(result, sink.units, sink.n, sink.seen <= 0xFF);
        return;
    }
    if (sink.units != result->small)
        free(sink.units);
    result->kind = LLRT_NULL;
    if (good)
        result_error(result, LLRT_ERROR, "ERR_STRING_TOO_LONG",
                     "Cannot create a string longer than 0x1fffffe8 characters");
}

/* The state lives in memory of JS: what no decoder can have left there starts anew. */
static void load_state(text_state *state, const void *memory) {
    memcpy(state, memory, sizeof *state);
    if (state->held > 3 || state->mode > 6 || state->output_mode > 3 || state->flag > 1 || state->has_surrogate > 1)
        memset(state, 0, sizeof *state);
}

/* textDecode(encoding, bytes | undefined, flags, state | undefined) -> string; null when a fatal decoder met an error,
 * undefined when the input is no bytes */
FASTOP(op_text_decode) {
    (void)argc;
    int encoding = arg_int(&args[0]), flags = arg_int(&args[2]);
    const uint8_t *p = (const uint8_t *)"";
    size_t n = 0;
    text_state state = {0};
    if (args[1].kind != LLRT_BYTES && args[1].kind != LLRT_UNDEFINED)
        return;
    if (args[1].kind == LLRT_BYTES && args[1].len) {
        p = args[1].ptr;
        n = args[1].len;
    }
    if (encoding < 0 || encoding >= TEXT_SINGLE_BYTE + SINGLE_BYTE_COUNT) {
        result_error(result, LLRT_RANGE_ERROR, NULL, "no such encoding");
        return;
    }
    if (args[3].kind != LLRT_BYTES || args[3].len < sizeof state) {
        int plain = encoding != TEXT_UTF16LE && encoding != TEXT_UTF16BE && encoding != TEXT_ISO_2022_JP;
        if (plain && ascii_prefix(p, n) == n)
            result_borrow(result, LLRT_STR8, p, n);
        else
            decode(encoding, &state, p, n, flags & ~TEXT_STREAM, result);
        return;
    }
    load_state(&state, args[3].ptr);
    decode(encoding, &state, p, n, flags, result);
    memcpy(args[3].ptr, &state, sizeof state);
}
