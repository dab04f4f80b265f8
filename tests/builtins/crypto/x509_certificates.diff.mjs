// X509Certificate over certificates of many kinds, built in and made here. Keys and signatures are judged, never shown.
import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import tls from "node:tls";
import { inspect } from "node:util";

const say = (name, f) => {
  let told;
  try {
    told = f();
  } catch (error) {
    told = `${error.name} ${error.code} ${error.message}`;
  }
  console.log(name, inspect(told, { depth: 4, maxStringLength: 300 }));
};

// Of the lists of roots, which differ, some that both have.
const NAMES = ["ISRG Root X1", "ISRG Root X2", "Amazon Root CA 1", "Amazon Root CA 3", "GTS Root R4", "NetLock Arany", "DigiCert Global Root G2"];
const certificates = tls.rootCertificates.map((pem) => new X509Certificate(pem))
  .filter((certificate) => NAMES.some((name) => certificate.subject.includes(`CN=${name}`)))
  .sort((a, b) => (a.fingerprint256 < b.fingerprint256 ? -1 : 1));
for (const certificate of certificates) {
  say("inspect", () => certificate);
  say("ca", () => certificate.ca);
  say("legacy", () => { const { raw, pubkey, ...rest } = certificate.toLegacyObject(); return [raw.length, pubkey?.length > 0, rest]; });
  say("key", () => [certificate.publicKey.type, certificate.publicKey.asymmetricKeyType]);
  say("own", () => [certificate.verify(certificate.publicKey), certificate.checkIssued(certificate), certificate.checkIssued(certificates[0])]);
  say("again", () => new X509Certificate(certificate.raw).toString() === certificate.toString() && certificate.toJSON() === `${certificate}`);
  say("clone", () => structuredClone(certificate).fingerprint256 === certificate.fingerprint256);
}

const [first] = certificates, { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
for (const value of [undefined, null, 1, {}, [], "", "x", Buffer.from([0x30, 3, 1]), new ArrayBuffer(4), first.raw.subarray(0, 60)]) say("new", () => new X509Certificate(value));
for (const name of ["a", "*.a", "127.0.0.1", "::1", "[::1]", "a\0b", "", "ä.example", "x".repeat(300)]) {
  for (const method of ["checkHost", "checkEmail", "checkIP"]) say(`${method} ${name.slice(0, 20)}`, () => first[method](name));
}
for (const options of [undefined, null, 1, {}, { subject: "always" }, { subject: "x" }, { subject: 1 }, { wildcards: false }, { wildcards: 1 },
  { partialWildcards: false, multiLabelWildcards: true, singleLabelSubdomains: true }]) say("options", () => first.checkHost("a.example", options));
for (const key of [undefined, 1, {}, privateKey, publicKey]) {
  say("verify", () => first.verify(key));
  say("checkPrivateKey", () => first.checkPrivateKey(key));
  if (key !== undefined) say("checkIssued", () => first.checkIssued(key));
}
say("called", () => X509Certificate("x"));
say("names", () => Object.getOwnPropertyNames(X509Certificate.prototype));
say("length", () => [X509Certificate.length, X509Certificate.name, Object.getOwnPropertyNames(X509Certificate)]);
createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" }));
