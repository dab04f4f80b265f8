import types from "node:util/types";

const values = {
  undefined: undefined, null: null, number: 1, string: "s", symbol: Symbol("x"), bigint: 1n, object: {}, array: [], function() {}, async: async () => {}, *generator() {}, async *asyncGenerator() {}, class: class {},
  args: (function () { return arguments; })(), date: new Date(0), regexp: /x/, error: new Error("x"), typeError: new TypeError("x"), fakeError: Object.create(Error.prototype), map: new Map(), set: new Set(), weakMap: new WeakMap(), weakSet: new WeakSet(), weakRef: new WeakRef({}),
  mapIterator: new Map().keys(), setIterator: new Set().values(), arrayIterator: [].values(), generatorObject: (function* () {})(), asyncGeneratorObject: (async function* () {})(), promise: Promise.resolve(), thenable: { then() {} }, proxy: new Proxy({}, {}), proxyOfArray: new Proxy([], {}), proxyOfFunction: new Proxy(() => {}, {}), proxyOfAsync: new Proxy(async () => {}, {}),
  boxedNumber: Object(1), boxedString: Object("s"), boxedBoolean: Object(true), boxedSymbol: Object(Symbol("x")), boxedBigint: Object(1n), buffer: new ArrayBuffer(1), shared: new SharedArrayBuffer(1), view: new DataView(new ArrayBuffer(1)),
  int8: new Int8Array(1), uint8: new Uint8Array(1), clamped: new Uint8ClampedArray(1), int16: new Int16Array(1), uint16: new Uint16Array(1), int32: new Int32Array(1), uint32: new Uint32Array(1), float32: new Float32Array(1), float64: new Float64Array(1), bigInt64: new BigInt64Array(1), bigUint64: new BigUint64Array(1),
  tagged: { [Symbol.toStringTag]: "Map" }, subclass: new (class M extends Map {})(), nullPrototypeMap: Object.setPrototypeOf(new Map(), null), namespace: await import("node:util/types"), math: Math, bound: (async () => {}).bind(),
};
for (const [name, value] of Object.entries(values)) {
  console.log(name, Object.keys(types).filter((test) => types[test](value)).join(" "));
}
console.log(Object.keys(types).map((key) => `${key}:${types[key]()}`).join(" "));
