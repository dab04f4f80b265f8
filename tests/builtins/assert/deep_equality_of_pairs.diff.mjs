// Not here: lists with null, which Node's loose comparison takes for anything, and DataViews, with which it throws.
// Every value against every other in the three deep comparisons and without prototypes: one line of digits per value.
import assert from "node:assert";

class A { x = 1; }
class B { x = 1; }
class L extends Array {}
class M extends Map {}
const tagged = (tag, extra) => ({ [Symbol.toStringTag]: tag, ...extra });
const own = (target, props) => Object.assign(target, props);
const hidden = (target, key, value) => Object.defineProperty(target, key, { value, enumerable: false });
const cycle = (n) => { const o = { n }; o.self = o; return o; };
const longCycle = () => { const a = { v: 1 }, b = { v: 1, o: a }; a.o = b; return a; };
const symbol = Symbol("s");
const f = () => {};
const date = (n) => new Date(n);
const values = [
  undefined, null, 0, -0, 1, "1", "", "a", true, false, NaN, 1n, symbol, f, "01", "null",
  {}, Object.create(null), { a: 1 }, { a: 1, b: 2 }, { b: 2, a: 1 }, { a: "1" }, { a: undefined }, { b: undefined }, { a: null }, { a: { b: { c: 1 } } },
  { a: { b: { c: "1" } } }, { [symbol]: 1 }, { [symbol]: 2 }, hidden({}, "a", 1), hidden({ a: 1 }, symbol, 2), new A(), new B(), Object.create(A.prototype), Object.create({ x: 1 }),
  own(Object.create(null), { x: 1 }), { constructor: A, x: 1 }, { constructor: undefined }, { get a() { return 1; } },
  [], [1], [1, 2], [2, 1], ["1"], [1, 2, 3], [undefined], [,], [, 1], [undefined, 1], [1, , 3], [1, undefined, 3], own([1], { extra: 1 }), own([1], { [symbol]: 1 }), new L(), L.of(1), [[1]], [[1], [2]],
  { 0: 1, length: 1 }, (function () { return arguments; })(1), (function () { return arguments; })(), { length: 0 },
  new Set(), new Set([1]), new Set(["1"]), new Set([1, 2]), new Set([2, 1]), new Set([[1]]), new Set([[1], [2]]), new Set([[2], [1]]), new Set([{ a: 1 }, { a: 1 }, 3]), new Set([{ a: 1 }, { a: 2 }, 3]), own(new Set([1]), { a: 1 }),
  new Set([null]), new Set([undefined]), new Set([1, [1], [2], "a"]), new Set(["a", [2], [1], 1]),
  new Map(), new Map([[1, 2]]), new Map([["1", 2]]), new Map([[1, "2"]]), new Map([[{ a: 1 }, 2]]), new Map([[{ a: 1 }, 2], [{ a: 2 }, 3]]), new Map([[{ a: 2 }, 3], [{ a: 1 }, 2]]), new Map([[1, { a: 1 }]]), new Map([[null, 1]]), new Map([[undefined, 1]]), new M([[1, 2]]),
  new Map([[1, undefined]]), new Map([[2, undefined]]), new WeakMap(), new WeakMap(), new WeakSet(), new WeakSet(), Promise.resolve(1), Promise.resolve(1), new WeakRef({}),
  date(0), date(1), date(NaN), own(date(0), { a: 1 }), tagged("Date"), Object.setPrototypeOf(date(0), Object.prototype),
  /a/, /a/g, /b/, own(/a/, { a: 1 }), own(/a/g, { lastIndex: 1 }),
  new Error("a"), new Error("b"), new TypeError("a"), own(new Error("a"), { name: "Mine" }), own(new Error("a"), { a: 1 }), new Error("a", { cause: 1 }), new Error("a", { cause: undefined }), new Error("a", { cause: 2 }), new AggregateError([1], "a"), new AggregateError([2], "a"), new Error(""), new Error(),
  Object.create(Error.prototype), { message: "a", name: "Error" }, own(new Error("a"), { message: "a" }),
  new Number(1), new Number(2), new Number(-0), new Number(0), new String("a"), new String("b"), new Boolean(true), new Boolean(false), Object(1n), Object(2n), Object(symbol), own(new String("a"), { b: 1 }), own(new Number(1), { a: 1 }),
  new Uint8Array([1, 2]), new Uint8Array([1, 3]), new Int8Array([1, 2]), new Uint8Array([0, 1, 2]), Buffer.from([1, 2]), new Uint16Array([1, 2]), new Float32Array([0, 1]), new Float32Array([-0, 1]), new Float64Array([NaN]), new Float64Array([NaN, 1]), own(new Uint8Array([1, 2]), { a: 1 }), new BigInt64Array([1n]),
  new ArrayBuffer(2), new Uint8Array([1, 2]).buffer, new SharedArrayBuffer(2), new SharedArrayBuffer(3),
  new URL("http://a/"), new URL("http://b/"), new URLSearchParams("a=1"), new URLSearchParams("a=2"),
  cycle(1), cycle(1), cycle(2), longCycle(), longCycle(), new Proxy({ a: 1 }, {}), new Proxy([1], {}), new Proxy(new Set([1]), {}), new Proxy(f, {}), new Proxy(date(0), {}),
  tagged("X"), tagged("X"), tagged("Y"), tagged("Object"), class {}, Math, JSON, globalThis.Reflect, (function* () {})(), (function* () {})(), [1][Symbol.iterator](),
];
const skipping = new assert.Assert({ skipPrototype: true });
const modes = [assert.deepEqual, assert.deepStrictEqual, assert.partialDeepStrictEqual, (a, b, message) => skipping.deepStrictEqual(a, b, message)];
for (let i = 0; i < values.length; i++) {
  let line = "";
  for (const other of values) {
    let bits = 0;
    for (const [bit, compare] of modes.entries()) {
      try {
        compare(values[i], other, new RangeError());
        bits |= 1 << bit;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    line += bits.toString(16);
  }
  console.log(String(i).padStart(3), line);
}
