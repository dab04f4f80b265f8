// The text of an uncaught error on stderr, as Node 24 prints it: place, source line, caret, then the error inspected with
// stack, properties and causes. Loaded when a program dies. Not here: who may handle the error first (process/_fatal.js).
import * as engine from "native:engine";
import { banner, fromPromise, sourceLine, sourceMaps, stderrHasColors, traceUncaught, writeError } from "native:boot";

const { loadBuiltin } = engine;

// "at f (file:///x.mjs:1:2)" or "at file:///x.mjs:1:2"
const SITE = /^\s*at (?:.*? \()?([^()]+?):(\d+):(\d+)\)?$/;

let thrownAt;

// Called first when an error was caught by nobody: notes where it was thrown, before anything else is; says whether it came
// out of the rejection queue, marked as a rejection's.
export function takeMark() {
  thrownAt = engine.lastThrow();
  return fromPromise(false);
}

export function report(error, isRejection) {
  let text;
  try {
    text = describe(error, isRejection);
  } catch (failure) {
    // A hostile error (its getters throw): say at least that there was one.
    text = `Uncaught ${typeof error} (it could not be inspected: ${String(failure && failure.message)})\n`;
  }
  writeError(`${text}\n${banner()}\n`);
}

function describe(error, isRejection) {
  const site = placeOf(error, isRejection);
  const arrow = excerpt(site, isRejection);
  const traced = traceUncaught() ? trace(site) : undefined;
  if (isError(error)) {
    return `${arrow}${arrow === "" ? "" : "\n"}${inspectError(error)}\n${traced ?? ""}`;
  }
  if ((typeof error === "object" && error !== null) || typeof error === "function") {
    return `${arrow === "" ? "" : "\n"}${arrow}${inspectError(error)}\n${traced ?? ""}`;
  }
  const hint = "(Use `llrt --trace-uncaught ...` to show where the exception was thrown)\n";
  const place = arrow === "" ? "Uncaught:\n" : `\n${arrow}`;
  return `${place}${String(error)}\n${traced ?? hint}`;
}

// Of --trace-uncaught: the frame that threw. The engine notes no others, which would make every throw dearer.
function trace(site) {
  if (site === undefined) {
    return "";
  }
  const place = `${site.fileName}:${site.line}:${site.column}`;
  return `Thrown at:\n    at ${site.functionName ? `${site.functionName} (${place})` : place}\n\n`;
}

function isError(error) {
  return error !== null && typeof error === "object" && (engine.className(error) === "Error" || error instanceof Error);
}

function inspectError(error) {
  appendOrigin(error);
  const { inspect } = loadBuiltin("node:internal/util/inspect");
  const depth = Math.max(inspect.defaultOptions.depth, 5);
  return inspect(error, { customInspect: false, depth, colors: stderrHasColors() });
}

// An error from emit("error") that nobody listened to says where it was emitted.
function appendOrigin(error) {
  const { kEnhanceStack } = loadBuiltin("node:internal/events/symbols");
  try {
    const enhance = error[kEnhanceStack];
    if (typeof enhance === "function") {
      Object.defineProperty(error, "stack", { value: enhance(), writable: true, enumerable: false, configurable: true });
    }
  } catch {
    // A frozen or hostile error is printed as it is.
  }
}

// Where the error was made, by the frames it remembers, else by the text of its stack.
function madeAt(error) {
  if (!isError(error)) {
    return undefined;
  }
  const sites = engine.errorSites(error);
  if (sites !== undefined) {
    return sites.map(usable).find((site) => site !== undefined);
  }
  const stack = error.stack;
  if (typeof stack !== "string") {
    return undefined;
  }
  for (const line of stack.split("\n")) {
    const match = SITE.exec(line);
    const site = match === null ? undefined : usable({ fileName: match[1], line: +match[2], column: +match[3] });
    if (site !== undefined) {
      return site;
    }
  }
  return undefined;
}

// Our own builtins carry no source text, so the first place in the user's code is shown where Node shows its internals.
function usable(site) {
  if (site === undefined || site === null || !(site.line > 0) || typeof site.fileName !== "string") {
    return undefined;
  }
  return /^(node:|native|llrt:|<)/.test(site.fileName) ? undefined : site;
}

// Where it was thrown; a rejection's error was thrown by nobody: where it was made.
function placeOf(error, isRejection) {
  const thrown = isRejection && isError(error) ? undefined : usable(thrownAt);
  return thrown ?? madeAt(error);
}

function excerpt(site, isRejection) {
  if (site === undefined) {
    return "";
  }
  // The module of source maps is loaded where they are wanted.
  let original = sourceMaps() ? loadBuiltin("node:internal/module/source_maps").originalPlace(site) : undefined;
  if (original?.source === undefined) original = undefined;
  const { fileName, line, column } = original ?? site;
  const source = original === undefined ? sourceLine(fileName, line) : original.source;
  if (source === undefined || source.length > 2000) {
    return `${fileName}:${line}\n`;
  }
  // V8 points at the throw statement, the stack at the expression that made the error.
  const before = source.slice(0, Math.max(0, column - 1));
  const statement = isRejection ? null : /\bthrow\s+$/.exec(before);
  const indent = (statement === null ? before : before.slice(0, statement.index)).replace(/[^\t]/g, " ");
  return `${fileName}:${line}\n${source}\n${indent}^\n`;
}
