// A ClientRequest on its socket: the parser takes what comes, the response is made of it, and in the end the socket is given back, cut
// off, or handed to whoever upgraded it. Not here: how a request gets a socket (_agent.js, _client.js).
import { connResetException } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { finished } from "../stream/index.js";
import { calculateLenientFlags, freeParser, HTTPParser, isInformational, parsers, prepareError, publish } from "./_common.js";
import { options as processOptions } from "./_options.js";
import { drained } from "./_outgoing.js";

export const kError = Symbol("kError");
const kGivenBack = Symbol("kGivenBack");

// Answers to the parser's question about a head.
const GO_ON = 0, NO_BODY = 1, UPGRADE = 2;

export function emitErrorEvent(request, error) {
  publish("http.client.request.error", () => ({ request, error }));
  request.emit("error", error);
}

// ------------------------------------------------------------------ time-outs
function onTimeoutOfRequest() {
  this._httpMessage?.emit("timeout");
}

export function listenForTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = onTimeoutOfRequest;
  if (request.socket) request.socket.once("timeout", onTimeoutOfRequest);
  else request.on("socket", (socket) => socket.once("timeout", onTimeoutOfRequest));
}

export function setTimeoutOf(socket, msecs) {
  if (socket.connecting) socket.once("connect", () => socket.setTimeout(msecs));
  else socket.setTimeout(msecs);
}

function onTimeoutOfResponse() {
  this._httpMessage?.res?.emit("timeout");
}

// ------------------------------------------------------------------ a socket comes, or doesn't
export function refuse(request, socket) {
  socket._httpMessage = request;
  socket.on("error", onError);
}

function endWithout(request, error) {
  if (!request.aborted && !error) error = connResetException("socket hang up");
  if (error) emitErrorEvent(request, error);
  request._closed = true;
  request.emit("close");
}

export function onSocketLater(request, socket, error) {
  if (!request.destroyed && !error) {
    start(request, socket);
    request._flush();
    return;
  }
  socket?.removeListener("error", onError);
  if (!socket) {
    endWithout(request, error || request[kError]);
    return;
  }
  if (!error && request.agent && !socket.destroyed) {
    socket.emit("free");
    endWithout(request, request[kError]);
    return;
  }
  finished(socket.destroy(error || request[kError]), (failure) => {
    endWithout(request, (failure?.code === "ERR_STREAM_PREMATURE_CLOSE" ? null : failure) || error || request[kError]);
  });
}

const IN_SOCKET = { error: onError, data: onData, end: onEnd, close: onClose, drain: onDrain };

function start(request, socket) {
  const parser = parsers.alloc();
  request.socket = socket;
  const lenient = calculateLenientFlags(request.httpValidation, request.insecureHTTPParser);
  parser.initialize(HTTPParser.RESPONSE, { type: "HTTPINCOMINGMESSAGE", req: request }, request.maxHeaderSize || processOptions.maxHeaderSize(), lenient);
  parser.socket = socket;
  parser.outgoing = request;
  request.parser = parser;
  socket.parser = parser;
  socket._httpMessage = request;
  if (typeof request.maxHeadersCount === "number") parser.maxHeaderPairs = request.maxHeadersCount << 1;
  parser.joinDuplicateHeaders = request.joinDuplicateHeaders;
  parser.onIncoming = onIncoming;
  // 'error' has been listened to since onSocket().
  for (const name of ["data", "end", "close", "drain"]) socket.on(name, IN_SOCKET[name]);
  if (request.timeout !== undefined || request.agent?.options?.timeout) listenForTimeout(request);
  request.emit("socket", socket);
}

// ------------------------------------------------------------------ events of the socket
function onDrain() {
  drained(this._httpMessage);
}

function onError(error) {
  const { _httpMessage: request, parser } = this;
  if (request) {
    this._hadError = true;
    emitErrorEvent(request, error);
  }
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
  this.removeListener("data", onData);
  this.removeListener("end", onEnd);
  this.destroy();
}

function onEnd() {
  const { _httpMessage: request, parser } = this;
  if (!request.res && !this._hadError) {
    this._hadError = true;
    emitErrorEvent(request, connResetException("socket hang up"));
  }
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
  this.end();
}

function onClose() {
  const { _httpMessage: request, parser } = this;
  // What is still in the socket's buffer goes through onData first.
  this.read();
  const { res } = request;
  request.destroyed = true;
  if (res) {
    if (!res.complete) res.destroy(connResetException("aborted"));
    request._closed = true;
    request.emit("close");
    if (!res.aborted && res.readable) res.push(null);
  } else {
    if (!this._hadError) {
      this._hadError = true;
      emitErrorEvent(request, connResetException("socket hang up"));
    }
    request._closed = true;
    request.emit("close");
  }
  if (request.outputData) request.outputData.length = 0;
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
}

function onData(chunk) {
  const { _httpMessage: request, parser } = this;
  const taken = parser.execute(chunk);
  const { incoming } = parser;
  if (typeof taken !== "number") {
    prepareError(taken, parser, chunk);
    freeParser(parser, request, this);
    this.removeListener("data", onData);
    this.removeListener("end", onEnd);
    this.destroy();
    this._hadError = true;
    emitErrorEvent(request, taken);
  } else if (incoming?.upgrade) upgrade(this, request, parser, chunk, taken);
  else if (incoming?.complete && !isInformational(incoming.statusCode)) {
    this.removeListener("data", onData);
    this.removeListener("end", onEnd);
    this.removeListener("drain", onDrain);
    freeParser(parser, request, this);
  }
}

// The connection is no HTTP any more: it is the user's, with what has been read of it.
function upgrade(socket, request, parser, chunk, taken) {
  const response = request.res = parser.incoming;
  for (const name of ["data", "end", "drain"]) socket.removeListener(name, IN_SOCKET[name]);
  if (request.timeoutCb) socket.removeListener("timeout", request.timeoutCb);
  socket.removeListener("timeout", onTimeoutOfResponse);
  freeParser(parser, request, socket);
  const event = request.method === "CONNECT" ? "connect" : "upgrade";
  if (request.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  request.upgradeOrConnect = true;
  socket.emit("agentRemove");
  socket.removeListener("close", onClose);
  socket.removeListener("error", onError);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  request.emit(event, response, socket, chunk.slice(taken));
  request.destroyed = true;
  request._closed = true;
  request.emit("close");
}

// ------------------------------------------------------------------ the response
function onIncoming(response, keepAlive) {
  const { socket } = this;
  const request = socket._httpMessage;
  // A second answer to one request.
  if (request.res) {
    socket.destroy();
    return GO_ON;
  }
  request.res = response;
  if (response.upgrade) return UPGRADE;
  if (request.method === "CONNECT") {
    response.upgrade = true;
    return UPGRADE;
  }
  if (isInformational(response.statusCode)) {
    inform(request, response);
    return NO_BODY;
  }
  if (request.shouldKeepAlive && !keepAlive && !request.upgradeOrConnect) request.shouldKeepAlive = false;
  publish("http.client.response.finish", () => ({ request, response }));
  response.req = request;
  // First, so that the socket is looked after whatever the user's listeners do.
  response.on("end", onResponseEnd);
  request.on("finish", onRequestFinish);
  socket.on("timeout", onTimeoutOfResponse);
  if (request.aborted || !request.emit("response", response)) response._dump();
  if (request.method === "HEAD") return NO_BODY;
  if (response.statusCode === 304) {
    response.complete = true;
    return NO_BODY;
  }
  return GO_ON;
}

// 1xx: the answer is still to come.
function inform(request, response) {
  request.res = null;
  const { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = response;
  if (statusCode === 100) request.emit("continue");
  request.emit("information", { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders });
}

function onResponseEnd() {
  const request = this.req;
  const { socket } = request;
  if (socket) {
    if (request.timeoutCb) socket.removeListener("timeout", onTimeoutOfRequest);
    socket.removeListener("timeout", onTimeoutOfResponse);
  }
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket.writable) {
      if (typeof socket.destroySoon === "function") socket.destroySoon();
      else socket.end();
    }
  } else if (request.writableFinished && !this.aborted) giveBack(request);
}

function onRequestFinish() {
  if (this.shouldKeepAlive && this._ended) giveBack(this);
}

// The socket may serve another request, once the user's own listeners for 'end' have run.
function giveBack(request) {
  // Both the end of the response and the request's 'finish' may see that the other has been.
  if (request[kGivenBack]) return;
  request[kGivenBack] = true;
  const { socket } = request;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  // Of a request whose parser is gone, onData() has taken away the rest.
  for (const name of request.parser ? ["close", "error", "data", "end"] : ["close", "error"]) socket.removeListener(name, IN_SOCKET[name]);
  nextTick(free, request);
  request.destroyed = true;
  // So that destroying the response leaves the socket alone.
  if (request.res) request.res.socket = null;
}

function free(request) {
  request._closed = true;
  request.emit("close");
  request.socket?.emit("free");
}
