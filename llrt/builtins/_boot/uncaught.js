// The text of an uncaught error on stderr, as Node 24 prints it: place, source line, caret, then the error inspected with
// stack, properties and causes. Loaded when a program dies. Not here: who may handle the error first (process/_fatal.js).
import * as engine from "native:engine";
import { fromPromise, sourceLine, stderrHasColors, writeError, banner } from "native:boot";

const { loadBuiltin } = engine;

// "at f (file:///x.mjs:1:2)" or "at file:///x.mjs:1:2"
const SITE = /^\s*at (?:.*? \()?([^()]+?):(\d+):(\d+)\)?$/;

// Whether the error just thrown out of the rejection queue was marked as a rejection's.
export function takeMark() {
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
  const site = topSite(error);
  const arrow = site === undefined ? "" : excerpt(site, isRejection);
  if (isError(error)) {
    return `${arrow}${arrow === "" ? "" : "\n"}${inspectError(error)}\n`;
  }
  if ((typeof error === "object" && error !== null) || typeof error === "function") {
    return `${arrow === "" ? "" : "\n"}${arrow}${inspectError(error)}\n`;
  }
  const hint = "(Use `llrt --trace-uncaught ...` to show where the exception was thrown)\n";
  const place = arrow === "" ? "Uncaught:\n" : `\n${arrow}`;
  return `${place}${String(error)}\n${hint}`;
}

function isError(error) {
  return error !== null && typeof error === "object" && (engine.className(error) === "Error" || error instanceof Error);
}

function inspectError(error) {
  const { inspect } = loadBuiltin("node:internal/util/inspect");
  const depth = Math.max(inspect.defaultOptions.depth, 5);
  return inspect(error, { customInspect: false, depth, colors: stderrHasColors() });
}

// Where the error was made; for a value that is no error, where the last throw was if the engine knows.
function topSite(error) {
  if (!isError(error)) {
    return engine.lastThrow === undefined ? undefined : usable(engine.lastThrow());
  }
  const sites = engine.errorSites === undefined ? undefined : engine.errorSites(error);
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

function excerpt({ fileName, line, column }, isRejection) {
  const source = sourceLine(fileName, line);
  if (source === undefined) {
    return `${fileName}:${line}\n`;
  }
  // V8 points at the throw statement where the error was thrown, the stack at the expression that made it.
  const before = source.slice(0, Math.max(0, column - 1));
  const statement = isRejection ? null : /\bthrow\s+$/.exec(before);
  const indent = (statement === null ? before : before.slice(0, statement.index)).replace(/[^\t]/g, " ");
  return source.length > 2000 ? `${fileName}:${line}\n` : `${fileName}:${line}\n${source}\n${indent}^\n`;
}
