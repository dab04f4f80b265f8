// ReadableStream, the class. Its inner side: readable_state.js.
// Spec: https://streams.spec.whatwg.org/#rs-class
import { loadBuiltin } from "native:engine";
import { codes } from "../../_errors.js";
import {
  kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull, validateAbortSignal, validateFunction, validateObject,
} from "../../_validators.js";
import { kTransfer } from "../clone_hooks.js";
import { ByteController } from "./byte_controller.js";
import { DefaultController } from "./default_controller.js";
import { iteratorOver } from "./iteration.js";
import { pipe } from "./pipe.js";
import { bound, markHandled, rejected } from "./promises.js";
import { CLOSED, cancelStream, ERRORED, READABLE, ReadableInner, STATE_NAMES, streamClosed } from "./readable_state.js";
import { ReadableStreamBYOBReader, ReadableStreamDefaultReader } from "./readers.js";
import {
  finishClass, inspectAs, invalidState, invalidThis, kControllerErrorFunction, kInner, kInspect, kIsClosedPromise, kIsDisturbed,
  kIsErrored, kIsReadable,
} from "./shapes.js";
import { highWaterMarkOf, one, sizeOf } from "./strategies.js";
import { writableInner } from "./writable.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;

function method(source, name) {
  const fn = source[name];
  if (!fn) return undefined;
  validateFunction(fn, `source.${name}`);
  return bound(fn, source);
}

function startFrom(source, start, controller) {
  controller.start(start ? Reflect.apply(start, source, [controller.face()]) : undefined);
}

function startMethod({ start }) {
  if (start && typeof start !== "function") throw new TypeError("Bind must be called on a function");
  return start;
}

function fromByteSource(inner, source, mark) {
  const start = startMethod(source);
  const pull = method(source, "pull");
  const cancel = method(source, "cancel");
  const { autoAllocateChunkSize: size } = source;
  if (size !== undefined && !(Number.isSafeInteger(size) && size > 0)) {
    throw new ERR_INVALID_ARG_VALUE("source.autoAllocateChunkSize", size);
  }
  const controller = new ByteController(inner, pull, cancel, mark, size);
  if (pull) controller.face();
  startFrom(source, start, controller);
}

function fromSource(inner, source, mark, size) {
  const start = startMethod(source);
  const pull = method(source, "pull");
  const controller = new DefaultController(inner, pull, method(source, "cancel"), mark, size);
  if (pull) controller.face();
  startFrom(source, start, controller);
}

// The inner side of a ReadableStream, undefined for anything else.
export let readableInner;

export class ReadableStream {
  #inner;

  constructor(source = {}, strategy = undefined) {
    if (source === kInner) {
      this.#inner = strategy;
      return;
    }
    validateObject(source, "source", kValidateObjectAllowObjects);
    if (strategy !== undefined) validateObject(strategy, "strategy", kValidateObjectAllowObjectsAndNull);
    const inner = (this.#inner = new ReadableInner());
    const size = strategy?.size;
    const mark = strategy?.highWaterMark;
    const { type } = source;
    if (`${type}` === "bytes") {
      if (size !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError("strategy.size", size);
      fromByteSource(inner, source, highWaterMarkOf(mark, 0));
    } else {
      if (type !== undefined) throw new ERR_INVALID_ARG_VALUE("source.type", type);
      fromSource(inner, source, highWaterMarkOf(mark, 1), sizeOf(size));
    }
  }

  static {
    readableInner = (value) => (typeof value === "object" && value !== null && #inner in value ? value.#inner : undefined);
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  get locked() {
    return checked(this).reader !== undefined;
  }

  static from(iterable) {
    return loadBuiltin("node:internal/web/streams/from").streamFrom(iterable);
  }

  cancel(reason = undefined) {
    const inner = readableInner(this);
    if (inner === undefined) return rejected(invalidThis("ReadableStream"));
    if (inner.reader !== undefined) return rejected(invalidState("ReadableStream is locked"));
    return cancelStream(inner, reason);
  }

  getReader(options = undefined) {
    checked(this);
    if (options !== undefined) validateObject(options, "options", kValidateObjectAllowObjectsAndNull);
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== "byob") throw new ERR_INVALID_ARG_VALUE("options.mode", mode);
    return new ReadableStreamBYOBReader(this);
  }

  pipeThrough(transform, options = undefined) {
    const inner = checked(this);
    const readable = transform?.readable;
    if (readableInner(readable) === undefined) throw new ERR_INVALID_ARG_TYPE("transform.readable", "ReadableStream", readable);
    const writable = transform?.writable;
    markHandled(startPipe(inner, writable, options));
    return readable;
  }

  pipeTo(destination, options = undefined) {
    try {
      return startPipe(checked(this), destination, options);
    } catch (error) {
      return rejected(error);
    }
  }

  tee() {
    return loadBuiltin("node:internal/web/streams/tee").tee(checked(this));
  }

  values(options = undefined) {
    checked(this);
    if (options !== undefined) validateObject(options, "options", kValidateObjectAllowObjectsAndNull);
    const preventCancel = !!options?.preventCancel;
    return iteratorOver(checked(this), preventCancel);
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "ReadableStream", () => {
      const inner = checked(this);
      return {
        locked: inner.reader !== undefined,
        state: STATE_NAMES[inner.state],
        supportsBYOB: !inner.controller.isDefault,
      };
    });
  }

  get [kIsDisturbed]() {
    return checked(this).disturbed;
  }

  get [kIsErrored]() {
    return checked(this).state === ERRORED;
  }

  get [kIsReadable]() {
    return checked(this).state === READABLE;
  }

  get [kIsClosedPromise]() {
    return streamClosed(checked(this));
  }

  [kControllerErrorFunction](error) {
    const { controller } = checked(this);
    if (controller.isDefault) controller.error(error);
  }

  [kTransfer]() {
    return loadBuiltin("node:internal/web/streams/transfer").transferReadable(this);
  }
}

function checked(value) {
  const inner = readableInner(value);
  if (inner === undefined) throw invalidThis("ReadableStream");
  return inner;
}

function startPipe(source, destination, options) {
  const target = writableInner(destination);
  if (target === undefined) throw new ERR_INVALID_ARG_TYPE("transform.writable", "WritableStream", destination);
  if (options !== undefined) validateObject(options, "options", kValidateObjectAllowObjectsAndNull);
  const preventAbort = options?.preventAbort;
  const preventCancel = options?.preventCancel;
  const preventClose = options?.preventClose;
  const signal = options?.signal;
  if (signal !== undefined) validateAbortSignal(signal, "options.signal");
  if (source.reader !== undefined) throw invalidState("The ReadableStream is locked");
  if (target.writer !== undefined) throw invalidState("The WritableStream is locked");
  return pipe(source, target, !!preventClose, !!preventAbort, !!preventCancel, signal);
}

Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  value: ReadableStream.prototype.values,
  writable: true,
  configurable: true,
});
Object.defineProperty(ReadableStream, "from", { enumerable: true });
finishClass(ReadableStream, ["locked", "cancel", "getReader", "pipeThrough", "pipeTo", "tee", "values"]);

export const publicReadable = (inner) => new ReadableStream(kInner, inner);

// Streams of our own making: pull(controllerInner) and cancel(reason) are ours, without a public controller. The inner
// controller (enqueue, close, error, desiredSize) is `inner.controller`; no start: it pulls from the next microtask on.
export function newReadable(pull, cancel, mark = 1, size = one, startResult = undefined) {
  const inner = new ReadableInner();
  const controller = new DefaultController(inner, pull, cancel, mark, size);
  controller.start(startResult);
  return inner;
}

export function newByteReadable(pull, cancel, mark = 0, autoAllocate = undefined, startResult = undefined) {
  const inner = new ReadableInner();
  const controller = new ByteController(inner, pull, cancel, mark, autoAllocate);
  controller.start(startResult);
  return inner;
}

export { CLOSED, ERRORED, READABLE };
