// One request and its answer over native:sdk_http: events of the loop, the request's body in, the answer's body as a Readable.
import { Readable } from "node:stream";
import { cancel, end, pause, resume, setDispatch, start, write } from "native:sdk_http";
import { COLLECT } from "./stream_collector.mjs";
import { receivedHeaders } from "./request_fields.mjs";

const ANSWER = 0, DATA = 1, END = 2, ERROR = 3, DRAIN = 4;
const LEAST_WAIT_FOR_CONTINUE = 6_000;
// Methods whose requests say that they have no body.
const LENGTHY = /^(?!GET$|HEAD$|DELETE$|OPTIONS$|TRACE$|CONNECT$)/;
const exchanges = new Map();
let listening = false;

// The error that Python describes: {class, name, message, props}, or {errors} for an AggregateError.
function errorFrom(described) {
  if (described.errors !== undefined) {
    const errors = described.errors.map(errorFrom);
    return Object.assign(new AggregateError(errors), { code: errors[0].code });
  }
  const error = new (globalThis[described.class] ?? Error)(described.message);
  if (described.name) error.name = described.name;
  return Object.assign(error, described.props);
}

const asBuffer = (view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);

function bytesOf(body) {
  if (typeof body === "string") return Buffer.from(body);
  if (ArrayBuffer.isView(body)) return body;
  return Buffer.from(body);
}

export class Exchange {
  onAnswer;
  onError;
  onClosed;
  #id;
  #where;
  #fields;
  #freed;
  #body;
  #source; // of the request's body
  #waitForContinue;
  #over = false;

  constructor(isSecure, host, port, method, target, fields, freed) {
    this.#where = [isSecure, host, port, method, target];
    this.#fields = fields;
    this.#freed = freed;
  }

  // `body`: nothing, text, bytes, or a Readable. Times in milliseconds.
  send(body, { connectTimeout, idleTimeout, continueTimeout }) {
    const fields = this.#fields;
    const isStream = body instanceof Readable;
    const bytes = isStream || !body || body.length === 0 ? undefined : bytesOf(body);
    const isKnown = fields.names.has("content-length") || fields.names.has("transfer-encoding");
    if (!isKnown && bytes !== undefined) fields.add("Content-Length", bytes.byteLength);
    else if (!isKnown && !isStream && LENGTHY.test(this.#where[3])) fields.add("Content-Length", 0);
    const isLater = isStream || (bytes !== undefined && fields.expectsContinue);
    if (!listening) {
      listening = true;
      setDispatch((id, kind, ...details) => exchanges.get(id)?.event(kind, details));
    }
    this.#id = start(...this.#where, fields.list, isLater ? true : bytes, connectTimeout || undefined, idleTimeout || undefined);
    exchanges.set(this.#id, this);
    if (!isLater) return;
    this.#source = isStream ? body : Readable.from([bytes], { objectMode: false });
    if (fields.expectsContinue) {
      this.#waitForContinue = setTimeout(() => this.#pump(), Math.max(LEAST_WAIT_FOR_CONTINUE, continueTimeout ?? 0));
    } else {
      this.#pump();
    }
  }

  // Sends what the source gives, as fast as the connection takes it.
  #pump() {
    clearTimeout(this.#waitForContinue);
    this.#waitForContinue = undefined;
    const source = this.#source;
    source.on("data", (chunk) => {
      if (!this.#over && !write(this.#id, bytesOf(chunk))) source.pause();
    });
    source.on("end", () => { if (!this.#over) end(this.#id); });
    source.on("error", (error) => this.#fail(error));
  }

  event(kind, details) {
    switch (kind) {
      case ANSWER:
        this.#answer(...details);
        break;
      case DATA:
        this.#body.take(details[0]);
        break;
      case END:
        this.#close();
        this.#body.finish();
        break;
      case ERROR:
        this.#close();
        this.#report(errorFrom(details[0]));
        break;
      case DRAIN:
        if (this.#waitForContinue === undefined) this.#source?.resume();
        break;
      default:
        if (this.#waitForContinue !== undefined) this.#pump();
    }
  }

  #answer(status, reason, fields, first, isAll) {
    // An answer instead of 100 Continue: the body is not sent.
    clearTimeout(this.#waitForContinue);
    this.#waitForContinue = undefined;
    const headers = receivedHeaders(fields);
    const body = this.#body = new IncomingBody(this, status, reason, headers, fields);
    if (first !== undefined) body.take(first);
    if (isAll) {
      this.#close();
      body.finish();
    }
    this.onAnswer({ statusCode: status, reason, headers }, body);
  }

  #fail(error) {
    if (this.#over) return;
    cancel(this.#id);
    this.#close();
    this.#report(error);
  }

  #report(error) {
    if (this.#body === undefined) this.onError(error);
    else this.#body.destroy(error);
  }

  // Gives it up; whoever reads the body gets `error`.
  cancel(error) {
    if (this.#over) return;
    if (this.#id !== undefined) cancel(this.#id);
    this.#close();
    this.#body?.destroy(error);
  }

  pause() { if (!this.#over) pause(this.#id); }

  resume() { if (!this.#over) resume(this.#id); }

  #close() {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#waitForContinue);
    exchanges.delete(this.#id);
    this.onClosed?.();
    this.#freed();
  }
}

const MOST_WAITING = 128 * 1024;

// A Readable that is made one when something of a stream is first asked of it: nearly every body is collected, and then nothing is.
function LazyReadable() {}
LazyReadable.prototype = Object.create(Readable.prototype, {
  constructor: { value: Readable, writable: true, configurable: true },
  _readableState: {
    configurable: true,
    get() {
      Readable.call(this);
      this.begun();
      return this._readableState;
    },
    set(value) {
      Object.defineProperty(this, "_readableState", { value, writable: true, enumerable: true, configurable: true });
    },
  },
});

// The body of an answer, with what programs look at of an IncomingMessage.
class IncomingBody extends LazyReadable {
  httpVersion = "1.1";
  complete = false;
  #exchange;
  #chunks = [];
  #waiting = 0;
  #isPaused = false;
  #wanted = false;
  #isStream = false;
  #isTaken = false;
  #collected;

  constructor(exchange, statusCode, statusMessage, headers, fields) {
    super();
    this.#exchange = exchange;
    this.statusCode = statusCode;
    this.statusMessage = statusMessage;
    this.headers = headers;
    this.rawHeaders = fields;
  }

  // What has been collected has ended as a stream, too.
  begun() {
    this.#isStream = true;
    if (this.#isTaken) this.destroy();
  }

  take(chunk) {
    if (this.#wanted) {
      this.#wanted = this.push(asBuffer(chunk));
      if (!this.#wanted) this.#pause();
      return;
    }
    this.#chunks.push(chunk);
    this.#waiting += chunk.byteLength;
    if (this.#collected === undefined && this.#waiting > MOST_WAITING) this.#pause();
  }

  #pause() {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#exchange.pause();
  }

  finish() {
    this.complete = true;
    if (this.#collected !== undefined) this.#settle();
    else if (this.#wanted) this.push(null);
  }

  _read() {
    while (this.#chunks.length > 0) {
      const chunk = this.#chunks.shift();
      this.#waiting -= chunk.byteLength;
      if (!this.push(asBuffer(chunk))) return;
    }
    if (this.complete) {
      this.push(null);
      return;
    }
    this.#wanted = true;
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#exchange.resume();
    }
  }

  _destroy(error, callback) {
    this.#chunks.length = 0;
    this.#exchange.cancel(error);
    this.#collected?.reject(error ?? new Error("aborted"));
    // As IncomingMessage: whoever does not listen is not told.
    callback(this.listenerCount("error") > 0 ? error : null);
  }

  // All of it as one Uint8Array, without the machinery of streams; undefined when somebody has begun to read it.
  [COLLECT]() {
    if (this.#collected !== undefined) return undefined;
    if (this.#isStream && (this.readableFlowing !== null || this.readableLength > 0 || this.#wanted || this.destroyed)) return undefined;
    return new Promise((resolve, reject) => {
      this.#collected = { resolve, reject };
      if (this.complete) this.#settle();
      else if (this.#isPaused) {
        this.#isPaused = false;
        this.#exchange.resume();
      }
    });
  }

  #settle() {
    const chunks = this.#chunks;
    const { resolve } = this.#collected;
    resolve(chunks.length === 1 ? chunks[0] : new Uint8Array(Buffer.concat(chunks)));
    this.#chunks = [];
    this.#collected = { reject() {} };
    this.#isTaken = true;
    if (this.#isStream) this.destroy();
  }
}
