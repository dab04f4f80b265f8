// Names of WebCrypto's algorithms, in any case; what is known but not there yet is told apart from what does not exist.
import { notSupported } from "../_errors.js";
import { DOMException } from "../_web/dom_exception.js";

// Name -> OpenSSL's
const DIGESTS = {
  "SHA-1": "SHA1", "SHA-256": "SHA256", "SHA-384": "SHA384", "SHA-512": "SHA512",
  "SHA3-256": "SHA3-256", "SHA3-384": "SHA3-384", "SHA3-512": "SHA3-512",
};
const SECRET = ["AES-CBC", "AES-CTR", "AES-GCM", "HMAC"];
// Those of _subtle_asymmetric.js: with key pairs, and those that derive keys.
const OTHERS = ["RSASSA-PKCS1-v1_5", "RSA-PSS", "RSA-OAEP", "ECDSA", "ECDH", "Ed25519", "Ed448", "X25519", "X448", "HKDF", "PBKDF2"];
const LATER = ["AES-KW", "AES-OCB", "ChaCha20-Poly1305", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87", "ML-KEM-512", "ML-KEM-768", "ML-KEM-1024", "KMAC128",
  "KMAC256", "cSHAKE128", "cSHAKE256", "Argon2d", "Argon2i", "Argon2id"];

function find(names, text) {
  const lower = text.toLowerCase();
  return names.find((name) => name.toLowerCase() === lower);
}

const unknown = () => new DOMException("Unrecognized algorithm name", "NotSupportedError");

function canonical(names, name) {
  const text = `${name}`;
  const found = find(names, text);
  if (found !== undefined) return found;
  const later = find(LATER, text);
  throw later === undefined ? unknown() : notSupported(`The algorithm ${later}`, "it is not there yet");
}

// The canonical name of an algorithm with secret keys.
export const nameOf = (name) => canonical(SECRET, name);

// The canonical name of one of _subtle_asymmetric.js, undefined for all that have secret keys or are unknown.
export const otherNameOf = (name) => find(OTHERS, `${name}`);

// `hash` of an algorithm: a name or an object with one -> the canonical name.
export function hashOf(hash, dictionary) {
  const found = find(Object.keys(DIGESTS), `${typeof hash === "object" && hash !== null ? hash.name : hash}`);
  if (found === undefined) throw new DOMException(`Only SHA hashes are supported in ${dictionary}`, "NotSupportedError");
  return found;
}

export const digestName = (name) => DIGESTS[canonical(Object.keys(DIGESTS), name)];
