/* Functions that are compiled when they are first called. Where a function's text begins, the parser asks llrt_lazy_skip, which
 * looks at the function (engine_preparse.c) and goes behind it. What is made of it is a stub: a function with everything that can be
 * seen of it (name, length, source) and the variables it takes from outside, but whose code is one opcode that does not exist.
 * Executing that compiles the text, as eval code is compiled: its variables are known by name from the stub's list. The
 * result moves into the stub, so that closures that exist have it. */

/* What a JSFunctionDef keeps of a function that was looked at. */
typedef struct LLRTLazyBody {
    const uint8_t *end;         /* behind the closing brace */
    int offset, line, column;   /* where the parser is to start in the function's text */
    uint8_t type, kind;
    bool is_strict, outer_strict, uses_this, uses_super, is_module;
    LLRTInners *inners;         /* of the functions in it, NULL: none */
    uint32_t count;
    JSAtom names[];
} LLRTLazyBody;

/* The "code" of a stub. */
typedef struct LLRTLazyCode {
    uint8_t opcode;
    uint8_t type, kind;
    bool outer_strict, is_module;
    int offset, line, column;
} LLRTLazyCode;

int llrt_lazy_mode = LLRT_LAZY_ON;

static void llrt_free_lazy_body(JSContext *ctx, LLRTLazyBody *body)
{
    if (!body)
        return;
    for (uint32_t i = 0; i < body->count; i++)
        JS_FreeAtom(ctx, body->names[i]);
    js_free(ctx, body->inners);
    js_free(ctx, body);
}

/* Functions in parentheses of their own are called at once, as a rule. */
static bool called_at_once(JSParseState *s, const uint8_t *start)
{
    const uint8_t *p = start;

    while (p > s->buf_start && (pre_chars[p[-1]] & CHAR_SPACE || p[-1] == '\n'))
        p--;
    if (p == s->buf_start)
        return false;
    if (p[-1] == '!' || p[-1] == '~' || p[-1] == '+')
        return true;
    if (p[-1] != '(')
        return false;
    for (p--; p > s->buf_start && pre_chars[p[-1]] & CHAR_SPACE; p--)
        continue;
    return p == s->buf_start || !(pre_chars[p[-1]] & CHAR_NAME || p[-1] == ')' || p[-1] == ']');
}

/* Whether `fd` is in the body of a with statement. */
static bool is_in_with(JSFunctionDef *fd)
{
    for (; fd->parent; fd = fd->parent) {
        JSFunctionDef *outer = fd->parent;
        for (int i = outer->scopes[fd->parent_scope_level].first; i >= 0; i = outer->vars[i].scope_next) {
            if (outer->vars[i].var_name == JS_ATOM__with_)
                return true;
        }
    }
    return false;
}

static JSAtom pre_atom(PreParser *s, uint32_t index)
{
    PreName *name = &s->names[index];

    if (name->atom == JS_ATOM_NULL) {
        name->atom = atom_of_name(s->ctx, name->text, name->length);
        s->has_keyword_atoms |= index < countof(pre_keywords);
    }
    return name->atom;
}

static LLRTLazyBody *new_lazy_body(JSContext *ctx, PreParser *s)
{
    LLRTLazyBody *body = js_mallocz(ctx, sizeof(*body) + s->ref_count * sizeof(body->names[0]));

    for (uint32_t i = 0; body && i < s->ref_count; i++) {
        JSAtom atom = pre_atom(s, s->refs[i]);
        if (atom == JS_ATOM_NULL) {
            llrt_free_lazy_body(ctx, body);
            return NULL;
        }
        body->names[body->count++] = JS_DupAtom(ctx, atom);
    }
    return body;
}

/* The body of a function that was looked at within another. */
static LLRTLazyBody *known_lazy_body(JSContext *ctx, PreParser *s, const PreKnown *all, const PreInner *inner)
{
    LLRTLazyBody *body = js_mallocz(ctx, sizeof(*body) + inner->name_count * sizeof(body->names[0]));
    const PreInnerName *names = all->names + inner->name_at;

    for (uint32_t i = 0; body && i < inner->name_count; i++) {
        JSAtom atom = inner_atom(s, &names[i]);
        if (atom == JS_ATOM_NULL) {
            llrt_free_lazy_body(ctx, body);
            return NULL;
        }
        body->names[body->count++] = atom;
    }
    return body;
}

/* What the thread knows of the function whose parameters are next, or was kept of it. */
static const PreInner *known_function(PreParser *pre, const uint8_t *p, const PreFunction *root, PreKnown *all)
{
    const PreInner *inner;

    if (!pre->ahead)
        return pre_kept(pre, p, all);
    inner = ahead_known(pre, p, all);
    /* The thread may have begun anywhere, and taken a method for a call, or what is strict for sloppy. */
    return inner && inner->end != INNER_AT_ONCE && inner->form != inner_form(root) ? NULL : inner;
}

/* For tests: what a thread found out about this function, which has been looked at, and was `accepted`. */
static void verify_ahead(PreParser *pre, const uint8_t *start, PreFunction *root, bool accepted, int line)
{
    PreKnown all;
    const PreInner *inner = pre->ahead ? known_function(pre, start, root, &all) : NULL;

    if (!inner)
        return;
    if (inner->end == INNER_AT_ONCE ? accepted && pre->p - start >= LAZY_SHORTEST : accepted != ahead_patterns_hold(pre, inner))
        fprintf(stderr, "lazy: looked at ahead, a function was taken for something else: line %d\n", line);
    else if (inner->end != INNER_AT_ONCE && accepted)
        pre_verify_inner(pre, &all, inner, root, line);
}

/* For tests: the functions in this one will be looked at by themselves, too. */
static void verify_inners(JSContext *ctx, PreParser *pre, const uint8_t *start, PreFunction *root, int line)
{
    PreKnown all;
    const PreInner *inner = pre_kept(pre, start, &all);

    if (inner) {
        pre_verify_inner(pre, &all, inner, root, line);
    } else if (!pre->known || start - pre->base >= pre->checked_end) {
        js_free(ctx, pre->checked);
        pre->known = pre->checked = keep_inners(ctx, pre->inners, pre->inner_count, pre->inner_names, 0);
        pre->checked_end = pre->start - pre->base;
    }
}

/* The lexer goes to the closing brace. */
static int skip_to_brace(JSParseState *s, const uint8_t *brace)
{
    const uint8_t *p = s->token.ptr, *line;

    while ((line = memchr(p, '\n', brace - p)) != NULL) {
        p = line + 1;
        s->line_num++;
        s->line_start = s->mark = p;
        s->eol = line;
    }
    s->buf_ptr = brace;
    s->mark = brace;
    return next_token(s);
}

/* Called for a function whose parameters are next; `entry` is where its parsing began. 1: it was looked at and left behind. */
static int llrt_lazy_skip(JSParseState *s, JSFunctionDef *fd, const uint8_t *source, const uint8_t *entry, int line, int column, int kind)
{
    JSContext *ctx = s->ctx;
    LLRTRuntime *state = ctx->rt->llrt;
    PreParser *pre;
    PreFunction root = { 0 };
    LLRTLazyBody *body;
    PreKnown all;
    const PreInner *known;
    const uint8_t *brace;

    if (!state || !llrt_lazy_mode || fd->func_type >= JS_PARSE_FUNC_CLASS_STATIC_INIT || !ctx->eval_internal)
        return 0;
    pre = state->pre;
    if (!pre) {
        pre = pre_begin(s);
        if (pre) {
            llrt_expect_names(s->ctx->rt, s->buf_end - s->buf_start);
            ahead_begin(pre, s->token.ptr, fd->is_strict_mode);
        }
    }
    if (!pre || pre->off || pre->wasted > pre->allowed || fd->parent == pre->eager)
        return pre ? 0 : -1;
    root.is_arrow = fd->func_type == JS_PARSE_FUNC_ARROW;
    if (root.is_arrow ? !fd->parent->arguments_allowed || (s->token.val != '(' && s->token.val != TOK_IDENT) : s->token.val != '(')
        return 0;
    if (llrt_lazy_mode != LLRT_LAZY_VERIFY && called_at_once(s, source))
        return 0;
    if ((pre->has_with && is_in_with(fd)) || js_invalid_strict_name(fd->func_name))
        return 0;
    root.is_async = (fd->func_kind & JS_FUNC_ASYNC) != 0;
    root.is_generator = (fd->func_kind & JS_FUNC_GENERATOR) != 0;
    root.is_strict = root.outer_strict = fd->is_strict_mode;
    root.super_property = root.is_method = fd->has_home_object;
    root.is_getter = fd->func_type == JS_PARSE_FUNC_GETTER;
    root.is_setter = fd->func_type == JS_PARSE_FUNC_SETTER;
    known = llrt_lazy_mode == LLRT_LAZY_VERIFY ? NULL : known_function(pre, s->token.ptr, &root, &all);
    if (known && (known->end == INNER_AT_ONCE || (pre->ahead && !ahead_patterns_hold(pre, known))))
        return llrt_compile_failed(ctx) ? -1 : 0;
    if (known) {
        brace = pre->base + known->end;
        root.length = known->length;
        root.is_strict = known->is_strict;
        root.uses_this = known->uses_this;
        root.uses_super = known->uses_super;
        body = known_lazy_body(ctx, pre, &all, known);
        if (body)
            body->inners = keep_inners(ctx, known + 1, pre_known_inside(&all, known), all.names, source - pre->base);
    } else if (llrt_lazy_mode != LLRT_LAZY_VERIFY && is_soon_over(s->token.ptr, s->buf_end)) {
        return 0;
    } else {
        bool accepted = pre_look(pre, s->token.ptr, &root);
        if (llrt_lazy_mode == LLRT_LAZY_VERIFY)
            verify_ahead(pre, s->token.ptr, &root, accepted, line);
        if (!accepted)
            return llrt_compile_failed(ctx) ? -1 : 0;
        if (llrt_lazy_mode == LLRT_LAZY_VERIFY)
            verify_inners(ctx, pre, s->token.ptr, &root, line);
        else if (pre->p - s->token.ptr < LAZY_SHORTEST)
            return pre->ref_count = 0, 0;
        brace = pre->start;
        body = new_lazy_body(ctx, pre);
        pre->ref_count = 0;
        if (body)
            body->inners = keep_inners(ctx, pre->inners, pre->inner_count, pre->inner_names, source - pre->base);
    }
    if (!body)
        return -1;
    body->end = brace + 1;
    body->offset = entry - source;
    body->line = line;
    body->column = column;
    body->type = fd->func_type == JS_PARSE_FUNC_VAR ? JS_PARSE_FUNC_STATEMENT : fd->func_type;
    if (body->type == JS_PARSE_FUNC_STATEMENT && fd->func_name == JS_ATOM_NULL)
        body->type = JS_PARSE_FUNC_EXPR;     /* export default function () {} */
    body->kind = kind;
    body->outer_strict = fd->is_strict_mode;
    body->is_strict = root.is_strict;
    body->uses_this = root.uses_this && root.is_arrow;
    body->uses_super = root.uses_super;
    body->is_module = s->is_module;
    fd->llrt_lazy = body;
    fd->defined_arg_count = root.length;
    if (llrt_lazy_mode == LLRT_LAZY_VERIFY)
        return 0;
    if (skip_to_brace(s, brace))
        return -1;
    llrt_charge(ctx, s->buf_ptr - source);
    if (llrt_keep_source(s, fd, source, s->buf_ptr - source) || llrt_tick(ctx) || next_token(s))
        return -1;
    fd->is_strict_mode = root.is_strict;
    return 1;
}

/* A definition that was only to be a stub, and has given it what it held: nothing was put into its tables. */
static void drop_definition(JSContext *ctx, JSFunctionDef *fd)
{
    llrt_free_lazy_body(ctx, fd->llrt_lazy);
    fd->llrt_lazy = NULL;
    list_del(&fd->link);
    llrt_give_def(ctx, fd);
}

/* The stub of a function that was left behind; frees `fd`. Like the end of js_create_function. */
static JSValue llrt_create_lazy(JSContext *ctx, JSFunctionDef *fd)
{
    LLRTLazyBody *body = fd->llrt_lazy;
    JSFunctionBytecode *b;
    LLRTLazyCode *code;
    size_t closure_size;

    if (capture_names(ctx, fd, body->names, body->count, body->uses_this) || llrt_compile_failed(ctx))
        goto fail;
    closure_size = fd->closure_var_count * sizeof(*fd->closure_var);
    b = js_mallocz(ctx, sizeof(*b) + ((closure_size + 7) & ~7) + sizeof(*code));
    if (!b)
        goto fail;
    JS_REF_COUNT(b) = 1;
    b->closure_var_count = fd->closure_var_count;
    if (closure_size) {
        b->closure_var = (void *)(b + 1);
        memcpy(b->closure_var, fd->closure_var, closure_size);
        fd->closure_var_count = 0;
    }
    code = (void *)((uint8_t *)(b + 1) + ((closure_size + 7) & ~7));
    *code = (LLRTLazyCode){ LAZY_OPCODE, body->type, body->kind, body->outer_strict, body->is_module, body->offset, body->line, body->column };
    b->byte_code_buf = (uint8_t *)code;
    b->llrt_lazy = true;
    b->llrt_shell = body->inners;
    body->inners = NULL;
    b->func_name = fd->func_name;
    fd->func_name = JS_ATOM_NULL;
    b->filename = fd->filename;
    fd->filename = JS_ATOM_NULL;
    b->line_num = fd->line_num;
    b->col_num = fd->col_num;
    b->source = fd->source;
    b->source_len = fd->source_len;
    b->llrt_text = fd->llrt_text;
    fd->source = NULL;
    fd->llrt_text = 0;
    b->stack_size = 1;
    b->defined_arg_count = fd->defined_arg_count;
    b->has_prototype = fd->has_prototype;
    b->has_simple_parameter_list = true;
    b->is_strict_mode = fd->is_strict_mode;
    b->func_kind = fd->func_kind;
    b->need_home_object = fd->need_home_object || body->uses_super;
    b->new_target_allowed = fd->new_target_allowed;
    b->super_allowed = fd->super_allowed;
    b->arguments_allowed = fd->arguments_allowed;
    b->realm = JS_DupContext(ctx);
    add_gc_object(ctx->rt, &b->header, JS_GC_OBJ_TYPE_FUNCTION_BYTECODE);
    drop_definition(ctx, fd);
    return JS_MKPTR(JS_TAG_FUNCTION_BYTECODE, b);
fail:
    js_free_function_def(ctx, fd);
    return JS_EXCEPTION;
}

/* For tests (LLRT_LAZY_VERIFY): `fd` has been compiled although it was looked at. */
static void llrt_verify_lazy(JSContext *ctx, JSFunctionDef *fd, const char *failed)
{
    LLRTLazyBody *body = fd->llrt_lazy;
    char name[ATOM_GET_STR_BUF_SIZE];

    if (!body || llrt_lazy_mode != LLRT_LAZY_VERIFY)
        return;
    if (failed) {
        fprintf(stderr, "lazy: accepted, but %s: line %d\n", failed, fd->line_num);
        return;
    }
    for (int i = 0; i < fd->closure_var_count; i++) {
        JSAtom atom = fd->closure_var[i].var_name;
        JS_AtomGetStr(ctx, name, sizeof(name), atom);
        /* A private setter's function has a name of the engine's, which capture_names knows. */
        bool found = (atom == JS_ATOM_this && body->uses_this) || (name[0] == '#' && strstr(name, "<set>"));
        for (uint32_t k = 0; k < body->count && !found; k++)
            found = body->names[k] == atom;
        if (!found)
            fprintf(stderr, "lazy: %s missed: line %d\n", name, fd->line_num);
    }
}
