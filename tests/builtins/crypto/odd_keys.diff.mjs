// Locked keys without a passphrase, options that are none, what RSA-PSS takes by default, data that are too long for a key; memory that is shared.
import crypto from "node:crypto";

const shown = (value) => (typeof value === "object" ? JSON.stringify(value, (_, item) => (typeof item === "bigint" ? `${item}` : item)) : value);
const attempt = (label, f) => {
  try { console.log(label, shown(f())); } catch (error) { console.log(label, error.name, error.code, error.message); }
};

for (const [type, format] of [["pkcs8", "pem"], ["pkcs8", "der"], ["sec1", "pem"]]) {
  const privateKeyEncoding = { type, format, cipher: "aes-128-cbc", passphrase: "secret" };
  const { privateKey: key } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256", publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding });
  for (const passphrase of [undefined, "secret", "wrong", ""]) {
    attempt(`${type} ${format} ${passphrase}`, () => crypto.createPrivateKey({ key, type, format, passphrase }).type);
    attempt(`sign ${type} ${format} ${passphrase}`, () => typeof crypto.sign("sha256", Buffer.from("x"), { key, type, format, passphrase }));
  }
}
for (const type of ["ed25519", "ed448", "x25519", "x448", "ec"]) {
  for (const options of [0, null, undefined, "x", {}, [], true]) {
    attempt(`${type} ${String(options)}`, () => typeof crypto.generateKeyPairSync(type, options));
    attempt(`${type} ${String(options)} later`, () => crypto.generateKeyPair(type, options, () => {}));
  }
}
for (const options of [{}, { hashAlgorithm: "sha512" }, { hashAlgorithm: "sha1" }, { hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha1" }, { hashAlgorithm: "sha256", saltLength: 0 }, { hashAlgorithm: "sha256", saltLength: 7 }]) {
  attempt("rsa-pss", () => crypto.generateKeyPairSync("rsa-pss", { modulusLength: 1024, ...options }).publicKey.asymmetricKeyDetails);
}
const { privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 512 });
attempt("too long", () => crypto.sign("sha512", Buffer.from("a"), privateKey));
attempt("too long", () => crypto.privateEncrypt(privateKey, Buffer.alloc(100)));
attempt("nothing", () => crypto.privateDecrypt(privateKey, Buffer.alloc(64)));

const shared = new Uint8Array(new SharedArrayBuffer(16)), { subtle } = crypto;
const later = (label, promise) => promise.then(() => console.log(label), (error) => console.log(label, error.name, error.code, error.message));
await later("digest", subtle.digest("SHA-256", shared));
await later("digest of the memory", subtle.digest("SHA-256", shared.buffer));
await later("importKey", subtle.importKey("raw", shared, "AES-GCM", true, ["encrypt"]));
const key = await subtle.importKey("raw", new Uint8Array(16), "AES-GCM", true, ["encrypt"]);
await later("encrypt", subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, shared));
await later("iv", subtle.encrypt({ name: "AES-GCM", iv: shared }, key, new Uint8Array(3)));
await later("resizable", subtle.digest("SHA-256", new Uint8Array(new ArrayBuffer(4, { maxByteLength: 8 }))));
