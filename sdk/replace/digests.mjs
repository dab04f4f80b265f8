// The digests of @smithy/core and @aws-crypto over OpenSSL and llrt's own CRC: nothing is tried out when this is evaluated.
import { Crc32 as Crc32Sum, Crc32c as Crc32cSum, createHash, createHmac } from "node:crypto";

const bytesOf = (data) => {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
};
const plain = (buffer) => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

// A digest may be asked for more than once, an HMAC may not.
function digestClass(name, algorithm, digestLength) {
  return { [name]: class {
    digestLength = digestLength;
    secret;
    finished = false;
    #hash;

    constructor(secret) {
      this.secret = secret;
    }

    #state() {
      return this.#hash ??= this.secret ? createHmac(algorithm, bytesOf(this.secret)) : createHash(algorithm);
    }

    update(data) {
      if (this.finished) throw new Error("Attempted to update an already finished hash.");
      this.#state().update(bytesOf(data));
    }

    digestSync() {
      const hash = this.#state();
      if (!this.secret) return plain(hash.copy().digest());
      this.finished = true;
      return plain(hash.digest());
    }

    async digest() {
      return this.digestSync();
    }

    reset() {
      this.#hash = undefined;
      this.finished = false;
    }
  } }[name];
}

export const Md5Node = digestClass("Md5Node", "md5", 16);
export const Sha256Node = digestClass("Sha256Node", "sha256", 32);
export const Sha1Node = digestClass("Sha1Node", "sha1", 20);
export const Sha512 = digestClass("Sha512", "sha512", 64);

function sumClass(name, Sum) {
  return { [name]: class {
    digestLength = 4;
    #sum;

    update(data) {
      (this.#sum ??= new (Sum())()).update(bytesOf(data));
      return this;
    }

    digestSync() {
      return this.#sum === undefined ? 0 : this.#sum.digest() >>> 0;
    }

    async digest() {
      const out = new Uint8Array(4);
      new DataView(out.buffer).setUint32(0, this.digestSync(), false);
      return out;
    }

    reset() {
      this.#sum = undefined;
    }
  } }[name];
}

// Asked for when used: a class that is imported is not loaded before.
const lazyCrc32 = () => Crc32Sum;
const lazyCrc32c = () => Crc32cSum;
export const Crc32Node = sumClass("Crc32Node", lazyCrc32);
export const Crc32cNode = sumClass("Crc32cNode", lazyCrc32c);

// @aws-crypto/crc32 and crc32c: digest() is the number there.
function countingClass(name, sum) {
  return { [name]: class {
    #sum = new (sum())();

    update(data) {
      this.#sum.update(bytesOf(data));
      return this;
    }

    digest() {
      return this.#sum.digest() >>> 0;
    }
  } }[name];
}

export const Crc32 = countingClass("Crc32", lazyCrc32);
export const Crc32c = countingClass("Crc32c", lazyCrc32c);
export const crc32 = (data) => new Crc32().update(data).digest();
export const crc32c = (data) => new Crc32c().update(data).digest();
