// Requests over the network (native:fetch): one at a time is a Transfer, whose events come from the loop. Not here: what fetch makes of them.
import { cancel, end, pause, resume, setDispatch, start, write } from "native:fetch";

const HEAD = 0, DATA = 1, END = 2, ERROR = 3;
const transfers = new Map();
let listening = false;

function dispatch(id, kind, ...details) {
  transfers.get(id)?.event(kind, details);
}

// The error that Python describes: {class, name, message, props}, or {errors} for an AggregateError.
export function errorFrom(described) {
  if (described.errors !== undefined) {
    const errors = described.errors.map(errorFrom);
    const error = new AggregateError(errors);
    error.code = errors[0].code;
    return error;
  }
  const error = new (globalThis[described.class] ?? Error)(described.message);
  if (described.name) error.name = described.name;
  return Object.assign(error, described.props);
}

const MOST_WAITING = 128 * 1024;

// One request and its answer. `head`: a promise of {status, statusText, fields}. The body is taken whole (collect) or chunk by chunk
// (next), while little of it waits here: what nobody takes is not read from the network.
export class Transfer {
  #id;
  #chunks = [];
  #waiting = 0;
  #paused = false;
  #taker;
  #finished = false;
  #failure;
  #drained;
  #settleHead;
  #answered = false;
  // Is told of cancel().
  onCancel;

  constructor(origin, method, target, fields, body, decode) {
    if (!listening) {
      listening = true;
      setDispatch(dispatch);
    }
    this.head = new Promise((resolve, reject) => { this.#settleHead = { resolve, reject }; });
    this.#id = start(origin, method, target, fields, body, decode);
    transfers.set(this.#id, this);
  }

  event(kind, details) {
    switch (kind) {
      case HEAD:
        this.#answered = true;
        this.#settleHead.resolve({ status: details[0], statusText: details[1], fields: details[2] });
        break;
      case DATA:
        this.#chunks.push(details[0]);
        this.#waiting += details[0].byteLength;
        this.#wake();
        if (this.#waiting > MOST_WAITING && !this.#paused) {
          this.#paused = true;
          pause(this.#id);
        }
        break;
      case END:
        this.#finish();
        break;
      case ERROR:
        this.#fail(errorFrom(details[0]));
        break;
      default:
        this.#drain();
    }
  }

  // Once there is a head, what fails is the body.
  #fail(cause) {
    this.#finish(this.#answered ? new TypeError("terminated", { cause }) : cause);
  }

  #drain() {
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
  }

  #finish(failure) {
    transfers.delete(this.#id);
    this.#finished = true;
    this.#failure = failure;
    if (failure !== undefined) this.#settleHead.reject(failure);
    this.#drain();
    this.#wake();
  }

  #wake() {
    const taker = this.#taker;
    this.#taker = undefined;
    taker?.();
  }

  // What waits, undefined at the end; the bytes belong to the caller.
  async next() {
    for (;;) {
      if (this.#chunks.length > 0) {
        const chunk = this.#chunks.shift();
        this.#waiting -= chunk.byteLength;
        if (this.#paused && this.#waiting < MOST_WAITING / 2) {
          this.#paused = false;
          resume(this.#id);
        }
        return chunk;
      }
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#finished) return undefined;
      await new Promise((resolve) => { this.#taker = resolve; });
    }
  }

  // All that is still to come, as one Uint8Array.
  async collect() {
    const chunks = [];
    let size = 0;
    for (let chunk; (chunk = await this.next()) !== undefined;) {
      chunks.push(chunk);
      size += chunk.byteLength;
    }
    if (chunks.length === 1) return chunks[0];
    const whole = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.byteLength;
    }
    return whole;
  }

  // Sends a piece of a streamed body; waits until more is welcome.
  async write(piece) {
    if (this.#finished || write(this.#id, piece)) return;
    await new Promise((resolve) => { this.#drained = resolve; });
  }

  end() {
    if (!this.#finished) end(this.#id);
  }

  // Gives it up; who waits, and who comes for what nobody took, gets `reason`.
  cancel(reason) {
    if (this.#finished && this.#chunks.length === 0) return;
    if (!this.#finished) cancel(this.#id);
    this.#chunks.length = 0;
    this.#finish(reason);
    this.onCancel?.(reason);
  }
}
