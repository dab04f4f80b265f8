// Ciphers, key derivation, key pairs with their exports and errors, signatures, RSA encryption, ECDH: as in Node, the random parts aside.
import crypto from "node:crypto";
const t = async (n, f) => { try { console.log(n, await f()); } catch (e) { console.log(n, "!!", e.name, e.code, e.message); } };
const h = (b) => Buffer.from(b).toString("hex");
await t("pbkdf2", () => h(crypto.pbkdf2Sync("p", "s", 1000, 32, "sha256")));
await t("pbkdf2 async", () => new Promise((r, j) => crypto.pbkdf2("p", "s", 1000, 32, "sha256", (e, k) => e ? j(e) : r(h(k)))));
await t("scrypt", () => h(crypto.scryptSync("p", "s", 32)));
await t("scrypt async", () => new Promise((r, j) => crypto.scrypt("p", "s", 32, { N: 1024 }, (e, k) => e ? j(e) : r(h(k)))));
await t("hkdf", () => h(crypto.hkdfSync("sha512", "key", "salt", "info", 64)));
for (const alg of ["aes-256-cbc", "aes-256-gcm", "aes-128-ctr", "chacha20-poly1305", "aes-128-ecb", "aes-256-ocb", "aes-192-ccm", "des-ede3-cbc"]) await t(alg, () => {
  const info = crypto.getCipherInfo(alg); const key = Buffer.alloc(info.keyLength, 7), iv = info.ivLength ? Buffer.alloc(info.ivLength, 9) : null;
  const o = /ocb|ccm|poly/.test(alg) ? { authTagLength: 16 } : undefined, aead = /gcm|ocb|ccm|poly/.test(alg);
  const c = crypto.createCipheriv(alg, key, iv, o); if (aead) c.setAAD(Buffer.from("aad"), { plaintextLength: 11 });
  let ct = c.update("hello world", "utf8", "hex"); ct += c.final("hex"); const tag = aead ? c.getAuthTag() : null;
  const d = crypto.createDecipheriv(alg, key, iv, o); if (aead) { d.setAuthTag(tag); d.setAAD(Buffer.from("aad"), { plaintextLength: 11 }); }
  return [JSON.stringify(info), ct, tag && h(tag), d.update(ct, "hex", "utf8") + d.final("utf8")].join(" ");
});
for (const [type, o] of [["rsa", { modulusLength: 2048 }], ["ec", { namedCurve: "P-256" }], ["ed25519"], ["rsa-pss", { modulusLength: 2048, hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256", saltLength: 32 }]]) await t(type, () => {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, o);
  const alg = type === "ed25519" ? null : "sha256";
  const s = crypto.sign(alg, Buffer.from("x"), privateKey);
  const out = [publicKey.asymmetricKeyType, JSON.stringify(publicKey.asymmetricKeyDetails, (k, v) => typeof v === "bigint" ? `${v}n` : v), crypto.verify(alg, Buffer.from("x"), publicKey, s), crypto.verify(alg, Buffer.from("y"), publicKey, s)];
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }); out.push(pem.split("\n")[0], crypto.createPrivateKey(pem).equals(privateKey), crypto.createPublicKey(pem).equals(publicKey));
  const spki = publicKey.export({ type: "spki", format: "der" }); out.push(crypto.createPublicKey({ key: spki, format: "der", type: "spki" }).equals(publicKey));
  if (type !== "rsa-pss") { const jwk = privateKey.export({ format: "jwk" }); out.push(Object.keys(jwk).join(), crypto.createPrivateKey({ key: jwk, format: "jwk" }).equals(privateKey)); }
  const enc = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "top" }); out.push(enc.split("\n")[0], crypto.createPrivateKey({ key: enc, passphrase: "top" }).equals(privateKey));
  try { crypto.createPrivateKey(enc) } catch (e) { out.push(e.name, e.code, e.message); }
  try { crypto.createPrivateKey({ key: enc, passphrase: "no" }) } catch (e) { out.push(e.name, e.code, e.message); }
  if (type !== "ed25519") { const S = crypto.createSign("RSA-SHA256").update("a").update("b").sign(privateKey, "base64"); out.push(crypto.createVerify("SHA256").update("ab").verify(publicKey, S, "base64")); }
  if (type === "rsa") { out.push(crypto.privateDecrypt(privateKey, crypto.publicEncrypt({ key: publicKey, oaepHash: "sha256" }, Buffer.from("q")).subarray(0)) + ""); }
  return out.join(" ");
});
await t("rsa crypt", () => { const { publicKey, privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 1024 }); return [crypto.privateDecrypt({ key: privateKey, oaepHash: "sha256" }, crypto.publicEncrypt({ key: publicKey, oaepHash: "sha256" }, Buffer.from("q"))) + "", crypto.publicDecrypt(publicKey, crypto.privateEncrypt(privateKey, Buffer.from("w"))) + ""] });
await t("ecdh", () => { const a = crypto.createECDH("secp256k1"), b = crypto.createECDH("secp256k1"); a.generateKeys(); b.generateKeys(); return [a.computeSecret(b.getPublicKey(null, "compressed")).equals(b.computeSecret(a.getPublicKey())), crypto.createECDH("secp256k1").setPrivateKey(a.getPrivateKey()).getPublicKey("hex") === a.getPublicKey("hex"), a.getPublicKey().length, crypto.ECDH.convertKey(a.getPublicKey("hex", "compressed"), "secp256k1", "hex", "hex") === a.getPublicKey("hex")] });
await t("keypair async", () => new Promise((r, j) => crypto.generateKeyPair("ec", { namedCurve: "secp384r1", publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "sec1", format: "pem" } }, (e, a, b) => e ? j(e) : r([a.split("\n")[0], b.split("\n")[0]]))));
await t("dh", () => { const x = crypto.generateKeyPairSync("x25519"), y = crypto.generateKeyPairSync("x25519"); return crypto.diffieHellman({ privateKey: x.privateKey, publicKey: y.publicKey }).equals(crypto.diffieHellman({ privateKey: y.privateKey, publicKey: x.publicKey })) });
await t("bad", () => crypto.createPrivateKey("bad"));
await t("bad pub", () => crypto.createPublicKey("bad"));
await t("unknown", () => crypto.createCipheriv("nope", "", ""));
await t("stream", async () => { const c = crypto.createCipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(16)); c.end("hello"); let o = ""; for await (const k of c) o += h(k); return o; });
