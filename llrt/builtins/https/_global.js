// https.globalAgent, made when it is first read (law 8).
import { environmentOfProxy } from "../http/_proxy.js";
import { Agent } from "./_agent.js";

export const globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000, proxyEnv: environmentOfProxy() });
