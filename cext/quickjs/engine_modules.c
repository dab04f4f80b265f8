/* Modules as the loader sees them: compile without resolving, list and bind requests, link, evaluate, import(),
 * import.meta. The engine never looks a module up by its name. Included by engine.c; the walks are in engine_walk.c. */

#define LLRT_COMPILE_MODULE (JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY)

llrt_hooks *llrt_get_hooks(JSContext *ctx)
{
    return &ctx->llrt->hooks;
}

/* ---- Making ------------------------------------------------------------------------------------------------------------ */

JSModuleDef *llrt_module_compile(JSContext *ctx, const char *source, size_t length, const char *name, int line)
{
    JSEvalOptions options = { JS_EVAL_OPTIONS_VERSION, LLRT_COMPILE_MODULE, name, line };
    JSValue value = JS_Eval2(ctx, source, length, &options);
    JSModuleDef *m;

    if (JS_IsException(value))
        return NULL;
    m = JS_VALUE_GET_PTR(value);
    m->llrt_held = true;
    return m;
}

/* A local export of a variable that is an import's: an indirect export, except for a namespace. The variable is known. */
static void llrt_export_import(JSContext *ctx, JSModuleDef *m, JSExportEntry *me)
{
    for (int i = 0; i < m->import_entries_count; i++) {
        JSImportEntry *mi = &m->import_entries[i];

        if (mi->var_idx != me->u.local.var_idx)
            continue;
        if (mi->import_name == JS_ATOM__star_)
            return;
        JS_FreeAtom(ctx, me->local_name);
        me->local_name = JS_DupAtom(ctx, mi->import_name);
        me->export_type = JS_EXPORT_TYPE_INDIRECT;
        me->u.req_module_idx = mi->req_module_idx;
        return;
    }
}

static JSModuleDef *module_that_was_read(JSContext *ctx, JSValue value)
{
    JSModuleDef *m;

    if (JS_IsException(value))
        return NULL;
    if (JS_VALUE_GET_TAG(value) != JS_TAG_MODULE) {
        JS_FreeValue(ctx, value);
        JS_ThrowTypeError(ctx, "this bytecode is a script's, expected a module's");
        return NULL;
    }
    m = JS_VALUE_GET_PTR(value);
    m->llrt_held = true;
    return m;
}

JSModuleDef *llrt_module_read(JSContext *ctx, const uint8_t *data, size_t length)
{
    return module_that_was_read(ctx, JS_ReadObject(ctx, data, length, JS_READ_OBJ_BYTECODE));
}

JSModuleDef *llrt_module_read_kept(JSContext *ctx, const uint8_t *data, size_t length, const llrt_kept *kept)
{
    return module_that_was_read(ctx, read_kept(ctx, data, length, kept));
}

static uint8_t *write_bytecode(JSContext *ctx, JSValueConst value, int flags, size_t *length)
{
    uint32_t failed = ctx->rt->llrt->failed_allocations;
    uint8_t *data, *copy;

    ctx->rt->llrt->write_lazily = !(flags & JS_WRITE_OBJ_STRIP_SOURCE);
    data = JS_WriteObject(ctx, length, value, JS_WRITE_OBJ_BYTECODE | flags);
    ctx->rt->llrt->write_lazily = false;
    if (!data)
        return NULL;
    if (failed != ctx->rt->llrt->failed_allocations) {
        js_free(ctx, data);    /* the writer does not look at every allocation */
        JS_ThrowOutOfMemory(ctx);
        return NULL;
    }
    copy = malloc(*length ? *length : 1);
    if (copy)
        memcpy(copy, data, *length);
    else
        JS_ThrowOutOfMemory(ctx);
    js_free(ctx, data);
    return copy;
}

/* The same, and where the functions are in the text. */
static uint8_t *write_with_text(JSContext *ctx, JSValueConst value, const char *text, size_t text_length, size_t *length)
{
    LLRTRuntime *state = ctx->rt->llrt;
    uint8_t *data;

    state->write_text = text;
    state->write_text_length = text_length;
    state->write_text_at = 0;
    data = write_bytecode(ctx, value, 0, length);
    state->write_text = NULL;
    return data;
}

uint8_t *llrt_module_bytecode(JSContext *ctx, JSModuleDef *m, const char *text, size_t text_length, size_t *length)
{
    if (m->init_func || m->func_created) {
        JS_ThrowTypeError(ctx, "bytecode can be had of a module compiled from source and not linked yet");
        return NULL;
    }
    return write_with_text(ctx, JS_MKPTR(JS_TAG_MODULE, m), text, text_length, length);
}

/* Evaluation of every synthetic module: its exports come from an object kept by it, or from the binding. */
static int evaluate_synthetic(JSContext *ctx, JSModuleDef *m)
{
    if (JS_IsObject(m->private_value)) {
        for (int i = 0; i < m->export_entries_count; i++) {
            JSExportEntry *me = &m->export_entries[i];
            JSValue value = JS_GetProperty(ctx, m->private_value, me->export_name);
            if (JS_IsException(value))
                return -1;
            set_value(ctx, me->u.local.var_ref->pvalue, value);
        }
        return 0;
    }
    return ctx->llrt->hooks.synthetic_hook ? ctx->llrt->hooks.synthetic_hook(ctx, m) : 0;
}

JSModuleDef *llrt_module_synthetic(JSContext *ctx, const char *name, const char *const *exports, int count)
{
    JSModuleDef *m = JS_NewCModule(ctx, name, evaluate_synthetic);

    if (!m)
        return NULL;
    for (int i = 0; i < count; i++) {
        if (JS_AddModuleExport(ctx, m, exports[i]) < 0) {
            js_free_module_def(ctx, m);
            return NULL;
        }
    }
    m->llrt_held = true;
    return m;
}

/* native:<room>: a synthetic module with the properties of `object` (owned) as its exports. */
static JSModuleDef *module_from_object(JSContext *ctx, const char *name, JSValue object)
{
    JSPropertyEnum *keys = NULL;
    uint32_t count = 0;
    JSModuleDef *m = JS_NewCModule(ctx, name, evaluate_synthetic);

    if (!m || JS_GetOwnPropertyNames(ctx, &keys, &count, object, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0)
        goto fail;
    for (uint32_t i = 0; i < count; i++) {
        if (!add_export_entry2(ctx, NULL, m, JS_ATOM_NULL, keys[i].atom, JS_EXPORT_TYPE_LOCAL))
            goto fail;
    }
    js_free_prop_enum(ctx, keys, count);
    m->private_value = object;
    return m;
fail:
    js_free_prop_enum(ctx, keys, count);
    if (m)
        js_free_module_def(ctx, m);
    JS_FreeValue(ctx, object);
    return NULL;
}

int llrt_module_set_export(JSContext *ctx, JSModuleDef *m, const char *name, JSValue value)
{
    JSAtom atom = JS_NewAtom(ctx, name);
    JSExportEntry *me = atom == JS_ATOM_NULL ? NULL : find_export_entry(ctx, m, atom);

    JS_FreeAtom(ctx, atom);
    if (atom == JS_ATOM_NULL)
        goto fail;
    if (!me || !m->init_func) {
        JS_ThrowTypeError(ctx, "the module has no synthetic export '%s'", name);
        goto fail;
    }
    if (create_function_of_one(ctx, m))
        goto fail;
    set_value(ctx, me->u.local.var_ref->pvalue, value);
    return 0;
fail:
    JS_FreeValue(ctx, value);
    return -1;
}

/* ---- Requests ----------------------------------------------------------------------------------------------------------- */

int llrt_module_request_count(JSModuleDef *m)
{
    return m->req_module_entries_count;
}

JSValue llrt_module_request_specifier(JSContext *ctx, JSModuleDef *m, int index)
{
    return JS_AtomToString(ctx, m->req_module_entries[index].module_name);
}

JSValue llrt_module_request_attributes(JSContext *ctx, JSModuleDef *m, int index)
{
    return js_dup(m->req_module_entries[index].attributes);
}

int llrt_module_set_request(JSContext *ctx, JSModuleDef *m, int index, JSModuleDef *dependency)
{
    JSReqModuleEntry *request = &m->req_module_entries[index];

    if (request->module == dependency)
        return 0;
    if (m->status != JS_MODULE_STATUS_UNLINKED || m->func_created) {
        JS_ThrowTypeError(ctx, "the requests of a linked module cannot change");
        return -1;
    }
    if (request->module)
        request->module->llrt_users--;
    request->module = dependency;
    dependency->llrt_users++;
    return 0;
}

/* ---- Life ---------------------------------------------------------------------------------------------------------------- */

static void llrt_module_freed(JSContext *ctx, JSModuleDef *m)
{
    if (ctx->llrt && ctx->llrt->hooks.module_free && m->llrt_opaque)
        ctx->llrt->hooks.module_free(m, m->llrt_opaque);
    m->llrt_opaque = NULL;
    /* half read from bytecode when memory ran out: the counts come before the arrays */
    m->req_module_entries_count *= m->req_module_entries != NULL;
    m->export_entries_count *= m->export_entries != NULL;
    m->import_entries_count *= m->import_entries != NULL;
}

static bool module_is_unused(JSModuleDef *m)
{
    return !m->llrt_held && m->llrt_users == 0 && m->status == JS_MODULE_STATUS_UNLINKED && !m->func_created;
}

void llrt_module_release(JSContext *ctx, JSModuleDef *m)
{
    JSModuleDef *todo = NULL;

    m->llrt_held = false;
    if (!module_is_unused(m))
        return;
    m->stack_prev = NULL;
    for (todo = m; todo;) {
        JSModuleDef *dead = todo;
        todo = dead->stack_prev;
        for (int i = 0; i < dead->req_module_entries_count; i++) {
            JSModuleDef *dependency = dead->req_module_entries[i].module;
            if (!dependency)
                continue;
            dependency->llrt_users--;
            if (dependency != dead && module_is_unused(dependency)) {
                dependency->stack_prev = todo;
                todo = dependency;
            }
        }
        js_free_module_def(ctx, dead);
    }
}

void llrt_module_set_opaque(JSModuleDef *m, void *opaque)
{
    m->llrt_opaque = opaque;
}

void *llrt_module_opaque(JSModuleDef *m)
{
    return m->llrt_opaque;
}

JSValue llrt_module_name(JSContext *ctx, JSModuleDef *m)
{
    return JS_AtomToString(ctx, m->module_name);
}

int llrt_module_set_name(JSContext *ctx, JSModuleDef *m, const char *name)
{
    JSAtom atom = JS_NewAtom(ctx, name);

    if (atom == JS_ATOM_NULL)
        return -1;
    JS_FreeAtom(ctx, m->module_name);
    m->module_name = atom;
    return 0;
}

/* ---- State ---------------------------------------------------------------------------------------------------------------- */

int llrt_module_status(JSModuleDef *m)
{
    switch (m->status) {
    case JS_MODULE_STATUS_UNLINKED:
    case JS_MODULE_STATUS_LINKING:
        return LLRT_MODULE_UNLINKED;
    case JS_MODULE_STATUS_LINKED:
        return LLRT_MODULE_LINKED;
    case JS_MODULE_STATUS_EVALUATING:
    case JS_MODULE_STATUS_EVALUATING_ASYNC:
        return LLRT_MODULE_EVALUATING;
    default:
        return m->eval_has_exception || (m->cycle_root && m->cycle_root->eval_has_exception) ? LLRT_MODULE_ERRORED
                                                                                              : LLRT_MODULE_EVALUATED;
    }
}

JSValue llrt_module_error(JSContext *ctx, JSModuleDef *m)
{
    if (m->eval_has_exception)
        return js_dup(m->eval_exception);
    if (m->cycle_root && m->cycle_root->eval_has_exception)
        return js_dup(m->cycle_root->eval_exception);
    return JS_UNDEFINED;
}

int llrt_module_has_tla(JSModuleDef *m)
{
    return m->has_tla;
}

int llrt_module_graph_has_tla(JSContext *ctx, JSModuleDef *root)
{
    ModuleList seen = { NULL, 0, 0 };
    uint32_t batch = next_batch();
    int found = 0;

    root->llrt_batch = root->status == JS_MODULE_STATUS_EVALUATING ? root->llrt_batch : batch;
    if (list_push(ctx, &seen, root))
        return -1;
    for (int at = 0; at < seen.count && !found; at++) {
        JSModuleDef *m = seen.items[at];
        found = m->has_tla || m->status == JS_MODULE_STATUS_EVALUATING_ASYNC;
        for (int i = 0; i < m->req_module_entries_count && !found; i++) {
            JSModuleDef *dependency = m->req_module_entries[i].module;
            if (dependency && dependency->status == JS_MODULE_STATUS_EVALUATING_ASYNC)
                found = 1;      /* it still waits */
            if (!dependency || dependency->llrt_batch == batch || dependency->status >= JS_MODULE_STATUS_EVALUATING)
                continue;
            dependency->llrt_batch = batch;
            if (list_push(ctx, &seen, dependency)) {
                found = -1;
                break;
            }
        }
    }
    js_free(ctx, seen.items);
    return found;
}

JSValue llrt_module_namespace(JSContext *ctx, JSModuleDef *m)
{
    if (m->status == JS_MODULE_STATUS_UNLINKED)
        return JS_ThrowReferenceError(ctx, "the module is not linked");
    return JS_GetModuleNamespace(ctx, m);
}

static void throw_syntax_error_without_stack(JSContext *ctx, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    JS_ThrowError2(ctx, JS_SYNTAX_ERROR, false, format, arguments);
    va_end(arguments);
}

/* Called by edits: the error of an import that `m` requests from a module without such an export. */
static void llrt_throw_missing_export(JSContext *ctx, int result, JSModuleDef *m, int request, JSAtom name)
{
    char buf1[ATOM_GET_STR_BUF_SIZE], buf2[ATOM_GET_STR_BUF_SIZE];
    const char *file;

    if (result == JS_RESOLVE_RES_EXCEPTION)
        return;
    JS_AtomGetStr(ctx, buf1, sizeof(buf1), m->req_module_entries[request].module_name);
    JS_AtomGetStr(ctx, buf2, sizeof(buf2), name);
    throw_syntax_error_without_stack(ctx, result == JS_RESOLVE_RES_AMBIGUOUS
                                 ? "The requested module '%s' contains conflicting star exports for name '%s'"
                                 : "The requested module '%s' does not provide an export named '%s'", buf1, buf2);
    file = JS_AtomToCString(ctx, m->module_name);
    if (file)
        llrt_record_stack(ctx, ctx->rt->current_exception, JS_UNDEFINED, file, 0, 0, 0);
    JS_FreeCString(ctx, file);
}
