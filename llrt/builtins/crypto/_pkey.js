// Asymmetric keys as OpenSSL has them: curves, JSON Web Keys <-> DER, and OpenSSL's errors in Node's form. RFC 7517, 7518, 8037, 5208, 5280.
import { keyDer, keyParse, keyType, keyValid } from "native:crypto";
import { codes } from "../_errors.js";
import { Buffer } from "../buffer/_buffer.js";
import * as der from "./_der.js";

const { ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_JWK, ERR_CRYPTO_JWK_UNSUPPORTED_CURVE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;

export const PRIVATE = 0, PUBLIC = 1, CERTIFICATE = 2;
export const SPKI = 0, PKCS8 = 1, TRADITIONAL_PUBLIC = 2, TRADITIONAL_PRIVATE = 3;

const EC = "1.2.840.10045.2.1", RSA = "1.2.840.113549.1.1.1";

// OpenSSL's name -> object identifier, bytes of a coordinate, name in JWK and WebCrypto.
export const CURVES = {
  prime256v1: { oid: "1.2.840.10045.3.1.7", size: 32, jwk: "P-256" },
  secp384r1: { oid: "1.3.132.0.34", size: 48, jwk: "P-384" },
  secp521r1: { oid: "1.3.132.0.35", size: 66, jwk: "P-521" },
  secp256k1: { oid: "1.3.132.0.10", size: 32, jwk: "secp256k1" },
  secp224r1: { oid: "1.3.132.0.33", size: 28 },
  prime192v1: { oid: "1.2.840.10045.3.1.1", size: 24 },
  brainpoolP256r1: { oid: "1.3.36.3.3.2.8.1.1.7", size: 32 },
  brainpoolP384r1: { oid: "1.3.36.3.3.2.8.1.1.11", size: 48 },
  brainpoolP512r1: { oid: "1.3.36.3.3.2.8.1.1.13", size: 64 },
};
const ALIASES = { "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1", secp256r1: "prime256v1", secp192r1: "prime192v1", "P-224": "secp224r1", "P-192": "prime192v1" };

export const curveNamed = (name) => (Object.hasOwn(CURVES, name) ? name : Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined);

// Type of key -> object identifier, name in JWK.
const OKP = {
  ed25519: { oid: "1.3.101.112", jwk: "Ed25519", size: 32 }, ed448: { oid: "1.3.101.113", jwk: "Ed448", size: 57 },
  x25519: { oid: "1.3.101.110", jwk: "X25519", size: 32 }, x448: { oid: "1.3.101.111", jwk: "X448", size: 56 },
};
export const okpNamed = (name) => Object.keys(OKP).find((type) => OKP[type].jwk === name);

const LIBRARIES = {
  "digital envelope routines": "EVP", "rsa routines": "RSA", "PEM routines": "PEM", "asn1 encoding routines": "ASN1", "elliptic curve routines": "EC",
  "Provider routines": "", "DECODER routines": "", "common libcrypto routines": "CRYPTO", "bignum routines": "BN", "x509 certificate routines": "X509", "PKCS12 routines": "PKCS12",
};

// Gives an error with OpenSSL's line as its message the members that Node's has.
export function decorate(error) {
  const match = /^error:[0-9A-F]+:([^:]*):([^:]*):(.*)$/.exec(error?.message ?? "");
  if (match === null) return error;
  const [, library, routine, reason] = match;
  error.library = library;
  if (routine !== "") error.function = routine;
  error.reason = reason;
  const name = LIBRARIES[library] ?? library.split(" ")[0].toUpperCase();
  error.code = `ERR_OSSL_${name === "" ? "" : `${name}_`}${reason.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
  return error;
}

export function attempt(op, ...args) {
  try {
    return op(...args);
  } catch (error) {
    throw decorate(error);
  }
}

export const derOf = (handle, form) => Buffer.from(attempt(keyDer, handle, form).buffer);
export const publicOf = (handle) => keyParse(derOf(handle, SPKI), PUBLIC, false, undefined);

const algorithm = (identifier, ...parameters) => der.sequence(der.oid(identifier), ...parameters);
const ZERO = der.integer(Buffer.from([0])), ONE = der.integer(Buffer.from([1]));

// Bytes of a point, 0x04 x y or compressed -> SubjectPublicKeyInfo
export const ecPublicDer = (curve, point) => der.sequence(algorithm(EC, der.oid(CURVES[curve].oid)), der.bits(point));

export function ecPrivateDer(curve, scalar, point) {
  const parts = [ONE, der.octets(der.padded(scalar, CURVES[curve].size))];
  if (point) parts.push(der.context(1, der.bits(point)));
  return der.sequence(ZERO, algorithm(EC, der.oid(CURVES[curve].oid)), der.octets(der.sequence(...parts)));
}

export const okpPublicDer = (type, bytes) => der.sequence(algorithm(OKP[type].oid), der.bits(bytes));
export const okpPrivateDer = (type, bytes) => der.sequence(ZERO, algorithm(OKP[type].oid), der.octets(der.octets(bytes)));

// The bit string of a public key: a point, or the bytes of an OKP key.
export const publicBytes = (handle) => der.items(derOf(handle, SPKI))[1].content.subarray(1);

// The secret of an EC or OKP key.
export function privateBytes(handle, type) {
  const inner = der.items(derOf(handle, PKCS8))[2].content;
  return type === "ec" ? der.items(inner)[1].content : der.read(inner)[0].content;
}

export function curveOf(handle) {
  const parameters = der.read(der.items(derOf(handle, SPKI))[0].content)[1];
  if (parameters?.tag !== 6) return undefined;
  return Object.keys(CURVES).find((name) => der.oid(CURVES[name].oid).subarray(2).equals(parameters.content));
}

// -- JSON Web Keys

const RSA_PRIVATE = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

export function toJwk(handle, isPrivate) {
  const type = keyType(handle), text = (bytes) => bytes.toString("base64url");
  if (type === "rsa") {
    const parts = der.items(derOf(handle, isPrivate ? TRADITIONAL_PRIVATE : TRADITIONAL_PUBLIC)).slice(isPrivate ? 1 : 0);
    return Object.fromEntries([["kty", "RSA"], ...parts.slice(0, isPrivate ? 8 : 2).map((part, i) => [RSA_PRIVATE[i], text(der.unsigned(part))])]);
  }
  if (type === "ec") {
    const name = curveOf(handle), curve = CURVES[name], point = publicBytes(handle);
    if (curve?.jwk === undefined) throw new ERR_CRYPTO_JWK_UNSUPPORTED_CURVE(name);
    const jwk = { kty: "EC", x: text(point.subarray(1, 1 + curve.size)), y: text(point.subarray(1 + curve.size)), crv: curve.jwk };
    if (isPrivate) jwk.d = text(der.padded(privateBytes(handle, "ec"), curve.size));
    return jwk;
  }
  if (OKP[type] !== undefined) {
    const jwk = { crv: OKP[type].jwk, x: text(publicBytes(handle)), kty: "OKP" };
    if (isPrivate) return { crv: jwk.crv, d: text(privateBytes(handle, type)), x: jwk.x, kty: "OKP" };
    return jwk;
  }
  throw new codes.ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE();
}

function member(jwk, name) {
  const value = jwk[name];
  if (typeof value !== "string") throw new ERR_INVALID_ARG_TYPE(`key.${name}`, "string", value);
  return Buffer.from(value, "base64url");
}

function jwkDer(jwk, isPrivate) {
  if (jwk.kty === "RSA") {
    const names = isPrivate ? RSA_PRIVATE : RSA_PRIVATE.slice(0, 2), numbers = names.map((name) => der.integer(member(jwk, name)));
    if (isPrivate) return der.sequence(ZERO, algorithm(RSA, der.nothing()), der.octets(der.sequence(ZERO, ...numbers)));
    return der.sequence(algorithm(RSA, der.nothing()), der.bits(der.sequence(...numbers)));
  }
  if (jwk.kty === "EC") {
    const name = Object.keys(CURVES).find((curve) => CURVES[curve].jwk === jwk.crv && jwk.crv !== undefined);
    if (name === undefined) throw new ERR_INVALID_ARG_VALUE("key.crv", jwk.crv, "must be one of: 'P-256', 'secp256k1', 'P-384', 'P-521'");
    const { size } = CURVES[name];
    const point = Buffer.concat([Buffer.from([4]), der.padded(member(jwk, "x"), size), der.padded(member(jwk, "y"), size)]);
    return isPrivate ? ecPrivateDer(name, member(jwk, "d"), point) : ecPublicDer(name, point);
  }
  if (jwk.kty === "OKP") {
    const type = okpNamed(jwk.crv);
    if (type === undefined) throw new ERR_INVALID_ARG_VALUE("key.crv", jwk.crv, "must be one of: 'Ed25519', 'Ed448', 'X25519', 'X448'");
    const bytes = member(jwk, "x");
    if (bytes.length !== OKP[type].size) throw new ERR_CRYPTO_INVALID_JWK();
    if (!isPrivate) return okpPublicDer(type, bytes);
    const secret = member(jwk, "d");
    if (secret.length !== OKP[type].size) throw new ERR_CRYPTO_INVALID_JWK();
    return okpPrivateDer(type, secret);
  }
  throw new ERR_INVALID_ARG_VALUE("key.kty", jwk.kty, "must be one of: 'RSA', 'EC', 'OKP'");
}

export function fromJwk(jwk, isPrivate) {
  let handle;
  try {
    handle = keyParse(jwkDer(jwk, isPrivate), isPrivate ? PRIVATE : PUBLIC, false, undefined);
    if (keyType(handle) === "ec" && !keyValid(handle, isPrivate)) throw new ERR_CRYPTO_INVALID_JWK();
    if (jwk.kty === "OKP" && isPrivate && !publicBytes(handle).equals(member(jwk, "x"))) throw new ERR_CRYPTO_INVALID_JWK();
  } catch (error) {
    if (error.code?.startsWith("ERR_INVALID_ARG")) throw error;
    throw new ERR_CRYPTO_INVALID_JWK();
  }
  return handle;
}

export const incompatible = (what, why) => new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(what, why);
