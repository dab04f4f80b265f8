// Web streams over Node's streams: Readable.toWeb(), Writable.toWeb(), Duplex.toWeb().
import { loadBuiltin } from "native:engine";
import { AbortError, codes } from "../../_errors.js";
import { validateObject, validateOneOf } from "../../_validators.js";
import { newRecord, resolved, then } from "./promises.js";
import { ReadableStream } from "./readable.js";
import { ByteLengthQueuingStrategy, CountQueuingStrategy } from "./strategies.js";
import { WritableStream } from "./writable.js";

const node = () => loadBuiltin("node:stream").default;
const { ERR_INVALID_ARG_TYPE } = codes;

// Options of pairs for CompressionStream: a check of each chunk, and whether a failing write destroys the stream.
export const kValidateChunk = Symbol("kValidateChunk");
export const kDestroyOnSyncError = Symbol("kDestroyOnSyncError");

const DATA_FAILURE = /^(Z_(NEED_DICT|ERRNO|STREAM_ERROR|DATA_ERROR|MEM_ERROR|BUF_ERROR|VERSION_ERROR)$|ERR__ERROR_)/;

// How a web stream words what ended the Node stream early.
function reasonFrom(error) {
  const code = error?.code;
  if (code === "ERR_STREAM_PREMATURE_CLOSE") return new AbortError(undefined, { cause: error });
  if (typeof code === "string" && DATA_FAILURE.test(code)) {
    return Object.assign(new TypeError(undefined, { cause: error }), { code });
  }
  return error;
}

// Calls ended(error or undefined) once. Legacy streams may emit an error after that: it has been told.
function whenFinished(stream, ended) {
  const cleanUp = node().finished(stream, (error) => {
    cleanUp();
    stream.on("error", () => {});
    ended(error == null ? undefined : reasonFrom(error));
  });
}

const isReadable = (stream) => !stream.destroyed && node().isReadable(stream);
const isWritable = (stream) => !stream.destroyed && stream.writable === true && !stream.writableEnded;

function closedWritable() {
  const stream = new WritableStream();
  stream.close();
  return stream;
}

function closedReadable(type) {
  const stream = new ReadableStream({ type });
  stream.cancel();
  return stream;
}

function writableStrategy(stream) {
  const highWaterMark = stream.writableHighWaterMark;
  if (stream.writableObjectMode) return new CountQueuingStrategy({ highWaterMark });
  return { highWaterMark, size: (chunk) => chunk?.byteLength ?? chunk?.length ?? 1 };
}

// The sink of a WritableStream over a Writable.
class WritableSink {
  controller = undefined;
  drained = undefined; // a record while the Writable is full
  closing = undefined;

  constructor(stream, options) {
    this.stream = stream;
    this.options = options;
    stream.on("drain", () => this.drained?.resolve());
    whenFinished(stream, (error) => this.#finished(error));
  }

  #finished(error) {
    const { closing, controller } = this;
    this.closing = undefined;
    if (error !== undefined) {
      this.drained?.reject(error);
      closing?.reject(error);
    } else if (closing !== undefined) {
      closing.resolve();
      return;
    }
    this.controller = undefined;
    controller?.error(error ?? new AbortError());
  }

  start(controller) {
    this.controller = controller;
  }

  write(chunk) {
    const { stream, options } = this;
    try {
      options[kValidateChunk]?.(chunk);
      const data = !stream.writableObjectMode && isBuffer(chunk) ? new Uint8Array(chunk) : chunk;
      if (!stream.writableNeedDrain && stream.write(data)) return undefined;
    } catch (error) {
      if (options[kDestroyOnSyncError]) node().destroy(stream, error);
      throw error;
    }
    if (!stream.writableNeedDrain) return undefined;
    this.drained = newRecord();
    const free = () => {
      this.drained = undefined;
    };
    const { promise } = this.drained;
    return then(promise, free, (error) => {
      free();
      throw error;
    });
  }

  abort(reason) {
    node().destroy(this.stream, reason);
  }

  close() {
    if (this.closing === undefined && !this.stream.writableEnded) {
      this.closing = newRecord();
      this.stream.end();
      return this.closing.promise;
    }
    this.controller = undefined;
    return resolved();
  }
}

const isBuffer = (value) => value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;

export function newWritableStreamFromStreamWritable(streamWritable, options = {}) {
  if (typeof streamWritable?.write !== "function" || typeof streamWritable?.on !== "function") {
    throw new ERR_INVALID_ARG_TYPE("streamWritable", "stream.Writable", streamWritable);
  }
  if (!isWritable(streamWritable)) return closedWritable();
  const strategy = writableStrategy(streamWritable);
  return new WritableStream(new WritableSink(streamWritable, options), strategy);
}

function readableStrategy(stream, strategy, isBytes) {
  const highWaterMark = stream.readableHighWaterMark;
  if (isBytes) return { highWaterMark };
  if (strategy) return strategy;
  return stream.readableObjectMode ? new CountQueuingStrategy({ highWaterMark }) : new ByteLengthQueuingStrategy({ highWaterMark });
}

// The source of a ReadableStream over a Readable.
class ReadableSource {
  controller = undefined;
  ended = false;

  constructor(stream, type) {
    this.stream = stream;
    this.type = type;
    stream.pause();
    whenFinished(stream, (error) => {
      if (error !== undefined) this.controller.error(error);
      else if (!this.ended) this.controller.close();
    });
    const { readableObjectMode } = stream;
    stream.on("data", (chunk) => {
      // A Buffer may be part of the pool.
      this.controller.enqueue(!readableObjectMode && chunk instanceof Uint8Array ? new Uint8Array(chunk) : chunk);
      if (this.controller.desiredSize <= 0) stream.pause();
    });
  }

  start(controller) {
    this.controller = controller;
    if (this.type !== "bytes") return;
    this.stream.once("end", () => {
      this.ended = true;
      controller.close();
      controller.byobRequest?.respond(0);
    });
  }

  pull() {
    this.stream.resume();
  }

  cancel(reason) {
    this.ended = true;
    node().destroy(this.stream, reason);
  }
}

export function newReadableStreamFromStreamReadable(streamReadable, options = {}) {
  if (typeof streamReadable?._readableState !== "object") {
    throw new ERR_INVALID_ARG_TYPE("streamReadable", "stream.Readable", streamReadable);
  }
  validateObject(options, "options");
  const { type } = options;
  if (type !== undefined) validateOneOf(type, "options.type", ["bytes", undefined]);
  if (!isReadable(streamReadable)) return closedReadable();
  const strategy = readableStrategy(streamReadable, options.strategy, type === "bytes");
  return new ReadableStream(new ReadableSource(streamReadable, type), strategy);
}

export function newReadableWritablePairFromDuplex(duplex, options = {}) {
  if (typeof duplex?._writableState !== "object" || typeof duplex?._readableState !== "object") {
    throw new ERR_INVALID_ARG_TYPE("duplex", "stream.Duplex", duplex);
  }
  validateObject(options, "options");
  const type = options.readableType ?? options.type;
  const writable = isWritable(duplex) ? newWritableStreamFromStreamWritable(duplex, options) : closedWritable();
  const readable = isReadable(duplex) ? newReadableStreamFromStreamReadable(duplex, { type }) : closedReadable(type);
  return { writable, readable };
}
