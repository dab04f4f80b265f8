// ReadableStreamDefaultReader and ReadableStreamBYOBReader.
// Spec: https://streams.spec.whatwg.org/#default-reader-class and #byob-reader-class
import { codes } from "../../_errors.js";
import { kValidateObjectAllowObjectsAndNull, validateObject } from "../../_validators.js";
import { byteLengthOf, bufferOf, isShared, lengthOf } from "./views.js";
import { rejected, resolved } from "./promises.js";
import { ReadRequest } from "./read_request.js";
import { readableInner } from "./readable.js";
import { acquire, cancelStream, read, READABLE, readerClosed, readInto, release } from "./readable_state.js";
import { finishClass, inspectAs, invalidState, invalidThis, kInspect } from "./shapes.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } = codes;

const notAttached = () => rejected(invalidState("The reader is not attached to a stream"));

function checkedInner(stream) {
  const inner = readableInner(stream);
  if (inner === undefined) throw new ERR_INVALID_ARG_TYPE("stream", "ReadableStream", stream);
  return inner;
}

function cancelBy(reader, reason) {
  return reader.stream === undefined ? notAttached() : cancelStream(reader.stream, reason);
}

export class ReadableStreamDefaultReader {
  #inner;
  #stream;

  constructor(stream) {
    this.#inner = acquire(checkedInner(stream), false);
    this.#stream = stream;
  }

  static #of(value) {
    return typeof value === "object" && value !== null && #inner in value ? value.#inner : undefined;
  }

  read() {
    const inner = ReadableStreamDefaultReader.#of(this);
    if (inner === undefined) return rejected(invalidThis("ReadableStreamDefaultReader"));
    const { stream } = inner;
    if (stream === undefined) return notAttached();
    const { controller } = stream;
    if (stream.state === READABLE && controller.isDefault && controller.queue.length > 0) {
      stream.disturbed = true;
      return resolved({ value: controller.take(), done: false });
    }
    const request = new ReadRequest();
    read(inner, request);
    return request.promise;
  }

  releaseLock() {
    const inner = ReadableStreamDefaultReader.#of(this);
    if (inner === undefined) throw invalidThis("ReadableStreamDefaultReader");
    if (inner.stream !== undefined) release(inner);
    this.#stream = undefined;
  }

  get closed() {
    const inner = ReadableStreamDefaultReader.#of(this);
    return inner === undefined ? rejected(invalidThis("ReadableStreamDefaultReader")) : readerClosed(inner);
  }

  cancel(reason = undefined) {
    const inner = ReadableStreamDefaultReader.#of(this);
    return inner === undefined ? rejected(invalidThis("ReadableStreamDefaultReader")) : cancelBy(inner, reason);
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "ReadableStreamDefaultReader", () => ({
      stream: this.#stream,
      readRequests: this.#inner.requests.length,
      close: this.closed,
    }));
  }
}

function checkView(view) {
  if (!ArrayBuffer.isView(view)) throw new ERR_INVALID_ARG_TYPE("view", ["Buffer", "TypedArray", "DataView"], view);
}

function checkMemory(view) {
  const buffer = bufferOf(view);
  if (isShared(buffer)) throw new ERR_INVALID_ARG_VALUE("view", view, "must not be backed by a SharedArrayBuffer");
  if (byteLengthOf(view) === 0 || buffer.byteLength === 0) {
    throw invalidState("View or Viewed ArrayBuffer is zero-length or detached");
  }
}

// How many elements at least; it may be no more than the view has.
function minimum(view, min) {
  if (typeof min !== "number") throw new ERR_INVALID_ARG_TYPE("options.min", "number", min);
  if (!Number.isInteger(min)) throw new ERR_INVALID_ARG_VALUE("options.min", min, "must be an integer");
  if (min <= 0) throw new ERR_INVALID_ARG_VALUE("options.min", min, "must be greater than 0");
  if (min > lengthOf(view)) {
    throw new ERR_OUT_OF_RANGE("options.min", view instanceof DataView ? "<= view.byteLength" : "<= view.length", min);
  }
  return min;
}

export class ReadableStreamBYOBReader {
  #inner;
  #stream;

  constructor(stream) {
    const inner = checkedInner(stream);
    if (inner.reader !== undefined) throw invalidState("ReadableStream is locked");
    if (inner.controller.isDefault) {
      throw new ERR_INVALID_ARG_VALUE("stream", stream, "must be a byte stream");
    }
    this.#inner = acquire(inner, true);
    this.#stream = stream;
  }

  static #of(value) {
    return typeof value === "object" && value !== null && #inner in value ? value.#inner : undefined;
  }

  async read(view, options = undefined) {
    const inner = ReadableStreamBYOBReader.#of(this);
    if (inner === undefined) throw invalidThis("ReadableStreamBYOBReader");
    checkView(view);
    if (options !== undefined) validateObject(options, "options", kValidateObjectAllowObjectsAndNull);
    checkMemory(view);
    const min = minimum(view, options?.min ?? 1);
    if (inner.stream === undefined) throw invalidState("The reader is not attached to a stream");
    const request = new ReadRequest();
    readInto(inner, view, min, request);
    return request.promise;
  }

  releaseLock() {
    const inner = ReadableStreamBYOBReader.#of(this);
    if (inner === undefined) throw invalidThis("ReadableStreamBYOBReader");
    if (inner.stream !== undefined) release(inner);
    this.#stream = undefined;
  }

  get closed() {
    const inner = ReadableStreamBYOBReader.#of(this);
    return inner === undefined ? rejected(invalidThis("ReadableStreamBYOBReader")) : readerClosed(inner);
  }

  cancel(reason = undefined) {
    const inner = ReadableStreamBYOBReader.#of(this);
    return inner === undefined ? rejected(invalidThis("ReadableStreamBYOBReader")) : cancelBy(inner, reason);
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "ReadableStreamBYOBReader", () => ({
      stream: this.#stream,
      readIntoRequests: this.#inner.requests.length,
      close: this.closed,
    }));
  }
}

finishClass(ReadableStreamDefaultReader, ["closed", "read", "releaseLock", "cancel"]);
finishClass(ReadableStreamBYOBReader, ["closed", "read", "releaseLock", "cancel"]);
