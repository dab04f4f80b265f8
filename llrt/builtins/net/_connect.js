// socket.connect(): from arguments to a connected handle: the name looked up, one address or several in turn, what each attempt
// came to.  Reference: nodejs.org/api/net.html#socketconnect
import { loadBuiltin } from "native:engine";
import { codes, ExceptionWithHostPort } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import { channel } from "../diagnostics_channel/_channel.js";
import { Duplex } from "../stream/_duplex.js";
import { clearTimeout, setTimeout } from "../timers/index.js";
import { validateBoolean, validateFunction, validateInt32, validateNumber, validateString } from "../_validators.js";
import { checkConnectPort, checkTarget, kNormalized, normalizeArgs } from "./_args.js";
import { writeAfterFIN } from "./_bytes.js";
import { getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout } from "./_defaults.js";
import { checkHost, Pipe, TCP } from "./_handle.js";
import { isIP } from "./_ip.js";
import { initSocketHandle, kBoundSource } from "./_socket.js";
import { kKeepAlive, kNoDelay, kReinitializeHandle, kTypeOfService } from "./_symbols.js";

const {
  ERR_INVALID_ADDRESS_FAMILY, ERR_INVALID_IP_ADDRESS, ERR_IP_BLOCKED, ERR_SOCKET_CONNECTION_TIMEOUT,
} = codes;
const ETIMEDOUT = -110;
const ECANCELED = -125;
const LEAST_TIMEOUT = 10;
const opened = channel("net.client.socket");

export function connect(...args) {
  const [options, callback] = Array.isArray(args[0]) && args[0][kNormalized] ? args[0] : normalizeArgs(args);
  if (opened.hasSubscribers) opened.publish({ socket: this });
  if (callback !== null) this.once("connect", callback);
  if (this._parent?.connecting) return this;
  checkTarget(options);
  if (this.write === writeAfterFIN) this.write = Duplex.prototype.write;
  if (this.destroyed) {
    this._handle = null;
    this._peername = null;
    this._sockname = null;
  }
  const { path } = options;
  if (!this._handle) {
    this._handle = path ? new Pipe() : new TCP();
    initSocketHandle(this);
  }
  this._unrefTimer();
  this.connecting = true;
  if (path) {
    validateString(path, "options.path");
    connectPath(this, path);
  } else {
    lookupAndConnect(this, options);
  }
  return this;
}

// -- names

function readTarget(options) {
  const { localAddress, localPort } = options;
  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, "options.localPort");
  checkConnectPort(options.port);
  let { autoSelectFamily, autoSelectFamilyAttemptTimeout: timeout } = options;
  if (autoSelectFamily != null) validateBoolean(autoSelectFamily, "options.autoSelectFamily");
  else autoSelectFamily = getDefaultAutoSelectFamily();
  if (timeout != null) {
    validateInt32(timeout, "options.autoSelectFamilyAttemptTimeout", 1);
    timeout = Math.max(timeout, LEAST_TIMEOUT);
  } else {
    timeout = getDefaultAutoSelectFamilyAttemptTimeout();
  }
  return { host: options.host || "localhost", port: options.port | 0, localAddress, localPort, autoSelectFamily, timeout };
}

function lookupAndConnect(socket, options) {
  const target = readTarget(options);
  const { host, port } = target;
  const family = isIP(host);
  if (family) {
    nextTick(() => {
      if (socket.connecting) connectTo(socket, { ...target, address: host, family });
    });
    return;
  }
  if (options.lookup != null) validateFunction(options.lookup, "options.lookup");
  socket._host = host;
  try {
    checkHost(host, port);
  } catch (error) {
    nextTick(() => connectError(socket, error));
    return;
  }
  const dns = loadBuiltin("node:dns").default;
  const wanted = { family: familyOf(options.family), hints: options.hints || 0 };
  if (wanted.family !== 4 && wanted.family !== 6 && wanted.hints === 0) wanted.hints = dns.ADDRCONFIG;
  const lookup = options.lookup || dns.lookup;
  if (target.autoSelectFamily && wanted.family !== 4 && wanted.family !== 6 && !target.localAddress) {
    lookupAll(socket, lookup, wanted, target);
  } else {
    lookupOne(socket, lookup, wanted, target, options);
  }
}

function familyOf(family) {
  if (family === "IPv4") return 4;
  if (family === "IPv6") return 6;
  return family;
}

function lookupOne(socket, lookup, wanted, target, options) {
  const { host } = target;
  lookup(host, wanted, function emitLookup(error, address, family) {
    socket.emit("lookup", error, address, family, host);
    if (!socket.connecting) return;
    if (error) nextTick(() => connectError(socket, error));
    else if (typeof address !== "string" || !isIP(address)) nextTick(() => connectError(socket, new ERR_INVALID_IP_ADDRESS(address)));
    else if (family !== 4 && family !== 6) nextTick(() => connectError(socket, new ERR_INVALID_ADDRESS_FAMILY(family, options.host, options.port)));
    else {
      socket._unrefTimer();
      connectTo(socket, { ...target, address, family });
    }
  });
}

function lookupAll(socket, lookup, wanted, target) {
  const { host, port } = target;
  lookup(host, { ...wanted, all: true }, function emitLookup(error, addresses) {
    if (!socket.connecting) return;
    if (error) {
      socket.emit("lookup", error, undefined, undefined, host);
      nextTick(() => connectError(socket, error));
      return;
    }
    const usable = [];
    for (const { address, family } of addresses) {
      socket.emit("lookup", error, address, family, host);
      if (!socket.connecting) return;
      if (typeof address !== "string" || !isIP(address) || (family !== 4 && family !== 6)) continue;
      if (!usable.some((one) => one.address === address)) usable.push({ address, family });
    }
    if (usable.length === 0) {
      const { address, family } = addresses[0] ?? {};
      const failure = typeof address === "string" && isIP(address) ? new ERR_INVALID_ADDRESS_FAMILY(family, host, port) : new ERR_INVALID_IP_ADDRESS(address);
      nextTick(() => connectError(socket, failure));
      return;
    }
    socket._unrefTimer();
    if (usable.length === 1) {
      connectTo(socket, { ...target, ...usable[0] });
      return;
    }
    socket.autoSelectFamilyAttemptedAddresses = [];
    tryNext({ socket, target, addresses: interleave(usable), current: 0, errors: [], timer: undefined });
  });
}

// Both families in turn, beginning with that of the first.
function interleave(list) {
  const first = list.filter(({ family }) => family === list[0].family);
  const second = list.filter(({ family }) => family !== list[0].family);
  const mixed = [];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    if (first[i]) mixed.push(first[i]);
    if (second[i]) mixed.push(second[i]);
  }
  return mixed;
}

function connectError(socket, error) {
  socket.destroy(error);
}

// -- attempts

// 0, or the errno of a local address that cannot be had.
function bindLocal(handle, { localAddress, localPort, family }) {
  if (!localAddress && !localPort) return 0;
  const address = localAddress || (family === 4 ? "0.0.0.0" : "::");
  const errno = family === 4 ? handle.bind(address, localPort | 0) : handle.bind6(address, localPort | 0);
  // An address in use is known now if a port was asked for.
  return errno === 0 && localPort > 0 ? handle.getsockname({}) : errno;
}

// For what fails before it is on its way.
function refused(socket, errno, { address, port }) {
  const local = socket._getsockname();
  return new ExceptionWithHostPort(errno, "connect", address, port, `${local.address}:${local.port}`);
}

function failed(errno, { address, port, localAddress, localPort }) {
  if (!localAddress || !localPort) return new ExceptionWithHostPort(errno, "connect", address, port);
  const error = new ExceptionWithHostPort(errno, "connect", address, port, `${localAddress}:${localPort}`);
  return Object.assign(error, { localAddress, localPort });
}

function begin(socket, { address, port, family, host }, done) {
  if (socket.blockList?.check(address, `ipv${family}`)) return new ERR_IP_BLOCKED(address);
  try {
    const named = host === address ? undefined : host;
    const errno = socket._handle.connect(address, port, family, named, done);
    return errno ? refused(socket, errno, { address, port }) : undefined;
  } catch (error) {
    return error;
  }
}

function connectTo(socket, target) {
  const { address, port, family } = target;
  const handle = socket._handle;
  const errno = socket[kBoundSource] ? 0 : bindLocal(handle, target);
  if (errno) {
    socket.destroy(new ExceptionWithHostPort(errno, "bind", target.localAddress ?? (family === 4 ? "0.0.0.0" : "::"), target.localPort));
    return;
  }
  socket.emit("connectionAttempt", address, port, family);
  if (socket._handle !== handle) return;
  const error = begin(socket, target, (status) => afterConnect(socket, handle, target, status));
  if (error) socket.destroy(error);
}

function connectPath(socket, path) {
  const handle = socket._handle;
  const target = { address: path };
  socket.emit("connectionAttempt", path, undefined, undefined);
  if (socket._handle !== handle) return;
  let errno;
  try {
    errno = handle.connectPath(path, (status) => afterConnect(socket, handle, target, status));
  } catch (error) {
    socket.destroy(error);
    return;
  }
  if (errno) socket.destroy(refused(socket, errno, target));
}

function tryNext(attempts) {
  clearTimeout(attempts.timer);
  const { socket, addresses, errors, target } = attempts;
  if (attempts.current === addresses.length) {
    socket.destroy(errors.length === 0 ? new ERR_SOCKET_CONNECTION_TIMEOUT() : aggregate(errors));
    return;
  }
  const one = { ...target, ...addresses[attempts.current++] };
  const { address, port, family } = one;
  if (attempts.current > 1) socket[kReinitializeHandle](new TCP());
  const handle = socket._handle;
  const errno = bindLocal(handle, one);
  socket.emit("connectionAttempt", address, port, family);
  if (socket._handle !== handle) return;
  socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
  const error = errno
    ? new ExceptionWithHostPort(errno, "bind", one.localAddress, one.localPort)
    : begin(socket, one, (status) => attempted(attempts, handle, one, status));
  if (error) {
    errors.push(error);
    socket.emit("connectionAttemptFailed", address, port, family, error);
    if (socket.connecting) tryNext(attempts);
    return;
  }
  if (attempts.current < addresses.length) {
    attempts.timer = setTimeout(() => tooSlow(attempts, one), target.timeout);
  }
}

function tooSlow(attempts, one) {
  const { address, port, family } = one;
  const { socket, errors } = attempts;
  socket.emit("connectionAttemptTimeout", address, port, family);
  errors.push(failed(ETIMEDOUT, one));
  if (socket.connecting) tryNext(attempts);
}

function attempted(attempts, handle, one, status) {
  const { socket, errors } = attempts;
  // It was given up before.
  if (socket._handle !== handle || socket.destroyed) return;
  clearTimeout(attempts.timer);
  if (status === 0) {
    afterConnect(socket, handle, one, status);
    return;
  }
  const error = failed(status, one);
  errors.push(error);
  socket.emit("connectionAttemptFailed", one.address, one.port, one.family, error);
  if (!socket.connecting) return;
  if (status === ECANCELED) attempts.current = attempts.addresses.length;
  tryNext(attempts);
}

function aggregate(errors) {
  const error = new AggregateError(errors);
  error.code = errors[0].code;
  return error;
}

// -- connected, or not

function afterConnect(socket, handle, target, status) {
  if (socket.destroyed || socket._handle !== handle) return;
  socket.connecting = false;
  socket._sockname = null;
  if (status !== 0) {
    const { address, port, family } = target;
    const error = failed(status, target);
    socket.emit("connectionAttemptFailed", address, port, family, error);
    socket.destroy(error);
    return;
  }
  if (socket.readable && target.readable === false) {
    socket.push(null);
    socket.read();
  }
  socket._unrefTimer();
  applyOptions(socket);
  socket.emit("connect");
  socket.emit("ready");
  // The first read, or the end at once.
  if (socket.readable && !socket.isPaused()) socket.read(0);
}

function applyOptions(socket) {
  const handle = socket._handle;
  if (socket[kNoDelay] && handle.setNoDelay) handle.setNoDelay(true);
  const { on, delay, interval, count } = socket[kKeepAlive];
  if (on && handle.setKeepAlive) handle.setKeepAlive(true, delay, interval, count);
  if (socket[kTypeOfService] !== undefined && handle.setTypeOfService) handle.setTypeOfService(socket[kTypeOfService]);
}
