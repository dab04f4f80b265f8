// finished(): tells when a stream is no longer readable or writable, or failed. Works for every kind of stream, also those made by
// others. Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#streamfinishedstream-options-callback
import { loadBuiltin } from "native:engine";
import { nextTick } from "../_boot/task_queues.js";
import { bindCallback } from "../_async_context.js";
import { AbortError, codes } from "../_errors.js";
import {
  isClosed, isNodeStream, isReadable, isReadableFinished, isReadableNodeStream, isReadableStream, isRequest, isWritable,
  isWritableFinished, isWritableNodeStream, isWritableStream, kIsClosedPromise, readableError, willEmitClose, writableError,
} from "./_predicates.js";

const noop = () => {};
const validators = () => loadBuiltin("node:internal/validators");
const onAborted = (signal, listener) => loadBuiltin("node:internal/events/async").addAbortListener(signal, listener);

function once(callback) {
  let called = false;
  return function (...args) {
    if (called) return;
    called = true;
    Reflect.apply(callback, this, args);
  };
}

// finished(stream[, options], callback) -> function that stops listening
export function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options === null || options === undefined) {
    options = {};
  } else {
    validators().validateObject(options, "options");
  }
  if (typeof callback !== "function") validators().validateFunction(callback, "callback");
  if (options.signal !== undefined) validators().validateAbortSignal(options.signal, "options.signal");
  if (isReadableStream(stream) || isWritableStream(stream)) return eosWeb(stream, options, once(bindCallback(callback, "STREAM_END_OF_STREAM")));
  if (!isNodeStream(stream)) {
    throw new codes.ERR_INVALID_ARG_TYPE("stream", ["ReadableStream", "WritableStream", "Stream"], stream);
  }
  return new Watch(stream, options, callback).start();
}

// One wait for the end of a stream of Node.
class Watch {
  constructor(stream, options, callback) {
    this.stream = stream;
    this.options = options;
    this.callback = once(bindCallback(callback, "STREAM_END_OF_STREAM"));
    this.readable = options.readable ?? isReadableNodeStream(stream);
    this.writable = options.writable ?? isWritableNodeStream(stream);
    // The state decides only when it watches the very sides the stream has.
    this.closeComes = willEmitClose(stream)
      && isReadableNodeStream(stream) === this.readable && isWritableNodeStream(stream) === this.writable;
    this.writableFinished = isWritableFinished(stream, false);
    this.readableFinished = isReadableFinished(stream, false);
    this.closed = isClosed(stream);
    this.listeners = [];
  }

  start() {
    this.listen();
    this.lookAtOnce();
    const stop = () => this.stop();
    if (this.options.signal && !this.closed) this.obey(this.options.signal);
    return stop;
  }

  on(type, listener, emitter = this.stream) {
    emitter.on(type, listener);
    this.listeners.push([emitter, type, listener]);
  }

  report(error) {
    const { callback, stream } = this;
    if (error === undefined) callback.call(stream);
    else callback.call(stream, error);
  }

  listen() {
    const { stream, options } = this;
    const onClose = () => this.onClose();
    const onFinish = () => this.onFinish();
    if (isRequest(stream)) {
      this.on("complete", onFinish);
      if (!this.closeComes) this.on("abort", onClose);
      if (stream.req) this.on("finish", onFinish, stream.req);
      else this.on("request", () => this.on("finish", onFinish, stream.req));
    } else if (this.writable && !stream._writableState) {
      const onLegacyFinish = () => {
        if (!stream.writable) this.onFinish();
      };
      this.on("end", onLegacyFinish);
      this.on("close", onLegacyFinish);
    }
    if (!this.closeComes && typeof stream.aborted === "boolean") this.on("aborted", onClose);
    this.on("end", () => this.onEnd());
    this.on("finish", onFinish);
    if (options.error !== false) this.on("error", (error) => this.report(error));
    this.on("close", onClose);
  }

  // What happened before anybody watched.
  lookAtOnce() {
    const { stream, closeComes } = this;
    const { _readableState: r, _writableState: w } = stream;
    const onClosed = () => this.onClosed();
    if (this.closed) {
      nextTick(() => this.onClose());
    } else if (w?.errorEmitted || r?.errorEmitted) {
      if (!closeComes) nextTick(onClosed);
    } else if (!this.readable && (!closeComes || isReadable(stream))
      && (this.writableFinished || isWritable(stream) === false) && !w?.pendingcb) {
      nextTick(onClosed);
    } else if (!this.writable && (!closeComes || isWritable(stream))
      && (this.readableFinished || isReadable(stream) === false)) {
      nextTick(onClosed);
    } else if (r && stream.req && stream.aborted) {
      nextTick(onClosed);
    }
  }

  onFinish() {
    const { stream } = this;
    this.writableFinished = true;
    if (stream.destroyed) this.closeComes = false;
    if (this.closeComes && (!stream.readable || this.readable)) return;
    if (!this.readable || this.readableFinished) this.report();
  }

  onEnd() {
    const { stream } = this;
    this.readableFinished = true;
    if (stream.destroyed) this.closeComes = false;
    if (this.closeComes && (!stream.writable || this.writable)) return;
    if (!this.writable || this.writableFinished) this.report();
  }

  errorOfStream() {
    const error = writableError(this.stream) || readableError(this.stream);
    return error && typeof error !== "boolean" ? error : undefined;
  }

  onClose() {
    const { stream } = this;
    this.closed = true;
    const error = this.errorOfStream();
    if (error) return this.report(error);
    const isShort = (this.readable && !this.readableFinished && isReadableNodeStream(stream, true) && !isReadableFinished(stream, false))
      || (this.writable && !this.writableFinished && !isWritableFinished(stream, false));
    return isShort ? this.report(new codes.ERR_STREAM_PREMATURE_CLOSE()) : this.report();
  }

  onClosed() {
    this.closed = true;
    this.report(this.errorOfStream());
  }

  obey(signal) {
    const abort = () => {
      // Stop before telling: the listener may look at the stream.
      const { callback } = this;
      this.stop();
      callback.call(this.stream, new AbortError(undefined, { cause: signal.reason }));
    };
    if (signal.aborted) {
      nextTick(abort);
      return;
    }
    const listening = onAborted(signal, abort);
    const { callback } = this;
    this.callback = once((...args) => {
      listening[Symbol.dispose]();
      Reflect.apply(callback, this.stream, args);
    });
  }

  stop() {
    this.callback = noop;
    for (const [emitter, type, listener] of this.listeners.splice(0)) emitter.removeListener(type, listener);
  }
}

function eosWeb(stream, options, callback) {
  let isAborted = false;
  let abort = noop;
  if (options.signal) {
    abort = () => {
      isAborted = true;
      callback.call(stream, new AbortError(undefined, { cause: options.signal.reason }));
    };
    if (options.signal.aborted) {
      nextTick(abort);
    } else {
      const listening = onAborted(options.signal, abort);
      const original = callback;
      callback = once((...args) => {
        listening[Symbol.dispose]();
        Reflect.apply(original, stream, args);
      });
    }
  }
  const done = (...args) => {
    if (!isAborted) nextTick(() => Reflect.apply(callback, stream, args));
  };
  stream[kIsClosedPromise].promise.then(done, done);
  return noop;
}

// The promise form: options.cleanup removes the listeners afterwards.
export function finished(stream, options) {
  let isAutomatic = false;
  options ??= {};
  if (options.cleanup) {
    validators().validateBoolean(options.cleanup, "cleanup");
    isAutomatic = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const stop = eos(stream, options, (error) => {
      if (isAutomatic) stop();
      if (error) reject(error);
      else resolve();
    });
  });
}
