// Questions about streams, Node's own and look-alikes (old streams, requests of http, web streams): true, false, or null for
// "can't be told". Not here: anything that changes a stream.
import { AUTO_DESTROY, CLOSED, EMIT_CLOSE } from "./_state.js";

export const kIsDestroyed = Symbol.for("nodejs.stream.destroyed");
export const kIsErrored = Symbol.for("nodejs.stream.errored");
export const kIsReadable = Symbol.for("nodejs.stream.readable");
export const kIsWritable = Symbol.for("nodejs.stream.writable");
export const kIsDisturbed = Symbol.for("nodejs.stream.disturbed");
// What a web stream offers to finished() and addAbortSignal().
export const kIsClosedPromise = Symbol.for("nodejs.webstream.isClosedPromise");
export const kControllerErrorFunction = Symbol.for("nodejs.webstream.controllerErrorFunction");

const has = (object, ...names) => names.every((name) => typeof object[name] === "function");

export function isReadableNodeStream(stream, strict = false) {
  if (!stream || !has(stream, "pipe", "on")) return false;
  if (strict && !has(stream, "pause", "resume")) return false;
  // A Writable has pipe() too; a Duplex may be without its readable side.
  return !stream._writableState || (Boolean(stream._readableState) && stream._readableState.readable !== false);
}

export function isWritableNodeStream(stream) {
  if (!stream || !has(stream, "write", "on")) return false;
  return !stream._readableState || stream._writableState?.writable !== false;
}

export function isDuplexNodeStream(stream) {
  return Boolean(stream?._readableState) && has(stream, "pipe", "on", "write");
}

export function isNodeStream(stream) {
  if (!stream) return false;
  if (stream._readableState || stream._writableState) return true;
  return typeof stream.on === "function" && (typeof stream.write === "function" || typeof stream.pipe === "function");
}

export function isReadableStream(value) {
  return Boolean(value) && !isNodeStream(value) && has(value, "pipeThrough", "getReader", "cancel");
}

export function isWritableStream(value) {
  return Boolean(value) && !isNodeStream(value) && has(value, "getWriter", "abort");
}

export function isTransformStream(value) {
  return Boolean(value) && !isNodeStream(value) && typeof value.readable === "object" && typeof value.writable === "object";
}

export const isWebStream = (value) => isReadableStream(value) || isWritableStream(value) || isTransformStream(value);

// `kind`: true asynchronous only, false synchronous only.
export function isIterable(value, kind) {
  if (value === null || value === undefined) return false;
  if (kind === true) return typeof value[Symbol.asyncIterator] === "function";
  if (kind === false) return typeof value[Symbol.iterator] === "function";
  return typeof value[Symbol.asyncIterator] === "function" || typeof value[Symbol.iterator] === "function";
}

export function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  return Boolean(stream.destroyed || stream[kIsDestroyed] || state?.destroyed);
}

export function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableEnded === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  return typeof state?.ended === "boolean" ? state.ended : null;
}

// Not strict: ended with nothing left counts as finished.
export function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  if (typeof state?.finished !== "boolean") return null;
  return state.finished || (strict === false && state.ended === true && state.length === 0);
}

export function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream)) return null;
  const state = stream._readableState;
  if (state?.errored) return false;
  if (typeof state?.endEmitted !== "boolean") return null;
  return state.endEmitted || (strict === false && state.ended === true && state.length === 0);
}

export function isReadable(stream) {
  if (stream && stream[kIsReadable] !== null && stream[kIsReadable] !== undefined) return stream[kIsReadable];
  if (typeof stream?.readable !== "boolean") return null;
  if (isDestroyed(stream)) return false;
  return isReadableNodeStream(stream) && stream.readable && !isReadableFinished(stream);
}

export function isWritable(stream) {
  if (stream && stream[kIsWritable] !== null && stream[kIsWritable] !== undefined) return stream[kIsWritable];
  if (typeof stream?.writable !== "boolean") return null;
  if (isDestroyed(stream)) return false;
  return isWritableNodeStream(stream) && stream.writable && !isWritableEnded(stream);
}

// Nothing more will come of the sides that count.
export function isFinished(stream, sides) {
  if (!isNodeStream(stream)) return null;
  if (isDestroyed(stream)) return true;
  if (sides?.readable !== false && isReadable(stream)) return false;
  return !(sides?.writable !== false && isWritable(stream));
}

export function writableError(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.writableErrored || (stream._writableState?.errored ?? null);
}

export function readableError(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.readableErrored || (stream._readableState?.errored ?? null);
}

export function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (typeof stream.closed === "boolean") return stream.closed;
  const { _writableState: w, _readableState: r } = stream;
  if (typeof w?.closed === "boolean" || typeof r?.closed === "boolean") return w?.closed || r?.closed;
  return typeof stream._closed === "boolean" && isOutgoingMessage(stream) ? stream._closed : null;
}

export function isOutgoingMessage(stream) {
  return ["_closed", "_defaultKeepAlive", "_removedConnection", "_removedContLen"].every((name) => typeof stream[name] === "boolean");
}

export const isServerResponse = (stream) => typeof stream._sent100 === "boolean" && isOutgoingMessage(stream);

export const isServerRequest = (stream) =>
  typeof stream._consuming === "boolean" && typeof stream._dumped === "boolean" && stream.req?.upgradeOrConnect === undefined;

// A request of a client of http, or of something that behaves like it.
export const isRequest = (stream) => Boolean(stream?.setHeader) && typeof stream.abort === "function";

export function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  if (!state) return isServerResponse(stream);
  if (typeof state.bits === "number") return (state.bits & (AUTO_DESTROY | EMIT_CLOSE | CLOSED)) === (AUTO_DESTROY | EMIT_CLOSE);
  return Boolean(state.autoDestroy && state.emitClose && state.closed === false);
}

export function isDisturbed(stream) {
  return Boolean(stream && (stream[kIsDisturbed] ?? (stream.readableDidRead || stream.readableAborted)));
}

export function isErrored(stream) {
  return Boolean(stream && (stream[kIsErrored] ?? stream.readableErrored ?? stream.writableErrored
    ?? stream._readableState?.errorEmitted ?? stream._writableState?.errorEmitted
    ?? stream._readableState?.errored ?? stream._writableState?.errored));
}
