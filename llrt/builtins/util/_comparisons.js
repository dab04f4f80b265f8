// Deep equality: util.isDeepStrictEqual, and the loose and partial forms that assert uses.
// Rules: nodejs.org/api/assert.html#comparison-details and #comparison-details_1
import { className, loadBuiltin, ownNonIndexProperties } from "native:engine";
import { equalEntries, equalItems } from "./_comparisons_collections.js";
import { isCryptoKey, isKeyObject } from "./types.js";

const { getPrototypeOf, getOwnPropertySymbols, hasOwn, is } = Object;
const { propertyIsEnumerable, toString } = Object.prototype;

export const LOOSE = 0;
export const STRICT = 1;
export const PARTIAL = 2;
// As STRICT, but prototypes may differ.
export const STRICT_WITHOUT_PROTOTYPE = 3;

const isNaNPair = (a, b) => a !== a && b !== b;
const isObject = (value) => typeof value === "object" && value !== null;

// `cycles` maps the objects being compared, of both sides, to their partners. Undefined in a first try, which only counts how deep it is:
// most values have no cycles, and one that has may still differ before it comes round.
export function equal(a, b, mode, cycles) {
  if (a === b) return a !== 0 || mode === LOOSE || is(a, b);
  if (!isObject(a) || !isObject(b)) return equalPrimitives(a, b, mode);
  if (mode === STRICT && !areOfOneMaker(a, b)) return false;
  return equalObjects(a, b, mode, cycles);
}

function equalPrimitives(a, b, mode) {
  if (mode !== LOOSE) return typeof a === "number" && isNaNPair(a, b);
  return !isObject(a) && !isObject(b) && (a == b || isNaNPair(a, b));
}

// An inherited constructor stands for the prototype; an object that has one of its own does not.
function areOfOneMaker(a, b) {
  const maker = a.constructor;
  if (maker !== undefined && (!hasOwn(a, "constructor") || isOfTheLanguage(maker))) return maker === b.constructor;
  return getPrototypeOf(a) === getPrototypeOf(b);
}

const isOfTheLanguage = (maker) => typeof maker === "function" && (globalThis[maker.name] === maker || maker === Function);

const differentTags = (a, b) => a[Symbol.toStringTag] !== b[Symbol.toStringTag];
function differentNames(a, b) {
  if (a[Symbol.toStringTag] !== undefined && b[Symbol.toStringTag] !== undefined) return differentTags(a, b);
  return toString.call(a) !== toString.call(b);
}

const BUFFERS = new Set(["ArrayBuffer", "SharedArrayBuffer"]);
const CONTAINERS = new Set(["Set", "Map", "Date", "RegExp", ...BUFFERS]);
const BOXES = new Set(["Number", "String", "Boolean", "BigInt", "Symbol"]);
const isContainer = (value, kind) => CONTAINERS.has(kind) || ArrayBuffer.isView(value) || Array.isArray(value);
const isError = (value, kind) => kind === "Error" || value instanceof Error;

function equalObjects(a, b, mode, cycles) {
  if (Array.isArray(a)) return Array.isArray(b) && !differentTags(a, b) && equalArrays(a, b, mode, cycles);
  if (a[Symbol.toStringTag] === undefined && toString.call(a) === "[object Object]") {
    return !differentNames(a, b) && equalKeys(a, b, mode, cycles);
  }
  const kind = className(a);
  const other = className(b);
  if (isContainer(a, kind)) {
    if (kind !== other && !(BUFFERS.has(kind) && BUFFERS.has(other))) return false;
    if (!ArrayBuffer.isView(a) && differentTags(a, b)) return false;
    return equalContainers(a, b, kind, mode, cycles);
  }
  if (differentNames(a, b) || isContainer(b, other)) return false;
  return equalRest(a, b, kind, other, mode) && equalKeysOf(a, b, kind, mode, cycles);
}

function equalContainers(a, b, kind, mode, cycles) {
  switch (kind) {
    case "Date": return equalDates(a, b) && equalKeys(a, b, mode, cycles);
    case "RegExp":
      return a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex && equalKeys(a, b, mode, cycles);
    case "Map":
    case "Set":
      if (mode === PARTIAL ? a.size < b.size : a.size !== b.size) return false;
      return equalKeys(a, b, mode, cycles, kind);
    case "ArrayBuffer":
    case "SharedArrayBuffer":
      return equalBytes(new Uint8Array(a), new Uint8Array(b), mode) && equalKeys(a, b, mode, cycles);
    default:
      return equalViews(a, b, kind, mode, cycles);
  }
}

// What is neither a plain object nor a container: what it holds beside its keys, which equalKeysOf looks at.
function equalRest(a, b, kind, other, mode) {
  if (isError(a, kind)) return isError(b, other);
  if (BOXES.has(kind)) return kind === other && is(unboxed(a, kind), unboxed(b, kind));
  if (isUrl(a)) return isUrl(b) && a.href === b.href;
  if (isKeyObject(a)) return isKeyObject(b) && a.type === b.type && a.equals(b);
  if (isCryptoKey(a)) return isCryptoKey(b) && equalCryptoKeys(a, b);
  if (BOXES.has(other) || isError(b, other)) return false;
  return kind !== "Promise" && kind !== "WeakMap" && kind !== "WeakSet";
}

function equalCryptoKeys(a, b) {
  const { KeyObject } = loadBuiltin("node:crypto");
  const facts = ({ type, extractable, algorithm, usages }) => ({ type, extractable, algorithm, usages });
  return compare(facts(a), facts(b), STRICT) && KeyObject.from(a).equals(KeyObject.from(b));
}

const equalKeysOf = (a, b, kind, mode, cycles) => (isError(a, kind) ? equalErrors(a, b, mode, cycles) : equalKeys(a, b, mode, cycles));

const unboxed = (value, kind) => globalThis[kind].prototype.valueOf.call(value);

function equalDates(a, b) {
  const first = Date.prototype.getTime.call(a);
  const second = Date.prototype.getTime.call(b);
  return first === second || isNaNPair(first, second);
}

// A URL keeps what it is in private fields: its keys tell nothing.
const isUrl = (value) => typeof value.href === "string" && toString.call(value) === "[object URL]";

// Not enumerable, but they count. In a part, what is absent or an empty message says nothing.
function equalErrors(a, b, mode, cycles) {
  for (const name of ["message", "name", "cause", "errors"]) {
    if (propertyIsEnumerable.call(b, name)) continue;
    if (mode === PARTIAL && (b[name] === undefined || (name === "message" && b[name] === ""))) continue;
    if (!equal(a[name], b[name], mode, cycles)) return false;
  }
  const has = hasOwn(b, "cause");
  if (has !== hasOwn(a, "cause") && (mode !== PARTIAL || has)) return false;
  return equalKeys(a, b, mode, cycles);
}

function equalBytes(a, b, mode) {
  if (mode === PARTIAL) return isSubsequence(a, b);
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function isSubsequence(a, b) {
  let found = 0;
  for (let i = 0; i < a.length && found < b.length; i++) if (is(a[i], b[found])) found++;
  return found === b.length;
}

const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const isFloats = (kind) => kind === "Float32Array" || kind === "Float64Array" || kind === "Float16Array";

function equalViews(a, b, kind, mode, cycles) {
  if (mode === LOOSE && isFloats(kind)) {
    // By value: 0 is -0, and NaN is nothing.
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  } else if (!equalBytes(bytesOf(a), bytesOf(b), mode)) return false;
  if (kind === "DataView") return equalKeys(a, b, mode, cycles);
  return equalGivenKeys(a, b, extraKeys(a, mode), extraKeys(b, mode), mode, cycles);
}

function equalArrays(a, b, mode, cycles) {
  if (mode === PARTIAL ? a.length < b.length : a.length !== b.length) return false;
  return equalGivenKeys(a, b, extraKeys(a, mode), extraKeys(b, mode), mode, cycles, "Array");
}

function extraKeys(list, mode) {
  const keys = className(list) === "Proxy" ? Object.keys(list).filter((key) => !/^\d+$/.test(key)) : ownNonIndexProperties(list, true);
  return mode === LOOSE ? keys.filter((key) => typeof key === "string") : keys;
}

// Enumerable own keys; symbols do not count in the loose comparison.
function keysOf(object, mode) {
  const keys = Object.keys(object);
  if (mode === LOOSE) return keys;
  for (const symbol of getOwnPropertySymbols(object)) if (propertyIsEnumerable.call(object, symbol)) keys.push(symbol);
  return keys;
}

function equalKeys(a, b, mode, cycles, kind) {
  return equalGivenKeys(a, b, keysOf(a, mode), keysOf(b, mode), mode, cycles, kind);
}

function equalGivenKeys(a, b, aKeys, bKeys, mode, cycles, kind) {
  if (mode !== PARTIAL && aKeys.length !== bKeys.length) return false;
  for (let i = 0; i < bKeys.length; i++) if (!propertyIsEnumerable.call(a, bKeys[i])) return false;
  if (bKeys.length === 0 && (kind === undefined || (kind === "Array" ? b.length === 0 : b.size === 0))) return true;
  if (cycles === undefined) return equalWithin(a, b, bKeys, mode, kind);
  // Equal so far if both have come round, and together.
  if (cycles.has(a) || cycles.has(b)) return cycles.has(a) && cycles.has(b) && cycles.get(a) === b;
  const before = cycles.get(a);
  const beforeB = cycles.get(b);
  cycles.set(a, b);
  cycles.set(b, a);
  const result = equalContents(a, b, bKeys, mode, cycles, kind);
  restore(cycles, b, beforeB);
  restore(cycles, a, before);
  return result;
}

const DEEPEST = 200;
const tooDeep = new Error("deeper than a first try goes");
let depth = 0;
// As in Node: from the first value that has cycles on, they are always looked for.
let expectsCycles = false;

function equalWithin(a, b, bKeys, mode, kind) {
  if (++depth > DEEPEST) throw tooDeep;
  const result = equalContents(a, b, bKeys, mode, undefined, kind);
  depth--;
  return result;
}

function compare(a, b, mode) {
  if (expectsCycles) return equal(a, b, mode, new Map());
  const before = depth;
  depth = 0;
  try {
    return equal(a, b, mode, undefined);
  } catch (error) {
    if (error !== tooDeep) throw error;
    expectsCycles = true;
    return equal(a, b, mode, new Map());
  } finally {
    depth = before;
  }
}

function restore(cycles, key, value) {
  if (value === undefined) cycles.delete(key);
  else cycles.set(key, value);
}

function equalContents(a, b, bKeys, mode, cycles, kind) {
  if (kind === "Set" && !equalItems(a, b, mode, cycles)) return false;
  if (kind === "Map" && !equalEntries(a, b, mode, cycles)) return false;
  if (kind === "Array" && !equalListItems(a, b, mode, cycles)) return false;
  for (let i = 0; i < bKeys.length; i++) if (!equal(a[bKeys[i]], b[bKeys[i]], mode, cycles)) return false;
  return true;
}

const isHole = (list, i) => list[i] === undefined && !hasOwn(list, i);

function equalListItems(a, b, mode, cycles) {
  if (mode === PARTIAL) return partialList(a, b, cycles);
  for (let i = 0; i < a.length; i++) {
    if (!equal(a[i], b[i], mode, cycles)) return false;
    // A hole is not an item that is undefined.
    if ((a[i] === undefined || b[i] === undefined) && isHole(a, i) !== isHole(b, i)) return false;
  }
  return true;
}

// Every item of `b` in `a`, in the same order. From the first hole on, only what is there counts.
function partialList(a, b, cycles) {
  let position = 0;
  for (let i = 0; i < b.length; i++) {
    if (isHole(b, i)) return partialItems(a, b, position, i, cycles);
    while (!isHole(a, position) && !equal(a[position], b[i], PARTIAL, cycles)) {
      if (++position > a.length - b.length + i) return false;
    }
    if (isHole(a, position)) return partialItems(a, b, position, i, cycles);
    position++;
  }
  return true;
}

function partialItems(a, b, fromA, fromB, cycles) {
  const items = Object.keys(a).slice(fromA).map((key) => a[key]);
  let position = 0;
  return Object.keys(b).slice(fromB).every((key) => {
    while (position < items.length && !equal(items[position], b[key], PARTIAL, cycles)) position++;
    return position++ < items.length;
  });
}

export const isDeepEqual = (a, b) => compare(a, b, LOOSE);
export const isDeepStrictEqual = (a, b, skipPrototype) => compare(a, b, skipPrototype ? STRICT_WITHOUT_PROTOTYPE : STRICT);
// `b` describes a part of `a`.
export const isPartialStrictEqual = (a, b) => compare(a, b, PARTIAL);
