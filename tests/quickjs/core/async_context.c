/* The async context value: what AsyncLocalStorage is made of goes with every job, and comes back after it. */
#include "check.h"

/* `source` runs in an async function, logs what it sees with see(); then what the log says. */
#define CHECK_SEEN(source, expected) do { \
    free(check_eval(ctx, "log = []; asyncContextSet(undefined);" source "; 0")); \
    CHECK(llrt_drain(ctx) == 0); \
    CHECK_JS(ctx, "String(asyncContextGet()) + ':' + log.join()", "undefined:" expected); \
} while (0)

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    JSValue engine = llrt_require_builtin(ctx, "native:engine"), global = JS_GetGlobalObject(ctx);

    JS_SetPropertyStr(ctx, global, "engine", engine);
    JS_FreeValue(ctx, global);
    free(check_eval(ctx,
        "Object.assign(globalThis, engine);"
        "var log, see = what => log.push(what + '=' + asyncContextGet());"
        "var run = (value, f) => { const outer = asyncContextGet(); asyncContextSet(value);"
        "  try { return f() } finally { asyncContextSet(outer) } }; 0"));

    CHECK_SEEN("run(1, async () => { see('a'); await null; see('b'); await 0; see('c') }); see('out')", "a=1,out=undefined,b=1,c=1");
    CHECK_SEEN("run(1, async () => { await null; see('a') }); run(2, async () => { await null; see('b') })", "a=1,b=2");
    /* where the reaction was made counts, not where the promise was settled */
    CHECK_SEEN("var settle; var p = new Promise(r => settle = r); run(1, () => { p.then(() => see('then')) }); run(2, () => settle())", "then=1");
    CHECK_SEEN("run(1, () => Promise.reject(0).catch(() => see('catch')).finally(() => see('finally')))", "catch=1,finally=1");
    CHECK_SEEN("run(1, () => enqueueMicrotask(() => see('microtask')))", "microtask=1");
    CHECK_SEEN("var thenable = { then(f) { see('thenable'); f() } }; run(1, async () => { await thenable; see('after') })", "thenable=1,after=1");
    CHECK_SEEN("run(1, async () => { for await (const x of (async function* () { see('gen'); yield 1; see('gen') })()) see('loop') })",
               "gen=1,loop=1,gen=1");
    /* a job that sets it (enterWith) does so for what it starts itself, and for nothing after it */
    CHECK_SEEN("enqueueMicrotask(() => { asyncContextSet(5); Promise.resolve().then(() => see('inner')) }); enqueueMicrotask(() => see('next'))",
               "next=undefined,inner=5");
    CHECK_SEEN("run(1, () => { enqueueMicrotask(() => { asyncContextSet(6) }); enqueueMicrotask(() => see('next')) })", "next=1");
    CHECK_SEEN("run(1, () => { Promise.all([1, 2]).then(() => see('all')); Promise.withResolvers().promise.then(() => see('never')) })", "all=1");

    /* an error of a job is reported in the context it was thrown in; the next turn starts without one */
    free(check_eval(ctx, "log = []; run(1, () => enqueueMicrotask(() => { throw 0 })); enqueueMicrotask(() => see('next')); 0"));
    CHECK(llrt_drain(ctx) < 0);
    JS_FreeValue(ctx, JS_GetException(ctx));
    CHECK_JS(ctx, "asyncContextGet()", "1");
    CHECK(llrt_drain(ctx) == 0);
    CHECK_JS(ctx, "asyncContextGet() + ':' + log.join()", "undefined:next=undefined");
    /* a finalizer has no context, whoever collects */
    CHECK_SEEN("var fr = new FinalizationRegistry(() => see('finalizer')); (() => fr.register({}, 0))(); run(1, () => gc())", "finalizer=undefined");

    /* the promise hook: what is made, runs and settles, in V8's order; an await has a promise of its own */
    free(check_eval(ctx,
        "var names = new Map(), name = p => names.get(p) ?? (names.set(p, names.size), names.size - 1);"
        "setPromiseHook((kind, p, parent) => log.push('mbas'[kind] + name(p) + (parent ? '<' + name(parent) : ''))); 0"));
    CHECK_SEEN("Promise.resolve(1).then(() => 2)", "m0,s0,m1<0,b1,s1,a1");
    CHECK_SEEN("names.clear(); (async () => { await 1 })()", "m0,m1<0,s1,m2<1,b2,s0,s2,a2");
    CHECK_SEEN("names.clear(); Promise.reject(1).catch(() => 2)", "m0,s0,m1<0,b1,s1,a1");
    CHECK_SEEN("names.clear(); run(1, () => Promise.resolve().then(() => see('then')))", "m0,s0,m1<0,b1,then=1,s1,a1");
    /* reactions made before it are told of, and the end of the one that sets it */
    free(check_eval(ctx, "var hook = (kind, p, parent) => log.push('mbas'[kind] + name(p)); setPromiseHook(undefined); 0"));
    CHECK_SEEN("names.clear(); Promise.resolve().then(() => see('then')); setPromiseHook(hook)", "b0,then=undefined,s0,a0");
    free(check_eval(ctx, "setPromiseHook(undefined); 0"));
    CHECK_SEEN("names.clear(); (async () => { await 1; see('b') })(); setPromiseHook(hook)", "b0,b=undefined,s0,a0");
    free(check_eval(ctx, "setPromiseHook(undefined); 0"));
    CHECK_SEEN("names.clear(); Promise.resolve().then(() => { setPromiseHook(hook) })", "s0,a0");
    free(check_eval(ctx, "setPromiseHook((kind, p, parent) => log.push('mbas'[kind] + name(p) + (parent ? '<' + name(parent) : ''))); 0"));
    /* reactions made with it run without it */
    CHECK_SEEN("names.clear(); run(1, () => Promise.resolve().then(() => see('then'))); setPromiseHook(undefined)", "m0,s0,m1<0,then=1");
    free(check_eval(ctx, "setPromiseHook(() => { throw 1 }); run(1, async () => { await 0; see('a') }); 0"));
    CHECK_SEEN("setPromiseHook(undefined)", "a=1");

    /* a value that holds the promise it waits on is garbage like any other */
    free(check_eval(ctx, "run({ self: null }, () => { var v = asyncContextGet(); v.self = new Promise(() => 0); v.self.then(() => v) }); 0"));
    /* jobs left over when the runtime goes */
    free(check_eval(ctx, "run({}, () => enqueueMicrotask(() => 0)); 0"));
    return check_done(ctx, rt);
}
