// SubtleCrypto: digests, HMAC and AES with fixed keys, generated ones round and round, and what is refused.
const { subtle } = crypto;
const hex = (memory) => Buffer.from(memory).toString("hex");
const attempt = async (label, f) => {
  try {
    const value = await f();
    console.log(label, value instanceof ArrayBuffer ? hex(value) : value);
  } catch (e) {
    console.log(label, e.constructor.name, e.name, e.code, e.message, e.cause?.message);
  }
};
const data = Uint8Array.from({ length: 77 }, (_, i) => i * 3);

for (const name of ["SHA-1", "sha-256", "SHA-384", { name: "SHA-512" }, "SHA3-256", "MD5", "", {}, null, 5]) await attempt(`digest ${JSON.stringify(name)}`, () => subtle.digest(name, data));
for (const bytes of [data.buffer, new DataView(data.buffer, 3, 9), new Uint16Array([1, 2]), "text", null, [1]]) await attempt("digest of", () => subtle.digest("SHA-1", bytes));

for (const hash of ["SHA-1", "SHA-256", "SHA-384", "SHA-512"]) {
  const key = await subtle.importKey("raw", data.slice(0, 20), { name: "hmac", hash }, true, ["verify", "sign", "sign"]);
  console.log(key);
  const signature = await subtle.sign("HMAC", key, data);
  console.log(hex(signature), await subtle.verify("HMAC", key, signature, data), await subtle.verify("HMAC", key, signature.slice(1), data), await subtle.verify("HMAC", key, data, data));
  console.log(hex(await subtle.exportKey("raw", key)), await subtle.exportKey("jwk", key));
}
for (const bits of [128, 192, 256]) {
  const raw = data.slice(0, bits / 8);
  for (const algorithm of [
    { name: "AES-GCM", iv: data.slice(0, 12) }, { name: "AES-GCM", iv: data.slice(0, 12), tagLength: 96, additionalData: data },
    { name: "AES-GCM", iv: data.slice(0, 13), additionalData: new Uint8Array() }, { name: "AES-CBC", iv: data.slice(0, 16) },
    { name: "AES-CTR", counter: data.slice(0, 16), length: 64 }, { name: "AES-CTR", counter: new Uint8Array(16).fill(255), length: 4 },
    { name: "AES-CTR", counter: new Uint8Array(16).fill(255), length: 128 },
  ]) {
    const key = await subtle.importKey("raw", raw, algorithm.name, true, ["encrypt", "decrypt"]);
    for (const text of [data, data.slice(0, 16), new Uint8Array()]) {
      const secret = await subtle.encrypt(algorithm, key, text);
      console.log(bits, algorithm.name, hex(secret), hex(await subtle.decrypt(algorithm, key, secret)) === hex(text));
    }
    console.log(await subtle.exportKey("jwk", key));
  }
}
for (const [algorithm, usages] of [[{ name: "AES-GCM", length: 256 }, ["encrypt"]], [{ name: "HMAC", hash: "SHA-384" }, ["sign"]], [{ name: "HMAC", hash: "SHA-1", length: 40 }, ["verify"]]]) {
  const key = await subtle.generateKey(algorithm, true, usages);
  console.log(key, (await subtle.exportKey("raw", key)).byteLength);
}

const key = await subtle.importKey("raw", data.slice(0, 16), "AES-GCM", false, ["encrypt", "decrypt"]);
const jwk = { kty: "oct", k: "AAAAAAAAAAAAAAAAAAAAAA", alg: "A128GCM", ext: true, key_ops: ["encrypt"] };
const iv = new Uint8Array(12);
for (const [label, f] of Object.entries({
  "no arguments": () => subtle.digest(),
  "one argument": () => subtle.encrypt("AES-GCM"),
  "no key": () => subtle.encrypt({ name: "AES-GCM", iv }, 1, data),
  "this": () => subtle.digest.call({}, "SHA-1", data),
  "key length": () => subtle.importKey("raw", data.slice(0, 5), "AES-GCM", true, ["encrypt"]),
  "no usages": () => subtle.importKey("raw", data.slice(0, 16), "AES-GCM", true, []),
  "wrong usage": () => subtle.importKey("raw", data.slice(0, 16), "AES-GCM", true, ["sign"]),
  "unknown usage": () => subtle.importKey("raw", data.slice(0, 16), "AES-GCM", true, ["foo"]),
  "usages no list": () => subtle.importKey("raw", data.slice(0, 16), "AES-GCM", true, 5),
  "unknown format": () => subtle.importKey("foo", data.slice(0, 16), "AES-GCM", true, ["encrypt"]),
  "empty HMAC key": () => subtle.importKey("raw", new Uint8Array(), { name: "HMAC", hash: "SHA-1" }, true, ["sign"]),
  "HMAC without hash": () => subtle.importKey("raw", data, "HMAC", true, ["sign"]),
  "HMAC with unknown hash": () => subtle.importKey("raw", data, { name: "HMAC", hash: "MD5" }, true, ["sign"]),
  "AES length": () => subtle.generateKey({ name: "AES-GCM", length: 5 }, true, ["encrypt"]),
  "AES without length": () => subtle.generateKey({ name: "AES-GCM" }, true, ["encrypt"]),
  "generate no usages": () => subtle.generateKey({ name: "AES-GCM", length: 128 }, true, []),
  "unknown algorithm": () => subtle.generateKey("foo", true, ["encrypt"]),
  "no iv": () => subtle.encrypt({ name: "AES-GCM" }, key, data),
  "iv is text": () => subtle.encrypt({ name: "AES-GCM", iv: "text" }, key, data),
  "empty iv": () => subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array() }, key, data),
  "tag length": () => subtle.encrypt({ name: "AES-GCM", iv, tagLength: 33 }, key, data),
  "other algorithm": () => subtle.encrypt({ name: "AES-CBC", iv: new Uint8Array(16) }, key, data),
  "CBC iv": () => subtle.encrypt({ name: "AES-CBC", iv }, key, data),
  "CTR length": () => subtle.encrypt({ name: "AES-CTR", counter: new Uint8Array(16), length: 0 }, key, data),
  "too short": () => subtle.decrypt({ name: "AES-GCM", iv }, key, data.slice(0, 3)),
  "tampered": () => subtle.decrypt({ name: "AES-GCM", iv }, key, data),
  "not extractable": () => subtle.exportKey("raw", key),
  "jwk": () => subtle.importKey("jwk", jwk, "AES-GCM", true, ["encrypt"]).then((k) => k.algorithm.length),
  "jwk kty": () => subtle.importKey("jwk", { ...jwk, kty: "RSA" }, "AES-GCM", true, ["encrypt"]),
  "jwk alg": () => subtle.importKey("jwk", { ...jwk, alg: "A256GCM" }, "AES-GCM", true, ["encrypt"]),
  "jwk ext": () => subtle.importKey("jwk", { ...jwk, ext: false }, "AES-GCM", true, ["encrypt"]),
  "jwk ops": () => subtle.importKey("jwk", jwk, "AES-GCM", true, ["decrypt"]),
  "new Crypto": () => new Crypto(),
  "new CryptoKey": () => new CryptoKey(),
})) await attempt(label, f);
console.log(Object.keys(Object.getPrototypeOf(subtle)).join(), Object.keys(Crypto.prototype).join(), Object.keys(CryptoKey.prototype).join());
for (const name of Object.keys(SubtleCrypto.prototype)) console.log(name, SubtleCrypto.prototype[name].length);
