// pipeline(): joins streams, iterables and functions, hands errors on and ends all of them together.
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#streampipelinesource-transforms-destination-callback
import { nextTick } from "../_boot/task_queues.js";
import { AbortError, codes } from "../_errors.js";
import { validateAbortSignal, validateFunction } from "../_validators.js";
import { addAbortListener } from "../events/_async.js";
import { destroyer as destroyAny } from "./_destroy.js";
import { Duplex } from "./_duplex.js";
import { eos } from "./_finished.js";
import {
  isIterable, isNodeStream, isReadable, isReadableFinished, isReadableNodeStream, isReadableStream, isTransformStream, isWebStream,
} from "./_predicates.js";
import { pumpToNode, pumpToWeb } from "./_pump.js";
import { Readable } from "./_readable.js";
import { PassThrough } from "./_transform.js";

export function pipeline(...streams) {
  validateFunction(streams.at(-1), "streams[stream.length - 1]");
  const callback = streams.pop();
  let called = false;
  return run(streams, (...args) => {
    if (called) return;
    called = true;
    callback(...args);
  });
}

export function run(streams, callback, options) {
  if (streams.length === 1 && Array.isArray(streams[0])) [streams] = streams;
  if (streams.length < 2) throw new codes.ERR_MISSING_ARGS("streams");
  return new Pipeline(streams, callback, options).build();
}

const SOURCES = ["Readable", "Iterable", "AsyncIterable", "ReadableStream", "TransformStream"];

class Pipeline {
  constructor(streams, callback, options) {
    this.streams = streams;
    this.callback = callback;
    this.controller = new AbortController();
    this.outerSignal = options?.signal;
    this.endsLast = options?.end !== false;
    this.error = undefined;
    this.value = undefined;
    this.destroys = [];
    this.cleanUps = []; // of the last stream, which may be used further
    this.waitingFor = 0;
    this.finish = (error) => this.settle(error, --this.waitingFor === 0);
    this.fail = (error) => this.settle(error, false);
    this.abort = () => this.settle(new AbortError(undefined, { cause: this.outerSignal?.reason }));
    validateAbortSignal(this.outerSignal, "options.signal");
  }

  settle(error, isLast) {
    if (error && (!this.error || this.error.code === "ERR_STREAM_PREMATURE_CLOSE")) this.error = error;
    if (!this.error && !isLast) return;
    for (const destroy of this.destroys.splice(0)) destroy(this.error);
    this.listening?.[Symbol.dispose]();
    this.controller.abort();
    if (!isLast) return;
    if (!this.error) for (const cleanUp of this.cleanUps) cleanUp();
    nextTick(this.callback, this.error, this.value);
  }

  build() {
    if (this.outerSignal) this.listening = addAbortListener(this.outerSignal, this.abort);
    let result;
    this.streams.forEach((stream, index) => {
      const place = { index, isLast: index === this.streams.length - 1 };
      place.ends = !place.isLast || this.endsLast;
      if (isNodeStream(stream)) this.watch(stream, place);
      result = index === 0 ? this.source(stream) : this.join(result, stream, place);
    });
    if (this.controller.signal.aborted || this.outerSignal?.aborted) nextTick(this.abort);
    return result;
  }

  watch(stream, { index, isLast, ends }) {
    if (ends) {
      const { destroy, cleanUp } = destroyOnce(stream, !isLast, index > 0);
      this.destroys.push(destroy);
      if (isLast && isReadable(stream)) this.cleanUps.push(cleanUp);
    }
    const onError = (error) => {
      if (error && error.name !== "AbortError" && error.code !== "ERR_STREAM_PREMATURE_CLOSE") this.fail(error);
    };
    stream.on("error", onError);
    if (isLast && isReadable(stream)) this.cleanUps.push(() => stream.removeListener("error", onError));
  }

  source(stream) {
    if (typeof stream === "function") {
      const made = stream({ signal: this.controller.signal });
      if (isIterable(made)) return made;
      throw new codes.ERR_INVALID_RETURN_VALUE("Iterable, AsyncIterable or Stream", "source", made);
    }
    return isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream) ? stream : Duplex.from(stream);
  }

  join(from, stream, place) {
    if (typeof stream === "function") return this.joinFunction(from, stream, place);
    if (isNodeStream(stream)) return this.joinNode(from, stream, place);
    if (isWebStream(stream)) return this.joinWeb(from, stream, place);
    return Duplex.from(stream);
  }

  joinFunction(from, transform, place) {
    const input = asAsyncIterable(isTransformStream(from) ? from.readable : from);
    const made = transform(input, { signal: this.controller.signal });
    if (!place.isLast) {
      if (isIterable(made, true)) return made;
      throw new codes.ERR_INVALID_RETURN_VALUE("AsyncIterable", `transform[${place.index - 1}]`, made);
    }
    // The last function's result becomes a stream that the caller may read.
    const output = new PassThrough({ objectMode: true });
    this.fill(output, made, place.ends);
    const { destroy, cleanUp } = destroyOnce(output, false, true);
    this.destroys.push(destroy);
    this.cleanUps.push(cleanUp);
    return output;
  }

  fill(output, made, ends) {
    const then = made?.then;
    if (typeof then === "function") {
      this.waitingFor++;
      then.call(made, (value) => {
        this.value = value;
        if (value !== null && value !== undefined) output.write(value);
        if (ends) output.end();
        nextTick(this.finish);
      }, (error) => {
        output.destroy(error);
        nextTick(this.finish, error);
      });
    } else if (isIterable(made, true)) {
      this.waitingFor++;
      pumpToNode(made, output, this.finish, ends);
    } else if (isReadableStream(made) || isTransformStream(made)) {
      this.waitingFor++;
      pumpToNode(made.readable || made, output, this.finish, ends);
    } else {
      throw new codes.ERR_INVALID_RETURN_VALUE("AsyncIterable or Promise", "destination", made);
    }
  }

  joinNode(from, stream, { isLast, ends }) {
    if (isReadableNodeStream(from)) {
      this.waitingFor += 2;
      const cleanUp = this.pipe(from, stream, ends);
      if (isLast && isReadable(stream)) this.cleanUps.push(cleanUp);
    } else if (isTransformStream(from) || isReadableStream(from)) {
      this.waitingFor++;
      pumpToNode(from.readable || from, stream, this.finish, ends);
    } else if (isIterable(from)) {
      this.waitingFor++;
      pumpToNode(from, stream, this.finish, ends);
    } else {
      throw new codes.ERR_INVALID_ARG_TYPE("val", SOURCES, from);
    }
    return stream;
  }

  joinWeb(from, stream, { ends }) {
    let input;
    if (isReadableNodeStream(from)) input = asAsyncIterable(from);
    else if (isReadableStream(from) || isIterable(from)) input = from;
    else if (isTransformStream(from)) input = from.readable;
    else throw new codes.ERR_INVALID_ARG_TYPE("val", SOURCES, from);
    this.waitingFor++;
    pumpToWeb(input, stream, this.finish, ends);
    return stream;
  }

  pipe(source, destination, ends) {
    let ended = false;
    destination.on("close", () => {
      if (!ended) this.fail(new codes.ERR_STREAM_PREMATURE_CLOSE()); // it closed before the source was through
    });
    source.pipe(destination, { end: false }); // ended below, so that `ended` is known
    if (ends) {
      const end = () => {
        ended = true;
        destination.end();
      };
      if (isReadableFinished(source)) nextTick(end);
      else source.once("end", end);
    } else {
      this.finish();
    }
    eos(source, { readable: true, writable: false }, (error) => {
      const state = source._readableState;
      if (error?.code === "ERR_STREAM_PREMATURE_CLOSE" && state?.ended && !state.errored && !state.errorEmitted) {
        // Some streams emit 'close' before 'end', having all their data: wait for it.
        source.once("end", this.finish).once("error", this.finish);
      } else {
        this.finish(error);
      }
    });
    return eos(destination, { readable: false, writable: true }, this.finish);
  }
}

function destroyOnce(stream, readable, writable) {
  let finished = false;
  stream.on("close", () => { finished = true; });
  const cleanUp = eos(stream, { readable, writable }, (error) => { finished = !error; });
  const destroy = (error) => {
    if (finished) return;
    finished = true;
    destroyAny(stream, error || new codes.ERR_STREAM_DESTROYED("pipe"));
  };
  return { destroy, cleanUp };
}

function asAsyncIterable(value) {
  if (isIterable(value)) return value;
  if (isReadableNodeStream(value)) return chunksOf(value);
  throw new codes.ERR_INVALID_ARG_TYPE("val", SOURCES, value);
}

async function* chunksOf(stream) {
  yield* Readable.prototype[Symbol.asyncIterator].call(stream);
}
