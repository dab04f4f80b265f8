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
    jumps(ctx);
    return check_done(ctx, rt);
}
