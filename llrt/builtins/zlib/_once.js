// The convenience functions: a whole input at once, sync or in the thread pool. Spec: https://nodejs.org/api/zlib.html#convenience-methods
import { nativeMethod } from "native:engine";
import { codecOnce } from "native:zlib";
import { bindCallback } from "../_async_context.js";
import { queueMicrotask } from "../_web/queue_microtask.js";
import { codes } from "../_errors.js";
import { validateFunction } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyArrayBuffer } from "../buffer/_checks.js";
import { FastBuffer } from "../buffer/_pool.js";
import { setImmediate } from "../timers/index.js";
import { Codec } from "./_codec.js";
import { constants } from "./_constants.js";
import { baseOptions, codecParameters, isZlib, pledgedSize, readZlibOptions, zlibParameters } from "./_options.js";

const { ERR_INVALID_ARG_TYPE } = codes;
const KINDS = ["string", "Buffer", "TypedArray", "DataView", "ArrayBuffer"];

function inputOf(buffer) {
  if (typeof buffer === "string") return Buffer.from(buffer);
  if (ArrayBuffer.isView(buffer)) return buffer;
  if (isAnyArrayBuffer(buffer)) return Buffer.from(buffer);
  throw new ERR_INVALID_ARG_TYPE("buffer", KINDS, buffer);
}

// The async forms take what end() of a stream takes: nothing is nothing, and a function its callback.
function laterInputOf(buffer) {
  if (buffer == null || typeof buffer === "function") return Buffer.alloc(0);
  if (typeof buffer === "string" || ArrayBuffer.isView(buffer) || isAnyArrayBuffer(buffer)) return inputOf(buffer);
  throw new ERR_INVALID_ARG_TYPE("chunk", KINDS.slice(0, 4), buffer);
}

// What takes less time than the way to the thread pool and back is done at once, with a bound on what comes; the callback is called in a
// later turn. Not with parameters, which can ask for much, nor Brotli's compression: a kilobyte takes a millisecond.
const SHORT = 4096, SHORT_RESULT = 65536;

// A short text in one op, with any options; undefined where that is not possible, or fails: a codec tells why.
const once = nativeMethod(codecOnce, "once", 7, () => undefined, FastBuffer.prototype);

const bufferOf = (bytes) => new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// With `info` Node gives the stream that did it beside the result.
const answer = (bytes, opts, engine) => (opts?.info ? { buffer: bufferOf(bytes), engine: engine() } : bufferOf(bytes));

// `op` does it for bytes without options, and declines the rest.
export function makeSync(mode, Class, op) {
  const ofZlib = isZlib(mode);
  function otherwise(buffer, opts) {
    const input = inputOf(buffer);
    const { chunkSize, finishFlush, maxOutputLength, rejectGarbage } = baseOptions(opts, mode), info = opts?.info;
    let parameters = zlibParameters, dictionary;
    if (ofZlib) dictionary = readZlibOptions(opts, mode);
    else ({ parameters, dictionary } = codecParameters(opts, mode));
    const bytes = once(input, mode, parameters, finishFlush, maxOutputLength, dictionary, rejectGarbage);
    if (bytes !== undefined && !info) return bytes;
    const codec = new Codec(mode, parameters, dictionary, rejectGarbage, ofZlib && dictionary === undefined);
    return answer(bytes ?? codec.allSync(input, finishFlush, maxOutputLength, chunkSize), opts, () => new Class(opts));
  }
  return nativeMethod(op, "syncBufferWrapper", 2, otherwise, FastBuffer.prototype);
}

// Node's streams have all of the input by the first flush, and finish without any: it is the first that stops at a block.
const { Z_BLOCK, Z_NO_FLUSH } = constants;
const finishOf = (flush, finish) => (flush === Z_BLOCK ? Z_BLOCK : finish === Z_BLOCK ? Z_NO_FLUSH : finish);

export function makeAsync(mode, Class) {
  const ofZlib = isZlib(mode), isInflate = [constants.INFLATE, constants.GUNZIP, constants.INFLATERAW, constants.UNZIP].includes(mode);
  const asyncBufferWrapper = function (buffer, opts, callback) {
    if (typeof opts === "function") {
      callback = opts;
      opts = {};
    }
    validateFunction(callback, "callback");
    const input = laterInputOf(buffer);
    const { chunkSize, flush, finishFlush, maxOutputLength, rejectGarbage } = baseOptions(opts, mode), info = opts?.info;
    const finish = isInflate ? finishOf(flush, finishFlush) : finishFlush, pledged = mode === constants.ZSTD_COMPRESS ? pledgedSize(opts) : undefined;
    const isShort = input.byteLength <= SHORT && mode !== constants.BROTLI_ENCODE && !opts?.params && !info && pledged === undefined;
    const { parameters, dictionary } = codecParameters(opts, mode);
    const bound = bindCallback(callback, "ZLIB");
    if (isShort && dictionary === undefined) {
      const limit = Math.min(maxOutputLength, SHORT_RESULT);
      const bytes = once(input, mode, parameters, finish, limit, dictionary, rejectGarbage);
      if (bytes !== undefined) {
        setImmediate(bound, null, bytes);
        return;
      }
    }
    // Dictionaries and the parameters of Brotli and Zstandard can be refused, which is thrown here.
    const later = dictionary === undefined && (ofZlib || (!opts?.params && pledged === undefined));
    const codec = new Codec(mode, parameters, dictionary, rejectGarbage, later);
    if (pledged !== undefined && pledged !== input.byteLength) {
      setImmediate(bound, wrongSize());
      return;
    }
    codec.all(input, finish, maxOutputLength, chunkSize, (error, bytes) => {
      if (error !== null) callLater(bound, error);
      else callLater(bound, null, info ? answer(bytes, opts, () => new Class(opts)) : bufferOf(bytes));
    });
  };
  return asyncBufferWrapper;
}

// A stream would write all of the input and finish then, where it shows that a size was promised that it has not; a codec that does both at once takes
// any.
function wrongSize() {
  return Object.assign(new Error("Src size is incorrect"), { errno: 72, code: "ZSTD_error_srcSize_wrong" });
}

// Out of the promise, so that what the callback throws is an uncaught exception and no rejection.
function callLater(callback, error, bytes) {
  queueMicrotask(() => (error === null ? callback(null, bytes) : callback(error)));
}
