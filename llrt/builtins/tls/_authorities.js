// Whom connections trust: tls.rootCertificates, getCACertificates(), setDefaultCACertificates(), the option `ca`.
// Reference: nodejs.org/api/tls.html#tlsgetcacertificatestype
import * as native from "native:tls";
import { codes } from "../_errors.js";
import { validateString } from "../_validators.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;
const known = new Map();
// What setDefaultCACertificates() was given, as PEM texts.
let replaced;

function list(kind) {
  let found = known.get(kind);
  if (found === undefined) known.set(kind, found = Object.freeze(native.authorities(kind)));
  return found;
}

export const bundled = () => list("bundled");

function defaults() {
  if (replaced !== undefined) return replaced;
  let found = known.get("default");
  if (found === undefined) known.set("default", found = Object.freeze([...list("bundled"), ...list("extra")]));
  return found;
}

export function getCACertificates(type = "default") {
  validateString(type, "type");
  if (type === "default") return defaults();
  if (type !== "bundled" && type !== "system" && type !== "extra") throw new ERR_INVALID_ARG_VALUE("type", type);
  return list(type);
}

export function setDefaultCACertificates(certs) {
  if (!Array.isArray(certs)) throw new ERR_INVALID_ARG_TYPE("certs", "Array", certs);
  certs.forEach((one, i) => {
    if (typeof one !== "string" && !ArrayBuffer.isView(one)) throw new ERR_INVALID_ARG_TYPE(`certs[${i}]`, ["string", "ArrayBufferView"], one);
  });
  replaced = Object.freeze(native.normalizeAuthorities(certs));
  native.setClientAuthorities(replaced);
}

export function addCertificates(token, certificates, check) {
  for (const one of certificates) native.addAuthorities(token, check("options.ca", one));
}

// The default ones; all of Mozilla's are known without being parsed.
// `alone`: nothing will be added to them.
export function addTrusted(token, alone) {
  if (replaced === undefined) native.addDefaultAuthorities(token, alone);
  else for (const pem of replaced) native.addAuthorities(token, pem);
}
