// node:_stream_writable: what old packages ask for instead of node:stream.
import { Writable } from "../stream/index.js";

export const { WritableState, fromWeb, toWeb } = Writable;
export default Writable;
