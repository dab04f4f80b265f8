/* Where there is no memory for an error, what a program catches is one all the same: made with the realm, and everybody's. */
#include <malloc.h>
#include "check.h"

static int refused;

static void *test_calloc(void *opaque, size_t count, size_t size) { return refused ? NULL : calloc(count, size); }
static void *test_malloc(void *opaque, size_t size) { return refused ? NULL : malloc(size); }
static void test_free(void *opaque, void *pointer) { free(pointer); }
static void *test_realloc(void *opaque, void *pointer, size_t size) { return refused ? NULL : realloc(pointer, size); }
static size_t test_usable(const void *pointer) { return malloc_usable_size((void *)pointer); }

static const JSMallocFunctions functions = { test_calloc, test_malloc, test_free, test_realloc, test_usable };

/* What the global function of this name catches while nothing is given. */
static void catch_one(JSContext *ctx, const char *name, const char *into)
{
    JSValue global = JS_GetGlobalObject(ctx), function = JS_GetPropertyStr(ctx, global, name), caught;

    refused = 1;
    caught = JS_Call(ctx, function, JS_UNDEFINED, 0, NULL);
    refused = 0;
    CHECK(JS_IsObject(caught));
    JS_SetPropertyStr(ctx, global, into, caught);
    JS_FreeValue(ctx, function);
    JS_FreeValue(ctx, global);
}

int main(void)
{
    JSRuntime *rt = llrt_new_runtime_with(&functions, NULL);
    JSContext *ctx;

    llrt_enter(rt, 0, 0);
    ctx = llrt_new_context(rt);
    CHECK_JS(ctx, "var one, two, three, go; function fill() { try { let all; for (; go;) all = { all } } catch (e) { return e } }", "undefined");
    CHECK_JS(ctx, "function wrong() { let all; try { for (; go;) all = { all } } catch {} try { null.x } catch (e) { return e } }", "undefined");
    CHECK_JS(ctx, "fill(); wrong(); go = true", "true");     /* bodies are read at the first call */
    catch_one(ctx, "fill", "one");
    catch_one(ctx, "fill", "two");
    catch_one(ctx, "wrong", "three");
    CHECK_JS(ctx, "one instanceof RangeError && Error.isError(one)", "true");
    CHECK_JS(ctx, "String(one) + '|' + one.stack", "RangeError: out of memory|RangeError: out of memory");
    CHECK_JS(ctx, "Object.isFrozen(one) && one === two && one === three", "true");
    CHECK_JS(ctx, "try { throw one } catch (e) { e.stack }", "RangeError: out of memory");
    CHECK_JS(ctx, "[1, 2].map(x => x + 1).join()", "2,3");
    llrt_context_shutdown(ctx);
    JS_FreeContext(ctx);
    llrt_free_runtime(rt);
    return check_failures != 0;
}
