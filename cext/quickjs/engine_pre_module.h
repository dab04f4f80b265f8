/* The top of a text, for a thread that looks ahead (engine_pre_ahead.h): imports, exports, statements. It may be generous, for the
 * compiler reads all of it, too: only what it says about the functions inside counts. */
#ifndef LLRT_ENGINE_PRE_MODULE_H
#define LLRT_ENGINE_PRE_MODULE_H

static bool pre_name_is(PreParser *s, const char *text)
{
    size_t length = strlen(text);

    return s->tok == PRE_NAME && s->names[s->name].length == length && memcmp(s->names[s->name].text, text, length) == 0;
}

static bool pre_take_name(PreParser *s, const char *text)
{
    return pre_name_is(s, text) && pre_next(s);
}

/* `from "module" with { ... };` */
static bool pre_from(PreParser *s)
{
    if (s->tok != PRE_STRING || !pre_next(s))
        return false;
    if (pre_is(s, KW_WITH)) {
        if (!pre_next(s) || !pre_take(s, '{'))
            return false;
        while (s->tok != '}') {
            if (!pre_key(s) || !pre_take(s, ':') || !pre_take(s, PRE_STRING) || (s->tok != '}' && !pre_take(s, ',')))
                return false;
        }
        if (!pre_next(s))
            return false;
    }
    return pre_semicolon(s);
}

/* `{ a as b, "c" as d }`: names of modules and of variables alike. */
static bool pre_specifiers(PreParser *s)
{
    if (!pre_take(s, '{'))
        return false;
    while (s->tok != '}') {
        if (s->tok == ',' ? !pre_next(s) : !pre_key(s))
            return false;
    }
    return pre_next(s);
}

/* `* as a`; export has it without a name. */
static bool pre_star(PreParser *s)
{
    return pre_take(s, '*') && (!pre_name_is(s, "as") || (pre_next(s) && pre_key(s)));
}

/* Behind `import`, which is a declaration. */
static bool pre_import_declaration(PreParser *s)
{
    if (s->tok == PRE_STRING)
        return pre_from(s);
    if (pre_is_identifier(s)) {
        if (!pre_next(s))
            return false;
        if (s->tok != ',')
            return pre_take_name(s, "from") && pre_from(s);
        if (!pre_next(s))
            return false;
    }
    return (s->tok == '*' ? pre_star(s) : pre_specifiers(s)) && pre_take_name(s, "from") && pre_from(s);
}

static bool pre_export_default(PreParser *s)
{
    if (pre_is(s, KW_FUNCTION))
        return pre_next(s) && pre_function_after_keyword(s, false, true);
    if (pre_is(s, KW_ASYNC)) {
        PreMark mark = pre_mark(s);
        if (!pre_next(s))
            return false;
        if (pre_is(s, KW_FUNCTION) && !s->newline)
            return pre_next(s) && pre_function_after_keyword(s, true, true);
        if (!pre_rewind(s, &mark))
            return false;
    }
    if (pre_is(s, KW_CLASS)) {
        if (!pre_next(s) || (pre_is_identifier(s) && !pre_next(s)))
            return false;
        return pre_class(s, UINT32_MAX);
    }
    return pre_assign(s, true) && pre_semicolon(s) && !s->covers;
}

/* Behind `export`. */
static bool pre_export(PreParser *s)
{
    if (s->tok == '*')
        return pre_star(s) && pre_take_name(s, "from") && pre_from(s);
    if (s->tok == '{')
        return pre_specifiers(s) && (pre_name_is(s, "from") ? pre_next(s) && pre_from(s) : pre_semicolon(s));
    if (pre_is(s, KW_DEFAULT))
        return pre_next(s) && pre_export_default(s);
    return pre_declaration_or_statement(s);
}

static bool pre_top_item(PreParser *s)
{
    if (s->is_module && pre_is(s, KW_IMPORT)) {
        PreMark mark = pre_mark(s);
        if (!pre_next(s))
            return false;
        if (s->tok != '(' && s->tok != '.')
            return pre_import_declaration(s);
        if (!pre_rewind(s, &mark))
            return false;
    }
    if (s->is_module && pre_is(s, KW_EXPORT))
        return pre_next(s) && pre_export(s);
    return pre_declaration_or_statement(s);
}

#endif
