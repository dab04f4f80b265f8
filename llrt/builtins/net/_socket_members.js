// What a net.Socket tells of itself and lets be set: addresses, counts of bytes, states, options of the system's socket.
import { codes, ErrnoException } from "../_errors.js";
import { Buffer } from "../buffer/_buffer.js";
import { validateInt32 } from "../_validators.js";
import { kBytesRead, kBytesWritten, kKeepAlive, kNoDelay, kTypeOfService } from "./_symbols.js";

const methods = {
  setNoDelay: function (enable) {
    const on = Boolean(enable === undefined ? true : enable);
    const changed = on !== this[kNoDelay];
    if (!this._handle) {
      this[kNoDelay] = on;
    } else if (this._handle.setNoDelay && changed) {
      this[kNoDelay] = on;
      this._handle.setNoDelay(on);
    }
    return this;
  },

  setKeepAlive: function (enable, initialDelayMsecs, intervalMsecs, count) {
    if (enable !== null && typeof enable === "object") {
      ({ enable, initialDelay: initialDelayMsecs, interval: intervalMsecs, count } = enable);
    }
    const now = this[kKeepAlive];
    // As it is already: what an agent asks for each time a socket is free.
    if (enable === true && now.on && intervalMsecs === undefined && count === undefined && now.interval === undefined && now.count === undefined
      && now.delay === ~~(initialDelayMsecs / 1000)) return this;
    const wanted = {
      on: Boolean(enable), delay: ~~(initialDelayMsecs / 1000), interval: intervalMsecs === undefined ? undefined : ~~(intervalMsecs / 1000), count,
    };
    if (!this._handle) {
      this[kKeepAlive] = wanted;
      return this;
    }
    const same = wanted.on === now.on
      && (!wanted.on || (wanted.delay === now.delay && wanted.interval === now.interval && wanted.count === now.count));
    if (!this._handle.setKeepAlive || same) return this;
    this[kKeepAlive] = wanted;
    this._handle.setKeepAlive(wanted.on, wanted.delay, wanted.interval, wanted.count);
    return this;
  },

  setTypeOfService: function (tos) {
    if (Number.isNaN(tos)) throw new codes.ERR_INVALID_ARG_TYPE("tos", "number", tos);
    validateInt32(tos, "tos", 0, 255);
    const changed = tos !== this[kTypeOfService];
    this[kTypeOfService] = tos;
    if (this._handle?.setTypeOfService && changed) {
      const errno = this._handle.setTypeOfService(tos);
      if (errno) throw new ErrnoException(errno, "setTypeOfService");
    }
    return this;
  },

  getTypeOfService: function () {
    if (!this._handle?.getTypeOfService) return this[kTypeOfService] ?? 0;
    const found = this._handle.getTypeOfService();
    if (found < 0) throw new ErrnoException(found, "getTypeOfService");
    return found;
  },

  address: function () {
    return this._getsockname();
  },

  _getpeername: function () {
    if (!this._handle?.getpeername || this.connecting) return this._peername || {};
    if (this._peername) return this._peername;
    const out = {};
    if (this._handle.getpeername(out)) return out;
    this._peername = out;
    return out;
  },

  _getsockname: function () {
    if (!this._handle?.getsockname) return {};
    if (!this._sockname) {
      this._sockname = {};
      this._handle.getsockname(this._sockname);
    }
    return this._sockname;
  },

  ref: function () {
    return setRef(this, "ref");
  },

  unref: function () {
    return setRef(this, "unref");
  },
};

function setRef(socket, what) {
  if (!socket._handle) {
    socket.once("connect", socket[what]);
    return socket;
  }
  if (typeof socket._handle[what] === "function") socket._handle[what]();
  return socket;
}

// Enumerable, as in Node.
const shown = {
  bytesRead: function bytesRead() { return this._handle ? this._handle.bytesRead : this[kBytesRead]; },
  remoteAddress: function remoteAddress() { return this._getpeername().address; },
  remoteFamily: function remoteFamily() { return this._getpeername().family; },
  remotePort: function remotePort() { return this._getpeername().port; },
  localAddress: function localAddress() { return this._getsockname().address; },
  localPort: function localPort() { return this._getsockname().port; },
  localFamily: function localFamily() { return this._getsockname().family; },
  _bytesDispatched: function _bytesDispatched() { return this._handle ? this._handle.bytesWritten : this[kBytesWritten]; },
  bytesWritten: function bytesWritten() {
    if (!this.writableBuffer) return undefined;
    return this._bytesDispatched + sum(this.writableBuffer) + sizeOfPending(this._pendingData, this._pendingEncoding);
  },
};

const hidden = {
  _connecting: function () { return this.connecting; },
  readyState: function () {
    if (this.connecting) return "opening";
    if (this.readable) return this.writable ? "open" : "readOnly";
    return this.writable ? "writeOnly" : "closed";
  },
  bufferSize: function () {
    if (this._handle) return this.writableLength;
    return undefined;
  },
};

const sizeOf = (chunk, encoding) => (typeof chunk === "string" ? Buffer.byteLength(chunk, encoding) : chunk.length);
const sum = (items) => items.reduce((bytes, { chunk, encoding }) => bytes + sizeOf(chunk, encoding), 0);

function sizeOfPending(data, encoding) {
  if (!data) return 0;
  if (!Array.isArray(data)) return sizeOf(data, encoding);
  return sum(data);
}

export function addMembers(prototype) {
  for (const name in methods) prototype[name] = methods[name];
  for (const name in shown) Object.defineProperty(prototype, name, { get: shown[name], enumerable: true });
  for (const name in hidden) Object.defineProperty(prototype, name, { get: hidden[name] });
  Object.defineProperty(prototype, "pending", {
    get() { return !this._handle || this.connecting; },
    configurable: true,
  });
}
