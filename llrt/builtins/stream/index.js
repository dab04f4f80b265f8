// node:stream: the door. Node's own code, bundled (../_npm/readable-stream.mjs), completed to what Node 24 exports.
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html
import Stream from "../_npm/readable-stream.js";

Stream.setDefaultHighWaterMark(false, 65536);

export default Stream;
export const {
  Readable, Writable, Duplex, Transform, PassThrough, pipeline, addAbortSignal, finished, destroy, compose,
  setDefaultHighWaterMark, getDefaultHighWaterMark, isDestroyed, isDisturbed, isErrored, isReadable, isWritable, promises,
  _uint8ArrayToBuffer, _isUint8Array,
} = Stream;
export { Stream };
