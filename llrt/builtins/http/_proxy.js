// Agents with `proxyEnv`: which proxy, for whom; requests forwarded by it (http:), tunnels through it (https:).
// Reference: nodejs.org/api/http.html#built-in-proxy-support
import { loadBuiltin } from "native:engine";
import net from "../net/index.js";
import { Buffer } from "node:buffer";
import { codes } from "../_errors.js";
import { checkNamed } from "../net/_handle.js";
import { nextTick } from "../_boot/task_queues.js";
import { options as processOptions } from "./_options.js";

const { ERR_INVALID_ARG_VALUE, ERR_PROXY_INVALID_CONFIG, ERR_PROXY_TUNNEL } = codes;

export const kProxyConfig = Symbol("kProxyConfig");
const DEFAULT_PORTS = { "http:": 80, "https:": 443 };
const MOST_HEAD = 16 * 1024;
const HEAD_END = "\r\n\r\n";

const proxyUrl = (env, protocol) => (protocol === "https:" ? env.https_proxy || env.HTTPS_PROXY : env.http_proxy || env.HTTP_PROXY);
const isHttpUrl = (text) => text.startsWith("http://") || text.startsWith("https://");

class ProxyConfig {
  constructor(text, noProxy, keepAlive) {
    let url;
    try {
      url = new URL(text);
    } catch {
      throw new ERR_PROXY_INVALID_CONFIG(`Invalid proxy URL: ${text}`);
    }
    const { hostname, port, protocol, username, password } = url;
    this.href = text;
    this.protocol = protocol;
    if (username || password) {
      this.auth = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`;
      url.username = url.password = "";
      // Without the secret: it is in messages of errors.
      this.href = url.href;
    }
    this.bypassList = noProxy ? noProxy.split(",").map((entry) => entry.trim().toLowerCase()) : [];
    this.proxyConnectionOptions = {
      host: hostname[0] === "[" ? hostname.slice(1, -1) : hostname,
      port: port ? Number(port) : DEFAULT_PORTS[protocol],
    };
    if (keepAlive) this.proxyConnectionOptions.keepAlive = keepAlive;
  }

  // Whether a connection to this host goes through the proxy.
  covers(host, port) {
    const name = host.toLowerCase();
    return !this.bypassList.some((entry) => matches(entry, name, port));
  }
}

const asNumber = (address) => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

function matches(entry, host, port) {
  if (entry === "*" || entry === host || (port && entry === `${host}:${port}`)) return true;
  if (entry.startsWith("*.")) return host.endsWith(entry.slice(1));
  if (entry.startsWith(".")) return host.endsWith(entry) || host === entry.slice(1);
  const [first, last, more] = entry.split("-");
  if (more !== undefined || last === undefined || ![first, last, host].every((one) => net.isIPv4(one))) return false;
  return asNumber(first) <= asNumber(host) && asNumber(host) <= asNumber(last);
}

// What an agent of this protocol needs to know, or null.
export function proxyConfig(env, protocol, keepAlive) {
  const text = proxyUrl(env, protocol);
  return text && isHttpUrl(text) ? new ProxyConfig(text, env.no_proxy || env.NO_PROXY, keepAlive) : null;
}

// The environment, if the user asks for proxies: what global agents are made with.
export function environmentOfProxy() {
  return processOptions.useEnvProxy() ? { ...process.env } : undefined;
}

const configFor = (agent, { host, port }) => {
  const config = agent?.[kProxyConfig];
  return config && config.covers(host || "localhost", port) ? config : undefined;
};

function connectToProxy(config, done) {
  const options = { ...config.proxyConnectionOptions };
  return config.protocol === "https:" ? loadBuiltin("node:tls").connect(options, done) : net.connect(options, done);
}

// Whether the network policy lets a proxy be asked for this; if not, done(error) is called later.
function isRefused({ host, port }, done) {
  try {
    checkNamed(host || "localhost", Number(port));
    return false;
  } catch (error) {
    nextTick(done, error);
    return true;
  }
}

// A socket to the proxy for a request that it forwards; undefined: no proxy for this one; null: refused.
export function connectByProxy(agent, args) {
  if (!agent[kProxyConfig]) return undefined;
  const [options, done] = net._normalizeArgs(args);
  const config = configFor(agent, options);
  if (config !== undefined && isRefused(options, done)) return null;
  return config && connectToProxy(config, done);
}

// ------------------------------------------------------------------ forwarding
function hostsOf(headers) {
  const flat = Array.isArray(headers[0]) ? headers.flatMap(([name, value]) => [name, value]) : headers;
  return flat.filter((_, index) => index % 2 === 1 && String(flat[index - 1]).toLowerCase() === "host");
}

function checkHost(given, authority, isObject) {
  const same = isObject ? normalized(String(given)) === normalized(authority) : String(given) === authority;
  if (!same) throw new ERR_INVALID_ARG_VALUE("Host in options.headers", given, `must match the request authority (${authority})`);
}

const normalized = (host) => host.toLowerCase().replace(/:80$/, "");

// The proxy wants the whole URL, and fields of its own. A host that is not the one connected to would have it ask somebody else.
export function forwardedTarget(request, options, host, givenHost, headerList) {
  if (request.protocol !== "http:") return;
  const config = configFor(request.agent, options);
  if (config === undefined) return;
  const authority = +options.port === DEFAULT_PORTS["http:"] ? host : `${host}:${options.port}`;
  if (headerList !== undefined) {
    const hosts = hostsOf(headerList);
    if (hosts.length > 1) throw new ERR_INVALID_ARG_VALUE("options.headers", "(redacted)", "must not contain duplicate Host headers");
    if (hosts.length === 1) checkHost(hosts[0], authority, false);
  } else if (givenHost !== undefined) checkHost(givenHost, authority, true);
  const target = new URL(request.path, `http://${authority}`);
  if (target.host !== normalized(authority)) {
    throw new ERR_INVALID_ARG_VALUE("options.path", target, `must match the request authority (${authority})`);
  }
  request.path = target.href;
  if (headerList !== undefined) return;
  if (config.auth) request.setHeader("proxy-authorization", config.auth);
  if (request.shouldKeepAlive) request.setHeader("proxy-connection", "keep-alive");
  else request.setHeader("proxy-connection", "close");
}

// ------------------------------------------------------------------ tunnels
function tunnelError(message, statusCode) {
  const error = new ERR_PROXY_TUNNEL(message);
  if (statusCode !== undefined) error.statusCode = statusCode;
  return error;
}

// Reads up to the end of the answer's head; done(error | null).
function readAnswer(socket, config, target, done) {
  let head = Buffer.alloc(0);
  const finish = (error) => {
    socket.removeListener("data", onData);
    socket.removeListener("end", onEnd);
    socket.removeListener("error", finish);
    done(error);
  };
  const onEnd = () => finish(tunnelError(`Connection to establish proxy tunnel ended unexpectedly`));
  const onData = (chunk) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(HEAD_END);
    if (end === -1) {
      if (head.length > MOST_HEAD) finish(tunnelError(`Failed to establish tunnel to ${target} via ${config.href}: header overflow`));
      return;
    }
    const [line] = head.latin1Slice(0, end).split("\r\n");
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1]);
    if (status !== 200) finish(tunnelError(`Failed to establish tunnel to ${target} via ${config.href}: ${line}`, status));
    else if (head.length > end + HEAD_END.length) {
      finish(tunnelError(`Unexpected data received from the proxy after the tunnel to ${target} was established`));
    } else finish(null);
  };
  socket.on("data", onData);
  socket.on("end", onEnd);
  socket.on("error", finish);
}

// TLS through the proxy: done(error, tls socket), later. undefined: no proxy for this connection; null: refused.
export function tunnelByProxy(agent, options, done) {
  const config = configFor(agent, options);
  if (config === undefined) return undefined;
  if (isRefused(options, done)) return null;
  const host = net.isIPv6(options.host) ? `[${options.host}]` : options.host;
  const target = `${host}:${options.port}`;
  const fields = [`CONNECT ${target} HTTP/1.1`];
  if (config.auth) fields.push(`proxy-authorization: ${config.auth}`);
  if (agent.keepAlive) fields.push("proxy-connection: keep-alive");
  fields.push(`host: ${target}`);
  const socket = connectToProxy(config);
  socket[kProxyConfig] = config;
  const timeout = options.timeout;
  const onTimeout = () => {
    const error = tunnelError(`Connection to establish proxy tunnel timed out after ${timeout}ms`);
    error.proxyTunnelTimeout = timeout;
    socket.destroy(error);
  };
  if (timeout) socket.setTimeout(timeout, onTimeout);
  socket.write(`${fields.join("\r\n")}${HEAD_END}`, "latin1");
  readAnswer(socket, config, target, (error) => {
    if (timeout) socket.setTimeout(0, onTimeout);
    if (error) {
      socket.destroy();
      done(error);
      return;
    }
    const secure = loadBuiltin("node:tls").connect({ ...options, socket });
    done(null, secure);
  });
  return socket;
}

// A tunnel that took too long is the request's 'timeout' too.
export function tunnelFailed(error, request) {
  if (error?.proxyTunnelTimeout) request.emit("timeout");
}

// http.setGlobalProxyFromEnv(): agents of both modules that use these proxies, and a function that puts back those of before.
export function checkProxyEnvironment(env) {
  const urls = [proxyUrl(env, "http:"), proxyUrl(env, "https:")].map((text) => (text && isHttpUrl(text) ? text : undefined));
  for (const text of urls) if (text && !URL.canParse(text)) throw new ERR_PROXY_INVALID_CONFIG(text);
  return urls;
}
