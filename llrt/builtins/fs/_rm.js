// rm and rmdir in their forms. One op removes a whole tree (cext/fs/folders.c); here are the options, Node's checks before, and the
// repetition for what is busy. Spec: https://nodejs.org/api/fs.html#fsrmpath-options-callback
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { codes } from "../_errors.js";
import { validateBoolean, validateInt32, validateObject, validateUint32 } from "../_validators.js";
import { calls } from "./_calls.js";
import { validPath } from "./_paths.js";
import { failed, failure, requireCallback, runAsync, runRaw, runSync, runWithCallback, settle } from "./_request.js";

const RMDIR = { retryDelay: 100, maxRetries: 0, recursive: false };
const RM = { recursive: false, force: false, retryDelay: 100, maxRetries: 0 };
const FOLDER = 16384;
const ENOENT = -2;
const BUSY = new Set([-16, -24, -23, -39, -1]); // EBUSY EMFILE ENFILE ENOTEMPTY EPERM

function rmdirOptions(options, defaults = RMDIR) {
  if (options === undefined) return defaults;
  validateObject(options, "options");
  options = { ...defaults, ...options };
  validateBoolean(options.recursive, "options.recursive");
  validateInt32(options.retryDelay, "options.retryDelay", 0);
  validateUint32(options.maxRetries, "options.maxRetries");
  return options;
}

function rmOptions(options) {
  options = rmdirOptions(options, RM);
  validateBoolean(options.force, "options.force");
  return options;
}

// What lstat says of the path decides. `kind`: its result. False: not the folder that rmdir expects.
function judge(path, kind, options, expectFolder) {
  if (kind < 0) {
    if (options.force && kind === ENOENT) return options;
    throw failure(kind, "lstat", path);
  }
  if (expectFolder && kind !== FOLDER) return false;
  if (kind === FOLDER && !options.recursive) {
    throw new codes.ERR_FS_EISDIR({ code: "EISDIR", message: "is a directory", path, syscall: "rm", errno: 21 });
  }
  return options;
}

export function removeTreeSync(path, { maxRetries, retryDelay }) {
  for (let tries = 0; ; tries++) {
    const result = native.rmTree(path);
    if (result >= 0) return;
    if (!BUSY.has(result) || tries >= maxRetries) throw failure(result, "rm", path);
    native.sleep(retryDelay * (tries + 1));
  }
}

export async function removeTree(path, { maxRetries, retryDelay }) {
  for (let tries = 0; ; tries++) {
    const result = await runRaw("rmTree", path);
    if (!failed(result)) return;
    if (!BUSY.has(result) || tries >= maxRetries) throw failure(result, "rm", path);
    await new Promise((resolve) => { loadBuiltin("node:timers").setTimeout(resolve, retryDelay * (tries + 1)); });
  }
}

export function rmSync(path, options) {
  options = rmOptions(options);
  path = validPath(path);
  judge(path, native.kind(path, false), options, false);
  removeTreeSync(path, options);
}

async function removeChecked(path, options) {
  judge(path, await runRaw("kind", path, false), options, false);
  await removeTree(path, options);
}

export async function rmAsync(path, options) {
  path = validPath(path);
  await removeChecked(path, rmOptions(options));
}

export function rm(path, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  path = validPath(path);
  settle(removeChecked(path, rmOptions(options)), requireCallback(callback));
}

let warned = false;
function warn() {
  if (warned) return;
  warned = true;
  loadBuiltin("node:internal/process/warning").emitWarning(
    "In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. Use fs.rm(path, { recursive: true }) instead",
    "DeprecationWarning", "DEP0147");
}

export function rmdirSync(path, options) {
  path = validPath(path);
  if (options?.recursive) {
    warn();
    options = rmOptions({ ...options, force: false });
    if (judge(path, native.kind(path, false), options, true) !== false) {
      removeTreeSync(path, options);
      return;
    }
  } else {
    rmdirOptions(options);
  }
  runSync(calls.rmdir(path));
}

async function rmdirTree(path, options) {
  options = rmOptions({ ...options, force: false });
  if (judge(path, await runRaw("kind", path, false), options, true) === false) return runAsync(calls.rmdir(path));
  return removeTree(path, options);
}

export async function rmdirAsync(path, options) {
  path = validPath(path);
  options = rmdirOptions(options);
  if (!options.recursive) return runAsync(calls.rmdir(path));
  warn();
  return rmdirTree(path, options);
}

export function rmdir(path, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  callback = requireCallback(callback);
  path = validPath(path);
  if (options?.recursive) {
    warn();
    settle(rmdirTree(path, options), callback);
  } else {
    rmdirOptions(options);
    runWithCallback(calls.rmdir(path), callback);
  }
}
