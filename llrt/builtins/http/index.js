// node:http: the door.  Reference: nodejs.org/api/http.html
import { lazyExport } from "native:engine";
import { CloseEvent, MessageEvent, WebSocket } from "./_events.js";
import { Agent, agents } from "./_agent.js";
import { ClientRequest } from "./_client.js";
import { METHODS, STATUS_CODES } from "./_constants.js";
import { parsers } from "./_common.js";
import { validateHeaderName, validateHeaderValue } from "./_headers.js";
import { IncomingMessage } from "./_incoming.js";
import { options } from "./_options.js";
import { OutgoingMessage } from "./_outgoing.js";
import { setGlobalProxyFromEnv } from "./_global_proxy.js";
import { ServerResponse } from "./_response.js";
import { _connectionListener, Server } from "./_server.js";
import { validateInteger } from "../_validators.js";

export function createServer(opts, requestListener) {
  return new Server(opts, requestListener);
}

export function request(url, options, cb) {
  return new ClientRequest(url, options, cb);
}

export function get(url, options, cb) {
  const made = request(url, options, cb);
  made.end();
  return made;
}

export function setMaxIdleHTTPParsers(max) {
  validateInteger(max, "max", 1);
  parsers.max = max;
}
Object.defineProperty(setMaxIdleHTTPParsers, "length", { value: 1, configurable: true });

const http = {
  _connectionListener, METHODS, STATUS_CODES, Agent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse,
  createServer, validateHeaderName, validateHeaderValue, get, request, setMaxIdleHTTPParsers, setGlobalProxyFromEnv,
};
const accessor = (get, set = undefined) => ({ get, set, enumerable: true, configurable: true });
Object.defineProperties(http, {
  maxHeaderSize: accessor(() => options.maxHeaderSize()),
  globalAgent: accessor(() => agents.global, (value) => { agents.global = value; }),
  WebSocket: accessor(() => WebSocket),
  CloseEvent: accessor(() => CloseEvent),
  MessageEvent: accessor(() => MessageEvent),
});

export let maxHeaderSize, globalAgent;
lazyExport("node:http", "maxHeaderSize", "node:internal/http/global", "maxHeaderSize");
lazyExport("node:http", "globalAgent", "node:internal/http/global", "globalAgent");
export {
  _connectionListener, Agent, ClientRequest, CloseEvent, IncomingMessage, MessageEvent, METHODS, OutgoingMessage, Server, ServerResponse,
  setGlobalProxyFromEnv, STATUS_CODES, validateHeaderName, validateHeaderValue, WebSocket,
};
export default http;
