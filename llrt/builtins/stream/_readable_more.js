// What of a Readable is loaded when it is first used: asynchronous iteration, wrapping of old streams, from(), compose(), disposal.
import { loadBuiltin } from "native:engine";
import { AbortError, aggregateTwoErrors, codes } from "../_errors.js";
import { validateAbortSignal, validateObject } from "../_validators.js";
import { destroyer, errorOrDestroy } from "./_destroy.js";
import { eos } from "./_finished.js";
import { from } from "./_from.js";
import { isNodeStream, isWritable } from "./_predicates.js";
import { Readable } from "./_readable.js";
import { addSignal } from "./_signal.js";

export function readableFrom(iterable, options) {
  return from(Readable, iterable, options);
}

// ---- Old streams ---------------------------------------------------------------------------------------------------------------

export function wrapStream(source, options) {
  return new Readable({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(error, callback) {
      destroyer(source, error);
      callback(error);
    },
  }).wrap(source);
}

export function wrap(source) {
  let paused = false;
  source.on("data", (chunk) => {
    if (!this.push(chunk) && source.pause) {
      paused = true;
      source.pause();
    }
  });
  source.on("end", () => this.push(null));
  source.on("error", (error) => errorOrDestroy(this, error));
  source.on("close", () => this.destroy());
  source.on("destroy", () => this.destroy());
  this._read = () => {
    if (!paused || !source.resume) return;
    paused = false;
    source.resume();
  };
  for (const key of Object.keys(source)) {
    if (this[key] === undefined && typeof source[key] === "function") this[key] = source[key].bind(source);
  }
  return this;
}

// ---- Iteration -----------------------------------------------------------------------------------------------------------------

export function asyncIterator() {
  return iterate(this);
}

export function iterator(options) {
  if (options !== undefined) validateObject(options, "options");
  return iterate(this, options);
}

function iterate(stream, options) {
  const readable = typeof stream.read === "function" ? stream : wrapStream(stream, { objectMode: true });
  const generator = chunksOf(readable, options);
  generator.stream = readable;
  return generator;
}

const noop = () => {};

async function* chunksOf(stream, options) {
  let wake = noop;
  function onChange(resolve) {
    if (this === stream) {
      wake();
      wake = noop;
    } else {
      wake = resolve;
    }
  }
  stream.on("readable", onChange);
  let error; // undefined: not over, null: over
  const forget = eos(stream, { writable: false }, (failure) => {
    error = failure ? aggregateTwoErrors(error, failure) : null;
    wake();
    wake = noop;
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (error) throw error;
      else if (error === null) return;
      else await new Promise(onChange);
    }
  } catch (failure) {
    error = aggregateTwoErrors(error, failure);
    throw error;
  } finally {
    if ((error || options?.destroyOnReturn !== false) && (error === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off("readable", onChange);
      forget();
    }
  }
}

export function asyncDispose() {
  let error;
  if (!this.destroyed) {
    error = this.readableEnded ? null : new AbortError();
    this.destroy(error);
  }
  return new Promise((resolve, reject) => {
    eos(this, (failure) => (failure && failure !== error ? reject(failure) : resolve(null)));
  });
}

// ---- compose -------------------------------------------------------------------------------------------------------------------

export function compose(stream, options) {
  if (options !== undefined && options !== null) validateObject(options, "options");
  if (options?.signal !== undefined && options?.signal !== null) validateAbortSignal(options.signal, "options.signal");
  if (isNodeStream(stream) && !isWritable(stream)) {
    throw new codes.ERR_INVALID_ARG_VALUE("stream", stream, "must be writable");
  }
  const composed = loadBuiltin("node:internal/stream/compose").compose(this, stream);
  if (options?.signal) addSignal(options.signal, composed);
  return composed;
}
