// An AbortSignal that destroys a stream: the option `signal` of constructors, addAbortSignal().
import { AbortError, codes } from "../_errors.js";
import { addAbortListener } from "../events/_async.js";
import { eos } from "./_finished.js";
import { isNodeStream, isReadableStream, isWritableStream, kControllerErrorFunction } from "./_predicates.js";

function checkSignal(signal) {
  if (typeof signal !== "object" || !("aborted" in signal)) {
    throw new codes.ERR_INVALID_ARG_TYPE("signal", "AbortSignal", signal);
  }
}

export function addAbortSignal(signal, stream) {
  checkSignal(signal);
  if (!isNodeStream(stream) && !isReadableStream(stream) && !isWritableStream(stream)) {
    throw new codes.ERR_INVALID_ARG_TYPE("stream", ["ReadableStream", "WritableStream", "Stream"], stream);
  }
  return addSignal(signal, stream);
}

// Without the checks, which the constructors do not make.
export function addSignal(signal, stream) {
  if (typeof signal !== "object" || !("aborted" in signal)) return stream;
  const onAbort = isNodeStream(stream)
    ? () => stream.destroy(new AbortError(undefined, { cause: signal.reason }))
    : () => stream[kControllerErrorFunction](new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    onAbort();
    return stream;
  }
  const disposable = addAbortListener(signal, onAbort);
  eos(stream, () => disposable[Symbol.dispose]());
  return stream;
}
