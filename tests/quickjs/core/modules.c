/* Modules: compiled without resolving, linked and evaluated without recursion, never found by name, never freed while
 * another one points to them. */
#include "check.h"

#define CHAIN 20000

static JSModuleDef *compile(JSContext *ctx, const char *name, const char *source)
{
    JSModuleDef *m = llrt_module_compile(ctx, source, strlen(source), name, 1);
    if (!m)
        check_print_exception(ctx, name);
    return m;
}

static int state_of(JSContext *ctx, JSModuleDef *m)
{
    JSValue promise = llrt_module_evaluate(ctx, m);
    int state;

    if (JS_IsException(promise)) {
        JS_FreeValue(ctx, JS_GetException(ctx));
        return -2;
    }
    llrt_drain(ctx);
    state = JS_PromiseState(ctx, promise);
    JS_FreeValue(ctx, promise);
    return state;
}

/* A chain, or with `cycle` a ring, of modules that each use an export of the next one. */
static void long_graph(int cycle, int tla)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSModuleDef **m = malloc(sizeof(*m) * CHAIN);
    char source[200];

    for (int i = 0; i < CHAIN; i++) {
        if (i + 1 < CHAIN)
            snprintf(source, sizeof source, "import { get as next } from 'next'; export function get() { return %d; } globalThis.sum = (globalThis.sum || 0) + next();", i);
        else
            snprintf(source, sizeof source, "%s %s export function get() { return %d; }", cycle ? "import 'first';" : "", tla ? "await 1;" : "", i);
        m[i] = compile(ctx, "same-name", source);
    }
    for (int i = 0; i < CHAIN; i++) {
        if (llrt_module_request_count(m[i]))
            CHECK(llrt_module_set_request(ctx, m[i], 0, m[(i + 1) % CHAIN]) == 0);
    }
    CHECK(llrt_module_link(ctx, m[0]) == 0);
    CHECK(state_of(ctx, m[0]) == JS_PROMISE_FULFILLED);
    CHECK(llrt_module_status(m[CHAIN / 2]) == LLRT_MODULE_EVALUATED);
    CHECK_JS(ctx, "sum", "199990000");
    free(m);
    check_done(ctx, rt);
}

/* b imports a, a also imports a missing module; afterwards b is imported again. */
static void failed_import(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSModuleDef *a = compile(ctx, "a", "import 'b'; import 'missing';"), *b = compile(ctx, "b", "import 'a'; export const x = 1;");

    CHECK(llrt_module_set_request(ctx, a, 0, b) == 0);
    CHECK(llrt_module_set_request(ctx, b, 0, a) == 0);
    CHECK(llrt_module_link(ctx, a) < 0);
    free(check_eval(ctx, "1"));
    JS_FreeValue(ctx, JS_GetException(ctx));
    llrt_module_release(ctx, a);
    CHECK(state_of(ctx, b) == -2);
    llrt_module_release(ctx, b);
    JS_RunGC(rt);
    CHECK(state_of(ctx, compile(ctx, "b", "export const x = 1;")) == JS_PROMISE_FULFILLED);
    check_done(ctx, rt);
}

static void link_error_can_be_repeated(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSModuleDef *a = compile(ctx, "a", "import { y } from 'b'; import * as ns from 'b'; export { y }; export { x } from 'b';");
    JSModuleDef *b = compile(ctx, "b", "export { y } from 'c'; export * as all from 'c'; export let x = 1;"), *c = compile(ctx, "c", "export let z;");

    llrt_module_set_request(ctx, a, 0, b);
    llrt_module_set_request(ctx, b, 0, c);
    for (int i = 0; i < 3; i++) {
        CHECK(llrt_module_link(ctx, a) < 0);
        JS_FreeValue(ctx, JS_GetException(ctx));
        CHECK(llrt_module_status(a) == LLRT_MODULE_UNLINKED);
    }
    check_done(ctx, rt);
}

static int meta_calls;

static int on_meta(JSContext *ctx, JSModuleDef *m, JSValueConst meta)
{
    meta_calls++;
    return JS_DefinePropertyValueStr(ctx, meta, "id", JS_NewInt32(ctx, (int)(intptr_t)llrt_module_opaque(m)), JS_PROP_C_W_E);
}

static void import_meta_of_namesakes(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);

    llrt_get_hooks(ctx)->meta_hook = on_meta;
    for (intptr_t i = 1; i <= 3; i++) {
        JSModuleDef *m = compile(ctx, "same", "function f() { return () => import.meta.id; } globalThis.ids = [...(globalThis.ids ?? []), f()(), import.meta.id];");
        llrt_module_set_opaque(m, (void *)i);
        CHECK(state_of(ctx, m) == JS_PROMISE_FULFILLED);
    }
    CHECK_JS(ctx, "ids.join()", "1,1,2,2,3,3");
    CHECK(meta_calls == 3);
    check_done(ctx, rt);
}

static JSModuleDef *import_target;

static int on_import(JSContext *ctx, JSValueConst base, JSValueConst specifier, JSValueConst attributes, JSValueConst *functions)
{
    const char *text = JS_ToCString(ctx, base);
    CHECK(text && strcmp(text, "importer.js") == 0);
    JS_FreeCString(ctx, text);
    if (!import_target) {
        JS_ThrowTypeError(ctx, "nothing there");
        return -1;
    }
    return llrt_import_settle(ctx, import_target, functions);
}

static void dynamic_import(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    const char *source = "import('x', { with: { type: 'json' } }).then(ns => globalThis.got = ns.v, e => globalThis.got = e.message);"
                         "eval('import(\"y\")').catch(e => 0); new Function('return import(\"z\")')().catch(e => 0)";

    llrt_get_hooks(ctx)->import_hook = on_import;
    JS_FreeValue(ctx, llrt_eval(ctx, source, strlen(source), "importer.js", 1, 0));
    llrt_drain(ctx);
    CHECK_JS(ctx, "got", "nothing there");
    import_target = compile(ctx, "x", "export const v = await 42;");
    JS_FreeValue(ctx, llrt_eval(ctx, source, strlen(source), "importer.js", 1, 0));
    llrt_drain(ctx);
    CHECK_JS(ctx, "got", "42");
    check_done(ctx, rt);
}

static void bytecode_keeps_requests(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSModuleDef *m = compile(ctx, "m", "import x from 'data' with { type: 'json' }; globalThis.got = x;"), *dep;
    const char *names[] = { "default" };
    size_t length;
    uint8_t *code = llrt_module_bytecode(ctx, m, NULL, 0, &length);
    JSValue attributes, type;
    const char *text;

    CHECK(code != NULL);
    llrt_module_release(ctx, m);
    m = llrt_module_read(ctx, code, length);
    free(code);
    CHECK(m && llrt_module_request_count(m) == 1);
    attributes = llrt_module_request_attributes(ctx, m, 0);
    type = JS_GetPropertyStr(ctx, attributes, "type");
    text = JS_ToCString(ctx, type);
    CHECK(text && strcmp(text, "json") == 0);
    JS_FreeCString(ctx, text);
    JS_FreeValue(ctx, type);
    JS_FreeValue(ctx, attributes);
    dep = llrt_module_synthetic(ctx, "data", names, 1);
    CHECK(llrt_module_set_export(ctx, dep, "default", JS_NewInt32(ctx, 7)) == 0);
    CHECK(llrt_module_set_export(ctx, dep, "other", JS_NewInt32(ctx, 7)) < 0);
    JS_FreeValue(ctx, JS_GetException(ctx));
    llrt_module_set_request(ctx, m, 0, dep);
    CHECK(state_of(ctx, m) == JS_PROMISE_FULFILLED);
    CHECK_JS(ctx, "got", "7");
    check_done(ctx, rt);
}

static void errors_of_evaluation(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSModuleDef *a = compile(ctx, "a", "import 'b'; globalThis.ran = 1;"), *b = compile(ctx, "b", "throw new Error('b failed');"),
                *c = compile(ctx, "c", "import 'a';");
    JSValue value;

    llrt_module_set_request(ctx, a, 0, b);
    llrt_module_set_request(ctx, c, 0, a);
    CHECK(state_of(ctx, a) == JS_PROMISE_REJECTED);
    CHECK(state_of(ctx, b) == JS_PROMISE_REJECTED);
    CHECK(state_of(ctx, c) == JS_PROMISE_REJECTED);
    CHECK(llrt_module_status(a) == LLRT_MODULE_ERRORED);
    CHECK_JS(ctx, "typeof ran", "undefined");
    value = llrt_module_evaluate_sync(ctx, c);
    CHECK(JS_IsException(value));
    JS_FreeValue(ctx, JS_GetException(ctx));
    check_done(ctx, rt);
}

int main(void)
{
    failed_import();
    link_error_can_be_repeated();
    import_meta_of_namesakes();
    dynamic_import();
    bytecode_keeps_requests();
    errors_of_evaluation();
    long_graph(0, 0);
    long_graph(1, 0);
    long_graph(0, 1);
    long_graph(1, 1);
    return check_failures != 0;
}
