// The Console class: the methods of console over streams of the user's.  The global console is not
// made of it (./_global.js is faster to start) but is an instance of it by Symbol.hasInstance.
import { codes } from "../_errors.js";
import { validateInteger, validateObject, validateOneOf } from "../_validators.js";
import globalConsole, { publish, state as globalState } from "./_global.js";
import * as methods from "./_methods.js";
import { formatArguments } from "../util/_format.js";
import { shouldColorize } from "../util/_colors.js";

const MAX_GROUP_INDENTATION = 1000;
const states = new WeakMap([[globalConsole, globalState]]);

function checkStream(stream, name) {
  if (!stream || typeof stream.write !== "function") throw new codes.ERR_CONSOLE_WRITABLE_STREAM(name);
}

function readInspectOptions({ inspectOptions, colorMode }) {
  if (inspectOptions === undefined) return;
  if (inspectOptions instanceof Map) {
    for (const options of inspectOptions.values()) checkInspectOptions(options, colorMode);
  } else {
    checkInspectOptions(inspectOptions, colorMode);
  }
}

function checkInspectOptions(options, colorMode) {
  validateObject(options, "options.inspectOptions");
  if (options.colors !== undefined && colorMode !== undefined) {
    throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR("options.inspectOptions.color", "colorMode");
  }
}

class State {
  constructor(options, ignoreErrors) {
    const { stdout, stderr = stdout, colorMode = "auto", inspectOptions, groupIndentation } = options;
    checkStream(stdout, "stdout");
    checkStream(stderr, "stderr");
    validateOneOf(colorMode, "colorMode", ["auto", true, false]);
    if (groupIndentation !== undefined) validateInteger(groupIndentation, "groupIndentation", 0, MAX_GROUP_INDENTATION);
    readInspectOptions(options);
    this.streams = [undefined, stdout, stderr];
    this.ignoreErrors = ignoreErrors;
    this.colorMode = colorMode;
    this.inspectOptions = inspectOptions;
    this.indent = "";
    this.indentWidth = groupIndentation ?? 2;
  }

  emit(kind, text) {
    if (this.indent !== "") {
      text = this.indent + (text.includes("\n") ? text.replaceAll("\n", `\n${this.indent}`) : text);
    }
    this.put(kind, `${text}\n`);
  }

  put(kind, text) {
    methods.writeToStream(this.streams[kind], text, this.ignoreErrors);
  }

  stream(kind) {
    return this.streams[kind];
  }

  optionsFor(kind) {
    const stream = this.streams[kind];
    const { inspectOptions } = this;
    const options = inspectOptions instanceof Map ? inspectOptions.get(stream) : inspectOptions;
    if (options?.colors !== undefined) return options;
    const colors = this.colorMode === "auto" ? shouldColorize(stream) : this.colorMode;
    return options === undefined ? (colors ? { colors: true } : undefined) : { ...options, colors };
  }
}

const print = (console, kind, args) => {
  const state = states.get(console);
  state.emit(kind, args.length === 0 ? "" : formatArguments(state.optionsFor(kind), args));
};

const prototypeMethods = {
  log(...args) { publish("log", args); print(this, 1, args); },
  info(...args) { publish("info", args); print(this, 1, args); },
  debug(...args) { publish("debug", args); print(this, 1, args); },
  warn(...args) { publish("warn", args); print(this, 2, args); },
  error(...args) { publish("error", args); print(this, 2, args); },
  dir(...args) { methods.dir.call(states.get(this), this, args); },
  time(...args) { methods.time.call(states.get(this), this, args); },
  timeEnd(...args) { methods.timeEnd.call(states.get(this), this, args); },
  timeLog(...args) { methods.timeLog.call(states.get(this), this, args); },
  trace(...args) { methods.trace.call(states.get(this), this, args); },
  assert(...args) { methods.assert.call(states.get(this), this, args); },
  clear() { methods.clear.call(states.get(this)); },
  count(...args) { methods.count.call(states.get(this), this, args); },
  countReset(...args) { methods.countReset.call(states.get(this), this, args); },
  group(...args) { methods.group.call(states.get(this), this, args); },
  groupEnd() { methods.groupEnd.call(states.get(this)); },
  table(...args) { methods.table.call(states.get(this), this, args); },
  dirxml(...args) { print(this, 1, args); },
  groupCollapsed(...args) { methods.group.call(states.get(this), this, args); },
};

export function Console(options) {
  if (new.target === undefined) return Reflect.construct(Console, arguments);
  let ignoreErrors = arguments[2] ?? true;
  if (!options || typeof options.write === "function") options = { stdout: options, stderr: arguments[1] ?? options };
  else ignoreErrors = options.ignoreErrors ?? true;
  const state = new State(options, ignoreErrors);
  states.set(this, state);
  // Bound, so that they can be passed around; from the prototype, so that a subclass's count.
  for (const name of Object.keys(prototypeMethods)) this[name] = Object.defineProperty(this[name].bind(this), "name", { value: name });
  const hidden = (name, value) => Object.defineProperty(this, name, { value, writable: true, configurable: true });
  hidden("_stdout", state.streams[1]);
  hidden("_stderr", state.streams[2]);
  hidden("_ignoreErrors", ignoreErrors);
  Object.defineProperty(this, Symbol.toStringTag, { value: "console", configurable: true });
}

for (const name of Object.keys(prototypeMethods)) {
  Object.defineProperty(Console.prototype, name, { value: prototypeMethods[name], writable: true, enumerable: true, configurable: true });
}
Object.defineProperty(Console, Symbol.hasInstance, { value: (instance) => states.has(instance) });
