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

JSModuleDef *llrt_module_read(JSContext *ctx, const uint8_t *data, size_t length)
{
    JSValue value = JS_ReadObject(ctx, data, length, JS_READ_OBJ_BYTECODE);
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

static uint8_t *write_bytecode(JSContext *ctx, JSValueConst value, int flags, size_t *length)
{
    uint32_t failed = ctx->rt->llrt->failed_allocations;
    uint8_t *data = JS_WriteObject(ctx, length, value, JS_WRITE_OBJ_BYTECODE | flags), *copy;

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

uint8_t *llrt_module_bytecode(JSContext *ctx, JSModuleDef *m, size_t *length)
{
    if (m->init_func || m->func_created) {
        JS_ThrowTypeError(ctx, "bytecode can be had of a module compiled from source and not linked yet");
        return NULL;
    }
    return write_bytecode(ctx, JS_MKPTR(JS_TAG_MODULE, m), 0, length);
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

JSModuleDef *llrt_module_get_request(JSModuleDef *m, int index)
{
    return m->req_module_entries[index].module;
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
        found = m->has_tla;
        for (int i = 0; i < m->req_module_entries_count && !found; i++) {
            JSModuleDef *dependency = m->req_module_entries[i].module;
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

/* ---- Evaluation ----------------------------------------------------------------------------------------------------------- */

static JSValue settle_evaluation(JSContext *ctx, JSModuleDef *m, int failed)
{
    JSValueConst value = failed ? m->eval_exception : JS_UNDEFINED;
    JSValue ret;

    if (m->status == JS_MODULE_STATUS_EVALUATING_ASYNC)
        return js_dup(m->promise);    /* settled by the engine when what it awaits is */
    ret = JS_Call(ctx, m->resolving_funcs[failed ? 1 : 0], JS_UNDEFINED, 1, &value);
    if (JS_IsException(ret))
        return ret;
    JS_FreeValue(ctx, ret);
    return js_dup(m->promise);
}

JSValue llrt_module_evaluate(JSContext *ctx, JSModuleDef *m)
{
    JSValue promise;
    int failed;

    if (llrt_module_link(ctx, m))
        return JS_EXCEPTION;
    if (m->status == JS_MODULE_STATUS_EVALUATING_ASYNC || m->status == JS_MODULE_STATUS_EVALUATED)
        m = m->cycle_root;
    if (!JS_IsUndefined(m->promise))
        return js_dup(m->promise);
    if (m->status == JS_MODULE_STATUS_EVALUATING)
        return JS_ThrowTypeError(ctx, "the module is being evaluated");
    promise = JS_NewPromiseCapability(ctx, m->resolving_funcs);
    if (JS_IsException(promise))
        return promise;
    m->promise = promise;
    if (m->status == JS_MODULE_STATUS_LINKED)
        failed = evaluate_linked(ctx, m) < 0;
    else
        failed = m->eval_has_exception;
    if (failed && JS_IsUncatchableError(m->eval_exception))
        return JS_Throw(ctx, js_dup(m->eval_exception));
    return settle_evaluation(ctx, m, failed);
}

static JSValue throw_async_module(JSContext *ctx)
{
    JSValue error = JS_NewPlainError(ctx, "require() cannot be used on an ESM graph with top-level await. Use import() instead. "
                                          "To see where the top-level await comes from, use --experimental-print-required-tla.");

    if (JS_IsException(error))
        return error;
    JS_DefinePropertyValueStr(ctx, error, "code", JS_NewString(ctx, "ERR_REQUIRE_ASYNC_MODULE"), JS_PROP_C_W_E);
    return JS_Throw(ctx, error);
}

JSValue llrt_module_evaluate_sync(JSContext *ctx, JSModuleDef *m)
{
    if (llrt_module_link(ctx, m))
        return JS_EXCEPTION;
    if (m->status == JS_MODULE_STATUS_LINKED) {
        int has_tla = llrt_module_graph_has_tla(ctx, m);
        if (has_tla < 0)
            return JS_EXCEPTION;
        if (has_tla)
            return throw_async_module(ctx);
        if (evaluate_linked(ctx, m) < 0)
            return JS_Throw(ctx, js_dup(m->eval_exception));
    }
    if (m->status == JS_MODULE_STATUS_EVALUATING_ASYNC)
        return throw_async_module(ctx);
    if (llrt_module_status(m) == LLRT_MODULE_ERRORED)
        return JS_Throw(ctx, llrt_module_error(ctx, m));
    return JS_GetModuleNamespace(ctx, m);
}

/* ---- import() and import.meta ---------------------------------------------------------------------------------------------- */

static JSAtom mapped_referrer(JSContext *ctx, JSAtom filename)
{
    for (LLRTReferrer *r = ctx->llrt ? ctx->llrt->referrers : NULL; r; r = r->next) {
        if (r->filename == filename)
            return JS_DupAtom(ctx, r->referrer);
    }
    return JS_DupAtom(ctx, filename);
}

/* import() in the file of `function` comes from `name` (a file's URL, where its stack frames show its path). */
static int name_referrer(JSContext *ctx, JSValueConst function, JSValueConst name)
{
    JSAtom filename = JS_VALUE_GET_OBJ(function)->u.func.function_bytecode->filename, atom = JS_ValueToAtom(ctx, name);
    LLRTReferrer *r;

    if (atom == JS_ATOM_NULL)
        return -1;
    for (r = ctx->llrt->referrers; r && r->filename != filename; r = r->next)
        ;
    if (r) {
        JS_FreeAtom(ctx, r->referrer);
        r->referrer = atom;
        return 0;
    }
    r = js_malloc(ctx, sizeof(*r));
    if (!r) {
        JS_FreeAtom(ctx, atom);
        return -1;
    }
    r->filename = JS_DupAtom(ctx, filename);
    r->referrer = atom;
    r->next = ctx->llrt->referrers;
    ctx->llrt->referrers = r;
    return 0;
}

/* The file name of the innermost code that has a file: eval and Function bodies belong to who called them. */
static JSAtom llrt_referrer_name(JSContext *ctx)
{
    for (JSStackFrame *frame = ctx->rt->current_stack_frame; frame; frame = frame->prev_frame) {
        JSFunctionBytecode *b;
        if (JS_VALUE_GET_TAG(frame->cur_func) != JS_TAG_OBJECT)
            continue;
        if (!js_class_has_bytecode(JS_VALUE_GET_OBJ(frame->cur_func)->class_id))
            continue;
        b = JS_VALUE_GET_OBJ(frame->cur_func)->u.func.function_bytecode;
        if (!ctx->llrt || b->filename != ctx->llrt->eval_name)
            return mapped_referrer(ctx, b->filename);
    }
    return JS_ATOM_NULL;
}

int llrt_import_fail(JSContext *ctx, JSValueConst *resolve_reject)
{
    JSValue error = JS_GetException(ctx), ret;

    if (JS_IsUncatchableError(error)) {
        JS_Throw(ctx, error);
        return -1;
    }
    ret = JS_Call(ctx, resolve_reject[1], JS_UNDEFINED, 1, vc(&error));
    JS_FreeValue(ctx, error);
    JS_FreeValue(ctx, ret);
    return JS_IsException(ret) ? -1 : 0;
}

int llrt_import_settle(JSContext *ctx, JSModuleDef *m, JSValueConst *resolve_reject)
{
    JSValue promise = llrt_module_evaluate(ctx, m), then[2], ret = JS_EXCEPTION;
    JSValueConst data[3] = { resolve_reject[0], resolve_reject[1], JS_MKPTR(JS_TAG_MODULE, m) };

    if (JS_IsException(promise))
        return llrt_import_fail(ctx, resolve_reject);
    then[0] = JS_NewCFunctionData(ctx, js_load_module_fulfilled, 0, 0, 3, data);
    then[1] = JS_NewCFunctionData(ctx, js_load_module_rejected, 0, 0, 3, data);
    if (!JS_IsException(then[0]) && !JS_IsException(then[1]))
        ret = js_promise_then(ctx, promise, 2, vc(then));
    JS_FreeValues(ctx, promise, then[0], then[1], ret);
    return JS_IsException(ret) ? -1 : 0;
}

/* argv: resolve, reject, base name, specifier, attributes. */
static JSValue llrt_dynamic_import_job(JSContext *ctx, int argc, JSValueConst *argv)
{
    int ret;

    if (!ctx->llrt || !ctx->llrt->hooks.import_hook) {
        JS_ThrowTypeError(ctx, "import() is not available: no loader was given for this context");
        ret = llrt_import_fail(ctx, argv);
    } else {
        ret = ctx->llrt->hooks.import_hook(ctx, argv[2], argv[3], argv[4], argv);
        if (ret < 0)
            ret = llrt_import_fail(ctx, argv);
    }
    return ret < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

/* Does the constant pool of `b`, or of a function in it, hold `wanted`? As deep as functions nest. */
static bool bytecode_contains(JSFunctionBytecode *b, JSFunctionBytecode *wanted)
{
    if (b == wanted)
        return true;
    for (int i = 0; i < b->cpool_count; i++) {
        if (JS_VALUE_GET_TAG(b->cpool[i]) == JS_TAG_FUNCTION_BYTECODE &&
            bytecode_contains(JS_VALUE_GET_PTR(b->cpool[i]), wanted))
            return true;
    }
    return false;
}

static JSFunctionBytecode *module_bytecode(JSModuleDef *m)
{
    if (JS_VALUE_GET_TAG(m->func_obj) == JS_TAG_FUNCTION_BYTECODE)
        return JS_VALUE_GET_PTR(m->func_obj);
    if (JS_VALUE_GET_TAG(m->func_obj) == JS_TAG_OBJECT)
        return JS_VALUE_GET_OBJ(m->func_obj)->u.func.function_bytecode;
    return NULL;
}

static JSModuleDef *module_of_bytecode(JSContext *ctx, JSFunctionBytecode *b)
{
    struct list_head *el;

    if (b->llrt_module)
        return b->llrt_module;
    list_for_each(el, &ctx->loaded_modules) {
        JSModuleDef *m = list_entry(el, JSModuleDef, link);
        JSFunctionBytecode *top = module_bytecode(m);
        if (top && top->filename == b->filename && bytecode_contains(top, b))
            return b->llrt_module = m;
    }
    return NULL;
}

static JSValue llrt_import_meta(JSContext *ctx)
{
    JSStackFrame *frame = ctx->rt->current_stack_frame;
    JSObject *function = JS_VALUE_GET_OBJ(frame->cur_func);
    JSModuleDef *m = module_of_bytecode(ctx, function->u.func.function_bytecode);
    JSValue meta;

    if (!m)
        return JS_ThrowTypeError(ctx, "import.meta not supported in this context");
    if (!JS_IsUndefined(m->meta_obj))
        return js_dup(m->meta_obj);
    meta = JS_GetImportMeta(ctx, m);
    if (JS_IsException(meta) || !ctx->llrt->hooks.meta_hook)
        return meta;
    if (ctx->llrt->hooks.meta_hook(ctx, m, meta) < 0) {
        set_value(ctx, &m->meta_obj, JS_UNDEFINED);
        JS_FreeValue(ctx, meta);
        return JS_EXCEPTION;
    }
    return meta;
}
