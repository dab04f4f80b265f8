// What a TLSSocket tells of its connection, and what can be asked of it: certificates, cipher, keys, sessions.
import { loadBuiltin } from "native:engine";
import { nextTick } from "../_boot/task_queues.js";
import { codes, notSupported } from "../_errors.js";
import { validateBuffer, validateFunction, validateInt32, validateObject, validateString, validateUint32 } from "../_validators.js";
import { describe, describeChain } from "./_certificate.js";
import { createSecureContext, SecureContext } from "./_context.js";
import { wrapSession } from "./_sessions.js";
import { kConnectOptions } from "./_symbols.js";

const { ERR_TLS_INVALID_STATE } = codes;

const methods = {
  getPeerCertificate: function (detailed) {
    if (!this._handle) return null;
    const der = this._handle.peerCertificate?.();
    if (der === undefined) return {};
    return detailed ? describeChain(der, this._handle.issuers(der)) : describe(der);
  },

  getCertificate: function () {
    if (!this._handle) return null;
    const der = this._handle.ownCertificate?.();
    return der === undefined ? {} : describe(der);
  },

  getPeerX509Certificate: function (detailed) {
    return x509(this._handle?.peerCertificate?.());
  },

  getX509Certificate: function () {
    return x509(this._handle?.ownCertificate?.());
  },

  getSession: function () {
    if (!this._handle) return null;
    return wrapSession(this._handle.getSession(), this[kConnectOptions] || this._tlsOptions);
  },

  setKeyCert: function (context) {
    if (!this._handle) return;
    const secure = context instanceof SecureContext ? context : createSecureContext(context);
    this._handle.setKeyCert(secure.context);
  },

  exportKeyingMaterial: function (length, label, context) {
    validateUint32(length, "length", true);
    validateString(label, "label");
    if (context !== undefined) validateBuffer(context, "context");
    if (!this._secureEstablished) throw new ERR_TLS_INVALID_STATE();
    return this._handle.exportKeyingMaterial(length, label, context);
  },

  setMaxSendFragment: function setMaxSendFragment(size) {
    validateInt32(size, "size");
    return this._handle.setMaxSendFragment(size) === 1;
  },

  renegotiate: function (options, callback) {
    validateObject(options, "options");
    if (callback !== undefined) validateFunction(callback, "callback");
    if (this.destroyed) return undefined;
    const { requestCert = this._requestCert, rejectUnauthorized = this._rejectUnauthorized } = options;
    if (!!requestCert !== this._requestCert || !!rejectUnauthorized !== this._rejectUnauthorized) {
      this._requestCert = !!requestCert;
      this._rejectUnauthorized = !!rejectUnauthorized;
      this._handle.setVerifyMode(this._requestCert, this._rejectUnauthorized);
    }
    // Moves OpenSSL on.
    this.write("");
    try {
      this._handle.renegotiate();
    } catch (error) {
      if (callback) nextTick(callback, error);
      return false;
    }
    this.write("");
    if (callback) this.once("secure", () => callback(null));
    return true;
  },
};

function x509(der) {
  if (der === undefined) return undefined;
  const { X509Certificate } = loadBuiltin("node:crypto");
  return new X509Certificate(der);
}

const PROXIED = [
  "getCipher", "getSharedSigalgs", "getEphemeralKeyInfo", "getFinished", "getPeerFinished", "getProtocol", "getTLSTicket", "isSessionReused",
];

export function addMembers(prototype) {
  for (const name in methods) prototype[name] = methods[name];
  for (const name of PROXIED) {
    prototype[name] = function socketMethodProxy(...args) {
      return this._handle ? this._handle[name](...args) : null;
    };
  }
  prototype.enableTrace = function socketMethodProxy() {
    if (!this._handle) return null;
    throw notSupported("tls.TLSSocket.prototype.enableTrace()");
  };
}
