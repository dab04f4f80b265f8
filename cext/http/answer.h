/* The head of an answer as servers mostly send it, read without the parser. */
#ifndef LLRT_HTTP_ANSWER_H
#define LLRT_HTTP_ANSWER_H

#include <stddef.h>
#include <stdint.h>

struct http_answer {
    int status;
    size_t reason, reason_length;   /* the place of the reason */
    size_t fields;                  /* where the first field's line begins */
    size_t body;                    /* where the body begins */
    uint64_t content_length;
};

struct http_field {
    size_t name, name_length, value, value_length;
    size_t next;                    /* where the next line begins */
};

/* 1: `data` begins with the whole head of an answer with a body of a known length, on a connection that stays. 0: it does not,
 * or something in it is unusual: the parser says what it is. */
int http_read_answer(const char *data, size_t length, struct http_answer *out);

/* The field whose line begins at `place` of a head that has been read. 0: the head ends there. */
int http_next_field(const char *data, size_t place, struct http_field *out);

/* 1: the connection is open and nothing is to be read from it. */
int http_is_quiet(int fd);

#endif
