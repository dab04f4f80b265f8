// Exit codes and the ends of a program: process.exit(), 'beforeExit', 'exit'. The loop (llrt/runtime/lifecycle.py) decides when.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html#process-exit-codes
import { exit as leave } from "native:boot";
import { loadBuiltin } from "native:engine";
import * as taskQueues from "../_boot/task_queues.js";
import { emitOnProcess, state } from "./_state.js";

function toExitCode(value) {
  if (value === null || value === undefined) return undefined;
  let code = value;
  if (typeof value === "string" && value !== "") {
    const number = Number(value);
    if (!Number.isNaN(number)) code = number;
  }
  loadBuiltin("node:internal/validators").validateInteger(code, "code");
  return code | 0;
}

export function getExitCode() {
  return state.exitCode ?? 0;
}

export function setExitCode(code) {
  state.exitCode = code;
}

export const exitCodeAccessors = {
  get() {
    return state.exitCode;
  },
  set(value) {
    state.exitCode = toExitCode(value);
  },
};

export function reallyExit(code) {
  leave((code | 0) & 0xff);
}

// From here on process.nextTick does nothing.
function beginExiting() {
  state.exiting = true;
  taskQueues.refuseTicks?.();
}

export function exit(code) {
  if (arguments.length !== 0) state.exitCode = toExitCode(code);
  if (!state.exiting) {
    beginExiting();
    emitOnProcess("exit", getExitCode());
  }
  // Through the object: programs replace process.reallyExit to hear of the exit.
  state.process.reallyExit(getExitCode());
}

export function emitBeforeExit() {
  emitOnProcess("beforeExit", getExitCode());
}

// Emits 'exit' unless that was done, and says with which code to leave. Without a code: the natural end; what a listener throws
// is thrown. With one: an error ends the program; a listener that throws too changes nothing.
export function emitExit(code) {
  if (code === undefined) {
    if (!state.exiting) {
      beginExiting();
      emitOnProcess("exit", getExitCode());
    }
    return getExitCode() & 0xff;
  }
  if (!state.exiting) {
    beginExiting();
    state.exitCode = code;
    try {
      emitOnProcess("exit", code);
    } catch {
      // The error that ends the program is the one that is reported.
    }
  }
  return (state.exitCode ?? code) & 0xff;
}
