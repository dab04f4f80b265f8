// Streams in a transfer list: the original is locked for good, and a new stream at the other end takes its place; chunks and
// errors are cloned on the way. Both ends are in one Environment.
// Spec: https://streams.spec.whatwg.org/#rs-transfer
import { chain, rejected, then } from "./promises.js";
import { newReadable, publicReadable, readableInner } from "./readable.js";
import { acquire, cancelStream, read, release } from "./readable_state.js";
import { structuredClone, dataCloneError } from "../structured_clone.js";
import { one } from "./strategies.js";
import { publicTransform } from "./transform.js";
import { newWritable, publicWritable, writableInner } from "./writable.js";
import { abortStream, acquireWriter, closeWritable, releaseWriter, writeBy, writerClosed, writerReady } from "./writable_state.js";

// An error that cannot be cloned arrives as the error of cloning it.
function cloned(reason) {
  try {
    return structuredClone(reason);
  } catch (error) {
    return error;
  }
}

function readableOver(stream) {
  const reader = acquire(stream, false);
  let target;
  const request = {
    chunk(value) {
      try {
        target.controller.enqueue(structuredClone(value));
      } catch (error) {
        target.controller.error(error);
        cancelStream(stream, error);
      }
    },
    close() {
      release(reader);
      target.controller.close();
    },
    error(reason) {
      release(reader);
      target.controller.error(cloned(reason));
    },
  };
  const cancel = (reason) => chain(cancelStream(stream, cloned(reason)), undefined, (error) => {
    throw cloned(error);
  });
  target = newReadable(() => read(reader, request), cancel, 0, one);
  return publicReadable(target);
}

function writableOver(stream) {
  const writer = acquireWriter(stream);
  let target;
  function write(chunk) {
    let copy;
    try {
      copy = structuredClone(chunk);
    } catch (error) {
      abortStream(stream, error);
      return rejected(error);
    }
    return chain(writerReady(writer), () => writeBy(writer, copy));
  }
  const close = () => chain(closeWritable(stream), () => releaseWriter(writer));
  target = newWritable(write, close, (reason) => abortStream(stream, cloned(reason)));
  then(writerClosed(writer), undefined, (reason) => target.controller.errorIfNeeded(cloned(reason)));
  return publicWritable(target);
}

export function transferReadable(stream) {
  if (stream.locked) throw dataCloneError("Cannot transfer a locked ReadableStream");
  return { data: undefined, create: () => readableOver(readableInner(stream)) };
}

export function transferWritable(stream) {
  if (stream.locked) throw dataCloneError("Cannot transfer a locked WritableStream");
  return { data: undefined, create: () => writableOver(writableInner(stream)) };
}

export function transferTransform({ readable, writable }) {
  if (readable.locked) throw dataCloneError("Cannot transfer a locked ReadableStream");
  if (writable.locked) throw dataCloneError("Cannot transfer a locked WritableStream");
  const create = () => publicTransform(readableOver(readableInner(readable)), writableOver(writableInner(writable)), undefined);
  return { data: undefined, create };
}
