// Sockets are used again, wait for their turn, are kept or not, as Node's agents do it.
import http from "node:http";
import { listen } from "./_raw.mjs";

let connections = 0;
const server = http.createServer((request, response) => {
  if (request.url === "/close") response.setHeader("connection", "close");
  if (request.url === "/hint") response.setHeader("keep-alive", "timeout=1");
  if (request.url !== "/never") response.end(request.url);
});
server.on("connection", () => connections++);
const port = await listen(server);

const counts = (agent) => {
  const sum = (set) => Object.values(set).reduce((total, list) => total + list.length, 0);
  return [sum(agent.sockets), sum(agent.freeSockets), sum(agent.requests), agent.totalSocketCount];
};
const later = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const ask = (agent, path, options) => new Promise((resolve) => {
  const request = http.get({ host: "127.0.0.1", port, path, agent, ...options }, async (response) => {
    const body = (await response.toArray()).join("");
    await later();
    resolve([body, request.reusedSocket, request.getHeader("connection"), response.headers.connection, counts(agent)]);
  });
  request.on("error", (error) => resolve([error.code, error.message]));
});
for (const options of [{}, { keepAlive: true }, { keepAlive: true, maxSockets: 1 }, { keepAlive: true, maxFreeSockets: 1 }, { maxSockets: 2 }, { keepAlive: true, maxTotalSockets: 2 }, { keepAlive: true, scheduling: "fifo" }]) {
  const agent = new http.Agent(options);
  connections = 0;
  console.log(options, await ask(agent, "/1"), await ask(agent, "/2"), await ask(agent, "/close"), await ask(agent, "/hint"), connections);
  connections = 0;
  const answers = await Promise.all(["/a", "/b", "/c", "/d"].map((path) => ask(agent, path)));
  console.log(answers.map(([body]) => body), connections, counts(agent));
  agent.destroy();
  await later();
}
// Requests that wait; one that ends while it waits; sockets of one's own.
{
  const agent = new http.Agent({ maxSockets: 1, keepAlive: true });
  const first = ask(agent, "/never");
  const waiting = http.get({ host: "127.0.0.1", port, agent, path: "/gone" });
  waiting.on("error", (error) => console.log("waiting", error.code));
  const second = ask(agent, "/second");
  console.log(counts(agent));
  waiting.destroy();
  Object.values(agent.sockets)[0][0].destroy();
  console.log(await first, (await second)[0]);
  agent.destroy();
}
{
  class Mine extends http.Agent {
    createConnection(options, done) {
      console.log("createConnection", options.host, options.path, options.keepAlive, options.keepAliveInitialDelay, options._agentKey.replace(port, "port"), typeof done);
      return super.createConnection(options, done);
    }

    keepSocketAlive(socket) {
      console.log("keepSocketAlive", super.keepSocketAlive(socket));
      return true;
    }

    reuseSocket(socket, request) {
      console.log("reuseSocket", request.path);
      super.reuseSocket(socket, request);
    }

    getName(options) {
      return `mine:${super.getName(options)}`;
    }
  }
  const agent = new Mine({ keepAlive: true, keepAliveMsecs: 500 });
  await ask(agent, "/1");
  await ask(agent, "/2");
  console.log(Object.keys(agent.freeSockets).map((name) => name.replace(port, "port")));
  agent.destroy();
}
{
  const failing = new http.Agent();
  failing.createConnection = (options, done) => { setImmediate(done, Object.assign(new Error("no"), { code: "MINE" })); };
  console.log(await ask(failing, "/"));
}
console.log(http.globalAgent === http.globalAgent, http.Agent.defaultMaxSockets);
server.close();
server.closeAllConnections();
