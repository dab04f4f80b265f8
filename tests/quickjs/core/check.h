/* Shared by the C tests of the engine room: a context, a way to run JS and to compare its result, and a tally. Each test is
 * a program; it prints what failed and exits 1. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine.h"

static int check_failures;

#define CHECK(condition) check_that(!!(condition), #condition, __FILE__, __LINE__)

static inline int check_that(int holds, const char *what, const char *file, int line)
{
    if (!holds) {
        fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
        check_failures++;
    }
    return holds;
}

static inline void check_print_exception(JSContext *ctx, const char *where)
{
    JSValue error = JS_GetException(ctx), stack = JS_UNDEFINED;
    const char *text = JS_ToCString(ctx, error), *trace = NULL;

    if (JS_IsObject(error)) {
        stack = JS_GetPropertyStr(ctx, error, "stack");
        trace = JS_ToCString(ctx, stack);
    }
    fprintf(stderr, "%s: %s\n%s\n", where, text ? text : "(no text)", trace ? trace : "");
    JS_FreeCString(ctx, text);
    JS_FreeCString(ctx, trace);
    JS_FreeValue(ctx, stack);
    JS_FreeValue(ctx, error);
}

/* The result of a script as malloc()ed text; "!" and the error's text when it throws. */
static inline char *check_eval(JSContext *ctx, const char *source)
{
    JSValue value = llrt_eval(ctx, source, strlen(source), "test.js", 1, 0);
    int threw = JS_IsException(value);
    const char *text;
    char *copy;

    if (threw)
        value = JS_GetException(ctx);
    text = JS_ToCString(ctx, value);
    copy = malloc((text ? strlen(text) : 0) + 2);
    sprintf(copy, "%s%s", threw ? "!" : "", text ? text : "");
    JS_FreeCString(ctx, text);
    JS_FreeValue(ctx, value);
    if (JS_HasException(ctx))
        JS_FreeValue(ctx, JS_GetException(ctx));
    return copy;
}

#define CHECK_JS(ctx, source, expected) check_js(ctx, source, expected, __FILE__, __LINE__)

static inline void check_js(JSContext *ctx, const char *source, const char *expected, const char *file, int line)
{
    char *got = check_eval(ctx, source);

    if (strcmp(got, expected) != 0) {
        fprintf(stderr, "%s:%d: %s\n  is       %s\n  expected %s\n", file, line, source, got, expected);
        check_failures++;
    }
    free(got);
}

static inline JSContext *check_context(JSRuntime **rt)
{
    JSContext *ctx;

    *rt = llrt_new_runtime();
    llrt_enter(*rt, 0, 0);
    ctx = llrt_new_context(*rt);
    return ctx;
}

static inline int check_done(JSContext *ctx, JSRuntime *rt)
{
    size_t leaked;

    llrt_context_shutdown(ctx);
    JS_FreeContext(ctx);
    leaked = llrt_free_runtime(rt);
    if (leaked) {
        fprintf(stderr, "%zu objects leaked\n", leaked);
        check_failures++;
    }
    return check_failures != 0;
}

#endif
