// How structured cloning copies each kind of built-in object: engine class -> copy(value, cloner).
// The walk itself is structured_clone.js. A class that is missing here cannot be cloned.
import { isDetached, ownNonIndexProperties } from "native:engine";

const { hasOwn, keys } = Object;
const uncurried = (prototype, name) => {
  const { get, value } = Object.getOwnPropertyDescriptor(prototype, name);
  return Function.prototype.call.bind(get ?? value);
};
const getTime = uncurried(Date.prototype, "getTime");
const mapEntries = uncurried(Map.prototype, "entries");
const setValues = uncurried(Set.prototype, "values");
const sourceOf = uncurried(RegExp.prototype, "source");
const flagsOf = uncurried(RegExp.prototype, "flags");
const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const viewBuffer = uncurried(TypedArrayPrototype, "buffer");
const viewOffset = uncurried(TypedArrayPrototype, "byteOffset");
const viewLength = uncurried(TypedArrayPrototype, "length");
const ERROR_TYPES = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const LONGEST_DENSE = 1 << 20;

function copyProperties(value, copy, names, cloner) {
  for (const name of names) {
    // A getter before this one may have removed it.
    if (hasOwn(value, name)) cloner.store(copy, name, cloner.clone(value[name]));
  }
  return copy;
}

function copyObject(value, cloner) {
  return copyProperties(value, cloner.remember(value, {}), keys(value), cloner);
}

function copyArray(value, cloner) {
  const { length } = value;
  const copy = cloner.remember(value, new Array(length));
  if (length > LONGEST_DENSE) return copyProperties(value, copy, keys(value), cloner);
  const names = ownNonIndexProperties(value, true);
  for (let i = 0; i < length; i++) {
    if (hasOwn(value, i)) cloner.store(copy, i, cloner.clone(value[i]));
  }
  return copyProperties(value, copy, names.filter((name) => typeof name === "string"), cloner);
}

function copyMap(value, cloner) {
  const copy = cloner.remember(value, new Map());
  const flat = [];
  for (const entry of [...mapEntries(value)]) flat.push(cloner.clone(entry[0]), cloner.clone(entry[1]));
  cloner.fill(flat, (values) => {
    for (let i = 0; i < values.length; i += 2) copy.set(values[i], values[i + 1]);
  });
  return copy;
}

function copySet(value, cloner) {
  const copy = cloner.remember(value, new Set());
  const members = [...setValues(value)].map((member) => cloner.clone(member));
  cloner.fill(members, (values) => values.forEach((member) => copy.add(member)));
  return copy;
}

function copyError(value, cloner) {
  const Type = ERROR_TYPES[String(value.name)] ?? Error;
  const copy = new Type();
  cloner.remember(value, copy);
  const { stack } = value;
  cloner.store(copy, "stack", typeof stack === "string" ? stack : undefined, false);
  const message = Object.getOwnPropertyDescriptor(value, "message");
  if (message && "value" in message) cloner.store(copy, "message", `${message.value}`, false);
  if (hasOwn(value, "cause")) cloner.store(copy, "cause", cloner.clone(value.cause), false);
  return copy;
}

function copyBuffer(value, cloner) {
  if (isDetached(value)) throw cloner.error("An ArrayBuffer is detached and could not be cloned.");
  if (!value.resizable) return cloner.remember(value, ArrayBuffer.prototype.slice.call(value, 0));
  const copy = new ArrayBuffer(value.byteLength, { maxByteLength: value.maxByteLength });
  new Uint8Array(copy).set(new Uint8Array(value));
  return cloner.remember(value, copy);
}

// Shared memory is shared with the copy: the object itself serves.
const copyShared = (value, cloner) => cloner.remember(value, value);

// Whether the view grows with its buffer, which no property tells: the buffer is made larger or smaller for a moment.
function tracksLength(view, buffer) {
  if (buffer.growable) return view.byteOffset + view.byteLength === buffer.byteLength;
  if (!buffer.resizable) return false;
  const size = buffer.byteLength;
  const step = view.BYTES_PER_ELEMENT ?? 1;
  const before = view.byteLength;
  const grows = size + step <= buffer.maxByteLength;
  if (!grows && before === 0) return view.byteOffset === size;
  const tail = grows ? undefined : new Uint8Array(buffer).slice(size - step);
  buffer.resize(grows ? size + step : size - step);
  let after;
  try {
    after = view.byteLength;
  } catch {
    after = before; // a DataView of fixed length is out of bounds now
  }
  const tracks = after !== before && !(after === 0 && before !== step);
  buffer.resize(size);
  if (tail) new Uint8Array(buffer, size - step).set(tail);
  return tracks;
}

function copyView(Type, value, offset, length, buffer, cloner) {
  const tracking = tracksLength(value, buffer);
  const copy = cloner.whenSettled(cloner.clone(buffer), (newBuffer) =>
    tracking ? new Type(newBuffer, offset) : new Type(newBuffer, offset, length),
  );
  return cloner.remember(value, copy);
}

function copyTypedArray(Type) {
  return (value, cloner) => {
    const buffer = viewBuffer(value);
    if (buffer instanceof ArrayBuffer && isDetached(buffer)) {
      throw new TypeError("Cannot perform Construct on a detached ArrayBuffer");
    }
    return copyView(Type, value, viewOffset(value), viewLength(value), buffer, cloner);
  };
}

function copyDataView(value, cloner) {
  let offset, length;
  try {
    offset = value.byteOffset;
    length = value.byteLength;
  } catch {
    throw cloner.refuse(value);
  }
  return copyView(DataView, value, offset, length, value.buffer, cloner);
}

const boxed = (Type) => {
  const valueOf = uncurried(Type.prototype, "valueOf");
  return (value, cloner) => cloner.remember(value, Object(valueOf(value)));
};

export const copiers = {
  __proto__: null,
  Object: copyObject,
  Array: copyArray,
  Map: copyMap,
  Set: copySet,
  Error: copyError,
  Date: (value, cloner) => cloner.remember(value, new Date(getTime(value))),
  RegExp: (value, cloner) => cloner.remember(value, new RegExp(sourceOf(value), flagsOf(value))),
  Number: boxed(Number),
  String: boxed(String),
  Boolean: boxed(Boolean),
  BigInt: boxed(BigInt),
  ArrayBuffer: copyBuffer,
  SharedArrayBuffer: copyShared,
  DataView: copyDataView,
};
for (const Type of [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  BigInt64Array, BigUint64Array, Float16Array, Float32Array, Float64Array,
]) {
  copiers[Type.name] = copyTypedArray(Type);
}
