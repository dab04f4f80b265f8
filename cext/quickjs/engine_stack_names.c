/* Stacks in V8's form, third part: what a frame is called and where it is, found without running JS: names of functions,
 * types of receivers, the method as which a function was called. Included by engine.c. */

typedef struct {
    JSValue function_name, type_name, method_name;      /* strings, or null */
    JSValue file;                                       /* string, or undefined for natives */
    int line, column;
    bool top_level, is_eval, is_eval_code;              /* is_eval_code: the code of eval() itself, no function in it */
} FrameInfo;

static void free_frame_info(JSContext *ctx, FrameInfo *info)
{
    JS_FreeValues(ctx, info->function_name, info->type_name, info->method_name, info->file);
}

static bool is_nonempty_string(JSValueConst value)
{
    return JS_IsString(value) && !JS_IsEmptyString(value);
}

/* ---- Names ----------------------------------------------------------------------------------------------------------------------- */

static JSValue name_of_function(JSContext *ctx, JSValueConst function)
{
    JSFunctionBytecode *b = function_bytecode(function);
    JSValue name = own_data(function, JS_ATOM_name);

    if (!JS_IsString(name) && b && b->func_name != JS_ATOM_NULL) {
        JS_FreeValue(ctx, name);
        name = JS_AtomToString(ctx, b->func_name);
    }
    if (b && (b->func_name == JS_ATOM__eval_ || b->filename == ctx->llrt->eval_name)) {
        /* top-level code has no name, code of eval() and Function() is called eval */
        bool is_top = b->func_name == JS_ATOM__eval_ || b->func_name == ctx->llrt->anonymous_name;
        if (is_top) {
            JS_FreeValue(ctx, name);
            return b->filename == ctx->llrt->eval_name ? JS_AtomToString(ctx, JS_ATOM_eval) : JS_NULL;
        }
    }
    if (is_nonempty_string(name))
        return name;
    JS_FreeValue(ctx, name);
    return JS_NULL;
}

/* A string in an own data property of the object or a prototype; undefined if there is none. */
static JSValue inherited_string(JSContext *ctx, JSValueConst value, JSAtom key)
{
    JSObject *p = JS_VALUE_GET_OBJ(value);

    for (int depth = 0; p && depth < 100 && p->class_id != JS_CLASS_PROXY; p = p->shape->proto, depth++) {
        JSProperty *pr;
        JSShapeProperty *prs = find_own_property(&pr, p, key);
        JSValue found = own_data(JS_MKPTR(JS_TAG_OBJECT, p), key);
        if (is_nonempty_string(found))
            return found;
        if (prs && (prs->flags & JS_PROP_TMASK) == JS_PROP_AUTOINIT && !llrt_is_lazy(pr) &&
            js_autoinit_get_id(pr) == JS_AUTOINIT_ID_PROP) {
            const JSCFunctionListEntry *entry = pr->u.init.opaque;
            return entry->def_type == JS_DEF_PROP_STRING ? JS_NewAtomString(ctx, entry->u.str) : JS_UNDEFINED;
        }
        JS_FreeValue(ctx, found);
    }
    return JS_UNDEFINED;
}

/* The name of an object's constructor, looked up without running JS. */
static JSValue constructor_name(JSContext *ctx, JSValueConst value)
{
    JSObject *p = JS_VALUE_GET_OBJ(value);

    if (p->class_id == JS_CLASS_GENERATOR && p->u.generator_data && p->u.generator_data->state != JS_GENERATOR_STATE_COMPLETED) {
        JSValue name = name_of_function(ctx, p->u.generator_data->func_state.frame.cur_func);
        if (JS_IsString(name))
            return name;
    }
    if (p->class_id == JS_CLASS_OBJECT || p->class_id == JS_CLASS_MODULE_NS) {
        JSValue tag = inherited_string(ctx, value, JS_ATOM_Symbol_toStringTag);
        if (JS_IsString(tag))
            return tag;
    }
    for (int depth = 0; p && depth < 100 && p->class_id != JS_CLASS_PROXY; p = p->shape->proto, depth++) {
        JSValue constructor = own_data(JS_MKPTR(JS_TAG_OBJECT, p), JS_ATOM_constructor), name = JS_NULL;
        if (JS_IsFunction(ctx, constructor))
            name = own_data(constructor, JS_ATOM_name);
        JS_FreeValue(ctx, constructor);
        if (is_nonempty_string(name))
            return name;
        JS_FreeValue(ctx, name);
    }
    return JS_NewAtomString(ctx, llrt_class_name(ctx, value));
}

static JSValue type_name_of(JSContext *ctx, JSValueConst receiver)
{
    switch (JS_VALUE_GET_NORM_TAG(receiver)) {
    case JS_TAG_OBJECT:
        if (JS_IsFunction(ctx, receiver) && JS_IsConstructor(ctx, receiver)) {
            JSValue name = name_of_function(ctx, receiver);
            if (JS_IsString(name))
                return name;
        }
        return constructor_name(ctx, receiver);
    case JS_TAG_STRING:
    case JS_TAG_STRING_ROPE:
        return JS_AtomToString(ctx, JS_ATOM_String);
    case JS_TAG_BOOL:
        return JS_AtomToString(ctx, JS_ATOM_Boolean);
    case JS_TAG_SYMBOL:
        return JS_AtomToString(ctx, JS_ATOM_Symbol);
    case JS_TAG_BIG_INT:
    case JS_TAG_SHORT_BIG_INT:
        return JS_AtomToString(ctx, JS_ATOM_BigInt);
    default:
        return JS_AtomToString(ctx, JS_ATOM_Number);
    }
}

/* The key under which the receiver or a prototype has this very function; null if none or several. */
static JSValue method_name_of(JSContext *ctx, JSValueConst receiver, JSValueConst function)
{
    JSAtom found = JS_ATOM_NULL;

    for (JSObject *p = JS_VALUE_GET_OBJ(receiver); p; p = p->shape->proto) {
        if (p->class_id == JS_CLASS_PROXY)
            break;
        for (int i = 0; i < p->shape->prop_count; i++) {
            JSShapeProperty *prs = &get_shape_prop(p->shape)[i];
            if (prs->atom == JS_ATOM_NULL || (prs->flags & JS_PROP_TMASK) != JS_PROP_NORMAL)
                continue;
            if (!JS_IsObject(p->prop[i].u.value) || JS_VALUE_GET_OBJ(p->prop[i].u.value) != JS_VALUE_GET_OBJ(function))
                continue;
            if (found != JS_ATOM_NULL && found != prs->atom)
                return JS_NULL;
            found = prs->atom;
        }
        if (found != JS_ATOM_NULL)
            break;
    }
    if (found == JS_ATOM_NULL || JS_AtomGetKind(ctx, found) != JS_ATOM_KIND_STRING)
        return JS_NULL;
    return JS_AtomToString(ctx, found);
}

static void describe_frame(JSContext *ctx, StackFrame *frame, FrameInfo *info)
{
    JSFunctionBytecode *b = function_bytecode(frame->function);

    *info = (FrameInfo){ JS_NULL, JS_NULL, JS_NULL, JS_UNDEFINED, frame->line, frame->column, true, false, false };
    if (frame->flags & FRAME_PROMISE_ALL) {
        info->function_name = JS_AtomToString(ctx, frame->filename);
        return;
    }
    if (frame->flags & FRAME_PARSE) {
        info->file = JS_AtomToString(ctx, frame->filename);
        return;
    }
    info->function_name = name_of_function(ctx, frame->function);
    info->top_level = JS_IsUndefined(frame->receiver) || JS_IsNull(frame->receiver) ||
                      (JS_IsObject(frame->receiver) && JS_VALUE_GET_OBJ(frame->receiver) == JS_VALUE_GET_OBJ(ctx->global_obj));
    if (b && (b->func_name == JS_ATOM__eval_))
        info->top_level = true;
    if (!info->top_level) {
        info->type_name = type_name_of(ctx, frame->receiver);
        if (JS_IsObject(frame->receiver))
            info->method_name = method_name_of(ctx, frame->receiver, frame->function);
    }
    /* A method of an EventEmitter that is C is where the one in JavaScript is that does the same. */
    if (!b)
        b = function_bytecode(llrt_event_method(ctx, frame->function));
    if (!b)
        return;
    info->is_eval = b->filename == ctx->llrt->eval_name;
    info->is_eval_code = b->func_name == JS_ATOM__eval_ || b->func_name == ctx->llrt->anonymous_name;
    info->file = JS_AtomToString(ctx, b->filename);
    info->line = b->line_num;
    info->column = b->col_num;
    if (frame->pc >= 0)
        info->line = find_line_num(ctx, b, frame->pc, &info->column);
}
