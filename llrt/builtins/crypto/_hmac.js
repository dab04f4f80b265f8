// Hmac and createHmac(). Spec: https://nodejs.org/api/crypto.html#class-hmac
import { hmacFinal, hmacNew, hmacUpdate } from "native:crypto";
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateEncoding, validateString } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { FastBuffer } from "../buffer/_pool.js";
import { dataArgument, encoded, isAnyBytes, toBuffer } from "./_bytes.js";
import { secretOf } from "./_keys.js";
import { inheritTransform } from "./_lazy_transform.js";

const { ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_INVALID_DIGEST, ERR_INVALID_ARG_TYPE } = codes;
const KEYS = ["ArrayBuffer", "Buffer", "TypedArray", "DataView", "KeyObject", "CryptoKey"];

const kHandle = Symbol("kHandle");

const Handle = { Hmac: class {
  #mac;

  constructor(mac) { this.#mac = mac; }

  static update(handle, data, encoding) {
    if (handle.#mac === undefined) throw new ERR_CRYPTO_HASH_FINALIZED();
    hmacUpdate(handle.#mac, dataArgument(data, encoding));
  }

  // The bytes, or text when `hex`; undefined when they were given before.
  static final(handle, hex) {
    if (handle.#mac === undefined) return undefined;
    const result = hmacFinal(handle.#mac, hex);
    handle.#mac = undefined;
    return result;
  }
} }.Hmac;

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

function init(hmac, algorithm, key, options) {
  validateString(algorithm, "hmac");
  const mac = hmacNew(algorithm, keyBytes(key, options?.encoding));
  if (mac === null) throw new ERR_CRYPTO_INVALID_DIGEST(algorithm);
  hmac._options = options;
  hmac[kHandle] = new Handle(mac);
  return hmac;
}

const emitWarning = (...args) => loadBuiltin("node:internal/process/warning").emitProcessWarning(...args);

let constructorWarned = false;

export function Hmac(hmac, key, options) {
  if (!constructorWarned) {
    constructorWarned = true;
    emitWarning("crypto.Hmac constructor is deprecated.", "DeprecationWarning", "DEP0181");
  }
  if (!new.target) return new Hmac(hmac, key, options);
  init(this, hmac, key, options);
}

inheritTransform(Hmac.prototype, ["_options", kHandle]);

const methods = {
  update(data, encoding) {
    Handle.update(this[kHandle], data, encoding);
    return this;
  },
  // The second call of digest() gives nothing instead of throwing: so it is in Node.
  digest(outputEncoding) {
    const result = Handle.final(this[kHandle], outputEncoding === "hex");
    if (result !== undefined) return outputEncoding === "hex" ? result : encoded(result, outputEncoding);
    const nothing = new FastBuffer();
    return outputEncoding && outputEncoding !== "buffer" ? nothing.toString(outputEncoding) : nothing;
  },
  _flush(callback) {
    this.push(toBuffer(Handle.final(this[kHandle], false)));
    callback();
  },
  _transform(chunk, encoding, callback) {
    Handle.update(this[kHandle], chunk, encoding === "buffer" ? undefined : encoding);
    callback();
  },
};

for (const name of Object.keys(methods)) {
  Object.defineProperty(Hmac.prototype, name, { value: methods[name], writable: true, enumerable: true, configurable: true });
}

export const createHmac = (hmac, key, options) => init(Object.create(Hmac.prototype), hmac, key, options);
