// Hmac and createHmac(). Spec: https://nodejs.org/api/crypto.html#class-hmac
import { hmacFinal, hmacNew, hmacUpdate } from "native:crypto";
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateEncoding, validateString } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { FastBuffer } from "../buffer/_pool.js";
import { BYTES, dataArgument, encoded, formOf, isAnyBytes, toBuffer } from "./_bytes.js";
import { secretOf } from "./_keys.js";
import { inheritTransform } from "./_lazy_transform.js";

const { ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_INVALID_DIGEST, ERR_INVALID_ARG_TYPE } = codes;
const KEYS = ["ArrayBuffer", "Buffer", "TypedArray", "DataView", "KeyObject", "CryptoKey"];

function keyBytes(key, encoding) {
  if (typeof key === "string") {
    validateEncoding(key, encoding);
    return Buffer.from(key, encoding);
  }
  if (isAnyBytes(key)) return ArrayBuffer.isView(key) ? key : new Uint8Array(key);
  const secret = secretOf(key);
  if (secret === undefined) throw new ERR_INVALID_ARG_TYPE("key", ["string", ...KEYS], key);
  return secret;
}

const emitWarning = (...args) => loadBuiltin("node:internal/process/warning").emitProcessWarning(...args);

let constructorWarned = false;

// The class behind the function, whose handle no program reaches.
class Mac {
  #handle;      // null when it is finished

  constructor(handle, options) {
    this._options = options;
    this.#handle = handle;
  }

  update(data, encoding) {
    const bytes = typeof data === "string" && encoding === undefined ? data : dataArgument(data, encoding);
    if (this.#handle === null) throw new ERR_CRYPTO_HASH_FINALIZED();
    hmacUpdate(this.#handle, bytes);
    return this;
  }

  // The second call of digest() gives nothing instead of throwing: so it is in Node.
  digest(outputEncoding) {
    if (this.#handle === null) return nothing(outputEncoding);
    const form = formOf(outputEncoding), result = Mac.finish(this, form);
    return form === BYTES ? encoded(result, outputEncoding) : result;
  }

  _flush(callback) {
    this.push(this.#handle === null ? new FastBuffer() : toBuffer(Mac.finish(this, BYTES)));
    callback();
  }

  _transform(chunk, encoding, callback) {
    this.update(chunk, encoding === "buffer" ? undefined : encoding);
    callback();
  }

  static finish(mac, form) {
    const handle = mac.#handle;
    mac.#handle = null;
    return hmacFinal(handle, form);
  }
}

function nothing(outputEncoding) {
  const empty = new FastBuffer();
  return outputEncoding && outputEncoding !== "buffer" ? empty.toString(outputEncoding) : empty;
}

function make(algorithm, key, options) {
  validateString(algorithm, "hmac");
  const handle = hmacNew(algorithm, keyBytes(key, options?.encoding));
  if (handle === null) throw new ERR_CRYPTO_INVALID_DIGEST(algorithm);
  return new Mac(handle, options);
}

export function Hmac(hmac, key, options) {
  if (!constructorWarned) {
    constructorWarned = true;
    emitWarning("crypto.Hmac constructor is deprecated.", "DeprecationWarning", "DEP0181");
  }
  if (!new.target) return new Hmac(hmac, key, options);
  const made = make(hmac, key, options);
  return new.target === Hmac ? made : Object.setPrototypeOf(made, new.target.prototype);
}

Hmac.prototype = Mac.prototype;
Object.defineProperty(Hmac.prototype, "constructor", { value: Hmac, writable: true, configurable: true });
for (const name of ["update", "digest", "_flush", "_transform"]) Object.defineProperty(Hmac.prototype, name, { enumerable: true });
inheritTransform(Hmac.prototype, ["_options"]);

export const createHmac = (hmac, key, options) => make(hmac, key, options);
