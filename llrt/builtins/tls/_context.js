// tls.SecureContext and createSecureContext(): settings checked here, made in OpenSSL by context.py.
// Reference: nodejs.org/api/tls.html#tlscreatesecurecontextoptions
import * as native from "native:tls";
import { codes } from "../_errors.js";
import { Buffer } from "../buffer/_buffer.js";
import { constants } from "../crypto/_constants.js";
import { validateBuffer, validateInt32, validateInteger, validateObject, validateString } from "../_validators.js";
import { addCertificates, addTrusted } from "./_authorities.js";
import { settings } from "./_defaults.js";
import { protocolRange } from "./_protocols.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED, ERR_TLS_PROTOCOL_VERSION_CONFLICT } = codes;
const TLS1_2 = 0x0303, TLS1_3 = 0x0304;

// What Node calls NativeSecureContext: `token` is the context on Python's side.
export class NativeContext {
  constructor(low, high) {
    Object.defineProperty(this, "token", { value: native.newContext(low, high), enumerable: false });
  }

  getTicketKeys() { return toBuffer(native.getTicketKeys(this.token)); }
  setTicketKeys(keys) { native.setTicketKeys(this.token, keys); }
  getCertificate() { return toBuffer(native.contextCertificate(this.token)); }
  getIssuer() { return toBuffer(native.contextIssuer(this.token)); }
  close() {}
}
Object.defineProperty(NativeContext, "name", { value: "SecureContext" });

const toBuffer = (bytes) => (bytes === undefined ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

export function SecureContext(secureProtocol, secureOptions, minVersion, maxVersion) {
  if (!(this instanceof SecureContext)) return new SecureContext(secureProtocol, secureOptions, minVersion, maxVersion);
  if (secureProtocol) {
    if (minVersion != null) throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(minVersion, secureProtocol);
    if (maxVersion != null) throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(maxVersion, secureProtocol);
  }
  const [low, high] = protocolRange(secureProtocol, minVersion, maxVersion);
  this.context = new NativeContext(low, high);
  if (secureOptions) {
    validateInteger(secureOptions, "secureOptions");
    native.setOptions(this.context.token, secureOptions);
  }
}

export function createSecureContext(options) {
  options ||= {};
  let { secureOptions } = options;
  if (options.honorCipherOrder) secureOptions |= constants.SSL_OP_CIPHER_SERVER_PREFERENCE;
  const made = new SecureContext(options.secureProtocol, secureOptions, options.minVersion, options.maxVersion);
  configure(made.context, options);
  return made;
}

const list = (value) => (Array.isArray(value) ? value : [value]);

export function checkPem(name, value) {
  if (typeof value !== "string" && !ArrayBuffer.isView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ["string", "Buffer", "TypedArray", "DataView"], value);
  }
  return value;
}

function setCiphers(token, ciphers) {
  const names = (ciphers || settings.ciphers).split(":").filter((name) => name !== "");
  const isSuite = (name) => name.startsWith("TLS_") || name.startsWith("!TLS_");
  const suites = names.filter(isSuite).join(":");
  const others = names.filter((name) => !isSuite(name)).join(":");
  if (suites === "" && others === "") throw new ERR_INVALID_ARG_VALUE("options.ciphers", (ciphers || settings.ciphers).split(":"));
  if (suites !== "") native.setCipherSuites(token, suites);
  native.setCiphers(token, others);
  const [low, high] = native.contextVersions(token);
  // Nothing of TLS 1.2 is left.
  if (others === "" && low < TLS1_3 && high > TLS1_2) native.setMinVersion(token, TLS1_3);
}

function configure(context, options) {
  validateObject(options, "options");
  const { token } = context;
  const { ciphers = settings.ciphers, ecdhCurve = settings.ecdhCurve || "auto", ca, cert, key, sigalgs, dhparam, crl, pfx } = options;
  // First: @SECLEVEL in it changes what follows.
  if (ciphers !== undefined && ciphers !== null) validateString(ciphers, "options.ciphers");
  setCiphers(token, ciphers);
  if (ca) addCertificates(token, list(ca), checkPem);
  else addTrusted(token, pfx == null && crl == null && !options.allowPartialTrustChain);
  if (options.allowPartialTrustChain) native.allowPartialTrustChain(token);
  if (cert) list(cert).forEach((one) => native.setCertificate(token, checkPem("options.cert", one)));
  // After the certificate, which they are compared with.
  if (key) setKeys(token, key, options.passphrase);
  checkCompression(options.certificateCompression);
  if (sigalgs !== undefined && sigalgs !== null) {
    validateString(sigalgs, "options.sigalgs");
    if (sigalgs === "") throw new ERR_INVALID_ARG_VALUE("options.sigalgs", sigalgs);
    native.setSigalgs(token, sigalgs);
  }
  refuseEngines(options);
  validateString(ecdhCurve, "options.ecdhCurve");
  native.setCurves(token, ecdhCurve);
  if (dhparam !== undefined && dhparam !== null) setDHParameters(token, dhparam);
  if (crl !== undefined && crl !== null) list(crl).forEach((one) => native.addRevocations(token, checkPem("options.crl", one)));
  configureSessions(context, options);
  if (pfx !== undefined && pfx !== null) list(pfx).forEach((one) => setPfx(token, one, options.passphrase));
}

function setKeys(token, key, passphrase) {
  for (const one of list(key)) {
    const pem = Array.isArray(key) ? one?.pem ?? one : one;
    const secret = Array.isArray(key) ? one?.passphrase ?? passphrase : passphrase;
    checkPem("options.key", pem);
    if (secret !== undefined && secret !== null) validateString(secret, "options.passphrase");
    native.setKey(token, pem, secret);
  }
}

function setDHParameters(token, dhparam) {
  checkPem("options.dhparam", dhparam);
  const warning = native.setDHParameters(token, dhparam === "auto" ? undefined : dhparam);
  if (warning) process.emitWarning(warning, "SecurityWarning");
}

const bytesOf = (value) => (typeof value === "string" ? Buffer.from(value) : value);

function setPfx(token, pfx, passphrase) {
  const secret = pfx.passphrase || passphrase;
  native.setPfx(token, bytesOf(pfx.buf || pfx), secret === undefined || secret === null || secret === "" ? undefined : bytesOf(secret));
}

function configureSessions(context, { sessionIdContext, sessionTimeout, ticketKeys }) {
  const { token } = context;
  if (sessionIdContext !== undefined && sessionIdContext !== null) {
    validateString(sessionIdContext, "options.sessionIdContext");
    native.setSessionIdContext(token, sessionIdContext);
  }
  if (ticketKeys !== undefined && ticketKeys !== null) {
    validateBuffer(ticketKeys, "options.ticketKeys");
    if (ticketKeys.byteLength !== 48) throw new ERR_INVALID_ARG_VALUE("options.ticketKeys", ticketKeys.byteLength, "must be exactly 48 bytes");
    context.setTicketKeys(ticketKeys);
  }
  if (sessionTimeout !== undefined && sessionTimeout !== null) {
    validateInt32(sessionTimeout, "options.sessionTimeout", 0);
    native.setSessionTimeout(token, sessionTimeout);
  }
}

const COMPRESSIONS = ["zlib", "brotli", "zstd"];

// OpenSSL 3.0 compresses no certificates: an offer that is not made is not missed.
function checkCompression(algorithms) {
  if (algorithms === undefined || algorithms === null) return;
  if (!Array.isArray(algorithms)) throw new ERR_INVALID_ARG_TYPE("options.certificateCompression", "Array", algorithms);
  if (algorithms.length > 3) throw new ERR_INVALID_ARG_VALUE("options.certificateCompression", algorithms, "can specify at most 3 algorithms");
  algorithms.forEach((name, i) => {
    if (!COMPRESSIONS.includes(name)) {
      throw new ERR_INVALID_ARG_VALUE(`options.certificateCompression[${i}]`, name, "must be 'zlib', 'brotli', or 'zstd'");
    }
  });
}

function refuseEngines({ privateKeyIdentifier, privateKeyEngine, clientCertEngine, key }) {
  const kinds = ["string", "null", "undefined"];
  if (privateKeyIdentifier !== undefined && privateKeyIdentifier !== null) {
    if (privateKeyEngine === undefined || privateKeyEngine === null) throw new ERR_INVALID_ARG_VALUE("options.privateKeyEngine", privateKeyEngine);
    if (key) throw new ERR_INVALID_ARG_VALUE("options.privateKeyIdentifier", privateKeyIdentifier);
    if (typeof privateKeyIdentifier !== "string") throw new ERR_INVALID_ARG_TYPE("options.privateKeyIdentifier", kinds, privateKeyIdentifier);
    if (typeof privateKeyEngine !== "string") throw new ERR_INVALID_ARG_TYPE("options.privateKeyEngine", kinds, privateKeyEngine);
    throw new ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED();
  }
  if (clientCertEngine === undefined || clientCertEngine === null) return;
  if (typeof clientCertEngine !== "string") throw new ERR_INVALID_ARG_TYPE("options.clientCertEngine", kinds, clientCertEngine);
  throw new ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED();
}
