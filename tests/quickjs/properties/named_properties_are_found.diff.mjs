// Named properties, read at one place of the program again and again while what is read changes: its properties, their kind, its
// prototypes, what it is at all.
const log = [];
const read = (o) => o.x;
const method = (o) => o.m();
const size = (o) => o.length;
const note = (name, run) => {
  try {
    log.push([name, run()]);
  } catch (error) {
    log.push([name, error.constructor.name, error.message]);
  }
};
const three = (o, change) => [read(o), (change(o), read(o)), read(o)];

note("deleted", () => three({ x: 1 }, (o) => delete o.x));
note("deleted above", () => { const p = { x: 1 }; return three(Object.create(p), () => delete p.x); });
note("shadowed", () => three(Object.create({ x: 1 }), (o) => { o.x = 2; }));
note("a getter", () => three({ x: 1 }, (o) => Object.defineProperty(o, "x", { get() { return this === o; } })));
note("a getter above", () => { const p = { x: 1 }; return three(Object.create(p), (o) => Object.defineProperty(p, "x", { get() { return this === o; } })); });
note("data again", () => three(Object.defineProperty({}, "x", { get: () => 1, configurable: true }), (o) => Object.defineProperty(o, "x", { value: 2 })));
note("no getter", () => three({ set x(v) {} }, () => 0));
note("a getter that removes itself", () => {
  const o = { get x() { delete o.x; return "once"; } };
  return [read(o), read(o)];
});
note("a getter that throws", () => read({ get x() { throw new TypeError("no"); } }));
note("another prototype", () => three(Object.create({ x: 1 }), (o) => Object.setPrototypeOf(o, { x: 2 })));
note("no prototype", () => three(Object.create({ x: 1 }), (o) => Object.setPrototypeOf(o, null)));
note("a prototype in between", () => {
  const a = { x: 1 }, b = Object.create(a), c = Object.create(b);
  return [read(c), (b.x = 2, read(c)), (delete b.x, read(c)), (Object.setPrototypeOf(b, null), read(c))];
});
note("a proxy above", () => {
  const p = new Proxy({}, { get: (t, k, r) => [String(k), r === o] });
  const o = Object.create(p);
  return [read(o), (o.x = 1, read(o)), (delete o.x, read(o))];
});
note("a proxy", () => { const p = new Proxy({ x: 1 }, {}); return [read(p), (p.x = 2, read(p)), (delete p.x, read(p))]; });
note("frozen", () => three(Object.freeze({ x: 1 }), () => 0));
note("many", () => {
  const objects = Array.from({ length: 50 }, (_, i) => ({ [`a${i}`]: i, x: i }));
  return [objects.map(read), objects.map((o, i) => (delete o[`a${i}`], read(o)))];
});
note("changed while it goes on", () => {
  class A { m() { return "A"; } }
  class B extends A {}
  const b = new B(), seen = [];
  for (let i = 0; i < 6; i++) {
    seen.push(method(b));
    if (i === 1) B.prototype.m = () => "B";
    if (i === 2) b.m = () => "own";
    if (i === 3) delete b.m;
    if (i === 4) delete B.prototype.m;
  }
  return seen;
});
note("primitives", () => {
  String.prototype.x = "text"; Number.prototype.x = "number"; Boolean.prototype.x = "boolean";
  Symbol.prototype.x = "symbol"; BigInt.prototype.x = "bigint";
  try { return ["a", 1, 1.5, true, Symbol(), 10n, 2n ** 90n, "a".repeat(9000) + "b".repeat(9000)].map(read); }
  finally { for (const C of [String, Number, Boolean, Symbol, BigInt]) delete C.prototype.x; }
});
note("a primitive is what a getter is called for", () => {
  const seen = [];
  Object.defineProperty(String.prototype, "x", { get() { "use strict"; return typeof this; }, configurable: true });
  Object.defineProperty(Number.prototype, "x", { get: new Function("return typeof this"), configurable: true });
  try { seen.push(read("a"), read(1), read(new String("a"))); } finally { delete String.prototype.x; delete Number.prototype.x; }
  return seen;
});
note("texts", () => {
  const s = "hello";
  const { 0: first, 9: ninth, length } = s;
  return [first, ninth, length, s.at(-1), new String("ab").length, Object.create(new String("abc")).length];
});
note("methods of texts", () => {
  const old = String.prototype.trim;
  const trim = (s) => s.trim();
  const seen = [trim(" a ")];
  String.prototype.trim = function () { return `own ${this.length}`; };
  seen.push(trim(" a "));
  delete String.prototype.trim;
  Object.prototype.trim = () => "root";
  seen.push(trim(" a "), [1].trim?.());
  delete Object.prototype.trim;
  try { trim(" a "); } catch (e) { seen.push(e.message); }
  String.prototype.trim = old;
  return seen;
});
note("lengths", () => [[1, 2], "abc", "", "a".repeat(9000) + "b", { length: 7 }, new Uint16Array(5), (a, b) => 0, { get length() { return 8; } },
  Object.create([1, 2, 3]), new Proxy([1], {}), 5, Symbol.prototype].map(size));
note("lengths that change", () => {
  const a = [1, 2, 3], seen = [size(a)];
  a.length = 1; seen.push(size(a));
  a[9] = 1; seen.push(size(a));
  a.length = 4294967295; seen.push(size(a));
  Object.freeze(a); seen.push(size(a));
  const p = Object.setPrototypeOf([1], null); seen.push(size(p));
  return seen;
});
note("length of nothing", () => size(null));
note("nothing", () => read(undefined));
note("a method of nothing", () => method(null));
note("no method", () => method({}));
note("arrays", () => {
  const a = [1, 2];
  const seen = [read(a)];
  Array.prototype.x = "above"; seen.push(read(a)); a.x = "own"; seen.push(read(a)); delete a.x; delete Array.prototype.x; seen.push(read(a));
  const { 0: first, 7: none, x } = a;
  return [seen, first, none, x];
});
note("arrays with numbers above", () => {
  Array.prototype[3] = "three";
  try { const { 0: a, 3: b } = [1]; return [a, b]; } finally { delete Array.prototype[3]; }
});
note("an array as a prototype", () => { const o = Object.create([1, 2]); const { 0: a, x } = o; return [a, x, o.length, typeof o.map]; });
note("typed arrays", () => {
  const t = new Uint8Array([1, 2]);
  t.x = 1;
  const { 0: a, 5: b, x, Infinity: infinity } = t;
  Object.prototype.Infinity = 1;
  try { return [a, b, x, infinity, t.Infinity, Object.create(t).Infinity, t.length, t.byteLength]; } finally { delete Object.prototype.Infinity; }
});
note("arguments", () => (function (a) { arguments.x = 1; a = 5; const { 0: first } = arguments; return [arguments.x, arguments.length, first]; })(1, 2));
note("keys that are texts", () => {
  const o = { ab: 1, 12: 2, "": 3 }, key = ["a", "b"].join("");
  return [o[key], o["1" + "2"], o[["a"].slice(1).join("")], o["a" + "c"], [4, 5]["1"], "xy"["1"], "xy"["len" + "gth"]];
});
import * as self from "./named_properties_are_found.diff.mjs";
export let x = "first";
note("a module", () => [read(self), (x = "second", read(self)), Object.create(self).x, self.nothing]);
for (const line of log) console.log(JSON.stringify(line, (k, v) => (typeof v === "bigint" ? `${v}n` : v)));
