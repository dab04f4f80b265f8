// Secret keys of WebCrypto: generated, imported and exported, raw and as JSON Web Keys.
// Spec: https://w3c.github.io/webcrypto/#aes-gcm-operations, #hmac-operations
import { randomFill } from "native:crypto";
import { codes, notSupported } from "../_errors.js";
import { DOMException } from "../_web/dom_exception.js";
import { Buffer } from "../buffer/_buffer.js";
import { newCryptoKey, secretOf } from "./_keys.js";
import { hashOf, nameOf } from "./_subtle_names.js";
import { required } from "./_subtle_params.js";

const HMAC_USAGES = ["sign", "verify"];
const AES_USAGES = ["encrypt", "decrypt", "wrapKey", "unwrapKey"];
// Bits of an HMAC key when nothing else is asked for: the digest's block.
const BLOCK_BITS = {
  "SHA-1": 512, "SHA-256": 512, "SHA-384": 1024, "SHA-512": 1024, "SHA3-256": 1088, "SHA3-384": 832, "SHA3-512": 576,
};

export const blockBits = (algorithm) => BLOCK_BITS[hashOf(required(algorithm, "hash", "HmacImportParams"), "HmacImportParams")];

const exception = (message, name) => new DOMException(message, name);

function checkUsages(name, usages) {
  const allowed = name === "HMAC" ? HMAC_USAGES : AES_USAGES;
  if (usages.some((usage) => !allowed.includes(usage))) {
    throw exception(`Unsupported key usage for ${name === "HMAC" ? "an HMAC" : name} key`, "SyntaxError");
  }
}

export function generateSecret(algorithm, extractable, usages) {
  const name = nameOf(algorithm.name);
  let bits, hash;
  if (name === "HMAC") {
    hash = hashOf(required(algorithm, "hash", "HmacKeyGenParams"), "HmacKeyGenParams");
    bits = algorithm.length === undefined ? BLOCK_BITS[hash] : +algorithm.length;
    if (!(bits > 0)) throw exception("Zero-length key is not supported", "OperationError");
  } else {
    bits = +required(algorithm, "length", "AesKeyGenParams");
    if (![128, 192, 256].includes(bits)) throw exception("AES key length must be 128, 192, or 256 bits", "OperationError");
  }
  checkUsages(name, usages);
  if (usages.length === 0) throw exception("Usages cannot be empty when creating a key.", "SyntaxError");
  const bytes = new Uint8Array(Math.ceil(bits / 8));
  randomFill(bytes);
  return newCryptoKey(bytes, hash === undefined ? { name, length: bits } : { name, length: bits, hash: { name: hash } }, extractable, usages);
}

function fromJwk(jwk, name, extractable, usages) {
  if (ArrayBuffer.isView(jwk)) throw new codes.ERR_INVALID_ARG_TYPE("keyData", "JsonWebKey", jwk);
  if (jwk.kty !== "oct") throw exception('Invalid JWK "kty" Parameter', "DataError");
  const use = name === "HMAC" ? "sig" : "enc";
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) throw exception('Invalid JWK "use" Parameter', "DataError");
  if (jwk.key_ops !== undefined && usages.some((usage) => !jwk.key_ops.includes(usage))) {
    throw exception("Key operations and usage mismatch", "DataError");
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable) throw exception('JWK "ext" Parameter and extractable mismatch', "DataError");
  if (typeof jwk.k !== "string") throw exception("Invalid keyData", "DataError");
  return Uint8Array.from(Buffer.from(jwk.k, "base64url"));
}

function bytesToImport(format, data, name, extractable, usages) {
  if (format === "jwk") return fromJwk(data, name, extractable, usages);
  if (format !== "raw" && format !== "raw-secret") throw exception(`Unable to import ${name} using ${format} format`, "NotSupportedError");
  if (!ArrayBuffer.isView(data)) throw new codes.ERR_INVALID_ARG_TYPE("keyData", ["ArrayBuffer", "Buffer", "TypedArray", "DataView"], data);
  return data;
}

function hmacLength(algorithm, bytes) {
  const bits = bytes.byteLength * 8;
  if (bits === 0) throw exception("Zero-length key is not supported", "DataError");
  if (algorithm.length === undefined) return bits;
  if (Math.ceil(algorithm.length / 8) !== bytes.byteLength) throw exception("Invalid key length", "DataError");
  return +algorithm.length;
}

// What a JWK of this key calls its algorithm.
function jwkAlgorithm({ name, length, hash }) {
  if (name === "HMAC") return hash.name.startsWith("SHA3") ? undefined : `HS${hash.name.slice(4)}`;
  return `A${length}${name.slice(4)}`;
}

export function importSecret(format, data, algorithm, extractable, usages) {
  const name = nameOf(algorithm.name);
  const hash = name === "HMAC" ? hashOf(required(algorithm, "hash", "HmacImportParams"), "HmacImportParams") : undefined;
  checkUsages(name, usages);
  const bytes = bytesToImport(format, data, name, extractable, usages);
  const length = name === "HMAC" ? hmacLength(algorithm, bytes) : bytes.byteLength * 8;
  if (name !== "HMAC" && ![128, 192, 256].includes(length)) throw exception("Invalid key length", "DataError");
  const details = name === "HMAC" ? { name, length, hash: { name: hash } } : { name, length };
  if (format === "jwk" && data.alg !== undefined && data.alg !== jwkAlgorithm(details)) {
    throw exception('JWK "alg" does not match the requested algorithm', "DataError");
  }
  if (usages.length === 0) throw exception("Usages cannot be empty when importing a secret key.", "SyntaxError");
  return newCryptoKey(bytes, details, extractable, usages);
}

export function exportSecret(format, key) {
  if (!key.extractable) throw exception("key is not extractable", "InvalidAccessError");
  const bytes = secretOf(key);
  if (format === "raw" || format === "raw-secret") return bytes.slice().buffer;
  if (format !== "jwk") throw notSupported(`Exporting a secret key as ${format}`, "raw and jwk are there");
  const alg = jwkAlgorithm(key.algorithm);
  const jwk = { key_ops: [...key.usages], ext: key.extractable };
  if (alg !== undefined) jwk.alg = alg;
  return Object.assign(jwk, { kty: "oct", k: Buffer.from(bytes).toString("base64url") });
}
