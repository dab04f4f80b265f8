// http.setGlobalProxyFromEnv(): global agents, and fetch, that use the proxies of an environment.
import { loadBuiltin } from "native:engine";
import { validateObject } from "../_validators.js";
import { Agent, agents } from "./_agent.js";
import { checkProxyEnvironment } from "./_proxy.js";

const make = (Class, proxyEnv) => new Class({ keepAlive: true, scheduling: "lifo", timeout: 5000, proxyEnv });

export function setGlobalProxyFromEnv(env = process.env) {
  validateObject(env, "proxyEnv");
  const [forHttp, forHttps] = checkProxyEnvironment(env);
  const restore = [];
  if (forHttp) {
    const before = agents.global;
    agents.global = make(Agent, env);
    restore.push(() => { agents.global = before; });
  }
  if (forHttps) {
    const https = loadBuiltin("node:https").default;
    const before = https.globalAgent;
    https.globalAgent = make(https.Agent, env);
    restore.push(() => { https.globalAgent = before; });
  }
  return function restoreGlobalProxy() {
    for (const put of restore.splice(0)) put();
  };
}
Object.defineProperty(setGlobalProxyFromEnv, "length", { value: 0, configurable: true });
