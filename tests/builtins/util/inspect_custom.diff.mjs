import { inspect } from "node:util";
import { showAll } from "./_inspect_cases.mjs";

const custom = inspect.custom;
class Money { constructor(n) { this.n = n; } [custom](depth, options, inner) { return `Money<${inner(this.n, options)}>`; } }
class Deep { constructor(v) { this.v = v; } [custom](depth, options) { return depth < 0 ? options.stylize("[Deep]", "special") : `Deep ${inspect(this.v, { ...options, depth: options.depth === null ? null : options.depth - 1 })}`; } }
class Multi { [custom]() { return "line 1\nline 2"; } }

showAll({
  "returns text": () => new Money(5),
  "returns text in object": () => ({ a: new Money(5), b: [new Money(6)] }),
  "returns object": () => ({ [custom]: () => ({ a: 1, b: { c: 2 } }) }),
  "returns object in object": () => ({ x: { [custom]: () => ({ a: "long ".repeat(20), b: { c: 2 } }) } }),
  "returns itself": () => { const o = { a: 1, [custom]: () => o }; return o; },
  "returns number": () => [{ [custom]: () => 5 }],
  "returns null": () => [{ [custom]: () => null }],
  "returns undefined": () => [{ [custom]: () => undefined }],
  "returns symbol": () => [{ [custom]: () => 5n }],
  "returns function": () => [{ [custom]: () => () => 1 }],
  "returns array": () => [{ [custom]: () => [1, 2, [3]] }],
  "not a function": () => ({ [custom]: 5 }),
  "is inspect": () => ({ [custom]: inspect }),
  "throws": () => ({ a: { [custom]() { throw new TypeError("no"); } } }),
  "multi-line": () => ({ a: new Multi(), b: [new Multi()], c: { d: new Multi() } }),
  "deep": () => new Deep(new Deep(new Deep(new Deep(new Deep(1))))),
  "depth passed": () => ({ a: { b: { [custom]: (depth) => `depth ${depth}` } } }),
  "depth null": () => ({ [custom]: (depth, options) => `${depth} ${options.depth}` }),
  "options keys": () => ({ [custom]: (depth, options) => Object.keys(options).sort().join(" ") }),
  "third argument": () => ({ [custom]: (depth, options, inner) => `${inner === inspect}` }),
  "this": () => ({ v: 7, [custom]() { return `v is ${this.v}`; } }),
  "on a class": () => class K { static [custom]() { return "K!"; } },
  "on a function": () => Object.assign(() => {}, { [custom]: () => "fn!" }),
  "on prototype itself": () => Money.prototype,
  "of a Map": () => Object.assign(new Map(), { [custom]: () => "map!" }),
  "of an error": () => Object.assign(new Error("x"), { [custom]: () => "error!" }),
  "by proxy": () => new Proxy(new Money(1), {}),
  "stylize": () => ({ [custom]: (d, o) => ["string", "number", "special", "name", "nonsense", "date", "regexp", "symbol", "module", "undefined", "null", "boolean", "bigint"].map((s) => o.stylize("x", s)).join(" ") }),
  "circular inside": () => { const o = { me: { [custom]: () => o } }; return o; },
  "extra option": () => ({ [custom]: (d, o) => String(o.extra) }),
});
console.log(inspect({ [custom]: (d, o) => `${o.extra} ${o.depth} ${d}` }, { extra: "yes", depth: 7 }));
console.log(inspect(new Money(1), { customInspect: false }));
console.log(inspect({ a: new Money(1) }, { customInspect: false, depth: 0 }));
console.log(inspect({ a: 1, b: "x" }, { stylize: (text, kind) => `<${kind}:${text}>` }));
console.log(inspect({ a: { b: { c: {} } } }, false, 0), inspect({ a: { b: { c: {} } } }, true, null, true), inspect([1], true));
console.log(inspect({ b: 2, a: 1, c: { z: 1, y: 2 } }, { sorted: (x, y) => (x < y ? 1 : -1) }));
console.log(inspect.custom, typeof inspect.colors, typeof inspect.styles, Object.keys(inspect));
console.log(inspect.styles, Object.keys(inspect.colors).join(" "), Object.getOwnPropertyNames(inspect.colors).join(" "));
console.log(inspect.defaultOptions);
inspect.defaultOptions = { compact: false };
console.log(inspect({ a: 1 }));
inspect.defaultOptions.compact = 3;
console.log(inspect({ a: 1 }));
for (const bad of [null, 5, "x"]) {
  try { inspect.defaultOptions = bad; } catch (error) { console.log(error.message); }
}
inspect.styles.number = "red";
console.log(JSON.stringify(inspect([1, "a"], { colors: true })));
inspect.styles.number = "nocolor";
console.log(JSON.stringify(inspect([1, "a"], { colors: true })));
inspect.styles.number = "yellow";
inspect.colors.yellow = [1, 2];
console.log(JSON.stringify(inspect([1, "a"], { colors: true })));
