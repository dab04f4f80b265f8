// The calls that are one system call: their arguments validated and made a request (_request.js), once for the three forms that
// each has in Node: synchronous, with callback, as promise. Not here: the hot synchronous ones (_sync.js).
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateBoolean, validateInt32, validateInteger, validateOneOf } from "../_validators.js";
import { accessMode, fileMode, getOptions, isUtf8, validFd, validPath } from "./_paths.js";

const MAX_ID = 4294967295;
const text = () => loadBuiltin("node:internal/fs/text");
const stats = () => loadBuiltin("node:internal/fs/stats");

const onPath = (op, path, ...args) => ({ op, syscall: op, path, dest: undefined, args: [path, ...args], give: undefined });
const onFd = (op, fd, ...args) => ({ op, syscall: op, path: undefined, dest: undefined, args: [fd, ...args], give: undefined });
const onPaths = (op, path, dest, ...args) => ({ op, syscall: op, path, dest, args: [path, dest, ...args], give: undefined });

function checkIds(uid, gid) {
  validateInteger(uid, "uid", -1, MAX_ID);
  validateInteger(gid, "gid", -1, MAX_ID);
}

// Seconds, from what Node takes for a time.
export function toUnixTimestamp(time, name = "time") {
  // eslint-disable-next-line eqeqeq
  if (typeof time === "string" && +time == time) return +time;
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (loadBuiltin("node:util/types").isDate(time)) return Date.prototype.getTime.call(time) / 1000;
  throw new codes.ERR_INVALID_ARG_TYPE(name, ["Date", "Time in seconds"], time);
}

// Text of the system in the wanted encoding.
function giveText(encoding) {
  return (result) => (typeof result === "string" && (encoding === undefined || isUtf8(encoding)) ? result
    : text().encoded(result, encoding ?? "utf8"));
}

function withRecord(request, options) {
  const record = stats().newRecord(Boolean(options?.bigint));
  request.args.push(record, Boolean(options?.bigint));
  request.give = () => stats().statsFrom(record);
  return request;
}

const isMissing = (result) => result === -2 || result === -20;

// stat of a path, which may be told to give undefined where there is nothing.
function status(op, path, options) {
  path = validPath(path);
  const request = withRecord(onPath(op, path), options);
  request.ifMissing = options?.throwIfNoEntry === false ? isMissing : undefined;
  return request;
}

function directoryMode(options) {
  if (typeof options === "number" || typeof options === "string") return [fileMode(options, "mode"), false];
  const { recursive, mode } = options || {};
  if (recursive !== undefined) validateBoolean(recursive, "options.recursive");
  return [mode === undefined ? 0o777 : fileMode(mode, "options.mode"), Boolean(recursive)];
}

let warned = false;
const warnOnTemplate = (prefix) => {
  if (warned) return;
  if ((typeof prefix === "string" && prefix.endsWith("X")) || (typeof prefix !== "string" && prefix.at(-1) === 88)) {
    warned = true;
    loadBuiltin("node:internal/process/warning").emitWarning(
      "mkdtemp() templates ending with X are not portable. For details see: https://nodejs.org/api/fs.html");
  }
};

function length(len) {
  validateInteger(len, "len");
  return Math.max(0, len);
}

export const calls = {
  __proto__: null,
  access: (path, mode) => onPath("access", validPath(path), accessMode(mode)),
  chmod: (path, mode) => onPath("chmod", validPath(path), fileMode(mode, "mode")),
  fchmod: (fd, mode) => onFd("fchmod", validFd(fd), fileMode(mode, "mode")),
  chown(path, uid, gid) {
    path = validPath(path);
    checkIds(uid, gid);
    return onPath("chown", path, uid, gid);
  },
  lchown(path, uid, gid) {
    path = validPath(path);
    checkIds(uid, gid);
    return onPath("lchown", path, uid, gid);
  },
  fchown(fd, uid, gid) {
    fd = validFd(fd);
    checkIds(uid, gid);
    return onFd("fchown", fd, uid, gid);
  },
  close: (fd) => onFd("close", validFd(fd)),
  copyFile: (src, dest, mode) => ({ ...onPaths("copyFile", validPath(src, "src"), validPath(dest, "dest"), accessMode(mode)), syscall: "copyfile" }),
  fdatasync: (fd) => onFd("fdatasync", validFd(fd)),
  fsync: (fd) => onFd("fsync", validFd(fd)),
  fstat: (fd, options) => withRecord(onFd("fstat", validFd(fd)), options),
  stat: (path, options) => status("stat", path, options),
  lstat: (path, options) => status("lstat", path, options),
  statfs(path, options) {
    const record = stats().newRecord(Boolean(options?.bigint));
    return { ...onPath("statfs", validPath(path), record, Boolean(options?.bigint)), give: () => stats().statfsFrom(record) };
  },
  ftruncate: (fd, len) => onFd("ftruncate", validFd(fd), length(len)),
  futimes: (fd, atime, mtime) => ({
    ...onFd("futimes", validFd(fd), toUnixTimestamp(atime, "atime"), toUnixTimestamp(mtime, "mtime")), syscall: "futime",
  }),
  utimes: (path, atime, mtime) => ({ ...onPath("utimes", validPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime)), syscall: "utime" }),
  lutimes: (path, atime, mtime) => ({ ...onPath("lutimes", validPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime)), syscall: "lutime" }),
  link: (from, to) => onPaths("link", validPath(from, "existingPath"), validPath(to, "newPath")),
  rename: (from, to) => onPaths("rename", validPath(from, "oldPath"), validPath(to, "newPath")),
  symlink(target, path, type) {
    validateOneOf(type, "type", ["dir", "file", "junction", null, undefined]);
    return onPaths("symlink", validPath(target, "target"), validPath(path));
  },
  unlink: (path) => onPath("unlink", validPath(path)),
  rmdir: (path) => onPath("rmdir", validPath(path)),
  mkdir(path, options) {
    const [mode, recursive] = directoryMode(options);
    path = validPath(path);
    if (!recursive) return onPath("mkdir", path, mode);
    return { ...onPath("mkdirs", path, mode), syscall: "mkdir", give: (made) => (made === undefined ? undefined : giveText()(made)) };
  },
  mkdtemp(prefix, options) {
    options = getOptions(options);
    prefix = validPath(prefix, "prefix");
    warnOnTemplate(prefix);
    const template = typeof prefix === "string" ? `${prefix}XXXXXX` : text().template(prefix);
    return { ...onPath("mkdtemp", prefix), path: template, give: giveText(options.encoding) };
  },
  open(path, flags, mode) {
    path = validPath(path);
    const bits = flags === undefined || flags === "r" ? 0 : loadBuiltin("node:internal/fs/flags").openFlags(flags);
    return { ...onPath("open", path, bits, mode), give: (fd) => fd };
  },
  readlink(path, options) {
    options = getOptions(options);
    return { ...onPath("readlink", validPath(path)), give: giveText(options.encoding) };
  },
  realpath(path, options) {
    options = getOptions(options);
    return { ...onPath("realpath", validPath(path)), give: giveText(options.encoding) };
  },
};

// ---- Reading and writing at a place in a buffer

export function validPosition(position, name, length) {
  if (typeof position === "number") {
    validateInteger(position, name, -1);
    return position;
  }
  if (typeof position === "bigint") {
    const most = 2n ** 63n - 1n - BigInt(length);
    if (!(position >= -1n && position <= most)) {
      throw new codes.ERR_OUT_OF_RANGE(name, `>= -1 && <= ${most}`, position);
    }
    return Number(position);
  }
  throw new codes.ERR_INVALID_ARG_TYPE(name, ["integer", "bigint"], position);
}

function checkReadRange(offset, length, size) {
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE("length", ">= 0", length);
  if (offset + length > size) throw new codes.ERR_OUT_OF_RANGE("length", `<= ${size - offset}`, length);
}

function checkWriteRange(offset, length, size) {
  if (offset > size) throw new codes.ERR_OUT_OF_RANGE("offset", `<= ${size}`, offset);
  if (length > size - offset) throw new codes.ERR_OUT_OF_RANGE("length", `<= ${size - offset}`, length);
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE("length", ">= 0", length);
  validateInt32(length, "length", 0);
}

// The request of a read; undefined where nothing is asked for.
export function readRequest(fd, buffer, offset, length, position) {
  if (offset == null) offset = 0;
  else validateInteger(offset, "offset", 0);
  length |= 0;
  position = position == null ? -1 : validPosition(position, "position", length);
  if (length === 0) return undefined;
  if (buffer.byteLength === 0) throw new codes.ERR_INVALID_ARG_VALUE("buffer", buffer, "is empty and cannot be written");
  checkReadRange(offset, length, buffer.byteLength);
  return { ...onFd("read", fd, buffer, offset, length, position), give: (count) => count };
}

export function writeRequest(fd, buffer, offset, length, position) {
  if (offset == null) offset = 0;
  else validateInteger(offset, "offset", 0);
  if (typeof length !== "number") length = buffer.byteLength - offset;
  checkWriteRange(offset, length, buffer.byteLength);
  const at = typeof position === "number" || typeof position === "bigint" ? Number(position) : -1;
  return { ...onFd("write", fd, buffer, offset, length, at), give: (count) => count };
}

// Text; the callers have checked that it is.
export function writeTextRequest(fd, string, position, encoding) {
  const at = typeof position === "number" ? position : -1;
  if (encoding == null || isUtf8(encoding)) return { ...onFd("writeText", fd, string, at), syscall: "write", give: (count) => count };
  const bytes = text().bytesOf(string, encoding);
  return { ...onFd("write", fd, bytes, 0, bytes.length, at), give: (count) => count };
}

export function validBuffers(buffers) {
  if (!Array.isArray(buffers) || !buffers.every(ArrayBuffer.isView)) {
    throw new codes.ERR_INVALID_ARG_TYPE("buffers", "ArrayBufferView[]", buffers);
  }
  return buffers;
}

const total = (buffers) => buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

// Several buffers in one call: through one buffer, which the op then needs no list of.
export function readvRequest(fd, buffers, position) {
  const whole = new Uint8Array(total(buffers));
  const request = onFd("read", fd, whole, 0, whole.length, typeof position === "number" ? position : -1);
  request.give = (count) => {
    for (let i = 0, at = 0; i < buffers.length && at < count; at += buffers[i++].byteLength) {
      bytesOf(buffers[i]).set(whole.subarray(at, Math.min(count, at + buffers[i].byteLength)));
    }
    return count;
  };
  return request;
}

export function writevRequest(fd, buffers, position) {
  const whole = new Uint8Array(total(buffers));
  let at = 0;
  for (const view of buffers) {
    whole.set(bytesOf(view), at);
    at += view.byteLength;
  }
  return { ...onFd("write", fd, whole, 0, whole.length, typeof position === "number" ? position : -1), give: (count) => count };
}
