// AssertionError: its message is made from the two values unless the caller has one.
// Reference: nodejs.org/api/assert.html#class-assertassertionerror
import { loadBuiltin } from "native:engine";
import { isErrorLike } from "../_errors.js";
import { validateObject } from "../_validators.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const isObject = (value) => typeof value === "object" && value !== null;
const isError = (value) => isObject(value) && "stack" in value && value instanceof Error;

// Looks like the error, without a stack that would differ.
function withoutStack(error) {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(error)), error);
  Object.defineProperty(copy, "message", { __proto__: null, value: error.message });
  if (Object.hasOwn(error, "cause")) {
    const { cause } = error;
    Object.defineProperty(copy, "cause", { __proto__: null, value: isErrorLike(cause) ? withoutStack(cause) : cause });
  }
  return copy;
}

function isLimitWritable() {
  const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  return limit === undefined ? Object.isExtensible(Error) : limit.writable === true || limit.set !== undefined;
}

function describe(options) {
  const { message, operator, diff = "simple" } = options;
  const messages = loadBuiltin("node:internal/assert/messages");
  return message != null && !messages.showsDiff(operator)
    ? String(message)
    : messages.describe(options.actual, options.expected, operator, message, diff);
}

function takeDetails(error, details) {
  Object.assign(error, { actual: undefined, expected: undefined, operator: undefined });
  for (let i = 0; i < details.length; i++) {
    error[`message ${i}`] = details[i].message;
    error[`actual ${i}`] = details[i].actual;
    error[`expected ${i}`] = details[i].expected;
    error[`operator ${i}`] = details[i].operator;
    error[`stack trace ${i}`] = details[i].stack;
  }
}

const LINES = 10;
const CHARS = 512;
function shorten(value) {
  if (typeof value !== "string") return value;
  const lines = value.split("\n", LINES + 1);
  if (lines.length > LINES) return `${lines.slice(0, LINES).join("\n")}\n...`;
  return value.length > CHARS ? `${value.slice(CHARS)}...` : value;
}

export class AssertionError extends Error {
  constructor(options) {
    validateObject(options, "options");
    const { message, operator, stackStartFn, stackStartFunction, details, diff = "simple" } = options;
    let { actual, expected } = options;
    if (message == null && isError(actual) && isError(expected)) [actual, expected] = [withoutStack(actual), withoutStack(expected)];
    const writable = isLimitWritable();
    const limit = Error.stackTraceLimit;
    if (writable) Error.stackTraceLimit = 0;
    try {
      super(describe({ message, operator, diff, actual, expected }));
    } finally {
      if (writable) Error.stackTraceLimit = limit;
    }
    this.generatedMessage = !message;
    // The stack is written with the code in the name.
    Object.defineProperty(this, "name", { __proto__: null, value: "AssertionError [ERR_ASSERTION]", writable: true, configurable: true });
    this.code = "ERR_ASSERTION";
    if (details) takeDetails(this, details);
    else Object.assign(this, { actual, expected, operator });
    Error.captureStackTrace(this, stackStartFn || stackStartFunction);
    this.stack;
    this.name = "AssertionError";
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  // The message shows both values already, so they are not shown in depth again.
  [kInspect](recurseTimes, ctx) {
    const { actual, expected } = this;
    this.actual = shorten(actual);
    this.expected = shorten(expected);
    const { inspect } = loadBuiltin("node:internal/util/inspect");
    const result = inspect(this, { ...ctx, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return result;
  }
}
