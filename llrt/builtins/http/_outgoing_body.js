// The body of an OutgoingMessage on its way: what may be written, how it is counted, chunks of a chunked one. Not here: the message and
// when it ends (_outgoing.js), its head (_outgoing_headers.js).
import { Buffer } from "node:buffer";
import { codes } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";

const {
  ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_INVALID_ARG_TYPE, ERR_STREAM_DESTROYED,
  ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END,
} = codes;

export const CRLF = "\r\n";
export const nop = () => {};

export const kBytesWritten = Symbol("kBytesWritten");
export const kCorked = Symbol("corked");
export const kChunkedBuffer = Symbol("kChunkedBuffer");
export const kChunkedLength = Symbol("kChunkedLength");
export const kSocket = Symbol("kSocket");
export const kHighWaterMark = Symbol("kHighWaterMark");
export const kRejectNonStandardBodyWrites = Symbol("kRejectNonStandardBodyWrites");

// An error of a write: the message's own, told later.
export function failWrite(message, error, callback) {
  if (message.destroyed) return;
  nextTick((told) => {
    callback(told);
    if (!message.destroyed) message.emit("error", told);
  }, error);
}

export const isStrict = (message) =>
  message.strictContentLength && message._contentLength > 0 && message._hasBody && !message._removedContLen && !message.chunkedEncoding && !message.hasHeader("transfer-encoding");

function uncorkLater(socket) {
  socket.uncork();
}

const sizeOf = (chunk, encoding) => (typeof chunk === "string" ? Buffer.byteLength(chunk, encoding) : chunk.byteLength);

function countBytes(message, size, isLast) {
  const total = message[kBytesWritten] + size;
  if (isStrict(message) && (isLast ? total !== message._contentLength : total > message._contentLength)) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(total, message._contentLength);
  }
  message[kBytesWritten] = total;
}

// One chunk of a chunked body. Text goes as one string.
function sendChunk(message, chunk, encoding, callback, size) {
  if (message[kCorked] && message._headerSent) {
    message[kChunkedBuffer].push([chunk, encoding, callback]);
    message[kChunkedLength] += size;
    return message[kChunkedLength] < message[kHighWaterMark];
  }
  if (!message[kCorked] && typeof chunk === "string" && (!encoding || encoding === "utf8" || encoding === "latin1")) {
    return message._send(`${size.toString(16)}${CRLF}${chunk}${CRLF}`, encoding, callback);
  }
  message._send(size.toString(16), "latin1", null);
  message._send(CRLF, "latin1", null);
  message._send(chunk, encoding, null, size);
  return message._send(CRLF, "latin1", callback);
}

export function write(message, chunk, encoding, callback, isLast) {
  if (typeof callback !== "function") callback = nop;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) {
    throw new ERR_INVALID_ARG_TYPE("chunk", ["string", "Buffer", "Uint8Array"], chunk);
  }
  if (message.finished || message.destroyed) {
    const error = message.finished ? new ERR_STREAM_WRITE_AFTER_END() : new ERR_STREAM_DESTROYED("write");
    if (message.destroyed) nextTick(callback, error);
    else failWrite(message, error, callback);
    return false;
  }
  const size = isLast || message.strictContentLength || message.chunkedEncoding || !message._header ? sizeOf(chunk, encoding) : undefined;
  if (message.strictContentLength) countBytes(message, size, isLast);
  if (!message._header) {
    if (isLast) message._contentLength = size;
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message[kRejectNonStandardBodyWrites]) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    nextTick(callback);
    return true;
  }
  const socket = message[kSocket];
  if (!isLast && socket && !socket.writableCorked) {
    socket.cork();
    nextTick(uncorkLater, socket);
  }
  if (message.chunkedEncoding && chunk.length !== 0) return sendChunk(message, chunk, encoding, callback, size ?? sizeOf(chunk, encoding));
  return message._send(chunk, encoding, callback, size);
}
