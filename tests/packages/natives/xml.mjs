// llrt:xml against fast-xml-parser and against the AWS SDK's own parser, on answers of AWS and on random documents.
import assert from "node:assert";
import { XMLParser as Peer } from "fast-xml-parser";
import { parseXML as peerOfSdk, XmlNode as PeerNode, XmlText as PeerText } from "@aws-sdk/xml-builder";
import { parseXML, XMLParser, XmlNode, XmlText } from "llrt:xml";
import { ANSWERS, random, randomDocument, randomText } from "./_documents.mjs";

const COMMON = { parseTagValue: false, ignoreDeclaration: true, ignorePiTags: true };
const VARIANTS = [
  {}, { ignoreAttributes: false }, { ignoreAttributes: false, attributeNamePrefix: "" }, { ignoreAttributes: false, htmlEntities: true, trimValues: false },
  { textNodeName: "_", ignoreAttributes: false, removeNSPrefix: true }, { processEntities: false, ignoreAttributes: false },
];
// In paths the peer writes a prefix twice, or where it is to be removed.
const path = (args) => args.map((arg) => (typeof arg === "string" ? arg.replaceAll("ns:", "") : arg));
const calls = (log) => ({
  tagValueProcessor(...args) { log.push(["tag", ...path(args)]); return args[1].length % 3 === 0 ? `<${args[1]}>` : args[1].length % 5 === 0 ? "" : undefined; },
  // The peer also calls it for the declaration, which has no path.
  attributeValueProcessor(...args) { if (args[2] !== "") log.push(["attribute", ...path(args)]); return args[1] === "" ? null : args[1].toUpperCase(); },
  isArray(...args) { (log.arrays ??= []).push(path(args)); return args[0] === "a" || args[0] === "@_id"; },
});

let compared = 0;
function compare(xml, options, label) {
  const ours = [], theirs = [];
  for (const withCalls of [false, true]) {
    const mine = JSON.stringify(new XMLParser({ ...options, ...(withCalls ? calls(ours) : {}) }).parse(xml, true));
    const peer = JSON.stringify(new Peer({ ...COMMON, ...options, ...(withCalls ? calls(theirs) : {}) }).parse(xml));
    assert.strictEqual(mine, peer, `${label}, options ${JSON.stringify(options)}: ${JSON.stringify(xml)}`);
    compared++;
  }
  assert.deepStrictEqual([...ours], [...theirs], `calls of ${label}: ${JSON.stringify(xml)}`);
  // Its calls of isArray come when everything is read, ours at the end of each element: in the same order.
  assert.deepStrictEqual(ours.arrays, theirs.arrays, `calls of isArray, ${label}: ${JSON.stringify(xml)}`);
}

// References to numbers are always resolved here; fast-xml-parser does it with htmlEntities only.
const withoutNumbers = (xml) => xml.replace(/&#(x?[0-9a-fA-F]+);/g, "($1)");

for (const [name, xml] of Object.entries(ANSWERS)) {
  for (const options of VARIANTS) compare(options.htmlEntities ? xml : withoutNumbers(xml), options, name);
  assert.strictEqual(JSON.stringify(parseXML(xml)), JSON.stringify(peerOfSdk(xml)), name);
  assert.strictEqual(JSON.stringify(parseXML(Buffer.from(xml))), JSON.stringify(peerOfSdk(xml)), name);
}
for (let seed = 1; seed <= 300; seed++) {
  const xml = randomDocument(seed);
  compare(withoutNumbers(xml), VARIANTS[seed % 3], `document ${seed}`);
  compare(VARIANTS[3 + (seed % 3)].htmlEntities ? xml : withoutNumbers(xml), VARIANTS[3 + (seed % 3)], `document ${seed}`);
  // The SDK's reads code points above U+FFFF wrongly.
  const plain = xml.replaceAll("&#x1F600;", "").replaceAll("&#99999999;", "");
  assert.strictEqual(JSON.stringify(parseXML(plain)), JSON.stringify(peerOfSdk(plain)), `the SDK's parser, document ${seed}: ${JSON.stringify(plain)}`);
}

// The builder.
function tree(Node, Text, r, depth = 0) {
  const node = new Node(r.pick(["a", "b:c", "Ünï"]));
  for (let n = r.below(3); n > 0; n--) node.addAttribute(r.pick(["x", "y"]), r.pick([randomText(r).replace(/[\r\n\t]/g, ""), 5, true, null, undefined]));
  for (let n = depth < 4 ? r.below(4) : 0; n > 0; n--) node.addChildNode(r.chance(0.5) ? new Text(randomText(r)) : tree(Node, Text, r, depth + 1));
  if (r.chance(0.2)) node.removeAttribute("x");
  node.a("z", r.pick([null, "w"])).c(Node.of("of", r.pick([undefined, "t<"]), r.pick([undefined, "renamed"])));
  node.cc({ f: "v" }, "f", r.pick([undefined, "g"]));
  node.l({ list: [1] }, "list", "member", () => [Node.of("m", "1"), Node.of("m", "2")]);
  node.lc({ list: r.pick([null, [1]]) }, "list", "member", () => [Node.of("m", "1")]);
  return node;
}
for (let seed = 1; seed <= 300; seed++) {
  assert.strictEqual(tree(XmlNode, XmlText, random(seed)).toString(), tree(PeerNode, PeerText, random(seed)).toString(), `tree ${seed}`);
}
assert.deepStrictEqual(Object.getOwnPropertyNames(XmlNode.prototype).sort(), Object.getOwnPropertyNames(PeerNode.prototype).sort());
assert.ok(compared > 1200);
console.log("compared");
