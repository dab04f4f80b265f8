// node:querystring. The usual separators and decoder are one fast op for the whole string, which gives names and values
// with NULs between them; others, and strings with NULs, take the loop of _parse_any.js. Unlike URLSearchParams it keeps what is malformed.  https://nodejs.org/api/querystring.html
import { loadBuiltin } from "native:engine";
import { percentDecode, queryEscape, queryParse, queryStringify } from "native:url";
import { codes } from "../_errors.js";
import { addPair } from "./_pairs.js";

const DEFAULT_MAX_KEYS = 1000;

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

function stringify(obj, sep, eq, options) {
  if (obj === null || typeof obj !== "object") return "";
  const encode = typeof options?.encodeURIComponent === "function" ? options.encodeURIComponent : QueryString.escape;
  const list = [];
  const keys = Object.keys(obj);
  for (let k = 0; k < keys.length; k++) {
    const key = keys[k];
    const value = obj[key];
    if (typeof value === "string") {
      list.push(key, value);
    } else if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) list.push(key, primitiveToString(value[i]));
    } else {
      list.push(key, primitiveToString(value));
    }
  }
  if (list.length === 0) return "";
  if (encode === qsEscape && !sep && !eq) {
    const query = queryStringify(list.join("\0"), list.length);
    if (query !== undefined) return query;
  }
  return stringifyAny(list, sep || "&", eq || "=", encode);
}

// Also the oracle of the fast op queryStringify.
function stringifyAny(list, sep, eq, encode) {
  let query = "";
  for (let i = 0; i < list.length; i += 2) {
    query += `${i > 0 ? sep : ""}${encode(list[i])}${eq}${encode(list[i + 1])}`;
  }
  return query;
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
  if (sep === "&" && eq === "=" && decode === qsUnescape) {
    const text = queryParse(qs, limit);
    if (text === null) return result;
    if (text !== undefined) return addPairs(result, text.split("\0"));
  }
  return loadBuiltin("node:internal/querystring/parse_any").parseAny(result, qs, sep, eq, limit, decode, QueryString, qsUnescape);
}

function addPairs(result, parts) {
  for (let i = 0; i < parts.length; i += 2) addPair(result, parts[i], parts[i + 1]);
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
