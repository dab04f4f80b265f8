// Arguments of spawn() and its kin: overloads, checks and defaults, in Node's order.
import { codes } from "../_errors.js";
import { validateBoolean, validateObject, validateString } from "../_validators.js";
import { signals } from "../process/_signals.js";
import { emitProcessWarning } from "../process/_warning.js";
import { fileURLToPath } from "../url/_file_url.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_SIGNAL } = codes;

export const MAX_BUFFER = 1024 * 1024;

export function checkNoNull(value, name) {
  if (typeof value === "string" && value.includes("\0")) throw new ERR_INVALID_ARG_VALUE(name, value, "must be a string without null bytes");
}

function checkList(args, name) {
  for (let i = 0; i < args.length; ++i) checkNoNull(args[i], `${name}[${i}]`);
}

export function checkTimeout(timeout) {
  if (timeout != null && !(Number.isInteger(timeout) && timeout >= 0)) throw new ERR_OUT_OF_RANGE("timeout", "an unsigned integer", timeout);
}

export function checkMaxBuffer(maxBuffer) {
  if (maxBuffer != null && !(typeof maxBuffer === "number" && maxBuffer >= 0)) {
    throw new ERR_OUT_OF_RANGE("options.maxBuffer", "a positive number", maxBuffer);
  }
}

// A signal's number.
export function signalNumber(signal) {
  if (typeof signal === "number" && Object.values(signals).includes(signal)) return signal;
  if (typeof signal === "string" && signals[signal.toUpperCase()]) return signals[signal.toUpperCase()];
  throw new ERR_UNKNOWN_SIGNAL(signal);
}

export function killSignalOf(killSignal) {
  if (typeof killSignal === "string" || typeof killSignal === "number") return signalNumber(killSignal);
  if (killSignal != null) throw new ERR_INVALID_ARG_TYPE("options.killSignal", ["string", "number"], killSignal);
  return undefined;
}

export const signalName = (number) => Object.keys(signals).find((name) => signals[name] === number) ?? null;

export function toPath(path, name) {
  let text = path;
  if (path instanceof URL) text = fileURLToPath(path);
  else if (ArrayBuffer.isView(path)) text = new TextDecoder().decode(path);
  else if (typeof path !== "string") throw new ERR_INVALID_ARG_TYPE(name, ["string", "Buffer", "URL"], path);
  if (text.includes("\0")) throw new ERR_INVALID_ARG_VALUE(name, path, "must be a string, Uint8Array, or URL without null bytes");
  return text;
}

const isInt32 = (value) => value === (value | 0);

function checkIdentity(options) {
  for (const name of ["uid", "gid"]) {
    if (options[name] != null && !isInt32(options[name])) throw new ERR_INVALID_ARG_TYPE(`options.${name}`, "int32", options[name]);
  }
}

function checkShell({ shell, argv0, windowsHide, windowsVerbatimArguments }) {
  if (shell != null && typeof shell !== "boolean" && typeof shell !== "string") {
    throw new ERR_INVALID_ARG_TYPE("options.shell", ["boolean", "string"], shell);
  }
  if (argv0 != null) {
    validateString(argv0, "options.argv0");
    checkNoNull(argv0, "options.argv0");
  }
  if (windowsHide != null) validateBoolean(windowsHide, "options.windowsHide");
  if (windowsVerbatimArguments != null) validateBoolean(windowsVerbatimArguments, "options.windowsVerbatimArguments");
}

let warnedOfShell = false;
function throughShell(file, args, shell) {
  checkNoNull(shell, "options.shell");
  if (args.length > 0 && !warnedOfShell) {
    warnedOfShell = true;
    emitProcessWarning("Passing args to a child process with shell option true can lead to security vulnerabilities, "
      + "as the arguments are not escaped, only concatenated.", "DeprecationWarning", "DEP0190");
  }
  return [typeof shell === "string" ? shell : "/bin/sh", ["-c", [file, ...args].join(" ")]];
}

function pairsOf(env) {
  const pairs = [];
  const seen = new Set();
  // Inherited ones count too.
  for (const key in env) {
    const value = env[key];
    if (value === undefined || seen.has(key)) continue;
    seen.add(key);
    checkNoNull(key, `options.env['${key}']`);
    checkNoNull(value, `options.env['${key}']`);
    pairs.push(`${key}=${value}`);
  }
  return pairs;
}

export function readSpawnArguments(file, args, options) {
  validateString(file, "file");
  checkNoNull(file, "file");
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE("file", file, "cannot be empty");
  if (Array.isArray(args)) args = args.slice();
  else if (args == null) args = [];
  else if (typeof args !== "object") throw new ERR_INVALID_ARG_TYPE("args", "object", args);
  else [options, args] = [args, []];
  checkList(args, "args");
  if (options === undefined) options = {};
  else validateObject(options, "options");
  options = { __proto__: null, ...options };
  let { cwd } = options;
  if (cwd != null) cwd = toPath(cwd, "options.cwd");
  if (options.detached != null) validateBoolean(options.detached, "options.detached");
  checkIdentity(options);
  checkShell(options);
  if (options.shell) [file, args] = throughShell(file, args, options.shell);
  args.unshift(typeof options.argv0 === "string" ? options.argv0 : file);
  return { __proto__: null, ...options, args, cwd, detached: Boolean(options.detached), envPairs: pairsOf(options.env || process.env), file };
}

export function readExecArguments(command, options, callback) {
  validateString(command, "command");
  checkNoNull(command, "command");
  if (typeof options === "function") [options, callback] = [undefined, options];
  options = { __proto__: null, ...options };
  options.shell = typeof options.shell === "string" ? options.shell : true;
  return { file: command, options, callback };
}

export function readExecFileArguments(file, args, options, callback) {
  if (Array.isArray(args)) args = args.slice();
  else if (args != null && typeof args === "object") [args, options, callback] = [null, args, options];
  else if (typeof args === "function") [args, options, callback] = [null, null, args];
  args ??= [];
  if (typeof options === "function") [callback, options] = [options, null];
  else if (options != null) validateObject(options, "options");
  options ??= {};
  if (callback != null && typeof callback !== "function") throw new ERR_INVALID_ARG_TYPE("callback", "Function", callback);
  if (options.argv0 != null) {
    validateString(options.argv0, "options.argv0");
    checkNoNull(options.argv0, "options.argv0");
  }
  return { file, args, options, callback };
}

