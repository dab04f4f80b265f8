// node:_stream_readable: what old packages ask for instead of node:stream.
import { Readable } from "../stream/index.js";

export const { ReadableState, _fromList, from, fromWeb, toWeb, wrap } = Readable;
export default Readable;
