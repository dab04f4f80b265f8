// Stacks are set by hand: where a frame is differs between runtimes, what is done with it does not.
import { inspect } from "node:util";
import { showAll, VISIBLE_ONLY } from "./_inspect_cases.mjs";

const frames = (names) => [...names].map((name) => `    at ${name} (file:///app/x.js:1:${name.charCodeAt(0)})`).join("\n");
function make(Class, message, options, names = "ab") {
  const error = new Class(message, options);
  const head = `${error.name}${message ? `: ${message}` : ""}`;
  error.stack = names === "" ? head : `${head}\n${frames(names)}`;
  return error;
}
const props = (object, p) => Object.assign(object, p);
class MyError extends Error {}
class Named extends Error { constructor(m) { super(m); this.name = "Named"; } }
class ProtoNamed extends Error {}
ProtoNamed.prototype.name = "ProtoNamed";
class Validation extends TypeError {}
class Foo extends Error { get name() { return "Bar"; } }
class NotErrorName extends Error {}
NotErrorName.prototype.name = "Oops";

showAll({
  "plain": () => make(Error, "message"),
  "without message": () => make(Error, ""),
  "without frames": () => make(Error, "message", undefined, ""),
  "empty stack": () => props(make(Error, "m"), { stack: "" }),
  "stack undefined": () => props(make(Error, "m"), { stack: undefined }),
  "stack a number": () => props(make(Error, "m"), { stack: 5 }),
  "stack an object": () => props(make(Error, "m"), { stack: { a: 1 } }),
  "stack an array": () => props(make(Error, "m"), { stack: ["a", "b"] }),
  "stack foreign": () => props(make(Error, "m"), { stack: "completely different" }),
  "stack foreign with frames": () => props(make(Error, "m"), { stack: "completely different\n    at x (y)" }),
  "stack of lines": () => props(make(Error, "m"), { stack: "Error: m\nline 2\nline 3" }),
  "multi-line message": () => make(Error, "one\ntwo\n    at three"),
  "type error": () => make(TypeError, "message"),
  "range error": () => make(RangeError, "message"),
  "syntax error": () => make(SyntaxError, "message"),
  "own class": () => make(MyError, "message"),
  "own class without frames": () => make(MyError, "message", undefined, ""),
  "named": () => make(Named, "message"),
  "named in prototype": () => make(ProtoNamed, "message"),
  "named oops": () => make(NotErrorName, "message"),
  "class of type error": () => make(Validation, "message"),
  "name getter": () => make(Foo, "message"),
  "name changed": () => { const e = make(Error, "m"); e.name = "Changed"; return e; },
  "name changed to error": () => { const e = make(Error, "m"); e.name = "ChangedError"; return e; },
  "name changed on type error": () => { const e = make(TypeError, "m"); e.name = "Error"; return e; },
  "name empty": () => { const e = make(Error, "m"); e.name = ""; return e; },
  "name null": () => { const e = make(Error, "m"); e.name = null; return e; },
  "name undefined": () => { const e = make(Error, "m"); e.name = undefined; return e; },
  "name number": () => { const e = make(Error, "m"); e.name = 5; return e; },
  "name object": () => { const e = make(Error, "m"); e.name = { toString: () => "obj" }; return e; },
  "message changed": () => { const e = make(Error, "m"); e.message = "changed"; return e; },
  "message changed longer": () => { const e = make(Error, "m"); e.message = "m and more"; return e; },
  "message number": () => { const e = make(Error, "m"); e.message = 5; return e; },
  "message object": () => { const e = make(Error, "m"); e.message = { a: 1 }; return e; },
  "message enumerable": () => Object.defineProperty(make(Error, "m"), "message", { enumerable: true }),
  "stack enumerable": () => { const e = make(Error, "m"); const { stack } = e; Object.defineProperty(e, "stack", { value: stack, enumerable: true, configurable: true }); return e; },
  "all enumerable and other": () => props(Object.defineProperty(make(Error, "m"), "message", { enumerable: true }), { name: "Error", x: 1 }),
  "name property same": () => props(make(Error, "m"), { name: "Error" }),
  "properties": () => props(make(Error, "m"), { code: "E_CODE", errno: -2, syscall: "open", path: "/x" }),
  "code only": () => props(make(Error, "m"), { code: "ERR_SOMETHING" }),
  "symbol property": () => props(make(Error, "m"), { [Symbol("s")]: 1 }),
  "nested property": () => props(make(Error, "m"), { info: { a: { b: { c: 1 } } }, list: [1, 2, 3] }),
  "circular": () => { const e = make(Error, "m"); e.self = e; return e; },
  "cause": () => make(Error, "m", { cause: make(Error, "c") }),
  "cause without frames": () => make(Error, "m", { cause: make(Error, "c", undefined, "") }, ""),
  "cause of other frames": () => make(Error, "m", { cause: make(TypeError, "c", undefined, "xy") }),
  "cause string": () => make(Error, "m", { cause: "reason" }),
  "cause undefined": () => make(Error, "m", { cause: undefined }),
  "cause null": () => make(Error, "m", { cause: null }),
  "cause object": () => make(Error, "m", { cause: { a: { b: { c: 1 } } } }),
  "cause chain": () => make(Error, "1", { cause: make(Error, "2", { cause: make(Error, "3", { cause: make(Error, "4") }) }) }),
  "cause circular": () => { const e = make(Error, "m"); e.cause = e; return e; },
  "cause enumerable": () => props(make(Error, "m"), { cause: make(Error, "c"), other: 1 }),
  "cause getter that throws": () => Object.defineProperty(make(Error, "m"), "cause", { get() { throw Object.assign(new Error("x"), { stack: "Error: x" }); } }),
  "cause shares frames": () => make(Error, "m", { cause: make(Error, "c", undefined, "xabcdefg") }, "abcdefg"),
  "cause shares some frames": () => make(Error, "m", { cause: make(Error, "c", undefined, "xyzabcdq") }, "mnabcdr"),
  "cause shares three frames": () => make(Error, "m", { cause: make(Error, "c", undefined, "xabc") }, "abc"),
  "cause shares four frames": () => make(Error, "m", { cause: make(Error, "c", undefined, "xabcd") }, "abcd"),
  "aggregate": () => props(new AggregateError([make(Error, "a"), make(TypeError, "b")], "all"), { stack: `AggregateError: all\n${frames("ab")}` }),
  "aggregate empty": () => props(new AggregateError([], "all"), { stack: "AggregateError: all" }),
  "errors property": () => props(make(Error, "m"), { errors: [1, "x"] }),
  "errors not an array": () => props(make(Error, "m"), { errors: "no" }),
  "in object": () => ({ error: make(Error, "m") }),
  "in array": () => [make(Error, "m"), make(Error, "m", undefined, "")],
  "in map": () => new Map([[make(Error, "k"), make(Error, "v")]]),
  "deep": () => ({ a: { b: { c: make(Error, "m") } } }),
  "too deep": () => ({ a: { b: { c: { d: props(make(Error, "m"), { x: 1 }) } } } }),
  "null prototype": () => Object.setPrototypeOf(make(Error, "m"), null),
  "null prototype without frames": () => Object.setPrototypeOf(make(Error, "m", undefined, ""), null),
  "null prototype type error": () => Object.setPrototypeOf(make(TypeError, "m"), null),
  "object prototype": () => Object.setPrototypeOf(make(Error, "m"), Object.prototype),
  "other prototype": () => Object.setPrototypeOf(make(Error, "m"), MyError.prototype),
  "array prototype": () => Object.setPrototypeOf(make(Error, "m"), Array.prototype),
  "created": () => Object.create(Error.prototype),
  "created with message": () => props(Object.create(TypeError.prototype), { message: "m" }),
  "old style class": () => { function Old(m) { this.message = m; } Old.prototype = Object.create(Error.prototype); Old.prototype.constructor = Old; Old.prototype.name = "Old"; return new Old("x"); },
  "old style class without name": () => { function Old(m) { this.message = m; } Old.prototype = Object.create(Error.prototype); Old.prototype.constructor = Old; return new Old("x"); },
  "prototype": () => [Object.getPrototypeOf(new MyError("")) === MyError.prototype],
  "tagged": () => Object.defineProperty(make(Error, "m"), Symbol.toStringTag, { value: "tag" }),
  "tagged class": () => make(class Tagged extends Error { get [Symbol.toStringTag]() { return "tag"; } }, "m"),
  "anonymous class": () => make(class extends Error {}, "m"),
  "anonymous class of anonymous": () => make(class extends (class extends RangeError {}) {}, "m"),
  "runtime frames": () => props(make(Error, "m"), { stack: "Error: m\n    at a (node:util:1:2)\n    at node:internal/util/inspect:3:4\n    at Object.<anonymous> (node:nosuch:1:1)\n    at /x/node_modules/pkg/lib.js:1:2\n    at f (/x/node_modules/@scope/pkg/node_modules/b/lib.js:1:2)" }),
  "recursion": () => make(Error, "m", undefined, `x${"a".repeat(30)}y`),
  "mutual recursion": () => make(Error, "m", undefined, `x${"ab".repeat(10)}y`),
  "short recursion": () => make(Error, "m", undefined, "aaaaaa"),
  "longer message than line": () => make(Error, "word ".repeat(40)),
  "dom exception": () => { const e = new DOMException("msg", "AbortError"); Object.defineProperty(e, "stack", { value: "AbortError: msg\n    at x (y:1:1)", configurable: true }); return e; },
  "error with inspect-like fields": () => props(make(Error, "m"), { toString() { return "x"; } }),
  "frozen": () => Object.freeze(make(Error, "m")),
}, VISIBLE_ONLY);
console.log(inspect(make(Error, "m", { cause: make(Error, "c") }), { compact: false, depth: 0 }));
