/* The errors of JSON.parse and JSON.stringify in V8's words, which name the place in UTF-16 units and show the text around
 * an unexpected token, or the members that a circle goes through. Included by engine.c. */

/* What can be wrong with a text. */
enum {
    JSON_UNEXPECTED_END,
    JSON_UNEXPECTED_TOKEN,
    JSON_BAD_CONTROL,           /* from here on messages end with the place */
    JSON_BAD_ESCAPE,
    JSON_BAD_UNICODE_ESCAPE,
    JSON_UNTERMINATED_STRING,
    JSON_UNEXPECTED_NUMBER,
    JSON_UNEXPECTED_STRING,
    JSON_NO_NUMBER,
    JSON_NO_FRACTION,
    JSON_NO_EXPONENT,
    JSON_NO_KEY,
    JSON_NO_NEXT_KEY,
    JSON_NO_COLON,
    JSON_NO_COMMA_IN_ARRAY,
    JSON_NO_COMMA_IN_OBJECT,
    JSON_NOT_THE_END
};

static const char *const json_messages[] = {
    [JSON_UNEXPECTED_END] = "Unexpected end of JSON input",
    [JSON_UNEXPECTED_TOKEN] = "Unexpected token '",
    [JSON_BAD_CONTROL] = "Bad control character in string literal in JSON",
    [JSON_BAD_ESCAPE] = "Bad escaped character in JSON",
    [JSON_BAD_UNICODE_ESCAPE] = "Bad Unicode escape in JSON",
    [JSON_UNTERMINATED_STRING] = "Unterminated string in JSON",
    [JSON_UNEXPECTED_NUMBER] = "Unexpected number in JSON",
    [JSON_UNEXPECTED_STRING] = "Unexpected string in JSON",
    [JSON_NO_NUMBER] = "No number after minus sign in JSON",
    [JSON_NO_FRACTION] = "Unterminated fractional number in JSON",
    [JSON_NO_EXPONENT] = "Exponent part is missing a number in JSON",
    [JSON_NO_KEY] = "Expected property name or '}' in JSON",
    [JSON_NO_NEXT_KEY] = "Expected double-quoted property name in JSON",
    [JSON_NO_COLON] = "Expected ':' after property name in JSON",
    [JSON_NO_COMMA_IN_ARRAY] = "Expected ',' or ']' after array element in JSON",
    [JSON_NO_COMMA_IN_OBJECT] = "Expected ',' or '}' after property value in JSON",
    [JSON_NOT_THE_END] = "Unexpected non-whitespace character after JSON",
};

/* An error with the message in the buffer, which is used up. */
static JSValue json_throw_text(JSContext *ctx, JSErrorEnum kind, StringBuffer *b)
{
    JSValue message = string_buffer_end(b), error;

    if (JS_IsException(message))
        return message;
    error = JS_NewObjectProtoClass(ctx, ctx->native_error_proto[kind], JS_CLASS_ERROR);
    if (JS_IsException(error)) {
        JS_FreeValue(ctx, message);
        return error;
    }
    if (JS_DefinePropertyValue(ctx, error, JS_ATOM_message, message, JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE) < 0) {
        JS_FreeValue(ctx, error);
        return JS_EXCEPTION;
    }
    build_backtrace(ctx, error, JS_UNDEFINED, NULL, 0, 0, 0);
    return JS_Throw(ctx, error);
}

/* ---- JSON.parse ----------------------------------------------------------------------------------------------------- */

static bool json_text_is(JSString *text, const char *expected)
{
    size_t length = strlen(expected);

    return !text->is_wide_char && text->len == length && memcmp(str8(text), expected, length) == 0;
}

/* "text" is not valid JSON: all of a short text, of a longer one 10 units on both sides of the place. */
static void json_put_context(StringBuffer *b, JSString *text, int position)
{
    enum { AROUND = 10 };
    int length = text->len;
    bool cut_start = length > 2 * AROUND && position >= AROUND, cut_end = length > 2 * AROUND && position < length - AROUND;

    string_buffer_puts8(b, cut_start ? "...\"" : "\"");
    string_buffer_concat(b, text, cut_start ? position - AROUND : 0, cut_end ? position + AROUND : length);
    string_buffer_puts8(b, cut_end ? "\"..." : "\"");
    string_buffer_puts8(b, " is not valid JSON");
}

static void json_put_token(StringBuffer *b, JSString *text, int position)
{
    if (!json_text_is(text, "undefined") && !json_text_is(text, "NaN") && !json_text_is(text, "Infinity") &&
        !json_text_is(text, "[object Object]")) {
        string_buffer_puts8(b, json_messages[JSON_UNEXPECTED_TOKEN]);
        string_buffer_putc16(b, string_get(text, position));
        string_buffer_puts8(b, "', ");
    }
    json_put_context(b, text, position);
}

static void json_put_place(StringBuffer *b, JSString *text, int position)
{
    int line = 1, start = 0;
    char place[80];

    for (int i = 0; i < position; i++) {
        int c = string_get(text, i);
        if (c == '\r' && i + 1 < position && string_get(text, i + 1) == '\n')
            c = string_get(text, ++i);
        if (c == '\r' || c == '\n') {
            line++;
            start = i + 1;
        }
    }
    snprintf(place, sizeof(place), " at position %d (line %d column %d)", position, line, position - start + 1);
    string_buffer_puts8(b, place);
}

static JSValue json_throw_problem(JSContext *ctx, JSString *text, int problem, size_t position)
{
    StringBuffer buffer, *b = &buffer;

    string_buffer_init(ctx, b, 80);
    if (problem == JSON_UNEXPECTED_TOKEN) {
        json_put_token(b, text, position);
    } else {
        string_buffer_puts8(b, json_messages[problem]);
        if (problem >= JSON_BAD_CONTROL)
            json_put_place(b, text, position);
    }
    return json_throw_text(ctx, JS_SYNTAX_ERROR, b);
}

/* ---- JSON.stringify --------------------------------------------------------------------------------------------------- */

static void json_put_constructor(JSContext *ctx, StringBuffer *b, JSValueConst object)
{
    JSValue name = constructor_name(ctx, object);

    string_buffer_puts8(b, "object with constructor '");
    if (JS_IsString(name) && !JS_IsEmptyString(name))
        string_buffer_concat_value(b, name);
    else
        string_buffer_puts8(b, "Object");
    string_buffer_putc8(b, '\'');
    JS_FreeValue(ctx, name);
}

/* The first enumerable data property of `holder` that is `child`; JS_ATOM_NULL: none, or an exception is pending. */
static JSAtom json_find_key(JSContext *ctx, JSValueConst holder, JSValueConst child)
{
    JSPropertyEnum *names;
    JSAtom found = JS_ATOM_NULL;
    uint32_t count;

    if (JS_GetOwnPropertyNamesInternal(ctx, &names, &count, JS_VALUE_GET_OBJ(holder), JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0)
        return JS_ATOM_NULL;
    for (uint32_t i = 0; i < count && found == JS_ATOM_NULL; i++) {
        JSValue value = own_data(holder, names[i].atom);
        if (JS_IsObject(value) && JS_VALUE_GET_OBJ(value) == JS_VALUE_GET_OBJ(child))
            found = JS_DupAtom(ctx, names[i].atom);
        JS_FreeValue(ctx, value);
    }
    js_free_prop_enum(ctx, names, count);
    return found;
}

/* "property 'key'" or "index 1": where `child` is in `holder`. No JS is run to find out: false if a getter, toJSON or a
 * proxy gave the child, or an exception is pending. */
static bool json_put_member(JSContext *ctx, StringBuffer *b, JSValueConst holder, JSValueConst child)
{
    JSObject *p = JS_VALUE_GET_OBJ(holder);
    char text[32];
    JSAtom key;

    if (p->class_id == JS_CLASS_ARRAY && p->fast_array) {
        uint32_t i = 0;
        while (i < p->u.array.count && !js_same_value(ctx, p->u.array.u.values[i], child))
            i++;
        snprintf(text, sizeof(text), "index %u", i);
        string_buffer_puts8(b, text);
        return i < p->u.array.count;
    }
    key = p->is_exotic ? JS_ATOM_NULL : json_find_key(ctx, holder, child);
    if (key == JS_ATOM_NULL)
        return false;
    string_buffer_puts8(b, "property '");
    string_buffer_concat_value_free(b, JS_AtomToString(ctx, key));
    string_buffer_putc8(b, '\'');
    JS_FreeAtom(ctx, key);
    return true;
}

/* The lines below the first one. `chain` is the engine's array of open objects, `start` the index of the one that is to be
 * written again. False: some step is not known. */
static bool json_put_circle(JSContext *ctx, StringBuffer *b, const JSValue *chain, uint32_t start, uint32_t count)
{
    string_buffer_puts8(b, "\n    --> starting at ");
    json_put_constructor(ctx, b, chain[start]);
    for (uint32_t i = start + 1; i < count; i++) {
        if (i > start + 2 && i < count - 1) {
            if (i == start + 3)
                string_buffer_puts8(b, "\n    |     ...");
            continue;
        }
        string_buffer_puts8(b, "\n    |     ");
        if (!json_put_member(ctx, b, chain[i - 1], chain[i]))
            return false;
        string_buffer_puts8(b, " -> ");
        json_put_constructor(ctx, b, chain[i]);
    }
    string_buffer_puts8(b, "\n    --- ");
    if (!json_put_member(ctx, b, chain[count - 1], chain[start]))
        return false;
    string_buffer_puts8(b, " closes the circle");
    return true;
}

/* Called by an edit: `value` is one of the objects in the array `open`. */
static void llrt_json_throw_circle(JSContext *ctx, JSValueConst open, JSValueConst value)
{
    static const char message[] = "Converting circular structure to JSON";
    JSObject *array = JS_VALUE_GET_OBJ(open);
    const JSValue *chain = array->u.array.u.values;
    uint32_t start = 0, count = array->u.array.count;
    StringBuffer buffer, *b = &buffer;

    while (start + 1 < count && JS_VALUE_GET_OBJ(chain[start]) != JS_VALUE_GET_OBJ(value))
        start++;
    string_buffer_init(ctx, b, 200);
    string_buffer_puts8(b, message);
    if (!json_put_circle(ctx, b, chain, start, count)) {
        string_buffer_free(b);
        if (JS_HasException(ctx))
            return;
        string_buffer_init(ctx, b, sizeof(message));
        string_buffer_puts8(b, message);
    }
    json_throw_text(ctx, JS_TYPE_ERROR, b);
}
