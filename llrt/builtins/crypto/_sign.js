// Sign, Verify, sign(), verify(): the digest is made here, OpenSSL signs it. Spec: https://nodejs.org/api/crypto.html#class-sign
import { digestOnce, digestSize, keySignHash, keySignWhole, keyType, keyVerifyHash, keyVerifyWhole } from "native:crypto";
import { codes } from "../_errors.js";
import { validateFunction, validateString } from "../_validators.js";
import { bindCallback } from "../_async_context.js";
import { Buffer } from "../buffer/_buffer.js";
import { Writable } from "../stream/index.js";
import { setImmediate } from "../timers/index.js";
import { dataArgument, encoded, isAnyBytes } from "./_bytes.js";
import * as der from "./_der.js";
import { createHash } from "./_hash.js";
import { keyHandle } from "./_key_objects.js";
import * as pkey from "./_pkey.js";

const { ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_SIGN_KEY_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;
const kHash = Symbol("kHash");
const WHOLE = new Set(["ed25519", "ed448"]);
const DATA = ["string", "ArrayBuffer", "Buffer", "TypedArray", "DataView"];

function int32Option(options, name) {
  const value = options?.[name];
  if (value === undefined) return undefined;
  if (value !== value >> 0) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
  return value;
}

// What an options object says beside the key.
function settingsOf(options) {
  const isObject = typeof options === "object" && options !== null;
  const given = isObject ? options : {}, { dsaEncoding } = given;
  if (dsaEncoding !== undefined && dsaEncoding !== "der" && dsaEncoding !== "ieee-p1363") throw new ERR_INVALID_ARG_VALUE("options.dsaEncoding", dsaEncoding);
  return { padding: int32Option(given, "padding"), salt: int32Option(given, "saltLength"), plain: dsaEncoding === "ieee-p1363" };
}

const isCurve = (handle) => keyType(handle) === "ec";
const halfOf = (handle) => pkey.CURVES[pkey.curveOf(handle)].size;

// DER of the two numbers of an ECDSA signature <-> the numbers one behind the other.
function toPlain(signature, handle) {
  const size = halfOf(handle);
  return Buffer.concat(der.items(signature).map((item) => der.padded(der.unsigned(item), size)));
}

function fromPlain(signature, handle) {
  const size = halfOf(handle);
  return signature.length === 2 * size ? der.sequence(der.integer(signature.subarray(0, size)), der.integer(signature.subarray(size))) : undefined;
}

function signHash(handle, digest, hash, { padding, salt, plain }) {
  const signature = Buffer.from(pkey.attempt(keySignHash, handle, digest, hash, padding, salt).buffer);
  return plain && isCurve(handle) ? toPlain(signature, handle) : signature;
}

function verifyHash(handle, digest, hash, { padding, salt, plain }, signature) {
  const bytes = plain && isCurve(handle) ? fromPlain(signature, handle) : signature;
  return bytes !== undefined && pkey.attempt(keyVerifyHash, handle, digest, hash, padding, salt, bytes);
}

function start(stream, algorithm, options) {
  validateString(algorithm, "algorithm");
  if (digestSize(algorithm) === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(algorithm);
  stream[kHash] = createHash(algorithm);
  stream[kAlgorithm] = algorithm;
  Writable.call(stream, options);
}

const kAlgorithm = Symbol("kAlgorithm");

function bytesArgument(value, encoding, name, kinds = DATA) {
  if (typeof value === "string") return Buffer.from(value, encoding === "buffer" ? "utf8" : encoding);
  if (!isAnyBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, kinds, value);
  return ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.from(value);
}

export function Sign(algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options);
  start(this, algorithm, options);
}

export function Verify(algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options);
  start(this, algorithm, options);
}

for (const Class of [Sign, Verify]) {
  Object.setPrototypeOf(Class.prototype, Writable.prototype);
  Object.setPrototypeOf(Class, Writable);
  Class.prototype._write = function _write(chunk, encoding, callback) {
    this.update(chunk, encoding);
    callback();
  };
  Class.prototype.update = function update(data, encoding) {
    this[kHash].update(dataArgument(data, encoding === "buffer" ? undefined : encoding));
    return this;
  };
}

Sign.prototype.sign = function sign(options, encoding) {
  if (!options) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const settings = settingsOf(options), [handle] = keyHandle(options, "private");
  const signature = signHash(handle, this[kAlgorithm], this[kHash].digest(), settings);
  return encoding && encoding !== "buffer" ? encoded(signature, encoding) : signature;
};

Verify.prototype.verify = function verify(options, signature, encoding) {
  const settings = settingsOf(options), [handle] = keyHandle(options, "public");
  return verifyHash(handle, this[kAlgorithm], this[kHash].digest(), settings, bytesArgument(signature, encoding, "signature"));
};

export const createSign = (algorithm, options) => new Sign(algorithm, options);
export const createVerify = (algorithm, options) => new Verify(algorithm, options);

function oneShot(algorithm, data) {
  if (algorithm !== undefined && algorithm !== null) validateString(algorithm, "algorithm");
  return bytesArgument(data, undefined, "data", DATA.slice(1));
}

function hashed(algorithm, data) {
  const digest = algorithm ?? "sha256", hash = digestOnce(digest, data);
  if (hash === null) throw new ERR_CRYPTO_INVALID_DIGEST(digest);
  return [digest, hash];
}

function answer(callback, work) {
  const bound = bindCallback(callback, "SIGNREQUEST");
  let error = null, result;
  try {
    result = work();
  } catch (thrown) {
    error = thrown;
  }
  setImmediate(() => (error === null ? bound(null, result) : bound(error)));
}

export function sign(algorithm, data, key, callback) {
  if (callback !== undefined) validateFunction(callback, "callback");
  const bytes = oneShot(algorithm, data);
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const settings = settingsOf(key), [handle] = keyHandle(key, "private");
  const work = () => {
    if (WHOLE.has(keyType(handle))) return Buffer.from(pkey.attempt(keySignWhole, handle, algorithm ?? undefined, bytes).buffer);
    return signHash(handle, ...hashed(algorithm, bytes), settings);
  };
  if (callback === undefined) return work();
  answer(callback, work);
}

export function verify(algorithm, data, key, signature, callback) {
  if (callback !== undefined) validateFunction(callback, "callback");
  const bytes = oneShot(algorithm, data);
  const settings = settingsOf(key), [handle] = keyHandle(key, "public");
  const expected = bytesArgument(signature, undefined, "signature", DATA.slice(1));
  const work = () => {
    if (WHOLE.has(keyType(handle))) return pkey.attempt(keyVerifyWhole, handle, undefined, bytes, undefined, undefined, expected);
    return verifyHash(handle, ...hashed(algorithm, bytes), settings, expected);
  };
  if (callback === undefined) return work();
  answer(callback, work);
}
