/* The engine with llrt's additions, one translation unit: the edited quickjs.c (vendor/edits.toml), whose static functions
 * and structures the files included here reach, then one file per idea. The interface is engine.h. */
#include <pthread.h>
#include <stdlib.h>

#include "quickjs.c"

#undef malloc
#undef free
#undef realloc

#include "engine_strings.c"
#include "engine_values.c"
#include "engine_buffers.c"
#include "engine_limits.c"
#include "engine_dates.c"
#include "engine_runtime.c"
#include "engine_walk.c"
#include "engine_modules.c"
#include "engine_import.c"
#include "engine_scripts.c"
#include "engine_plain.c"
#include "engine_literals.c"
#include "engine_regexp.c"
#include "engine_promises.c"
#include "engine_jobs.c"
#include "natives_inspect.c"
#include "engine_stack.c"
#include "engine_stack_attach.c"
#include "engine_stack_names.c"
#include "engine_stack_format.c"
#include "engine_stack_sites.c"
#include "engine_callee.c"
#include "engine_wording.c"
#include "engine_wording_values.c"
#include "engine_realm_global.c"
#include "engine_json_errors.c"
#include "engine_json_stack.c"
#include "engine_json_parse.c"
#include "engine_json_write.c"
#include "engine_json_stringify.c"
#include "natives_zones.c"
#include "natives_lazy.c"
#include "natives_events.c"
#include "natives_ticks.c"
#include "engine_fastops.c"
#include "natives.c"
#include "engine_positions.c"
#include "engine_texts.c"
#include "engine_preparse.c"
#include "engine_lazy_read.c"
#include "engine_names.c"
#include "engine_lazy_capture.c"
#include "engine_lazy.c"
#include "engine_lazy_fill.c"
#include "engine_lazy_places.c"
#include "engine_builtins.c"
#include "engine_lazy_exports.c"
#include "engine_sync_exports.c"
#include "engine_image.h"
#include "engine_image.c"

#if __has_include("binding_internals.c")
#include "binding_internals.c"
#endif
