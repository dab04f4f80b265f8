// node:util/types: what kind of object a value is, by the engine's own mark, not by prototype or tag.
import { className, functionKind, loadedBuiltin } from "native:engine";

const is = (kind) => (value) => className(value) === kind;

export const isArgumentsObject = is("Arguments");
export const isArrayBuffer = is("ArrayBuffer");
export const isBigIntObject = is("BigInt");
export const isBooleanObject = is("Boolean");
export const isDataView = is("DataView");
export const isDate = is("Date");
export const isMap = is("Map");
export const isMapIterator = is("Map Iterator");
export const isModuleNamespaceObject = is("Module Namespace");
export const isNativeError = is("Error");
export const isNumberObject = is("Number");
export const isPromise = is("Promise");
export const isProxy = is("Proxy");
export const isRegExp = is("RegExp");
export const isSet = is("Set");
export const isSetIterator = is("Set Iterator");
export const isSharedArrayBuffer = is("SharedArrayBuffer");
export const isStringObject = is("String");
export const isSymbolObject = is("Symbol");
export const isWeakMap = is("WeakMap");
export const isWeakSet = is("WeakSet");
export const isBigInt64Array = is("BigInt64Array");
export const isBigUint64Array = is("BigUint64Array");
export const isFloat16Array = is("Float16Array");
export const isFloat32Array = is("Float32Array");
export const isFloat64Array = is("Float64Array");
export const isInt8Array = is("Int8Array");
export const isInt16Array = is("Int16Array");
export const isInt32Array = is("Int32Array");
export const isUint8Array = is("Uint8Array");
export const isUint8ClampedArray = is("Uint8ClampedArray");
export const isUint16Array = is("Uint16Array");
export const isUint32Array = is("Uint32Array");

export const isArrayBufferView = (value) => ArrayBuffer.isView(value);
export const isTypedArray = (value) => ArrayBuffer.isView(value) && className(value) !== "DataView";

export function isAnyArrayBuffer(value) {
  const kind = className(value);
  return kind === "ArrayBuffer" || kind === "SharedArrayBuffer";
}

export function isBoxedPrimitive(value) {
  switch (className(value)) {
    case "Number": case "String": case "Boolean": case "BigInt": case "Symbol": return true;
    default: return false;
  }
}

export function isGeneratorObject(value) {
  const kind = className(value);
  return kind === "Generator" || kind === "AsyncGenerator";
}

function kindOfFunction(value) {
  return typeof value === "function" && className(value) !== "Proxy" ? functionKind(value) : undefined;
}

export function isAsyncFunction(value) {
  const kind = kindOfFunction(value);
  return kind === "async" || kind === "asyncGenerator";
}

export function isGeneratorFunction(value) {
  const kind = kindOfFunction(value);
  return kind === "generator" || kind === "asyncGenerator";
}

// Values of native code outside of the engine do not exist here.
export const isExternal = () => false;
// There is no key before the room that makes them was loaded.
const keys = () => loadedBuiltin("node:internal/crypto/keys");
export const isKeyObject = (value) => keys()?.isKeyObject(value) ?? false;
export const isCryptoKey = (value) => keys()?.isCryptoKey(value) ?? false;

const types = {
  isArgumentsObject, isArrayBuffer, isAsyncFunction, isBigIntObject, isBooleanObject, isDate, isExternal, isGeneratorFunction,
  isGeneratorObject, isMap, isMapIterator, isModuleNamespaceObject, isNativeError, isNumberObject, isPromise, isProxy, isRegExp,
  isSet, isSetIterator, isSharedArrayBuffer, isStringObject, isSymbolObject, isWeakMap, isWeakSet, isAnyArrayBuffer,
  isBoxedPrimitive, isArrayBufferView, isDataView, isTypedArray, isUint8Array, isUint8ClampedArray, isUint16Array, isUint32Array,
  isInt8Array, isInt16Array, isInt32Array, isFloat16Array, isFloat32Array, isFloat64Array, isBigInt64Array, isBigUint64Array,
  isKeyObject, isCryptoKey,
};
export default types;
