// node:_http_outgoing: what old packages ask for instead of node:http.
import { OutgoingMessage, validateHeaderName, validateHeaderValue } from "../http/index.js";

export { OutgoingMessage, validateHeaderName, validateHeaderValue };
export default { validateHeaderName, validateHeaderValue, OutgoingMessage };
