// Options of the streams and functions, checked as Node does. Spec: https://nodejs.org/api/zlib.html#class-options
import { codes } from "../_errors.js";
import { checkRangesOrGetDefault, validateBoolean, validateFiniteNumber } from "../_validators.js";
import { isAnyArrayBuffer } from "../buffer/_checks.js";
import { Buffer } from "../buffer/_buffer.js";
import buffer from "../buffer/index.js";
import { constants } from "./_constants.js";

const { ERR_BROTLI_INVALID_PARAM, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_ZSTD_INVALID_PARAM } = codes;

const { kMaxLength } = buffer;

const { BROTLI_DECODE, BROTLI_ENCODE, GUNZIP, GZIP, INFLATE, DEFLATERAW, UNZIP, ZSTD_COMPRESS, ZSTD_DECOMPRESS, Z_DEFAULT_CHUNK } = constants;

export const isBrotli = (mode) => mode === BROTLI_DECODE || mode === BROTLI_ENCODE;
export const isZstd = (mode) => mode === ZSTD_COMPRESS || mode === ZSTD_DECOMPRESS;
export const isZlib = (mode) => mode <= UNZIP;

// Default flushes: while writing, at the end, of flush(); and the largest number.
const BROTLI_FLUSHES = {
  flush: constants.BROTLI_OPERATION_PROCESS, finishFlush: constants.BROTLI_OPERATION_FINISH, fullFlush: constants.BROTLI_OPERATION_FLUSH, most: 3,
};
const ZSTD_FLUSHES = { flush: constants.ZSTD_e_continue, finishFlush: constants.ZSTD_e_end, fullFlush: constants.ZSTD_e_flush, most: 2 };
const ZLIB_FLUSHES = { flush: constants.Z_NO_FLUSH, finishFlush: constants.Z_FINISH, fullFlush: constants.Z_FULL_FLUSH, most: 5 };
const FLUSHES = Array.from({ length: ZSTD_DECOMPRESS + 1 }, (_, mode) => (isBrotli(mode) ? BROTLI_FLUSHES : isZstd(mode) ? ZSTD_FLUSHES : ZLIB_FLUSHES));

// Here and below what is undefined, most of it, is not even checked, and no objects are made: that costs as much as decompressing a kilobyte. What is
// returned is the same each time, to be read at once; getters of the options have run before it is filled.
const base = { chunkSize: 0, flush: 0, finishFlush: 0, fullFlush: 0, maxOutputLength: 0, rejectGarbage: false };

export function baseOptions(opts, mode) {
  const kinds = FLUSHES[mode];
  let chunkSize, flush, finishFlush, maxOutputLength, rejectGarbageAfterEnd;
  if (opts != null) ({ chunkSize, flush, finishFlush, maxOutputLength, rejectGarbageAfterEnd } = opts);
  if (chunkSize === undefined || !validateFiniteNumber(chunkSize, "options.chunkSize")) chunkSize = Z_DEFAULT_CHUNK;
  else if (chunkSize < constants.Z_MIN_CHUNK) throw new ERR_OUT_OF_RANGE("options.chunkSize", `>= ${constants.Z_MIN_CHUNK}`, chunkSize);
  if (flush !== undefined) flush = checkRangesOrGetDefault(flush, "options.flush", 0, kinds.most, kinds.flush);
  if (finishFlush !== undefined) finishFlush = checkRangesOrGetDefault(finishFlush, "options.finishFlush", 0, kinds.most, kinds.finishFlush);
  if (maxOutputLength !== undefined) {
    maxOutputLength = checkRangesOrGetDefault(maxOutputLength, "options.maxOutputLength", 1, kMaxLength, kMaxLength);
  }
  if (rejectGarbageAfterEnd !== undefined) validateBoolean(rejectGarbageAfterEnd, "options.rejectGarbageAfterEnd");
  base.chunkSize = chunkSize;
  base.flush = flush ?? kinds.flush;
  base.finishFlush = finishFlush ?? kinds.finishFlush;
  base.fullFlush = kinds.fullFlush;
  base.maxOutputLength = maxOutputLength ?? kMaxLength;
  base.rejectGarbage = rejectGarbageAfterEnd === true;
  return base;
}

function dictionaryOf(value) {
  if (value === undefined || ArrayBuffer.isView(value)) return value;
  if (isAnyArrayBuffer(value)) return Buffer.from(value);
  throw new ERR_INVALID_ARG_TYPE("options.dictionary", ["Buffer", "TypedArray", "DataView", "ArrayBuffer"], value);
}

// Window bits, level, memory level, strategy: one array for all, to be read at once.
export const zlibParameters = new Int32Array(4);
// Level and strategy as they were given: the codec takes the whole part, a stream shows the number.
export let givenLevel, givenStrategy;

// Fills zlibParameters; returns the dictionary.
export function readZlibOptions(opts, mode) {
  let windowBits, level, memLevel, strategy, dictionary;
  if (opts != null) {
    ({ windowBits, level, memLevel, strategy, dictionary } = opts);
    // 0 means "as the data says" where there is data.
    if ((windowBits == null || windowBits === 0) && (mode === GUNZIP || mode === INFLATE || mode === UNZIP)) windowBits = 0;
    else if (windowBits !== undefined) {
      windowBits = checkRangesOrGetDefault(windowBits, "options.windowBits", mode === GZIP ? 9 : constants.Z_MIN_WINDOWBITS, 15, 15);
    }
    if (level !== undefined) level = checkRangesOrGetDefault(level, "options.level", -1, 9, -1);
    if (memLevel !== undefined) memLevel = checkRangesOrGetDefault(memLevel, "options.memLevel", 1, 9, 8);
    if (strategy !== undefined) strategy = checkRangesOrGetDefault(strategy, "options.strategy", 0, 4, 0);
    if (dictionary !== undefined) dictionary = dictionaryOf(dictionary);
  }
  // zlib itself can't do windows of 8 bits in raw form.
  zlibParameters[0] = windowBits === 8 && mode === DEFLATERAW ? 9 : windowBits ?? 15;
  zlibParameters[1] = givenLevel = level ?? -1;
  zlibParameters[2] = memLevel ?? 8;
  zlibParameters[3] = givenStrategy = strategy ?? 0;
  return dictionary;
}

// The codec takes it as parameters of these numbers.
const PLEDGED_SIZE = -2, PLEDGED_SIZE_HIGH = -3;

// Node gives it to its codec unlooked at, which reads numbers only: their whole part, in 64 bits.
export function pledgedSize(opts) {
  const size = opts?.pledgedSrcSize;
  if (typeof size !== "number") return undefined;
  if (size > -1 || Number.isNaN(size)) return Math.trunc(size) || 0;
  const error = new TypeError("pledgedSrcSize may not be negative");
  error.code = "ERR_INVALID_ARG_VALUE";
  throw error;
}

const known = (prefix) => Object.keys(constants).filter((name) => prefix.test(name)).map((name) => constants[name]);
let brotliList, zstdMost;

function checkValue(key, value) {
  if (typeof value !== "number" && typeof value !== "boolean") throw new ERR_INVALID_ARG_TYPE("options.params[key]", "number", value);
}

// One array for all, to be read at once, as zlibParameters.
export function brotliParameters(opts) {
  brotliList ??= new Int32Array(Math.max(...known(/^BROTLI_PARAM_/)) + 1);
  brotliList.fill(-1);
  const params = opts?.params;
  if (params == null) return brotliList;
  for (const origKey of Object.keys(params)) {
    const key = +origKey, value = params[origKey];
    if (Number.isNaN(key) || key < 0 || key >= brotliList.length || brotliList[key] !== -1) throw new ERR_BROTLI_INVALID_PARAM(origKey);
    checkValue(key, value);
    brotliList[key] = value;
  }
  return brotliList;
}

export function zstdParameters(opts, mode) {
  zstdMost ??= { c: Math.max(...known(/^ZSTD_c_/)), d: Math.max(...known(/^ZSTD_d_/)) };
  const most = mode === ZSTD_COMPRESS ? zstdMost.c : zstdMost.d;
  const list = [], seen = new Set();
  const params = opts?.params ?? {};
  for (const origKey of Object.keys(params)) {
    const key = +origKey;
    if (Number.isNaN(key) || key < 0 || key > most || seen.has(key)) throw new ERR_ZSTD_INVALID_PARAM(origKey);
    seen.add(key);
    checkValue(key, params[origKey]);
    list.push(key, Number(params[origKey]));
  }
  const size = pledgedSize(opts);
  if (size !== undefined && mode === ZSTD_COMPRESS) list.push(PLEDGED_SIZE_HIGH, Math.min(size / 2 ** 32, 2 ** 31 - 1), PLEDGED_SIZE, size);
  return new Int32Array(list);
}

// What a Codec takes beside its mode: an Int32Array, to be read at once, and a dictionary.
export function codecParameters(opts, mode) {
  if (isBrotli(mode)) return { parameters: brotliParameters(opts), dictionary: dictionaryOf(opts?.dictionary) };
  if (isZstd(mode)) {
    return { parameters: zstdParameters(opts, mode), dictionary: ArrayBuffer.isView(opts?.dictionary) ? opts.dictionary : undefined };
  }
  return { parameters: zlibParameters, dictionary: readZlibOptions(opts, mode) };
}
