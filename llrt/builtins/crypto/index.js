// node:crypto: the door. Digests, HMAC, randomness and secret keys are loaded with it, ciphers, asymmetric keys and key derivation when they are
// first called; what is missing throws (_later.js).
// Spec: https://nodejs.org/docs/latest-v24.x/api/crypto.html
import { defineLazy, lazyExport, loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { customPromisifyArgs } from "../util/_promisify.js";
import { constants } from "./_constants.js";
import { createHash, getHashes, Hash, hash } from "./_hash.js";
import { createHmac, Hmac } from "./_hmac.js";
import { createSecretKey, KeyObject } from "./_keys.js";
import { later } from "./_later.js";
import { randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7, timingSafeEqual } from "./_random.js";
import { subtle, webcrypto } from "./_webcrypto.js";
import { Md5, Sha1, Sha256, Sha384, Sha512 } from "./_classes.js";

const getRandomValues = { getRandomValues(array) { return webcrypto.getRandomValues(array); } }.getRandomValues;
const getFips = { getFips() { return 0; } }.getFips;
const setFips = { setFips(on) { if (on) throw new codes.ERR_CRYPTO_FIPS_UNAVAILABLE(); } }.setFips;
const secureHeapUsed = { secureHeapUsed() { return { total: 0, min: 0, used: 0, utilization: 0 }; } }.secureHeapUsed;

const {
  argon2, argon2Sync, createDiffieHellman, createDiffieHellmanGroup, getDiffieHellman, setEngine, encapsulate, decapsulate, Certificate,
  DiffieHellman, DiffieHellmanGroup,
} = later;

const late = (file, name, args) => loadBuiltin(`node:internal/crypto/${file}`)[name](...args);

function checkPrime(candidate, options = {}, callback) { return late("primes", "checkPrime", arguments); }
function checkPrimeSync(candidate, options = {}) { return late("primes", "checkPrimeSync", arguments); }
function generatePrime(size, options, callback) { return late("primes", "generatePrime", arguments); }
function generatePrimeSync(size, options = {}) { return late("primes", "generatePrimeSync", arguments); }
function createCipheriv(cipher, key, iv, options) { return late("cipher", "createCipheriv", arguments); }
function createDecipheriv(cipher, key, iv, options) { return late("cipher", "createDecipheriv", arguments); }
function getCiphers() { return late("cipher", "getCiphers", arguments); }
function getCipherInfo(nameOrNid, options) { return late("cipher", "getCipherInfo", arguments); }
function createECDH(curve) { return late("ecdh", "createECDH", arguments); }
function getCurves() { return late("ecdh", "getCurves", arguments); }
function diffieHellman(options, callback) { return late("ecdh", "diffieHellman", arguments); }
function createPrivateKey(key) { return late("key_objects", "createPrivateKey", arguments); }
function createPublicKey(key) { return late("key_objects", "createPublicKey", arguments); }
function createSign(algorithm, options) { return late("sign", "createSign", arguments); }
function createVerify(algorithm, options) { return late("sign", "createVerify", arguments); }
function sign(algorithm, data, key, callback) { return late("sign", "sign", arguments); }
function verify(algorithm, data, key, signature, callback) { return late("sign", "verify", arguments); }
function pbkdf2(password, salt, iterations, keylen, digest, callback) { return late("kdf", "pbkdf2", arguments); }
function pbkdf2Sync(password, salt, iterations, keylen, digest) { return late("kdf", "pbkdf2Sync", arguments); }
function scrypt(password, salt, keylen, options, callback) { return late("kdf", "scrypt", arguments); }
function scryptSync(password, salt, keylen, options) { return late("kdf", "scryptSync", arguments); }
function hkdf(digest, ikm, salt, info, length, callback) { return late("kdf", "hkdf", arguments); }
function hkdfSync(digest, ikm, salt, info, length) { return late("kdf", "hkdfSync", arguments); }
function generateKeyPair(type, options, callback) { return late("keygen", "generateKeyPair", arguments); }
function generateKeyPairSync(type, options) { return late("keygen", "generateKeyPairSync", arguments); }
function generateKey(type, options, callback) { return late("keygen", "generateKey", arguments); }
function generateKeySync(type, options) { return late("keygen", "generateKeySync", arguments); }
function publicEncrypt(options, buffer) { return late("rsa", "publicEncrypt", arguments); }
function privateDecrypt(options, buffer) { return late("rsa", "privateDecrypt", arguments); }
function privateEncrypt(options, buffer) { return late("rsa", "privateEncrypt", arguments); }
function publicDecrypt(options, buffer) { return late("rsa", "publicDecrypt", arguments); }
Object.defineProperty(generateKeyPair, customPromisifyArgs, { value: ["publicKey", "privateKey"], enumerable: false });

// Classes, loaded when they are read.
const CLASSES = {
  Cipheriv: "cipher", Decipheriv: "cipher", ECDH: "ecdh", Sign: "sign", Verify: "sign", X509Certificate: "x509", Crc32: "sums", Crc32c: "sums",
};
export let Cipheriv, Decipheriv, ECDH, Sign, Verify, X509Certificate, Crc32, Crc32c;
for (const name of Object.keys(CLASSES)) lazyExport("node:crypto", name, `node:internal/crypto/${CLASSES[name]}`, name);

const door = {
  argon2, argon2Sync, checkPrime, checkPrimeSync, createCipheriv, createDecipheriv, createDiffieHellman, createDiffieHellmanGroup,
  createECDH, createHash, createHmac, createPrivateKey, createPublicKey, createSecretKey, createSign, createVerify, diffieHellman,
  generatePrime, generatePrimeSync, getCiphers, getCipherInfo, getCurves, getDiffieHellman, getHashes, hkdf, hkdfSync, pbkdf2,
  pbkdf2Sync, generateKeyPair, generateKeyPairSync, generateKey, generateKeySync, privateDecrypt, privateEncrypt, publicDecrypt,
  publicEncrypt, randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7, scrypt, scryptSync, sign, setEngine,
  timingSafeEqual, getFips, setFips, verify, hash, encapsulate, decapsulate, Certificate, Cipheriv: undefined, Decipheriv: undefined, DiffieHellman,
  DiffieHellmanGroup, ECDH: undefined, Hash, Hmac, KeyObject, Sign: undefined, Verify: undefined, X509Certificate: undefined,
  secureHeapUsed,
  // LLRT's own
  Crc32: undefined, Crc32c: undefined, Md5, Sha1, Sha256, Sha384, Sha512,
};
// Their places in the order are taken.
for (const name of Object.keys(CLASSES)) defineLazy(door, name, `node:internal/crypto/${CLASSES[name]}`, name, true);

const hidden = (value) => ({ value, writable: true, configurable: true });
export default Object.defineProperties(door, {
  prng: hidden(randomBytes),
  pseudoRandomBytes: hidden(randomBytes),
  rng: hidden(randomBytes),
  fips: { get: getFips, set: setFips },
  constants: { value: constants, enumerable: true },
  webcrypto: { value: webcrypto, enumerable: true },
  subtle: { value: subtle, enumerable: true },
  getRandomValues: { value: getRandomValues, enumerable: true },
});

export {
  argon2, argon2Sync, checkPrime, checkPrimeSync, createCipheriv, createDecipheriv, createDiffieHellman, createDiffieHellmanGroup,
  createECDH, createHash, createHmac, createPrivateKey, createPublicKey, createSecretKey, createSign, createVerify, diffieHellman,
  generatePrime, generatePrimeSync, getCiphers, getCipherInfo, getCurves, getDiffieHellman, getHashes, hkdf, hkdfSync, pbkdf2,
  pbkdf2Sync, generateKeyPair, generateKeyPairSync, generateKey, generateKeySync, privateDecrypt, privateEncrypt, publicDecrypt,
  publicEncrypt, randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7, scrypt, scryptSync, sign, setEngine,
  timingSafeEqual, getFips, setFips, verify, hash, encapsulate, decapsulate, Certificate, DiffieHellman,
  DiffieHellmanGroup, Hash, Hmac, KeyObject, secureHeapUsed, constants, webcrypto, subtle,
  getRandomValues, Md5, Sha1, Sha256, Sha384, Sha512,
};
