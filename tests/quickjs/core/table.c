/* An empty table of builtins for the C tests. */
#include "engine.h"

const llrt_builtin llrt_builtin_table[1];
const uint32_t llrt_builtin_count = 0;
const int llrt_builtins_development = 1;
