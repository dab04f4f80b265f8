/* Linking and evaluating module graphs without recursion: chains and cycles of any length. The engine's own functions do
 * the work on one module at a time; the order is the one of ECMA-262 16.2.1.6 (Link, Evaluate): depth first, dependencies
 * before dependents. Included by engine.c. */

/* A depth-first walk: the path from the root (llrt_next of each step is the request to look at next). */
typedef struct {
    JSModuleDef **items;
    int count, size;
} ModuleList;

static int list_push(JSContext *ctx, ModuleList *list, JSModuleDef *m)
{
    if (js_resize_array(ctx, (void **)&list->items, sizeof(list->items[0]), &list->size, list->count + 1))
        return -1;
    list->items[list->count++] = m;
    return 0;
}

static uint32_t next_batch(void)
{
    static _Thread_local uint32_t batch;
    return ++batch ? batch : ++batch;
}

static int throw_unbound_request(JSContext *ctx, JSModuleDef *m, JSAtom request)
{
    char buf1[ATOM_GET_STR_BUF_SIZE], buf2[ATOM_GET_STR_BUF_SIZE];

    JS_ThrowReferenceError(ctx, "module '%s' is not resolved: nothing was given for its import of '%s'",
                           JS_AtomGetStr(ctx, buf1, sizeof(buf1), m->module_name),
                           JS_AtomGetStr(ctx, buf2, sizeof(buf2), request));
    return -1;
}

/* ---- Linking -------------------------------------------------------------------------------------------------------- */

static int walk_enter(JSContext *ctx, ModuleList *path, JSModuleDef *m)
{
    if (list_push(ctx, path, m))
        return -1;
    m->status = JS_MODULE_STATUS_LINKING;
    m->llrt_next = 0;
    return 0;
}

/* All unlinked modules that `root` reaches, dependencies first, marked LINKING (on failure unmarked again). */
static int collect_unlinked(JSContext *ctx, JSModuleDef *root, ModuleList *order)
{
    ModuleList path = { NULL, 0, 0 };
    int ret = -1;

    if (walk_enter(ctx, &path, root))
        goto done;
    while (path.count > 0) {
        JSModuleDef *m = path.items[path.count - 1], *dependency;
        if (m->llrt_next == m->req_module_entries_count) {
            if (list_push(ctx, order, m))
                goto done;
            path.count--;
            continue;
        }
        dependency = m->req_module_entries[m->llrt_next].module;
        if (!dependency) {
            throw_unbound_request(ctx, m, m->req_module_entries[m->llrt_next].module_name);
            goto done;
        }
        m->llrt_next++;
        if (dependency->status == JS_MODULE_STATUS_UNLINKED && walk_enter(ctx, &path, dependency))
            goto done;
    }
    ret = 0;
done:
    for (int i = 0; ret < 0 && i < path.count; i++)
        path.items[i]->status = JS_MODULE_STATUS_UNLINKED;
    js_free(ctx, path.items);
    return ret;
}

/* What js_create_module_function does for one module, without its dependencies. */
static int create_function_of_one(JSContext *ctx, JSModuleDef *m)
{
    if (m->func_created)
        return 0;
    if (!m->init_func) {
        if (js_create_module_bytecode_function(ctx, m))
            return -1;
    } else {
        for (int i = 0; i < m->export_entries_count; i++) {
            JSExportEntry *me = &m->export_entries[i];
            if (me->export_type == JS_EXPORT_TYPE_LOCAL && !me->u.local.var_ref) {
                me->u.local.var_ref = js_create_module_var(ctx, false);
                if (!me->u.local.var_ref)
                    return -1;
            }
        }
    }
    m->func_created = true;
    return 0;
}

/* Takes back what a failed link bound, so that the module can be linked again. */
static void unbind(JSContext *ctx, JSModuleDef *m)
{
    JSVarRef **var_refs;

    m->status = JS_MODULE_STATUS_UNLINKED;
    if (m->init_func || !m->func_created)
        return;
    var_refs = JS_VALUE_GET_OBJ(m->func_obj)->u.func.var_refs;
    for (int i = 0; i < m->export_entries_count; i++) {
        JSExportEntry *me = &m->export_entries[i];
        if (me->export_type == JS_EXPORT_TYPE_LOCAL && me->u.local.var_ref) {
            free_var_ref(ctx->rt, me->u.local.var_ref);
            me->u.local.var_ref = NULL;
        }
    }
    for (int i = 0; i < m->import_entries_count; i++) {
        JSImportEntry *mi = &m->import_entries[i];
        if (mi->import_name != JS_ATOM__star_ && var_refs[mi->var_idx]) {
            free_var_ref(ctx->rt, var_refs[mi->var_idx]);
            var_refs[mi->var_idx] = NULL;
        }
    }
}

/* With every other module of the batch marked LINKING, the engine's linking of one module recurses nowhere. */
static int bind_one(JSContext *ctx, JSModuleDef *m)
{
    JSModuleDef *stack = NULL;

    m->status = JS_MODULE_STATUS_UNLINKED;
    if (js_inner_module_linking(ctx, m, &stack, 0) < 0) {
        m->status = JS_MODULE_STATUS_LINKING;
        return -1;
    }
    return 0;
}

int llrt_module_link(JSContext *ctx, JSModuleDef *root)
{
    ModuleList order = { NULL, 0, 0 };
    int ret = -1;

    if (root->status != JS_MODULE_STATUS_UNLINKED)
        return 0;
    if (collect_unlinked(ctx, root, &order))
        goto done;
    for (int i = 0; i < order.count; i++) {
        order.items[i]->dfs_ancestor_index = INT32_MAX;
        if (create_function_of_one(ctx, order.items[i]))
            goto done;
    }
    for (int i = 0; i < order.count; i++) {
        if (bind_one(ctx, order.items[i]))
            goto done;
    }
    ret = 0;
done:
    for (int i = 0; ret < 0 && i < order.count; i++)
        unbind(ctx, order.items[i]);
    js_free(ctx, order.items);
    return ret;
}

static int llrt_link_for_engine(JSContext *ctx, JSModuleDef *m)
{
    return llrt_module_link(ctx, m);
}

/* ---- Evaluation ------------------------------------------------------------------------------------------------------- */

/* One call of Evaluate(): `path` is the way from the root, `open` the modules executed whose cycle is not complete. */
typedef struct {
    ModuleList path, open;
    uint32_t batch;
    int index;
    JSValue error;
} Evaluation;

static int evaluation_enter(JSContext *ctx, Evaluation *e, JSModuleDef *m)
{
    if (list_push(ctx, &e->path, m) || list_push(ctx, &e->open, m)) {
        e->error = JS_GetException(ctx);
        return -1;
    }
    m->status = JS_MODULE_STATUS_EVALUATING;
    m->dfs_index = m->dfs_ancestor_index = e->index++;
    m->pending_async_dependencies = 0;
    m->llrt_next = 0;
    m->llrt_batch = e->batch;
    return 0;
}

/* A dependency that has been seen to its end (or sits in a cycle with m, or is being evaluated further up the C stack:
 * loadBuiltin() and require() may enter a graph that is in evaluation). */
static int evaluation_after_dependency(JSContext *ctx, Evaluation *e, JSModuleDef *m, JSModuleDef *dependency)
{
    if (dependency->status == JS_MODULE_STATUS_EVALUATING) {
        if (dependency->llrt_batch == e->batch)
            m->dfs_ancestor_index = min_int(m->dfs_ancestor_index, dependency->dfs_ancestor_index);
        else
            return 0;
    } else {
        dependency = dependency->cycle_root;
        if (dependency->eval_has_exception) {
            e->error = js_dup(dependency->eval_exception);
            return -1;
        }
    }
    /* the flag stays set in the engine's modules after their evaluation */
    if (dependency->async_evaluation && dependency->status != JS_MODULE_STATUS_EVALUATED) {
        if (js_resize_array(ctx, (void **)&dependency->async_parent_modules, sizeof(JSModuleDef *),
                            &dependency->async_parent_modules_size, dependency->async_parent_modules_count + 1)) {
            e->error = JS_GetException(ctx);
            return -1;
        }
        dependency->async_parent_modules[dependency->async_parent_modules_count++] = m;
        m->pending_async_dependencies++;
    }
    return 0;
}

static int evaluation_execute(JSContext *ctx, Evaluation *e, JSModuleDef *m)
{
    if (m->pending_async_dependencies > 0 || m->has_tla) {
        m->async_evaluation = true;
        m->async_evaluation_timestamp = ctx->rt->module_async_evaluation_next_timestamp++;
        if (m->pending_async_dependencies == 0 && js_execute_async_module(ctx, m) < 0) {
            e->error = JS_GetException(ctx);
            return -1;
        }
    } else if (js_execute_sync_module(ctx, m, &e->error) < 0) {
        return -1;
    }
    if (m->dfs_index == m->dfs_ancestor_index) {
        JSModuleDef *member;
        do {
            member = e->open.items[--e->open.count];
            member->status = member->async_evaluation ? JS_MODULE_STATUS_EVALUATING_ASYNC : JS_MODULE_STATUS_EVALUATED;
            member->cycle_root = m;
        } while (member != m);
    }
    return 0;
}

static int evaluate_graph(JSContext *ctx, Evaluation *e, JSModuleDef *root)
{
    if (evaluation_enter(ctx, e, root))
        return -1;
    while (e->path.count > 0) {
        JSModuleDef *m = e->path.items[e->path.count - 1], *dependency;
        if (m->llrt_next == m->req_module_entries_count) {
            if (evaluation_execute(ctx, e, m))
                return -1;
            e->path.count--;
            continue;
        }
        dependency = m->req_module_entries[m->llrt_next].module;
        if (dependency->status == JS_MODULE_STATUS_LINKED) {
            if (evaluation_enter(ctx, e, dependency))
                return -1;
            continue;
        }
        if (evaluation_after_dependency(ctx, e, m, dependency))
            return -1;
        m->llrt_next++;
    }
    return 0;
}

static void evaluation_failed(Evaluation *e, JSModuleDef *root)
{
    for (int i = 0; i < e->open.count; i++) {
        JSModuleDef *m = e->open.items[i];
        m->status = JS_MODULE_STATUS_EVALUATED;
        m->eval_has_exception = true;
        m->eval_exception = js_dup(e->error);
        m->cycle_root = m;
    }
    root->cycle_root = root;
}

/* Evaluate() of a LINKED module; 0 or -1 with the error kept in the module (eval_exception). */
static int evaluate_linked(JSContext *ctx, JSModuleDef *m)
{
    Evaluation e = { .batch = next_batch(), .error = JS_UNDEFINED };
    int ret = evaluate_graph(ctx, &e, m);

    if (ret < 0)
        evaluation_failed(&e, m);
    JS_FreeValue(ctx, e.error);
    js_free(ctx, e.path.items);
    js_free(ctx, e.open.items);
    return ret;
}
