// Who may handle an uncaught error: the monitors, the capture callback, the 'uncaughtException' listeners.
// Not here: printing it and ending the program (_boot/uncaught.js, llrt/runtime/lifecycle.py).
import { loadBuiltin } from "native:engine";
import { tracker } from "../_boot/task_queues.js";
import { emitOnProcess } from "./_state.js";

let capture = null;

// True when somebody handled it and the program goes on. What a handler throws is thrown.
export function triggerUncaughtException(error, fromPromise) {
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
