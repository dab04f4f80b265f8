// ReadableByteStreamController and ReadableStreamBYOBRequest, as a source sees them.
// Spec: https://streams.spec.whatwg.org/#rbs-controller-class
import { codes } from "../../_errors.js";
import { validateBuffer } from "../../_validators.js";
import { READABLE } from "./readable_state.js";
import { finishClass, inspectAs, invalidState, invalidThis, kInner, kInspect } from "./shapes.js";
import { bufferOf, byteLengthOf, bytesIn, isDetached, isShared } from "./views.js";

let innerOf;

export class ReadableByteStreamController {
  #inner;

  constructor(key = undefined, inner = undefined) {
    if (key !== kInner) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#inner = inner;
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
    innerOf = (value) => {
      if (typeof value !== "object" || value === null || !(#inner in value)) throw invalidThis("ReadableByteStreamController");
      return value.#inner;
    };
  }

  get byobRequest() {
    const inner = innerOf(this);
    const first = inner.pending[0];
    if (inner.request === null && first !== undefined) {
      const view = new Uint8Array(first.buffer, first.offset + first.filled, first.length - first.filled);
      inner.request = new ReadableStreamBYOBRequest(kInner, inner, view);
    }
    return inner.request;
  }

  get desiredSize() {
    return innerOf(this).desiredSize;
  }

  close() {
    const inner = innerOf(this);
    requireOpen(inner);
    inner.close();
  }

  enqueue(chunk) {
    const inner = innerOf(this);
    validateBuffer(chunk);
    const buffer = bufferOf(chunk);
    if (isShared(buffer)) {
      throw new codes.ERR_INVALID_ARG_VALUE("chunk", chunk, "must not be backed by a SharedArrayBuffer");
    }
    if (byteLengthOf(chunk) === 0 || bytesIn(buffer) === 0) {
      throw invalidState("chunk ArrayBuffer is zero-length or detached");
    }
    requireOpen(inner);
    inner.enqueue(chunk);
  }

  error(error = undefined) {
    innerOf(this).error(error);
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "ReadableByteStreamController", () => ({}));
  }
}

function requireOpen(inner) {
  if (inner.closeRequested) throw invalidState("Controller is already closed");
  if (inner.stream.state !== READABLE) throw invalidState("ReadableStream is already closed");
}

export const faceOf = (inner) => new ReadableByteStreamController(kInner, inner);

export let voidRequest;

export class ReadableStreamBYOBRequest {
  #controller; // undefined once it is void
  #view;

  constructor(key = undefined, controller = undefined, view = undefined) {
    if (key !== kInner) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#controller = controller;
    this.#view = view;
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
    voidRequest = (request) => {
      request.#controller = undefined;
      request.#view = null;
    };
  }

  static #check(value) {
    if (typeof value !== "object" || value === null || !(#view in value)) throw invalidThis("ReadableStreamBYOBRequest");
  }

  get view() {
    ReadableStreamBYOBRequest.#check(this);
    return this.#view;
  }

  #valid() {
    const controller = this.#controller;
    if (controller === undefined) throw invalidState("This BYOB request has been invalidated");
    return controller;
  }

  respond(bytesWritten) {
    ReadableStreamBYOBRequest.#check(this);
    const controller = this.#valid();
    if (isDetached(bufferOf(this.#view))) throw invalidState("Viewed ArrayBuffer is detached");
    controller.respond(toCount(bytesWritten));
  }

  respondWithNewView(view) {
    ReadableStreamBYOBRequest.#check(this);
    const controller = this.#valid();
    validateBuffer(view, "view");
    if (isDetached(bufferOf(view))) throw invalidState("Viewed ArrayBuffer is detached");
    controller.respondWithView(view);
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "ReadableStreamBYOBRequest", () => ({
      view: this.#view,
      controller: this.#controller?.face(),
    }));
  }
}

function toCount(value) {
  const count = +value;
  if (!Number.isInteger(count) || count < 0) throw new codes.ERR_INVALID_ARG_VALUE("bytesWritten", value);
  return count;
}

finishClass(ReadableByteStreamController, ["byobRequest", "desiredSize", "close", "enqueue", "error"]);
finishClass(ReadableStreamBYOBRequest, ["view", "respond", "respondWithNewView"]);
