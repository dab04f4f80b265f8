// node:_stream_wrap: what old packages ask for instead of a stream that is no socket under node:tls.
import { notSupported } from "../_errors.js";

export default class JSStreamSocket {
  constructor() {
    throw notSupported("_stream_wrap", "sockets are made of descriptors only");
  }
}
