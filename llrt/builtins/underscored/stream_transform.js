// node:_stream_transform: what old packages ask for instead of node:stream.
export { Transform as default } from "../stream/index.js";
