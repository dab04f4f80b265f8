// The stream classes. Spec: https://nodejs.org/api/zlib.html#class-zlibzlibbase
import { loadBuiltin } from "native:engine";
import { nextTick } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { checkRangesOrGetDefault } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { finished } from "../stream/index.js";
import { Transform } from "../stream/_transform.js";
import { Codec } from "./_codec.js";
import { constants } from "./_constants.js";
import { baseOptions, codecParameters, givenLevel, givenStrategy, isZlib } from "./_options.js";

const { ERR_TRAILING_JUNK_AFTER_STREAM_END } = codes;
const kFlushFlag = Symbol("kFlushFlag");
const kError = Symbol("kError");

// An empty chunk that asks for a flush of this kind when its turn comes.
const flushBuffers = [];

function flushBuffer(kind) {
  if (flushBuffers[kind] === undefined) {
    flushBuffers[kind] = Buffer.alloc(0);
    flushBuffers[kind][kFlushFlag] = kind;
  }
  return flushBuffers[kind];
}

// Strength of zlib's flushes: Z_BLOCK lies between none and a partial one.
const STRENGTH = [0, 2, 3, 4, 5, 1];
const stronger = (a, b) => (STRENGTH[a] > STRENGTH[b] ? a : b);

export function ZlibBase(opts, mode) {
  const base = { ...baseOptions(opts, mode) };
  const { parameters, dictionary } = codecParameters(opts, mode);
  const level = givenLevel, strategy = givenStrategy;
  const codec = new Codec(mode, parameters, dictionary, base.rejectGarbage, isZlib(mode) && dictionary === undefined);
  if (opts?.encoding || opts?.objectMode || opts?.writableObjectMode) {
    opts = { ...opts, encoding: null, objectMode: false, writableObjectMode: false };
  }
  Transform.call(this, { autoDestroy: true, ...opts });
  this[kError] = null;
  this.bytesWritten = 0;
  this._handle = codec;
  this._outBuffer = Buffer.allocUnsafe(base.chunkSize);
  this._outOffset = 0;
  this._chunkSize = base.chunkSize;
  this._defaultFlushFlag = base.flush;
  this._finishFlushFlag = base.finishFlush;
  this._defaultFullFlushFlag = base.fullFlush;
  this._info = opts?.info;
  this._maxOutputLength = base.maxOutputLength;
  this._rejectGarbageAfterEnd = base.rejectGarbage;
  if (isZlib(mode)) {
    this._level = level;
    this._strategy = strategy;
  }
  this._mode = mode;
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, "_closed", { configurable: true, enumerable: true, get() { return this._handle === null; } });

const methods = {
  reset() {
    if (this._handle === null) throw new codes.ERR_INTERNAL_ASSERTION("zlib binding closed");
    this._handle.reset();
  },

  // What is left comes out by an empty chunk that finishes.
  _flush(callback) {
    this._transform(Buffer.alloc(0), "", callback);
  },

  _final(callback) { callback(); },

  flush(kind, callback) {
    if (typeof kind === "function" || (kind === undefined && !callback)) {
      callback = kind;
      kind = this._defaultFullFlushFlag;
    }
    if (this.writableFinished) {
      if (callback) nextTick(callback);
    } else if (this.writableEnded) {
      if (callback) this.once("end", callback);
    } else {
      this.write(flushBuffer(kind), "", callback);
    }
  },

  close(callback) {
    if (callback) finished(this, callback);
    this.destroy();
  },

  _destroy(error, callback) {
    this._handle = null;
    callback(error);
  },

  _transform(chunk, encoding, callback) {
    let flush = this._defaultFlushFlag;
    if (typeof chunk[kFlushFlag] === "number") flush = chunk[kFlushFlag];
    if (this.writableEnded && this.writableLength === chunk.byteLength) {
      flush = this._mode <= constants.UNZIP ? stronger(flush, this._finishFlushFlag) : this._finishFlushFlag;
    }
    processChunk(this, chunk, flush, callback);
  },

  _processChunk(chunk, flush, callback) {
    if (typeof callback === "function") processChunk(this, chunk, flush, callback);
    else return processChunkSync(this, chunk, flush);
  },
};
for (const name of Object.keys(methods)) {
  Object.defineProperty(ZlibBase.prototype, name, { value: methods[name], writable: true, enumerable: true, configurable: true });
}

// Takes what a step has put into the out buffer; false when the reader wants no more for now.
function deliver(stream, outLeft) {
  const have = stream._outBuffer.length - stream._outOffset - outLeft;
  let wanted = true;
  if (have > 0) {
    const out = stream._outBuffer.subarray(stream._outOffset, stream._outOffset + have);
    stream._outOffset += have;
    wanted = stream.push(out);
  }
  if (outLeft === 0 || stream._outOffset >= stream._chunkSize) {
    stream._outOffset = 0;
    stream._outBuffer = Buffer.allocUnsafe(stream._chunkSize);
  }
  return wanted;
}

// Resolves when the reader asks again.
function asked(stream) {
  return new Promise((resolve) => {
    const read = stream._read;
    stream._read = function (size) {
      stream._read = read;
      resolve();
      return read.call(stream, size);
    };
    stream.once("close", resolve);
  });
}

// Each step runs in the thread pool; destroy() meanwhile is noticed after it.
async function steps(stream, chunk, flush) {
  let input = chunk;
  for (;;) {
    const codec = stream._handle;
    if (codec === null) return;
    const out = stream._outBuffer.subarray(stream._outOffset);
    const [outLeft, inLeft] = await codec.run(flush, input, out);
    if (stream.destroyed || stream._handle === null) return;
    stream.bytesWritten += input.byteLength - inLeft;
    const wanted = deliver(stream, outLeft);
    if (stream.destroyed) return;
    if (outLeft !== 0) return trailing(stream, inLeft);
    input = input.subarray(input.byteLength - inLeft);
    if (!wanted) await asked(stream);
  }
}

// Input that is left while there was room: it lies behind the end of the compressed data.
function trailing(stream, inLeft) {
  if (inLeft === 0) return;
  if (stream._rejectGarbageAfterEnd) throw new ERR_TRAILING_JUNK_AFTER_STREAM_END();
  stream.push(null);
}

function processChunk(stream, chunk, flush, callback) {
  if (stream._handle === null) return nextTick(callback);
  const input = chunk instanceof Uint8Array ? chunk : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  steps(stream, input, flush).then(
    () => callback(),
    (error) => {
      stream[kError] = error;
      stream.destroy(error);
    },
  );
}

function processChunkSync(stream, chunk, flush) {
  if (stream._handle === null) throw new codes.ERR_INTERNAL_ASSERTION("zlib binding closed");
  const out = stream._handle.allSync(chunk, flush, stream._maxOutputLength, stream._chunkSize);
  stream.bytesWritten += chunk.byteLength;
  stream._handle = null;
  return Buffer.from(out.buffer, out.byteOffset, out.byteLength);
}

// -- the classes

export function Zlib(opts, mode) { ZlibBase.call(this, opts, mode); }
inherit(Zlib, ZlibBase);

Zlib.prototype.params = function params(level, strategy, callback) {
  checkRangesOrGetDefault(level, "level", -1, 9);
  checkRangesOrGetDefault(strategy, "strategy", 0, 4);
  if (this._level === level && this._strategy === strategy) {
    nextTick(callback);
    return;
  }
  this.flush(constants.Z_SYNC_FLUSH, () => {
    if (this.destroyed) return;
    try {
      this._handle.params(level, strategy);
    } catch (error) {
      this.destroy(error);
      return;
    }
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

export function Brotli(opts, mode) { ZlibBase.call(this, opts, mode); }
inherit(Brotli, Zlib);
export function Zstd(opts, mode) { ZlibBase.call(this, opts, mode); }
inherit(Zstd, ZlibBase);

function inherit(Class, Base) {
  Object.setPrototypeOf(Class.prototype, Base.prototype);
  Object.setPrototypeOf(Class, Base);
}

function deprecated(name) {
  loadBuiltin("node:internal/process/warning").emitProcessWarning(
    `Instantiating ${name} without the 'new' keyword has been deprecated.`, "DeprecationWarning", "DEP0184");
}

function make(name, mode, Base) {
  const Class = { [name]: function (opts) {
    if (!(this instanceof Class)) {
      deprecated(name);
      return new Class(opts);
    }
    Base.call(this, opts, mode);
  } }[name];
  inherit(Class, Base);
  return Class;
}

export const Deflate = make("Deflate", constants.DEFLATE, Zlib);
export const Inflate = make("Inflate", constants.INFLATE, Zlib);
export const Gzip = make("Gzip", constants.GZIP, Zlib);
export const Gunzip = make("Gunzip", constants.GUNZIP, Zlib);
export const DeflateRaw = make("DeflateRaw", constants.DEFLATERAW, Zlib);
export const InflateRaw = make("InflateRaw", constants.INFLATERAW, Zlib);
export const Unzip = make("Unzip", constants.UNZIP, Zlib);
export const BrotliCompress = make("BrotliCompress", constants.BROTLI_ENCODE, Brotli);
export const BrotliDecompress = make("BrotliDecompress", constants.BROTLI_DECODE, Brotli);
export const ZstdCompress = make("ZstdCompress", constants.ZSTD_COMPRESS, Zstd);
export const ZstdDecompress = make("ZstdDecompress", constants.ZSTD_DECOMPRESS, Zstd);

