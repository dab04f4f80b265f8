// The inner side of a WritableStream: states and writers; its controller: writable_controller.js. No user sees these objects; the
// public classes are in writable.js and writer.js. Spec: https://streams.spec.whatwg.org/#ws-abstract-ops
import { Queue } from "./queue.js";
import { lazyPromise, newRecord, react, rejected, rejectRecord, resolved, settleRecord } from "./promises.js";
import { invalidState } from "./shapes.js";

export const WRITABLE = 0;
export const ERRORING = 1;
export const ERRORED = 2;
export const CLOSED = 3;
export const STATE_NAMES = ["writable", "erroring", "errored", "closed"];

export class WritableInner {
  state = WRITABLE;
  error = undefined;
  writer = undefined;
  controller = undefined;
  backpressure = false;
  requests = new Queue(); // {resolve(), reject(reason)} of writes that have not begun
  inFlight = undefined;
  closeRequest = undefined;
  closing = undefined; // the close request while the sink closes
  aborting = undefined; // {promise, resolve, reject, reason, wasErroring}
  closedRecord = undefined; // for node:stream
}

export const isClosing = (stream) => stream.closeRequest !== undefined || stream.closing !== undefined;

const standing = ({ state, error }) =>
  state === CLOSED ? { value: undefined } : state === ERRORED ? { reason: error } : undefined;

export function streamClosed(stream) {
  lazyPromise(stream, "closedRecord", standing);
  return stream.closedRecord;
}

// The same for both promises of a writer.
const releasedError = (writer) => (writer.released ??= invalidState("Writer has been released"));

const closedStanding = (writer) =>
  writer.stream === undefined ? { reason: releasedError(writer) } : standing(writer.stream);

function readyStanding(writer) {
  const { stream } = writer;
  if (stream === undefined) return { reason: releasedError(writer) };
  if (stream.state === WRITABLE) return !isClosing(stream) && stream.backpressure ? undefined : { value: undefined };
  return stream.state === CLOSED ? { value: undefined } : { reason: stream.error };
}

// `onChange`: called when the stream may take more or has begun to fail or has ended: pipes.
export class WriterInner {
  stream;
  readyRecord = undefined;
  closedRecord = undefined;
  onChange = undefined;
  released = undefined; // the error of one that was

  constructor(stream) {
    this.stream = stream;
    stream.writer = this;
  }
}

export function acquireWriter(stream) {
  if (stream.writer !== undefined) throw invalidState("WritableStream is locked");
  return new WriterInner(stream);
}

export const writerClosed = (writer) => lazyPromise(writer, "closedRecord", closedStanding);
export const writerReady = (writer) => lazyPromise(writer, "readyRecord", readyStanding);

// A promise that is pending is rejected, one that is settled makes room for a rejected one.
function failRecord(writer, name, makeReason) {
  if (!rejectRecord(writer[name], makeReason)) writer[name] = undefined;
}

export function releaseWriter(writer) {
  writer.stream.writer = undefined;
  writer.stream = undefined;
  writer.onChange = undefined;
  failRecord(writer, "readyRecord", () => releasedError(writer));
  failRecord(writer, "closedRecord", () => releasedError(writer));
}

// For pipes, which know that the stream is writable and look at no promise: the request gets resolve() or reject(reason).
export function writeFor(stream, chunk, request) {
  const { controller } = stream;
  const size = controller.sizeOf(chunk);
  if (stream.state !== WRITABLE) {
    request.reject(stream.error);
    return;
  }
  stream.requests.push(request);
  controller.write(chunk, size);
}

// The promise of writer.write().
export function writeBy(writer, chunk) {
  const { stream } = writer;
  const size = stream.controller.sizeOf(chunk);
  if (stream !== writer.stream) return rejected(invalidState("Mismatched WritableStreams"));
  const { state } = stream;
  if (state === ERRORED) return rejected(stream.error);
  if (isClosing(stream) || state === CLOSED) return rejected(invalidState("WritableStream is closed"));
  if (state === ERRORING) return rejected(stream.error);
  const record = newRecord();
  stream.requests.push(record);
  stream.controller.write(chunk, size);
  return record.promise;
}

export function closeWritable(stream) {
  const { state } = stream;
  if (state === CLOSED || state === ERRORED) return rejected(invalidState("WritableStream is closed"));
  const record = (stream.closeRequest = newRecord());
  const { writer } = stream;
  if (writer !== undefined && stream.backpressure && state === WRITABLE) settleRecord(writer.readyRecord);
  stream.controller.close();
  return record.promise;
}

export function abortStream(stream, reason) {
  if (stream.state === CLOSED || stream.state === ERRORED) return resolved(undefined);
  stream.controller.abortSignal(reason);
  const { state } = stream;
  if (state === CLOSED || state === ERRORED) return resolved(undefined);
  if (stream.aborting !== undefined) return stream.aborting.promise;
  const wasErroring = state === ERRORING;
  const record = newRecord();
  stream.aborting = { ...record, reason: wasErroring ? undefined : reason, wasErroring };
  if (!wasErroring) startErroring(stream, reason);
  return record.promise;
}

export function startErroring(stream, reason) {
  stream.state = ERRORING;
  stream.error = reason;
  const { writer } = stream;
  if (writer !== undefined) {
    failRecord(writer, "readyRecord", () => reason);
    writer.onChange?.();
  }
  if (stream.inFlight === undefined && stream.closing === undefined && stream.controller.started) finishErroring(stream);
}

export function finishErroring(stream) {
  stream.state = ERRORED;
  const { controller } = stream;
  controller.queue.reset();
  const { error } = stream;
  for (const request of stream.requests.take()) request.reject(error);
  const { aborting } = stream;
  if (aborting === undefined) {
    rejectCloseAndClosed(stream);
    return;
  }
  stream.aborting = undefined;
  if (aborting.wasErroring) {
    aborting.reject(error);
    rejectCloseAndClosed(stream);
    return;
  }
  const done = () => {
    aborting.resolve(undefined);
    rejectCloseAndClosed(stream);
  };
  const failed = (reason) => {
    aborting.reject(reason);
    rejectCloseAndClosed(stream);
  };
  react(controller.abortSteps(aborting.reason), done, failed);
}

function rejectCloseAndClosed(stream) {
  if (stream.closeRequest !== undefined) {
    stream.closeRequest.reject(stream.error);
    stream.closeRequest = undefined;
  }
  const reason = () => stream.error;
  rejectRecord(stream.closedRecord, reason);
  const { writer } = stream;
  if (writer === undefined) return;
  rejectRecord(writer.closedRecord, reason);
  writer.onChange?.();
}

export function dealWithRejection(stream, reason) {
  if (stream.state === WRITABLE) startErroring(stream, reason);
  else finishErroring(stream);
}

export function finishWrite(stream) {
  const request = stream.inFlight;
  stream.inFlight = undefined;
  request.resolve(undefined);
}

export function failWrite(stream, reason) {
  const request = stream.inFlight;
  stream.inFlight = undefined;
  request.reject(reason);
  dealWithRejection(stream, reason);
}

export function finishClose(stream) {
  const request = stream.closing;
  stream.closing = undefined;
  request.resolve(undefined);
  if (stream.state === ERRORING) {
    stream.error = undefined;
    if (stream.aborting !== undefined) {
      stream.aborting.resolve(undefined);
      stream.aborting = undefined;
    }
  }
  stream.state = CLOSED;
  settleRecord(stream.closedRecord);
  const { writer } = stream;
  if (writer === undefined) return;
  settleRecord(writer.closedRecord);
  writer.onChange?.();
}

export function failClose(stream, reason) {
  const request = stream.closing;
  stream.closing = undefined;
  request.reject(reason);
  if (stream.aborting !== undefined) {
    stream.aborting.reject(reason);
    stream.aborting = undefined;
  }
  dealWithRejection(stream, reason);
}

export function setBackpressure(stream, backpressure) {
  const { writer } = stream;
  const changed = backpressure !== stream.backpressure;
  stream.backpressure = backpressure;
  if (writer === undefined || !changed) return;
  if (backpressure) {
    writer.readyRecord = undefined; // a new one, pending, when asked for
  } else {
    settleRecord(writer.readyRecord);
    writer.onChange?.();
  }
}

export function desiredSizeOf({ stream }) {
  const { state } = stream;
  if (state === ERRORED || state === ERRORING) return null;
  return state === CLOSED ? 0 : stream.controller.desiredSize;
}

export function closeWithPropagation(stream) {
  if (isClosing(stream) || stream.state === CLOSED) return resolved(undefined);
  if (stream.state === ERRORED) return rejected(stream.error);
  return closeWritable(stream);
}
