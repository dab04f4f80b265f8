// What a value is called: constructor found through the prototype chain, prefix in front of the
// braces, own keys to show, and the prototype's properties that showHidden adds.
import { className } from "native:engine";
import { inspect, formatProperty } from "../_inspect.js";

const { getPrototypeOf, getOwnPropertyDescriptor, getOwnPropertyNames, getOwnPropertySymbols, hasOwn, keys: objectKeys } = Object;
const { propertyIsEnumerable } = Object.prototype;

// Names of the language's own constructors; their prototypes' properties are never listed.
let builtinNames;
export function isBuiltinName(name) {
  builtinNames ??= new Set(("Object Function Array Number Boolean String Symbol Date Promise RegExp Error AggregateError EvalError "
    + "RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array "
    + "Uint32Array Int32Array Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt "
    + "Set Iterator WeakMap WeakSet WeakRef Proxy FinalizationRegistry DisposableStack AsyncDisposableStack "
    + "SuppressedError").split(" "));
  return builtinNames.has(name);
}

function isInstance(value, constructor) {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

const { prototype: objectPrototype } = Object;
const { prototype: arrayPrototype } = Array;

// Most objects are plain: told by their prototype alone.
function plainName(value) {
  const prototype = getPrototypeOf(value);
  if (prototype === objectPrototype) return prototype.constructor === Object && !hasOwn(value, "constructor") ? "Object" : undefined;
  if (prototype === arrayPrototype) return prototype.constructor === Array && !hasOwn(value, "constructor") ? "Array" : undefined;
  return undefined;
}

// The nearest `constructor` on the chain that the value is an instance of; null if the chain is empty.
export function constructorName(value, state, level, hidden) {
  const plain = plainName(value);
  if (plain !== undefined) return plain;
  let first;
  for (let object = value; object; object = getPrototypeOf(object)) {
    const descriptor = getOwnPropertyDescriptor(object, "constructor");
    if (descriptor !== undefined && typeof descriptor.value === "function"
        && descriptor.value.name !== "" && isInstance(value, descriptor.value)) {
      const name = String(descriptor.value.name);
      if (hidden !== undefined && (first !== object || !isBuiltinName(name))) {
        addPrototypeProperties(state, value, first || value, level, hidden);
      }
      return name;
    }
    if (first === undefined && object !== value) first = object;
  }
  first ??= getPrototypeOf(value);
  if (first === null) return null;
  const kind = kindName(value);
  if (level > state.depth && state.depth !== null) return `${kind} <Complex prototype>`;
  const inherited = constructorName(first, state, level + 1, hidden);
  if (inherited === null) {
    return `${kind} <${inspect(first, { ...state, customInspect: false, depth: -1 })}>`;
  }
  return `${kind} <${inherited}>`;
}

// An object without a usable constructor is named by a tag it has or inherits, or by its kind.
function kindName(value) {
  for (let object = value; object; object = getPrototypeOf(object)) {
    const tag = getOwnPropertyDescriptor(object, Symbol.toStringTag)?.value;
    if (typeof tag === "string" && tag !== "") return tag;
  }
  return className(value) ?? "Object";
}

function hasBuiltinConstructor(object) {
  const descriptor = getOwnPropertyDescriptor(object, "constructor");
  return descriptor !== undefined && typeof descriptor.value === "function" && isBuiltinName(descriptor.value.name);
}

// Up to three levels of own classes: their properties and accessors, without methods.
function addPrototypeProperties(state, main, object, level, output) {
  const seen = new Set();
  for (let depth = 0; depth < 3; depth++) {
    if (depth !== 0 || main === object) {
      object = getPrototypeOf(object);
      if (object === null || hasBuiltinConstructor(object)) return;
    }
    const keys = Reflect.ownKeys(object);
    state.seen.push(main);
    for (const key of keys) {
      if (key === "constructor" || hasOwn(main, key) || seen.has(key)) continue;
      const descriptor = getOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === "function") continue;
      const text = formatProperty(state, object, level, key, false, descriptor, main);
      output.push(state.colors ? `\u001b[2m${text}\u001b[22m` : text);
    }
    state.seen.pop();
    for (const key of keys) seen.add(key);
  }
}

// "Foo(2) [tag] ", "[Map(2): null prototype] [tag] "
export function prefixOf(constructor, tag, fallback, size = "") {
  if (constructor === null) {
    const head = `[${fallback}${size}: null prototype] `;
    return tag !== "" && fallback !== tag ? `${head}[${tag}] ` : head;
  }
  return tag !== "" && !tells(constructor, tag) ? `${constructor}${size} [${tag}] ` : `${constructor}${size} `;
}

// A name like MyMap tells the tag Map already; Mapper does not.
function tells(name, tag) {
  const index = name.indexOf(tag);
  if (index === -1) return false;
  const next = name.charCodeAt(index + tag.length);
  return Number.isNaN(next) || (next >= 0x41 && next <= 0x5a);
}

// What an object without any constructor is called: its own toStringTag if that is not shown as a tag.
export function fallbackName(value, kind, { constructorName: constructor, tag }) {
  if (constructor !== null) return "Object";
  if (kind !== "Object") return kind ?? "Object";
  if (tag !== "") return "Object";
  const own = getOwnPropertyDescriptor(value, Symbol.toStringTag)?.value;
  return typeof own === "string" && own !== "" ? own : "Object";
}

// The toStringTag, unless it is an own property that is listed anyway.
export function tagOf(value, showHidden) {
  let tag;
  try {
    tag = value[Symbol.toStringTag];
  } catch {
    return ""; // A getter that throws: no tag.
  }
  if (typeof tag !== "string" || tag === "") return "";
  const listed = showHidden ? hasOwn(value, Symbol.toStringTag) : propertyIsEnumerable.call(value, Symbol.toStringTag);
  return listed ? "" : tag;
}

export function shownKeys(value, showHidden) {
  const symbols = getOwnPropertySymbols(value);
  let keys;
  if (showHidden) {
    keys = getOwnPropertyNames(value);
    if (symbols.length !== 0) keys.push(...symbols);
    return keys;
  }
  try {
    keys = objectKeys(value);
  } catch {
    // A module namespace with a binding that is not initialised yet.
    keys = getOwnPropertyNames(value);
  }
  for (let i = 0; i < symbols.length; i++) {
    if (propertyIsEnumerable.call(value, symbols[i])) keys.push(symbols[i]);
  }
  return keys;
}
