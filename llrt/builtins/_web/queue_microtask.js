// queueMicrotask: an error of the callback is an uncaught exception (the drain reports it), not a rejection.
import { enqueueMicrotask, loadBuiltin } from "native:engine";
import { tracker } from "../_boot/task_queues.js";

export function queueMicrotask(callback) {
  if (typeof callback !== "function") loadBuiltin("node:internal/validators").validateFunction(callback, "callback");
  enqueueMicrotask(tracker === undefined ? callback : tracker.microtask(callback));
}
