// querystring: every export, with usual and unusual arguments.
import querystring, * as names from "node:querystring";
import { show, showAll } from "../url/_show.mjs";

console.log(querystring, Object.keys(names));
for (const [key, value] of Object.entries(querystring)) console.log(key, value.name, value.length);
console.log(querystring.encode === querystring.stringify, querystring.decode === querystring.parse, names.parse === querystring.parse);
showAll({ qs: querystring }, String.raw`
qs.parse()
qs.parse(null)
qs.parse(1)
qs.parse("")
qs.parse("=")
qs.parse("&&=&a&=b&c==d")
qs.parse("a=1&a=2&a=3")
qs.parse("__proto__=1&toString=2")
qs.parse("a+b=c+d&%20=%2B")
qs.parse("a=%zz%41&b=%ff&c=%C3%A9&d=%&e=%4")
qs.parse("\u00e9=\u4e2d&\u00e9%41=%zz&a%41%41=\u00e9%zz")
qs.parse("a=\ud800&b=%41\ud800")
qs.parse("a=b;c=d", ";")
qs.parse("a:b,c:d", ",", ":")
qs.parse("a=b", "", "")
qs.parse("a1b2", 1, 2)
qs.parse("a&&b&&c=d", "&&")
qs.parse("a==b&c=d==e", "&", "==")
qs.parse("aab=1", "ab")
qs.parse("a=b+c", null, null, { decodeURIComponent: (x) => "<" + x + ">" })
qs.parse("a=%41", null, null, { decodeURIComponent: () => { throw 1; } })
qs.parse("a=b", null, null, { decodeURIComponent: () => 5 })
qs.parse("a=b", null, null, { decodeURIComponent: 5 })
qs.parse("a=1&b=2&c=3", null, null, { maxKeys: 2 })
qs.parse("&a=1&b=2", null, null, { maxKeys: 2 })
qs.parse("a=1&b=2&c=3", null, null, { maxKeys: 0 })
qs.parse("a=1&b=2&c=3", null, null, { maxKeys: 1.5 })
qs.parse("a=1&b=2&c=3", null, null, { maxKeys: "1" })
qs.parse("a=1&b=2&c=3", null, null, { maxKeys: Infinity })
Object.keys(qs.parse(Array.from({ length: 1500 }, (_, i) => "k" + i).join("&"))).length
Object.keys(qs.parse(Array.from({ length: 1500 }, (_, i) => "k" + i).join("&"), null, null, { maxKeys: 0 })).length
qs.stringify()
qs.stringify(null)
qs.stringify("a=b")
qs.stringify([1, 2])
qs.stringify({ a: 1, b: [1, "2", true, null, undefined, {}, 1n, NaN, Infinity], c: null, d: undefined, e: "", f: [], g: -0, h: Symbol.iterator, "\u00e9 x": "&=" })
qs.stringify({ a: 1e21, b: 1e-7, c: 123456789012345680000 })
qs.stringify({ a: ["b", "c"] }, ";", ":")
qs.stringify({ a: "b" }, "", "")
qs.stringify({ a: "b c", d: [1, true] }, null, null, { encodeURIComponent: (x) => "<" + x + ">" })
qs.stringify({ a: "b c" }, null, null, { encodeURIComponent: 5 })
qs.stringify({ a: "\ud800" })
qs.stringify({ "a!'()*-._~": "\u{1F600}\x7f" })
qs.stringify(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } }))
qs.escape()
qs.escape(1)
qs.escape({})
qs.escape(null)
qs.escape(Symbol())
qs.escape([1, 2])
qs.escape({ toString() { return "x y"; } })
qs.escape(Object.create(null))
qs.escape("\ud800a")
qs.escape("a\ud800")
qs.unescape()
qs.unescape({})
qs.unescape("a+b%41")
qs.unescape("a+b%41%zz")
qs.unescape("%E4%zz", true)
qs.unescape("+%zz", true)
qs.unescapeBuffer("a%41%z\u00e9\u4e2d")
qs.unescapeBuffer("a+b")
qs.unescapeBuffer("a+b", true)
qs.unescapeBuffer("%")
qs.unescapeBuffer("")
qs.unescapeBuffer(5)
`);

const { escape, unescape } = querystring;
querystring.unescape = (text) => `U${text}`;
querystring.escape = (text) => `E${text}`;
show("parse uses a replaced unescape", () => querystring.parse("a=%41&b=c"));
show("stringify uses a replaced escape", () => querystring.stringify({ a: "b" }));
Object.assign(querystring, { escape, unescape });
