// KeyObject, CryptoKey and what they hold; the classes of asymmetric keys are in _key_objects.js. Spec: https://nodejs.org/api/crypto.html#class-keyobject
import { keyEquals } from "native:crypto";
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateObject } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyArrayBuffer } from "../buffer/_checks.js";

const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } = codes;
const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kCreate = Symbol("create");

// KeyObject or CryptoKey -> its bytes, out of reach of programs.
const secrets = new WeakMap();

// The bytes of a secret key, undefined for anything else. They are the key itself: never to be handed out.
export const secretOf = (object) => (typeof object === "object" && object !== null ? secrets.get(object) : undefined);

// KeyObject or CryptoKey -> the handle of its asymmetric key, likewise out of reach.
const handles = new WeakMap();
export const asymmetricOf = (object) => (typeof object === "object" && object !== null ? handles.get(object) : undefined);

const types = new WeakMap();

export class KeyObject {
  constructor(type, handle) {
    if (type !== "secret" && type !== "public" && type !== "private") throw new ERR_INVALID_ARG_VALUE("type", type);
    if (typeof handle !== "object" || handle?.[kCreate] === undefined) throw new ERR_INVALID_ARG_TYPE("handle", "object", handle);
    (type === "secret" ? secrets : handles).set(this, handle[kCreate]);
    types.set(this, type);
  }

  get type() {
    const type = types.get(this);
    if (type === undefined) throw new ERR_INVALID_THIS("KeyObject");
    return type;
  }

  static from(key) {
    if (!isCryptoKey(key)) throw new ERR_INVALID_ARG_TYPE("key", "CryptoKey", key);
    return key.type === "secret" ? createSecretKey(secretOf(key)) : loadBuiltin("node:internal/crypto/key_objects").fromCryptoKey(key);
  }

  equals(other) {
    if (!(other instanceof KeyObject)) throw new ERR_INVALID_ARG_TYPE("otherKeyObject", "KeyObject", other);
    if (other.type !== this.type) return false;
    return this.type === "secret" ? Buffer.compare(secretOf(this), secretOf(other)) === 0 : keyEquals(asymmetricOf(this), asymmetricOf(other));
  }
}

Object.defineProperties(KeyObject.prototype, {
  [Symbol.toStringTag]: { value: "KeyObject", configurable: true },
});

class SecretKeyObject extends KeyObject {
  get symmetricKeySize() { return secretOf(this).byteLength; }

  export(options) {
    if (options !== undefined) {
      validateObject(options, "options");
      if (options.format !== undefined && options.format !== "buffer" && options.format !== "jwk") throw new ERR_INVALID_ARG_VALUE("options.format", options.format, "must be one of: undefined, 'buffer', 'jwk'");
    }
    if (options?.format === "jwk") return { kty: "oct", k: Buffer.from(secretOf(this)).toString("base64url") };
    return Buffer.from(secretOf(this));
  }

  toCryptoKey(algorithm, extractable, usages) {
    return loadBuiltin("node:internal/crypto/subtle").methods.importKey("raw-secret", secretOf(this).slice(), typeof algorithm === "string" ? { name: algorithm } : algorithm, extractable, usages);
  }
}
Object.defineProperty(SecretKeyObject, "name", { value: "SecretKeyObject" });

export function createSecretKey(key, encoding) {
  let bytes;
  if (typeof key === "string") bytes = Buffer.from(key, encoding);
  else if (isAnyArrayBuffer(key)) bytes = Buffer.from(key.slice(0));
  else if (ArrayBuffer.isView(key)) bytes = Buffer.from(Buffer.from(key.buffer, key.byteOffset, key.byteLength));
  else throw new ERR_INVALID_ARG_TYPE("key", ["ArrayBuffer", "Buffer", "TypedArray", "DataView"], key);
  return new SecretKeyObject("secret", { [kCreate]: bytes });
}

export const newAsymmetricKey = (Class, type, handle) => new Class(type, { [kCreate]: handle });

// -- WebCrypto's

let makeCryptoKey;

export class CryptoKey {
  #type = "secret";
  #extractable;
  #algorithm;
  #usages;

  constructor(key) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  static {
    makeCryptoKey = (bytes, algorithm, extractable, usages, type) => {
      const key = new CryptoKey(kCreate);
      if (type === "secret") secrets.set(key, bytes);
      else handles.set(key, bytes);
      key.#type = type;
      key.#extractable = extractable;
      key.#algorithm = algorithm;
      key.#usages = usages;
      return key;
    };
  }

  get type() { return this.#type; }
  get extractable() { return this.#extractable; }
  get algorithm() { return this.#algorithm; }
  get usages() { return this.#usages; }

  [kInspect](depth, options, inspect) {
    if (depth < 0) return this;
    const shown = { type: this.type, extractable: this.extractable, algorithm: this.algorithm, usages: this.usages };
    return `CryptoKey ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

const enumerable = { enumerable: true };
Object.defineProperties(CryptoKey.prototype, { type: enumerable, extractable: enumerable, algorithm: enumerable, usages: enumerable });
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, { value: "CryptoKey", configurable: true });
Object.defineProperty(CryptoKey, "length", { value: 0 });

const USAGES = ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];

// A CryptoKey of secret bytes, or of the handle of a "public" or "private" key; its usages are ordered and each there once.
export function newCryptoKey(bytes, algorithm, extractable, usages, type = "secret") {
  return makeCryptoKey(bytes, algorithm, extractable, USAGES.filter((usage) => usages.includes(usage)), type);
}

export const isCryptoKey = (value) => value instanceof CryptoKey && (secrets.has(value) || handles.has(value));
export const isKeyObject = (value) => value instanceof KeyObject && types.has(value);

export { USAGES };
