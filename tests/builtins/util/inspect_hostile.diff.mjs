import { inspect } from "node:util";
import { showAll, VISIBLE_ONLY } from "./_inspect_cases.mjs";

// The stack of an error thrown inside inspect names the runtime's own files: none here.
function fail(text) {
  throw Object.assign(new Error(text), { stack: `Error: ${text}\n    at somewhere` });
}
const throwing = () => new Proxy({}, new Proxy({}, { get() { fail("trap"); } }));
const handler = { get: (t, k) => (k === "a" ? 1 : t[k]) };

showAll({
  "proxy of object": () => new Proxy({ a: 1 }, handler),
  "proxy of array": () => new Proxy([1, 2, 3], {}),
  "proxy of function": () => new Proxy(function f() {}, {}),
  "proxy of class": () => new Proxy(class Q {}, {}),
  "proxy of map": () => new Proxy(new Map([[1, 2]]), {}),
  "proxy of proxy": () => new Proxy(new Proxy({ a: 1 }, {}), { x: 1 }),
  "proxy deep": () => ({ a: { b: { c: new Proxy({ d: 1 }, {}) } } }),
  "proxy in list": () => [new Proxy({}, {}), new Proxy([], {})],
  "proxy that throws": throwing,
  "proxy that throws in object": () => ({ p: throwing() }),
  "proxy circular": () => { const t = {}; const p = new Proxy(t, {}); t.p = p; return p; },
  "proxy revoked": () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; },
  "proxy revoked function": () => { const { proxy, revoke } = Proxy.revocable(() => {}, {}); revoke(); return [proxy]; },
  "proxy of date": () => new Proxy(new Date(0), {}),
  "proxy as prototype": () => Object.create(new Proxy({}, {})),
  "tag throws": () => ({ get [Symbol.toStringTag]() { fail("tag"); } }),
  "constructor throws": () => ({ get constructor() { fail("ctor"); } }),
  "custom throws on read": () => ({ get [inspect.custom]() { fail("custom"); } }),
  "hasInstance throws": () => { function F() {} Object.defineProperty(F, Symbol.hasInstance, { value() { fail("has"); } }); return Object.create({ constructor: F }); },
  "constructor name throws": () => { function F() {} Object.defineProperty(F, "name", { get() { fail("name"); } }); return Object.create({ constructor: F }); },
  "array with length getter subclass": () => new (class extends Array { get size() { return 1; } })(),
  "map without methods": () => { const m = new Map([[1, 2]]); m.entries = m.forEach = m.keys = undefined; return m; },
  "array with patched join": () => Object.assign([1, 2], { join: null, map: 1 }),
  "date without toISOString": () => Object.assign(new Date(0), { toISOString: null }),
  "error with hostile stack": () => { const e = new Error("x"); Object.defineProperty(e, "stack", { value: 5 }); return e; },
  "regexp with patched toString": () => Object.assign(/x/, { toString: () => "evil" }),
  "boxed with patched valueOf": () => Object.assign(new Number(3), { valueOf: () => 5 }),
  "promise with patched then": () => Object.assign(Promise.resolve(1), { then: null }),
  "fake error": () => ({ __proto__: { constructor: Error }, message: "x" }),
  "object with isArray trap": () => Object.setPrototypeOf({ length: 2, 0: "a" }, Array.prototype),
  "descriptor lies": () => new Proxy({}, { ownKeys: () => ["a", "b"], getOwnPropertyDescriptor: () => ({ value: 1, configurable: true, enumerable: true }) }),
  "revoked in map": () => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return new Map([[proxy, proxy]]); },
});
let deep = {};
for (let i = 0; i < 200; i++) deep = { deep };
console.log(inspect(deep, { depth: Infinity }).length, inspect(deep, { depth: 100 }).length);
const list = [];
list.push(list, { list }, new Map([[list, list]]));
console.log(inspect(list));
showAll({
  "proxy of error": () => { const e = new Error("x"); e.stack = "Error: x"; return new Proxy(e, {}); },
}, VISIBLE_ONLY);
