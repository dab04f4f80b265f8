// How a Readable flows: listening, resume() and pause(), pipe() and unpipe().
import { nextTick } from "../_boot/task_queues.js";
import { errorOrDestroy } from "./_destroy.js";
import { Stream, hasListener, prependListener } from "./_legacy.js";
import { emitReadable } from "./_readable.js";
import {
  EMITTED_READABLE, END_EMITTED, FLOWING, HAS_FLOWING, MULTI_AWAIT_DRAIN, NEED_READABLE, PAUSED, READABLE_LISTENING, READING,
  RESUME_SCHEDULED,
} from "./_readable_state.js";

export function flow(stream) {
  const state = stream._readableState;
  while (state.bits & FLOWING && stream.read() !== null);
}

function setFlowing(state, on) {
  state.bits = on ? state.bits | HAS_FLOWING | FLOWING : (state.bits | HAS_FLOWING) & ~FLOWING;
}

// Said not to flow, which is more than not flowing.
const isStopped = ({ bits }) => (bits & (HAS_FLOWING | FLOWING)) === HAS_FLOWING;

function on(type, listener) {
  const result = Stream.prototype.on.call(this, type, listener);
  if (type !== "data" && type !== "readable") return result;
  const state = this._readableState;
  if (type === "data") {
    if (hasListener(this, "readable")) state.bits |= READABLE_LISTENING;
    else state.bits &= ~READABLE_LISTENING;
    if (!isStopped(state)) this.resume();
  } else if ((state.bits & (END_EMITTED | READABLE_LISTENING)) === 0) {
    state.bits |= READABLE_LISTENING | NEED_READABLE | HAS_FLOWING;
    state.bits &= ~(EMITTED_READABLE | FLOWING);
    if (state.length > 0) emitReadable(this);
    else if ((state.bits & READING) === 0) nextTick(readNothing, this);
  }
  return result;
}

function readNothing(stream) {
  stream.read(0);
}

function removeListener(type, listener) {
  const result = Stream.prototype.removeListener.call(this, type, listener);
  if (type === "readable") nextTick(updateListening, this);
  return result;
}

function removeAllListeners(type) {
  const result = Reflect.apply(Stream.prototype.removeAllListeners, this, arguments);
  if (type === "readable" || type === undefined) nextTick(updateListening, this);
  return result;
}

// A tick after a 'readable' listener went: flow again, if that is wanted and nobody else reads by hand.
function updateListening(stream) {
  const state = stream._readableState;
  const isListening = hasListener(stream, "readable");
  if (isListening) state.bits |= READABLE_LISTENING;
  else state.bits &= ~READABLE_LISTENING;
  if ((state.bits & (RESUME_SCHEDULED | PAUSED)) === RESUME_SCHEDULED) setFlowing(state, true);
  else if (hasListener(stream, "data")) stream.resume();
  else if (!isListening) state.bits &= ~(HAS_FLOWING | FLOWING);
}

function resume() {
  const state = this._readableState;
  if ((state.bits & FLOWING) === 0) {
    setFlowing(state, (state.bits & READABLE_LISTENING) === 0);
    if ((state.bits & RESUME_SCHEDULED) === 0) {
      state.bits |= RESUME_SCHEDULED;
      nextTick(resumeNow, this, state);
    }
  }
  state.bits &= ~PAUSED;
  return this;
}

function resumeNow(stream, state) {
  if ((state.bits & READING) === 0) stream.read(0);
  state.bits &= ~RESUME_SCHEDULED;
  stream.emit("resume");
  flow(stream);
  if ((state.bits & (FLOWING | READING)) === FLOWING) stream.read(0);
}

function pause() {
  const state = this._readableState;
  if (!isStopped(state)) {
    setFlowing(state, false);
    this.emit("pause");
  }
  state.bits |= PAUSED;
  return this;
}

function isPaused() {
  const state = this._readableState;
  return (state.bits & PAUSED) !== 0 || isStopped(state);
}

// ---- pipe ----------------------------------------------------------------------------------------------------------------------

function pipe(destination, options) {
  const source = this;
  const state = this._readableState;
  if (state.pipes.length === 1 && (state.bits & MULTI_AWAIT_DRAIN) === 0) {
    state.bits |= MULTI_AWAIT_DRAIN;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(destination);
  // Standard output and error never end.
  const ends = options?.end !== false && !destination._isStdio;
  const atEnd = ends ? () => destination.end() : () => source.unpipe(destination);
  if (state.bits & END_EMITTED) nextTick(atEnd);
  else source.once("end", atEnd);
  connect(source, state, destination, atEnd);
  destination.emit("pipe", source);
  if (destination.writableNeedDrain === true) pauseFor(source, state, destination);
  else if ((state.bits & FLOWING) === 0) source.resume();
  return destination;
}

const kPipes = Symbol("pipes");

// Listeners between the two, until 'unpipe'.
function connect(source, state, destination, atEnd) {
  const link = { destination, onDrain: undefined, cleanedUp: false };
  (source[kPipes] ??= []).push(link);
  const unpipe = () => source.unpipe(destination);
  function onData(chunk) {
    try {
      if (destination.write(chunk) === false) pauseFor(source, state, destination, link);
    } catch (error) {
      destination.destroy(error);
    }
  }
  function onError(error) {
    unpipe();
    destination.removeListener("error", onError);
    if (hasListener(destination, "error")) return;
    const other = destination._writableState || destination._readableState;
    if (other && !other.errorEmitted) errorOrDestroy(destination, error);
    else destination.emit("error", error);
  }
  function onClose() {
    destination.removeListener("finish", onFinish);
    unpipe();
  }
  function onFinish() {
    destination.removeListener("close", onClose);
    unpipe();
  }
  function onUnpipe(readable, info) {
    if (readable !== source || info?.hasUnpiped !== false) return;
    info.hasUnpiped = true;
    cleanUp();
  }
  function cleanUp() {
    destination.removeListener("close", onClose);
    destination.removeListener("finish", onFinish);
    destination.removeListener("error", onError);
    destination.removeListener("unpipe", onUnpipe);
    source.removeListener("end", atEnd);
    source.removeListener("end", unpipe);
    source.removeListener("data", onData);
    if (link.onDrain) destination.removeListener("drain", link.onDrain);
    link.cleanedUp = true;
    source[kPipes].splice(source[kPipes].indexOf(link), 1);
    // Nobody but this destination may have been waited for.
    if (link.onDrain && state.awaitDrainWriters && (!destination._writableState || destination._writableState.needDrain)) {
      link.onDrain();
    }
  }
  destination.on("unpipe", onUnpipe);
  source.on("data", onData);
  prependListener(destination, "error", onError);
  destination.once("close", onClose);
  destination.once("finish", onFinish);
}

function pauseFor(source, state, destination, link = source[kPipes].findLast((one) => one.destination === destination)) {
  if (!link || link.cleanedUp) return; // unpiped by the write itself
  if (state.pipes.length === 1 && state.pipes[0] === destination) {
    state.awaitDrainWriters = destination;
    state.bits &= ~MULTI_AWAIT_DRAIN;
  } else if (state.pipes.length > 1 && state.pipes.includes(destination)) {
    state.awaitDrainWriters.add(destination);
  }
  source.pause();
  if (link.onDrain) return;
  link.onDrain = () => onDrain(source, destination);
  destination.on("drain", link.onDrain);
}

function onDrain(source, destination) {
  const state = source._readableState;
  if (state.awaitDrainWriters === destination) state.awaitDrainWriters = null;
  else if (state.bits & MULTI_AWAIT_DRAIN) state.awaitDrainWriters.delete(destination);
  if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) && hasListener(source, "data")) source.resume();
}

function unpipe(destination) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  const info = { hasUnpiped: false };
  if (!destination) {
    const all = state.pipes;
    state.pipes = [];
    this.pause();
    for (const one of all) one.emit("unpipe", this, { hasUnpiped: false });
    return this;
  }
  const index = state.pipes.indexOf(destination);
  if (index === -1) return this;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) this.pause();
  destination.emit("unpipe", this, info);
  return this;
}

// Methods without a name of their own, as Node's are.
export function installFlow(prototype) {
  const methods = { isPaused, pipe, unpipe, on, removeListener, removeAllListeners, resume, pause };
  for (const [key, method] of Object.entries(methods)) {
    Object.defineProperty(method, "name", { value: "" });
    prototype[key] = method;
  }
  prototype.addListener = on;
  prototype.off = removeListener;
}
