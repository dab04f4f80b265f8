// Arguments that nearly every function of node:fs takes: paths, descriptors, options, modes.
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { isEncoding, isInt32, isUint32, parseFileMode, validateAbortSignal, validateInteger } from "../_validators.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;
const NO_NULLS = "must be a string, Uint8Array, or URL without null bytes";

const isURL = (value) => Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);

// A path as a string or bytes.
export function validPath(path, name = "path") {
  if (typeof path !== "string") return otherPath(path, name);
  if (path.includes("\0")) throw new ERR_INVALID_ARG_VALUE(name, path, NO_NULLS);
  return path;
}

function otherPath(path, name) {
  if (isURL(path)) path = loadBuiltin("node:internal/url/file_url").fileURLToPath(path);
  if (typeof path !== "string" && !(path instanceof Uint8Array)) {
    throw new ERR_INVALID_ARG_TYPE(name, ["string", "Buffer", "URL"], path);
  }
  if (typeof path === "string" ? path.includes("\0") : path.includes(0)) throw new ERR_INVALID_ARG_VALUE(name, path, NO_NULLS);
  return path;
}

export function validFd(fd) {
  if (Object.is(fd, -0)) return 0;
  validateInteger(fd, "fd", 0, 2147483647);
  return fd;
}

export const isFd = isUint32;

// As options or an encoding; the defaults hold where there are no options at all.
export function getOptions(options, defaults = {}) {
  if (options == null || typeof options === "function") return defaults;
  if (typeof options === "string") {
    checkEncoding(options);
    return { ...defaults, encoding: options };
  }
  if (typeof options !== "object") throw new ERR_INVALID_ARG_TYPE("options", ["string", "Object"], options);
  if (options.encoding !== "buffer") checkEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, "options.signal");
  return options;
}

// With what they inherit, as Node copies them.
export function copyOptions(options) {
  const copy = {};
  for (const name in options) copy[name] = options[name];
  return copy;
}

function checkEncoding(encoding) {
  if (encoding && encoding !== "buffer" && !isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE("encoding", encoding, "is invalid encoding");
  }
}

export const isUtf8 = (encoding) => encoding === "utf8" || encoding === "utf-8";

const MODES = 7; // F_OK to R_OK | W_OK | X_OK

// Of access and copyFile, which Node checks in other words than everything else.
export function accessMode(mode) {
  if (mode == null) return 0;
  if (typeof mode !== "number") {
    throw Object.assign(new TypeError("mode must be int32 or null/undefined"), { code: "ERR_INVALID_ARG_TYPE" });
  }
  mode = Math.trunc(mode);
  if (!(mode >= 0 && mode <= MODES)) throw Object.assign(new RangeError(`mode is out of range: >= 0 && <= ${MODES}`), { code: "ERR_OUT_OF_RANGE" });
  return mode;
}

export function copyMode(mode) {
  if (mode == null) return 0;
  validateInteger(mode, "mode", 0, MODES);
  return mode;
}

export const fileMode = (mode, name, missing) => parseFileMode(mode, name, missing);

export { isInt32 };
