// node:stream/promises: finished() and pipeline() that return promises.
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#streams-promises-api
import { promises } from "./_promises.js";

export const { finished, pipeline } = promises;
export default promises;
