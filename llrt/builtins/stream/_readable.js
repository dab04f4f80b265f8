// Readable: push() and read(), and when 'readable', 'data' and 'end' come. Not here: its state and queue (_readable_state.js), how it
// flows and pipes (_readable_flow.js), and what is loaded when used: iteration, operators, from(), web streams (_readable_more.js).
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#class-streamreadable
import { loadBuiltin } from "native:engine";
import { nextTick } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { kRejection } from "../events/_symbols.js";
import { bufferClass, isBuffer, viewToBuffer } from "./_bytes.js";
import { construct, destroy, errorOrDestroy, undestroy } from "./_destroy.js";
import { Stream, hasListener } from "./_legacy.js";
import {
  DATA_EMITTED, EMITTED_READABLE, ENDED, END_EMITTED, FLOWING, HAS_DECODER, MULTI_AWAIT_DRAIN, NEED_READABLE, READING, READING_MORE,
  ReadableState, fromList, makeDecoder,
} from "./_readable_state.js";
import { AUTO_DESTROY, CLOSE_EMITTED, CONSTRUCTED, DESTROYED, ERRORED, ERROR_EMITTED, OBJECT_MODE, SYNC } from "./_state.js";
import { flow, installFlow } from "./_readable_flow.js";
import { installMembers } from "./_readable_members.js";

export function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  this._events ??= { close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined };
  this._readableState = new ReadableState(options, this, false);
  if (options) {
    if (typeof options.read === "function") this._read = options.read;
    if (typeof options.destroy === "function") this._destroy = options.destroy;
    if (typeof options.construct === "function") this._construct = options.construct;
    if (options.signal) loadBuiltin("node:internal/stream/signal").addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  if (this._construct) construct(this, () => startReading(this));
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);
Readable.ReadableState = ReadableState;

export function startReading(stream) {
  if (stream._readableState.bits & NEED_READABLE) readMore(stream, stream._readableState);
}

Readable.prototype.destroy = destroy;
Readable.prototype._undestroy = undestroy;
Readable.prototype._destroy = function (error, callback) {
  callback(error);
};
Readable.prototype[kRejection] = function (error) {
  this.destroy(error);
};

const NO_PLAIN_PUSH = ENDED | DESTROYED | ERRORED | HAS_DECODER;

// ---- In ------------------------------------------------------------------------------------------------------------------------

Readable.prototype.push = function (chunk, encoding) {
  const state = this._readableState;
  const { bits } = state;
  const isObject = (bits & OBJECT_MODE) !== 0;
  // Nearly always: an object, or bytes that need no decoding.
  if (chunk !== null && (bits & NO_PLAIN_PUSH) === 0 && (isObject || (isBuffer(chunk) && chunk.length > 0))) {
    state.bits = bits & ~READING;
    queue(this, state, chunk);
    return (state.bits & ENDED) === 0 && (state.length < state.highWaterMark || state.length === 0);
  }
  return add(this, state, chunk, encoding, false);
};

Readable.prototype.unshift = function(chunk, encoding) {
  return add(this, this._readableState, chunk, encoding, true);
};

const wantsMore = (state) =>
  (state.bits & ENDED) === 0 && (state.length < state.highWaterMark || state.length === 0);

// Returns whether more is wanted, as push() does.
function add(stream, state, chunk, encoding, inFront) {
  if (chunk === null) {
    state.bits &= ~READING;
    atEnd(stream, state);
    return false;
  }
  if (state.bits & OBJECT_MODE) return inFront ? addInFront(stream, state, chunk) : addBehind(stream, state, chunk, encoding);
  let isDecoded = false;
  if (typeof chunk === "string") {
    encoding ||= state.defaultEncoding;
    if (state.encoding === encoding) isDecoded = true;
    else chunk = bufferClass().from(chunk, encoding);
    if (inFront && state.encoding && !isDecoded) {
      chunk = chunk.toString(state.encoding);
      isDecoded = true;
    }
  } else if (isBuffer(chunk)) {
    // as it is
  } else if (ArrayBuffer.isView(chunk)) {
    chunk = viewToBuffer(chunk);
  } else if (chunk !== undefined) {
    const expected = ["string", "Buffer", "TypedArray", "DataView"];
    errorOrDestroy(stream, new codes.ERR_INVALID_ARG_TYPE("chunk", expected, chunk));
    return false;
  }
  if (!chunk || chunk.length <= 0) {
    if (!inFront) {
      state.bits &= ~READING;
      readMore(stream, state);
    }
    return wantsMore(state);
  }
  return inFront ? addInFront(stream, state, chunk) : addBehind(stream, state, chunk, isDecoded);
}

function addInFront(stream, state, chunk) {
  if (state.bits & END_EMITTED) errorOrDestroy(stream, new codes.ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
  else if (state.bits & (DESTROYED | ERRORED)) return false;
  else queueInFront(stream, state, chunk);
  return wantsMore(state);
}

function addBehind(stream, state, chunk, isDecoded) {
  if (state.bits & ENDED) {
    errorOrDestroy(stream, new codes.ERR_STREAM_PUSH_AFTER_EOF());
    return false;
  }
  if (state.bits & (DESTROYED | ERRORED)) return false;
  state.bits &= ~READING;
  if ((state.bits & HAS_DECODER) !== 0 && !isDecoded) {
    chunk = state.decoder.write(chunk);
    if (chunk.length === 0 && (state.bits & OBJECT_MODE) === 0) {
      readMore(stream, state);
      return wantsMore(state);
    }
  }
  queue(stream, state, chunk);
  return wantsMore(state);
}

function queue(stream, state, chunk) {
  const { bits } = state;
  if ((bits & (FLOWING | SYNC)) === FLOWING && state.length === 0 && hasListener(stream, "data")) {
    forgetDrains(state);
    state.bits = bits | DATA_EMITTED;
    stream.emit("data", chunk);
  } else {
    state.length += bits & OBJECT_MODE ? 1 : chunk.length;
    state.buffer.push(chunk);
    if (bits & NEED_READABLE) emitReadable(stream);
  }
  if ((state.bits & (READING_MORE | CONSTRUCTED)) === CONSTRUCTED) readMore(stream, state);
}

function queueInFront(stream, state, chunk) {
  if ((state.bits & (FLOWING | SYNC)) === FLOWING && state.length === 0 && hasListener(stream, "data")) {
    queue(stream, state, chunk);
    return;
  }
  state.length += state.bits & OBJECT_MODE ? 1 : chunk.length;
  if (state.bufferIndex > 0) state.buffer[--state.bufferIndex] = chunk;
  else state.buffer.unshift(chunk);
  if (state.bits & NEED_READABLE) emitReadable(stream);
  readMore(stream, state);
}

// No writer is waited for any more.
function forgetDrains(state) {
  if (state.bits & MULTI_AWAIT_DRAIN) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

function atEnd(stream, state) {
  if (state.bits & ENDED) return;
  if (state.bits & HAS_DECODER) {
    const rest = state.decoder.end();
    if (rest && rest.length > 0) {
      state.buffer.push(rest);
      state.length += state.bits & OBJECT_MODE ? 1 : rest.length;
    }
  }
  state.bits |= ENDED;
  if (state.bits & SYNC) {
    emitReadable(stream); // wait until _read() returned
  } else {
    state.bits = (state.bits & ~NEED_READABLE) | EMITTED_READABLE;
    emitReadableNow(stream);
  }
}

Readable.prototype.setEncoding = function(encoding) {
  const state = this._readableState;
  const decoder = makeDecoder(encoding);
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  let content = "";
  for (const chunk of state.buffer.slice(state.bufferIndex)) content += decoder.write(chunk);
  state.buffer.length = 0;
  state.bufferIndex = 0;
  if (content !== "") state.buffer.push(content);
  state.length = content.length;
  return this;
};

// ---- Out -----------------------------------------------------------------------------------------------------------------------

const LARGEST_MARK = 0x40000000;

function nextMark(n) {
  if (n > LARGEST_MARK) throw new codes.ERR_OUT_OF_RANGE("size", "<= 1GiB", n);
  return n <= 1 ? n : 2 ** Math.ceil(Math.log2(n));
}

function amountToRead(n, state) {
  const { bits, length } = state;
  if (n <= 0 || (length === 0 && bits & ENDED)) return 0;
  if (bits & OBJECT_MODE) return 1;
  // Flowing: chunk by chunk, as they came.
  if (Number.isNaN(n)) return bits & FLOWING && length > 0 ? state.buffer[state.bufferIndex].length : length;
  if (n <= length) return n;
  return bits & ENDED ? length : 0;
}

const CANNOT_READ = ENDED | READING | DESTROYED | ERRORED;

Readable.prototype.read = function(n) {
  if (n === undefined) n = NaN;
  else if (!Number.isInteger(n)) n = Number.parseInt(n, 10);
  const state = this._readableState;
  const asked = n;
  if (n > state.highWaterMark) state.highWaterMark = nextMark(n);
  if (n !== 0) state.bits &= ~EMITTED_READABLE;
  if (n === 0 && isFullEnough(state)) {
    if (state.length === 0 && state.bits & ENDED) endReadable(this);
    else emitReadable(this);
    return null;
  }
  n = amountToRead(n, state);
  if (n === 0 && state.bits & ENDED) {
    if (state.length === 0) endReadable(this);
    return null;
  }
  const isWanted = (state.bits & NEED_READABLE) !== 0 || state.length === 0 || state.length - n < state.highWaterMark;
  if (isWanted && (state.bits & (CANNOT_READ | CONSTRUCTED)) === CONSTRUCTED) {
    callRead(this, state);
    if ((state.bits & READING) === 0) n = amountToRead(asked, state); // it pushed at once
  }
  return handOut(this, state, n, asked);
};

function isFullEnough(state) {
  if ((state.bits & NEED_READABLE) === 0) return false;
  const isFull = state.highWaterMark === 0 ? state.length > 0 : state.length >= state.highWaterMark;
  return isFull || (state.bits & ENDED) !== 0;
}

function callRead(stream, state) {
  state.bits |= READING | SYNC;
  if (state.length === 0) state.bits |= NEED_READABLE;
  try {
    stream._read(state.highWaterMark);
  } catch (error) {
    errorOrDestroy(stream, error);
  }
  state.bits &= ~SYNC;
}

function handOut(stream, state, n, asked) {
  const chunk = n > 0 ? fromList(n, state) : null;
  if (chunk === null) {
    if (state.length <= state.highWaterMark) state.bits |= NEED_READABLE;
    n = 0;
  } else {
    state.length -= n;
    forgetDrains(state);
  }
  if (state.length === 0) {
    if ((state.bits & ENDED) === 0) state.bits |= NEED_READABLE;
    else if (asked !== n) endReadable(stream);
  }
  if (chunk !== null && (state.bits & (ERROR_EMITTED | CLOSE_EMITTED)) === 0) {
    state.bits |= DATA_EMITTED;
    stream.emit("data", chunk);
  }
  return chunk;
}

Readable.prototype._read = function (n) {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED("_read()");
};

export function emitReadable(stream) {
  const state = stream._readableState;
  state.bits &= ~NEED_READABLE;
  if (state.bits & EMITTED_READABLE) return;
  state.bits |= EMITTED_READABLE;
  nextTick(emitReadableNow, stream);
}

function emitReadableNow(stream) {
  const state = stream._readableState;
  if ((state.bits & (DESTROYED | ERRORED)) === 0 && (state.length > 0 || state.bits & ENDED)) {
    stream.emit("readable");
    state.bits &= ~EMITTED_READABLE;
  }
  // More is needed only when what is there was taken.
  if ((state.bits & (FLOWING | ENDED)) === 0 && state.length <= state.highWaterMark) state.bits |= NEED_READABLE;
  flow(stream);
}

// Fills the buffer up to the mark, a tick later: whoever pushes from inside of _read() is done by then.
export function readMore(stream, state) {
  if ((state.bits & (READING_MORE | CONSTRUCTED)) !== CONSTRUCTED) return;
  state.bits |= READING_MORE;
  nextTick(readMoreNow, stream, state);
}

function readMoreNow(stream, state) {
  while ((state.bits & (READING | ENDED)) === 0
    && (state.length < state.highWaterMark || (state.bits & FLOWING && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    if (before === state.length) break;
  }
  state.bits &= ~READING_MORE;
}

function endReadable(stream) {
  const state = stream._readableState;
  if (state.bits & END_EMITTED) return;
  state.bits |= ENDED;
  nextTick(emitEnd, state, stream);
}

function emitEnd(state, stream) {
  if (state.bits & (ERRORED | CLOSE_EMITTED | END_EMITTED) || state.length > 0) return;
  state.bits |= END_EMITTED;
  stream.emit("end");
  if (stream.writable && stream.allowHalfOpen === false) {
    nextTick(endOtherSide, stream);
  } else if (state.bits & AUTO_DESTROY) {
    const w = stream._writableState;
    if (!w || (w.autoDestroy && (w.finished || w.writable === false))) stream.destroy();
  }
}

function endOtherSide(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

Readable._fromList = fromList;
installFlow(Readable.prototype);
installMembers(Readable);
