/* native:engine: what it tells of values, lazy properties, functions from text, the drain in Node's order, rejections. */
#include "check.h"

static int rejections;

static void on_rejection(JSContext *ctx, int kind, JSValueConst promise, JSValueConst reason)
{
    rejections += kind ? -1 : 1;
}

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSValue engine = llrt_require_builtin(ctx, "native:engine"), global = JS_GetGlobalObject(ctx);

    JS_SetPropertyStr(ctx, global, "engine", engine);
    JS_FreeValue(ctx, global);
    free(check_eval(ctx, "Object.assign(globalThis, engine); 0"));
    CHECK_JS(ctx, "JSON.stringify(previewEntries(new Map([[1, 2], ['a', 'b']])))", "{\"entries\":[1,2,\"a\",\"b\"],\"isKeyValue\":true}");
    CHECK_JS(ctx, "var it = new Map([[1, 2], [3, 4]]).values(); it.next(); JSON.stringify(previewEntries(it)) + it.next().value", "{\"entries\":[4],\"isKeyValue\":false}4");
    CHECK_JS(ctx, "JSON.stringify(previewEntries(new Set(['x']).entries()))", "{\"entries\":[\"x\",\"x\"],\"isKeyValue\":true}");
    CHECK_JS(ctx, "var k = {}; previewEntries(new WeakMap([[k, 1]])).entries.length + ' ' + previewEntries({})", "2 undefined");
    CHECK_JS(ctx, "ownNonIndexProperties(Object.assign([1, 2], { a: 1, [Symbol.for('s')]: 2 }), true).map(String).join()", "a,Symbol(s)");
    CHECK_JS(ctx, "[className(new Map().keys()), className(function () {}), className(1), className(new Proxy({}, {}))].join()", "Map Iterator,Function,,Proxy");
    CHECK_JS(ctx, "[isClass(class {}), isClass(function () {}), isClass(Map), isClass(class extends Map {}), isConstructor(() => 0)].join()", "true,false,false,true,false");
    CHECK_JS(ctx, "[functionKind(async () => 0), functionKind(function* () {}), functionKind(async function* () {}), functionKind(Map)].join()", "async,generator,asyncGenerator,normal");
    CHECK_JS(ctx, "promiseState(Promise.reject(1)) + ',' + promiseState(1) + ',' + promiseResult(Promise.resolve(5))", "2,-1,5");
    CHECK_JS(ctx, "var [t, h] = proxyDetails(new Proxy([1], { a: 1 })); t[0] + h.a", "2");
    CHECK_JS(ctx, "var r = Proxy.revocable({}, {}); r.revoke(); String(proxyDetails(r.proxy))", ",");
    CHECK_JS(ctx, "compileFunction('#!x\\nreturn a + new Error().stack.split(\"\\\\n\")[1].trim()', 'w.js', 1, ['a'])('')", "at w.js:2:12");
    CHECK_JS(ctx, "try { compileFunction('}); globalThis.evil = 1; (function () {', 'w.js', 1, []) } catch (e) { e.name + typeof evil }", "SyntaxErrorundefined");
    CHECK_JS(ctx, "var o = {}; defineLazy(o, 'x', 'native:engine', 'gc', true); Object.keys(o) + typeof Object.getOwnPropertyDescriptor(o, 'x').value", "xfunction");
    CHECK_JS(ctx, "var o = {}; defineLazy(o, 'x', 'node:none', 'gc'); try { o.x } catch (e) { e.name + ('x' in o) }", "ReferenceErrortrue");
    CHECK_JS(ctx, "var b = new ArrayBuffer(4), c = transferArrayBuffer(b); isDetached(b) + ',' + c.byteLength + cloneBytes(new Uint8Array([1, 2])).join('')", "true,412");
    CHECK_JS(ctx, "typeof memoryUsage().mallocSize + evalScript('this === globalThis', 's.js', 1)", "numbertrue");
    llrt_get_hooks(ctx)->rejection_hook = on_rejection;
    free(check_eval(ctx, "var p = Promise.reject(1); Promise.reject(2); 0"));
    CHECK(rejections == 2);
    free(check_eval(ctx, "p.catch(() => 0); 0"));
    CHECK(rejections == 1);
    free(check_eval(ctx, "var log = [], flags = new Int32Array(1), queue = [];"
                         "setTickHook(() => { flags[0] = 0; for (let f; f = queue.shift();) { f(); runMicrotasks() } }, flags);"
                         "setRejectionHook((kind, p, r) => log.push(kind + r), () => log.push('process'));"
                         "Promise.resolve().then(() => log.push('micro')); queue.push(() => log.push('tick')); flags[0] = 1; Promise.reject('R'); 0"));
    CHECK(llrt_drain(ctx) == 0);
    CHECK_JS(ctx, "log.join()", "0R,tick,micro,process");
    free(check_eval(ctx, "log.length = 0; enqueueMicrotask(() => { throw 1 }); enqueueMicrotask(() => log.push('next')); 0"));
    CHECK(llrt_drain(ctx) < 0);
    JS_FreeValue(ctx, JS_GetException(ctx));
    CHECK(llrt_drain(ctx) == 0);
    CHECK_JS(ctx, "log.join()", "next");
    return check_done(ctx, rt);
}
