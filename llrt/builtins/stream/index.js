// node:stream: the door. The classes are here; what fewer programs use (pipeline, operators, compose, web streams) is loaded when called.
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html
import { customPromisify } from "../util/_promisify.js";
import { bufferClass, viewToBuffer } from "./_bytes.js";
import { destroyer as destroy } from "./_destroy.js";
import { Duplex, duplexPair } from "./_duplex.js";
import { lazyMethod } from "./_lazy.js";
import { Stream } from "./_legacy.js";
import { isDestroyed, isDisturbed, isErrored, isReadable, isWritable } from "./_predicates.js";
import { promises } from "./_promises.js";
import { Readable } from "./_readable.js";
import { getDefaultHighWaterMark, setDefaultHighWaterMark } from "./_state.js";
import { PassThrough, Transform } from "./_transform.js";
import { Writable } from "./_writable.js";

const pipeline = lazyMethod("node:internal/stream/pipeline", "pipeline", 0);
const finished = lazyMethod("node:internal/stream/finished", "eos", 3);
const addAbortSignal = lazyMethod("node:internal/stream/signal", "addAbortSignal", 2);
const compose = lazyMethod("node:internal/stream/compose", "compose", 0);

for (const [fn, name] of [[pipeline, "pipeline"], [finished, "finished"]]) {
  Object.defineProperty(fn, customPromisify, { __proto__: null, enumerable: true, get: () => promises[name] });
}
Object.assign(Stream, {
  isDestroyed, isDisturbed, isErrored, isReadable, isWritable, Readable, Writable, Duplex, Transform, PassThrough, duplexPair, pipeline,
  addAbortSignal, finished, destroy, compose, setDefaultHighWaterMark, getDefaultHighWaterMark,
});
Object.defineProperty(Stream, "promises", { __proto__: null, configurable: true, enumerable: true, get: () => promises });

const _isArrayBufferView = ArrayBuffer.isView;
const _isUint8Array = { isUint8Array: (value) => value instanceof Uint8Array }.isUint8Array;
const _uint8ArrayToBuffer = (bytes) => (bytes instanceof bufferClass() ? bytes : viewToBuffer(bytes));
Object.assign(Stream, { Stream, _isArrayBufferView, _isUint8Array, _uint8ArrayToBuffer });

export default Stream;
export {
  _isArrayBufferView, _isUint8Array, _uint8ArrayToBuffer, addAbortSignal, compose, destroy, Duplex, duplexPair, finished,
  getDefaultHighWaterMark, isDestroyed, isDisturbed, isErrored, isReadable, isWritable, PassThrough, pipeline, promises, Readable,
  setDefaultHighWaterMark, Stream, Transform, Writable,
};
