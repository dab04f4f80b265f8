// The state of a readable side: what is buffered, how much is wanted, and the flags that read(), push() and flow() turn on.
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { isEncoding } from "./_bytes.js";
import * as common from "./_state.js";
import { AUTO_DESTROY, CONSTRUCTED, EMIT_CLOSE, OBJECT_MODE, SYNC } from "./_state.js";

export const ENDED = 1 << 11;
export const END_EMITTED = 1 << 12;
export const READING = 1 << 13;
export const NEED_READABLE = 1 << 14;
export const EMITTED_READABLE = 1 << 15;
export const READABLE_LISTENING = 1 << 16;
export const RESUME_SCHEDULED = 1 << 17;
export const MULTI_AWAIT_DRAIN = 1 << 18;
export const READING_MORE = 1 << 19;
export const DATA_EMITTED = 1 << 20;
// Flowing has a third value, "nobody said": null.
export const HAS_FLOWING = 1 << 21;
export const FLOWING = 1 << 22;
export const PAUSED = 1 << 24;
export const HAS_DECODER = 1 << 25;

const kDecoder = Symbol("kDecoderValue");
const kEncoding = Symbol("kEncodingValue");

export function makeDecoder(encoding) {
  const { StringDecoder } = loadBuiltin("node:string_decoder");
  return new StringDecoder(encoding);
}

export function ReadableState(options, stream, isDuplex) {
  Object.defineProperty(this, "bits", common.hiddenBits);
  this.bits = EMIT_CLOSE | AUTO_DESTROY | CONSTRUCTED | SYNC;
  if (options && (options.objectMode || (isDuplex && options.readableObjectMode))) this.bits |= OBJECT_MODE;
  this.highWaterMark = common.highWaterMarkOf(options, (this.bits & OBJECT_MODE) !== 0, "readableHighWaterMark", isDuplex);
  this.buffer = [];
  this.bufferIndex = 0; // chunks before it are taken
  this.length = 0;
  this.pipes = [];
  this.awaitDrainWriters = null;
  if (options) applyOptions(this, options);
}

function applyOptions(state, options) {
  if (options.emitClose === false) state.bits &= ~EMIT_CLOSE;
  if (options.autoDestroy === false) state.bits &= ~AUTO_DESTROY;
  const { defaultEncoding, encoding } = options;
  if (defaultEncoding !== undefined && defaultEncoding !== null && defaultEncoding !== "utf8") {
    if (!isEncoding(defaultEncoding)) throw new codes.ERR_UNKNOWN_ENCODING(defaultEncoding);
    state.defaultEncoding = defaultEncoding;
  }
  if (encoding) {
    state.decoder = makeDecoder(encoding);
    state.encoding = encoding;
  }
}

common.defineFlags(ReadableState.prototype, {
  objectMode: OBJECT_MODE, ended: ENDED, endEmitted: END_EMITTED, reading: READING, constructed: CONSTRUCTED, sync: SYNC,
  needReadable: NEED_READABLE, emittedReadable: EMITTED_READABLE, readableListening: READABLE_LISTENING,
  resumeScheduled: RESUME_SCHEDULED, errorEmitted: common.ERROR_EMITTED, emitClose: EMIT_CLOSE, autoDestroy: AUTO_DESTROY,
  destroyed: common.DESTROYED, closed: common.CLOSED, closeEmitted: common.CLOSE_EMITTED, multiAwaitDrain: MULTI_AWAIT_DRAIN,
  readingMore: READING_MORE, dataEmitted: DATA_EMITTED, paused: PAUSED,
});

Object.defineProperties(ReadableState.prototype, {
  ...common.commonAccessors,
  flowing: {
    __proto__: null,
    get() { return (this.bits & HAS_FLOWING) === 0 ? null : (this.bits & FLOWING) !== 0; },
    set(value) {
      if (value === null || value === undefined) this.bits &= ~(HAS_FLOWING | FLOWING);
      else this.bits = value ? this.bits | HAS_FLOWING | FLOWING : (this.bits | HAS_FLOWING) & ~FLOWING;
    },
    enumerable: false,
    configurable: true,
  },
  decoder: {
    __proto__: null,
    get() { return (this.bits & HAS_DECODER) !== 0 ? this[kDecoder] : null; },
    set(decoder) {
      this[kDecoder] = decoder;
      if (decoder) this.bits |= HAS_DECODER;
      else this.bits &= ~HAS_DECODER;
    },
    enumerable: false,
    configurable: true,
  },
  encoding: {
    __proto__: null,
    get() { return this[kEncoding] ?? null; },
    set(encoding) { this[kEncoding] = encoding; },
    enumerable: false,
    configurable: true,
  },
  pipesCount: { __proto__: null, get() { return this.pipes.length; }, enumerable: false, configurable: true },
});

// ---- The queue ----------------------------------------------------------------------------------------------------------------

export function takeFirst(state) {
  const { buffer, bufferIndex } = state;
  const chunk = buffer[bufferIndex];
  if (bufferIndex + 1 === buffer.length) {
    buffer.length = 0;
    state.bufferIndex = 0;
  } else if (bufferIndex > 1023) {
    buffer.splice(0, bufferIndex + 1);
    state.bufferIndex = 0;
  } else {
    buffer[bufferIndex] = null;
    state.bufferIndex++;
  }
  return chunk;
}

function takeAll(state) {
  const { buffer, bufferIndex } = state;
  const chunks = bufferIndex === 0 ? buffer.slice() : buffer.slice(bufferIndex);
  buffer.length = 0;
  state.bufferIndex = 0;
  if (state.bits & HAS_DECODER) return chunks.join("");
  return chunks.length === 1 ? chunks[0] : joinBytes(chunks, state.length);
}

function joinBytes(chunks, length) {
  const { Buffer } = loadBuiltin("node:internal/buffer/buffer");
  const whole = Buffer.allocUnsafe(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

// The first n characters or bytes; what is left of a chunk stays.
function takePart(state, n) {
  const isText = (state.bits & HAS_DECODER) !== 0;
  const pieces = [];
  for (let missing = n; missing > 0;) {
    const chunk = state.buffer[state.bufferIndex];
    if (chunk.length <= missing) {
      pieces.push(takeFirst(state));
      missing -= chunk.length;
    } else {
      pieces.push(isText ? chunk.slice(0, missing) : chunk.subarray(0, missing));
      state.buffer[state.bufferIndex] = isText ? chunk.slice(missing) : chunk.subarray(missing);
      missing = 0;
    }
  }
  if (isText) return pieces.join("");
  return pieces.length === 1 ? pieces[0] : joinBytes(pieces, n);
}

// What read(n) gives: n bytes or characters, an object, or (n not given, or all) everything.
export function fromList(n, state) {
  if (state.length === 0) return null;
  if (state.bits & OBJECT_MODE || state.buffer[state.bufferIndex].length === n) return takeFirst(state);
  return !n || n >= state.length ? takeAll(state) : takePart(state, n);
}
