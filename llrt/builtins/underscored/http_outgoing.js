// node:_http_outgoing: what old packages ask for instead of node:http.
import { validateHeaderName, validateHeaderValue } from "../http/_headers.js";
import { kHighWaterMark, kUniqueHeaders, OutgoingMessage, parseUniqueHeadersOption } from "../http/_outgoing.js";

export { kHighWaterMark, kUniqueHeaders, OutgoingMessage, parseUniqueHeadersOption, validateHeaderName, validateHeaderValue };
export default { kHighWaterMark, kUniqueHeaders, parseUniqueHeadersOption, validateHeaderName, validateHeaderValue, OutgoingMessage };
