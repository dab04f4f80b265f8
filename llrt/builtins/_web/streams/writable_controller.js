// The inner side of WritableStreamDefaultController: the queue, and what is asked of the sink.
// Spec: https://streams.spec.whatwg.org/#ws-default-controller-abstract-ops
import { loadBuiltin } from "native:engine";
import { SizedQueue } from "./queue.js";
import { call0, call1, call2, react } from "./promises.js";
import { one } from "./strategies.js";
import {
  dealWithRejection, ERRORING, failClose, failWrite, finishClose, finishErroring, finishWrite, isClosing, setBackpressure,
  startErroring, WRITABLE,
} from "./writable_state.js";

const CLOSE = Symbol("close"); // stands in the queue for the end

// The methods of a sink as algorithms: write(chunk, publicController), close(), abort(reason) return anything.
export class WritableController {
  stream;
  sinkWrite;
  sinkClose;
  sinkAbort;
  mark;
  size;
  queue = new SizedQueue();
  started = false;
  aborter = undefined;
  public = undefined;
  onWritten = undefined;
  onWriteFailed = undefined;

  constructor(stream, sinkWrite, sinkClose, sinkAbort, mark, size) {
    this.stream = stream;
    this.sinkWrite = sinkWrite;
    this.sinkClose = sinkClose;
    this.sinkAbort = sinkAbort;
    this.mark = mark;
    this.size = size;
    stream.controller = this;
    stream.backpressure = mark <= 0;
  }

  start(result) {
    const { stream } = this;
    const started = () => {
      this.started = true;
      this.advance();
    };
    const failed = (reason) => {
      this.started = true;
      dealWithRejection(stream, reason);
    };
    react(result, started, failed);
  }

  get desiredSize() {
    return this.mark - this.queue.total;
  }

  abortSignal(reason) {
    if (this.aborter === undefined) this.aborter = newAborter();
    this.aborter.abort(reason);
  }

  get signal() {
    return (this.aborter ??= newAborter()).signal;
  }

  clear() {
    this.sinkWrite = this.sinkClose = this.sinkAbort = this.onWritten = this.onWriteFailed = undefined;
    this.size = undefined;
  }

  abortSteps(reason) {
    const { sinkAbort } = this;
    this.clear();
    return sinkAbort === undefined ? undefined : call1(sinkAbort, reason);
  }

  sizeOf(chunk) {
    const { size } = this;
    if (size === one || size === undefined) return 1;
    try {
      return size(chunk);
    } catch (reason) {
      this.errorIfNeeded(reason);
      return 1;
    }
  }

  errorIfNeeded(reason) {
    if (this.stream.state === WRITABLE) this.error(reason);
  }

  error(reason) {
    this.clear();
    startErroring(this.stream, reason);
  }

  close() {
    this.queue.push(CLOSE, 0);
    this.advance();
  }

  write(chunk, size) {
    const { stream } = this;
    try {
      this.queue.push(chunk, size);
    } catch (reason) {
      this.errorIfNeeded(reason);
      return;
    }
    if (!isClosing(stream) && stream.state === WRITABLE) setBackpressure(stream, this.desiredSize <= 0);
    this.advance();
  }

  advance() {
    const { stream } = this;
    if (!this.started || stream.inFlight !== undefined) return;
    if (stream.state === ERRORING) {
      finishErroring(stream);
      return;
    }
    if (this.queue.length === 0) return;
    const chunk = this.queue.peek();
    if (chunk === CLOSE) this.processClose();
    else this.processWrite(chunk);
  }

  processClose() {
    const { stream } = this;
    stream.closing = stream.closeRequest;
    stream.closeRequest = undefined;
    this.queue.shift();
    const { sinkClose } = this;
    const result = sinkClose === undefined ? undefined : call0(sinkClose);
    this.clear();
    react(result, () => finishClose(stream), (reason) => failClose(stream, reason));
  }

  processWrite(chunk) {
    const { stream } = this;
    stream.inFlight = stream.requests.shift();
    this.onWritten ??= () => this.written();
    this.onWriteFailed ??= (reason) => this.writeFailed(reason);
    const { onWritten, onWriteFailed } = this;
    react(this.sinkWrite === undefined ? undefined : call2(this.sinkWrite, chunk, this.public), onWritten, onWriteFailed);
  }

  written() {
    const { stream } = this;
    finishWrite(stream);
    const { state } = stream;
    this.queue.shift();
    if (!isClosing(stream) && state === WRITABLE) setBackpressure(stream, this.desiredSize <= 0);
    this.advance();
  }

  writeFailed(reason) {
    const { stream } = this;
    if (stream.state === WRITABLE) this.clear();
    failWrite(stream, reason);
  }
}

function newAborter() {
  const { AbortController } = loadBuiltin("node:internal/web/abort");
  return new AbortController();
}
