// What require("stream").promises and node:stream/promises are: two functions whose code is loaded when they are called.
import { lazyMethod } from "./_lazy.js";

export const promises = {
  finished: lazyMethod("node:internal/stream/finished", "finished", 2),
  pipeline: lazyMethod("node:internal/stream/promise_pipeline", "pipeline", 0),
};
