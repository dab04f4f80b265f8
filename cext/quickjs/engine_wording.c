/* The engine's messages in V8's words, which programs and tests match: one hook where errors are made (llrt_wording, called
 * by an edit of JS_MakeError2), so that the engine's sources stay as they are. Included by engine.c. */

typedef struct {
    const char *engine, *v8;
} Wording;

/* Whole messages. */
static const Wording whole_messages[] = {
    { "value is not iterable", "object is not iterable" },
    { "cannot convert symbol to string", "Cannot convert a Symbol value to a string" },
    { "cannot convert symbol to number", "Cannot convert a Symbol value to a number" },
    { "object is not extensible", "Cannot add property, object is not extensible" },
    { "could not delete property", "Cannot delete property" },
    { "invalid string length", "Invalid string length" },
    { "string too long", "Invalid string length" },
    { "invalid array length", "Invalid array length" },
    { "Array loo long", "Invalid array length" },
    { "Array too long", "Invalid array length" },
    { "invalid repeat count", "Invalid count value" },
    { "empty array", "Reduce of empty array with no initial value" },
    { "BigInt are forbidden in JSON.stringify", "Do not know how to serialize a BigInt" },
    { "circular reference", "Converting circular structure to JSON" },
    { "invalid BigInt literal", "Cannot convert string to a BigInt" },
    { "cannot convert to BigInt: not an integer", "The number cannot be converted to a BigInt because it is not an integer" },
    { "BigInt division by zero", "Division by zero" },
    { "BigInt is too large", "Maximum BigInt size exceeded" },
    { "BigInt is too large to allocate", "Maximum BigInt size exceeded" },
    { "BigInt negative exponent", "Exponent must be non-negative" },
    { "Date value is NaN", "Invalid time value" },
    { "expecting hex digit", "URI malformed" },
    { "expecting %%", "URI malformed" },
    { "malformed UTF-8", "URI malformed" },
    { "invalid character", "URI malformed" },
    { "expecting surrogate pair", "URI malformed" },
    { "invalid value used as WeakMap key", "Invalid value used as weak map key" },
    { "invalid value used in WeakSet", "Invalid value used in weak set" },
    { "invalid array buffer length", "Array buffer allocation failed" },
    { "bad normalization form", "The normalization form should be one of NFC, NFD, NFKC, NFKD." },
    { "promise self resolution", "Chaining cycle detected for promise #<Promise>" },
    { "cannot invoke a running generator", "Generator is already running" },
    { "return not in a function", "Illegal return statement" },
    { "unexpected end of string", "Invalid or unexpected token" },
    { "invalid number literal", "Invalid or unexpected token" },
    { "unexpected character", "Invalid or unexpected token" },
    { "unexpected end of regexp", "Invalid regular expression: missing /" },
    { "unexpected line terminator in regexp", "Invalid regular expression: missing /" },
    { "break must be inside loop or switch", "Illegal break statement" },
    { "continue must be inside loop", "Illegal continue statement: no surrounding iteration statement" },
    { "invalid assignment left-hand side", "Invalid left-hand side in assignment" },
    { "invalid increment/decrement operand", "Invalid left-hand side expression in postfix operation" },
    { "property constructor appears more than once", "A class may only have one constructor" },
    { "Octal literals are not allowed in strict mode", "Octal literals are not allowed in strict mode." },
    { "expected '}' after template expression", "Missing } in template expression" },
    { "invalid keyword: with", "Strict mode code may not include a with statement" },
    { "missing initializer for const variable", "Missing initializer in const declaration" },
    { "invalid regular expression flags", "Invalid regular expression flags" },
    { "line terminator not allowed after throw", "Illegal newline after throw" },
    { "class statement requires a name", "Unexpected token '{'" },
    { "function name expected", "Function statements require a function name" },
    { "unsupported keyword: export", "Unexpected token 'export'" },
    { "'super' is only valid in a method", "'super' keyword unexpected here" },
    { "new.target only allowed within functions", "new.target expression is not allowed here" },
    { "duplicate default", "More than one default clause in switch statement" },
    { "cannot delete a direct reference in strict mode", "Delete of an unqualified identifier in strict mode." },
    { "invalid lvalue in strict mode", "Unexpected eval or arguments in strict mode" },
    { "invalid number of arguments for getter or setter", "Getter must not have any formal parameters." },
    { "unexpected 'yield' keyword", "Unexpected strict mode reserved word" },
    { "\"use strict\" not allowed in function with default or destructuring parameter",
      "Illegal 'use strict' directive in function with non-simple parameter list" },
    { "super() is only valid in a derived class constructor", "'super' keyword unexpected here" },
    { "invalid use of 'super'", "'super' keyword unexpected here" },
    { "unparenthesized unary expression can't appear on the left-hand side of '**'",
      "Unary operator used immediately before exponentiation expression. Parenthesis must be used to disambiguate operator precedence" },
    { "'arguments' identifier is not allowed in class field initializer",
      "'arguments' is not allowed in class field initializer or static initialization block" },
    { "duplicate __proto__ property name", "Duplicate __proto__ fields are not allowed in object literals" },
    { "'let' is not a valid lexical identifier", "let is disallowed as a lexically bound name" },
    { "unsupported keyword: enum", "Unexpected reserved word" },
    { "lexical declarations can't appear in single-statement context", "Lexical declaration cannot appear in a single-statement context" },
    { "class declarations can't appear in single-statement context", "Unexpected token 'class'" },
    { "a declaration in the head of a for-of loop can't have an initializer",
      "for-of loop variable declaration may not have an initializer." },
    { "a declaration in the head of a for-in loop can't have an initializer",
      "for-in loop variable declaration may not have an initializer." },
    { "expecting catch or finally", "Missing catch or finally after try" },
    { "import.meta only valid in module code", "Cannot use 'import.meta' outside a module" },
    { "rest element must be the last one", "Rest element must be last element" },
    { "assignment rest property must be last", "Rest element must be last element" },
    { "return in a static initializer block", "Illegal return statement" },
    { "invalid for in/of left hand-side", "Invalid left-hand side in for-loop" },
    { "cannot delete a private class field", "Private fields can not be deleted" },
    { "template literal cannot appear in an optional chain", "Invalid tagged template on optional chain" },
    { "derived class constructor must return an object or undefined",
      "Derived constructors may only return object or undefined" },
    { "'this' can be initialized only once", "Super constructor may only be called once" },
    { "this is not initialized",
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor" },
    { "no setter for property", "Cannot set property which has only a getter" },
    { "property is not configurable", "Cannot redefine property" },
    { "invalid value used as WeakSet key", "Invalid value used in weak set" },
    { "parent class must be constructor", "Class extends value is not a constructor or null" },
    { "not a Date object", "this is not a Date object." },
    { "bigint argument with unary +", "Cannot convert a BigInt value to a number" },
    { "not a symbol", "Symbol.prototype method requires that 'this' be a Symbol" },
};

/* "cannot read property 'NAME' of undefined" and the like: the text before the name, the text after it, and V8's form. */
typedef struct {
    const char *before, *after, *format;
} NamedWording;

static const NamedWording named_messages[] = {
    { "cannot read property '", "' of undefined", "Cannot read properties of undefined (reading '%s')" },
    { "cannot read property '", "' of null", "Cannot read properties of null (reading '%s')" },
    { "cannot set property '", "' of undefined", "Cannot set properties of undefined (setting '%s')" },
    { "cannot set property '", "' of null", "Cannot set properties of null (setting '%s')" },
    { "unexpected token in expression: '", "'", "Unexpected token '%s'" },
    { "undefined private field '", "'", "Private field '%s' must be declared in an enclosing class" },
    { "private class field '", "' does not exist", "Cannot read private member %s from an object whose class did not declare it" },
    { "", " is not initialized", "Cannot access '%s' before initialization" },
};

static bool named_wording(const char *message, char *out, size_t size)
{
    size_t length = strlen(message);

    for (int i = 0; i < (int)countof(named_messages); i++) {
        const NamedWording *w = &named_messages[i];
        size_t before = strlen(w->before), after = strlen(w->after);
        char name[200];
        if (length <= before + after || strncmp(message, w->before, before) != 0 ||
            strcmp(message + length - after, w->after) != 0)
            continue;
        snprintf(name, sizeof(name), "%.*s", (int)(length - before - after), message + before);
        snprintf(out, size, w->format, name);
        return true;
    }
    return false;
}

/* ---- Messages that need to know what was called or done --------------------------------------------------------------------- */

static int current_opcode(JSContext *ctx)
{
    JSFunctionBytecode *b;
    int within = current_instruction(ctx->rt->current_stack_frame, &b);

    return within < 0 ? OP_invalid : b->byte_code_buf[instruction_start(b, within)];
}

static bool current_function_name(JSContext *ctx, char *out, size_t size)
{
    JSStackFrame *sf = ctx->rt->current_stack_frame;
    JSValue name = sf ? name_of_function(ctx, sf->cur_func) : JS_NULL;
    const char *text = JS_IsString(name) ? JS_ToCString(ctx, name) : NULL;

    if (text)
        snprintf(out, size, "%s", text);
    JS_FreeCString(ctx, text);
    JS_FreeValue(ctx, name);
    return text != NULL;
}

static bool is_symbol_iterator_read(const char *message)
{
    static const char prefix[] = "cannot read property 'Symbol.iterator' of ";

    return strncmp(message, prefix, sizeof(prefix) - 1) == 0;
}

static bool callee_wording(JSContext *ctx, const char *message, char *out, size_t size)
{
    const char *suffix = NULL;
    char text[64];

    if (strcmp(message, "not a function") == 0)
        suffix = current_opcode(ctx) == OP_call_constructor ? "is not a constructor" : "is not a function";
    else if (strcmp(message, "not a constructor") == 0)
        suffix = "is not a constructor";
    else if (strcmp(message, "value is not iterable") == 0 || is_symbol_iterator_read(message))
        suffix = "is not iterable";
    if (!suffix || !callee_text(ctx, text, sizeof(text)))
        return false;
    snprintf(out, size, "%s %s", text, suffix);
    return true;
}

/* "Object.defineProperty called on non-object", "Reflect.get called on non-object" */
static bool non_object_wording(JSContext *ctx, const char *name, char *out, size_t size)
{
    JSValueConst receiver = ctx->rt->current_stack_frame->llrt_this;
    JSValue type;
    const char *text;
    bool known;

    if (strcmp(name, "Proxy") == 0) {
        snprintf(out, size, "Cannot create proxy with a non-object as target or handler");
        return true;
    }
    if (function_bytecode(ctx->rt->current_stack_frame->cur_func) || !JS_IsObject(receiver))
        return false;
    type = type_name_of(ctx, receiver);
    text = JS_IsString(type) ? JS_ToCString(ctx, type) : NULL;
    known = text && (strcmp(text, "Object") == 0 || strcmp(text, "Reflect") == 0);
    if (known)
        snprintf(out, size, "%s.%s called on non-object", text, name);
    JS_FreeCString(ctx, text);
    JS_FreeValue(ctx, type);
    return known;
}

static bool situation_wording(JSContext *ctx, const char *message, char *out, size_t size)
{
    char name[100];
    int op;

    if (strcmp(message, "class constructors must be invoked with 'new'") == 0) {
        if (!current_function_name(ctx, name, sizeof(name)))
            name[0] = '\0';
        snprintf(out, size, "Class constructor %s cannot be invoked without 'new'", name);
        return true;
    }
    if (strcmp(message, "must be called with new") == 0 && current_function_name(ctx, name, sizeof(name))) {
        if (strcmp(name, "Promise") == 0)
            snprintf(out, size, "Promise constructor cannot be invoked without 'new'");
        else
            snprintf(out, size, "Constructor %s requires 'new'", name);
        return true;
    }
    if (strcmp(message, "invalid number of digits") == 0 && current_function_name(ctx, name, sizeof(name))) {
        snprintf(out, size, "%s() %sargument must be between %d and 100", name, strcmp(name, "toFixed") == 0 ? "digits " : "",
                 strcmp(name, "toPrecision") == 0);
        return true;
    }
    if (strcmp(message, "null or undefined are forbidden") == 0 && current_function_name(ctx, name, sizeof(name))) {
        snprintf(out, size, "String.prototype.%s called on null or undefined", name);
        return true;
    }
    if (strcmp(message, "regexp must have the 'g' flag") == 0 && current_function_name(ctx, name, sizeof(name))) {
        snprintf(out, size, "String.prototype.%s called with a non-global RegExp argument", name);
        return true;
    }
    if (strcmp(message, "not an object") == 0 && current_function_name(ctx, name, sizeof(name)))
        return non_object_wording(ctx, name, out, size);
    if (strcmp(message, "cannot convert BigInt to number") == 0) {
        op = current_opcode(ctx);
        snprintf(out, size, op >= OP_mul && op <= OP_pow ? "Cannot mix BigInt and other types, use explicit conversions"
                                                          : "Cannot convert a BigInt value to a number");
        return true;
    }
    return false;
}

/* Called by an edit where every error of the engine is made: its message, or V8's in `out`. V8 has no InternalError; only
 * "interrupted", which no JS sees, stays one. */
static const char *llrt_wording(JSContext *ctx, JSErrorEnum *class, const char *message, char *out, size_t size)
{
    if (*class == JS_INTERNAL_ERROR && strcmp(message, "interrupted") != 0)
        *class = JS_RANGE_ERROR;
    if (!ctx->llrt || ctx->rt->in_out_of_memory)
        return message;
    if (callee_wording(ctx, message, out, size) || situation_wording(ctx, message, out, size))
        return out;
    for (int i = 0; i < (int)countof(whole_messages); i++) {
        if (strcmp(message, whole_messages[i].engine) == 0)
            return whole_messages[i].v8;
    }
    return named_wording(message, out, size) ? out : message;
}
