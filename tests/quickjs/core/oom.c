/* No allocation that fails may crash the process: every script of a small corpus runs again and again, with its n-th
 * allocation (or a run of them) refused, for every n. An argument limits the number of rounds a script (default: all). */
#include <malloc.h>
#include "check.h"

static long countdown = -1, burst;      /* countdown 0: refuse, `burst` times */

static int refused(void)
{
    if (countdown < 0)
        return 0;
    if (countdown > 0) {
        countdown--;
        return 0;
    }
    if (--burst <= 0)
        countdown = -1;
    return 1;
}

static void *test_calloc(void *opaque, size_t count, size_t size) { return refused() ? NULL : calloc(count, size); }
static void *test_malloc(void *opaque, size_t size) { return refused() ? NULL : malloc(size); }
static void test_free(void *opaque, void *pointer) { free(pointer); }
static void *test_realloc(void *opaque, void *pointer, size_t size) { return refused() ? NULL : realloc(pointer, size); }
static size_t test_usable(const void *pointer) { return malloc_usable_size((void *)pointer); }

static const JSMallocFunctions functions = { test_calloc, test_malloc, test_free, test_realloc, test_usable };

/* Functions so long that they are looked at and left behind (engine_lazy.c); with a thread that looks ahead, which is waited for. */
#define PAD "/* .................................................................................................... */"
#define LOOKED_AT \
    "var seen = [], fixed = 1; function outer(a, { b, c: [d = 5] }, ...rest) { " PAD " let inner = (q) => { " PAD " return [a, b, d, q, rest.length, /x(y|z)+/u.test(q)] };" \
    "return function deep() { " PAD " return inner('xyz').concat(outer.length, fixed, `${(() => { " PAD " return this && 1 })()}`) } }" \
    "class K { #p = 1; m(x) { " PAD " return [this.#p, x, super.toString.name] } static async *n() { " PAD " for (const y of [1, 2]) yield y } }" \
    "var e = eval, f = (async (t) => { " PAD " try { await t } catch { return fixed } }); seen.push(outer(1, { b: 2, c: [] }, 3)(), new K().m(4), f(1)); seen.length"

static const char *const scripts[] = {
    "var o = { a: 1, get b() { return 2 }, ['c' + 1]: 3, ...{ d: 4 } }; JSON.stringify(JSON.parse('{\"x\":[1,2,{\"y\":\"\\u1234\"}]}')) + o.b",
    "class A { #p = 1; static s = 2; get p() { return this.#p } static { this.t = 3 } m() { return super.toString() } } class B extends A { constructor() { super(); this.q = [...'abc'] } } new B().p + B.t",
    "try { null.x } catch (e) { e.stack } finally { 1 } try { throw new Error('m', { cause: 1 }) } catch ({ message, stack }) { message + stack }",
    "function* g() { try { yield* [1, 2]; yield 3 } finally { 4 } } for (const x of g()) if (x === 2) break; [...g()].map(x => x * 2).join()",
    "var log = []; async function f() { try { for await (const x of (async function* () { yield 1; await 2; throw 3 })()) log.push(x) } catch (e) { log.push(e) } } f(); Promise.all([f(), 1, { then(r) { r(2) } }]).then(v => log.push(v)).finally(() => 0); 0",
    "var m = new Map([[1, 2], ['a', {}]]), s = new Set([1, NaN, 'x']), w = new WeakMap([[m, s]]); m.delete(1); [...m.keys(), ...s].length; Object.groupBy([1, 2, 3], x => x % 2 ? 'odd' : 'even')",
    "'aXbXc'.split('X').concat('abc'.match(/(?<n>b)|c/g)).join('-').replace(/(.)-/g, (m, p) => p + '+').replaceAll('+', '').padEnd(20, 'xy'); /^(a+)+$/u.exec('aaaa')",
    "var t = new Uint8Array([3, 1, 2]); t.sort(); new Float64Array(t).map(x => x / 2); new DataView(t.buffer).setInt8(0, 5); t.buffer.transfer(10).resize?.(3); new ArrayBuffer(8, { maxByteLength: 16 }).resize(16)",
    "(12345678901234567890n ** 20n).toString() + BigInt('0x' + 'f'.repeat(50)) / 3n; 0.1 + 0.2 + '' + (1e21).toFixed(2) + (255).toString(16)",
    "with ({ a: 1 }) { a } switch (3) { case 1: break; default: { let q = 1; function inner() { return q } inner() } } label: for (var i = 0; i < 3; i++) { for (;;) { continue label } } eval('var z = 1; z + i')",
    "var p = new Proxy({ a: 1 }, { get: (t, k) => t[k], ownKeys: () => ['a', 'b'], has: () => true, getOwnPropertyDescriptor: (t, k) => ({ value: 1, configurable: true, enumerable: true }) }); Object.keys(p).join() + ('x' in p) + Reflect.ownKeys(p)",
    "var tag = (s, ...v) => s.raw.join() + v; tag`a${1}b${2}`; var { a = 1, b: [c, , ...d], ...rest } = { b: [1, 2, 3, 4], e: 5 }; (({ x }, [y] = [2], ...z) => x + y)({ x: 1 }); new.target; ",
    "new Function('a', 'b', 'return a + b')(1, 2); Function.prototype.toString.call(function f() { return 1 }); Symbol('x').description; Object.defineProperties({}, { a: { value: 1 } }); structuredCloneLike = JSON.parse(JSON.stringify({ d: new Date(0), n: null }))",
    "Error.prepareStackTrace = (e, sites) => sites.map(String).join(); try { undefined.x } catch (e) { e.stack } Error.prepareStackTrace = undefined; var e = {}; Error.captureStackTrace(e); e.stack",
    "var a = []; for (var i = 0; i < 200; i++) a['k' + i] = i, a[i] = 'v' + i; delete a.k5; a.length = 10; Object.entries(a).flat().length; a.sort().reverse().splice(1, 2); String(a)",
    "(function rec(n) { return n ? rec(n - 1) + 'x' : '' })(50); var s = ''; for (var i = 0; i < 300; i++) s += 'abcdefgh' + i; s.slice(5, 900).length + s.charCodeAt(1000); s.normalize('NFD').toUpperCase()",
    "async function back(v) { return v } (async () => { await back(Promise.resolve(1)); await back({ then(f) { f(1) } }); await 1; try { await Promise.reject(1) } catch {} Promise.resolve(2).then(x => x).finally(() => 0) })(); class Kept { a = 1; b = 2 } for (var i = 0; i < 6; i++) { new Kept(); ({ x: i, y: 1 }); Promise.resolve(i) } 0",
    "var fr = new FinalizationRegistry(() => 0); fr.register({}, 1); new WeakRef({}).deref(); Iterator.from([1, 2, 3]).map(x => x).filter(x => x > 1).take(1).toArray(); Array.fromAsync?.([1, Promise.resolve(2)]); 0",
    "class Lit { [Symbol('s')]() { return 1 } 7() { return 2 } get ['g' + 1]() { return 3 } static f = () => 4; x = function () {}; ['y' + 1] = 5; #z = 6 } var all = [new Lit(), { a: 1, b: 2, a: 3, 1: 4, [Symbol.iterator]: 5, 'c d': function () {}, e: class {}, f: async () => 1, *g() {}, ['h' + 2]: 6, get i() { return 7 }, i: 8, __proto__: { j: 9 } }]; all.push({ ...all[0], ...all[1], k: {} }, Object.keys(all[1]), (function (a, b = 1) {}).name, Lit.f.length); all.length",
    LOOKED_AT,
    "function fails(o) { " PAD " for (const x of [1, 2]) { if (x > 1) return o.p.q; } } class F { m() { " PAD " return fails({}) } } try { new F().m() } catch (e) { e.stack + Error.captureStackTrace(e) }",
    "syntax error here (", "'use strict'; let { x", "`${", "class { #a; #a }", "var q = 1; let q;", "/(/", "import.meta",
};

static const char module_source[] =
    "import d, { x as y, default as z } from 'dep'; import * as ns from 'dep'; export { y as w }; export * from 'dep'; export * as all from 'dep';"
    "export default class { static m = import.meta.url } export const { k = await ns.x } = {}; globalThis.dyn = import('dep').catch(e => e);";

static int on_import(JSContext *ctx, JSValueConst base, JSValueConst specifier, JSValueConst attributes, JSValueConst *functions_)
{
    JS_ThrowTypeError(ctx, "no modules here");
    return -1;
}

static void run_module(JSContext *ctx)
{
    static const char *const names[] = { "default", "x" };
    JSModuleDef *m = llrt_module_compile(ctx, module_source, sizeof(module_source) - 1, "main", 1);
    JSModuleDef *dep = m ? llrt_module_synthetic(ctx, "dep", names, 2) : NULL;
    size_t length;
    uint8_t *code = dep ? llrt_module_bytecode(ctx, m, NULL, 0, &length) : NULL;
    JSModuleDef *copy = code ? llrt_module_read(ctx, code, length) : NULL;

    free(code);
    if (dep) {
        if (llrt_module_set_export(ctx, dep, "x", JS_NewInt32(ctx, 1)) == 0)
            for (int i = 0; copy && i < llrt_module_request_count(copy); i++)
                llrt_module_set_request(ctx, copy, i, dep);
    }
    if (copy)
        JS_FreeValue(ctx, llrt_module_evaluate(ctx, copy));
    if (m)
        llrt_module_release(ctx, m);
}

static void run_natives(JSContext *ctx)
{
    static const char source[] =
        "var { previewEntries, ownNonIndexProperties, callSites, errorSites, compileFunction, cloneBytes, memoryUsage, defineLazy } = engine;"
        "previewEntries(new Map([[1, 2]]).entries()); ownNonIndexProperties(Object.assign([1], { a: 1 }), true); callSites(0, 3);"
        "errorSites(new Error('x')); compileFunction('return a', 'f.js', 1, ['a'])(1); cloneBytes(new Uint8Array(3)); memoryUsage();"
        "var o = {}; defineLazy(o, 'x', 'native:engine', 'gc'); o.x()";
    JSValue engine = llrt_require_builtin(ctx, "native:engine"), global = JS_GetGlobalObject(ctx);

    if (!JS_IsException(engine)) {
        JS_SetPropertyStr(ctx, global, "engine", engine);
        JS_FreeValue(ctx, llrt_eval(ctx, source, sizeof(source) - 1, "natives.js", 1, 0));
    }
    JS_FreeValue(ctx, global);
}

#define SCRIPT_COUNT ((int)(sizeof(scripts) / sizeof(scripts[0])))

static void run(JSContext *ctx, int which)
{
    if (which < SCRIPT_COUNT) {
        llrt_lazy_mode = strcmp(scripts[which], LOOKED_AT) == 0 ? LLRT_LAZY_AHEAD : LLRT_LAZY_ON;
        JS_FreeValue(ctx, llrt_eval(ctx, scripts[which], strlen(scripts[which]), "oom.js", 1, 0));
        llrt_lazy_mode = LLRT_LAZY_ON;
    } else if (which == SCRIPT_COUNT)
        run_module(ctx);
    else
        run_natives(ctx);
    for (int i = 0; i < 20 && llrt_drain(ctx) < 0; i++)
        JS_FreeValue(ctx, JS_GetException(ctx));
    if (JS_HasException(ctx))
        JS_FreeValue(ctx, JS_GetException(ctx));
}

static JSContext *make(JSRuntime **rt)
{
    JSContext *ctx = NULL;

    *rt = llrt_new_runtime_with(&functions, NULL);
    if (*rt) {
        llrt_enter(*rt, 0, 0);
        ctx = llrt_new_context(*rt);
    }
    if (ctx)
        llrt_get_hooks(ctx)->import_hook = on_import;
    return ctx;
}

static void unmake(JSContext *ctx, JSRuntime *rt)
{
    if (ctx) {
        llrt_context_shutdown(ctx);
        JS_FreeContext(ctx);
    }
    if (rt)
        llrt_free_runtime(rt);
}

/* A context survives what was refused: it must still compute. */
static void still_works(JSContext *ctx, int which, long n)
{
    char *got = check_eval(ctx, "delete Error.prepareStackTrace; [1, 2].map(x => x + 1).join()");

    if (strcmp(got, "2,3") != 0) {
        fprintf(stderr, "script %d, allocation %ld: the context gives %s afterwards\n", which, n, got);
        check_failures++;
    }
    free(got);
}

static void sweep(int which, long runs_of, long most)
{
    JSRuntime *rt;
    JSContext *ctx = make(&rt);
    long total, step;

    countdown = 1L << 40;
    run(ctx, which);
    total = (1L << 40) - countdown;
    countdown = -1;
    step = most && total > most ? total / most : 1;
    for (long n = 0; n < total + 3; n += step) {
        if (n / step % 64 == 63) {
            unmake(ctx, rt);
            ctx = make(&rt);
        }
        countdown = n;
        burst = runs_of;
        run(ctx, which);
        countdown = -1;
        still_works(ctx, which, n);
    }
    unmake(ctx, rt);
}

static void sweep_creation(long most)
{
    JSRuntime *rt;
    JSContext *ctx;
    long total, step;

    countdown = 1L << 40;
    ctx = make(&rt);
    total = (1L << 40) - countdown;
    countdown = -1;
    unmake(ctx, rt);
    step = most && total > most ? total / most : 1;
    for (long n = 0; n < total; n += step) {
        countdown = n;
        burst = 1;
        ctx = make(&rt);
        countdown = -1;
        unmake(ctx, rt);
    }
}

int main(int argc, char **argv)
{
    long most = argc > 1 ? atol(argv[1]) : 0;
    int first = argc > 2 ? atoi(argv[2]) : 0, last = argc > 2 ? first : SCRIPT_COUNT + 1;

    if (argc <= 2)
        sweep_creation(most);
    for (int which = first; which <= last; which++) {
        sweep(which, 1, most);
        sweep(which, 1000000, most);
        if (argc > 3)
            fprintf(stderr, "script %d done\n", which);
    }
    return check_failures != 0;
}
