// ReadableStream.from(iterable). Spec: https://streams.spec.whatwg.org/#readable-stream-from-iterable
import { codes } from "../../_errors.js";
import { chain, rejected, resolved } from "./promises.js";
import { newReadable, publicReadable } from "./readable.js";
import { invalidState, isObjectLike } from "./shapes.js";
import { one } from "./strategies.js";

const { apply } = Reflect;

// {iterator, next}, as GetIterator(async) gives it.
function openIterator(iterable) {
  if (iterable === null || iterable === undefined) throw new codes.ERR_ARG_NOT_ITERABLE(iterable);
  let method = iterable[Symbol.asyncIterator];
  const isAsync = method !== undefined && method !== null;
  if (!isAsync) method = iterable[Symbol.iterator];
  if (typeof method !== "function") throw new codes.ERR_ARG_NOT_ITERABLE(iterable);
  const iterator = apply(method, iterable, []);
  if (!isObjectLike(iterator)) throw invalidState("The iterator method must return an object");
  return { iterator, next: iterator.next, isAsync };
}

function checkResult(result, name) {
  if (!isObjectLike(result)) throw invalidState(`The promise returned by the ${name}() method must fulfill with an object`);
}

export function streamFrom(iterable) {
  const { iterator, next, isAsync } = openIterator(iterable);
  let inner;

  function give(result) {
    checkResult(result, "iterator.next");
    if (result.done) inner.controller.close();
    else inner.controller.enqueue(result.value);
  }

  // As an async-from-sync iterator does: values may be promises, and come a turn later in any case.
  function later(result) {
    checkResult(result, "iterator.next");
    const { value, done } = result;
    return chain(value, (settled) => ({ value: settled, done }));
  }

  function pull() {
    try {
      const result = apply(next, iterator, []);
      return chain(isAsync ? result : later(result), give);
    } catch (error) {
      return rejected(error);
    }
  }

  function cancel(reason) {
    try {
      const { return: method } = iterator;
      if (method === undefined || method === null) return resolved(undefined);
      const result = apply(method, iterator, [reason]);
      return chain(result, (settled) => checkResult(settled, "iterator.return"));
    } catch (error) {
      return rejected(error);
    }
  }

  inner = newReadable(pull, cancel, 0, one);
  return publicReadable(inner);
}
