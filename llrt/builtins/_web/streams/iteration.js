// Asynchronous iteration over a ReadableStream. Spec: https://streams.spec.whatwg.org/#rs-asynciterator
import { chain, rejected, resolved } from "./promises.js";
import { ReadRequest } from "./read_request.js";
import { acquire, cancelStream, read, READABLE, release } from "./readable_state.js";

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}.prototype));

class IteratorRead extends ReadRequest {
  iteration;

  constructor(iteration) {
    super();
    this.iteration = iteration;
  }

  chunk(value) {
    if (this.record !== undefined) this.iteration.answered(this.record.promise);
    super.chunk(value);
  }

  close() {
    this.iteration.finish();
    super.close(undefined);
  }

  error(reason) {
    this.iteration.finish();
    super.error(reason);
  }
}

// Calls of next() and return() are answered one after the other.
class Iteration {
  done = false;
  begun = false;
  latest = undefined; // the promise of the latest call, while a call before the next one must wait for it

  reader;
  preventCancel;

  constructor(reader, preventCancel) {
    this.reader = reader;
    this.preventCancel = preventCancel;
  }

  answered(promise) {
    if (this.latest === promise) this.latest = undefined;
  }

  finish() {
    this.done = true;
    release(this.reader);
  }

  #next() {
    if (this.done) return resolved({ value: undefined, done: true });
    const { stream } = this.reader;
    if (stream.state === READABLE && stream.controller.queue.length > 0 && stream.controller.isDefault) {
      stream.disturbed = true;
      return resolved({ value: stream.controller.take(), done: false });
    }
    const request = new IteratorRead(this);
    read(this.reader, request);
    const { promise } = request;
    if (request.record !== undefined) this.latest ??= promise;
    return promise;
  }

  #return(value) {
    if (this.done) return resolved({ done: true, value });
    this.done = true;
    const { reader } = this;
    if (this.preventCancel) {
      release(reader);
      return resolved({ done: true, value });
    }
    const cancelled = cancelStream(reader.stream, value);
    release(reader);
    return chain(cancelled, () => ({ done: true, value }));
  }

  #queued(step) {
    return this.#make(chain(this.latest, step, step));
  }

  // Calls that come before it is answered wait.
  #make(promise) {
    this.latest = promise;
    const answered = () => this.answered(promise);
    chain(promise, answered, answered);
    return promise;
  }

  // The first read waits a turn, in which a stream that was just made starts.
  next() {
    if (!this.begun) {
      this.begun = true;
      return this.#make(chain(this.latest ?? resolved(undefined), () => this.#next(), () => this.#next()));
    }
    return this.latest === undefined ? this.#next() : this.#queued(() => this.#next());
  }

  return(value) {
    return this.latest === undefined ? this.#make(this.#return(value)) : this.#queued(() => this.#return(value));
  }
}

let stateOf;

class StreamIterator {
  #state;

  constructor(state) {
    this.#state = state;
  }

  static {
    stateOf = (value) => (typeof value === "object" && value !== null && #state in value ? value.#state : undefined);
  }
}

const wrongThis = () => rejected(new TypeError("next() and return() are called on an iterator of a ReadableStream"));

const methods = {
  next() {
    return stateOf(this)?.next() ?? wrongThis();
  },
  return(value) {
    return stateOf(this)?.return(value) ?? wrongThis();
  },
};
const prototype = Object.setPrototypeOf(methods, AsyncIteratorPrototype);

export function iteratorOver(stream, preventCancel) {
  const iterator = new StreamIterator(new Iteration(acquire(stream, false), preventCancel));
  return Object.setPrototypeOf(iterator, prototype);
}
