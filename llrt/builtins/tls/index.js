// node:tls.  Constants only: connections, contexts and certificates are not there yet and throw when asked for.
// Reference: nodejs.org/api/tls.html
import net from "../net/index.js";
import { constants } from "../crypto/_constants.js";
import { missing } from "../_missing.js";
import { notSupported } from "../_errors.js";

const { functions, klass } = missing("tls");
export const {
  getCiphers, getCertificateCompressionAlgorithms, getCACertificates, setDefaultCACertificates, convertALPNProtocols, checkServerIdentity,
  createSecureContext, createServer, connect,
} = functions(`
  getCiphers:/0 getCertificateCompressionAlgorithms:/0 getCACertificates/0 setDefaultCACertificates/1 convertALPNProtocols/2
  checkServerIdentity/2 createSecureContext/1 createServer/2 connect/0
`);
export const SecureContext = klass("SecureContext/4");
export const TLSSocket = klass("TLSSocket/2", net.Socket, `
  disableRenegotiation/0 _wrapHandle/3 _destroySSL/0 _init/2 renegotiate/2 exportKeyingMaterial/3 setMaxSendFragment/1
  _handleTimeout/0 _emitTLSError/1 _tlsError/1 _releaseControl/0 _finishInit/0 _start/0 setServername/1 setSession/1 getSession/0
  getPeerCertificate/1 getCertificate/0 getPeerX509Certificate/1 getX509Certificate/0 setKeyCert/1 getCipher/0 getSharedSigalgs/0
  getEphemeralKeyInfo/0 getFinished/0 getPeerFinished/0 getProtocol/0 getTLSTicket/0 isSessionReused/0 enableTrace/0
`);
export const Server = klass("Server/2", net.Server, "setSecureContext/1 _getServerData/0 _setServerData/1 getTicketKeys/0 setTicketKeys/1 addContext/2");

export const CLIENT_RENEG_LIMIT = 3;
export const CLIENT_RENEG_WINDOW = 600;
export const DEFAULT_CIPHERS = constants.defaultCoreCipherList;
export const DEFAULT_ECDH_CURVE = "auto";
export const DEFAULT_MIN_VERSION = "TLSv1.2";
export const DEFAULT_MAX_VERSION = "TLSv1.3";
// A named export cannot throw when it is imported; the accessor of the default export does when it is read.
export const rootCertificates = undefined;

export default Object.defineProperty({
  CLIENT_RENEG_LIMIT, CLIENT_RENEG_WINDOW, DEFAULT_CIPHERS, DEFAULT_ECDH_CURVE, DEFAULT_MIN_VERSION, DEFAULT_MAX_VERSION, getCiphers,
  getCertificateCompressionAlgorithms, getCACertificates, setDefaultCACertificates, convertALPNProtocols, checkServerIdentity,
  createSecureContext, SecureContext, TLSSocket, Server, createServer, connect,
}, "rootCertificates", {
  get() { throw notSupported("tls.rootCertificates"); },
  set: undefined,
  enumerable: true,
  configurable: true,
});
