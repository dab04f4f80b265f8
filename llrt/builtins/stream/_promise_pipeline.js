// pipeline() that returns a promise.
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#streampipelinesource-transforms-destination-options
import { run } from "./_pipeline.js";
import { isIterable, isNodeStream, isWebStream } from "./_predicates.js";

// The last argument may be options: an object that is nothing one could pipe to.
function isOptions(value) {
  return Boolean(value) && typeof value === "object" && !isNodeStream(value) && !isIterable(value) && !isWebStream(value);
}

export function pipeline(...streams) {
  return new Promise((resolve, reject) => {
    const { signal, end } = isOptions(streams.at(-1)) ? streams.pop() : {};
    run(streams, (error, value) => (error ? reject(error) : resolve(value)), { signal, end });
  });
}
