// What depends on this process and is made when it is first read (law 8): http.globalAgent and http.maxHeaderSize.
import { Agent } from "./_agent.js";
import { options } from "./_options.js";
import { environmentOfProxy } from "./_proxy.js";

export const maxHeaderSize = options.maxHeaderSize();
export const globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000, proxyEnv: environmentOfProxy() });
