// http.Agent: its options, names and accounts.  Sockets, which it would keep, are not there yet.
// Reference: nodejs.org/api/http.html#class-httpagent
import { EventEmitter } from "../events/_emitter.js";
import { missing } from "../_missing.js";
import { validateNumber, validateOneOf } from "../_validators.js";

const KEEP_ALIVE = 1000;
const FREE_SOCKETS = 256;

export function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  const given = { __proto__: null, ...options };
  given.noDelay ??= true;
  given.path = null;
  const { agentKeepAliveTimeoutBuffer: buffer, maxTotalSockets = Infinity } = given;
  Object.assign(this, {
    options: given,
    defaultPort: given.defaultPort || 80,
    protocol: given.protocol || "http:",
    requests: { __proto__: null },
    sockets: { __proto__: null },
    freeSockets: { __proto__: null },
    keepAliveMsecs: given.keepAliveMsecs || KEEP_ALIVE,
    keepAlive: given.keepAlive || false,
    maxSockets: given.maxSockets || Agent.defaultMaxSockets,
    maxFreeSockets: given.maxFreeSockets || FREE_SOCKETS,
    scheduling: given.scheduling || "lifo",
    maxTotalSockets,
    totalSocketCount: 0,
    agentKeepAliveTimeoutBuffer: Number.isFinite(buffer) && buffer >= 0 ? buffer : KEEP_ALIVE,
  });
  validateOneOf(this.scheduling, "scheduling", ["fifo", "lifo"]);
  validateNumber(this.maxTotalSockets, "maxTotalSockets", 1);
}

Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;

Object.assign(Agent.prototype, missing("http.Agent.prototype").functions(
  "createConnection/0 addRequest/4 createSocket/3 removeSocket/2 keepSocketAlive/1 reuseSocket/2",
));

// Requests of one name may share a socket.
Agent.prototype.getName = function getName(options = {}) {
  const { host, port, localAddress, family, socketPath } = options;
  const familyPart = family === 4 || family === 6 ? `:${family}` : "";
  return `${host || "localhost"}:${port || ""}:${localAddress || ""}${familyPart}${socketPath ? `:${socketPath}` : ""}`;
};

Agent.prototype.destroy = function destroy() {
  for (const set of [this.freeSockets, this.sockets]) {
    for (const sockets of Object.values(set)) for (const socket of sockets) socket.destroy();
  }
};
Object.defineProperty(Agent.prototype.getName, "length", { value: 0, configurable: true });

export const globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000, proxyEnv: undefined });
