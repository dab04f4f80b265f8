// What a for await loop does with its iterator when it is left, by whatever way: return() called or not, awaited or not, and
// which error or value comes out. The log is the order in which things happen, also against another chain of promises.
const log = [];
const tick = (n) => (n === 0 ? Promise.resolve() : Promise.resolve().then(() => tick(n - 1)));

// `on`: what next() and return() do; undefined members are as they should be.
function source(name, on = {}) {
  let count = 0;
  const iterator = {
    next() {
      log.push(`${name}.next`);
      if (on.next) return on.next(count++);
      return tick(1).then(() => ({ value: ++count, done: count > 3 }));
    },
  };
  if (on.return !== null) {
    iterator.return = function (...args) {
      log.push(`${name}.return/${args.length}/${this === iterator}`);
      if (on.return) return on.return();
      return tick(3).then(() => (log.push(`${name}.returned`), {}));
    };
  }
  return { [Symbol.asyncIterator]: () => iterator };
}

async function shown(name, run) {
  log.length = 0;
  // Counts turns of the microtask queue while the loop runs: an await too few or too many shows.
  let turns = 0, done = false;
  (async () => { while (!done) { await undefined; turns++; } })();
  let outcome;
  try { outcome = ["value", await run()]; } catch (error) { outcome = ["error", error instanceof Error ? `${error.name}: ${error.message}` : error]; }
  done = true;
  console.log(name, outcome, turns, log.join(" "));
  await tick(10);
}

const throwing = (on) => async () => { for await (const x of source("s", on)) { log.push(`body${x}`); throw `thrown${x}`; } };
await shown("throw", throwing());
await shown("throw, no return", throwing({ return: null }));
await shown("throw, return is undefined", throwing({ return: () => undefined }));
await shown("throw, return gives a number", throwing({ return: () => 5 }));
await shown("throw, return throws", throwing({ return: () => { throw "from return"; } }));
await shown("throw, return rejects", throwing({ return: () => tick(2).then(() => { throw "late"; }) }));
await shown("throw, return's then throws", throwing({ return: () => ({ get then() { throw "then"; } }) }));
await shown("throw, thenable", throwing({ return: () => ({ then(r) { log.push("then"); r({}); } }) }));
for (const value of [null, 7, {}]) {
  await shown(`throw, return member is ${typeof value}`, async () => {
    const it = { next: async () => ({ value: 1, done: false }), return: value };
    for await (const x of { [Symbol.asyncIterator]: () => it }) throw "body";
  });
}
await shown("throw, getter of return throws", async () => {
  const it = { next: async () => ({ value: 1, done: false }), get return() { log.push("got"); throw "getter"; } };
  for await (const x of { [Symbol.asyncIterator]: () => it }) throw "body";
});
await shown("throws undefined", async () => { for await (const x of source("s")) throw undefined; });
await shown("an error keeps its identity", async () => {
  const error = new RangeError("mine");
  try { for await (const x of source("s")) throw error; } catch (e) { return e === error; }
});

// Nothing is closed when the iterator itself fails.
for (const [name, next] of Object.entries({
  "next throws": () => { throw "next"; },
  "next rejects": async () => { throw "next"; },
  "next gives no object": () => 5,
  "next gives a promise of no object": async () => null,
  "done throws": () => ({ get done() { throw "done"; } }),
  "value throws": () => ({ done: false, get value() { throw "value"; } }),
  "next fails the second time": async (n) => { if (n) throw "second"; return { value: 1, done: false }; },
})) await shown(name, async () => { for await (const x of source("s", { next })) log.push("body"); });

await shown("to the end", async () => { for await (const x of source("s")) log.push(`body${x}`); });
await shown("break", async () => { for await (const x of source("s")) break; return "after"; });
await shown("break, return gives a number", async () => { for await (const x of source("s", { return: () => 5 })) break; });
await shown("break, return rejects", async () => { for await (const x of source("s", { return: async () => { throw "r"; } })) break; });
await shown("return", async () => { for await (const x of source("s")) return `r${x}`; });
await shown("return, return rejects", async () => { for await (const x of source("s", { return: async () => { throw "r"; } })) return 1; });
await shown("continue", async () => { for await (const x of source("s")) { log.push(`b${x}`); continue; } });
await shown("labels", async () => {
  outer: for await (const x of source("a")) { for await (const y of source("b")) { if (y === 2) continue outer; if (x === 2) break outer; } }
});
await shown("nested, thrown through both", async () => { for await (const x of source("a")) for await (const y of source("b")) throw `t${x}${y}`; });
await shown("nested, the inner next fails", async () => {
  for await (const x of source("a")) for await (const y of source("b", { next: async () => { throw "inner"; } })) log.push("never");
});
await shown("nested, caught between", async () => {
  for await (const x of source("a")) { try { for await (const y of source("b")) throw "in"; } catch (e) { log.push(`caught ${e}`); } if (x === 2) throw "out"; }
});
await shown("around a for of", async () => {
  const sync = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { log.push("sync.return"); return {}; } }) };
  for await (const x of source("a")) for (const y of sync) throw "both";
});
await shown("finally inside and outside", async () => {
  try { for await (const x of source("s")) { try { throw "t"; } finally { log.push("inner"); await tick(2); } } } finally { log.push("outer"); }
});
await shown("finally returns", async () => { try { for await (const x of source("s")) throw "lost"; } finally { return "kept"; } });
await shown("caught outside", async () => { try { for await (const x of source("s")) throw "t"; } catch (e) { await tick(1); return `caught ${e}`; } });
await shown("run again after a throw", async () => {
  for (let i = 0; i < 2; i++) { try { for await (const x of source(`s${i}`)) { if (x === 2) throw i; } } catch (e) { log.push(`c${e}`); } }
});
await shown("a rejected await in the body", async () => { for await (const x of source("s")) await tick(2).then(() => { throw "rejected"; }); });

// The heads: what binds the value can throw, and then closes.
await shown("destructuring fails", async () => {
  try { for await (const { a } of source("s", { next: async () => ({ value: null, done: false }) })); } catch (e) { throw e.name; }
});
await shown("a default throws", async () => { for await (const [a = (() => { throw "default"; })()] of source("s", { next: async () => ({ value: [], done: false }) })); });
await shown("assignment throws", async () => { const target = { set p(v) { throw "setter"; } }; for await (target.p of source("s")); });
await shown("a constant is assigned", async () => { const fixed = 1; for await (fixed of source("s")); });
await shown("no async iterator", async () => { for await (const x of 5) log.push("never"); });

// Iterators made from synchronous ones, arrays, generators.
await shown("over a sync iterator", async () => {
  const it = { next: () => ({ value: tick(1).then(() => 4), done: false }), return() { log.push("sync.return"); return { value: tick(2) }; } };
  for await (const x of { [Symbol.iterator]: () => it }) throw `t${x}`;
});
await shown("over a sync iterator whose value rejects", async () => {
  const it = { next: () => ({ value: Promise.reject("value"), done: false }), return() { log.push("sync.return"); return {}; } };
  for await (const x of { [Symbol.iterator]: () => it }) log.push("never");
});
await shown("over an array of promises", async () => { for await (const x of [tick(1).then(() => 1), 2]) { log.push(x); if (x === 2) throw "two"; } });
await shown("over a generator with finally", async () => {
  async function* numbers() { try { yield 1; yield 2; } finally { log.push("cleanup"); await tick(3); log.push("cleaned"); } }
  for await (const x of numbers()) throw `t${x}`;
});
await shown("over a generator that refuses to end", async () => {
  async function* stubborn() { for (;;) try { yield 1; } finally { yield 2; } }
  const it = stubborn();
  try { for await (const x of it) throw "t"; } catch (e) { log.push(e); }
  return it.next();
});

// In async generators: return() and throw() come in at a yield inside the loop.
async function* passing(s) { for await (const x of s) { log.push(`in${x}`); yield x; } return "end"; }
await shown("a generator's return at a yield", async () => { const g = passing(source("s")); await g.next(); return g.return("given"); });
await shown("a generator's return, return rejects", async () => {
  const g = passing(source("s", { return: async () => { throw "r"; } })); await g.next(); return g.return("given");
});
await shown("a generator's throw at a yield", async () => { const g = passing(source("s")); await g.next(); return g.throw("given"); });
await shown("a chain of generators", async () => { for await (const x of passing(passing(source("s")))) throw `t${x}`; });
await shown("yield* around", async () => {
  async function* outer() { yield* passing(source("s")); }
  const g = outer(); await g.next(); return g.throw("through");
});
await shown("a yield that is thrown into, caught, goes on", async () => {
  async function* g() { for await (const x of source("s")) { try { yield x; } catch (e) { log.push(`c${e}`); } } }
  const it = g(); await it.next(); const second = await it.throw("t"); await it.return(); return second.value;
});

// Arrow functions, methods, direct eval, variables that closures keep.
await shown("an arrow function with an eval", async () => { for await (const x of source("s")) { eval("log.push('e' + x)"); throw (() => x)(); } });
await shown("closures keep each value", async () => {
  const kept = [];
  try { for await (const x of source("s")) { kept.push(() => x); if (x === 3) throw 0; } } catch {} // three values, then the end
  return kept.map((f) => f()).join();
});
await shown("many loops in one function", async () => {
  let sum = 0;
  for await (const x of source("a")) sum += x;
  for await (const x of source("b")) { sum += x; break; }
  try { for await (const x of source("c")) { sum += x; throw 1; } } catch {}
  for await (const x of source("d")) sum += x;
  return sum;
});

// At the top level of a module.
log.length = 0;
try { for await (const x of source("top")) throw "top level"; } catch (e) { console.log(e, log.join(" ")); }
for await (const x of source("top")) if (x === 2) break;
console.log(log.join(" "));
