// process.stdin: a terminal, a pipe or socket, or a file. Nothing is read before somebody listens.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html#processstdin
import { loadBuiltin } from "native:engine";
import { kindOf, startReading, stopReading } from "native:process";
import { initResource, runInResource } from "../_async_context.js";
import { Readable } from "../stream/_readable.js";
import { Socket, stopWhenPaused } from "./_fd_stream.js";

const FD = 0;

// A file or device; it stays open.
function ReadStream(fd) {
  Readable.call(this, { autoDestroy: false });
  this.fd = fd;
  this.bytesRead = 0;
  initResource(this, "FSREQCALLBACK");
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

// One chunk for each call.
ReadStream.prototype._read = function () {
  startReading(this.fd, (chunk, errno) => {
    stopReading(this.fd);
    runInResource(this, onChunk, this, chunk, errno);
  });
};

function onChunk(chunk, errno) {
  if (errno !== undefined) {
    const { UVException } = loadBuiltin("node:internal/errors");
    this.destroy(new UVException({ errno: -errno, syscall: "read" }));
  } else if (chunk === undefined) {
    this.push(null);
  } else {
    this.bytesRead += chunk.length;
    const { Buffer } = loadBuiltin("node:internal/buffer/buffer");
    this.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
}

ReadStream.prototype._destroy = function (error, callback) {
  stopReading(this.fd);
  callback(error);
};

function make(kind) {
  if (kind === "tty") {
    const { ReadStream: Terminal } = loadBuiltin("node:tty");
    return new Terminal(FD);
  }
  if (kind === "pipe") return new Socket(FD, { readable: true, writable: false });
  if (kind === undefined) return new Readable({ read() { this.push(null); } }); // closed
  return new ReadStream(FD);
}

function open() {
  const stream = make(kindOf(FD));
  stream.fd = FD;
  if (stream instanceof Socket) stopWhenPaused(stream);
  return stream;
}

export const stdin = open();
