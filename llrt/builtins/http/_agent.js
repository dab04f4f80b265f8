// http.Agent: sockets by name (host, port, ...), those at work, those that are free, and the requests that wait for one.
// Reference: nodejs.org/api/http.html#class-httpagent
import { loadBuiltin } from "native:engine";
import net from "../net/index.js";
import { bindCallback } from "../_async_context.js";
import { EventEmitter } from "../events/_emitter.js";
import { validateNumber, validateOneOf, validateString } from "../_validators.js";
import { connectByProxy, kProxyConfig, proxyConfig, tunnelFailed } from "./_proxy.js";

const KEEP_ALIVE = 1000;
const FREE_SOCKETS = 256;
const HINT = /^timeout=(\d+)/;

const kOnKeylog = Symbol("onkeylog");
const kRequestOptions = Symbol("requestOptions");
const kResume = Symbol("kRequestAsyncResource");

export function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  const given = { __proto__: null, ...options };
  given.noDelay ??= true;
  // So that the path of a request is none of a unix socket.
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
  if (given.proxyEnv) this[kProxyConfig] = proxyConfig(given.proxyEnv, this.protocol, given.keepAlive);
  validateOneOf(this.scheduling, "scheduling", ["fifo", "lifo"]);
  validateNumber(this.maxTotalSockets, "maxTotalSockets", 1);
  this.on("free", (socket, about) => onFree(this, socket, about));
  // 'keylog' is passed on once somebody listens.
  this.on("newListener", listenForKeylog);
}

Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;

function listenForKeylog(event) {
  if (event !== "keylog" || this[kOnKeylog]) return;
  const agent = this;
  this[kOnKeylog] = function (line) {
    agent.emit("keylog", line, this);
  };
  for (const sockets of Object.values(this.sockets)) for (const socket of sockets) socket.on("keylog", this[kOnKeylog]);
}

// ------------------------------------------------------------------ sockets that become free
function giveToNext(agent, name, socket) {
  const waiting = agent.requests[name];
  const request = waiting.shift();
  if (waiting.length === 0) delete agent.requests[name];
  const resume = request[kResume];
  request[kResume] = null;
  if (resume) resume(socket);
  else give(agent, request, socket);
}

function onFree(agent, socket, options) {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const name = options._agentKey ?? agent.getName(options);
  if (agent.requests[name]?.length > 0) {
    giveToNext(agent, name, socket);
    return;
  }
  const request = socket._httpMessage;
  const free = agent.freeSockets[name] || [];
  const count = free.length + (agent.sockets[name]?.length ?? 0);
  if (!request?.shouldKeepAlive || !agent.keepAlive || agent.totalSocketCount > agent.maxTotalSockets || count > agent.maxSockets
      || free.length >= agent.maxFreeSockets || !agent.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  agent.freeSockets[name] = free;
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once("error", onErrorWhileFree);
  free.push(socket);
}

// Looked for in the list, so that nobody who does not want it pays for the object.
function keepAliveField(response) {
  const raw = response?.rawHeaders;
  for (let at = 0; at < raw?.length; at += 2) if (raw[at].length === 10 && raw[at].toLowerCase() === "keep-alive") return raw[at + 1];
  return undefined;
}

function onErrorWhileFree() {
  this.destroy();
  this.emit("agentRemove");
}

function give(agent, request, socket) {
  request.onSocket(socket);
  const { timeout } = agent.options;
  if (request.timeout !== undefined && request.timeout !== (timeout || 0)) socket.setTimeout(request.timeout);
}

// ------------------------------------------------------------------ options of a connection
const NAME_OPTIONS = ["host", "port", "localAddress", "family", "socketPath"];

// Those of an agent come before those of a request.
function nameOptions(agent, options) {
  const found = { __proto__: null };
  for (const key of NAME_OPTIONS) found[key] = key in agent.options ? agent.options[key] : options[key];
  return found;
}

function serverName(options, request) {
  const field = request.getHeader("host");
  let name = options.host;
  if (field) {
    validateString(field, "options.headers.host");
    if (field[0] === "[") {
      const end = field.indexOf("]");
      name = end === -1 ? field : field.slice(1, end);
    } else {
      name = field.split(":", 1)[0];
    }
  }
  // No address is a name that TLS may tell.
  return net.isIP(name) ? "" : name;
}

function connectionOptions(agent, request, options) {
  const merged = { __proto__: null, ...options, ...agent.options };
  if (merged.socketPath) merged.path = merged.socketPath;
  if (!merged.servername && merged.servername !== "") merged.servername = serverName(merged, request);
  return merged;
}

function watch(agent, socket, options) {
  const forget = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  const listeners = {
    free: () => agent.emit("free", socket, options),
    close: forget,
    timeout: () => {
      if (Object.values(agent.freeSockets).some((sockets) => sockets.includes(socket))) socket.destroy();
    },
    // Upgraded: the agent has nothing to do with it any more.
    agentRemove: () => {
      forget();
      for (const name in listeners) socket.removeListener(name, listeners[name]);
    },
  };
  for (const name in listeners) socket.on(name, listeners[name]);
  if (agent[kOnKeylog]) socket.on("keylog", agent[kOnKeylog]);
}

Object.assign(Agent.prototype, {
  createConnection(...args) {
    const socket = connectByProxy(this, args);
    return socket === undefined ? net.createConnection(...args) : socket;
  },

  // Requests of one name may share a socket.
  getName(options = {}) {
    const { host, port, localAddress, family, socketPath } = options;
    const familyPart = family === 4 || family === 6 ? `:${family}` : "";
    return `${host || "localhost"}:${port || ""}:${localAddress || ""}${familyPart}${socketPath ? `:${socketPath}` : ""}`;
  },

  addRequest(req, options, port, localAddress) {
    // As it was called once: (request, host, port, localAddress).
    if (typeof options === "string") options = { __proto__: null, host: options, port, localAddress };
    // The name is made of few options: what a connection takes is put together when there will be one.
    const isPlain = this.getName === plainName;
    if (!isPlain) options = connectionOptions(this, req, options);
    const name = this.getName(isPlain ? nameOptions(this, options) : options);
    const busy = this.sockets[name] ||= [];
    const free = this.freeSockets[name];
    let socket;
    if (free) {
      while (free.length > 0 && free[0].destroyed) free.shift();
      socket = this.scheduling === "fifo" ? free.shift() : free.pop();
      if (free.length === 0) delete this.freeSockets[name];
    }
    if (socket) {
      this.reuseSocket(socket, req);
      give(this, req, socket);
      busy.push(socket);
    } else if (busy.length + (free?.length ?? 0) < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
      this.createSocket(req, options, (error, made) => {
        if (error) {
          tunnelFailed(error, req);
          req.onSocket(made, error);
        } else {
          give(this, req, made);
        }
      });
    } else {
      (this.requests[name] ||= []).push(req);
      req[kRequestOptions] = connectionOptions(this, req, options);
      // It goes on in the context of who asked, not of who frees the socket.
      req[kResume] = bindCallback((freed) => give(this, req, freed), "QueuedRequest");
    }
  },

  createSocket(req, options, cb) {
    options = connectionOptions(this, req, options);
    const timeout = req.timeout || this.options.timeout;
    if (timeout) options.timeout = timeout;
    const name = this.getName(options);
    options._agentKey = name;
    options.encoding = null;
    if (this.keepAlive) {
      options.keepAlive = this.keepAlive;
      options.keepAliveInitialDelay = this.keepAliveMsecs;
    }
    let isDone = false;
    const done = (error, socket) => {
      if (isDone) return;
      isDone = true;
      if (error) {
        cb(error);
        return;
      }
      (this.sockets[name] ||= []).push(socket);
      this.totalSocketCount++;
      watch(this, socket, options);
      cb(null, socket);
    };
    const socket = this.createConnection(options, done);
    if (socket && !socket[kProxyConfig]) done(null, socket);
  },

  removeSocket(s, options) {
    const name = options._agentKey ?? this.getName(options);
    const sets = s.writable ? [this.sockets] : [this.sockets, this.freeSockets];
    for (const set of sets) {
      const index = set[name]?.indexOf(s) ?? -1;
      if (index === -1) continue;
      set[name].splice(index, 1);
      if (set[name].length === 0) delete set[name];
    }
    const request = this.requests[name]?.length > 0 ? this.requests[name][0] : otherRequest(this);
    if (!request) return;
    const about = request[kRequestOptions] ?? options;
    request[kRequestOptions] = undefined;
    // Somebody waits and there is room: a socket in place of the one that went.
    this.createSocket(request, about, (error, socket) => {
      if (error) {
        tunnelFailed(error, request);
        request.onSocket(null, error);
      } else {
        socket.emit("free");
      }
    });
  },

  // False: it can't be kept.
  keepSocketAlive(socket) {
    socket.setKeepAlive(true, this.keepAliveMsecs);
    socket.unref();
    let timeout = this.options.timeout || 0;
    const field = keepAliveField(socket._httpMessage?.res);
    const hint = field && HINT.exec(field)?.[1];
    if (hint) {
      // Not up to the last moment: the server may close while a request is on its way.
      const least = Number.parseInt(hint, 10) * 1000 - this.agentKeepAliveTimeoutBuffer;
      if (least <= 0) return false;
      if (least < timeout) timeout = least;
    }
    if (socket.timeout !== timeout) socket.setTimeout(timeout);
    return true;
  },

  reuseSocket(socket, req) {
    req.reusedSocket = true;
    socket.removeListener("error", onErrorWhileFree);
    socket.ref();
  },

  destroy() {
    for (const set of [this.freeSockets, this.sockets]) {
      for (const sockets of Object.values(set)) for (const socket of sockets) socket.destroy();
    }
  },
});
const plainName = Agent.prototype.getName;
Object.defineProperty(Agent.prototype.getName, "length", { value: 0, configurable: true });

// The first that waits for another name, unless that name's sockets are all there may be.
function otherRequest(agent) {
  for (const name in agent.requests) return agent.sockets[name]?.length > 0 ? undefined : agent.requests[name][0];
  return undefined;
}

// The global one is made when asked for: it may read the environment. `http.globalAgent` can be set.
let globalAgent;
export const agents = {
  get global() {
    return globalAgent ??= loadBuiltin("node:internal/http/global").globalAgent;
  },
  set global(agent) {
    globalAgent = agent;
  },
};
