// What SubtleCrypto's methods do, for digests, HMAC and AES; key pairs and derivation are in _subtle_asymmetric.js. Arguments come converted
// (_webcrypto.js). The work is done at once: it is short, and the promise settles later all the same.
// Spec: https://w3c.github.io/webcrypto/#algorithms
import { digestOnce, hmacFinal, hmacNew, hmacUpdate, timingSafeEqual } from "native:crypto";
import { loadBuiltin } from "native:engine";
import { notSupported } from "../_errors.js";
import { DOMException } from "../_web/dom_exception.js";
import * as aes from "./_subtle_aes.js";
import { blockBits, exportSecret, generateSecret, importSecret } from "./_subtle_keys.js";
import { Buffer } from "../buffer/_buffer.js";
import { secretOf } from "./_keys.js";
import { digestName, nameOf, otherNameOf } from "./_subtle_names.js";

const others = () => loadBuiltin("node:internal/crypto/subtle_asymmetric").methods;

const bufferOf = (bytes) => (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer);

// The algorithm must be the key's own, and the key be meant for this.
function checkKey(algorithm, key, usage) {
  const name = nameOf(algorithm.name);
  if (name !== key.algorithm.name) throw new DOMException("Key algorithm mismatch", "InvalidAccessError");
  if (!key.usages.includes(usage)) throw new DOMException(`Unable to use this key to ${usage}`, "InvalidAccessError");
  return name;
}

function mac(key, data) {
  const handle = hmacNew(digestName(key.algorithm.hash.name), secretOf(key));
  hmacUpdate(handle, data);
  return hmacFinal(handle);
}

function cipher(encrypt, usage) {
  return (algorithm, key, data) => {
    const other = otherNameOf(algorithm.name);
    if (other !== undefined) return others().crypt(encrypt, usage, other, algorithm, key, data);
    const params = aes.parameters(nameOf(algorithm.name), algorithm);
    const name = checkKey(algorithm, key, usage);
    return bufferOf(aes.run(encrypt, name, params, secretOf(key), data));
  };
}

export const methods = {
  digest(algorithm, data) {
    return bufferOf(digestOnce(digestName(algorithm.name), data));
  },
  encrypt: cipher(true, "encrypt"),
  decrypt: cipher(false, "decrypt"),
  sign(algorithm, key, data) {
    const other = otherNameOf(algorithm.name);
    if (other !== undefined) return others().sign(other, algorithm, key, data);
    checkKey(algorithm, key, "sign");
    return bufferOf(mac(key, data));
  },
  verify(algorithm, key, signature, data) {
    const other = otherNameOf(algorithm.name);
    if (other !== undefined) return others().verify(other, algorithm, key, signature, data);
    checkKey(algorithm, key, "verify");
    const expected = mac(key, data);
    return expected.byteLength === signature.byteLength && timingSafeEqual(expected, signature);
  },
  generateKey(algorithm, extractable, usages) {
    const other = otherNameOf(algorithm.name);
    return other === undefined ? generateSecret(algorithm, extractable, usages) : others().generateKey(other, algorithm, extractable, usages);
  },
  importKey(format, data, algorithm, extractable, usages) {
    const other = otherNameOf(algorithm.name);
    if (other === undefined) return importSecret(format, data, algorithm, extractable, usages);
    return others().importKey(other, format, data, algorithm, extractable, usages);
  },
  exportKey(format, key) {
    return key.type === "secret" ? exportSecret(format, key) : others().exportKey(format, key);
  },
  deriveBits: (algorithm, key, length) => others().deriveBits(algorithm, key, length, "deriveBits"),
  async deriveKey(algorithm, key, derived, extractable, usages) {
    const bits = await others().deriveBits(algorithm, key, lengthOf(derived), "deriveKey");
    return methods.importKey("raw-secret", new Uint8Array(bits), derived, extractable, usages);
  },
  async wrapKey(format, key, wrapping, algorithm) {
    const exported = await methods.exportKey(format, key);
    const bytes = format === "jwk" ? Buffer.from(JSON.stringify(exported)) : new Uint8Array(exported);
    return wrap(algorithm, wrapping, bytes);
  },
  async unwrapKey(format, wrapped, unwrapping, algorithm, keyAlgorithm, extractable, usages) {
    const bytes = new Uint8Array(await unwrap(algorithm, unwrapping, wrapped));
    return methods.importKey(format, format === "jwk" ? JSON.parse(Buffer.from(bytes).toString()) : bytes, keyAlgorithm, extractable, usages);
  },
};

const wrap = cipher(true, "wrapKey"), unwrap = cipher(false, "unwrapKey");

// Bits of a key that is derived; null: whatever the secret has.
function lengthOf(algorithm) {
  if (otherNameOf(algorithm.name) !== undefined) return null;
  if (nameOf(algorithm.name) !== "HMAC") return +algorithm.length;
  return algorithm.length === undefined ? blockBits(algorithm) : +algorithm.length;
}

for (const name of ["getPublicKey", "encapsulateBits", "encapsulateKey",
  "decapsulateBits", "decapsulateKey"]) {
  methods[name] = () => { throw notSupported(`crypto.subtle.${name}()`, "it is not there yet"); };
}
