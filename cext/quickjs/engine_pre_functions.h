/* Functions and classes of the pre-parser: names and patterns that declare, parameters, bodies, elements. */
#ifndef LLRT_ENGINE_PRE_FUNCTIONS_H
#define LLRT_ENGINE_PRE_FUNCTIONS_H

static bool pre_statement(PreParser *s);
static bool pre_declaration_or_statement(PreParser *s);

/* A name being declared; eval and arguments are left to the compiler. */
static bool pre_bind_name(PreParser *s, PreKind kind)
{
    uint32_t name = s->name;
    PreWord word = pre_word(s);

    return pre_is_identifier(s) && word != KW_EVAL && word != KW_ARGUMENTS && pre_declare(s, name, kind) && pre_next(s);
}

/* A name or a pattern that declares. */
static bool pre_bind(PreParser *s, PreKind kind)
{
    int close = s->tok == '[' ? ']' : '}';

    if (s->tok != '[' && s->tok != '{')
        return pre_bind_name(s, kind);
    if (pre_is_deep(s, 2000) || !pre_next(s))
        return false;
    while (s->tok != close) {
        if (s->tok == ',' && close == ']') {
            if (!pre_next(s))
                return false;
            continue;
        }
        if (s->tok == PRE_ELLIPSIS) {
            if (!pre_next(s) || !(close == ']' ? pre_bind(s, kind) : pre_bind_name(s, kind)) || s->tok != close)
                return false;
            break;
        }
        if (close == '}') {
            PreMark key = pre_mark(s);
            if (!pre_key(s))
                return false;
            if (s->tok == ':') {
                if (!pre_next(s) || !pre_bind(s, kind))
                    return false;
            } else if (key.tok != PRE_NAME || !pre_rewind(s, &key) || !pre_bind_name(s, kind)) {
                return false;
            }
        } else if (!pre_bind(s, kind)) {
            return false;
        }
        if (s->tok == '=' && (!pre_next(s) || !pre_assign(s, true)))
            return false;
        if (s->tok != close && !pre_take(s, ','))
            return false;
    }
    return pre_next(s);
}

/* The parameters of `function`, whose scope is open. Those with expressions have a scope of their own. */
static bool pre_params(PreParser *s, PreFunction *function)
{
    bool simple = true, counting = true, repeated = false, rest = false;
    int count = 0;

    if (s->tok != '(')      /* an arrow function's only one */
        return function->length = 1, pre_bind_name(s, PRE_PARAM);
    function->in_params = true;
    if (!pre_next(s))
        return false;
    while (s->tok != ')') {
        rest = s->tok == PRE_ELLIPSIS;
        if (rest && (simple = counting = false, !pre_next(s)))
            return false;
        if (s->tok == '[' || s->tok == '{') {
            simple = false;
            if (!pre_bind(s, PRE_PARAM))
                return false;
        } else if (pre_is_identifier(s)) {
            int32_t found = s->names[s->name].decl;
            if (found >= 0 && s->decls[found].scope == s->scope_count - 1) {
                repeated = true;
                if (!pre_next(s))
                    return false;
            } else if (!pre_bind_name(s, PRE_PARAM)) {
                return false;
            }
        } else {
            return false;
        }
        if (s->tok == '=') {
            simple = counting = false;
            if (rest || !pre_next(s) || !pre_assign(s, true))
                return false;
        }
        function->length += counting;
        count++;
        if (s->tok != ')' && (rest || !pre_take(s, ',')))
            return false;
    }
    function->in_params = false;
    if (repeated && (!simple || function->is_strict || function->is_arrow || function->is_method))
        return false;
    if ((function->is_getter && count) || (function->is_setter && (count != 1 || rest)))
        return false;
    if (!simple) {
        if (!pre_push(s, true))
            return false;
        s->scopes[s->scope_count - 1].after_params = true;
    }
    function->repeats = repeated;
    return pre_next(s);
}

/* Directives, at the first token of a body; false: give up, also for "use strict" where it changes what has been read. */
static bool pre_directives(PreParser *s, PreFunction *function, bool simple)
{
    while (s->tok == PRE_STRING) {
        bool is_strict = !s->has_escape && s->p - s->start == 12 && memcmp(s->start + 1, "use strict", 10) == 0;
        if (!pre_next(s))
            return false;
        if (s->tok == ';') {
            if (!pre_next(s))
                return false;
        } else if (s->tok != '}') {
            if (!s->newline || (s->tok != PRE_NAME && s->tok != PRE_STRING && s->tok != PRE_NUMBER && s->tok != '{') || s->prec)
                return false;
        }
        if (is_strict) {
            if (!simple || function->repeats)
                return false;
            function->is_strict = true;
        }
    }
    return true;
}

/* From the parameters to the closing brace, which is the token; its scopes are still open. */
static bool pre_params_and_body(PreParser *s, PreFunction *function)
{
    uint32_t scopes = s->scope_count;

    if (!pre_params(s, function))
        return false;
    if (function->is_arrow && (s->newline || !pre_take(s, PRE_ARROW)))
        return false;
    if (function->is_arrow && s->tok != '{') {
        function->is_expression = true;
        return function->outer && pre_assign(s, true);
    }
    if (!pre_take(s, '{') || !pre_directives(s, function, s->scope_count == scopes))
        return false;
    while (s->tok != '}') {
        if (!pre_declaration_or_statement(s))
            return false;
    }
    return true;
}

/* A function inside the one that is looked at, from its parameters on; `own` is a function expression's name. */
static bool pre_function(PreParser *s, PreFunction *function, uint32_t own)
{
    uint32_t scopes = s->scope_count, covers = s->covers, inner;

    if (pre_is_deep(s, 4000) || !pre_inner_begin(s, &inner))
        return false;
    function->outer = s->function;
    function->is_strict = function->outer_strict = s->function->is_strict;
    s->function = function;
    s->covers = 0;
    if (!pre_push(s, true) || !pre_params_and_body(s, function))
        return false;
    while (s->scope_count > scopes + 1)
        pre_pop(s, UINT32_MAX, !function->is_arrow);
    if (s->covers || !pre_inner_end(s, inner, function))
        return false;
    pre_pop(s, own, !function->is_arrow);
    s->covers = covers;
    s->function = function->outer;
    return function->is_expression || pre_next(s);
}

static bool pre_function_after_keyword(PreParser *s, bool is_async, bool is_expression)
{
    PreFunction function = { .is_async = is_async };
    uint32_t own = UINT32_MAX;

    if (s->tok == '*') {
        function.is_generator = true;
        if (!pre_next(s))
            return false;
    }
    if (pre_is_identifier(s)) {
        PreWord word = pre_word(s);
        PreKind kind = s->scopes[s->scope_count - 1].is_function ? PRE_VAR
                     : s->function->is_strict || is_async || function.is_generator ? PRE_BLOCK_FUNCTION : PRE_BLOCK_PLAIN;
        own = s->name;
        if (word == KW_EVAL || word == KW_ARGUMENTS || (!is_expression && !pre_declare(s, own, kind)) || !pre_next(s))
            return false;
    } else if (!is_expression) {
        return false;
    }
    return s->tok == '(' && pre_function(s, &function, is_expression ? own : UINT32_MAX);
}

typedef struct PreClass {
    bool is_derived, has_constructor;
} PreClass;

/* The value of a field, or a static block: code of a function of its own. */
static bool pre_initializer(PreParser *s, bool is_block)
{
    PreFunction function = { .super_property = true, .no_arguments = true, .no_return = true, .outer = s->function, .is_strict = true };
    uint32_t covers = s->covers;
    bool ok;

    s->function = &function;
    s->covers = 0;
    if (!pre_push(s, true) || !pre_next(s))
        return false;
    if (is_block) {
        while (s->tok != '}') {
            if (!pre_declaration_or_statement(s))
                return false;
        }
        ok = pre_next(s);
    } else {
        ok = pre_assign(s, true) != EX_FAIL;
    }
    pre_pop(s, UINT32_MAX, false);
    ok &= !s->covers;
    s->covers = covers;
    s->function = function.outer;
    return ok;
}

static bool pre_text_is(PreMark *key, const char *text)
{
    size_t length = key->p - key->start, quotes = key->tok == PRE_STRING;

    return (key->tok == PRE_NAME || key->tok == PRE_STRING) && length == strlen(text) + 2 * quotes &&
           memcmp(key->start + quotes, text, strlen(text)) == 0;
}

static bool pre_class_key(PreParser *s, PreMark *key)
{
    *key = pre_mark(s);
    if (s->tok == PRE_STRING && s->has_escape)
        return false;
    return s->tok == PRE_PRIVATE ? pre_next(s) : pre_key(s);
}

static bool pre_class_element(PreParser *s, PreClass *class)
{
    PreFunction method = { .is_method = true, .super_property = true };
    PreMark key;
    PreWord word;
    bool is_static = false, modified = false, is_constructor;

    if (s->tok == '*') {
        method.is_generator = modified = true;
        if (!pre_next(s) || !pre_class_key(s, &key))
            return false;
    } else {
        word = pre_word(s);
        if (!pre_class_key(s, &key))
            return false;
        if (word == KW_STATIC) {
            if (s->tok == '{')
                return pre_initializer(s, true);
            if (s->tok == '*') {
                is_static = method.is_generator = modified = true;
                if (!pre_next(s) || !pre_class_key(s, &key))
                    return false;
                word = KW_NONE;
            } else if (pre_modifies(s)) {
                is_static = true;
                word = pre_word(s);
                if (!pre_class_key(s, &key))
                    return false;
            }
        }
        if ((word == KW_ACCESSOR && pre_modifies(s)) || !pre_modifier(s, word, &method, &modified))
            return false;
        if ((method.is_getter || method.is_setter || method.is_async) && !pre_class_key(s, &key))
            return false;
    }
    is_constructor = !is_static && pre_text_is(&key, "constructor");
    if (is_static && pre_text_is(&key, "prototype"))
        return false;
    if (key.tok == PRE_PRIVATE) {
        PreKind kind = s->tok != '(' ? PRE_LEXICAL : method.is_getter ? PRE_GETTER : method.is_setter ? PRE_SETTER : PRE_LEXICAL;
        if (!pre_declare_private(s, key.name, kind, is_static))
            return false;
    }
    if (s->tok == '(') {
        if (is_constructor) {
            if (class->has_constructor || modified)
                return false;
            class->has_constructor = true;
            method.super_call = class->is_derived;
        }
        return pre_function(s, &method, UINT32_MAX);
    }
    if (modified || pre_text_is(&key, "constructor"))
        return false;
    if (s->tok == '=' && !pre_initializer(s, false))
        return false;
    return pre_semicolon(s);
}

/* A class from behind its name on; `name` for the scope inside. */
static bool pre_class(PreParser *s, uint32_t name)
{
    PreFunction *function = s->function;
    PreClass class = { 0 };
    bool was_strict = function->is_strict;

    function->is_strict = true;
    if (pre_is_deep(s, 4000) || !pre_push(s, false))
        return false;
    if (name != UINT32_MAX && !pre_declare(s, name, PRE_LEXICAL))
        return false;
    if (pre_is(s, KW_EXTENDS)) {
        PreExpression what = pre_next(s) ? pre_left(s) : EX_FAIL;
        if (!what || what == EX_ARROW_HEAD)
            return false;
        class.is_derived = true;
    }
    if (!pre_take(s, '{'))
        return false;
    while (s->tok != '}') {
        if (!(s->tok == ';' ? pre_next(s) : pre_class_element(s, &class)))
            return false;
    }
    pre_pop(s, UINT32_MAX, false);
    function->is_strict = was_strict;
    return pre_next(s);
}

#endif
