// What a Writable does with a chunk: _write() now or later, the callbacks in order, 'drain'. Not here: the methods that ask for
// it (_writable.js), the end (_writable_finish.js).
import { nextTick } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { bufferClass, isBuffer, isEncoding, viewToBuffer } from "./_bytes.js";
import { errorOrDestroy } from "./_destroy.js";
import { CONSTRUCTED, DESTROYED, ERRORED, OBJECT_MODE, SYNC } from "./_state.js";
import { finishMaybe, tellFinished } from "./_writable_finish.js";
import {
  AFTER_WRITE_PENDING, ALL_BUFFERS, ALL_NOOP, BUFFER_PROCESSING, DECODE_STRINGS, ENDING, EXPECT_CALLBACK, NEED_DRAIN, WRITING, noop,
  resetBuffer, waiting,
} from "./_writable_state.js";

// true, false (wait for 'drain') or the error with which the write is refused.
export function writeChunk(stream, chunk, encoding, callback) {
  const state = stream._writableState;
  const { bits } = state;
  let length = 1;
  if (typeof callback !== "function") callback = noop;
  if (chunk === null) throw new codes.ERR_STREAM_NULL_VALUES();
  if ((bits & OBJECT_MODE) === 0) {
    if (encoding && encoding !== "buffer" && !isEncoding(encoding)) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    if (isBuffer(chunk)) {
      encoding = "buffer";
    } else {
      encoding ||= state.defaultEncoding;
      if (typeof chunk !== "string" || bits & DECODE_STRINGS) {
        chunk = toBuffer(chunk, encoding);
        encoding = "buffer";
      }
    }
    length = chunk.length;
  }
  if (bits & (ENDING | DESTROYED)) return refuse(stream, state, callback);
  state.pendingcb++;
  state.length += length;
  if (bits & (WRITING | ERRORED) || state.corked > 0 || (bits & CONSTRUCTED) === 0) {
    (state.buffered ??= []).push({ chunk, encoding, callback });
    if (encoding !== "buffer") state.bits &= ~ALL_BUFFERS;
    if (callback !== noop) state.bits &= ~ALL_NOOP;
  } else {
    state.writelen = length;
    state.writecb = callback;
    state.bits = bits | WRITING | SYNC | EXPECT_CALLBACK;
    stream._write(chunk, encoding, state.onwrite ?? afterEach(stream, state));
    state.bits &= ~SYNC;
  }
  // What was written at once takes no room.
  const hasRoom = state.length < state.highWaterMark || state.length === 0;
  if (!hasRoom) state.bits |= NEED_DRAIN;
  return hasRoom && (state.bits & (ERRORED | DESTROYED)) === 0;
}

function toBuffer(chunk, encoding) {
  if (typeof chunk === "string") return bufferClass().from(chunk, encoding);
  if (ArrayBuffer.isView(chunk)) return viewToBuffer(chunk);
  throw new codes.ERR_INVALID_ARG_TYPE("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk);
}

function refuse(stream, state, callback) {
  const error = state.bits & ENDING ? new codes.ERR_STREAM_WRITE_AFTER_END() : new codes.ERR_STREAM_DESTROYED("write");
  nextTick(callback, error);
  errorOrDestroy(stream, error, true);
  return error;
}

// The callback that _write() gets, the same for all writes of a stream.
const afterEach = (stream, state) => state.onwrite ??= (error) => onWritten(stream, error);

function callWrite(stream, state, isMany, length, chunk, encoding, callback) {
  state.writelen = length;
  state.writecb = callback;
  state.bits |= WRITING | SYNC | EXPECT_CALLBACK;
  const done = afterEach(stream, state);
  if (state.bits & DESTROYED) done(new codes.ERR_STREAM_DESTROYED("write"));
  else if (isMany) stream._writev(chunk, done);
  else stream._write(chunk, encoding, done);
  state.bits &= ~SYNC;
}

function onWritten(stream, error) {
  const state = stream._writableState;
  const { bits } = state;
  if ((bits & EXPECT_CALLBACK) === 0) {
    errorOrDestroy(stream, new codes.ERR_MULTIPLE_CALLBACK());
    return;
  }
  const callback = state.writecb;
  state.writecb = null;
  state.bits = bits & ~(WRITING | EXPECT_CALLBACK);
  state.length -= state.writelen;
  state.writelen = 0;
  if (error) {
    onWriteFailed(stream, state, error, callback, (bits & SYNC) !== 0);
    return;
  }
  if (state.buffered !== null && state.buffered.length > state.bufferedIndex) writeWaiting(stream, state);
  if ((bits & SYNC) === 0) afterWrites(stream, state, 1, callback);
  else if (callback === noop && (state.bits & (NEED_DRAIN | OBJECT_MODE | ENDING)) === 0) state.pendingcb--;
  else onWriteDone(stream, state, callback);
}

function onWriteFailed(stream, state, error, callback, isSync) {
  error.stack; // composed now: later it would hold on to the frames
  if ((state.bits & ERRORED) === 0) state.errored = error;
  const other = stream._readableState;
  if (other && !other.errored) other.errored = error;
  if (isSync) nextTick(tellWriteFailed, stream, state, error, callback);
  else tellWriteFailed(stream, state, error, callback);
}

function tellWriteFailed(stream, state, error, callback) {
  --state.pendingcb;
  callback(error);
  failWaiting(state);
  errorOrDestroy(stream, error);
}

// A _write() that was done at once: the callbacks come together, a tick later; none of use, none at all.
function onWriteDone(stream, state, callback) {
  const info = state.afterWriteTickInfo;
  if (info !== null && info.callback === callback) {
    info.count++;
  } else if (callback === noop) {
    const isDrained = (state.bits & NEED_DRAIN) !== 0 && state.length === 0;
    // Streams of objects always take the tick: so do Node's.
    if ((state.bits & AFTER_WRITE_PENDING) === 0 && (isDrained || state.bits & OBJECT_MODE)) {
      state.bits |= AFTER_WRITE_PENDING;
      nextTick(afterWrites, stream, state, 1, callback);
    } else {
      state.pendingcb--;
      if (state.bits & ENDING) finishMaybe(stream, state, true);
    }
  } else {
    state.afterWriteTickInfo = { count: 1, callback, stream, state };
    state.bits |= AFTER_WRITE_PENDING;
    nextTick(afterWritesOf, state.afterWriteTickInfo);
  }
}

function afterWritesOf({ stream, state, count, callback }) {
  state.afterWriteTickInfo = null;
  afterWrites(stream, state, count, callback);
}

function afterWrites(stream, state, count, callback) {
  state.bits &= ~AFTER_WRITE_PENDING;
  if ((state.bits & (ENDING | NEED_DRAIN | DESTROYED)) === NEED_DRAIN && state.length === 0) {
    state.bits &= ~NEED_DRAIN;
    stream.emit("drain");
  }
  while (count-- > 0) {
    state.pendingcb--;
    callback(null);
  }
  if (state.bits & DESTROYED) failWaiting(state);
  if (state.bits & ENDING) finishMaybe(stream, state, true);
}

// Whatever waits will not be written.
export function failWaiting(state) {
  if (state.bits & WRITING) return;
  for (const { chunk, callback } of state.getBuffer()) {
    state.length -= state.bits & OBJECT_MODE ? 1 : chunk.length;
    callback(state.errored ?? new codes.ERR_STREAM_DESTROYED("write"));
  }
  tellFinished(state, state.errored ?? new codes.ERR_STREAM_DESTROYED("end"));
  resetBuffer(state);
}

export function writeWaiting(stream, state) {
  if (state.corked > 0 || state.bits & (BUFFER_PROCESSING | DESTROYED) || (state.bits & CONSTRUCTED) === 0) return;
  const count = waiting(state);
  if (count === 0) return;
  state.bits |= BUFFER_PROCESSING;
  if (count > 1 && stream._writev) writeAll(stream, state, count);
  else writeOneByOne(stream, state);
  state.bits &= ~BUFFER_PROCESSING;
}

function writeAll(stream, state, count) {
  state.pendingcb -= count - 1;
  const chunks = state.getBuffer();
  const callback = state.bits & ALL_NOOP ? noop : (error) => {
    for (const one of chunks) one.callback(error);
  };
  chunks.allBuffers = (state.bits & ALL_BUFFERS) !== 0;
  callWrite(stream, state, true, state.length, chunks, "", callback);
  resetBuffer(state);
}

function writeOneByOne(stream, state) {
  const { buffered } = state;
  let i = state.bufferedIndex;
  do {
    const { chunk, encoding, callback } = buffered[i];
    buffered[i++] = null;
    callWrite(stream, state, false, state.bits & OBJECT_MODE ? 1 : chunk.length, chunk, encoding, callback);
  } while (i < buffered.length && (state.bits & WRITING) === 0);
  if (i === buffered.length) {
    resetBuffer(state);
  } else if (i > 256) {
    buffered.splice(0, i);
    state.bufferedIndex = 0;
  } else {
    state.bufferedIndex = i;
  }
}

export function startWriting(stream) {
  const state = stream._writableState;
  if ((state.bits & WRITING) === 0) writeWaiting(stream, state);
  if (state.bits & ENDING) finishMaybe(stream, state);
}
