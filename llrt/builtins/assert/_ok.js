// assert(value) and assert.ok(value): a failure shows the expression of the caller's source.
import { loadBuiltin } from "native:engine";
import { isErrorLike } from "../_errors.js";
import { AssertionError } from "./_error.js";

// `fn` is the function the program called: frames from it on are not shown.
export function checkTruth(fn, args) {
  const value = args[0];
  if (value) return;
  let message = args[1];
  let generated = true;
  if (args.length === 0) message = "No value argument passed to `assert.ok()`";
  else if (message == null) message = messageFromSource(fn);
  else if (isErrorLike(message)) throw message;
  else generated = false;
  const error = new AssertionError({ actual: value, expected: true, message, operator: "==", stackStartFn: fn });
  error.generatedMessage = generated;
  throw error;
}

const ESCAPES = { 8: "\\b", 12: "\\f" };
const escape = (char) => ESCAPES[char.charCodeAt(0)] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;

function messageFromSource(fn) {
  const source = loadBuiltin("node:internal/assert/source").callerExpression(fn);
  if (!source) return undefined;
  // Control characters other than tab and line ends.
  return `The expression evaluated to a falsy value:\n\n  ${source.replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, escape)}\n`;
}
