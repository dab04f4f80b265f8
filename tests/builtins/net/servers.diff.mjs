// net.Server: forms of listen(), errors, limits, close() and what servers do with connections, as in Node.
import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import net from "node:net";

const log = (...args) => console.log(...args);
const hide = (error) => error && { message: error.message.replace(/:\d{4,5}/g, ":PORT"), code: error.code, syscall: error.syscall, errno: error.errno, address: error.address, hasPort: error.port > 0 };
const shown = (address) => address && { ...address, port: address.port > 0 };
const started = async (...args) => {
  const server = net.createServer().listen(...args);
  await once(server, "listening");
  return server;
};
const stop = (server) => new Promise((resolve) => server.close(resolve));

for (const args of [[], [0], ["0"], [0, "127.0.0.1"], [0, "::1"], [0, "localhost"], [{ port: 0, host: "127.0.0.1" }], [{ port: 0, ipv6Only: true }], [null], [undefined], [{ port: null }],
  [0, 5], [0, "127.0.0.1", 5], [{ port: 0, backlog: 3, exclusive: true, reusePort: true }]]) {
  const server = await started(...args);
  log(args, shown(server.address()), server.listening, server._connectionKey?.replace(/\d+$/, ""));
  await stop(server);
}
for (const options of [{}, { port: -1 }, { port: 65536 }, { port: "x" }, { host: "127.0.0.1" }, { fd: -1 }, { path: 5 }, true, { port: 0, signal: 5 }]) {
  try {
    net.createServer().listen(options);
    log("no error", options);
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
for (const options of [5, "x", { highWaterMark: "x" }, { keepAliveInitialDelay: "x" }, { blockList: {} }]) {
  try {
    net.createServer(options);
    log("no error", options);
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}

const first = await started(0, "127.0.0.1");
const { port } = first.address();
log(hide((await once(net.createServer().listen(port, "127.0.0.1"), "error"))[0]), hide((await once(net.createServer().listen(0, "1.2.3.4"), "error"))[0]));
log(hide((await once(net.createServer().listen({ fd: 999 }), "error"))[0]));
try {
  first.listen(0);
} catch (error) {
  log(error.code, error.message);
}
await stop(first);
first.close((error) => log("closed twice", error.code));
await new Promise(setImmediate);

{ // close() waits for connections; 'drop' beyond the limit
  const server = await started(0, "127.0.0.1");
  server.maxConnections = 1;
  server.on("drop", (data) => log("drop", data.localAddress, data.remoteFamily, Object.keys(data)));
  const [accepted] = await Promise.all([once(server, "connection").then(([socket]) => socket), once(net.connect(server.address().port, "127.0.0.1"), "connect")]);
  const second = net.connect(server.address().port, "127.0.0.1");
  second.on("error", () => {}).resume();
  await new Promise((resolve) => second.on("close", resolve));
  server.getConnections((error, count) => log("connections", error, count));
  log(accepted.server === server, accepted._server === server);
  let isClosed = false;
  server.close(() => { isClosed = true; });
  await new Promise(setImmediate);
  log("waits", isClosed, server.listening);
  accepted.destroy();
  await once(server, "close");
  log("closed", isClosed);
}
{ // a server's signal, using, captured rejections
  const controller = new AbortController();
  const server = await started({ port: 0, signal: controller.signal });
  controller.abort();
  await once(server, "close");
  log("aborted", server.listening);
  const disposed = await started(0);
  await disposed[Symbol.asyncDispose]();
  log("disposed", disposed.listening);
  const rejecting = net.createServer({ captureRejections: true }, async () => { throw new Error("from the listener"); });
  rejecting.listen(0, "127.0.0.1");
  await once(rejecting, "listening");
}
{ // the context of who asked
  const storage = new AsyncLocalStorage();
  const server = await started(0, "127.0.0.1");
  server.on("connection", (socket) => { log("server context", storage.getStore()); socket.on("data", () => { log("data context", storage.getStore()); socket.end("x"); }); });
  await new Promise((resolve) => storage.run("client", () => {
    const socket = net.connect(server.address().port, "127.0.0.1", () => { log("connect", storage.getStore()); socket.write("x", () => log("written", storage.getStore())); });
    socket.on("data", () => log("data", storage.getStore())).on("close", () => { log("close", storage.getStore()); resolve(); });
  }));
  server.close();
}
{ // a socket that is bound before it listens or connects
  const bound = new net.BoundSocket({ host: "127.0.0.1" });
  const address = bound.address();
  log(shown(address), bound.fd() > 2);
  const server = net.createServer().listen(bound);
  await once(server, "listening");
  log(server.address().port === address.port);
  try { bound.address(); } catch (error) { log(error.code); }
  try { new net.BoundSocket({ host: "127.0.0.1", port: address.port }); } catch (error) { log(error.code, error.syscall); }
  for (const options of [{ host: "localhost" }, { port: -1 }, { ipv6Only: 5 }, 5]) {
    try { new net.BoundSocket(options); } catch (error) { log(error.code, error.message); }
  }
  await stop(server);
}
// What is not referenced keeps no program alive.
(await started(0)).unref();
net.connect({ port: 9, host: "203.0.113.1" }).on("error", () => {}).unref();
process.exitCode = 0;
setTimeout(() => process.exit(0), 200);
