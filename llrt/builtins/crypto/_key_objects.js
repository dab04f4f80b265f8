// PublicKeyObject and PrivateKeyObject: createPublicKey(), createPrivateKey(), export(), and what every other function takes as a key.
// Spec: https://nodejs.org/api/crypto.html#class-keyobject
import { keyBits, keyLocked, keyParse, keyType } from "native:crypto";
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateObject } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyArrayBuffer } from "../buffer/_checks.js";
import { isAnyBytes } from "./_bytes.js";
import * as der from "./_der.js";
import { readEncoding } from "./_key_encoding.js";
import { asymmetricOf, isCryptoKey, isKeyObject, KeyObject, newAsymmetricKey } from "./_keys.js";
import * as pkey from "./_pkey.js";

const { ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;
const BYTES = ["string", "ArrayBuffer", "Buffer", "TypedArray", "DataView"];

function asBuffer(value, encoding, name) {
  if (typeof value === "string") return Buffer.from(value, encoding === "buffer" ? "utf8" : encoding);
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (isAnyArrayBuffer(value)) return Buffer.from(value);
  throw new ERR_INVALID_ARG_TYPE(name, BYTES, value);
}

const passphraseOf = (options) => (options.passphrase === undefined || options.passphrase === null ? undefined : asBuffer(options.passphrase, options.encoding, "key.passphrase"));

function parsedPrivate(bytes, pem, passphrase) {
  const handle = pkey.attempt(keyParse, bytes, pkey.PRIVATE, pem, passphrase);
  if (handle !== undefined) return handle;
  if (!pem) throw new codes.ERR_MISSING_PASSPHRASE();
  // What OpenSSL says when nobody is there to be asked.
  throw pkey.decorate(new Error("error:07880109:common libcrypto routines::interrupted or cancelled"));
}

function parse(options, isPrivate, orPrivate) {
  const { format = "pem", type } = options;
  if (format !== "pem" && format !== "der" && format !== "jwk") throw new ERR_INVALID_ARG_VALUE("options.format", format);
  if (format === "jwk") {
    validateObject(options.key, "key.key");
    return [pkey.fromJwk(options.key, isPrivate || (orPrivate && options.key.d !== undefined)), isPrivate || (orPrivate && options.key.d !== undefined)];
  }
  const bytes = asBuffer(options.key, options.encoding, "key.key"), pem = format === "pem";
  if (!pem && type === undefined && isPrivate) throw new ERR_INVALID_ARG_VALUE("options.type", type);
  const passphrase = passphraseOf(options);
  if (isPrivate) return [parsedPrivate(bytes, pem, passphrase), true];
  const text = pem ? bytes.toString("latin1") : "";
  const looksPrivate = pem ? /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) : type === "pkcs8" || type === "sec1";
  if (looksPrivate) return [parsedPrivate(bytes, pem, passphrase), true];
  const kind = text.includes("-----BEGIN CERTIFICATE-----") ? pkey.CERTIFICATE : pkey.PUBLIC;
  return [pkey.attempt(keyParse, bytes, kind, pem, undefined), false];
}

// [handle, whether it is private] of whatever stands for a key; `wanted`: "private", "public" (a private one gives its public part).
export function keyHandle(key, wanted) {
  if (isKeyObject(key) || isCryptoKey(key)) return handleOfObject(key, wanted);
  if (typeof key === "string" || isAnyBytes(key)) return [parse({ key }, wanted === "private", true)[0], undefined];
  if (typeof key !== "object" || key === null) throw new ERR_INVALID_ARG_TYPE("key", [...BYTES.slice(1), "string", "KeyObject", "CryptoKey"], key);
  if (isKeyObject(key.key) || isCryptoKey(key.key)) return handleOfObject(key.key, wanted);
  return [parse(key, wanted === "private", true)[0], undefined];
}

function handleOfObject(object, wanted) {
  const handle = asymmetricOf(object);
  if (handle === undefined || (wanted === "private" && object.type !== "private")) {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(object.type, wanted === "private" ? "private" : "private or public");
  }
  return [handle, undefined];
}

// -- The classes

const HASHES = { "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512", "1.3.14.3.2.26": "sha1" };

function hashIn(item) {
  const content = der.read(der.read(item.content)[0].content)[0].content;
  return Object.keys(HASHES).find((identifier) => der.oid(identifier).subarray(2).equals(content));
}

// What an RSA-PSS key says that it is only for.
function pssDetails(handle) {
  const parameters = der.read(der.items(pkey.derOf(handle, pkey.SPKI))[0].content)[1];
  if (parameters === undefined || parameters.tag !== 0x30) return {};
  const details = { hashAlgorithm: "sha1", mgf1HashAlgorithm: "sha1", saltLength: 20 };
  for (const item of der.read(parameters.content)) {
    if (item.tag === 0xa0) details.hashAlgorithm = HASHES[hashIn(item)];
    if (item.tag === 0xa1) details.mgf1HashAlgorithm = HASHES[hashIn({ content: der.read(item.content)[0].content.subarray(der.read(der.read(item.content)[0].content)[0].content.length + 2) })];
    if (item.tag === 0xa2) details.saltLength = der.unsigned(der.read(item.content)[0]).reduce((sum, byte) => sum * 256 + byte, 0);
  }
  return details;
}

class AsymmetricKeyObject extends KeyObject {
  #details;

  get asymmetricKeyType() { return keyType(asymmetricOf(this)); }

  get asymmetricKeyDetails() {
    return { ...(this.#details ??= detailsOf(asymmetricOf(this))) };
  }

  toCryptoKey(algorithm, extractable, usages) {
    const { fromHandle } = loadBuiltin("node:internal/crypto/subtle_asymmetric");
    return fromHandle(asymmetricOf(this), this.type, typeof algorithm === "string" ? { name: algorithm } : algorithm, extractable, usages);
  }
}

function detailsOf(handle) {
  const type = keyType(handle);
  if (type === "rsa" || type === "rsa-pss") {
    const [, exponent] = der.items(pkey.publicBytes(handle));
    const details = { modulusLength: keyBits(handle), publicExponent: BigInt(`0x${der.unsigned(exponent).toString("hex")}`) };
    return type === "rsa" ? details : { ...details, ...pssDetails(handle) };
  }
  if (type === "ec") return { namedCurve: pkey.curveOf(handle) };
  return {};
}

const LABELS = { spki: "PUBLIC KEY", pkcs8: "PRIVATE KEY" };

export function pem(label, bytes) {
  return `-----BEGIN ${label}-----\n${bytes.toString("base64").replace(/(.{64})(?=.)/g, "$1\n")}\n-----END ${label}-----\n`;
}

function locked(handle, { cipher, passphrase, encoding, format, type }) {
  const secret = asBuffer(passphrase, encoding, "options.passphrase");
  const bytes = Buffer.from(pkey.attempt(keyLocked, handle, type !== "pkcs8", format === "pem", cipher, secret).buffer);
  return format === "pem" ? bytes.toString("latin1") : bytes;
}

// A key in the encoding that `options` ask for.
export function exported(handle, isPrivate, options) {
  validateObject(options, "options");
  if (options.format === "jwk") {
    if (isPrivate && (options.passphrase !== undefined || options.cipher !== undefined)) throw pkey.incompatible("jwk", "does not support encryption");
    return pkey.toJwk(handle, isPrivate);
  }
  const encoding = readEncoding(options, keyType(handle), isPrivate), { format, type } = encoding;
  if (encoding.cipher !== undefined && encoding.cipher !== null) return locked(handle, encoding);
  const traditional = isPrivate ? pkey.TRADITIONAL_PRIVATE : pkey.TRADITIONAL_PUBLIC, plain = isPrivate ? pkey.PKCS8 : pkey.SPKI;
  const bytes = pkey.derOf(handle, type === "pkcs1" || type === "sec1" ? traditional : plain);
  if (format === "der") return bytes;
  const label = LABELS[type] ?? (type === "sec1" ? "EC PRIVATE KEY" : `RSA ${isPrivate ? "PRIVATE" : "PUBLIC"} KEY`);
  return pem(label, bytes);
}

class PublicKeyObject extends AsymmetricKeyObject {
  export(options) { return exported(asymmetricOf(this), false, options); }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  export(options) { return exported(asymmetricOf(this), true, options); }
}

export const privateObject = (handle) => newAsymmetricKey(PrivateKeyObject, "private", handle);
export const publicObject = (handle) => newAsymmetricKey(PublicKeyObject, "public", handle);

export function createPrivateKey(key) {
  if (isKeyObject(key) || isCryptoKey(key)) throw new ERR_INVALID_ARG_TYPE("key", BYTES, key);
  return privateObject(keyHandle(key, "private")[0]);
}

export function createPublicKey(key) {
  const object = isKeyObject(key) || isCryptoKey(key) ? key : key?.key;
  if ((isKeyObject(object) || isCryptoKey(object)) && object.type !== "private") throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(object.type, "private");
  return publicObject(pkey.publicOf(keyHandle(key, "public")[0]));
}

// KeyObject.from(CryptoKey)
export function fromCryptoKey(key) {
  const handle = asymmetricOf(key);
  return key.type === "private" ? privateObject(handle) : publicObject(handle);
}
