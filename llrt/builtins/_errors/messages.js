// How the texts of coded errors are put together: templates, "Received ...", lists, SystemError.
// Loaded when the first coded error is made.
import { loadBuiltin } from "native:engine";
import { kIsNodeError } from "../_errors.js";

const inspect = (value, options) => loadBuiltin("node:internal/util/inspect").inspect(value, options);

// %s as util.format does it, %d as a number.
export function fill(template, args) {
  let next = 0;
  const text = template.replace(/%[sd]/g, (mark) => {
    const value = args[next++];
    if (typeof value === "string" && mark === "%s") return value;
    return loadBuiltin("node:internal/util/format").format(mark, value);
  });
  return next < args.length ? loadBuiltin("node:internal/util/format").format(text, ...args.slice(next)) : text;
}

export function formatList(array, type = "and") {
  switch (array.length) {
    case 0: return "";
    case 1: return `${array[0]}`;
    case 2: return `${array[0]} ${type} ${array[1]}`;
    default: return `${array.slice(0, -1).join(", ")}, ${type} ${array[array.length - 1]}`;
  }
}

function quoteShort(text) {
  const shown = text.length > 28 ? `${text.slice(0, 25)}...` : text;
  return shown.includes("'") ? JSON.stringify(shown) : `'${shown}'`;
}

// "an instance of Foo", "type number (5)", "null", "function f"
export function determineSpecificType(value) {
  if (value === null) return "null";
  switch (typeof value) {
    case "undefined": return "undefined";
    case "string": return `type string (${quoteShort(value)})`;
    case "number": return `type number (${Object.is(value, -0) ? "-0" : value})`;
    case "bigint": return `type bigint (${value}n)`;
    case "boolean": return `type boolean (${value})`;
    case "symbol": return `type symbol (${String(value)})`;
    case "function": return `function ${value.name}`;
    default: {
      const { constructor } = value;
      if (constructor && (typeof constructor === "function" || typeof constructor === "object") && "name" in constructor) {
        return `an instance of ${constructor.name}`;
      }
      return inspect(value, { depth: -1 });
    }
  }
}

const TYPES = new Set(["string", "function", "number", "object", "Function", "Object", "boolean", "bigint", "symbol"]);
const CLASS_NAME = /^[A-Z][a-zA-Z0-9]*$/;

const subject = (name) => {
  if (name.endsWith(" argument")) return `The ${name}`;
  return `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
};

// Sorts what is expected into primitive types, classes and the rest, and joins them with "or".
function expectation(expected) {
  let types = [];
  const instances = [], other = [];
  for (const item of Array.isArray(expected) ? expected : [expected]) {
    if (TYPES.has(item)) types.push(item.toLowerCase());
    else if (CLASS_NAME.test(item)) instances.push(item);
    else other.push(item);
  }
  if (instances.length > 0 && types.includes("object")) {
    types = types.filter((type) => type !== "object");
    instances.push("Object");
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${formatList(types, "or")}`);
  if (instances.length > 0) parts.push(`an instance of ${formatList(instances, "or")}`);
  if (other.length > 1) parts.push(`one of ${formatList(other, "or")}`);
  else if (other.length === 1) parts.push(`${other[0].toLowerCase() === other[0] ? "" : "an "}${other[0]}`);
  return parts.join(" or ");
}

export function invalidArgType(name, expected, actual) {
  return `${subject(name)} must be ${expectation(expected)}. Received ${determineSpecificType(actual)}`;
}

export function invalidArgValue(name, value, reason = "is invalid") {
  let shown = inspect(value);
  if (shown.length > 128) shown = `${shown.slice(0, 128)}...`;
  return `The ${name.includes(".") ? "property" : "argument"} '${name}' ${reason}. Received ${shown}`;
}

function addNumericalSeparator(text) {
  const start = text[0] === "-" ? 1 : 0;
  let result = "";
  let i = text.length;
  for (; i >= start + 4; i -= 3) result = `_${text.slice(i - 3, i)}${result}`;
  return `${text.slice(0, i)}${result}`;
}

export function outOfRange(name, range, input, replaceDefault = false) {
  let received;
  if (Number.isInteger(input) && Math.abs(input) > 2 ** 32) {
    received = addNumericalSeparator(String(input));
  } else if (typeof input === "bigint") {
    received = String(input);
    if (input > 2n ** 32n || input < -(2n ** 32n)) received = addNumericalSeparator(received);
    received += "n";
  } else {
    received = inspect(input);
  }
  const message = replaceDefault ? name : `The value of "${name}" is out of range.`;
  return `${message} It must be ${range}. Received ${received}`;
}

export function missingArgs(...args) {
  const quoted = args.map((arg) => (Array.isArray(arg) ? arg.map((one) => `"${one}"`).join(" or ") : `"${arg}"`));
  return `The ${formatList(quoted, "and")} argument${args.length > 1 ? "s" : ""} must be specified`;
}

function systemMessage(prefix, context) {
  let message = `${prefix}: ${context.syscall} returned ${context.code} (${context.message})`;
  if (context.path !== undefined) message += ` ${context.path}`;
  if (context.dest !== undefined) message += ` => ${context.dest}`;
  return message;
}

class SystemError extends Error {
  toString() { return `${this.name} [${this.code}]: ${this.message}`; }
}
Object.defineProperty(SystemError.prototype, kIsNodeError, { value: true });
class NodeError extends SystemError {}

// Errors whose properties live in `info`: name, message and info are fixed, the rest reads and
// writes through to it.
export function systemError(code, prefix, context) {
  const error = new NodeError(systemMessage(prefix, context));
  const through = (key, asText) => ({
    get: () => (asText && context[key] != null ? context[key].toString() : context[key]),
    set: (value) => { context[key] = value; },
    enumerable: true, configurable: true,
  });
  Object.defineProperties(error, {
    code: { value: code, writable: true, enumerable: true, configurable: true },
    name: { value: "SystemError", writable: true, configurable: true },
    info: { value: context, enumerable: true, configurable: true },
    errno: through("errno"),
    syscall: through("syscall"),
  });
  if (context.path !== undefined) Object.defineProperty(error, "path", through("path", true));
  if (context.dest !== undefined) Object.defineProperty(error, "dest", through("dest", true));
  return error;
}
