// tls.TLSSocket: a net.Socket whose handle is TLS over another one. Here: how it is made, shakes hands, fails and ends; what a
// server is asked during a handshake is in _server_handshake.js, what sockets tell in _socket_members.js.
// Reference: nodejs.org/api/tls.html#class-tlstlssocket
import { codes, notSupported } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { kOwner, kReinitializeHandle } from "../net/_symbols.js";
import { Pipe, TCP } from "../net/_handle.js";
import { Socket } from "../net/_socket.js";
import { validateBoolean, validateFunction, validateString } from "../_validators.js";
import { convertALPNProtocols } from "./_alpn.js";
import { door } from "./_defaults.js";
import { createSecureContext, NativeContext } from "./_context.js";
import { onclienthello, onnewsession, oncertcb } from "./_server_handshake.js";
import { usableSession, wrapSession } from "./_sessions.js";
import { addMembers } from "./_socket_members.js";
import { kALPNCallback, kConnectOptions, kDisableRenegotiation, kIsVerified, kPendingSession } from "./_symbols.js";
import { TLSWrap } from "./_wrap.js";

const { ERR_TLS_HANDSHAKE_TIMEOUT, ERR_TLS_INVALID_CONTEXT, ERR_TLS_RENEGOTIATION_DISABLED, ERR_TLS_SESSION_ATTACK, ERR_TLS_SNI_FROM_SERVER } = codes;

export function TLSSocket(socket, opts) {
  const options = { ...opts };
  if (options.enableTrace !== undefined && options.enableTrace !== null) {
    validateBoolean(options.enableTrace, "options.enableTrace");
    if (options.enableTrace) throw notSupported("tls: the option enableTrace");
  }
  if (options.pskCallback) throw notSupported("tls: the option pskCallback");
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, options);
  this._tlsOptions = options;
  this._secureEstablished = false;
  this._securePending = false;
  this._newSessionPending = false;
  this._controlReleased = false;
  this.secureConnecting = true;
  this._SNICallback = null;
  this[kALPNCallback] = null;
  this.servername = null;
  this.alpnProtocol = null;
  this.authorized = false;
  this.authorizationError = null;
  this[kIsVerified] = false;
  this[kPendingSession] = null;
  this.encrypted = true;

  // A socket that has a handle lies below with it; anything else gives and takes bytes as a stream.
  const wrap = socket instanceof Socket && socket._handle && !(socket._handle instanceof TLSWrap) ? socket : null;
  const handle = this._wrapHandle(wrap, wrap?._handle, socket && !wrap ? socket : undefined);
  Socket.call(this, {
    handle, allowHalfOpen: socket ? socket.allowHalfOpen : options.allowHalfOpen, pauseOnCreate: options.pauseOnConnect, manualStart: true,
    highWaterMark: options.highWaterMark, onread: socket ? null : options.onread, signal: options.signal, noDelay: options.noDelay,
    keepAlive: options.keepAlive, keepAliveInitialDelay: options.keepAliveInitialDelay,
  });
  this.ssl = this._handle;
  this.on("error", this._tlsError);
  this._init(socket, wrap);
  // Later, so that listeners can be added.
  nextTick(beginReading, this, socket);
}
Object.setPrototypeOf(TLSSocket.prototype, Socket.prototype);
Object.setPrototypeOf(TLSSocket, Socket);

function beginReading(tlsSocket, socket) {
  if (!tlsSocket._handle) return;
  if (tlsSocket._handle.duplex === undefined && socket?.readableLength) {
    let bytes;
    while ((bytes = socket.read()) !== null) tlsSocket._handle.receive(bytes);
  }
  tlsSocket.read(0);
}

// For what lies below and is not a socket with a handle.
function watchDuplex(tlsSocket, duplex) {
  duplex.on("error", (error) => tlsSocket._emitTLSError(error));
  duplex.on("close", () => tlsSocket.destroy());
}

const methods = {
  disableRenegotiation: function disableRenegotiation() {
    this[kDisableRenegotiation] = true;
  },

  _wrapHandle: function (wrap, handle, duplex) {
    const options = this._tlsOptions;
    const context = options.secureContext || options.credentials || createSecureContext(options);
    if (!(context.context instanceof NativeContext)) throw new ERR_TLS_INVALID_CONTEXT("context");
    if (!handle && !duplex) {
      handle = options.pipe ? new Pipe() : new TCP();
      handle[kOwner] = this;
    }
    const made = new TLSWrap(duplex ? undefined : handle, context.context.token, !!options.isServer);
    made._parentWrap = wrap;
    made._secureContext = context;
    made.duplex = duplex;
    if (wrap) wrap.on("close", () => this.destroy());
    return made;
  },

  // For the next address of several: all that was asked of the handle before is asked of this one.
  [kReinitializeHandle]: function (handle) {
    const { wanted } = this._handle;
    const wrapped = this._wrapHandle(null, handle);
    Socket.prototype[kReinitializeHandle].call(this, wrapped);
    this.ssl = wrapped;
    this._init();
    wrapped.wanted = wanted;
  },

  _destroySSL: function _destroySSL() {
    this.ssl = null;
    this[kPendingSession] = null;
    this[kIsVerified] = false;
  },

  _init: function (socket, wrap) {
    const options = this._tlsOptions;
    const ssl = this._handle;
    this.server = options.server;
    this._requestCert = !!options.requestCert || !options.isServer;
    this._rejectUnauthorized = !!options.rejectUnauthorized;
    ssl.setVerifyMode(this._requestCert, this._rejectUnauthorized);
    ssl.onerror = (error) => onerror(this, error);
    ssl.onkeylog = (line) => this.emit("keylog", line);
    if (this.listenerCount("keylog") > 0) ssl.enableKeylogCallback();
    else if (this.listenerCount("newListener", onNewListener) === 0) this.on("newListener", onNewListener);
    if (options.isServer) initServer(this, ssl, options);
    else initClient(this, ssl, options);
    if (options.ALPNProtocols) ssl.setALPNProtocols(options.ALPNProtocols);
    if (options.handshakeTimeout > 0) this.setTimeout(options.handshakeTimeout, this._handleTimeout);
    if (socket instanceof Socket) {
      this._parent = socket;
      this.connecting = socket.connecting || !socket._handle;
      socket.once("connect", () => {
        this.connecting = false;
        this.emit("connect");
      });
    }
    if (ssl.duplex) watchDuplex(this, ssl.duplex);
    else if (wrap) wrap.on("error", (error) => this._emitTLSError(error));
    else this.connecting = true;
  },

  // -- the handshake

  _start: function () {
    if (this.connecting) {
      this.once("connect", this._start);
      return;
    }
    if (!this._handle) return;
    if (this._tlsOptions.requestOCSP) this._handle.requestOCSP();
    this._handle.start();
  },

  _finishInit: function () {
    if (!this._handle) return;
    this.alpnProtocol = this._handle.getALPNNegotiatedProtocol();
    if (this.servername === null) this.servername = this._handle.getServername();
    this._secureEstablished = true;
    if (this._tlsOptions.handshakeTimeout > 0) this.setTimeout(0, this._handleTimeout);
    this.emit("secure");
  },

  setServername: function (name) {
    validateString(name, "name");
    if (this._tlsOptions.isServer) throw new ERR_TLS_SNI_FROM_SERVER();
    this._handle.setServername(name);
  },

  setSession: function (session) {
    const usable = usableSession(session, this[kConnectOptions] || this._tlsOptions);
    if (usable !== undefined) this._handle.setSession(usable);
  },

  // -- errors. Until control is released they are the server's or tls.connect()'s affair, not that of listeners.

  _handleTimeout: function () {
    this._emitTLSError(new ERR_TLS_HANDSHAKE_TIMEOUT());
  },

  _emitTLSError: function (error) {
    const own = this._tlsError(error);
    if (own) this.emit("error", own);
  },

  _tlsError: function (error) {
    this.emit("_tlsError", error);
    return this._controlReleased ? error : null;
  },

  _releaseControl: function () {
    if (this._controlReleased) return false;
    this._controlReleased = true;
    this.removeListener("error", this._tlsError);
    return true;
  },
};

// A log of keys costs: it is kept once somebody listens.
function onNewListener(event) {
  if (event === "keylog") this._handle?.enableKeylogCallback?.();
}

function initServer(socket, ssl, options) {
  const { server } = socket;
  ssl.onhandshakedone = () => {
    // 'newSession' has not been answered yet.
    if (socket._newSessionPending) socket._securePending = true;
    else socket._finishInit();
  };
  ssl.handshakes = 0;
  ssl.onhandshakestart = countHandshakes(socket, ssl);
  ssl.onclienthello = (hello) => onclienthello(socket, hello);
  ssl.oncertcb = (info) => oncertcb(socket, info);
  ssl.onnewsession = (id, session) => onnewsession(socket, id, session);
  if (options.ALPNCallback) {
    validateFunction(options.ALPNCallback, "options.ALPNCallback");
    socket[kALPNCallback] = options.ALPNCallback;
    ssl.enableHello();
  }
  if (server && (server.listenerCount("resumeSession") > 0 || server.listenerCount("newSession") > 0)) ssl.enableHello();
  if (server && server.listenerCount("OCSPRequest") > 0) ssl.enableCertCb();
  if (options.SNICallback && (!options.SNICallback.isDefault || server?._contexts.length)) {
    validateFunction(options.SNICallback, "options.SNICallback");
    socket._SNICallback = options.SNICallback;
    ssl.enableCertCb();
  }
}

// A client that asks for handshake upon handshake wants the server to be busy.
function countHandshakes(socket, ssl) {
  let last = performance.now();
  return () => {
    const now = performance.now();
    ssl.handshakes = now - last >= door.tls.CLIENT_RENEG_WINDOW * 1000 ? 1 : ssl.handshakes + 1;
    last = now;
    if (ssl.handshakes > door.tls.CLIENT_RENEG_LIMIT) socket._emitTLSError(new ERR_TLS_SESSION_ATTACK());
    else if (socket[kDisableRenegotiation]) socket._emitTLSError(new ERR_TLS_RENEGOTIATION_DISABLED());
  };
}

function initClient(socket, ssl, options) {
  ssl.onhandshakedone = () => {
    if (options.requestOCSP) socket.emit("OCSPResponse", ssl.ocspResponse() ?? null);
    socket._finishInit();
  };
  ssl.onnewsession = (id, session) => {
    const wrapped = wrapSession(session, socket[kConnectOptions]);
    if (socket[kIsVerified]) socket.emit("session", wrapped);
    else socket[kPendingSession] = wrapped;
  };
  if (options.session) ssl.setSession(options.session);
  if (socket[kConnectOptions]?.servername) socket.setServername(socket[kConnectOptions].servername);
}

function onerror(socket, error) {
  if (socket._hadError) return;
  socket._hadError = true;
  if (!socket._secureEstablished) {
    // The socket is still there for who handles 'tlsClientError'.
    socket._closeAfterHandlingError = true;
    socket.destroy(error);
  } else if (socket._tlsOptions?.isServer && socket._rejectUnauthorized && /peer did not return a certificate/.test(error.message)) {
    socket.destroy();
  } else {
    socket._emitTLSError(error);
  }
}

for (const name of Reflect.ownKeys(methods)) {
  Object.defineProperty(TLSSocket.prototype, name, { value: methods[name], writable: true, configurable: true, enumerable: typeof name === "string" });
}
addMembers(TLSSocket.prototype);
