// The functions with a callback that are one system call. Those of several: _files.js, _rm.js, _dirs.js and others.
import { loadBuiltin } from "native:engine";
import { aggregateTwoErrors, AbortError } from "../_errors.js";
import { validateBuffer, validateEncoding, validateFunction, validateObject } from "../_validators.js";
import {
  calls, readRequest, readvRequest, validBuffers, writeRequest, writeTextRequest, writevRequest,
} from "./_calls.js";
import { fileMode, getOptions, validFd } from "./_paths.js";
import { failure, requireCallback, run, runWithCallback } from "./_request.js";
import { requireText } from "./_sync.js";

const nextTick = (...args) => loadBuiltin("node:internal/boot/task_queues").nextTick(...args);
const fs = () => loadBuiltin("node:fs").default;

function start(name, args, callback) {
  const request = calls[name](...args);
  runWithCallback(request, requireCallback(callback));
}

export function access(path, mode, callback) {
  if (typeof mode === "function") [callback, mode] = [mode, undefined];
  start("access", [path, mode], callback);
}

export function exists(path, callback) {
  validateFunction(callback, "cb");
  try {
    fs().access(path, 0, (error) => callback(!error));
  } catch {
    callback(false);
  }
}

export function chmod(path, mode, callback) { start("chmod", [path, mode], callback); }
export function fchmod(fd, mode, callback) { start("fchmod", [fd, mode], callback); }
export function chown(path, uid, gid, callback) { start("chown", [path, uid, gid], callback); }
export function lchown(path, uid, gid, callback) { start("lchown", [path, uid, gid], callback); }
export function fchown(fd, uid, gid, callback) { start("fchown", [fd, uid, gid], callback); }
export function fdatasync(fd, callback) { start("fdatasync", [fd], callback); }
export function fsync(fd, callback) { start("fsync", [fd], callback); }
export function futimes(fd, atime, mtime, callback) { start("futimes", [fd, atime, mtime], callback); }
export function utimes(path, atime, mtime, callback) { start("utimes", [path, atime, mtime], callback); }
export function lutimes(path, atime, mtime, callback) { start("lutimes", [path, atime, mtime], callback); }
export function link(existingPath, newPath, callback) { start("link", [existingPath, newPath], callback); }
export function rename(oldPath, newPath, callback) { start("rename", [oldPath, newPath], callback); }
export function unlink(path, callback) { start("unlink", [path], callback); }

export function close(fd, callback) {
  const request = calls.close(fd);
  if (callback !== undefined) callback = requireCallback(callback);
  runWithCallback(request, callback ?? ((error) => { if (error != null) throw error; }));
}

export function copyFile(src, dest, mode, callback) {
  if (typeof mode === "function") [callback, mode] = [mode, 0];
  start("copyFile", [src, dest, mode], callback);
}

export function symlink(target, path, type, callback) {
  if (callback === undefined) [callback, type] = [type, undefined];
  start("symlink", [target, path, type], callback);
}

export function ftruncate(fd, len = 0, callback) {
  if (typeof len === "function") [callback, len] = [len, 0];
  start("ftruncate", [fd, len], callback);
}

export function truncate(path, len, callback) {
  if (typeof len === "function") [callback, len] = [len, 0];
  const { args: [, length] } = calls.ftruncate(0, len === undefined ? 0 : len);
  validateFunction(callback, "cb");
  fs().open(path, "r+", (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    runWithCallback(calls.ftruncate(fd, length), (failed) => {
      fs().close(fd, (second) => callback(aggregateTwoErrors(second, failed)));
    });
  });
}

export function mkdir(path, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  const request = calls.mkdir(path, options);
  const done = requireCallback(callback);
  // What is made first is told also where nothing was.
  if (request.op !== "mkdirs") runWithCallback(request, done);
  else runWithCallback(request, (error, made) => (error ? done(error) : done(null, made)));
}

export function mkdtemp(prefix, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  callback = requireCallback(callback);
  runWithCallback(calls.mkdtemp(prefix, options), callback);
}

export function open(path, flags, mode, callback) {
  if (arguments.length < 3) {
    [callback, flags, mode] = [flags, "r", 0o666];
  } else if (typeof mode === "function") {
    [callback, mode] = [mode, 0o666];
  } else {
    mode = fileMode(mode, "mode", 0o666);
  }
  start("open", [path, flags, mode], callback);
}

export function readlink(path, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  callback = requireCallback(callback);
  runWithCallback(calls.readlink(path, options), callback);
}

// ---- stat

function status(name, what, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  else if (options === null || typeof options !== "object") options = undefined;
  else options = getOptions(options, {});
  callback = requireCallback(callback);
  const request = calls[name](what, options);
  if (options?.signal?.aborted) {
    nextTick(callback, new AbortError(undefined, { cause: options.signal.reason }));
    return;
  }
  runWithCallback(request, callback, options);
}

export function stat(path, options, callback) { statusOfPath("stat", path, options, callback); }
export function lstat(path, options, callback) { status("lstat", path, options, callback); }
export function fstat(fd, options, callback) { status("fstat", fd, options, callback); }

function statusOfPath(name, path, options, callback) {
  if (options?.throwIfNoEntry !== false || typeof options === "function") {
    status(name, path, options, callback);
    return;
  }
  callback = requireCallback(callback);
  const { op, args, give, ifMissing } = calls[name](path, options);
  run(op, args, (result) => {
    if (ifMissing(result)) callback(null, undefined);
    else if (result < 0) callback(failure(result, op, path));
    else callback(null, give(result));
  });
}

export function statfs(path, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  validateFunction(callback, "cb");
  runWithCallback(calls.statfs(path, options), requireCallback(callback));
}

// ---- read and write

// What read() takes: (fd, buffer, offset, length, position, cb), (fd, buffer, options, cb), (fd, options, cb), (fd, cb).
function readArguments(given, [fd, buffer, offset, length, position, callback]) {
  if (given > 4) return [buffer, offset, length, position, callback];
  const allocate = () => loadBuiltin("node:internal/buffer/buffer").Buffer.alloc(16384);
  let params = null;
  if (given === 4) {
    validateObject(offset, "options", 1);
    [callback, params] = [length, offset];
  } else if (given === 3) {
    if (!ArrayBuffer.isView(buffer)) {
      params = buffer;
      if (params !== undefined) validateObject(params, "options", 1);
      ({ buffer = allocate() } = params ?? {});
    }
    callback = offset;
  } else {
    [callback, buffer] = [buffer, allocate()];
  }
  ({ offset = 0, length = buffer?.byteLength - offset, position = null } = params ?? {});
  return [buffer, offset, length, position, callback];
}

export function read(fd, ...rest) {
  fd = validFd(fd);
  const [buffer, offset, length, position, callback] = readArguments(rest.length + 1, [fd, ...rest]);
  validateBuffer(buffer);
  validateFunction(callback, "cb");
  const request = readRequest(fd, buffer, offset, length, position);
  if (request === undefined) {
    nextTick(function tick() { callback(null, 0, buffer); });
    return;
  }
  runWithCallback(request, (error, count) => callback(error, count || 0, buffer));
}

export function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = validFd(fd);
  let offset = offsetOrOptions;
  let request;
  if (ArrayBuffer.isView(buffer)) {
    callback ||= position || length || offset;
    validateFunction(callback, "cb");
    if (typeof offset === "object") ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
    if (typeof offset === "function") offset = 0;
    request = writeRequest(fd, buffer, offset, length, position);
  } else {
    requireText(buffer, "buffer");
    if (typeof position !== "function") {
      if (typeof offset === "function") [position, offset] = [offset, null];
      else position = length;
      length = "utf8";
    }
    validateEncoding(buffer, length);
    callback = position;
    validateFunction(callback, "cb");
    request = writeTextRequest(fd, buffer, offset, length);
  }
  runWithCallback(request, (error, count) => callback(error, count || 0, buffer));
}

export function readv(fd, buffers, position, callback) {
  fd = validFd(fd);
  validBuffers(buffers);
  callback ||= position;
  validateFunction(callback, "cb");
  runWithCallback(readvRequest(fd, buffers, position), (error, count) => callback(error, count || 0, buffers));
}

export function writev(fd, buffers, position, callback) {
  fd = validFd(fd);
  validBuffers(buffers);
  callback ||= position;
  validateFunction(callback, "cb");
  if (buffers.length === 0) {
    nextTick(callback, null, 0, buffers);
    return;
  }
  runWithCallback(writevRequest(fd, buffers, position), (error, count) => callback(error, count || 0, buffers));
}
