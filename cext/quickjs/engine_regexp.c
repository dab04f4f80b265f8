/* Short ways of regular expressions as they come: nobody has changed what RegExp.prototype says of flags and exec, so that nobody
 * can tell whether it was asked. Each declines what is not, and the engine's own way answers. Included by engine.c. */

/* In the order of the letters of `flags`. */
static const struct { const char *name; uint16_t mask; char letter; } regexp_flags[LLRT_REGEXP_FLAGS] = {
    { "hasIndices", LRE_FLAG_INDICES, 'd' }, { "global", LRE_FLAG_GLOBAL, 'g' }, { "ignoreCase", LRE_FLAG_IGNORECASE, 'i' },
    { "multiline", LRE_FLAG_MULTILINE, 'm' }, { "dotAll", LRE_FLAG_DOTALL, 's' }, { "unicode", LRE_FLAG_UNICODE, 'u' },
    { "unicodeSets", LRE_FLAG_UNICODE_SETS, 'v' }, { "sticky", LRE_FLAG_STICKY, 'y' },
};

static bool name_regexp_flags(JSContext *ctx)
{
    JSAtom *names = ctx->llrt->flag_names;

    for (int i = 0; i < LLRT_REGEXP_FLAGS; i++)
        if (names[i] == JS_ATOM_NULL && (names[i] = JS_NewAtom(ctx, regexp_flags[i].name)) == JS_ATOM_NULL) {
            JS_FreeValue(ctx, JS_GetException(ctx));
            return false;
        }
    return true;
}

/* The C function behind a getter, or NULL. */
static JSObject *getter_in_c(JSObject *object, JSAtom name)
{
    JSProperty *pr;
    JSShapeProperty *prs = find_own_property(&pr, object, name);
    JSObject *getter;

    if (!prs || (prs->flags & JS_PROP_TMASK) != JS_PROP_GETSET)
        return NULL;
    getter = pr->u.getset.getter;
    return getter && getter->class_id == JS_CLASS_C_FUNCTION ? getter : NULL;
}

/* What `flags` would say, as a mask; -1: that may be something else. */
static int llrt_regexp_flags(JSContext *ctx, JSValueConst value)
{
    JSObject *p, *proto, *getter;

    if (!JS_IsObject(value) || !ctx->llrt)
        return -1;
    p = JS_VALUE_GET_OBJ(value);
    proto = JS_VALUE_GET_OBJ(ctx->class_proto[JS_CLASS_REGEXP]);
    /* Its own property is `lastIndex`, which cannot be deleted. */
    if (p->class_id != JS_CLASS_REGEXP || p->shape->proto != proto || p->shape->prop_count != 1)
        return -1;
    getter = getter_in_c(proto, JS_ATOM_flags);
    if (!getter || getter->u.cfunc.c_function.getter != js_regexp_get_flags)
        return -1;
    if (ctx->llrt->flag_names[LLRT_REGEXP_FLAGS - 1] == JS_ATOM_NULL && !name_regexp_flags(ctx))
        return -1;
    for (int i = 0; i < LLRT_REGEXP_FLAGS; i++) {
        getter = getter_in_c(proto, ctx->llrt->flag_names[i]);
        if (!getter || getter->u.cfunc.c_function.getter_magic != js_regexp_get_flag ||
            getter->u.cfunc.magic != regexp_flags[i].mask)
            return -1;
    }
    return lre_get_flags(str8(p->u.regexp.bytecode));
}

static JSValue llrt_regexp_flags_text(JSContext *ctx, int flags)
{
    char text[LLRT_REGEXP_FLAGS];
    int length = 0;

    for (int i = 0; i < LLRT_REGEXP_FLAGS; i++)
        if (flags & regexp_flags[i].mask)
            text[length++] = regexp_flags[i].letter;
    return length ? js_new_string8_len(ctx, text, length) : js_empty_string(ctx->rt);
}

/* A plain one whose `exec` is the engine's and whose `lastIndex` is a number that may be set. */
static bool is_plain_regexp(JSContext *ctx, JSValueConst value, int *flags)
{
    JSShapeProperty *prs;
    JSProperty *pr;
    JSObject *p;

    *flags = llrt_regexp_flags(ctx, value);
    if (*flags < 0)
        return false;
    p = JS_VALUE_GET_OBJ(value);
    if (!(get_shape_prop(p->shape)->flags & JS_PROP_WRITABLE) || JS_VALUE_GET_TAG(p->prop[0].u.value) != JS_TAG_INT)
        return false;
    prs = find_own_property(&pr, p->shape->proto, JS_ATOM_exec);
    return prs && !(prs->flags & JS_PROP_TMASK) && JS_IsCFunction(ctx, pr->u.value, js_regexp_exec, 0);
}

/* 1: found, its place is in `capture`; 0: not; -1: exception. */
static int find_match(JSContext *ctx, uint8_t **capture, const uint8_t *code, JSString *text, int from)
{
    int found = lre_exec(capture, code, str8(text), from, text->len, text->is_wide_char, ctx);

    if (found >= 0)
        return found == 1;
    if (found == LRE_RET_TIMEOUT)
        JS_ThrowInterrupted(ctx);
    else
        JS_ThrowInternalError(ctx, found == LRE_RET_MEMORY_ERROR ? "out of memory in regexp execution"
                                                                 : "corrupted bytecode in regexp execution");
    return -1;
}

/* One run of replace(): the expression's code is held, as compile() in a callback may give it another. */
typedef struct Replacing {
    JSValue code;
    JSString *text;
    JSValueConst whole, replacement;
    uint8_t **capture;
    JSValue *arguments;             /* of the function that replaces, NULL: a text does */
    int captures;
} Replacing;

/* What the function says of a match: (match, groups..., place, text). */
static JSValue ask_replacement(JSContext *ctx, Replacing *run, int start)
{
    int shift = run->text->is_wide_char, count = 0;
    uint8_t *base = str8(run->text);
    JSValue answer = JS_EXCEPTION;

    for (; count < run->captures; count++) {
        uint8_t **match = &run->capture[2 * count];
        JSValue part = JS_UNDEFINED;
        if (match[0] && match[1])
            part = js_sub_string(ctx, run->text, (match[0] - base) >> shift, (match[1] - base) >> shift);
        if (JS_IsException(part))
            goto done;
        run->arguments[count] = part;
    }
    run->arguments[count] = js_int32(start);
    run->arguments[count + 1] = unsafe_unconst(run->whole);
    answer = JS_ToStringFree(ctx, JS_Call(ctx, run->replacement, JS_UNDEFINED, count + 2, vc(run->arguments)));
done:
    while (count)
        JS_FreeValue(ctx, run->arguments[--count]);
    return answer;
}

static int add_replacement(JSContext *ctx, Replacing *run, StringBuffer *into, int start)
{
    JSValue text;

    if (!run->arguments)
        return string_buffer_concat_value(into, run->replacement);
    text = ask_replacement(ctx, run, start);
    return JS_IsException(text) ? -1 : string_buffer_concat_value_free(into, text);
}

static JSValue replace_all(JSContext *ctx, Replacing *run, int flags)
{
    const uint8_t *code = str8(JS_VALUE_GET_STRING(run->code));
    int found = 0, start, end, at = 0, copied = 0, shift = run->text->is_wide_char;
    StringBuffer buffer, *into = &buffer;
    bool changed = false;

    string_buffer_init(ctx, into, 0);
    while (at <= (int)run->text->len && (found = llrt_tick(ctx) ? -1 : find_match(ctx, run->capture, code, run->text, at)) > 0) {
        start = (run->capture[0] - str8(run->text)) >> shift;
        end = (run->capture[1] - str8(run->text)) >> shift;
        changed = true;
        if (string_buffer_concat(into, run->text, copied, start) || add_replacement(ctx, run, into, start)) {
            found = -1;
            break;
        }
        copied = end;
        if (!(flags & LRE_FLAG_GLOBAL))
            break;
        at = start != end ? end : (int)string_advance_index(run->text, end, flags & (LRE_FLAG_UNICODE | LRE_FLAG_UNICODE_SETS));
    }
    if (found < 0 || (changed && string_buffer_concat(into, run->text, copied, run->text->len))) {
        string_buffer_free(into);
        return JS_EXCEPTION;
    }
    if (changed)
        return string_buffer_end(into);
    string_buffer_free(into);
    return js_dup(run->whole);
}

/* RegExp.prototype[Symbol.replace]; undefined: not plain. Matches are looked for between calls of the function, not all before
 * the first: it cannot tell, as neither the text nor the code that is run will change. */
static JSValue llrt_regexp_replace(JSContext *ctx, JSValueConst expression, JSValueConst text, JSValueConst replacement, bool call)
{
    Replacing run = { .text = JS_VALUE_GET_STRING(text), .whole = text, .replacement = replacement };
    JSValue result = JS_EXCEPTION;
    JSRegExp *re;
    uint8_t *code;
    int flags;

    if (!is_plain_regexp(ctx, expression, &flags) || (flags & LRE_FLAG_STICKY) ||
        (!call && string_indexof_char(JS_VALUE_GET_STRING(replacement), '$', 0) >= 0))
        return JS_UNDEFINED;
    re = &JS_VALUE_GET_OBJ(expression)->u.regexp;
    code = str8(re->bytecode);
    if (lre_get_groupnames(code))
        return JS_UNDEFINED;
    run.captures = lre_get_capture_count(code);
    run.capture = js_malloc(ctx, sizeof(run.capture[0]) * lre_get_alloc_count(code));
    if (!run.capture)
        return JS_EXCEPTION;
    if (call) {
        run.arguments = js_malloc(ctx, sizeof(JSValue) * (run.captures + 2));
        if (!run.arguments)
            goto done;
    }
    if (flags & LRE_FLAG_GLOBAL)
        JS_VALUE_GET_OBJ(expression)->prop[0].u.value = js_int32(0);
    run.code = js_dup(JS_MKPTR(JS_TAG_STRING, re->bytecode));
    result = replace_all(ctx, &run, flags);
    JS_FreeValue(ctx, run.code);
    js_free(ctx, run.arguments);
done:
    js_free(ctx, run.capture);
    return result;
}

/* RegExp.prototype.test: 1, 0; -1: exception; 2: not plain. */
static int llrt_regexp_test(JSContext *ctx, JSValueConst expression, JSValueConst text)
{
    uint8_t **capture, *code;
    JSValue flat;
    int flags, found;

    if (!JS_IsString(text) || !is_plain_regexp(ctx, expression, &flags) || (flags & (LRE_FLAG_GLOBAL | LRE_FLAG_STICKY)))
        return 2;
    flat = JS_ToString(ctx, text);
    if (JS_IsException(flat))
        return -1;
    code = str8(JS_VALUE_GET_OBJ(expression)->u.regexp.bytecode);
    capture = js_malloc(ctx, sizeof(capture[0]) * lre_get_alloc_count(code));
    found = capture ? find_match(ctx, capture, code, JS_VALUE_GET_STRING(flat), 0) : -1;
    js_free(ctx, capture);
    JS_FreeValue(ctx, flat);
    return found;
}
