// Jobs run in the order of Node, in many random mixtures of await, then, thenables, subclasses, async generators and for await; and what a
// program changes about promises (then, constructor, Symbol.species) is seen as often as there.
const log = [];
const put = (x) => log.push(x);
const P = Promise;
const thenable = (name, v) => ({ then(r) { put("then " + name); r(v); } });
class Sub extends Promise {}
async function f(name, value) { put("start " + name); try { const v = await value; put(name + " " + String(v)); const w = await 1; put(name + " " + w); return v; } catch (e) { put(name + " caught " + e); throw e; } }
async function ret(name, v) { put("ret " + name); return v; }
async function* g(name) { try { put("gen " + name); yield 1; yield P.resolve(2); await 0; yield* [3, P.resolve(4)]; const v = yield thenable("y", 5); put("got " + v); return P.resolve(6); } finally { put("fin " + name); } }
let seed = 1; const rnd = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor(seed / 4294967296 * n); };
const values = (i) => [
  i,
  undefined,
  P.resolve(i),
  P.reject(i),
  thenable("t" + i, i),
  new P((r) => r(i)),
  new P((_, j) => j(i)),
  Sub.resolve(i),
  ret("r" + i, i),
  ret("rp" + i, P.resolve(i)),
  ret("rt" + i, thenable("rt" + i, i)),
  ret("rr" + i, P.reject(i)),
  new P((r) => r(P.resolve(i))),
  new P((r) => r(Sub.resolve(i))),
  P.resolve(P.resolve(i)),
  { then: 5 },
  { get then() { throw "bad" + i; } },
  new P((r) => queueMicrotask(() => r(ret("q" + i, i)))),
  P.all([i, P.resolve(i), thenable("a" + i, i)]),
  P.race([P.resolve(i), thenable("c" + i, i)]),
  P.any([P.reject(1), i]),
  P.allSettled([P.reject(1), i]).then((x) => x.length),
  P.resolve(i).finally(() => P.resolve(put("finally " + i))),
];
process.on("unhandledRejection", (e) => put("unhandled " + String(e)));
for (let round = 0; round < 120; round++) {
  const n = 3 + rnd(5);
  for (let k = 0; k < n; k++) {
    const i = round * 10 + k, name = "n" + i, all = values(i); all.forEach((v) => v instanceof P && v.catch(() => 0));
    const v = all[rnd(all.length)];
    const what = rnd(9);
    if (what === 0) f(name, v).then((x) => put(name + " done " + String(x)), (e) => put(name + " failed " + e));
    else if (what === 1) P.resolve(v).then((x) => put(name + " then " + String(x)), (e) => put(name + " err " + e));
    else if (what === 2) ret(name, v).then((x) => put(name + " ret " + String(x)), (e) => put(name + " reterr " + e));
    else if (what === 3) (async () => { try { for await (const x of g(name)) put(name + " of " + String(x)); } catch (e) { put(name + " oferr " + e); } })();
    else if (what === 4) { const it = g(name); it.next().then((x) => put(name + JSON.stringify(x))); it.next().then((x) => put(name + JSON.stringify(x))); (rnd(2) ? it.return(v) : it.throw(v)).then((x) => put(name + " r " + x.done), (e) => put(name + " rx " + String(e))); it.next().then((x) => put(name + JSON.stringify(x))); }
    else if (what === 5) new P((r) => r(v)).then((x) => put(name + " new " + String(x)), (e) => put(name + " newerr " + e)).finally(() => put(name + " end"));
    else if (what === 6) (async () => { try { for await (const x of [v, 1, P.resolve(2)]) put(name + " arr " + String(x)); } catch (e) { put(name + " arrerr " + e); } })();
    else if (what === 7) { const { promise, resolve } = P.withResolvers(); promise.then((x) => put(name + " wr " + String(x)), (e) => put(name + " wre " + e)); resolve(v); resolve(0); }
    else P.try(() => v).then((x) => put(name + " try " + String(x)), (e) => put(name + " trye " + e));
    if (rnd(4) === 0) process.nextTick(() => put("tick " + i));
    if (rnd(4) === 0) queueMicrotask(() => put("micro " + i));
  }
  if (rnd(3) === 0) await new P((r) => setImmediate(r));
}
// what a program may change
{ const then = P.prototype.then; let calls = 0; P.prototype.then = function (...a) { calls++; return then.apply(this, a); };
  await ret("patched", P.resolve(1)); await P.resolve(1); put("then calls " + calls); P.prototype.then = then; }
{ const d = Object.getOwnPropertyDescriptor(P.prototype, "constructor"); let reads = 0; const p = P.resolve(1), q = P.resolve(2);
  Object.defineProperty(P.prototype, "constructor", { get() { reads++; return P; }, configurable: true });
  await p; await ret("ctor", q); p.then(() => 0); P.resolve(p); Object.defineProperty(P.prototype, "constructor", d); put("ctor reads " + reads); }
{ const d = Object.getOwnPropertyDescriptor(P, Symbol.species); let reads = 0; const q = P.resolve(2);
  Object.defineProperty(P, Symbol.species, { get() { reads++; return Sub; }, configurable: true });
  const r = q.then(() => 0); await ret("species", q); Object.defineProperty(P, Symbol.species, d); put("species " + reads + (r instanceof Sub)); }
{ const p = P.resolve(3); let reads = 0; Object.defineProperty(p, "constructor", { get() { reads++; return P; } }); await p; await ret("own", p); p.then(() => 0); put("own ctor " + reads); }
{ const p = P.resolve(3); p.then = function (r) { put("own then"); r(7); }; put("own then " + await ret("x", p) + await p); }
{ let me; me = (async () => { await 0; return me; })(); await me.catch((e) => put(e.name)); const w = P.withResolvers(); w.resolve(w.promise); await w.promise.catch((e) => put(e.name + e.message)); }
{ const fns = []; new P((...a) => fns.push(...a)); put(JSON.stringify(fns.map((x) => [x.name, x.length, Reflect.ownKeys(x).join(), typeof x, "prototype" in x]))); }
await new P((r) => setTimeout(r, 20));
console.log(log.join("\n"));
