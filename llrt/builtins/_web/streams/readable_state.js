// The inner side of a ReadableStream and of its readers: states, closing, erroring, cancelling, reading. No user sees these
// objects; controllers are in default_controller.js and byte_controller.js, the public classes in readable.js and readers.js.
// Spec: https://streams.spec.whatwg.org/#rs-abstract-ops
import { Queue } from "./queue.js";
import { chain, lazyPromise, rejected, rejectRecord, resolved, settleRecord } from "./promises.js";
import { invalidState } from "./shapes.js";

export const READABLE = 0;
export const CLOSED = 1;
export const ERRORED = 2;
export const STATE_NAMES = ["readable", "closed", "errored"];

export class ReadableInner {
  state = READABLE;
  disturbed = false;
  reader = undefined;
  controller = undefined;
  error = undefined;
  closedRecord = undefined; // for node:stream, see streamClosed()
}

// What a controller holds once its stream has ended: without a way back to it, both are freed when nobody holds them.
export const ENDED = { [CLOSED]: Object.freeze({ state: CLOSED }), [ERRORED]: Object.freeze({ state: ERRORED }) };

// `requests` of a default reader have chunk(value), close(), error(reason); those of a BYOB reader chunk(view),
// close(view or undefined), error(reason).
export class ReaderInner {
  stream;
  byob;
  requests = new Queue();
  closedRecord = undefined;
  onEnd = undefined; // called when the stream closes or errors: pipes

  constructor(stream, byob) {
    this.stream = stream;
    this.byob = byob;
    stream.reader = this;
  }
}

export function acquire(stream, byob) {
  if (stream.reader !== undefined) throw invalidState("ReadableStream is locked");
  return new ReaderInner(stream, byob);
}

const standing = (stream) =>
  stream.state === READABLE ? undefined : stream.state === CLOSED ? { value: undefined } : { reason: stream.error };

const releasedError = () => invalidState("Reader released");

const readerStanding = (reader) =>
  reader.stream === undefined ? { reason: releasedError() } : standing(reader.stream);

export const readerClosed = (reader) => lazyPromise(reader, "closedRecord", readerStanding);
export const streamClosed = (stream) => {
  lazyPromise(stream, "closedRecord", standing);
  return stream.closedRecord;
};

export function closeStream(stream) {
  stream.state = CLOSED;
  settleRecord(stream.closedRecord);
  const { reader } = stream;
  if (reader === undefined) return;
  settleRecord(reader.closedRecord);
  if (!reader.byob && reader.requests.length > 0) {
    for (const request of reader.requests.take()) request.close();
  }
  reader.onEnd?.();
}

export function errorStream(stream, reason) {
  stream.state = ERRORED;
  stream.error = reason;
  rejectRecord(stream.closedRecord, () => reason);
  const { reader } = stream;
  if (reader === undefined) return;
  rejectRecord(reader.closedRecord, () => reason);
  if (reader.requests.length > 0) {
    for (const request of reader.requests.take()) request.error(reason);
  }
  reader.onEnd?.();
}

const nothing = () => undefined;

export function cancelStream(stream, reason) {
  stream.disturbed = true;
  if (stream.state === CLOSED) return resolved(undefined);
  if (stream.state === ERRORED) return rejected(stream.error);
  closeStream(stream);
  const { reader } = stream;
  if (reader?.byob && reader.requests.length > 0) {
    for (const request of reader.requests.take()) request.close(undefined);
  }
  return chain(stream.controller.cancelSteps(reason), nothing);
}

export function read(reader, request) {
  const { stream } = reader;
  stream.disturbed = true;
  if (stream.state === READABLE) stream.controller.pullSteps(request);
  else if (stream.state === CLOSED) request.close();
  else request.error(stream.error);
}

export function readInto(reader, view, min, request) {
  const { stream } = reader;
  stream.disturbed = true;
  if (stream.state === ERRORED) request.error(stream.error);
  else stream.controller.pullInto(view, min, request);
}

export function release(reader) {
  const { stream } = reader;
  if (!rejectRecord(reader.closedRecord, releasedError)) reader.closedRecord = undefined;
  stream.controller.releaseSteps();
  stream.reader = undefined;
  reader.stream = undefined;
  reader.onEnd = undefined;
  if (reader.requests.length > 0) {
    const reason = invalidState("Releasing reader");
    for (const request of reader.requests.take()) request.error(reason);
  }
}
