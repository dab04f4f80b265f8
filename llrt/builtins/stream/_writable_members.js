// The properties by which a Writable shows its state, and its members whose code is loaded when they are called.
import { lazyMethod } from "./_lazy.js";
import { CLOSED, DESTROYED, DISABLED, ERRORED } from "./_state.js";
import { ENDED, ENDING, FINISHED, NEED_DRAIN } from "./_writable_state.js";

const WEB = "node:internal/web/streams/adapters";
const hidden = { __proto__: null, configurable: true, enumerable: false };

const of = (read, without) => ({
  ...hidden,
  get() {
    const state = this._writableState;
    return state ? read(state) : without;
  },
});

export const writableAccessors = {
  closed: of((state) => (state.bits & CLOSED) !== 0, false),
  destroyed: {
    ...of((state) => (state.bits & DESTROYED) !== 0, false),
    set(value) { if (this._writableState) this._writableState.destroyed = value; },
  },
  writable: {
    ...hidden,
    get() {
      const state = this._writableState;
      return Boolean(state) && (state.bits & (DISABLED | DESTROYED | ERRORED | ENDING | ENDED)) === 0;
    },
    set(value) {
      const state = this._writableState;
      if (!state) return;
      if (value) state.bits &= ~DISABLED;
      else state.bits |= DISABLED;
    },
  },
  writableFinished: of((state) => (state.bits & FINISHED) !== 0, false),
  writableObjectMode: of((state) => state.objectMode, false),
  writableBuffer: of((state) => state.getBuffer(), undefined),
  writableEnded: of((state) => (state.bits & ENDING) !== 0, false),
  writableNeedDrain: of((state) => (state.bits & (DESTROYED | ENDING | NEED_DRAIN)) === NEED_DRAIN, false),
  writableHighWaterMark: of((state) => state.highWaterMark, undefined),
  writableCorked: of((state) => state.corked, 0),
  writableLength: of((state) => state.length, undefined),
  errored: of((state) => state.errored, null),
  writableAborted: of(
    ({ bits }) => (bits & DISABLED) === 0 && (bits & (DESTROYED | ERRORED)) !== 0 && (bits & FINISHED) === 0,
    false,
  ),
};

export function installMembers(Writable) {
  Object.defineProperties(Writable.prototype, writableAccessors);
  Writable.prototype[Symbol.asyncDispose] = lazyMethod("node:internal/stream/writable_more", "", 0, "asyncDispose");
  Writable.fromWeb = lazyMethod(WEB, "", 2, "newStreamWritableFromWritableStream");
  Writable.toWeb = lazyMethod(WEB, "", 1, "newWritableStreamFromStreamWritable");
}
