// OutgoingMessage: what a request of a client and a response of a server are: a head, made late, and a body that waits for its socket.
// Header fields and the head's text: _outgoing_headers.js. Reference: nodejs.org/api/http.html#class-httpoutgoingmessage
import { Buffer } from "node:buffer";
import { codes } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { EventEmitter } from "../events/_emitter.js";
import { Stream } from "../stream/_legacy.js";
import { getDefaultHighWaterMark } from "../stream/_state.js";
import { isLenient } from "./_common.js";
import {
  CRLF, failWrite, isStrict, kBytesWritten, kChunkedBuffer, kChunkedLength, kCorked, kHighWaterMark, kRejectNonStandardBodyWrites, kSocket, nop, write,
} from "./_outgoing_body.js";
import { headerMembers, kOutHeaders, kSetFields, kUniqueHeaders, parseUniqueHeadersOption } from "./_outgoing_headers.js";

const {
  ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_METHOD_NOT_IMPLEMENTED, ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE,
  ERR_STREAM_WRITE_AFTER_END,
} = codes;

const SMALL_BODY = 16384;

const kNeedDrain = Symbol("kNeedDrain");
const kErrored = Symbol("errored");

export function OutgoingMessage(options) {
  Stream.call(this);
  // What is written before there is a socket, or while it is another message's turn.
  this.outputData = [];
  this.outputSize = 0;
  this.writable = true;
  this.destroyed = false;
  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;
  this.strictContentLength = false;
  this[kBytesWritten] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = "";
  this[kNeedDrain] = false;
  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this[kChunkedBuffer] = [];
  this[kChunkedLength] = 0;
  this._closed = false;
  this[kSocket] = null;
  this._header = null;
  this[kOutHeaders] = null;
  this._keepAliveTimeout = 0;
  this._onPendingData = nop;
  this[kErrored] = null;
  this[kHighWaterMark] = options?.highWaterMark ?? getDefaultHighWaterMark();
  this[kRejectNonStandardBodyWrites] = options?.rejectNonStandardBodyWrites ?? false;
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

const proto = OutgoingMessage.prototype;

function accessors(members) {
  for (const [name, get] of Object.entries(members)) {
    Object.defineProperty(proto, name, { __proto__: null, configurable: true, enumerable: false, get });
  }
}

// Whether values of fields are checked as loosely as the parser of this side is told to.
proto._isLenientHeaderValidation = {
  _() {
    const validation = this.httpValidation ?? this.req?.socket?.server?.httpValidation;
    if (validation !== undefined) return validation !== "strict";
    if (typeof this.insecureHTTPParser === "boolean") return this.insecureHTTPParser;
    const ofServer = this.req?.socket?.server?.insecureHTTPParser;
    return typeof ofServer === "boolean" ? ofServer : isLenient();
  },
}._;
Object.defineProperty(proto._isLenientHeaderValidation, "name", { value: "", configurable: true });

accessors({
  errored() { return this[kErrored]; },
  closed() { return this._closed; },
  writableFinished() { return this.finished && this.outputSize === 0 && (!this[kSocket] || this[kSocket].writableLength === 0); },
  writableObjectMode() { return false; },
  writableLength() { return this.outputSize + this[kChunkedLength] + (this[kSocket] ? this[kSocket].writableLength : 0); },
  writableHighWaterMark() { return this[kSocket] ? this[kSocket].writableHighWaterMark : this[kHighWaterMark]; },
  writableCorked() { return this[kCorked]; },
});
Object.defineProperty(proto, "connection", {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() { return this[kSocket]; },
  set(value) { this.socket = value; },
});
Object.defineProperty(proto, "socket", {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() { return this[kSocket]; },
  set(value) {
    for (let count = this[kCorked]; count > 0; count--) {
      value?.cork();
      this[kSocket]?.uncork();
    }
    this[kSocket] = value;
  },
});

proto._renderHeaders = headerMembers._renderHeaders;

proto.cork = function cork() {
  this[kCorked]++;
  this[kSocket]?.cork();
};

// Chunks that were written while corked go out as one.
proto.uncork = function uncork() {
  this[kCorked]--;
  this[kSocket]?.uncork();
  if (this[kCorked] || this[kChunkedBuffer].length === 0) return;
  const parts = this[kChunkedBuffer];
  const callbacks = [];
  this._send(`${this[kChunkedLength].toString(16)}${CRLF}`, "latin1", null);
  for (const [chunk, encoding, callback] of parts) {
    this._send(chunk, encoding, null);
    if (callback) callbacks.push(callback);
  }
  this._send(CRLF, "latin1", callbacks.length === 0 ? null : (error) => { for (const callback of callbacks) callback(error); });
  parts.length = 0;
  this[kChunkedLength] = 0;
};

proto.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on("timeout", callback);
  if (this[kSocket]) this[kSocket].setTimeout(msecs);
  else this.once("socket", (socket) => socket.setTimeout(msecs));
  return this;
};

// Whoever destroys the socket makes 'error' and 'close' of it.
proto.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  if (this[kSocket]) this[kSocket].destroy(error);
  else this.once("socket", (socket) => socket.destroy(error));
  return this;
};

// The head goes with the first bytes of the body, in one string where they are text.
proto._send = function _send(data, encoding, callback, byteLength) {
  if (!this._headerSent && this._header !== null) {
    const header = this._header;
    if (typeof data === "string" && (encoding === "utf8" || encoding === "latin1" || !encoding)) data = header + data;
    else {
      this.outputData.unshift({ data: header, encoding: "latin1", callback: null });
      this.outputSize += header.length;
      this._onPendingData(header.length);
    }
    this._headerSent = true;
  }
  return this._writeRaw(data, encoding, callback, byteLength);
};

proto._writeRaw = function _writeRaw(data, encoding, callback, size) {
  const socket = this[kSocket];
  if (socket?.destroyed) return false;
  if (typeof encoding === "function") {
    callback = encoding;
    encoding = null;
  }
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length > 0) this._flushOutput(socket);
    return socket.write(data, encoding, callback);
  }
  this.outputData.push({ data, encoding, callback });
  this.outputSize += data.length;
  this._onPendingData(data.length);
  return this.outputSize < this[kHighWaterMark];
};

Object.assign(proto, {
  _storeHeader: headerMembers._storeHeader, setHeader: headerMembers.setHeader, setHeaders: headerMembers.setHeaders,
  appendHeader: headerMembers.appendHeader, getHeader: headerMembers.getHeader, getHeaderNames: headerMembers.getHeaderNames,
  getRawHeaderNames: headerMembers.getRawHeaderNames, getHeaders: headerMembers.getHeaders, hasHeader: headerMembers.hasHeader,
  removeHeader: headerMembers.removeHeader,
});
Object.defineProperty(proto, kSetFields, { value: headerMembers[kSetFields] });

proto._implicitHeader = function _implicitHeader() {
  throw new ERR_METHOD_NOT_IMPLEMENTED("_implicitHeader()");
};

accessors({
  headersSent() { return !!this._header; },
  writableEnded() { return this.finished; },
  writableNeedDrain() { return !this.destroyed && !this.finished && this[kNeedDrain]; },
});

proto.write = {
  write(chunk, encoding, callback) {
    if (typeof encoding === "function") {
      callback = encoding;
      encoding = null;
    }
    const ready = write(this, chunk, encoding, callback, false);
    if (!ready) this[kNeedDrain] = true;
    return ready;
  },
}.write;

proto.addTrailers = headerMembers.addTrailers;

function finish(message) {
  if (message?.socket?._hadError) return;
  message.emit("finish");
}

function endTwice(message, callback) {
  if (typeof callback !== "function") return;
  if (message.writableFinished) callback(new ERR_STREAM_ALREADY_FINISHED("end"));
  else message.on("finish", callback);
}

// Whether a callback was put on the last part that waits, in place of none.
function endsWith(parts, done) {
  if (parts.length === 0) return false;
  const last = parts[parts.length - 1];
  if (last.callback !== nop) return false;
  last.callback = done;
  return true;
}

proto.end = function end(chunk, encoding, callback) {
  if (typeof chunk === "function") {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === "function") {
    callback = encoding;
    encoding = null;
  }
  if (chunk) {
    if (this.finished) {
      failWrite(this, new ERR_STREAM_WRITE_AFTER_END(), typeof callback === "function" ? callback : nop);
      return this;
    }
    this[kSocket]?.cork();
    write(this, chunk, encoding, null, true);
  } else if (this.finished) {
    endTwice(this, callback);
    return this;
  } else if (!this._header) {
    this[kSocket]?.cork();
    this._contentLength = 0;
    this._implicitHeader();
  }
  if (typeof callback === "function") this.once("finish", callback);
  if (isStrict(this) && this[kBytesWritten] !== this._contentLength) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytesWritten], this._contentLength);
  }
  const done = finish.bind(undefined, this);
  if (this._hasBody && this.chunkedEncoding) this._send(`0${CRLF}${this._trailer}${CRLF}`, "latin1", done);
  else if (chunk && this._headerSent && endsWith(this.outputData, done)) {
    // The end is told when what waits has been written.
  } else if (!this._headerSent || this.writableLength || chunk) this._send("", "latin1", done);
  else nextTick(done);
  const socket = this[kSocket];
  if (socket) {
    // However often it was corked.
    socket._writableState.corked = 1;
    socket.uncork();
  }
  this[kCorked] = 1;
  this.uncork();
  this.finished = true;
  if (this.outputData.length === 0 && this[kSocket] && this[kSocket]._httpMessage === this) this._finish();
  return this;
};

// All that was written is the socket's now.
proto._finish = function _finish() {
  this.emit("prefinish");
};

proto._flush = function _flush() {
  const socket = this[kSocket];
  if (!socket?.writable) return;
  const ready = this._flushOutput(socket);
  if (this.finished) this._finish();
  else if (ready && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit("drain");
  }
};

// A head and a short body of bytes: copied together they are one write.
const isSmallMessage = ([head, body]) => typeof head.data === "string" && head.encoding === "latin1" && head.callback === null
  && body.data instanceof Uint8Array && body.data.length <= SMALL_BODY;

function joined(head, body) {
  const whole = Buffer.allocUnsafe(head.length + body.length);
  whole.latin1Write(head, 0, head.length);
  whole.set(body, head.length);
  return whole;
}

proto._flushOutput = function _flushOutput(socket) {
  const parts = this.outputData;
  if (parts.length === 0) return undefined;
  let ready;
  if (parts.length === 1) ready = socket.write(parts[0].data, parts[0].encoding, parts[0].callback);
  else if (parts.length === 2 && isSmallMessage(parts) && typeof socket._writeGeneric === "function") {
    ready = socket.write(joined(parts[0].data, parts[1].data), null, parts[1].callback);
  }
  else {
    socket.cork();
    for (const { data, encoding, callback } of parts) ready = socket.write(data, encoding, callback);
    socket.uncork();
  }
  this.outputData = [];
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return ready;
};

proto.flushHeaders = function flushHeaders() {
  if (!this._header) this._implicitHeader();
  this._send("");
};

proto.pipe = function pipe() {
  this.emit("error", new ERR_STREAM_CANNOT_PIPE());
};

proto[EventEmitter.captureRejectionSymbol] = function (error, event) {
  this.destroy(error);
};

// The next drain of the socket is the message's.
export function drained(message) {
  if (message && !message.destroyed && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit("drain");
  }
}

export { kErrored, kHighWaterMark, kNeedDrain, kSocket, kOutHeaders, kSetFields, kUniqueHeaders, parseUniqueHeadersOption };
