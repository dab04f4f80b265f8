// PBKDF2, scrypt and HKDF. The first two are slow on purpose: with a callback they run in the thread pool.
// Spec: https://nodejs.org/api/crypto.html#cryptopbkdf2password-salt-iterations-keylen-digest-callback, RFC 8018, 7914, 5869
import { digestSize, hmacFinal, hmacNew, hmacUpdate, pbkdf2 as pbkdf2Op, pbkdf2Later, scrypt as scryptOp, scryptLater } from "native:crypto";
import { codes } from "../_errors.js";
import { validateFunction, validateInt32, validateInteger, validateObject, validateString, validateUint32 } from "../_validators.js";
import { bindCallback } from "../_async_context.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyBytes, toBuffer } from "./_bytes.js";
import { secretOf } from "./_keys.js";

const { ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_INVALID_KEYLEN, ERR_CRYPTO_INVALID_SCRYPT_PARAMS, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = codes;
const BYTES = ["string", "ArrayBuffer", "Buffer", "TypedArray", "DataView"];
const KEYS = ["ArrayBuffer", "TypedArray", "DataView", "Buffer", "string", "KeyObject"];

function bytesOf(value, name) {
  if (typeof value === "string") return Buffer.from(value);
  if (!isAnyBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, BYTES, value);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
}

// A promise's outcome for a callback; what the callback throws is the program's own failure.
export function settle(promise, callback, provider) {
  const bound = bindCallback(callback, provider);
  promise.then((result) => setImmediate(bound, null, ...result), (error) => setImmediate(bound, error));
}

function pbkdf2Arguments(password, salt, iterations, keylen, digest) {
  validateString(digest, "digest");
  const secret = bytesOf(password, "password"), grain = bytesOf(salt, "salt");
  validateInt32(iterations, "iterations", 1);
  validateInt32(keylen, "keylen", 0);
  if (digestSize(digest) === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(digest);
  return [secret, grain, iterations, keylen, digest];
}

export function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  return toBuffer(pbkdf2Op(...pbkdf2Arguments(password, salt, iterations, keylen, digest)));
}

export function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === "function") {
    callback = digest;
    digest = undefined;
  }
  const args = pbkdf2Arguments(password, salt, iterations, keylen, digest);
  validateFunction(callback, "callback");
  // The op keeps the memory that it was given: a copy, as the program may write to its own meanwhile.
  settle(pbkdf2Later(args[0].slice(), args[1].slice(), ...args.slice(2)).then((bytes) => [toBuffer(bytes)]), callback, "PBKDF2REQUEST");
}

const DEFAULTS = { N: 16384, r: 8, p: 1, maxmem: 32 << 20 };
const LONG_NAMES = { N: "cost", r: "blockSize", p: "parallelization" };

function scryptArguments(password, salt, keylen, options) {
  const secret = bytesOf(password, "password"), grain = bytesOf(salt, "salt");
  validateInt32(keylen, "keylen", 0);
  const chosen = { ...DEFAULTS };
  if (options !== undefined && options !== null) validateObject(options, "options");
  for (const name of ["N", "r", "p"]) {
    const long = LONG_NAMES[name], short = options?.[name], given = options?.[long];
    if (short !== undefined && given !== undefined) throw codedRange(name, long);
    if (short !== undefined) validateUint32(short, name);
    if (given !== undefined) validateUint32(given, long);
    chosen[name] = short ?? given ?? chosen[name];
    if (chosen[name] === 0) chosen[name] = DEFAULTS[name];
  }
  if (options?.maxmem !== undefined) {
    validateInteger(options.maxmem, "maxmem", 0);
    chosen.maxmem = options.maxmem || DEFAULTS.maxmem;
  }
  const { N, r, p, maxmem } = chosen;
  if (scryptOp(new Uint8Array(0), new Uint8Array(0), N, r, p, maxmem, 0) === null || N < 2) throw invalidScrypt();
  return [secret, grain, N, r, p, maxmem, keylen];
}

const codedRange = (name, long) => new codes.ERR_INCOMPATIBLE_OPTION_PAIR(name, long);
const invalidScrypt = () => new ERR_CRYPTO_INVALID_SCRYPT_PARAMS();

export function scryptSync(password, salt, keylen, options) {
  const args = scryptArguments(password, salt, keylen, options);
  return keylen === 0 ? Buffer.alloc(0) : toBuffer(scryptOp(...args) ?? fail());
}

function fail() {
  throw invalidScrypt();
}

export function scrypt(password, salt, keylen, options, callback) {
  if (callback === undefined) {
    callback = options;
    options = undefined;
  }
  const args = scryptArguments(password, salt, keylen, options);
  validateFunction(callback, "callback");
  const work = keylen === 0 ? Promise.resolve(new Uint8Array(0)) : scryptLater(args[0].slice(), args[1].slice(), ...args.slice(2));
  settle(work.then((bytes) => [toBuffer(bytes ?? fail())]), callback, "SCRYPTREQUEST");
}

// -- HKDF

function mac(digest, key, ...pieces) {
  const handle = hmacNew(digest, key);
  for (const piece of pieces) hmacUpdate(handle, piece);
  return hmacFinal(handle);
}

// `length` bytes; what every user of HKDF in this room calls.
export function expand(digest, key, salt, info, length) {
  const size = Math.abs(digestSize(digest)), secret = mac(digest, salt.byteLength === 0 ? new Uint8Array(size) : salt, key);
  const result = new Uint8Array(length);
  let block = new Uint8Array(0);
  for (let at = 0, counter = 1; at < length; at += size, counter++) {
    block = mac(digest, secret, block, info, Uint8Array.of(counter));
    result.set(block.subarray(0, Math.min(size, length - at)), at);
  }
  return result.buffer;
}

function hkdfArguments(digest, key, salt, info, length) {
  validateString(digest, "digest");
  const secret = secretOf(key);
  if (secret === undefined && typeof key !== "string" && !isAnyBytes(key)) throw new ERR_INVALID_ARG_TYPE("ikm", KEYS, key);
  const bytes = secret ?? bytesOf(key, "ikm"), grain = bytesOf(salt, "salt"), context = bytesOf(info, "info");
  validateInteger(length, "length", 0, 2 ** 31 - 1);
  if (context.byteLength > 1024) throw new ERR_OUT_OF_RANGE("info", "must not contain more than 1024 bytes", context.byteLength);
  if (digestSize(digest) === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(digest);
  if (length > 255 * Math.abs(digestSize(digest))) throw new ERR_CRYPTO_INVALID_KEYLEN();
  return [digest, bytes, grain, context, length];
}

export const hkdfSync = (digest, ikm, salt, info, length) => expand(...hkdfArguments(digest, ikm, salt, info, length));

export function hkdf(digest, ikm, salt, info, length, callback) {
  const args = hkdfArguments(digest, ikm, salt, info, length);
  validateFunction(callback, "callback");
  // It is short work: what is long about it is bounded by 255 digests.
  settle(Promise.resolve([expand(...args)]), callback, "HKDFREQUEST");
}
