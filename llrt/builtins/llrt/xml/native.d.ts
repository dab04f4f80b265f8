// The ops of native:llrt/xml as JS sees them.

// The document as JSON: an object, or with the flag a list of events (cext/xml/xml.h has the flags, write.inc the events).
// `entities`: "name NUL value NUL ...". An Error that says line and column for text that is not well-formed.
export function xmlParse(
  text: string, flags: number, attributePrefix: string, textName: string, entities: string, mostDepth: number,
): string;
// Text, or the value of an attribute, with everything escaped that would not come back as it was.
export function xmlEscape(text: string, isAttribute: boolean): string;
