// The inner side of ReadableByteStreamController: bytes in the queue, and the views that wait to be filled ("pull-intos").
// The classes that users see: byte_controller_class.js. Spec: https://streams.spec.whatwg.org/#rbs-controller-abstract-ops
import { codes } from "../../_errors.js";
import { ByteQueue } from "./queue.js";
import { call1 } from "./promises.js";
import { faceOf, voidRequest } from "./byte_controller_class.js";
import { BYOB, DEFAULT, NONE, PullInto } from "./pull_into.js";
import { closeStream, CLOSED, errorStream, READABLE } from "./readable_state.js";
import { invalidState } from "./shapes.js";
import { SourceController } from "./source_controller.js";
import {
  bufferOf, byteLengthOf, bytesIn, constructorOf, copyBytes, elementSizeOf, isDetached, offsetOf, sliceOf, transfer,
} from "./views.js";

const partialRead = () => invalidState("Partial read");

export class ByteController extends SourceController {
  autoAllocate;
  isDefault = false;
  queue = new ByteQueue();
  pending = []; // PullIntos; few
  request = null; // the public BYOB request

  constructor(stream, pull, cancel, mark, autoAllocate) {
    super(stream, pull, cancel, mark);
    this.autoAllocate = autoAllocate;
  }

  face() {
    return (this.public ??= faceOf(this));
  }

  clear() {
    this.pull = this.cancel = this.onPulled = this.onPullFailed = undefined;
  }

  close() {
    if (this.closeRequested || this.stream.state !== READABLE) return;
    if (this.queue.total > 0) {
      this.closeRequested = true;
      return;
    }
    const first = this.pending[0];
    if (first !== undefined && first.filled % first.elementSize !== 0) {
      const reason = partialRead();
      this.error(reason);
      throw reason;
    }
    this.clear();
    closeStream(this.stream);
  }

  error(reason) {
    if (this.stream.state !== READABLE) return;
    this.dropPending();
    this.queue.reset();
    this.clear();
    errorStream(this.stream, reason);
  }

  enqueue(chunk) {
    const { stream } = this;
    if (this.closeRequested || stream.state !== READABLE) return;
    const buffer = bufferOf(chunk);
    const offset = offsetOf(chunk);
    const length = byteLengthOf(chunk);
    const moved = transfer(buffer);
    this.renewFirst();
    const { reader } = stream;
    if (reader === undefined) {
      this.keep(moved, offset, length);
    } else if (reader.byob) {
      this.keep(moved, offset, length);
      this.commitAll(this.fillPending());
    } else {
      this.serveRequests(reader);
      if (reader.requests.length === 0) {
        this.keep(moved, offset, length);
      } else {
        if (this.pending.length > 0) this.pending.shift();
        reader.requests.shift().chunk(new Uint8Array(moved, offset, length));
      }
    }
    this.callPullIfNeeded();
  }

  // Bytes come in another way than by the BYOB request: what the source holds of it is void.
  renewFirst() {
    const first = this.pending[0];
    if (first === undefined) return;
    if (isDetached(first.buffer)) throw invalidState("Destination ArrayBuffer is detached");
    this.voidRequest();
    first.buffer = transfer(first.buffer);
    if (first.kind === NONE) this.keepFilled(first);
  }

  keep(buffer, offset, length) {
    this.queue.push({ buffer, offset, length });
  }

  keepClone(buffer, offset, length) {
    let copy;
    try {
      copy = sliceOf(buffer, offset, offset + length);
    } catch (reason) {
      this.error(reason);
      throw reason;
    }
    this.keep(copy, 0, length);
  }

  keepFilled(pullInto) {
    if (pullInto.filled > 0) this.keepClone(pullInto.buffer, pullInto.offset, pullInto.filled);
    this.pending.shift();
  }

  // The oldest bytes as a view.
  take() {
    const { buffer, offset, length } = this.queue.shift();
    this.afterTaking();
    return new Uint8Array(buffer, offset, length);
  }

  afterTaking() {
    if (this.queue.total === 0 && this.closeRequested) {
      this.clear();
      closeStream(this.stream);
    } else {
      this.callPullIfNeeded();
    }
  }

  serveRequests(reader) {
    while (reader.requests.length > 0 && this.queue.total > 0) {
      const request = reader.requests.shift();
      request.chunk(this.take());
    }
  }

  // Moves bytes of the queue into the view; whether it has as many as its reader asked for.
  fill(pullInto) {
    const { filled, elementSize } = pullInto;
    const possible = Math.min(this.queue.total, pullInto.length - filled);
    const aligned = filled + possible - ((filled + possible) % elementSize);
    const ready = aligned >= pullInto.minimum;
    let left = ready ? aligned - filled : possible;
    while (left > 0) {
      const head = this.queue.peek();
      const count = Math.min(left, head.length);
      copyBytes(pullInto.buffer, pullInto.offset + pullInto.filled, head.buffer, head.offset, count);
      this.queue.drop(count);
      pullInto.filled += count;
      left -= count;
    }
    return ready;
  }

  fillPending() {
    const full = [];
    while (this.pending.length > 0 && this.queue.total > 0) {
      if (!this.fill(this.pending[0])) break;
      full.push(this.pending.shift());
    }
    return full;
  }

  commitAll(pullIntos) {
    for (const pullInto of pullIntos) this.commit(pullInto);
  }

  commit(pullInto) {
    const request = this.stream.reader.requests.shift();
    const view = pullInto.view();
    if (this.stream.state === CLOSED) request.close(view);
    else request.chunk(view);
  }

  pullSteps(request) {
    if (this.queue.total > 0) {
      request.chunk(this.take());
      return;
    }
    const size = this.autoAllocate;
    if (size !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(size);
      } catch (reason) {
        request.error(reason);
        return;
      }
      this.pending.push(new PullInto(buffer, 0, size, 1, Uint8Array, 1, DEFAULT));
    }
    this.stream.reader.requests.push(request);
    this.callPullIfNeeded();
  }

  pullInto(view, min, request) {
    const Type = constructorOf(view);
    const elementSize = elementSizeOf(view);
    const offset = offsetOf(view);
    const length = byteLengthOf(view);
    let buffer;
    try {
      buffer = transfer(bufferOf(view));
    } catch (reason) {
      request.error(reason);
      return;
    }
    const pullInto = new PullInto(buffer, offset, length, min * elementSize, Type, elementSize, BYOB);
    const { stream } = this;
    if (this.pending.length === 0) {
      if (stream.state === CLOSED) {
        request.close(new Type(buffer, offset, 0));
        return;
      }
      if (this.queue.total > 0 && this.answerFromQueue(pullInto, request)) return;
    }
    const first = this.pending.length === 0;
    this.pending.push(pullInto);
    stream.reader.requests.push(request);
    if (first) this.callPullIfNeeded();
  }

  answerFromQueue(pullInto, request) {
    if (this.fill(pullInto)) {
      const view = pullInto.view();
      this.afterTaking();
      request.chunk(view);
      return true;
    }
    if (!this.closeRequested) return false;
    const reason = invalidState("ReadableStream closed");
    this.error(reason);
    request.error(reason);
    return true;
  }

  respond(written) {
    const first = this.pending[0];
    if (this.stream.state === CLOSED) {
      if (written !== 0) throw new codes.ERR_INVALID_ARG_VALUE("bytesWritten", written);
    } else {
      if (written === 0) throw new codes.ERR_INVALID_ARG_VALUE("bytesWritten", written);
      if (first.filled + written > first.length) {
        throw new codes.ERR_INVALID_ARG_VALUE.RangeError("bytesWritten", written);
      }
    }
    first.buffer = transfer(first.buffer);
    this.responded(first, written);
  }

  respondWithView(view) {
    const first = this.pending[0];
    const length = byteLengthOf(view);
    if (this.stream.state === CLOSED) {
      if (length !== 0) throw invalidState("View is not zero-length");
    } else if (length === 0) {
      throw invalidState("View is zero-length");
    }
    const buffer = bufferOf(view);
    if (first.offset + first.filled !== offsetOf(view) || first.bufferLength !== bytesIn(buffer) || first.filled + length > first.length) {
      throw new codes.ERR_INVALID_ARG_VALUE.RangeError("view", view);
    }
    first.buffer = transfer(buffer);
    this.responded(first, length);
  }

  responded(first, written) {
    this.voidRequest();
    if (this.stream.state === CLOSED) this.respondedClosed(first);
    else this.respondedReadable(first, written);
    this.callPullIfNeeded();
  }

  respondedClosed(first) {
    if (first.kind === NONE) this.pending.shift();
    const { reader } = this.stream;
    if (!reader?.byob) return;
    const done = [];
    while (done.length < reader.requests.length) done.push(this.pending.shift());
    this.commitAll(done);
  }

  respondedReadable(first, written) {
    first.filled += written;
    if (first.kind === NONE) {
      this.keepFilled(first);
      this.commitAll(this.fillPending());
      return;
    }
    if (first.filled < first.minimum) return;
    this.pending.shift();
    const rest = first.filled % first.elementSize;
    if (rest > 0) {
      this.keepClone(first.buffer, first.offset + first.filled - rest, rest);
      first.filled -= rest;
    }
    const full = this.fillPending();
    this.commit(first);
    this.commitAll(full);
  }

  dropPending() {
    this.voidRequest();
    this.pending = [];
  }

  voidRequest() {
    if (this.request !== null) voidRequest(this.request);
    this.request = null;
  }

  cancelSteps(reason) {
    this.dropPending();
    this.queue.reset();
    const { cancel } = this;
    this.clear();
    return cancel === undefined ? undefined : call1(cancel, reason);
  }

  releaseSteps() {
    const first = this.pending[0];
    if (first === undefined) return;
    first.kind = NONE;
    this.pending = [first];
  }
}
