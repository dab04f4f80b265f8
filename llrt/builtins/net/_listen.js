// server.listen(): from arguments to a handle that listens.  Reference: nodejs.org/api/net.html#serverlisten
import { loadBuiltin } from "native:engine";
import { codes, UVExceptionWithHostPort } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { addAbortListener } from "../events/_async.js";
import { validateAbortSignal, validatePort } from "../_validators.js";
import { isPipeName, normalizeArgs, toNumber } from "./_args.js";
import { BoundSocket, IPV6_ONLY, REUSE_PORT } from "./_bound_socket.js";
import { handleOf, Pipe, TCP } from "./_handle.js";
import { onconnection } from "./_server.js";
import { kConsume, kOwner } from "./_symbols.js";
import { tracingChannel } from "../diagnostics_channel/_tracing.js";

const { ERR_INVALID_ARG_VALUE, ERR_SERVER_ALREADY_LISTEN } = codes;
const EINVAL = -22;
const BACKLOG = 511;
const listening = tracingChannel("net.server.listen");

export function listen(...args) {
  const [given, callback] = normalizeArgs(args);
  if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
  if (listening.hasSubscribers) listening.asyncStart.publish({ server: this, options: given });
  if (callback !== null) this.once("listening", callback);
  const backlog = toNumber(args.length > 1 && args[1]) || toNumber(args.length > 2 && args[2]);

  const bound = given instanceof BoundSocket ? given : given.handle instanceof BoundSocket ? given.handle : undefined;
  const options = bound ? bound[kConsume]() : given._handle || given.handle || given;
  this._listeningId++;
  if (options instanceof TCP) {
    this._handle = options;
    this._listen2(null, -1, -1, backlog);
    return this;
  }
  addSignal(this, options);
  if (typeof options.fd === "number" && options.fd >= 0) {
    this._listen2(null, null, null, backlog, options.fd);
    return this;
  }
  if (args.length === 0 || typeof args[0] === "function" || (options.port === undefined && "port" in options) || options.port === null) {
    options.port = 0;
  }
  if (typeof options.port === "number" || typeof options.port === "string") {
    listenOnPort(this, options, backlog);
    return this;
  }
  if (options.path && isPipeName(options.path)) {
    listenOnPath(this, options, backlog);
    return this;
  }
  if (!("port" in options || "path" in options)) {
    throw new ERR_INVALID_ARG_VALUE("options", options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE("options", options);
}

function addSignal(server, { signal }) {
  if (signal === undefined) return;
  validateAbortSignal(signal, "options.signal");
  const abort = () => server.close();
  if (signal.aborted) {
    nextTick(abort);
    return;
  }
  const waiting = addAbortListener(signal, abort);
  server.once("close", () => waiting[Symbol.dispose]());
}

function listenOnPort(server, options, backlogOfArgs) {
  validatePort(options.port, "options.port");
  const backlog = options.backlog || backlogOfArgs;
  const flags = (options.ipv6Only === true ? IPV6_ONLY : 0) | (options.reusePort === true ? REUSE_PORT : 0);
  const port = options.port | 0;
  if (options.host) lookupAndListen(server, port, options.host, backlog, flags);
  else server._listen2(null, port, 4, backlog, undefined, flags);
}

function lookupAndListen(server, port, host, backlog, flags) {
  const id = server._listeningId;
  loadBuiltin("node:dns").default.lookup(host, { all: true }, (error, addresses) => {
    // It was closed, or listens elsewhere.
    if (id !== server._listeningId) return;
    if (error) {
      server.emit("error", error);
      return;
    }
    const { address, family } = addresses.find((one) => !isLinkLocal(one)) ?? addresses[0] ?? { address: null, family: 4 };
    server._listen2(address, port, family, backlog, undefined, flags);
  });
}

// Such an address cannot be listened on without saying on which interface.
const isLinkLocal = ({ address, family }) => family === 6 && address.toLowerCase().startsWith("fe80:") && !address.includes("%");

function listenOnPath(server, options, backlogOfArgs) {
  const { path, readableAll, writableAll } = options;
  if (path[0] === "\0" && (readableAll || writableAll)) {
    const message = "can not set readableAll or writableAllt to true when path is abstract unix socket";
    throw new ERR_INVALID_ARG_VALUE("options", options, message);
  }
  server._pipeName = path;
  server._listen2(path, -1, -1, options.backlog || backlogOfArgs);
  if (!server._handle) return;
  const mode = (readableAll === true ? 0o444 : 0) | (writableAll === true ? 0o222 : 0);
  if (mode !== 0) loadBuiltin("node:fs").default.chmodSync(path, mode);
}

// A handle that is bound, or a negative errno.
export function createServerHandle(address, port, addressType, fd, flags) {
  if (typeof fd === "number" && fd >= 0) return handleOfDescriptor(fd);
  const isPipe = port === -1 && addressType === -1;
  const handle = isPipe ? new Pipe() : new TCP();
  const errno = bind(handle, isPipe, address, port, addressType, flags);
  if (!errno) return handle;
  handle.close();
  return address || isPipe ? errno : createServerHandle("0.0.0.0", port, undefined, undefined, flags);
}

function bind(handle, isPipe, address, port, addressType, flags) {
  if (isPipe) return handle.bind(address);
  if (!address) return handle.bind6("::", port, flags);
  return addressType === 6 ? handle.bind6(address, port, flags) : handle.bind(address, port, flags);
}

function handleOfDescriptor(fd) {
  const handle = handleOf(fd);
  if (handle === undefined) return EINVAL;
  const errno = handle.open(fd);
  if (!errno) return handle;
  handle.close();
  return errno;
}

// server._listen2(): the handle, made unless it is there, listens.
export function setupListenHandle(address, port, addressType, backlog, fd, flags) {
  if (!this._handle) {
    let made;
    if (!address && typeof fd !== "number") {
      made = createServerHandle("::", port, 6, fd, flags);
      if (typeof made === "number") [address, addressType] = ["0.0.0.0", 4];
      else [address, addressType] = ["::", 6];
    }
    if (made === undefined || typeof made === "number") made = createServerHandle(address, port, addressType, fd, flags);
    if (typeof made === "number") {
      fail(this, made, address, port);
      return;
    }
    this._handle = made;
  }
  this._handle.onconnection = onconnection;
  this._handle[kOwner] = this;
  const errno = this._handle.listen(backlog || BACKLOG);
  if (errno) {
    this._handle.close();
    this._handle = null;
    fail(this, errno, address, port);
    return;
  }
  if (listening.hasSubscribers) listening.asyncEnd.publish({ server: this });
  this._connectionKey = `${addressType}:${address}:${port}`;
  if (this._unref) this.unref();
  nextTick(emitListening, this);
}

function fail(server, errno, address, port) {
  const error = new UVExceptionWithHostPort(errno, "listen", address, port);
  if (listening.hasSubscribers) listening.error.publish({ server, error });
  nextTick(() => server.emit("error", error));
}

function emitListening(server) {
  if (server._handle) server.emit("listening");
}
