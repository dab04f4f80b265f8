// Deep equality: util.isDeepStrictEqual, and the loose and partial forms that assert uses.
// Rules: nodejs.org/api/assert.html#comparison-details and #comparison-details_1
import { className, ownNonIndexProperties } from "native:engine";
import { equalEntries, equalItems } from "./_comparisons_collections.js";

const { getPrototypeOf, getOwnPropertySymbols, hasOwn, is } = Object;
const { propertyIsEnumerable, toString } = Object.prototype;

export const LOOSE = 0;
export const STRICT = 1;
export const PARTIAL = 2;
// As STRICT, but prototypes may differ.
export const STRICT_WITHOUT_PROTOTYPE = 3;

const isNaNPair = (a, b) => a !== a && b !== b;

// `cycles` maps the objects of `a` being compared to their partners in `b`.
export function equal(a, b, mode, cycles) {
  if (a === b) return a !== 0 || mode === LOOSE || is(a, b);
  const bothObjects = typeof a === "object" && a !== null && typeof b === "object" && b !== null;
  if (!bothObjects) return equalPrimitives(a, b, mode);
  if (mode === STRICT && getPrototypeOf(a) !== getPrototypeOf(b)) return false;
  if (toString.call(a) !== toString.call(b)) return false;
  const kind = className(a);
  if (kind !== className(b) && !(isPlainKind(kind) && isPlainKind(className(b)))) return equalTargets(a, b, mode, cycles);
  return equalByKind(a, b, kind, mode, cycles);
}

const isPlainKind = (kind) => kind === "Object" || kind === "Proxy";

function equalPrimitives(a, b, mode) {
  if (mode !== LOOSE) return typeof a === "number" && isNaNPair(a, b);
  const primitives = (a === null || typeof a !== "object") && (b === null || typeof b !== "object");
  return primitives && typeof a !== "function" && typeof b !== "function" && (a == b || isNaNPair(a, b));
}

// A proxy is compared as what it stands for.
function equalTargets(a, b, mode, cycles) {
  if (className(a) !== "Proxy" && className(b) !== "Proxy") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  return Array.isArray(a) ? equalArrays(a, b, mode, cycles) : equalKeys(a, b, mode, cycles);
}

function equalByKind(a, b, kind, mode, cycles) {
  switch (kind) {
    case "Array": return equalArrays(a, b, mode, cycles);
    case "Date": return equalDates(a, b) && equalKeys(a, b, mode, cycles);
    case "RegExp":
      return a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex && equalKeys(a, b, mode, cycles);
    case "Error": return equalErrors(a, b, mode, cycles);
    case "Map":
    case "Set":
      if (mode === PARTIAL ? a.size < b.size : a.size !== b.size) return false;
      return equalKeys(a, b, mode, cycles, kind);
    case "ArrayBuffer":
    case "SharedArrayBuffer":
      return equalBytes(new Uint8Array(a), new Uint8Array(b), mode) && equalKeys(a, b, mode, cycles);
    case "Number": case "String": case "Boolean": case "BigInt": case "Symbol":
      return is(unboxed(a, kind), unboxed(b, kind)) && equalKeys(a, b, mode, cycles);
    case "Promise": case "WeakMap": case "WeakSet": case "WeakRef":
      return false;
    default:
      if (ArrayBuffer.isView(a)) return equalViews(a, b, kind, mode, cycles);
      if (Object.prototype.isPrototypeOf.call(Error.prototype, a)) return equalErrors(a, b, mode, cycles);
      return equalUrls(a, b) && equalKeys(a, b, mode, cycles);
  }
}

const unboxed = (value, kind) => globalThis[kind].prototype.valueOf.call(value);

function equalDates(a, b) {
  const first = Date.prototype.getTime.call(a);
  const second = Date.prototype.getTime.call(b);
  return first === second || isNaNPair(first, second);
}

// A URL keeps what it is in private fields: its keys tell nothing.
function equalUrls(a, b) {
  if (typeof a.href !== "string" || toString.call(a) !== "[object URL]") return true;
  return a.href === b.href;
}

function equalErrors(a, b, mode, cycles) {
  for (const name of ["message", "name", "cause", "errors"]) {
    if (propertyIsEnumerable.call(a, name) && propertyIsEnumerable.call(b, name)) continue;
    if (mode === PARTIAL && !hasOwn(b, name) && name !== "name") continue;
    if ((name === "cause" || name === "errors") && hasOwn(a, name) !== hasOwn(b, name)) return false;
    if (!equal(a[name], b[name], mode, cycles)) return false;
  }
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

function equalViews(a, b, kind, mode, cycles) {
  const floats = kind === "Float32Array" || kind === "Float64Array" || kind === "Float16Array";
  if (kind === "DataView" || (floats && mode !== LOOSE && mode !== PARTIAL)) {
    const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    if (!equalBytes(bytes(a), bytes(b), mode)) return false;
  } else if (mode === PARTIAL) {
    if (!isSubsequence(a, b)) return false;
  } else {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !(floats && isNaNPair(a[i], b[i]))) return false;
  }
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
  if (cycles.has(a) || cycles.has(b)) {
    // Both have come round: equal so far if they came round together.
    if (cycles.has(a) && cycles.has(b)) return cycles.get(a) === b;
    if (mode !== PARTIAL) return false;
  }
  const before = cycles.get(a);
  const beforeB = cycles.get(b);
  cycles.set(a, b);
  cycles.set(b, a);
  const result = equalContents(a, b, bKeys, mode, cycles, kind);
  restore(cycles, b, beforeB);
  restore(cycles, a, before);
  return result;
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

function equalListItems(a, b, mode, cycles) {
  if (mode === PARTIAL) return partialList(a, b, cycles);
  for (let i = 0; i < a.length; i++) {
    if (!equal(a[i], b[i], mode, cycles)) return false;
    // A hole is not an item that is undefined.
    if (a[i] === undefined && hasOwn(a, i) !== hasOwn(b, i)) return false;
  }
  return true;
}

// Every item of `b` in `a`, in the same order.
function partialList(a, b, cycles) {
  let position = 0;
  for (let i = 0; i < b.length; i++) {
    while (position < a.length && !equal(a[position], b[i], PARTIAL, cycles)) position++;
    if (position++ >= a.length) return false;
  }
  return true;
}

export const isDeepEqual = (a, b) => equal(a, b, LOOSE, new Map());
export const isDeepStrictEqual = (a, b, skipPrototype) => equal(a, b, skipPrototype ? STRICT_WITHOUT_PROTOTYPE : STRICT, new Map());
// `b` describes a part of `a`.
export const isPartialStrictEqual = (a, b) => equal(a, b, PARTIAL, new Map());
