// What EventEmitter does when things go wrong: an "error" event nobody handles, and more listeners than is plausible.
// Loaded at the first such occasion.
import { codes } from "../_errors.js";
import { emitProcessWarning } from "../process/_warning.js";
import { inspect } from "../util/_inspect.js";
import { kEnhanceStack } from "./_symbols.js";

export function throwUnhandled(emitter, args, emit) {
  const error = args[0];
  if (error instanceof Error) {
    markEmitted(emitter, error, emit);
    throw error;
  }
  let text;
  try {
    text = inspect(error);
  } catch {
    text = error;
  }
  const unhandled = new codes.ERR_UNHANDLED_ERROR(text);
  unhandled.context = error;
  throw unhandled;
}

function markEmitted(emitter, error, emit) {
  try {
    const here = {};
    Error.captureStackTrace(here, emit);
    Object.defineProperty(error, kEnhanceStack, {
      value: () => enhancedStack(emitter, error, here.stack),
      configurable: true,
    });
  } catch {
    // A frozen error is thrown as it is.
  }
}

function enhancedStack(emitter, error, emittedStack) {
  let where = "";
  try {
    const { name } = emitter.constructor;
    if (name !== "EventEmitter") where = ` on ${name} instance`;
  } catch {
    // No usable constructor: the line goes without it.
  }
  const own = emittedStack.split("\n").slice(1);
  const { length, offset } = commonRun(own, error.stack.split("\n").slice(1));
  if (length > 0) own.splice(offset + 1, length - 2, "    [... lines matching original stack trace ...]");
  return `${error.stack}\nEmitted 'error' event${where} at:\n${own.join("\n")}`;
}

// The first run of more than three lines of `own` that also stands, in the same order, in `other`.
function commonRun(own, other) {
  for (let offset = 0; offset < own.length - 3; offset++) {
    const start = other.indexOf(own[offset]);
    if (start === -1) continue;
    let length = 1;
    const most = Math.min(own.length - offset, other.length - start);
    while (length < most && own[offset + length] === other[start + length]) length++;
    if (length > 3) return { length, offset };
  }
  return { length: 0, offset: 0 };
}

export function warnMaxListeners(emitter, type, count, limit) {
  const warning = new Error(
    `Possible EventEmitter memory leak detected. ${count} ${String(type)} listeners added to ` +
      `${inspect(emitter, { depth: -1 })}. MaxListeners is ${limit}. Use emitter.setMaxListeners() to increase limit`,
  );
  warning.name = "MaxListenersExceededWarning";
  warning.emitter = emitter;
  warning.type = type;
  warning.count = count;
  emitProcessWarning(warning);
}
