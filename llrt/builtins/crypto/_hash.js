// Hash, createHash(), hash(), getHashes(). Not here: Hmac (_hmac.js), WebCrypto's digest (_subtle_digest.js).
// Spec: https://nodejs.org/api/crypto.html#class-hash
import { digestCopy, digestFinal, digestNew, digestOnce, digestSize, digestUpdate } from "native:crypto";
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateString, validateUint32 } from "../_validators.js";
import { encodingId } from "../buffer/_encodings.js";
import { dataArgument, encoded, toBuffer } from "./_bytes.js";
import { inheritTransform } from "./_lazy_transform.js";
import { NAMES } from "./_hash_names.js";

const { ERR_CRYPTO_HASH_FINALIZED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;

const kHandle = Symbol("kHandle");

// The digest itself, out of reach of programs: what the ops are given must be what an op gave. One object a hash, for speed.
const Handle = { Hash: class {
  #digest;
  #result;
  algorithm;
  length;

  constructor(digest, algorithm, length) {
    this.#digest = digest;
    this.algorithm = algorithm;
    this.length = length;
  }

  static update(handle, data, encoding) {
    if (handle.#digest === undefined) throw new ERR_CRYPTO_HASH_FINALIZED();
    digestUpdate(handle.#digest, dataArgument(data, encoding));
  }

  // The digest's bytes, or text when `hex`.
  static final(handle, hex) {
    if (handle.#digest === undefined) throw new ERR_CRYPTO_HASH_FINALIZED();
    const result = digestFinal(handle.#digest, handle.length, hex);
    handle.#digest = undefined;
    return result;
  }

  // What the stream has pushed, which can still be asked for once.
  static flushed(handle) {
    handle.#result ??= toBuffer(Handle.final(handle, false));
    return handle.#result;
  }

  static takeFlushed(handle) {
    const result = handle.#result;
    if (result !== undefined) handle.#result = null;
    return result;
  }

  static copy(handle, length) {
    if (handle.#digest === undefined) throw new ERR_CRYPTO_HASH_FINALIZED();
    return new Handle(digestCopy(handle.#digest), handle.algorithm, length);
  }
} }.Hash;

function notXof() {
  const error = new Error("error:030000B2:digital envelope routines::not XOF or invalid length");
  return Object.assign(error, {
    library: "digital envelope routines", reason: "not XOF or invalid length", code: "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH",
  });
}

// A length that this digest cannot have is refused when it is made, as OpenSSL does.
function checkLength(algorithm, length) {
  if (length === undefined) return;
  const size = digestSize(algorithm);
  if (size > 0 && size !== length) throw notXof();
}

function start(algorithm, length) {
  const digest = digestNew(algorithm);
  if (digest === null) throw new Error("Digest method not supported");
  if (length !== undefined) checkLength(algorithm, length);
  return new Handle(digest, algorithm, length);
}

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

export function Hash(algorithm, options) {
  warn();
  if (!new.target) return new Hash(algorithm, options);
  if (algorithm instanceof Handle) throw new ERR_INVALID_ARG_TYPE("algorithm", "string", algorithm);
  validateString(algorithm, "algorithm");
  this._options = options;
  this[kHandle] = start(algorithm, lengthOf(options));
}

inheritTransform(Hash.prototype, ["_options", kHandle]);

const methods = {
  copy(options) {
    const handle = this[kHandle], length = lengthOf(options);
    const copy = make(options, Handle.copy(handle, length));
    checkLength(handle.algorithm, length);
    return copy;
  },
  _transform(chunk, encoding, callback) {
    Handle.update(this[kHandle], chunk, encoding === "buffer" ? undefined : encoding);
    callback();
  },
  _flush(callback) {
    this.push(Handle.flushed(this[kHandle]));
    callback();
  },
  update(data, encoding) {
    Handle.update(this[kHandle], data, encoding);
    return this;
  },
  digest(outputEncoding) {
    if (outputEncoding === "hex") return Handle.takeFlushed(this[kHandle])?.toString("hex") ?? Handle.final(this[kHandle], true);
    const bytes = Handle.takeFlushed(this[kHandle]) ?? Handle.final(this[kHandle], false);
    return encoded(bytes, outputEncoding === undefined ? outputEncoding : `${outputEncoding}`);
  },
};

for (const name of Object.keys(methods)) {
  Object.defineProperty(Hash.prototype, name, { value: methods[name], writable: true, enumerable: true, configurable: true });
}

function make(options, handle) {
  const hash = Object.create(Hash.prototype);
  hash._options = options;
  hash[kHandle] = handle;
  return hash;
}

export function createHash(algorithm, options) {
  validateString(algorithm, "algorithm");
  return make(options, start(algorithm, options === undefined ? undefined : lengthOf(options)));
}

function outputEncodingOf(options) {
  if (typeof options === "string") return [options, undefined];
  if (typeof options !== "object" || options === null) throw new ERR_INVALID_ARG_TYPE("options", "object", options);
  return [options.outputEncoding ?? "hex", options.outputLength];
}

export function hash(algorithm, input, options) {
  options ??= "hex";
  validateString(algorithm, "algorithm");
  if (typeof input !== "string" && !ArrayBuffer.isView(input)) {
    throw new ERR_INVALID_ARG_TYPE("input", ["string", "Buffer", "TypedArray", "DataView"], input);
  }
  const [encoding, length] = outputEncodingOf(options);
  if (encoding !== "hex") {
    validateString(encoding, "outputEncoding");
    if (encoding !== "buffer" && encodingId(encoding) === undefined) throw new ERR_INVALID_ARG_VALUE("outputEncoding", encoding);
  }
  if (length !== undefined) validateUint32(length, "outputLength");
  checkLength(algorithm, length);
  const result = digestOnce(algorithm, input, length, encoding === "hex");
  if (result === null) throw new Error(`Digest method ${algorithm} is not supported`);
  return encoding === "hex" ? result : encoded(result, encoding);
}

// Node's names, as far as the linked OpenSSL has them.
export const getHashes = () => NAMES.filter((name) => digestSize(name) !== undefined);
