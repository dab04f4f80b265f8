/* UTF-8 and UTF-16 in chunks (WHATWG Encoding, 9.1.1 and 15.2.1): what a chunk ends inside is held for the next. */
#include "text_decoder.h"

/* Finishes the held start of a sequence with bytes of this chunk. Returns how many it took; *bad is set on an error. */
static size_t finish_held(text_state *s, const uint8_t *p, size_t n, text_sink *sink, int *bad) {
    uint8_t joined[8];
    size_t held = s->held, taken = n < 4 ? n : 4, at = 0;
    memcpy(joined, s->bytes, held);
    memcpy(joined + held, p, taken);
    while (at < held) {
        uint32_t point;
        int length = utf8_sequence(joined + at, held + taken - at, &point);
        if (length == UTF8_INCOMPLETE) {
            memmove(s->bytes, joined + at, held + taken - at);
            s->held = (uint8_t)(held + taken - at);
            return taken;
        }
        if (length < 0) {
            *bad = 1;
            point = REPLACEMENT;
            length = -length;
        }
        sink_put(sink, point);
        at += (size_t)length;
    }
    s->held = 0;
    return at - held;
}

int decode_utf8_chunk(text_state *s, const uint8_t *p, size_t n, int flush, int fatal, text_sink *sink) {
    int bad = 0;
    if (s->held) {
        size_t taken = finish_held(s, p, n, sink, &bad);
        p += taken;
        n -= taken;
    }
    if (n) {
        size_t tail = utf8_incomplete_tail(p, n);
        unsigned seen = 0;
        sink->n += utf8_decode(p, n - tail, sink->units + sink->n, &seen);
        sink->seen |= seen & 0xFFFF;
        bad |= seen >= 0x10000;
        memcpy(s->bytes, p + n - tail, tail);
        s->held = (uint8_t)tail;
    }
    if (flush && s->held) {
        s->held = 0;
        bad = 1;
        sink_put(sink, REPLACEMENT);
    }
    return !(fatal && bad);
}

/* Takes one code unit; returns 0 when it is ill-formed. */
static int utf16_unit(text_state *s, uint16_t unit, text_sink *sink) {
    int good = 1;
    if (s->has_surrogate) {
        s->has_surrogate = 0;
        if (IS_LOW_SURROGATE(unit)) {
            sink_put(sink, 0x10000 + ((uint32_t)(s->surrogate & 0x3FF) << 10) + (unit & 0x3FF));
            return 1;
        }
        sink_put(sink, REPLACEMENT);
        good = 0;
    }
    if (IS_HIGH_SURROGATE(unit)) {
        s->has_surrogate = 1;
        s->surrogate = unit;
    } else if (IS_LOW_SURROGATE(unit)) {
        sink_put(sink, REPLACEMENT);
        good = 0;
    } else {
        sink_put(sink, unit);
    }
    return good;
}

int decode_utf16_chunk(text_state *s, const uint8_t *p, size_t n, int big, int flush, int fatal, text_sink *sink) {
    int good = 1;
    for (size_t i = 0; i < n; i++) {
        if (!s->held && i + 1 == n) {
            s->bytes[0] = p[i];
            s->held = 1;
            break;
        }
        unsigned first = s->held ? s->bytes[0] : p[i++], second = p[i];
        s->held = 0;
        good &= utf16_unit(s, (uint16_t)(big ? first << 8 | second : second << 8 | first), sink);
        if (fatal && !good)
            return 0;
    }
    if (flush && (s->held || s->has_surrogate)) {
        s->held = s->has_surrogate = 0;
        sink_put(sink, REPLACEMENT);
        good = 0;
    }
    return !(fatal && !good);
}
