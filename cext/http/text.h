/* Whether text may stand in the head of a message: for our own C, and as fast ops. */
#ifndef LLRT_HTTP_TEXT_H
#define LLRT_HTTP_TEXT_H

#include "llrt_fastop.h"

int http_is_name(const char *text, size_t length);
int http_is_value(const char *text, size_t length);

void http_op_is_token(const llrt_arg *args, int argc, llrt_result *result);
void http_op_is_field(const llrt_arg *args, int argc, llrt_result *result);
void http_op_is_field_text(const llrt_arg *args, int argc, llrt_result *result);
void http_op_is_target(const llrt_arg *args, int argc, llrt_result *result);
void http_op_is_trimmed(const llrt_arg *args, int argc, llrt_result *result);

#endif
