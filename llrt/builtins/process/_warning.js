// process.emitWarning() and what prints a warning. Works without the process object: nobody can listen on one never made.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html#processemitwarningwarning-options
import { options, writeError } from "native:boot";
import { loadBuiltin } from "native:engine";
import { nextTick } from "../_boot/task_queues.js";
import { state } from "./_state.js";

let shownHelp = false;

// For builtins: as a program that replaced process.emitWarning expects it.
export function emitProcessWarning(...args) {
  const { process } = state;
  if (process === undefined) emitWarning(...args);
  else process.emitWarning(...args);
}

// A program's own setting, which the process object takes from the options when it is made.
const flag = (name) => (state.process ?? options)[name] ?? false;

export function emitWarning(warning, type, code, ctor) {
  const { codes } = loadBuiltin("node:internal/errors");
  const { validateString } = loadBuiltin("node:internal/validators");
  let detail;
  if (type !== null && typeof type === "object" && !Array.isArray(type)) {
    ({ ctor, code } = type);
    if (typeof type.detail === "string") ({ detail } = type);
    type = type.type || "Warning";
  } else if (typeof type === "function") {
    ctor = type;
    code = "";
    type = "Warning";
  }
  if (type !== undefined) validateString(type, "type");
  if (typeof code === "function") {
    ctor = code;
    code = "";
  } else if (code !== undefined) {
    validateString(code, "code");
  }
  let made = warning;
  if (typeof warning === "string") made = makeWarning(warning, type, code, ctor, detail);
  else if (!(warning instanceof Error)) throw new codes.ERR_INVALID_ARG_TYPE("warning", ["Error", "string"], warning);
  if (made.name === "DeprecationWarning") {
    if (flag("noDeprecation")) return;
    if (flag("throwDeprecation")) {
      nextTick(() => {
        throw made;
      });
      return;
    }
  }
  nextTick(announce, made);
}

// Before anything else happens; a program that replaced process.emitWarning does not see it, as in Node.
export function emitWarningSync(message, type, code) {
  announce(makeWarning(message, type, code));
}

function makeWarning(message, type, code, ctor, detail) {
  const warning = new Error(message);
  warning.name = String(type || "Warning");
  if (code) warning.code = code;
  if (detail !== undefined) warning.detail = detail;
  Error.captureStackTrace(warning, ctor || state.emitWarning || emitWarning);
  return warning;
}

function announce(warning) {
  if (state.process !== undefined) state.process.emit("warning", warning);
  else onWarning(warning);
}

export function onWarning(warning) {
  if (!options.warnings || environmentSilences()) return;
  if (!(warning instanceof Error)) return;
  const { disabledWarnings } = options;
  if (disabledWarnings?.length > 0 && (disabledWarnings.includes(warning.code) || disabledWarnings.includes(warning.name))) return;
  const isDeprecation = warning.name === "DeprecationWarning";
  if (isDeprecation && flag("noDeprecation")) return;
  const trace = flag("traceProcessWarnings") || options.traceWarnings || (isDeprecation && flag("traceDeprecation"));
  let text = `(${processLabel()}) `;
  if (warning.code) text += `[${warning.code}] `;
  if (trace && warning.stack) text += warning.stack;
  else text += typeof warning.toString === "function" ? `${warning.toString()}` : Error.prototype.toString.call(warning);
  if (typeof warning.detail === "string") text += `\n${warning.detail}`;
  if (!trace && !shownHelp) {
    shownHelp = true;
    const option = isDeprecation ? "--trace-deprecation" : "--trace-warnings";
    text += `\n(Use \`llrt ${option} ...\` to show where the warning was created)`;
  }
  const file = options.redirectWarnings ?? redirection();
  if (file) appendTo(file, `${text}\n`);
  // Through the stream, once the program asked for it: it may have been patched.
  else if (state.stderr === undefined) writeError(`${text}\n`);
  else loadBuiltin("node:internal/console/methods").writeToStream(state.stderr, `${text}\n`, true);
}

// An embedded context may not ask for the process id or the environment.
function processLabel() {
  try {
    return `node:${loadBuiltin("node:internal/process/system").pid()}`;
  } catch {
    return "node";
  }
}

function redirection() {
  try {
    return loadBuiltin("node:internal/process/system").getEnv("NODE_REDIRECT_WARNINGS");
  } catch {
    return undefined;
  }
}

// Where the file cannot be written, stderr gets it.
function appendTo(file, text) {
  try {
    loadBuiltin("node:fs").appendFileSync(file, text);
  } catch {
    writeError(text);
  }
}

function environmentSilences() {
  try {
    return loadBuiltin("node:internal/process/system").getEnv("NODE_NO_WARNINGS") === "1";
  } catch {
    return false;
  }
}
