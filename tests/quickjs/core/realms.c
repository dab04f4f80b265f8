/* Realms: the contexts of node:vm, their global objects, scripts that run in several of them, timeouts, import callbacks. */
#include "check.h"

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSValue engine = llrt_require_builtin(ctx, "native:engine"), global = JS_GetGlobalObject(ctx);

    JS_SetPropertyStr(ctx, global, "engine", engine);
    JS_FreeValue(ctx, global);
    free(check_eval(ctx,
        "Object.assign(globalThis, engine);"
        "var run = (source, box, ms = 0) => { if (!isRealm(box)) makeRealm(box, true);"
        "  return runScript(compileScript(source, 'x.vm', 1, 0, undefined, box), box, ms, false) };"
        "var text = (source, box) => { try { return String(run(source, box)) } catch (e) { return String(e) } }; 0"));

    /* the sandbox is where variables are read and written */
    CHECK_JS(ctx, "var s = { a: 1 }; run('a += 1; b = 2; this.c = 3; var d = 4; var e; function f() {} let g = 5; const h = 6', s); Object.keys(s).join()", "a,f,b,c,d");
    CHECK_JS(ctx, "s.a + ':' + run('a + b + c + d + g + h + typeof e + typeof f', s)", "2:22undefinedfunction");
    CHECK_JS(ctx, "text('nothing', s)", "ReferenceError: nothing is not defined");
    CHECK_JS(ctx, "text('\"use strict\"; nothing = 1', s)", "ReferenceError: nothing is not defined");
    CHECK_JS(ctx, "run('typeof nothing', s)", "undefined");
    CHECK_JS(ctx, "s.self = s; run('self === globalThis && this === self', s)", "true");
    CHECK_JS(ctx, "run('delete a', s) + ',' + ('a' in s) + ',' + run('delete d', s) + run('d', s)", "true,false,false4");
    CHECK_JS(ctx, "text('NaN = 1', s) + text('\"use strict\"; NaN = 1', s).slice(0, 9)", "1TypeError");
    CHECK_JS(ctx, "run('Object.defineProperty(globalThis, \"p\", { value: 1 }); delete globalThis.p', s) + ',' + s.p", "false,1");
    CHECK_JS(ctx, "run('inherited', Object.create({ inherited: 7 }))", "7");
    CHECK_JS(ctx, "run('Object.getOwnPropertyNames(globalThis).includes(\"Array\") && Object.keys(globalThis).join()', { x: 1 })", "x");
    CHECK_JS(ctx, "var log = []; run('x = 1; x; delete x', new Proxy({}, { has: (t, k) => (log.push(k), k in t) })); log.includes('x')", "true");
    CHECK_JS(ctx, "text('x', { get x() { throw new TypeError('thrown') } })", "TypeError: thrown");
    CHECK_JS(ctx, "text('x = 1', { set x(v) { throw new TypeError('thrown') } })", "TypeError: thrown");
    CHECK_JS(ctx, "run('frozen = 1; typeof frozen', Object.freeze({}))", "number");
    CHECK_JS(ctx, "text('let g', s) + text('var g', s) + text('const f = 1', s)", "SyntaxError: Identifier 'g' has already been declaredSyntaxError: Identifier 'g' has already been declaredSyntaxError: Identifier 'f' has already been declared");
    /* a realm has intrinsics of its own */
    CHECK_JS(ctx, "run('[]', s) instanceof Array", "false");
    CHECK_JS(ctx, "run('[] instanceof Array && globalThis instanceof Object', s)", "true");
    CHECK_JS(ctx, "var e; try { run('null.x', s) } catch (x) { e = x } e instanceof TypeError", "false");
    CHECK_JS(ctx, "e.stack.split('\\n')[1].trim()", "at x.vm:1:6");
    /* one script, many realms; a realm without a sandbox */
    CHECK_JS(ctx, "var script = compileScript('n = (globalThis.n || 0) + 1', 'x', 1, 0); [{}, { n: 5 }, {}].map(b => (makeRealm(b, true), runScript(script, b), runScript(script, b))).join()", "2,7,2");
    CHECK_JS(ctx, "runScript(script) + runScript(script)", "3");
    CHECK_JS(ctx, "var g = makeRealm(undefined, true); runScript(compileScript('var x = 1; this', 'x', 1, 0), g) === g && g.x", "1");
    CHECK_JS(ctx, "runScript(readScript(scriptBytecode(script)), g)", "1");
    CHECK_JS(ctx, "var m = {}; makeRealm(m, false); text('eval(\"1\")', m) + text('new Function', m)", "EvalError: Code generation from strings disallowed for this contextEvalError: Code generation from strings disallowed for this context");
    /* timeouts, one in another, catch and finally do not run */
    CHECK_JS(ctx, "var why; try { run('try { for (;;); } catch { hit = 1 } finally { hit = 2 }', s, 20) } catch (e) { why = e } why + ',' + stoppedBy() + ',' + s.hit", "null,1,undefined");
    CHECK_JS(ctx, "s.inner = () => { try { run('for (;;);', {}, 10) } catch (e) { return stoppedBy() } }; run('inner() + inner()', s, 5000)", "2");
    CHECK_JS(ctx, "s.inner = () => { try { run('for (;;);', {}, 5000) } catch (e) { return 5 } }; try { run('inner()', s, 20) } catch (e) { why = stoppedBy() } why", "1");
    CHECK_JS(ctx, "for (var i = 0, n = 0; i < 1e5; i++) n++; n", "100000");
    /* microtasks of one realm alone */
    CHECK_JS(ctx, "var q = {}; makeRealm(q, true, true); runScript(compileScript('x = 0; Promise.resolve().then(() => x++).then(() => x++)', 'x', 1, 0), q, 0, false); q.x", "2");
    CHECK_JS(ctx, "runScript(compileScript('Promise.resolve().then(() => { for (;;); })', 'x', 1, 0), q, 20, false)", "!null");
    /* its jobs wait for it, whoever made them; jobs of other realms outlive what made them */
    free(check_eval(ctx, "var own = []; runScript(compileScript('Promise.resolve(1)', 'x', 1, 0), q).then(v => own.push(v)); q.run = f => f(); q.own = own; Promise.resolve().then(runScript(compileScript('() => own.push(2)', 'x', 1, 0), q));"
                         "(() => { let b = {}; run('Promise.resolve().then(() => Promise.resolve().then(() => 0))', b) })(); gc(); 0"));
    CHECK(llrt_drain(ctx) == 0);
    CHECK_JS(ctx, "own.join() + ':' + (runScript(compileScript('0', 'x', 1, 0), q), own.join())", "1:1,2");
    /* import() asks the callback; functions made by the script too */
    free(check_eval(ctx, "var asked = []; var f = runScript(compileScript('import(\"a\"); (() => import(\"b\"))', 'x', 1, 0, (s) => (asked.push(s), {})), s)(); 0"));
    CHECK(llrt_drain(ctx) == 0);
    CHECK_JS(ctx, "asked.join()", "a,b");
    CHECK_JS(ctx, "compileRealmFunction('return a + x', 'x', 1, 0, (s.x = 4, s), ['a'])(3)", "7");
    CHECK_JS(ctx, "compileRealmFunction('}); (function () {', 'x', 1, 0)", "!SyntaxError: Unexpected token '}'");
    /* columns of the first line are moved */
    CHECK_JS(ctx, "try { runScript(compileScript('null.x', 'x', 7, 10)) } catch (e) { e.stack.split('\\n')[1].trim() }", "at x:7:16");
    /* realms, sandboxes and scripts are garbage together */
    free(check_eval(ctx, "for (var i = 0; i < 20; i++) { let b = { keep: null }; run('keep = () => this', b); script.last = b; } s = q = g = m = null; 0"));
    return check_done(ctx, rt);
}
