/* A parser of HTTP/1 that JS owns: llhttp with the limits of Node's, driven by fast ops. It stops at every event, so JS never
 * runs inside of it. Not here: the parser of Python code (parser.pxi). */
#ifndef LLRT_JS_PARSER_H
#define LLRT_JS_PARSER_H

#include "llhttp.h"
#include "llrt_fastop.h"

/* What a step ends with. PARSER_HEAD is told by its text instead of a number. */
enum parser_event { PARSER_MORE, PARSER_HEAD, PARSER_BODY, PARSER_END, PARSER_UPGRADE, PARSER_ERROR };

/* What JS answers to a head: nothing, no body follows, the connection changes its protocol, it does not although it could. */
enum parser_answer { ANSWER_NONE, ANSWER_NO_BODY, ANSWER_UPGRADE, ANSWER_NO_UPGRADE };

typedef struct growing {
    char *bytes;
    size_t size, capacity;
} growing;

typedef struct js_parser {
    /* The numbers that JS reads: an Int32Array over the start of the handle (llrt/builtins/http/_parser.js has the names). */
    int32_t position;       /* in the chunk: behind the last byte parsed */
    int32_t body_start, body_length;
    int32_t status, method, major, minor;
    int32_t upgrade, keep_alive;
    int32_t trailers;       /* bytes of parserText() at the end of a message */
    int32_t begun;          /* a message has begun and not ended */
    /* ours */
    uint32_t magic;
    llhttp_t http;
    enum parser_event event;
    llhttp_errno_t failure;
    int finishing, has_code;
    size_t head_bytes, most_head, extension_bytes;
    growing start, fields;
    size_t value_start;
    const char *base;
} js_parser;

extern const llrt_fastop_def http_fastops[];

#endif
