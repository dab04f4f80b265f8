/* What may stand in the head of a message (RFC 9110, 5.1 and 5.5, as Node reads them): names, values, targets of requests. */
#include "text.h"

enum { TOKEN = 1, VALUE = 2, LENIENT = 4, TARGET = 8 };

/* Of each Latin-1 code unit, where it may stand. */
static const unsigned char allowed[256] = {
    0, 4, 4, 4, 4, 4, 4, 4, 4, 6, 0, 4, 4, 0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4,
    6, 15, 14, 15, 15, 15, 15, 15, 14, 14, 15, 15, 14, 15, 15, 14, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 14, 14, 14, 14, 14, 14,
    14, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 14, 14, 14, 15, 15,
    15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 14, 15, 14, 15, 12,
    14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14,
    14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14,
    14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14,
    14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14,
};

static int is_all(const llrt_arg *text, int kind)
{
    if (text->kind == LLRT_STR8) {
        const unsigned char *at = text->ptr, *end = at + text->len;
        while (at < end && (allowed[*at] & kind))
            at++;
        return at == end;
    }
    if (text->kind != LLRT_STR16)
        return 0;
    const uint16_t *at = text->ptr, *end = at + text->len;
    while (at < end && *at < 256 && (allowed[*at] & kind))
        at++;
    return at == end;
}

static int are_all(const char *text, size_t length, int kind)
{
    for (size_t i = 0; i < length; i++) {
        if (!(allowed[(unsigned char)text[i]] & kind))
            return 0;
    }
    return 1;
}

int http_is_name(const char *text, size_t length)
{
    return length > 0 && are_all(text, length, TOKEN);
}

int http_is_value(const char *text, size_t length)
{
    return are_all(text, length, VALUE);
}

static void answer(llrt_result *result, int yes)
{
    result->kind = LLRT_BOOL;
    result->num = yes;
}

/* isToken(text): a name, a method. */
void http_op_is_token(const llrt_arg *args, int argc, llrt_result *result)
{
    (void)argc;
    answer(result, args[0].len > 0 && is_all(&args[0], TOKEN));
}

/* isFieldText(text, lenient): the value of a field. */
void http_op_is_field_text(const llrt_arg *args, int argc, llrt_result *result)
{
    (void)argc;
    answer(result, is_all(&args[0], args[1].kind == LLRT_BOOL && args[1].num ? LENIENT : VALUE));
}

/* isField(name, value): both, strictly. */
void http_op_is_field(const llrt_arg *args, int argc, llrt_result *result)
{
    (void)argc;
    answer(result, args[0].len > 0 && is_all(&args[0], TOKEN) && is_all(&args[1], VALUE));
}

/* isTarget(text): what is asked for, in the first line of a request. */
void http_op_is_target(const llrt_arg *args, int argc, llrt_result *result)
{
    (void)argc;
    answer(result, is_all(&args[0], TARGET));
}

/* No line ends, no tabs, no space at an end, no two in a row. */
#define IS_TRIMMED(type) do { \
        const type *at = text->ptr, *end = at + text->len; \
        int after_space = 1; \
        for (; at < end; at++) { \
            if (*at == '\r' || *at == '\n' || *at == '\t' || (*at == ' ' && after_space)) \
                return 0; \
            after_space = *at == ' '; \
        } \
        return !after_space || text->len == 0; \
    } while (0)

static int is_trimmed(const llrt_arg *text)
{
    if (text->kind == LLRT_STR8)
        IS_TRIMMED(unsigned char);
    if (text->kind == LLRT_STR16)
        IS_TRIMMED(uint16_t);
    return 0;
}

/* isTrimmed(text): a field's value that signing takes as it is. */
void http_op_is_trimmed(const llrt_arg *args, int argc, llrt_result *result)
{
    (void)argc;
    answer(result, is_trimmed(&args[0]));
}
