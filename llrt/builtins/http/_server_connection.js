// One connection of an http.Server: requests come out of the parser, their responses go back in the same order. Not here: the server's
// own options and watches (_server.js).
import { codes, connResetException } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { calculateLenientFlags, continueExpression, freeParser, HTTPParser, parsers, prepareError, publish } from "./_common.js";
import { options as processOptions } from "./_options.js";
import { drained, kUniqueHeaders } from "./_outgoing.js";
import { emitClose } from "./_response.js";

const { ERR_HTTP_SOCKET_ENCODING } = codes;

export const kServerResponse = Symbol("ServerResponse");
export const kOptimizeEmptyRequests = Symbol("OptimizeEmptyRequestsOption");
export const kConnections = Symbol("http.server.connections");

// Answers to the parser's question about a head.
const GO_ON = 0, UPGRADE = 2;

const noop = () => {};
const closing = (status) => `HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`;
const BAD_REQUEST = closing("400 Bad Request");
const ANSWERS = {
  __proto__: null,
  HPE_HEADER_OVERFLOW: closing("431 Request Header Fields Too Large"),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: closing("413 Payload Too Large"),
  ERR_HTTP_REQUEST_TIMEOUT: closing("408 Request Timeout"),
};

class Connection {
  constructor(server, socket, parser) {
    this.server = server;
    this.socket = socket;
    this.parser = parser;
    // Requests that are not answered, and responses that wait for their turn.
    this.incoming = [];
    this.outgoing = [];
    // About how much those responses hold.
    this.waiting = 0;
    this.requests = 0;
    this.isKeptAlive = false;
    this.listeners = {
      data: (chunk) => this.onData(chunk),
      end: () => this.onEnd(),
      close: () => this.onClose(),
      drain: () => this.onDrain(),
      error: onSocketError,
      timeout: onTimeout,
    };
  }

  onData(chunk) {
    const { parser, socket, server } = this;
    const taken = parser.execute(chunk);
    const { incoming } = parser;
    if (typeof taken !== "number") {
      prepareError(taken, parser, chunk);
      onSocketError.call(socket, taken);
    } else if (incoming?.upgrade) {
      const event = incoming.method === "CONNECT" ? "connect" : "upgrade";
      if (server.listenerCount(event) === 0) socket.destroy();
      else this.upgrade(event, incoming, chunk.slice(taken));
    }
  }

  // The connection is no HTTP any more: it is the user's.
  upgrade(event, request, head) {
    const { server, socket, parser, listeners } = this;
    for (const name in listeners) socket.removeListener(name, listeners[name]);
    server[kConnections]?.delete(this);
    socket.readableFlowing = null;
    freeParser(parser, request, socket);
    server.emit(event, request, socket, head);
  }

  onEnd() {
    const { server, socket, parser, outgoing } = this;
    const error = parser.finish();
    if (error !== undefined) onSocketError.call(socket, error);
    else if (!server.httpAllowHalfOpen) socket.end();
    else if (outgoing.length > 0) outgoing[outgoing.length - 1]._last = true;
    else if (socket._httpMessage) socket._httpMessage._last = true;
    else socket.end();
  }

  onClose() {
    this.server[kConnections]?.delete(this);
    freeParser(this.socket.parser, null, this.socket);
    while (this.incoming.length > 0) this.incoming.shift().destroy(connResetException("aborted"));
  }

  get isFull() {
    return this.waiting > this.socket.writableHighWaterMark;
  }

  onDrain() {
    const { socket } = this;
    if (socket._paused && !this.isFull) {
      socket._paused = false;
      socket.resume();
    }
    drained(socket._httpMessage);
  }

  // ---------------------------------------------------------------- requests
  onIncoming(request, keepAlive) {
    const { server, socket } = this;
    if (this.isKeptAlive) {
      socket.setTimeout(server.timeout || 0);
      this.isKeptAlive = false;
    }
    if (request.upgrade) {
      request.upgrade = request.method === "CONNECT" || Boolean(server.shouldUpgradeCallback(request));
      if (request.upgrade) return UPGRADE;
    }
    this.incoming.push(request);
    // A client that does not take responses may ask no more.
    if (!socket._paused && (socket._writableState.needDrain || this.waiting >= socket.writableHighWaterMark)) {
      socket._paused = true;
      socket.pause();
    }
    const response = this.respond(request, keepAlive);
    publish("http.server.request.start", () => ({ request, response, socket, server }));
    if (socket._httpMessage) this.outgoing.push(response);
    else response.assignSocket(socket);
    response.on("finish", () => this.onFinish(request, response));
    if (request.httpVersionMajor !== 1 || request.httpVersionMinor !== 1 || !this.isSpecial(request, response)) {
      server.emit("request", request, response);
    }
    return GO_ON;
  }

  respond(request, keepAlive) {
    const { server, socket } = this;
    const response = new server[kServerResponse](request, {
      highWaterMark: socket.writableHighWaterMark, rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
    });
    response._keepAliveTimeout = server.keepAliveTimeout;
    response._maxRequestsPerSocket = server.maxRequestsPerSocket;
    response._onPendingData = (size) => this.onPendingData(size);
    response.shouldKeepAlive = keepAlive;
    response[kUniqueHeaders] = server[kUniqueHeaders];
    if (server[kOptimizeEmptyRequests] && !("content-length" in request.headers || "transfer-encoding" in request.headers)) {
      request._dumpAndCloseReadable();
      request._read();
    }
    return response;
  }

  // What a HTTP/1.1 request must have, may have too many of, or may expect. True: it has been dealt with.
  isSpecial(request, response) {
    const { server, socket } = this;
    const { host, expect } = request.headers;
    if (server.requireHostHeader && host === undefined) {
      response.writeHead(400, ["Connection", "close"]);
      response.end();
      return true;
    }
    const most = server.maxRequestsPerSocket;
    if (typeof most === "number" && most > 0) {
      this.requests++;
      response.maxRequestsOnConnectionReached = most <= this.requests;
      if (most < this.requests) {
        server.emit("dropRequest", request, socket);
        response.writeHead(503);
        response.end();
        return true;
      }
    }
    return expect !== undefined && this.onExpect(request, response, expect);
  }

  onExpect(request, response, expect) {
    const { server } = this;
    if (continueExpression.test(expect)) {
      response._expect_continue = true;
      if (server.listenerCount("checkContinue") > 0) server.emit("checkContinue", request, response);
      else {
        response.writeContinue();
        server.emit("request", request, response);
      }
    } else if (!server.emit("checkExpectation", request, response)) {
      response.writeHead(417);
      response.end();
    }
    return true;
  }

  onPendingData(size) {
    const { socket } = this;
    this.waiting += size;
    if (socket._paused && !this.isFull && !socket._writableState.needDrain) this.onDrain();
  }

  // ---------------------------------------------------------------- responses
  onFinish(request, response) {
    const { server, socket, outgoing } = this;
    publish("http.server.response.finish", () => ({ request, response, socket, server }));
    this.incoming.shift();
    // What nobody reads must not be in the next request's way.
    if (!request._consuming) request._dump();
    response.detachSocket(socket);
    forget(request);
    nextTick(emitClose, response);
    if (response._last) {
      if (typeof socket.destroySoon === "function") socket.destroySoon();
      else socket.end();
    } else if (outgoing.length > 0) outgoing.shift().assignSocket(socket);
    else if (server.keepAliveTimeout && typeof socket.setTimeout === "function") {
      // Longer than the client is told: it may have a request on its way at the last moment.
      socket.setTimeout(server.keepAliveTimeout + server.keepAliveTimeoutBuffer);
      this.isKeptAlive = true;
    }
  }
}

// The parser keeps no request that is over.
function forget(request) {
  const parser = request.socket?.parser;
  if (!parser || parser.incoming !== request) return;
  if (request.readableEnded) parser.incoming = null;
  else request.on("end", () => { if (parser.incoming === request) parser.incoming = null; });
}

function onTimeout() {
  const request = this.parser?.incoming;
  const told = [
    request && !request.complete && request.emit("timeout", this),
    this._httpMessage?.emit("timeout", this),
    this.server.emit("timeout", this),
  ];
  if (!told.some(Boolean)) this.destroy();
}

// Errors of the socket, of the parser, and of the watch over slow clients.
export function onSocketError(error) {
  this.removeListener("error", onSocketError);
  if (this.listenerCount("error", noop) === 0) this.on("error", noop);
  if (this.server.emit("clientError", error, this)) return;
  // Not into the middle of a response.
  if (this.writable && !this._httpMessage?._headerSent) this.write(ANSWERS[error.code] ?? BAD_REQUEST);
  this.destroy(error);
}

function onParserTimeout() {
  if (!this.socket.server.emit("timeout", this.socket)) this.socket.destroy();
}

function setEncoding() {
  throw new ERR_HTTP_SOCKET_ENCODING();
}

export function connectionListener(socket) {
  const server = this;
  // The socket may come from another server (tls), or from none.
  socket.server = server;
  if (server.timeout && typeof socket.setTimeout === "function") socket.setTimeout(server.timeout);
  const parser = parsers.alloc();
  parser.initialize(HTTPParser.REQUEST, { type: "HTTPINCOMINGMESSAGE", socket }, server.maxHeaderSize || processOptions.maxHeaderSize(),
    calculateLenientFlags(server.httpValidation, server.insecureHTTPParser));
  parser.socket = socket;
  socket.parser = parser;
  if (typeof server.maxHeadersCount === "number") parser.maxHeaderPairs = server.maxHeadersCount << 1;
  const connection = new Connection(server, socket, parser);
  parser[HTTPParser.kOnTimeout] = onParserTimeout;
  parser.onIncoming = (request, keepAlive) => connection.onIncoming(request, keepAlive);
  socket.setEncoding = setEncoding;
  socket._paused = false;
  server[kConnections]?.add(connection);
  for (const name in connection.listeners) socket.on(name, connection.listeners[name]);
}
