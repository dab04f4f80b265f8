// Certificates in the form of getPeerCertificate(): names as objects, keys by their kind, fingerprints.
// Reference: nodejs.org/api/tls.html#certificate-object
import * as native from "native:tls";
import { Buffer } from "../buffer/_buffer.js";
import { createHash } from "../crypto/index.js";

const NIST = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521", secp224r1: "P-224", prime192v1: "P-192" };

const toBuffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// A name that comes more than once has all its values.
function nameObject(pairs) {
  const name = Object.create(null);
  for (const [key, value] of pairs) {
    if (!(key in name)) name[key] = value;
    else name[key] = [name[key], value].flat();
  }
  return name;
}

// "OCSP - URI:http://..." -> { "OCSP - URI": ["http://..."] }
function accessObject(text) {
  if (text === undefined) return undefined;
  const found = Object.create(null);
  for (const line of text.split("\n")) {
    const at = line.indexOf(":");
    if (at === -1) continue;
    const value = line.slice(at + 1);
    (found[line.slice(0, at)] ??= []).push(value.startsWith('"') ? JSON.parse(value) : value);
  }
  return found;
}

export const fingerprint = (raw, digest) => createHash(digest).update(raw).digest("hex").toUpperCase().match(/../g).join(":");

// One certificate, as DER.
export function describe(der) {
  const raw = toBuffer(der);
  const info = native.certificateInfo(raw);
  return {
    subject: nameObject(info.subject),
    issuer: nameObject(info.issuer),
    subjectaltname: info.subjectaltname,
    infoAccess: accessObject(info.infoAccess),
    ca: info.ca,
    modulus: info.modulus,
    exponent: info.exponent,
    pubkey: info.pubkey && toBuffer(info.pubkey),
    bits: info.bits,
    valid_from: info.valid_from,
    valid_to: info.valid_to,
    fingerprint: fingerprint(raw, "sha1"),
    fingerprint256: fingerprint(raw, "sha256"),
    fingerprint512: fingerprint(raw, "sha512"),
    ext_key_usage: info.ext_key_usage?.split("\n"),
    serialNumber: info.serialNumber,
    raw,
    asn1Curve: info.group,
    nistCurve: NIST[info.group],
  };
}

// With those above it, each the issuerCertificate of the one below; a root is its own.
export function describeChain(der, issuers) {
  const first = describe(der);
  let below = first;
  for (const one of issuers) {
    below.issuerCertificate = describe(one);
    below = below.issuerCertificate;
  }
  if (sameName(below.issuer, below.subject)) below.issuerCertificate = below;
  return first;
}

const sameName = (a, b) => JSON.stringify(a) === JSON.stringify(b);
