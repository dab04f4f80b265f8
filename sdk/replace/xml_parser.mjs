// parseXML of @aws-sdk/xml-builder: llrt:xml's, which is compared with the original by tests/packages/natives/xml.mjs.
import { parseXML as parse } from "llrt:xml";

export const parseXML = (xml) => parse(xml);
