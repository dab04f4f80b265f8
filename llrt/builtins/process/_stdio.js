// process.stdout and process.stderr: writable objects with the members Node's have, writing synchronously. They are no
// stream.Writable (that room is not there yet); for pipe(), pipeline() and callbacks they behave like one whose every write completes at once.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html#process-io and tty.html#class-ttywritestream
import { loadBuiltin } from "native:engine";
import { kindOf, windowSize, write } from "native:process";
import { nextTick } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { EventEmitter } from "../events/_emitter.js";
import { state } from "./_state.js";

const HIGH_WATER_MARK = 65536;
const noop = () => {};

function toData(chunk, encoding) {
  if (typeof chunk === "string") {
    if (encoding === undefined || encoding === null || /^utf-?8$/i.test(encoding)) return chunk;
    if (encoding === "buffer") return chunk;
    const { Buffer } = loadBuiltin("node:buffer");
    if (!Buffer.isEncoding(encoding)) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    return Buffer.from(chunk, encoding);
  }
  if (chunk === null) throw new codes.ERR_STREAM_NULL_VALUES();
  if (!ArrayBuffer.isView(chunk)) {
    throw new codes.ERR_INVALID_ARG_TYPE("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk);
  }
  return chunk;
}

export class WriteStream extends EventEmitter {
  #encoding = "utf8";
  #corked = 0;
  #ended = false;
  #finished = false;
  #destroyed = false;
  #error = null;
  #errorEmitted = false;
  #failing = undefined;

  constructor(fd, kind) {
    super();
    this.fd = fd;
    this._type = kind === "tty" || kind === "pipe" ? kind : "fs";
    this._isStdio = true;
    this.writable = true;
  }

  write(chunk, encoding, callback) {
    let done = callback;
    let name = encoding;
    if (typeof encoding === "function") {
      done = encoding;
      name = undefined;
    }
    const data = toData(chunk, name || this.#encoding);
    if (typeof done !== "function") done = noop;
    if (this.#ended) return this.#refuse(new codes.ERR_STREAM_WRITE_AFTER_END(), done);
    if (this.#destroyed) return this.#refuse(new codes.ERR_STREAM_DESTROYED("write"), done);
    const errno = write(this.fd, data);
    if (errno !== undefined) {
      this.#fail(errno, done);
      return false;
    }
    nextTick(done, null);
    return true;
  }

  // The callbacks a tick later, then, once for all writes that failed meanwhile, 'error': so the console can swallow the
  // first failure of a broken pipe, and the next one ends a program that goes on writing. Writes that fail in one turn
  // share their error: a loop of them must not fill the memory.
  #fail(errno, done) {
    if (this.#failing?.errno === errno) {
      this.#failing.callbacks.push(done);
      return;
    }
    const { ErrnoException, UVException } = loadBuiltin("node:internal/errors");
    const error = this._type === "fs" ? new UVException({ errno, syscall: "write" }) : new ErrnoException(errno, "write");
    this.#error = error;
    const failing = { errno, callbacks: [done] };
    this.#failing = failing;
    nextTick(() => this.#report(error, failing));
  }

  #report(error, failing) {
    if (this.#failing === failing) this.#failing = undefined;
    for (const done of failing.callbacks) nextTick(done, error);
    nextTick(() => {
      this.#errorEmitted = true;
      this.emit("error", error);
    });
  }

  #refuse(error, done) {
    nextTick(done, error);
    if (error.code === "ERR_STREAM_WRITE_AFTER_END") nextTick(() => this.emit("error", error));
    return false;
  }

  end(chunk, encoding, callback) {
    let done = callback;
    let data = chunk;
    let name = encoding;
    if (typeof chunk === "function") [data, name, done] = [undefined, undefined, chunk];
    else if (typeof encoding === "function") [name, done] = [undefined, encoding];
    if (data !== undefined && data !== null) this.write(data, name);
    if (!this.#ended) {
      this.#ended = true;
      this.writable = false;
      nextTick(() => {
        this.#finished = true;
        this.emit("finish");
      });
    }
    if (typeof done === "function") nextTick(done);
    return this;
  }

  // The descriptor itself stays open: others write to it too.
  destroy(error, callback) {
    if (!this.#destroyed) {
      this.#destroyed = true;
      this.writable = false;
      nextTick(() => {
        if (error) this.emit("error", error);
        this.emit("close");
      });
    }
    if (typeof callback === "function") nextTick(callback, error ?? null);
    return this;
  }

  destroySoon() {
    return this.end();
  }

  cork() {
    this.#corked++;
  }

  uncork() {
    if (this.#corked > 0) this.#corked--;
  }

  setDefaultEncoding(encoding) {
    const { Buffer } = loadBuiltin("node:buffer");
    if (!Buffer.isEncoding(encoding)) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    this.#encoding = String(encoding).toLowerCase();
    return this;
  }

  pipe() {
    this.emit("error", new codes.ERR_STREAM_CANNOT_PIPE());
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  get writableEnded() { return this.#ended; }
  get writableFinished() { return this.#finished; }
  get writableCorked() { return this.#corked; }
  get writableLength() { return 0; }
  get writableHighWaterMark() { return HIGH_WATER_MARK; }
  get writableNeedDrain() { return false; }
  get writableObjectMode() { return false; }
  get writableAborted() { return false; }
  get destroyed() { return this.#destroyed; }
  get closed() { return this.#destroyed; }
  get errored() { return this.#error; }
  // What the console asks for.
  get _writableState() { return { errorEmitted: this.#errorEmitted }; }
}

class TTYWriteStream extends WriteStream {
  isTTY = true;
  #watching = false;

  get columns() { return windowSize(this.fd)?.[0] ?? 80; }
  get rows() { return windowSize(this.fd)?.[1] ?? 24; }

  on(type, listener) {
    if (type === "resize" && !this.#watching) {
      this.#watching = true;
      state.process.on("SIGWINCH", () => this.emit("resize"));
    }
    return super.on(type, listener);
  }

  getWindowSize() {
    return [this.columns, this.rows];
  }

  getColorDepth(env) {
    const variables = env ?? state.process.env;
    return loadBuiltin("node:internal/util/colors").colorDepth((name) => variables[name]);
  }

  // hasColors([count][, env])
  hasColors(count, env) {
    if (env === undefined && (count === undefined || (typeof count === "object" && count !== null))) {
      return this.getColorDepth(count) >= 4;
    }
    loadBuiltin("node:internal/validators").validateInteger(count, "count", 2);
    return count <= 2 ** this.getColorDepth(env);
  }

  #control(sequence, callback) {
    if (callback !== undefined && typeof callback !== "function") {
      throw new codes.ERR_INVALID_ARG_TYPE("callback", "Function", callback);
    }
    if (sequence !== "") return this.write(sequence, callback);
    if (callback) nextTick(callback, null);
    return true;
  }

  cursorTo(x, y, callback) {
    const [row, done] = typeof y === "function" ? [undefined, y] : [y, callback];
    if (Number.isNaN(x)) throw new codes.ERR_INVALID_ARG_VALUE("x", x);
    if (Number.isNaN(row)) throw new codes.ERR_INVALID_ARG_VALUE("y", row);
    if (typeof x !== "number" && typeof row === "number") throw new codes.ERR_INVALID_CURSOR_POS();
    if (typeof x !== "number") return this.#control("", done);
    return this.#control(typeof row === "number" ? `\x1b[${row + 1};${x + 1}H` : `\x1b[${x + 1}G`, done);
  }

  moveCursor(dx, dy, callback) {
    const step = (by, forward, back) => (by > 0 ? `\x1b[${by}${forward}` : by < 0 ? `\x1b[${-by}${back}` : "");
    return this.#control(step(dx, "C", "D") + step(dy, "B", "A"), callback);
  }

  clearLine(direction, callback) {
    return this.#control(direction < 0 ? "\x1b[1K" : direction > 0 ? "\x1b[0K" : "\x1b[2K", callback);
  }

  clearScreenDown(callback) {
    return this.#control("\x1b[0J", callback);
  }
}

function open(fd) {
  const kind = kindOf(fd);
  return kind === "tty" ? new TTYWriteStream(fd, kind) : new WriteStream(fd, kind);
}

// The console writes through these once they exist, so that a program that replaces their write() sees its output.
state.stdout = open(1);
state.stderr = open(2);

export const { stdout, stderr } = state;
