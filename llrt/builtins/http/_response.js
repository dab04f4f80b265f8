// ServerResponse: an OutgoingMessage that answers a request. Reference: nodejs.org/api/http.html#class-httpserverresponse
import { codes } from "../_errors.js";
import { validateInteger, validateLinkHeaderValue, validateObject } from "../_validators.js";
import { STATUS_CODES } from "./_constants.js";
import { chunkExpression, publish } from "./_common.js";
import { hasInvalidChar, validateHeaderName, validateHeaderValue } from "./_headers.js";
import { kOutHeaders, OutgoingMessage } from "./_outgoing.js";

const { ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR } = codes;

export function ServerResponse(req, options) {
  OutgoingMessage.call(this, options);
  if (req.method === "HEAD") this._hasBody = false;
  this.req = req;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = chunkExpression.test(req.headers.te);
    this.shouldKeepAlive = false;
  }
  publish("http.server.response.created", () => ({ request: req, response: this }));
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

const proto = ServerResponse.prototype;

proto._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
};

proto.statusCode = 200;
proto.statusMessage = undefined;

export function emitClose(response) {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  response.emit("close");
}

function onSocketClose() {
  // detachSocket() may have been called by an earlier listener of this event.
  if (this._httpMessage) emitClose(this._httpMessage);
}

proto.assignSocket = function assignSocket(socket) {
  if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  socket.on("close", onSocketClose);
  this.socket = socket;
  this.emit("socket", socket);
  this._flush();
};

proto.detachSocket = function detachSocket(socket) {
  socket.removeListener("close", onSocketClose);
  socket._httpMessage = null;
  this.socket = null;
};

// ------------------------------------------------------------------ answers before the answer
function informationField(name, value, lenient) {
  validateHeaderName(name);
  validateHeaderValue(name, value, lenient);
  return `${name}: ${value}\r\n`;
}

// Fields as an object, a list of pairs, or a flat list.
function pairsOf(headers) {
  if (headers === undefined || headers === null) return [];
  if (!Array.isArray(headers)) {
    validateObject(headers, "headers");
    return Object.keys(headers).map((key) => [key, headers[key]]);
  }
  if (Array.isArray(headers[0])) return headers;
  if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE("headers", headers);
  return headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1]]] : []));
}

proto.writeInformation = function writeInformation(statusCode, headers, cb) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT("write");
  validateInteger(statusCode, "statusCode", 100, 199);
  if (statusCode === 101) throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  const lenient = this._isLenientHeaderValidation();
  const fields = pairsOf(headers).map(([name, value]) => informationField(name, value, lenient));
  return this._writeRaw(`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] || "unknown"}\r\n${fields.join("")}\r\n`, "ascii", cb);
};

proto.writeContinue = function writeContinue(cb) {
  this._writeRaw("HTTP/1.1 100 Continue\r\n\r\n", "ascii", cb);
  this._sent100 = true;
};

proto.writeProcessing = function writeProcessing(cb) {
  this._writeRaw("HTTP/1.1 102 Processing\r\n\r\n", "ascii", cb);
};

proto.writeEarlyHints = function writeEarlyHints(hints, cb) {
  validateObject(hints, "hints");
  if (hints.link === null || hints.link === undefined) return;
  const link = validateLinkHeaderValue(hints.link);
  if (link.length === 0) return;
  const lenient = this._isLenientHeaderValidation();
  if (hasInvalidChar(link, lenient)) throw new ERR_INVALID_CHAR("header content", "Link");
  const others = Object.keys(hints).filter((key) => key !== "link").map((key) => informationField(key, hints[key], lenient));
  this._writeRaw(`HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n${others.join("")}\r\n`, "ascii", cb);
};

// ------------------------------------------------------------------ the head
proto._implicitHeader = function _implicitHeader() {
  this.writeHead(this.statusCode);
};

// Fields given to writeHead() after others were set: they take their place.
function mergeHeaders(response, headers) {
  if (!Array.isArray(headers)) {
    for (const key of headers ? Object.keys(headers) : []) if (key) response.setHeader(key, headers[key]);
    return;
  }
  if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE("headers", headers);
  for (let at = 0; at < headers.length; at += 2) response.removeHeader(headers[at]);
  for (let at = 0; at < headers.length; at += 2) if (headers[at]) response.appendHeader(headers[at], headers[at + 1]);
}

const isBodiless = (status) => status === 204 || status === 304 || (status >= 100 && status <= 199);

proto.writeHead = function writeHead(statusCode, reason, obj) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT("write");
  const given = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(given);
  if (typeof reason === "string") this.statusMessage = reason;
  else {
    this.statusMessage ||= STATUS_CODES[statusCode] || "unknown";
    obj ??= reason;
  }
  this.statusCode = statusCode;
  let headers = obj;
  if (this[kOutHeaders]) {
    mergeHeaders(this, obj);
    headers = this[kOutHeaders];
  }
  if (hasInvalidChar(this.statusMessage)) throw new ERR_INVALID_CHAR("statusMessage");
  if (isBodiless(statusCode)) this._hasBody = false;
  // Who waits for 100 Continue may or may not send the body now.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(`HTTP/1.1 ${statusCode} ${this.statusMessage}\r\n`, headers);
  return this;
};
proto.writeHeader = proto.writeHead;
