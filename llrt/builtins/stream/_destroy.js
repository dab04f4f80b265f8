// The beginning and the end of every stream: _construct(), destroy(), errors and 'close'. Both sides' states share these.
import { nextTick } from "../_boot/task_queues.js";
import { AbortError, aggregateTwoErrors, codes } from "../_errors.js";
import { isDestroyed, isFinished, isRequest, isServerRequest, kIsDestroyed } from "./_predicates.js";
import { CLOSED, CLOSE_EMITTED, CONSTRUCTED, DESTROYED, EMIT_CLOSE, ERRORED, ERROR_EMITTED } from "./_state.js";

const kDestroy = Symbol("kDestroy");
const kConstruct = Symbol("kConstruct");

// Old streams and look-alikes have neither state, or states of their own without `bits`.
const setBoth = (w, r, bit) => {
  if (w) w.bits |= bit;
  if (r) r.bits |= bit;
};
const either = (w, r, bit) => (((w ? w.bits : 0) | (r ? r.bits : 0)) & bit) !== 0;

function keepError(error, w, r) {
  if (!error) return;
  error.stack; // composed now: later it would hold on to the frames
  if (w && !w.errored) w.errored = error;
  if (r && !r.errored) r.errored = error;
}

// The method destroy(error, callback) of every stream.
export function destroy(error, callback) {
  const { _readableState: r, _writableState: w } = this;
  if (either(w, r, DESTROYED)) {
    if (typeof callback === "function") callback();
    return this;
  }
  keepError(error, w, r);
  setBoth(w, r, DESTROYED);
  if (((w || r).bits & CONSTRUCTED) === 0) {
    this.once(kDestroy, (failure) => runDestroy(this, aggregateTwoErrors(failure, error), callback));
  } else {
    runDestroy(this, error, callback);
  }
  return this;
}

function runDestroy(stream, error, callback) {
  let called = false;
  const done = (failure) => {
    if (called) return;
    called = true;
    const { _readableState: r, _writableState: w } = stream;
    keepError(failure, w, r);
    setBoth(w, r, CLOSED);
    if (typeof callback === "function") callback(failure);
    if (failure) nextTick(emitErrorAndClose, stream, failure);
    else nextTick(emitClose, stream);
  };
  try {
    stream._destroy(error || null, done);
  } catch (failure) {
    done(failure);
  }
}

function emitErrorAndClose(stream, error) {
  emitError(stream, error);
  emitClose(stream);
}

function emitClose(stream) {
  const { _readableState: r, _writableState: w } = stream;
  setBoth(w, r, CLOSE_EMITTED);
  if (either(w, r, EMIT_CLOSE)) stream.emit("close");
}

function emitError(stream, error) {
  const { _readableState: r, _writableState: w } = stream;
  if (either(w, r, ERROR_EMITTED)) return;
  setBoth(w, r, ERROR_EMITTED);
  stream.emit("error", error);
}

const REBORN = CLOSED | CLOSE_EMITTED | DESTROYED | ERRORED | ERROR_EMITTED;

// The method _undestroy(): the stream as new (sockets that connect again).
export function undestroy() {
  const { _readableState: r, _writableState: w } = this;
  if (r) {
    r.bits = (r.bits & ~REBORN) | CONSTRUCTED;
    r.reading = false;
    r.ended = r.endEmitted = r.readable === false;
  }
  if (w) {
    w.bits = (w.bits & ~REBORN) | CONSTRUCTED;
    w.finalCalled = w.prefinished = false;
    w.ended = w.ending = w.finished = w.writable === false;
  }
}

// What goes wrong inside of a stream: destroys it, or, where it asked not to be destroyed by that, emits 'error'.
export function errorOrDestroy(stream, error, sync) {
  const { _readableState: r, _writableState: w } = stream;
  if (w?.destroyed || r?.destroyed) return;
  if (r?.autoDestroy || w?.autoDestroy) {
    stream.destroy(error);
  } else if (error) {
    keepError(error, w, r);
    if (sync) nextTick(emitError, stream, error);
    else emitError(stream, error);
  }
}

// Runs _construct(), then `callback`: reading and writing wait for it.
export function construct(stream, callback) {
  if (typeof stream._construct !== "function") return;
  const { _readableState: r, _writableState: w } = stream;
  if (r) r.bits &= ~CONSTRUCTED;
  if (w) w.bits &= ~CONSTRUCTED;
  stream.once(kConstruct, callback);
  if (stream.listenerCount(kConstruct) > 1) return; // a Duplex asks for each side
  nextTick(runConstruct, stream);
}

function runConstruct(stream) {
  let called = false;
  const done = (error) => {
    if (called) {
      errorOrDestroy(stream, error ?? new codes.ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    const { _readableState: r, _writableState: w } = stream;
    setBoth(w, r, CONSTRUCTED);
    if ((w || r).bits & DESTROYED) stream.emit(kDestroy, error);
    else if (error) errorOrDestroy(stream, error, true);
    else stream.emit(kConstruct);
  };
  try {
    stream._construct((error) => nextTick(done, error));
  } catch (error) {
    nextTick(done, error);
  }
}

// Ends any kind of stream, of ours or not, from outside.
export function destroyer(stream, error) {
  if (!stream || isDestroyed(stream)) return;
  if (!error && !isFinished(stream)) error = new AbortError();
  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(error);
  } else if (isRequest(stream)) {
    stream.abort();
  } else if (isRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === "function") {
    stream.destroy(error);
  } else if (typeof stream.close === "function") {
    stream.close();
  } else if (error) {
    nextTick(emitErrorAndCloseOld, stream, error);
  } else {
    nextTick(emitCloseOld, stream);
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}

function emitErrorAndCloseOld(stream, error) {
  stream.emit("error", error);
  nextTick(emitCloseOld, stream);
}

function emitCloseOld(stream) {
  stream.emit("close");
}
