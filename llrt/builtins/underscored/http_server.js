// node:_http_server: what old packages ask for instead of node:http.
import {
  _connectionListener, httpServerPreClose, kConnectionsCheckingInterval, kServerResponse, Server, setupConnectionsTracking, STATUS_CODES,
  storeHTTPOptions,
} from "../http/_server.js";
import { ServerResponse } from "../http/_response.js";

export {
  _connectionListener, httpServerPreClose, kConnectionsCheckingInterval, kServerResponse, Server, ServerResponse, setupConnectionsTracking,
  STATUS_CODES, storeHTTPOptions,
};
export default {
  STATUS_CODES, Server, ServerResponse, setupConnectionsTracking, storeHTTPOptions, _connectionListener, kServerResponse, httpServerPreClose,
  kConnectionsCheckingInterval,
};
