// generateKeyPair(), generateKey(): in the thread pool where there is a callback. Spec: https://nodejs.org/api/crypto.html#cryptogeneratekeypairtype-options-callback
import { cipherInfo, digestSize, generateKey as generateOp, generateKeyLater, keyParse, randomFill } from "native:crypto";
import { codes, notSupported } from "../_errors.js";
import { validateFunction, validateInt32, validateInteger, validateObject, validateString, validateUint32 } from "../_validators.js";
import { customPromisifyArgs } from "../util/_promisify.js";
import { settle } from "./_kdf.js";
import { createSecretKey } from "./_keys.js";
import { readEncoding } from "./_key_encoding.js";
import { exported, privateObject, publicObject } from "./_key_objects.js";
import * as pkey from "./_pkey.js";

const { ERR_CRYPTO_INVALID_CURVE, ERR_CRYPTO_UNKNOWN_CIPHER, ERR_INVALID_ARG_VALUE } = codes;

const OKP = { ed25519: "ED25519", ed448: "ED448", x25519: "X25519", x448: "X448" };

function rsa(options) {
  const { modulusLength, publicExponent = 0x10001 } = options;
  validateUint32(modulusLength, "options.modulusLength");
  validateUint32(publicExponent, "options.publicExponent");
  return [["rsa_keygen_bits", `${modulusLength}`], ["rsa_keygen_pubexp", `${publicExponent}`]];
}

function pss(options) {
  const settings = rsa(options), hash = options.hashAlgorithm ?? options.hash, mgf = options.mgf1HashAlgorithm ?? options.mgf1Hash ?? hash;
  const { saltLength } = options;
  if (saltLength !== undefined) validateInt32(saltLength, "options.saltLength", 0);
  for (const [name, value] of [["hashAlgorithm", hash], ["mgf1HashAlgorithm", mgf]]) if (value !== undefined) validateString(value, `options.${name}`);
  if (hash !== undefined) settings.push(["rsa_pss_keygen_md", hash]);
  if (mgf !== undefined) settings.push(["rsa_pss_keygen_mgf1_md", mgf]);
  if (saltLength !== undefined || hash !== undefined) settings.push(["rsa_pss_keygen_saltlen", `${saltLength ?? digestSize(hash) ?? 32}`]);
  return settings;
}

function ec(options) {
  const { namedCurve, paramEncoding } = options;
  validateString(namedCurve, "options.namedCurve");
  if (paramEncoding !== undefined && paramEncoding !== null && paramEncoding !== "named" && paramEncoding !== "explicit") throw new ERR_INVALID_ARG_VALUE("options.paramEncoding", paramEncoding);
  if (pkey.curveNamed(namedCurve) === undefined) throw new ERR_CRYPTO_INVALID_CURVE();
  return [["ec_paramgen_curve", pkey.curveNamed(namedCurve)], ["ec_param_enc", paramEncoding === "explicit" ? "explicit" : "named_curve"]];
}

// How keys of a type are made and written: OpenSSL's name and its settings; encodings.
function recipe(type, options) {
  validateString(type, "type");
  // Node takes it apart first.
  if (options === null) throw new TypeError("Cannot destructure property 'publicKeyEncoding' of 'options' as it is null.");
  const wanted = encodings(type, options);
  const args = settings(type, options), { cipher } = wanted[1] ?? {};
  if (cipher !== undefined && cipher !== null && cipherInfo(cipher, 0) === undefined) throw new ERR_CRYPTO_UNKNOWN_CIPHER();
  return { args, wanted };
}

function settings(type, options) {
  if (OKP[type] !== undefined) {
    if (options !== undefined) validateObject(options, "options");
    return [OKP[type], []];
  }
  if (type === "dsa" || type === "dh") throw notSupported(`Keys of type ${type}`, "rsa, rsa-pss, ec, ed25519, ed448, x25519 and x448 are there");
  if (type !== "rsa" && type !== "rsa-pss" && type !== "ec") throw new ERR_INVALID_ARG_VALUE("type", type, "must be a supported key type");
  validateObject(options, "options");
  return type === "ec" ? ["EC", ec(options)] : type === "rsa" ? ["RSA", rsa(options)] : ["RSA-PSS", pss(options)];
}

// How the two keys are to be written; undefined: as objects. Looked at before a key is made.
function encodings(type, options) {
  const { publicKeyEncoding, privateKeyEncoding } = options ?? {};
  return [encoding(publicKeyEncoding, type, false, "options.publicKeyEncoding"), encoding(privateKeyEncoding, type, true, "options.privateKeyEncoding")];
}

function encoding(given, type, isPrivate, name) {
  if (given === undefined || given === null) return undefined;
  if (typeof given !== "object") throw new ERR_INVALID_ARG_VALUE(name, given);
  return readEncoding(given, type, isPrivate, name);
}

function pair(der, [publicEncoding, privateEncoding]) {
  const handle = keyParse(der, pkey.PRIVATE, false, undefined), open = pkey.publicOf(handle);
  return [
    publicEncoding === undefined ? publicObject(open) : exported(open, false, publicEncoding),
    privateEncoding === undefined ? privateObject(handle) : exported(handle, true, privateEncoding),
  ];
}

export function generateKeyPairSync(type, options) {
  const { args, wanted } = recipe(type, options);
  const [publicKey, privateKey] = pair(pkey.attempt(generateOp, ...args), wanted);
  return { publicKey, privateKey };
}

export function generateKeyPair(type, options, callback) {
  if (typeof options === "function") {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, "callback");
  const { args, wanted } = recipe(type, options);
  settle(generateKeyLater(...args).then((der) => pair(der, wanted), (error) => { throw pkey.decorate(error); }), callback, "KEYPAIRGENREQUEST");
}
Object.defineProperty(generateKeyPair, customPromisifyArgs, { value: ["publicKey", "privateKey"], enumerable: false });

function secretLength(type, options) {
  validateString(type, "type");
  validateObject(options, "options");
  const { length } = options;
  if (type === "hmac") {
    validateInteger(length, "options.length", 8, 2 ** 31 - 1);
    return Math.floor(length / 8);
  }
  if (type !== "aes") throw new ERR_INVALID_ARG_VALUE("type", type, "must be a supported key type");
  if (![128, 192, 256].includes(length)) throw new ERR_INVALID_ARG_VALUE("options.length", length, "must be one of: 128, 192, 256");
  return length / 8;
}

export function generateKeySync(type, options) {
  const bytes = new Uint8Array(secretLength(type, options));
  randomFill(bytes);
  return createSecretKey(bytes);
}

export function generateKey(type, options, callback) {
  secretLength(type, options);
  validateFunction(callback, "callback");
  settle(Promise.resolve([generateKeySync(type, options)]), callback, "SECRETKEYGENREQUEST");
}
