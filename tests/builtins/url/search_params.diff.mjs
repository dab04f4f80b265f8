// URLSearchParams: constructor overloads, methods, order, encoding.
import { showAll } from "./_show.mjs";

const make = (init) => new URLSearchParams(init);
const after = (query, f) => {
  const params = new URLSearchParams(query);
  f(params);
  return [params.toString(), params.size, [...params]];
};
showAll({ make, after }, String.raw`
String(make())
String(make(null))
String(make(undefined))
String(make(1))
String(make(true))
String(make(""))
String(make("?"))
String(make("??a=b"))
String(make("?a=b&?c"))
[...make("&&a&=&=b&c==d&e=f=g&")]
[...make("a+b=c%20d&%2B=%zz&%=%4&%C3%A9=%ff%E4%B8x")]
[...make("\u4e2d=\u00e9&\u{1F600}=%F0%9F%98%80")]
[...make("a=\ud800&\udc00\ud800=1")]
[...make("%EF%BB%BFa=%EF%BB%BF")]
[...make("a\0b=\0")]
[...make([["a", "b"], ["a", "c"], new Set(["x", "y"])])]
[...make([])]
[...make(new Map([["a", 1], ["b", null]]))]
[...make(function* () { yield ["a", 1]; yield "bc".split(""); }())]
[...make({ a: 1, b: undefined, c: null, 1: [2, 3] })]
[...make({ "\ud800": 1, "\ud801": 2 })]
[...make(Object.create({ inherited: 1 }, { hidden: { value: 1 }, shown: { value: 2, enumerable: true } }))]
[...make(() => 1)]
[...make(make("a=b&a=c"))]
[...make(Object.assign(make("a=b"), { [Symbol.iterator]: function* () { yield ["x", "y"]; } }))]
[...make(new Proxy({ a: 1 }, {}))]
[...make(new String("a=b"))]
String(make({ "a b*-._~!'()": "&=+%?#/\u00e9\u4e2d\u{1F600}\n" }))
after("a=1&b=2&a=3", (p) => p.append("c", 4))
after("a=1&b=2&a=3", (p) => p.delete("a"))
after("a=1&b=2&a=3", (p) => p.delete("a", "3"))
after("a=1&b=2&a=3", (p) => p.delete("a", undefined))
after("a=1&b=2&a=3", (p) => p.set("a", "x"))
after("a=1&b=2&a=3", (p) => p.set("z", null))
after("z=1&a=2&z=0&\u{1F600}=3&\uffff=4&a=1", (p) => p.sort())
after("a=1&b=2", (p) => p.append("\ud800", "\udfff"))
make("a=1&b=2&a=3").get("a")
make("a=1&b=2&a=3").get("x")
make("a=1&b=2&a=3").getAll("a")
make("a=1&b=2&a=3").getAll("x")
make("a=1").has("a")
make("a=1").has("a", "1")
make("a=1").has("a", 2)
make("a=1").has("a", undefined)
make("\ufffd=1").has("\ud800")
make("a=1&b=2").size
[...make("a=1&b=2").keys(), ...make("a=1&b=2").values(), ...make("a=1&b=2").entries()]
(() => { const out = []; make("a=1&b=2").forEach(function (...args) { out.push(this, args.length, args[0], args[1]); }, 5); return out; })()
(() => { const p = make("a=1&b=2&c=3"), out = []; for (const [name] of p) { out.push(name); p.delete(name); } return [out, p + ""]; })()
(() => { const p = make("a=1"), out = []; p.forEach((v, n) => { out.push(n); if (out.length < 3) p.append("x" + out.length, "1"); }); return out; })()
(() => { const i = make("a=1").keys(); return [i.next(), i.next(), i.next(), i[Symbol.iterator]() === i]; })()
make("x=1&".repeat(500)).size
make("x=%20&".repeat(500)).toString().length
make(make("y=\u00e9&".repeat(300))).toString().length
`);
