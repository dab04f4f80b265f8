// fail, ifError, match, doesNotMatch, Assert, AssertionError, CallTracker, shapes of the exports.
import assert, * as named from "node:assert";
import strict, * as strictNamed from "node:assert/strict";
import { createRequire } from "node:module";
import { inspect } from "node:util";
import { report } from "./_report.mjs";

console.log(Object.keys(named).join(), Object.keys(strictNamed).join());
for (const target of [assert, strict, assert.Assert.prototype, assert.AssertionError.prototype, assert.CallTracker.prototype]) {
  for (const key of Reflect.ownKeys(target)) {
    const { value, enumerable, writable, configurable } = Object.getOwnPropertyDescriptor(target, key);
    console.log(String(key), typeof value, value?.name, value?.length, enumerable, writable, configurable);
  }
}
const require = createRequire(import.meta.url);
console.log(require("assert") === assert, require("assert/strict") === assert.strict, strict.strict === strict, assert.ok === assert);
console.log(strict.equal === assert.strictEqual, strict.deepEqual === assert.deepStrictEqual, assert.strict.Assert === assert.Assert);

report("fail", () => assert.fail());
report("fail undefined", () => assert.fail(undefined));
report("fail message", () => assert.fail("words"));
report("fail error", () => assert.fail(new TypeError("t")));
report("fail two", () => assert.fail(1, 2));
report("fail three", () => assert.fail(1, 2, "three"));
report("fail four", () => assert.fail(1, 2, undefined, "<"));
report("fail five", () => assert.fail("a", "b", undefined, "looks like", assert.fail));
report("fail three error", () => assert.fail(1, 2, new RangeError("r")));
for (const value of [null, undefined, 0, "", false, "text", new Error("e"), new TypeError(""), { message: "m" }, { message: "" }, { message: 1 }, Object.create(null)]) {
  report(`ifError ${inspect(value).split("\n")[0]}`, () => assert.ifError(value));
}
for (const name of ["match", "doesNotMatch"]) {
  for (const [text, pattern, message] of [["abc", /b/], ["abc", /x/], [1, /1/], [undefined, /u/], ["abc", "b"], ["abc", /b/, "own"], ["abc", /x/, new Error("given")], ["abc", /x/, ""]]) {
    report(`${name} ${String(text)} ${pattern}`, () => assert[name](text, pattern, message));
  }
}
report("Assert called", () => assert.Assert());
report("Assert wrong diff", () => new assert.Assert({ diff: "none" }));
const loose = new assert.Assert({ strict: false });
const skipping = new assert.Assert({ skipPrototype: true });
class A { x = 1; }
report("loose", () => loose.equal(1, "1"));
report("strict instance", () => new assert.Assert().equal(1, "1"));
report("skipPrototype", () => skipping.deepStrictEqual(new A(), { x: 1 }));
report("with prototype", () => new assert.Assert().deepStrictEqual(new A(), { x: 1 }));
const { deepStrictEqual: taken } = skipping;
report("taken off", () => taken(new A(), { x: 1 }));
console.log(Object.keys(loose), Object.keys(skipping), inspect(loose));

report("a proxy that hides its keys", () => assert.deepStrictEqual(new Proxy([1, 2], { ownKeys() { return []; } }), [1, 2]));
report("no options", () => new assert.AssertionError());
report("wrong options", () => new assert.AssertionError("x"));
const error = new assert.AssertionError({ actual: 1, expected: 2, operator: "strictEqual" });
console.log(Object.keys(error), String(error), inspect({ ...error }), error.stack.split("\n")[0]);
console.log(inspect(new assert.AssertionError({ message: "short", actual: "line\n".repeat(20), expected: "x".repeat(600), operator: "op" })).replace(/\n    at .*/g, ""));
console.log(new assert.AssertionError({ operator: "anything", actual: [1], expected: { a: "x".repeat(600) } }).message);

const tracker = new assert.CallTracker();
function counted() { return this; }
const once = tracker.calls(counted, 1);
const twice = tracker.calls(2);
console.log(once.name, once.length, twice.name, once.call("self", 1, 2) == "self", tracker.getCalls(once));
console.log(tracker.report().map(({ message, actual, expected, operator, stack }) => [message, actual, expected, operator, stack instanceof Error]));
report("verify", () => tracker.verify());
once();
report("verify two", () => tracker.verify());
tracker.reset(once);
tracker.reset();
once(); twice(); twice();
report("verify none", () => tracker.verify());
report("unknown", () => tracker.getCalls(() => {}));
report("zero", () => tracker.calls(() => {}, 0));
