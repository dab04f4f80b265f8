// Whole files, asynchronously: readFile, writeFile and appendFile with a callback, and what the promise forms share with them.
import { loadBuiltin } from "native:engine";
import { AbortError } from "../_errors.js";
import { validateBoolean, validateFunction } from "../_validators.js";
import { copyOptions, fileMode, getOptions, isFd, isUtf8, validPath } from "./_paths.js";
import { calls } from "./_calls.js";
import { contentFailure, failed, failure, LARGE, runAsync, runRaw, settle } from "./_request.js";
import { requireText } from "./_sync.js";
import { bytesOf, decode, toBuffer } from "./_text.js";

const CHUNK = 512 * 1024;
// Up to here a file is read by one op, whose result is copied on its way; larger ones into their buffer, in pieces.
const AT_ONCE = 2 * 1024 * 1024;
const PIECE = 16 * 1024 * 1024;

export const bitsOf = (flags, name) => (flags === "r" || flags === undefined ? 0 : loadBuiltin("node:internal/fs/flags").openFlags(flags, name));

export function throwIfAborted(signal) {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

async function raw(syscall, path, op, ...args) {
  const result = await runRaw(op, ...args);
  if (failed(result)) throw failure(result, syscall, path);
  return result;
}

// Runs `use(fd)` on a path or, as it is, on a descriptor.
async function withDescriptor(target, bits, mode, use) {
  if (typeof target === "number") return use(target);
  const fd = await raw("open", target, "open", target, bits, mode);
  let result;
  try {
    result = await use(fd);
  } catch (error) {
    await runRaw("close", fd);
    throw error;
  }
  await raw("close", undefined, "close", fd);
  return result;
}

// In pieces, so that a signal can end it between two of them.
async function readInPieces(fd, signal) {
  const { Buffer } = loadBuiltin("node:internal/buffer/buffer");
  const pieces = [];
  for (;;) {
    throwIfAborted(signal);
    const piece = Buffer.allocUnsafeSlow(CHUNK);
    const count = await raw("read", undefined, "read", fd, piece, 0, CHUNK, -1);
    throwIfAborted(signal);
    if (count === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, count));
  }
}

async function readLarge(fd) {
  const { size } = await runAsync(calls.fstat(fd));
  const bytes = loadBuiltin("node:internal/buffer/buffer").Buffer.allocUnsafeSlow(size);
  let at = 0;
  while (at < size) {
    const count = await raw("read", undefined, "read", fd, bytes, at, Math.min(PIECE, size - at), -1);
    if (count === 0) return bytes.subarray(0, at);
    at += count;
  }
  return bytes;
}

// All of a path's or descriptor's content, decoded where an encoding is given.
export async function readContent(target, bits, encoding, signal) {
  const asText = Boolean(encoding);
  if (signal) {
    const bytes = await withDescriptor(target, bits, 0o666, (fd) => readInPieces(fd, signal));
    return asText ? bytes.toString(encoding) : bytes;
  }
  const plain = asText && isUtf8(encoding);
  const result = await runRaw(plain ? "readText" : "readFile", target, bits, AT_ONCE);
  if (result === LARGE) {
    const bytes = await withDescriptor(target, bits, 0o666, readLarge);
    return asText ? bytes.toString(encoding) : bytes;
  }
  if (typeof result === "number") throw contentFailure(result, "read", target);
  if (typeof result === "string") return result;
  return asText ? decode(result, encoding) : toBuffer(result);
}

async function writeInPieces(fd, bytes, signal) {
  for (let done = 0; done < bytes.byteLength;) {
    throwIfAborted(signal);
    done += await raw("write", undefined, "write", fd, bytes, done, Math.min(CHUNK, bytes.byteLength - done), -1);
  }
  throwIfAborted(signal);
}

// `data`: a string or a view.
export async function writeContent(target, data, { bits, mode, encoding, signal }) {
  if (typeof data === "string" && encoding && !isUtf8(encoding)) data = bytesOf(data, encoding);
  if (signal) {
    const bytes = typeof data === "string" ? bytesOf(data, "utf8") : data;
    await withDescriptor(target, bits, mode, (fd) => writeInPieces(fd, bytes, signal));
    return;
  }
  const result = await runRaw("writeFile", target, data, bits, mode, false);
  if (failed(result)) throw contentFailure(result, "write", target);
}

const fs = () => loadBuiltin("node:fs").default;

// Whether the callback was given an abort instead.
function aborted(signal, callback) {
  if (!signal?.aborted) return false;
  callback(new AbortError(undefined, { cause: signal.reason }));
  return true;
}

export function readFile(path, options, callback) {
  callback ||= options;
  validateFunction(callback, "cb");
  options = getOptions(options, { flag: "r" });
  if (!isFd(path)) {
    if (aborted(options.signal, callback)) return;
    path = validPath(path);
  }
  settle(readContent(path, bitsOf(options.flag, "options.flag"), options.encoding, options.signal), callback);
}

export function writeFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, "cb");
  options = getOptions(options, { encoding: "utf8", mode: 0o666, flag: "w", flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, "options.flush");
  if (!ArrayBuffer.isView(data)) requireText(data, "data");
  const own = !isFd(path);
  if (own && aborted(options.signal, callback)) return;
  const { encoding, signal } = options;
  const bits = own ? bitsOf(options.flag || "w") : 0;
  const mode = own ? fileMode(options.mode, "mode", 0o666) : 0;
  if (own) path = validPath(path);
  const work = flush ? writeFlushing(path, data, { ...options, bits, mode }) : writeContent(path, data, { bits, mode, encoding, signal });
  settle(work, callback);
}

// fsync is called as the public function: programs replace it to watch it.
async function writeFlushing(path, data, { bits, mode, encoding, signal }) {
  await withDescriptor(path, bits, mode, async (fd) => {
    await writeContent(fd, data, { bits, mode, encoding, signal });
    await new Promise((resolve, reject) => fs().fsync(fd, (error) => (error ? reject(error) : resolve())));
  });
}

export function appendFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, "cb");
  options = copyOptions(getOptions(options, { encoding: "utf8", mode: 0o666, flag: "a" }));
  if (!options.flag || isFd(path)) options.flag = "a";
  fs().writeFile(path, data, options, callback);
}

export { withDescriptor };
