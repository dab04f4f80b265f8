/* Operands and operators of expressions (engine_operands.h): each level with each other, what looks like the end of an
 * expression or like a plain name and is not, and places of errors. */
#include "check.h"

static void levels(JSContext *ctx)
{
    CHECK_JS(ctx, "[1 + 2 * 3 - 4 / 2 % 3, 2 * 3 + 4 * 5, 7 - 3 - 2, 1 << 2 + 1 >> 1 >>> 0, 1 + 2 < 4 == true, 5 & 6 ^ 3 | 8].join()", "5,26,2,4,true,15");
    CHECK_JS(ctx, "[1 | 2 ^ 3 & 4 == 4 < 5 << 1 + 2 * 3, 2 ** 3 ** 2 * 2, (-2) ** 2, 'b' in { b: 1 } == true, [] instanceof Array != false].join()", "3,1024,4,true,true");
    CHECK_JS(ctx, "[1 && 0 || 3 && 4 | 8, (0 || null) ?? 5, null ?? 1 + 1, 0 ? 1 : 2 ? 3 : 4, 1 ? 2 || 3 : 4, 1 + 1 ? 5 : 6].join()", "12,5,2,3,2,5");
    CHECK_JS(ctx, "var a = 3, b = 2; [a++ + ++b, a-- - --b, -a + +b, !a == false, ~a & 7, typeof a + typeof b, void a ?? 9, a ** b].join()", "6,2,-1,true,4,numbernumber,9,9");
    CHECK_JS(ctx, "var r = ''; for (var k = ('x' in {}) ? 1 : 2, m = 1 < 2; k < 4; k++) r += k + m; for (var q in { z: 1 }) r += q; r", "34z");
    CHECK_JS(ctx, "class A { #p = 1; static has(o) { return [#p in o, #p in o == true, 1 && #p in o, (x => #p in x)(o), #p in o ? 1 : 2, 0 || #p in o && 3].join() } } A.has(new A()) + A.has({})",
             "true,true,true,true,1,3false,false,false,false,2,false");
}

static void operands(JSContext *ctx)
{
    CHECK_JS(ctx, "var o = { a: { b: { if: 4 }, f(x) { return x + this.n }, n: 2 } }, k = 'a'; [o.a.b.if, o . a\n.b. if, o.a.f(1), o[k].f(2), o.a?.b.if, o.a['f'](o.a.n), o.a.f`1` , o.z?.b.c.d].join()",
             "4,4,3,4,4,4,12,");
    CHECK_JS(ctx, "var async = 2, of = 3, get = 4, let = 5; [async, of,get ,let, async\n, (async), async ? of:get].join()", "2,3,4,5,2,2,3");
    CHECK_JS(ctx, "(function () { return [arguments.length, arguments, arguments[0]].join('|') })(7)", "1|[object Arguments]|7");
    CHECK_JS(ctx, "var f = x=>x, g = x =>x+1, h = async x=>x, i = (x)=>x; [f(1), g(1), typeof h(1).then, i(2)].join()", "1,2,function,2");
    CHECK_JS(ctx, "[1,'a',1.5,2n,.5,null,true,this===globalThis,'5',1e3,'\\u0061','x'.length,-1,'0'].join()", "1,a,1.5,2,0.5,,true,true,5,1000,a,1,-1,0");
    CHECK_JS(ctx, "var n = function () {}, m, p = () => {}, s = class {}; m = function () {}; (m2 = function () {}); var m2, c = (0, function () {}); [n.name, m.name, p.name, s.name, m2.name, c.name].join()",
             "n,m,p,s,m2,");
    CHECK_JS(ctx, "var x = 1, y; x += x *= 3; y ?\?= x; x &&= x - 1; [x, y, [x, y] = [y, x], { x } = { x: 7 }, x].join()", "3,4,4,3,[object Object],7");
    CHECK_JS(ctx, "var t = 1\n++\nt; t", "2");
}

static void brackets(JSContext *ctx)
{
    CHECK_JS(ctx, "var a, b, c, d, e; [[a], { b: [b = 2] }, ...[c, ...[d]]] = [[1], { b: [] }, 3, 4]; ({ x: { y: [e] } } = { x: { y: [5] } }); [a, b, c, d, e].join()", "1,2,3,4,5");
    CHECK_JS(ctx, "var f = ([a, [b]], { c: { d } = { d: 4 }, ...r }) => [a, b, d, r.e].join(), g = (x = [[1, [2]]], y = ({ z: [(q) => q] })) => x[0][1][0] + y.z[0](1); f([1, [2]], { e: 5 }) + '|' + g()",
             "1,2,4,5|3");
    CHECK_JS(ctx, "var r = [], v; for ([v] of [[1], [2]]) r.push(v); for ({ v } of [{ v: [3] }]) r.push(...v); for (v = [[[1]]][0][0]; v; v = 0) r.push(v[0]); r.join()", "1,2,3,1");
    CHECK_JS(ctx, "[[[1], { a: [{ b: `${[[2]]}${{ c: [`${3}`] }.c}` }] }]].map(([[x], { a: [{ b }] }]) => x + b).join()", "123");
    CHECK_JS(ctx, "try { (0, eval)('[[1]] = [[2]]') } catch (e) { e.name } ", "SyntaxError");
}

static void texts(JSContext *ctx)
{
    CHECK_JS(ctx, "var t = 'a'; [`x`, ``, `${t}`, `$${t}$`, `$ {`, `a\\n${t}\\u0062`, `a\n${'b'}`.length, `\"'`, `\xc3\xa9${t}`, `${`${t}`}`, `5`].join('|')", "x||a|$a$|$ {|a\na" "b|3|\"'|\xc3\xa9" "a|a|5");
    CHECK_JS(ctx, "((s, ...v) => [...s, ...s.raw, ...v].join('|'))`a${1}b\\n${2}`", "a|b\n||a|b\\n||1|2");
    CHECK_JS(ctx, "try { (0, eval)('`a') } catch (e) { e.name }", "SyntaxError");
    CHECK_JS(ctx, "try { (0, eval)('`a${1') } catch (e) { e.name }", "SyntaxError");
    CHECK_JS(ctx, "var o = { 'one two': 1, '5': 2, 'if': 3, if: 4, 'a-b': 5, '': 6, get: 7, set: 8, async: 9, static: 10, '\xc3\xa9': 11, 07: 12, await:13, yield:14, \"4294967295\": 15 }; JSON.stringify(o)",
             "{\"5\":2,\"7\":12,\"one two\":1,\"if\":4,\"a-b\":5,\"\":6,\"get\":7,\"set\":8,\"async\":9,\"static\":10,\"\xc3\xa9\":11,\"await\":13,\"yield\":14,\"4294967295\":15}");
    CHECK_JS(ctx, "({ __proto__:null, a:1 }).toString === undefined && Object.keys({ '__proto__': null, b:1 }).join()", "b");
    CHECK_JS(ctx, "var k = 'new ' + 'text'; ({ 'new text': 4 })[k] + ('new text' === k) + 'new text'.length", "13");
    CHECK_JS(ctx, "with ({ w: 1 }) { var w = 2 } w", "undefined");
    CHECK_JS(ctx, "let l1 = 1, l2; const c1 = () => {}, c2 = class {}; var v1 = function () {}, v2 = v1, v3; [l1, l2, c1.name, c2.name, v1.name, v2.name, v3].join()", "1,,c1,c2,v1,v1,");
}

static void errors(JSContext *ctx)
{
    static const char *const programs[] = { "1 +", "a b", "f(a b)", "a ? b", "a.", "a.1", "a.#b", "1 = 2", "a + b = 1", "-1 ** 2", "a?.b = 1",
        "(a, b) = 1", "a => b => {} ()", "x = yield 1 2", "[a b]", "'a' 'b'", "({ a b })", "0 || null ?? 5", "null ?? 1 && 2",
        "for (var k = 'x' in {} ? 1 : 2; k < 4; k++) ;", "class F { x = arguments }", "#p in a", "a\\n++\\n", "f(a,\\n  b c)" };
    char code[200];

    for (size_t i = 0; i < sizeof(programs) / sizeof(*programs); i++) {
        snprintf(code, sizeof(code), "try { (0, eval)(\"%s\") } catch (e) { e.name }", programs[i]);
        CHECK_JS(ctx, code, "SyntaxError");
    }
    CHECK_JS(ctx, "function f() {\n return 1 +\n   missing.a } try { f() } catch (e) { /test.js:\\d+:\\d+/.exec(e.stack)[0] }", "test.js:3:4");
    CHECK_JS(ctx, "function g(o) {\n return [o,\n   o.a . b] } try { g({}) } catch (e) { /test.js:\\d+:\\d+/.exec(e.stack)[0] }", "test.js:3:10");
    CHECK_JS(ctx, "function h(o) {\n return 1 +\n   2n } try { h() } catch (e) { /test.js:\\d+:\\d+/.exec(e.stack)[0] }", "test.js:2:11");
}

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);

    levels(ctx);
    operands(ctx);
    brackets(ctx);
    texts(ctx);
    errors(ctx);
    return check_done(ctx, rt);
}
