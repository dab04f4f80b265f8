// https.Server: a tls.Server whose connections speak HTTP.  Reference: nodejs.org/api/https.html#class-httpsserver
import tls from "../tls/index.js";
import { validateObject } from "../_validators.js";
import {
  _connectionListener, asyncDispose, closeOver, serverMembers, setupConnectionsTracking, storeHTTPOptions,
} from "../http/_server.js";
import { kUniqueHeaders, parseUniqueHeadersOption } from "../http/_outgoing.js";

function onTlsClientError(error, socket) {
  if (!this.emit("clientError", error, socket)) socket.destroy(error);
}

export function Server(opts, requestListener) {
  if (!(this instanceof Server)) return new Server(opts, requestListener);
  let ALPNProtocols = ["http/1.1"];
  if (typeof opts === "function") {
    requestListener = opts;
    opts = {};
  } else if (opts === undefined || opts === null) opts = {};
  else {
    validateObject(opts, "options");
    if (opts.ALPNProtocols || opts.ALPNCallback) ALPNProtocols = undefined;
  }
  storeHTTPOptions.call(this, opts);
  tls.Server.call(this, { noDelay: true, ALPNProtocols, ...opts }, _connectionListener);
  this.httpAllowHalfOpen = false;
  if (requestListener) this.addListener("request", requestListener);
  this.addListener("tlsClientError", onTlsClientError);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kUniqueHeaders] = parseUniqueHeadersOption(opts.uniqueHeaders);
  this.on("listening", setupConnectionsTracking);
}
Object.setPrototypeOf(Server.prototype, tls.Server.prototype);
Object.setPrototypeOf(Server, tls.Server);

Object.assign(Server.prototype, serverMembers, { close: closeOver(tls.Server) });
Object.defineProperty(Server.prototype, Symbol.asyncDispose, asyncDispose);
