// WritableStreamDefaultWriter. Spec: https://streams.spec.whatwg.org/#default-writer-class
import { codes } from "../../_errors.js";
import { rejected } from "./promises.js";
import { finishClass, inspectAs, invalidState, invalidThis, kInspect } from "./shapes.js";
import { writableInner } from "./writable.js";
import {
  abortStream, acquireWriter, closeWritable, desiredSizeOf, isClosing, releaseWriter, writeBy, writerClosed, writerReady,
} from "./writable_state.js";

const wrongThis = () => rejected(invalidThis("WritableStreamDefaultWriter"));
const notBound = () => invalidState("Writer is not bound to a WritableStream");

export class WritableStreamDefaultWriter {
  #inner;
  #stream;

  constructor(stream) {
    const inner = writableInner(stream);
    if (inner === undefined) throw new codes.ERR_INVALID_ARG_TYPE("stream", "WritableStream", stream);
    this.#inner = acquireWriter(inner);
    this.#stream = stream;
  }

  static #of(value) {
    return typeof value === "object" && value !== null && #inner in value ? value.#inner : undefined;
  }

  get closed() {
    const inner = WritableStreamDefaultWriter.#of(this);
    return inner === undefined ? wrongThis() : writerClosed(inner);
  }

  get desiredSize() {
    const inner = WritableStreamDefaultWriter.#of(this);
    if (inner === undefined) throw invalidThis("WritableStreamDefaultWriter");
    if (inner.stream === undefined) throw notBound();
    return desiredSizeOf(inner);
  }

  get ready() {
    const inner = WritableStreamDefaultWriter.#of(this);
    return inner === undefined ? wrongThis() : writerReady(inner);
  }

  abort(reason = undefined) {
    const inner = WritableStreamDefaultWriter.#of(this);
    if (inner === undefined) return wrongThis();
    if (inner.stream === undefined) return rejected(notBound());
    return abortStream(inner.stream, reason);
  }

  close() {
    const inner = WritableStreamDefaultWriter.#of(this);
    if (inner === undefined) return wrongThis();
    if (inner.stream === undefined) return rejected(notBound());
    if (isClosing(inner.stream)) return rejected(invalidState("Failure to close WritableStream"));
    return closeWritable(inner.stream);
  }

  releaseLock() {
    const inner = WritableStreamDefaultWriter.#of(this);
    if (inner === undefined) throw invalidThis("WritableStreamDefaultWriter");
    if (inner.stream !== undefined) releaseWriter(inner);
    this.#stream = undefined;
  }

  write(chunk = undefined) {
    const inner = WritableStreamDefaultWriter.#of(this);
    if (inner === undefined) return wrongThis();
    if (inner.stream === undefined) return rejected(notBound());
    return writeBy(inner, chunk);
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "WritableStreamDefaultWriter", () => ({
      stream: this.#stream,
      close: this.closed,
      ready: this.ready,
      desiredSize: this.desiredSize,
    }));
  }
}

finishClass(WritableStreamDefaultWriter, ["closed", "ready", "desiredSize", "abort", "close", "releaseLock", "write"]);
