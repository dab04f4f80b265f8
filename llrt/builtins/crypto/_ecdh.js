// ECDH, getCurves(), diffieHellman() with keys of curves. Spec: https://nodejs.org/api/crypto.html#class-ecdh
import { generateKey, keyAgree, keyParse, keyType } from "native:crypto";
import { codes } from "../_errors.js";
import { validateFunction, validateObject, validateString } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { encoded, isAnyBytes } from "./_bytes.js";
import { asymmetricOf, isKeyObject } from "./_keys.js";
import { settle } from "./_kdf.js";
import * as pkey from "./_pkey.js";

const {
  ERR_CRYPTO_ECDH_INVALID_FORMAT, ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY, ERR_CRYPTO_INCOMPATIBLE_KEY, ERR_CRYPTO_INVALID_CURVE,
  ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
} = codes;

function bytesOf(value, encoding, name) {
  if (typeof value === "string") return Buffer.from(value, encoding === "buffer" ? "utf8" : encoding);
  if (!isAnyBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, ["string", "ArrayBuffer", "Buffer", "TypedArray", "DataView"], value);
  return ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.from(value);
}

function pointHandle(curve, point) {
  try {
    return keyParse(pkey.ecPublicDer(curve, point), pkey.PUBLIC, false, undefined);
  } catch {
    throw new ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
  }
}

// A point in one of the three forms, of its uncompressed bytes.
function formed(point, format = "uncompressed") {
  if (format === "uncompressed") return point;
  const half = (point.length - 1) / 2, odd = point.at(-1) & 1;
  if (format === "compressed") return Buffer.concat([Buffer.from([2 | odd]), point.subarray(1, 1 + half)]);
  if (format === "hybrid") return Buffer.concat([Buffer.from([6 | odd]), point.subarray(1)]);
  throw new ERR_CRYPTO_ECDH_INVALID_FORMAT(format);
}

// keyParse() has points written whole, in whatever form they were read.
const uncompressed = (handle) => Buffer.from(pkey.publicBytes(handle));

export class ECDHKey {
  #curve;
  #handle;      // of the private key
  #point;       // the public key, uncompressed

  constructor(name) {
    validateString(name, "curve");
    this.#curve = pkey.curveNamed(name);
    if (this.#curve === undefined) throw new ERR_CRYPTO_INVALID_CURVE();
  }

  generateKeys(encoding, format) {
    this.#take(generateKey("EC", [["ec_paramgen_curve", this.#curve], ["ec_param_enc", "named_curve"]]));
    return this.getPublicKey(encoding, format);
  }

  #take(der) {
    this.#handle = keyParse(der, pkey.PRIVATE, false, undefined);
    this.#point = uncompressed(this.#handle);
  }

  computeSecret(key, inputEncoding, outputEncoding) {
    const point = bytesOf(key, inputEncoding, "otherPublicKey");
    const other = pointHandle(this.#curve, point);
    if (this.#handle === undefined) throw new ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
    const secret = Buffer.from(pkey.attempt(keyAgree, this.#handle, other).buffer);
    return outputEncoding && outputEncoding !== "buffer" ? encoded(secret, outputEncoding) : secret;
  }

  getPublicKey(encoding, format) {
    if (this.#point === undefined) throw Object.assign(new Error("Failed to get ECDH public key"), { code: "ERR_CRYPTO_OPERATION_FAILED" });
    const point = Buffer.from(formed(this.#point, format ?? undefined));
    return encoding && encoding !== "buffer" ? encoded(point, encoding) : point;
  }

  getPrivateKey(encoding) {
    if (this.#handle === undefined) throw Object.assign(new Error("Failed to get ECDH private key"), { code: "ERR_CRYPTO_OPERATION_FAILED" });
    const bytes = Buffer.from(pkey.privateBytes(this.#handle, "ec"));
    return encoding && encoding !== "buffer" ? encoded(bytes, encoding) : bytes;
  }

  setPrivateKey(key, encoding) {
    const bytes = bytesOf(key, encoding, "key");
    try {
      this.#take(pkey.ecPrivateDer(this.#curve, bytes));
    } catch {
      throw Object.assign(new Error("Private key is not valid for specified curve."), { code: "ERR_CRYPTO_INVALID_KEYTYPE" });
    }
    return this;
  }

  setPublicKey(key, encoding) {
    this.#point = uncompressed(pointHandle(this.#curve, bytesOf(key, encoding, "key")));
    return this;
  }
}

export function ECDH(curve) {
  if (!new.target) return new ECDH(curve);
  return Object.setPrototypeOf(new ECDHKey(curve), new.target.prototype);
}

for (const name of ["computeSecret", "generateKeys", "getPrivateKey", "getPublicKey", "setPrivateKey", "setPublicKey"]) {
  Object.defineProperty(ECDH.prototype, name, { value: ECDHKey.prototype[name], writable: true, enumerable: true, configurable: true });
}

ECDH.convertKey = function convertKey(key, curve, inputEncoding, outputEncoding, format) {
  validateString(curve, "curve");
  const name = pkey.curveNamed(curve), bytes = bytesOf(key, inputEncoding, "key");
  if (name === undefined) throw new ERR_CRYPTO_INVALID_CURVE();
  let point;
  try {
    point = Buffer.from(formed(uncompressed(pointHandle(name, bytes)), format ?? undefined));
  } catch (error) {
    if (error.code === "ERR_CRYPTO_ECDH_INVALID_FORMAT") throw error;
    throw Object.assign(new Error("Failed to convert Buffer to EC_POINT"), { code: "ERR_CRYPTO_OPERATION_FAILED" });
  }
  return outputEncoding && outputEncoding !== "buffer" ? encoded(point, outputEncoding) : point;
};

export const createECDH = (curve) => new ECDH(curve);
export const getCurves = () => Object.keys(pkey.CURVES).sort();

// The secret that two handles agree on.
export const agree = (mine, theirs) => Buffer.from(pkey.attempt(keyAgree, mine, theirs).buffer);

export function diffieHellman(options, callback) {
  validateObject(options, "options");
  if (callback !== undefined) validateFunction(callback, "callback");
  const { privateKey, publicKey } = options;
  for (const [name, key] of [["privateKey", privateKey], ["publicKey", publicKey]]) if (!isKeyObject(key)) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, key);
  if (privateKey.type !== "private") throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(privateKey.type, "private");
  if (publicKey.type === "secret") throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(publicKey.type, "private or public");
  const mine = asymmetricOf(privateKey), theirs = asymmetricOf(publicKey);
  if (keyType(mine) !== keyType(theirs)) throw new ERR_CRYPTO_INCOMPATIBLE_KEY("key types for Diffie-Hellman", `${keyType(mine)} and ${keyType(theirs)}`);
  if (callback === undefined) return agree(mine, theirs);
  settle(new Promise((resolve) => resolve([agree(mine, theirs)])), callback, "DHBITSREQUEST");
}
