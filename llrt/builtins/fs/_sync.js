// The synchronous functions that programs call often, straight to the ops. The others: _sync_rare.js.
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { codes } from "../_errors.js";
import { validateBoolean, validateBuffer } from "../_validators.js";
import { copyOptions, fileMode, getOptions, isFd, isInt32, isUtf8, validFd, validPath } from "./_paths.js";
import { contentFailure, failure } from "./_request.js";

const text = () => loadBuiltin("node:internal/fs/text");
const calls = () => loadBuiltin("node:internal/fs/calls");
const READ = { flag: "r" };
const WRITE = { encoding: "utf8", mode: 0o666, flag: "w", flush: false };

const bitsOf = (flags, name) => (flags === undefined || flags === "r" ? 0 : loadBuiltin("node:internal/fs/flags").openFlags(flags, name));

export function existsSync(path) {
  try {
    path = validPath(path);
  } catch (error) {
    if (error?.code === "ERR_INVALID_ARG_TYPE" && path !== undefined) warnOfExists();
    return false;
  }
  return native.exists(path);
}

let warned = false;
function warnOfExists() {
  if (warned) return;
  warned = true;
  loadBuiltin("node:internal/process/warning").emitWarning(
    "Passing invalid argument types to fs.existsSync is deprecated", "DeprecationWarning", "DEP0187");
}

export function openSync(path, flags, mode) {
  path = validPath(path);
  const bits = bitsOf(flags);
  const fd = native.open(path, bits, mode === undefined ? 0o666 : fileMode(mode, "mode", 0o666));
  if (fd < 0) throw failure(fd, "open", path);
  return fd;
}

export function closeSync(fd) {
  const result = native.close(validFd(fd));
  if (result < 0) throw failure(result, "close");
}

// The common case of a read or write, for which no request object is made: everything given, whole and within the buffer.
function isPlain({ byteLength }, offset, length, position) {
  return Number.isInteger(offset) && Number.isInteger(length) && offset >= 0 && length > 0 && offset + length <= byteLength
    && length <= 2147483647 && (position == null || (Number.isSafeInteger(position) && position >= 0));
}

export function readSync(fd, buffer, offsetOrOptions, length, position) {
  fd = validFd(fd);
  validateBuffer(buffer);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 || typeof offsetOrOptions === "object") {
    if (offsetOrOptions !== undefined) loadBuiltin("node:internal/validators").validateObject(offsetOrOptions, "options", 1);
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
  }
  if (isPlain(buffer, offset, length, position)) {
    const count = native.read(fd, buffer, offset, length, position ?? -1);
    if (count < 0) throw failure(count, "read");
    return count;
  }
  const request = calls().readRequest(fd, buffer, offset, length, position);
  if (request === undefined) return 0;
  const count = native.read(...request.args);
  if (count < 0) throw failure(count, "read");
  return count;
}

export function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = validFd(fd);
  let request;
  if (ArrayBuffer.isView(buffer)) {
    let offset = offsetOrOptions;
    if (typeof offset === "object") ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
    offset ??= 0;
    if (typeof length !== "number") length = buffer.byteLength - offset;
    request = isPlain(buffer, offset, length, position)
      ? { op: "write", args: [fd, buffer, offset, length, position ?? -1] }
      : calls().writeRequest(fd, buffer, offset, length, position);
  } else {
    requireText(buffer, "buffer");
    loadBuiltin("node:internal/validators").validateEncoding(buffer, length);
    request = calls().writeTextRequest(fd, buffer, offsetOrOptions, length);
  }
  const count = native[request.op](...request.args);
  if (count < 0) throw loadBuiltin("node:internal/errors").UVException({ errno: count, syscall: "write" });
  return count;
}

export function requireText(value, name) {
  if (typeof value !== "string") throw new codes.ERR_INVALID_ARG_TYPE(name, ["string", "Buffer", "TypedArray", "DataView"], value);
}

function statusSync(op, path, options) {
  path = validPath(path);
  const { newRecord, sharedRecord, statsFrom } = stats();
  const bigint = options?.bigint === true || Boolean(options?.bigint);
  const record = bigint ? newRecord(true) : sharedRecord(false);
  const result = native[op](path, record, bigint);
  if (result < 0) {
    if (options?.throwIfNoEntry === false && (result === -2 || (result === -20 && op === "stat"))) return undefined;
    throw failure(result, op, path);
  }
  return statsFrom(record);
}

let statsRoom;
const stats = () => (statsRoom ??= loadBuiltin("node:internal/fs/stats"));

export function statSync(path, options = { bigint: false, throwIfNoEntry: true }) {
  return statusSync("stat", path, options);
}

export function lstatSync(path, options = { bigint: false, throwIfNoEntry: true }) {
  return statusSync("lstat", path, options);
}

export function fstatSync(fd, options = { bigint: false }) {
  fd = validFd(fd);
  const { newRecord, statsFrom } = stats();
  const record = newRecord(Boolean(options?.bigint));
  const result = native.fstat(fd, record, Boolean(options?.bigint));
  if (result < 0) throw failure(result, "fstat");
  return statsFrom(record);
}

export function readFileSync(path, options) {
  options = getOptions(options, READ);
  const { encoding } = options;
  const asText = encoding !== undefined && isUtf8(encoding);
  if (typeof path !== "string" && isInt32(path)) path = validFd(path);
  else path = validPath(path);
  const bits = bitsOf(options.flag);
  const result = asText ? native.readText(path, bits) : native.readFile(path, bits);
  if (typeof result === "number") throw contentFailure(result, "read", path);
  if (typeof result === "string") return result;
  return asText || encoding ? text().decode(result, encoding) : text().toBuffer(result);
}

export function writeFileSync(path, data, options) {
  options = getOptions(options, WRITE);
  const flush = options.flush ?? false;
  validateBoolean(flush, "options.flush");
  const { encoding } = options;
  if (!ArrayBuffer.isView(data)) {
    requireText(data, "data");
    if (encoding && !isUtf8(encoding)) data = text().bytesOf(data, encoding);
  }
  if (flush) {
    writeFlushing(path, data, options);
    return;
  }
  path = isFd(path) ? validFd(path) : validPath(path);
  const result = native.writeFile(path, data, bitsOf(options.flag || "w"), fileMode(options.mode, "mode", 0o666), false);
  if (result < 0) throw contentFailure(result, "write", path);
}

export function appendFileSync(path, data, options) {
  options = copyOptions(getOptions(options, { encoding: "utf8", mode: 0o666, flag: "a" }));
  if (!options.flag || isFd(path)) options.flag = "a";
  writeFileSync(path, data, options);
}

// Step by step through the public functions, as Node: programs replace fsyncSync to watch it.
function writeFlushing(path, data, options) {
  const fs = loadBuiltin("node:fs").default;
  const own = !isFd(path);
  const fd = own ? fs.openSync(path, options.flag || "w", options.mode) : path;
  const bytes = typeof data === "string" ? text().bytesOf(data, "utf8") : data;
  try {
    for (let done = 0; done < bytes.byteLength;) done += fs.writeSync(fd, bytes, done, bytes.byteLength - done);
    fs.fsyncSync(fd);
  } finally {
    if (own) fs.closeSync(fd);
  }
}
