/* Errors whose messages show a value or name what it was read from: called by edits, in place of the engine's own. Included by
 * engine.c after engine_wording.c. */

/* A value as V8 shows it in messages: number 5, "text", #<Object>, [object Array], undefined. */
static void value_text(JSContext *ctx, JSValueConst value, char *out, size_t size)
{
    JSValue text;
    const char *c_text;

    if (JS_IsObject(value)) {
        text = constructor_name(ctx, value);
        c_text = JS_ToCString(ctx, text);
        if (JS_IsFunction(ctx, value))
            snprintf(out, size, "%s", "function");
        else
            snprintf(out, size, JS_IsArray(value) ? "[object %s]" : "#<%s>", c_text ? c_text : "Object");
    } else {
        text = JS_IsSymbol(value) ? JS_AtomToString(ctx, JS_ATOM_Symbol) : JS_ToString(ctx, value);
        c_text = JS_IsException(text) ? NULL : JS_ToCString(ctx, text);
        snprintf(out, size, JS_IsString(value) ? "\"%.80s\"" : "%.80s", c_text ? c_text : "?");
    }
    JS_FreeCString(ctx, c_text);
    JS_FreeValue(ctx, text);
}

/* What V8 puts before a primitive: number 5, string "a". */
static const char *kind_text(JSContext *ctx, JSValueConst value)
{
    switch (llrt_kind(ctx, value)) {
    case LLRT_V_BOOL: return "boolean ";
    case LLRT_V_INT: case LLRT_V_FLOAT: return "number ";
    case LLRT_V_STRING: return "string ";
    default: return "";
    }
}

/* new Map(5): "number 5 is not iterable (cannot read property Symbol(Symbol.iterator))"; for (x of y): "y is not iterable". */
static JSValue llrt_throw_not_iterable(JSContext *ctx, JSValueConst value)
{
    char text[100];

    if (callee_text(ctx, text, sizeof(text)))
        return JS_ThrowTypeError(ctx, "%s is not iterable", text);
    value_text(ctx, value, text, sizeof(text));
    return JS_ThrowTypeError(ctx, "%s%s is not iterable (cannot read property Symbol(Symbol.iterator))", kind_text(ctx, value), text);
}

static JSValue llrt_throw_not_async_iterable(JSContext *ctx, JSValueConst value)
{
    char text[100];

    if (!callee_text(ctx, text, sizeof(text)))
        value_text(ctx, value, text, sizeof(text));
    return JS_ThrowTypeError(ctx, "%s is not async iterable", text);
}

/* What next() or return() of an iterator gave is no object. */
static void llrt_throw_no_result(JSContext *ctx, JSValueConst value)
{
    char text[100];
    const char *string = JS_IsString(value) ? JS_ToCString(ctx, value) : NULL;

    if (string)
        snprintf(text, sizeof(text), "%s", string);
    else
        value_text(ctx, value, text, sizeof(text));
    JS_FreeCString(ctx, string);
    JS_ThrowTypeError(ctx, "Iterator result %s is not an object", text);
}

/* A callback that is none: "number 5 is not a function". */
static int llrt_throw_not_callable(JSContext *ctx, JSValueConst value)
{
    JSStackFrame *sf = ctx->rt->current_stack_frame;
    char text[100], name[20];

    value_text(ctx, value, text, sizeof(text));
    if (sf && sf->is_constructor && current_function_name(ctx, name, sizeof(name)) && strcmp(name, "Promise") == 0)
        JS_ThrowTypeError(ctx, "Promise resolver %s is not a function", text);
    else
        JS_ThrowTypeError(ctx, "%s%s is not a function", kind_text(ctx, value), text);
    return -1;
}

/* const { x } = undefined. `next` is the instruction that would read the first property. */
static JSValue llrt_throw_destructuring(JSContext *ctx, JSValueConst value, const uint8_t *next)
{
    const char *kind = JS_IsNull(value) ? "null" : "undefined";
    char text[64], name[64];

    if (!callee_text(ctx, text, sizeof(text)) || text[0] == '(')
        snprintf(text, sizeof(text), "%s", kind);
    if (*next == OP_get_field2 || *next == OP_get_field)
        return JS_ThrowTypeError(ctx, "Cannot destructure property '%s' of '%s' as it is %s.",
                                 JS_AtomGetStr(ctx, name, sizeof(name), get_u32(next + 1)), text, kind);
    return JS_ThrowTypeError(ctx, "Cannot destructure '%s' as it is %s.", text, kind);
}

static int llrt_throw_in_operand(JSContext *ctx, JSValueConst key, JSValueConst object)
{
    char key_text[100], object_text[100];

    value_text(ctx, key, key_text, sizeof(key_text));
    value_text(ctx, object, object_text, sizeof(object_text));
    JS_ThrowTypeError(ctx, "Cannot use 'in' operator to search for '%.*s' in %.*s",
                      (int)(key_text[0] == '"' ? strlen(key_text) - 2 : strlen(key_text)), key_text + (key_text[0] == '"'),
                      (int)(object_text[0] == '"' ? strlen(object_text) - 2 : strlen(object_text)),
                      object_text + (object_text[0] == '"'));
    return -1;
}

/* "Invalid regular expression: /src/flags: Unterminated group" */
static void llrt_throw_regexp(JSContext *ctx, JSValueConst pattern, JSValueConst flags, const char *message)
{
    static const Wording wordings[] = {
        { "expecting ')'", "Unterminated group" }, { "unexpected end", "Unterminated character class" },
        { "nothing to repeat", "Nothing to repeat" }, { "invalid group name", "Invalid capture group name" },
        { "duplicate group name", "Duplicate capture group name" }, { "invalid group", "Invalid group" },
        { "invalid repetition count", "numbers out of order in {} quantifier" },
        { "invalid class range", "Range out of order in character class" },
        { "invalid escape sequence in regular expression", "Invalid escape" },
        { "extraneous characters at the end", "Unmatched ')'" }, { "back reference out of range in regular expression", "Invalid escape" },
        { "out of memory", "Regular expression too large" }, { "stack overflow", "Regular expression too large" },
    };
    const char *source = JS_ToCString(ctx, pattern), *letters = JS_IsString(flags) ? JS_ToCString(ctx, flags) : NULL;

    for (int i = 0; i < (int)countof(wordings); i++) {
        if (strcmp(message, wordings[i].engine) == 0) {
            message = wordings[i].v8;
            break;
        }
    }
    JS_ThrowSyntaxError(ctx, "Invalid regular expression: /%.120s/%s: %s", source ? source : "", letters ? letters : "", message);
    JS_FreeCString(ctx, source);
    JS_FreeCString(ctx, letters);
}

static int throw_or_false(JSContext *ctx, int flags)
{
    return (flags & JS_PROP_THROW) || ((flags & JS_PROP_THROW_STRICT) && is_strict_mode(ctx));
}

static int llrt_throw_read_only(JSContext *ctx, int flags, JSValueConst object, JSAtom name)
{
    char object_text[100], key[64];

    if (!throw_or_false(ctx, flags))
        return false;
    value_text(ctx, object, object_text, sizeof(object_text));
    JS_ThrowTypeError(ctx, "Cannot assign to read only property '%s' of object '%s'", JS_AtomGetStr(ctx, key, sizeof(key), name),
                      object_text);
    return -1;
}

static int llrt_throw_not_extensible(JSContext *ctx, int flags, const char *verb, JSAtom name)
{
    char key[64];

    if (!throw_or_false(ctx, flags))
        return false;
    JS_ThrowTypeError(ctx, "Cannot %s property %s, object is not extensible", verb, JS_AtomGetStr(ctx, key, sizeof(key), name));
    return -1;
}

static void llrt_throw_not_deletable(JSContext *ctx, JSValueConst object, JSAtom name)
{
    char object_text[100], key[64];

    value_text(ctx, object, object_text, sizeof(object_text));
    JS_ThrowTypeError(ctx, "Cannot delete property '%s' of %s", JS_AtomGetStr(ctx, key, sizeof(key), name), object_text);
}

static void llrt_throw_immutable(JSContext *ctx, JSValueConst object)
{
    char text[100];

    value_text(ctx, object, text, sizeof(text));
    JS_ThrowTypeError(ctx, "%s is not extensible", text);
}
