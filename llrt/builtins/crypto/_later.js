// Members of node:crypto that are not there yet: each throws when it is used, so that libraries which only import it load.
import { notSupported } from "../_errors.js";
import { markMissing } from "../_missing.js";

// [name, length]
const FUNCTIONS = [
  ["argon2", 3], ["argon2Sync", 2], ["checkPrime", 1], ["checkPrimeSync", 1], ["createCipheriv", 4], ["createDecipheriv", 4],
  ["createDiffieHellman", 4], ["createDiffieHellmanGroup", 1], ["createECDH", 1], ["createPrivateKey", 1], ["createPublicKey", 1],
  ["createSign", 2], ["createVerify", 2], ["diffieHellman", 2], ["generatePrime", 3], ["generatePrimeSync", 1], ["getCiphers", 0],
  ["getCipherInfo", 2], ["getCurves", 0], ["getDiffieHellman", 1], ["hkdf", 6], ["hkdfSync", 5], ["pbkdf2", 6], ["pbkdf2Sync", 5],
  ["generateKeyPair", 3], ["generateKeyPairSync", 2], ["generateKey", 3], ["generateKeySync", 2], ["privateDecrypt", 2],
  ["privateEncrypt", 2], ["publicDecrypt", 2], ["publicEncrypt", 2], ["scrypt", 4], ["scryptSync", 3], ["sign", 4], ["setEngine", 2],
  ["verify", 5], ["encapsulate", 2], ["decapsulate", 3], ["Certificate", 0], ["Cipheriv", 4], ["Decipheriv", 4],
  ["DiffieHellman", 4], ["DiffieHellmanGroup", 1], ["ECDH", 1], ["Sign", 2], ["Verify", 2], ["X509Certificate", 1],
];

export const later = {};

for (const [name, length] of FUNCTIONS) {
  const member = { [name]: function () { throw notSupported(`crypto.${name}()`, "this part of node:crypto is not there yet"); } }[name];
  Object.defineProperty(member, "length", { value: length, configurable: true });
  later[name] = markMissing(member, `crypto.${name}()`);
}
