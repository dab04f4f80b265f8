// node:https: the door.  Reference: nodejs.org/api/https.html
import { defineLazy, lazyExport } from "native:engine";
import { ClientRequest, readUrl } from "../http/_client.js";
import { Agent } from "./_agent.js";
import { Server } from "./_server.js";

export function createServer(opts, requestListener) {
  return new Server(opts, requestListener);
}

export function request(...args) {
  const base = readUrl(args[0]);
  if (base !== null) args.shift();
  const options = { ...base };
  if (args[0] && typeof args[0] !== "function") Object.assign(options, args.shift());
  options._defaultAgent = https.globalAgent;
  return new ClientRequest(options, ...args);
}

export function get(input, options, cb) {
  const made = request(input, options, cb);
  made.end();
  return made;
}

const https = { Agent };
defineLazy(https, "globalAgent", "node:internal/https/global", "globalAgent", true);
Object.assign(https, { Server, createServer, get, request });

export let globalAgent;
lazyExport("node:https", "globalAgent", "node:internal/https/global", "globalAgent");
export { Agent, Server };
export default https;
