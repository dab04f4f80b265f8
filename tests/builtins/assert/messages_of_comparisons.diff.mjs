// Every comparison against pairs of values: texts, differences, header and skipped lines.
import assert from "node:assert";
import { report } from "./_report.mjs";

const lines = (n, change) => Array.from({ length: n }, (_, i) => (i === change ? "changed" : `item ${i}`));
const big = (n, value) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`key${i}`, i === (n >> 1) ? value : i]));
const cyclic = { name: "a" };
cyclic.self = cyclic;
class Foo { constructor() { this.x = 1; } }
class Bar { constructor() { this.x = 1; } }
const pairs = [
  [1, 2], [1, "1"], [0, -0], ["a", "b"], ["short", "other"], ["a rather long string", "a rather long thing"], ["0123456789abc", "0123456789abX"],
  ["one\ntwo\nthree", "one\n2\nthree"], ["it's", "its quite long isn't it"], [null, undefined], [NaN, 0], [1n, 2n], [Symbol("s"), Symbol("s")], [true, false],
  ["x".repeat(60), "x".repeat(60) + "y"], [[1, 2, 3], [1, 2, 4]], [[], {}], [{ a: 1 }, { a: 2 }], [{ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 3] }, a: 1 }],
  [{ a: 1 }, { a: 1 }], [[1, [2, 3]], [1, [2, 3]]], [new Foo(), new Bar()], [new Map([[1, { a: 1 }]]), new Map([[1, { a: 2 }]])],
  [new Set([1, [2]]), new Set([1, [3]])], [new Error("one"), new Error("two")], [new TypeError("e", { cause: new Error("c") }), new TypeError("e", { cause: new Error("d") })],
  [new Date(0), new Date(1)], [/a/g, /a/i], [() => {}, () => {}], [function f() {}, function g() {}], [lines(30, 3), lines(30, 25)], [lines(60), lines(60, 0)],
  [lines(9, 8), lines(9, 0)], [lines(8, 7), lines(8, 0)], [lines(7, 6), lines(7, 0)], [lines(10, 9), lines(10, 0)], [big(40, "x"), big(40, "y")],
  [big(60, 1), big(60, 1)], [[1, 2, 3, 4], [0, 1, 2, 3]], [{ a: 1, b: 2, c: 3 }, { a: 1, c: 3 }], [cyclic, { name: "a", self: { name: "a" } }],
  [Buffer.from("abc"), Buffer.from("abd")], [new Uint8Array(3), new Uint16Array(3)], [new Number(1), new Number(2)], [Object(1n), Object(1n)],
  [{ get a() { return 1; } }, { get a() { return 2; } }], [1, { a: 1 }], ["text", ["text"]], [undefined, { a: { b: { c: {} } } }], [{}, Object.create(null)],
  ["a\tb\u0000 control characters", "a\tb\u0001 control characters"], [[undefined], [null]], [[,], [undefined]], [{ a: undefined }, {}],
];

const operators = ["equal", "notEqual", "deepEqual", "notDeepEqual", "strictEqual", "notStrictEqual", "deepStrictEqual", "notDeepStrictEqual", "partialDeepStrictEqual"];
for (const [index, [a, b]] of pairs.entries()) {
  for (const operator of operators) report(`${index} ${operator}`, () => assert[operator](a, b));
  report(`${index} same`, () => assert.notStrictEqual(a, a));
  report(`${index} same deep`, () => assert.notDeepStrictEqual(a, a));
  report(`${index} same loose`, () => assert.notDeepEqual(a, a));
  report(`${index} own message`, () => assert.deepStrictEqual(a, b, "own message"));
}
const full = new assert.Assert({ diff: "full", strict: false });
for (const operator of operators) {
  report(`full ${operator}`, () => full[operator](lines(80), lines(80, 40)));
  report(`full same ${operator}`, () => full[operator](big(70, 1), big(70, 1)));
}
for (const operator of operators) report(`arguments of ${operator}`, () => assert[operator](1));
for (const operator of operators) {
  report(`error of ${operator}`, () => assert[operator](operator.startsWith("not") ? 1 : 2, 1, new RangeError("mine")));
  report(`empty message of ${operator}`, () => assert[operator](operator.startsWith("not") ? 1 : 2, 1, ""));
}
