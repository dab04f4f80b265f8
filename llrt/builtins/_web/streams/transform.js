// TransformStream and its controller. Spec: https://streams.spec.whatwg.org/#ts
// Chunks go from the writable side's sink through the transformer into the readable side's queue; what waits for room there
// waits as a function, not as a promise.
import { enqueueMicrotask, loadBuiltin } from "native:engine";
import { codes } from "../../_errors.js";
import {
  kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull, validateFunction, validateObject,
} from "../../_validators.js";
import { kTransfer } from "../clone_hooks.js";
import { DefaultController } from "./default_controller.js";
import { bound, call1, call2, canBeThenable, chain, converted, Later, markHandled, newRecord, react } from "./promises.js";
import { publicReadable } from "./readable.js";
import { ERRORED, ReadableInner } from "./readable_state.js";
import { finishClass, inspectAs, invalidState, invalidThis, kInner, kInspect } from "./shapes.js";
import { highWaterMarkOf, one, sizeOf } from "./strategies.js";
import { publicWritable } from "./writable.js";
import { WritableController } from "./writable_controller.js";
import { ERRORED as SINK_ERRORED, ERRORING, WritableInner } from "./writable_state.js";

const nothing = () => undefined;

// transform(chunk, publicController), flush(publicController), cancel(reason), or undefined each; no transform passes chunks on.
export class TransformInner {
  transform;
  flush;
  cancel;
  readable;
  writable;
  backpressure = true;
  // What waits for the backpressure to change: at most a write and a pull, called in a microtask.
  waitingWrite = undefined;
  waitingPull = undefined;
  pulled = new Later();
  onPulled = undefined;
  finishing = undefined; // the promise of a close, abort or cancel
  public = undefined;

  constructor(transform, flush, cancel) {
    this.transform = transform;
    this.flush = flush;
    this.cancel = cancel;
    this.readable = new ReadableInner();
    this.writable = new WritableInner();
  }

  setUp(marks, sizes) {
    const write = (chunk) => this.write(chunk);
    const pull = () => this.pull();
    new WritableController(this.writable, write, () => this.closeSink(), (reason) => this.abortSink(reason), marks.writable, sizes.writable);
    new DefaultController(this.readable, pull, (reason) => this.cancelSource(reason), marks.readable, sizes.readable);
    return this;
  }

  // Three turns later, as the standard's promise of a promise comes about: what is cancelled or errored at once is so before.
  start(result) {
    const started = chain(chain(result));
    this.writable.controller.start(started);
    this.readable.controller.start(started);
  }

  setBackpressure(backpressure) {
    this.backpressure = backpressure;
    const { waitingWrite, waitingPull } = this;
    this.waitingWrite = this.waitingPull = undefined;
    if (waitingWrite !== undefined) enqueueMicrotask(waitingWrite);
    if (waitingPull !== undefined) enqueueMicrotask(waitingPull);
  }

  write(chunk) {
    if (!this.backpressure) return this.perform(chunk);
    const later = new Later();
    this.waitingWrite = () => {
      if (this.writable.state === ERRORING) later.fail(this.writable.error);
      else react(this.perform(chunk), later.ok, later.fail);
    };
    return later;
  }

  perform(chunk) {
    const { transform } = this;
    if (transform === undefined) return this.pass(chunk);
    const result = call2(transform, chunk, this.public);
    if (!canBeThenable(result)) return undefined;
    const later = new Later();
    const failed = (reason) => {
      this.error(reason);
      later.fail(reason);
    };
    react(result, () => later.ok(), failed);
    return later;
  }

  pass(chunk) {
    try {
      this.enqueue(chunk);
      return undefined;
    } catch (error) {
      this.error(error);
      return Promise.reject(error);
    }
  }

  pull() {
    this.setBackpressure(false);
    this.waitingPull = this.onPulled ??= () => this.pulled.ok();
    return this.pulled;
  }

  closeSink() {
    if (this.finishing !== undefined) return this.finishing;
    const { readable } = this;
    const record = newRecord();
    this.finishing = markHandled(record.promise);
    const { flush } = this;
    const result = flush === undefined ? undefined : converted(call1(flush, this.public));
    this.clear();
    const done = () => {
      if (readable.state === ERRORED) {
        record.reject(readable.error);
      } else {
        readable.controller.close();
        record.resolve(undefined);
      }
    };
    const failed = (reason) => {
      readable.controller.error(reason);
      record.reject(reason);
    };
    chain(result, done, failed);
    return record.promise;
  }

  abortSink(reason) {
    if (this.finishing !== undefined) return this.finishing;
    const { readable } = this;
    return this.finishWith(reason, (record) => {
      if (readable.state === ERRORED) {
        record.reject(readable.error);
      } else {
        readable.controller.error(reason);
        record.resolve(undefined);
      }
    }, (error) => readable.controller.error(error));
  }

  cancelSource(reason) {
    if (this.finishing !== undefined) return this.finishing;
    const { writable } = this;
    return this.finishWith(reason, (record) => {
      if (writable.state === SINK_ERRORED) {
        record.reject(writable.error);
      } else {
        writable.controller.errorIfNeeded(reason);
        this.unblock();
        record.resolve(undefined);
      }
    }, (error) => {
      writable.controller.errorIfNeeded(error);
      this.unblock();
    });
  }

  finishWith(reason, done, failed) {
    const record = newRecord();
    this.finishing = markHandled(record.promise);
    const { cancel } = this;
    const result = cancel === undefined ? undefined : converted(call1(cancel, reason));
    this.clear();
    chain(result, () => done(record), (error) => {
      failed(error);
      record.reject(error);
    });
    return record.promise;
  }

  clear() {
    this.transform = nothing;
    this.flush = this.cancel = undefined;
  }

  enqueue(chunk) {
    const { readable } = this;
    const { controller } = readable;
    if (!controller.canEnqueue()) throw invalidState("Unable to enqueue");
    try {
      controller.enqueue(chunk);
    } catch (error) {
      this.errorWritable(error);
      throw readable.error;
    }
    const backpressure = !controller.shouldPull();
    if (backpressure !== this.backpressure) this.setBackpressure(true);
  }

  error(reason) {
    this.readable.controller.error(reason);
    this.errorWritable(reason);
  }

  errorWritable(reason) {
    this.clear();
    this.writable.controller.errorIfNeeded(reason);
    this.unblock();
  }

  unblock() {
    if (this.backpressure) this.setBackpressure(false);
  }

  terminate() {
    this.readable.controller.close();
    this.errorWritable(invalidState("TransformStream has been terminated"));
  }
}

function method(transformer, name) {
  const fn = transformer[name];
  if (!fn) return undefined;
  validateFunction(fn, `transformer.${name}`);
  return bound(fn, transformer);
}

let transformInner;

export class TransformStream {
  #inner; // undefined in one that was transferred
  #readable;
  #writable;

  constructor(transformer = {}, writableStrategy = undefined, readableStrategy = undefined) {
    if (transformer === kInner) {
      this.#readable = writableStrategy;
      this.#writable = readableStrategy;
      this.#inner = arguments[3];
      return;
    }
    validateObject(transformer, "transformer", kValidateObjectAllowObjects);
    if (writableStrategy !== undefined) validateObject(writableStrategy, "writableStrategy", kValidateObjectAllowObjectsAndNull);
    if (readableStrategy !== undefined) validateObject(readableStrategy, "readableStrategy", kValidateObjectAllowObjectsAndNull);
    const { readableType, writableType, start } = transformer;
    if (readableType !== undefined) throw invalidType("readableType", readableType);
    if (writableType !== undefined) throw invalidType("writableType", writableType);
    const { marks, sizes } = limitsFrom(readableStrategy, writableStrategy);
    const transform = method(transformer, "transform");
    const flush = method(transformer, "flush");
    const inner = new TransformInner(transform, flush, method(transformer, "cancel")).setUp(marks, sizes);
    this.#inner = inner;
    this.#readable = publicReadable(inner.readable);
    this.#writable = publicWritable(inner.writable);
    const controller = (inner.public = new TransformStreamDefaultController(kInner, inner, this));
    inner.start(start === undefined ? undefined : Reflect.apply(start, transformer, [controller]));
  }

  static {
    transformInner = (value) => {
      if (typeof value !== "object" || value === null || !(#inner in value)) throw invalidThis("TransformStream");
      return value.#inner;
    };
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  get readable() {
    transformInner(this);
    return this.#readable;
  }

  get writable() {
    transformInner(this);
    return this.#writable;
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "TransformStream", () => ({
      readable: this.readable,
      writable: this.writable,
      backpressure: transformInner(this)?.backpressure,
    }));
  }

  [kTransfer]() {
    return loadBuiltin("node:internal/web/streams/transfer").transferTransform(this);
  }
}

function invalidType(name, value) {
  return new codes.ERR_INVALID_ARG_VALUE.RangeError(`transformer.${name}`, value);
}

function limitsFrom(readable, writable) {
  const readableMark = readable?.highWaterMark;
  const readableSize = readable?.size;
  const writableMark = writable?.highWaterMark;
  const writableSize = writable?.size;
  const marks = { readable: highWaterMarkOf(readableMark, 0), writable: highWaterMarkOf(writableMark, 1) };
  return { marks, sizes: { readable: sizeOf(readableSize), writable: sizeOf(writableSize) } };
}

export class TransformStreamDefaultController {
  #inner;
  #stream;

  constructor(key = undefined, inner = undefined, stream = undefined) {
    if (key !== kInner) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#inner = inner;
    this.#stream = stream;
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  static #of(value) {
    if (typeof value !== "object" || value === null || !(#inner in value)) throw invalidThis("TransformStreamDefaultController");
    return value.#inner;
  }

  get desiredSize() {
    return TransformStreamDefaultController.#of(this).readable.controller.desiredSize;
  }

  enqueue(chunk = undefined) {
    TransformStreamDefaultController.#of(this).enqueue(chunk);
  }

  error(reason = undefined) {
    TransformStreamDefaultController.#of(this).error(reason);
  }

  terminate() {
    TransformStreamDefaultController.#of(this).terminate();
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "TransformStreamDefaultController", () => ({ stream: this.#stream }));
  }
}

finishClass(TransformStream, ["readable", "writable"]);
finishClass(TransformStreamDefaultController, ["desiredSize", "enqueue", "error", "terminate"]);

export const publicTransform = (readable, writable, inner) => new TransformStream(kInner, readable, writable, inner);

// A TransformStream of our own making: transform(chunk), flush(), cancel(reason) are ours; make(inner) gives the first two, which
// enqueue with inner.enqueue(). The result has the public sides.
export function newTransform(make) {
  const inner = new TransformInner();
  Object.assign(inner, make(inner));
  inner.setUp({ readable: 0, writable: 1 }, { readable: one, writable: one });
  inner.start(undefined);
  return inner;
}
