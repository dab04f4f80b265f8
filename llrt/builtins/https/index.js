// node:https.  Agents' options work; requests and servers are not there yet and throw when made.
// Reference: nodejs.org/api/https.html
import { Agent as HttpAgent } from "../http/_agent.js";
import tls from "../tls/index.js";
import { missing } from "../_missing.js";

const { functions, klass } = missing("https");
export const { createServer, get, request } = functions("createServer/2 get/3 request/0");
export const Server = klass("Server/2", tls.Server, "closeAllConnections/0 closeIdleConnections/0 setTimeout/2 close/0");

const SESSIONS = 100;

export function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  const given = { __proto__: null, ...options };
  given.defaultPort ??= 443;
  given.protocol ??= "https:";
  HttpAgent.call(this, given);
  const { maxCachedSessions = SESSIONS } = this.options;
  this.maxCachedSessions = maxCachedSessions;
  this._sessionCache = { map: {}, list: [] };
}

Object.setPrototypeOf(Agent.prototype, HttpAgent.prototype);
Object.setPrototypeOf(Agent, HttpAgent);
Object.assign(Agent.prototype, missing("https.Agent.prototype").functions(
  "createConnection/0 keepSocketAlive/1 _getSession/1 _cacheSession/2 _evictSession/1",
));

// Options of a TLS connection that make it another one, in the order of the name.
const BEFORE = ["ca", "cert", "clientCertEngine", "ciphers", "key", "pfx"];
const AFTER = [
  "minVersion", "maxVersion", "secureProtocol", "crl", "honorCipherOrder", "ecdhCurve", "dhparam", "secureOptions", "sessionIdContext",
];

Agent.prototype.getName = function getName(options = {}) {
  const { rejectUnauthorized, servername, host, honorCipherOrder, secureOptions, sigalgs } = options;
  const parts = [HttpAgent.prototype.getName.call(this, options), ...BEFORE.map((name) => options[name] || "")];
  parts.push(rejectUnauthorized === undefined ? "" : rejectUnauthorized, servername && servername !== host ? servername : "");
  const told = { honorCipherOrder, secureOptions };
  for (const name of AFTER) parts.push(name in told ? told[name] ?? "" : options[name] || "");
  parts.push(sigalgs ? JSON.stringify(sigalgs) : "", options.privateKeyIdentifier || "", options.privateKeyEngine || "");
  return parts.join(":");
};
Object.defineProperty(Agent.prototype.getName, "length", { value: 0, configurable: true });

export const globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000, proxyEnv: undefined });

export default { Agent, globalAgent, Server, createServer, get, request };
