// Hash, createHash(), hash(), getHashes(). Not here: Hmac (_hmac.js), WebCrypto's digest (_subtle_digest.js).
// Spec: https://nodejs.org/api/crypto.html#class-hash
import {
  digestCopy, digestFinal, digestNew, digestOnce, digestSize, digestState, digestUpdate, hashNew, hashOnce,
} from "native:crypto";
import { loadBuiltin, nativeMethod } from "native:engine";
import { codes } from "../_errors.js";
import { validateString, validateUint32 } from "../_validators.js";
import { encodingId } from "../buffer/_encodings.js";
import { FastBuffer } from "../buffer/_pool.js";
import { BYTES, dataArgument, encoded, formOf, toBuffer } from "./_bytes.js";
import { inheritTransform } from "./_lazy_transform.js";
import { NAMES } from "./_hash_names.js";

const { ERR_CRYPTO_HASH_FINALIZED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;

function notXof() {
  const error = new Error("error:030000B2:digital envelope routines::not XOF or invalid length");
  return Object.assign(error, {
    library: "digital envelope routines", reason: "not XOF or invalid length", code: "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH",
  });
}

// A length that this digest (a name or a handle) cannot have is refused when it is made, as OpenSSL does.
function checkLength(digest, length) {
  if (length === undefined) return;
  const size = digestSize(digest);
  if (size > 0 && size !== length) throw notXof();
}

const { isView } = ArrayBuffer;
const { defineProperty, setPrototypeOf } = Object;
const emitWarning = (...args) => loadBuiltin("node:internal/process/warning").emitProcessWarning(...args);

let constructorWarned = false;

function warn() {
  if (constructorWarned) return;
  constructorWarned = true;
  emitWarning("crypto.Hash constructor is deprecated.", "DeprecationWarning", "DEP0179");
}

function lengthOf(options) {
  const length = typeof options === "object" && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, "options.outputLength");
  return length;
}

// Results of digestState().
const NONE = 0, FINISHED = 2;

function checkRunning(hash) {
  const state = digestState(hash);
  if (state === NONE) throw new TypeError("Illegal invocation");
  if (state === FINISHED) throw new ERR_CRYPTO_HASH_FINALIZED();
}

// What streams have pushed: it can still be asked for once.
const flushed = new WeakMap();

// A hash is an object of the ops. Its methods are theirs too; what is here is called when they decline.
const members = {
  copy(options) {
    const length = lengthOf(options);
    checkRunning(this);
    checkLength(this, length);
    return withOptions(setPrototypeOf(digestCopy(this, length), Hash.prototype), options);
  },

  _transform(chunk, encoding, callback) {
    this.update(chunk, encoding === "buffer" ? undefined : encoding);
    callback();
  },

  _flush(callback) {
    let bytes = flushed.get(this);
    if (bytes === undefined) {
      checkRunning(this);
      flushed.set(this, bytes = toBuffer(digestFinal(this, BYTES)));
    }
    this.push(bytes);
    callback();
  },

  update(data, encoding) {
    checkRunning(this);
    digestUpdate(this, dataArgument(data, encoding));
    return this;
  },

  digest(outputEncoding) {
    const encoding = outputEncoding === undefined ? undefined : `${outputEncoding}`, pushed = flushed.get(this);
    if (pushed !== undefined) {
      flushed.delete(this);
      return encoded(pushed, encoding);
    }
    checkRunning(this);
    return encoded(digestFinal(this, BYTES), encoding);
  },
};

function withOptions(hash, options) {
  hash._options = options;
  return hash;
}

function make(algorithm, options) {
  if (typeof algorithm !== "string") validateString(algorithm, "algorithm");
  const length = lengthOf(options);
  checkLength(algorithm, length);
  const hash = digestNew(algorithm, length);
  if (hash === null) throw new Error("Digest method not supported");
  return withOptions(setPrototypeOf(hash, Hash.prototype), options);
}

export function Hash(algorithm, options) {
  warn();
  if (!new.target) return new Hash(algorithm, options);
  const hash = make(algorithm, options);
  return new.target === Hash ? hash : setPrototypeOf(hash, new.target.prototype);
}

const methods = {
  ...members,
  update: nativeMethod(digestUpdate, "update", 2, members.update),
  digest: nativeMethod(digestFinal, "digest", 1, members.digest, FastBuffer.prototype),
};
for (const name of Object.keys(members)) {
  defineProperty(Hash.prototype, name, { value: methods[name], writable: true, enumerable: true, configurable: true });
}
inheritTransform(Hash.prototype, ["_options"]);

export const createHash = nativeMethod(hashNew, "createHash", 2, make, Hash.prototype);

function outputEncodingOf(options) {
  if (typeof options === "string") return [options, undefined];
  if (typeof options !== "object" || options === null) throw new ERR_INVALID_ARG_TYPE("options", "object", options);
  return [options.outputEncoding ?? "hex", options.outputLength];
}

const unsupported = (algorithm) => new Error(`Digest method ${algorithm} is not supported`);

function hashOf(algorithm, input, options) {
  if (typeof algorithm !== "string") validateString(algorithm, "algorithm");
  if (typeof input !== "string" && !isView(input)) {
    throw new ERR_INVALID_ARG_TYPE("input", ["string", "Buffer", "TypedArray", "DataView"], input);
  }
  const [encoding, length] = outputEncodingOf(options ?? "hex");
  const form = formOf(encoding);
  if (form === BYTES) {
    validateString(encoding, "outputEncoding");
    if (encoding !== "buffer" && encodingId(encoding) === undefined) throw new ERR_INVALID_ARG_VALUE("outputEncoding", encoding);
  }
  if (length !== undefined) validateUint32(length, "outputLength");
  checkLength(algorithm, length);
  const result = digestOnce(algorithm, input, length, form);
  if (result === null) throw unsupported(algorithm);
  return form === BYTES ? encoded(result, encoding) : result;
}

export const hash = nativeMethod(hashOnce, "hash", 3, hashOf, FastBuffer.prototype);

// Node's names, as far as the linked OpenSSL has them.
export const getHashes = () => NAMES.filter((name) => digestSize(name) !== undefined);
