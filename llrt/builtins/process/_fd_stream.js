// Streams over descriptors that Node has as sockets: pipes and terminals. They write synchronously and read through the loop. What
// process.stdin, stdout and stderr and the classes of node:tty are made of; the network's sockets are not.
import { refReading, startReading, stopReading, write } from "native:process";
import { loadBuiltin } from "native:engine";
import { initResource, runInResource } from "../_async_context.js";
import { nextTick } from "../_boot/task_queues.js";
import { Duplex } from "../stream/_duplex.js";

const EINVAL = -22;
const kReading = Symbol("kReading");
const kReferenced = Symbol("kReferenced");

// options: readable, writable, highWaterMark, emitClose as for a Duplex. Named as the class Node has here.
export function Socket(fd, options) {
  Duplex.call(this, { allowHalfOpen: false, decodeStrings: false, ...options });
  this[kReading] = false;
  this[kReferenced] = true;
  initResource(this, this.constructor.name === "Socket" ? "PIPEWRAP" : "TTYWRAP");
  Object.defineProperty(this, "_handle", { value: new Handle(this, fd), writable: true, enumerable: false, configurable: true });
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

// What programs call on a stream's handle: hardly more than setBlocking().
class Handle {
  #stream;

  constructor(stream, fd) {
    this.#stream = stream;
    this.fd = fd;
    this.isClosed = false;
  }

  get reading() { return this.#stream[kReading]; }
  set reading(value) {}
  setBlocking() { return 0; }
  readStart() {
    startNow(this.#stream);
    return 0;
  }
  readStop() {
    stopNow(this.#stream);
    return 0;
  }
  ref() { this.#stream.ref(); }
  unref() { this.#stream.unref(); }
  hasRef() { return this.#stream[kReferenced]; }
  close(callback) {
    stopNow(this.#stream);
    this.isClosed = true;
    if (typeof callback === "function") callback();
  }
}

// A chunk or a piece of text, whole and now. Returns the error of a refusal.
export function writeNow(fd, chunk, encoding, shape) {
  const isText = typeof chunk === "string";
  const data = !isText || encoding === undefined || encoding === "utf8" || encoding === "utf-8"
    ? chunk
    : loadBuiltin("node:internal/buffer/buffer").Buffer.from(chunk, encoding);
  const errno = write(fd, data);
  if (errno === undefined) return undefined;
  const { ErrnoException, UVException } = loadBuiltin("node:internal/errors");
  return shape === "file" ? new UVException({ errno, syscall: "write" }) : new ErrnoException(errno, "write");
}

Socket.prototype._write = function (chunk, encoding, callback) {
  callback(writeNow(this._handle.fd, chunk, encoding));
};

function startNow(stream) {
  if (stream[kReading] || stream.destroyed) return;
  const { fd, isClosed } = stream._handle;
  if (isClosed) {
    const { ErrnoException } = loadBuiltin("node:internal/errors");
    stream.destroy(new ErrnoException(EINVAL, "read"));
    return;
  }
  stream[kReading] = true;
  startReading(fd, (chunk, errno) => runInResource(stream, onChunk, undefined, stream, chunk, errno));
  if (!stream[kReferenced]) refReading(fd, false);
}

function stopNow(stream) {
  if (!stream[kReading]) return;
  stream[kReading] = false;
  stopReading(stream._handle.fd);
}

function onChunk(stream, chunk, errno) {
  if (errno !== undefined) {
    stream[kReading] = false;
    const { ErrnoException } = loadBuiltin("node:internal/errors");
    stream.destroy(new ErrnoException(-errno, "read"));
  } else if (chunk === undefined) {
    stream[kReading] = false;
    stream.push(null);
    stream.read(0);
  } else {
    const { Buffer } = loadBuiltin("node:internal/buffer/buffer");
    if (!stream.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))) stopNow(stream);
  }
}

Socket.prototype._read = function () {
  startNow(this);
};

// A paused input does not keep the program alive. A tick later: what was resumed and paused at once starts to read in between.
export function stopWhenPaused(stream) {
  stream.on("pause", () => nextTick(stopPaused, stream));
}

function stopPaused(stream) {
  if (!stream[kReading]) return;
  stopNow(stream);
  stream._readableState.reading = false;
}

Socket.prototype._destroy = function (error, callback) {
  stopNow(this);
  callback(error);
};

Socket.prototype.destroySoon = function () {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once("finish", this.destroy);
};

Socket.prototype.ref = function () {
  this[kReferenced] = true;
  if (this[kReading]) refReading(this._handle.fd, true);
  return this;
};

Socket.prototype.unref = function () {
  this[kReferenced] = false;
  if (this[kReading]) refReading(this._handle.fd, false);
  return this;
};
