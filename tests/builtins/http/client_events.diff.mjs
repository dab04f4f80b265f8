// What a request and its response tell, in which order: ended early by either side, aborted, timed out, upgraded, continued.
import http from "node:http";
import { duplexPair } from "node:stream";
import { listen } from "./_raw.mjs";

const EVENTS = ["socket", "finish", "prefinish", "abort", "timeout", "continue", "information", "response", "upgrade", "connect", "error", "close"];
const RESPONSE_EVENTS = ["data", "end", "aborted", "error", "close", "timeout"];

function watch(name, emitter, events, log) {
  for (const event of events) {
    emitter.on(event, (value) => log.push(event === "error" ? `${name} error ${value.code} ${value.message}` : `${name} ${event}`));
  }
}
// Runs a request against a server that does `serve`; `use` does something to it.
async function run(title, serve, options, use = (request) => request.end()) {
  const log = [];
  const server = http.createServer(serve);
  server.on("clientError", (error, socket) => socket.destroy());
  const port = await listen(server);
  const request = http.request({ host: "127.0.0.1", port, agent: false, ...options });
  watch("request", request, EVENTS, log);
  request.on("response", (response) => {
    watch("response", response, RESPONSE_EVENTS, log);
    log.push([response.statusCode, response.complete]);
  });
  const closed = new Promise((resolve) => request.on("close", resolve));
  await use(request, log);
  await closed;
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { aborted, destroyed, writableEnded, writableFinished, reusedSocket, closed: isClosed, errored } = request;
  console.log(title, log, { aborted, destroyed, writableEnded, writableFinished, reusedSocket, isClosed, errored: errored?.code });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
const fine = (request, response) => request.resume().on("end", () => response.end("fine"));
const never = (request) => request.resume();

await run("GET", fine);
await run("POST", fine, { method: "POST" }, (request) => { request.write("a"); request.end("b"); });
await run("HEAD", fine, { method: "HEAD" });
await run("destroyed at once", never, {}, (request) => { request.end(); request.destroy(); });
await run("destroyed with an error", never, {}, (request) => { request.end(); request.destroy(new Error("mine")); });
await run("destroyed on its socket", never, {}, (request) => { request.end(); request.on("socket", () => request.destroy()); });
await run("destroyed when connected", never, {}, (request) => { request.end(); request.on("socket", (socket) => socket.on("connect", () => request.destroy())); });
await run("aborted at once", never, {}, (request) => { request.end(); request.abort(); request.abort(); });
await run("destroyed at the response", fine, {}, (request) => { request.end(); request.on("response", () => request.destroy()); });
await run("the response destroyed", fine, {}, (request) => { request.end(); request.on("response", (response) => response.destroy()); });
await run("the response destroyed with an error", fine, {}, (request) => { request.end(); request.on("response", (response) => response.destroy(new Error("mine"))); });
await run("aborted by a signal", never, { signal: AbortSignal.timeout(30) });
await run("aborted before", never, { signal: AbortSignal.abort() });
await run("timed out", never, { timeout: 30 }, (request) => { request.end(); request.on("timeout", () => request.destroy()); });
await run("timed out by setTimeout", never, {}, (request) => { request.setTimeout(30, () => request.destroy(new Error("late"))); request.end(); });
await run("the server hangs up", (request) => request.socket.destroy());
await run("the server hangs up in the body", (request, response) => { response.write("a", () => response.socket.destroy()); });
await run("the server hangs up with a length", (request, response) => { response.writeHead(200, { "content-length": 5 }); response.write("a", () => response.socket.destroy()); });
await run("nobody reads the response", (request, response) => response.end("x"), {}, (request) => { request.removeAllListeners("response"); request.end(); });
await run("continued", fine, { method: "POST", headers: { expect: "100-continue" } }, (request) => request.on("continue", () => request.end("body")));
await run("hints", (request, response) => { response.writeEarlyHints({ link: "</a>; rel=preload" }); response.writeProcessing(); response.end(); });
await run("written after its end", fine, {}, (request) => { request.end(); request.write("x"); });
await run("ended twice", fine, {}, (request, log) => { request.end(() => log.push("ended")); request.end((error) => log.push(error?.code)); });
await run("no connection", fine, { port: 1 });
await run("a connection of the user's that fails", fine, { createConnection: () => { throw new Error("mine"); } });
await run("a connection of the user's, told later", fine, { createConnection: (options, done) => { setImmediate(done, new Error("later")); } });

// A socket need not be one.
{
  const [mine, theirs] = duplexPair();
  theirs.once("data", (head) => {
    console.log(head.latin1Slice());
    theirs.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi");
  });
  const body = await new Promise((resolve, reject) => {
    http.get({ createConnection: () => mine, host: "nowhere", path: "/x" }, async (response) => resolve((await response.toArray()).join(""))).on("error", reject);
  });
  console.log(body);
}
// Upgrades, from both sides.
{
  const server = http.createServer();
  server.on("upgrade", (request, socket, head) => {
    console.log("server", request.headers.upgrade, head.latin1Slice());
    socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n");
    socket.pipe(socket);
  });
  server.on("connect", (request, socket) => {
    console.log("server", request.method, request.url);
    socket.end("HTTP/1.1 200 OK\r\n\r\ntunnel");
  });
  const port = await listen(server);
  await new Promise((resolve) => {
    const request = http.request({ host: "127.0.0.1", port, headers: { connection: "upgrade", upgrade: "echo" } });
    request.on("upgrade", (response, socket) => {
      console.log("client", response.statusCode, response.headers.upgrade);
      socket.on("data", (chunk) => { console.log(chunk.latin1Slice()); socket.end(); });
      socket.on("close", resolve);
      socket.write("hello");
    }).end();
  });
  await new Promise((resolve) => {
    http.request({ host: "127.0.0.1", port, method: "CONNECT", path: "a.b:443" }).on("connect", (response, socket, head) => {
      console.log("client", response.statusCode, head.latin1Slice());
      socket.on("data", () => {}).on("end", () => socket.end()).on("close", resolve);
    }).end();
  });
  server.close();
}
