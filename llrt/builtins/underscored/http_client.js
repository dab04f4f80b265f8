// node:_http_client: what old packages ask for instead of node:http.
import { ClientRequest } from "../http/index.js";

export { ClientRequest };
export default { ClientRequest };
