// fs.cp in its three forms: one generator, whose system calls and calls of `filter` are driven synchronously or asynchronously.
// Spec: https://nodejs.org/api/fs.html#fscpsrc-dest-options-callback
import * as native from "native:fs";
import { codes } from "../_errors.js";
import { validateBoolean, validateFunction, validateObject } from "../_validators.js";
import { posix } from "../path/_posix.js";
import { namesOf } from "./_dirent.js";
import { copyMode, validPath } from "./_paths.js";
import { failed, failure, requireCallback, runRaw, settle } from "./_request.js";
import { decode } from "./_text.js";

const { dirname, isAbsolute, join, parse, resolve } = posix;
const EEXIST = 17, ENOTDIR = 20, EISDIR = 21, EINVAL = 22, ENOENT = 2;
const NAMES = { [EEXIST]: "EEXIST", [ENOTDIR]: "ENOTDIR", [EISDIR]: "EISDIR", [EINVAL]: "EINVAL" };
const DEFAULTS = {
  dereference: false, errorOnExist: false, filter: undefined, force: true, preserveTimestamps: false, recursive: false,
  verbatimSymlinks: false,
};
const FOLDER = 16384, FILE = 32768, CHARACTER = 8192, BLOCK = 24576, LINK = 40960, SOCKET = 49152, FIFO = 4096;

function checkOptions(options) {
  if (options === undefined) return { ...DEFAULTS, mode: 0 };
  validateObject(options, "options");
  options = { ...DEFAULTS, ...options };
  for (const name of ["dereference", "errorOnExist", "force", "preserveTimestamps", "recursive", "verbatimSymlinks"]) {
    validateBoolean(options[name], `options.${name}`);
  }
  options.mode = copyMode(options.mode);
  if (options.dereference && options.verbatimSymlinks) throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR("dereference", "verbatimSymlinks");
  if (options.filter !== undefined) validateFunction(options.filter, "options.filter");
  return options;
}

function refuse(code, message, path, errno) {
  return new codes[code]({ message, path, syscall: "cp", errno, code: NAMES[errno] });
}

const text = (path) => (typeof path === "string" ? path : decode(path, "utf8"));

// ---- What the generator asks for: { op, args, ... } of its runner, which gives the result or throws its failure

const ask = (op, path, ...args) => ({ op, syscall: op === "copyFile" ? "copyfile" : op, path, args: [path, ...args] });
const askTwo = (op, path, dest, ...args) => ({ ...ask(op, path, dest, ...args), dest });

// { type, mode, dev, ino, atime, mtime } of a path; undefined where nothing is and that is allowed.
function* status(path, follow, missing = false) {
  const record = new BigInt64Array(18);
  const result = yield { ...ask(follow ? "stat" : "lstat", path, record, true), bare: missing };
  if (result === -ENOENT && missing) return undefined;
  if (result < 0) throw failure(result, follow ? "stat" : "lstat", path);
  const [dev, mode, , , , , , ino] = record;
  const seconds = (at) => Number(record[at]) + Number(record[at + 1]) / 1e9;
  return { type: Number(mode) & 61440, mode: Number(mode) & 4095, dev, ino, atime: seconds(10), mtime: seconds(12) };
}

const identical = (one, two) => two.ino !== 0n && two.ino === one.ino && two.dev === one.dev;

function isInside(outer, inner) {
  const names = (path) => resolve(path).split("/").filter(Boolean);
  const inside = names(inner);
  return names(outer).every((name, i) => inside[i] === name);
}

// Checks a pair; gives the two states, or undefined where the filter leaves it out.
function* pair(src, dest, options) {
  if (options.filter !== undefined && !(yield { filter: options.filter, src, dest })) return undefined;
  const from = yield* status(src, options.dereference);
  const to = yield* status(dest, options.dereference, true);
  if (to !== undefined) {
    if (identical(from, to)) throw refuse("ERR_FS_CP_EINVAL", "src and dest cannot be the same", dest, EINVAL);
    if (from.type === FOLDER && to.type !== FOLDER) {
      throw refuse("ERR_FS_CP_DIR_TO_NON_DIR", `cannot overwrite non-directory ${dest} with directory ${src}`, dest, EISDIR);
    }
    if (from.type !== FOLDER && to.type === FOLDER) {
      throw refuse("ERR_FS_CP_NON_DIR_TO_DIR", `cannot overwrite directory ${dest} with non-directory ${src}`, dest, ENOTDIR);
    }
  }
  if (from.type === FOLDER && isInside(src, dest)) throw intoItself(src, dest);
  return { from, to };
}

const intoItself = (src, dest) =>
  refuse("ERR_FS_CP_EINVAL", `cannot copy ${src} to a subdirectory of self ${dest}`, dest, EINVAL);

// No folder above the destination may be the source itself, by whatever name.
function* checkParents(src, from, dest) {
  const above = resolve(dirname(src));
  let parent = resolve(dirname(dest));
  while (parent !== above && parent !== parse(parent).root) {
    const state = yield* status(parent, true, true);
    if (state !== undefined && identical(from, state)) throw intoItself(src, dest);
    parent = resolve(dirname(parent));
  }
}

function* copyAll(src, dest, options) {
  const states = yield* pair(src, dest, options);
  if (states === undefined) return;
  yield* checkParents(src, states.from, dest);
  const parent = dirname(dest);
  if ((yield* status(parent, true, true)) === undefined) yield { ...ask("mkdirs", parent, 0o777), syscall: "mkdir" };
  yield* copy(states, src, dest, options);
}

function* copy({ from, to }, src, dest, options) {
  switch (from.type) {
    case FOLDER:
      if (!options.recursive) throw refuse("ERR_FS_EISDIR", `Recursive option not enabled, cannot copy a directory: ${src}`, src, EISDIR);
      return yield* copyFolder(from, to, src, dest, options);
    case FILE: case CHARACTER: case BLOCK:
      return yield* copyFile(from, to, src, dest, options);
    case LINK:
      return yield* copyLink(to, src, dest, options);
    case SOCKET:
      throw refuse("ERR_FS_CP_SOCKET", `cannot copy a socket file: ${dest}`, dest, EINVAL);
    case FIFO:
      throw refuse("ERR_FS_CP_FIFO_PIPE", `cannot copy a FIFO pipe: ${dest}`, dest, EINVAL);
    default:
      throw refuse("ERR_FS_CP_UNKNOWN", `cannot copy an unknown file type: ${dest}`, dest, EINVAL);
  }
}

function* copyFile(from, to, src, dest, options) {
  if (to !== undefined) {
    if (!options.force) {
      if (options.errorOnExist) throw refuse("ERR_FS_CP_EEXIST", `${dest} already exists`, dest, EEXIST);
      return;
    }
    yield ask("unlink", dest);
  }
  yield askTwo("copyFile", src, dest, options.mode);
  if (!options.preserveTimestamps) {
    yield ask("chmod", dest, from.mode);
    return;
  }
  // Times can only be set on what may be written.
  if ((from.mode & 0o200) === 0) yield ask("chmod", dest, from.mode | 0o200);
  const { atime, mtime } = yield* status(src, true);
  yield { ...ask("utimes", dest, atime, mtime), syscall: "utime" };
  yield ask("chmod", dest, from.mode);
}

function* copyFolder(from, to, src, dest, options) {
  if (to !== undefined && options.errorOnExist && !options.force && !options.sync) {
    throw refuse("ERR_FS_CP_EEXIST", `${dest} already exists`, dest, EEXIST);
  }
  if (to === undefined) yield ask("mkdir", dest, 0o777);
  const names = namesOf(yield { ...ask("readdir", src, false), syscall: "opendir" }, undefined, false);
  for (const name of names) {
    const inner = join(src, name);
    const target = join(dest, name);
    const states = yield* pair(inner, target, options);
    if (states !== undefined) yield* copy(states, inner, target, options);
  }
  if (to === undefined) yield ask("chmod", dest, from.mode);
}

function* targetOf(link, verbatim) {
  const target = text(yield ask("readlink", link));
  return verbatim || isAbsolute(target) ? target : resolve(dirname(link), target);
}

function* copyLink(to, src, dest, options) {
  const target = yield* targetOf(src, options.verbatimSymlinks);
  if (to === undefined) {
    yield askTwo("symlink", target, dest);
    return;
  }
  if (to.type !== LINK) {
    // What is there is no link: the system tells that it is.
    yield askTwo("symlink", target, dest);
    return;
  }
  const old = yield* targetOf(dest, false);
  const state = yield* status(src, true, true);
  if (state?.type === FOLDER) {
    if (isInside(target, old)) throw intoItself(target, old);
    // Taking the old link away would take the source with it.
    if (isInside(old, target)) {
      throw refuse("ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY", `cannot overwrite ${old} with ${target}`, dest, EINVAL);
    }
  }
  yield ask("unlink", dest);
  yield askTwo("symlink", target, dest);
}

// ---- The runners

function answer(steps, request, result) {
  if (failed(result) && !request.bare) return steps.throw(failure(result, request.syscall, request.path, request.dest));
  return steps.next(result);
}

export function cpSync(src, dest, options) {
  options = checkOptions(options);
  // As in Node: an existing folder is no error of this form.
  options.sync = true;
  const steps = copyAll(text(validPath(src, "src")), text(validPath(dest, "dest")), options);
  for (let step = steps.next(); !step.done;) {
    const { value: request } = step;
    if (request.filter === undefined) {
      step = answer(steps, request, native[request.op](...request.args));
    } else {
      const wanted = request.filter(request.src, request.dest);
      if (typeof wanted?.then === "function") throw new codes.ERR_INVALID_RETURN_VALUE("boolean", "filter", wanted);
      step = steps.next(wanted);
    }
  }
}

async function copyAsync(src, dest, options) {
  const steps = copyAll(src, dest, options);
  for (let step = steps.next(); !step.done;) {
    const { value: request } = step;
    step = request.filter === undefined
      ? answer(steps, request, await runRaw(request.op, ...request.args))
      : steps.next(await request.filter(request.src, request.dest));
  }
}

export async function cpAsync(src, dest, options) {
  options = checkOptions(options);
  return copyAsync(text(validPath(src, "src")), text(validPath(dest, "dest")), options);
}

export function cp(src, dest, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  callback = requireCallback(callback);
  options = checkOptions(options);
  settle(copyAsync(text(validPath(src, "src")), text(validPath(dest, "dest")), options), callback);
}
