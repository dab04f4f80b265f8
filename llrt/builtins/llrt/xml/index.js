// llrt:xml: XML to objects, and a builder of XML. LLRT's own module; see README.md.
import { XMLParser, parseXML } from "./_parser.js";
import { XmlNode, XmlText } from "./_nodes.js";

export { XMLParser, XmlNode, XmlText, parseXML };
export default { XMLParser, XmlNode, XmlText, parseXML };
