// What code in a context sees and leaves behind; createContext's and the run functions' results and errors.
const vm = require("node:vm");
const { inspect } = require("node:util");
const say = (...values) => console.log(...values.map((v) => (typeof v === "string" ? v : inspect(v))));
const attempt = (f) => {
  try {
    say(f());
  } catch (error) {
    say("threw", error?.name, error?.message, error?.code);
  }
};
const run = (code, box, options) => attempt(() => vm.runInNewContext(code, box, options));

// variables and properties
{
  const box = {};
  run('var x; function f() {}; y = 1; this.z = 2; let l = 3; globalThis.g = 4; Object.defineProperty(globalThis, "d", { value: 5 })', box);
  say(Object.getOwnPropertyDescriptors(box));
  for (const code of ["typeof x + typeof f + typeof l", "l = 4; l", "delete x", "delete y", "delete f", "typeof y", "let l", "var l", "const f = 1", "x = 9"]) {
    attempt(() => vm.runInContext(code, box));
  }
  say(box);
}
run("var r = []; for (k in globalThis) r.push(k); r.join()", Object.create({ p: 1 }, { a: { value: 1, enumerable: true } }));
run("Object.keys(globalThis).join()", Object.create({ p: 1 }, { a: { value: 1, enumerable: true } }));
run("Reflect.ownKeys(globalThis).includes('Array') + ',' + Object.hasOwn(globalThis, 'p') + ('p' in globalThis) + p", Object.create({ p: 1 }));
run("this", { a: 1 });
{
  const box = {};
  box.self = box;
  run("self === globalThis", box);
  attempt(() => vm.runInContext("self", box) === box);
}
for (const code of ["try { NaN = 1 } catch (e) { e.name }", "undef = 1", "ro = 1", "Array = 1; Array"]) {
  run(`"use strict"; ${code}`, Object.defineProperty({}, "ro", { value: 7 }));
  run(code, Object.defineProperty({}, "ro", { value: 7 }));
}
run("get", { get get() { return Object.keys(this); } });
run("set = 5; seen", { set set(value) { this.seen = value; } });
run('hasOwnProperty("a")', { a: 1 });
run('globalThis.hasOwnProperty("a") + "," + ("toString" in globalThis) + (toString === Object.prototype.toString)', { a: 1 });
for (const code of ["delete a", "var v = 1; delete v", "w = 1; delete w", "delete Array"]) run(code, { a: 1 });
run("sym = Symbol.for('s'); globalThis[sym] = 1; globalThis[sym]", {});
run("globalThis[0] = 'zero'; globalThis[0] + this['0']", {});
run("Object.getOwnPropertyDescriptor(globalThis, 'a')", { a: 1 });
run("Object.getOwnPropertyDescriptor(globalThis, 'Array').writable", {});
run("Object.setPrototypeOf(globalThis, null); typeof Object", {});
run("frozen = 1; typeof frozen", Object.freeze({}));
run("[typeof console, typeof process, typeof setTimeout, typeof queueMicrotask, typeof Buffer, typeof URL].slice(1).join()", {});
run("foo", new Proxy({}, { get: (t, k) => `got ${String(k)}`, has: (t, k) => k === "foo" }));

// realms
run("[] instanceof Array", {});
attempt(() => vm.runInNewContext("[]") instanceof Array);
attempt(() => vm.runInNewContext("new Error('x')") instanceof Error);
attempt(() => Object.getPrototypeOf(vm.runInNewContext("(async () => 1)()")) === Promise.prototype);
attempt(() => inspect(vm.runInNewContext("({ a: [1], m: new Map([[1, 2]]), d: new Date(0), e: class A {} })")));
run("throw new Error('x')");
run("throw 5");
run("throw null");
run("}{");

// createContext
for (const value of [5, null, "x", () => 0, undefined, [], vm.constants.DONT_CONTEXTIFY]) attempt(() => vm.isContext(vm.createContext(value)));
for (const value of [5, {}, null, () => 0]) attempt(() => vm.isContext(value));
{
  const box = {};
  say(vm.createContext(box) === box, vm.createContext(box) === box, vm.isContext(box), inspect(box), Reflect.ownKeys(box));
  const global = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  say(vm.runInContext("globalThis", global) === global, vm.runInContext("x = 1; var y = 2; this", global) === global, global.x, global.y);
  attempt(() => vm.runInContext("Object.freeze(globalThis); 'frozen'", global));
  attempt(() => vm.runInContext("q = 5; typeof q", global));
}
for (const options of [5, { name: 5 }, { origin: 5 }, { codeGeneration: 5 }, { codeGeneration: { strings: 5 } }, { microtaskMode: "x" }]) {
  attempt(() => vm.isContext(vm.createContext({}, options)));
}
for (const code of ["eval('1')", "new Function('return 1')()", "(0, eval)('2')"]) {
  run(code, {}, { contextCodeGeneration: { strings: false } });
}
attempt(() => vm.runInContext("1", {}));
attempt(() => vm.runInContext(5, vm.createContext()));
attempt(() => vm.runInNewContext("x", { x: 1 }, "name.js"));

// own microtasks
{
  const box = vm.createContext({ log: [] }, { microtaskMode: "afterEvaluate" });
  vm.runInContext("Promise.resolve().then(() => log.push('inner')).then(() => log.push('second')); log.push('sync')", box);
  box.log.push("after");
  say(box.log);
}
