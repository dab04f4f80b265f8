// How bytes go between a socket and its handle, with back-pressure in both directions.
import { codes, ErrnoException } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { Buffer } from "../buffer/_buffer.js";
import { Duplex } from "../stream/_duplex.js";
import { EOF } from "./_handle.js";
import { kBuffer, kBufferCallback, kBufferMaker, kLastWriteQueueSize, kOwner, kUpdateTimer } from "./_symbols.js";

const { ERR_SOCKET_CLOSED, ERR_SOCKET_CLOSED_BEFORE_CONNECTION } = codes;

export function tryReadStart(socket) {
  socket._handle.reading = true;
  const errno = socket._handle.readStart();
  if (errno) socket.destroy(new ErrnoException(errno, "read"));
}

function stopReading(socket) {
  const handle = socket._handle;
  if (!handle?.reading) return;
  handle.reading = false;
  if (socket.destroyed) return;
  const errno = handle.readStop();
  if (errno) socket.destroy(new ErrnoException(errno, "read"));
}
export { stopReading };

// handle.onread: bytes, how many are in the program's own buffer, an errno, or the end.
export function onread(got) {
  const socket = this[kOwner];
  socket[kUpdateTimer]();
  if (typeof got === "object" || got > 0) {
    if (!socket.destroyed && !take(socket, got)) stopReading(socket);
    return;
  }
  if (got === 0) return;
  if (got !== EOF) {
    socket.destroy(new ErrnoException(got, "read"));
    return;
  }
  // The other side sends no more.
  socket.push(null);
  socket.read(0);
}

function take(socket, got) {
  if (!socket[kBuffer]) return socket.push(got);
  // A second TLS layer and what was pushed back come as bytes though the program reads into memory of its own.
  if (typeof got === "object") return intoUserBuffer(socket, got);
  return tellUser(socket, got);
}

function tellUser(socket, count) {
  const goesOn = socket[kBufferCallback](count, socket[kBuffer]) !== false;
  if (socket[kBufferMaker] !== undefined) {
    const fresh = socket[kBufferMaker]();
    if (ArrayBuffer.isView(fresh)) useBuffer(socket, fresh);
  }
  return goesOn;
}

function intoUserBuffer(socket, bytes) {
  let goesOn = true;
  for (let start = 0; start < bytes.length;) {
    const room = socket[kBuffer];
    const piece = bytes.subarray(start, start + room.byteLength);
    new Uint8Array(room.buffer, room.byteOffset, room.byteLength).set(piece);
    start += piece.length;
    goesOn = tellUser(socket, piece.length) && goesOn;
  }
  return goesOn;
}

export function useBuffer(socket, buffer) {
  socket[kBuffer] = buffer;
  socket._handle?.useUserBuffer?.(buffer);
}

// -- writing

function asBytes(chunk, encoding) {
  return typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
}

export function writeGeneric(writev, data, encoding, callback) {
  if (this.connecting) {
    waitForConnection(this, writev, data, encoding, callback);
    return;
  }
  this._pendingData = null;
  this._pendingEncoding = "";
  const handle = this._handle;
  if (!handle) {
    callback(new ERR_SOCKET_CLOSED());
    return false;
  }
  this[kUpdateTimer]();
  const buffers = !writev ? [asBytes(data, encoding)] : data.map(({ chunk, encoding: own }) => asBytes(chunk, own));
  const status = handle.writeBuffers(buffers, (errno) => written(this, errno, callback));
  if (status === 0) callback();
  else if (status < 0) callback(new ErrnoException(status, "write"));
  else this[kLastWriteQueueSize] = handle.writeQueueSize;
}

function waitForConnection(socket, writev, data, encoding, callback) {
  socket._pendingData = data;
  socket._pendingEncoding = encoding;
  const onClose = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
  socket.once("connect", function connect() {
    this.off("close", onClose);
    this._writeGeneric(writev, data, encoding, callback);
  });
  socket.once("close", onClose);
}

function written(socket, errno, callback) {
  if (socket.destroyed) {
    callback(null);
  } else if (errno < 0) {
    callback(new ErrnoException(errno, "write"));
  } else {
    socket[kUpdateTimer]();
    callback(null);
  }
}

// What write() is once the other side has ended and half-open sockets were not asked for.
export function writeAfterFIN(chunk, encoding, callback) {
  if (!this.writableEnded) return Duplex.prototype.write.call(this, chunk, encoding, callback);
  if (typeof encoding === "function") callback = encoding;
  const error = Object.assign(new Error("This socket has been ended by the other party"), { code: "EPIPE" });
  if (typeof callback === "function") nextTick(callback, error);
  this.destroy(error);
  return false;
}
