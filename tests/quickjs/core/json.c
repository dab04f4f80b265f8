/* JSON.parse and JSON.stringify against the engine's own (JS_ParseJSON, JS_JSONStringify), and with each of their allocations
 * refused in turn: an error, and nothing harmed. */
#include <malloc.h>
#include "check.h"

static long countdown = -1;     /* 0: refuse the next allocation */

static int refused(void)
{
    return countdown >= 0 && countdown-- == 0;
}

static void *test_calloc(void *opaque, size_t count, size_t size) { return refused() ? NULL : calloc(count, size); }
static void *test_malloc(void *opaque, size_t size) { return refused() ? NULL : malloc(size); }
static void test_free(void *opaque, void *pointer) { free(pointer); }
static void *test_realloc(void *opaque, void *pointer, size_t size) { return refused() ? NULL : realloc(pointer, size); }
static size_t test_usable(const void *pointer) { return malloc_usable_size((void *)pointer); }

static const JSMallocFunctions functions = { test_calloc, test_malloc, test_free, test_realloc, test_usable };

static const char *const texts[] = {
    "null", "[]", "{}", "\"\"", "-0", "1e400", "[1,2.5,-3,0.30000000000000004,12345678901234567890,1e-7,999999999.25]",
    "{\"a\":1,\"b\":[true,false,null],\"c\":{\"a\":1,\"b\":2},\"d\":[{\"a\":1,\"b\":2},{\"a\":3,\"b\":4},{\"b\":1,\"a\":2}]}",
    "[\"a\",\"a\",\"short\",\"a text of more than sixteen units\",\"\\u0041\\n\\ud800\\ud83d\\ude00\",\"\xc3\xa9\",\"\xe6\x97\xa5\xe6\x9c\xac\"]",
    "{\"a\":{\"x\":{\"y\":[\"z\"]}},\"a\":{\"x\":{\"y\":[\"z\"]}},\"a\":{\"x\":1,\"x\":{\"y\":2}},\"__proto__\":{\"x\":1},\"length\":0}",
    "{\"2\":1,\"1\":2,\"b\":3,\"4294967295\":4,\"01\":5,\"\":6,\"\xe6\x97\xa5\":7,\"\\u0061\":8,\"k\\n\":9}",
    "[[[[[[[[[[[[[[[[[[[[1],2],3],4],5],6],7],8],9],10],11],12],13],14],15],16],17],18],19],[[[[[[[[]]]]]]]]]",
    "[0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9]",
    "[1,", "{\"a\":", "\"\\ud83d", "[\"a\"}", "nul", "<html>of more than twenty units</html>",
};

static JSValue global_function(JSContext *ctx, const char *name)
{
    JSValue global = JS_GetGlobalObject(ctx), json = JS_GetPropertyStr(ctx, global, "JSON"), function;

    function = JS_GetPropertyStr(ctx, json, name);
    JS_FreeValue(ctx, json);
    JS_FreeValue(ctx, global);
    return function;
}

/* JSON.stringify(JSON.parse(text), null, gap), or undefined when something threw. */
static JSValue there_and_back(JSContext *ctx, JSValueConst parse, JSValueConst stringify, JSValueConst text, JSValueConst gap)
{
    JSValue value = JS_Call(ctx, parse, JS_UNDEFINED, 1, &text), out = JS_EXCEPTION;

    if (!JS_IsException(value)) {
        JSValueConst args[] = { value, JS_NULL, gap };
        out = JS_Call(ctx, stringify, JS_UNDEFINED, 3, args);
    }
    JS_FreeValue(ctx, value);
    if (!JS_IsException(out))
        return out;
    JS_FreeValue(ctx, JS_GetException(ctx));
    return JS_UNDEFINED;
}

static JSValue as_the_engine(JSContext *ctx, const char *text, JSValueConst gap)
{
    JSValue value = JS_ParseJSON(ctx, text, strlen(text), "x"), out = JS_EXCEPTION;

    if (!JS_IsException(value))
        out = JS_JSONStringify(ctx, value, JS_NULL, gap);
    JS_FreeValue(ctx, value);
    if (!JS_IsException(out))
        return out;
    JS_FreeValue(ctx, JS_GetException(ctx));
    return JS_UNDEFINED;
}

static void sweep(JSContext *ctx, const char *source, JSValueConst gap)
{
    JSValue parse = global_function(ctx, "parse"), stringify = global_function(ctx, "stringify");
    JSValue text = JS_NewString(ctx, source), expected = as_the_engine(ctx, source, gap);
    bool done = false;

    for (long n = 0; !done && n < 10000; n++) {
        JSValue got;
        countdown = n;
        got = there_and_back(ctx, parse, stringify, text, gap);
        done = countdown >= 0;
        countdown = -1;
        if (done ? !JS_IsStrictEqual(ctx, got, expected) : !JS_IsUndefined(got) && !JS_IsStrictEqual(ctx, got, expected)) {
            fprintf(stderr, "%s: another result with allocation %ld refused\n", source, n);
            check_failures++;
        }
        JS_FreeValue(ctx, got);
    }
    JS_FreeValue(ctx, text);
    JS_FreeValue(ctx, expected);
    JS_FreeValue(ctx, parse);
    JS_FreeValue(ctx, stringify);
}

int main(void)
{
    JSRuntime *rt = llrt_new_runtime_with(&functions, NULL);
    JSContext *ctx;

    llrt_enter(rt, 0, 0);
    ctx = llrt_new_context(rt);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        JSValue dashes = JS_NewString(ctx, "--");
        sweep(ctx, texts[i], JS_UNDEFINED);
        sweep(ctx, texts[i], dashes);
        JS_FreeValue(ctx, dashes);
    }
    llrt_context_shutdown(ctx);
    JS_FreeContext(ctx);
    CHECK(llrt_free_runtime(rt) == 0);
    return check_failures != 0;
}
