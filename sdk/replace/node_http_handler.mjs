// NodeHttpHandler over llrt's own HTTP layer (llrt/builtins/_sdk_http): the options, time-outs and errors of the original. Agents of the
// user's own, and agents' options that are about more than the number of sockets, are the original's business, which is over node:https.
import { buildQueryString, HttpResponse } from "@smithy/core/protocols";
import { buildAbortError } from "modules:@smithy/node-http-handler/dist-es/build-abort-error.js";
import { NODEJS_TIMEOUT_ERROR_CODES } from "modules:@smithy/node-http-handler/dist-es/constants.js";
import { resolveDefaultSocketTimeout } from "modules:@smithy/node-http-handler/dist-es/resolve-default-socket-timeout.js";
import { Exchange } from "./exchange.mjs";
import { checkedFields, checkedTarget } from "./request_fields.mjs";
import { closeIdle, near } from "native:sdk_http";

export const DEFAULT_REQUEST_TIMEOUT = 0;
const MAX_SOCKETS = 50;
const WARN_EVERY = 15_000;
// What an agent's options may say here.
const PLAIN = new Set(["keepAlive", "keepAliveMsecs", "maxSockets", "maxFreeSockets", "maxTotalSockets", "scheduling"]);

const isPlain = (agent) => agent === undefined || agent === null
  || (typeof agent.destroy !== "function" && Object.keys(agent).every((key) => PLAIN.has(key)));

function timeoutError(message, more) {
  return Object.assign(new Error(message), { name: "TimeoutError", ...more });
}

export class NodeHttpHandler {
  config;
  configProvider;
  socketWarningTimestamp = 0;
  externalAgent = false;
  metadata = { handlerProtocol: "http/1.1" };
  #original;
  #active = new Map(); // origin -> {count, waiting}

  static create(instanceOrOptions) {
    if (typeof instanceOrOptions?.handle === "function") return instanceOrOptions;
    return new NodeHttpHandler(instanceOrOptions);
  }

  constructor(options) {
    this.configProvider = typeof options === "function"
      ? options().then((given) => this.#resolved(given))
      : Promise.resolve(this.#resolved(options));
    // Whoever handles the first request hears of it.
    this.configProvider.catch(() => {});
  }

  #resolved(options) {
    const {
      requestTimeout, connectionTimeout, socketTimeout, socketAcquisitionWarningTimeout, httpAgent, httpsAgent,
      throwOnRequestTimeout, logger,
    } = options ?? {};
    return {
      connectionTimeout, requestTimeout, socketTimeout, defaultSocketTimeout: resolveDefaultSocketTimeout(options),
      socketAcquisitionWarningTimeout, throwOnRequestTimeout, httpAgent, httpsAgent, logger,
    };
  }

  destroy() {
    this.#original?.then((handler) => handler.destroy());
    closeIdle();
  }

  // Whoever sees or changes the configuration has that of the original.
  httpHandlerConfigs() {
    return this.config ?? {};
  }

  updateHttpClientConfig(key, value) {
    this.config = undefined;
    this.#original = undefined;
    this.configProvider = this.configProvider.then((config) => {
      switch (key) {
        case Symbol.for("logger"):
          return { ...config, logger: config.logger ?? value };
        case Symbol.for("@smithy/defaultSocketTimeout"):
          return { ...config, defaultSocketTimeout: resolveDefaultSocketTimeout(config) ?? value };
        default:
          return { ...config, [key]: value };
      }
    });
  }

  async handle(request, options = {}) {
    const config = this.config ??= await this.configProvider;
    const { isSecure, agent, host, port, origin } = whereTo(request, config);
    if (!isPlain(agent)) return this.#handOver(request, options);
    if (options.abortSignal?.aborted) throw buildAbortError(options.abortSignal);
    const maxSockets = agent?.maxSockets ?? MAX_SOCKETS;
    const line = this.#active.get(origin) ?? this.#active.set(origin, { count: 0, waiting: [] }).get(origin);
    if (line.count >= maxSockets) await this.#turn(line, maxSockets, config);
    line.count += 1;
    const freed = () => {
      line.count -= 1;
      line.waiting.shift()?.();
      if (line.count === 0 && line.waiting.length === 0) this.#active.delete(origin);
    };
    let exchange;
    try {
      // The signal may have fired while the request waited for its turn.
      if (options.abortSignal?.aborted) throw buildAbortError(options.abortSignal);
      exchange = new Exchange(isSecure, host, port, request.method, pathOf(request), fieldsOf(request, host, port, isSecure, agent), freed);
    } catch (error) {
      freed();
      throw error;
    }
    return run(exchange, request, options, config);
  }

  // The request is about to be signed (sdk/edits.json): meanwhile the connection is made, if none is there.
  [Symbol.for("llrt.requestIsNear")](request) {
    if (this.config !== undefined) this.#near(request, this.config);
    else this.configProvider.then((config) => this.#near(request, config)).catch(() => {});
  }

  #near(request, config) {
    const { isSecure, agent, host, port, origin } = whereTo(request, config);
    if (isPlain(agent) && !this.#active.has(origin)) near(isSecure, host, port, config.connectionTimeout);
  }

  #turn(line, maxSockets, config) {
    return new Promise((resolve) => {
      const after = config.socketAcquisitionWarningTimeout ?? (config.requestTimeout ?? 2000) + (config.connectionTimeout ?? 1000);
      const timer = setTimeout(() => {
        const now = Date.now();
        if (line.waiting.length < 2 * maxSockets || now - WARN_EVERY < this.socketWarningTimestamp) return;
        this.socketWarningTimestamp = now;
        (config.logger ?? console).warn?.(`@smithy/node-http-handler:WARN - socket usage at capacity=${line.count} and \
${line.waiting.length} additional requests are enqueued.
See https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-maxsockets.html
or increase socketAcquisitionWarningTimeout=(millis) in the NodeHttpHandler config.`);
      }, after);
      line.waiting.push(() => { clearTimeout(timer); resolve(); });
    });
  }

  async #handOver(request, options) {
    this.externalAgent = true;
    this.#original ??= import("modules:@smithy/node-http-handler/dist-es/node-http-handler.js")
      .then(({ NodeHttpHandler: Original }) => new Original(this.config));
    return (await this.#original).handle(request, options);
  }
}

function whereTo(request, config) {
  const isSecure = request.protocol === "https:";
  const host = unbracketed(request.hostname ?? "");
  const port = request.port || (isSecure ? 443 : 80);
  return { isSecure, agent: isSecure ? config.httpsAgent : config.httpAgent, host, port, origin: `${isSecure} ${host} ${port}` };
}

const unbracketed = (host) => host[0] === "[" && host.endsWith("]") ? host.slice(1, -1) : host;

function pathOf(request) {
  const query = request.query ? buildQueryString(request.query) : "";
  return checkedTarget(`${request.path}${query ? `?${query}` : ""}${request.fragment ? `#${request.fragment}` : ""}`);
}

function fieldsOf(request, host, port, isSecure, agent) {
  const fields = checkedFields(request.headers ?? {});
  const { names } = fields;
  if (!names.has("host")) {
    const name = host.includes(":") ? `[${host}]` : host;
    fields.add("Host", port === (isSecure ? 443 : 80) ? name : `${name}:${port}`);
  }
  if ((request.username != null || request.password != null) && !names.has("authorization")) {
    fields.add("Authorization", `Basic ${Buffer.from(`${request.username ?? ""}:${request.password ?? ""}`).toString("base64")}`);
  }
  if (!names.has("connection")) fields.add("Connection", agent?.keepAlive === false || fields.expectsContinue ? "close" : "keep-alive");
  return fields;
}

// From the request that is about to be sent to the response's head; the body goes on by itself.
function run(exchange, request, { abortSignal, requestTimeout }, config) {
  return new Promise((resolve, reject) => {
    let timer;
    let forget;
    const settle = (settled, value) => {
      clearTimeout(timer);
      settled(value);
    };
    const fail = (error) => {
      exchange.cancel(error);
      settle(reject, error);
    };
    if (abortSignal) {
      const onAbort = () => fail(buildAbortError(abortSignal));
      if (typeof abortSignal.addEventListener === "function") {
        abortSignal.addEventListener("abort", onAbort, { once: true });
        forget = () => abortSignal.removeEventListener("abort", onAbort);
      } else {
        abortSignal.onabort = onAbort;
      }
    }
    const limit = requestTimeout ?? config.requestTimeout;
    if (limit) timer = setTimeout(() => overdue(limit, config, fail), limit);
    exchange.onClosed = forget;
    exchange.onAnswer = (head, body) => settle(resolve, { response: new HttpResponse({ ...head, body }) });
    exchange.onError = (error) => settle(reject, explained(error, config));
    try {
      exchange.send(request.body, {
        connectTimeout: config.connectionTimeout,
        idleTimeout: config.socketTimeout === undefined ? config.defaultSocketTimeout : config.socketTimeout,
        continueTimeout: limit,
      });
    } catch (error) {
      fail(error);
    }
  });
}

function overdue(limit, { throwOnRequestTimeout, logger }, fail) {
  const message = `@smithy/node-http-handler - [${throwOnRequestTimeout ? "ERROR" : "WARN"}] a request has exceeded the configured ${limit} ms \
requestTimeout.`;
  if (throwOnRequestTimeout) fail(timeoutError(message, { code: "ETIMEDOUT" }));
  else (logger ?? console).warn?.(`${message} Init client requestHandler with throwOnRequestTimeout=true to turn this into an error.`);
}

function explained(error, config) {
  switch (error.code) {
    case "UND_ERR_CONNECT_TIMEOUT":
      return timeoutError(`@smithy/node-http-handler - the request socket did not establish a connection with the server within the \
configured timeout of ${config.connectionTimeout} ms.`);
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return timeoutError(`@smithy/node-http-handler - the request socket timed out after \
${config.socketTimeout ?? config.defaultSocketTimeout} ms of inactivity (${config.socketTimeout === undefined
        ? "service default socket timeout" : "configured by client requestHandler"}).`);
    default:
      return NODEJS_TIMEOUT_ERROR_CODES.includes(error.code) ? Object.assign(error, { name: "TimeoutError" }) : error;
  }
}
