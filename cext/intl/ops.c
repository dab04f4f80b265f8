/* The fast ops that JS finds in native:intl. */
#include "ops.h"

const llrt_fastop_def intl_ops[] = {
    {"compare", intl_compare, 5},
    {"nextBreaks", intl_next_breaks, 4},
    {NULL, NULL, 0},
};
