// Error codes of Node: `codes.ERR_X` is a constructor whose instances look like Node's own
// (class, message, `code`, "Name [CODE]: message" as string and as first line of the stack).
// Not here: the messages (./_errors/*.js, loaded when the first error is made) and errors of
// operating-system calls made by ops (llrt/errors.py).  Reference: nodejs.org/api/errors.html
import { loadBuiltin } from "native:engine";

const { create, defineProperty } = Object;

// Present on the prototype of every coded error.  The hook that formats stacks prints
// "Name [code]: message" for objects that have it; registered so that the hook needs no import.
export const kIsNodeError = Symbol.for("llrt.isNodeError");

const BASES = { E: Error, T: TypeError, R: RangeError, S: SyntaxError, U: URIError };
const LETTER = { Error: "E", TypeError: "T", RangeError: "R", SyntaxError: "S" };
const TABLES = ["common", "modules", "rare"];

function lookUp(code) {
  for (let i = 0; i < TABLES.length; i++) {
    const { table } = loadBuiltin(`node:internal/errors/${TABLES[i]}`);
    if (Object.hasOwn(table, code)) return table[code];
  }
  throw new Error(`no such error code: ${code}`);
}

const messages = () => loadBuiltin("node:internal/errors/messages");

function makeClass(code, Base) {
  const Coded = class extends Base {};
  Object.defineProperties(Coded.prototype, {
    constructor: { get: () => Base, set: undefined },
    toString: { value: function toString() { return `${this.name} [${code}]: ${this.message}`; }, writable: true, configurable: true },
    [kIsNodeError]: { value: true, configurable: true },
  });
  return Coded;
}

// An entry of a table is "<letter><template>", Y for SystemError, or [letter, function of the
// arguments that returns the message; its `this` collects further properties].
function makeConstructor(code, forced) {
  let entry, Coded;
  function NodeError(...args) {
    if (entry === undefined) {
      entry = lookUp(code);
      const Base = BASES[forced ?? entry[0]];
      Coded = Base && makeClass(code, Base);
    }
    if (Coded === undefined) return messages().systemError(code, entry.slice(1), args[0]);
    const extra = {};
    const message = typeof entry === "string"
      ? fillIn(entry, args)
      : Reflect.apply(entry[1], extra, args);
    const error = new Coded(message);
    error.code = code;
    for (const key in extra) error[key] = extra[key];
    return error;
  }
  Object.setPrototypeOf(NodeError, constructorPrototype);
  codeOf.set(NodeError, code);
  return NodeError;
}

function fillIn(entry, args) {
  const template = entry.slice(1);
  return args.length === 0 ? template : messages().fill(template, args);
}

const codeOf = new WeakMap();

// What Node hangs on some of the constructors: another base class for the same code.
const constructorPrototype = create(Function.prototype);
for (const name of Object.keys(LETTER)) {
  defineProperty(constructorPrototype, name, {
    get() {
      const value = makeConstructor(codeOf.get(this), LETTER[name]);
      defineProperty(this, name, { value, configurable: true });
      return value;
    },
    configurable: true,
  });
}
defineProperty(constructorPrototype, "HideStackFramesError", { get() { return this; }, configurable: true });

// Constructors come into being when asked for; the tables are not read before one is called.
export const codes = new Proxy(create(null), {
  get(made, code) {
    if (typeof code !== "string" || !code.startsWith("ERR_")) return undefined;
    return made[code] ??= makeConstructor(code);
  },
});

export class AbortError extends Error {
  constructor(message = "The operation was aborted", options = undefined) {
    if (options !== undefined && typeof options !== "object") {
      throw new codes.ERR_INVALID_ARG_TYPE("options", "Object", options);
    }
    super(message, options);
    this.code = "ABORT_ERR";
    this.name = "AbortError";
  }
}

// Frames of this file and of the validators never show in a stack (the stack hook drops the
// leading ones), so there is nothing to hide by hand; the shape is Node's.
export function hideStackFrames(fn) {
  fn.withoutStackTrace = fn;
  return fn;
}

export const determineSpecificType = (value) => messages().determineSpecificType(value);
export const formatList = (array, type) => messages().formatList(array, type);

// Any object that calls itself an error, from this realm or another.
export function isErrorLike(value) {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "stack") && Object.hasOwn(value, "message")
    || Error.isError?.(value) === true;
}

export function aggregateTwoErrors(innerError, outerError) {
  if (!innerError || !outerError || innerError === outerError) return innerError || outerError;
  if (Array.isArray(outerError.errors)) {
    outerError.errors.push(innerError);
    return outerError;
  }
  const error = new AggregateError([outerError, innerError], outerError.message);
  error.code = outerError.code;
  return error;
}

// An API that exists in Node and not here: throw this instead of doing nothing.
//     throw notSupported('vm.measureMemory()')
export function notSupported(what, reason) {
  const error = new Error(`${what} is not supported by llrt${reason ? `: ${reason}` : ""}`);
  error.code = "ERR_NOT_SUPPORTED";
  return error;
}

export function genericNodeError(message, properties) {
  return Object.assign(new Error(message), properties);
}

export function ConnResetException(message) {
  return genericNodeError(message, { code: "ECONNRESET" });
}
export { ConnResetException as connResetException };

export const isStackOverflowError = (error) =>
  error instanceof RangeError && error.message === "Maximum call stack size exceeded"
  || error instanceof Error && /stack overflow/.test(error.message);

// Errors of system calls in Node's four shapes; see ./_errors/system.js.
const system = () => loadBuiltin("node:internal/errors/system");
export function UVException(context) { return system().uvException(context); }
export function UVExceptionWithHostPort(err, syscall, address, port) { return system().uvExceptionWithHostPort(err, syscall, address, port); }
export function ErrnoException(err, syscall, original) { return system().errnoException(err, syscall, original); }
export function ExceptionWithHostPort(err, syscall, address, port, additional) {
  return system().exceptionWithHostPort(err, syscall, address, port, additional);
}
export function DNSException(code, syscall, hostname) { return system().dnsException(code, syscall, hostname); }
export function uvErrmapGet(errno) { return system().uvErrmapGet(errno); }
export { UVException as uvException, ErrnoException as errnoException };

export default { codes, AbortError, hideStackFrames, notSupported, aggregateTwoErrors, determineSpecificType };
