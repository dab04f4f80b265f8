// ChildProcess: a program that runs, its streams, and the events of its end.
// Reference: nodejs.org/api/child_process.html#class-childprocess
import * as native from "native:child_process";
import { loadBuiltin, loadedBuiltin } from "native:engine";
import { ErrnoException } from "../_errors.js";
import { EventEmitter } from "../events/_emitter.js";
import { nextTick } from "../_boot/task_queues.js";
import { kill as killProcess } from "native:process";
import { validateArray, validateObject, validateString } from "../_validators.js";
import { signalName, signalNumber } from "./_options.js";
import { giveAway, kUsed, numbersOf, readStdio } from "./_stdio.js";
import { ChildStream } from "./_stream.js";

// Errors of the start that come as an event; others are thrown.
const LATER = new Set([-13, -11, -24, -23, -2]);
const ESRCH = -3;

export function ChildProcess() {
  EventEmitter.call(this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  Object.defineProperty(this, "_running", { value: false, writable: true });
  const channels = loadedBuiltin("node:diagnostics_channel");
  if (channels?.hasSubscribers("child_process")) channels.channel("child_process").publish({ process: this });
}
Object.setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
Object.setPrototypeOf(ChildProcess, EventEmitter);

const proto = ChildProcess.prototype;

// To the channels of child_process.spawn, when somebody listens.
function announce(event, message) {
  const channels = loadedBuiltin("node:diagnostics_channel");
  const name = `tracing:child_process.spawn:${event}`;
  if (channels?.hasSubscribers(name)) channels.channel(name).publish(message);
}

function onExit(child, code, signal) {
  if (signal) child.signalCode = signalName(signal);
  else child.exitCode = code;
  child.stdin?.destroy();
  child._running = false;
  if (code < 0) child.emit("error", startError(child, code));
  else child.emit("exit", child.exitCode, child.signalCode);
  // What nobody reads would keep the streams from ending.
  nextTick(flush, child);
  maybeClose(child);
}

function startError(child, errno) {
  const error = new ErrnoException(errno, child.spawnfile ? `spawn ${child.spawnfile}` : "spawn");
  if (child.spawnfile) error.path = child.spawnfile;
  error.spawnargs = child.spawnargs.slice(1);
  return error;
}

function flush(child) {
  for (const stream of child.stdio ?? []) {
    if (stream && stream.readable && stream !== child.stdin && !stream[kUsed]) stream.resume();
  }
}

function maybeClose(child) {
  if (++child._closesGot === child._closesNeeded) child.emit("close", child.exitCode, child.signalCode);
}

function openStreams(child, entries, fds) {
  child.stdio = entries.map(({ kind }, index) => {
    if (kind !== "pipe") return null;
    const isInput = index === 0;
    const fd = fds[index] ?? -1;
    const stream = new ChildStream(fd, { readable: !isInput, writable: isInput || index > 2 });
    if (fd < 0) stream.destroy();
    if (!isInput) {
      child._closesNeeded++;
      stream.on("close", () => maybeClose(child));
      if (fd < 0) return stream;
      // Its end is seen although nobody reads yet.
      stream.read(0);
    }
    return stream;
  });
  [child.stdin = null, child.stdout = null, child.stderr = null] = child.stdio;
}

proto.spawn = function spawn(options) {
  validateObject(options, "options");
  const entries = readStdio(options.stdio || "pipe", false);
  if (options.envPairs !== undefined) validateArray(options.envPairs, "options.envPairs");
  validateString(options.file, "options.file");
  if (options.args !== undefined) validateArray(options.args, "options.args");
  const variables = (options.envPairs ?? []).slice();
  const channel = entries.findIndex(({ kind }) => kind === "ipc");
  if (channel >= 0) variables.push(`NODE_CHANNEL_FD=${channel}`, `NODE_CHANNEL_SERIALIZATION_MODE=${options.serialization || "json"}`);
  this.spawnfile = options.file;
  this.spawnargs = options.args ?? [];
  const ids = [options.uid ?? -1, options.gid ?? -1, options.detached ? 1 : 0];
  announce("start", { process: this, options });
  const [pid, ...fds] = native.spawn(options.file, this.spawnargs.map(String), variables, options.cwd || undefined, numbersOf(entries), ids,
    (code, signal) => onExit(this, code, signal));
  if (pid < 0) {
    announce("error", { process: this, error: startError(this, pid), options });
    if (!LATER.has(pid)) throw new ErrnoException(pid, "spawn");
    nextTick(onExit, this, pid, 0);
    if (pid === -24 || pid === -23) return pid;
  } else {
    this.pid = pid;
    this._running = true;
    nextTick(() => this.emit("spawn"));
    announce("end", { process: this, options });
  }
  giveAway(entries);
  openStreams(this, entries, fds);
  if (channel >= 0) loadBuiltin("node:internal/child_process/ipc").openChannel(this, fds[channel] ?? -1, options.serialization);
  return pid < 0 ? pid : 0;
};

proto.kill = function kill(sig) {
  const signal = sig === 0 ? 0 : signalNumber(sig === undefined ? "SIGTERM" : sig);
  if (!this._running) return false;
  const errno = killProcess(this.pid, signal);
  if (!errno) {
    if (signal !== 0 || sig === 0) this.killed = true;
    return true;
  }
  if (errno !== ESRCH) this.emit("error", new ErrnoException(errno, "kill"));
  return false;
};

proto[Symbol.dispose] = function () {
  if (!this.killed) this.kill();
};

proto.ref = function ref() {
  if (this._running) native.childRef(this.pid, true);
};

proto.unref = function unref() {
  if (this._running) native.childRef(this.pid, false);
};

