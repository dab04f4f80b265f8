// Duplex.from(): a Duplex over streams, functions, iterables, promises, blobs, pairs.
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#streamduplexfromsrc
import { nextTick } from "../_boot/task_queues.js";
import { AbortError, codes } from "../_errors.js";
import { isBlob } from "../buffer/_blob.js";
import { readFromNode, writeToNode } from "./_compose.js";
import { destroyer } from "./_destroy.js";
import { Duplex } from "./_duplex.js";
import { eos } from "./_finished.js";
import { from } from "./_from.js";
import {
  isDuplexNodeStream, isIterable, isNodeStream, isReadable, isReadableNodeStream, isReadableStream, isWritable, isWritableNodeStream,
  isWritableStream,
} from "./_predicates.js";
import { Readable } from "./_readable.js";
import { Writable } from "./_writable.js";

class Duplexify extends Duplex {}

const SOURCES = ["Blob", "ReadableStream", "WritableStream", "Stream", "Iterable", "AsyncIterable", "Function",
  "{ readable, writable } pair", "Promise"];

export function duplexFrom(body) {
  return duplexify(body, "body");
}

export function duplexify(body, name) {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return fromPair({ readable: body });
  if (isWritableNodeStream(body)) return fromPair({ writable: body });
  if (isNodeStream(body)) return fromPair({ writable: false, readable: false });
  if (isReadableStream(body)) return fromPair({ readable: Readable.fromWeb(body) });
  if (isWritableStream(body)) return fromPair({ writable: Writable.fromWeb(body) });
  if (typeof body === "function") return fromFunction(body, name);
  if (isBlob(body)) return duplexify(body.arrayBuffer(), name);
  if (isIterable(body)) return from(Duplexify, body, { objectMode: true, writable: false });
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) return Duplexify.fromWeb(body);
  if (typeof body?.writable === "object" || typeof body?.readable === "object") return fromObject(body, name);
  if (typeof body?.then === "function") return fromPromise(body);
  throw new codes.ERR_INVALID_ARG_TYPE(name, SOURCES, body);
}

function fromObject({ readable, writable }, name) {
  return fromPair({
    readable: readable ? (isReadableNodeStream(readable) ? readable : duplexify(readable, name)) : undefined,
    writable: writable ? (isWritableNodeStream(writable) ? writable : duplexify(writable, name)) : undefined,
  });
}

function fromPromise(promise) {
  const duplex = new Duplexify({ objectMode: true, writable: false, read() {} });
  promise.then((value) => {
    if (value !== null && value !== undefined) duplex.push(value);
    duplex.push(null);
  }, (error) => destroyer(duplex, error));
  return duplex;
}

function fromFunction(body, name) {
  const { value, write, final, destroy } = feed(body);
  if (isDuplexNodeStream(value)) return value; // a constructor after all
  if (isIterable(value)) return from(Duplexify, value, { objectMode: true, write, final, destroy });
  if (typeof value?.then !== "function") {
    throw new codes.ERR_INVALID_RETURN_VALUE("Iterable, AsyncIterable or AsyncFunction", name, value);
  }
  let duplex;
  const done = value.then((result) => {
    if (result !== null && result !== undefined) throw new codes.ERR_INVALID_RETURN_VALUE("nully", "body", result);
  }, (error) => destroyer(duplex, error));
  duplex = new Duplexify({
    objectMode: true,
    readable: false,
    write,
    final(callback) {
      final(async () => {
        try {
          await done;
          nextTick(callback, null);
        } catch (error) {
          nextTick(callback, error);
        }
      });
    },
    destroy,
  });
  return duplex;
}

// Calls `fn` with an async iterable of what is written.
function feed(fn) {
  let { promise, resolve } = Promise.withResolvers();
  const controller = new AbortController();
  const { signal } = controller;
  const written = (async function* () {
    for (;;) {
      const { chunk, done, callback } = await promise;
      nextTick(callback);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      ({ promise, resolve } = Promise.withResolvers());
      yield chunk;
    }
  })();
  const value = fn(written, { signal });
  return {
    value,
    write(chunk, encoding, callback) {
      resolve({ chunk, done: false, callback });
    },
    final(callback) {
      resolve({ done: true, callback });
    },
    destroy(error, callback) {
      controller.abort();
      callback(error);
    },
  };
}

function fromPair(pair) {
  const r = pair.readable && typeof pair.readable.read !== "function" ? Readable.wrap(pair.readable) : pair.readable;
  const w = pair.writable;
  const readable = Boolean(isReadable(r));
  const writable = Boolean(isWritable(w));
  const waiting = { drain: null, finish: null, readable: null, close: undefined };
  const duplex = new Duplexify({
    readableObjectMode: Boolean(r?.readableObjectMode),
    writableObjectMode: Boolean(w?.writableObjectMode),
    readable,
    writable,
  });
  const onOver = (error) => {
    if (error) destroyer(r, error);
    const callback = waiting.close;
    waiting.close = null;
    if (callback) callback(error);
    else if (error) duplex.destroy(error);
  };
  if (writable) {
    eos(w, onOver);
    writeToNode(duplex, w, waiting);
    w.on("finish", () => {
      const callback = waiting.finish;
      waiting.finish = null;
      callback?.();
    });
  }
  if (readable) {
    eos(r, onOver);
    readFromNode(duplex, r, waiting);
  }
  duplex._destroy = (error, callback) => {
    if (!error && waiting.close !== null) error = new AbortError();
    waiting.readable = waiting.drain = waiting.finish = null;
    if (waiting.close === null) {
      callback(error);
    } else {
      waiting.close = callback;
      destroyer(w, error);
      destroyer(r, error);
    }
  };
  return duplex;
}
