/* Early errors in V8's words that need a name or the parser's state; messages without are in engine_wording.c. Included by engine_parse.h. */
#ifndef LLRT_ENGINE_EARLY_H
#define LLRT_ENGINE_EARLY_H

/* `format` has one %s, for the name. */
static int llrt_error_of(JSParseState *s, const char *format, JSAtom name)
{
    char text[ATOM_GET_STR_BUF_SIZE];

    return js_parse_error(s, format, JS_AtomGetStr(s->ctx, text, sizeof(text), name));
}

static int llrt_redeclared(JSParseState *s, JSAtom name)
{
    return llrt_error_of(s, "Identifier '%s' has already been declared", name);
}

/* A method of a class that may not have its name. */
static int llrt_method_name_error(JSParseState *s, JSAtom name, bool is_static, bool is_accessor, bool is_generator)
{
    if (name == JS_ATOM_hash_constructor)
        return js_parse_error(s, s->token.val == '(' ? "Class constructor may not be a private method" :
                                                       "Classes may not have a field named 'constructor'");
    if (is_static)
        return js_parse_error(s, "Classes may not have a static property named 'prototype'");
    return js_parse_error(s, "Class constructor may not be %s",
                          is_accessor ? "an accessor" : is_generator ? "a generator" : "an async method");
}

/* A declaration of a function where only a statement may be. `s->token` is "function" or "async". */
static int llrt_function_place_error(JSParseState *s)
{
    const uint8_t *p = s->buf_ptr;

    if (s->token.val != TOK_FUNCTION)
        return js_parse_error(s, "Async functions can only be declared at the top level or inside a block.");
    while (p < s->buf_end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
        p++;
    if (p < s->buf_end && *p == '*')
        return js_parse_error(s, "Generators can only be declared at the top level or inside a block.");
    if (s->cur_func->is_strict_mode)
        return js_parse_error(s, "In strict mode code, functions can only be declared at top level or inside a block.");
    return js_parse_error(s, "In non-strict mode code, functions can only be declared at top level, inside a block, or as the body of an "
                             "if statement.");
}

#endif
