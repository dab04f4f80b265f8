// node:timers/promises: timers as promises and async iterators.
// Follows https://nodejs.org/docs/latest-v24.x/api/timers.html#timers-promises-api
import { AbortError, codes } from "../_errors.js";
import { validateAbortSignal, validateBoolean, validateNumber, validateObject } from "../_validators.js";
import { kResistStopPropagation } from "../events/_symbols.js";
import { clear as clearImmediateQueued, Immediate } from "./_immediate.js";
import { clear, Timeout } from "./_timeout.js";

const noOptions = Object.freeze({ __proto__: null });
const kScheduler = Symbol("kScheduler");
const onceAborted = { __proto__: null, once: true, [kResistStopPropagation]: true };

const abortError = (signal) => new AbortError(undefined, { cause: signal?.reason });

function checkOptions(options) {
  validateObject(options, "options");
  const { signal, ref = true } = options;
  validateAbortSignal(signal, "options.signal");
  validateBoolean(ref, "options.ref");
  return { signal, ref };
}

// A promise of what start(resolve) makes happen, which stop() undoes when the signal aborts first.
function cancellable(signal, start, stop) {
  if (signal?.aborted) return Promise.reject(abortError(signal));
  return new Promise((resolve, reject) => {
    if (!signal) {
      start(resolve);
      return;
    }
    const pending = start((value) => {
      signal.removeEventListener("abort", onAbort);
      resolve(value);
    });
    function onAbort() {
      if (pending._destroyed) return;
      stop(pending);
      reject(abortError(signal));
    }
    signal.addEventListener("abort", onAbort, onceAborted);
  });
}

function setTimeoutPromise(delay, value, options = noOptions) {
  try {
    if (delay !== undefined) validateNumber(delay, "delay");
    if (options === noOptions) return new Promise((done) => new Timeout(done, delay, value === undefined ? undefined : [value], false, true));
    const { signal, ref } = checkOptions(options);
    return cancellable(signal, (done) => new Timeout(() => done(value), delay, undefined, false, ref), clear);
  } catch (error) {
    return Promise.reject(error);
  }
}

function setImmediatePromise(value, options = noOptions) {
  try {
    const { signal, ref } = checkOptions(options);
    const start = (done) => {
      const immediate = new Immediate(() => done(value));
      return ref ? immediate : immediate.unref();
    };
    return cancellable(signal, start, clearImmediateQueued);
  } catch (error) {
    return Promise.reject(error);
  }
}

async function* setIntervalGenerator(delay, value, options = noOptions) {
  if (delay !== undefined) validateNumber(delay, "delay");
  const { signal, ref } = checkOptions(options);
  if (signal?.aborted) throw abortError(signal);
  let due = 0;
  let wake; // resolves the promise that a consumer waits for
  const call = (result) => {
    wake?.(result);
    wake = undefined;
  };
  const interval = new Timeout(() => { due++; call(); }, delay, undefined, true, ref);
  const onAbort = () => {
    clear(interval);
    if (wake) call(Promise.reject(abortError(signal)));
  };
  try {
    signal?.addEventListener("abort", onAbort, onceAborted);
    while (!signal?.aborted) {
      if (due === 0) await new Promise((resolve) => { wake = resolve; });
      for (; due > 0; due--) yield value;
    }
    throw abortError(signal);
  } finally {
    clear(interval);
    signal?.removeEventListener("abort", onAbort);
  }
}

class Scheduler {
  constructor() {
    throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  yield() {
    if (!this[kScheduler]) throw new codes.ERR_INVALID_THIS("Scheduler");
    return setImmediatePromise();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw new codes.ERR_INVALID_THIS("Scheduler");
    return setTimeoutPromise(delay, undefined, options);
  }
}

export const scheduler = Object.create(Scheduler.prototype, {
  [kScheduler]: { value: true, writable: true, enumerable: true, configurable: true },
});

for (const [fn, name] of [
  [setTimeoutPromise, "setTimeout"],
  [setImmediatePromise, "setImmediate"],
  [setIntervalGenerator, "setInterval"],
]) {
  Object.defineProperty(fn, "name", { value: name, configurable: true });
}

export { setImmediatePromise as setImmediate, setIntervalGenerator as setInterval, setTimeoutPromise as setTimeout };
export default {
  setTimeout: setTimeoutPromise,
  setImmediate: setImmediatePromise,
  setInterval: setIntervalGenerator,
  scheduler,
};
