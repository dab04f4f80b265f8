// Immediate objects and their queue. Those set while a batch runs belong to the next turn of the loop.
import { setImmediate as tellLoop, setImmediatesHook } from "native:timers";
import { newAsyncId, runNextTicks, tracker } from "../_boot/task_queues.js";

const { apply } = Reflect;
const kRefed = Symbol("refed");
const kAsyncId = Symbol("asyncId");
const asyncKeys = { id: kAsyncId, trigger: Symbol("triggerId"), frame: Symbol("kAsyncContextFrame") };

class ImmediateList {
  head = null;
  tail = null;

  append(immediate) {
    if (this.tail !== null) {
      this.tail._idleNext = immediate;
      immediate._idlePrev = this.tail;
    } else {
      this.head = immediate;
    }
    this.tail = immediate;
  }

  remove(immediate) {
    if (immediate._idleNext) immediate._idleNext._idlePrev = immediate._idlePrev;
    if (immediate._idlePrev) immediate._idlePrev._idleNext = immediate._idleNext;
    if (immediate === this.head) this.head = immediate._idleNext;
    if (immediate === this.tail) this.tail = immediate._idlePrev;
    immediate._idleNext = null;
    immediate._idlePrev = null;
  }
}

const queue = new ImmediateList(); // for the next turn
const running = new ImmediateList(); // the batch under way; not empty between calls only if a callback threw
let count = 0;
let referenced = 0;
let toldPending = false;
let toldReferenced = false;

function tellChanges() {
  const pending = count > 0;
  const isReferenced = referenced > 0;
  if (pending === toldPending && isReferenced === toldReferenced) return;
  toldPending = pending;
  toldReferenced = isReferenced;
  tellLoop(pending, isReferenced);
}

export class Immediate {
  // `untracked`: one of our own, which node:async_hooks is not told of.
  constructor(callback, args, untracked = false) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = true;
    this[kAsyncId] = untracked ? 0 : newAsyncId();
    if (tracker !== undefined && !untracked) tracker.init(this, "Immediate", asyncKeys);
    count++;
    referenced++;
    queue.append(this);
    tellChanges();
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      referenced++;
      tellChanges();
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      referenced--;
      tellChanges();
    }
    return this;
  }

  hasRef() {
    return !!this[kRefed];
  }

  [Symbol.dispose]() {
    clear(this);
  }
}

// Ends its time in the queue: it ran or was cleared.
function retire(immediate) {
  count--;
  if (immediate[kRefed]) referenced--;
  immediate[kRefed] = null;
  if (tracker !== undefined) tracker.destroy(immediate[kAsyncId]);
  immediate._destroyed = true;
}

export function clear(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  retire(immediate);
  immediate._onImmediate = null;
  // The links are the same in both lists; what differs is whose end it may be.
  if (immediate === running.head || immediate === running.tail) running.remove(immediate);
  else queue.remove(immediate);
  tellChanges();
}

// Runs what was queued before this turn; with onlyInterrupted, the rest of a batch that a throwing callback broke off.
export function runImmediates(onlyInterrupted) {
  if (running.head === null) {
    if (onlyInterrupted) return true;
    running.head = queue.head;
    running.tail = queue.tail;
    queue.head = queue.tail = null;
  }
  try {
    for (let first = true; running.head !== null; first = false) {
      if (!first) {
        runNextTicks();
        if (running.head === null) break;
      }
      runOne(running.head);
    }
  } finally {
    tellChanges();
  }
  return true; // to the loop, undefined would mean that an error was thrown
}

setImmediatesHook(runImmediates);

function runOne(immediate) {
  retire(immediate);
  running.remove(immediate);
  const callback = immediate._onImmediate;
  const args = immediate._argv;
  try {
    if (tracker !== undefined && immediate[kAsyncId] !== 0) tracker.run(immediate, asyncKeys, callback, immediate, args);
    else if (args === undefined) immediate._onImmediate();
    else apply(callback, immediate, args);
  } finally {
    immediate._onImmediate = null;
  }
}

// How many keep the program alive.
export const activeImmediates = () => referenced;
