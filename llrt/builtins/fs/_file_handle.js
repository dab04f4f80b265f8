// FileHandle: a descriptor with methods. It stays open while a method runs: close() waits for those.
// Spec: https://nodejs.org/api/fs.html#class-filehandle
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateAbortSignal, validateBoolean, validateBuffer, validateEncoding, validateObject } from "../_validators.js";
import { EventEmitter } from "../events/_emitter.js";
import { kTransfer } from "../_web/clone_hooks.js";
import { calls, readRequest, readvRequest, validBuffers, validPosition, writeRequest, writeTextRequest, writevRequest } from "./_calls.js";
import { getOptions } from "./_paths.js";
import { runAsync } from "./_request.js";
import { requireText } from "./_sync.js";
import { bytesOf } from "./_text.js";
import { readContent, throwIfAborted, writeContent } from "./_files.js";

export const kHandle = Symbol("kHandle");
export const kRef = Symbol("kRef");
export const kUnref = Symbol("kUnref");
const kFd = Symbol("kFd");
const kRefs = Symbol("kRefs");
const kClosePromise = Symbol("kClosePromise");
const kCloseResolve = Symbol("kCloseResolve");
const kCloseReject = Symbol("kCloseReject");
const kCloseReason = Symbol("kCloseReason");
const kLocked = Symbol("kLocked");

const closeDescriptor = (fd) => runAsync(calls.close(fd));

// `work(handle, ...args)` while the handle is held open.
async function using(work, handle, ...args) {
  if (handle?.[kRefs] === undefined) throw new codes.ERR_INTERNAL_ASSERTION("handle must be an instance of FileHandle");
  if (handle.fd === -1) {
    const error = new Error(handle[kCloseReason] ?? "file closed");
    error.code = "EBADF";
    error.syscall = work.name;
    throw error;
  }
  try {
    handle[kRef]();
    return await work(handle, ...args);
  } finally {
    handle[kUnref]();
  }
}

const simple = {
  fchmod: (handle, mode) => runAsync(calls.fchmod(handle.fd, mode)),
  fchown: (handle, uid, gid) => runAsync(calls.fchown(handle.fd, uid, gid)),
  fdatasync: (handle) => runAsync(calls.fdatasync(handle.fd)),
  fsync: (handle) => runAsync(calls.fsync(handle.fd)),
  fstat: (handle, options) => runAsync(calls.fstat(handle.fd, options)),
  ftruncate: (handle, length = 0) => runAsync(calls.ftruncate(handle.fd, length)),
  futimes: (handle, atime, mtime) => runAsync(calls.futimes(handle.fd, atime, mtime)),
};

async function read(handle, bufferOrParams, offset, length, position) {
  let buffer = bufferOrParams;
  if (!ArrayBuffer.isView(buffer)) {
    if (bufferOrParams !== undefined) validateObject(bufferOrParams, "options", 1);
    const allocate = () => loadBuiltin("node:internal/buffer/buffer").Buffer.alloc(16384);
    ({ buffer = allocate(), offset = 0, length = buffer.byteLength - offset, position = null } = bufferOrParams ?? {});
    validateBuffer(buffer);
  }
  if (offset !== null && typeof offset === "object") ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
  if (position != null) validPosition(position, "position", length ?? 0);
  const request = readRequest(handle.fd, buffer, offset, length ?? buffer.byteLength - (offset ?? 0), position);
  return { __proto__: null, bytesRead: request === undefined ? 0 : await runAsync(request), buffer };
}

async function readv(handle, buffers, position) {
  validBuffers(buffers);
  return { __proto__: null, bytesRead: await runAsync(readvRequest(handle.fd, buffers, position)), buffers };
}

async function write(handle, buffer, offsetOrOptions, length, position) {
  if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
  let offset = offsetOrOptions;
  if (ArrayBuffer.isView(buffer)) {
    if (typeof offset === "object") ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
    return { __proto__: null, bytesWritten: await runAsync(writeRequest(handle.fd, buffer, offset, length, position)), buffer };
  }
  requireText(buffer, "buffer");
  validateEncoding(buffer, length);
  return { __proto__: null, bytesWritten: await runAsync(writeTextRequest(handle.fd, buffer, offset, length)), buffer };
}

async function writev(handle, buffers, position) {
  validBuffers(buffers);
  if (buffers.length === 0) return { __proto__: null, bytesWritten: 0, buffers };
  return { __proto__: null, bytesWritten: await runAsync(writevRequest(handle.fd, buffers, position)), buffers };
}

async function readFile(handle, options) {
  options = getOptions(options, { flag: "r" });
  throwIfAborted(options.signal);
  return readContent(handle.fd, 0, options.encoding, options.signal);
}

const isIterable = (data) => typeof data === "object" && data !== null && !ArrayBuffer.isView(data)
  && (typeof data[Symbol.asyncIterator] === "function" || typeof data[Symbol.iterator] === "function");

// What writeFile takes, at the handle's place: text, views, iterables and streams of these.
export async function writeAll(handle, data, { encoding, signal } = {}) {
  const into = { bits: 0, mode: 0, encoding: encoding || "utf8", signal };
  if (!isIterable(data)) {
    await writeContent(handle.fd, data, into);
    return;
  }
  throwIfAborted(signal);
  for await (const chunk of data) {
    throwIfAborted(signal);
    const part = typeof chunk === "string" || ArrayBuffer.isView(chunk) ? chunk : bytesOf(chunk, into.encoding);
    await writeContent(handle.fd, part, into);
    throwIfAborted(signal);
  }
}

export function checkContent(data) {
  if (!ArrayBuffer.isView(data) && !isIterable(data)) requireText(data, "data");
}

async function writeFile(handle, data, options) {
  options = getOptions(options, { encoding: "utf8", mode: 0o666, flag: "w", flush: false });
  validateBoolean(options.flush ?? false, "options.flush");
  checkContent(data);
  validateAbortSignal(options.signal);
  await writeAll(handle, data, options);
}

export class FileHandle extends EventEmitter {
  constructor(fd) {
    super();
    this.close = close.bind(this);
    Object.defineProperty(this.close, "name", { value: "close" });
    this[kHandle] = fd;
    this[kFd] = fd ?? -1;
    this[kRefs] = 1;
    this[kClosePromise] = null;
  }

  getAsyncId() { return 0; }
  get fd() { return this[kFd]; }
  appendFile(data, options) { return using(writeFile, this, data, options); }
  chmod(mode) { return using(simple.fchmod, this, mode); }
  chown(uid, gid) { return using(simple.fchown, this, uid, gid); }
  datasync() { return using(simple.fdatasync, this); }
  sync() { return using(simple.fsync, this); }
  read(buffer, offset, length, position) { return using(read, this, buffer, offset, length, position); }
  readv(buffers, position) { return using(readv, this, buffers, position); }
  readFile(options) { return using(readFile, this, options); }
  readLines(options = undefined) {
    const { Interface } = loadBuiltin("node:readline");
    return new Interface({ input: this.createReadStream(options), crlfDelay: Infinity });
  }
  stat(options) { return using(simple.fstat, this, options); }
  truncate(len = 0) { return using(simple.ftruncate, this, len); }
  utimes(atime, mtime) { return using(simple.futimes, this, atime, mtime); }
  write(buffer, offset, length, position) { return using(write, this, buffer, offset, length, position); }
  writev(buffers, position) { return using(writev, this, buffers, position); }
  writeFile(data, options) { return using(writeFile, this, data, options); }
  async [Symbol.asyncDispose]() { await this.close(); }

  readableWebStream(options = {}) {
    if (this[kFd] === -1) throw new codes.ERR_INVALID_STATE("The FileHandle is closed");
    if (this[kClosePromise]) throw new codes.ERR_INVALID_STATE("The FileHandle is closing");
    if (this[kLocked]) throw new codes.ERR_INVALID_STATE("The FileHandle is locked");
    validateObject(options, "options");
    const { type = "bytes", autoClose = false } = options;
    validateBoolean(autoClose, "options.autoClose");
    const { webStreamOf } = loadBuiltin("node:internal/fs/web_stream");
    this[kLocked] = true;
    return webStreamOf(this, type, autoClose);
  }

  createReadStream(options = undefined) {
    const { ReadStream } = loadBuiltin("node:internal/fs/streams");
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = loadBuiltin("node:internal/fs/streams");
    return new WriteStream(undefined, { ...options, fd: this });
  }

  // structuredClone and postMessage with the handle in their transfer list: see _web/clone_hooks.js.
  [kTransfer]() {
    if (this[kClosePromise] || this[kRefs] > 1) {
      const { DOMException } = loadBuiltin("node:internal/web/dom_exception");
      throw new DOMException("Cannot transfer FileHandle while in use", "DataCloneError");
    }
    const data = this[kHandle];
    this[kFd] = -1;
    this[kCloseReason] = "The FileHandle has been transferred";
    this[kHandle] = null;
    this[kRefs] = 0;
    return { data, create: (fd) => new FileHandle(fd) };
  }

  [kRef]() {
    this[kRefs]++;
  }

  [kUnref]() {
    this[kRefs]--;
    if (this[kRefs] === 0) {
      this[kFd] = -1;
      closeDescriptor(this[kHandle]).then(this[kCloseResolve], this[kCloseReject]);
    }
  }
}

function close() {
  if (this[kFd] === -1) return Promise.resolve();
  if (this[kClosePromise]) return this[kClosePromise];
  this[kRefs]--;
  let closing;
  if (this[kRefs] === 0) {
    this[kFd] = -1;
    closing = closeDescriptor(this[kHandle]);
  } else {
    closing = new Promise((resolve, reject) => {
      this[kCloseResolve] = resolve;
      this[kCloseReject] = reject;
    });
  }
  this[kClosePromise] = closing.finally(() => {
    this[kClosePromise] = this[kCloseResolve] = this[kCloseReject] = undefined;
  });
  this.emit("close");
  return this[kClosePromise];
}
