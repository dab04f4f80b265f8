// node:fs/promises. Spec: https://nodejs.org/api/fs.html#promises-api
import { loadBuiltin } from "native:engine";
import { aggregateTwoErrors, codes } from "../_errors.js";
import { validateAbortSignal, validateBoolean } from "../_validators.js";
import { calls } from "./_calls.js";
import { checkContent, FileHandle, writeAll } from "./_file_handle.js";
import { bitsOf, readContent, throwIfAborted, writeContent } from "./_files.js";
import { constants } from "./_flags.js";
import { copyOptions, fileMode, getOptions, validPath } from "./_paths.js";
import { failed, failure, runAsync, runRaw } from "./_request.js";

export { constants };

const room = (name) => loadBuiltin(`node:internal/fs/${name}`);
const start = async (name, ...args) => runAsync(calls[name](...args));

export async function access(path, mode = 0) { return start("access", path, mode); }
export async function copyFile(src, dest, mode) { return start("copyFile", src, dest, mode); }
export async function rename(oldPath, newPath) { return start("rename", oldPath, newPath); }
export async function link(existingPath, newPath) { return start("link", existingPath, newPath); }
export async function symlink(target, path, type) { return start("symlink", target, path, type); }
export async function unlink(path) { return start("unlink", path); }
export async function chmod(path, mode) { return start("chmod", path, mode); }
export async function chown(path, uid, gid) { return start("chown", path, uid, gid); }
export async function lchown(path, uid, gid) { return start("lchown", path, uid, gid); }
export async function utimes(path, atime, mtime) { return start("utimes", path, atime, mtime); }
export async function lutimes(path, atime, mtime) { return start("lutimes", path, atime, mtime); }
export async function readlink(path, options) {
  options = getOptions(options);
  return start("readlink", validPath(path, "oldPath"), options);
}
export async function realpath(path, options) { return start("realpath", path, options); }
export async function statfs(path, options = { bigint: false }) { return start("statfs", path, options); }
export async function mkdtemp(prefix, options) { return start("mkdtemp", prefix, options); }
export async function mkdtempDisposable(prefix, options) { return room("temporary").mkdtempDisposable(prefix, options); }

export async function lchmod(path, mode) {
  if (constants.O_SYMLINK === undefined) throw new codes.ERR_METHOD_NOT_IMPLEMENTED("lchmod()");
  return using(await open(path, constants.O_WRONLY | constants.O_SYMLINK), (handle) => handle.chmod(mode));
}

async function status(name, path, options) {
  const { op, args, give, ifMissing } = calls[name](path, options);
  const result = await runRaw(op, ...args);
  if (!failed(result)) return give(result);
  if (ifMissing?.(result)) return undefined;
  throw failure(result, op, args[0]);
}

export async function stat(path, options = { bigint: false, throwIfNoEntry: true }) { return status("stat", path, options); }
export async function lstat(path, options = { bigint: false }) { return status("lstat", path, { bigint: options.bigint }); }

export async function mkdir(path, options) {
  if (typeof options === "number" || typeof options === "string") options = { mode: options };
  const { recursive = false, mode = 0o777 } = options || {};
  path = validPath(path);
  validateBoolean(recursive, "options.recursive");
  return start("mkdir", path, { recursive, mode: fileMode(mode, "mode", 0o777) });
}

export async function open(path, flags, mode) {
  path = validPath(path);
  const bits = bitsOf(flags);
  mode = fileMode(mode, "mode", 0o666);
  return new FileHandle(await start("open", path, bits, mode));
}

// `work(handle)`, then the handle closed; of two errors both are told.
async function using(handle, work) {
  let result;
  try {
    result = await work(handle);
  } catch (error) {
    let both = error;
    await handle.close().catch((second) => { both = aggregateTwoErrors(second, error); });
    throw both;
  }
  await handle.close();
  return result;
}

export async function truncate(path, len = 0) {
  return using(await open(path, "r+"), (handle) => handle.truncate(len));
}

export async function readdir(path, options) { return room("dirent").readdirAsync(path, options, true); }
// Node makes this one from the form with a callback, whose length it has.
export function opendir(path, options, callback) { return room("dir").opendirPromise(path, options); }
export async function rm(path, options) { return room("rm").rmAsync(path, options); }
export async function rmdir(path, options) { return room("rm").rmdirAsync(path, options); }
export async function cp(src, dest, options) { return room("cp").cpAsync(src, dest, options); }
export async function* glob(pattern, options) { yield* new (room("glob").Glob)(pattern, options).glob(); }

async function* _watch(filename, options = {}) { yield* room("watch").watchAsync(filename, options); }
export { _watch as watch };

export async function readFile(path, options) {
  options = getOptions(options, { flag: "r" });
  if (path instanceof FileHandle) return path.readFile(options);
  throwIfAborted(options.signal);
  path = validPath(path);
  return readContent(path, bitsOf(options.flag || "r"), options.encoding, options.signal);
}

export async function writeFile(path, data, options) {
  options = getOptions(options, { encoding: "utf8", mode: 0o666, flag: "w", flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, "options.flush");
  checkContent(data);
  validateAbortSignal(options.signal);
  if (path instanceof FileHandle) return path.writeFile(data, options);
  throwIfAborted(options.signal);
  const flag = options.flag || "w";
  if (!flush && (typeof data === "string" || ArrayBuffer.isView(data))) {
    const { encoding, signal } = options;
    await writeContent(validPath(path), data, { bits: bitsOf(flag), mode: fileMode(options.mode, "mode", 0o666), encoding, signal });
    return undefined;
  }
  return using(await open(path, flag, options.mode), async (handle) => {
    await writeAll(handle, data, options);
    if (flush) await handle.sync();
  });
}

export async function appendFile(path, data, options) {
  options = copyOptions(getOptions(options, { encoding: "utf8", mode: 0o666, flag: "a" }));
  options.flag ||= "a";
  return writeFile(path, data, options);
}

export default {
  access, copyFile, cp, glob, open, opendir, rename, truncate, rm, rmdir, mkdir, readdir, readlink, symlink, lstat, stat, statfs,
  link, unlink, chmod, lchmod, lchown, chown, utimes, lutimes, realpath, mkdtemp, mkdtempDisposable, writeFile, appendFile,
  readFile, watch: _watch, constants,
};
