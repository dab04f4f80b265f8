// Constants, header checks and agents of http and https; constants of http2, tls, cluster, sqlite and sea.
import http from "node:http";
import https from "node:https";
import http2 from "node:http2";
import tls from "node:tls";
import cluster from "node:cluster";
import sea from "node:sea";
import repl from "node:repl";
import inspector from "node:inspector";
import worker from "node:worker_threads";
import { inspect } from "node:util";

console.log(http.METHODS, http.STATUS_CODES, http.maxHeaderSize, http2.constants, http2.getDefaultSettings());
for (const name of Object.keys(tls).filter((key) => typeof key === "string" && /^[A-Z_]+$/.test(key))) console.log(name, tls[name]);
const attempt = (name, fn) => {
  try {
    console.log(name, fn());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
for (const name of ["a", "Content-Type", "a b", "", undefined, 5, "é", "x\n", "a(", "!#$%&'*+-.^_`|~0"]) {
  attempt(`name ${inspect(name)}`, () => http.validateHeaderName(name));
  attempt(`label ${inspect(name)}`, () => http.validateHeaderName(name, "Trailer"));
}
for (const value of ["a", "", undefined, 5, "é", "\u0100", "x\ny", "tab\t", "\x7f", "\0", null]) attempt(`value ${inspect(value)}`, () => http.validateHeaderValue("x", value));
for (const max of [1, 0, "1", undefined, 1.5]) attempt(`parsers ${max}`, () => http.setMaxIdleHTTPParsers(max));

const fields = (agent) => Object.entries(agent).filter(([key]) => !key.startsWith("_")).map(([key, value]) => [key, inspect(value)]);
for (const { Agent, globalAgent } of [http, https]) {
  console.log(fields(globalAgent), Agent.length, Agent.name, Agent.defaultMaxSockets);
  for (const options of [undefined, {}, { keepAlive: true, maxSockets: 2, timeout: 3, agentKeepAliveTimeoutBuffer: 5 }, { maxTotalSockets: 0 }, { maxTotalSockets: "x" }, { scheduling: "other" }, { agentKeepAliveTimeoutBuffer: -1, maxCachedSessions: 0 }]) {
    attempt(inspect(options), () => fields(new Agent(options)));
  }
  attempt("without new", () => Agent() instanceof Agent);
  for (const options of [undefined, {}, { host: "h", port: 1, localAddress: "l" }, { family: 4 }, { family: 0 }, { socketPath: "/s", family: 6 }, { host: "h", servername: "s", rejectUnauthorized: false, ca: "c", ciphers: "x", key: "k", pfx: "p" },
    { honorCipherOrder: false, secureOptions: 0, ecdhCurve: "auto", minVersion: "TLSv1.2", sigalgs: "a" }, { servername: "h", host: "h" }]) {
    attempt(`name ${inspect(options)}`, () => new Agent().getName(options));
  }
  console.log(new Agent().destroy());
}
class Mine extends http.Agent {}
console.log(new Mine({ keepAlive: true }).keepAlive, https.Agent.prototype instanceof http.Agent, http.ServerResponse.prototype.statusCode);

const { isWorker, isMaster, isPrimary, workers, settings, SCHED_NONE, SCHED_RR, schedulingPolicy } = cluster;
console.log(isWorker, isMaster, isPrimary, workers, settings, SCHED_NONE, SCHED_RR, schedulingPolicy, cluster.on("x", () => {}) === cluster);
for (const [name, args] of [["isSea", []], ["getAsset", ["a"]], ["getAsset", []], ["getAsset", ["a", 1]], ["getRawAsset", [1]], ["getAssetAsBlob", ["a"]], ["getAssetKeys", []]]) attempt(`sea.${name} ${args}`, () => sea[name](...args));
console.log(repl.writer({ a: [new Proxy({}, {})] }), repl.writer.options, repl.REPL_MODE_STRICT, new repl.Recoverable(1) instanceof SyntaxError);
attempt("inspector", () => [inspector.url(), inspector.close(), inspector.console.log("x"), Object.keys(inspector.console).length]);
attempt("waitForDebugger", () => inspector.waitForDebugger());
attempt("post", () => new inspector.Session().post("x"));
attempt("post", () => new inspector.Session().post(1));
attempt("disconnect", () => new inspector.Session().disconnect());
attempt("connectToMainThread", () => new inspector.Session().connectToMainThread());

const { isMainThread, isInternalThread, parentPort, workerData, threadId, threadName, resourceLimits, SHARE_ENV } = worker;
console.log(isMainThread, isInternalThread, parentPort, workerData, threadId, threadName, resourceLimits, SHARE_ENV);
worker.setEnvironmentData("a", 1);
worker.setEnvironmentData({}, 2);
console.log(worker.getEnvironmentData("a"), worker.getEnvironmentData("b"), worker.setEnvironmentData("a"), worker.getEnvironmentData("a"));
const marked = {};
worker.markAsUntransferable(marked);
worker.markAsUntransferable(5);
console.log(worker.isMarkedAsUntransferable(marked), worker.isMarkedAsUntransferable({}), worker.isMarkedAsUntransferable(5));
