// net.Server: listens and makes a Socket of every connection.  Reference: nodejs.org/api/net.html#class-netserver
import { codes, ErrnoException } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { channel } from "../diagnostics_channel/_channel.js";
import { captureRejectionSymbol } from "../events/index.js";
import { EventEmitter } from "../events/_emitter.js";
import { getDefaultHighWaterMark } from "../stream/_state.js";
import { validateNumber } from "../_validators.js";
import { BlockList } from "./_block_list.js";
import { listen, setupListenHandle } from "./_listen.js";
import { Socket } from "./_socket.js";
import { kKeepAlive, kNoDelay, kOwner } from "./_symbols.js";

const { ERR_INVALID_ARG_TYPE, ERR_SERVER_NOT_RUNNING } = codes;
const accepted = channel("net.server.socket");

function readOptions(options) {
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, "options.keepAliveInitialDelay");
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, "options.highWaterMark");
    if (options.highWaterMark < 0) options.highWaterMark = getDefaultHighWaterMark();
  }
}

export function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  EventEmitter.call(this);
  if (typeof options === "function") {
    connectionListener = options;
    options = {};
  } else if (options === undefined || options === null || typeof options === "object") {
    options = { ...options };
  } else {
    throw new ERR_INVALID_ARG_TYPE("options", "Object", options);
  }
  if (typeof connectionListener === "function") this.on("connection", connectionListener);
  readOptions(options);
  this._connections = 0;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = !!options.pauseOnConnect;
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ?? getDefaultHighWaterMark();
  if (options.blockList) {
    if (!BlockList.isBlockList(options.blockList)) throw new ERR_INVALID_ARG_TYPE("options.blockList", "net.BlockList", options.blockList);
    this.blockList = options.blockList;
  }
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

// handle.onconnection
export function onconnection(errno, handle) {
  const server = this[kOwner];
  if (errno) {
    server.emit("error", new ErrnoException(errno, "accept"));
    return;
  }
  if (server.maxConnections != null && server._connections >= server.maxConnections) {
    drop(server, handle);
    return;
  }
  if (server.blockList && isBlocked(server.blockList, handle)) {
    handle.close();
    return;
  }
  const socket = new Socket({
    handle, allowHalfOpen: server.allowHalfOpen, pauseOnCreate: server.pauseOnConnect, readable: true, writable: true,
    readableHighWaterMark: server.highWaterMark, writableHighWaterMark: server.highWaterMark,
  });
  if (server.noDelay && handle.setNoDelay) {
    socket[kNoDelay] = true;
    handle.setNoDelay(true);
  }
  if (server.keepAlive && handle.setKeepAlive) {
    socket[kKeepAlive] = { on: true, delay: server.keepAliveInitialDelay, interval: undefined, count: undefined };
    handle.setKeepAlive(true, server.keepAliveInitialDelay);
  }
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit("connection", socket);
  if (accepted.hasSubscribers) accepted.publish({ socket });
}

function drop(server, handle) {
  const local = {};
  const remote = {};
  handle.getsockname?.(local);
  handle.getpeername?.(remote);
  handle.close();
  server.emit("drop", {
    localAddress: local.address, localPort: local.port, localFamily: local.family,
    remoteAddress: remote.address, remotePort: remote.port, remoteFamily: remote.family,
  });
}

function isBlocked(list, handle) {
  const remote = {};
  return handle.getpeername?.(remote) === 0 && remote.family !== undefined && list.check(remote.address, remote.family.toLowerCase());
}

const methods = {
  _listen2: setupListenHandle,
  listen,

  address: function () {
    if (this._handle?.getsockname) {
      const out = {};
      const errno = this._handle.getsockname(out);
      if (errno) throw new ErrnoException(errno, "address");
      return out;
    }
    return this._pipeName || null;
  },

  getConnections: function (callback) {
    nextTick(callback, null, this._connections);
    return this;
  },

  close: function (callback) {
    this._listeningId++;
    if (typeof callback === "function") {
      if (this._handle) this.once("close", callback);
      else this.once("close", function close() { callback(new ERR_SERVER_NOT_RUNNING()); });
    }
    if (this._handle) {
      this._handle.close();
      this._handle = null;
    }
    this._emitCloseIfDrained();
    return this;
  },

  _emitCloseIfDrained: function () {
    if (!this._handle && !this._connections) nextTick(emitClose, this);
  },

  // For processes that Node's own workers share a server with: none here.
  _setupWorker: function (socketList) {
    this._usingWorkers = true;
    this._workers.push(socketList);
    socketList.once("exit", (one) => this._workers.splice(this._workers.indexOf(one), 1));
  },

  ref: function () {
    this._unref = false;
    this._handle?.ref();
    return this;
  },

  unref: function () {
    this._unref = true;
    this._handle?.unref();
    return this;
  },

  [Symbol.asyncDispose]: async function () {
    if (!this._handle) return;
    await new Promise((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
  },

  [captureRejectionSymbol]: function (error, event, socket) {
    if (event === "connection") socket.destroy(error);
    else this.emit("error", error);
  },
};

function emitClose(server) {
  server.emit("close");
}

for (const name of Reflect.ownKeys(methods)) Server.prototype[name] = methods[name];
Object.defineProperty(Server.prototype, "listening", {
  get() { return !!this._handle; },
  enumerable: true,
  configurable: true,
});
