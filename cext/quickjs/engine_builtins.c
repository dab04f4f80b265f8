/* Builtins: modules read from the table that jsc made, bound to each other in C; native:engine and native:<room>; and, for
 * development, builtins compiled from a folder at run time. Included by engine.c. The names are in builtin_names.h. */

#include "builtin_names.h"

static const char *builtins_folder;     /* llrt_set_builtins_from; process-wide, never freed */

int llrt_set_builtins_from(const char *folder)
{
    char *copy = folder && llrt_builtins_development ? strdup(folder) : NULL;

    if (folder && !copy)
        return llrt_builtins_development ? -1 : 0;
    builtins_folder = copy;
    return 0;
}

/* ---- Where a name is kept ---------------------------------------------------------------------------------------------------- */

/* Index in the table, or -1. */
static int table_index(const char *name)
{
    int low = 0, high = (int)llrt_builtin_count - 1;

    while (low <= high) {
        int middle = (low + high) / 2, order = strcmp(name, llrt_builtin_table[middle].name);
        if (order == 0)
            return middle;
        if (order < 0)
            high = middle - 1;
        else
            low = middle + 1;
    }
    return -1;
}

static JSModuleDef *cached_builtin(JSContext *ctx, const char *name, int index)
{
    LLRTContext *state = ctx->llrt;

    if (index >= 0)
        return state->builtins ? state->builtins[index] : NULL;
    for (LLRTExtraBuiltin *extra = state->extra_builtins; extra; extra = extra->next) {
        if (strcmp(extra->name, name) == 0)
            return extra->module;
    }
    return NULL;
}

static int cache_builtin(JSContext *ctx, const char *name, int index, JSModuleDef *m)
{
    LLRTContext *state = ctx->llrt;

    if (index >= 0) {
        if (!state->builtins)
            state->builtins = js_mallocz(ctx, llrt_builtin_count * sizeof(state->builtins[0]));
        if (!state->builtins)
            return -1;
        state->builtins[index] = m;
    } else {
        size_t length = strlen(name) + 1;
        LLRTExtraBuiltin *extra = js_malloc(ctx, sizeof(*extra) + length);
        if (!extra)
            return -1;
        memcpy(extra->name, name, length);
        extra->module = m;
        extra->next = state->extra_builtins;
        state->extra_builtins = extra;
    }
    return 0;
}

/* ---- Compiling --------------------------------------------------------------------------------------------------------------- */

static int canonical_requests(JSContext *ctx, JSModuleDef *m, const char *path)
{
    for (int i = 0; i < m->req_module_entries_count; i++) {
        JSReqModuleEntry *request = &m->req_module_entries[i];
        const char *specifier = JS_AtomToCString(ctx, request->module_name);
        char name[LLRT_NAME_MAX];
        JSAtom atom = JS_ATOM_NULL;
        if (specifier && llrt_resolve_builtin(path, specifier, name))
            atom = JS_NewAtom(ctx, name);
        else if (specifier)
            JS_ThrowReferenceError(ctx, "%s: '%s' names no builtin", path, specifier);
        JS_FreeCString(ctx, specifier);
        if (atom == JS_ATOM_NULL)
            return -1;
        JS_FreeAtom(ctx, request->module_name);
        request->module_name = atom;
    }
    return 0;
}

static JSModuleDef *compile_builtin(JSContext *ctx, const char *source, size_t length, const char *path)
{
    char name[LLRT_NAME_MAX];
    JSModuleDef *m;

    if (!llrt_canonical_name(path, name)) {
        JS_ThrowReferenceError(ctx, "'%s' cannot be the path of a builtin", path);
        return NULL;
    }
    m = llrt_module_compile(ctx, source, length, name, 1);
    if (m && canonical_requests(ctx, m, path)) {
        llrt_module_release(ctx, m);
        return NULL;
    }
    return m;
}

uint8_t *llrt_compile_builtin(JSContext *ctx, const char *source, size_t length, const char *path, size_t *out_length,
                              int *has_tla)
{
    JSModuleDef *m = compile_builtin(ctx, source, length, path);
    uint8_t *code;

    if (!m)
        return NULL;
    *has_tla = m->has_tla;
    if (llrt_forget_positions(ctx, JS_VALUE_GET_PTR(m->func_obj)))
        return NULL;
    code = write_bytecode(ctx, JS_MKPTR(JS_TAG_MODULE, m), JS_WRITE_OBJ_STRIP_SOURCE, out_length);
    return code;
}

void llrt_compiled_requests(JSContext *ctx, void (*each)(void *opaque, const char *request), void *opaque)
{
    JSModuleDef *m;

    if (list_empty(&ctx->loaded_modules))
        return;
    m = list_entry(ctx->loaded_modules.prev, JSModuleDef, link);
    for (int i = 0; i < m->req_module_entries_count; i++) {
        const char *name = JS_AtomToCString(ctx, m->req_module_entries[i].module_name);
        if (name)
            each(opaque, name);
        JS_FreeCString(ctx, name);
    }
}

/* ---- Development: from a folder ------------------------------------------------------------------------------------------------ */

static char *read_whole_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long size;

    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0) {
        text = malloc((size_t)size + 1);
        if (text) {
            *length = fread(text, 1, (size_t)size, file);
            text[*length] = '\0';
        }
    }
    fclose(file);
    return text;
}

/* NULL without an exception: there is no such file. */
static JSModuleDef *builtin_from_folder(JSContext *ctx, const char *name)
{
    char path[LLRT_NAME_MAX + 16], whole[4096], *text = NULL;
    size_t length = 0;
    JSModuleDef *m;

    if (!builtins_folder || strncmp(name, "native:", 7) == 0)
        return NULL;
    for (unsigned variant = 0; !text && llrt_candidate_path(name, variant, path); variant++) {
        char check[LLRT_NAME_MAX];
        if (!llrt_canonical_name(path, check) || strcmp(check, name) != 0)
            continue;
        snprintf(whole, sizeof(whole), "%s/%s", builtins_folder, path);
        text = read_whole_file(whole, &length);
    }
    if (!text)
        return NULL;
    m = compile_builtin(ctx, text, length, path);
    free(text);
    return m;
}

/* ---- Loading ---------------------------------------------------------------------------------------------------------------------- */

static JSModuleDef *native_room(JSContext *ctx, const char *name)
{
    JSValue exports;

    if (strcmp(name, "native:engine") == 0)
        return make_native_engine(ctx);
    if (!ctx->llrt->hooks.native_hook)
        return NULL;
    exports = ctx->llrt->hooks.native_hook(ctx, name + 7);
    if (JS_IsException(exports))
        return NULL;
    if (!JS_IsObject(exports)) {
        JS_FreeValue(ctx, exports);
        return NULL;
    }
    return module_from_object(ctx, name, exports);
}

#ifdef LLRT_BINARY
static JSModuleDef *read_packed(JSContext *ctx, const llrt_builtin *entry)
{
    uint8_t *code = js_malloc(ctx, entry->length);
    JSModuleDef *m = NULL;

    if (!code)
        return NULL;
    if (llrt_unzstd(code, entry->length, entry->code, entry->packed, llrt_builtin_blob, llrt_dictionary_size))
        JS_ThrowOutOfMemory(ctx);
    else
        m = llrt_module_read(ctx, code, entry->length);
    js_free(ctx, code);
    return m;
}
#endif

static JSModuleDef *read_from_table(JSContext *ctx, const llrt_builtin *entry)
{
#ifdef LLRT_BINARY
    if (entry->packed)
        return read_packed(ctx, entry);
#endif
    return llrt_module_read(ctx, entry->code, entry->length);
}

static JSModuleDef *make_builtin(JSContext *ctx, const char *name, int index)
{
    JSModuleDef *m;

    if (strncmp(name, "native:", 7) == 0)
        return native_room(ctx, name);
    m = builtin_from_folder(ctx, name);
    if (m || JS_HasException(ctx))
        return m;
    if (index < 0)
        return ctx->llrt->hooks.sdk_hook && llrt_builtin_name_is_sdk(name) ? ctx->llrt->hooks.sdk_hook(ctx, name) : NULL;
    return read_from_table(ctx, &llrt_builtin_table[index]);
}

/* The module of a name, new or cached, its requests not bound yet if it is new. NULL without an exception: none such. */
static JSModuleDef *get_builtin(JSContext *ctx, const char *name, bool *is_new)
{
    int index = table_index(name);
    JSModuleDef *m = cached_builtin(ctx, name, index);

    *is_new = !m;
    if (m)
        return m;
    m = make_builtin(ctx, name, index);
    if (m && cache_builtin(ctx, name, index, m)) {
        m->llrt_held = false;
        llrt_module_release(ctx, m);
        return NULL;
    }
    return m;
}

static int bind_builtin(JSContext *ctx, JSModuleDef *m, ModuleList *todo)
{
    for (int i = 0; i < m->req_module_entries_count; i++) {
        JSReqModuleEntry *request = &m->req_module_entries[i];
        const char *name;
        JSModuleDef *dependency;
        bool is_new;
        if (request->module)
            continue;
        name = JS_AtomToCString(ctx, request->module_name);
        dependency = name ? get_builtin(ctx, name, &is_new) : NULL;
        if (name && !dependency && !JS_HasException(ctx))
            JS_ThrowReferenceError(ctx, "there is no builtin '%s'", name);
        JS_FreeCString(ctx, name);
        if (!dependency)
            return -1;
        llrt_module_set_request(ctx, m, i, dependency);
        if (dependency->status == JS_MODULE_STATUS_UNLINKED && list_push(ctx, todo, dependency))
            return -1;
    }
    return 0;
}

JSModuleDef *llrt_load_builtin(JSContext *ctx, const char *name)
{
    ModuleList todo = { NULL, 0, 0 };
    bool is_new;
    JSModuleDef *root = get_builtin(ctx, name, &is_new), *result = NULL;

    if (!root || root->status != JS_MODULE_STATUS_UNLINKED)
        return root;
    /* a module that an earlier, failed load left half bound is simply bound further */
    if (list_push(ctx, &todo, root))
        goto done;
    for (int at = 0; at < todo.count; at++) {
        if (bind_builtin(ctx, todo.items[at], &todo))
            goto done;
    }
    if (llrt_module_link(ctx, root) == 0)
        result = root;
done:
    js_free(ctx, todo.items);
    return result;
}

JSValue llrt_require_builtin(JSContext *ctx, const char *name)
{
    JSModuleDef *m = llrt_load_builtin(ctx, name);
    JSValue namespace;

    if (m) {
        ctx->llrt->loading++;       /* its promises are nobody's business */
        namespace = llrt_module_evaluate_sync(ctx, m);
        ctx->llrt->loading--;
        return namespace;
    }
    if (!JS_HasException(ctx))
        JS_ThrowReferenceError(ctx, "there is no builtin '%s'", name);
    return JS_EXCEPTION;
}
