// net.Socket: a Duplex over a handle. Here: how one is made, read, ended and destroyed; how it connects is in _connect.js, options
// and addresses in _socket_members.js.  Reference: nodejs.org/api/net.html#class-netsocket
import { AbortError, codes, ErrnoException } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { addAbortListener } from "../events/_async.js";
import { Duplex } from "../stream/_duplex.js";
import { validateInt32, validateNumber } from "../_validators.js";
import { queueMicrotask } from "../_web/queue_microtask.js";
import { BlockList } from "./_block_list.js";
import { BoundSocket } from "./_bound_socket.js";
import { onread, stopReading, tryReadStart, useBuffer, writeAfterFIN, writeGeneric } from "./_bytes.js";
import { connect } from "./_connect.js";
import { handleOf, kindOf, TCP } from "./_handle.js";
import { addMembers } from "./_socket_members.js";
import {
  kBuffer, kBufferCallback, kBufferMaker, kBytesRead, kBytesWritten, kConsume, kKeepAlive, kLastWriteQueueSize, kNoDelay, kOwner,
  kReinitializeHandle, kTimeout, kTypeOfService, kUpdateTimer,
} from "./_symbols.js";
import { clearTimers, onTimeout, setStreamTimeout, unrefTimer } from "./_timeouts.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FD_TYPE, ERR_INVALID_HANDLE_TYPE, ERR_SOCKET_CLOSED } = codes;
const ENOTCONN = -107;
const kHandle = Symbol("kHandle");
export const kBoundSource = Symbol("kBoundSource");
const noop = () => {};

function checkOptions(options) {
  for (const name of ["objectMode", "readableObjectMode", "writableObjectMode"]) {
    if (options?.[name]) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], "is not supported");
  }
  if (options?.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, "options.keepAliveInitialDelay");
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
}

export function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  checkOptions(options);
  this.connecting = false;
  this._hadError = false;
  this[kHandle] = null;
  this._parent = null;
  this._host = null;
  this[kLastWriteQueueSize] = 0;
  this[kTimeout] = null;
  this[kBuffer] = null;
  this[kBufferCallback] = null;
  this[kBufferMaker] = undefined;
  this._closeAfterHandlingError = false;

  options = typeof options === "number" ? { fd: options } : { ...options };
  const { signal } = options;
  // 'close' comes when the handle is closed; an AbortSignal is listened to when all is set up.
  Duplex.call(this, {
    ...options, allowHalfOpen: Boolean(options.allowHalfOpen), emitClose: false, autoDestroy: true, decodeStrings: false, signal: undefined,
  });
  const isBound = takeHandle(this, options);
  takeOnread(this, options.onread);
  this[kNoDelay] = Boolean(options.noDelay);
  this[kKeepAlive] = { on: Boolean(options.keepAlive), delay: ~~(options.keepAliveInitialDelay / 1000), interval: undefined, count: undefined };
  if (options.typeOfService !== undefined) validateInt32(options.typeOfService, "options.typeOfService", 0, 255);
  this[kTypeOfService] = options.typeOfService;

  this.on("end", onReadableStreamEnd);
  initSocketHandle(this);
  this._pendingData = null;
  this._pendingEncoding = "";
  if (this._handle && options.readable !== false && !isBound) startReading(this, options);
  if (signal) addSignal(this, signal);

  this.server = null;
  this._server = null;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  if (options.blockList) {
    if (!BlockList.isBlockList(options.blockList)) throw new ERR_INVALID_ARG_TYPE("options.blockList", "net.BlockList", options.blockList);
    this.blockList = options.blockList;
  }
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

// True: it is bound and not connected.
function takeHandle(socket, { handle, fd }) {
  if (handle instanceof BoundSocket) {
    socket._handle = handle[kConsume]();
    socket[kBoundSource] = true;
    return true;
  }
  if (handle) {
    socket._handle = handle;
  } else if (fd !== undefined) {
    socket._handle = openDescriptor(fd);
  }
  return false;
}

function openDescriptor(fd) {
  validateInt32(fd, "fd", 0);
  const handle = handleOf(fd);
  if (handle === undefined) throw new ERR_INVALID_FD_TYPE(kindOf(fd));
  const errno = handle.open(fd);
  if (errno) throw new ErrnoException(errno, "open");
  return handle;
}

function takeOnread(socket, onread) {
  if (onread === null || typeof onread !== "object" || typeof onread.callback !== "function") return;
  if (typeof onread.buffer === "function") {
    socket[kBuffer] = true;
    socket[kBufferMaker] = onread.buffer;
  } else if (onread.buffer instanceof Uint8Array) {
    socket[kBuffer] = onread.buffer;
  } else {
    return;
  }
  socket[kBufferCallback] = onread.callback;
}

function startReading(socket, options) {
  if (options.pauseOnCreate) {
    socket._handle.reading = false;
    socket._handle.readStop();
    socket.readableFlowing = false;
  } else if (!options.manualStart) {
    socket.read(0);
  }
}

function addSignal(socket, signal) {
  if (typeof signal !== "object" || signal === null || !("aborted" in signal)) {
    throw new ERR_INVALID_ARG_TYPE("signal", "AbortSignal", signal);
  }
  // Later than the error of an abort is made, so that its cause is there.
  const abort = () => socket.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    nextTick(abort);
    return;
  }
  const listening = addAbortListener(signal, abort);
  socket.once("close", () => listening[Symbol.dispose]());
}

// The handle's side of a socket, made anew when a destroyed socket connects again.
export function initSocketHandle(socket) {
  socket._undestroy();
  socket._sockname = undefined;
  const handle = socket._handle;
  if (!handle) return;
  handle[kOwner] = socket;
  handle.onread = onread;
  if (socket[kBuffer] === true) socket[kBuffer] = socket[kBufferMaker]();
  if (socket[kBuffer]) useBuffer(socket, socket[kBuffer]);
}

function onReadableStreamEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterFIN;
}

const methods = {
  connect,
  setTimeout: setStreamTimeout,
  _unrefTimer: unrefTimer,
  _onTimeout: onTimeout,
  _writeGeneric: writeGeneric,

  // -- reading

  _read: function (n) {
    if (this.connecting || !this._handle) this.once("connect", () => this._read(n));
    else if (!this._handle.reading) tryReadStart(this);
  },

  pause: function () {
    if (this[kBuffer] && !this.connecting) stopReading(this);
    return Duplex.prototype.pause.call(this);
  },

  resume: function () {
    readIntoBuffer(this);
    return Duplex.prototype.resume.call(this);
  },

  read: function (n) {
    readIntoBuffer(this);
    return Duplex.prototype.read.call(this, n);
  },

  // -- writing

  _write: function (chunk, encoding, callback) {
    this._writeGeneric(false, chunk, encoding, callback);
  },

  _writev: function (chunks, callback) {
    this._writeGeneric(true, chunks, "", callback);
  },

  _final: function (callback) {
    if (this.connecting) {
      this.once("connect", () => this._final(callback));
      return;
    }
    if (!this._handle) return callback();
    const errno = this._handle.shutdown(() => callback());
    if (errno === 1 || errno === ENOTCONN) return callback();
    if (errno !== 0) return callback(new ErrnoException(errno, "shutdown"));
  },

  end: function (data, encoding, callback) {
    Duplex.prototype.end.call(this, data, encoding, callback);
    return this;
  },

  // -- the end

  resetAndDestroy: function () {
    if (!this._handle) {
      this.destroy(new ERR_SOCKET_CLOSED());
      return this;
    }
    if (!(this._handle instanceof TCP)) throw new ERR_INVALID_HANDLE_TYPE();
    if (this.connecting) this.once("connect", () => this._reset());
    else this._reset();
    return this;
  },

  _reset: function () {
    this.resetAndClosing = true;
    return this.destroy();
  },

  destroySoon: function () {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once("finish", this.destroy);
  },

  _destroy: function (exception, callback) {
    this.connecting = false;
    clearTimers(this);
    if (this._handle) {
      closeHandle(this, Boolean(exception));
      callback(exception);
    } else {
      callback(exception);
      nextTick(emitClose, this);
    }
    if (this._server) {
      this._server._connections--;
      this._server._emitCloseIfDrained?.();
    }
  },
};

function readIntoBuffer(socket) {
  if (socket[kBuffer] && !socket.connecting && socket._handle && !socket._handle.reading) tryReadStart(socket);
}

function closeHandle(socket, isException) {
  const handle = socket._handle;
  // They are asked for after the end too.
  socket[kBytesRead] = handle.bytesRead;
  socket[kBytesWritten] = handle.bytesWritten;
  if (socket.resetAndClosing) {
    socket.resetAndClosing = false;
    const errno = handle.reset(() => socket.emit("close", isException));
    if (errno) socket.emit("error", new ErrnoException(errno, "reset"));
  } else if (socket._closeAfterHandlingError) {
    // The socket is still there for those who handle the error in a tick.
    queueMicrotask(() => {
      closeNow(socket, isException);
      letGo(socket);
    });
    return;
  } else {
    closeNow(socket, isException);
  }
  letGo(socket);
}

function closeNow(socket, isException) {
  socket._handle.close(() => socket.emit("close", isException));
}

function letGo(socket) {
  socket._handle.onread = noop;
  socket._handle = null;
  socket._sockname = null;
}

function emitClose(socket) {
  socket.emit("close", false);
}

for (const name in methods) Socket.prototype[name] = methods[name];
addMembers(Socket.prototype);

Object.defineProperties(Socket.prototype, {
  _handle: {
    get() { return this[kHandle]; },
    set(handle) { this[kHandle] = handle; },
  },
  [kUpdateTimer]: { get() { return this._unrefTimer; } },
  // The next address has a handle of its own.
  [kReinitializeHandle]: {
    value(handle) {
      this._handle?.close();
      this._handle = handle;
      this._handle[kOwner] = this;
      initSocketHandle(this);
    },
  },
});
