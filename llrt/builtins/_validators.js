// Checks of arguments, with Node's names, order of checks and messages.
// Each returns nothing or throws a coded error.  Not here: what only one room checks.
import { codes, hideStackFrames } from "./_errors.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE, ERR_SOCKET_BAD_PORT, ERR_UNKNOWN_SIGNAL } = codes;

export const isInt32 = (value) => value === (value | 0);
export const isUint32 = (value) => value === (value >>> 0);

export const validateString = hideStackFrames((value, name) => {
  if (typeof value !== "string") throw new ERR_INVALID_ARG_TYPE(name, "string", value);
});

export const validateStringWithoutNullBytes = hideStackFrames((value, name) => {
  validateString(value, name);
  if (value.includes("\0")) throw new ERR_INVALID_ARG_VALUE(name, value, "must be a string without null bytes");
});

export const validateNumber = hideStackFrames((value, name, min = undefined, max) => {
  if (typeof value !== "number") throw new ERR_INVALID_ARG_TYPE(name, "number", value);
  if ((min != null && value < min) || (max != null && value > max)
      || ((min != null || max != null) && Number.isNaN(value))) {
    const low = min != null ? `>= ${min}` : "";
    const high = max != null ? `<= ${max}` : "";
    throw new ERR_OUT_OF_RANGE(name, low && high ? `${low} && ${high}` : low + high, value);
  }
});

function checkInteger(value, name, min, max) {
  if (typeof value !== "number") throw new ERR_INVALID_ARG_TYPE(name, "number", value);
  if (!Number.isInteger(value)) throw new ERR_OUT_OF_RANGE(name, "an integer", value);
  if (value < min || value > max) throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
}

export const validateInteger = hideStackFrames((value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) =>
  checkInteger(value, name, min, max));

export const validateInt32 = hideStackFrames((value, name, min = -2147483648, max = 2147483647) =>
  checkInteger(value, name, min, max));

export const validateUint32 = hideStackFrames((value, name, positive = false) =>
  checkInteger(value, name, positive ? 1 : 0, 4294967295));

// Finite number or absent: true if there is one.
export const validateFiniteNumber = hideStackFrames((number, name) => {
  if (number === undefined) return false;
  if (Number.isFinite(number)) return true;
  if (Number.isNaN(number)) return false;
  if (typeof number !== "number") throw new ERR_INVALID_ARG_TYPE(name, "number", number);
  throw new ERR_OUT_OF_RANGE(name, "a finite number", number);
});

export const checkRangesOrGetDefault = hideStackFrames((number, name, lower, upper, def) => {
  if (!validateFiniteNumber(number, name)) return def;
  if (number < lower || number > upper) throw new ERR_OUT_OF_RANGE(name, `>= ${lower} and <= ${upper}`, number);
  return number;
});

export function parseFileMode(value, name, def) {
  value ??= def;
  if (typeof value === "string") {
    if (!/^[0-7]+$/.test(value)) {
      throw new ERR_INVALID_ARG_VALUE(name, value, "must be a 32-bit unsigned integer or an octal string");
    }
    value = parseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

export const validateBoolean = hideStackFrames((value, name) => {
  if (typeof value !== "boolean") throw new ERR_INVALID_ARG_TYPE(name, "boolean", value);
});

export const validateUndefined = hideStackFrames((value, name) => {
  if (value !== undefined) throw new ERR_INVALID_ARG_TYPE(name, "undefined", value);
});

export const validateFunction = hideStackFrames((value, name) => {
  if (typeof value !== "function") throw new ERR_INVALID_ARG_TYPE(name, "Function", value);
});

export const validatePlainFunction = hideStackFrames((value, name) => {
  if (typeof value !== "function" || /^\[object Async/.test(Object.prototype.toString.call(value))) {
    throw new ERR_INVALID_ARG_TYPE(name, "Function", value);
  }
});

export const kValidateObjectNone = 0;
export const kValidateObjectAllowNullable = 1;
export const kValidateObjectAllowArray = 2;
export const kValidateObjectAllowFunction = 4;
export const kValidateObjectAllowObjects = kValidateObjectAllowArray | kValidateObjectAllowFunction;
export const kValidateObjectAllowObjectsAndNull = kValidateObjectAllowObjects | kValidateObjectAllowNullable;

export const validateObject = hideStackFrames((value, name, options = kValidateObjectNone) => {
  const isObject = value === null
    ? (options & kValidateObjectAllowNullable) !== 0
    : typeof value === "function"
      ? (options & kValidateObjectAllowFunction) !== 0
      : typeof value === "object" && ((options & kValidateObjectAllowArray) !== 0 || !Array.isArray(value));
  if (!isObject) throw new ERR_INVALID_ARG_TYPE(name, "Object", value);
});

// WebIDL dictionary: absent, null, object or function.
export const validateDictionary = hideStackFrames((value, name) => {
  if (value != null && typeof value !== "object" && typeof value !== "function") {
    throw new ERR_INVALID_ARG_TYPE(name, "a dictionary", value);
  }
});

export const validateArray = hideStackFrames((value, name, minLength = 0) => {
  if (!Array.isArray(value)) throw new ERR_INVALID_ARG_TYPE(name, "Array", value);
  if (value.length < minLength) throw new ERR_INVALID_ARG_VALUE(name, value, `must have a length of at least ${minLength}`);
});

export function validateStringArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; ++i) validateString(value[i], `${name}[${i}]`);
}

export function validateBooleanArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; ++i) validateBoolean(value[i], `${name}[${i}]`);
}

export function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; ++i) {
    if (value[i] == null) throw new ERR_INVALID_ARG_TYPE(`${name}[${i}]`, "AbortSignal", value[i]);
    validateAbortSignal(value[i], `${name}[${i}]`);
  }
}

export const validateAbortSignal = hideStackFrames((signal, name) => {
  if (signal !== undefined && (signal === null || typeof signal !== "object" || !("aborted" in signal))) {
    throw new ERR_INVALID_ARG_TYPE(name, "AbortSignal", signal);
  }
});

export const validateOneOf = hideStackFrames((value, name, oneOf) => {
  if (oneOf.includes(value)) return;
  const allowed = oneOf.map((one) => (typeof one === "string" ? `'${one}'` : String(one))).join(", ");
  throw new ERR_INVALID_ARG_VALUE(name, value, `must be one of: ${allowed}`);
});

export function validateUnion(value, name, union) {
  if (!union.includes(value)) throw new ERR_INVALID_ARG_TYPE(name, `('${union.join("|")}')`, value);
}

export const validateBuffer = hideStackFrames((buffer, name = "buffer") => {
  if (!ArrayBuffer.isView(buffer)) throw new ERR_INVALID_ARG_TYPE(name, ["Buffer", "TypedArray", "DataView"], buffer);
});

const ENCODINGS = new Set(["utf8", "utf-8", "ucs2", "ucs-2", "utf16le", "utf-16le", "latin1", "binary", "base64", "base64url", "hex", "ascii"]);

export function validateEncoding(data, encoding) {
  const normalized = `${encoding}`.toLowerCase();
  if (normalized === "hex" && data.length % 2 !== 0) {
    throw new ERR_INVALID_ARG_VALUE("encoding", encoding, `is invalid for data of length ${data.length}`);
  }
}

export const isEncoding = (encoding) => typeof encoding === "string" && ENCODINGS.has(encoding.toLowerCase());

export const validatePort = hideStackFrames((port, name = "Port", allowZero = true) => {
  if ((typeof port !== "number" && typeof port !== "string")
      || (typeof port === "string" && port.trim().length === 0)
      || +port !== (+port >>> 0) || port > 0xFFFF || (port === 0 && !allowZero)) {
    throw new ERR_SOCKET_BAD_PORT(name, port, allowZero);
  }
  return port | 0;
});

// In the order of os.constants.signals; not every system has every one.
export const signalNames = ("HUP INT QUIT ILL TRAP ABRT IOT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM CHLD STKFLT CONT STOP "
  + "TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO POLL PWR INFO SYS").split(" ").map((name) => `SIG${name}`);

export const validateSignalName = hideStackFrames((signal, name = "signal") => {
  validateString(signal, name);
  if (signalNames.includes(signal)) return;
  if (signalNames.includes(signal.toUpperCase())) {
    throw new ERR_UNKNOWN_SIGNAL(`${signal} (signals must use all capital letters)`);
  }
  throw new ERR_UNKNOWN_SIGNAL(signal);
});

export const validateThisInternalField = hideStackFrames((object, field, className) => {
  if (typeof object !== "object" || object === null || !Object.hasOwn(object, field)) throw new ERR_INVALID_THIS(className);
});

function checkIgnore(value, name) {
  if (typeof value !== "string" && typeof value !== "function" && !(value instanceof RegExp)) {
    throw new ERR_INVALID_ARG_TYPE(name, ["string", "RegExp", "Function"], value);
  }
  if (value === "") throw new ERR_INVALID_ARG_VALUE(name, value, "must be a non-empty string");
}

// What a watcher ignores: a pattern, a function, or an array of these.
export const validateIgnoreOption = hideStackFrames((value, name) => {
  if (value == null) return;
  if (Array.isArray(value)) value.forEach((one, index) => checkIgnore(one, `${name}[${index}]`));
  else checkIgnore(value, name);
});

const LINK = /^(?:<[^>\r\n]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
const LINK_FORMAT = 'must be an array or string of format "</styles.css>; rel=preload; as=style"';

function checkLink(value, name) {
  if (typeof value === "undefined" || !LINK.test(value)) throw new ERR_INVALID_ARG_VALUE(name, value, LINK_FORMAT);
}

export function validateLinkHeaderValue(hints) {
  if (typeof hints === "string") {
    checkLink(hints, "hints");
    return hints;
  }
  if (!Array.isArray(hints)) throw new ERR_INVALID_ARG_VALUE("hints", hints, LINK_FORMAT);
  for (const link of hints) checkLink(link, "hints");
  return hints.join(", ");
}
