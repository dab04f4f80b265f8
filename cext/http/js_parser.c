/* The parser that JS owns: callbacks of llhttp, which gather text and pause at events, and the fast ops around them. */
#include "js_parser.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAGIC 0x48545450u
/* Node's bound on the extensions of all chunks of a message. */
#define MOST_EXTENSIONS 16384

static int fail(js_parser *p, const char *reason)
{
    p->has_code = 1;
    llhttp_set_error_reason(&p->http, reason);
    return HPE_USER;
}

static int append(js_parser *p, growing *text, const char *at, size_t length)
{
    if (text->size + length + 1 > text->capacity) {
        size_t capacity = text->capacity ? text->capacity : 256;
        while (capacity < text->size + length + 1)
            capacity *= 2;
        char *grown = realloc(text->bytes, capacity);
        if (!grown)
            return fail(p, "ERR_MEMORY_ALLOCATION_FAILED:Failed to allocate memory");
        text->bytes = grown;
        text->capacity = capacity;
    }
    memcpy(text->bytes + text->size, at, length);
    text->size += length;
    return 0;
}

static int count_head(js_parser *p, size_t length)
{
    p->head_bytes += length;
    return p->head_bytes >= p->most_head ? fail(p, "HPE_HEADER_OVERFLOW:Header overflow") : 0;
}

static int pause_at(js_parser *p, enum parser_event event)
{
    p->event = event;
    return p->finishing ? 0 : HPE_PAUSED;
}

static int on_message_begin(llhttp_t *http)
{
    js_parser *p = http->data;
    p->head_bytes = p->extension_bytes = 0;
    p->start.size = p->fields.size = 0;
    p->trailers = 0;
    p->begun = 1;
    return 0;
}

static int on_start(llhttp_t *http, const char *at, size_t length)
{
    js_parser *p = http->data;
    int error = count_head(p, length);
    return error ? error : append(p, &p->start, at, length);
}

static int on_text(llhttp_t *http, const char *at, size_t length)
{
    js_parser *p = http->data;
    int error = count_head(p, length);
    return error ? error : append(p, &p->fields, at, length);
}

/* A line feed ends each name and each value: no value has one, whatever llhttp tolerates. */
static int on_field_complete(llhttp_t *http)
{
    js_parser *p = http->data;
    int error = append(p, &p->fields, "\n", 1);
    p->value_start = p->fields.size;
    return error;
}

static int on_value_complete(llhttp_t *http)
{
    js_parser *p = http->data;
    growing *text = &p->fields;
    while (text->size > p->value_start && (text->bytes[text->size - 1] == ' ' || text->bytes[text->size - 1] == '\t'))
        text->size--;
    return append(p, text, "\n", 1);
}

static int on_headers_complete(llhttp_t *http)
{
    js_parser *p = http->data;
    p->status = http->status_code;
    p->method = http->method;
    p->major = http->http_major;
    p->minor = http->http_minor;
    p->upgrade = http->upgrade;
    p->keep_alive = llhttp_should_keep_alive(http);
    p->head_bytes = 0;
    return pause_at(p, PARSER_HEAD);
}

static int on_body(llhttp_t *http, const char *at, size_t length)
{
    js_parser *p = http->data;
    if (!length)
        return 0;
    p->body_start = (int32_t)(at - p->base);
    p->body_length = (int32_t)length;
    return pause_at(p, PARSER_BODY);
}

static int on_chunk(llhttp_t *http)
{
    js_parser *p = http->data;
    p->head_bytes = p->extension_bytes = 0;
    return 0;
}

static int on_extension(llhttp_t *http, const char *at, size_t length)
{
    js_parser *p = http->data;
    (void)at;
    p->extension_bytes += length;
    return p->extension_bytes > MOST_EXTENSIONS ? fail(p, "HPE_CHUNK_EXTENSIONS_OVERFLOW:Chunk extensions overflow") : 0;
}

static int on_message_complete(llhttp_t *http)
{
    js_parser *p = http->data;
    p->trailers = (int32_t)p->fields.size;
    p->begun = 0;
    p->keep_alive = llhttp_should_keep_alive(http);
    return pause_at(p, PARSER_END);
}

static const llhttp_settings_t settings = {
    .on_message_begin = on_message_begin,
    .on_url = on_start,
    .on_status = on_start,
    .on_header_field = on_text,
    .on_header_value = on_text,
    .on_header_field_complete = on_field_complete,
    .on_header_value_complete = on_value_complete,
    .on_headers_complete = on_headers_complete,
    .on_body = on_body,
    .on_chunk_header = on_chunk,
    .on_chunk_complete = on_chunk,
    .on_chunk_extension_name = on_extension,
    .on_chunk_extension_value = on_extension,
    .on_message_complete = on_message_complete,
};

static void wrong(llrt_result *result, const char *message)
{
    result->kind = LLRT_TYPE_ERROR;
    snprintf(result->error, sizeof result->error, "%s", message);
}

static void number(llrt_result *result, double value)
{
    result->kind = LLRT_NUMBER;
    result->num = value;
}

static js_parser *take(const llrt_arg *arg, llrt_result *result)
{
    js_parser *p = arg->ptr;
    if (arg->kind == LLRT_BYTES && arg->len == sizeof *p && p->magic == MAGIC)
        return p;
    wrong(result, "expected the handle of a parser");
    return NULL;
}

static void release(void *opaque, void *data)
{
    js_parser *p = data;
    (void)opaque;
    free(p->start.bytes);
    free(p->fields.bytes);
    free(p);
}

/* The text of the head is lent to the engine, which copies it: names and values, then the start line's target or reason. */
static void give_head(js_parser *p, llrt_result *result)
{
    if (append(p, &p->fields, p->start.bytes ? p->start.bytes : "", p->start.size)) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    result->kind = LLRT_STR8;
    result->ptr = p->fields.bytes;
    result->len = p->fields.size;
    result->borrowed = 1;
    p->start.size = p->fields.size = 0;
}

static void reset(js_parser *p, int type, double most_head, unsigned lenient)
{
    llhttp_init(&p->http, type == HTTP_REQUEST ? HTTP_REQUEST : HTTP_RESPONSE, &settings);
    p->http.data = p;
    p->most_head = most_head >= 1 ? (most_head < 1e9 ? (size_t)most_head : 1000000000) : 16384;
    p->start.size = p->fields.size = p->head_bytes = p->extension_bytes = 0;
    p->position = p->trailers = p->begun = 0;
    p->finishing = p->has_code = 0;
    p->event = PARSER_MORE;
    llhttp_set_lenient_headers(&p->http, lenient & LENIENT_HEADERS);
    llhttp_set_lenient_chunked_length(&p->http, lenient & LENIENT_CHUNKED_LENGTH);
    llhttp_set_lenient_keep_alive(&p->http, lenient & LENIENT_KEEP_ALIVE);
    llhttp_set_lenient_transfer_encoding(&p->http, lenient & LENIENT_TRANSFER_ENCODING);
    llhttp_set_lenient_version(&p->http, lenient & LENIENT_VERSION);
    llhttp_set_lenient_data_after_close(&p->http, lenient & LENIENT_DATA_AFTER_CLOSE);
    llhttp_set_lenient_optional_lf_after_cr(&p->http, lenient & LENIENT_OPTIONAL_LF_AFTER_CR);
    llhttp_set_lenient_optional_crlf_after_chunk(&p->http, lenient & LENIENT_OPTIONAL_CRLF_AFTER_CHUNK);
    llhttp_set_lenient_optional_cr_before_lf(&p->http, lenient & LENIENT_OPTIONAL_CR_BEFORE_LF);
    llhttp_set_lenient_spaces_after_chunk_size(&p->http, lenient & LENIENT_SPACES_AFTER_CHUNK_SIZE);
    llhttp_set_lenient_header_value_relaxed(&p->http, lenient & LENIENT_HEADER_VALUE_RELAXED);
}

/* parserNew() -> handle */
static void op_new(const llrt_arg *args, int argc, llrt_result *result)
{
    (void)args, (void)argc;
    js_parser *p = calloc(1, sizeof *p);
    if (!p) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    p->magic = MAGIC;
    reset(p, HTTP_REQUEST, 0, 0);
    result->kind = LLRT_BYTES;
    result->ptr = p;
    result->len = sizeof *p;
    result->release = release;
}

/* parserStart(handle, 1 requests or 2 responses, most bytes of a head, lenient flags): ready for a new connection */
static void op_start(const llrt_arg *args, int argc, llrt_result *result)
{
    js_parser *p = take(&args[0], result);
    (void)argc;
    if (p)
        reset(p, (int)args[1].num, args[2].num, (unsigned)args[3].num);
}

/* llhttp sees a flag and a number of its own; the answer to a head is given between two steps. */
static void answer(js_parser *p, int given)
{
    if (given == ANSWER_NO_BODY)
        p->http.flags |= F_SKIPBODY;
    else if (given == ANSWER_UPGRADE) {
        p->http.flags |= F_SKIPBODY;
        p->http.upgrade = 1;
    } else if (given == ANSWER_NO_UPGRADE)
        p->http.upgrade = 0;
}

static void end_step(js_parser *p, llhttp_errno_t error, const char *data, size_t length, llrt_result *result)
{
    const char *stopped = llhttp_get_error_pos(&p->http);
    p->position = (int32_t)(error != HPE_OK && stopped >= data && stopped <= data + length ? stopped - p->base : data + length - p->base);
    if (error == HPE_OK)
        number(result, PARSER_MORE);
    else if (error == HPE_PAUSED_UPGRADE) {
        llhttp_resume_after_upgrade(&p->http);
        number(result, PARSER_UPGRADE);
    } else if (error != HPE_PAUSED) {
        p->failure = error;
        number(result, PARSER_ERROR);
    } else {
        llhttp_resume(&p->http);
        if (p->event == PARSER_HEAD)
            give_head(p, result);
        else
            number(result, p->event);
    }
}

/* parserStep(handle, chunk, from, answer to a head) -> the head's text, or the number of another event; `position` tells where to go on */
static void op_step(const llrt_arg *args, int argc, llrt_result *result)
{
    js_parser *p = take(&args[0], result);
    (void)argc;
    if (!p)
        return;
    if (args[1].kind != LLRT_BYTES || args[1].len > INT32_MAX) {
        wrong(result, "expected a buffer of less than 2 GiB");
        return;
    }
    size_t from = args[2].num > 0 ? (size_t)args[2].num : 0;
    if (from > args[1].len)
        from = args[1].len;
    if (args[3].num)
        answer(p, (int)args[3].num);
    p->base = args[1].ptr ? args[1].ptr : "";
    const char *data = p->base + from;
    end_step(p, llhttp_execute(&p->http, data, args[1].len - from), data, args[1].len - from, result);
}

/* parserFinish(handle) -> PARSER_END, PARSER_MORE when no message was open, or PARSER_ERROR: the other side has closed */
static void op_finish(const llrt_arg *args, int argc, llrt_result *result)
{
    js_parser *p = take(&args[0], result);
    (void)argc;
    if (!p)
        return;
    p->finishing = 1;
    p->event = PARSER_MORE;
    p->position = 0;
    llhttp_errno_t error = llhttp_finish(&p->http);
    p->finishing = 0;
    p->failure = error;
    number(result, error == HPE_OK ? p->event : PARSER_ERROR);
}

/* parserText(handle) -> the trailers' names and values */
static void op_text(const llrt_arg *args, int argc, llrt_result *result)
{
    js_parser *p = take(&args[0], result);
    (void)argc;
    if (!p)
        return;
    result->kind = LLRT_STR8;
    result->ptr = p->fields.bytes ? p->fields.bytes : "";
    result->len = p->fields.size;
    result->borrowed = 1;
}

/* parserError(handle) -> "CODE:reason" */
static void op_error(const llrt_arg *args, int argc, llrt_result *result)
{
    js_parser *p = take(&args[0], result);
    (void)argc;
    if (!p)
        return;
    const char *reason = llhttp_get_error_reason(&p->http);
    const char *code = p->has_code ? "" : llhttp_errno_name(p->failure);
    int n = snprintf((char *)result->small, sizeof result->small, "%s%s%s", code, p->has_code ? "" : ":", reason ? reason : "");
    result->kind = LLRT_STR8;
    result->ptr = result->small;
    result->len = n < (int)sizeof result->small ? (size_t)n : sizeof result->small - 1;
}

/* parserMethods() -> names of methods, at their numbers */
static void op_methods(const llrt_arg *args, int argc, llrt_result *result)
{
    char *out = malloc(2048);
    size_t used = 0;
    (void)args, (void)argc;
    if (!out) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
#define ADD(number, name, string) used += (size_t)snprintf(out + used, 2048 - used, "%d " #string "\n", number);
    HTTP_ALL_METHOD_MAP(ADD)
#undef ADD
    result->kind = LLRT_STR8;
    result->ptr = out;
    result->len = used;
}

const llrt_fastop_def http_fastops[] = {
    {"parserNew", op_new, 0},
    {"parserStart", op_start, 4},
    {"parserStep", op_step, 4},
    {"parserFinish", op_finish, 1},
    {"parserText", op_text, 1},
    {"parserError", op_error, 1},
    {"parserMethods", op_methods, 0},
    {"isToken", http_op_is_token, 1},
    {"isFieldText", http_op_is_field_text, 2},
    {"isField", http_op_is_field, 2},
    {"isTarget", http_op_is_target, 1},
    {"isTrimmed", http_op_is_trimmed, 1},
    {0},
};
