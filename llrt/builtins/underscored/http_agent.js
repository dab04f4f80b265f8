// node:_http_agent: what old packages ask for instead of node:http.
import { Agent, globalAgent } from "../http/index.js";

export { Agent, globalAgent };
export default { Agent, globalAgent };
