/* Short ways of the compiler's passes over its code, which is a row of small operations. Included by the edited quickjs.c behind
 * code_match. */
#ifndef LLRT_ENGINE_CODE_H
#define LLRT_ENGINE_CODE_H

enum { CODE_STRIDE = 16 /* bytes that are copied at once; no operation is longer */ };

/* Whether the operation at `pos`, behind places in the source, is `op`, or one of those packed into it (M2 to M4). */
static bool llrt_may_match(const CodeContext *s, int pos, uint32_t op)
{
    const uint8_t *code = s->bc_buf;
    uint8_t found;

    while (pos < s->bc_len && code[pos] == OP_source_loc)
        pos += 9;
    if (pos >= s->bc_len)
        return false;
    found = code[pos];
    return found == (uint8_t)op ||
           (op > 0xff && found && (found == (uint8_t)(op >> 8) || found == (uint8_t)(op >> 16) || found == (uint8_t)(op >> 24)));
}

/* Most questions are answered by the first operation. */
#define code_match(s, pos, op, ...) (llrt_may_match(s, pos, op) && code_match(s, pos, op, __VA_ARGS__))

/* Copies an operation as it is. */
static inline void llrt_put_code(DynBuf *to, const uint8_t *code, int code_length, int pos, int length)
{
    if (likely(length <= CODE_STRIDE && pos + CODE_STRIDE <= code_length && to->allocated_size - to->size >= CODE_STRIDE)) {
        memcpy(to->buf + to->size, code + pos, CODE_STRIDE);
        to->size += length;
    } else {
        dbuf_put(to, code + pos, length);
    }
}

#endif
