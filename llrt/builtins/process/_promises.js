// Rejected promises that nobody handled by the end of the turn, in the mode of --unhandled-rejections.
// The engine reports to _boot/task_queues.js, which loads this at the first rejection.
import { fromPromise, options, processLoaded } from "native:boot";
import { className } from "native:engine";
import { tracker } from "../_boot/task_queues.js";
import { plainText } from "../_web/plain_text.js";
import { emitOnProcess, state } from "./_state.js";
import { emitProcessWarning } from "./_warning.js";

const WHY =
  "This error originated either by throwing inside of an async function without a catch block, " +
  "or by rejecting a promise which was not handled with .catch().";

const open = new WeakMap(); // promise -> {reason, uid, warned}
const pending = []; // promises rejected since the last look
const handledLate = []; // [promise, warning] of those that were reported and then handled
const afterThrow = []; // what is left to do for a rejection whose error was thrown
let lastUid = 0;

// `frame`: the async context at the rejection, which the listeners run in.
export function onReject(kind, promise, reason, frame) {
  if (kind === 0) {
    open.set(promise, { reason, uid: ++lastUid, warned: false, frame, domain: state.usesDomains ? promise.domain : undefined });
    pending.push(promise);
    return;
  }
  const known = open.get(promise);
  if (known === undefined) return;
  open.delete(promise);
  if (!known.warned) return;
  const warning = new Error(`Promise rejection was handled asynchronously (rejection id: ${known.uid})`);
  warning.name = "PromiseRejectionHandledWarning";
  warning.id = known.uid;
  handledLate.push([promise, warning]);
}

// Called with ticks and microtasks drained; true when something was done that may have queued more. In the throwing modes the
// error of a rejection is thrown: the loop reports it and calls again for the rest.
export function processRejections() {
  let didSomething = false;
  while (handledLate.length > 0) {
    const [promise, warning] = handledLate.shift();
    didSomething = true;
    if (!emitOnProcess("rejectionHandled", promise)) emitProcessWarning(warning);
  }
  while (afterThrow.length > 0) {
    didSomething = true;
    afterThrow.shift()();
  }
  while (pending.length > 0) {
    const promise = pending.shift();
    const known = open.get(promise);
    if (known === undefined) continue;
    known.warned = true;
    didSomething = true;
    if (tracker === undefined) report(promise, known);
    else tracker.runPromise(promise, known.frame, () => report(promise, known));
  }
  return didSomething;
}

function report(promise, { reason, uid, domain }) {
  // A rejection within a domain (node:domain) is an error of the domain.
  const emit = () => (domain ? domain.emit("error", reason) : emitOnProcess("unhandledRejection", reason, promise));
  switch (options.unhandledRejections) {
    case "none":
      emit();
      break;
    case "warn":
      emit();
      warn(uid, reason);
      break;
    case "warn-with-error-code":
      if (!emit()) {
        warn(uid, reason);
        state.exitCode = 1;
        processLoaded(); // else the end of the program would not ask for the code
      }
      break;
    case "strict":
      afterThrow.push(() => {
        if (!emit()) warn(uid, reason);
      });
      raise(reason);
      break;
    default:
      if (!emit()) raise(reason);
  }
}

function raise(reason) {
  fromPromise(true);
  throw isErrorLike(reason) ? reason : unhandledRejection(reason);
}

function isErrorLike(value) {
  if (typeof value !== "object" || value === null) return false;
  return className(value) === "Error" || Object.hasOwn(value, "stack");
}

function unhandledRejection(reason) {
  const error = new Error(`${WHY} The promise rejected with the reason "${plainText(reason)}".`);
  error.code = "ERR_UNHANDLED_REJECTION";
  error.name = "UnhandledPromiseRejection";
  return error;
}

function warn(uid, reason) {
  const warning = new Error(
    `Unhandled promise rejection. ${WHY} To terminate the node process on unhandled promise rejection, use the CLI flag ` +
      "`--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). " +
      `(rejection id: ${uid})`,
  );
  warning.name = "UnhandledPromiseRejectionWarning";
  try {
    if (isErrorLike(reason)) {
      warning.stack = reason.stack;
      emitProcessWarning(reason.stack, "UnhandledPromiseRejectionWarning");
    } else {
      emitProcessWarning(plainText(reason), "UnhandledPromiseRejectionWarning");
    }
  } catch {
    // A stack that throws is left out; the warning itself still comes.
  }
  emitProcessWarning(warning);
}
