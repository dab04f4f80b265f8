// What is under a net.Socket and a net.Server: a TCP or unix socket by number, with the methods that Node's own handles have and
// libraries call. Functions return 0 or a negative errno. What happens to a handle is told by one function for all of them.
import * as native from "native:net";
import { destroyResource, initResource, runInResource } from "../_async_context.js";
import { tracker } from "../_boot/task_queues.js";
import { Buffer } from "../buffer/_buffer.js";

export const EOF = -4095;
const FAMILY = { 4: "IPv4", 6: "IPv6" };
const handles = new Map();
let started = false;

const noop = () => {};

export class Handle {
  #number;
  // A layer of TLS has the number of the handle below, and these with it.
  #life = { connect: noop, close: noop, isClosing: false, referenced: true };
  #done = { write: noop, shutdown: noop };

  // `below`: the handle whose place this one takes; what happens is told to this one from now on.
  constructor(isPipe, number = native.open(isPipe), below = undefined) {
    if (!started) {
      native.setDispatch(dispatch);
      started = true;
    }
    this.#number = number;
    if (below !== undefined) this.#life = below.#life;
    this.reading = false;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    this.onread = undefined;
    this.onconnection = undefined;
    handles.set(number, this);
    initResource(this, isPipe ? "PIPEWRAP" : "TCPWRAP");
  }

  // -- opening

  open(fd) { return native.adopt(this.#number, fd); }
  bind(address, port, flags = 0) { return native.bind(this.#number, address, port, 4, flags); }
  bind6(address, port, flags = 0) { return native.bind(this.#number, address, port, 6, flags); }
  bindPath(path) { return native.bindPath(this.#number, path); }
  listen(backlog) { return native.listen(this.#number, backlog); }

  // done(status), later. `host`: the name that has this address.
  connect(address, port, family, host, done) {
    this.#life.connect = done;
    return native.connect(this.#number, address, port, family, host);
  }

  connectPath(path, done) {
    this.#life.connect = done;
    return native.connectPath(this.#number, path);
  }

  // -- bytes; onread(bytes | errno | EOF)

  readStart() {
    this.reading = true;
    return native.readStart(this.#number);
  }

  readStop() {
    this.reading = false;
    return native.readStop(this.#number);
  }

  // Bytes go into this memory; onread(how many) tells.
  useUserBuffer(buffer) { return native.readInto(this.#number, buffer); }

  // 0: all was taken; 1: done(status) is called later; an errno.
  writeBuffers(buffers, done) {
    const status = native.write(this.#number, buffers);
    if (status >= 0) {
      for (const buffer of buffers) this.bytesWritten += buffer.byteLength;
      if (status === 1) this.#done.write = done;
    }
    return status;
  }

  get writeQueueSize() { return Math.max(0, native.unsent(this.#number)); }

  shutdown(done) {
    this.#done.shutdown = done;
    return native.shutdown(this.#number);
  }

  // -- options

  setNoDelay(on) { return native.setNoDelay(this.#number, on); }
  setKeepAlive(on, delay, interval, count) { return native.setKeepAlive(this.#number, on, delay, interval, count); }
  setTypeOfService(value) { return native.setTypeOfService(this.#number, value); }
  getTypeOfService() { return native.getTypeOfService(this.#number); }
  setBlocking() { return 0; }
  getsockname(out) { return describe(native.ownAddress(this.#number), out); }
  getpeername(out) { return describe(native.peerAddress(this.#number), out); }
  get fd() { return native.fileno(this.#number); }

  // -- life

  ref() {
    this.#life.referenced = true;
    native.setRef(this.#number, true);
  }

  unref() {
    this.#life.referenced = false;
    native.setRef(this.#number, false);
  }

  hasRef() { return this.#life.referenced && handles.has(this.#number); }
  getAsyncId() { return 0; }

  close(done = noop) { this.#close(done, false); }

  reset(done = noop) {
    this.#close(done, true);
    return 0;
  }

  #close(done, reset) {
    if (!handles.has(this.#number) || this.#life.isClosing) return;
    this.#life.isClosing = true;
    this.reading = false;
    this.#life.close = typeof done === "function" ? done : noop;
    native.close(this.#number, true, reset);
  }

  // What native.py tells; the order is that of handle.py.
  static told = [
    (handle, status) => take(handle.#life, "connect")(status),
    (handle, block) => {
      handle.bytesRead += block.length;
      handle.onread(Buffer.from(block.buffer, block.byteOffset, block.byteLength));
    },
    (handle, count) => {
      handle.bytesRead += count;
      handle.onread(count);
    },
    (handle) => handle.onread(EOF),
    (handle, errno) => handle.onread(errno),
    (handle, status) => {
      // What nobody wrote, TLS did: its failure is the connection's.
      if (status < 0 && handle.#done.write === noop) handle.onread?.(status);
      else take(handle.#done, "write")(status);
    },
    (handle, status) => take(handle.#done, "shutdown")(status),
    (handle, status, number) => handle.onconnection(status, number === undefined ? undefined : new handle.constructor(undefined, number)),
    (handle) => {
      handles.delete(handle.#number);
      destroyResource(handle);
      take(handle.#life, "close")();
    },
  ];

  // What was being written when a layer came between has been sent.
  static inherited(handle) { take(handle.#done, "write")(0); }
  static numberOf(handle) { return handle.#number; }
  // For the kinds of tls/connection.py.
  static tell(kind, action) { told[kind] = action; }
}

function take(callbacks, what) {
  const done = callbacks[what];
  callbacks[what] = noop;
  return done;
}

const { told } = Handle;

function dispatch(number, kind, first, second) {
  const handle = handles.get(number);
  if (handle === undefined) return;
  if (tracker === undefined) told[kind](handle, first, second);
  else runInResource(handle, told[kind], undefined, handle, first, second);
}

function describe(found, out) {
  if (typeof found === "number") return found;
  const [address, port, family] = found;
  out.address = address;
  if (family !== undefined) {
    out.family = FAMILY[family];
    out.port = port;
  }
  return 0;
}

// `kind` is Node's SOCKET or SERVER, which makes no difference here.
export class TCP extends Handle {
  constructor(kind, number) { super(false, number); }
}

export class Pipe extends Handle {
  constructor(kind, number) { super(true, number); }
  bind(path) { return this.bindPath(path); }
}
// Unix sockets tell no addresses.
Pipe.prototype.getsockname = Pipe.prototype.getpeername = undefined;

// The handle of a descriptor that is open already; nothing where it is none of a stream socket's.
export function handleOf(fd) {
  const kind = native.kindOf(fd);
  return kind === "TCP" ? new TCP() : kind === "PIPE" ? new Pipe() : undefined;
}
export const kindOf = native.kindOf;
export const { checkHost, checkNamed } = native;
