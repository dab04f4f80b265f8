/* SHA-1 and SHA-256 of several messages at once, one after the other: what libcrypto does for large writes of TLS 1.2 with the
 * old AES-CBC suites, in 63 KB of assembly. x86-64 only. */
#ifdef __x86_64__
#include <stddef.h>
#include <stdint.h>

/* libcrypto's, of the providers' ciphers. */
typedef struct {
    const unsigned char *data;
    int blocks;
} message;

void sha1_block_data_order(uint32_t *state, const void *data, size_t blocks);
void sha256_block_data_order(uint32_t *state, const void *data, size_t blocks);

#define LANES 8
#define DEFINE(name, order, words) \
    void name(uint32_t states[words][LANES], const message *messages, int fours) \
    { \
        for (int lane = 0; lane < 4 * fours; lane++) { \
            uint32_t state[words]; \
            for (int i = 0; i < words; i++) \
                state[i] = states[i][lane]; \
            if (messages[lane].blocks > 0) \
                order(state, messages[lane].data, (size_t)messages[lane].blocks); \
            for (int i = 0; i < words; i++) \
                states[i][lane] = state[i]; \
        } \
    }
DEFINE(sha1_multi_block, sha1_block_data_order, 5)
DEFINE(sha256_multi_block, sha256_block_data_order, 8)
#endif
