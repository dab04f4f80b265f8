// The promise and iterator forms of listening: once(), on(), addAbortListener(), for EventEmitter and EventTarget alike.
// Follows https://nodejs.org/docs/latest-v24.x/api/events.html
import { AbortError, codes } from "../_errors.js";
import { validateAbortSignal, validateFunction, validateInteger, validateObject } from "../_validators.js";
import { queueMicrotask } from "../_web/queue_microtask.js";
import { kResistStopPropagation } from "./_symbols.js";

const kWatermarkData = Symbol.for("nodejs.watermarkData");
// Asks on() for the first argument of each event instead of the array of all (used by other rooms).
export const kFirstEventParam = Symbol.for("nodejs.kFirstEventParam");

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
const noOptions = Object.freeze({ __proto__: null });

function listen(emitter, name, listener, options) {
  if (typeof emitter.on === "function") {
    if (options?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === "function") {
    emitter.addEventListener(name, listener, options);
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE("emitter", "EventEmitter", emitter);
  }
}

function unlisten(emitter, name, listener) {
  if (typeof emitter.removeListener === "function") emitter.removeListener(name, listener);
  else if (typeof emitter.removeEventListener === "function") emitter.removeEventListener(name, listener);
  else throw new codes.ERR_INVALID_ARG_TYPE("emitter", "EventEmitter", emitter);
}

export async function once(emitter, name, options = noOptions) {
  validateObject(options, "options");
  const { signal } = options;
  validateAbortSignal(signal, "options.signal");
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  return new Promise((resolve, reject) => {
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === "function") emitter.removeListener("error", onError);
      if (signal) unlisten(signal, "abort", onAbort);
      resolve(args);
    };
    const onError = (error) => {
      if (typeof emitter.removeListener === "function") emitter.removeListener(name, onEvent);
      if (signal) unlisten(signal, "abort", onAbort);
      reject(error);
    };
    const onAbort = () => {
      unlisten(emitter, name, onEvent);
      unlisten(emitter, "error", onError);
      reject(new AbortError(undefined, { cause: signal.reason }));
    };
    // An EventTarget has no "error" event of this meaning.
    listen(emitter, name, onEvent, { __proto__: null, once: true, [kResistStopPropagation]: true });
    if (name !== "error" && typeof emitter.once === "function") emitter.once("error", onError);
    if (signal) listen(signal, "abort", onAbort, { __proto__: null, once: true, [kResistStopPropagation]: true });
  });
}

export function addAbortListener(signal, listener) {
  if (signal === undefined) throw new codes.ERR_INVALID_ARG_TYPE("signal", "AbortSignal", signal);
  validateAbortSignal(signal, "signal");
  validateFunction(listener, "listener");
  let remove;
  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    signal.addEventListener("abort", listener, { __proto__: null, once: true, [kResistStopPropagation]: true });
    remove = () => signal.removeEventListener("abort", listener);
  }
  return {
    __proto__: null,
    [Symbol.dispose]() {
      remove?.();
    },
  };
}

export function on(emitter, event, options = noOptions) {
  validateObject(options, "options");
  const { signal } = options;
  validateAbortSignal(signal, "options.signal");
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  validateInteger(high, "options.highWaterMark", 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, "options.lowWaterMark", 1);
  const state = new EventQueue(emitter, low, high);
  const firstOnly = options[kFirstEventParam];
  state.listen(emitter, event, firstOnly ? (value) => state.push(value) : (...args) => state.push(args));
  if (event !== "error" && typeof emitter.on === "function") state.listen(emitter, "error", (error) => state.fail(error));
  for (const name of options.close ?? []) state.listen(emitter, name, () => state.close());
  if (signal) {
    const onAbort = () => state.fail(new AbortError(undefined, { cause: signal.reason }));
    state.disposeAbort = addAbortListener(signal, onAbort)[Symbol.dispose];
  }
  return iteratorOver(state);
}

// What arrived and was not asked for yet, and who asked and got nothing yet; at most one of the two is non-empty.
class EventQueue {
  events = [];
  waiting = [];
  head = 0;
  paused = false;
  error = undefined;
  finished = false;
  listeners = [];
  disposeAbort = undefined;

  constructor(emitter, low, high) {
    this.emitter = emitter;
    this.low = low;
    this.high = high;
  }

  get size() {
    return this.events.length - this.head;
  }

  listen(emitter, name, listener) {
    listen(emitter, name, listener);
    this.listeners.push(emitter, name, listener);
  }

  push(value) {
    if (this.waiting.length > 0) {
      this.waiting.shift().resolve({ value, done: false });
      return;
    }
    this.events.push(value);
    if (!this.paused && this.size > this.high) {
      this.paused = true;
      this.emitter.pause();
    }
  }

  take() {
    const value = this.events[this.head];
    this.events[this.head++] = undefined;
    if (this.head > 64 && this.head * 2 > this.events.length) {
      this.events = this.events.slice(this.head);
      this.head = 0;
    }
    if (this.paused && !this.finished && this.size < this.low) {
      this.emitter.resume();
      this.paused = false;
    }
    return value;
  }

  fail(error) {
    if (this.waiting.length > 0) this.waiting.shift().reject(error);
    else this.error = error;
    this.close();
  }

  close() {
    this.disposeAbort?.();
    for (let i = 0; i < this.listeners.length; i += 3) {
      unlisten(this.listeners[i], this.listeners[i + 1], this.listeners[i + 2]);
    }
    this.listeners.length = 0;
    this.finished = true;
    while (this.waiting.length > 0) this.waiting.shift().resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }
}

function iteratorOver(state) {
  return Object.setPrototypeOf(
    {
      next() {
        if (state.size > 0) return Promise.resolve({ value: state.take(), done: false });
        if (state.error) {
          const rejection = Promise.reject(state.error);
          state.error = undefined;
          return rejection;
        }
        if (state.finished) return state.close();
        return new Promise((resolve, reject) => state.waiting.push({ resolve, reject }));
      },
      return() {
        return state.close();
      },
      throw(error) {
        if (!error || !(error instanceof Error)) {
          throw new codes.ERR_INVALID_ARG_TYPE("EventEmitter.AsyncIterator", "Error", error);
        }
        state.fail(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
      // What is buffered and between which marks the emitter is paused and resumed: observable for tests.
      [kWatermarkData]: {
        get size() {
          return state.size;
        },
        get low() {
          return state.low;
        },
        get high() {
          return state.high;
        },
        get isPaused() {
          return state.paused;
        },
      },
    },
    AsyncIteratorPrototype,
  );
}
