// throws, rejects, doesNotThrow, doesNotReject: what was thrown against what was expected.
// Reference: nodejs.org/api/assert.html#assertthrowsfn-error-message
import { codes, isErrorLike } from "../_errors.js";
import { validateFunction } from "../_validators.js";
import { isDeepStrictEqual } from "../util/_comparisons.js";
import { inspect } from "../util/_inspect.js";
import types from "../util/types.js";
import { AssertionError } from "./_error.js";

const { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE } = codes;
const { isPromise, isRegExp } = types;

// Stands for "nothing was thrown": undefined can be thrown.
const NOTHING = Symbol("nothing thrown");

export function actualOf(fn) {
  validateFunction(fn, "fn");
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NOTHING;
}

const isPromiseLike = (value) => isPromise(value)
  || (value !== null && typeof value === "object" && typeof value.then === "function" && typeof value.catch === "function");

export async function actualOfPromise(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === "function") {
    promise = promiseFn();
    if (!isPromiseLike(promise)) throw new ERR_INVALID_RETURN_VALUE("instance of Promise", "promiseFn", promise);
  } else if (!isPromiseLike(promise)) {
    throw new ERR_INVALID_ARG_TYPE("promiseFn", ["Function", "Promise"], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return NOTHING;
}

const matches = (regexp, text) => RegExp.prototype.exec.call(regexp, text) !== null;

// [expected error, message] of the arguments after the first; a string in place of the error is the message.
function expectation(actual, args) {
  const [error, message] = args;
  if (typeof error !== "string") {
    if (error == null || typeof error === "object" || typeof error === "function") return [error, message];
    throw new ERR_INVALID_ARG_TYPE("error", ["Object", "Error", "Function", "RegExp"], error);
  }
  if (args.length === 2) throw new ERR_INVALID_ARG_TYPE("error", ["Object", "Error", "Function", "RegExp"], error);
  if (typeof actual === "object" && actual !== null) {
    if (actual.message === error) {
      throw new ERR_AMBIGUOUS_ARGUMENT("error/message", `The error message "${actual.message}" is identical to the message.`);
    }
  } else if (actual === error) {
    throw new ERR_AMBIGUOUS_ARGUMENT("error/message", `The error "${actual}" is identical to the message.`);
  }
  return [undefined, error];
}

export function expectError(fn, actual, args, kind = "exception") {
  const [error, message] = expectation(actual, args);
  if (actual === NOTHING) {
    const name = error?.name ? ` (${error.name})` : "";
    const text = `Missing expected ${kind}${name}${message ? `: ${message}` : "."}`;
    throw new AssertionError({ actual: undefined, expected: error, operator: fn.name, message: text, stackStartFn: fn });
  }
  if (!error) return;
  if (typeof error === "function") expectClass(fn, actual, error, message);
  else if (isRegExp(error)) expectText(fn, actual, error, message);
  else expectProperties(fn, actual, error, message);
}

function complain(fn, actual, expected, message, generated) {
  const error = new AssertionError({ actual, expected, message: message || generated(), operator: fn.name, stackStartFn: fn });
  error.generatedMessage = !message;
  throw error;
}

function expectText(fn, actual, expected, message) {
  const text = String(actual);
  if (matches(expected, text)) return;
  complain(fn, actual, expected, message, () =>
    `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`);
}

function describeWrongClass(actual, expected) {
  const start = `The error is expected to be an instance of "${expected.name}". Received `;
  if (!isErrorLike(actual)) return `${start}"${inspect(actual, { depth: -1 })}"`;
  const name = actual.constructor?.name || actual.name;
  const received = expected.name === name ? "an error with identical name but a different prototype." : `"${name}"`;
  return start + received + (actual.message ? `\n\nError message:\n\n${actual.message}` : "");
}

function expectClass(fn, actual, expected, message) {
  // An arrow function has no prototype: it validates.
  if (expected.prototype !== undefined && actual instanceof expected) return;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    complain(fn, actual, expected, message, () => describeWrongClass(actual, expected));
  }
  const result = Reflect.apply(expected, {}, [actual]);
  if (result === true) return;
  complain(fn, actual, expected, message, () => {
    const name = expected.name ? `"${expected.name}" ` : "";
    const caught = isErrorLike(actual) ? `\n\nCaught error:\n\n${actual}` : "";
    return `The ${name}validation function is expected to return "true". Received ${inspect(result)}${caught}`;
  });
}

const fits = (actual, expected, key) => typeof actual[key] === "string" && isRegExp(expected[key]) && matches(expected[key], actual[key]);

// Stands for an error in the message: only the compared properties, with what a pattern matched in the pattern's place.
class Comparison {
  constructor(source, keys, actual) {
    for (const key of keys) {
      if (key in source) this[key] = actual !== undefined && fits(actual, source, key) ? actual[key] : source[key];
    }
  }
}

function expectProperties(fn, actual, expected, message) {
  if (typeof actual !== "object" || actual === null) {
    const error = new AssertionError({ actual, expected, message, operator: "deepStrictEqual", stackStartFn: fn });
    error.operator = fn.name;
    throw error;
  }
  const keys = Object.keys(expected);
  // Name and message of an error are not enumerable, but they count.
  if (expected instanceof Error) keys.push("name", "message");
  else if (keys.length === 0) throw new ERR_INVALID_ARG_VALUE("error", expected, "may not be an empty object");
  for (const key of keys) {
    if (fits(actual, expected, key) || (key in actual && isDeepStrictEqual(actual[key], expected[key]))) continue;
    complainOfProperty(fn, actual, expected, message, keys);
  }
}

function complainOfProperty(fn, actual, expected, message, keys) {
  if (message instanceof Error) throw message;
  if (message) throw new AssertionError({ actual, expected, message, operator: fn.name, stackStartFn: fn });
  const error = new AssertionError({
    actual: new Comparison(actual, keys),
    expected: new Comparison(expected, keys, actual),
    operator: "deepStrictEqual",
    stackStartFn: fn,
  });
  throw Object.assign(error, { actual, expected, operator: fn.name });
}

function isUnwanted(actual, expected) {
  if (typeof expected !== "function") {
    if (isRegExp(expected)) return matches(expected, String(actual));
    throw new ERR_INVALID_ARG_TYPE("expected", ["Function", "RegExp"], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  return !Object.prototype.isPrototypeOf.call(Error, expected) && Reflect.apply(expected, {}, [actual]) === true;
}

export function expectNoError(fn, actual, args, kind = "exception") {
  if (actual === NOTHING) return;
  let [error, message] = args;
  if (typeof error === "string") [error, message] = [undefined, error];
  if (error && !isUnwanted(actual, error)) throw actual;
  throw new AssertionError({
    actual,
    expected: error,
    operator: fn.name,
    message: `Got unwanted ${kind}${message ? `: ${message}` : "."}\nActual message: "${actual?.message}"`,
    stackStartFn: fn,
  });
}
