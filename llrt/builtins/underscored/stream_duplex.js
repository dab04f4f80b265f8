// node:_stream_duplex: what old packages ask for instead of node:stream.
import { Duplex } from "../stream/index.js";

export const { from, fromWeb, toWeb } = Duplex;
export default Duplex;
