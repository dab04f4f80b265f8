import { showAll, VISIBLE_ONLY } from "./_inspect_cases.mjs";

class Foo { constructor() { this.a = 1; } get g() { return 5; } set g(v) {} m() {} static s = 1; }
class Bar extends Foo { constructor() { super(); this.b = [1, { c: 2 }]; } get h() { return { x: 1 }; } }
class Priv { #x = 1; y = this.#x; }
class Tagged { get [Symbol.toStringTag]() { return "tag"; } }
class SameTag { get [Symbol.toStringTag]() { return "SameTag"; } }
function OldStyle() { this.x = 1; }
OldStyle.prototype.method = function () {};
const nested = (depth) => (depth === 0 ? {} : { level: nested(depth - 1) });
const wide = (count, prefix = "key") => Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, i]));
const circular = () => { const o = { name: "o" }; o.self = o; return o; };
const twoCircles = () => { const a = { n: "a" }; const b = { n: "b", a }; a.b = b; a.a = a; b.list = [a, b]; return { a, b }; };

showAll({
  "empty": () => ({}),
  "one": () => ({ a: 1 }),
  "keys of all kinds": () => ({ a: 1, "b-c": 2, 3: 3, [Symbol("s")]: 4, "it's": 5, "": 6, $dollar: 7, _under: 8, ünï: 9, "new\nline": 10, __proto__x: 11 }),
  "proto key": () => Object.defineProperty({}, "__proto__", { value: 1, enumerable: true }),
  "null prototype": () => Object.assign(Object.create(null), { a: 1 }),
  "null prototype empty": () => Object.create(null),
  "null prototype tagged": () => Object.assign(Object.create(null), { [Symbol.toStringTag]: "tag" }),
  "null prototype hidden tag": () => Object.defineProperty(Object.create(null), Symbol.toStringTag, { value: "tag" }),
  "create of null prototype": () => Object.create(Object.create(null)),
  "create of create": () => Object.create(Object.create(Object.create(null))),
  "create of object": () => Object.create({}),
  "create of instance": () => Object.create(new Foo()),
  "create of prototype": () => Object.create(Foo.prototype),
  "create of foreign": () => Object.create({ constructor: 5 }),
  "constructor property": () => ({ constructor: "x" }),
  "constructor function own": () => ({ constructor: function X() {} }),
  "constructor anonymous": () => new (class {})(),
  "instance": () => new Foo(),
  "derived": () => new Bar(),
  "private": () => new Priv(),
  "old style": () => new OldStyle(),
  "prototype itself": () => Foo.prototype,
  "derived prototype": () => Bar.prototype,
  "old prototype": () => OldStyle.prototype,
  "tagged": () => new Tagged(),
  "tagged same": () => new SameTag(),
  "tags told by the name": () => [["MapX", "Map"], ["XMapY", "Map"], ["tag2", "tag"], ["Tagx", "Tag"], ["Foo", "o"], ["Foo", "oo"], ["ABC", "AB"], ["Same", "Same"]]
    .map(([name, tag]) => new ({ [name]: class { get [Symbol.toStringTag]() { return tag; } } })[name]()),
  "tag own": () => ({ [Symbol.toStringTag]: "own" }),
  "tag own hidden": () => Object.defineProperty({}, Symbol.toStringTag, { value: "own" }),
  "tag not a string": () => ({ [Symbol.toStringTag]: 5 }),
  "tag on class instance": () => Object.assign(new Foo(), { [Symbol.toStringTag]: "q" }),
  "getters": () => ({ get a() { return 1; }, set b(v) {}, get c() { return { x: [1] }; }, set c(v) {}, get d() { throw Object.assign(new Error("oops"), { stack: "Error: oops\n    at somewhere" }); }, get e() { return null; }, get f() { return "text"; }, get g() { return undefined; } }),
  "getter that throws a value": () => ({ get a() { throw { message: "m" }; } }),
  "hidden properties": () => Object.defineProperties({}, { a: { value: 1 }, b: { value: { c: 1 }, enumerable: true }, [Symbol("h")]: { value: 2 } }),
  "undefined value": () => ({ a: undefined, b: null }),
  "nested 1": () => nested(1),
  "nested 2": () => nested(2),
  "nested 3": () => nested(3),
  "nested 4": () => nested(4),
  "nested 5": () => nested(5),
  "nested 12": () => nested(12),
  "nested siblings": () => ({ a: { b: { c: {} } }, d: { e: { f: {} } }, g: { h: { i: 1 } } }),
  "wide 3": () => wide(3),
  "wide 7": () => wide(7),
  "wide 30": () => wide(30),
  "wide long": () => wide(5, "a_rather_long_property_name_number_"),
  "line of 72": () => ({ a: "x".repeat(20), b: "y".repeat(20), c: "z".repeat(12) }),
  "line of 76": () => ({ a: "x".repeat(20), b: "y".repeat(20), c: "z".repeat(16) }),
  "line of 80": () => ({ a: "x".repeat(20), b: "y".repeat(20), c: "z".repeat(20) }),
  "objects in array": () => [{ id: 1, name: "one" }, { id: 2, name: "two", tags: ["a", "b"] }],
  "deep mixed": () => ({ users: [{ name: "A", address: { street: "S", geo: { lat: 1, lng: 2 } } }], meta: { total: 1, pages: [1, 2, 3] } }),
  "circular": circular,
  "two circles": twoCircles,
  "circular in array": () => { const a = [1]; a.push(a, [a]); return a; },
  "circular in map": () => { const m = new Map(); m.set(m, { m }); return m; },
  "circular in set": () => { const s = new Set(); s.add(s).add([s]); return s; },
  "circular by getter": () => { const o = { get me() { return o; } }; return o; },
  "shared but not circular": () => { const s = { x: 1 }; return { a: s, b: s, c: [s, s] }; },
  "class static": () => Foo,
  "arguments": () => (function () { return arguments; })(1, "a", { b: 2 }),
  "arguments empty": () => (function () { return arguments; })(),
  "arguments with keys": () => (function () { arguments.x = 1; return arguments; })(1),
  "arguments null prototype": () => (function () { return Object.setPrototypeOf(arguments, null); })(1),
  "numeric keys": () => ({ 1: "a", 2: "b", "-1": "c", 1.5: "d", "01": "e" }),
  "symbol descriptions": () => ({ [Symbol()]: 1, [Symbol("a b")]: 2, [Symbol.iterator]: 3, [Symbol("\n")]: 4 }),
  "sealed": () => Object.freeze({ a: Object.freeze([1]) }),
  "inherits builtin prototypes": () => [Object.create(Array.prototype), Object.create(Map.prototype), Object.create(Date.prototype), Object.create(RegExp.prototype), Object.create(Promise.prototype)].map(String.prototype.constructor === String ? (x) => x : null),
  "constructor getter": () => Object.create({ get constructor() { return Foo; } }),
  "iterable object": () => ({ *[Symbol.iterator]() { yield 1; } }),
  "class instance iterable": () => new (class Iter { *[Symbol.iterator]() { yield 1; } })(),
  "set prototype to primitive constructor": () => Object.setPrototypeOf({ a: 1 }, Number.prototype),
  "json like": () => JSON.parse('{"a":[1,2,{"b":null}],"c":"d","e":{"f":{"g":{"h":1}}}}'),
  "Math and JSON": () => [Math, JSON, Reflect, Atomics].map((x) => Object.prototype.toString.call(x)),
});
showAll({
  "math": () => Object.getOwnPropertyNames(Math).length > 0 ? Object.create(Math) : 0,
}, VISIBLE_ONLY);
