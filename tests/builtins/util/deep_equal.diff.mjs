import { isDeepStrictEqual } from "node:util";

const sym = Symbol("s");
class A { constructor(x) { this.x = x; } }
class B { constructor(x) { this.x = x; } }
const circular = (extra) => { const o = { a: 1, ...extra }; o.self = o; return o; };
const circularTwo = () => { const o = { a: 1, self: { a: 1 } }; o.self.self = o; return o; };
const error = (message, props, options) => Object.assign(new Error(message, options), props);
const sparse = [, 1];
const makers = [
  () => undefined, () => null, () => 0, () => -0, () => 1, () => NaN, () => "1", () => "a", () => true, () => 1n, () => sym, () => A,
  () => ({}), () => ({ a: 1 }), () => ({ a: 1, b: undefined }), () => ({ b: undefined, a: 1 }), () => ({ a: { b: { c: 1 } } }), () => ({ a: { b: { c: 2 } } }),
  () => ({ [sym]: 1 }), () => ({ [sym]: 2 }), () => Object.create(null), () => Object.assign(Object.create(null), { a: 1 }), () => new A(1), () => new A(2), () => new B(1), () => ({ x: 1 }),
  () => [], () => [1, 2], () => [1, 3], () => [1, 2, 3], () => [undefined, 1], () => sparse, () => [, 1], () => Object.assign([1, 2], { x: 1 }), () => [[1], [2]], () => new (class L extends Array {})(), () => ({ 0: 1, 1: 2, length: 2 }), () => [NaN], () => [-0], () => [0],
  () => new Map(), () => new Map([[1, 2]]), () => new Map([[1, 3]]), () => new Map([[{ a: 1 }, { b: 1 }], [{ a: 2 }, 2]]), () => new Map([[{ a: 2 }, 2], [{ a: 1 }, { b: 1 }]]), () => new Map([["1", 2]]), () => new Map([[1, undefined]]), () => new Map([[2, undefined]]), () => Object.assign(new Map(), { x: 1 }),
  () => new Set(), () => new Set([1]), () => new Set(["1"]), () => new Set([{ a: 1 }, { a: 2 }]), () => new Set([{ a: 2 }, { a: 1 }]), () => new Set([{ a: 1 }, { a: 1 }]), () => new Set([[1], [2]]), () => new Set([1, 2]), () => new Set([2, 1]), () => new Set([NaN]), () => new Set([undefined]),
  () => new Date(0), () => new Date(1), () => new Date(NaN), () => Object.assign(new Date(0), { x: 1 }), () => /a/, () => /a/g, () => /b/, () => Object.assign(/a/g, { lastIndex: 1 }),
  () => error("a"), () => error("b"), () => new TypeError("a"), () => error("a", { code: 1 }), () => error("a", {}, { cause: 1 }), () => error("a", {}, { cause: 2 }), () => error("a", { name: "X" }), () => new AggregateError([1], "a"), () => new AggregateError([2], "a"),
  () => new Number(1), () => new Number(2), () => new String("a"), () => new String("b"), () => new Boolean(true), () => new Boolean(false), () => Object(1n), () => Object(sym), () => Object.assign(new Number(1), { x: 1 }), () => new Number(-0), () => new Number(0), () => new Number(NaN),
  () => new Uint8Array([1, 2]), () => new Uint8Array([1, 3]), () => new Int8Array([1, 2]), () => new Float32Array([0]), () => new Float32Array([-0]), () => new Float64Array([NaN]), () => new Uint8Array([1, 2]).buffer, () => new Uint8Array([1, 3]).buffer, () => new DataView(new ArrayBuffer(2)), () => new DataView(new Uint8Array([0, 1]).buffer), () => Object.assign(new Uint8Array([1, 2]), { x: 1 }), () => new Uint8Array(new Uint8Array([9, 1, 2]).buffer, 1),
  () => circular(), () => circular({ b: 1 }), circularTwo, () => { const a = []; a.push(a); return a; }, () => { const m = new Map(); m.set("m", m); return m; }, () => { const s = new Set(); s.add(s); return s; },
  () => Promise.resolve(1), () => new WeakMap(), () => new WeakSet(), () => (function () { return arguments; })(1, 2), () => () => {}, () => new Proxy({ a: 1 }, {}), () => new Proxy([1, 2], {}),
  () => Object.defineProperty({}, "a", { value: 1 }), () => ({ get a() { return 1; } }), () => ({ [Symbol.toStringTag]: "Map" }), () => Object.defineProperty({}, Symbol.toStringTag, { value: "q" }), () => new URL("http://a/b"), () => new URL("http://a/c"),
  () => ({ a: [{ b: new Map([[1, new Set([{ c: [1, 2, 3] }])]]) }] }), () => ({ a: [{ b: new Map([[1, new Set([{ c: [1, 2, 4] }])]]) }] }),
];
makers.forEach((first, i) => {
  let line = "";
  makers.forEach((second) => {
    let result;
    try {
      result = isDeepStrictEqual(first(), second()) ? "1" : ".";
    } catch (e) {
      result = "E";
    }
    line += result;
  });
  console.log(String(i).padStart(3), line);
});
console.log(isDeepStrictEqual(new A(1), new B(1), true), isDeepStrictEqual({ x: 1 }, new A(1), true), isDeepStrictEqual([1], [2], true));
const a = { x: {} };
const b = { x: {} };
a.x.y = b;
b.x.y = a;
console.log(isDeepStrictEqual(a, b));
const shared = { v: 1 };
console.log(isDeepStrictEqual({ p: shared, q: shared }, { p: { v: 1 }, q: { v: 1 } }));
