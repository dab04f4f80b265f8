/* What the decoders of the WHATWG Encoding standard share. */
#ifndef LLRT_TEXT_DECODER_H
#define LLRT_TEXT_DECODER_H

#include "buffer.h"

/* The numbers are a contract with llrt/builtins/_web/encoding_labels.js; the single-byte encodings follow in the order
 * of gen_tables.py. */
enum text_encoding {
    TEXT_UTF8 = 0,
    TEXT_UTF16LE,
    TEXT_UTF16BE,
    TEXT_GBK,
    TEXT_GB18030,
    TEXT_BIG5,
    TEXT_EUC_JP,
    TEXT_ISO_2022_JP,
    TEXT_SHIFT_JIS,
    TEXT_EUC_KR,
    TEXT_X_USER_DEFINED,
    TEXT_SINGLE_BYTE
};

enum { TEXT_FATAL = 1, TEXT_IGNORE_BOM = 2, TEXT_STREAM = 4 };

/* What a decoder remembers between two chunks. It lives in a Uint8Array of JS (so anything may stand in it); all
 * zeros is a fresh decoder. */
typedef struct text_state {
    uint8_t bom_seen;
    uint8_t held;           /* how many of `bytes` wait for more input */
    uint8_t bytes[4];
    uint8_t mode;           /* ISO-2022-JP: decoder state, 0 to 6 */
    uint8_t output_mode;    /* ... 0 to 3 */
    uint8_t flag;           /* ISO-2022-JP: output flag; EUC-JP: jis0212 */
    uint8_t has_surrogate;
    uint16_t surrogate;     /* UTF-16: a leading surrogate */
} text_state;
_Static_assert(sizeof(text_state) == 12, "_web/encoding.js makes room for it");

#define END_OF_INPUT (-1)

enum step_verdict { STEP_CONTINUE, STEP_POINT, STEP_ERROR, STEP_FINISHED };

/* What a step hands back: code points, and bytes to be read again (in reading order). */
typedef struct step_result {
    uint32_t point;
    uint32_t second_point;  /* 0 if there is none */
    uint8_t again[3];
    int again_count;
} step_result;

typedef enum step_verdict (*text_step)(text_state *state, int byte, step_result *out);

typedef struct text_sink {
    uint16_t *units;
    size_t n;
    unsigned seen;          /* the bits of all units */
} text_sink;

/* text_decoder_cjk.c, text_decoder_jp.c */
enum step_verdict step_gb18030(text_state *state, int byte, step_result *out);
enum step_verdict step_big5(text_state *state, int byte, step_result *out);
enum step_verdict step_euc_kr(text_state *state, int byte, step_result *out);
enum step_verdict step_euc_jp(text_state *state, int byte, step_result *out);
enum step_verdict step_shift_jis(text_state *state, int byte, step_result *out);
enum step_verdict step_iso_2022_jp(text_state *state, int byte, step_result *out);

/* text_decoder_unicode.c; each returns 0 when `fatal` and the input is ill-formed */
int decode_utf8_chunk(text_state *state, const uint8_t *p, size_t n, int flush, int fatal, text_sink *sink);
int decode_utf16_chunk(text_state *state, const uint8_t *p, size_t n, int big, int flush, int fatal, text_sink *sink);

static inline enum step_verdict step_point(step_result *out, uint32_t point) {
    out->point = point;
    return STEP_POINT;
}

/* An error after which an ASCII byte is read again: the common end of the two-byte decoders. */
static inline enum step_verdict step_bad_trail(step_result *out, int byte) {
    if (byte < 0x80) {
        out->again[0] = (uint8_t)byte;
        out->again_count = 1;
    }
    return STEP_ERROR;
}

static inline void sink_put(text_sink *sink, uint32_t point) {
    if (point >= 0x10000) {
        sink->units[sink->n++] = (uint16_t)(0xD800 + ((point - 0x10000) >> 10));
        point = 0xDC00 + (point & 0x3FF);
    }
    sink->units[sink->n++] = (uint16_t)point;
    sink->seen |= point;
}

#endif
