// JsonShapeSerializer2: JSON as text, of which the bytes are made once. The original writes byte by byte, which is what an interpreter
// is slowest at. What lone surrogates and control characters become is what JSON.stringify makes of them.
import { determineTimestampFormat } from "modules:@smithy/core/dist-es/submodules/protocols/serde/determineTimestampFormat.js";
import { SerdeContextConfig } from "modules:@smithy/core/dist-es/submodules/protocols/ConfigurableSerdeContext.js";
import { JsonBytesStringAdapter } from "modules:@smithy/core/dist-es/submodules/protocols/json/codec-v2/JsonBytesStringAdapter.js";
import { NormalizedSchema } from "@smithy/core/schema";
import { dateToUtcString, generateIdempotencyToken, LazyJsonString, NumericValue, toBase64 } from "@smithy/core/serde";

const MEMBERS = Symbol.for("@smithy/nor-struct-it");
const own = Object.prototype.hasOwnProperty;

// Schemas by number: shapes are arrays that begin with theirs (structure 3, error -3, union 4, list 1, map 2).
const STRING = 0, BOOLEAN = 2, NUMERIC = 1, DOCUMENT = 15, BIG_INTEGER = 17, BIG_DECIMAL = 19, BLOB = 21, STREAMING_BLOB = 42;
const isStruct = (sc) => typeof sc === "object" && (sc[0] === 3 || sc[0] === -3 || sc[0] === 4);
const isList = (sc) => typeof sc === "number" ? sc >= 64 && sc < 128 : sc[0] === 1;
const isMap = (sc) => typeof sc === "number" ? sc >= 128 && sc <= 255 : sc[0] === 2;
const isBlob = (sc) => sc === BLOB || sc === STREAMING_BLOB;
const isTimestamp = (sc) => typeof sc === "number" && sc >= 4 && sc <= 7;
const isSimple = (sc) => sc === STRING || sc === NUMERIC || sc === BOOLEAN;
const isSpecial = (value) => Number.isNaN(value) || value === Infinity || value === -Infinity;

const traitsOf = (ns) => ns.normalizedTraits ?? ns.getMergedTraits();

// The original takes whatever has a length and charCodeAt().
function jsonString(value) {
  if (typeof value === "string") return JSON.stringify(value);
  let text = "";
  for (let i = 0; i < value.length; i++) text += String.fromCharCode(value.charCodeAt(i));
  return JSON.stringify(text);
}

// Lists and maps of texts, numbers and booleans, without what JSON cannot say.
function plainList(list, sparse) {
  for (let i = 0; i < list.length; i++) {
    if (!isSpecial(list[i]) && (list[i] != null || sparse)) continue;
    return Array.from(list).filter((item) => item != null || sparse).map((item) => isSpecial(item) ? String(item) : item);
  }
  return list;
}

function plainMap(map, sparse) {
  for (const key in map) {
    const value = map[key];
    if (!isSpecial(value) && (value !== null || sparse)) continue;
    return Object.fromEntries(Object.entries(map).map(([name, item]) => [
      name, isSpecial(item) ? String(item) : item === null && !sparse ? undefined : item,
    ]));
  }
  return map;
}

function listed(list, textOf) {
  let text = "[";
  for (let i = 0; i < list.length; i++) text += i > 0 ? `,${textOf(list[i])}` : textOf(list[i]);
  return `${text}]`;
}

const base64 = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

function bytesOf(text) {
  const buffer = Buffer.from(text);
  return new JsonBytesStringAdapter(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

export class JsonShapeSerializer2 extends SerdeContextConfig {
  settings;
  rootSchema;
  rawValue;
  passthrough = false;
  #parts = [];

  constructor(settings) {
    super();
    this.settings = settings;
  }

  write(schema, value) {
    this.#parts = [];
    this.rawValue = value;
    this.rootSchema = NormalizedSchema.of(schema);
    this.passthrough = this.rootSchema.isBlobSchema() || this.rootSchema.isStringSchema();
    if (!this.passthrough) this.writeValue(this.rootSchema, value, undefined);
  }

  writeDiscriminatedDocument(schema, value) {
    this.#parts = [];
    const ns = this.rootSchema = NormalizedSchema.of(schema);
    this.writeValue(ns, value, undefined);
    if (!ns.isStructSchema() || value == null || typeof value !== "object") return;
    this.#parts[0] = `${this.#parts[0][0]}"__type":"${ns.getName(true) ?? "Unknown"}",${this.#parts[0].slice(1)}`;
  }

  flush() {
    const raw = this.rawValue;
    this.rootSchema = undefined;
    this.rawValue = undefined;
    if (this.#parts.length === 0) return raw;
    const text = this.#parts.length === 1 ? this.#parts[0] : this.#parts.join("");
    this.#parts = [];
    return bytesOf(text);
  }

  writeAscii(text) {
    this.#parts.push(text);
  }

  writeAsciiQuoted(text) {
    this.#parts.push(`"${text}"`);
  }

  writeJsonString(value) {
    this.#parts.push(jsonString(value));
  }

  writeBase64(bytes) {
    this.#parts.push(`"${base64(bytes)}"`);
  }

  writeValue(schema, value, container) {
    if (value == null) {
      if (!container?.isStructSchema()) this.#parts.push("null");
      else if (value === undefined && NormalizedSchema.of(schema).isIdempotencyToken()) this.writeAsciiQuoted(generateIdempotencyToken());
      return;
    }
    const ns = NormalizedSchema.of(schema);
    const sc = ns.getSchema();
    if (sc === STRING) {
      const { mediaType } = traitsOf(ns);
      if (mediaType && (mediaType === "application/json" || mediaType.endsWith("+json"))) {
        this.writeJsonString(LazyJsonString.from(value).toString());
        return;
      }
    }
    if (this.settings.bigNumberAsString && (sc === BIG_INTEGER || sc === BIG_DECIMAL)) {
      this.writeAsciiQuoted(value instanceof NumericValue ? value.string : String(value));
      return;
    }
    switch (typeof value) {
      case "object":
        this.#writeObject(ns, sc, value);
        break;
      case "string":
        if (isBlob(sc)) this.writeAsciiQuoted((this.serdeContext?.base64Encoder ?? toBase64)(value));
        else this.#parts.push(JSON.stringify(value));
        break;
      case "number":
        this.#parts.push(isSpecial(value) ? `"${value}"` : String(value));
        break;
      default:
        this.#parts.push(String(value));
    }
  }

  #writeObject(ns, sc, value) {
    const isDocument = sc === DOCUMENT;
    if (isStruct(sc)) this.writeStruct(ns, value);
    else if (Array.isArray(value) && (isList(sc) || isDocument)) this.writeList(ns, value, isDocument);
    else if (isMap(sc)) this.writeMap(ns, value, false);
    else if (value instanceof Uint8Array && (isBlob(sc) || isDocument)) this.writeBase64(value);
    else if (value instanceof Date && (isTimestamp(sc) || isDocument)) this.writeTimestamp(ns, value);
    else if (value instanceof NumericValue) this.#parts.push(value.string);
    else if (isDocument) this.writeMap(ns, value, true);
    else this.#parts.push(JSON.stringify(value));
  }

  writeStruct(ns, value) {
    const parts = this.#parts;
    const struct = ns.getSchema();
    const kept = struct[MEMBERS];
    const { jsonName } = this.settings;
    const written = typeof value.__type === "string" ? new Set() : undefined;
    let before = "{";
    for (const [name, member] of kept?.length === struct[4].length ? kept : ns.structIterator()) {
      const item = value[name];
      if (item == null && !traitsOf(member).idempotencyToken) continue;
      const key = jsonName ? traitsOf(member).jsonName ?? name : name;
      if (written !== undefined) written.add(name).add(key);
      parts.push(`${before}"${key}":`);
      before = ",";
      this.writeValue(member, item, ns);
    }
    if (before === "{" && struct[0] === 4) {
      const { $unknown } = value;
      if (Array.isArray($unknown)) {
        parts.push(`{"${$unknown[0]}":`);
        before = ",";
        this.writeValue(DOCUMENT, $unknown[1], ns);
      }
    } else if (written !== undefined) {
      for (const key in value) {
        if (written.has(key)) continue;
        written.add(key);
        parts.push(`${before}"${key}":`);
        before = ",";
        this.writeValue(DOCUMENT, value[key], undefined);
      }
    }
    parts.push(before === "{" ? "{}" : "}");
  }

  writeList(ns, value, isDocument) {
    const sparse = !!traitsOf(ns).sparse;
    const valueSchema = ns.getValueSchema();
    if (!isDocument && isSimple(valueSchema.getSchema())) {
      this.#parts.push(JSON.stringify(plainList(value, sparse)));
      return;
    }
    let before = "[";
    for (let i = 0; i < value.length; i++) {
      const item = value[i];
      if (isDocument ? item === undefined : item == null && !sparse) continue;
      this.#parts.push(before);
      before = ",";
      this.writeValue(valueSchema, item, undefined);
    }
    this.#parts.push(before === "[" ? "[]" : "]");
  }

  writeMap(ns, value, isDocument) {
    const sparse = !!traitsOf(ns).sparse;
    const valueSchema = ns.getValueSchema();
    if (!isDocument && isSimple(valueSchema.getSchema())) {
      this.#parts.push(JSON.stringify(plainMap(value, sparse)));
      return;
    }
    let before = "{";
    for (const key in value) {
      if (!own.call(value, key)) continue;
      const item = value[key];
      if (isDocument ? item === undefined : item == null && !sparse) continue;
      this.#parts.push(before, jsonString(key), ":");
      before = ",";
      this.writeValue(valueSchema, item, undefined);
    }
    this.#parts.push(before === "{" ? "{}" : "}");
  }

  writeTimestamp(ns, value) {
    switch (determineTimestampFormat(ns, this.settings)) {
      case 5:
        this.writeAsciiQuoted(value.toISOString().replace(".000Z", "Z"));
        break;
      case 6:
        this.writeAsciiQuoted(dateToUtcString(value));
        break;
      default:
        this.writeAscii(String(value.getTime() / 1000));
    }
  }

  // An attribute value of DynamoDB, which has no schema to follow: {S: "text"}, {M: {name: value, ...}}.
  attributeText(av) {
    let text = "{";
    for (const key in av) {
      const value = av[key];
      if (value == null) continue;
      if (text.length > 1) text += ",";
      text += `"${key}":${this.#attribute(key, value)}`;
    }
    return `${text}}`;
  }

  #attribute(key, value) {
    switch (key) {
      case "S":
      case "N":
        return jsonString(value);
      case "BOOL":
      case "NULL":
        return value ? "true" : "false";
      case "L":
        return listed(value, (item) => item != null ? this.attributeText(item) : "null");
      case "SS":
      case "NS":
        return listed(value, jsonString);
      case "M": {
        const members = [];
        for (const name in value) if (value[name] != null) members.push(`${JSON.stringify(name)}:${this.attributeText(value[name])}`);
        return `{${members.join()}}`;
      }
      case "B":
        return value instanceof Uint8Array ? `"${base64(value)}"` : jsonString(value);
      case "BS": {
        const encode = this.serdeContext?.base64Encoder ?? toBase64;
        return listed(value, (item) => item instanceof Uint8Array ? `"${base64(item)}"` : jsonString(encode(item)));
      }
      default:
        return JSON.stringify(value);
    }
  }
}
