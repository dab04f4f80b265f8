/* Japanese decoders, a byte a step: EUC-JP, Shift_JIS, ISO-2022-JP (WHATWG Encoding, 12). */
#include "encoding_tables.h"
#include "text_decoder.h"

static uint32_t jis0208_point(uint32_t pointer)
{
    return pointer < JIS0208_COUNT ? index_point(jis0208_index, JIS0208_COUNT, pointer) : 0;
}


static int within(int byte, int low, int high) { return byte >= low && byte <= high; }

enum step_verdict step_euc_jp(text_state *s, int byte, step_result *out) {
    int lead = s->held ? s->bytes[0] : 0, jis0212 = s->flag;
    if (byte == END_OF_INPUT) {
        s->held = 0;
        return lead ? STEP_ERROR : STEP_FINISHED;
    }
    if (!lead) {
        if (byte < 0x80)
            return step_point(out, (uint32_t)byte);
        if (byte != 0x8E && byte != 0x8F && !within(byte, 0xA1, 0xFE))
            return STEP_ERROR;
        s->bytes[0] = (uint8_t)byte;
        s->held = 1;
        return STEP_CONTINUE;
    }
    if (lead == 0x8E && within(byte, 0xA1, 0xDF)) {
        s->held = 0;
        return step_point(out, 0xFF61 - 0xA1 + (uint32_t)byte);
    }
    if (lead == 0x8F && within(byte, 0xA1, 0xFE)) {
        s->flag = 1;
        s->bytes[0] = (uint8_t)byte;
        return STEP_CONTINUE;
    }
    s->held = 0;
    s->flag = 0;
    uint32_t point = 0;
    if (within(lead, 0xA1, 0xFE) && within(byte, 0xA1, 0xFE)) {
        uint32_t pointer = (uint32_t)((lead - 0xA1) * 94 + byte - 0xA1);
        point = jis0212 ? index_point(jis0212_index, JIS0212_COUNT, pointer) : jis0208_point(pointer);
    }
    return point ? step_point(out, point) : step_bad_trail(out, byte);
}

enum step_verdict step_shift_jis(text_state *s, int byte, step_result *out) {
    int lead = s->held ? s->bytes[0] : 0;
    if (byte == END_OF_INPUT) {
        s->held = 0;
        return lead ? STEP_ERROR : STEP_FINISHED;
    }
    if (!lead) {
        if (byte <= 0x80)
            return step_point(out, (uint32_t)byte);
        if (within(byte, 0xA1, 0xDF))
            return step_point(out, 0xFF61 - 0xA1 + (uint32_t)byte);
        if (byte == 0xA0 || byte > 0xFC)
            return STEP_ERROR;
        s->bytes[0] = (uint8_t)byte;
        s->held = 1;
        return STEP_CONTINUE;
    }
    s->held = 0;
    uint32_t point = 0;
    if (within(byte, 0x40, 0x7E) || within(byte, 0x80, 0xFC)) {
        uint32_t pointer = (uint32_t)((lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + byte - (byte < 0x7F ? 0x40 : 0x41));
        if (pointer >= 8836 && pointer <= 10715)
            return step_point(out, 0xE000 - 8836 + pointer);
        point = jis0208_point(pointer);
    }
    return point ? step_point(out, point) : step_bad_trail(out, byte);
}

/* Decoder states of ISO-2022-JP. */
enum { MODE_ASCII, MODE_ROMAN, MODE_KATAKANA, MODE_LEAD, MODE_TRAIL, MODE_ESCAPE_START, MODE_ESCAPE };

static enum step_verdict iso_character(text_state *s, int byte, step_result *out) {
    s->flag = 0;
    switch (s->mode) {
    case MODE_KATAKANA:
        if (within(byte, 0x21, 0x5F))
            return step_point(out, 0xFF61 - 0x21 + (uint32_t)byte);
        return STEP_ERROR;
    case MODE_LEAD:
        if (!within(byte, 0x21, 0x7E))
            return STEP_ERROR;
        s->bytes[0] = (uint8_t)byte;
        s->mode = MODE_TRAIL;
        return STEP_CONTINUE;
    default:
        if (byte > 0x7F || byte == 0x0E || byte == 0x0F)
            return STEP_ERROR;
        if (s->mode == MODE_ROMAN && byte == 0x5C)
            return step_point(out, 0xA5);
        if (s->mode == MODE_ROMAN && byte == 0x7E)
            return step_point(out, 0x203E);
        return step_point(out, (uint32_t)byte);
    }
}

static enum step_verdict iso_trail(text_state *s, int byte, step_result *out) {
    if (byte == 0x1B) {
        s->mode = MODE_ESCAPE_START;
        return STEP_ERROR;
    }
    s->mode = MODE_LEAD;
    if (!within(byte, 0x21, 0x7E))
        return STEP_ERROR;
    uint32_t point = jis0208_point((s->bytes[0] - 0x21u) * 94 + (uint32_t)byte - 0x21);
    return point ? step_point(out, point) : STEP_ERROR;
}

/* The mode an escape sequence asks for, or -1. */
static int iso_escape_mode(int lead, int byte) {
    if (lead == 0x24)
        return byte == 0x40 || byte == 0x42 ? MODE_LEAD : -1;
    return byte == 0x42 ? MODE_ASCII : byte == 0x4A ? MODE_ROMAN : byte == 0x49 ? MODE_KATAKANA : -1;
}

static enum step_verdict iso_escape(text_state *s, int byte, step_result *out) {
    if (s->mode == MODE_ESCAPE_START) {
        if (byte == 0x24 || byte == 0x28) {
            s->bytes[0] = (uint8_t)byte;
            s->mode = MODE_ESCAPE;
            return STEP_CONTINUE;
        }
    } else {
        int mode = iso_escape_mode(s->bytes[0], byte);
        if (mode >= 0) {
            int output = s->flag;
            s->mode = s->output_mode = (uint8_t)mode;
            s->flag = 1;
            return output ? STEP_ERROR : STEP_CONTINUE;
        }
        out->again[out->again_count++] = s->bytes[0];
    }
    if (byte != END_OF_INPUT)
        out->again[out->again_count++] = (uint8_t)byte;
    s->flag = 0;
    s->mode = s->output_mode;
    return STEP_ERROR;
}

enum step_verdict step_iso_2022_jp(text_state *s, int byte, step_result *out) {
    if (s->mode >= MODE_ESCAPE_START)
        return iso_escape(s, byte, out);
    if (s->mode == MODE_TRAIL)
        return iso_trail(s, byte, out);
    if (byte == END_OF_INPUT)
        return STEP_FINISHED;
    if (byte == 0x1B) {
        s->mode = MODE_ESCAPE_START;
        return STEP_CONTINUE;
    }
    return iso_character(s, byte, out);
}
