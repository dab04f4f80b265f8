// http.Server: a net.Server whose connections speak HTTP (_server_connection.js), its options, and the watch over slow clients.
// Reference: nodejs.org/api/http.html#class-httpserver
import net from "../net/index.js";
import { codes } from "../_errors.js";
import { EventEmitter } from "../events/_emitter.js";
import { clearInterval, setInterval } from "../timers/index.js";
import { validateBoolean, validateFunction, validateInteger, validateObject } from "../_validators.js";
import { checkValidation } from "./_client.js";
import { STATUS_CODES } from "./_constants.js";
import { kIncomingMessage } from "./_common.js";
import { IncomingMessage } from "./_incoming.js";
import { kUniqueHeaders, parseUniqueHeadersOption } from "./_outgoing.js";
import { ServerResponse } from "./_response.js";
import { connectionListener, kConnections, kOptimizeEmptyRequests, kServerResponse, onSocketError } from "./_server_connection.js";

const { ERR_HTTP_REQUEST_TIMEOUT, ERR_OUT_OF_RANGE } = codes;
const kRejection = EventEmitter.captureRejectionSymbol;

export const kConnectionsCheckingInterval = Symbol("http.server.connectionsCheckingInterval");

const REQUEST_TIMEOUT = 300_000;
const HEADERS_TIMEOUT = 60_000;
const KEEP_ALIVE_TIMEOUT = 5_000;
const KEEP_ALIVE_BUFFER = 1_000;
const CHECKING_INTERVAL = 30_000;

function integerOption(options, name, fallback) {
  const value = options[name];
  if (value === undefined) return fallback;
  validateInteger(value, name, 0);
  return value;
}

function booleanOption(options, name, fallback) {
  const value = options[name];
  if (value === undefined) return fallback;
  validateBoolean(value, `options.${name}`);
  return value;
}

function timeoutOptions(server, options) {
  server.requestTimeout = integerOption(options, "requestTimeout", REQUEST_TIMEOUT);
  server.headersTimeout = integerOption(options, "headersTimeout", Math.min(HEADERS_TIMEOUT, server.requestTimeout));
  if (server.requestTimeout > 0 && server.headersTimeout > 0 && server.headersTimeout > server.requestTimeout) {
    throw new ERR_OUT_OF_RANGE("headersTimeout", "<= requestTimeout", options.headersTimeout);
  }
  server.keepAliveTimeout = integerOption(options, "keepAliveTimeout", KEEP_ALIVE_TIMEOUT);
  server.keepAliveTimeoutBuffer = integerOption(options, "keepAliveTimeoutBuffer", KEEP_ALIVE_BUFFER);
  server.connectionsCheckingInterval = integerOption(options, "connectionsCheckingInterval", CHECKING_INTERVAL);
}

export function storeHTTPOptions(options) {
  this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
  this[kServerResponse] = options.ServerResponse || ServerResponse;
  this.maxHeaderSize = integerOption(options, "maxHeaderSize", undefined);
  this.insecureHTTPParser = booleanOption(options, "insecureHTTPParser", undefined);
  checkValidation(options.httpValidation, options.insecureHTTPParser);
  this.httpValidation = options.httpValidation;
  timeoutOptions(this, options);
  this.requireHostHeader = booleanOption(options, "requireHostHeader", true);
  this.joinDuplicateHeaders = booleanOption(options, "joinDuplicateHeaders", undefined);
  this.rejectNonStandardBodyWrites = booleanOption(options, "rejectNonStandardBodyWrites", false);
  this[kOptimizeEmptyRequests] = booleanOption(options, "optimizeEmptyRequests", false);
  const { shouldUpgradeCallback } = options;
  if (shouldUpgradeCallback !== undefined) validateFunction(shouldUpgradeCallback, "options.shouldUpgradeCallback");
  this.shouldUpgradeCallback = shouldUpgradeCallback ?? function () {
    return this.listenerCount("upgrade") > 0;
  };
}

// ------------------------------------------------------------------ slow clients
export function setupConnectionsTracking() {
  this[kConnections] ??= new Set();
  if (this[kConnectionsCheckingInterval]) clearInterval(this[kConnectionsCheckingInterval]);
  this[kConnectionsCheckingInterval] = setInterval(checkConnections.bind(this), this.connectionsCheckingInterval).unref();
}

function checkConnections() {
  const { headersTimeout, requestTimeout } = this;
  if (headersTimeout === 0 && requestTimeout === 0) return;
  const now = Date.now();
  for (const { socket, parser } of [...this[kConnections]]) {
    const { started } = parser;
    if (started === 0 || socket.parser !== parser) continue;
    const isLate = (headersTimeout > 0 && !parser.headersCompleted && now - started > headersTimeout)
      || (requestTimeout > 0 && now - started > requestTimeout);
    if (isLate) onSocketError.call(socket, new ERR_HTTP_REQUEST_TIMEOUT());
  }
}

// Between two requests, or before the response to a complete one is written: nothing is lost.
const isIdle = ({ socket, parser }) => parser.started === 0 && (!socket._httpMessage || socket._httpMessage.finished);

export function httpServerPreClose(server) {
  server.closeIdleConnections();
  clearInterval(server[kConnectionsCheckingInterval]);
}

export function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === "function") {
    requestListener = options;
    options = {};
  } else if (options === undefined || options === null) options = {};
  else validateObject(options, "options");
  storeHTTPOptions.call(this, options);
  const { noDelay = true, keepAlive, keepAliveInitialDelay, highWaterMark } = options;
  net.Server.call(this, { allowHalfOpen: true, noDelay, keepAlive, keepAliveInitialDelay, highWaterMark });
  if (requestListener) this.on("request", requestListener);
  this.httpAllowHalfOpen = false;
  this.on("connection", connectionListener);
  this.on("listening", setupConnectionsTracking);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

// What http and https servers have beside those below them.
export const serverMembers = {
  closeAllConnections() {
    for (const { socket } of [...this[kConnections] ?? []]) socket.destroy();
  },

  closeIdleConnections() {
    for (const connection of [...this[kConnections] ?? []]) if (isIdle(connection)) connection.socket.destroy();
  },

  setTimeout(msecs, callback) {
    this.timeout = msecs;
    if (callback) this.on("timeout", callback);
    return this;
  },
};

// close() over that of the server below.
export function closeOver(Base) {
  return function close() {
    httpServerPreClose(this);
    Reflect.apply(Base.prototype.close, this, arguments);
    return this;
  };
}

export const asyncDispose = {
  value: async function () {
    await new Promise((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
  },
  writable: true,
  enumerable: true,
  configurable: true,
};

Server.prototype.close = closeOver(net.Server);
Object.defineProperty(Server.prototype, Symbol.asyncDispose, asyncDispose);
Object.assign(Server.prototype, serverMembers);

// An async listener that fails: an error of the server, told without a word about it.
Server.prototype[kRejection] = function (err, event, ...args) {
  if (event !== "request") {
    Reflect.apply(net.Server.prototype[kRejection], this, [err, event, ...args]);
    return;
  }
  const [, response] = args;
  if (response.headersSent || response.writableEnded) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
  response.end(STATUS_CODES[500]);
};

export { connectionListener as _connectionListener, kServerResponse, STATUS_CODES };
