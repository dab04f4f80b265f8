// Duplex: a Readable with the methods of a Writable; duplexPair(). Not here: Duplex.from() (_duplexify.js).
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#class-streamduplex
import { loadBuiltin } from "native:engine";
import { nextTick } from "../_boot/task_queues.js";
import { construct } from "./_destroy.js";
import { Stream } from "./_legacy.js";
import { lazyMethod } from "./_lazy.js";
import { Readable, startReading } from "./_readable.js";
import { END_EMITTED, ENDED as READ_ENDED, ReadableState } from "./_readable_state.js";
import { DESTROYED, DISABLED } from "./_state.js";
import { Writable } from "./_writable.js";
import { writableAccessors } from "./_writable_members.js";
import { ENDED, ENDING, FINISHED, WritableState } from "./_writable_state.js";
import { startWriting } from "./_writable_write.js";

export function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  this._events ??= {
    close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined, data: undefined, end: undefined,
    readable: undefined,
  };
  this._readableState = new ReadableState(options, this, true);
  this._writableState = new WritableState(options, this, true);
  if (options) applyOptions(this, options);
  else this.allowHalfOpen = true;
  Stream.call(this, options);
  if (this._construct) {
    construct(this, () => {
      startReading(this);
      startWriting(this);
    });
  }
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);

function applyOptions(stream, options) {
  stream.allowHalfOpen = options.allowHalfOpen !== false;
  if (options.readable === false) stream._readableState.bits |= DISABLED | READ_ENDED | END_EMITTED;
  if (options.writable === false) stream._writableState.bits |= DISABLED | ENDING | ENDED | FINISHED;
  if (typeof options.read === "function") stream._read = options.read;
  if (typeof options.write === "function") stream._write = options.write;
  if (typeof options.writev === "function") stream._writev = options.writev;
  if (typeof options.destroy === "function") stream._destroy = options.destroy;
  if (typeof options.final === "function") stream._final = options.final;
  if (typeof options.construct === "function") stream._construct = options.construct;
  if (options.signal) loadBuiltin("node:internal/stream/signal").addAbortSignal(options.signal, stream);
}

for (const name of ["write", "cork", "uncork", "setDefaultEncoding", "_write", "_writev", "end", "destroy"]) {
  Duplex.prototype[name] = Writable.prototype[name];
}

const { closed, errored, writableAborted, destroyed, ...ofWritable } = writableAccessors;
Object.defineProperties(Duplex.prototype, {
  ...ofWritable,
  destroyed: {
    __proto__: null,
    get() {
      const { _readableState: r, _writableState: w } = this;
      return Boolean(r && w) && (r.bits & w.bits & DESTROYED) !== 0;
    },
    set(value) {
      if (!this._readableState || !this._writableState) return;
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    },
    enumerable: false,
    configurable: true,
  },
});

Duplex.fromWeb = lazyMethod("node:internal/web/streams/adapters", "", 2, "newStreamDuplexFromReadableWritablePair");
Duplex.toWeb = lazyMethod("node:internal/web/streams/adapters", "", 2, "newReadableWritablePairFromDuplex");
Duplex.from = lazyMethod("node:internal/stream/duplexify", "", 1, "duplexFrom");

// ---- duplexPair ----------------------------------------------------------------------------------------------------------------

const kCallback = Symbol("Callback");
const kOtherSide = Symbol("Other");

// What is written to one side is read from the other, and only counts as written when it was.
class DuplexSide extends Duplex {
  constructor(options) {
    super(options);
    this[kCallback] = null;
    this[kOtherSide] = null;
  }

  _read() {
    const callback = this[kCallback];
    if (!callback) return;
    this[kCallback] = null;
    callback();
  }

  _write(chunk, encoding, callback) {
    const other = this[kOtherSide];
    if (chunk.length === 0) {
      nextTick(callback);
    } else {
      other.push(chunk);
      other[kCallback] = callback;
    }
  }

  _final(callback) {
    this[kOtherSide].on("end", callback);
    this[kOtherSide].push(null);
  }
}

export function duplexPair(options) {
  const first = new DuplexSide(options);
  const second = new DuplexSide(options);
  first[kOtherSide] = second;
  second[kOtherSide] = first;
  return [first, second];
}
