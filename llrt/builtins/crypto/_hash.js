// Hash, createHash(), hash(), getHashes(). Not here: Hmac (_hmac.js), WebCrypto's digest (_subtle_digest.js).
// Spec: https://nodejs.org/api/crypto.html#class-hash
import { digestCopy, digestFinal, digestNew, digestOnce, digestRestart, digestSize, digestUpdate } from "native:crypto";
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateString, validateUint32 } from "../_validators.js";
import { encodingId } from "../buffer/_encodings.js";
import { BYTES, dataArgument, encoded, formOf, HEX, toBuffer } from "./_bytes.js";
import { inheritTransform } from "./_lazy_transform.js";
import { NAMES } from "./_hash_names.js";

const { ERR_CRYPTO_HASH_FINALIZED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;

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

// Names that were found to be digests, in the spellings that were used.
const known = new Set();
const { isView } = ArrayBuffer;

function checkAlgorithm(algorithm) {
  if (known.has(algorithm)) return;
  if (digestSize(algorithm) === undefined) throw new Error("Digest method not supported");
  if (known.size < 100) known.add(algorithm);
}

// Handles of finished digests, which nobody has any more: starting one again is cheaper than making one.
const spares = [];
const MOST_SPARES = 4;

function started(algorithm, data) {
  const handle = spares.pop() ?? finishedHandle(algorithm);
  digestRestart(handle, algorithm, data);
  return handle;
}

function finishedHandle(algorithm) {
  const handle = digestNew(algorithm);
  digestFinal(handle, undefined, BYTES);
  return handle;
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

// A hash: what `new Hash()` makes too. The handle is out of reach of programs: what the ops are given must be what an op gave.
class Digest {
  #algorithm;
  #length;
  #handle;      // undefined before the first update(), null when it is finished
  #flushed;     // what the stream has pushed, which can still be asked for once

  constructor(algorithm, options, length) {
    this._options = options;
    this.#algorithm = algorithm;
    this.#length = length;
  }

  copy(options) {
    const length = lengthOf(options), handle = this.#handle;
    if (handle === null) throw new ERR_CRYPTO_HASH_FINALIZED();
    checkLength(this.#algorithm, length);
    const copy = new Digest(this.#algorithm, options, length);
    if (handle !== undefined) copy.#handle = digestCopy(handle);
    return copy;
  }

  _transform(chunk, encoding, callback) {
    this.update(chunk, encoding === "buffer" ? undefined : encoding);
    callback();
  }

  _flush(callback) {
    this.#flushed ??= toBuffer(Digest.finish(this, BYTES));
    this.push(this.#flushed);
    callback();
  }

  update(data, encoding) {
    const handle = this.#handle;
    const bytes = encoding === undefined && (typeof data === "string" || isView(data)) ? data : dataArgument(data, encoding);
    if (handle === undefined) this.#handle = started(this.#algorithm, bytes);
    else if (handle !== null) digestUpdate(handle, bytes);
    else throw new ERR_CRYPTO_HASH_FINALIZED();
    return this;
  }

  digest(outputEncoding) {
    if (this.#flushed !== undefined) return Digest.takeFlushed(this, outputEncoding);
    if (outputEncoding === "hex") return Digest.finish(this, HEX);
    if (outputEncoding === undefined) return toBuffer(Digest.finish(this, BYTES));
    const encoding = `${outputEncoding}`, form = formOf(encoding), result = Digest.finish(this, form);
    return form === BYTES ? encoded(result, encoding) : result;
  }

  static takeFlushed(hash, outputEncoding) {
    const flushed = hash.#flushed;
    hash.#flushed = undefined;
    return encoded(flushed, outputEncoding === undefined ? outputEncoding : `${outputEncoding}`);
  }

  // Static, because private methods cost every instance a brand.
  static finish(hash, form) {
    let handle = hash.#handle;
    if (handle === null) throw new ERR_CRYPTO_HASH_FINALIZED();
    if (handle === undefined) handle = started(hash.#algorithm, "");
    hash.#handle = null;
    const result = digestFinal(handle, hash.#length, form);
    if (spares.length < MOST_SPARES) spares.push(handle);
    return result;
  }
}

function make(algorithm, options) {
  if (typeof algorithm !== "string") validateString(algorithm, "algorithm");
  checkAlgorithm(algorithm);
  const length = options === undefined ? undefined : lengthOf(options);
  if (length !== undefined) checkLength(algorithm, length);
  return new Digest(algorithm, options, length);
}

export function Hash(algorithm, options) {
  warn();
  if (!new.target) return new Hash(algorithm, options);
  const hash = make(algorithm, options);
  return new.target === Hash ? hash : Object.setPrototypeOf(hash, new.target.prototype);
}

// One prototype, as the class's cannot be replaced and the function's can; members are enumerable, as Node's.
Hash.prototype = Digest.prototype;
Object.defineProperty(Hash.prototype, "constructor", { value: Hash, writable: true, configurable: true });
for (const name of ["copy", "_transform", "_flush", "update", "digest"]) Object.defineProperty(Hash.prototype, name, { enumerable: true });
inheritTransform(Hash.prototype, ["_options"]);

export const createHash = (algorithm, options) => make(algorithm, options);

function outputEncodingOf(options) {
  if (typeof options === "string") return [options, undefined];
  if (typeof options !== "object" || options === null) throw new ERR_INVALID_ARG_TYPE("options", "object", options);
  return [options.outputEncoding ?? "hex", options.outputLength];
}

const unsupported = (algorithm) => new Error(`Digest method ${algorithm} is not supported`);

export function hash(algorithm, input, options) {
  if (typeof algorithm !== "string") validateString(algorithm, "algorithm");
  if (typeof input !== "string" && !isView(input)) {
    throw new ERR_INVALID_ARG_TYPE("input", ["string", "Buffer", "TypedArray", "DataView"], input);
  }
  if (options === undefined) return digestOnce(algorithm, input, undefined, HEX) ?? fail(unsupported(algorithm));
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

function fail(error) {
  throw error;
}

// Node's names, as far as the linked OpenSSL has them.
export const getHashes = () => NAMES.filter((name) => digestSize(name) !== undefined);
