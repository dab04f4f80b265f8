// Hash of @smithy/core/serde: the digests that signing asks for five times a request, without the streams that node:crypto's are.
import { createHash, createHmac, Md5, Sha1, Sha256 } from "node:crypto";

const light = { __proto__: null, md5: () => Md5, sha1: () => Sha1, sha256: () => Sha256 };

function source(value, encoding) {
  if (typeof value === "string") return Buffer.from(value, encoding);
  return ArrayBuffer.isView(value) ? value : new Uint8Array(value);
}

export class Hash {
  algorithmIdentifier;
  secret;
  hash;

  constructor(algorithmIdentifier, secret) {
    this.algorithmIdentifier = algorithmIdentifier;
    this.secret = secret;
    this.reset();
  }

  update(toHash, encoding) {
    this.hash.update(source(toHash, encoding));
  }

  digest() {
    return Promise.resolve(this.hash.digest());
  }

  reset() {
    const { algorithmIdentifier: algorithm, secret } = this;
    const own = light[algorithm];
    if (own !== undefined) this.hash = new (own())(secret ? source(secret) : undefined);
    else this.hash = secret ? createHmac(algorithm, source(secret)) : createHash(algorithm);
  }
}
