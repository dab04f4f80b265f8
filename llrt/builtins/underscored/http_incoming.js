// node:_http_incoming: what old packages ask for instead of node:http.
import { IncomingMessage, readStart, readStop } from "../http/_incoming.js";

export { IncomingMessage, readStart, readStop };
export default { IncomingMessage, readStart, readStop };
