// node:querystring. The usual separators and decoder are one fast op for the whole string; others take the loop of
// _parse_any.js. Unlike URLSearchParams it keeps what is malformed.  https://nodejs.org/api/querystring.html
import { loadBuiltin } from "native:engine";
import { percentDecode, queryEscape, queryParse } from "native:url";
import { codes } from "../_errors.js";
import { addPair } from "./_pairs.js";

const DEFAULT_MAX_KEYS = 1000;
const SHARED_ENDS = 256;
const sharedEnds = new Uint32Array(SHARED_ENDS + 1);

function unescapeBuffer(s, decodeSpaces) {
  const { Buffer } = loadBuiltin("node:buffer");
  if (typeof s !== "string") {
    Buffer.allocUnsafe(s.length);
    throw new TypeError("s.charCodeAt is not a function");
  }
  const bytes = percentDecode(s, decodeSpaces === true);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function qsUnescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return QueryString.unescapeBuffer(s, decodeSpaces).toString();
  }
}

function qsEscape(str) {
  if (typeof str !== "string") str = typeof str === "object" ? String(str) : `${str}`;
  const escaped = queryEscape(str, false);
  if (escaped === null) throw new codes.ERR_INVALID_URI();
  return escaped === undefined ? str : escaped;
}

function primitiveToString(value) {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? `${value}` : "";
  return typeof value === "boolean" || typeof value === "bigint" ? `${value}` : "";
}

// Of the primitives only strings and numbers with an exponent ("1e+21") have something to escape.
function escapePrimitive(value) {
  if (typeof value === "string") return value === "" ? "" : qsEscape(value);
  const text = primitiveToString(value);
  return text.includes("+") ? qsEscape(text) : text;
}

function stringify(obj, sep, eq, options) {
  if (obj === null || typeof obj !== "object") return "";
  sep ||= "&";
  eq ||= "=";
  const encode = typeof options?.encodeURIComponent === "function" ? options.encodeURIComponent : QueryString.escape;
  const convert = encode === qsEscape ? escapePrimitive : (value) => encode(primitiveToString(value));
  let result = "";
  for (const key of Object.keys(obj)) {
    const value = obj[key];
    const name = convert(key) + eq;
    if (!Array.isArray(value)) {
      result += (result && sep) + name + convert(value);
      continue;
    }
    for (let i = 0; i < value.length; i++) result += (result && sep) + name + convert(value[i]);
  }
  return result;
}

// How many pairs are read; 0 for all. A fraction is never reached by counting down.
function pairLimit(options) {
  if (typeof options?.maxKeys !== "number") return DEFAULT_MAX_KEYS;
  return options.maxKeys > 0 && Number.isSafeInteger(options.maxKeys) ? options.maxKeys : 0;
}

function parse(qs, sep, eq, options) {
  const result = Object.create(null);
  if (typeof qs !== "string" || qs.length === 0) return result;
  const limit = pairLimit(options);
  const decode = typeof options?.decodeURIComponent === "function" ? options.decodeURIComponent : QueryString.unescape;
  sep = sep ? `${sep}` : "&";
  eq = eq ? `${eq}` : "=";
  if (sep === "&" && eq === "=" && decode === qsUnescape) return parseUsual(result, qs, limit);
  return loadBuiltin("node:internal/querystring/parse_any").parseAny(result, qs, sep, eq, limit, decode, QueryString, qsUnescape);
}

function parseUsual(result, qs, limit) {
  let ends = sharedEnds;
  let text = queryParse(qs, limit, ends);
  if (text === undefined) {
    ends = new Uint32Array(ends[0] + 1);
    text = queryParse(qs, limit, ends);
  }
  const count = ends[0];
  for (let i = 1, start = 0; i < count; i += 2) {
    const end = ends[i + 1];
    addPair(result, text.slice(start, ends[i]), text.slice(ends[i], end));
    start = end;
  }
  return result;
}

const QueryString = {
  unescapeBuffer,
  unescape: qsUnescape,
  escape: qsEscape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};

export { unescapeBuffer, qsUnescape as unescape, qsEscape as escape, stringify, stringify as encode, parse, parse as decode };
export default QueryString;
