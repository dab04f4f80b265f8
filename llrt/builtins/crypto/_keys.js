// Secret keys: KeyObject, CryptoKey and what they hold. Asymmetric keys are not there yet. Spec: https://nodejs.org/api/crypto.html#class-keyobject
import { codes, notSupported } from "../_errors.js";
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

export class KeyObject {
  constructor(type, handle) {
    if (type !== "secret" && type !== "public" && type !== "private") throw new ERR_INVALID_ARG_VALUE("type", type);
    if (typeof handle !== "object" || handle?.[kCreate] === undefined) throw new ERR_INVALID_ARG_TYPE("handle", "object", handle);
    secrets.set(this, handle[kCreate]);
  }

  get type() {
    if (!secrets.has(this)) throw new ERR_INVALID_THIS("KeyObject");
    return "secret";
  }

  static from(key) {
    if (!isCryptoKey(key)) throw new ERR_INVALID_ARG_TYPE("key", "CryptoKey", key);
    return createSecretKey(secretOf(key));
  }

  equals(other) {
    if (!(other instanceof KeyObject)) throw new ERR_INVALID_ARG_TYPE("otherKeyObject", "KeyObject", other);
    return other.type === this.type && Buffer.compare(secretOf(this), secretOf(other)) === 0;
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

  toCryptoKey() { throw notSupported("KeyObject.toCryptoKey()", "import the exported bytes with subtle.importKey()"); }
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
    makeCryptoKey = (bytes, algorithm, extractable, usages) => {
      const key = new CryptoKey(kCreate);
      secrets.set(key, bytes);
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

// A secret CryptoKey; its usages are ordered and each there once.
export function newCryptoKey(bytes, algorithm, extractable, usages) {
  return makeCryptoKey(bytes, algorithm, extractable, USAGES.filter((usage) => usages.includes(usage)));
}

export const isCryptoKey = (value) => value instanceof CryptoKey && secrets.has(value);
export const isKeyObject = (value) => value instanceof KeyObject && secrets.has(value);

export { USAGES };
