// ReadableStream.tee(): two branches of one stream. Byte streams: tee_bytes.js.
// Spec: https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee
import { enqueueMicrotask, loadBuiltin } from "native:engine";
import { markHandled, newRecord, then } from "./promises.js";
import { newReadable, publicReadable, readableInner } from "./readable.js";
import { acquire, cancelStream, read, readerClosed } from "./readable_state.js";
import { invalidThis } from "./shapes.js";

export function tee(stream) {
  if (stream.controller.isDefault) return teeDefault(stream);
  return loadBuiltin("node:internal/web/streams/tee_bytes").teeBytes(stream);
}

// What both kinds share: when both branches are cancelled the stream is, with both reasons.
export class Cancelling {
  stream;
  first = false;
  second = false;
  reasons = [undefined, undefined];
  record = newRecord();

  constructor(stream) {
    this.stream = stream;
  }

  cancel(which, reason) {
    this.reasons[which] = reason;
    if (which === 0) this.first = true;
    else this.second = true;
    if (this.first && this.second) this.record.resolve(cancelStream(this.stream, this.reasons));
    return this.record.promise;
  }

  get both() {
    return this.first && this.second;
  }
}

function teeDefault(stream) {
  const reader = acquire(stream, false);
  const cancelling = new Cancelling(stream);
  let reading = false;
  let again = false;
  let branch1, branch2;

  const request = {
    chunk(value) {
      enqueueMicrotask(() => {
        again = false;
        if (!cancelling.first) branch1.controller.enqueue(value);
        if (!cancelling.second) branch2.controller.enqueue(value);
        reading = false;
        if (again) pull();
      });
    },
    close() {
      reading = false;
      if (!cancelling.first) branch1.controller.close();
      if (!cancelling.second) branch2.controller.close();
      if (!cancelling.both) cancelling.record.resolve(undefined);
    },
    error() {
      reading = false;
    },
  };

  function pull() {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    read(reader, request);
  }

  branch1 = newReadable(pull, (reason) => cancelling.cancel(0, reason));
  branch2 = newReadable(pull, (reason) => cancelling.cancel(1, reason));
  const failed = (reason) => {
    branch1.controller.error(reason);
    branch2.controller.error(reason);
    if (!cancelling.both) cancelling.record.resolve(undefined);
  };
  markHandled(then(readerClosed(reader), undefined, failed));
  return [publicReadable(branch1), publicReadable(branch2)];
}

// What node:stream/web exports beside the classes: the second branch gets copies of the chunks if it is asked for.
export function ReadableStreamTee(stream, cloneForBranch2 = false) {
  const inner = readableInner(stream);
  if (inner === undefined) throw invalidThis("ReadableStream");
  const [first, second] = tee(inner);
  return [first, cloneForBranch2 ? cloning(second) : second];
}

function cloning(stream) {
  const { structuredClone } = loadBuiltin("node:internal/web/structured_clone");
  const { TransformStream } = loadBuiltin("node:internal/web/streams/transform");
  const transform = (chunk, controller) => controller.enqueue(structuredClone(chunk));
  return stream.pipeThrough(new TransformStream({ transform }, undefined, { highWaterMark: 0 }));
}
