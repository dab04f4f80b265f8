// WritableStream and its controller, the classes. Their inner side: writable_state.js.
// Spec: https://streams.spec.whatwg.org/#ws-class
import { loadBuiltin } from "native:engine";
import { codes } from "../../_errors.js";
import {
  kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull, validateFunction, validateObject,
} from "../../_validators.js";
import { kTransfer } from "../clone_hooks.js";
import { bound, rejected } from "./promises.js";
import {
  finishClass, inspectAs, invalidState, invalidThis, kControllerErrorFunction, kInner, kInspect, kIsClosedPromise, kIsErrored,
  kIsWritable,
} from "./shapes.js";
import { highWaterMarkOf, one, sizeOf } from "./strategies.js";
import { WritableController } from "./writable_controller.js";
import {
  abortStream, closeWritable, ERRORED, isClosing, STATE_NAMES, streamClosed, WRITABLE, WritableInner,
} from "./writable_state.js";
import { WritableStreamDefaultWriter } from "./writer.js";

function method(sink, name) {
  const fn = sink[name];
  if (!fn) return undefined;
  validateFunction(fn, `sink.${name}`);
  return bound(fn, sink);
}

function fromSink(stream, inner, sink, mark, size) {
  const { start } = sink;
  if (start && typeof start !== "function") throw new TypeError("Bind must be called on a function");
  const write = method(sink, "write");
  const close = method(sink, "close");
  const controller = new WritableController(inner, write, close, method(sink, "abort"), mark, size);
  const face = (controller.public = new WritableStreamDefaultController(kInner, controller, stream));
  controller.start(start ? Reflect.apply(start, sink, [face]) : undefined);
}

// The inner side of a WritableStream, undefined for anything else.
export let writableInner;

export class WritableStream {
  #inner;

  constructor(sink = {}, strategy = undefined) {
    if (sink === kInner) {
      this.#inner = strategy;
      return;
    }
    validateObject(sink, "sink", kValidateObjectAllowObjects);
    if (strategy !== undefined) validateObject(strategy, "strategy", kValidateObjectAllowObjectsAndNull);
    const { type } = sink;
    if (type !== undefined) throw new codes.ERR_INVALID_ARG_VALUE.RangeError("type", type);
    const inner = (this.#inner = new WritableInner());
    const size = sizeOf(strategy?.size);
    fromSink(this, inner, sink, highWaterMarkOf(strategy?.highWaterMark, 1), size);
  }

  static {
    writableInner = (value) => (typeof value === "object" && value !== null && #inner in value ? value.#inner : undefined);
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  get locked() {
    return checked(this).writer !== undefined;
  }

  abort(reason = undefined) {
    const inner = writableInner(this);
    if (inner === undefined) return rejected(invalidThis("WritableStream"));
    if (inner.writer !== undefined) return rejected(invalidState("WritableStream is locked"));
    return abortStream(inner, reason);
  }

  close() {
    const inner = writableInner(this);
    if (inner === undefined) return rejected(invalidThis("WritableStream"));
    if (inner.writer !== undefined) return rejected(invalidState("WritableStream is locked"));
    if (isClosing(inner)) return rejected(invalidState("Failure closing WritableStream"));
    return closeWritable(inner);
  }

  getWriter() {
    checked(this);
    return new WritableStreamDefaultWriter(this);
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "WritableStream", () => ({
      locked: this.locked,
      state: STATE_NAMES[checked(this).state],
    }));
  }

  get [kIsErrored]() {
    return checked(this).state === ERRORED;
  }

  get [kIsWritable]() {
    return checked(this).state === WRITABLE;
  }

  get [kIsClosedPromise]() {
    return streamClosed(checked(this));
  }

  [kControllerErrorFunction](error) {
    checked(this).controller.errorIfNeeded(error);
  }

  [kTransfer]() {
    return loadBuiltin("node:internal/web/streams/transfer").transferWritable(this);
  }
}

function checked(value) {
  const inner = writableInner(value);
  if (inner === undefined) throw invalidThis("WritableStream");
  return inner;
}

export class WritableStreamDefaultController {
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
    if (typeof value !== "object" || value === null || !(#inner in value)) throw invalidThis("WritableStreamDefaultController");
    return value.#inner;
  }

  get signal() {
    return WritableStreamDefaultController.#of(this).signal;
  }

  error(error = undefined) {
    WritableStreamDefaultController.#of(this).errorIfNeeded(error);
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "WritableStreamDefaultController", () => ({ stream: this.#stream }));
  }
}

finishClass(WritableStream, ["locked", "abort", "close", "getWriter"]);
finishClass(WritableStreamDefaultController, ["signal", "error"]);

export const publicWritable = (inner) => new WritableStream(kInner, inner);

// A stream of our own making: write(chunk), close(), abort(reason) are ours, without a public controller.
export function newWritable(write, close, abort, mark = 1, size = one, startResult = undefined) {
  const inner = new WritableInner();
  const controller = new WritableController(inner, write, close, abort, mark, size);
  controller.start(startResult);
  return inner;
}
