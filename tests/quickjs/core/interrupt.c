/* A deadline ends every script within moments, also in the middle of a long builtin, and no JS can catch it: not catch,
 * finally, promise reactions, iterator closing or disposal. */
#include <time.h>
#include "check.h"

static double deadline;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static int on_interrupt(JSRuntime *rt, void *opaque)
{
    return now() > deadline;
}

static const char *const scripts[] = {
    "for (;;) ;",
    "var a = 'a'.repeat(1 << 20); for (;;) a.lastIndexOf('b' + 'a'.repeat(1 << 19))",
    "var a = 'a'.repeat(1 << 20); for (;;) { a.indexOf('a'.repeat(1 << 19) + 'b'); a.includes('a'.repeat(1 << 19) + 'b'); a.split('a'.repeat(1 << 19) + 'b') }",
    "var a = '\\u1234'.repeat(1 << 20); for (;;) a.indexOf('\\u1234'.repeat(1 << 19) + 'b')",
    "for (;;) 'ab'.repeat(1 << 26).replaceAll('a', 'bb')",
    "for (;;) 'ab'.padEnd(1 << 27, 'xyz').toUpperCase()",
    "var a = []; for (let i = 0; i < 1e5; i++) a.push(i * 7919 % 100003); for (;;) a.slice().sort()",
    "var t = new Float64Array(2e6); for (let i = 0; i < 2e6; i++) t[i] = i * 7919 % 2000003; for (;;) t.slice().sort()",
    "new Array(4e9).fill(0)", "new Array(4e9).join('')", "var a = []; a.length = 4e9; a.reverse()", "var a = []; a.length = 4e9; a.splice(1, 1)",
    "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)", "Array.from({ length: 1e9 })",
    "[...{ [Symbol.iterator]() { return { next() { return { done: false } } } } }]",
    "for (;;) JSON.parse('[' + '1,'.repeat(1e5) + '1]')", "var a = []; for (let i = 0; i < 40; i++) a = [a, a]; JSON.stringify(a)", "var a = []; a.length = 4e9; JSON.stringify(a)",
    "/(a+)+b/.test('a'.repeat(40))", "for (;;) 'a'.repeat(1e6).replace(/a/g, 'b')",
    "var a = (1n << 500000n) - 1n; for (;;) a * a", "var a = (1n << 1000000n) - 1n, b = (1n << 500000n) - 1n; for (;;) a / b", "for (;;) ((1n << 1000000n) - 1n).toString()",
    "Object.keys(new Proxy({}, { ownKeys() { return Array.from({ length: 3e5 }, (_, i) => 'k' + i) } }))",
    "for (;;) '\\u0301\\u0323'.repeat(1 << 19).normalize()", "for (;;) '\\u0301\\u0323'.repeat(1 << 19).localeCompare('a')",
    "var s = Array.from({ length: 3e5 }, (_, i) => 'if (x) y' + i + ' = 1;').join(''); for (;;) new Function(s)",
    "Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0)",
    "for (;;) encodeURIComponent('\\u00e9'.repeat(1e6))",
    "(function f() { Promise.resolve().then(f) })()", "(async () => { for (;;) await 1 })()",
    "for (;;) try { for (;;) ; } catch {}", "(function f() { try { for (;;) ; } finally { for (;;) ; } })()",
    "new Promise(() => { for (;;) ; }).catch(() => caught())",
    "Promise.resolve().then(() => { for (;;) ; }).catch(() => caught()).finally(() => caught())",
    "(async () => { try { for (;;) ; } catch { caught() } finally { caught() } })().catch(() => caught())",
    "(async function () { async function* g() { try { await 1; for (;;) ; } catch { caught() } finally { caught() } } try { for await (const x of g()) ; } catch { caught() } })()",
    "Promise.resolve({ then() { for (;;) ; } }).catch(() => caught())",
    "try { [1, 2].sort(() => { for (;;) ; }) } catch { caught() }",
    "try { Array.from({ [Symbol.iterator]() { return { next() { for (;;) ; }, return() { caught() } } } }) } catch { caught() }",
    "for (const x of { [Symbol.iterator]() { return { next() { return { value: 1 } }, return() { caught() } } } }) for (;;) ;",
    "try { (() => { using x = { [Symbol.dispose]() { for (;;) ; } }; })() } catch { caught(); for (;;) ; }",
    "try { new Proxy({}, { get() { for (;;) ; } }).x } catch { caught() }",
};

static int caught;

static JSValue js_caught(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    caught++;
    return JS_UNDEFINED;
}

static void ends_in_time(const char *source)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSValue global = JS_GetGlobalObject(ctx), value, error;
    double start = now();
    int kind = LLRT_EXC_INTERRUPTED;

    JS_SetPropertyStr(ctx, global, "caught", JS_NewCFunction(ctx, js_caught, "caught", 0));
    JS_FreeValue(ctx, global);
    deadline = start + 0.15;
    JS_SetInterruptHandler(rt, on_interrupt, NULL);
    value = llrt_eval(ctx, source, strlen(source), "test.js", 1, 0);
    if (!JS_IsException(value) && llrt_drain(ctx) == 0) {
        fprintf(stderr, "not interrupted: %s\n", source);
        check_failures++;
    } else {
        error = JS_GetException(ctx);
        kind = llrt_exception_kind(ctx, error);
        JS_FreeValue(ctx, error);
    }
    JS_FreeValue(ctx, value);
    if (kind != LLRT_EXC_INTERRUPTED || now() - start > 3 || caught) {
        fprintf(stderr, "kind %d, %.1f s, caught %d: %s\n", kind, now() - start, caught, source);
        check_failures++;
        caught = 0;
    }
    CHECK(llrt_terminating(rt));
    /* A chain of jobs that was cut between two of them goes on in the next drain, until its deadline. */
    deadline = now() + 2;
    llrt_enter(rt, 0, 0);
    CHECK_JS(ctx, "1 + 1", "2");
    llrt_drain(ctx);
    if (caught)
        fprintf(stderr, "caught later: %s\n", source);
    CHECK(!caught);
    check_done(ctx, rt);
}

int main(void)
{
    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
        ends_in_time(scripts[i]);
    return check_failures != 0;
}
