// The runtime's own error classes and the three forms of an error: Runtime API body, log line, X-Ray cause.
// Specification: Runtime API (error bodies and headers); names as AWS's managed Node runtime.
import { loadBuiltin } from "native:engine";

class RuntimeError extends Error {
  get name() {
    return `Runtime.${this.constructor.name}`;
  }
}

export class ImportModuleError extends RuntimeError {}
export class HandlerNotFound extends RuntimeError {}
export class MalformedStreamingHandler extends RuntimeError {}
export class InvalidStreamingOperation extends RuntimeError {}

export class UserCodeSyntaxError extends RuntimeError {
  constructor(original) {
    super(String(original));
    // The place of the mistake, not of its discovery.
    if (typeof original.stack === "string") {
      Object.defineProperty(this, "stack", { value: original.stack, writable: true, configurable: true, enumerable: false });
    }
  }
}

export class JSONStringifyError extends RuntimeError {
  constructor(cause) {
    super("Unable to stringify response body");
    // Enumerable, so that the log tells why.
    this.cause = cause;
  }
}

export class NodeJsExit extends RuntimeError {
  constructor() {
    super(
      "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was " +
        "never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes",
    );
  }
}

export class UnhandledPromiseRejection extends RuntimeError {
  constructor(reason, promise) {
    super(safeString(reason));
    this.reason = reason;
    this.promise = promise;
  }
}

function safeString(value) {
  try {
    return String(value);
  } catch {
    return "a value that cannot be converted to a string";
  }
}

// Errors of other realms and look-alikes count.
function isErrorLike(value) {
  if (value instanceof Error) return true;
  return (
    value !== null &&
    typeof value === "object" &&
    typeof value.name === "string" &&
    typeof value.message === "string" &&
    typeof value.stack === "string"
  );
}

// Names and messages that are no strings make the report one of an error that can't be shown, as undefined and null do not.
const clean = (text) => text?.replaceAll("\x7F", "%7F");

// The body of POST error and init/error.
export function responseOf(error) {
  try {
    if (isErrorLike(error)) {
      return { errorType: clean(error.name), errorMessage: clean(error.message), trace: clean(error.stack)?.split("\n") ?? [] };
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return {
      errorType: "handled",
      errorMessage:
        "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
      trace: [],
    };
  }
}

// Lambda records only Runtime.Xxx and Function.Xxx; anything else would become Runtime.Unknown.
export function headerTypeOf(errorType) {
  if (/^(?:Runtime|Function)\.[A-Z][A-Za-z]+$/.test(errorType)) return errorType;
  return /^[A-Z][A-Za-z]+$/.test(errorType) ? `Function.${errorType}` : "Function.Unknown";
}

export function intoError(value) {
  return value instanceof Error ? value : new Error(safeString(value));
}

// The text form in the log: a tab and JSON with what JSON.stringify leaves out of an error.
export function formatError(error) {
  try {
    return `\t${JSON.stringify(error, withHiddenProperties)}`;
  } catch {
    return `\t${JSON.stringify(responseOf(error))}`;
  }
}

function withHiddenProperties(_key, value) {
  if (!(value instanceof Error)) return value;
  const out = { errorType: value.name, errorMessage: value.message, code: value.code, ...value };
  if (typeof value.stack === "string") out.stack = value.stack.split("\n");
  return out;
}

// The largest X-Ray cause worth sending; above it the platform's client sends none.
const MAX_CAUSE = 1 << 20;

// X-Ray's form of an exception, as JSON in ASCII for a header field; "" when there is none.
export function causeOf(error) {
  try {
    const stack = isErrorLike(error) ? framesOf(error.stack) : [];
    const text = JSON.stringify({
      working_directory: loadBuiltin("node:internal/process/process").default.cwd(),
      exceptions: [{ type: clean(error.name), message: clean(error.message), stack }],
      paths: [...new Set(stack.map((frame) => frame.path))],
    });
    const ascii = text.replace(/[\x7F-\uFFFF]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return ascii.length > MAX_CAUSE ? "" : ascii;
  } catch {
    return "";
  }
}

// "    at label (path:line:column)" or "    at path:line:column"
function framesOf(stack) {
  const frames = [];
  for (const line of String(stack).split("\n")) {
    const match = /^\s+at (?:(.*) \()?(.*?)(?::(\d+))?(?::\d+)?\)?$/.exec(line);
    if (match === null) continue;
    const path = match[2].startsWith("file://") ? match[2].slice(7) : match[2];
    frames.push({ path, line: match[3] === undefined ? null : +match[3], label: match[1] || "anonymous" });
  }
  return frames;
}
