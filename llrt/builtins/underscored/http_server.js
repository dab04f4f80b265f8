// node:_http_server: what old packages ask for instead of node:http.
import { _connectionListener, Server, ServerResponse, STATUS_CODES } from "../http/index.js";

export { _connectionListener, Server, ServerResponse, STATUS_CODES };
export default { STATUS_CODES, Server, ServerResponse, _connectionListener };
