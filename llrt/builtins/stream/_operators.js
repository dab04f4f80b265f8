// The iterator helpers of Readable: map, filter, flatMap, take, drop (streams), forEach, toArray, some, every, find, reduce (promises).
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#readablemapfn-options
import { AbortError, codes } from "../_errors.js";
import { validateAbortSignal, validateFunction, validateInteger, validateObject } from "../_validators.js";
import { kResistStopPropagation, kWeakHandler } from "../events/_symbols.js";
import { finished } from "./_finished.js";
import { from } from "./_from.js";
import { Readable } from "./_readable.js";

const kEmpty = Symbol("kEmpty");
const kEnd = Symbol("kEof");

function checkOptions(options) {
  if (options !== undefined && options !== null) validateObject(options, "options");
  if (options?.signal !== undefined && options?.signal !== null) validateAbortSignal(options.signal, "options.signal");
}

const throwIfAborted = (signal) => {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
};

// ---- map: everything else is made of it ----------------------------------------------------------------------------------------

function mapValues(stream, fn, options) {
  validateFunction(fn, "fn");
  checkOptions(options);
  const concurrency = Math.floor(options?.concurrency ?? 1);
  validateInteger(concurrency, "options.concurrency", 1);
  const ahead = Math.floor(options?.highWaterMark ?? concurrency - 1);
  validateInteger(ahead, "options.highWaterMark", 0);
  return new Mapping(stream, fn, options?.signal, concurrency, ahead + concurrency).values();
}

// Runs `fn` over a stream, several values at a time, results in order. pump() fills the queue, values() empties it.
class Mapping {
  constructor(stream, fn, signal, concurrency, limit) {
    this.stream = stream;
    this.fn = fn;
    this.signal = AbortSignal.any([signal].filter(Boolean));
    this.concurrency = concurrency;
    this.limit = limit;
    this.queue = []; // promises of results
    this.running = 0;
    this.done = false;
    this.wakePump = null;
    this.wakeReader = null;
    this.onSettled = () => {
      this.running--;
      this.maybeResume();
    };
    this.onFailed = () => {
      this.done = true;
      this.onSettled();
    };
  }

  wake(which) {
    const resolve = this[which];
    this[which] = null;
    resolve?.();
  }

  maybeResume() {
    if (!this.done && this.running < this.concurrency && this.queue.length < this.limit) this.wake("wakePump");
  }

  add(promise) {
    this.running++;
    promise.then(this.onSettled, this.onFailed);
    this.queue.push(promise);
  }

  async pump() {
    try {
      for await (const chunk of this.stream) {
        if (this.done) return;
        if (this.signal.aborted) throw new AbortError();
        let result;
        try {
          result = this.fn(chunk, { signal: this.signal });
          if (result === kEmpty) continue;
          result = Promise.resolve(result);
        } catch (error) {
          result = Promise.reject(error);
        }
        this.add(result);
        this.wake("wakeReader");
        if (!this.done && (this.queue.length >= this.limit || this.running >= this.concurrency)) {
          await new Promise((resolve) => { this.wakePump = resolve; });
        }
      }
      this.queue.push(kEnd);
    } catch (error) {
      this.add(Promise.reject(error));
    } finally {
      this.done = true;
      this.wake("wakeReader");
    }
  }

  async *values() {
    this.pump();
    try {
      for (;;) {
        while (this.queue.length > 0) {
          const value = await this.queue[0];
          if (value === kEnd) return;
          if (this.signal.aborted) throw new AbortError();
          if (value !== kEmpty) yield value;
          this.queue.shift();
          this.maybeResume();
        }
        await new Promise((resolve) => { this.wakeReader = resolve; });
      }
    } finally {
      this.done = true;
      this.wake("wakePump");
    }
  }
}

function filterValues(stream, fn, options) {
  validateFunction(fn, "fn");
  return mapValues(stream, async (value, extra) => (await fn(value, extra) ? value : kEmpty), options);
}

const asStream = (values) => from(Readable, values);

// ---- What gives a stream -------------------------------------------------------------------------------------------------------

export function map(fn, options) {
  return asStream(mapValues(this, fn, options));
}

export function filter(fn, options) {
  return asStream(filterValues(this, fn, options));
}

export function flatMap(fn, options) {
  const values = mapValues(this, fn, options);
  return asStream((async function* () {
    for await (const value of values) yield* value;
  })());
}

function toCount(number) {
  const count = Number(number); // BigInt too
  if (Number.isNaN(count)) return 0;
  if (count < 0) throw new codes.ERR_OUT_OF_RANGE("number", ">= 0", count);
  return count;
}

export function drop(number, options) {
  checkOptions(options);
  return asStream(dropping(this, toCount(number), options?.signal));
}

async function* dropping(stream, count, signal) {
  if (signal?.aborted) throw new AbortError();
  for await (const value of stream) {
    if (signal?.aborted) throw new AbortError();
    if (count-- <= 0) yield value;
  }
}

export function take(number, options) {
  checkOptions(options);
  return asStream(taking(this, toCount(number), options?.signal));
}

async function* taking(stream, count, signal) {
  if (signal?.aborted) throw new AbortError();
  for await (const value of stream) {
    if (signal?.aborted) throw new AbortError();
    if (count-- > 0) yield value;
    if (count <= 0) return; // without asking for one more
  }
}

// ---- What gives a promise ------------------------------------------------------------------------------------------------------

export async function some(fn, options) {
  for await (const unused of filterValues(this, fn, options)) return true;
  return false;
}

export async function every(fn, options) {
  validateFunction(fn, "fn");
  const refused = filterValues(this, async (...args) => !(await fn(...args)), options);
  for await (const unused of refused) return false;
  return true;
}

export async function find(fn, options) {
  for await (const value of filterValues(this, fn, options)) return value;
  return undefined;
}

export async function forEach(fn, options) {
  validateFunction(fn, "fn");
  const mapped = mapValues(this, async (value, extra) => {
    await fn(value, extra);
    return kEmpty;
  }, options);
  for await (const unused of mapped);
}

export async function toArray(options) {
  checkOptions(options);
  const result = [];
  for await (const value of this) {
    throwIfAborted(options?.signal);
    result.push(value);
  }
  return result;
}

export async function reduce(reducer, initialValue, options) {
  validateFunction(reducer, "reducer");
  checkOptions(options);
  let hasValue = arguments.length > 1;
  let value = initialValue;
  if (options?.signal?.aborted) {
    const error = new AbortError(undefined, { cause: options.signal.reason });
    this.once("error", () => {}); // told by the promise
    await finished(this.destroy(error));
    throw error;
  }
  const controller = new AbortController();
  const { signal } = controller;
  options?.signal?.addEventListener("abort", () => controller.abort(), {
    once: true, [kWeakHandler]: this, [kResistStopPropagation]: true,
  });
  try {
    for await (const chunk of this) {
      if (options?.signal?.aborted) throw new AbortError();
      value = hasValue ? await reducer(value, chunk, { signal }) : chunk;
      hasValue = true;
    }
  } finally {
    controller.abort();
  }
  if (hasValue) return value;
  const error = new codes.ERR_MISSING_ARGS("reduce");
  error.message = "Reduce of an empty stream requires an initial value";
  throw error;
}
