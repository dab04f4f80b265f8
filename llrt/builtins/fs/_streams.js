// ReadStream and WriteStream: files as streams, over the functions of node:fs or of the `fs` option, or over a FileHandle.
// Spec: https://nodejs.org/api/fs.html#class-fsreadstream
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateBoolean, validateFunction, validateInteger } from "../_validators.js";
import { errorOrDestroy } from "../stream/_destroy.js";
import { Readable } from "../stream/_readable.js";
import { Writable } from "../stream/_writable.js";
import { finished } from "../stream/index.js";
import { FileHandle, kRef, kUnref } from "./_file_handle.js";
import { copyOptions, getOptions, validPath } from "./_paths.js";

const kFs = Symbol("kFs");
const kHandle = Symbol("kHandle");
const kIoDone = Symbol("kIoDone");
const kIsPerformingIO = Symbol("kIsPerformingIO");

const publicFs = () => loadBuiltin("node:fs").default;
const nextTick = (...args) => loadBuiltin("node:internal/boot/task_queues").nextTick(...args);

// What a stream calls, over a FileHandle. Its methods give promises; callbacks run in a tick of their own.
function operationsOf(handle) {
  const call = (promise, callback, pick) => {
    promise.then((result) => nextTick(callback, null, pick?.(result), result?.buffer ?? result?.buffers), (error) => nextTick(callback, error));
  };
  return {
    open: (path, flags, mode, callback) => { throw new codes.ERR_METHOD_NOT_IMPLEMENTED("open()"); },
    close(fd, callback) {
      handle[kUnref]();
      call(handle.close(), callback);
    },
    fsync: (fd, callback) => call(handle.sync(), callback),
    read: (fd, buffer, offset, length, position, callback) =>
      call(handle.read(buffer, offset, length, position), callback, (result) => result.bytesRead),
    write: (fd, buffer, offset, length, position, callback) =>
      call(handle.write(buffer, offset, length, position), callback, (result) => result.bytesWritten),
    writev: (fd, buffers, position, callback) =>
      call(handle.writev(buffers, position), callback, (result) => result.bytesWritten),
  };
}

// The descriptor of the options, and where its operations come from.
function importFd(stream, { fd, fs }) {
  if (typeof fd === "number") {
    stream[kFs] = fs || publicFs();
    return fd;
  }
  if (!(fd instanceof FileHandle)) throw new codes.ERR_INVALID_ARG_TYPE("options.fd", ["number", "FileHandle"], fd);
  if (fs) throw new codes.ERR_METHOD_NOT_IMPLEMENTED("FileHandle with fs");
  stream[kHandle] = fd;
  stream[kFs] = operationsOf(fd);
  fd[kRef]();
  fd.on("close", stream.close.bind(stream));
  return fd.fd;
}

// What both kinds take from their options. `defaults`: flags; `needed`: operations besides open and close.
function initialize(stream, path, options, flags, needed) {
  if (options.fd == null) {
    stream.fd = null;
    stream[kFs] = options.fs || publicFs();
    validateFunction(stream[kFs].open, "options.fs.open");
    stream.path = validPath(path);
    stream.flags = options.flags === undefined ? flags : options.flags;
    stream.mode = options.mode === undefined ? 0o666 : options.mode;
  } else {
    stream.fd = importFd(stream, options);
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  needed(stream[kFs]);
  if (options.autoDestroy) validateFunction(stream[kFs].close, "options.fs.close");
}

// Opens before the first read or write. A replaced open() (older libraries) is awaited by its events.
function constructStream(stream, callback, ownOpen) {
  if (typeof stream.fd === "number") {
    callback();
    return;
  }
  if (stream.open === ownOpen) {
    stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
      if (error) {
        callback(error);
        return;
      }
      stream.fd = fd;
      callback();
      stream.emit("open", stream.fd);
      stream.emit("ready");
    });
    return;
  }
  const original = stream.emit;
  stream.emit = function (...args) {
    if (args[0] === "open") {
      this.emit = original;
      callback();
      Reflect.apply(original, this, args);
    } else if (args[0] === "error") {
      this.emit = original;
      callback(args[1]);
    } else {
      Reflect.apply(original, this, args);
    }
  };
  stream.open();
}

function closeStream(stream, error, callback) {
  const finish = (second) => callback(error || second);
  if (!stream.fd) {
    callback(error);
  } else if (stream.flush) {
    stream[kFs].fsync(stream.fd, (failed) => closeDescriptor(stream, (second) => finish(failed || second)));
  } else {
    closeDescriptor(stream, finish);
  }
}

function closeDescriptor(stream, callback) {
  stream[kFs].close(stream.fd, (error) => callback(error));
  stream.fd = null;
}

function destroyStream(stream, error, callback) {
  if (stream[kIsPerformingIO]) stream.once(kIoDone, (second) => closeStream(stream, error || second, callback));
  else closeStream(stream, error, callback);
}

function defineShared(prototype, state, deprecatedOpen) {
  const stateOf = (stream) => {
    if (stream[state] === undefined) throw new codes.ERR_INVALID_THIS(prototype.constructor.name);
    return stream[state];
  };
  Object.defineProperty(prototype, "autoClose", {
    get() { return stateOf(this).autoDestroy; },
    set(value) { stateOf(this).autoDestroy = value; },
    configurable: true,
  });
  Object.defineProperty(prototype, "pending", { get() { return this.fd === null; }, configurable: true });
  Object.defineProperty(prototype, "open", { value: deprecatedOpen, writable: true, enumerable: true, configurable: true });
}

// open() of a stream, for heirs that call it: DEP0135.
function openOf() {
  return function open() {
    loadBuiltin("node:internal/process/warning").emitWarning(
      `${this.constructor.name}.prototype.open() is deprecated`, "DeprecationWarning", "DEP0135");
  };
}
const openReadFs = openOf();
const openWriteFs = openOf();

export function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = copyOptions(getOptions(options, {}));
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  initialize(this, path, options, "r", (fs) => validateFunction(fs.read, "options.fs.read"));
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, "start", 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validateInteger(this.end, "end", 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new codes.ERR_OUT_OF_RANGE("start", `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
  return undefined;
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);
defineShared(ReadStream.prototype, "_readableState", openReadFs);

Object.assign(ReadStream.prototype, {
  _construct(callback) { constructStream(this, callback, openReadFs); },

  _read(n) {
    n = this.pos !== undefined ? Math.min(this.end - this.pos + 1, n) : Math.min(this.end - this.bytesRead + 1, n);
    if (n <= 0) {
      this.push(null);
      return;
    }
    const { Buffer } = loadBuiltin("node:internal/buffer/buffer");
    this[kIsPerformingIO] = true;
    this[kFs].read(this.fd, Buffer.allocUnsafeSlow(n), 0, n, this.pos, (error, count, buffer) => {
      this[kIsPerformingIO] = false;
      if (this.destroyed) {
        this.emit(kIoDone, error);
      } else if (error) {
        errorOrDestroy(this, error);
      } else if (count > 0) {
        if (this.pos !== undefined) this.pos += count;
        this.bytesRead += count;
        // A short read does not keep the whole piece.
        this.push(count === buffer.length ? buffer : Buffer.allocUnsafeSlow(count).fill(buffer.subarray(0, count)));
      } else {
        this.push(null);
      }
    });
  },

  _destroy(error, callback) { destroyStream(this, error, callback); },

  close(callback) {
    if (typeof callback === "function") finished(this, callback);
    this.destroy();
  },
});

export function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = copyOptions(getOptions(options, {}));
  options.decodeStrings = true;
  initialize(this, path, options, "w", (fs) => {
    if (!fs.write && !fs.writev) throw new codes.ERR_INVALID_ARG_TYPE("options.fs.write", "function", fs.write);
    if (fs.write) validateFunction(fs.write, "options.fs.write");
    if (fs.writev) validateFunction(fs.writev, "options.fs.writev");
  });
  if (options.flush == null) {
    this.flush = false;
  } else {
    validateBoolean(options.flush, "options.flush");
    this.flush = options.flush;
  }
  if (this.flush) validateFunction(this[kFs].fsync, "options.fs.fsync");
  // It is enough to override one of the two.
  if (!this[kFs].write) this._write = null;
  if (!this[kFs].writev) this._writev = null;
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, "start", 0);
    this.pos = this.start;
  }
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
  return undefined;
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);
defineShared(WriteStream.prototype, "_writableState", openWriteFs);

// Until everything is written; what is busy (EAGAIN) is tried again, five times without progress at most.
function writeAll(stream, write, left, position, callback, retries = 0) {
  write(left, position, (error, count) => {
    if (error?.code === "EAGAIN") {
      error = null;
      count = 0;
    }
    if (stream.destroyed || error) {
      callback(error || new codes.ERR_STREAM_DESTROYED("write"));
      return;
    }
    stream.bytesWritten += count;
    retries = count ? 0 : retries + 1;
    const rest = left.slice(count);
    if (retries > 5) callback(new Error("writev failed"));
    else if (rest.length > 0) writeAll(stream, write, rest, position === undefined ? undefined : position + count, callback, retries);
    else callback();
  });
}

// A list of buffers that is cut like one.
class Pieces {
  constructor(buffers) {
    this.buffers = buffers;
    this.length = buffers.reduce((sum, { length }) => sum + length, 0);
  }

  slice(count) {
    const rest = [];
    for (const buffer of this.buffers) {
      if (count < buffer.length) rest.push(buffer.subarray(count));
      count = Math.max(0, count - buffer.length);
    }
    return new Pieces(rest);
  }
}

function perform(stream, data, write, callback) {
  stream[kIsPerformingIO] = true;
  writeAll(stream, write, data, stream.pos, (error) => {
    stream[kIsPerformingIO] = false;
    if (stream.destroyed) {
      callback(error);
      stream.emit(kIoDone, error);
      return;
    }
    callback(error);
  });
  if (stream.pos !== undefined) stream.pos += data.length;
}

Object.assign(WriteStream.prototype, {
  _construct(callback) { constructStream(this, callback, openWriteFs); },

  _write(data, encoding, callback) {
    perform(this, data, (left, position, done) => this[kFs].write(this.fd, left, 0, left.length, position, done), callback);
  },

  _writev(data, callback) {
    const pieces = new Pieces(data.map(({ chunk }) => chunk));
    perform(this, pieces, (left, position, done) => this[kFs].writev(this.fd, left.buffers, position ?? null, done), callback);
  },

  _destroy(error, callback) { destroyStream(this, error, callback); },

  close(callback) {
    if (callback) {
      if (this.closed) {
        nextTick(callback);
        return;
      }
      this.on("close", callback);
    }
    // Without autoClose the descriptor is closed when all is written.
    if (!this.autoClose) this.on("finish", this.destroy);
    this.end();
  },
});
WriteStream.prototype.destroySoon = WriteStream.prototype.end;
