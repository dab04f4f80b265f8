// node:crypto: the door. Digests, HMAC, randomness, secret keys and WebCrypto's share of them; what is missing throws (_later.js).
// Spec: https://nodejs.org/docs/latest-v24.x/api/crypto.html
import { codes } from "../_errors.js";
import { constants } from "./_constants.js";
import { createHash, getHashes, Hash, hash } from "./_hash.js";
import { createHmac, Hmac } from "./_hmac.js";
import { createSecretKey, KeyObject } from "./_keys.js";
import { later } from "./_later.js";
import { randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7, timingSafeEqual } from "./_random.js";
import { subtle, webcrypto } from "./_webcrypto.js";
import { Crc32, Crc32c, Md5, Sha1, Sha256, Sha384, Sha512 } from "./_classes.js";

const getRandomValues = { getRandomValues(array) { return webcrypto.getRandomValues(array); } }.getRandomValues;
const getFips = { getFips() { return 0; } }.getFips;
const setFips = { setFips(on) { if (on) throw new codes.ERR_CRYPTO_FIPS_UNAVAILABLE(); } }.setFips;
const secureHeapUsed = { secureHeapUsed() { return { total: 0, min: 0, used: 0, utilization: 0 }; } }.secureHeapUsed;

const {
  argon2, argon2Sync, checkPrime, checkPrimeSync, createCipheriv, createDecipheriv, createDiffieHellman, createDiffieHellmanGroup,
  createECDH, createPrivateKey, createPublicKey, createSign, createVerify, diffieHellman, generatePrime, generatePrimeSync, getCiphers,
  getCipherInfo, getCurves, getDiffieHellman, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, generateKeyPair, generateKeyPairSync, generateKey,
  generateKeySync, privateDecrypt, privateEncrypt, publicDecrypt, publicEncrypt, scrypt, scryptSync, sign, setEngine, verify,
  encapsulate, decapsulate, Certificate, Cipheriv, Decipheriv, DiffieHellman, DiffieHellmanGroup, ECDH, Sign, Verify, X509Certificate,
} = later;

const door = {
  argon2, argon2Sync, checkPrime, checkPrimeSync, createCipheriv, createDecipheriv, createDiffieHellman, createDiffieHellmanGroup,
  createECDH, createHash, createHmac, createPrivateKey, createPublicKey, createSecretKey, createSign, createVerify, diffieHellman,
  generatePrime, generatePrimeSync, getCiphers, getCipherInfo, getCurves, getDiffieHellman, getHashes, hkdf, hkdfSync, pbkdf2,
  pbkdf2Sync, generateKeyPair, generateKeyPairSync, generateKey, generateKeySync, privateDecrypt, privateEncrypt, publicDecrypt,
  publicEncrypt, randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7, scrypt, scryptSync, sign, setEngine,
  timingSafeEqual, getFips, setFips, verify, hash, encapsulate, decapsulate, Certificate, Cipheriv, Decipheriv, DiffieHellman,
  DiffieHellmanGroup, ECDH, Hash, Hmac, KeyObject, Sign, Verify, X509Certificate, secureHeapUsed,
  // LLRT's own
  Crc32, Crc32c, Md5, Sha1, Sha256, Sha384, Sha512,
};

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
  timingSafeEqual, getFips, setFips, verify, hash, encapsulate, decapsulate, Certificate, Cipheriv, Decipheriv, DiffieHellman,
  DiffieHellmanGroup, ECDH, Hash, Hmac, KeyObject, Sign, Verify, X509Certificate, secureHeapUsed, constants, webcrypto, subtle,
  getRandomValues, Crc32, Crc32c, Md5, Sha1, Sha256, Sha384, Sha512,
};
