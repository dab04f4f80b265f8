/* StringDecoder of Node: text in chunks, a character that a chunk ends inside is kept for the next. It differs from
 * TextDecoder in what it holds back (by counting, not by validity), which is observable. */
#include <stdlib.h>

#include "buffer.h"

/* The state is a Uint8Array of JS, laid out as Node's own: up to 4 bytes of an incomplete character, how many bytes it
 * misses, how many are held, the encoding. */
enum { MISSING = 4, HELD = 5, ENCODING = 6, STATE_SIZE = 7 };

static int arg_state(const llrt_arg *arg, uint8_t **state, llrt_result *result) {
    size_t size;
    if (!arg_bytes(arg, state, &size, result))
        return 0;
    if (size < STATE_SIZE || (*state)[HELD] > 4 || (*state)[MISSING] > 4 || (*state)[HELD] + (*state)[MISSING] > 4) {
        result_error(result, LLRT_ERROR, NULL, "not the state of a string decoder");
        return 0;
    }
    return 1;
}

static void hold_utf8(uint8_t *state, const uint8_t *p, size_t n) {
    for (size_t back = 1; back <= 4 && back <= n; back++) {
        uint8_t byte = p[n - back];
        if ((byte & 0xC0) == 0x80)
            continue;
        size_t length = (byte & 0xE0) == 0xC0 ? 2 : (byte & 0xF0) == 0xE0 ? 3 : (byte & 0xF8) == 0xF0 ? 4 : 0;
        if (back < length) {
            state[HELD] = (uint8_t)back;
            state[MISSING] = (uint8_t)(length - back);
        }
        return;
    }
}

/* Decides how many bytes at the end of p wait for the next chunk, and keeps them. */
static void hold(uint8_t *state, const uint8_t *p, size_t n) {
    switch (state[ENCODING]) {
    case ENC_UCS2:
        if (n % 2)
            state[HELD] = state[MISSING] = 1;
        else if ((p[n - 1] & 0xFC) == 0xD8)
            state[HELD] = state[MISSING] = 2;
        break;
    case ENC_BASE64:
    case ENC_BASE64URL:
        state[HELD] = (uint8_t)(n % 3);
        state[MISSING] = n % 3 ? (uint8_t)(3 - n % 3) : 0;
        break;
    default:
        hold_utf8(state, p, n);
    }
    memcpy(state, p + n - state[HELD], state[HELD]);
}

static void keep(uint8_t *state, const uint8_t *p, size_t n) {
    memcpy(state + state[HELD], p, n);
    state[HELD] = (uint8_t)(state[HELD] + n);
    state[MISSING] = (uint8_t)(state[MISSING] - n);
}

/* Adds to the held character. Returns how many bytes it took; the character is whole when none are missing. */
static size_t complete(uint8_t *state, const uint8_t *p, size_t n) {
    size_t take = n < state[MISSING] ? n : state[MISSING];
    if (state[ENCODING] == ENC_UTF8) {
        for (size_t i = 0; i < take; i++) {
            if ((p[i] & 0xC0) != 0x80) {    /* what starts a character ends the held one, incomplete as it is */
                keep(state, p, i);
                state[MISSING] = 0;
                return i;
            }
        }
    }
    keep(state, p, take);
    return take;
}

static void copy_units(uint16_t *dst, const llrt_result *part) {
    if (part->kind == LLRT_STR16)
        memcpy(dst, part->ptr, part->len * 2);
    else
        units_widen(part->ptr, part->len, dst);
}

/* Both parts as one string. `head` never owns memory: it is at most four bytes' worth. */
static void join(const llrt_result *head, const llrt_result *tail, llrt_result *result) {
    int latin1 = head->kind == LLRT_STR8 && tail->kind == LLRT_STR8;
    size_t n = head->len + tail->len;
    uint16_t *wide;
    if (latin1) {
        uint8_t *narrow = result_units(result, LLRT_STR8, n);
        if (narrow) {
            memcpy(narrow, head->ptr, head->len);
            memcpy(narrow + head->len, tail->ptr, tail->len);
        }
    } else if ((wide = result_units(result, LLRT_STR16, n))) {
        copy_units(wide, head);
        copy_units(wide + head->len, tail);
    }
}

static void release(llrt_result *part) {
    if ((part->kind == LLRT_STR8 || part->kind == LLRT_STR16) && !part->borrowed && part->ptr != part->small)
        free(part->ptr);
}

static void empty(llrt_result *result) { result_borrow(result, LLRT_STR8, "", 0); }

/* The held bytes as text; they live in `held`, which must outlive `result`. */
static void flush(uint8_t *state, uint8_t *held, llrt_result *result) {
    memcpy(held, state, 4);
    size_t n = state[HELD];
    state[HELD] = state[MISSING] = 0;
    codec_decode(state[ENCODING], held, n, result);
}

/* stringDecoderWrite(state, bytes) -> string */
FASTOP(op_string_decoder_write) {
    (void)argc;
    uint8_t *state, *p, held[4];
    size_t n;
    if (!arg_state(&args[0], &state, result) || !arg_bytes(&args[1], &p, &n, result))
        return;
    int encoding = state[ENCODING];
    if (encoding == ENC_ASCII || encoding == ENC_LATIN1 || encoding == ENC_HEX) {
        codec_decode(encoding, p, n, result);
        return;
    }
    llrt_result head, tail;
    memset(&head, 0, offsetof(llrt_result, error));
    if (state[MISSING]) {
        size_t taken = complete(state, p, n);
        p += taken;
        n -= taken;
        if (state[MISSING]) {
            empty(result);
            return;
        }
        flush(state, held, &head);
    }
    if (n) {
        hold(state, p, n);
        n -= state[HELD];
    }
    if (head.kind == LLRT_UNDEFINED) {
        codec_decode(encoding, p, n, result);
        return;
    }
    memset(&tail, 0, offsetof(llrt_result, error));
    codec_decode(encoding, p, n, &tail);
    if (tail.kind == LLRT_STR8 || tail.kind == LLRT_STR16)
        join(&head, &tail, result);
    else
        result->kind = LLRT_OUT_OF_MEMORY;
    release(&tail);
}

/* stringDecoderEnd(state) -> string: what is left, an incomplete character as its replacement */
FASTOP(op_string_decoder_end) {
    (void)argc;
    uint8_t *state, held[4];
    llrt_result part;
    if (!arg_state(&args[0], &state, result))
        return;
    if (state[ENCODING] == ENC_UCS2 && state[HELD] % 2)
        state[HELD]--;
    memset(&part, 0, offsetof(llrt_result, error));
    flush(state, held, &part);
    if (part.kind == LLRT_STR8 || part.kind == LLRT_STR16) {
        llrt_result none;
        memset(&none, 0, offsetof(llrt_result, error));
        empty(&none);
        join(&part, &none, result);
    }
}
