// The properties by which a Readable shows its state, and its members whose code is loaded when they are called.
import { codes } from "../_errors.js";
import { lazyMethod } from "./_lazy.js";
import { DATA_EMITTED, END_EMITTED } from "./_readable_state.js";
import { CLOSED, DESTROYED, DISABLED, ERRORED, ERROR_EMITTED } from "./_state.js";

const EXTRA = "node:internal/stream/readable_more";
const WEB = "node:internal/web/streams/adapters";
const OPERATORS = "node:internal/stream/operators";

const hidden = { __proto__: null, configurable: true, enumerable: false };

const accessors = {
  readable: {
    ...hidden,
    get() {
      const state = this._readableState;
      return Boolean(state) && (state.bits & (DESTROYED | ERROR_EMITTED | END_EMITTED | DISABLED)) === 0;
    },
    set(value) {
      const state = this._readableState;
      if (!state) return;
      if (value) state.bits &= ~DISABLED;
      else state.bits |= DISABLED;
    },
  },
  readableDidRead: { ...hidden, get() { return (this._readableState.bits & DATA_EMITTED) !== 0; } },
  readableAborted: {
    ...hidden,
    get() {
      const { bits } = this._readableState;
      return (bits & DISABLED) === 0 && (bits & (DESTROYED | ERRORED)) !== 0 && (bits & END_EMITTED) === 0;
    },
  },
  readableHighWaterMark: { ...hidden, get() { return this._readableState.highWaterMark; } },
  readableBuffer: { ...hidden, get() { return this._readableState?.buffer; } },
  readableFlowing: {
    ...hidden,
    get() { return this._readableState.flowing; },
    set(value) { if (this._readableState) this._readableState.flowing = value; },
  },
  readableLength: { ...hidden, get() { return this._readableState.length; } },
  readableObjectMode: { ...hidden, get() { return this._readableState ? this._readableState.objectMode : false; } },
  readableEncoding: { ...hidden, get() { return this._readableState ? this._readableState.encoding : null; } },
  errored: { ...hidden, get() { return this._readableState ? this._readableState.errored : null; } },
  closed: { ...hidden, get() { return this._readableState ? (this._readableState.bits & CLOSED) !== 0 : false; } },
  destroyed: {
    ...hidden,
    get() { return this._readableState ? (this._readableState.bits & DESTROYED) !== 0 : false; },
    set(value) { if (this._readableState) this._readableState.destroyed = value; },
  },
  readableEnded: { ...hidden, get() { return this._readableState ? (this._readableState.bits & END_EMITTED) !== 0 : false; } },
};

// A side that is switched off: `readable` of the state, as Duplex and old code set it.
const stateAccessors = {
  readable: {
    ...hidden,
    get() { return (this.bits & DISABLED) === 0 ? undefined : false; },
    set(value) {
      if (value) this.bits &= ~DISABLED;
      else this.bits |= DISABLED;
    },
  },
};

const streamOperators = [["drop", 1], ["filter", 2], ["flatMap", 2], ["map", 2], ["take", 1]];
const promiseOperators = [["every", 1], ["forEach", 2], ["reduce", 3], ["toArray", 1], ["some", 1], ["find", 2]];

// The operators are functions that refuse to be constructors.
function operator(name, length) {
  const run = lazyMethod(OPERATORS, name, length);
  const method = function (...args) {
    if (new.target) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    return Reflect.apply(run, this, args);
  };
  Object.defineProperty(method, "name", { value: name, configurable: true });
  Object.defineProperty(method, "length", { value: length, configurable: true });
  return method;
}

export function installMembers(Readable) {
  const { prototype } = Readable;
  Object.defineProperties(prototype, accessors);
  Object.defineProperties(Readable.ReadableState.prototype, stateAccessors);
  prototype.wrap = lazyMethod(EXTRA, "", 1, "wrap");
  prototype.iterator = lazyMethod(EXTRA, "", 1, "iterator");
  prototype[Symbol.asyncIterator] = lazyMethod(EXTRA, "", 0, "asyncIterator");
  prototype[Symbol.asyncDispose] = lazyMethod(EXTRA, "", 0, "asyncDispose");
  for (const [name, length] of [...streamOperators, ...promiseOperators]) {
    Object.defineProperty(prototype, name, { ...hidden, value: operator(name, length), writable: true });
  }
  prototype.compose = lazyMethod(EXTRA, "compose", 2);
  Readable.from = lazyMethod(EXTRA, "", 2, "readableFrom");
  Readable.wrap = lazyMethod(EXTRA, "", 2, "wrapStream");
  Readable.fromWeb = lazyMethod(WEB, "", 2, "newStreamReadableFromReadableStream");
  Readable.toWeb = lazyMethod(WEB, "", 2, "newReadableStreamFromStreamReadable");
}

