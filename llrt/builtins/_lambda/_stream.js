// The stream that a streaming handler writes its response to, loaded by the first such invocation.
// Specification: Lambda response streaming (chunked POST of the response, errors in trailers).
import { capture, runIn } from "../_async_context.js";
import { Buffer } from "../buffer/_buffer.js";
import { Writable } from "../stream/_writable.js";
import { InvalidStreamingOperation } from "./_errors.js";

const CONTENT_TYPE = "application/octet-stream";
const HTTP_CONTENT_TYPE = "application/vnd.awslambda.http-integration-response";
// Between the prelude and the body of an HTTP answer.
const DELIMITER = Buffer.alloc(8);

const kBegin = Symbol("kBegin");

// Node's managed runtime lets a handler write objects: they are sent as JSON.
function bytesOf(chunk, encoding) {
  if (typeof chunk === "string") return Buffer.from(chunk, encoding === "buffer" ? "utf8" : encoding);
  if (ArrayBuffer.isView(chunk)) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return Buffer.from(JSON.stringify(chunk));
}

export class ResponseStream extends Writable {
  #ops;
  #id;
  #contentType = CONTENT_TYPE;
  #begun = false;
  #waiting;
  #frame;
  #prelude;

  constructor(ops, id, highWaterMark) {
    super({ objectMode: false, decodeStrings: false, highWaterMark });
    this.#ops = ops;
    this.#id = id;
  }

  // Whether the response is on its way: what fails now is told in trailers.
  get begun() { return this.#begun; }

  setContentType(type) {
    if (this.#begun) throw new InvalidStreamingOperation("Cannot set content-type, too late.");
    this.#contentType = `${type}`;
  }

  [kBegin](prelude) {
    if (this.#begun) throw new InvalidStreamingOperation("Cannot set content-type, too late.");
    this.setContentType(HTTP_CONTENT_TYPE);
    this.#prelude = prelude;
  }

  // Objects are no chunks of a byte stream: they become their JSON here.
  write(chunk, encoding, callback) {
    if (typeof chunk === "object" && chunk !== null && !ArrayBuffer.isView(chunk)) chunk = JSON.stringify(chunk);
    return super.write(chunk, encoding, callback);
  }

  end(chunk, encoding, callback) {
    if (typeof chunk === "object" && chunk !== null && !ArrayBuffer.isView(chunk)) chunk = JSON.stringify(chunk);
    return super.end(chunk, encoding, callback);
  }

  #begin() {
    this.#begun = true;
    this.#ops.openStream(this.#id, this.#contentType);
    if (this.#prelude === undefined) return;
    this.#ops.sendStream(this.#id, Buffer.from(JSON.stringify(this.#prelude)));
    this.#ops.sendStream(this.#id, DELIMITER);
  }

  _write(chunk, encoding, callback) {
    if (!this.#begun) this.#begin();
    if (this.#ops.sendStream(this.#id, encoding === "buffer" ? chunk : bytesOf(chunk, encoding))) {
      callback();
      return;
    }
    this.#waiting = callback;
    this.#frame = capture();
  }

  // The system has taken what was written.
  drained() {
    const callback = this.#waiting;
    if (callback === undefined) return;
    this.#waiting = undefined;
    runIn(this.#frame, callback);
  }

  _final(callback) {
    if (!this.#begun) this.#begin();
    callback();
  }
}

export function withPrelude(stream, prelude) {
  if (typeof stream?.[kBegin] !== "function") throw new InvalidStreamingOperation("HttpResponseStream.from takes the response stream of the handler.");
  stream[kBegin](prelude);
  return stream;
}
