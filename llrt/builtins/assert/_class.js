// The class Assert, whose prototype has every method of assert: comparisons, match, fail, ifError and those for exceptions.
// A method taken off its instance works too: it falls back to the defaults.
import { codes } from "../_errors.js";
import { validateOneOf } from "../_validators.js";
import * as comparisons from "../util/_comparisons.js";
import { inspect } from "../util/_inspect.js";
import { emitProcessWarning } from "../process/_warning.js";
import { AssertionError } from "./_error.js";
import { actualOf, actualOfPromise, expectError, expectNoError } from "./_exceptions.js";
import { checkTruth } from "./_ok.js";

const { ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } = codes;
const kOptions = Symbol("options");

const isRegExp = (value) => Object.prototype.toString.call(value) === "[object RegExp]" && isRealRegExp(value);
function isRealRegExp(value) {
  try {
    Reflect.get(RegExp.prototype, "source", value);
    return true;
  } catch {
    return false;
  }
}

export function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED("Assert");
  const given = { __proto__: null, strict: true, skipPrototype: false, ...options };
  if (given.diff !== undefined) validateOneOf(given.diff, "options.diff", ["simple", "full"]);
  this.AssertionError = AssertionError;
  Object.defineProperty(this, kOptions, { __proto__: null, value: given });
  if (given.strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}

const diffOf = (self) => self?.[kOptions]?.diff;

function raise(self, details) {
  if (details.message instanceof Error) throw details.message;
  throw new AssertionError({ ...details, diff: diffOf(self) });
}

// `holds(actual, expected, options of the Assert)` tells whether there is nothing to complain of.
function comparison(name, operator, holds) {
  const method = function (actual, expected, message) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS("actual", "expected");
    if (!holds(actual, expected, this)) raise(this, { actual, expected, message, operator, stackStartFn: method });
  };
  Object.defineProperty(method, "name", { __proto__: null, value: name, configurable: true });
  return method;
}

const loose = (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b));
const deep = (a, b, self) => comparisons.isDeepStrictEqual(a, b, self?.[kOptions]?.skipPrototype);

let warnedOfFail = false;
function warnOfFail() {
  if (warnedOfFail) return;
  warnedOfFail = true;
  emitProcessWarning("assert.fail() with more than one argument is deprecated. "
    + "Please use assert.strictEqual() instead or only pass a message.", "DeprecationWarning", "DEP0094");
}

Assert.prototype.fail = function fail(actual, expected, message, operator = "fail", stackStartFn = undefined) {
  const count = arguments.length;
  const wordless = actual == null && count <= 1;
  if (wordless) message = "Failed";
  else if (count === 1) [message, actual] = [actual, undefined];
  else {
    warnOfFail();
    if (count === 2) operator = "!=";
  }
  if (message instanceof Error) throw message;
  const error = new AssertionError({ actual, expected, message, operator, stackStartFn: stackStartFn || fail, diff: diffOf(this) });
  if (wordless) error.generatedMessage = true;
  throw error;
};
Object.defineProperty(Assert.prototype.fail, "length", { __proto__: null, value: 5, configurable: true });

Assert.prototype.ok = function ok(...args) {
  checkTruth(ok, args);
};

for (const [name, operator, holds] of [
  ["equal", "==", loose],
  ["notEqual", "!=", (a, b) => !loose(a, b)],
  ["deepEqual", "deepEqual", comparisons.isDeepEqual],
  ["notDeepEqual", "notDeepEqual", (a, b) => !comparisons.isDeepEqual(a, b)],
  ["deepStrictEqual", "deepStrictEqual", deep],
  ["notDeepStrictEqual", "notDeepStrictEqual", (a, b, self) => !deep(a, b, self)],
  ["strictEqual", "strictEqual", Object.is],
  ["notStrictEqual", "notStrictEqual", (a, b) => !Object.is(a, b)],
  ["partialDeepStrictEqual", "partialDeepStrictEqual", comparisons.isPartialStrictEqual],
]) Assert.prototype[name] = comparison(name, operator, holds);

Assert.prototype.throws = function throws(promiseFn, ...args) {
  expectError(throws, actualOf(promiseFn), args);
};

Assert.prototype.rejects = async function rejects(promiseFn, ...args) {
  expectError(rejects, await actualOfPromise(promiseFn), args, "rejection");
};

Assert.prototype.doesNotThrow = function doesNotThrow(fn, ...args) {
  expectNoError(doesNotThrow, actualOf(fn), args);
};

Assert.prototype.doesNotReject = async function doesNotReject(fn, ...args) {
  expectNoError(doesNotReject, await actualOfPromise(fn), args, "rejection");
};

function describeUnwanted(err) {
  if (typeof err !== "object" || typeof err.message !== "string") return inspect(err);
  return err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
}

// Our frames down to the first that the error passed too, then the error's own.
function joinStacks(ours, theirs) {
  const start = theirs.indexOf("\n    at");
  if (start === -1) return ours;
  const frames = theirs.slice(start + 1).split("\n");
  const lines = ours.split("\n");
  const common = frames.map((frame) => lines.indexOf(frame)).find((place) => place !== -1);
  return [...lines.slice(0, common), ...frames].join("\n");
}

Assert.prototype.ifError = function ifError(err) {
  if (err === null || err === undefined) return;
  const error = new AssertionError({
    actual: err,
    expected: null,
    operator: "ifError",
    message: `ifError got unwanted exception: ${describeUnwanted(err)}`,
    stackStartFn: ifError,
    diff: diffOf(this),
  });
  const theirs = err.stack;
  if (typeof theirs === "string") error.stack = joinStacks(error.stack, theirs);
  throw error;
};

function describeMatch(string, regexp, wanted) {
  if (typeof string !== "string") {
    return `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
  }
  const verb = wanted ? "did not" : "was expected to not";
  return `The input ${verb} match the regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
}

function matching(name, wanted) {
  const method = function (string, regexp, message) {
    if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE("regexp", "RegExp", regexp);
    if (typeof string === "string" && (RegExp.prototype.exec.call(regexp, string) !== null) === wanted) return;
    if (message instanceof Error) throw message;
    const error = new AssertionError({
      actual: string,
      expected: regexp,
      message: message || describeMatch(string, regexp, wanted),
      operator: name,
      stackStartFn: method,
    });
    error.generatedMessage = !message;
    throw error;
  };
  Object.defineProperty(method, "name", { __proto__: null, value: name, configurable: true });
  return method;
}

Assert.prototype.match = matching("match", true);
Assert.prototype.doesNotMatch = matching("doesNotMatch", false);
