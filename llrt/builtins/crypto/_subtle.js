// What SubtleCrypto's methods do, for digests, HMAC and AES; the rest is not there yet and says so. Arguments come converted
// (_webcrypto.js). The work is done at once: it is short, and the promise settles later all the same.
// Spec: https://w3c.github.io/webcrypto/#algorithms
import { digestOnce, hmacFinal, hmacNew, hmacUpdate, timingSafeEqual } from "native:crypto";
import { notSupported } from "../_errors.js";
import { DOMException } from "../_web/dom_exception.js";
import * as aes from "./_subtle_aes.js";
import { exportSecret, generateSecret, importSecret } from "./_subtle_keys.js";
import { secretOf } from "./_keys.js";
import { digestName, nameOf } from "./_subtle_names.js";

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
    checkKey(algorithm, key, "sign");
    return bufferOf(mac(key, data));
  },
  verify(algorithm, key, signature, data) {
    checkKey(algorithm, key, "verify");
    const expected = mac(key, data);
    return expected.byteLength === signature.byteLength && timingSafeEqual(expected, signature);
  },
  generateKey: generateSecret,
  importKey: importSecret,
  exportKey: exportSecret,
};

for (const name of ["deriveKey", "deriveBits", "wrapKey", "unwrapKey", "getPublicKey", "encapsulateBits", "encapsulateKey",
  "decapsulateBits", "decapsulateKey"]) {
  methods[name] = () => { throw notSupported(`crypto.subtle.${name}()`, "digest, HMAC and AES are there"); };
}
