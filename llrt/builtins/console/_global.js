// The global console.  This file alone serves console.log("text"): formatting, groups' tables, timers
// and the Console class load at first need.  It writes to descriptors 1 and 2 until the program
// touches process.stdout or process.stderr; from then on through that stream, so patches are seen.
import { defineLazy, loadBuiltin } from "native:engine";
import { maybeColored, write } from "native:console";
// The streams, once process.stdout and process.stderr were touched.
import { state as process } from "../process/_state.js";

const { apply } = Reflect;

// State of the global console, in the form ./_methods.js works on.
export const state = {
  indent: "",
  indentWidth: 2,
  counts: undefined,
  times: undefined,
  // Those that the program gave this console, else those of the process.
  streams: undefined,
  stream: (kind) => state.streams?.[kind] ?? (kind === 1 ? process.stdout : process.stderr),
  put,
  emit,
  optionsFor,
};

function optionsFor(kind) {
  const stream = state.stream(kind);
  if (stream === undefined && !maybeColored(kind)) return undefined;
  const { shouldColorize } = loadBuiltin("node:internal/util/colors");
  return shouldColorize(stream ?? kind) ? { colors: true } : undefined;
}

function put(kind, text) {
  let stream = state.stream(kind);
  if (stream === undefined) {
    if (write(kind, text) !== true) return;
    // It failed: what comes of that is the stream's to say (a second failure ends the program).
    stream = loadBuiltin("node:internal/process/process").default[kind === 1 ? "stdout" : "stderr"];
  }
  loadBuiltin("node:internal/console/methods").writeToStream(stream, text, true);
}

function emit(kind, text) {
  if (state.indent !== "") {
    text = state.indent + (text.includes("\n") ? text.replaceAll("\n", `\n${state.indent}`) : text);
  }
  put(kind, `${text}\n`);
}

function isPlain(args) {
  if (args.length === 1) return typeof args[0] === "string";
  for (let i = 0; i < args.length; i++) if (typeof args[i] !== "string") return false;
  return args.length === 0 || !args[0].includes("%");
}

function print(kind, args) {
  const text = isPlain(args)
    ? args.length === 1 ? args[0] : args.join(" ")
    : loadBuiltin("node:internal/util/format").formatArguments(optionsFor(kind), args);
  emit(kind, text);
}

// Object.create({}): Node's console has an empty object between itself and Object.prototype.
const console = Object.create({});

// A subscriber of the channel may change the arguments before they are printed.
export function publish(name, args) {
  if (process.publishConsole !== undefined) process.publishConsole(name, args);
}

const direct = {
  log(...args) { publish("log", args); print(1, args); },
  info(...args) { publish("info", args); print(1, args); },
  debug(...args) { publish("debug", args); print(1, args); },
  warn(...args) { publish("warn", args); print(2, args); },
  error(...args) { publish("error", args); print(2, args); },
};

const later = ["dir", "time", "timeEnd", "timeLog", "trace", "assert", "clear", "count", "countReset", "group", "groupEnd", "table"];

function forward(name) {
  const method = { [name](...args) { return apply(loadBuiltin("node:internal/console/methods")[name], state, [console, args]); } };
  return method[name];
}

for (const name of Object.keys(direct)) console[name] = direct[name];
for (let i = 0; i < later.length; i++) console[later[i]] = forward(later[i]);
console.dirxml = { dirxml(...args) { print(1, args); } }.dirxml;
console.groupCollapsed = forward("group");
Object.defineProperty(console.groupCollapsed, "name", { value: "groupCollapsed", configurable: true });
defineLazy(console, "Console", "node:internal/console/console", "Console", true);
// These only talk to an inspector that is listening: none ever is.
for (const name of ["profile", "profileEnd", "timeStamp"]) console[name] = { [name]() {} }[name];
console.context = { context(name) { return apply(loadBuiltin("node:internal/console/methods").context, state, [console, [name]]); } }.context;
console.createTask = forward("createTask");

function streamProperty(name, property, kind) {
  Object.defineProperty(console, name, {
    get: () => state.streams?.[kind] ?? loadBuiltin("node:internal/process/process").default[property],
    set(stream) { (state.streams ??= [])[kind] = stream; },
    configurable: true,
  });
}
streamProperty("_stdout", "stdout", 1);
streamProperty("_stderr", "stderr", 2);
Object.defineProperty(console, "_times", {
  get: () => state.times ??= new Map(),
  set(times) { state.times = times; },
  configurable: true,
});
Object.defineProperty(console, Symbol.toStringTag, { value: "console", configurable: true });

// The Lambda runtime replaces methods, but does not make the console for that.
process.console = console;
process.onConsole?.(console);

export default console;
