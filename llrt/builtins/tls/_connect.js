// tls.connect(): a TLSSocket that connects, and is secure only when the server's certificate has been looked at.
// Reference: nodejs.org/api/tls.html#tlsconnectoptions-callback
import { codes, ConnResetException } from "../_errors.js";
import { normalizeArgs } from "../net/_args.js";
import { isIP } from "../net/_ip.js";
import { validateFunction, validateNumber } from "../_validators.js";
import { door, settings } from "./_defaults.js";
import { areNamesFor, checkServerIdentity } from "./_identity.js";
import { serverIdentity, usableSession } from "./_sessions.js";
import { TLSSocket } from "./_socket.js";
import { kConnectOptions, kIsVerified, kPendingSession } from "./_symbols.js";

const { ERR_TLS_DH_PARAM_SIZE } = codes;
let warnedOfTrust = false;
let warnedOfName = false;

// NODE_TLS_REJECT_UNAUTHORIZED=0
function allowsUnauthorized() {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== "0") return false;
  if (!warnedOfTrust) {
    warnedOfTrust = true;
    process.emitWarning("Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to '0' makes TLS connections and HTTPS requests insecure by disabling certificate verification.");
  }
  return true;
}

function readArguments(args) {
  const [options, callback] = normalizeArgs(args);
  const more = args[1] !== null && typeof args[1] === "object" ? args[1] : args[2];
  if (typeof more !== "function") Object.assign(options, more);
  return [options, callback];
}

export function connect(...args) {
  const [given, callback] = readArguments(args);
  const options = {
    rejectUnauthorized: !allowsUnauthorized(), ciphers: settings.ciphers, checkServerIdentity: door.tls.checkServerIdentity, minDHSize: 1024, ...given,
  };
  if (!options.keepAlive) options.singleUse = true;
  validateFunction(options.checkServerIdentity, "options.checkServerIdentity");
  validateNumber(options.minDHSize, "options.minDHSize", 1);
  const secureContext = options.secureContext || door.tls.createSecureContext(options);
  options.session = usableSession(options.session, options);
  // Given as undefined it means the default too.
  options.rejectUnauthorized = options.rejectUnauthorized !== false;
  const {
    allowHalfOpen, rejectUnauthorized, session, ALPNProtocols, requestOCSP, enableTrace, pskCallback, highWaterMark, onread, signal, noDelay,
    keepAlive, keepAliveInitialDelay,
  } = options;
  const socket = new TLSSocket(options.socket, {
    allowHalfOpen, pipe: !!options.path, secureContext, isServer: false, requestCert: true, rejectUnauthorized, session, ALPNProtocols,
    requestOCSP, enableTrace, pskCallback, highWaterMark, onread, signal, noDelay, keepAlive, keepAliveInitialDelay,
  });
  socket[kConnectOptions] = options;
  if (callback) socket.once("secureConnect", callback);
  if (!options.socket) {
    if (options.timeout) socket.setTimeout(options.timeout);
    socket.connect(options, socket._start);
  }
  socket._releaseControl();
  if (session) socket._handle.setSession(session);
  if (options.servername) setServername(socket, options.servername);
  if (options.socket) socket._start();
  socket.on("secure", onConnectSecure);
  socket.prependListener("end", onConnectEnd);
  return socket;
}

function setServername(socket, name) {
  if (!warnedOfName && isIP(name)) {
    warnedOfName = true;
    process.emitWarning(
      "Setting the TLS ServerName to an IP address is not permitted by RFC 6066. This will be ignored in a future version.", "DeprecationWarning", "DEP0123",
    );
  }
  socket.setServername(name);
}

function problemOf(socket, options) {
  const problem = socket._handle.verifyError();
  // A session that is taken up was looked at when it began.
  if (problem || socket.isSessionReused()) return problem;
  const host = serverIdentity(options);
  // All that a certificate says, and the chain above it, is told when somebody asks: it costs more than the handshake.
  if (options.checkServerIdentity === checkServerIdentity && socket.getPeerCertificate === TLSSocket.prototype.getPeerCertificate) {
    const names = socket._handle.peerNames?.();
    if (names && areNamesFor(host, { subjectaltname: names[0], subject: { CN: names[1] } })) return undefined;
  }
  return options.checkServerIdentity(host, socket.getPeerCertificate(true));
}

function onConnectSecure() {
  const options = this[kConnectOptions];
  const key = this.getEphemeralKeyInfo();
  if (key.type === "DH" && key.size < options.minDHSize) {
    this.emit("error", new ERR_TLS_DH_PARAM_SIZE(key.size));
    this.destroy();
    return;
  }
  const problem = problemOf(this, options);
  this.authorized = !problem;
  if (problem) {
    this.authorizationError = problem.code || problem.message;
    if (options.rejectUnauthorized !== false) {
      this.destroy(problem);
      return;
    }
  }
  this.secureConnecting = false;
  this.emit("secureConnect");
  this[kIsVerified] = true;
  const session = this[kPendingSession];
  this[kPendingSession] = null;
  if (session) this.emit("session", session);
  this.removeListener("end", onConnectEnd);
}

function onConnectEnd() {
  if (this._hadError) return;
  this._hadError = true;
  const { path, host, port, localAddress } = this[kConnectOptions];
  const error = new ConnResetException("Client network socket disconnected before secure TLS connection was established");
  this.destroy(Object.assign(error, { path, host, port, localAddress }));
}
