/* The fast ops of this room by their names in JS. */
#include "openssl_room.h"

const llrt_fastop_def openssl_fastops[] = {
    {"digestNew", op_digest_new, 1},
    {"digestRestart", op_digest_restart, 3},
    {"digestUpdate", op_digest_update, 2},
    {"digestCopy", op_digest_copy, 1},
    {"digestFinal", op_digest_final, 3},
    {"digestOnce", op_digest_once, 4},
    {"digestSize", op_digest_size, 1},
    {"hmacNew", op_hmac_new, 2},
    {"hmacUpdate", op_hmac_update, 2},
    {"hmacFinal", op_hmac_final, 2},
    {"cipherOnce", op_cipher_once, 7},
    {"randomFill", op_random_fill, 3},
    {"randomUUID", op_random_uuid, 0},
    {"timingSafeEqual", op_timing_safe_equal, 2},
    {"crc32", op_crc32, 2},
    {"crc32c", op_crc32c, 2},
    {0},
};
