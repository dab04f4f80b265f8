// One system call from JS: its error, and the way through the thread pool. A request is an object: `op` and `args` for the call,
// `syscall`, `path` and `dest` for its error, `give(result)` makes the value of what the call gives.
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { bindCallback } from "../_async_context.js";
import { validateFunction } from "../_validators.js";

const { numbers, submit } = native;

// Ops of several calls add this to the errno of those behind the first (cext/fs/contents.c).
const LATER = -10000;
const TOO_LARGE = -100000;
export const LARGE = -100001;
const NO_MEMORY = -12;

const shown = (path) => (typeof path === "string" ? path : loadBuiltin("node:internal/fs/text").decode(path, "utf8"));

const wordings = new Map();

// [code, text] of a negative errno.
function wording(errno) {
  let found = wordings.get(errno);
  if (found === undefined) {
    found = loadBuiltin("node:internal/errors").uvErrmapGet(errno) ?? [`Unknown system error ${errno}`, ""];
    wordings.set(errno, found);
  }
  return found;
}

// The Error of Node: message, then errno, code, syscall, path, dest, as far as they are there.
export function failure(errno, syscall, path, dest) {
  const [code, text] = wording(errno);
  let message = `${code}: ${text}, ${syscall}`;
  if (path !== undefined) message += ` '${path = shown(path)}'`;
  if (dest !== undefined) message += ` -> '${dest = shown(dest)}'`;
  const error = new Error(message);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (path !== undefined) error.path = path;
  if (dest !== undefined) error.dest = dest;
  return error;
}

// The failure of an op that opens `path` and then reads or writes.
export function contentFailure(result, later, path) {
  if (result === TOO_LARGE) return tooLarge(path);
  return result <= LATER ? failure(result - LATER, later) : failure(result, "open", typeof path === "number" ? undefined : path);
}

function tooLarge(path) {
  const { codes } = loadBuiltin("node:internal/errors");
  const record = new Float64Array(18);
  if (typeof path === "number") native.fstat(path, record, false);
  else native.stat(path, record, false);
  return new codes.ERR_FS_FILE_TOO_LARGE(record[8]);
}

export const failed = (result) => typeof result === "number" && result < 0;

export function runSync({ op, syscall, path, dest, args, give }) {
  const result = native[op](...args);
  if (typeof result === "number" && result < 0) throw failure(result, syscall, path, dest);
  return give === undefined ? undefined : give(result);
}

// `done(result)` in the loop, in the async context of now.
export function run(op, args, done, type = "FSREQCALLBACK") {
  submit(numbers[op], bindCallback((result) => done(result === undefined && op !== "mkdirs" ? NO_MEMORY : result), type), ...args);
}

export function runWithCallback({ op, syscall, path, dest, args, give }, callback) {
  run(op, args, (result) => {
    if (typeof result === "number" && result < 0) callback(failure(result, syscall, path, dest));
    else if (give === undefined) callback(null);
    else callback(null, give(result));
  });
}

// The error is made here, not where the call ends, so that its stack names who awaits.
export async function runAsync({ op, syscall, path, dest, args, give }) {
  const result = await runRaw(op, ...args);
  if (typeof result === "number" && result < 0) throw failure(result, syscall, path, dest);
  return give === undefined ? undefined : give(result);
}

// The bare result of an op, negative ones too.
export function runRaw(op, ...args) {
  return new Promise((resolve) => { run(op, args, resolve, "FSREQPROMISE"); });
}

// Node calls callbacks without a `this`.
export function requireCallback(callback) {
  validateFunction(callback, "cb");
  return (...args) => callback(...args);
}

// What a promise gives, to a callback that may throw: in a tick of its own.
export function settle(promise, callback) {
  const { nextTick } = loadBuiltin("node:internal/boot/task_queues");
  promise.then(
    (value) => nextTick(callback, null, ...(value === undefined ? [] : [value])),
    (error) => nextTick(callback, error),
  );
}
