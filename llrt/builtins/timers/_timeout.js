// Timeout objects and the lists they wait in: one list a duration (so each list is in order of expiry by itself), the lists in a
// heap, and one native deadline for the first of them. Not here: the public functions (index.js) and immediates (_immediate.js).
import { loadBuiltin } from "native:engine";
import { now as loopNow, scheduleTimer, setTimersHook, toggleTimerRef } from "native:timers";
import { newAsyncId, runNextTicks, tracker } from "../_boot/task_queues.js";
import { TimerHeap } from "./_heap.js";

const { apply } = Reflect;
const TIMEOUT_MAX = 2 ** 31 - 1;
const kRefed = Symbol("refed");
const kHasPrimitive = Symbol("kHasPrimitive");
const kAsyncId = Symbol("asyncId");
const asyncKeys = { id: kAsyncId, trigger: Symbol("triggerId"), frame: Symbol("kAsyncContextFrame") };
const kInspect = Symbol.for("nodejs.util.inspect.custom");

const heap = new TimerHeap();
const lists = new Map(); // duration in ms -> TimersList
const timersById = new Map(); // those that were turned into a number or string
let nextExpiry = Infinity; // what the native deadline is set to; -Infinity while timers run
let referenced = 0;
let lastListId = Number.MIN_SAFE_INTEGER;
const warned = { TimeoutNegativeWarning: false, TimeoutNaNWarning: false };

function inspectShallow(value, options) {
  return loadBuiltin("node:internal/util/inspect").inspect(value, { ...options, depth: 0, customInspect: false });
}

// The head of a circular list: _idlePrev is its first timer, _idleNext its last (so Node has it, and shows it).
class TimersList {
  constructor(expiry, msecs) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.id = lastListId++;
    this.msecs = msecs;
    this.priorityQueuePosition = null;
  }

  [kInspect](_, options) {
    return inspectShallow(this, options);
  }
}

function unlink(timer) {
  if (timer._idleNext) timer._idleNext._idlePrev = timer._idlePrev;
  if (timer._idlePrev) timer._idlePrev._idleNext = timer._idleNext;
  timer._idleNext = null;
  timer._idlePrev = null;
}

function append(list, timer) {
  if (timer._idleNext || timer._idlePrev) unlink(timer);
  timer._idlePrev = list;
  timer._idleNext = list._idleNext;
  list._idleNext._idlePrev = timer;
  list._idleNext = timer;
}

function durationOf(after) {
  if (after === undefined) return 1;
  const msecs = after * 1;
  if (msecs >= 1 && msecs <= TIMEOUT_MAX) return msecs;
  if (msecs > TIMEOUT_MAX) {
    warn("TimeoutOverflowWarning", `${msecs} does not fit into a 32-bit signed integer.`);
  } else if (msecs < 0) {
    warn("TimeoutNegativeWarning", `${msecs} is a negative number.`);
  } else if (msecs !== msecs) {
    warn("TimeoutNaNWarning", `${msecs} is not a number.`);
  }
  return 1;
}

function warn(type, what) {
  if (warned[type]) return;
  if (type in warned) warned[type] = true;
  loadBuiltin("node:internal/process/warning").emitProcessWarning(`${what}\nTimeout duration was set to 1.`, type);
}

function reference() {
  if (referenced++ === 0) toggleTimerRef(true);
}

function unreference() {
  if (--referenced === 0) toggleTimerRef(false);
}

// Both are in class Timeout, whose exact times are nobody else's to see.
let insert;
let dueOf;

export class Timeout {
  // When it was started, to the fraction of a millisecond: it fires so long after that, neither earlier nor at the end of a whole one.
  #start;

  static {
    insert = (timer, duration, start = loopNow()) => {
      const msecs = Math.trunc(duration);
      timer.#start = start;
      timer._idleStart = Math.trunc(start);
      let list = lists.get(msecs);
      if (list === undefined) {
        const expiry = start + msecs;
        list = new TimersList(expiry, msecs);
        lists.set(msecs, list);
        heap.insert(list);
        if (nextExpiry > expiry) {
          scheduleTimer(msecs);
          nextExpiry = expiry;
        }
      }
      append(list, timer);
    };
    dueOf = (timer, msecs) => timer.#start + msecs;
  }

  constructor(callback, after, args, isRepeat, isRefed) {
    const duration = durationOf(after);
    this._idleTimeout = duration;
    this._idlePrev = this;
    this._idleNext = this;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? duration : null;
    this._destroyed = false;
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    this[kAsyncId] = newAsyncId();
    if (tracker !== undefined) tracker.init(this, "Timeout", asyncKeys);
    if (isRefed) reference();
    insert(this, duration);
  }

  refresh() {
    const duration = this._idleTimeout;
    if (duration < 0 || duration === undefined) return this;
    insert(this, duration);
    if (this._destroyed) {
      this._destroyed = false;
      if (tracker !== undefined) {
        this[kAsyncId] = newAsyncId();
        tracker.init(this, "Timeout", asyncKeys);
      }
      if (this[kRefed]) reference();
    }
    return this;
  }

  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) unreference();
    }
    return this;
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) reference();
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }

  close() {
    cancel(this);
    return this;
  }

  [kInspect](_, options) {
    return inspectShallow(this, options);
  }

  [Symbol.dispose]() {
    cancel(this);
  }

  [Symbol.toPrimitive]() {
    const id = this[kAsyncId];
    if (!this[kHasPrimitive]) {
      this[kHasPrimitive] = true;
      timersById.set(String(id), this);
    }
    return id;
  }
}

function forget(timer) {
  timer._destroyed = true;
  if (tracker !== undefined) tracker.destroy(timer[kAsyncId]);
  if (timer[kHasPrimitive]) timersById.delete(String(timer[kAsyncId]));
  if (timer[kRefed]) unreference();
}

// Forgets an empty list; without its links to itself it is freed at once.
function drop(list) {
  lists.delete(list.msecs);
  heap.remove(list);
  list._idleNext = list._idlePrev = null;
}

function cancel(timer) {
  if (!timer._onTimeout) return;
  timer._onTimeout = null;
  if (timer._destroyed) return;
  const list = lists.get(Math.trunc(timer._idleTimeout));
  unlink(timer);
  if (list !== undefined && list._idleNext === list) drop(list);
  forget(timer);
  timer._idleTimeout = -1;
}

// What clearTimeout and clearInterval take: a Timeout, or the number or string one was turned into.
export function clear(timer) {
  if (timer?._onTimeout) {
    cancel(timer);
  } else if (typeof timer === "number" || typeof timer === "string") {
    const known = timersById.get(String(timer));
    if (known !== undefined) cancel(known);
  }
}

// Runs what is due and says in how many ms the next one is (-1: there is none). When a callback throws, the loop reports the
// error and calls again.
export function runTimers(now) {
  nextExpiry = -Infinity;
  let wait;
  try {
    wait = runDueLists(now);
  } finally {
    nextExpiry = heap.peek()?.expiry ?? Infinity;
  }
  return wait;
}

setTimersHook(runTimers);

function runDueLists(startNow) {
  let now = startNow;
  for (let first = true; ; first = false) {
    let list = heap.peek();
    if (list === undefined) return -1;
    if (list.expiry > now) {
      now = loopNow();
      if (list.expiry > now) return list.expiry - now;
    }
    if (!first) {
      runNextTicks();
      list = heap.peek();
      if (list === undefined) return -1;
    }
    runList(list, now);
  }
}

function runList(list, startNow) {
  let now = startNow;
  let first = true;
  for (let timer = list._idlePrev; timer !== list && timer !== null; timer = list._idlePrev) {
    const due = dueOf(timer, list.msecs);
    if (due > now) {
      now = loopNow();
      if (due > now) {
        list.expiry = due;
        list.id = lastListId++;
        heap.sink(list);
        return;
      }
    }
    if (first) {
      first = false;
    } else {
      runNextTicks();
      if (list._idlePrev !== timer) continue; // a tick cleared or moved it
    }
    unlink(timer);
    fire(timer);
  }
  // A tick may have emptied and dropped it already, and a new list taken its place.
  if (lists.get(list.msecs) === list) drop(list);
}

function fire(timer) {
  const callback = timer._onTimeout;
  if (!callback) {
    if (!timer._destroyed) forget(timer);
    return;
  }
  const start = timer._repeat ? loopNow() : 0;
  const args = timer._timerArgs;
  try {
    if (tracker !== undefined) tracker.run(timer, asyncKeys, timer._onTimeout, timer, args);
    else if (args === undefined) timer._onTimeout();
    else apply(callback, timer, args);
  } finally {
    if (timer._repeat && timer._idleTimeout !== -1) {
      timer._idleTimeout = timer._repeat;
      insert(timer, timer._idleTimeout, start);
    } else if (!timer._idleNext && !timer._idlePrev && !timer._destroyed) {
      forget(timer);
    }
  }
}

// How many keep the program alive.
export const activeTimers = () => referenced;
