/* The list of this room's fast ops, as _buffer.pyx hands them out. */
#include "buffer.h"

const llrt_fastop_def buffer_fastops[] = {
    {"decode", op_decode, 4},
    {"write", op_write, 5},
    {"byteLength", op_byte_length, 2},
    {"utf8Encode", op_utf8_encode, 1},
    {"encodeInto", op_encode_into, 3},
    {"atob", op_atob, 1},
    {"btoa", op_btoa, 1},
    {"compare", op_compare, 6},
    {"equals", op_equals, 2},
    {"copy", op_copy, 5},
    {"fill", op_fill, 5},
    {"indexOf", op_index_of, 5},
    {"swap", op_swap, 2},
    {"isAscii", op_is_ascii, 1},
    {"isUtf8", op_is_utf8, 1},
    {"stringDecoderWrite", op_string_decoder_write, 2},
    {"stringDecoderEnd", op_string_decoder_end, 1},
    {"textDecode", op_text_decode, 4},
    {NULL, NULL, 0},
};
