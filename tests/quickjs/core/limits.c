/* Recursion of every kind ends in a RangeError or SyntaxError, never in a crash; so does the freeing of deep structures. The
 * stack in use is a small thread's, so that a missing check would show. */
#include <pthread.h>
#include "check.h"

#define CAUGHT(source) "try { " source "; 'no error' } catch (e) { e.name }"

static const char *const overflows[] = {
    CAUGHT("(function f() { f() })()"), CAUGHT("class A { constructor() { new A() } } new A()"), CAUGHT("var o = { get a() { return this.a } }; o.a"),
    CAUGHT("JSON.parse('['.repeat(1e5))"), CAUGHT("JSON.parse('{\"a\":'.repeat(1e5))"), CAUGHT("var a = []; for (var i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)"),
    CAUGHT("eval('['.repeat(1e5))"), CAUGHT("eval('('.repeat(1e5))"), CAUGHT("eval('{'.repeat(1e5))"), CAUGHT("eval('function f(){'.repeat(1e5))"),
    CAUGHT("eval('!'.repeat(1e5) + '1')"), CAUGHT("eval('1?'.repeat(1e5))"), CAUGHT("eval('a='.repeat(1e5) + '1')"), CAUGHT("eval('`${'.repeat(1e5))"),
    CAUGHT("eval('new '.repeat(1e5) + 'x')"), CAUGHT("eval('var ' + '['.repeat(1e5))"), CAUGHT("eval('if(1)'.repeat(1e5) + ';')"), CAUGHT("eval('()=>'.repeat(1e5) + '1')"),
    CAUGHT("new RegExp('('.repeat(1e5))"), CAUGHT("new RegExp('(?:'.repeat(1e5) + ')'.repeat(1e5))"), CAUGHT("new RegExp('(?='.repeat(1e5) + ')'.repeat(1e5)).test('a')"),
    CAUGHT("var p = {}; for (var i = 0; i < 5e4; i++) p = new Proxy(p, {}); p.x"), CAUGHT("var p = new Proxy({}, {}); Object.setPrototypeOf(p, p); p.x"),
    CAUGHT("var f = function () {}; for (var i = 0; i < 5e4; i++) f = f.bind.call(f); f()"), CAUGHT("var o = { toString() { return '' + this } }; '' + o"),
    CAUGHT("var a = []; for (var i = 0; i < 1e5; i++) a = [a]; String(a)"), CAUGHT("var a = []; for (var i = 0; i < 1e5; i++) a = [a]; a.flat(Infinity)"),
    CAUGHT("(function f() { [1, 2].sort(f) })()"), CAUGHT("(function f() { 'a'.replace(/a/, f) })()"), CAUGHT("(function* f() { yield* f() })().next()"),
    CAUGHT("var it = [1].values(); for (var i = 0; i < 5e4; i++) it = it.map(x => x); it.next()"), CAUGHT("var it = [1].values(); for (var i = 0; i < 5e4; i++) it = it.filter(x => x); it.next()"),
    CAUGHT("(function f() { eval('f()') })()"), CAUGHT("(function f(...a) { f(...a, 1, 2, 3, 4, 5) })()"), CAUGHT("Math.max(...new Array(1e7))"),
};

static const char *const frees[] = {
    "var l = null; for (var i = 0; i < 2e5; i++) l = { n: l }; l = null; 'freed'", "var l = []; for (var i = 0; i < 2e5; i++) l = [l]; l = null; 'freed'",
    "var f = () => 0; for (let i = 0; i < 1e5; i++) { let g = f; f = () => g } f = null; 'freed'", "var p = Promise.resolve(); for (var i = 0; i < 1e5; i++) p = p.then(x => x); p = null; 'freed'",
    "function* g(x) { yield x } var it = g(1); it.next(); for (var i = 0; i < 1e5; i++) { it = g(it); it.next() } it = null; 'freed'",
    "async function f(p) { await p } var p = new Promise(() => 0); for (var i = 0; i < 1e5; i++) p = f(p); p = null; 'freed'",
    "var p = {}; for (var i = 0; i < 1e5; i++) p = new Proxy(p, {}); p = null; 'freed'", "var o = {}; for (var i = 0; i < 1e5; i++) o = Object.create(o); o = null; 'freed'",
    "var a = {}, l = a; for (var i = 0; i < 1e5; i++) { l.n = {}; l = l.n } l.n = a; a = l = null; 'freed'", "var e = null; for (var i = 0; i < 1e5; i++) e = new Error('x', { cause: e }); e = null; 'freed'",
    "var s = 'x'.repeat(9000); for (var i = 0; i < 20000; i++) s = 'y'.repeat(600) + s; s.charCodeAt(5); s = null; 'freed'", "var m = new Map; for (var i = 0; i < 1e5; i++) m = new Map([[1, m]]); m = null; 'freed'",
};

static int is_expected(const char *got)
{
    return strcmp(got, "RangeError") == 0 || strcmp(got, "SyntaxError") == 0 || strcmp(got, "TypeError") == 0;
}

static void *on_small_stack(void *opaque)
{
    for (size_t i = 0; i < sizeof(overflows) / sizeof(overflows[0]); i++) {
        JSRuntime *rt;
        JSContext *ctx = check_context(&rt);
        char *got = check_eval(ctx, overflows[i]);
        if (!is_expected(got)) {
            fprintf(stderr, "%s gives %s\n", overflows[i], got);
            check_failures++;
        }
        free(got);
        CHECK_JS(ctx, "1 + 1", "2");
        check_done(ctx, rt);
    }
    for (size_t i = 0; i < sizeof(frees) / sizeof(frees[0]); i++) {
        JSRuntime *rt;
        JSContext *ctx = check_context(&rt);
        CHECK_JS(ctx, frees[i], "freed");
        JS_RunGC(rt);
        check_done(ctx, rt);
    }
    return NULL;
}

int main(void)
{
    pthread_attr_t attributes;
    pthread_t thread;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 2 << 20);
    if (pthread_create(&thread, &attributes, on_small_stack, NULL))
        return 2;
    pthread_join(thread, NULL);
    return check_failures != 0;
}
