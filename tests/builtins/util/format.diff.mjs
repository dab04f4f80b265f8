import { format, formatWithOptions } from "node:util";

class Custom { toString() { return "custom!"; } }
class Inherits extends Custom {}
class Plain { constructor() { this.a = { b: 1 }; } }
class Primitive { [Symbol.toPrimitive](hint) { return `hint ${hint}`; } }
class MyError extends Error {}
const noStack = (error) => Object.assign(error, { stack: `${error}\n    at x (y:1:1)` });
const circular = {};
circular.self = circular;
const values = [
  undefined, null, true, 0, -0, 1.5, -1, NaN, Infinity, 1e21, 5n, -5n, "text", "", "42", "42.9abc", "0x1f", " 7 ", Symbol("s"), {}, { a: 1 }, { a: { b: { c: 1 } } }, [1, 2, [3, [4]]], [],
  () => 1, function f() { return 2; }, class K {}, new Date(0), new Date(NaN), /x/g, new Map([[1, { a: 1 }]]), new Set([1]), noStack(new Error("e")), noStack(new MyError("m")), new Custom(), new Inherits(), new Plain(), new Primitive(),
  Object.create(null), Object.create({ toString() { return "inherited"; } }), { toString() { return "own"; } }, { toString: 5 }, { toJSON() { return "json"; } }, new Proxy({ a: 1 }, {}), new Proxy(new Custom(), {}), new Number(3), new String("boxed"), [undefined, null], circular,
  new (class extends Date {})(0), new (class X extends Map {})(), Promise.resolve(1), new Uint8Array(3), "a\nb", "it's", new URL("http://x.y/z"),
  new (class Y extends Array { toString() { return "yy"; } })(), new (class extends Error { toString() { return "zz"; } stack = "Error: q"; })("q"), Object.assign(() => {}, { a: 1 }),
];
const print = (...args) => {
  try {
    console.log(format(...args));
  } catch (error) {
    // The engine's own errors are worded by the engine.
    console.log("threw", error.name, error.code ?? "", error.message.includes("json") ? error.message : "");
  }
};
for (const letter of "sdifjoOc%x") {
  for (const [index, value] of values.entries()) {
    process.stdout.write(`${letter} ${index}: `);
    if (letter === "o" && typeof value === "function") console.log("skipped");
    else if ((letter === "o" || letter === "O") && value instanceof URL) console.log("skipped");
    else if (letter === "o" && value instanceof Error) console.log("skipped");
    else print(`<%${letter}>`, value);
  }
}
for (const value of values) if (!(value instanceof URL)) print(value, "rest", value);
print();
print("");
print("%");
print("%", 1);
print("100%", 1);
print("%%");
print("%% %s", "x");
print("%s%s", "a");
print("%s %s %%", "a");
print("%s:%s", "a", "b", "c", { d: 1 });
print("%s", "a", "b\nc", ["d"]);
print("%x %y %s", 1, 2);
print("%%%s%%", 1);
print("%%s", 1);
print("%s%", 1);
print("%d%%", 50);
print("%s", 1, 2, 3);
print("a%", "b%s", "c");
print(1, "%s", 2);
print("%i %f %d", 42.99, "3.5x", "0x10", "left");
print("%c styled %c text", "color: red", "x", "y");
print("%j", { toJSON() { throw new Error("json throws"); } });
print("%j", 5n);
print("%s", "%s", "x");
print("%O", { a: { b: { c: { d: {} } } } });
print("%o", { a: { b: { c: { d: { e: {} } } } } });
print("%O %o", [1], [1]);
print({ a: { b: { c: { d: 1 } } } }, "after");
print("%s", { a: { b: 1 } }, { a: { b: { c: { d: 1 } } } });
print(Symbol("x"), "%s", 1);
print("%s", -0, -0);
print("%d %i", -0, -0.5);
console.log(formatWithOptions({ colors: true }, "%s %O %d %j", "a", { x: 1 }, 5, [1], { y: "z" }, 7, "str", null));
console.log(formatWithOptions({ colors: true }, { x: 1 }));
console.log(formatWithOptions({ depth: 0 }, "%O", { a: { b: 1 } }, { a: { b: 1 } }));
console.log(formatWithOptions({ compact: false }, "%s %O", { a: { b: 1 } }, { a: { b: 1 } }, { c: 1 }));
console.log(formatWithOptions({ numericSeparator: true }, "%d %s %i %f", 1234567, 1234567, 1234567, 1234.5678, 1234567));
for (const bad of [undefined, null, 5, "x", () => 1, [1]]) {
  try {
    console.log(formatWithOptions(bad, "%s", 1));
  } catch (error) {
    console.log(error.code, error.message);
  }
}
