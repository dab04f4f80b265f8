// serialize() gives the bytes of V8's wire format, deserialize() reads them back; both print the same, so each reads the other's.
const v8 = require("node:v8");
const { inspect } = require("node:util");
const show = (value) => inspect(value, { depth: 6, breakLength: Infinity });
const attempt = (f) => {
  try {
    console.log(f());
  } catch (error) {
    console.log("threw", error.name, error.message, error.code);
  }
};
const both = (value) => attempt(() => {
  const bytes = v8.serialize(value);
  return `${bytes.toString("hex")} ${show(v8.deserialize(bytes))}`;
});

const shared = { shared: true };
const circle = { list: [] };
circle.self = circle;
circle.list.push(circle, shared, shared);
const buffer = new ArrayBuffer(4);
const values = [
  0, 1, -1, 63, -64, 64, 2 ** 30, 2 ** 31, -(2 ** 31), 2 ** 53, 1.5, -0, NaN, Infinity, "", "abc", "\u00e9", "\u0100", "日本", "x日", "😀", "\ud800",
  0n, 1n, -1n, 2n ** 63n, 2n ** 64n, -(2n ** 200n), null, undefined, true, false,
  {}, { a: 1, 5: 2, "-1": 3, "01": 4, 4294967294: 5, 4294967295: 6 }, { 日: "本" }, [], [1, 2], [1, , 2], new Array(3), Object.assign([1], { x: 2 }), [[], [[]]],
  new Date(5), new Date(NaN), Object(true), Object(false), Object(5), Object("x"), Object("日"), Object(3n),
  /a/gi, /x/dsuy, /x/v, /日/m, new RegExp("/"), new Map([[1, { a: 2 }], ["k", new Map()]]), new Set([1, "x", new Set()]),
  new ArrayBuffer(3), new ArrayBuffer(2, { maxByteLength: 4 }), new Uint8Array([1, 2]), Buffer.from("hi"), new DataView(new ArrayBuffer(2)),
  new Int8Array(1), new Uint8ClampedArray(1), new Int16Array([1, 2]), new Uint16Array(1), new Int32Array(1), new Uint32Array(1), new Float32Array([1]),
  new Float64Array([1.5]), new BigInt64Array([-1n]), new BigUint64Array(1), new Float16Array(1), new Uint16Array([1, 2, 3]).subarray(1),
  circle, [shared, shared], [buffer, buffer], { get x() { return 1; } }, Object.create({ inherited: 1 }), Object.create(null), new (class B { z = 1; })(),
  Object.assign(Object("ab"), { x: 1 }), Object.defineProperty({ seen: 1 }, "hidden", { value: 1 }), { [Symbol("s")]: 1, a: 1 }, (function () { return arguments; })(1, 2),
];
for (const value of values) both(value);

// errors: name, message, stack, cause
const withStack = (error, stack = "S") => Object.defineProperty(error, "stack", { value: stack });
for (const error of [
  withStack(new TypeError("m", { cause: { a: 1 } })), withStack(new Error("q"), undefined), withStack(new RangeError()),
  withStack(Object.assign(new Error("named"), { name: "SyntaxError", extra: 1 })), withStack(new AggregateError([1], "ag")), withStack(new (class My extends Error {})("x")),
]) attempt(() => v8.serialize(error).toString("hex"));
attempt(() => {
  const { name, message, stack, cause } = v8.deserialize(v8.serialize(withStack(new URIError("m", { cause: 5 }))));
  return show([name, message, stack, cause]);
});

// what cannot be cloned
for (const value of [() => 0, function foo() {}, class A {}, Symbol("s"), Object(Symbol("q")), new Proxy({}, {}), new WeakMap(), new WeakSet(), Promise.resolve(),
  new SharedArrayBuffer(1), { deep: [() => 0] }, { get x() { throw new RangeError("getter"); } }]) both(value);
