// process.nextTick's queue and its order with microtasks and unhandled rejections, as Node 24 has it: when ticks are
// there they run first, all of them, then the microtasks, again until both are empty, then the rejections.
// The process room only re-exports nextTick; a program that never ticks pays for one array.
import { loadBuiltin, runMicrotasks, setRejectionHook, setTickHook } from "native:engine";

const SCHEDULED = 0;
const flags = new Int32Array(1);

// A queue as an array with a moving head: shift() would copy. What is done is cut off when it is the greater part, so
// that a long queue is not copied again and again.
let queue = [];
let head = 0;

let ticking = true;

// What node:async_hooks, once it is loaded, wants to know of resources (async_hooks/_tracker.js); until then there is no
// context to keep. Helpers for other builtins: ../_async_context.js.
export let tracker;
let lastAsyncId = 1; // the main script is 1

export function setTracker(value) {
  tracker = value;
}

export const newAsyncId = () => ++lastAsyncId;

export function nextTick(callback, ...args) {
  if (typeof callback !== "function") {
    const { codes } = loadBuiltin("node:internal/errors");
    throw new codes.ERR_INVALID_ARG_TYPE("callback", "Function", callback);
  }
  if (!ticking) {
    return;
  }
  const tick = { callback, args };
  if (tracker !== undefined) tracker.initTick(tick);
  queue.push(tick);
  flags[SCHEDULED] = 1;
}

// The program is exiting: no further ticks, as in Node.
export function refuseTicks() {
  ticking = false;
}

// Calls every tick, then the microtasks, until neither is left. When a callback throws, the rest stays queued and the
// loop, having reported the error, calls again.
function processTicks() {
  do {
    while (head < queue.length) {
      const tick = queue[head];
      queue[head++] = undefined;
      if (head >= 1024 && head * 2 >= queue.length) {
        queue = queue.slice(head);
        head = 0;
      }
      if (tracker === undefined) {
        const { callback, args } = tick;
        callback(...args);
      } else {
        tracker.runTick(tick);
      }
    }
    queue = [];
    head = 0;
    flags[SCHEDULED] = 0;
    runMicrotasks();
  } while (queue.length > 0);
}

export function processTicksAndRejections() {
  do {
    processTicks();
  } while (processRejections() || queue.length > 0);
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

setTickHook(processTicks, flags);
setRejectionHook(noteRejection, processRejections);
