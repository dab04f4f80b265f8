// util.debuglog (sections switched on by NODE_DEBUG) and util.deprecate.
import { loadBuiltin } from "native:engine";
import { getEnv } from "native:console";
import { validateString } from "../_validators.js";
import { state as processState } from "../process/_state.js";

const warned = new Set();
const emitWarning = (...args) => loadBuiltin("node:internal/process/warning").emitProcessWarning(...args);

export function deprecate(fn, message, code, { modifyPrototype = true } = {}) {
  if (processState.process?.noDeprecation === true) return fn;
  if (code !== undefined) validateString(code, "code");
  let done = false;
  function deprecated(...args) {
    if (!done) {
      done = true;
      if (code === undefined) emitWarning(message, "DeprecationWarning", deprecated);
      else if (!warned.has(code)) {
        warned.add(code);
        emitWarning(message, "DeprecationWarning", code, deprecated);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  if (modifyPrototype) {
    Object.setPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
  }
  Object.defineProperty(deprecated, "length", { ...Object.getOwnPropertyDescriptor(fn, "length") });
  return deprecated;
}

let sections;
function isEnabled(name) {
  if (sections === undefined) {
    const pattern = (getEnv("NODE_DEBUG") ?? "").replace(/[|\\{}()[\]^$+?.]/g, "\\$&").replaceAll("*", ".*").replaceAll(",", "$|^");
    sections = pattern === "" ? /[]/ : new RegExp(`^${pattern}$`, "i");
  }
  return sections.test(name);
}

const silent = () => {};

function makeLogger(section) {
  const { formatWithOptions } = loadBuiltin("node:internal/util/format");
  const process = loadBuiltin("node:internal/process/process").default;
  return (...args) => {
    const colors = loadBuiltin("node:internal/util/colors").shouldColorize(process.stderr);
    process.stderr.write(formatWithOptions({ colors }, "%s %d: %s\n", section, process.pid, formatWithOptions({ colors }, ...args)));
  };
}

// A logger that finds out at its first call whether its section is on, and tells `callback` the
// function that really logs, so that the caller can keep that one.
export function debuglog(section, callback) {
  section = `${section}`.toUpperCase();
  let enabled;
  let log;
  const test = () => (enabled ??= isEnabled(section));
  const settle = () => {
    if (log !== undefined) return;
    log = test() ? makeLogger(section) : silent;
    if (typeof callback === "function") callback(log);
  };
  const logger = (...args) => {
    settle();
    log(...args);
  };
  return Object.defineProperty(logger, "enabled", { get: test, configurable: true, enumerable: true });
}
