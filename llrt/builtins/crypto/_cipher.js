// Cipheriv, Decipheriv, getCiphers(), getCipherInfo(). Spec: https://nodejs.org/api/crypto.html#class-cipheriv
import { cipherFinal, cipherInfo, cipherNew, cipherPadding, cipherTag, cipherUpdate } from "native:crypto";
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateEncoding, validateInt32, validateObject, validateString } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyBytes, toBuffer } from "./_bytes.js";
import { CIPHERS } from "./_cipher_names.js";
import { inheritTransform } from "./_lazy_transform.js";
import * as pkey from "./_pkey.js";
import { secretOf } from "./_keys.js";

const {
  ERR_CRYPTO_INVALID_AUTH_TAG, ERR_CRYPTO_INVALID_IV, ERR_CRYPTO_INVALID_KEYLEN, ERR_CRYPTO_INVALID_STATE, ERR_CRYPTO_UNKNOWN_CIPHER,
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
} = codes;
const BYTES = ["string", "ArrayBuffer", "Buffer", "TypedArray", "DataView"];
// EVP_CIPH_*_MODE
const MODES = { 0: "stream", 1: "ecb", 2: "cbc", 3: "cfb", 4: "ofb", 5: "ctr", 6: "gcm", 7: "ccm", 0x10001: "xts", 0x10002: "wrap", 0x10003: "ocb" };
const TAG_LENGTHS = { gcm: [4, 8, 12, 13, 14, 15, 16], ccm: [4, 6, 8, 10, 12, 14, 16] };

const NID = 0, KEY = 1, IV = 2, BLOCK = 3, MODE = 4;

function bytesOf(value, name, encoding) {
  if (typeof value === "string") return Buffer.from(value, encoding);
  if (!isAnyBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, BYTES, value);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
}

function keyBytes(key) {
  const secret = secretOf(key);
  if (secret !== undefined) return secret;
  if (typeof key !== "string" && !isAnyBytes(key)) throw new ERR_INVALID_ARG_TYPE("key", ["ArrayBuffer", "Buffer", "TypedArray", "DataView", "string", "KeyObject", "CryptoKey"], key);
  return bytesOf(key, "key");
}

function modeOf(name) {
  if (/^(id-)?chacha20-poly1305$/i.test(name)) return "chacha";
  return MODES[cipherInfo(name, MODE)];
}

function tagLengthOf(mode, options) {
  const length = options?.authTagLength;
  if (length === undefined || length === null) return undefined;
  validateInt32(length, "options.authTagLength", 0);
  return length;
}

function checkTagLength(mode, length, decrypt) {
  if (mode === "ccm" || mode === "ocb") {
    if (length === undefined) throw new ERR_CRYPTO_INVALID_AUTH_TAG(`authTagLength required for ${mode === "ccm" ? "aes-ccm" : "aes-ocb"}`);
  }
  if (length === undefined) return;
  const good = TAG_LENGTHS[mode]?.includes(length) ?? (length >= 1 && length <= 16);
  if (!good) throw new ERR_CRYPTO_INVALID_AUTH_TAG(`Invalid authentication tag length: ${length}`);
}

const AUTHENTICATED = new Set(["gcm", "ccm", "ocb", "chacha"]);

class Cipher {
  #handle;
  #encrypt;
  #mode;
  #tagLength;
  #tag;             // bytes: made, or to be expected
  #decoder;
  #finished = false;
  #used = false;

  constructor(encrypt, name, key, iv, options) {
    validateString(name, "cipher");
    const size = cipherInfo(name, KEY), secret = keyBytes(key);
    const vector = iv === null ? new Uint8Array(0) : bytesOf(iv, "iv");
    if (size === undefined) throw new ERR_CRYPTO_UNKNOWN_CIPHER();
    const mode = modeOf(name), wanted = cipherInfo(name, IV), aead = AUTHENTICATED.has(mode);
    this.#tagLength = tagLengthOf(mode, options);
    if (secret.byteLength !== size) throw new ERR_CRYPTO_INVALID_KEYLEN();
    if (iv === null ? wanted !== 0 : aead ? vector.byteLength === 0 || (mode === "chacha" && vector.byteLength > 12) : vector.byteLength !== wanted) throw new ERR_CRYPTO_INVALID_IV();
    if (aead) checkTagLength(mode, this.#tagLength, !encrypt);
    if (aead && mode === "ccm" && (vector.byteLength < 7 || vector.byteLength > 13)) throw new ERR_CRYPTO_INVALID_IV();
    const setTag = mode === "ccm" || mode === "ocb" ? this.#tagLength : 0;
    this._options = options;
    this.#encrypt = encrypt;
    this.#mode = mode;
    // Node decrypts CCM only once the tag is there; OpenSSL wants it before the key.
    this.#handle = pkey.attempt(cipherNew, encrypt, name, secret, vector, aead ? vector.byteLength : 0, setTag);
  }

  update(data, inputEncoding, outputEncoding) {
    let bytes = data;
    if (typeof data === "string") {
      validateEncoding(data, inputEncoding);
      bytes = Buffer.from(data, inputEncoding === "buffer" ? "utf8" : inputEncoding);
    } else if (!ArrayBuffer.isView(data)) {
      throw new ERR_INVALID_ARG_TYPE("data", ["string", "Buffer", "TypedArray", "DataView"], data);
    }
    if (this.#finished) throw new ERR_CRYPTO_INVALID_STATE("update");
    this.#expectTag();
    this.#used = true;
    let result;
    try {
      result = toBuffer(cipherUpdate(this.#handle, bytes));
    } catch (error) {
      if (this.#mode === "ccm" && !this.#encrypt) throw new Error("Unsupported state or unable to authenticate data");
      throw pkey.decorate(error);
    }
    return this.#encoded(result, outputEncoding, false);
  }

  final(outputEncoding) {
    if (this.#finished) throw new ERR_CRYPTO_INVALID_STATE("final");
    this.#expectTag();
    let result;
    try {
      if (AUTHENTICATED.has(this.#mode) && !this.#encrypt && this.#tag === undefined) throw new Error("no tag");
      // CCM decrypts and judges in update().
      result = this.#mode === "ccm" && !this.#encrypt ? Buffer.alloc(0) : toBuffer(cipherFinal(this.#handle));
    } catch (error) {
      this.#finished = true;
      if (AUTHENTICATED.has(this.#mode)) throw new Error("Unsupported state or unable to authenticate data");
      throw pkey.decorate(error);
    }
    this.#finished = true;
    if (this.#encrypt && AUTHENTICATED.has(this.#mode)) this.#tag = toBuffer(cipherTag(this.#handle, this.#tagLength ?? 16));
    return this.#encoded(result, outputEncoding, true);
  }

  setAutoPadding(padding = true) {
    if (this.#finished || !cipherPadding(this.#handle, Boolean(padding))) throw new ERR_CRYPTO_INVALID_STATE("setAutoPadding");
    return this;
  }

  setAAD(buffer, options) {
    const bytes = bytesOf(buffer, "buffer", options?.encoding), length = options?.plaintextLength;
    if (length !== undefined) validateInt32(length, "options.plaintextLength", 0);
    if (this.#finished || !AUTHENTICATED.has(this.#mode)) throw new ERR_CRYPTO_INVALID_STATE("setAAD");
    if (this.#mode === "ccm") {
      if (length === undefined) throw new ERR_INVALID_ARG_VALUE("options.plaintextLength", length, "is required for CCM mode with AAD");
      this.#expectTag();
      cipherUpdate(this.#handle, new Uint8Array(length), 2);
    }
    if (bytes.byteLength > 0) pkey.attempt(cipherUpdate, this.#handle, bytes, 1);
    return this;
  }

  getAuthTag() {
    if (!this.#encrypt || this.#tag === undefined) throw new ERR_CRYPTO_INVALID_STATE("getAuthTag");
    return Buffer.from(this.#tag);
  }

  setAuthTag(tag, encoding) {
    const bytes = bytesOf(tag, "buffer", encoding), length = bytes.byteLength;
    if (this.#encrypt || this.#finished || this.#tag !== undefined || !AUTHENTICATED.has(this.#mode)) throw new ERR_CRYPTO_INVALID_STATE("setAuthTag");
    const wanted = this.#tagLength;
    if (wanted !== undefined ? wanted !== length : !(TAG_LENGTHS[this.#mode]?.includes(length) ?? length === 16)) {
      throw new ERR_CRYPTO_INVALID_AUTH_TAG(`Invalid authentication tag length: ${length}`);
    }
    this.#tag = Buffer.from(bytes);
    return this;
  }

  _transform(chunk, encoding, callback) {
    this.push(this.update(chunk, encoding));
    callback();
  }

  _flush(callback) {
    try {
      this.push(this.final());
    } catch (error) {
      callback(error);
      return;
    }
    callback();
  }

  // The expected tag is told before anything is decrypted.
  #expectTag() {
    if (this.#encrypt || this.#used || this.#tag === undefined) return;
    this.#used = true;
    if (!cipherTag(this.#handle, this.#tag)) throw new ERR_CRYPTO_INVALID_STATE("setAuthTag");
  }

  #encoded(bytes, encoding, last) {
    if (!encoding || encoding === "buffer") return bytes;
    this.#decoder ??= new (loadBuiltin("node:string_decoder").StringDecoder)(encoding);
    if (this.#decoder.encoding !== new (this.#decoder.constructor)(encoding).encoding) throw new Error("Cannot change encoding");
    return last ? this.#decoder.end(bytes) : this.#decoder.write(bytes);
  }
}

const METHODS = ["update", "final", "setAutoPadding", "setAAD", "_transform", "_flush"];

function streamClass(name, encrypt, methods) {
  const Class = { [name]: function (cipher, key, iv, options) {
    if (!new.target) return new Class(cipher, key, iv, options);
    const made = new Cipher(encrypt, cipher, key, iv, options);
    return Object.setPrototypeOf(made, new.target.prototype);
  } }[name];
  for (const method of [...METHODS, ...methods]) {
    Object.defineProperty(Class.prototype, method, { value: Cipher.prototype[method], writable: true, enumerable: true, configurable: true });
  }
  inheritTransform(Class.prototype, ["_options"]);
  return Class;
}

export const Cipheriv = streamClass("Cipheriv", true, ["getAuthTag"]);
export const Decipheriv = streamClass("Decipheriv", false, ["setAuthTag"]);

export const createCipheriv = (cipher, key, iv, options) => new Cipheriv(cipher, key, iv, options);
export const createDecipheriv = (cipher, key, iv, options) => new Decipheriv(cipher, key, iv, options);

export const getCiphers = () => CIPHERS.filter((name) => cipherInfo(name, NID) !== undefined);

function fits(name, mode, { keyLength, ivLength }) {
  if (keyLength !== undefined) {
    validateInt32(keyLength, "options.keyLength");
    if (keyLength !== cipherInfo(name, KEY)) return false;
  }
  if (ivLength === undefined) return true;
  validateInt32(ivLength, "options.ivLength");
  if (mode === "ccm") return ivLength >= 7 && ivLength <= 13;
  return AUTHENTICATED.has(mode) ? ivLength > 0 && (mode === "gcm" || ivLength <= 15) : ivLength === cipherInfo(name, IV);
}

export function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== "string" && typeof nameOrNid !== "number") throw new ERR_INVALID_ARG_TYPE("nameOrNid", ["string", "number"], nameOrNid);
  if (typeof nameOrNid === "number") validateInt32(nameOrNid, "nameOrNid");
  if (options !== undefined) validateObject(options, "options");
  const name = typeof nameOrNid === "string" ? nameOrNid : CIPHERS.find((each) => cipherInfo(each, NID) === nameOrNid);
  if (name === undefined || cipherInfo(name, NID) === undefined) return undefined;
  const mode = modeOf(name);
  if (!fits(name, mode, options ?? {})) return undefined;
  const info = { mode: mode === "chacha" ? "stream" : mode, name: name.toLowerCase().replace(/^aes-(\d+)-([gc]cm)$/, "id-aes$1-$2"), nid: cipherInfo(name, NID) };
  const block = cipherInfo(name, BLOCK), iv = options?.ivLength ?? cipherInfo(name, IV);
  if (info.mode !== "stream") info.blockSize = block;
  if (iv !== 0) info.ivLength = iv;
  info.keyLength = cipherInfo(name, KEY);
  return info;
}
