// application/x-www-form-urlencoded as URLSearchParams uses it: lists of names and values in turn, made from a query, from
// pairs or from a record, and serialised. Both directions are one fast op for the whole list.
// https://url.spec.whatwg.org/#application/x-www-form-urlencoded
import { formParse, formSerialize } from "native:url";
import { codes } from "../_errors.js";

const { ownKeys, getOwnPropertyDescriptor } = Reflect;

// Where the ops tell and are told where the pieces of a joined list end; longer lists get an array of their own.
const SHARED_ENDS = 128;
const sharedEnds = new Uint32Array(SHARED_ENDS + 1);

// The list in a query: name, value, name, value... A leading "?" does not count.
export function parseQuery(query) {
  if (query.charCodeAt(0) === 63) query = query.slice(1);
  if (query.length === 0) return [];
  let ends = sharedEnds;
  let text = formParse(query, ends);
  if (text === undefined) {
    ends = new Uint32Array(ends[0] + 1);
    text = formParse(query, ends);
  }
  const list = [];
  const count = ends[0];
  for (let i = 0, start = 0; i < count; i++) {
    const end = ends[i + 1];
    list[i] = text.slice(start, end);
    start = end;
  }
  return list;
}

export function serialize(list) {
  const count = list.length;
  if (count === 0) return "";
  const ends = count > SHARED_ENDS ? new Uint32Array(count) : sharedEnds;
  for (let i = 0, end = 0; i < count; i++) {
    end += list[i].length;
    ends[i] = end;
  }
  return formSerialize(list.join(""), ends, count);
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
  const seen = new Map();
  for (const key of ownKeys(record)) {
    if (!getOwnPropertyDescriptor(record, key)?.enumerable) continue;
    const name = `${key}`.toWellFormed();
    const value = `${record[key]}`.toWellFormed();
    const at = seen.get(name);
    if (at !== undefined) {
      list[at] = value;
    } else {
      seen.set(name, list.length + 1);
      list.push(name, value);
    }
  }
  return list;
}
