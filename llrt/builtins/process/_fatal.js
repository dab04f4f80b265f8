// Who may handle an uncaught error: the monitors, the capture callback, the 'uncaughtException' listeners.
// Not here: printing it and ending the program (_boot/uncaught.js, llrt/runtime/lifecycle.py).
import { loadBuiltin } from "native:engine";
import { tracker } from "../_boot/task_queues.js";
import { exit as leave, writeError } from "native:boot";
import { emitOnProcess, state } from "./_state.js";

const NO_HANDLER = 6;
let capture = null;

// True when somebody handled it and the program goes on. What a handler throws is thrown.
export function triggerUncaughtException(error, fromPromise) {
  const { process } = state;
  if (process !== undefined && typeof process._fatalException !== "function") {
    // A program that took away Node's entrance for such errors: nobody can be asked.
    writeError(`${error?.stack ?? error}\n`);
    leave(NO_HANDLER);
  }
  const origin = fromPromise ? "unhandledRejection" : "uncaughtException";
  emitOnProcess("uncaughtExceptionMonitor", error, origin);
  let handled = true;
  if (capture !== null) capture(error);
  else handled = emitOnProcess("uncaughtException", error, origin);
  if (handled) tracker?.unwind();
  return handled;
}

export function setUncaughtExceptionCaptureCallback(fn) {
  const { codes } = loadBuiltin("node:internal/errors");
  if (fn !== null && typeof fn !== "function") {
    throw new codes.ERR_INVALID_ARG_TYPE("fn", ["Function", "null"], fn);
  }
  if (fn !== null && capture !== null) throw new codes.ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  capture = fn;
}

export function hasUncaughtExceptionCaptureCallback() {
  return capture !== null;
}
