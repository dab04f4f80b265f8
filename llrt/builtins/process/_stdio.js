// process.stdout and process.stderr. Every write is synchronous, whatever the descriptor is. Standard streams never end: destroy() and
// end() leave the descriptor open and the stream usable.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html#a-note-on-process-io
import { loadBuiltin } from "native:engine";
import { kindOf } from "native:process";
import { nextTick } from "../_boot/task_queues.js";
import { Writable } from "../stream/_writable.js";
import { Socket, writeNow } from "./_fd_stream.js";
import { state } from "./_state.js";

// Files and devices.
function SyncWriteStream(fd, options) {
  Writable.call(this, { autoDestroy: true, decodeStrings: false });
  this.fd = fd;
  this.readable = false;
  this.autoClose = options.autoClose;
}
Object.setPrototypeOf(SyncWriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(SyncWriteStream, Writable);

SyncWriteStream.prototype._write = function (chunk, encoding, callback) {
  callback(writeNow(this.fd, chunk, encoding, "file"));
};

function leaveOpen(error, callback) {
  callback(error);
  this._undestroy();
  if (!this._writableState.emitClose) nextTick(() => this.emit("close"));
}

function make(fd, kind) {
  if (kind === "tty") {
    const { WriteStream } = loadBuiltin("node:tty");
    const stream = new WriteStream(fd);
    stream._type = "tty";
    return stream;
  }
  if (kind === "pipe") {
    const stream = new Socket(fd, { readable: false, writable: true, emitClose: false });
    stream._type = "pipe";
    return stream;
  }
  if (kind === undefined) return new Writable({ write(chunk, encoding, callback) { callback(); } }); // closed
  const stream = new SyncWriteStream(fd, { autoClose: false });
  stream._type = "fs";
  return stream;
}

function open(fd) {
  const stream = make(fd, kindOf(fd));
  stream.fd = fd;
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = leaveOpen;
  if (stream.isTTY) state.process.on("SIGWINCH", () => stream._refreshSize());
  return stream;
}

// The console writes through these once they exist, so that a program that replaces their write() sees its output. One at a time: a
// program that touches one of them does not pay for both.
export const stdio = {
  get stdout() { return state.stdout ??= open(1); },
  get stderr() { return state.stderr ??= open(2); },
};
