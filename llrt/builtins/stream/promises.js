// node:stream/promises. Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#streams-promises-api
import Stream from "./index.js";

export const { finished, pipeline } = Stream.promises;
export default Stream.promises;
