/* The table of the fast ops of this room. */
#ifndef LLRT_INTL_OPS_H
#define LLRT_INTL_OPS_H

#include "llrt_fastop.h"

extern const llrt_fastop_def intl_ops[];

void intl_compare(const llrt_arg *args, int argc, llrt_result *result);
void intl_next_breaks(const llrt_arg *args, int argc, llrt_result *result);

#endif
