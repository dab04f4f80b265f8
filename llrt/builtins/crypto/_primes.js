// generatePrime() and checkPrime(). Spec: https://nodejs.org/api/crypto.html#cryptogenerateprimesize-options-callback
import { checkPrime as checkOp, checkPrimeLater, generatePrime as generateOp, generatePrimeLater } from "native:crypto";
import { codes } from "../_errors.js";
import { validateBoolean, validateFunction, validateInt32, validateObject } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyBytes } from "./_bytes.js";
import { settle } from "./_kdf.js";
import { attempt, decorate } from "./_pkey.js";

const { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = codes;
const NUMBERS = ["ArrayBuffer", "TypedArray", "Buffer", "DataView", "bigint"];

// Bytes, big-endian; a copy, as the program may write to its own while the thread pool reads.
function numberOf(value, name) {
  if (typeof value === "bigint") {
    if (value < 0n) throw new ERR_OUT_OF_RANGE(name, ">= 0", value);
    const hex = value.toString(16);
    return Buffer.from(hex.padStart(hex.length + (hex.length & 1), "0"), "hex");
  }
  if (!isAnyBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, NUMBERS, value);
  const bytes = ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
  return bytes.slice();
}

// [arguments of the op, whether a BigInt is wanted]
function recipe(size, options) {
  validateObject(options, "options");
  const { safe = false, bigint = false, add, rem } = options;
  validateBoolean(safe, "options.safe");
  validateBoolean(bigint, "options.bigint");
  const modulus = add === undefined ? undefined : numberOf(add, "options.add");
  const rest = rem === undefined ? undefined : numberOf(rem, "options.rem");
  return [[size, safe, modulus, rest], bigint];
}

const primeOf = (bytes, bigint) => (bigint ? BigInt(`0x${Buffer.from(bytes.buffer).toString("hex")}`) : bytes.buffer);

export function generatePrimeSync(size, options = {}) {
  validateInt32(size, "size", 1);
  const [args, bigint] = recipe(size, options);
  return primeOf(attempt(generateOp, ...args), bigint);
}

export function generatePrime(size, options, callback) {
  validateInt32(size, "size", 1);
  if (typeof options === "function") {
    callback = options;
    options = {};
  }
  validateFunction(callback, "callback");
  const [args, bigint] = recipe(size, options);
  settle(generatePrimeLater(...args).then((bytes) => [primeOf(bytes, bigint)], fail), callback, "RANDOMPRIMEREQUEST");
}

function fail(error) {
  throw decorate(error);
}

function checksOf(options) {
  validateObject(options, "options");
  const { checks = 0 } = options;
  validateInt32(checks, "options.checks", 0);
  return checks;
}

export function checkPrimeSync(candidate, options = {}) {
  return attempt(checkOp, numberOf(candidate, "candidate"), checksOf(options));
}

export function checkPrime(candidate, options = {}, callback) {
  const number = numberOf(candidate, "candidate");
  if (typeof options === "function") {
    callback = options;
    options = {};
  }
  validateFunction(callback, "callback");
  settle(checkPrimeLater(number, checksOf(options)).then((is) => [is], fail), callback, "CHECKPRIMEREQUEST");
}
