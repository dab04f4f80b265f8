export interface XMLParserOptions {
  /** Default: true. */
  ignoreAttributes?: boolean;
  /** What the members of attributes begin with; "@_" by default. */
  attributeNamePrefix?: string;
  /** The member for the text of an element that has attributes or elements too; "#text" by default. */
  textNodeName?: string;
  /** Default: true. */
  trimValues?: boolean;
  removeNSPrefix?: boolean;
  allowBooleanAttributes?: boolean;
  processEntities?: boolean | { enabled?: boolean };
  htmlEntities?: boolean;
  /** Default: 1000. */
  maxNestedTags?: number;
  /** Gives what a text is replaced by; undefined and null keep it. */
  tagValueProcessor?(name: string, value: string, path: string, hasAttributes: boolean, isLeaf: boolean): unknown;
  attributeValueProcessor?(name: string, value: string, path: string): unknown;
  /** Whether a single element or attribute is an array too. */
  isArray?(name: string, path: string, isLeaf: boolean, isAttribute?: boolean): boolean | void;
}

export class XMLParser {
  constructor(options?: XMLParserOptions);
  /** `&key;` stands for `value`, as it is. */
  addEntity(key: string, value: string): void;
  /** An Error with line and column for what is not well-formed; `validate`: exactly one root element. */
  parse(xml: string | ArrayBuffer | ArrayBufferView, validate?: boolean): any;
}

export class XmlText {
  constructor(value: unknown);
  value: unknown;
  toString(): string;
}

type Child = { toString(): string };

export class XmlNode {
  static of(name: string, childText?: unknown, withName?: string): XmlNode;
  constructor(name: string, children?: Child[]);
  name: string;
  children: Child[];
  attributes: Record<string, unknown>;
  withName(name: string): this;
  addAttribute(name: string, value: unknown): this;
  removeAttribute(name: string): this;
  addChildNode(child: Child): this;
  n(name: string): this;
  c(child: Child): this;
  a(name: string, value: unknown): this;
  cc(input: any, field: string, withName?: string): void;
  l(input: any, listName: string, memberName: string, nodesOf: () => XmlNode[]): void;
  lc(input: any, listName: string, memberName: string, nodesOf: () => XmlNode[]): void;
  toString(): string;
}

/** As `@aws-sdk/xml-builder` has it. */
export function parseXML(xml: string | ArrayBuffer | ArrayBufferView): any;
