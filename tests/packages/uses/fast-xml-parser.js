import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";

const xml = '<?xml version="1.0"?><root a="1"><item id="x">one &amp; two</item><item id="y"/><n>007</n><f>1.50</f><c><![CDATA[<raw>]]></c><!-- no --><t>true</t></root>';
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@", parseTagValue: true, numberParseOptions: { leadingZeros: false, hex: true } });
console.log(JSON.stringify(parser.parse(xml)), JSON.stringify(new XMLParser({ preserveOrder: true, cdataPropName: "cdata" }).parse(xml)));
console.log(new XMLBuilder({ format: true, ignoreAttributes: false, attributeNamePrefix: "@" }).build({ a: { "@b": 1, c: [1, "<"], d: null } }));
console.log(XMLValidator.validate(xml), XMLValidator.validate("<a><b></a>"));
