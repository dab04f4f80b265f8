// throws, rejects, doesNotThrow, doesNotReject with every kind of expectation.
import assert from "node:assert";
import { report, reportAsync } from "./_report.mjs";

class Mine extends Error { constructor(message) { super(message); this.name = "Mine"; this.extra = { deep: [1] }; } }
const OtherRange = class RangeError extends Error {};
const thrown = [undefined, null, 1, "text", new Error("one"), new TypeError("two"), new Mine("three"), { message: "four" }, new RangeError("")];
const expectations = [
  undefined, Error, TypeError, Mine, OtherRange, /one/, /t/, (error) => error?.message === "one", function named() { return 1; }, () => "yes",
  { message: "one" }, { message: /o/ }, { name: "Mine", extra: { deep: [1] } }, { name: "Mine", extra: { deep: [2] } }, { code: undefined }, {},
  new Error("one"), new TypeError("two"), "plain message", "one", 1, true, null, new Mine("three"), [], Symbol.iterator,
];
for (const value of thrown) {
  for (const [i, expected] of expectations.entries()) {
    report(`throws ${String(value)} ${i}`, () => assert.throws(() => { throw value; }, expected));
    report(`throws ${String(value)} ${i} message`, () => assert.throws(() => { throw value; }, expected, "own"));
    report(`doesNotThrow ${String(value)} ${i}`, () => assert.doesNotThrow(() => { throw value; }, expected));
  }
}
for (const [i, expected] of expectations.entries()) {
  report(`nothing ${i}`, () => assert.throws(() => {}, expected));
  report(`nothing ${i} message`, () => assert.throws(() => {}, expected, "own"));
  report(`nothing ${i} error`, () => assert.throws(() => {}, expected, new Mine("given")));
  await reportAsync(`rejects nothing ${i}`, () => assert.rejects(Promise.resolve(1), expected));
  await reportAsync(`rejects ${i}`, () => assert.rejects(async () => { throw new Mine("three"); }, expected));
  await reportAsync(`doesNotReject ${i}`, () => assert.doesNotReject(async () => { throw new Error("one"); }, expected, "own"));
}
report("not a function", () => assert.throws("x"));
report("not a function either", () => assert.doesNotThrow(null));
await reportAsync("no promise", () => assert.rejects(() => 1));
await reportAsync("no promise at all", () => assert.rejects(1));
await reportAsync("thenable without catch", () => assert.rejects({ then() {} }));
await reportAsync("thenable", () => assert.rejects({ then(_, no) { no(new Error("no")); }, catch() {} }, /no/));
await reportAsync("throws before it returns", () => assert.rejects(() => { throw new Error("sync"); }));
await reportAsync("fine", () => assert.doesNotReject(Promise.resolve()));
