// process.stdin: a readable object with the members Node's has, fed by the loop. It is no stream.Readable (that room is not
// there yet): no pipe() to several targets, no object mode.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html#processstdin
import { loadBuiltin } from "native:engine";
import { kindOf, refReading, startReading, stopReading } from "native:process";
import { nextTick } from "../_boot/task_queues.js";
import { EventEmitter } from "../events/_emitter.js";

const FD = 0;

class ReadStream extends EventEmitter {
  fd = FD;
  readable = true;
  #kind = kindOf(FD);
  #queue = []; // chunks that nobody took yet
  #flowing = null; // null: nobody said yet; false: paused
  #reading = false;
  #finished = false; // the end of input arrived
  #ended = false; // 'end' was emitted
  #destroyed = false;
  #error = null;
  #decoder;
  #referenced = true;

  constructor() {
    super();
    if (this.#kind === "tty") {
      this.isTTY = true;
      this.isRaw = false;
    }
  }

  on(type, listener) {
    super.on(type, listener);
    if (type === "data" && this.#flowing !== false) this.resume();
    else if (type === "readable") this.#listenReadable();
    return this;
  }

  #listenReadable() {
    this.#flowing = false;
    if (this.#queue.length > 0 || this.#finished) nextTick(() => this.emit("readable"));
    this.#start();
  }

  resume() {
    if (this.#flowing !== true) {
      this.#flowing = true;
      nextTick(() => this.#flow());
    }
    return this;
  }

  pause() {
    if (this.#flowing !== false) {
      this.#flowing = false;
      this.emit("pause");
    }
    this.#stop();
    return this;
  }

  isPaused() {
    return this.#flowing === false;
  }

  #start() {
    if (this.#reading || this.#finished || this.#destroyed) return;
    this.#reading = true;
    startReading(FD, (chunk, errno) => this.#arrived(chunk, errno));
    if (!this.#referenced) refReading(FD, false);
  }

  #stop() {
    if (!this.#reading) return;
    this.#reading = false;
    stopReading(FD);
  }

  #arrived(chunk, errno) {
    if (errno !== undefined) {
      this.#reading = false;
      const { ErrnoException } = loadBuiltin("node:internal/errors");
      this.destroy(new ErrnoException(-errno, "read"));
      return;
    }
    if (chunk === undefined) {
      this.#finished = true;
      this.#reading = false;
      const rest = this.#decoder?.end();
      if (rest) this.#queue.push(rest);
    } else {
      const { Buffer } = loadBuiltin("node:buffer");
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const piece = this.#decoder ? this.#decoder.write(bytes) : bytes;
      if (piece.length > 0) this.#queue.push(piece);
    }
    if (this.#flowing) {
      this.#flow();
    } else {
      this.emit("readable");
      this.#endIfDone();
    }
  }

  // Hands out what is there while somebody listens, then asks for more.
  #flow() {
    while (this.#flowing && this.#queue.length > 0) this.emit("data", this.#queue.shift());
    if (!this.#flowing) return;
    this.#endIfDone();
    this.#start();
  }

  #endIfDone() {
    if (!this.#finished || this.#queue.length > 0 || this.#ended) return;
    this.#ended = true;
    this.readable = false;
    nextTick(() => {
      this.emit("end");
      // As in Node: a file or device stays open.
      if (this.#kind === "pipe" || this.#kind === "tty") this.destroy();
    });
  }

  read(size) {
    if (this.#queue.length === 0) {
      this.#endIfDone();
      this.#start();
      return null;
    }
    const { Buffer } = loadBuiltin("node:buffer");
    const all = this.#decoder ? this.#queue.join("") : Buffer.concat(this.#queue);
    this.#queue.length = 0;
    if (size === undefined || size >= all.length) {
      this.#endIfDone();
      return all;
    }
    this.#queue.push(all.slice(size));
    return all.slice(0, size);
  }

  unshift(chunk) {
    this.#queue.unshift(chunk);
  }

  setEncoding(encoding) {
    const { StringDecoder } = loadBuiltin("node:string_decoder");
    this.#decoder = new StringDecoder(encoding);
    this.#queue = this.#queue.map((chunk) => (typeof chunk === "string" ? chunk : this.#decoder.write(chunk)));
    return this;
  }

  setRawMode() {
    throw new Error("process.stdin.setRawMode is not supported by llrt yet");
  }

  pipe(target, options) {
    this.on("data", (chunk) => {
      if (target.write(chunk) === false && target.writableNeedDrain !== false) {
        this.pause();
        target.once("drain", () => this.resume());
      }
    });
    const isStdio = target === process.stdout || target === process.stderr;
    if (options?.end !== false && !isStdio) this.once("end", () => target.end());
    target.emit("pipe", this);
    return target;
  }

  destroy(error) {
    if (this.#destroyed) return this;
    this.#stop();
    this.#destroyed = true;
    this.readable = false;
    this.#error = error ?? null;
    nextTick(() => {
      if (error) this.emit("error", error);
      this.emit("close");
    });
    return this;
  }

  ref() {
    this.#referenced = true;
    if (this.#reading) refReading(FD, true);
    return this;
  }

  unref() {
    this.#referenced = false;
    if (this.#reading) refReading(FD, false);
    return this;
  }

  async *[Symbol.asyncIterator]() {
    let wake = () => {};
    let ended = this.#ended || this.#destroyed;
    const onChange = () => wake();
    const onEnd = () => {
      ended = true;
      wake();
    };
    this.on("readable", onChange).on("end", onEnd).on("close", onEnd);
    try {
      for (;;) {
        const chunk = ended && this.#queue.length === 0 ? null : this.read();
        if (chunk !== null) yield chunk;
        else if (this.#error) throw this.#error;
        else if (ended) return;
        else await new Promise((resolve) => { wake = resolve; });
      }
    } finally {
      this.off("readable", onChange).off("end", onEnd).off("close", onEnd);
      this.destroy();
    }
  }

  get readableFlowing() { return this.#flowing; }
  get readableEnded() { return this.#ended; }
  get readableLength() { return this.#queue.reduce((sum, chunk) => sum + chunk.length, 0); }
  get readableEncoding() { return this.#decoder?.encoding ?? null; }
  get readableHighWaterMark() { return 65536; }
  get readableObjectMode() { return false; }
  get readableAborted() { return this.#destroyed && !this.#ended; }
  get destroyed() { return this.#destroyed; }
  get closed() { return this.#destroyed; }
  get errored() { return this.#error; }
}

ReadStream.prototype.addListener = ReadStream.prototype.on;

export const stdin = new ReadStream();
