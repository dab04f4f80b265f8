// process.nextTick's queue and its order with microtasks and unhandled rejections, as Node 24 has it: when ticks are
// there they run first, all of them, then the microtasks, again until both are empty, then the rejections.
// The process room only re-exports nextTick; a program that never ticks pays for one array.
import { loadBuiltin, nextTick, runMicrotasks, runTicks, setRejectionHook, setTickHook } from "native:engine";

// The engine's nextTick() and runTicks() (cext/quickjs/natives_ticks.c) do what is usual; words of the flags, as there.
const SCHEDULED = 0, RARE = 2;
const TRACKED = 1, REFUSED = 2;
const flags = new Int32Array(3);

// A tick is [callback, ...arguments], or what the tracker made of it. runTicks() empties the list.
const queue = [];

// What node:async_hooks, once it is loaded, wants to know of resources (async_hooks/_tracker.js); until then there is no
// context to keep. Helpers for other builtins: ../_async_context.js.
export let tracker;
let lastAsyncId = 1; // the main script is 1

export function setTracker(value) {
  tracker = value;
  if (value === undefined) flags[RARE] &= ~TRACKED;
  else flags[RARE] |= TRACKED;
}

export const newAsyncId = () => ++lastAsyncId;

// nextTick() where it is not usual.
function nextTickOtherwise(callback, ...args) {
  if (typeof callback !== "function") {
    const { codes } = loadBuiltin("node:internal/errors");
    throw new codes.ERR_INVALID_ARG_TYPE("callback", "Function", callback);
  }
  if (flags[RARE] & REFUSED) return;
  const tick = { callback, args };
  tracker.initTick(tick);
  queue.push(tick);
  flags[SCHEDULED] = 1;
}

// The program is exiting: no further ticks, as in Node.
export function refuseTicks() {
  flags[RARE] |= REFUSED;
}

// Calls every tick, then the microtasks, until neither is left. When a callback throws, the rest stays queued and the
// loop, having reported the error, calls again.
function processTicks() {
  do {
    for (let tick; (tick = runTicks()) !== undefined;) runTracked(tick);
    runMicrotasks();
  } while (flags[SCHEDULED] !== 0);
}

// One that was queued before the tracker came is a list still.
function runTracked(tick) {
  if (Array.isArray(tick)) {
    const [callback, ...args] = tick;
    tick = { callback, args };
  }
  tracker.runTick(tick);
}

export function processTicksAndRejections() {
  do {
    processTicks();
  } while (processRejections() || flags[SCHEDULED] !== 0);
}

// What timers and immediates call between two callbacks.
export function runNextTicks() {
  if (flags[SCHEDULED] === 0) {
    runMicrotasks();
  }
  if (flags[SCHEDULED] !== 0 || rejections.length > 0 || rejectionRoom !== undefined) {
    processTicksAndRejections();
  }
}

// Rejections are noted here and handed to the process room, which is loaded when the first one is still unhandled after
// the ticks and microtasks of its turn.
let rejections = [];
let rejectionRoom;

function noteRejection(kind, promise, reason) {
  if (rejectionRoom === undefined) {
    rejections.push([kind, promise, reason, tracker?.current()]);
  } else {
    rejectionRoom.onReject(kind, promise, reason, tracker?.current());
  }
}

function processRejections() {
  if (rejectionRoom === undefined) {
    if (rejections.length === 0 || allHandled()) {
      rejections = [];
      return false;
    }
    rejectionRoom = loadBuiltin("node:internal/process/promises");
    for (const rejection of rejections) {
      rejectionRoom.onReject(...rejection);
    }
    rejections = [];
  }
  return rejectionRoom.processRejections();
}

function allHandled() {
  const open = new Set();
  for (const [kind, promise] of rejections) {
    if (kind === 0) {
      open.add(promise);
    } else {
      open.delete(promise);
    }
  }
  return open.size === 0;
}

setTickHook(processTicks, flags, queue, nextTickOtherwise);
setRejectionHook(noteRejection, processRejections);
export { nextTick };
