// displayErrors: the stack of an error that leaves a script begins with the place, the line and a caret.
import * as engine from "native:engine";

const SITE = /^\s*at (?:.*? \()?([^()]+?):(\d+):(\d+)\)?$/m;
const decorated = new WeakSet();

// `script`: {source, filename, lineOffset, columnOffset}; `syntax`: the error is the compiler's, whose stack names the place first.
export function decorate(error, script, syntax) {
  const { source, filename, lineOffset, columnOffset } = script;
  if (error === null || typeof error !== "object" || decorated.has(error)) return;
  if (engine.className(error) !== "Error") return;
  const place = syntax ? placeOfSyntaxError(error) : engine.lastThrow();
  if (place === undefined || place.fileName !== filename || !(place.line > 0)) return;
  const index = place.line - 1 - lineOffset;
  const text = source.split(/\r\n|[\n\r\u2028\u2029]/)[index];
  const column = place.column - 1 - (index === 0 ? columnOffset : 0);
  let stack;
  try {
    stack = error.stack;
  } catch {
    return;
  }
  if (text === undefined || typeof stack !== "string") return;
  const arrow = `${filename}:${place.line}\n${text}\n${underline(text, column, syntax)}\n\n`;
  decorated.add(error);
  try {
    Object.defineProperty(error, "stack", {
      value: arrow + (syntax ? stack.replace(/\n {4}at .*/, "") : stack), writable: true, enumerable: false, configurable: true,
    });
  } catch {
    // a frozen error stays as it is
  }
}

function placeOfSyntaxError(error) {
  const sites = engine.errorSites(error);
  const site = sites?.[0];
  if (site !== undefined) return site;
  const match = SITE.exec(error.stack);
  return match === null ? undefined : { fileName: match[1], line: +match[2], column: +match[3] };
}

function underline(text, column, syntax) {
  let start = column;
  let length = 1;
  if (syntax) {
    length = /^[\w$]+|^/.exec(text.slice(start))[0].length || 1;
  } else {
    // V8 points at the statement, the engine at what is thrown.
    const statement = /\bthrow\s+$/.exec(text.slice(0, start));
    if (statement !== null) start = statement.index;
  }
  return text.slice(0, start).replace(/[^\t]/g, " ") + "^".repeat(length);
}
