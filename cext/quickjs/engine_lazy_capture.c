/* The variables that a stub (engine_lazy.c) takes from outside: those that its code would take, in the same order:
 * what is compiled at its first call finds them. Included by engine.c. */

/* Captures a variable of `outer`, or one that it has from outside, for `fd`, which has not got it yet. */
static int capture_from(JSContext *ctx, JSFunctionDef *fd, JSFunctionDef *outer, JSClosureTypeEnum type, int index, JSAtom name,
                        bool is_const, bool is_lexical, JSVarKindEnum kind)
{
    if (outer != fd->parent) {
        index = get_closure_var(ctx, fd->parent, outer, type, index, name, is_const, is_lexical, kind);
        if (index < 0)
            return -1;
        type = JS_CLOSURE_REF;
    }
    return add_closure_var(ctx, fd, type, index, name, is_const, is_lexical, kind) < 0 ? -1 : 0;
}

enum { NOT_THERE = -1, OBJECTS_THERE = -2 };

/* The variable of `outer`, a function around, that `name` means at `level` of its scopes, unless objects (with, eval) may have it. */
static int find_in(JSContext *ctx, JSFunctionDef *outer, JSAtom name, int level)
{
    int index;

    for (index = outer->scopes[level].first; index >= 0; index = outer->vars[index].scope_next) {
        if (outer->vars[index].var_name == name)
            return index;
        if (outer->vars[index].var_name == JS_ATOM__with_)
            return OBJECTS_THERE;
    }
    if (index != ARG_SCOPE_END && outer->var_count + outer->arg_count && (index = find_var(ctx, outer, name)) >= 0)
        return index;
    if (name == JS_ATOM_this && (index = resolve_pseudo_var(ctx, outer, name)) >= 0)
        return index;
    if (name == JS_ATOM_arguments && outer->has_arguments_binding)
        return add_arguments_var(ctx, outer);
    if (outer->is_func_expr && outer->func_name == name)
        return add_func_var(ctx, outer, name);
    return outer->var_object_idx >= 0 || outer->arg_var_object_idx >= 0 ? OBJECTS_THERE : NOT_THERE;
}

/* What resolve_scope_var captures for a stub, which has no variables of its own and wants no code. 1: objects may have the name. */
static int capture_name(JSContext *ctx, JSFunctionDef *fd, JSAtom name)
{
    JSFunctionDef *outer = fd;
    int index;

    if ((fd->is_func_expr && fd->func_name == name) || (name == JS_ATOM_arguments && fd->has_arguments_binding))
        return 0;
    while (outer->parent) {
        int level = outer->parent_scope_level;
        outer = outer->parent;
        index = find_in(ctx, outer, name, level);
        if (index == OBJECTS_THERE)
            return 1;
        if (index >= 0 && index & ARGUMENT_VAR_OFFSET) {
            index -= ARGUMENT_VAR_OFFSET;
            capture_var(outer, &outer->args[index]);
            return capture_from(ctx, fd, outer, JS_CLOSURE_ARG, index, name, false, false, JS_VAR_NORMAL);
        }
        if (index >= 0) {
            JSVarDef *found = &outer->vars[index];
            capture_var(outer, found);
            return capture_from(ctx, fd, outer, JS_CLOSURE_LOCAL, index, name, found->is_const, found->is_lexical, found->var_kind);
        }
        if (outer->is_eval)
            break;
    }
    if (!outer->is_eval || outer == fd)
        return 0;
    for (index = llrt_closure_start(outer, name); index < outer->closure_var_count; index++) {
        JSClosureVar *found = &outer->closure_var[index];
        if (found->var_name == name)
            return capture_from(ctx, fd, outer, JS_CLOSURE_REF, index, name, found->is_const, found->is_lexical, found->var_kind);
        if (found->var_name == JS_ATOM__var_ || found->var_name == JS_ATOM__arg_var_ || found->var_name == JS_ATOM__with_)
            return 1;
    }
    return 0;
}

/* Makes `fd` take what it needs from outside, as the engine's own resolver does. */
static int capture_names(JSContext *ctx, JSFunctionDef *fd, const JSAtom *names, uint32_t count, bool uses_this)
{
    DynBuf code;
    int ret = 0;

    js_dbuf_init(ctx, &code);
    for (uint32_t i = 0; i < count + uses_this && !ret; i++) {
        JSAtom name = i < count ? names[i] : JS_ATOM_this;
        JSAtomStruct *text = i < count && !__JS_AtomIsTaggedInt(name) ? ctx->rt->atom_array[name] : NULL;
        if (text && text->len && !text->is_wide_char && str8(text)[0] == '#') {
            JSAtom setter;
            bool is_ref;
            int kind, index = resolve_scope_private_field1(ctx, &is_ref, &kind, fd, name, 0);
            if (index < 0) {
                ret = -1;
                break;
            }
            /* The engine forgets what kind of #name it is on the way in. */
            fd->closure_var[index].var_kind = kind;
            if (kind != JS_VAR_PRIVATE_SETTER && kind != JS_VAR_PRIVATE_GETTER_SETTER)
                continue;
            setter = get_private_setter_name(ctx, name);
            index = setter == JS_ATOM_NULL ? -1 : resolve_scope_private_field1(ctx, &is_ref, &kind, fd, setter, 0);
            JS_FreeAtom(ctx, setter);
            if (index < 0)
                ret = -1;
            else
                fd->closure_var[index].var_kind = kind;
        } else if ((ret = capture_name(ctx, fd, name)) > 0) {
            ret = 0;
            resolve_scope_var(ctx, fd, name, 0, OP_scope_get_var, &code, NULL, NULL, 0);
            free_bytecode_atoms(ctx->rt, code.buf, code.size, false);
            code.size = 0;
        }
    }
    dbuf_free(&code);
    return ret;
}
