// Bodies of requests and responses: what they are made of, and the methods that read them. Spec: https://fetch.spec.whatwg.org/#bodies
import { loadBuiltin } from "native:engine";
import { Blob, isBlob } from "../../buffer/_blob.js";
import { isAnyArrayBuffer } from "../../buffer/_checks.js";
import { TextDecoder, TextEncoder } from "../encoding.js";

const encoder = new TextEncoder();
const streams = () => loadBuiltin("node:internal/web/streams/readable");
const isReadableStream = (value) => value instanceof streams().ReadableStream;

// A body: `source` is what it can be read from again (bytes or a Blob), null for a stream's and the network's; `length` in bytes or null.
export class Body {
  #stream;
  #transfer;
  #used = false;

  constructor({ source = null, stream, transfer, length = null }) {
    this.source = source;
    this.length = length;
    this.#stream = stream;
    this.#transfer = transfer;
  }

  // The ReadableStream, made when somebody asks for it.
  get stream() {
    this.#stream ??= this.#transfer !== undefined ? streamOf(this.#transfer) : streamOfSource(this.source);
    return this.#stream;
  }

  get used() {
    return this.#used || (this.#stream !== undefined && isDisturbed(this.#stream));
  }

  get locked() {
    return this.#stream !== undefined && this.#stream.locked;
  }

  get unusable() { return this.used || this.locked; }

  // All bytes; the body is used then.
  async bytes() {
    if (this.#stream !== undefined) return collect(this.#stream);
    this.#used = true;
    if (this.#transfer !== undefined) return this.#transfer.collect();
    if (isBlob(this.source)) return new Uint8Array(await this.source.arrayBuffer());
    return this.source.slice();
  }

  // A second body with the same bytes.
  clone() {
    if (this.source !== null && this.#stream === undefined) return new Body({ source: this.source, length: this.length });
    const [first, second] = this.stream.tee();
    this.#stream = first;
    this.#transfer = undefined;
    return new Body({ source: this.source, stream: second, length: this.length });
  }

  // Takes everything from another object's body: that one is used then.
  moved() {
    const body = new Body({ source: this.source, stream: this.#stream, transfer: this.#transfer, length: this.length });
    if (this.#stream !== undefined) body.#stream = passed(this.#stream);
    this.#used = true;
    return body;
  }

  cancel(reason) {
    if (this.#stream !== undefined && !this.#stream.locked) this.#stream.cancel(reason).catch(() => {});
    this.#transfer?.cancel(reason);
  }
}

function isDisturbed(stream) {
  return loadBuiltin("node:internal/stream/predicates").isDisturbed(stream);
}

// Of a stream that a new Request takes over: the old one is locked, the new one gives the same chunks.
function passed(stream) {
  const { TransformStream } = loadBuiltin("node:internal/web/streams/transform");
  return stream.pipeThrough(new TransformStream());
}

function streamOf(transfer) {
  return new (streams().ReadableStream)({
    type: "bytes",
    // An abort is told at once to who waits for nothing but the end.
    start(controller) { transfer.onCancel = (reason) => controller.error(reason); },
    async pull(controller) {
      const chunk = await transfer.next();
      if (chunk !== undefined) {
        if (chunk.byteLength > 0) controller.enqueue(chunk);
        return;
      }
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel(reason) {
      transfer.onCancel = undefined;
      transfer.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

function streamOfSource(source) {
  if (isBlob(source)) return source.stream();
  return new (streams().ReadableStream)({
    type: "bytes",
    pull(controller) {
      if (source.byteLength > 0) controller.enqueue(source.slice());
      controller.close();
      controller.byobRequest?.respond(0);
    },
  }, { highWaterMark: 0 });
}

async function collect(stream) {
  const chunks = [];
  let size = 0;
  const reader = stream.getReader();
  for (let step; !(step = await reader.read()).done;) {
    if (!(step.value instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
    chunks.push(step.value);
    size += step.value.byteLength;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

function fromAsyncIterable(iterable) {
  const iterator = iterable[Symbol.asyncIterator]();
  return new (streams().ReadableStream)({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) {
        controller.close();
        return;
      }
      const chunk = typeof value === "string" ? encoder.encode(value) : value;
      if (!ArrayBuffer.isView(chunk)) throw new TypeError("Received non-Uint8Array chunk");
      if (chunk.byteLength > 0) controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    },
    async cancel() { await iterator.return?.(); },
  }, { highWaterMark: 0 });
}

const bytesOf = (value) => (ArrayBuffer.isView(value)
  ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice()
  : new Uint8Array(value.slice(0)));

// What init.body is: [Body, its content type or null]. `keepalive`: streams are refused.
export function extractBody(object, keepalive = false) {
  if (typeof object === "object" && object !== null) {
    if (object instanceof URLSearchParams) {
      return whole(encoder.encode(object.toString()), "application/x-www-form-urlencoded;charset=UTF-8");
    }
    if (isAnyArrayBuffer(object) || ArrayBuffer.isView(object)) return whole(bytesOf(object), null);
    const form = loadBuiltin("node:internal/web/fetch/form_data").entriesOf(object);
    if (form !== undefined) return loadBuiltin("node:internal/web/fetch/multipart").encode(form);
    if (isBlob(object)) return [new Body({ source: object, length: object.size }), object.type || null];
    if (isReadableStream(object)) {
      if (keepalive) throw new TypeError("keepalive");
      if (isDisturbed(object) || object.locked) throw new TypeError("Response body object should not be disturbed or locked");
      return [new Body({ stream: object }), null];
    }
    if (typeof object[Symbol.asyncIterator] === "function") return [new Body({ stream: fromAsyncIterable(object) }), null];
  }
  return whole(encoder.encode(`${object}`.toWellFormed()), "text/plain;charset=UTF-8");
}

const whole = (bytes, type) => [new Body({ source: bytes, length: bytes.byteLength }), type];

const decoder = new TextDecoder();
// What a parser of types would leave as it is.
const PLAIN_TYPE = /^(?:[a-z]+\/[a-z.+-]+)?$/;

// bodyOf(object) -> its Body or null; checks `this`. typeOf(object) -> its content type or "".
export function defineBodyMethods(Class, bodyOf, typeOf) {
  const used = () => new TypeError("Body is unusable: Body has already been read");
  async function consume(object) {
    const body = bodyOf(object);
    if (body === null) return new Uint8Array();
    if (body.unusable) throw used();
    return body.bytes();
  }
  const methods = {
    async arrayBuffer() {
      const bytes = await consume(this);
      return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
    },
    async blob() {
      const bytes = await consume(this);
      const type = typeOf(this);
      return new Blob([bytes], { type: PLAIN_TYPE.test(type) ? type : `${loadBuiltin("node:internal/web/fetch/mime_type").typeIn(type) ?? ""}` });
    },
    async bytes() {
      const bytes = await consume(this);
      return bytes;
    },
    async formData() {
      const type = typeOf(this);
      const bytes = await consume(this);
      return loadBuiltin("node:internal/web/fetch/form_parser").parse(bytes, type);
    },
    async json() { return JSON.parse(decoder.decode(await consume(this))); },
    async text() { return decoder.decode(await consume(this)); },
  };
  for (const name of Object.keys(methods)) {
    Object.defineProperty(Class.prototype, name, { value: methods[name], writable: true, enumerable: true, configurable: true });
  }
  Object.defineProperty(Class.prototype, "body", {
    get: Object.getOwnPropertyDescriptor({ get body() { return bodyOf(this)?.stream ?? null; } }, "body").get,
    enumerable: true, configurable: true,
  });
  Object.defineProperty(Class.prototype, "bodyUsed", {
    get: Object.getOwnPropertyDescriptor({ get bodyUsed() { return bodyOf(this)?.used ?? false; } }, "bodyUsed").get,
    enumerable: true, configurable: true,
  });
}
