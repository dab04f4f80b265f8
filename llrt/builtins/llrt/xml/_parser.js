// XMLParser: the op's JSON for a document, parsed; or its events, where the options have functions (_build.js).
import { xmlParse } from "native:llrt/xml";
import { codes } from "../../_errors.js";
import { validateString } from "../../_validators.js";
import { Builder } from "./_build.js";
import { listOf } from "./_entities.js";
import { parserOptions } from "./_options.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;
const { parse } = JSON;

// cext/xml/xml.h
const ATTRIBUTES = 1, TRIM = 2, STRIP_PREFIXES = 4, BARE_ATTRIBUTES = 8, ONE_ROOT = 16, KEEP_REFERENCES = 32, SDK = 64, EVENTS = 128;

// The encoding of a document in bytes: its byte order mark, else what its declaration says, else UTF-8.
function decode(bytes) {
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe)) {
    return new TextDecoder(bytes[0] === 0xfe ? "utf-16be" : "utf-16le").decode(bytes);
  }
  const start = String.fromCharCode(...bytes.subarray(0, 128));
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*(["'])([A-Za-z][\w.-]*)\1/.exec(start);
  return new TextDecoder(declared ? declared[2] : "utf-8").decode(bytes);
}

function textOf(input) {
  if (typeof input === "string") return input;
  if (ArrayBuffer.isView(input)) return decode(new Uint8Array(input.buffer, input.byteOffset, input.byteLength));
  if (input instanceof ArrayBuffer) return decode(new Uint8Array(input));
  throw new ERR_INVALID_ARG_TYPE("xml", ["string", "Buffer", "TypedArray", "DataView", "ArrayBuffer"], input);
}

function flagsOf(options) {
  const { tagValueProcessor, attributeValueProcessor, isArray } = options;
  return (options.ignoreAttributes ? 0 : ATTRIBUTES) | (options.trimValues ? TRIM : 0) | (options.removeNSPrefix ? STRIP_PREFIXES : 0)
    | (options.allowBooleanAttributes ? BARE_ATTRIBUTES : 0) | (options.processEntities ? 0 : KEEP_REFERENCES)
    | (tagValueProcessor || attributeValueProcessor || isArray ? EVENTS : 0);
}

export class XMLParser {
  #options;
  #flags;
  #entities = {};
  #list;

  constructor(options) {
    this.#options = parserOptions(options);
    this.#flags = flagsOf(this.#options);
    this.#list = listOf(this.#entities, this.#options.htmlEntities);
  }

  // `&key;` stands for `value` from now on; the value is taken as it is, references in it are not resolved.
  addEntity(key, value) {
    validateString(key, "key");
    validateString(value, "value");
    if (key === "" || /[&;\0]/.test(key)) throw new ERR_INVALID_ARG_VALUE("key", key, 'must be a name without "&" and ";"');
    if (value.includes("\0")) throw new ERR_INVALID_ARG_VALUE("value", value, "must be a string without null characters");
    this.#entities[key] = value;
    this.#list = listOf(this.#entities, this.#options.htmlEntities);
  }

  parse(xml, validate) {
    const { attributeNamePrefix, textNodeName, maxNestedTags } = this.#options;
    const flags = this.#flags | (validate ? ONE_ROOT : 0);
    const result = parse(xmlParse(textOf(xml), flags, attributeNamePrefix, textNodeName, this.#list, maxNestedTags));
    return flags & EVENTS ? new Builder(this.#options).build(result) : result;
  }
}

// What @aws-sdk/xml-builder exports under this name, for the SDK that is built in: README.md says how it gets there.
export function parseXML(xml) {
  return parse(xmlParse(textOf(xml), ATTRIBUTES | ONE_ROOT | SDK, "", "#text", "", 1e6));
}
