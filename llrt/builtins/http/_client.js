// ClientRequest: options become a request and its head; an agent, or a function of the user's, finds it a socket. What happens on the
// socket: _client_socket.js. Reference: nodejs.org/api/http.html#class-httpclientrequest
import { isTarget } from "native:http";
import net from "../net/index.js";
import { Buffer } from "node:buffer";
import { codes } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { addAbortSignal } from "../stream/index.js";
import { validateBoolean, validateInteger, validateOneOf, validateString } from "../_validators.js";
import { checkDuration as getTimerDuration } from "../net/_timeouts.js";
import { urlToHttpOptions } from "../url/_http_options.js";
import { agents } from "./_agent.js";
import { emitErrorEvent, kError, listenForTimeout, onSocketLater, refuse, setTimeoutOf } from "./_client_socket.js";
import { isToken } from "./_headers.js";
import { publish } from "./_common.js";
import { OutgoingMessage, kOutHeaders, kSetFields, kUniqueHeaders, parseUniqueHeadersOption } from "./_outgoing.js";
import { forwardedTarget } from "./_proxy.js";

const {
  ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_PROTOCOL, ERR_UNESCAPED_CHARACTERS,
} = codes;

// Methods whose requests seldom have a body.
const BODILESS = new Set(["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"]);
const VALIDATIONS = ["strict", "relaxed", "insecure"];

const kPath = Symbol("kPath");

const isURL = (value) => Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);

function validateHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== "string") {
    throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ["string", "undefined", "null"], host);
  }
  return host;
}

// A URL, as text or object, as options; null for anything else.
export function readUrl(input) {
  if (typeof input === "string") return urlToHttpOptions(new URL(input));
  return isURL(input) ? urlToHttpOptions(input) : null;
}

// (url, options, callback), (url, callback), (options, callback) -> [options, callback]
function readArguments(input, options, callback) {
  const base = readUrl(input);
  if (base === null) {
    callback = options;
    options = input;
  }
  if (typeof options === "function") return [base || {}, options];
  return [Object.assign({ __proto__: null }, base, options), callback];
}

function chooseAgent(options, defaultAgent) {
  const { agent } = options;
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined) return typeof options.createConnection === "function" ? agent : defaultAgent;
  if (typeof agent.addRequest !== "function") {
    throw new ERR_INVALID_ARG_TYPE("options.agent", ["Agent-like Object", "undefined", "false"], agent);
  }
  return agent;
}

function checkTarget(request, options, defaultAgent) {
  if (options.path && !isTarget(String(options.path))) throw new ERR_UNESCAPED_CHARACTERS("Request path");
  const protocol = options.protocol || defaultAgent.protocol;
  const expected = request.agent?.protocol || defaultAgent.protocol;
  if (protocol !== expected) throw new ERR_INVALID_PROTOCOL(protocol, expected);
  return protocol;
}

function readMethod(method) {
  if (method !== null && method !== undefined) validateString(method, "options.method");
  if (!method) return "GET";
  if (!isToken(method)) throw new ERR_INVALID_HTTP_TOKEN("Method", method);
  return method.toUpperCase();
}

function readParserOptions(request, { maxHeaderSize, insecureHTTPParser, httpValidation, joinDuplicateHeaders }) {
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, "maxHeaderSize", 0);
  request.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, "options.insecureHTTPParser");
  request.insecureHTTPParser = insecureHTTPParser;
  checkValidation(httpValidation, insecureHTTPParser);
  request.httpValidation = httpValidation;
  if (joinDuplicateHeaders !== undefined) validateBoolean(joinDuplicateHeaders, "options.joinDuplicateHeaders");
  request.joinDuplicateHeaders = joinDuplicateHeaders;
}

export function checkValidation(httpValidation, insecureHTTPParser) {
  if (httpValidation === undefined) return;
  validateOneOf(httpValidation, "options.httpValidation", VALIDATIONS);
  if (insecureHTTPParser !== undefined) {
    throw new ERR_INVALID_ARG_VALUE("options.httpValidation", httpValidation, "cannot be used together with options.insecureHTTPParser");
  }
}

// An IPv6 address is in brackets.
function hostField(host, port, defaultPort) {
  const colon = host.indexOf(":");
  const text = colon !== -1 && host.includes(":", colon + 1) && host[0] !== "[" ? `[${host}]` : host;
  return port && +port !== defaultPort ? `${text}:${port}` : text;
}

function setHeaders(request, options, host, fieldOfHost) {
  const { headers } = options;
  const setHost = options.setHost !== undefined ? Boolean(options.setHost) : options.setDefaultHeaders !== false;
  if (headers) request[kSetFields](headers);
  const givenHost = request.getHeader("host");
  if (host && !givenHost && setHost) request.setHeader("Host", fieldOfHost);
  if (options.auth && !request.getHeader("Authorization")) {
    request.setHeader("Authorization", `Basic ${Buffer.from(options.auth).toString("base64")}`);
  }
  return givenHost;
}

function connectAlone(request, options) {
  request._last = true;
  request.shouldKeepAlive = false;
  if (options.socketPath) options = { ...options, path: options.socketPath };
  else if (options.path) options = { ...options, path: undefined };
  if (typeof options.createConnection !== "function") {
    request.onSocket(net.createConnection(options));
    return;
  }
  let isDone = false;
  const done = (error, socket) => {
    if (isDone) return;
    isDone = true;
    if (error) nextTick(() => emitErrorEvent(request, error));
    else request.onSocket(socket);
  };
  try {
    const socket = options.createConnection(options, done);
    if (socket) done(null, socket);
  } catch (error) {
    done(error);
  }
}

export function ClientRequest(input, options, cb) {
  OutgoingMessage.call(this);
  [options, cb] = readArguments(input, options, cb);
  const defaultAgent = options._defaultAgent || agents.global;
  this.agent = chooseAgent(options, defaultAgent);
  const protocol = checkTarget(this, options, defaultAgent);
  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const connecting = { __proto__: null, ...options };
  const port = connecting.port = options.port || defaultPort || 80;
  const host = connecting.host = validateHost(options.hostname, "hostname") || validateHost(options.host, "host") || "localhost";
  this._removedConnection = this._removedContLen = this._removedTE = options.setDefaultHeaders === false;
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = getTimerDuration(options.timeout, "timeout");
  if (options.signal) {
    addAbortSignal(options.signal, this);
    delete connecting.signal;
  }
  this.method = readMethod(options.method);
  readParserOptions(this, options);
  this[kPath] = options.path || "/";
  if (cb) this.once("response", cb);
  this.useChunkedEncodingByDefault = !BODILESS.has(this.method);
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;
  if (this.agent) {
    // Without keepAlive and with sockets without end none will ever be used again.
    this.shouldKeepAlive = Boolean(this.agent.keepAlive) || Number.isFinite(this.agent.maxSockets);
    this._last = !this.shouldKeepAlive;
  }
  const fieldOfHost = hostField(host, port, defaultPort);
  if (Array.isArray(options.headers)) {
    forwardedTarget(this, connecting, hostField(host), undefined, options.headers);
    this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, options.headers);
  } else {
    const givenHost = setHeaders(this, options, host, fieldOfHost);
    if (this.getHeader("expect") && this._header) throw new ERR_HTTP_HEADERS_SENT("render");
    forwardedTarget(this, connecting, hostField(host), givenHost);
    if (this.getHeader("expect")) this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kOutHeaders]);
  }
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  if (this.agent) this.agent.addRequest(this, connecting);
  else connectAlone(this, connecting);
  publish("http.client.request.created", () => ({ request: this }));
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

const proto = ClientRequest.prototype;

Object.defineProperty(proto, "path", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this[kPath];
  },
  set(value) {
    const path = String(value);
    if (!isTarget(`${path}`)) throw new ERR_UNESCAPED_CHARACTERS("Request path");
    this[kPath] = path;
  },
});

proto._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
  publish("http.client.request.start", () => ({ request: this }));
};

proto._implicitHeader = function _implicitHeader() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT("render");
  this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kOutHeaders]);
};

proto.abort = function abort() {
  if (this.aborted) return;
  this.aborted = true;
  nextTick(() => this.emit("abort"));
  this.destroy();
};

proto.destroy = function destroy(err) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this.res?._dump();
  this[kError] = err;
  this.socket?.destroy(err);
  return this;
};

proto.onSocket = function onSocket(socket, err) {
  // An error between here and the next tick is the request's too.
  if (socket && !err) refuse(this, socket);
  nextTick(onSocketLater, this, socket, err);
};

// For calls that need a socket that is connected.
proto._deferToConnect = function _deferToConnect(method, arguments_) {
  const call = () => {
    if (method) Reflect.apply(this.socket[method], this.socket, arguments_);
  };
  const onSocket = () => {
    if (this.socket.writable) call();
    else this.socket.once("connect", call);
  };
  if (this.socket) onSocket();
  else this.once("socket", onSocket);
};

proto.setTimeout = function setTimeout(msecs, callback) {
  if (this._ended) return this;
  listenForTimeout(this);
  msecs = getTimerDuration(msecs, "msecs");
  if (callback) this.once("timeout", callback);
  if (this.socket) setTimeoutOf(this.socket, msecs);
  else this.once("socket", (socket) => setTimeoutOf(socket, msecs));
  return this;
};

proto.setNoDelay = function setNoDelay(noDelay) {
  this._deferToConnect("setNoDelay", [noDelay]);
};

proto.setSocketKeepAlive = function setSocketKeepAlive(enable, initialDelay) {
  this._deferToConnect("setKeepAlive", [enable, initialDelay]);
};

proto.clearTimeout = function clearTimeout(callback) {
  this.setTimeout(0, callback);
};
