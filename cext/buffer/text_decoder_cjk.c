/* Chinese and Korean decoders, a byte a step: GBK and gb18030, Big5, EUC-KR (WHATWG Encoding, 10, 11 and 13). */
#include "encoding_tables.h"
#include "text_decoder.h"

/* Where a pointer of a four-byte sequence leads; 0 is nowhere. */
static uint32_t gb18030_four(uint32_t pointer) {
    if (pointer == 7457)
        return 0xE7C7;
    if (pointer >= 189000 && pointer <= 1237575)
        return 0x10000 + pointer - 189000;
    if (pointer > 39419)
        return 0;
    size_t low = 0, high = GB18030_RANGES_COUNT / 2;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (gb18030_ranges_index[2 * middle] <= pointer)
            low = middle;
        else
            high = middle;
    }
    return gb18030_ranges_index[2 * low + 1] + pointer - gb18030_ranges_index[2 * low];
}

static void read_again(step_result *out, const uint8_t *held, int count, int byte) {
    memcpy(out->again, held, (size_t)count);
    out->again[count] = (uint8_t)byte;
    out->again_count = count + 1;
}

static enum step_verdict gb18030_second(text_state *s, int byte, step_result *out) {
    uint32_t lead = s->bytes[0], pointer, point = 0;
    if (byte >= 0x30 && byte <= 0x39) {
        s->bytes[1] = (uint8_t)byte;
        s->held = 2;
        return STEP_CONTINUE;
    }
    s->held = 0;
    if ((byte >= 0x40 && byte <= 0x7E) || (byte >= 0x80 && byte <= 0xFE)) {
        pointer = (lead - 0x81) * 190 + (uint32_t)byte - (byte < 0x7F ? 0x40 : 0x41);
        point = pointer < TWO_BYTE_COUNT ? index_point(gb18030_index, TWO_BYTE_COUNT, pointer) : 0;
    }
    return point ? step_point(out, point) : step_bad_trail(out, byte);
}

enum step_verdict step_gb18030(text_state *s, int byte, step_result *out) {
    int held = s->held;
    if (byte == END_OF_INPUT) {
        s->held = 0;
        return held ? STEP_ERROR : STEP_FINISHED;
    }
    if (held == 0) {
        if (byte < 0x80)
            return step_point(out, (uint32_t)byte);
        if (byte == 0x80)
            return step_point(out, 0x20AC);
        if (byte == 0xFF)
            return STEP_ERROR;
        s->bytes[0] = (uint8_t)byte;
        s->held = 1;
        return STEP_CONTINUE;
    }
    if (held == 1)
        return gb18030_second(s, byte, out);
    if (held == 2 && byte >= 0x81 && byte <= 0xFE) {
        s->bytes[2] = (uint8_t)byte;
        s->held = 3;
        return STEP_CONTINUE;
    }
    s->held = 0;
    if (held == 2 || byte < 0x30 || byte > 0x39) {
        read_again(out, s->bytes + 1, held == 2 ? 1 : 2, byte);
        return STEP_ERROR;
    }
    uint32_t point = gb18030_four((s->bytes[0] - 0x81u) * 12600 + (s->bytes[1] - 0x30u) * 1260 +
                                  (s->bytes[2] - 0x81u) * 10 + (uint32_t)byte - 0x30);
    return point ? step_point(out, point) : STEP_ERROR;
}

/* The first byte of a two-byte decoder whose lead bytes are 0x81 to 0xFE. */
static enum step_verdict first_byte(text_state *s, int byte, step_result *out) {
    if (byte < 0x80)
        return step_point(out, (uint32_t)byte);
    if (byte == 0x80 || byte == 0xFF)
        return STEP_ERROR;
    s->bytes[0] = (uint8_t)byte;
    s->held = 1;
    return STEP_CONTINUE;
}

static uint32_t big5_point(uint32_t pointer) {
    if (pointer >= BIG5_COUNT)
        return 0;
    uint32_t plane2 = big5_plane2[pointer / 8] >> (pointer % 8) & 1;
    return index_point(big5_index, BIG5_COUNT, pointer) | plane2 << 17;
}

enum step_verdict step_big5(text_state *s, int byte, step_result *out) {
    if (byte == END_OF_INPUT) {
        int held = s->held;
        s->held = 0;
        return held ? STEP_ERROR : STEP_FINISHED;
    }
    if (!s->held)
        return first_byte(s, byte, out);
    s->held = 0;
    uint32_t point = 0;
    if ((byte >= 0x40 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xFE)) {
        uint32_t pointer = (s->bytes[0] - 0x81u) * 157 + (uint32_t)byte - (byte < 0x7F ? 0x40 : 0x62);
        if (pointer == 1133 || pointer == 1135 || pointer == 1164 || pointer == 1166) {
            out->second_point = pointer == 1133 || pointer == 1164 ? 0x304 : 0x30C;
            return step_point(out, pointer < 1164 ? 0xCA : 0xEA);
        }
        point = big5_point(pointer);
    }
    return point ? step_point(out, point) : step_bad_trail(out, byte);
}

enum step_verdict step_euc_kr(text_state *s, int byte, step_result *out) {
    if (byte == END_OF_INPUT) {
        int held = s->held;
        s->held = 0;
        return held ? STEP_ERROR : STEP_FINISHED;
    }
    if (!s->held)
        return first_byte(s, byte, out);
    s->held = 0;
    uint32_t point = 0;
    if (byte >= 0x41 && byte <= 0xFE) {
        uint32_t pointer = (s->bytes[0] - 0x81u) * 190 + (uint32_t)byte - 0x41;
        point = pointer < TWO_BYTE_COUNT ? index_point(euc_kr_index, TWO_BYTE_COUNT, pointer) : 0;
    }
    return point ? step_point(out, point) : step_bad_trail(out, byte);
}
