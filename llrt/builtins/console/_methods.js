// The methods of console that few programs call, for the global console and for Console alike.
// Each is called with the console's state as `this`, and (console, arguments): what it prints goes
// through console.log and its like, so that user's replacements are seen.
import { loadBuiltin } from "native:engine";
import { getEnv, isTTY } from "native:console";

const inspect = (value, options) => loadBuiltin("node:internal/util/inspect").inspect(value, options);
const formatArguments = (options, args) => loadBuiltin("node:internal/util/format").formatArguments(options, args);
const warn = (text) => loadBuiltin("node:internal/process/warning").emitProcessWarning(text);
const noop = () => {};

// The callback of writes to a stream, always the same: then a stream calls it for many writes at once.
const handlers = new WeakMap();

function quietHandler(stream) {
  let quiet = handlers.get(stream);
  if (quiet === undefined) {
    quiet = (error) => {
      if (error != null && !stream._writableState?.errorEmitted && stream.listenerCount?.("error") === 0) stream.once("error", noop);
    };
    handlers.set(stream, quiet);
  }
  return quiet;
}

// With ignoreErrors, an error of this write is nobody's: neither thrown nor emitted unheard.
export function writeToStream(stream, text, ignoreErrors) {
  if (ignoreErrors === false) {
    stream.write(text);
    return;
  }
  const listens = typeof stream.once === "function" && typeof stream.removeListener === "function";
  try {
    if (listens && stream.listenerCount?.("error") === 0) stream.once("error", noop);
    stream.write(text, quietHandler(stream));
  } catch (error) {
    // Running out of stack is not an error of the stream.
    if (loadBuiltin("node:internal/errors").isStackOverflowError(error)) throw error;
  } finally {
    if (listens) stream.removeListener("error", noop);
  }
}

export function dir(console, [value, options]) {
  this.emit(1, inspect(value, { customInspect: false, ...this.optionsFor(1), ...options }));
}

export function trace(console, args) {
  const error = { name: "Trace", message: formatArguments(this.optionsFor(2), args.length === 0 ? [""] : args) };
  Error.captureStackTrace(error, console.trace);
  console.error(error.stack);
}

function assertion(console, [condition, ...args]) {
  if (condition) return;
  if (typeof args[0] === "string") args[0] = `Assertion failed: ${args[0]}`;
  else args.unshift("Assertion failed");
  console.warn(...args);
}
export { assertion as assert };

export function clear() {
  const stream = this.stream(1);
  const isTerminal = stream === undefined ? isTTY(1) : stream.isTTY;
  if (isTerminal && getEnv("TERM") !== "dumb") this.put(1, "\u001b[1;1H\u001b[0J");
}

const asLabel = (args) => (args[0] === undefined ? "default" : `${args[0]}`);

export function count(console, args) {
  const label = asLabel(args);
  this.counts ??= new Map();
  const number = (this.counts.get(label) ?? 0) + 1;
  this.counts.set(label, number);
  console.log(`${label}: ${number}`);
}

export function countReset(console, args) {
  const label = asLabel(args);
  if (!this.counts?.delete(label)) warn(`Count for '${label}' does not exist`);
}

export function group(console, args) {
  if (args.length > 0) console.log(...args);
  this.indent += " ".repeat(this.indentWidth);
}

export function groupEnd() {
  this.indent = this.indent.slice(0, Math.max(0, this.indent.length - this.indentWidth));
}

const now = () => performance.now();

export function time(console, args) {
  const label = asLabel(args);
  this.times ??= new Map();
  if (this.times.has(label)) warn(`Label '${label}' already exists for console.time()`);
  else this.times.set(label, now());
}

function elapsed(state, method, label) {
  const start = state.times?.get(label);
  if (start === undefined) {
    warn(`No such label '${label}' for console.${method}()`);
    return undefined;
  }
  return formatTime(now() - start);
}

export function timeEnd(console, args) {
  const label = asLabel(args);
  const text = elapsed(this, "timeEnd", label);
  if (text === undefined) return;
  console.log("%s: %s", label, text);
  this.times.delete(label);
}

export function timeLog(console, args) {
  const label = asLabel(args);
  const text = elapsed(this, "timeLog", label);
  if (text !== undefined) console.log("%s: %s", label, text, ...args.slice(1));
}

const pad = (number) => `${number}`.padStart(2, "0");

// 0.5 -> "0.5ms", 1500 -> "1.500s", 61000 -> "1:01.000 (m:ss.mmm)", 3600000 -> "1:00:00.000 (h:mm:ss.mmm)"
export function formatTime(milliseconds) {
  let hours = 0;
  let minutes = 0;
  let seconds = 0;
  if (milliseconds >= 1000) {
    if (milliseconds >= 60000) {
      if (milliseconds >= 3600000) {
        hours = Math.floor(milliseconds / 3600000);
        milliseconds %= 3600000;
      }
      minutes = Math.floor(milliseconds / 60000);
      milliseconds %= 60000;
    }
    seconds = milliseconds / 1000;
  }
  if (hours !== 0 || minutes !== 0) {
    const [whole, fraction] = seconds.toFixed(3).split(".");
    const head = hours !== 0 ? `${hours}:${pad(minutes)}` : minutes;
    return `${head}:${pad(whole)}.${fraction} (${hours !== 0 ? "h:m" : ""}m:ss.mmm)`;
  }
  if (seconds !== 0) return `${seconds.toFixed(3)}s`;
  return `${Number(milliseconds.toFixed(3))}ms`;
}

export function table(console, [data, properties]) {
  if (data === null || typeof data !== "object") {
    console.log(data);
    return;
  }
  const text = loadBuiltin("node:internal/console/table").tableText(data, properties, this.optionsFor(1));
  console.log(text);
}

export function context() {
  throw loadBuiltin("node:internal/errors").notSupported("console.context()");
}

export function createTask(console, [name]) {
  if (typeof name !== "string" || name === "") throw new Error("First argument must be a non-empty string.");
  return { run: (callback) => callback() };
}
