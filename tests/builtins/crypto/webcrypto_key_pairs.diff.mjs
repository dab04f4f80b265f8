// crypto.subtle with key pairs and derivation: keys go out and come in again in every format, what one signs the other verifies, refusals are Node's.
const { subtle } = crypto;
const show = (value) => JSON.stringify(value, (k, v) => (v instanceof Uint8Array ? [...v] : v));
const attempt = async (name, f) => {
  try {
    console.log(name, await f());
  } catch (error) {
    console.log(name, "refused:", error.name, error.message);
  }
};
const about = (key) => show({ type: key.type, extractable: key.extractable, algorithm: key.algorithm, usages: key.usages });
const data = new TextEncoder().encode("the data"), salt = new Uint8Array(16).fill(3);
const RSA = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
const SIGNERS = [
  [{ name: "RSASSA-PKCS1-v1_5", ...RSA }, "RSASSA-PKCS1-v1_5"], [{ name: "RSA-PSS", ...RSA }, { name: "RSA-PSS", saltLength: 32 }],
  [{ name: "ECDSA", namedCurve: "P-256" }, { name: "ECDSA", hash: "SHA-256" }], [{ name: "ecdsa", namedCurve: "P-384" }, { name: "ECDSA", hash: "SHA-512" }],
  [{ name: "ECDSA", namedCurve: "P-521" }, { name: "ECDSA", hash: "SHA-1" }], ["Ed25519", "Ed25519"],
];
for (const [make, use] of SIGNERS) {
  const label = `${make.name ?? make} ${make.namedCurve ?? ""}`;
  await attempt(label, async () => {
    const { publicKey, privateKey } = await subtle.generateKey(make, true, ["sign", "verify"]);
    const lines = [about(publicKey), about(privateKey)];
    const signature = await subtle.sign(use, privateKey, data);
    lines.push(signature.byteLength > 40, await subtle.verify(use, publicKey, signature, data), await subtle.verify(use, publicKey, signature, salt));
    for (const [format, key, usages] of [["spki", publicKey, ["verify"]], ["pkcs8", privateKey, ["sign"]], ["jwk", publicKey, ["verify"]], ["jwk", privateKey, ["sign"]]]) {
      const out = await subtle.exportKey(format, key), back = await subtle.importKey(format, out, make, true, usages);
      lines.push(format === "jwk" ? Object.keys(out).sort().join() : out instanceof ArrayBuffer, about(back));
      if (key === publicKey) lines.push(await subtle.verify(use, back, signature, data));
      else lines.push(await subtle.verify(use, publicKey, await subtle.sign(use, back, data), data));
    }
    return lines.join("\n  ");
  });
}
await attempt("RSA-OAEP", async () => {
  const { publicKey, privateKey } = await subtle.generateKey({ name: "RSA-OAEP", ...RSA }, false, ["encrypt", "decrypt", "wrapKey", "unwrapKey"]);
  const secret = await subtle.encrypt({ name: "RSA-OAEP", label: salt }, publicKey, data);
  const aes = await subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const wrapped = await subtle.wrapKey("raw", aes, publicKey, "RSA-OAEP");
  const back = await subtle.unwrapKey("raw", wrapped, privateKey, "RSA-OAEP", "AES-GCM", true, ["encrypt"]);
  const same = Buffer.from(await subtle.exportKey("raw", back)).equals(Buffer.from(await subtle.exportKey("raw", aes)));
  return [about(publicKey), about(privateKey), Buffer.from(await subtle.decrypt({ name: "RSA-OAEP", label: salt }, privateKey, secret)).toString(), same].join("\n  ");
});
for (const [make, name] of [[{ name: "ECDH", namedCurve: "P-256" }, "ECDH"], ["X25519", "X25519"]]) {
  await attempt(name, async () => {
    const [a, b] = [await subtle.generateKey(make, true, ["deriveKey", "deriveBits"]), await subtle.generateKey(make, true, ["deriveKey", "deriveBits"])];
    const raw = await subtle.importKey("raw", await subtle.exportKey("raw", b.publicKey), make, true, []);
    const one = Buffer.from(await subtle.deriveBits({ name, public: raw }, a.privateKey, 256)), two = Buffer.from(await subtle.deriveBits({ name, public: a.publicKey }, b.privateKey, null));
    const key = await subtle.deriveKey({ name, public: raw }, a.privateKey, { name: "AES-GCM", length: 128 }, true, ["encrypt"]);
    return [about(a.publicKey), about(a.privateKey), one.equals(two), Buffer.from(await subtle.exportKey("raw", key)).equals(one.subarray(0, 16))].join("\n  ");
  });
}
for (const algorithm of [{ name: "HKDF", hash: "SHA-256", salt, info: data }, { name: "PBKDF2", hash: "SHA-512", salt, iterations: 1000 }]) {
  const key = await subtle.importKey("raw", data, algorithm.name, false, ["deriveBits", "deriveKey"]);
  await attempt(algorithm.name, async () => [about(key), Buffer.from(await subtle.deriveBits(algorithm, key, 256)).toString("hex")].join("\n  "));
  await attempt(`${algorithm.name} key`, async () => {
    const derived = await subtle.deriveKey(algorithm, key, { name: "HMAC", hash: "SHA-256", length: 256 }, true, ["sign"]);
    return about(derived) + Buffer.from(await subtle.exportKey("raw", derived)).toString("hex");
  });
  await attempt(`${algorithm.name} 7 bits`, () => subtle.deriveBits(algorithm, key, 7));
  await attempt(`${algorithm.name} no length`, () => subtle.deriveBits(algorithm, key, null));
  await attempt(`${algorithm.name} extractable`, () => subtle.importKey("raw", data, algorithm.name, true, ["deriveBits"]));
}
const pair = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
await attempt("not extractable", () => subtle.exportKey("pkcs8", pair.privateKey));
await attempt("other algorithm", () => subtle.sign("Ed25519", pair.privateKey, data));
await attempt("other usage", () => subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.publicKey, data));
await attempt("no usages", () => subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, []));
await attempt("wrong usages", () => subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["encrypt"]));
await attempt("no such curve", () => subtle.generateKey({ name: "ECDSA", namedCurve: "P-1" }, false, ["sign"]));
await attempt("broken key", () => subtle.importKey("spki", data, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]));
await attempt("broken JWK", () => subtle.importKey("jwk", { kty: "EC", crv: "P-256", x: "AA", y: "AA" }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]));
