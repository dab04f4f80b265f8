// Wrong arguments and states: names, codes and texts of the errors.
import crypto from "node:crypto";

const attempt = (f) => {
  try {
    const value = f();
    console.log(typeof value === "object" && value !== null ? value.constructor.name : value);
  } catch (e) {
    console.log(e.name, e.code, e.message, Object.keys(e).join());
  }
};
const odd = [undefined, null, 1, true, {}, [], "bad", Symbol("s"), 1n];

for (const value of odd) {
  attempt(() => crypto.createHash(value));
  attempt(() => crypto.createHash("sha1").update(value));
  attempt(() => crypto.createHash("shake128", { outputLength: value === undefined ? -1 : value }));
  attempt(() => crypto.createHmac(value, "k"));
  if (value !== "bad") attempt(() => crypto.createHmac("sha1", value));
  attempt(() => crypto.hash(value, "x"));
  if (value !== "bad") attempt(() => crypto.hash("sha1", value));
  if (value !== undefined && value !== null && !Array.isArray(value)) attempt(() => crypto.hash("sha1", "x", value));
  attempt(() => crypto.randomBytes(value));
  if (value !== 1) attempt(() => crypto.randomInt(value));
  if (value !== 1) attempt(() => crypto.randomInt(0, value));
  attempt(() => crypto.randomFillSync(value));
  attempt(() => crypto.randomFill(new Uint8Array(2), value));
  attempt(() => crypto.randomUUID(value) && "uuid");
  attempt(() => crypto.timingSafeEqual(value, Buffer.alloc(1)));
  attempt(() => crypto.timingSafeEqual(Buffer.alloc(1), value));
  attempt(() => crypto.getRandomValues(value));
  attempt(() => crypto.createSecretKey(value));
}
for (const method of ["update", "digest", "copy"]) {
  const hash = crypto.createHash("sha1");
  hash.digest();
  attempt(() => hash[method]("x"));
}
const mac = crypto.createHmac("sha1", "k");
mac.digest();
attempt(() => mac.update("x"));
attempt(() => mac.digest().length);
attempt(() => mac.digest("hex"));
attempt(() => crypto.randomInt(5, 5));
attempt(() => crypto.randomInt(0, 2 ** 48));
attempt(() => crypto.randomFillSync(new Uint16Array(4), 5));
attempt(() => crypto.randomFillSync(new Uint16Array(4), 1, 4));
attempt(() => crypto.timingSafeEqual(Buffer.alloc(1), Buffer.alloc(2)));
attempt(() => crypto.timingSafeEqual(new Uint16Array([1]), Buffer.from([1, 0])));
attempt(() => crypto.createHmac("xyz", "k"));
attempt(() => crypto.getRandomValues(new Uint8Array(65537)));
attempt(() => crypto.getRandomValues(new Float32Array(1)));
attempt(() => crypto.webcrypto.getRandomValues.call({}, new Uint8Array(1)));
attempt(() => crypto.getRandomValues(new BigUint64Array(2)));
const key = crypto.createSecretKey("secret", "latin1");
console.log(key.type, key.symmetricKeySize, key.export(), key.export({ format: "jwk" }), key.equals(crypto.createSecretKey(Buffer.from("secret"))));
console.log(crypto.createHmac("sha1", key).digest("hex"), Object.prototype.toString.call(key), key.constructor.name, key instanceof crypto.KeyObject);
console.log(JSON.stringify(crypto.getHashes()));
console.log(crypto.constants.RSA_PKCS1_PADDING, crypto.constants.defaultCipherList, Object.keys(crypto.constants).length, crypto.fips);
for (const name of ["crypto", "Crypto", "CryptoKey", "SubtleCrypto"]) {
  const { get, set, enumerable, configurable, writable } = Object.getOwnPropertyDescriptor(globalThis, name);
  console.log(name, get?.name, typeof set, enumerable, configurable, writable);
}
console.log(crypto.webcrypto === globalThis.crypto, crypto.subtle === globalThis.crypto.subtle, Object.prototype.toString.call(globalThis.crypto));
console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));
console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUIDv7()));
