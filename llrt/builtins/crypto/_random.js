// randomBytes, randomFill(Sync), randomInt, randomUUID, timingSafeEqual, getRandomValues. What is common is done by the ops alone.
// Spec: https://nodejs.org/api/crypto.html#cryptorandombytessize-callback
import {
  randomBytes as bytesOp, randomFill as fillOp, randomInt as intOp, randomUUID as uuidOp, randomValues as valuesOp, timingSafeEqual as equalOp,
} from "native:crypto";
import { nextTick } from "../_boot/task_queues.js";
import { bindCallback } from "../_async_context.js";
import { codes } from "../_errors.js";
import { validateBoolean, validateFunction, validateNumber, validateObject } from "../_validators.js";
import { isAnyArrayBuffer, isTypedArray } from "../buffer/_checks.js";
import { FastBuffer } from "../buffer/_pool.js";
import { setImmediate } from "../timers/index.js";
import { DOMException } from "../_web/dom_exception.js";
import { className, nativeMethod } from "native:engine";

const { ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = codes;
const MAX_SIZE = 2 ** 31 - 1;
const MAX_RANGE = 2 ** 48 - 1;

const bytesOf = (memory) => (isAnyArrayBuffer(memory) ? new Uint8Array(memory) : new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength));

function checkOffset(offset, elementSize, length) {
  validateNumber(offset, "offset");
  offset *= elementSize;
  const most = Math.min(length, MAX_SIZE);
  if (Number.isNaN(offset) || offset > most || offset < 0) throw new ERR_OUT_OF_RANGE("offset", `>= 0 && <= ${most}`, offset);
  return offset >>> 0;
}

function checkSize(size, elementSize, offset, length) {
  validateNumber(size, "size");
  size *= elementSize;
  if (Number.isNaN(size) || size > MAX_SIZE || size < 0) throw new ERR_OUT_OF_RANGE("size", `>= 0 && <= ${MAX_SIZE}`, size);
  if (size + offset > length) throw new ERR_OUT_OF_RANGE("size + offset", `<= ${length}`, size + offset);
  return size >>> 0;
}

function checkMemory(memory) {
  if (!isAnyArrayBuffer(memory) && !ArrayBuffer.isView(memory)) throw new ERR_INVALID_ARG_TYPE("buf", ["ArrayBuffer", "ArrayBufferView"], memory);
}

function anyRandomBytes(size, callback) {
  size = checkSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, "callback");
  const bytes = new FastBuffer(size);
  if (callback === undefined) {
    fillOp(bytes, 0, size);
    return bytes;
  }
  later(bytes, 0, size, callback, bytes);
}

export const randomBytes = nativeMethod(bytesOp, "randomBytes", 2, anyRandomBytes, FastBuffer.prototype);

// The system answers at once; the callback comes in a later turn of the loop, as with Node's thread pool.
function later(bytes, offset, size, callback, value) {
  const bound = bindCallback(callback, "RANDOMBYTESREQUEST");
  setImmediate(() => {
    fillOp(bytes, offset, size);
    bound(null, value);
  });
}

export function randomFillSync(buf, offset = 0, size) {
  checkMemory(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  offset = checkOffset(offset, elementSize, buf.byteLength);
  size = size === undefined ? buf.byteLength - offset : checkSize(size, elementSize, offset, buf.byteLength);
  if (size > 0) fillOp(bytesOf(buf), offset, size);
  return buf;
}

export function randomFill(buf, offset, size, callback) {
  checkMemory(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  if (typeof offset === "function") {
    callback = offset;
    offset = 0;
    size = buf.length;
  } else if (typeof size === "function") {
    callback = size;
    size = buf.length - offset;
  } else {
    validateFunction(callback, "callback");
  }
  offset = checkOffset(offset, elementSize, buf.byteLength);
  size = size === undefined ? buf.byteLength - offset : checkSize(size, elementSize, offset, buf.byteLength);
  later(bytesOf(buf), offset, size, callback, buf);
}

function anyRandomInt(min, max, callback) {
  const minNotSpecified = max === undefined || typeof max === "function";
  if (minNotSpecified) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, "callback");
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE("min", "a safe integer", min);
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE("max", "a safe integer", max);
  if (max <= min) throw new ERR_OUT_OF_RANGE("max", `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (!(range <= MAX_RANGE)) throw new ERR_OUT_OF_RANGE(minNotSpecified ? "max" : "max - min", `<= ${MAX_RANGE}`, range);
  nextTick(callback, undefined, intOp(undefined, min, max));
}

export const randomInt = nativeMethod(intOp, "randomInt", 3, anyRandomInt);

function anyRandomUUID(options) {
  validateObject(options, "options");
  if (options.disableEntropyCache !== undefined) validateBoolean(options.disableEntropyCache, "options.disableEntropyCache");
  return uuidOp(undefined, undefined, options.disableEntropyCache || undefined);
}

export const randomUUID = nativeMethod(uuidOp, "randomUUID", 1, anyRandomUUID);

// A version 7 UUID: 48 bits of Unix milliseconds, the rest random.
export function randomUUIDv7(options) {
  const [head, , third, fourth, last] = randomUUID(options).split("-");
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${third.slice(1)}-${fourth}-${last.slice(0, 4)}${head}`;
}

const isBytes = (value) => isAnyArrayBuffer(value) || ArrayBuffer.isView(value);

// Node's is native: it has no length and says less of what it was given.
export function timingSafeEqual(...buffers) {
  for (let i = 0; i < 2; i++) {
    if (isBytes(buffers[i])) continue;
    const error = new TypeError(`The "buf${i + 1}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
    error.code = "ERR_INVALID_ARG_TYPE";
    throw error;
  }
  if (buffers[0].byteLength !== buffers[1].byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH();
  return equalOp(buffers[0], buffers[1]);
}

const FLOATS = new Set(["Float16Array", "Float32Array", "Float64Array"]);

export function fillRandomValues(array) {
  if (valuesOp(array)) return array;
  if (!isTypedArray(array) || FLOATS.has(className(array))) {
    throw new DOMException("The data argument must be an integer-type TypedArray", "TypeMismatchError");
  }
  if (array.byteLength > 65536) throw new DOMException("The requested length exceeds 65,536 bytes", "QuotaExceededError");
  return randomFillSync(array, 0);
}
