// X509Certificate. Spec: https://nodejs.org/api/crypto.html#class-x509certificate
import { x509Check, x509Facts, x509Issued, x509Parse, x509Verify } from "native:crypto";
import { certificateInfo } from "native:tls";
import { codes } from "../_errors.js";
import { validateBoolean, validateObject, validateString } from "../_validators.js";
import { kClone } from "../_web/clone_hooks.js";
import { Buffer } from "../buffer/_buffer.js";
import { describe, fingerprint } from "../tls/_certificate.js";
import { createPublicKey, pem } from "./_key_objects.js";
import { isKeyObject } from "./_keys.js";
import { attempt } from "./_pkey.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;
const kInspect = Symbol.for("nodejs.util.inspect.custom");

// X509_CHECK_FLAG_* of OpenSSL
const ALWAYS_SUBJECT = 0x1, NO_WILDCARDS = 0x2, NO_PARTIAL = 0x4, MULTI_LABEL = 0x8, SINGLE_LABEL = 0x10, NEVER_SUBJECT = 0x20;
const SUBJECT = { __proto__: null, default: 0, always: ALWAYS_SUBJECT, never: NEVER_SUBJECT };

function subjectFlag(options) {
  validateObject(options, "options");
  const { subject = "default" } = options;
  validateString(subject, "options.subject");
  if (!(subject in SUBJECT)) throw new ERR_INVALID_ARG_VALUE("options.subject", subject);
  return SUBJECT[subject];
}

// [option, its default, the flag that stands for the other value]
const SWITCHES = [
  ["wildcards", true, NO_WILDCARDS], ["partialWildcards", true, NO_PARTIAL], ["multiLabelWildcards", false, MULTI_LABEL],
  ["singleLabelSubdomains", false, SINGLE_LABEL],
];

function hostFlags(options) {
  let flags = subjectFlag(options);
  for (const [name, usual, flag] of SWITCHES) {
    const value = options[name] === undefined ? usual : options[name];
    validateBoolean(value, `options.${name}`);
    if (value !== usual) flags |= flag;
  }
  return flags;
}

const lines = (pairs) => (pairs.length === 0 ? undefined : pairs.map(([name, value]) => `${name}=${value}`).join("\n"));

export class X509Certificate {
  #der;
  #info;
  #facts;
  #publicKey;

  constructor(buffer) {
    if (typeof buffer === "string") buffer = Buffer.from(buffer);
    if (!ArrayBuffer.isView(buffer)) throw new ERR_INVALID_ARG_TYPE("buffer", ["string", "Buffer", "TypedArray", "DataView"], buffer);
    this.#der = Buffer.from(attempt(x509Parse, buffer).buffer);
  }

  #told() { return (this.#info ??= certificateInfo(this.#der)); }
  #fact(index) { return (this.#facts ??= x509Facts(this.#der))[index]; }

  get subject() { return lines(this.#told().subject); }
  get subjectAltName() { return this.#told().subjectaltname; }
  get issuer() { return lines(this.#told().issuer); }
  // Known of certificates of a connection only, which are not told here.
  get issuerCertificate() { return this.#der && undefined; }
  get infoAccess() { return this.#told().infoAccess?.replace(/\n$/, ""); }
  get validFrom() { return this.#told().valid_from; }
  get validTo() { return this.#told().valid_to; }
  get validFromDate() { return new Date(this.validFrom); }
  get validToDate() { return new Date(this.validTo); }
  get fingerprint() { return fingerprint(this.#der, "sha1"); }
  get fingerprint256() { return fingerprint(this.#der, "sha256"); }
  get fingerprint512() { return fingerprint(this.#der, "sha512"); }
  get keyUsage() { return this.#told().ext_key_usage?.split("\n"); }
  get serialNumber() { return this.#told().serialNumber; }
  get signatureAlgorithm() { return this.#fact(1); }
  get signatureAlgorithmOid() { return this.#fact(2); }
  get raw() { return Buffer.from(this.#der); }
  get publicKey() { return (this.#publicKey ??= createPublicKey(this.toString())); }

  toString() { return pem("CERTIFICATE", this.#der); }

  toJSON() { return this.toString(); }
  get ca() { return this.#fact(0); }

  // What `x509Check` found: a name of the certificate, or the one that was asked for.
  #check(kind, name, flags) {
    let found;
    try {
      found = name.includes("\0") ? false : x509Check(this.#der, kind, name, flags);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      found = false;
    }
    if (found === false) throw Object.assign(new TypeError("Invalid name"), { code: "ERR_INVALID_ARG_VALUE" });
    return found === true ? name : found;
  }

  checkHost(name, options = {}) {
    validateString(name, "name");
    return this.#check("host", name, hostFlags(options));
  }

  checkEmail(email, options = {}) {
    validateString(email, "email");
    return this.#check("email", email, subjectFlag(options));
  }

  checkIP(ip) {
    validateString(ip, "ip");
    return this.#check("ip", ip, 0);
  }

  checkIssued(otherCert) {
    if (!isCertificate(otherCert)) throw new ERR_INVALID_ARG_TYPE("otherCert", "X509Certificate", otherCert);
    return x509Issued(this.#der, otherCert.#der);
  }

  checkPrivateKey(pkey) {
    if (!isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE("pkey", "KeyObject", pkey);
    if (pkey.type !== "private") throw new ERR_INVALID_ARG_VALUE("pkey", pkey);
    return createPublicKey(pkey).equals(this.publicKey);
  }

  verify(pkey) {
    if (!isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE("pkey", "KeyObject", pkey);
    if (pkey.type !== "public") throw new ERR_INVALID_ARG_VALUE("pkey", pkey);
    return x509Verify(this.#der, pkey.export({ type: "spki", format: "der" }));
  }

  toLegacyObject() { return describe(this.#der); }

  [kClone]() {
    return #der in this ? { data: this.raw, create: (data) => new X509Certificate(data) } : undefined;
  }

  [kInspect](depth, options, inspect) {
    if (depth < 0 || !(#der in this)) return this;
    const shown = {};
    for (const name of SHOWN) shown[name] = this[name];
    return `X509Certificate ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  static isCertificate(value) { return typeof value === "object" && value !== null && #der in value; }
}

const { isCertificate } = X509Certificate;
delete X509Certificate.isCertificate;
const SHOWN = [
  "subject", "subjectAltName", "issuer", "infoAccess", "validFrom", "validTo", "validFromDate", "validToDate", "fingerprint",
  "fingerprint256", "fingerprint512", "keyUsage", "serialNumber", "signatureAlgorithm", "signatureAlgorithmOid",
];
