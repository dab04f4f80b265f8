// Options of the streams and functions, checked as Node does. Spec: https://nodejs.org/api/zlib.html#class-options
import { codes } from "../_errors.js";
import { checkRangesOrGetDefault, validateBoolean, validateFiniteNumber, validateUint32 } from "../_validators.js";
import { isAnyArrayBuffer } from "../buffer/_checks.js";
import { Buffer } from "../buffer/_buffer.js";
import buffer from "../buffer/index.js";
import { constants } from "./_constants.js";

const { ERR_BROTLI_INVALID_PARAM, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_ZSTD_INVALID_PARAM } = codes;

const { kMaxLength } = buffer;

export const isBrotli = (mode) => mode === constants.BROTLI_DECODE || mode === constants.BROTLI_ENCODE;
export const isZstd = (mode) => mode === constants.ZSTD_COMPRESS || mode === constants.ZSTD_DECOMPRESS;

// Default flushes: [while writing, at the end, of flush(), the largest number]
export function flushesOf(mode) {
  if (isBrotli(mode)) return [constants.BROTLI_OPERATION_PROCESS, constants.BROTLI_OPERATION_FINISH, constants.BROTLI_OPERATION_FLUSH, 3];
  if (isZstd(mode)) return [constants.ZSTD_e_continue, constants.ZSTD_e_end, constants.ZSTD_e_flush, 2];
  return [constants.Z_NO_FLUSH, constants.Z_FINISH, constants.Z_FULL_FLUSH, 5];
}

export function baseOptions(opts, mode) {
  const [flush, finishFlush, fullFlush, most] = flushesOf(mode);
  const base = { chunkSize: constants.Z_DEFAULT_CHUNK, flush, finishFlush, fullFlush, maxOutputLength: kMaxLength, rejectGarbage: false };
  if (opts == null) return base;
  const { chunkSize, maxOutputLength, rejectGarbageAfterEnd } = opts;
  if (!validateFiniteNumber(chunkSize, "options.chunkSize")) base.chunkSize = constants.Z_DEFAULT_CHUNK;
  else if (chunkSize < constants.Z_MIN_CHUNK) throw new ERR_OUT_OF_RANGE("options.chunkSize", `>= ${constants.Z_MIN_CHUNK}`, chunkSize);
  else base.chunkSize = chunkSize;
  base.flush = checkRangesOrGetDefault(opts.flush, "options.flush", 0, most, flush);
  base.finishFlush = checkRangesOrGetDefault(opts.finishFlush, "options.finishFlush", 0, most, finishFlush);
  base.maxOutputLength = checkRangesOrGetDefault(maxOutputLength, "options.maxOutputLength", 1, kMaxLength, kMaxLength);
  if (rejectGarbageAfterEnd !== undefined) validateBoolean(rejectGarbageAfterEnd, "options.rejectGarbageAfterEnd");
  base.rejectGarbage = rejectGarbageAfterEnd === true;
  return base;
}

function dictionaryOf(value) {
  if (value === undefined || ArrayBuffer.isView(value)) return value;
  if (isAnyArrayBuffer(value)) return Buffer.from(value);
  throw new ERR_INVALID_ARG_TYPE("options.dictionary", ["Buffer", "TypedArray", "DataView", "ArrayBuffer"], value);
}

const DECOMPRESS = new Set([constants.INFLATE, constants.GUNZIP, constants.UNZIP, constants.INFLATERAW]);

export function zlibParameters(opts, mode) {
  const found = { windowBits: 15, level: -1, memLevel: 8, strategy: 0, dictionary: undefined };
  if (opts != null) {
    // 0 means "as the data says" where there is data.
    if ((opts.windowBits == null || opts.windowBits === 0) && DECOMPRESS.has(mode) && mode !== constants.INFLATERAW) found.windowBits = 0;
    else {
      const min = mode === constants.GZIP ? 9 : constants.Z_MIN_WINDOWBITS;
      found.windowBits = checkRangesOrGetDefault(opts.windowBits, "options.windowBits", min, 15, 15);
    }
    found.level = checkRangesOrGetDefault(opts.level, "options.level", -1, 9, -1);
    found.memLevel = checkRangesOrGetDefault(opts.memLevel, "options.memLevel", 1, 9, 8);
    found.strategy = checkRangesOrGetDefault(opts.strategy, "options.strategy", 0, 4, 0);
    found.dictionary = dictionaryOf(opts.dictionary);
  }
  // zlib itself can't do windows of 8 bits in raw form.
  if (mode === constants.DEFLATERAW && found.windowBits === 8) found.windowBits = 9;
  return found;
}

const bitsArray = ({ windowBits, level, memLevel, strategy }) => new Int32Array([windowBits, level, memLevel, strategy]);

// The codec takes it as a parameter of this number.
const PLEDGED_SIZE = -2;

const known = (prefix) => Object.keys(constants).filter((name) => prefix.test(name)).map((name) => constants[name]);
let brotliCount, zstdMost;

function checkValue(key, value) {
  if (typeof value !== "number" && typeof value !== "boolean") throw new ERR_INVALID_ARG_TYPE("options.params[key]", "number", value);
}

export function brotliParameters(opts) {
  brotliCount ??= Math.max(...known(/^BROTLI_PARAM_/)) + 1;
  const list = new Int32Array(brotliCount).fill(-1);
  const params = opts?.params ?? {};
  for (const origKey of Object.keys(params)) {
    const key = +origKey;
    if (Number.isNaN(key) || key < 0 || key >= brotliCount || list[key] !== -1) throw new ERR_BROTLI_INVALID_PARAM(origKey);
    checkValue(key, params[origKey]);
    list[key] = params[origKey];
  }
  return list;
}

export function zstdParameters(opts, mode) {
  zstdMost ??= { c: Math.max(...known(/^ZSTD_c_/)), d: Math.max(...known(/^ZSTD_d_/)) };
  const most = mode === constants.ZSTD_COMPRESS ? zstdMost.c : zstdMost.d;
  const list = [], seen = new Set();
  const params = opts?.params ?? {};
  for (const origKey of Object.keys(params)) {
    const key = +origKey;
    if (Number.isNaN(key) || key < 0 || key > most || seen.has(key)) throw new ERR_ZSTD_INVALID_PARAM(origKey);
    seen.add(key);
    checkValue(key, params[origKey]);
    list.push(key, Number(params[origKey]));
  }
  if (opts?.pledgedSrcSize !== undefined && mode === constants.ZSTD_COMPRESS) {
    validateUint32(opts.pledgedSrcSize, "options.pledgedSrcSize");
    list.push(PLEDGED_SIZE, opts.pledgedSrcSize);
  }
  return new Int32Array(list);
}

// (Int32Array, dictionary) for a Codec
export function codecParameters(opts, mode) {
  if (isBrotli(mode)) return [brotliParameters(opts), dictionaryOf(opts?.dictionary)];
  if (isZstd(mode)) return [zstdParameters(opts, mode), ArrayBuffer.isView(opts?.dictionary) ? opts.dictionary : undefined];
  const found = zlibParameters(opts, mode);
  return [bitsArray(found), found.dictionary];
}
