/* What the files of this room share: the encodings, the codecs over (pointer, length) and the helpers of the ops.
 * Nothing here knows Python or the engine. Every function is pure: its result depends on its arguments alone. */
#ifndef LLRT_BUFFER_H
#define LLRT_BUFFER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "llrt_fastop.h"

/* The numbers are a contract with llrt/builtins/buffer/_encodings.js. */
enum buffer_encoding {
    ENC_ASCII = 0,
    ENC_UTF8 = 1,
    ENC_BASE64 = 2,
    ENC_UCS2 = 3,
    ENC_LATIN1 = 4,
    ENC_HEX = 5,
    ENC_BUFFER = 6,     /* a name that Node accepts and treats as UTF-8 */
    ENC_BASE64URL = 7
};

#define REPLACEMENT 0xFFFD
#define IS_HIGH_SURROGATE(u) (((u) & 0xFC00) == 0xD800)
#define IS_LOW_SURROGATE(u) (((u) & 0xFC00) == 0xDC00)

/* A JS string as the engine holds it: Latin-1 units, or UTF-16 units when `wide`. */
typedef struct text {
    const void *units;
    size_t length;
    int wide;
} text;

static inline uint64_t load64(const void *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

static inline const uint8_t *text8(text t) { return (const uint8_t *)t.units; }
static inline const uint16_t *text16(text t) { return (const uint16_t *)t.units; }

/* units.c */
size_t ascii_prefix(const uint8_t *p, size_t n);
size_t ascii_prefix16(const uint16_t *p, size_t n);
int units_fit_latin1(const uint16_t *p, size_t n);
void units_widen(const uint8_t *src, size_t n, uint16_t *dst);
void units_narrow(const uint16_t *src, size_t n, uint8_t *dst);

/* utf8.c: encoding */
size_t utf8_length(text t);
size_t utf8_write(text t, uint8_t *dst, size_t capacity, size_t *units_read);

/* utf8_decode.c */
#define UTF8_INCOMPLETE 0
int utf8_sequence(const uint8_t *p, size_t n, uint32_t *code_point);
size_t utf8_incomplete_tail(const uint8_t *p, size_t n);
size_t utf8_decode(const uint8_t *p, size_t n, uint16_t *dst, unsigned *seen);
int utf8_valid(const uint8_t *p, size_t n);

/* base64.c, hex.c */
size_t base64_encoded_length(size_t n, int url);
void base64_encode(const uint8_t *src, size_t n, uint8_t *dst, int url);
size_t base64_decoded_length(text t);
size_t base64_decode(const uint8_t *src, size_t n, uint8_t *dst, size_t capacity);
enum { FORGIVING_BAD_CHARACTER = -2, FORGIVING_REMAINDER = -1 };
ptrdiff_t base64_decode_forgiving(const uint8_t *src, size_t n, uint8_t *dst);
void hex_encode(const uint8_t *src, size_t n, uint8_t *dst);
size_t hex_decode(text t, uint8_t *dst, size_t capacity);

/* search.c: the position of the needle, or -1; positions count elements */
ptrdiff_t search8(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m, size_t from, int forward);
ptrdiff_t search16(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m, size_t from, int forward);

/* codec.c: every encoding behind one door */
size_t codec_length(int encoding, text t);
size_t codec_write(int encoding, text t, uint8_t *dst, size_t capacity);
void codec_decode(int encoding, const uint8_t *src, size_t n, llrt_result *result);

/* result.c: arguments in, results out */
#define MAX_STRING_LENGTH 0x1fffffe8u   /* Node's buffer.constants.MAX_STRING_LENGTH */
int arg_bytes(const llrt_arg *arg, uint8_t **p, size_t *n, llrt_result *result);
int arg_text(const llrt_arg *arg, text *t, llrt_result *result);
size_t arg_index(const llrt_arg *arg, size_t missing, size_t limit);
int arg_int(const llrt_arg *arg);
void result_error(llrt_result *result, int kind, const char *code, const char *message);
void result_number(llrt_result *result, double value);
void result_bool(llrt_result *result, int value);
void *result_units(llrt_result *result, int kind, size_t n);
void result_borrow(llrt_result *result, int kind, const void *p, size_t n);
void result_utf16(llrt_result *result, uint16_t *units, size_t n, int latin1);

/* string_decoder.c, text_decoder.c, ops_*.c */
extern const llrt_fastop_def buffer_fastops[];
#define FASTOP(name) void name(const llrt_arg *args, int argc, llrt_result *result)
FASTOP(op_decode);
FASTOP(op_write);
FASTOP(op_byte_length);
FASTOP(op_utf8_encode);
FASTOP(op_encode_into);
FASTOP(op_atob);
FASTOP(op_btoa);
FASTOP(op_compare);
FASTOP(op_equals);
FASTOP(op_copy);
FASTOP(op_fill);
FASTOP(op_index_of);
FASTOP(op_swap);
FASTOP(op_is_ascii);
FASTOP(op_is_utf8);
FASTOP(op_string_decoder_write);
FASTOP(op_string_decoder_end);
FASTOP(op_text_decode);

#endif
