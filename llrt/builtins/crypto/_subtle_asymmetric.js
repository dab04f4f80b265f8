// WebCrypto with key pairs (RSA, curves), and HKDF and PBKDF2. What is slow runs in the thread pool. Spec: https://w3c.github.io/webcrypto/
import { generateKeyLater, keyAgree, keyBits, keyParse, keySignHash, keySignWhole, keyType, keyVerifyHash, keyVerifyWhole, digestOnce, pbkdf2Later } from "native:crypto";
import { DOMException } from "../_web/dom_exception.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyBytes } from "./_bytes.js";
import * as der from "./_der.js";
import { expand } from "./_kdf.js";
import { asymmetricOf, newCryptoKey, secretOf } from "./_keys.js";
import * as pkey from "./_pkey.js";
import { crypt } from "./_rsa.js";
import { digestName, hashOf, nameOf } from "./_subtle_names.js";
import { bytesIn, required } from "./_subtle_params.js";

const OPERATION_FAILED = "The operation failed for an operation-specific reason";
const exception = (message, name) => new DOMException(message, name);

const RSA = new Set(["RSASSA-PKCS1-v1_5", "RSA-PSS", "RSA-OAEP"]);
const EDWARDS = new Set(["Ed25519", "Ed448"]), MONTGOMERY = new Set(["X25519", "X448"]);
// Name -> usages of the private key, of the public one
const SIGNING = [["sign"], ["verify"]], AGREEING = [["deriveKey", "deriveBits"], []];
const USAGES = {
  "RSASSA-PKCS1-v1_5": SIGNING, "RSA-PSS": SIGNING, "RSA-OAEP": [["decrypt", "unwrapKey"], ["encrypt", "wrapKey"]], ECDSA: SIGNING, Ed25519: SIGNING,
  Ed448: SIGNING, ECDH: AGREEING, X25519: AGREEING, X448: AGREEING,
};
const CURVES = { "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1" };
const PKCS1 = 1, OAEP = 4, PSS = 6;

function attempt(work, message = OPERATION_FAILED, name = "OperationError") {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof DOMException ? cause : new DOMException(message, { name, cause });
  }
}

const bufferOf = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

function checkKey(name, key, usage) {
  if (name !== key.algorithm.name) throw exception("Key algorithm mismatch", "InvalidAccessError");
  if (!key.usages.includes(usage)) throw exception(`Unable to use this key to ${usage}`, "InvalidAccessError");
}

// -- Signatures and encryption

// [digest, hash of the data, padding, salt] of a signature with a key that does not hash by itself.
function hashing(name, algorithm, key, data) {
  const hash = name === "ECDSA" ? hashOf(required(algorithm, "hash", "EcdsaParams"), "EcdsaParams") : key.algorithm.hash.name, digest = digestName(hash);
  const padding = name === "ECDSA" ? undefined : name === "RSA-PSS" ? PSS : PKCS1;
  return [digest, digestOnce(digest, data), padding, name === "RSA-PSS" ? +required(algorithm, "saltLength", "RsaPssParams") : undefined];
}

const sizeOf = (key) => pkey.CURVES[CURVES[key.algorithm.namedCurve]].size;

function sign(name, algorithm, key, data) {
  checkKey(name, key, "sign");
  const handle = asymmetricOf(key);
  if (EDWARDS.has(name)) return bufferOf(attempt(() => keySignWhole(handle, undefined, data)));
  const signature = Buffer.from(attempt(() => keySignHash(handle, ...hashing(name, algorithm, key, data))).buffer);
  if (name !== "ECDSA") return bufferOf(signature);
  return bufferOf(Buffer.concat(der.items(signature).map((item) => der.padded(der.unsigned(item), sizeOf(key)))));
}

function verify(name, algorithm, key, signature, data) {
  checkKey(name, key, "verify");
  const handle = asymmetricOf(key);
  if (EDWARDS.has(name)) return attempt(() => keyVerifyWhole(handle, undefined, data, undefined, undefined, signature));
  let bytes = Buffer.from(signature.buffer, signature.byteOffset, signature.byteLength);
  if (name === "ECDSA") {
    const size = sizeOf(key);
    if (bytes.length !== 2 * size) return false;
    bytes = der.sequence(der.integer(bytes.subarray(0, size)), der.integer(bytes.subarray(size)));
  }
  return attempt(() => keyVerifyHash(handle, ...hashing(name, algorithm, key, data), bytes));
}

function oaep(encrypt, usage, name, algorithm, key, data) {
  if (name !== "RSA-OAEP") throw exception(`${name} cannot be used to ${usage}`, "NotSupportedError");
  checkKey(name, key, usage);
  const label = algorithm.label === undefined ? undefined : bytesIn(algorithm, "label", "RsaOaepParams");
  return bufferOf(attempt(() => crypt(encrypt ? 0 : 1, asymmetricOf(key), data, OAEP, digestName(key.algorithm.hash.name), label)));
}

// -- Keys

function checkUsages(name, usages, type) {
  const [secret, open] = USAGES[name] ?? [["deriveKey", "deriveBits"], []];
  const allowed = type === "private" ? secret : type === "public" ? open : [...secret, ...open];
  if (usages.some((usage) => !allowed.includes(usage))) throw exception(`Unsupported key usage for ${name in USAGES ? "" : "a "}${name} key`, "SyntaxError");
}

function curveIn(algorithm, dictionary) {
  const name = `${required(algorithm, "namedCurve", dictionary)}`;
  if (!Object.hasOwn(CURVES, name)) throw exception("Unrecognized namedCurve", "NotSupportedError");
  return name;
}

// What `key.algorithm` says of a handle.
function describe(name, handle, details) {
  if (RSA.has(name)) {
    const [, exponent] = der.items(pkey.publicBytes(handle));
    return { name, modulusLength: keyBits(handle), publicExponent: Uint8Array.from(der.unsigned(exponent)), hash: { name: details.hash } };
  }
  return name === "ECDSA" || name === "ECDH" ? { name, namedCurve: details.namedCurve } : { name };
}

// The details that the program gives, and which kind of OpenSSL's keys they stand for.
function detailsOf(name, algorithm, dictionary) {
  if (RSA.has(name)) return { kind: "rsa", hash: hashOf(required(algorithm, "hash", dictionary), dictionary) };
  if (name === "ECDSA" || name === "ECDH") return { kind: "ec", namedCurve: curveIn(algorithm, dictionary) };
  return { kind: name.toLowerCase() };
}

const make = (name, handle, type, details, extractable, usages) =>
  newCryptoKey(handle, describe(name, handle, details), type === "public" ? true : extractable, usages, type);

function recipe(name, algorithm, details) {
  if (details.kind === "ec") return ["EC", [["ec_paramgen_curve", CURVES[details.namedCurve]], ["ec_param_enc", "named_curve"]]];
  if (details.kind !== "rsa") return [details.kind.toUpperCase(), []];
  const bits = +required(algorithm, "modulusLength", "RsaHashedKeyGenParams");
  const exponent = Buffer.from(bytesIn(algorithm, "publicExponent", "RsaHashedKeyGenParams")).toString("hex").replace(/^0+/, "");
  if (exponent !== "3" && exponent !== "10001") throw exception(OPERATION_FAILED, "OperationError");
  return ["RSA", [["rsa_keygen_bits", `${bits}`], ["rsa_keygen_pubexp", `${parseInt(exponent, 16)}`]]];
}

async function generateKey(name, algorithm, extractable, usages) {
  if (USAGES[name] === undefined) throw exception(`${name} has no keys of its own`, "NotSupportedError");
  const details = detailsOf(name, algorithm, RSA.has(name) ? "RsaHashedKeyGenParams" : "EcKeyGenParams");
  const args = recipe(name, algorithm, details);
  checkUsages(name, usages);
  const [secret, open] = USAGES[name].map((allowed) => usages.filter((usage) => allowed.includes(usage)));
  if (secret.length === 0) throw exception("Usages cannot be empty when creating a key.", "SyntaxError");
  let bytes;
  try {
    bytes = await generateKeyLater(...args);
  } catch (cause) {
    throw new DOMException(OPERATION_FAILED, { name: "OperationError", cause });
  }
  const handle = keyParse(bytes, pkey.PRIVATE, false, undefined);
  return { publicKey: make(name, pkey.publicOf(handle), "public", details, true, open), privateKey: make(name, handle, "private", details, extractable, secret) };
}

const JWK_ALGORITHMS = {
  "RSASSA-PKCS1-v1_5": (hash) => `RS${hash === "SHA-1" ? 1 : hash.slice(4)}`, "RSA-PSS": (hash) => `PS${hash === "SHA-1" ? 1 : hash.slice(4)}`,
  "RSA-OAEP": (hash) => (hash === "SHA-1" ? "RSA-OAEP" : `RSA-OAEP-${hash.slice(4)}`),
};

function fromJwk(name, jwk, details, extractable, usages) {
  if (isAnyBytes(jwk)) throw Object.assign(new TypeError("The keyData must be a JsonWebKey"), { code: "ERR_INVALID_ARG_TYPE" });
  const wanted = details.kind === "rsa" ? "RSA" : details.kind === "ec" ? "EC" : "OKP";
  if (jwk.kty !== wanted) throw exception('Invalid JWK "kty" Parameter', "DataError");
  const use = name === "RSA-OAEP" || name === "ECDH" || MONTGOMERY.has(name) ? "enc" : "sig";
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) throw exception('Invalid JWK "use" Parameter', "DataError");
  if (jwk.key_ops !== undefined && usages.some((usage) => !jwk.key_ops.includes(usage))) throw exception("Key operations and usage mismatch", "DataError");
  if (jwk.ext === false && extractable) throw exception('JWK "ext" Parameter and extractable mismatch', "DataError");
  if (details.kind === "ec" && jwk.crv !== details.namedCurve) throw exception("JWK \"crv\" does not match the requested algorithm", "DataError");
  if (wanted === "OKP" && jwk.crv !== name) throw exception('JWK "crv" Parameter and algorithm name mismatch', "DataError");
  const alg = JWK_ALGORITHMS[name]?.(details.hash);
  if (alg !== undefined && jwk.alg !== undefined && jwk.alg !== alg) throw exception('JWK "alg" does not match the requested algorithm', "DataError");
  return [attempt(() => pkey.fromJwk(jwk, jwk.d !== undefined), "Invalid keyData", "DataError"), jwk.d === undefined ? "public" : "private"];
}

function fromRaw(name, data, details) {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (details.kind === "rsa") throw exception(`Unable to import ${name} using raw format`, "NotSupportedError");
  const written = () => (details.kind === "ec" ? pkey.ecPublicDer(CURVES[details.namedCurve], bytes) : pkey.okpPublicDer(details.kind, bytes));
  return [attempt(() => keyParse(written(), pkey.PUBLIC, false, undefined), "Invalid keyData", "DataError"), "public"];
}

function parsed(name, format, data, details, extractable, usages) {
  if (format === "jwk") return fromJwk(name, data, details, extractable, usages);
  if (!ArrayBuffer.isView(data)) throw Object.assign(new TypeError("The keyData must be bytes"), { code: "ERR_INVALID_ARG_TYPE" });
  if (format === "raw" || format === "raw-public") return fromRaw(name, data, details);
  if (format !== "spki" && format !== "pkcs8") throw exception(`Unable to import ${name} using ${format} format`, "NotSupportedError");
  const kind = format === "spki" ? pkey.PUBLIC : pkey.PRIVATE;
  return [attempt(() => keyParse(data, kind, false, undefined), "Invalid keyData", "DataError"), format === "spki" ? "public" : "private"];
}

function importKey(name, format, data, algorithm, extractable, usages) {
  if (USAGES[name] === undefined) return importSecret(name, format, data, extractable, usages);
  const details = detailsOf(name, algorithm, RSA.has(name) ? "RsaHashedImportParams" : "EcKeyImportParams");
  const [handle, type] = parsed(name, format, data, details, extractable, usages);
  return fromHandle(handle, type, algorithm, extractable, usages, name, details);
}

// A CryptoKey of a handle, if it is one of the algorithm's.
export function fromHandle(handle, type, algorithm, extractable, usages, name = canonicalName(algorithm), details = detailsOf(name, algorithm, "RsaHashedImportParams")) {
  if (keyType(handle) !== details.kind) throw exception("Invalid key type", "DataError");
  if (details.kind === "ec" && pkey.curveOf(handle) !== CURVES[details.namedCurve]) throw exception("Named curve mismatch", "DataError");
  checkUsages(name, usages, type);
  if (type === "private" && usages.length === 0) throw exception("Usages cannot be empty when importing a private key.", "SyntaxError");
  return make(name, handle, type, details, extractable, usages);
}

const canonicalName = (algorithm) => Object.keys(USAGES).find((name) => name.toLowerCase() === `${algorithm.name}`.toLowerCase()) ?? nameOf(algorithm.name);

// HKDF and PBKDF2: bytes to derive from.
function importSecret(name, format, data, extractable, usages) {
  if (format !== "raw" && format !== "raw-secret") throw exception(`Unable to import ${name} using ${format} format`, "NotSupportedError");
  checkUsages(name, usages);
  if (extractable) throw exception(`${name} keys are not extractable`, "SyntaxError");
  if (usages.length === 0) throw exception("Usages cannot be empty when importing a secret key.", "SyntaxError");
  return newCryptoKey(data, { name }, false, usages);
}

function exportKey(format, key) {
  const { name } = key.algorithm, handle = asymmetricOf(key), isPrivate = key.type === "private";
  if (!key.extractable) throw exception("key is not extractable", "InvalidAccessError");
  if (format === "jwk") {
    const jwk = { key_ops: [...key.usages], ext: key.extractable, ...pkey.toJwk(handle, isPrivate) };
    const alg = JWK_ALGORITHMS[name]?.(key.algorithm.hash.name) ?? (EDWARDS.has(name) ? name : undefined);
    return alg === undefined ? jwk : { ...jwk, alg };
  }
  if (format === "spki" && !isPrivate) return bufferOf(pkey.derOf(handle, pkey.SPKI));
  if (format === "pkcs8" && isPrivate) return bufferOf(pkey.derOf(handle, pkey.PKCS8));
  if ((format === "raw" || format === "raw-public") && !isPrivate && !RSA.has(name)) return bufferOf(Buffer.from(pkey.publicBytes(handle)));
  throw exception(`Unable to export ${name} ${key.type} key using ${format} format`, RSA.has(name) && format === "raw" ? "NotSupportedError" : "InvalidAccessError");
}

// -- Derivation

function lengthOf(length) {
  if (length === null || length === undefined) throw exception("length cannot be null", "OperationError");
  if (length % 8) throw exception("length must be a multiple of 8", "OperationError");
  return length / 8;
}

async function pbkdf2(algorithm, key, length) {
  const salt = bytesIn(algorithm, "salt", "Pbkdf2Params"), iterations = +required(algorithm, "iterations", "Pbkdf2Params");
  const hash = hashOf(required(algorithm, "hash", "Pbkdf2Params"), "Pbkdf2Params"), size = lengthOf(length);
  if (!(iterations >= 1)) throw exception("iterations cannot be zero", "OperationError");
  if (size === 0) return new ArrayBuffer(0);
  return bufferOf(await pbkdf2Later(secretOf(key), salt.slice(), iterations, size, digestName(hash)));
}

function hkdf(algorithm, key, length) {
  const hash = hashOf(required(algorithm, "hash", "HkdfParams"), "HkdfParams"), digest = digestName(hash);
  const salt = bytesIn(algorithm, "salt", "HkdfParams"), info = bytesIn(algorithm, "info", "HkdfParams"), size = lengthOf(length);
  return attempt(() => {
    if (size > 255 * digestOnce(digest, "").byteLength) throw exception("length is too long", "OperationError");
    return expand(digest, secretOf(key), salt, info, size);
  });
}

function agreed(name, algorithm, key, length) {
  const { public: peer } = algorithm;
  const other = asymmetricOf(required(algorithm, "public", "EcdhKeyDeriveParams"));
  if (other === undefined || peer.type !== "public") throw exception("algorithm.public must be a public key", "InvalidAccessError");
  if (key.type !== "private") throw exception("baseKey must be a private key", "InvalidAccessError");
  if (peer.algorithm.name !== name) throw exception("algorithm.public must be an ECDH, X25519, or X448 CryptoKey", "InvalidAccessError");
  if (name === "ECDH" && peer.algorithm.namedCurve !== key.algorithm.namedCurve) throw exception("Named curve mismatch", "InvalidAccessError");
  const secret = attempt(() => keyAgree(asymmetricOf(key), other));
  if (length === null || length === undefined) return bufferOf(secret);
  const size = Math.ceil(length / 8);
  if (size > secret.byteLength) throw exception("derived bit length is too small", "OperationError");
  const result = secret.slice(0, size);
  if (length % 8) result[size - 1] &= 0xff << (8 - (length % 8));
  return bufferOf(result);
}

function deriveBits(algorithm, key, length, usage) {
  const name = ["HKDF", "PBKDF2", "ECDH", "X25519", "X448"].find((each) => each.toLowerCase() === `${algorithm.name}`.toLowerCase());
  if (name === undefined) throw exception("Unrecognized algorithm name", "NotSupportedError");
  checkKey(name, key, usage);
  if (name === "PBKDF2") return pbkdf2(algorithm, key, length);
  return name === "HKDF" ? hkdf(algorithm, key, length) : agreed(name, algorithm, key, length);
}

export const methods = { sign, verify, crypt: oaep, generateKey, importKey, exportKey, deriveBits };
