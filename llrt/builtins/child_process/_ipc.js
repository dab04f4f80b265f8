// The channel between a program and one that it forked: messages as lines of JSON over a socket, on both sides.
// Not here: sending handles, the "advanced" serialization.  Reference: nodejs.org/api/child_process.html#subprocesssendmessage-sendhandle-options-callback
import * as native from "native:child_process";
import { refReading, startReading, stopReading } from "native:process";
import { codes, notSupported } from "../_errors.js";
import { EventEmitter } from "../events/_emitter.js";
import { nextTick } from "../_boot/task_queues.js";
import { validateObject } from "../_validators.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_HANDLE_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED, ERR_MISSING_ARGS } = codes;
const TYPES = ["string", "object", "number", "boolean"];

// `channel` of a child and of process: whether it keeps the program alive.
class Control extends EventEmitter {
  #channel;

  constructor(channel) {
    super();
    this.#channel = channel;
  }

  get fd() { return this.#channel.fd; }
  ref() { this.#channel.setRef(true); }
  unref() { this.#channel.setRef(false); }
  hasRef() { return this.#channel.referenced; }
}

class Channel {
  constructor(target, fd) {
    this.target = target;
    this.fd = fd;
    this.referenced = true;
    this.decoder = new TextDecoder();
    this.rest = "";
    this.pending = [];
    this.queue = Promise.resolve();
    startReading(fd, (chunk, errno) => this.onChunk(chunk, errno));
    target.on("newListener", (name) => {
      if (name === "message" && this.pending.length > 0) nextTick(() => this.flush());
    });
  }

  setRef(on) {
    this.referenced = on;
    if (this.fd >= 0) refReading(this.fd, on);
  }

  onChunk(chunk, errno) {
    if (chunk === undefined || errno !== undefined) {
      this.close();
      return;
    }
    const lines = (this.rest + this.decoder.decode(chunk, { stream: true })).split("\n");
    this.rest = lines.pop();
    for (const line of lines) nextTick(() => this.deliver(JSON.parse(line)));
  }

  // Kept until somebody listens.
  deliver(message) {
    const event = typeof message === "object" && message !== null && typeof message.cmd === "string" && message.cmd.startsWith("NODE_")
      ? "internalMessage" : "message";
    if (event === "message" && this.target.listenerCount("message") === 0) this.pending.push(message);
    else this.target.emit(event, message, undefined);
  }

  flush() {
    for (const message of this.pending.splice(0)) this.target.emit("message", message, undefined);
  }

  write(text, callback) {
    const bytes = new TextEncoder().encode(`${text}\n`);
    // One after the other: a write may have to wait for the other side.
    if (this.busy === undefined) {
      const result = native.write(this.fd, bytes);
      if (!(result instanceof Promise)) {
        nextTick(callback, null);
        return;
      }
      this.busy = result;
    } else {
      this.busy = this.busy.then(() => (this.fd >= 0 ? native.write(this.fd, bytes) : undefined));
    }
    const mine = this.busy;
    mine.then(() => {
      if (this.busy === mine) this.busy = undefined;
      nextTick(callback, null);
    });
  }

  close() {
    if (this.fd < 0) return;
    const { fd } = this;
    this.fd = -1;
    stopReading(fd);
    native.close(fd);
    this.target.channel = null;
    const wasConnected = this.target.connected;
    this.target.connected = false;
    if (wasConnected || this.asked) nextTick(() => this.target.emit("disconnect"));
  }

  disconnect() {
    this.asked = true;
    this.target.connected = false;
    const done = () => this.close();
    if (this.busy === undefined) nextTick(done);
    else this.busy.then(done);
  }
}

function readSendArguments(handle, options, callback) {
  if (typeof handle === "function") return [undefined, undefined, handle];
  if (typeof options === "function") return [handle, undefined, options];
  if (options !== undefined) validateObject(options, "options");
  return [handle, options, callback];
}

function send(message, handle, options, callback) {
  [handle, options, callback] = readSendArguments(handle, options, callback);
  if (!this.connected) {
    const error = new ERR_IPC_CHANNEL_CLOSED();
    if (typeof callback === "function") nextTick(callback, error);
    else nextTick(() => this.emit("error", error));
    return false;
  }
  if (message === undefined) throw new ERR_MISSING_ARGS("message");
  if (!TYPES.includes(typeof message)) throw new ERR_INVALID_ARG_TYPE("message", TYPES, message);
  if (handle) {
    if (typeof handle !== "object") throw new ERR_INVALID_HANDLE_TYPE();
    throw notSupported("sending handles to child processes");
  }
  this._ipc.write(JSON.stringify(message), typeof callback === "function" ? callback : () => {});
  return true;
}

function disconnect() {
  if (this.connected) this._ipc.disconnect();
  else this.emit("error", new ERR_IPC_DISCONNECTED());
}

export function openChannel(target, fd, serialization) {
  if (serialization === "advanced") throw notSupported("the serialization 'advanced' of child processes");
  if (fd < 0) return undefined;
  const channel = new Channel(target, fd);
  Object.defineProperty(target, "_ipc", { value: channel, configurable: true });
  Object.assign(target, { channel: new Control(channel), connected: true, send, disconnect });
  target._disconnect = () => channel.disconnect();
  return channel;
}

// In a program that was forked: process.send(), its messages. It lives on only while somebody listens.
export function _forkChild(fd, serializationMode) {
  const channel = openChannel(process, fd, serializationMode);
  const counts = (name) => name === "message" || name === "disconnect";
  const update = (change) => channel.setRef(process.listenerCount("message") + process.listenerCount("disconnect") + change > 0);
  process.on("newListener", (name) => { if (counts(name)) update(1); });
  process.on("removeListener", (name) => { if (counts(name)) update(0); });
  update(0);
}

// At the start of a program whose environment names a channel.
export function adoptChannel() {
  const { NODE_CHANNEL_FD: fd, NODE_CHANNEL_SERIALIZATION_MODE: mode } = process.env;
  delete process.env.NODE_CHANNEL_FD;
  delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
  if (/^\d+$/.test(fd)) _forkChild(Number(fd), mode === "advanced" ? mode : "json");
}
