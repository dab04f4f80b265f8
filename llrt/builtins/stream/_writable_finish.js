// The end of a Writable: _final(), 'prefinish', 'finish', the callbacks of end(), when all is written.
import { nextTick } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { errorOrDestroy } from "./_destroy.js";
import { AUTO_DESTROY, CLOSE_EMITTED, CONSTRUCTED, DESTROYED, ERRORED, ERROR_EMITTED, SYNC } from "./_state.js";
import { ENDED, ENDING, FINAL_CALLED, FINISHED, PREFINISHED, WRITING, waiting } from "./_writable_state.js";

export function endNow(stream, state) {
  if ((state.bits & (ERRORED | ENDING)) === 0) {
    // 'finish' before end() returns must not be: a tick later.
    state.bits |= ENDING;
    finishMaybe(stream, state, true);
    state.bits |= ENDED;
    return undefined;
  }
  if (state.bits & FINISHED) return new codes.ERR_STREAM_ALREADY_FINISHED("end");
  if (state.bits & DESTROYED) return new codes.ERR_STREAM_DESTROYED("end");
  return undefined;
}

const BLOCKED = DESTROYED | ERRORED | FINISHED | WRITING | ERROR_EMITTED | CLOSE_EMITTED;

function canFinish(state) {
  return (state.bits & (ENDING | CONSTRUCTED | BLOCKED)) === (ENDING | CONSTRUCTED) && state.length === 0 && waiting(state) === 0;
}

function callFinal(stream, state) {
  let called = false;
  const done = (error) => {
    if (called) {
      errorOrDestroy(stream, error ?? new codes.ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    state.pendingcb--;
    if (error) {
      tellFinished(state, error);
      errorOrDestroy(stream, error, (state.bits & SYNC) !== 0);
    } else if (canFinish(state)) {
      state.bits |= PREFINISHED;
      stream.emit("prefinish");
      state.pendingcb++; // keeps a second finish away
      nextTick(finish, stream, state);
    }
  };
  state.bits |= SYNC;
  state.pendingcb++;
  try {
    stream._final(done);
  } catch (error) {
    done(error);
  }
  state.bits &= ~SYNC;
}

function prefinish(stream, state) {
  if (state.bits & (PREFINISHED | FINAL_CALLED)) return;
  if (typeof stream._final === "function" && (state.bits & DESTROYED) === 0) {
    state.bits |= FINAL_CALLED;
    callFinal(stream, state);
  } else {
    state.bits |= PREFINISHED;
    stream.emit("prefinish");
  }
}

export function finishMaybe(stream, state, isSync) {
  if (!canFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (isSync) {
    state.pendingcb++;
    nextTick(finishLater, stream, state);
  } else if (canFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishLater(stream, state) {
  if (canFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function finish(stream, state) {
  state.pendingcb--;
  state.bits |= FINISHED;
  // It refers to the stream, which else would wait for the collector.
  state.onwrite = undefined;
  tellFinished(state, null);
  stream.emit("finish");
  if ((state.bits & AUTO_DESTROY) === 0) return;
  const r = stream._readableState;
  if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy();
}

// The callbacks of end().
export function tellFinished(state, error) {
  const callbacks = state.onFinished;
  if (callbacks === null) return;
  state.onFinished = null;
  for (const callback of callbacks) callback(error);
}
