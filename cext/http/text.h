/* Fast ops that say whether text may stand in the head of a message. */
#ifndef LLRT_HTTP_TEXT_H
#define LLRT_HTTP_TEXT_H

#include "llrt_fastop.h"

void http_op_is_token(const llrt_arg *args, int argc, llrt_result *result);
void http_op_is_field_text(const llrt_arg *args, int argc, llrt_result *result);
void http_op_is_target(const llrt_arg *args, int argc, llrt_result *result);

#endif
