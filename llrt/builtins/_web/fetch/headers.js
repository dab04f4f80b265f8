// Headers. Spec: https://fetch.spec.whatwg.org/#headers-class, with Node's messages. For fetch: newHeaders(list, guard), listOf(headers).
import { loadBuiltin, proxyDetails } from "native:engine";
import { byteString, definePairs, finishClass, illegalInvocation, refuse, requireArguments, shown } from "../webidl.js";
import { HeaderList } from "./header_list.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kInner = Symbol("kInner");

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// eslint-disable-next-line no-control-regex
const BAD_VALUE = /[\0\r\n]/;
const isBlank = (code) => code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;

export const isToken = (name) => TOKEN.test(name);
export const isHeaderValue = (value) => !BAD_VALUE.test(value);

// Without HTTP whitespace at its ends.
export function normalize(value) {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--;
  return start === 0 && end === value.length ? value : value.slice(start, end);
}

// Names that were found valid, and their lower case: a program uses few, again and again.
const known = new Map();
const MOST = 512;

// The lower case of a name, which must be a token.
function lowerOf(name, where) {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (!TOKEN.test(name)) throw refuse(where, `"${name}" is an invalid header name.`);
  const lower = name.toLowerCase();
  if (known.size < MOST) known.set(name, lower);
  return lower;
}

// The same for a name that may be anything.
function lowerOfAny(name, where) {
  return known.get(name) ?? lowerOf(byteString(name, where, "name"), where);
}

// Most values: printable ASCII without blanks at the ends.
const PLAIN = /^[!-~](?:[\t -~]*[!-~])?$/;

function valueOf(value, where) {
  if (typeof value === "string" && PLAIN.test(value)) return value;
  const normal = normalize(byteString(value, where, "value"));
  if (BAD_VALUE.test(normal)) throw refuse(where, `"${normal}" is an invalid header value.`);
  return normal;
}

let innerOf; // {list, guard}

function checkGuard(inner) {
  if (inner.guard === "immutable") throw new TypeError("immutable");
}

// Both are byte strings already.
export function appendTo(inner, name, value) {
  const where = "Headers.append";
  const normal = valueOf(value, where);
  const lower = lowerOf(name, where);
  checkGuard(inner);
  inner.list.append(name, normal, lower);
}

function fillFromPairs(inner, init, where) {
  let index = 0;
  for (const pair of init) {
    const path = `init[${index++}]`;
    if (typeof pair !== "object" || pair === null || typeof pair[Symbol.iterator] !== "function") {
      throw refuse(where, `${path} (${shown(pair)}) is not iterable.`);
    }
    const items = [...pair].map((item, at) => byteString(item, where, `${path}[${at}]`));
    if (items.length !== 2) throw refuse(where, `expected name/value pair to be length 2, found ${items.length}.`);
    appendTo(inner, items[0], items[1]);
  }
}

// The record of an ordinary object without symbols: what its traps would see, nobody sees.
function fillFromObject(inner, init, where) {
  for (const key of Object.keys(init)) {
    const value = init[key];
    const isPlain = typeof value === "string" && PLAIN.test(value);
    const name = known.has(key) ? key : byteString(key, where, key);
    appendTo(inner, name, isPlain ? value : byteString(value, where, `init["${key}"]`));
  }
}

function fillFromRecord(inner, init, where) {
  if (typeof init === "object" && proxyDetails(init) === undefined && Object.getOwnPropertySymbols(init).length === 0) {
    fillFromObject(inner, init, where);
    return;
  }
  const pairs = [];
  for (const key of Reflect.ownKeys(init)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
    if (typeof key === "symbol") {
      if (!descriptor?.enumerable) continue;
      throw refuse(where, `Key ${shown(key)} in init is a symbol, which cannot be converted to a ByteString.`);
    }
    if (typeof init !== "function" && !descriptor?.enumerable) continue;
    if (typeof init === "function" && key === "prototype") continue;
    pairs.push([byteString(key, where, key), byteString(init[key], where, `init["${key}"]`)]);
  }
  for (const [name, value] of pairs) appendTo(inner, name, value);
}

// Another Headers object whose iteration nobody changed: its list is copied.
function fillFromHeaders(inner, other) {
  // Into the list itself: a Request or a Response has it too.
  if (inner.list.size === 0) inner.list.take(other.list);
  else for (const [name, value] of other.list.sorted()) inner.list.append(name, value);
}

export function fill(inner, init) {
  const where = "Headers constructor";
  const isObject = (typeof init === "object" && init !== null) || typeof init === "function";
  if (!isObject) {
    throw refuse(
      where,
      "Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.",
    );
  }
  const iterator = init[Symbol.iterator];
  const other = innerOf(init);
  if (other !== undefined && iterator === entries) fillFromHeaders(inner, other);
  else if (typeof iterator === "function") fillFromPairs(inner, init, where);
  else fillFromRecord(inner, init, where);
}

export class Headers {
  #inner;

  constructor(init = undefined) {
    if (init === kInner) {
      this.#inner = arguments[1];
      return;
    }
    const inner = (this.#inner = { list: new HeaderList(), guard: "none" });
    if (init !== undefined) fill(inner, init);
  }

  static {
    innerOf = (value) => (typeof value === "object" && value !== null && #inner in value ? value.#inner : undefined);
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  append(name, value) {
    const inner = checked(this);
    const where = "Headers.append";
    requireArguments(arguments.length, 2, where);
    appendTo(inner, byteString(name, where, "name"), byteString(value, where, "value"));
  }

  delete(name) {
    const inner = checked(this);
    const where = "Headers.delete";
    requireArguments(arguments.length, 1, where);
    const lower = lowerOfAny(name, where);
    checkGuard(inner);
    inner.list.delete(lower);
  }

  get(name) {
    const inner = checked(this);
    requireArguments(arguments.length, 1, "Headers.get");
    return inner.list.get(lowerOfAny(name, "Headers.get"));
  }

  has(name) {
    const inner = checked(this);
    requireArguments(arguments.length, 1, "Headers.has");
    return inner.list.has(lowerOfAny(name, "Headers.has"));
  }

  set(name, value) {
    const inner = checked(this);
    const where = "Headers.set";
    requireArguments(arguments.length, 2, where);
    const text = byteString(name, where, "name");
    const normal = valueOf(byteString(value, where, "value"), where);
    const lower = lowerOf(text, where);
    checkGuard(inner);
    inner.list.set(text, normal, lower);
  }

  getSetCookie() {
    return checked(this).list.cookies?.slice() ?? [];
  }

  [kInspect](depth, options) {
    const { inspect } = loadBuiltin("node:internal/util/inspect");
    const shownHeaders = {};
    for (const [lower, { value }] of checked(this).list.map) shownHeaders[lower] = value;
    return `Headers ${inspect(shownHeaders, { ...options, depth: options.depth ?? depth })}`;
  }
}

function checked(value) {
  const inner = innerOf(value);
  if (inner === undefined) throw illegalInvocation();
  return inner;
}

definePairs(Headers, (headers) => checked(headers).list.sorted());
const entries = Headers.prototype.entries;
finishClass(Headers, ["append", "delete", "get", "has", "set", "getSetCookie"]);

// For fetch: over a list of its own. Guards: "none", "request", "response", "immutable".
export const newHeaders = (list = new HeaderList(), guard = "none") => new Headers(kInner, { list, guard });
export const listOf = (headers) => innerOf(headers)?.list;
export { HeaderList, innerOf };
