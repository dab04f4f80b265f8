// fs.Utf8Stream: appends text to a file with few, large writes; for loggers. No stream of node:stream.
// Spec: https://nodejs.org/api/fs.html#class-fsutf8stream
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { codes } from "../_errors.js";
import { validateBoolean, validateFunction, validateObject, validateOneOf, validateUint32 } from "../_validators.js";
import { EventEmitter } from "../events/_emitter.js";
import { posix } from "../path/_posix.js";
import { BYTES, TEXT } from "./_utf8_content.js";

const MAX_WRITE = 16 * 1024;
const HIGH_WATER = 16387;
const PAUSE = 100; // ms before what is busy is tried again

const { nextTick } = loadBuiltin("node:internal/boot/task_queues");
const isBusy = ({ code }) => code === "EAGAIN" || code === "EBUSY";

const NEEDED = ["write", "writeSync", "fsync", "fsyncSync", "close", "open", "mkdir", "mkdirSync"];

export class Utf8Stream extends EventEmitter {
  #kind;
  #fs;
  #fd = -1; #file = null; #mode;
  #pieces = []; // waiting, each of at most #maxWrite
  #current; // being written
  #length = 0; // bytes of all of these
  #highWater; #minLength; #maxLength; #maxWrite; #periodicFlush; #sync; #fsync; #append; #mkdir; #retry; // the options
  #timer;
  #writing = false; #opening = false; #reopening = false; #ending = false; #destroyed = false;
  #drainScheduled = false; #flushPending = false;

  constructor(options = {}) {
    validateObject(options, "options");
    super();
    this.#take(options);
    const fd = options.fd ?? options.dest;
    if (typeof fd === "number") {
      this.#fd = fd;
      nextTick(() => this.emit("ready"));
    } else if (typeof fd === "string") {
      this.#open(fd);
    } else {
      throw new codes.ERR_INVALID_ARG_TYPE("fd", ["number", "string"], fd);
    }
    if (this.#minLength >= this.#maxWrite) {
      throw new codes.ERR_INVALID_ARG_VALUE.RangeError("minLength", this.#minLength, `should be smaller than maxWrite (${this.#maxWrite})`);
    }
    this.on("newListener", (name) => { if (name === "drain") this.#drainScheduled = false; });
    if (this.#periodicFlush !== 0) {
      this.#timer = loadBuiltin("node:timers").setInterval(() => this.flush(null), this.#periodicFlush);
      this.#timer.unref();
    }
  }

  #take({ minLength, maxLength, maxWrite, periodicFlush, sync, append = true, mkdir, retryEAGAIN, fsync, contentMode = "utf8", mode, fs = {} }) {
    validateObject(fs, "options.fs");
    this.#fs = { ...loadBuiltin("node:fs").default, ...fs };
    for (const name of NEEDED) validateFunction(this.#fs[name], `options.fs.${name}`);
    this.#minLength = minLength || 0;
    this.#maxLength = maxLength || 0;
    this.#maxWrite = maxWrite || MAX_WRITE;
    this.#periodicFlush = periodicFlush || 0;
    this.#highWater = Math.max(this.#minLength, HIGH_WATER);
    this.#sync = sync || false;
    this.#fsync = fsync || false;
    this.#append = append || false;
    this.#mkdir = mkdir || false;
    this.#mode = mode;
    this.#retry = retryEAGAIN || (() => true);
    validateUint32(this.#highWater, "options.hwm");
    validateUint32(this.#minLength, "options.minLength");
    validateUint32(this.#maxLength, "options.maxLength");
    validateUint32(this.#maxWrite, "options.maxWrite");
    validateUint32(this.#periodicFlush, "options.periodicFlush");
    validateBoolean(this.#sync, "options.sync");
    validateBoolean(this.#fsync, "options.fsync");
    validateBoolean(this.#append, "options.append");
    validateBoolean(this.#mkdir, "options.mkdir");
    validateFunction(this.#retry, "options.retryEAGAIN");
    validateOneOf(contentMode, "options.contentMode", ["buffer", "utf8"]);
    this.#kind = contentMode === "buffer" ? BYTES : TEXT;
    this.#current = this.#kind.empty;
  }

  // ---- What users call

  write(data) {
    this.#requireAlive();
    this.#kind.check(data);
    const size = this.#kind.size(data);
    if (this.#maxLength && this.#length + size > this.#maxLength) {
      this.emit("drop", data);
      return this.#length < this.#highWater;
    }
    const last = this.#pieces.at(-1);
    if (last === undefined || this.#kind.size(last) + size > this.#maxWrite) this.#pieces.push(data);
    else this.#pieces[this.#pieces.length - 1] = this.#kind.join(last, data);
    this.#length += size;
    if (!this.#writing && this.#length >= this.#minLength) this.#writeNext();
    return this.#length < this.#highWater;
  }

  flush(callback) {
    if (callback != null) validateFunction(callback, "cb");
    if (this.#destroyed) {
      const error = new codes.ERR_INVALID_STATE("Utf8Stream is destroyed");
      if (!callback) throw error;
      callback(error);
      return;
    }
    if (this.#minLength <= 0) {
      callback?.();
      return;
    }
    if (callback) this.#callAfterDrain(callback);
    if (this.#writing) return;
    if (this.#pieces.length === 0) this.#pieces.push(this.#kind.empty);
    this.#writeNext();
  }

  flushSync() {
    this.#requireAlive();
    if (this.#fd < 0) throw new codes.ERR_INVALID_STATE("Invalid file descriptor");
    if (!this.#writing && this.#current.length > 0) {
      this.#pieces.unshift(this.#current);
      this.#current = this.#kind.empty;
    }
    while (this.#pieces.length > 0) this.#writeSync(this.#pieces.shift(), (rest) => this.#pieces.unshift(rest));
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch {
      // Not every descriptor can be synced.
    }
  }

  reopen(file) {
    this.#requireAlive();
    if (this.#opening) {
      this.once("ready", () => this.reopen(file));
      return;
    }
    if (this.#ending) return;
    if (!this.#file) throw new codes.ERR_OPERATION_FAILED("Unable to reopen a file descriptor, you must pass a file to SonicBoom");
    if (file) this.#file = file;
    this.#reopening = true;
    if (this.#writing) return;
    const old = this.#fd;
    this.once("ready", () => {
      if (old !== this.#fd) this.#fs.close(old, (error) => { if (error) this.emit("error", error); });
    });
    this.#open(this.#file);
  }

  end() {
    this.#requireAlive();
    if (this.#opening) {
      this.once("ready", () => this.end());
      return;
    }
    if (this.#ending) return;
    this.#ending = true;
    if (this.#writing) return;
    if (this.#length > 0 && this.#fd >= 0) this.#writeNext();
    else this.#close();
  }

  destroy() {
    if (!this.#destroyed) this.#close();
  }

  [Symbol.dispose]() { this.destroy(); }

  get mode() { return this.#mode; }
  get file() { return this.#file; }
  get fd() { return this.#fd; }
  get minLength() { return this.#minLength; }
  get maxLength() { return this.#maxLength; }
  get writing() { return this.#writing; }
  get sync() { return this.#sync; }
  get fsync() { return this.#fsync; }
  get append() { return this.#append; }
  get periodicFlush() { return this.#periodicFlush; }
  get contentMode() { return this.#kind === TEXT ? "utf8" : "buffer"; }
  get mkdir() { return this.#mkdir; }

  // ---- Writing

  #requireAlive() {
    if (this.#destroyed) throw new codes.ERR_INVALID_STATE("Utf8Stream is destroyed");
  }

  #writeNext() {
    this.#flushPending = false;
    if (this.#current.length === 0) this.#current = this.#pieces.shift() ?? this.#kind.empty;
    this.#writing = true;
    if (!this.#sync) {
      this.#writeAsync();
      return;
    }
    try {
      this.#written(null, this.#fs.writeSync(this.#fd, ...this.#kind.args(this.#current)));
    } catch (error) {
      this.#written(error);
    }
  }

  #writeAsync() {
    this.#fs.write(this.#fd, ...this.#kind.args(this.#current), (error, count) => this.#written(error, count));
  }

  // A piece whole, whatever it takes. `keep(rest)`: what an error leaves.
  #writeSync(piece, keep) {
    while (piece.length > 0) {
      try {
        const count = this.#fs.writeSync(this.#fd, ...this.#kind.args(piece));
        piece = this.#released(piece, count);
      } catch (error) {
        if (!isBusy(error) || !this.#retry(error, piece.length, this.#length - piece.length)) {
          keep(piece);
          throw error;
        }
        native.sleep(PAUSE);
      }
    }
  }

  // What is left of a piece; a function that tells no number has written all.
  #released(piece, count) {
    const size = this.#kind.size(piece);
    const rest = this.#kind.rest(piece, count ?? size);
    this.#length = Math.max(this.#length - size + this.#kind.size(rest), 0);
    return rest;
  }

  #failed(error) {
    if (!isBusy(error) || !this.#retry(error, this.#current.length, this.#length - this.#current.length)) {
      this.#writing = false;
      this.emit("error", error);
    } else if (this.#sync) {
      native.sleep(PAUSE);
      this.#written(undefined, 0);
    } else {
      loadBuiltin("node:timers").setTimeout(() => this.#writeAsync(), PAUSE);
    }
  }

  #written(error, count) {
    if (error) {
      this.#failed(error);
      return;
    }
    this.emit("write", count);
    this.#current = this.#released(this.#current, count);
    if (this.#current.length > 0) {
      if (!this.#sync) {
        this.#writeAsync();
        return;
      }
      try {
        this.#writeSync(this.#current, (rest) => { this.#current = rest; });
        this.#current = this.#kind.empty;
      } catch (failure) {
        this.#written(failure);
        return;
      }
    }
    if (this.#fsync) this.#fs.fsyncSync(this.#fd);
    this.#goOn();
  }

  #goOn() {
    if (this.#reopening) {
      this.#writing = false;
      this.#reopening = false;
      this.reopen();
    } else if (this.#length > this.#minLength) {
      this.#writeNext();
    } else if (this.#ending) {
      if (this.#length > 0) {
        this.#writeNext();
      } else {
        this.#writing = false;
        this.#close();
      }
    } else {
      this.#writing = false;
      if (!this.#sync) {
        this.emit("drain");
      } else if (!this.#drainScheduled) {
        this.#drainScheduled = true;
        nextTick(() => this.#drained());
      }
    }
  }

  #drained() {
    if (this.listenerCount("drain") === 0) return;
    this.#drainScheduled = false;
    this.emit("drain");
  }

  #callAfterDrain(callback) {
    this.#flushPending = true;
    const stop = () => {
      this.off("drain", onDrain);
      this.off("error", onError);
    };
    const onDrain = () => {
      stop();
      if (this.#destroyed || this.#fsync) {
        this.#flushPending = false;
        callback();
        return;
      }
      try {
        this.#fs.fsync(this.#fd, (error) => {
          this.#flushPending = false;
          callback(error?.code === "EBADF" ? undefined : error);
        });
      } catch (error) {
        callback(error);
      }
    };
    const onError = (error) => {
      stop();
      this.#flushPending = false;
      callback(error);
    };
    this.once("drain", onDrain);
    this.once("error", onError);
  }

  // ---- Opening and closing

  #open(file) {
    this.#opening = true;
    this.#writing = true;
    this.#drainScheduled = false;
    const flags = this.#append ? "a" : "w";
    const folder = posix.dirname(file);
    if (this.#sync) {
      try {
        if (this.#mkdir) this.#fs.mkdirSync(folder, { recursive: true });
        this.#opened(null, this.#fs.openSync(file, flags, this.#mode), file);
      } catch (error) {
        this.#opened(error);
        throw error;
      }
      return;
    }
    const open = () => this.#fs.open(file, flags, this.#mode, (error, fd) => this.#opened(error, fd, file));
    if (this.#mkdir) this.#fs.mkdir(folder, { recursive: true }, (error) => (error ? this.#opened(error) : open()));
    else open();
  }

  #opened(error, fd, file) {
    const reopened = this.#reopening && !error;
    this.#reopening = this.#writing = this.#opening = false;
    if (error) {
      const tell = () => this.emit("error", error);
      if (!this.#sync) tell();
      else nextTick(() => { if (this.listenerCount("error") > 0) tell(); });
      return;
    }
    this.#fd = fd;
    this.#file = file;
    if (this.#sync) nextTick(() => this.emit("ready"));
    else this.emit("ready");
    if (this.#destroyed) return;
    if ((!this.#writing && this.#length > this.#minLength) || this.#flushPending) this.#writeNext();
    else if (reopened) nextTick(() => this.emit("drain"));
  }

  #close() {
    if (this.#fd === -1) {
      this.once("ready", () => this.#close());
      return;
    }
    if (this.#timer !== undefined) loadBuiltin("node:timers").clearInterval(this.#timer);
    this.#destroyed = true;
    this.#pieces = [];
    const done = (error) => {
      if (error) {
        this.emit("error", error);
        return;
      }
      if (this.#ending && !this.#writing) this.emit("finish");
      this.emit("close");
    };
    const close = () => {
      if (this.#fd !== 1 && this.#fd !== 2) this.#fs.close(this.#fd, done);
      else done();
    };
    try {
      this.#fs.fsync(this.#fd, close);
    } catch {
      // As Node: then it stays open.
    }
  }
}
