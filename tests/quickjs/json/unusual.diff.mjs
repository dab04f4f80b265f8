// What JavaScript has a say in: toJSON anywhere, getters, proxies, prototypes changed by the user, replacers, circles. The
// same calls in the same order, the same text or error as Node's.
import { ascii } from "./_texts.js";

let calls = [];
let undo = [];
const log = (what) => calls.push(String(what));
const symbol = Symbol("s");

function patch(object, key, value) {
  const had = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, { value, configurable: true, writable: true });
  undo.push(() => (had ? Object.defineProperty(object, key, had) : delete object[key]));
}

const nested = (depth, wrap) => {
  let value = wrap(1);
  for (let i = 1; i < depth; i++) value = wrap(value);
  return value;
};
const defined = (object, key, descriptor) => Object.defineProperty(object, key, { configurable: true, ...descriptor });
const watched = (target) =>
  new Proxy(target, {
    get: (t, key) => (log(`get ${String(key)}`), t[key]),
    ownKeys: (t) => (log("ownKeys"), Reflect.ownKeys(t)),
    getOwnPropertyDescriptor: (t, key) => (log(`gopd ${String(key)}`), Reflect.getOwnPropertyDescriptor(t, key)),
  });
class A {
  x = 1;
  #p = 2;
  get g() {
    log("g");
    return this.#p;
  }
}
class B extends A {
  toJSON(key) {
    log(`toJSON ${key}`);
    return { b: this.x };
  }
}
class ListWithToJSON extends Array {
  toJSON() {
    return "list";
  }
}

const CASES = [
  // No JSON, and what stands in for it.
  () => [undefined],
  () => [null],
  () => [() => 1],
  () => [symbol],
  () => [[undefined, () => 1, symbol, class {}, Math.max, async () => 1, function* () {}]],
  () => [{ a: undefined, b() {}, c: symbol, d: 1, [symbol]: 2 }],
  () => [{ a: { b: undefined } }, null, 1],
  () => [[undefined], null, 2],
  // Getters, instances, toJSON.
  () => [{ a: 1, get b() { log("get"); return { c: 1 }; } }],
  () => [new A()],
  () => [new B()],
  () => [{ a: new A(), b: new B(), c: [new A(), new B()] }],
  () => [ListWithToJSON.of(1, 2)],
  () => [{ a: ListWithToJSON.of(1) }],
  () => [new (class extends Array {})(1, 2, 3)],
  () => [{ toJSON: null, a: 1 }],
  () => [{ a: 1, toJSON() { return undefined; } }],
  () => [{ o: { toJSON() { return () => 1; } } }],
  () => [defined({ a: 1 }, "toJSON", { value: () => "hidden" })],
  () => [defined({ a: 1 }, "toJSON", { get: () => log("get toJSON") && undefined })],
  () => [JSON.parse('{"toJSON":1}')],
  () => [Object.create({ a: 1, toJSON: () => "above" })],
  () => [Object.assign([1, 2], { toJSON: () => "own" })],
  () => [Object.assign(() => 1, { toJSON: () => "function" })],
  () => [{ a: class { static toJSON() { return 7; } } }],
  () => [{ f: Object.assign(() => 1, { x: 1 }) }],
  () => [JSON.parse('{"__proto__":{"toJSON":1},"a":1}')],
  () => [{ d: new Date(0), e: new Date(NaN) }],
  // Other classes.
  () => [[new Map([[1, 2]]), new Set([1]), /x/g, new Error("x")]],
  () => [[new Uint8Array([1, 2]), new Float64Array([1.5, NaN]), new ArrayBuffer(3), Promise.resolve(1), new WeakMap(), Math, JSON]],
  () => [[Object(1), Object("s"), Object(true), Object(symbol)]],
  () => [[Object(1n)]],
  () => [1n],
  () => [{ a: 1n }],
  () => [(function () { return arguments; })(1, 2)],
  () => [{ a: (function () { return arguments; })(1, 2) }],
  () => [JSON.rawJSON("12.50")],
  () => [{ r: [JSON.rawJSON('"x"')] }],
  // Proxies.
  () => [watched({ a: 1 })],
  () => [{ p: watched([1, 2]) }],
  () => [Object.create(watched({}))],
  () => [[Object.create(watched({}), { own: { value: 1, enumerable: true } })]],
  () => [new Proxy(() => 1, {})],
  // Arrays that are not plain.
  () => [[1, , 3]],
  () => [Object.assign([1, 2], { length: 5 })],
  () => [Object.assign([], { 5: 1 })],
  () => [Object.assign([1, 2], { extra: 5 })],
  () => [new Array(3)],
  () => { const a = [1, 2, 3]; delete a[1]; return [a]; },
  () => [defined([1, 2], 1, { get: () => (log("element"), 9), enumerable: true })],
  () => [Object.freeze([1, Object.freeze({ a: [1] })])],
  // Orders and kinds of keys.
  () => [{ 2: 1, 1: 2, a: 3, 0: 4 }],
  () => [{ a: 1, 4294967294: 1, 4294967295: 2, 2147483648: 3, 2147483647: 4, "01": 5, "-1": 6 }],
  () => [{ "1a": 1, 0: 2 }],
  () => [{ b: 1, 7: undefined, 3: { 2: 1, 1: () => 1 } }],
  () => [Object.create(null, { a: { value: 1, enumerable: true }, b: { value: 2 } })],
  () => [Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true } })],
  () => [Object.create([])],
  () => [Object.setPrototypeOf({ a: 1 }, new String("abc"))],
  () => [defined({ a: 1 }, "hidden", { get: () => log("never") })],
  () => { const o = { a: 1, b: 2, c: 3 }; delete o.b; return [o]; },
  () => [Array.from({ length: 300 }, (_, i) => ({ [i]: i, [`k${i % 7}`]: i }))],
  () => { const o = {}; for (let i = 0; i < 40; i++) o[`k${i}`] = i; for (let i = 0; i < 40; i += 2) delete o[`k${i}`]; return [o]; },
  // Prototypes of the language changed.
  () => { patch(Object.prototype, "toJSON", (key) => (log(key), { w: 1 }.w)); return [{ a: [1], b: {} }]; },
  () => { patch(Object.prototype, "toJSON", 5); return [{ a: [1] }]; },
  () => { patch(Array.prototype, "toJSON", () => (log("array"), "arr")); return [{ a: [1], b: {} }]; },
  () => { patch(Function.prototype, "toJSON", () => "fn"); return [{ a() {}, b: [() => 1, Math.max] }]; },
  () => { patch(String.prototype, "toJSON", () => "S"); return [{ a: "x", b: Object("y") }]; },
  () => { patch(Number.prototype, "toJSON", () => "N"); return [{ a: 1, b: Object(1) }]; },
  () => { patch(BigInt.prototype, "toJSON", () => "big"); return [{ a: 1n }]; },
  () => { patch(Boolean.prototype, "toJSON", () => "B"); return [{ a: true, b: Object(true) }]; },
  () => { patch(Symbol.prototype, "toJSON", () => "sym"); return [{ a: symbol, b: Object(symbol) }]; },
  () => { patch(Array.prototype, "1", 7); return [[1, , 3]]; },
  () => { patch(Array.prototype, "5", 1); return [[1, 2]]; },
  () => {
    Object.setPrototypeOf(Array.prototype, { toJSON: () => "between" });
    undo.push(() => Object.setPrototypeOf(Array.prototype, Object.prototype));
    return [[1]];
  },
  () => {
    patch(String.prototype, "toString", () => log("never"));
    patch(Number.prototype, "toString", () => log("never"));
    return [{ a: "x", 1: 2.5 }];
  },
  // Replacers and gaps.
  () => [{ a: 1, b: 2 }, ["b"]],
  () => [{ a: 1, b: { a: 2, c: 3 } }, ["a", "b", 1, Object("c")]],
  () => [{ a: 1, 1: 2 }, [1]],
  () => [{ a: 1, b: [1] }, (key, value) => (log(key), value)],
  () => [{ a: 1, b: [1] }, (key, value) => (key === "a" ? undefined : value)],
  () => [{ a: 1 }, {}],
  () => [{ a: 1 }, 5],
  () => [{ a: 1 }, "a"],
  () => [{ a: 1 }, symbol],
  () => [{ a: 1 }, new Proxy(["a"], {})],
  () => [{ a: [1, { b: 2 }], c: {}, d: [] }, null, Object(3)],
  () => [[1], null, {}],
  () => [[1], null, symbol],
  () => [[1], null, 5n],
  () => [[1], null, Infinity],
  () => [[1], null, "日本"],
  () => [[1], null, "ab".repeat(600)],
  // Strings.
  () => ["\ud800"],
  () => ["\udc00\ud800"],
  () => ["a\u{1f600}b\ud83d"],
  () => ["\ud83d\ud83d\ude00\ude00"],
  () => ['\0\x1f\x7f\x80\u2028"\\/\b\f\n\r\t'],
  () => ['\0日\x1f"\\'],
  () => [{ "\ud800": 1, "é\n": 2, "日": 3 }],
  () => [`${"x".repeat(1000)}日${"y\n".repeat(100)}`],
  () => [["é".repeat(300), "日".repeat(300), "\n".repeat(500), "plain"]],
  () => { let s = ""; for (let i = 0; i < 3000; i++) s += `abc${i}`; return [{ s, t: `${s}日` }]; },
  // Depth and circles.
  () => [nested(300, (o) => ({ o }))],
  () => [nested(399, (o) => [o])],
  () => [nested(401, (o) => [o])],
  () => [nested(1500, (o) => [{ o }]), null, 1],
  () => { const o = {}; o.a = o; return [o]; },
  () => { const a = []; a.push(a); return [a]; },
  () => { const o = { a: { b: { c: { d: {} } } } }; o.a.b.c.d.e = o; return [o]; },
  () => { const o = { a: { b: [1, { c: {} }] } }; o.a.b[1].c.x = o.a; return [{ w: 1, o }]; },
  () => { const x = new A(); x.y = { z: x }; return [x]; },
  () => { const n = Object.create(null); n.n = n; return [n]; },
  () => { const o = { 5: {} }; o[5]["x y"] = o; return [o]; },
  () => { const m = new Map(); m.self = m; return [{ m }]; },
  () => { const o = { constructor: "x" }; o["日"] = { o }; return [o]; },
  () => { const shared = { x: 1 }; return [{ a: shared, b: shared, c: [shared, shared] }]; },
];

for (const [i, make] of CASES.entries()) {
  let out;
  try {
    const args = make();
    out = String(JSON.stringify(...args));
  } catch (error) {
    out = `${error.name}: ${error.message}`;
  }
  undo.splice(0).forEach((step) => step());
  console.log(i, ascii(out), calls.splice(0).join());
}
