// application/x-www-form-urlencoded as URLSearchParams uses it: lists of names and values in turn, made from a query, from
// pairs or from a record, and serialised. Both directions are one fast op for the whole list, which
// crosses the border as one string with NULs between its parts; parts that hold a NUL cross one by one.
// https://url.spec.whatwg.org/#application/x-www-form-urlencoded
import { formDecode, formParse, formSerialize } from "native:url";
import { codes } from "../_errors.js";

const { ownKeys } = Reflect;
const { propertyIsEnumerable } = Object.prototype;

// The list in a query: name, value, name, value... A leading "?" does not count.
export function parseQuery(query) {
  if (query.charCodeAt(0) === 63) query = query.slice(1);
  if (query === "") return [];
  const text = formParse(query);
  if (text === undefined) return parseWithNuls(query);
  return text === null ? [] : text.split("\0");
}

export function serialize(list) {
  if (list.length === 0) return "";
  return formSerialize(list.join("\0"), list.length) ?? serializeWithNuls(list);
}

function parseWithNuls(query) {
  const list = [];
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    list.push(formDecode(equals === -1 ? pair : pair.slice(0, equals)), equals === -1 ? "" : formDecode(pair.slice(equals + 1)));
  }
  return list;
}

function serializeWithNuls(list) {
  let query = "";
  for (let i = 0; i < list.length; i += 2) {
    query += `${i > 0 ? "&" : ""}${formSerialize(list[i], 0)}=${formSerialize(list[i + 1], 0)}`;
  }
  return query;
}

export function listOfPairs(pairs) {
  const list = [];
  for (const pair of pairs) {
    if (pair === null || (typeof pair !== "object" && typeof pair !== "function") || typeof pair[Symbol.iterator] !== "function") {
      throw invalidPair();
    }
    const parts = [...pair];
    if (parts.length !== 2) throw invalidPair();
    list.push(`${parts[0]}`.toWellFormed(), `${parts[1]}`.toWellFormed());
  }
  return list;
}

const invalidPair = () => new codes.ERR_INVALID_TUPLE("Each query pair", "[name, value]");

// Names that become the same once they are well-formed are one name.
export function listOfRecord(record) {
  const list = [];
  let mended = false;
  const keys = ownKeys(record);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (!propertyIsEnumerable.call(record, key)) continue;
    const name = `${key}`.toWellFormed();
    const value = `${record[key]}`.toWellFormed();
    mended ||= name !== key;
    const at = mended ? indexOfName(list, name) : -1;
    if (at === -1) list.push(name, value);
    else list[at + 1] = value;
  }
  return list;
}

function indexOfName(list, name) {
  for (let i = 0; i < list.length; i += 2) {
    if (list[i] === name) return i;
  }
  return -1;
}
