// How new keys are to be written is looked at before they are made, and named in full where it is wrong.
import { generateKeyPair, generateKeyPairSync, createPrivateKey } from "node:crypto";

const attempt = (name, f) => {
  try {
    console.log(name, f());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const values = [undefined, null, 0, 5, "a", true, {}, "pkcs1", "pkcs8", "sec1", "spki", "pem", "der", "jwk"];
const spki = { type: "spki", format: "pem" }, pkcs8 = { type: "pkcs8", format: "der" };
const shown = ({ publicKey, privateKey }) => [publicKey, privateKey].map((key) => (typeof key === "string" ? key.split("\n")[0] : key.constructor.name));
for (const [type, options] of [["ed25519", {}], ["ec", { namedCurve: "P-256" }], ["rsa", { modulusLength: "x" }], ["rsa-pss", { modulusLength: "x" }], ["foo", {}]]) {
  for (const value of values) {
    attempt(`${type} public ${String(value)}`, () => shown(generateKeyPairSync(type, { ...options, publicKeyEncoding: value, privateKeyEncoding: pkcs8 })));
    attempt(`${type} private ${String(value)}`, () => shown(generateKeyPairSync(type, { ...options, publicKeyEncoding: spki, privateKeyEncoding: value })));
    for (const member of ["type", "format"]) {
      attempt(`${type} public ${member}`, () => shown(generateKeyPairSync(type, { ...options, publicKeyEncoding: { ...spki, [member]: value } })));
      attempt(`${type} private ${member}`, () => shown(generateKeyPairSync(type, { ...options, privateKeyEncoding: { ...pkcs8, [member]: value } })));
    }
    for (const member of ["cipher", "passphrase"]) {
      const secret = { cipher: "aes-128-cbc", passphrase: "p", [member]: value };
      attempt(`${type} ${member}`, () => shown(generateKeyPairSync(type, { ...options, privateKeyEncoding: { ...pkcs8, ...secret } })));
    }
  }
}
attempt("unknown cipher", () => generateKeyPair("ed25519", { privateKeyEncoding: { ...pkcs8, cipher: "foo", passphrase: "p" } }, () => {}));
attempt("without a cipher", () => generateKeyPairSync("ed25519", { privateKeyEncoding: { ...pkcs8, passphrase: "p" } }));
attempt("der that cannot be locked", () => generateKeyPairSync("ec", { namedCurve: "P-256", privateKeyEncoding: { type: "sec1", format: "der", cipher: "aes-128-cbc", passphrase: "p" } }));
attempt("no callback", () => generateKeyPair("ed25519", { publicKeyEncoding: 0 }));
attempt("callback", () => generateKeyPair("ed25519", { publicKeyEncoding: 0 }, () => {}));

// A passphrase in another encoding opens what it has locked.
const { privateKey } = generateKeyPairSync("ed25519", { privateKeyEncoding: { ...pkcs8, cipher: "aes-128-cbc", passphrase: "616263", encoding: "hex" } });
console.log(createPrivateKey({ key: privateKey, format: "der", type: "pkcs8", passphrase: "abc" }).asymmetricKeyType);
const key = createPrivateKey({ key: privateKey, format: "der", type: "pkcs8", passphrase: "abc" });
for (const value of values) {
  for (const member of ["type", "format", "cipher", "passphrase"]) attempt(`export ${member}`, () => typeof key.export({ ...pkcs8, [member]: value }));
  attempt("export jwk", () => Object.keys(key.export({ format: "jwk", type: value })).join());
}
