// node:_stream_passthrough: what old packages ask for instead of node:stream.
export { PassThrough as default } from "../stream/index.js";
