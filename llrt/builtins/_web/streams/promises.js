// Promises as the streams use them: the intrinsic then() whatever a program did to it, reactions that cost no promise where
// the awaited value is none, and records whose promise is made when somebody asks for it.
import { enqueueMicrotask } from "native:engine";

const { apply } = Reflect;
const NativePromise = Promise;
const { then: intrinsicThen } = Promise.prototype;

export const then = (promise, ok, fail) => apply(intrinsicThen, promise, [ok, fail]);
export const resolved = (value) => NativePromise.resolve(value);
export const rejected = (reason) => NativePromise.reject(reason);
export const newRecord = () => NativePromise.withResolvers();

const ignore = () => {};

// A rejection nobody looks at is not an unhandled one.
export function markHandled(promise) {
  apply(intrinsicThen, promise, [undefined, ignore]);
  return promise;
}

export const canBeThenable = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

// What an algorithm of ours returns instead of a promise that only react() would look at: it calls ok() or fail(reason) itself,
// in a later microtask.
export class Later {
  ok = undefined;
  fail = undefined;
}

// Calls ok(value) or fail(error) in a later microtask, when `result` (what an algorithm returned) is settled.
export function react(result, ok, fail) {
  if (result instanceof Later) {
    result.ok = ok;
    result.fail = fail;
  } else if (canBeThenable(result)) {
    apply(intrinsicThen, toPromise(result), [ok, fail]);
  } else {
    enqueueMicrotask(ok);
  }
}

function toPromise(value) {
  try {
    return NativePromise.resolve(value);
  } catch (error) {
    return NativePromise.reject(error); // a hostile `constructor`
  }
}

// A user's result as Web IDL converts it: a promise is wrapped in another, which takes two turns more. What is called once a
// stream does so; what is called for each chunk does not.
export const converted = (result) => (canBeThenable(result) ? new NativePromise((resolve) => resolve(result)) : result);

// The promise of the result of react()'s `ok` or `fail`.
export const chain = (result, ok, fail) => apply(intrinsicThen, toPromise(result), [ok, fail]);

// A user's method as an algorithm of ours, which is called as a function. Bound functions are the cheapest way to call it.
const { bind } = Function.prototype;
export const bound = (fn, self) => apply(bind, fn, [self]);

// What an algorithm returns; what it throws is a rejection. One function for each number of arguments, which a user's method sees.
export function call0(algorithm) {
  try {
    return algorithm();
  } catch (error) {
    return NativePromise.reject(error);
  }
}

export function call1(algorithm, a) {
  try {
    return algorithm(a);
  } catch (error) {
    return NativePromise.reject(error);
  }
}

export function call2(algorithm, a, b) {
  try {
    return algorithm(a, b);
  } catch (error) {
    return NativePromise.reject(error);
  }
}

// The promise of a record that is kept in `owner[name]`, made when first asked for; `settledAs` tells how it stands by then:
// undefined (pending), {value} or {reason}.
export function lazyPromise(owner, name, settledAs) {
  let record = owner[name];
  if (record === undefined) {
    const how = settledAs(owner);
    if (how === undefined) {
      record = newRecord();
    } else if ("reason" in how) {
      record = { promise: markHandled(NativePromise.reject(how.reason)) };
    } else {
      record = { promise: NativePromise.resolve(how.value) };
    }
    owner[name] = record;
  }
  return record.promise;
}

const isPending = (record) => record !== undefined && record.reject !== undefined && !record.done;

export function settleRecord(record) {
  if (!isPending(record)) return;
  record.done = true;
  record.resolve(undefined);
}

// Whether it was pending until now. The reason is made only then.
export function rejectRecord(record, makeReason) {
  if (!isPending(record)) return false;
  record.done = true;
  markHandled(record.promise);
  record.reject(makeReason());
  return true;
}
