// node:tls: TLS clients and servers on OpenSSL.  Reference: nodejs.org/api/tls.html
import * as native from "native:tls";
import { convertALPNProtocols } from "./_alpn.js";
import { bundled, getCACertificates, setDefaultCACertificates } from "./_authorities.js";
import { connect } from "./_connect.js";
import { createSecureContext, SecureContext } from "./_context.js";
import { door, settings } from "./_defaults.js";
import { checkServerIdentity } from "./_identity.js";
import { Server } from "./_server.js";
import { TLSSocket } from "./_socket.js";

export const CLIENT_RENEG_LIMIT = 3;
export const CLIENT_RENEG_WINDOW = 600;
export const DEFAULT_CIPHERS = settings.ciphers;
export const DEFAULT_ECDH_CURVE = settings.ecdhCurve;
export const DEFAULT_MIN_VERSION = settings.minVersion;
export const DEFAULT_MAX_VERSION = settings.maxVersion;

export function createServer(options, listener) {
  return new Server(options, listener);
}

// Nameless, as Node's.
const cached = (make) => {
  let found;
  return (() => () => [...(found ??= make())])();
};
export const getCiphers = cached(() => [...new Set(native.cipherNames().map((name) => name.toLowerCase()))].sort());
// OpenSSL 3.0 compresses none.
export const getCertificateCompressionAlgorithms = cached(() => []);

const tls = {
  CLIENT_RENEG_LIMIT, CLIENT_RENEG_WINDOW, DEFAULT_CIPHERS, DEFAULT_ECDH_CURVE, DEFAULT_MIN_VERSION, DEFAULT_MAX_VERSION, getCiphers,
  getCertificateCompressionAlgorithms,
};
Object.defineProperty(tls, "rootCertificates", { get: bundled, enumerable: true });
Object.assign(tls, {
  getCACertificates, setDefaultCACertificates, convertALPNProtocols, checkServerIdentity, createSecureContext, SecureContext, TLSSocket,
  Server, createServer, connect,
});
// What a program sets on the module counts from then on.
for (const [name, key] of Object.entries({ DEFAULT_CIPHERS: "ciphers", DEFAULT_ECDH_CURVE: "ecdhCurve", DEFAULT_MIN_VERSION: "minVersion", DEFAULT_MAX_VERSION: "maxVersion" })) {
  Object.defineProperty(settings, key, { get: () => tls[name] });
}
door.tls = tls;

export { checkServerIdentity, connect, convertALPNProtocols, createSecureContext, getCACertificates, SecureContext, Server, setDefaultCACertificates, TLSSocket };
export const rootCertificates = undefined;
export default tls;
