// Readable.from(): a readable stream over an iterable, a string or bytes. Follows
// https://nodejs.org/docs/latest-v24.x/api/stream.html#streamreadablefromiterable-options
import { nextTick } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { isBuffer } from "./_bytes.js";

export function from(Readable, iterable, options) {
  if (typeof iterable === "string" || isBuffer(iterable)) return fromWhole(Readable, iterable, options);
  const isAsync = Boolean(iterable?.[Symbol.asyncIterator]);
  if (!isAsync && !iterable?.[Symbol.iterator]) throw new codes.ERR_INVALID_ARG_TYPE("iterable", ["Iterable"], iterable);
  const iterator = isAsync ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  // Values wait in the iterator, not here: one at a time.
  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  let reading = false;
  readable._read = () => {
    if (reading) return;
    reading = true;
    if (isAsync) nextAsync();
    else nextSync();
  };
  readable._destroy = (error, callback) => {
    close(iterator, error).then(
      () => nextTick(callback, error),
      (failure) => nextTick(callback, failure || error),
    );
  };
  // Returns whether to go on.
  const give = (value) => {
    if (value === null) {
      reading = false;
      throw new codes.ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value)) return true;
    reading = false;
    return false;
  };
  // Values that are not promises take no turn of the loop of their own.
  function nextSync() {
    for (;;) {
      try {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (typeof value?.then === "function") {
          awaitValue(value);
          return;
        }
        if (!give(value)) return;
      } catch (error) {
        readable.destroy(error);
        return;
      }
    }
  }
  async function awaitValue(promise) {
    try {
      if (give(await promise)) nextSync();
    } catch (error) {
      readable.destroy(error);
    }
  }
  async function nextAsync() {
    for (;;) {
      try {
        const { value, done } = await iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!give(value)) return;
      } catch (error) {
        readable.destroy(error);
        return;
      }
    }
  }
  return readable;
}

function fromWhole(Readable, data, options) {
  return new Readable({
    objectMode: true,
    ...options,
    read() {
      this.push(data);
      this.push(null);
    },
  });
}

// The iterator is told how it ended: throw() for an error, return() in any case.
async function close(iterator, error) {
  const hasError = error !== undefined && error !== null;
  if (hasError && typeof iterator.throw === "function") {
    const { value, done } = await iterator.throw(error);
    await value;
    if (done) return;
  }
  if (typeof iterator.return === "function") {
    const { value } = await iterator.return();
    await value;
  }
}
