/* Parameters with expressions among them. Their names live in a scope of their own, which functions written there close over; the body
 * sees the same variables unless it declares one of that name (FunctionDeclarationInstantiation, steps 27 and 28). The engine gave the
 * body the arguments as they had been passed instead: `(a, b = () => a) => { a = 5; return b(); }` returned the old one.
 *
 * - Where something else may write or see a parameter's variable, the arguments are set to them when all parameters have their values.
 * - Where functions may see them later too, a name of the body that is no variable of its own is the parameter's variable.
 *
 * Functions whose parameters' expressions only read are left as they were. Included by the edited quickjs.c before find_var(). */
#ifndef LLRT_ENGINE_PARAMS_H
#define LLRT_ENGINE_PARAMS_H

/* What find_var() found, or the variable of a parameter that the body shares. */
static int llrt_parameter(const JSFunctionDef *fd, JSAtom name, int found)
{
    if (found >= 0 || !fd->llrt_shares_parameters)
        return found;
    for (int i = 0; i < fd->var_count; i++) {
        if (fd->vars[i].scope_level == ARG_SCOPE_INDEX && fd->vars[i].var_name == name)
            return i;
    }
    return found;
}

/* The body declares what was found. */
static void llrt_declare_again(JSFunctionDef *fd, int found)
{
    if (found & ARGUMENT_VAR_OFFSET)
        fd->args[found - ARGUMENT_VAR_OFFSET].llrt_declared = true;
    else
        fd->vars[found].llrt_declared = true;
}

static bool llrt_assigns(const JSFunctionDef *fd, size_t from)
{
    const uint8_t *code = fd->byte_code.buf;

    for (size_t pos = from; pos < fd->byte_code.size; pos += opcode_info[code[pos]].size) {
        if (code[pos] == OP_scope_put_var || code[pos] == OP_scope_make_ref)
            return true;
    }
    return false;
}

/* After the last parameter, whose code starts at `from`. */
static void llrt_end_parameters(JSParseState *s, JSFunctionDef *fd, size_t from)
{
    bool closed = !list_empty(&fd->child_list);

    if (closed || fd->has_eval_call || llrt_assigns(fd, from)) {
        for (int i = 0; i < fd->arg_count; i++) {
            if (fd->args[i].var_name == JS_ATOM_NULL)
                continue;
            llrt_emit_scoped(s, OP_scope_get_var, JS_DupAtom(s->ctx, fd->args[i].var_name), fd->scope_level);
            llrt_emit_number(s, OP_put_arg, i);
        }
    }
    fd->llrt_closed_parameters = closed;
    if (!closed)
        llrt_emit_number(s, OP_leave_scope, fd->scope_level);
}

static int llrt_find_var(JSContext *ctx, JSFunctionDef *fd, JSAtom name);

/* The body has been read: arguments, and copies of what was taken out of arguments, that it does not declare lose their names. */
static void llrt_share_parameters(JSContext *ctx, JSFunctionDef *fd)
{
    if (!fd->llrt_closed_parameters || fd->has_eval_call)
        return;
    fd->llrt_shares_parameters = true;
    for (int i = 0; i < fd->var_count; i++) {
        int found = fd->vars[i].scope_level == ARG_SCOPE_INDEX ? llrt_find_var(ctx, fd, fd->vars[i].var_name) : -1;
        if (found >= 0) {
            JSVarDef *own = found & ARGUMENT_VAR_OFFSET ? &fd->args[found - ARGUMENT_VAR_OFFSET] : &fd->vars[found];
            if (own->llrt_declared)
                continue;
            JS_FreeAtom(ctx, own->var_name);
            own->var_name = JS_ATOM_NULL;
        }
    }
}

static int find_var(JSContext *ctx, JSFunctionDef *fd, JSAtom name);
static void capture_var(JSFunctionDef *s, JSVarDef *vd);
static int get_closure_var(JSContext *ctx, JSFunctionDef *s, JSFunctionDef *fd, JSClosureTypeEnum closure_type, int var_idx, JSAtom var_name,
                           bool is_const, bool is_lexical, JSVarKindEnum var_kind);

/* For code that eval() may compile in `s`: the variables of parameters of `fd` around it, which come before its arguments. */
static void llrt_add_shared_parameters(JSContext *ctx, JSFunctionDef *s, JSFunctionDef *fd)
{
    for (int i = 0; fd->llrt_shares_parameters && i < fd->var_count; i++) {
        JSVarDef *vd = &fd->vars[i];
        if (vd->scope_level == ARG_SCOPE_INDEX && find_var(ctx, fd, vd->var_name) == i) {
            capture_var(fd, vd);
            get_closure_var(ctx, s, fd, JS_CLOSURE_LOCAL, i, vd->var_name, vd->is_const, vd->is_lexical, vd->var_kind);
        }
    }
}

#endif
