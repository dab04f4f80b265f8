// Headers. Spec: https://fetch.spec.whatwg.org/#headers-class, with Node's messages. For fetch: newHeaders(list, guard), listOf(headers).
import { loadBuiltin } from "native:engine";
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

function checkName(name, where) {
  if (!TOKEN.test(name)) throw refuse(where, `"${name}" is an invalid header name.`);
}

function checkValue(value, where) {
  if (BAD_VALUE.test(value)) throw refuse(where, `"${value}" is an invalid header value.`);
}

let innerOf; // {list, guard}

function checkGuard(inner) {
  if (inner.guard === "immutable") throw new TypeError("immutable");
}

export function appendTo(inner, name, value) {
  const where = "Headers.append";
  const normal = normalize(value);
  checkName(name, where);
  checkValue(normal, where);
  checkGuard(inner);
  inner.list.append(name, normal);
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

function fillFromRecord(inner, init, where) {
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
  if (inner.list.size === 0) inner.list = other.list.copy();
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
    const text = byteString(name, where, "name");
    checkName(text, where);
    checkGuard(inner);
    inner.list.delete(text.toLowerCase());
  }

  get(name) {
    const inner = checked(this);
    const where = "Headers.get";
    requireArguments(arguments.length, 1, where);
    const text = byteString(name, where, "name");
    const value = inner.list.get(text.toLowerCase());
    if (value === null) checkName(text, where);
    return value;
  }

  has(name) {
    const inner = checked(this);
    const where = "Headers.has";
    requireArguments(arguments.length, 1, where);
    const text = byteString(name, where, "name");
    if (inner.list.has(text.toLowerCase())) return true;
    checkName(text, where);
    return false;
  }

  set(name, value) {
    const inner = checked(this);
    const where = "Headers.set";
    requireArguments(arguments.length, 2, where);
    const text = byteString(name, where, "name");
    const normal = normalize(byteString(value, where, "value"));
    checkName(text, where);
    checkValue(normal, where);
    checkGuard(inner);
    inner.list.set(text, normal);
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
export const isHeaders = (value) => innerOf(value) !== undefined;
export { HeaderList, innerOf };
