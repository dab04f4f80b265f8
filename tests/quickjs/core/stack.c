/* Stacks read as V8's: header, names, receivers, columns, awaiting functions; Error.captureStackTrace, stackTraceLimit and
 * prepareStackTrace; what native:engine tells of an error. */
#include "check.h"

#define TRACE(source, expected) CHECK_JS(ctx, source, expected)

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSValue engine = llrt_require_builtin(ctx, "native:engine"), global = JS_GetGlobalObject(ctx);

    JS_SetPropertyStr(ctx, global, "engine", engine);
    JS_FreeValue(ctx, global);
    free(check_eval(ctx, "globalThis.frame = (e, n = 1) => e.stack.split('\\n')[n].trim().replaceAll('test.js', 'F'); 0"));
    TRACE("function foo() { return new Error('m') } frame(foo())", "at foo (F:1:25)");
    TRACE("frame(new Error('m'))", "at F:1:7");
    TRACE("class A { m() { return new Error() } static s() { return new Error() } } frame(new A().m()) + frame(A.s())", "at A.m (F:1:24)at A.s (F:1:58)");
    TRACE("class B { constructor() { this.e = new Error() } } frame(new B().e)", "at new B (F:1:36)");
    TRACE("var o = { f() { return new Error() } }, p = { g: o.f }; frame(o.f()) + frame(p.g())", "at Object.f (F:1:24)at Object.f [as g] (F:1:24)");
    TRACE("frame([1].map(function () { return new Error() })[0], 2)", "at Array.map (<anonymous>)");
    TRACE("var e; new Promise(function ex() { e = new Error() }); frame(e, 2)", "at new Promise (<anonymous>)");
    TRACE("var e; try { null.x } catch (x) { e = x } frame(e)", "at F:1:19");
    TRACE("var e; try { eval('new Error().x.y') } catch (x) { e = x } frame(e)", "at eval (eval at <anonymous> (F:1:14), <anonymous>:1:15)");
    TRACE("(function f() { return frame(function () { return new Error() }.call(5)) })()", "at Number.<anonymous> (F:1:51)");
    TRACE("'\\u00e9\\u{1f600}'; frame(new Error())", "at F:1:26");
    TRACE("'é😀'; frame(new Error())", "at F:1:14");
    TRACE("var e = new Error('a'); e.message = 'b'; e.name = 'N'; e.stack.split('\\n')[0]", "N: b");
    TRACE("class X extends Error {} new X('h').stack.split('\\n')[0]", "Error: h");
    TRACE("class Y extends Error { constructor() { super() } } frame(new Y())", "at F:1:59");
    TRACE("Object.getOwnPropertyNames(new Error('x')).join()", "stack,message");
    TRACE("Error.stackTraceLimit = 0; var s = new Error('z').stack; Error.stackTraceLimit = 'x'; s += new Error('z').stack; Error.stackTraceLimit = 10; s", "Error: zundefined");
    TRACE("function outer() { inner() } function inner() { Error.captureStackTrace(o, inner) } var o = {}; outer(); frame(o)", "at outer (F:1:20)");
    TRACE("var o = {}; Error.captureStackTrace(o, function () {}); o.stack", "Error");
    TRACE("Error.prepareStackTrace = (e, sites) => sites[0].getFunctionName() + sites[0].getLineNumber() + sites[0].isConstructor();"
          "function pf() { return new Error().stack } var r = pf(); Error.prepareStackTrace = undefined; r", "pf1false");
    TRACE("Error.prepareStackTrace = e => new Error().stack; var r = typeof new Error().stack; Error.prepareStackTrace = undefined; r", "string");
    free(check_eval(ctx, "var log; async function x1() { await null; throw new Error('as') } async function x2() { await x1() }"
                         "(async function x3() { try { await Promise.all([x2()]) } catch (e) { log = e.stack } })(); 0"));
    llrt_drain(ctx);
    TRACE("log.replaceAll('test.js', 'F')", "Error: as\n    at x1 (F:1:50)\n    at async x2 (F:1:90)\n    at async Promise.all (index 0)\n    at async x3 (F:1:131)");
    TRACE("function ff() { return new Error() } var s = engine.errorSites(ff())[0]; s.functionName + s.fileName + s.line + s.column", "fftest.js124");
    TRACE("var s; try { new Function('a b') } catch (e) { s = engine.errorSites(e)[0] } s.isParse", "true");
    TRACE("try { (function () { throw 5 })() } catch {} var t = engine.lastThrow(); t.line + ':' + t.column", "1:22");
    TRACE("engine.callSites(0, 1)[0].fileName", "test.js");
    return check_done(ctx, rt);
}
