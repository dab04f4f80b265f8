// LLRT's own digest classes, which its builds of the AWS SDK use: new Sha256(secret?) is a hash, or an HMAC with a secret.
import { digestFinal, digestNew, digestUpdate, hmacFinal, hmacNew, hmacUpdate } from "native:crypto";
import { codes } from "../_errors.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyArrayBuffer } from "../buffer/_checks.js";
import { encoded } from "./_bytes.js";

// A string (as UTF-8), an array of numbers, an ArrayBuffer or a view; undefined is empty.
export function source(value, name) {
  if (value === undefined) return "";
  if (typeof value === "string" || ArrayBuffer.isView(value)) return value;
  if (isAnyArrayBuffer(value)) return new Uint8Array(value);
  if (Array.isArray(value)) return Uint8Array.from(value);
  throw new codes.ERR_INVALID_ARG_TYPE(name, ["string", "Array", "ArrayBuffer", "Buffer", "TypedArray", "DataView"], value);
}

function digestClass(name, algorithm) {
  return { [name]: class {
    #secret;
    #state;

    constructor(secret) {
      if (secret !== undefined) {
        const key = source(secret, "secret");
        this.#secret = typeof key === "string" ? Buffer.from(key) : Buffer.from(Buffer.from(key.buffer, key.byteOffset, key.byteLength));
      }
      this.reset();
    }

    update(data) {
      if (this.#state === null) throw new codes.ERR_CRYPTO_HASH_FINALIZED();
      if (this.#secret === undefined) digestUpdate(this.#state, source(data, "data"));
      else hmacUpdate(this.#state, source(data, "data"));
      return this;
    }

    digest(encoding) {
      if (this.#state === null) throw new codes.ERR_CRYPTO_HASH_FINALIZED();
      const bytes = this.#secret === undefined ? digestFinal(this.#state) : hmacFinal(this.#state);
      this.#state = null;
      return encoded(bytes, encoding);
    }

    reset() {
      this.#state = this.#secret === undefined ? digestNew(algorithm) : hmacNew(algorithm, this.#secret);
    }
  } }[name];
}

export const Md5 = digestClass("Md5", "MD5");
export const Sha1 = digestClass("Sha1", "SHA1");
export const Sha256 = digestClass("Sha256", "SHA256");
export const Sha384 = digestClass("Sha384", "SHA384");
export const Sha512 = digestClass("Sha512", "SHA512");
