// https.Agent: an http.Agent whose sockets speak TLS, and which keeps sessions so that later connections resume them.
// Reference: nodejs.org/api/https.html#class-httpsagent
import tls from "../tls/index.js";
import { Agent as HttpAgent } from "../http/_agent.js";
import { tunnelByProxy } from "../http/_proxy.js";

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

// Options of a TLS connection that make it another one, in the order of the name.
const BEFORE = ["ca", "cert", "clientCertEngine", "ciphers", "key", "pfx"];
const AFTER = [
  "minVersion", "maxVersion", "secureProtocol", "crl", "honorCipherOrder", "ecdhCurve", "dhparam", "secureOptions", "sessionIdContext",
];

const NONE_BEFORE = ":".repeat(BEFORE.length + 2), NONE_AFTER = ":".repeat(AFTER.length + 3);

// Whether none of those that make another connection is given: nearly always.
const isUsual = (options) => !(options.ca || options.cert || options.clientCertEngine || options.ciphers || options.key || options.pfx
  || options.minVersion || options.maxVersion || options.secureProtocol || options.crl || options.ecdhCurve || options.dhparam
  || options.sessionIdContext || options.sigalgs || options.privateKeyIdentifier || options.privateKeyEngine)
  && options.rejectUnauthorized === undefined && options.honorCipherOrder === undefined && options.secureOptions === undefined;

const isObject = (value) => value !== null && typeof value === "object";

// (options, callback), (port, options, callback), (port, host, options, callback)
function readArguments(args) {
  const given = args.find(isObject);
  const options = given === args[0] && given !== undefined ? given : { ...given };
  if (typeof args[0] === "number") options.port = args[0];
  if (typeof args[1] === "string") options.host = args[1];
  const last = args.at(-1);
  return [options, typeof last === "function" ? last : undefined];
}

Object.assign(Agent.prototype, {
  createConnection(...args) {
    let [options, done] = readArguments(args);
    const key = options._agentKey;
    const session = key && this._getSession(key);
    if (session) options = { session, ...options };
    const keepSession = (socket) => {
      if (!key) return;
      socket.on("session", (made) => this._cacheSession(key, made));
      socket.once("close", (failed) => {
        if (failed) this._evictSession(key);
      });
    };
    const tunnel = tunnelByProxy(this, options, (error, socket) => {
      if (socket) keepSession(socket);
      done?.(error, socket);
    });
    if (tunnel !== undefined) return tunnel;
    const socket = tls.connect(options);
    keepSession(socket);
    return socket;
  },

  keepSocketAlive(socket) {
    return HttpAgent.prototype.keepSocketAlive.call(this, socket);
  },

  getName(options = {}) {
    const { servername, host } = options;
    if (isUsual(options)) {
      return HttpAgent.prototype.getName.call(this, options) + NONE_BEFORE + (servername && servername !== host ? servername : "") + NONE_AFTER;
    }
    const { rejectUnauthorized, honorCipherOrder, secureOptions, sigalgs } = options;
    const parts = [HttpAgent.prototype.getName.call(this, options), ...BEFORE.map((name) => options[name] || "")];
    parts.push(rejectUnauthorized === undefined ? "" : rejectUnauthorized, servername && servername !== host ? servername : "");
    const told = { honorCipherOrder, secureOptions };
    for (const name of AFTER) parts.push(name in told ? told[name] ?? "" : options[name] || "");
    parts.push(sigalgs ? JSON.stringify(sigalgs) : "", options.privateKeyIdentifier || "", options.privateKeyEngine || "");
    return parts.join(":");
  },

  _getSession(key) {
    return this._sessionCache.map[key];
  },

  _cacheSession(key, session) {
    if (this.maxCachedSessions === 0) return;
    const { map, list } = this._sessionCache;
    if (!map[key]) {
      if (list.length >= this.maxCachedSessions) delete map[list.shift()];
      list.push(key);
    }
    map[key] = session;
  },

  _evictSession(key) {
    const { map, list } = this._sessionCache;
    const index = list.indexOf(key);
    if (index === -1) return;
    list.splice(index, 1);
    delete map[key];
  },
});
Object.defineProperty(Agent.prototype.getName, "length", { value: 0, configurable: true });
