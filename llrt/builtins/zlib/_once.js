// The convenience functions: a whole input at once, sync or in the thread pool. Spec: https://nodejs.org/api/zlib.html#convenience-methods
import { nativeMethod } from "native:engine";
import { bindCallback } from "../_async_context.js";
import { codes } from "../_errors.js";
import { validateFunction } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyArrayBuffer } from "../buffer/_checks.js";
import { FastBuffer } from "../buffer/_pool.js";
import { Codec } from "./_codec.js";
import { baseOptions, codecParameters } from "./_options.js";

const { ERR_INVALID_ARG_TYPE } = codes;
const KINDS = ["string", "Buffer", "TypedArray", "DataView", "ArrayBuffer"];

function inputOf(buffer) {
  if (typeof buffer === "string") return Buffer.from(buffer);
  if (ArrayBuffer.isView(buffer)) return buffer;
  if (isAnyArrayBuffer(buffer)) return Buffer.from(buffer);
  throw new ERR_INVALID_ARG_TYPE("buffer", KINDS, buffer);
}

// The async forms take what end() of a stream takes: nothing is nothing.
function laterInputOf(buffer) {
  if (buffer == null) return Buffer.alloc(0);
  if (typeof buffer === "string" || ArrayBuffer.isView(buffer) || isAnyArrayBuffer(buffer)) return inputOf(buffer);
  throw new ERR_INVALID_ARG_TYPE("chunk", KINDS.slice(0, 4), buffer);
}

function prepare(mode, opts) {
  const base = baseOptions(opts, mode);
  const [parameters, dictionary] = codecParameters(opts, mode);
  return { codec: new Codec(mode, parameters, dictionary, base.rejectGarbage), base };
}

const bufferOf = (bytes) => new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// With `info` Node gives the stream that did it beside the result.
const answer = (bytes, opts, engine) => (opts?.info ? { buffer: bufferOf(bytes), engine: engine() } : bufferOf(bytes));

// `op` does it for bytes without options, and declines the rest.
export function makeSync(mode, Class, op) {
  function otherwise(buffer, opts) {
    const input = inputOf(buffer);
    const { codec, base } = prepare(mode, opts);
    return answer(codec.allSync(input, base.finishFlush, base.maxOutputLength), opts, () => new Class(opts));
  }
  return nativeMethod(op, "syncBufferWrapper", 2, otherwise, FastBuffer.prototype);
}

export function makeAsync(mode, Class) {
  const asyncBufferWrapper = function (buffer, opts, callback) {
    if (typeof opts === "function") {
      callback = opts;
      opts = {};
    }
    validateFunction(callback, "callback");
    const input = laterInputOf(buffer);
    const { codec, base } = prepare(mode, opts);
    const bound = bindCallback(callback, "ZLIB");
    codec.all(input, base.finishFlush, base.maxOutputLength).then(
      (bytes) => callLater(bound, null, answer(bytes, opts, () => new Class(opts))),
      (error) => callLater(bound, error),
    );
  };
  return asyncBufferWrapper;
}

// Out of the promise, so that what the callback throws is an uncaught exception and no rejection.
function callLater(callback, ...args) {
  queueMicrotask(() => callback(...args));
}
