// for-of and destructuring of arrays: what iterates over them may be changed at any time, by anybody, before the loop and in it.
const log = [];
const note = (name, run) => {
  try {
    log.push([name, run()]);
  } catch (error) {
    log.push([name, error?.constructor?.name ?? String(error)]);
  }
};
const all = (list) => { const seen = []; for (const x of list) seen.push(x); return seen; };
const pair = (list) => { const [a, b, ...rest] = list; return [a, b, rest]; };
const prototype = Array.prototype;
const iteratorPrototype = Object.getPrototypeOf([][Symbol.iterator]());
const root = Object.getPrototypeOf(iteratorPrototype);
const changed = (holder, key, descriptor, run) => {
  const old = Object.getOwnPropertyDescriptor(holder, key);
  Object.defineProperty(holder, key, { configurable: true, ...descriptor });
  try { return run(); } finally { old ? Object.defineProperty(holder, key, old) : delete holder[key]; }
};

note("plain", () => [all([1, 2, 3]), all([]), pair([1]), pair([1, 2, 3, 4]), pair([])]);
note("holes", () => [all([1, , 3]), pair([, 2]), changed(prototype, "1", { value: "from above" }, () => all([1, , 3]))]);
note("grows", () => { const a = [1]; const seen = []; for (const x of a) { seen.push(x); if (a.length < 5) a.push(x + 1); } return seen; });
note("shrinks", () => { const a = [1, 2, 3, 4]; const seen = []; for (const x of a) { seen.push(x); a.pop(); } return seen; });
note("length", () => { const a = [1, 2, 3]; const seen = []; for (const x of a) { seen.push(x); a.length = 1; } return seen; });
note("longer", () => { const a = [1]; a.length = 3; return all(a); });
note("becomes slow", () => { const a = [1, 2, 3]; const seen = []; for (const x of a) { seen.push(x); a[10] = 10; } return seen; });
note("becomes an accessor", () => {
  const a = [1, 2, 3], seen = [];
  for (const x of a) { seen.push(x); Object.defineProperty(a, "2", { get: () => "got", configurable: true }); }
  return seen;
});
note("deleted", () => { const a = [1, 2, 3], seen = []; for (const x of a) { seen.push(x); delete a[1]; } return seen; });
note("frozen", () => [all(Object.freeze([1, 2])), pair(Object.freeze([1, 2, 3]))]);
note("an own iterator", () => { const a = [1, 2]; a[Symbol.iterator] = function* () { yield "own"; }; return [all(a), pair(a)]; });
note("an own getter of one", () => {
  const a = [1, 2];
  Object.defineProperty(a, Symbol.iterator, { get() { log.push("asked"); return prototype.keys; } });
  return [all(a), pair(a)];
});
note("other own properties", () => { const a = [1, 2]; a.name = "x"; return all(a); });
note("a subclass", () => { class A extends Array {} return [all(A.of(1, 2)), pair(A.of(1, 2))]; });
note("a subclass with one", () => { class A extends Array { *[Symbol.iterator]() { yield "sub"; } } return all(A.of(1, 2)); });
note("another prototype", () => all(Object.setPrototypeOf([1, 2], { [Symbol.iterator]: function* () { yield "proto"; } })));
note("no prototype", () => all(Object.setPrototypeOf([1, 2], null)));
note("a proxy", () => {
  const asked = [];
  const p = new Proxy([1, 2], { get(t, k, r) { asked.push(String(k)); return Reflect.get(t, k, r); } });
  return [all(p), pair(p), asked];
});
note("arguments", () => (function () { return [all(arguments), pair(arguments)]; })(1, 2, 3));
note("typed", () => [all(new Uint8Array([1, 2])), pair(new Float64Array([1.5]))]);
note("text", () => [all("añ😀"), pair("ab")]);
note("map and set", () => [all(new Map([[1, 2]])), all(new Set([1, 1, 2]))]);
note("keys and entries", () => [all([5, 6].keys()), all([5, 6].entries()), all([5, 6].values())]);

note("values replaced", () => changed(prototype, Symbol.iterator, { value: prototype.keys, writable: true }, () => [all([7, 8]), pair([7, 8])]));
note("values removed", () => changed(prototype, Symbol.iterator, { value: undefined }, () => all([7, 8])));
note("values a getter", () => {
  let asked = 0;
  const values = prototype.values;
  const seen = changed(prototype, Symbol.iterator, { get() { asked++; return values; } }, () => [all([7, 8]), pair([7])]);
  return [seen, asked];
});
note("next replaced", () => changed(iteratorPrototype, "next", { value: () => ({ done: true }), writable: true }, () => [all([7]), pair([7])]));
note("next a getter", () => {
  let asked = 0;
  const next = iteratorPrototype.next;
  const seen = changed(iteratorPrototype, "next", { get() { asked++; return next; } }, () => [all([7, 8]), pair([7])]);
  return [seen, asked];
});
note("next removed", () => changed(iteratorPrototype, "next", { value: undefined }, () => all([7])));
note("next replaced in the loop", () => {
  const seen = [], next = iteratorPrototype.next;
  try {
    for (const x of [1, 2, 3]) { seen.push(x); iteratorPrototype.next = () => ({ done: true }); }
    for (const x of [1, 2, 3]) seen.push(x);
  } finally { iteratorPrototype.next = next; }
  return seen;
});
note("prototype changed in the loop", () => {
  const a = [1, 2, 3], seen = [];
  for (const x of a) { seen.push(x); Object.setPrototypeOf(a, null); }
  return seen;
});
note("return", () => {
  const closed = [];
  const value = function () { closed.push(this === Object(this)); return {}; };
  for (const holder of [iteratorPrototype, root, Object.prototype]) {
    changed(holder, "return", { value }, () => {
      for (const x of [1, 2]) break;
      for (const x of [1, 2]) ;
      try { for (const x of [1, 2]) throw x; } catch { closed.push("caught"); }
      (() => { for (const x of [1, 2]) return x; })();
      const [one] = [1, 2];
      const [a, b] = [1];
      closed.push("-");
    });
  }
  return closed;
});
note("return in the loop", () => {
  const closed = [];
  try {
    for (const x of [1, 2]) {
      iteratorPrototype.return = () => { closed.push("closed"); return {}; };
      break;
    }
  } finally { delete iteratorPrototype.return; }
  return closed;
});
note("return throws", () => changed(root, "return", { value: () => { throw new Error("no"); } }, () => { const [a] = [1, 2]; return a; }));
note("one iterator twice", () => {
  const it = [1, 2, 3, 4][Symbol.iterator](), seen = [];
  for (const x of it) { seen.push(x); if (x === 2) break; }
  seen.push("-");
  for (const x of it) seen.push(x);
  const [a] = it;
  return [seen, a, it.next()];
});
note("an iterator at its end", () => {
  const a = [1], it = a.values();
  const seen = all(it);
  a.push(2);
  return [seen, all(it)];
});
note("an iterator with a next of its own", () => {
  const it = [1, 2].values();
  it.next = () => ({ done: true });
  return all(it);
});
note("next for another", () => {
  const { next } = iteratorPrototype;
  return all({ [Symbol.iterator]: () => ({ next }) });
});
note("a foreign next on an array's iterator", () => all({ [Symbol.iterator]: () => ({ __proto__: [1, 2].values(), next: "".matchAll(/x/g).next }) }));
note("defaults", () => { const [a = 1, [b = 2] = [], { c } = { c: 3 }] = [undefined, [undefined]]; return [a, b, c]; });
note("order", () => {
  const order = [];
  const target = { set a(v) { order.push(["a", v]); }, set b(v) { order.push(["b", v]); } };
  [target.a, target.b] = [1, 2];
  return order;
});
note("yield", () => { function* g() { for (const x of [1, 2]) yield x; yield* [3, 4]; } return [...g()]; });
note("closed generator", () => { function* g() { for (const x of [1, 2, 3]) yield x; } const it = g(); it.next(); return [it.return(9), it.next()]; });
note("not iterable", () => { const [a] = {}; return a; });
note("not iterable either", () => { for (const x of 5) ; });
const later = [];
for await (const x of [Promise.resolve(1), 2]) later.push(x);
log.push(later);
for (const line of log) console.log(JSON.stringify(line));
