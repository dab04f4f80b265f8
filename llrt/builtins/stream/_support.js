// What Node's stream code takes from the inside of Node, for the bundled package (../_npm/bundles.json names this file in the place
// of the package's own helpers). Not here: errors and validators, which are everybody's.
import { loadBuiltin } from "native:engine";
import { addAbortListener } from "../events/_async.js";
import { customPromisify } from "../util/_promisify.js";
import { isBlob } from "../buffer/_blob.js";

export { addAbortListener, isBlob };
export const { AggregateError } = globalThis;
export const kEmptyObject = Object.freeze({ __proto__: null });

export function once(callback) {
  let called = false;
  return function (...args) {
    if (called) return undefined;
    called = true;
    return Reflect.apply(callback, this, args);
  };
}

export function createDeferredPromise() {
  const { promise, resolve, reject } = Promise.withResolvers();
  return { promise, resolve, reject };
}

export function promisify() {}
promisify.custom = customPromisify;

export const debuglog = () => () => {};
export const deprecate = (fn, message, code) => loadBuiltin("node:util").deprecate(fn, message, code);
export const inspect = (value, options) => loadBuiltin("node:util").inspect(value, options);
export const format = (...args) => loadBuiltin("node:util").format(...args);

export const types = {
  isAsyncFunction: (value) => loadBuiltin("node:util/types").isAsyncFunction(value),
  isArrayBufferView: ArrayBuffer.isView,
};

export const AbortSignalAny = (signals) => AbortSignal.any(signals);
