/* Bugs of the engine that an edit of ours fixes and no other test here covers. */
#include "check.h"

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);

    CHECK_JS(ctx, "JSON.stringify({ ...'ab' })", "{\"0\":\"a\",\"1\":\"b\"}");
    CHECK_JS(ctx, "JSON.stringify({ ...1, ...null, ...true })", "{}");
    CHECK_JS(ctx, "[/^a-b$/v.test('a-b'), RegExp('/', 'v').test('/'), RegExp('^&&!!$', 'v').test('&&!!')].join()", "true,true,true");
    CHECK_JS(ctx, "['[a-]', '[/]', '[(]', '[a&&&]', '[!!]', '(', ']'].filter((p) => { try { RegExp(p, 'v'); return true } catch { } }).length", "0");
    CHECK_JS(ctx, "typeof InternalError", "undefined");
    /* arguments by the hundred thousand */
    CHECK_JS(ctx, "var big = new Array(1e5).fill(1), a = []; a.push(...big); [a.length, Math.max(...big), Math.max.apply(null, big)].join()", "100000,1,1");
    CHECK_JS(ctx, "var rest = (...r) => r.length; function args() { return arguments.length }"
                  "[rest(...big), args(...big), rest.bind(null, 1)(...big), new Proxy(rest, {})(...big), Reflect.construct(Array, big).length].join()",
             "100000,100000,100001,100000,100000");
    CHECK_JS(ctx, "function* gen(...r) { yield r.length } function mapped(a) { arguments[0] = 7; return a + arguments.length } [gen(...big).next().value, mapped(...big)].join()",
             "100000,100007");
    CHECK_JS(ctx, "try { rest(...new Array(2e5)) } catch (e) { String(e) }", "RangeError: Maximum call stack size exceeded");
    CHECK_JS(ctx, "var cell = new Int32Array(new SharedArrayBuffer(8)), start = Date.now();"
                  "[Atomics.wait(cell, 0, 0, 30), Date.now() - start >= 29, Atomics.wait(cell, 0, 1), Atomics.wait(cell, 0, 0, -1)].join()",
             "timed-out,true,not-equal,timed-out");
    return check_done(ctx, rt);
}
