// What object literals, class fields and new functions have: members, their order and attributes, and what refuses a field.
const show = (name, make) => {
  let told;
  try {
    const value = make();
    told = Reflect.ownKeys(value).map((key) => {
      const { get, set, value: member, ...flags } = Object.getOwnPropertyDescriptor(value, key);
      return [String(key), typeof get, typeof set, typeof member === "function" ? "function" : String(member), flags];
    });
  } catch (error) {
    told = `${error.name}: ${error.message}`;
  }
  console.log(name, JSON.stringify(told));
};
const s = Symbol("s");
const inherited = { set a(value) { console.log("a setter was called"); }, get b() { return 1; } };

show("repeated", () => ({ a: 1, b: 2, a: 3, "b": 4, c: 5 }));
show("indexes", () => ({ b: 1, 2: "two", a: 3, 1: "one", "10": 10, "01": "text", 4294967295: "no index", [s]: 1 }));
show("accessor, then a member", () => ({ get a() { return 1; }, a: 2 }));
show("a member, then an accessor", () => ({ a: 2, set a(value) {}, get a() { return 1; } }));
show("setters of the prototype are not asked", () => ({ __proto__: inherited, a: 1, b: 2 }));
show("__proto__ in its forms", () => ({ __proto__: null, ["__proto__"]: 1, a: 2 }));
show("__proto__ as a method", () => ({ __proto__() {}, a: 1 }));
show("spread", () => ({ a: 1, ...{ b: 2, a: 3 }, b: 4, ..."xy", ...null, 0: "zero" }));
show("many", () => ({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10, k: 11, l: 12, m: 13, n: 14, o: 15, p: 16, q: 17, r: 18 }));
show("functions in members", () => ({ a() {}, b: () => {}, c: function () {}, async d() {}, *e() {}, f: class {}, [s]: () => {} }).a);

const frozen = (value) => function () { return Object.freeze(value); };
const Sealed = class { constructor() { return Object.preventExtensions({ a: 1 }); } };
show("fields", () => new (class { a = 1; b = () => 2; 3 = 4; [s] = 5; a = 6; static x = 7; })());
show("a field of a sealed object", () => new (class extends Sealed { b = 1; })());
show("a field that a sealed object has", () => new (class extends Sealed { a = 2; })());
show("a field of a frozen object", () => new (class extends frozen({ a: 1 }) { a = 2; })());
show("a field of an array", () => new (class extends Array { length = 3; a = 1; 0 = "x"; })());
show("a field of an error", () => new (class extends Error { name = "n"; message = "m"; stack = 1; })("text"));
show("a field of a typed array", () => new (class extends Uint8Array { a = 1; })(2));
show("a field of a typed array's element", () => new (class extends Uint8Array { 0 = 300; 1 = 1; })(2));
show("a field of a proxy", () => {
  const seen = [];
  const Base = function () { return new Proxy({}, { defineProperty(target, key, given) { seen.push([key, given]); return key !== "c"; } }); };
  try {
    new (class extends Base { a = 1; b = 2; c = 3; })();
  } catch (error) {
    seen.push(error.name);
  }
  return { seen: JSON.stringify(seen) };
});
show("fields of prototypes", () => {
  class Base { constructor() { return Base.prototype; } }
  new (class extends Base { x = 1; y = 2; })();
  return Base.prototype;
});

for (const [name, make] of Object.entries({
  arrow: () => (a, b = 1, ...c) => {}, "function": () => function f(a, b) {}, anonymous: () => function () {}, method: () => ({ m(a) {} }).m,
  getter: () => Object.getOwnPropertyDescriptor({ get g() { return 1; } }, "g").get, async: () => async (a) => {}, generator: () => function* (a) {},
  asyncGenerator: () => async function* g() {}, "class": () => class C { constructor(a, b) {} }, staticName: () => class { static name = 1; },
  staticMethod: () => class { static name() {} static length() {} }, symbol: () => ({ [s]() {} })[s], noDescription: () => ({ [Symbol()]: () => {} }), index: () => ({ 1() {} })[1],
  bound: () => (function f(a, b) {}).bind(null, 1),
})) show(name, make);

// Two functions of one place, and what becomes of one of them is not the other's.
const twice = [1, 2].map((n) => (a) => n);
delete twice[0].name;
Object.defineProperty(twice[0], "length", { value: 9 });
show("one", () => twice[0]);
show("the other", () => twice[1]);
