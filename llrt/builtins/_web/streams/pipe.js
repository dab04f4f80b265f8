// Piping a ReadableStream into a WritableStream, on their inner sides: chunks that are there go over in a loop, and neither
// a read nor a write costs a promise. Spec: https://streams.spec.whatwg.org/#readable-stream-pipe-to
import { enqueueMicrotask } from "native:engine";
import { kResistStopPropagation } from "../../events/_symbols.js";
import { chain, newRecord, resolved } from "./promises.js";
import {
  acquire, cancelStream, CLOSED as SOURCE_CLOSED, ERRORED as SOURCE_ERRORED, read, READABLE, release,
} from "./readable_state.js";
import { invalidState } from "./shapes.js";
import {
  abortStream, acquireWriter, closeWithPropagation, CLOSED, ERRORED, isClosing, releaseWriter, WRITABLE, writeFor,
} from "./writable_state.js";

// It is its own read request (chunk, close, error) and its own write request (resolve, reject).
class Pipe {
  source;
  target;
  prevent;
  reader;
  writer;
  step;
  writeStep;
  record = newRecord();
  reading = false; // a read is not answered yet, or its chunk not written
  value = undefined;
  pendingWrites = 0;
  shuttingDown = false;
  afterWrites = undefined;
  waking = false;
  signal = undefined;
  onAbort = undefined;

  constructor(source, target, prevent) {
    this.source = source;
    this.target = target;
    this.prevent = prevent;
    this.reader = acquire(source, false);
    this.writer = acquireWriter(target);
    source.disturbed = true;
    this.step = () => {
      this.waking = false;
      if (!this.shuttingDown) this.run();
    };
    this.writeStep = () => this.writeRead();
    this.reader.onEnd = this.writer.onChange = () => this.wake();
  }

  // In a microtask: as if a promise of one of the streams had been settled.
  wake() {
    if (this.waking || this.shuttingDown) return;
    this.waking = true;
    enqueueMicrotask(this.step);
  }

  // A source that has nothing yet is asked at once, before it starts: so it is pulled once, not twice.
  begin() {
    const { source, target } = this;
    if (source.controller.queue.length > 0 || target.controller.desiredSize <= 0) {
      this.wake();
    } else {
      this.reading = true;
      read(this.reader, this);
    }
  }

  run() {
    const { source, target } = this;
    if ((source.state !== READABLE || target.state !== WRITABLE || isClosing(target)) && this.ended()) return;
    const { controller } = source;
    const sink = target.controller;
    while (!this.reading && source.state === READABLE && target.state === WRITABLE && sink.mark > sink.queue.total) {
      if (controller.queue.length > 0) {
        this.write(controller.take());
      } else {
        this.reading = true;
        read(this.reader, this);
      }
    }
  }

  // Whether one side is at its end, in the order in which the specification looks.
  ended() {
    const { source, target, prevent } = this;
    if (source.state === SOURCE_ERRORED) {
      const { error } = source;
      this.shutDown(prevent.abort ? undefined : () => abortStream(target, error), true, error);
    } else if (target.state === ERRORED) {
      const { error } = target;
      this.shutDown(prevent.cancel ? undefined : () => cancelStream(source, error), true, error);
    } else if (source.state === SOURCE_CLOSED) {
      this.shutDown(prevent.close ? undefined : () => closeWithPropagation(target), false, undefined);
    } else if (target.state === CLOSED || isClosing(target)) {
      const reason = invalidState("Destination WritableStream is closed");
      this.shutDown(prevent.cancel ? undefined : () => cancelStream(source, reason), true, reason);
    } else {
      return false;
    }
    return true;
  }

  // The source brings a chunk: written later, never inside its call.
  chunk(value) {
    this.value = value;
    this.pendingWrites++;
    enqueueMicrotask(this.writeStep);
  }

  close() {
    this.reading = false;
  }

  error() {
    this.reading = false;
  }

  writeRead() {
    const { value } = this;
    this.value = undefined;
    this.reading = false;
    this.write(value);
    this.resolve();
    if (!this.shuttingDown) this.run();
  }

  write(value) {
    const { target } = this;
    if (target.state !== WRITABLE || isClosing(target)) return;
    this.pendingWrites++;
    writeFor(target, value, this);
  }

  resolve() {
    if (--this.pendingWrites > 0 || this.afterWrites === undefined) return;
    enqueueMicrotask(this.afterWrites);
    this.afterWrites = undefined;
  }

  reject() {
    this.resolve();
  }

  shutDown(action, failed, error) {
    if (this.shuttingDown) return;
    this.shuttingDown = true;
    const act = () => {
      if (action === undefined) {
        this.finish(failed, error);
        return;
      }
      chain(action(), () => this.finish(failed, error), (reason) => this.finish(true, reason));
    };
    const { target } = this;
    if (target.state !== WRITABLE || isClosing(target)) act();
    else if (this.pendingWrites > 0) this.afterWrites = act;
    else enqueueMicrotask(act);
  }

  finish(failed, error) {
    releaseWriter(this.writer);
    release(this.reader);
    this.signal?.removeEventListener("abort", this.onAbort);
    this.step = this.writeStep = this.onAbort = undefined;
    if (failed) this.record.reject(error);
    else this.record.resolve(undefined);
  }

  abortWith(signal) {
    const { source, target, prevent } = this;
    const { reason } = signal;
    const act = () => {
      const actions = [];
      if (!prevent.abort) actions.push(target.state === WRITABLE ? abortStream(target, reason) : resolved());
      if (!prevent.cancel) actions.push(source.state === READABLE ? cancelStream(source, reason) : resolved());
      return Promise.all(actions);
    };
    this.shutDown(act, true, reason);
  }

  listenTo(signal) {
    this.signal = signal;
    this.onAbort = () => this.abortWith(signal);
    signal.addEventListener("abort", this.onAbort, { once: true, [kResistStopPropagation]: true });
  }
}

// The streams are not locked. The promise of pipeTo().
export function pipe(source, target, preventClose, preventAbort, preventCancel, signal) {
  const prevent = { close: preventClose, abort: preventAbort, cancel: preventCancel };
  const one = new Pipe(source, target, prevent);
  if (signal?.aborted) {
    one.abortWith(signal);
  } else {
    if (signal !== undefined) one.listenTo(signal);
    if (!one.ended()) one.begin();
  }
  return one.record.promise;
}
