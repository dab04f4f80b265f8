// XML, changed as bytes and as text of two widths; what was taken is taken again when it is written out.
import { XMLParser, XmlNode, XmlText } from "llrt:xml";

import { mutate } from "./_mutate.mjs";

const documents = [
  '<?xml version="1.0" encoding="UTF-8"?><!-- c --><a x="1" y=\'&lt;&#65;&quot;\'><b>text &amp; more</b><b/><![CDATA[<raw>]]>tail</a>',
  '<!DOCTYPE a [<!ENTITY e "v"><!ENTITY % p "q">]><a>&e;<n:b xmlns:n="urn:x" n:c="d"/></a>',
  "<ListBucketResult><Name>b</Name><Contents><Key>k&#x20AC;€😀</Key><Size>1</Size></Contents><Contents><Key>l</Key></Contents></ListBucketResult>",
  `<deep>${"<d>".repeat(300)}x${"</d>".repeat(300)}</deep>`,
  `<many>${Array.from({ length: 200 }, (_, i) => `<i${i} a${i}="${i}"/>`).join("")}</many>`,
].map((text) => Buffer.from(text));
const options = [
  {}, { ignoreAttributes: false }, { ignoreAttributes: false, attributeNamePrefix: "@", textNodeName: "$", trimValues: false },
  { ignoreAttributes: false, trimValues: true }, { ignoreDeclaration: true, removeNSPrefix: true },
];

function build(value, name) {
  const node = new XmlNode(name);
  for (const [key, one] of Object.entries(value)) {
    if (typeof one === "object" && one !== null) node.addChildNode(build(one, key));
    else node.addAttribute(key, String(one)).addChildNode(new XmlText(String(one)));
  }
  return node;
}

export default (random) => {
  const bytes = mutate(random, random.pick(documents), documents);
  const text = random.below(2) ? bytes.toString("utf8") : bytes.toString("latin1");
  const parsed = new XMLParser(random.pick(options)).parse(random.below(3) ? text : bytes);
  if (typeof parsed === "object" && parsed !== null) build(parsed, "root").toString();
  return true;
};
