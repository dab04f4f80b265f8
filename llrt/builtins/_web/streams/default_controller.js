// ReadableStreamDefaultController: its inner side and the class that a source is given.
// Spec: https://streams.spec.whatwg.org/#rs-default-controller-class
import { codes } from "../../_errors.js";
import { SizedQueue } from "./queue.js";
import { call1 } from "./promises.js";
import { CLOSED, closeStream, ENDED, ERRORED, errorStream, READABLE } from "./readable_state.js";
import { SourceController } from "./source_controller.js";
import { finishClass, inspectAs, invalidState, invalidThis, kInner, kInspect } from "./shapes.js";
import { one } from "./strategies.js";

export class DefaultController extends SourceController {
  size;
  isDefault = true;
  queue = new SizedQueue();

  constructor(stream, pull, cancel, mark, size) {
    super(stream, pull, cancel, mark);
    this.size = size;
  }

  face() {
    return (this.public ??= new ReadableStreamDefaultController(kInner, this));
  }

  canEnqueue() {
    return !this.closeRequested && this.stream.state === READABLE;
  }

  // Nothing more is asked of the source; also ends the cycles that its functions make.
  clear() {
    this.pull = this.cancel = this.size = this.onPulled = this.onPullFailed = this.public = undefined;
  }

  finish() {
    const { stream } = this;
    this.clear();
    this.stream = ENDED[CLOSED];
    closeStream(stream);
  }

  close() {
    if (!this.canEnqueue()) return;
    this.closeRequested = true;
    if (this.queue.length === 0) {
      this.finish();
    }
  }

  enqueue(chunk) {
    if (this.canEnqueue()) this.add(chunk);
  }

  // Where it is known that it can.
  add(chunk) {
    const { reader } = this.stream;
    if (reader !== undefined && reader.requests.length > 0) {
      reader.requests.shift().chunk(chunk);
    } else {
      this.keep(chunk);
    }
    this.callPullIfNeeded();
  }

  keep(chunk) {
    const { size } = this;
    if (size === one) {
      this.queue.push(chunk, 1);
      return;
    }
    try {
      this.queue.push(chunk, size(chunk));
    } catch (reason) {
      this.error(reason);
      throw reason;
    }
  }

  error(reason) {
    const { stream } = this;
    if (stream.state !== READABLE) return;
    this.queue.reset();
    this.clear();
    this.stream = ENDED[ERRORED];
    errorStream(stream, reason);
  }

  cancelSteps(reason) {
    this.queue.reset();
    const { cancel } = this;
    this.clear();
    this.stream = ENDED[CLOSED];
    return cancel === undefined ? undefined : call1(cancel, reason);
  }

  // The oldest chunk of a queue that has some.
  take() {
    const chunk = this.queue.shift();
    if (this.closeRequested && this.queue.length === 0) {
      this.finish();
    } else {
      this.callPullIfNeeded();
    }
    return chunk;
  }

  pullSteps(request) {
    if (this.queue.length > 0) {
      request.chunk(this.take());
    } else {
      this.stream.reader.requests.push(request);
      this.callPullIfNeeded();
    }
  }

  releaseSteps() {}
}

let innerOf;

export class ReadableStreamDefaultController {
  #inner;

  constructor(key = undefined, inner = undefined) {
    if (key !== kInner) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#inner = inner;
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
    innerOf = (value) => {
      if (typeof value !== "object" || value === null || !(#inner in value)) throw invalidThis("ReadableStreamDefaultController");
      return value.#inner;
    };
  }

  get desiredSize() {
    return innerOf(this).desiredSize;
  }

  close() {
    const inner = innerOf(this);
    if (!inner.canEnqueue()) throw invalidState("Controller is already closed");
    inner.close();
  }

  enqueue(chunk = undefined) {
    const inner = innerOf(this);
    if (!inner.canEnqueue()) throw invalidState("Controller is already closed");
    inner.add(chunk);
  }

  error(error = undefined) {
    innerOf(this).error(error);
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "ReadableStreamDefaultController", () => ({}));
  }
}

finishClass(ReadableStreamDefaultController, ["desiredSize", "close", "enqueue", "error"]);
