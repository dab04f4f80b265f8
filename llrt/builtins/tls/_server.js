// tls.Server: a net.Server whose connections shake hands before anybody sees them.  Reference: nodejs.org/api/tls.html#class-tlsserver
import { codes, ConnResetException } from "../_errors.js";
import { Buffer } from "../buffer/_buffer.js";
import { createHash } from "../crypto/index.js";
import { captureRejectionSymbol } from "../events/index.js";
import { Server as NetServer } from "../net/_server.js";
import { validateBuffer, validateFunction, validateNumber, validateObject } from "../_validators.js";
import { notSupported } from "../_errors.js";
import { convertALPNProtocols } from "./_alpn.js";
import { createSecureContext, SecureContext } from "./_context.js";
import { TLSSocket } from "./_socket.js";
import { kErrorEmitted, kHandshakeTimeout, kSNICallback } from "./_symbols.js";

const { ERR_INVALID_ARG_TYPE, ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS, ERR_TLS_REQUIRED_SERVER_NAME } = codes;
const HANDSHAKE_TIMEOUT = 120_000;

export function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  if (typeof options === "function") {
    listener = options;
    options = {};
  } else if (options === undefined || options === null || typeof options === "object") {
    options ??= {};
  } else {
    throw new ERR_INVALID_ARG_TYPE("options", "Object", options);
  }
  this._contexts = [];
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  this.ALPNCallback = options.ALPNCallback;
  if (this.ALPNCallback && options.ALPNProtocols) throw new ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS();
  if (options.sessionTimeout) this.sessionTimeout = options.sessionTimeout;
  if (options.ticketKeys) this.ticketKeys = options.ticketKeys;
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, this);
  this.setSecureContext(options);
  this[kHandshakeTimeout] = options.handshakeTimeout || HANDSHAKE_TIMEOUT;
  this[kSNICallback] = options.SNICallback;
  validateNumber(this[kHandshakeTimeout], "options.handshakeTimeout");
  if (this[kSNICallback]) validateFunction(this[kSNICallback], "options.SNICallback");
  if (options.pskCallback) throw notSupported("tls: the option pskCallback");
  NetServer.call(this, options, onConnection);
  if (listener) this.on("secureConnection", listener);
}
Object.setPrototypeOf(Server.prototype, NetServer.prototype);
Object.setPrototypeOf(Server, NetServer);

function onConnection(socket) {
  const secured = new TLSSocket(socket, {
    secureContext: this._sharedCreds, isServer: true, server: this, requestCert: this.requestCert, rejectUnauthorized: this.rejectUnauthorized,
    handshakeTimeout: this[kHandshakeTimeout], ALPNProtocols: this.ALPNProtocols, ALPNCallback: this.ALPNCallback,
    SNICallback: this[kSNICallback] || contextFor, pauseOnConnect: this.pauseOnConnect,
  });
  secured.on("secure", onSecure);
  if (this.listenerCount("keylog") > 0) secured.on("keylog", function (line) { this._tlsOptions.server.emit("keylog", line, this); });
  secured[kErrorEmitted] = false;
  secured.on("close", onClose);
  secured.on("_tlsError", onError);
  secured.on("error", onError);
}

function onSecure() {
  if (this._requestCert) {
    const problem = this._handle.verifyError();
    if (problem) {
      this.authorizationError = problem.code;
      if (this._rejectUnauthorized) this.destroy();
    } else {
      this.authorized = true;
    }
  }
  if (!this.destroyed && this._releaseControl()) {
    this.secureConnecting = false;
    this._tlsOptions.server.emit("secureConnection", this);
  }
}

// Each connection that fails before it is secure is told of once.
function onError(error) {
  if (this._controlReleased || this[kErrorEmitted]) return;
  this[kErrorEmitted] = true;
  this._tlsOptions.server.emit("tlsClientError", error, this);
}

function onClose(hadError) {
  if (!hadError) onError.call(this, new ConnResetException("socket hang up"));
}

function contextFor(servername, callback) {
  const { _contexts: contexts } = this.server;
  callback(null, contexts.findLast(([pattern]) => pattern.test(servername))?.[1]);
}
contextFor.isDefault = true;

const KEPT = ["pfx", "key", "passphrase", "cert", "clientCertEngine", "ca", "minVersion", "maxVersion", "secureProtocol", "crl", "ciphers", "dhparam"];
const AS_GIVEN = ["sigalgs", "ecdhCurve", "privateKeyIdentifier", "privateKeyEngine", "certificateCompression"];

const methods = {
  setSecureContext: function (options) {
    validateObject(options, "options");
    for (const name of KEPT) this[name] = options[name] || undefined;
    for (const name of AS_GIVEN) this[name] = options[name];
    this.honorCipherOrder = options.honorCipherOrder === undefined ? true : !!options.honorCipherOrder;
    this.secureOptions = options.secureOptions || undefined;
    // Sessions are those of this program's server.
    this.sessionIdContext = options.sessionIdContext || createHash("sha1").update(process.argv.join(" ")).digest("hex").slice(0, 32);
    if (options.sessionTimeout) this.sessionTimeout = options.sessionTimeout;
    if (options.ticketKeys) this.ticketKeys = options.ticketKeys;
    const wanted = {};
    for (const name of [...KEPT, ...AS_GIVEN, "honorCipherOrder", "secureOptions", "sessionIdContext", "sessionTimeout", "ticketKeys"]) wanted[name] = this[name];
    this._sharedCreds = createSecureContext(wanted);
  },

  _getServerData: function () {
    return { ticketKeys: this.getTicketKeys().toString("hex") };
  },

  _setServerData: function (data) {
    this.setTicketKeys(Buffer.from(data.ticketKeys, "hex"));
  },

  getTicketKeys: function getTicketKeys() {
    return this._sharedCreds.context.getTicketKeys();
  },

  setTicketKeys: function setTicketKeys(keys) {
    validateBuffer(keys);
    if (keys.byteLength !== 48) {
      throw Object.assign(new Error("Session ticket keys must be a 48-byte buffer"), { code: "ERR_ASSERTION", generatedMessage: false });
    }
    this._sharedCreds.context.setTicketKeys(keys);
  },

  addContext: function (servername, context) {
    if (!servername) throw new ERR_TLS_REQUIRED_SERVER_NAME();
    const escaped = servername.replace(/([.^$+?\-\\[\]{}])/g, "\\$1").replaceAll("*", "[^.]*");
    const secure = context instanceof SecureContext ? context : createSecureContext(context);
    this._contexts.push([new RegExp(`^${escaped}$`, "i"), secure.context]);
  },

  [captureRejectionSymbol]: function (error, event, socket) {
    if (event === "secureConnection") socket.destroy(error);
    else NetServer.prototype[captureRejectionSymbol].call(this, error, event, socket);
  },
};

for (const name of Reflect.ownKeys(methods)) Server.prototype[name] = methods[name];
