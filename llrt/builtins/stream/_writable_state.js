// The state of a writable side: what waits to be written, and the flags that write(), end() and the callbacks turn on.
import { codes } from "../_errors.js";
import { isEncoding } from "./_bytes.js";
import * as common from "./_state.js";
import { AUTO_DESTROY, CONSTRUCTED, DISABLED, EMIT_CLOSE, OBJECT_MODE, SYNC } from "./_state.js";

export const ENDED = 1 << 11;
export const ENDING = 1 << 12;
export const FINISHED = 1 << 13;
export const WRITING = 1 << 14;
export const NEED_DRAIN = 1 << 15;
export const DECODE_STRINGS = 1 << 16;
export const BUFFER_PROCESSING = 1 << 17;
export const PREFINISHED = 1 << 18;
export const FINAL_CALLED = 1 << 19;
export const ALL_BUFFERS = 1 << 20;
export const ALL_NOOP = 1 << 21;
// A write is under way whose callback was not called yet.
export const EXPECT_CALLBACK = 1 << 22;
export const AFTER_WRITE_PENDING = 1 << 23;

export const noop = () => {};

export function WritableState(options, stream, isDuplex) {
  Object.defineProperty(this, "bits", common.hiddenBits);
  this.bits = EMIT_CLOSE | AUTO_DESTROY | CONSTRUCTED | SYNC | DECODE_STRINGS | ALL_BUFFERS | ALL_NOOP;
  if (options && (options.objectMode || (isDuplex && options.writableObjectMode))) this.bits |= OBJECT_MODE;
  this.highWaterMark = common.highWaterMarkOf(options, (this.bits & OBJECT_MODE) !== 0, "writableHighWaterMark", isDuplex);
  this.length = 0;
  this.corked = 0;
  this.onwrite = undefined; // made by the first write: afterEach() in _writable_write.js
  this.writelen = 0;
  this.writecb = null;
  this.buffered = null; // [{ chunk, encoding, callback }, ...]
  this.bufferedIndex = 0; // entries before it are written
  this.pendingcb = 0;
  this.afterWriteTickInfo = null;
  this.onFinished = null;
  if (options) applyOptions(this, options);
}

function applyOptions(state, options) {
  if (options.emitClose === false) state.bits &= ~EMIT_CLOSE;
  if (options.autoDestroy === false) state.bits &= ~AUTO_DESTROY;
  if (options.decodeStrings === false) state.bits &= ~DECODE_STRINGS;
  const { defaultEncoding } = options;
  if (defaultEncoding !== undefined && defaultEncoding !== null && defaultEncoding !== "utf8") {
    if (!isEncoding(defaultEncoding)) throw new codes.ERR_UNKNOWN_ENCODING(defaultEncoding);
    state.defaultEncoding = defaultEncoding;
  }
}

common.defineFlags(WritableState.prototype, {
  objectMode: OBJECT_MODE, finalCalled: FINAL_CALLED, needDrain: NEED_DRAIN, ending: ENDING, ended: ENDED, finished: FINISHED,
  destroyed: common.DESTROYED, decodeStrings: DECODE_STRINGS, writing: WRITING, sync: SYNC, bufferProcessing: BUFFER_PROCESSING,
  constructed: CONSTRUCTED, prefinished: PREFINISHED, errorEmitted: common.ERROR_EMITTED, emitClose: EMIT_CLOSE,
  autoDestroy: AUTO_DESTROY, closed: common.CLOSED, closeEmitted: common.CLOSE_EMITTED, allBuffers: ALL_BUFFERS, allNoop: ALL_NOOP,
});

Object.defineProperties(WritableState.prototype, {
  ...common.commonAccessors,
  writable: {
    __proto__: null,
    get() { return (this.bits & DISABLED) === 0 ? undefined : false; },
    set(value) {
      if (value) this.bits &= ~DISABLED;
      else this.bits |= DISABLED;
    },
    enumerable: false,
    configurable: true,
  },
  bufferedRequestCount: {
    __proto__: null,
    get() { return waiting(this); },
    enumerable: false,
    configurable: true,
  },
});

WritableState.prototype.getBuffer = function getBuffer() {
  return this.buffered === null ? [] : this.buffered.slice(this.bufferedIndex);
};

export const waiting = (state) => (state.buffered === null ? 0 : state.buffered.length - state.bufferedIndex);

export function resetBuffer(state) {
  state.buffered = null;
  state.bufferedIndex = 0;
  state.bits |= ALL_BUFFERS | ALL_NOOP;
}
