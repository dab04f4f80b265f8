// spawn, exec, execFile and fork: programs that run beside this one.
import { codes, AbortError, genericNodeError } from "../_errors.js";
import { loadBuiltin } from "native:engine";
import { validateAbortSignal, validateArray, validateObject } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { nextTick } from "../_boot/task_queues.js";
import { clearTimeout, setTimeout } from "../timers/index.js";
import { ChildProcess } from "./_child.js";
import {
  checkMaxBuffer, checkTimeout, killSignalOf, MAX_BUFFER, readExecArguments, readExecFileArguments, readSpawnArguments, toPath,
} from "./_options.js";

const { ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_CHILD_PROCESS_STDIO_MAXBUFFER } = codes;

function endAfter(child, timeout, killSignal) {
  const timer = setTimeout(() => {
    try {
      child.kill(killSignal);
    } catch (error) {
      child.emit("error", error);
    }
  }, timeout);
  child.once("exit", () => clearTimeout(timer));
}

function endOnAbort(child, signal, killSignal) {
  const onAbort = () => {
    try {
      if (child.kill(killSignal)) child.emit("error", new AbortError(undefined, { cause: signal.reason }));
    } catch (error) {
      child.emit("error", error);
    }
  };
  if (signal.aborted) {
    nextTick(onAbort);
    return;
  }
  signal.addEventListener("abort", onAbort, { once: true });
  child.once("exit", () => signal.removeEventListener("abort", onAbort));
}

export function spawn(file, args, options) {
  options = readSpawnArguments(file, args, options);
  checkTimeout(options.timeout);
  validateAbortSignal(options.signal, "options.signal");
  const killSignal = killSignalOf(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) endAfter(child, options.timeout, killSignal);
  if (options.signal) endOnAbort(child, options.signal, killSignal);
  return child;
}

// What a stream of the child gave, up to a limit; `onTooMuch` is told when there is more.
class Output {
  #parts = [];
  #length = 0;

  constructor(stream, encoding, most, onTooMuch) {
    this.isText = () => Boolean(encoding || stream?.readableEncoding);
    if (!stream) return;
    if (encoding) stream.setEncoding(encoding);
    stream.on("data", (chunk) => {
      // Bytes are counted, and so many characters cut off, as in Node.
      const before = this.#length;
      this.#length += typeof chunk === "string" ? Buffer.byteLength(chunk, stream.readableEncoding) : chunk.length;
      const over = this.#length > most;
      this.#parts.push(over ? chunk.slice(0, most - before) : chunk);
      if (over) onTooMuch();
    });
  }

  get value() {
    return this.isText() ? this.#parts.join("") : Buffer.concat(this.#parts);
  }
}

class Execution {
  #error = null;
  #killed = false;
  #exited = false;
  #timer;

  constructor(file, args, options, callback) {
    Object.assign(this, { file, args, options, callback });
    // The limit on time is of the execution: its streams are dropped too.
    this.child = spawn(file, args, { ...options, timeout: 0 });
    const { encoding: given, maxBuffer, timeout } = options;
    const encoding = given && given !== "buffer" && Buffer.isEncoding(given) ? given : null;
    const tooMuch = (name) => () => {
      this.#error = new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name);
      this.#kill();
    };
    this.stdout = new Output(this.child.stdout, encoding, maxBuffer, tooMuch("stdout"));
    this.stderr = new Output(this.child.stderr, encoding, maxBuffer, tooMuch("stderr"));
    if (timeout > 0) this.#timer = setTimeout(() => this.#kill(), timeout);
    this.child.addListener("close", (code, signal) => this.#finish(code, signal));
    this.child.addListener("error", (error) => {
      this.#error = error;
      this.#dropStreams();
      this.#finish();
    });
  }

  #dropStreams() {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
  }

  #kill() {
    this.#dropStreams();
    this.#killed = true;
    try {
      this.child.kill(this.options.killSignal);
    } catch (error) {
      this.#error ??= error;
      this.#finish();
    }
  }

  #finish(code = 0, signal = null) {
    if (this.#exited) return;
    this.#exited = true;
    clearTimeout(this.#timer);
    if (!this.callback) return;
    const [stdout, stderr] = [this.stdout.value, this.stderr.value];
    if (!this.#error && code === 0 && signal === null) {
      this.callback(null, stdout, stderr);
      return;
    }
    const command = this.args.length > 0 ? `${this.file} ${this.args.join(" ")}` : this.file;
    const error = this.#error ?? genericNodeError(`Command failed: ${command}\n${stderr}`, {
      code: code < 0 ? loadBuiltin("node:util").getSystemErrorName(code) : code,
      killed: this.child.killed || this.#killed,
      signal,
    });
    error.cmd = command;
    this.callback(error, stdout, stderr);
  }
}

export function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = readExecFileArguments(file, args, options, callback));
  options = { __proto__: null, encoding: "utf8", timeout: 0, maxBuffer: MAX_BUFFER, killSignal: "SIGTERM", cwd: null, env: null, shell: false, ...options };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  options.killSignal = killSignalOf(options.killSignal);
  return new Execution(file, args, options, callback).child;
}

export function exec(command, options, callback) {
  const read = readExecArguments(command, options, callback);
  return execFile(read.file, read.options, read.callback);
}

function promised(run) {
  const withPromise = (...args) => {
    const { promise, resolve, reject } = Promise.withResolvers();
    promise.child = run(...args, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(Object.assign(error, { stdout, stderr }));
    });
    return promise;
  };
  Object.defineProperty(withPromise, "name", { value: run.name, configurable: true });
  Object.defineProperty(run, Symbol.for("nodejs.util.promisify.custom"), { value: withPromise, configurable: true });
}
promised(exec);
promised(execFile);

function forkStdio({ stdio, silent }) {
  if (typeof stdio === "string") return [stdio, stdio, stdio, "ipc"];
  if (!Array.isArray(stdio)) {
    const each = silent ? "pipe" : "inherit";
    return [each, each, each, "ipc"];
  }
  if (!stdio.includes("ipc")) throw new ERR_CHILD_PROCESS_IPC_REQUIRED("options.stdio");
  return stdio;
}

export function fork(modulePath, args = [], options = undefined) {
  modulePath = toPath(modulePath, "modulePath");
  if (args == null) args = [];
  else if (typeof args === "object" && !Array.isArray(args)) [args, options] = [[], args];
  else validateArray(args, "args");
  if (options != null) validateObject(options, "options");
  options = { __proto__: null, ...options, shell: false };
  options.execPath ||= process.execPath;
  const { execArgv = process.execArgv } = options;
  options.stdio = forkStdio(options);
  return spawn(options.execPath, [...execArgv, modulePath, ...args], options);
}
Object.defineProperty(fork, "length", { value: 1, configurable: true });
