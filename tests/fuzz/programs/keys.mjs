// Keys, certificates, revocation lists and PKCS#12, changed as text and as DER: read, used, exported, given to TLS.
import * as crypto from "node:crypto";
import * as tls from "node:tls";

import { corpus, mutate } from "./_mutate.mjs";

const texts = corpus(/\.pem$/);
const pem = texts.map(({ data }) => data);
const p12 = corpus(/\.p12$/).map(({ data }) => data);
const der = pem.map((data) => Buffer.from(data.toString().replace(/-----[^-]+-----|[A-Z][\w-]+:.*\n/g, ""), "base64"));
const label = pem.map((data) => /-----BEGIN ([^-]+)-----/.exec(data)[1]);
const wellFormed = crypto.createPrivateKey(texts.find(({ name }) => name === "ec_sec1.pem").data);
const passphrase = "secret";
const encode = (data, name) => `-----BEGIN ${name}-----\n${data.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END ${name}-----\n`;

function use(key) {
  key.asymmetricKeyDetails;
  key.equals(wellFormed);
  const attempts = [
    () => key.export({ format: "jwk" }),
    () => key.export({ format: "der", type: key.type === "private" ? "pkcs8" : "spki" }),
    () => key.export({ format: "pem", type: key.asymmetricKeyType === "ec" ? "sec1" : "pkcs1" }),
    () => key.export({ format: "pem", type: "pkcs8", cipher: "aes-128-cbc", passphrase }),
    () => crypto.sign(/^ed/.test(key.asymmetricKeyType) ? null : "sha256", Buffer.from("text"), key),
    () => crypto.verify(/^ed/.test(key.asymmetricKeyType) ? null : "sha256", Buffer.from("text"), key, Buffer.alloc(64, 1)),
    () => crypto.publicEncrypt(key, Buffer.from("text")),
    () => crypto.privateDecrypt({ key, padding: crypto.constants.RSA_PKCS1_OAEP_PADDING }, Buffer.alloc(128, 1)),
    () => crypto.diffieHellman({ privateKey: key, publicKey: crypto.createPublicKey(key) }),
    () => crypto.createPublicKey(key).export({ format: "jwk" }),
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
  return true;
}

function changedJwk(random) {
  const jwk = wellFormed.export({ format: "jwk" });
  const name = random.pick(Object.keys(jwk));
  return { ...jwk, [name]: mutate(random, Buffer.from(jwk[name]), pem).toString(random.pick(["latin1", "base64url"])) };
}

const certificates = pem.filter((_, index) => /CERTIFICATE|CRL/.test(label[index]));
const kinds = [
  (random, text) => use(crypto.createPrivateKey({ key: text, passphrase })),
  (random, text) => use(crypto.createPublicKey({ key: text, passphrase })),
  (random, text, bytes) => use(crypto.createPrivateKey({ key: bytes, format: "der", type: random.pick(["pkcs8", "pkcs1", "sec1"]), passphrase })),
  (random, text, bytes) => use(crypto.createPublicKey({ key: bytes, format: "der", type: random.pick(["spki", "pkcs1"]) })),
  (random) => use(random.pick([crypto.createPrivateKey, crypto.createPublicKey])({ key: changedJwk(random), format: "jwk" })),
  (random, text) => {
    const certificate = new crypto.X509Certificate(text);
    certificate.toString();
    return Object.getOwnPropertyNames(crypto.X509Certificate.prototype).every((name) => (certificate[name], true));
  },
  (random, text) => {
    // The list or chain as a program gives it: several in one text.
    const many = Buffer.concat([Buffer.from(text), random.pick(certificates), mutate(random, random.pick(certificates), pem)]);
    const option = random.pick([{ ca: many }, { ca: [text, many] }, { cert: many }, { cert: many, key: text, passphrase }, { crl: many },
      { key: [{ pem: text, passphrase }] }, { dhparam: text }]);
    return Boolean(tls.createSecureContext(option));
  },
  (random) => Boolean(tls.createSecureContext({ pfx: mutate(random, random.pick(p12), [...p12, ...der]), passphrase })),
  async (random, text, bytes) => {
    const format = random.pick(["pkcs8", "spki", "raw"]);
    const usages = format === "pkcs8" ? ["sign"] : ["verify"];
    const algorithm = random.pick([{ name: "ECDSA", namedCurve: "P-256" }, { name: "RSA-PSS", hash: "SHA-256" }, { name: "Ed25519" }]);
    return Boolean(await crypto.subtle.importKey(format, bytes, algorithm, true, usages));
  },
];

export default (random, round) => {
  const index = random.below(pem.length);
  const bytes = mutate(random, der[index], der);
  const text = random.below(2) ? encode(bytes, random.below(8) ? label[index] : random.pick(label)) : mutate(random, pem[index], pem);
  return kinds[round % kinds.length](random, text, bytes);
};
