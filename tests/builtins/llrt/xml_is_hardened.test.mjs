// llrt:xml: no document crashes, hangs or exhausts the process, none reaches a prototype; what is not XML is an Error that says where.
import assert from "node:assert";
import { parseXML, XMLParser, XmlNode, XmlText } from "llrt:xml";

const parser = new XMLParser({ ignoreAttributes: false });
const refused = (xml, where, p = parser) => assert.throws(() => p.parse(xml), (error) => {
  assert.match(error.message, /^Invalid XML, line \d+, column \d+: ./);
  if (where) assert.ok(error.message.includes(where), `${error.message} for ${xml.slice(0, 80)}`);
  return error instanceof Error;
});

// What is wrong, and where.
for (const [xml, where] of [
  ["<a>", "line 1, column 1: an element does not end"], ["<a>\n<b></a>", "line 2, column 4: an end tag of another element"],
  ["<a></a\n", "column 4"], ["<a></ab>", "column 4"], ["</a>", "column 1"], ["<a/></a>", "column 5"], ["text", "column 1"], ["<a/>\r\n\rtext", "line 3, column 1"],
  ["<a b>", "an attribute has no value"], ["<a b=c>", "must be in quotes"], ["<a b='c>", "does not end"], ["<a b='1'c='2'/>", "white space"],
  ["<a b='1' b='2'/>", "twice"], ["<a 1='2'/>", "name of an attribute"], ["<1/>", "name of an element"], ["< a/>", "name of an element"], ["<", "name"], ["<a/", "\"/>\""],
  ["<a", "a start tag does not end"], ["<a / >", "\"/>\""], ["<!-- a", "a comment does not end"], ["<a><![CDATA[ ]] ></a>", "CDATA"], ["<![CDATA[a]]>", "outside"],
  ["<?xml", "instruction"], ["<!DOCTYPE a [ <!ENTITY b \"]>\"> <a/>", "document type"], ["<!DOCTYPE a><!DOCTYPE a><a/>", "once"], ["<a/><!DOCTYPE a>", "before"],
  ["<!ELEMENT a><a/>", "unknown markup"], ["<#text/>", "name"],
]) refused(xml, where);
for (const [xml, where] of [["<a/><b/>", "second root"], ["", "root element was expected"], [" <!-- --> ", "root element was expected"]]) {
  assert.throws(() => parser.parse(xml, true), (error) => error.message.includes(where));
  parser.parse(xml);
  assert.throws(() => parseXML(xml), /Invalid XML/);
}

// Documents declare nothing: no entity of theirs is resolved, none is fetched.
const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 20 }, (_, i) => `<!ENTITY lol${i} "${`&lol${i - 1};`.repeat(10)}">`).join("")}]><lolz>&lol19;</lolz>`;
assert.deepStrictEqual(parser.parse(LAUGHS), { lolz: "&lol19;" });
for (const external of ['SYSTEM "file:///etc/passwd"', 'PUBLIC "p" "http://127.0.0.1:1/x"']) {
  assert.deepStrictEqual(parser.parse(`<!DOCTYPE a [<!ENTITY x ${external}><!ENTITY % y ${external}> %y; <!-- > ]> --><?p ]> ?>]><a b="&x;">&x;</a>`), { a: { "#text": "&x;", "@_b": "&x;" } });
}
const own = new XMLParser();
own.addEntity("big", "&big;".repeat(10));
assert.strictEqual(own.parse("<a>&big;</a>").a, "&big;".repeat(10));
own.addEntity("big", "x".repeat(1e6));
assert.throws(() => own.parse(`<a>${"&big;".repeat(150)}</a>`), RangeError);
for (const [key, value] of [["", "x"], ["a;", "x"], ["&", "x"], ["a\0", "x"], ["a", "\0"]]) assert.throws(() => own.addEntity(key, value), { code: "ERR_INVALID_ARG_VALUE" });
own.addEntity("big", "first");
own.addEntity("big", "again");
own.addEntity("amp", "and");
own.addEntity("é", "wide 日");
assert.strictEqual(own.parse("<a>&big;&amp;&é;</a>").a, "againandwide 日");

// Depth.
const deep = (n) => "<a>".repeat(n) + "</a>".repeat(n);
refused(deep(1001), "nested too deeply");
refused("<a>".repeat(1e6), "nested too deeply");
assert.throws(() => new XMLParser({ maxNestedTags: 5 }).parse(deep(6)), /nested too deeply/);
for (const options of [{}, { isArray: () => false }]) {
  let depth = 0;
  for (let at = new XMLParser({ ...options, maxNestedTags: Infinity }).parse(deep(50000)); at !== ""; at = at.a) depth++;
  assert.strictEqual(depth, 50000);
}

// Size: names that all collide under an unkeyed hash do not matter, nor many attributes, siblings, or a huge value.
const many = Array.from({ length: 50000 }, (_, i) => ` n${i}="${i}"`).join("");
assert.strictEqual(Object.keys(parser.parse(`<a${many}/>`).a).length, 50000);
assert.strictEqual(parser.parse(`<a b="${"<>&lt;".repeat(1e6)}"/>`).a["@_b"].length, 3e6);
assert.strictEqual(parser.parse(`<a>${"<b/>".repeat(3e5)}</a>`).a.b.length, 3e5);
assert.strictEqual(parser.parse(`<a>${"x<!-- -->".repeat(1e5)}</a>`).a, "x".repeat(1e5));
assert.strictEqual(parser.parse(`<a>${" ".repeat(3e6)}</a>`).a, "");
refused("<a ".repeat(1e5));
refused(`<a>${"&".repeat(1e6)}`);
refused(`<a>${"&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".repeat(1e4)}`);

// Members of prototypes are members like any other.
const evil = '<__proto__ constructor="x"><polluted>1</polluted><toString/></__proto__>';
for (const options of [{}, { isArray: () => false }]) {
  const made = new XMLParser({ ...options, ignoreAttributes: false, attributeNamePrefix: "" }).parse(`<a>${evil}${evil}</a>`);
  assert.strictEqual(Object.getPrototypeOf(made.a), Object.prototype);
  assert.deepStrictEqual(Object.keys(made.a), ["__proto__"]);
  assert.deepStrictEqual(Object.getOwnPropertyDescriptor(made.a, "__proto__").value.map((each) => JSON.stringify(each)), Array(2).fill('{"polluted":"1","toString":"","constructor":"x"}'));
}
assert.strictEqual({}.polluted, undefined);

// Bytes: the encoding that they say they are in; broken ones become U+FFFD.
assert.strictEqual(parser.parse(Buffer.from("\ufeff<a>é日</a>")).a, "é日");
assert.strictEqual(parser.parse(Buffer.from("\ufeff<a>é日</a>", "utf16le")).a, "é日");
assert.strictEqual(parser.parse(Buffer.from("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", "latin1")).a, "é");
assert.strictEqual(parser.parse(Uint8Array.from([60, 97, 62, 255, 195, 60, 47, 97, 62])).a, "\ufffd\ufffd");
assert.throws(() => parser.parse(Buffer.from("<?xml version='1.0' encoding='none-such'?><a/>")), RangeError);
for (const value of [undefined, null, 5, {}, []]) assert.throws(() => parser.parse(value), { code: "ERR_INVALID_ARG_TYPE" });
assert.strictEqual(parser.parse("<a>\ud800&#xD800;&#0;&#1114112;&#x110000;&#X41;\udc00</a>").a, "\ud800&#1114112;&#x110000;A\udc00");

// Options that are not there are refused by name.
for (const options of [{ parseTagValue: true }, { preserveOrder: true }, { nothing: 1 }, { cdataPropName: "c" }]) {
  assert.throws(() => new XMLParser(options), (error) => error.code === "ERR_INVALID_ARG_VALUE" && error.message.includes(`options.${Object.keys(options)[0]}`));
}
for (const options of [{ ignoreAttributes: 1 }, { textNodeName: 5 }, { tagValueProcessor: "x" }, 5]) assert.throws(() => new XMLParser(options), { code: "ERR_INVALID_ARG_TYPE" });
assert.throws(() => new XMLParser({ maxNestedTags: 0 }), { code: "ERR_OUT_OF_RANGE" });
new XMLParser({ parseTagValue: false, ignoreDeclaration: true, processEntities: { enabled: true, maxTotalExpansions: Infinity }, tagValueProcessor: undefined });

// Random pieces: an object or an error, never anything else; and what is made does not depend on the way it is made.
const PIECES = "<a>|</a>|<b x='1'>|</b>|<c/>|<|&amp;|&#x41;|&|<![CDATA[|]]>|<!--|-->|<?|?>|<!DOCTYPE|[|]|>|'|\"|=|x|\r\n|\r| |\\|&foo;|/>|<a y=\"|ns:a|</|<ns:a xmlns:q='1'>|</ns:a>|\u0001|日|\ud83d".split("|");
const processors = new XMLParser({ ignoreAttributes: false, tagValueProcessor: () => undefined });
let state = 12345, good = 0;
const below = (n) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % 65536 % n;
for (let i = 0; i < 20000; i++) {
  let xml = "<a>";
  for (let n = below(12); n > 0; n--) xml += PIECES[below(PIECES.length)];
  xml += "</a>";
  const outcomes = [parser, processors].map((p) => {
    try {
      return JSON.stringify(p.parse(xml));
    } catch (error) {
      assert.match(error.message, /^Invalid XML, line/);
      return error.message;
    }
  });
  assert.strictEqual(outcomes[0], outcomes[1], xml);
  good += outcomes[0].startsWith("{");
}
assert.ok(good > 1000, `${good} documents`);

// What is built is read back as it was.
const text = " <&>'\"\r\n\t\u0085\u2028日 ";
const built = new XmlNode("a").addAttribute("b", text).addChildNode(new XmlText(text)).toString();
assert.deepStrictEqual(new XMLParser({ ignoreAttributes: false, trimValues: false }).parse(built), { a: { "#text": text, "@_b": text } });
assert.strictEqual(new XmlNode("a").addAttribute("b", "1").addAttribute("b", "2").addAttribute("c", "").removeAttribute("c").toString(), '<a b="2"/>');
assert.strictEqual(new XmlNode("a", [new XmlText("1"), XmlNode.of("b", "2"), new XmlText("3")]).toString(), "<a>1<b>2</b>3</a>");
const cycle = new XmlNode("a");
cycle.addChildNode(cycle);
assert.throws(() => cycle.toString(), RangeError);
