// What byte streams ask of views and buffers, read past whatever a program put over the accessors.
import { isDetached, loadBuiltin, transferArrayBuffer } from "native:engine";

const { apply } = Reflect;
const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const typedBuffer = getter(TypedArrayPrototype, "buffer");
const typedOffset = getter(TypedArrayPrototype, "byteOffset");
const typedBytes = getter(TypedArrayPrototype, "byteLength");
const typedLength = getter(TypedArrayPrototype, "length");
const typedTag = getter(TypedArrayPrototype, Symbol.toStringTag);
const viewBuffer = getter(DataView.prototype, "buffer");
const viewOffset = getter(DataView.prototype, "byteOffset");
const viewBytes = getter(DataView.prototype, "byteLength");
const sliceBuffer = ArrayBuffer.prototype.slice;
const setBytes = Uint8Array.prototype.set;
const bufferBytes = getter(ArrayBuffer.prototype, "byteLength");
const sharedBytes = getter(SharedArrayBuffer.prototype, "byteLength");

const CONSTRUCTORS = {
  __proto__: null,
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  BigInt64Array, BigUint64Array, Float16Array, Float32Array, Float64Array,
};

// "Uint8Array" and so on; undefined for a DataView.
const kindOf = (view) => apply(typedTag, view, []);

export const bufferOf = (view) => apply(kindOf(view) === undefined ? viewBuffer : typedBuffer, view, []);
export const offsetOf = (view) => apply(kindOf(view) === undefined ? viewOffset : typedOffset, view, []);

// A DataView over memory that is gone has length 0, as the others have.
export function byteLengthOf(view) {
  if (kindOf(view) !== undefined) return apply(typedBytes, view, []);
  return isDetached(apply(viewBuffer, view, [])) ? 0 : apply(viewBytes, view, []);
}

// In elements.
export const lengthOf = (view) => (kindOf(view) === undefined ? byteLengthOf(view) : apply(typedLength, view, []));

// Which class a view of the same kind is made with, subclasses left out.
export const constructorOf = (view) => CONSTRUCTORS[kindOf(view)] ?? DataView;
export const elementSizeOf = (view) => CONSTRUCTORS[kindOf(view)]?.BYTES_PER_ELEMENT ?? 1;

export function isShared(buffer) {
  try {
    apply(sharedBytes, buffer, []);
    return true;
  } catch {
    return false;
  }
}

export const bytesIn = (buffer) => apply(bufferBytes, buffer, []);

// Memory that many Buffers share stays where it is, as in Node.
export function transfer(buffer) {
  if (isDetached(buffer)) throw new TypeError("Cannot perform ArrayBuffer.prototype.transfer on a detached ArrayBuffer");
  if (loadBuiltin("node:internal/buffer/pool").isPool(buffer)) {
    throw new TypeError("ArrayBuffer is not detachable and could not be cloned.");
  }
  return transferArrayBuffer(buffer);
}

export const sliceOf = (buffer, from, to) => apply(sliceBuffer, buffer, [from, to]);

export function cloneBytes(view) {
  const offset = offsetOf(view);
  return new Uint8Array(sliceOf(bufferOf(view), offset, offset + byteLengthOf(view)));
}

export function copyBytes(to, toOffset, from, fromOffset, count) {
  apply(setBytes, new Uint8Array(to, toOffset, count), [new Uint8Array(from, fromOffset, count)]);
}

export { isDetached };
