/* The compiler's short ways (engine_tokens.h, engine_code.h, engine_labels.h, engine_levels.h, engine_spare.h): what looks like a frequent
 * token or operation and is another. */
#include "check.h"

static void tokens(JSContext *ctx)
{
    CHECK_JS(ctx, "let o = { b: 1, '5': 2, if: 3, await: 4, yield: 5 }; [o?.b, o ?. b, o?.5:1, o?.['b'], null?.b ?? 7, null ??7].join()", "1,1,0.5,1,7,7");
    CHECK_JS(ctx, "[1..toFixed(1), .5, 1.5, [...'ab'].length, ((...r) => r.length)(1, 2), o.if, o . await, o\n.yield].join()", "1.0,0.5,1.5,2,2,3,4,5");
    CHECK_JS(ctx, "var a = 6, b = 3; [a&b, a|b, a&&b, a||b, (a&&=b), (a||=b), a==b, a=== b, a!==b, (x=>x)(1), (x =>x)(2)].join()", "2,7,3,6,3,3,true,true,false,1,2");
    CHECK_JS(ctx, "a&=1; b|=4; var n; n?\?=9; [a, b, n, a?b:n].join()", "1,7,9,7");
    CHECK_JS(ctx, "var \\u0061b = 1, a\\u0062c = 2, \\u{64}e = 3, \xc3\xa9 = 4, x\xc3\xa9y = 5, $ = 6, _ = 7; [ab, abc, de, \xc3\xa9, x\xc3\xa9y, $, _].join()", "1,2,3,4,5,6,7");
    CHECK_JS(ctx, "var await = 1, yield = 2, let = 3, of = 4, async = 5, static = 6, using = 7, get = 8; [await, yield, let, of, async, static, using, get].join()",
             "1,2,3,4,5,6,7,8");
    CHECK_JS(ctx, "'use strict'; try { (0, eval)('\"use strict\"; var static') } catch (e) { e.name }", "SyntaxError");
    CHECK_JS(ctx, "try { (0, eval)('v\\\\u0061r x') } catch (e) { e.name }", "SyntaxError");
    CHECK_JS(ctx, "try { (0, eval)('1\\n  + ) 2') } catch (e) { e.message }", "Unexpected token ')'");
    CHECK_JS(ctx, "function f() {\n   return   o  .b .c .d } try { f() } catch (e) { /test.js:2:\\d+/.exec(e.stack)[0] }", "test.js:2:23");
    CHECK_JS(ctx, "var length = 3; ({ length: 4 }).length + length", "7");
    CHECK_JS(ctx, "(0, eval)('var ' + 'v'.repeat(5000) + ' = 8; ' + 'v'.repeat(5000))", "8");
}

static void names(JSContext *ctx)
{
    /* One name at several scopes of a function, and before and after it is captured, shadowed or assigned. */
    CHECK_JS(ctx, "function g(x) { let r = [x]; { let x = 2; r.push(x); { const x = 3; r.push(x, (() => x)()) } r.push(x) } r.push(x, (() => x)()); x = 5; r.push(x); return r.join() } g(1)",
             "1,2,3,3,2,1,1,5");
    CHECK_JS(ctx, "function h() { try { return early } catch (e) { return e.name } let early } h()", "ReferenceError");
    CHECK_JS(ctx, "function k() { const c = 1; try { c = 2 } catch (e) { return e.name + c } } k()", "TypeError1");
    CHECK_JS(ctx, "var ff = function me() { me = 1; return typeof me + typeof me }; ff()", "functionfunction");
    CHECK_JS(ctx, "function ar() { var r = arguments.length + arguments[0]; arguments[0] = 4; return r + arguments[0] } ar(1, 2)", "7");
    CHECK_JS(ctx, "function w(o) { with (o) { var r = [p, p]; delete o.p; try { r.push(p) } catch (e) { r.push(e.name) } return r.join() } } w({ p: 1 })",
             "1,1,ReferenceError");
    CHECK_JS(ctx, "function ev(s) { var q = 1; eval(s); return [q, q, (() => q)()].join() } ev('var q = 2') + ev('q = 3')", "2,2,23,3,3");
    CHECK_JS(ctx, "class A { #p = 1; get() { return this.#p + this.#p } static s = this; constructor() { this.t = () => [this, this, new.target, new.target] } }"
                  "var i = new A(); [i.get(), A.s === A, i.t().every((v) => v === i || v === A)].join()", "2,true,true");
    CHECK_JS(ctx, "class B extends Object { constructor() { try { this } catch (e) { super(); this.e = e.name } this.f = this.e } } new B().f", "ReferenceError");
}

static void outer_names(JSContext *ctx)
{
    CHECK_JS(ctx, "const oc = 1; function oo() { try { oc = 2 } catch (e) { return e.name + oc + oc } } oo()", "TypeError11");
    CHECK_JS(ctx, "function td() { const f = () => lx + lx; try { f() } catch (e) { var r = e.name } let lx = 2; return r + f() } td()", "ReferenceError4");
    CHECK_JS(ctx, "function sib(x) { { let y = 1; var f = () => y + y } return typeof y + f() + typeof y } sib()", "undefined2undefined");
    CHECK_JS(ctx, "function gl() { return typeof missing + typeof missing + (globalThis.missing = 1, missing + missing) } gl()", "undefinedundefined2");
    CHECK_JS(ctx, "function ag() { return (() => arguments.length + arguments[0] + arguments.length)() } ag(4, 5)", "8");
    CHECK_JS(ctx, "var nf = function me() { return (() => { me = 3; return typeof me + typeof me })() }; nf()", "functionfunction");
    CHECK_JS(ctx, "function oe(p) { eval('var p2 = 7'); return (() => p2 + p + p2)() } oe(1)", "15");
    CHECK_JS(ctx, "function sh(q) { const r = [(() => q + q)()]; { let q = 5; r.push((() => q + q)(), (() => { let q = 6; return q + (() => q)() })()) } r.push((() => q)()); return r.join() } sh(1)",
             "2,10,12,1");
    CHECK_JS(ctx, "function pa(a, b = () => a + a, c = b()) { var a; return [a, b(), c].join() } pa(1)", "1,2,2");
    CHECK_JS(ctx, "function ow(o) { with (o) { return (() => z9 + z9)() } } var z9 = 1; [ow({ z9: 2 }), ow({})].join()", "4,2");
    CHECK_JS(ctx, "function od() { let k = 0; const inc = () => { k++; k += 2; k = k * 2; return k }; return [inc(), inc(), k].join() } od()", "6,18,18");
}

static void operations(JSContext *ctx)
{
    CHECK_JS(ctx, "[-1, 0, 7, 8, 127, 128, -128, -129, 32767, 32768, -32769, 2147483647, -2147483648, 999999999, 1000000000].join()",
             "-1,0,7,8,127,128,-128,-129,32767,32768,-32769,2147483647,-2147483648,999999999,1000000000");
    CHECK_JS(ctx, "[Object.is(-0, 0), 0x10, 0b11, 0o17, 1e3, 1_000, 12n, 010].join()", "false,16,3,15,1000,1000,12,8");
    CHECK_JS(ctx, "function op() { let a = 1, b = 2, c = '', d; a++; b--; c += 'x'; c += a; a += b; d = a; d = d + 1; return [a, b, c, d, a = b, (a, b), a--, ++b].join() } op()",
             "3,1,x2,4,1,1,1,2");
    CHECK_JS(ctx, "function un(x) { return [x === undefined, x !== undefined ? 1 : 2, x === null, typeof x == 'function', typeof x !== 'undefined', x == null, !x && '', ''.length].join() } un()",
             "true,2,false,false,false,true,,0");
    CHECK_JS(ctx, "function many(a, b, c, d, e, f) { var g = f, h = e, i = d, j = c, k = b, l = a; return [a, b, c, d, e, f, g, h, i, j, k, l].join('') } many(1, 2, 3, 4, 5, 6)",
             "123456654321");
}

static void jumps(JSContext *ctx)
{
    /* Labels near and far, tables of which the first is small, stacks deeper than what is kept. */
    CHECK_JS(ctx, "function far(n, pad) { return new Function('n', 'for (var i = 0, s = 0; i < n; i++) { if (i % 2) continue; ' + 's += i; '.repeat(pad) + ' if (s > 1e6) break; } return s')(n) }"
                  "[1, 20, 40, 41, 42, 43, 44, 200, 9000].map((pad) => far(6, pad)).join()", "6,120,240,246,252,258,264,1200,54000");
    CHECK_JS(ctx, "var many = new Function('x', 'switch (x) {' + Array.from({ length: 300 }, (_, i) => `case ${i}: return ${i} + (x ? x > 5 ? 1 : 2 : 3);`).join('') + '}');"
                  "[many(0), many(3), many(299)].join()", "3,5,300");
    CHECK_JS(ctx, "var deep = new Function('return ' + 'f('.repeat(200) + '1' + ')'.repeat(200)); typeof deep", "function");
    CHECK_JS(ctx, "var nest = 'return 1'; for (let i = 0; i < 40; i++) nest = `return (function (a${i}, b = a${i}) { var v${i} = 1; ${nest} })() + 1`; new Function(nest)()", "41");
    CHECK_JS(ctx, "function fin() { var r = ''; for (const x of [1, 2, 3]) { try { if (x === 2) continue; r += x } catch { } finally { r += 'f' } } return r } fin()", "1ff3f");
    CHECK_JS(ctx, "function lines() { return [\n1,\n\n  null.x\n] } try { lines() } catch (e) { /test.js:4:\\d+/.exec(e.stack)[0] }", "test.js:4:8");
    CHECK_JS(ctx, "(0, eval)('function up() { ' + '\\n'.repeat(300) + 'null.x }'); try { up() } catch (e) { /<anonymous>:\\d+:\\d+/.exec(e.stack)?.[0] ?? e.stack.split('\\n')[1] }",
             "<anonymous>:301:6");
}

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);

    tokens(ctx);
    names(ctx);
    outer_names(ctx);
    operations(ctx);
    jumps(ctx);
    return check_done(ctx, rt);
}
